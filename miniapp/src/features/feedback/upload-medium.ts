import { CallFailure } from '../../api.js';
import { uploadAnonymously } from '../../session.js';
import type { Medium } from './media-shelf.js';
import type { Uploading } from './send-report.js';

const pauses = [1_000, 3_000];

/** The slowest network worth waiting for, in bytes a second; below it the upload begins anew. */
const slowest = 8_000;

const idIn = (answer: unknown): string | null =>
  typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string' ? answer.id : null;

async function once(mark: string, { slot, blob }: Medium): Promise<{ id: string }> {
  const patience = new AbortController();
  const alarm = window.setTimeout(() => patience.abort(), 30_000 + (blob.size / slowest) * 1000);
  try {
    const id = idIn(await uploadAnonymously(`/report-media?${new URLSearchParams({ draft: mark, slot })}`, blob, patience.signal));
    if (id === null) throw new CallFailure('internal', 0);
    return { id };
  } catch (error) {
    throw error instanceof CallFailure ? error : new CallFailure('offline', 0);
  } finally {
    window.clearTimeout(alarm);
  }
}

/**
 * Brings a medium to the commune; the same slot again is the same medium. Without the session, since nobody knows yet whether the report will carry a
 * name, and what was uploaded in somebody's name could never be anonymous again.
 */
export const uploadMedium: Uploading = async (mark, medium) => {
  for (const pause of pauses) {
    try {
      return await once(mark, medium);
    } catch (error) {
      if (!(error instanceof CallFailure) || !error.isPassing || !navigator.onLine) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return once(mark, medium);
};
