import { previewMask } from 'backend/contracts/feedback-desk';
import { useEffect, useState } from 'react';
import { call } from '../../session.js';
import { asSent, type Hidden } from './answer-text.js';

/** What will be hidden in a text, as the server found it: `found` stands in `text`. */
export type Mask = { text: string; found: readonly Hidden[] };

const pause = 500;

/** Asks half a second after the last letter what would be hidden; null until there is an answer to exactly these words. */
export function useMask(typed: string): Mask | null {
  const text = asSent(typed);
  const [mask, setMask] = useState<Mask | null>(null);
  useEffect(() => {
    if (text === '') return;
    const older = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await call(previewMask, { body: { text } }, { signal: older.signal });
        if (!older.signal.aborted) setMask({ text, found: answer.found });
      } catch {
        // A preview that does not come is not worth a sentence: the server hides the same things when it counts.
      }
    }, pause);
    return () => {
      clearTimeout(timer);
      older.abort();
    };
  }, [text]);
  return mask?.text === text ? mask : null;
}
