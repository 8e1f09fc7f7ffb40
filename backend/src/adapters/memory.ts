import { stopwatch } from '../clock.js';

/** A value that is loaded once and remembered for a moment; callers at the same time share one load. */
export type Remembered<T> = { (): Promise<T>; forget(): void };

/** Remembers what `load` gives for `milliseconds`. A failed load is not remembered. */
export function remember<T>(milliseconds: number, load: () => Promise<T>): Remembered<T> {
  let value: { of: Promise<T>; until: number } | null = null;
  const read = () => {
    if (value && value.until > stopwatch()) return value.of;
    const of = load();
    const mine = { of, until: stopwatch() + milliseconds };
    value = mine;
    of.catch(() => {
      if (value === mine) value = null;
    });
    return of;
  };
  return Object.assign(read, {
    forget: () => {
      value = null;
    },
  });
}
