import { useEffect } from 'react';

/** Takes the focus to the first field at fault, as soon as there is one. */
export function useFocusFault(faults: Readonly<Record<string, string>>): void {
  useEffect(() => {
    if (Object.keys(faults).length > 0)
      document.querySelector<HTMLElement>('input[aria-invalid="true"], textarea[aria-invalid="true"]')?.focus();
  }, [faults]);
}
