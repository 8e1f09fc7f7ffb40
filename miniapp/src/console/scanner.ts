import { codeIn } from './matching.js';

/** What a hand-held scanner has typed so far: it types like a keyboard, only faster than any hand. */
export type Scanned = { text: string; at: number };

export const nothingScanned: Scanned = { text: '', at: 0 };

/** The longest pause between two characters of one scan, in milliseconds; people need more than twice that. */
const longestPause = 60;

/** Takes the next key at `at` (milliseconds). `code` is set when Enter ends a scanned appointment code, wherever the focus is. */
export function afterKey(scanned: Scanned, key: string, at: number): { scanned: Scanned; code: string | null } {
  const goesOn = at - scanned.at <= longestPause;
  if (key === 'Enter') return { scanned: nothingScanned, code: goesOn && /^lh/i.test(scanned.text) ? codeIn(scanned.text) : null };
  if (key.length !== 1) return { scanned: key === 'Shift' ? { ...scanned, at: goesOn ? at : scanned.at } : nothingScanned, code: null };
  return { scanned: { text: (goesOn ? scanned.text : '') + key, at }, code: null };
}
