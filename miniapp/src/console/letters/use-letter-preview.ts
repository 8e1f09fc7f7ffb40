import type { ReplyOf } from 'backend/contracts/endpoint';
import { type LifeLetterDraft, previewLifeLetter } from 'backend/contracts/life-letters';
import { useEffect, useState } from 'react';
import type { CallFailure } from '../../api.js';
import { call } from '../../session.js';
import { failureOf } from '../console-words.js';

export type LetterPreview = ReplyOf<typeof previewLifeLetter>;

const pause = 400;

/** How the letter reads, asked soon after the last change; an answer to older words is never shown. `draft` null: not known yet what to ask. */
export function useLetterPreview(draft: LifeLetterDraft | null): { preview: LetterPreview | null; failure: CallFailure | null } {
  const [preview, setPreview] = useState<LetterPreview | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const asked = draft === null ? null : JSON.stringify(draft);

  useEffect(() => {
    if (asked === null) return;
    const older = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await call(previewLifeLetter, { body: JSON.parse(asked) as LifeLetterDraft }, { signal: older.signal });
        if (older.signal.aborted) return;
        setPreview(answer);
        setFailure(null);
      } catch (error) {
        if (!older.signal.aborted) setFailure(failureOf(error));
      }
    }, pause);
    return () => {
      clearTimeout(timer);
      older.abort();
    };
  }, [asked]);

  return { preview, failure };
}
