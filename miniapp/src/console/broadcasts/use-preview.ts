import { type BroadcastDraft, previewBroadcast } from 'backend/contracts/broadcasts';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { useEffect, useState } from 'react';
import type { CallFailure } from '../../api.js';
import { call } from '../../session.js';
import { failureOf } from '../console-words.js';

export type Preview = ReplyOf<typeof previewBroadcast>;

const pause = 500;

/** What would go out, asked half a second after the last change; an answer to older words is never shown. `draft` null: not written yet. */
export function usePreview(draft: BroadcastDraft | null): { preview: Preview | null; failure: CallFailure | null; busy: boolean } {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(draft !== null);
  const asked = draft === null ? null : JSON.stringify(draft);

  useEffect(() => {
    if (asked === null) {
      setBusy(false);
      return;
    }
    const older = new AbortController();
    setBusy(true);
    const timer = setTimeout(async () => {
      try {
        const answer = await call(previewBroadcast, { body: JSON.parse(asked) as BroadcastDraft }, { signal: older.signal });
        if (older.signal.aborted) return;
        setPreview(answer);
        setFailure(null);
      } catch (error) {
        if (older.signal.aborted) return;
        setFailure(failureOf(error));
      }
      setBusy(false);
    }, pause);
    return () => {
      clearTimeout(timer);
      older.abort();
    };
  }, [asked]);

  return { preview, failure, busy };
}
