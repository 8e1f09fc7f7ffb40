import { useEffect, useRef } from 'react';
import { afterKey, nothingScanned } from './scanner.js';

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) &&
    !(target instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(target.type))
  );
}

/**
 * Single keys of the page and a hand-held scanner, whatever has the focus. Keys are left alone while somebody types,
 * while a dialog is open, and together with Ctrl, Alt or the system key.
 */
export function useKeys(keys: Readonly<Record<string, () => void>>, onScan: (code: string) => void): void {
  const current = useRef({ keys, onScan });
  current.current = { keys, onScan };

  useEffect(() => {
    let scanned = nothingScanned;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (document.querySelector('[role="dialog"]') !== null || isTyping(event.target)) return;
      const step = afterKey(scanned, event.key, event.timeStamp);
      scanned = step.scanned;
      if (step.code !== null) {
        event.preventDefault();
        event.stopPropagation();
        current.current.onScan(step.code);
        return;
      }
      const press = current.current.keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (press === undefined) return;
      event.preventDefault();
      // A question that Escape opens must not hear the same Escape and close again.
      event.stopPropagation();
      press();
    };
    // Caught on the way down: the Enter that ends a scan must not press the button that happens to have the focus.
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, []);
}
