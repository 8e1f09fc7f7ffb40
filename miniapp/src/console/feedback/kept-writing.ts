const prefix = 'xa-phu-lac.answer.';

/** What was being written for a report when this tab was reloaded; null when nothing was. Gone with the tab, so that nothing lies on a shared computer. */
export function keptWriting(id: string): string | null {
  try {
    return sessionStorage.getItem(prefix + id);
  } catch {
    return null;
  }
}

/** Keeps what is being written until the tab closes. */
export function keepWriting(id: string, text: string): void {
  try {
    sessionStorage.setItem(prefix + id, text);
  } catch {
    // Without room it lives in the form alone.
  }
}

/** It was saved, or is not wanted. */
export function forgetWriting(id: string): void {
  try {
    sessionStorage.removeItem(prefix + id);
  } catch {
    // Nothing was kept either.
  }
}
