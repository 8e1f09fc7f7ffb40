import { type AnonymousReceipt, type ConfirmedSign, fileAnonymousReport, fileReport, type Receipt } from 'backend/contracts/feedback';
import type { ReportMedia } from 'backend/contracts/report-media';
import { CallFailure, type FailureCode } from '../../api.js';
import type { call, callAnonymously } from '../../session.js';
import { type Draft, type Filing, filingOf } from './draft.js';
import type { Medium, Shelf } from './media-shelf.js';

/** What became of a report on its way. */
export type Outcome =
  /** `earlier`: it had arrived before the last changes were made; they are not in it. */
  | { kind: 'sent'; receipt: Receipt; earlier: boolean }
  | { kind: 'sent_anonymously'; receipt: AnonymousReceipt; earlier: boolean }
  /** No answer: it may or may not have arrived. The same again is safe. */
  | { kind: 'offline' }
  | { kind: 'wait'; seconds: number }
  /** The words look like another legal matter; sent again with this sign among `confirmed`, it is taken. */
  | { kind: 'confirm'; sign: ConfirmedSign }
  /** A denunciation, which cannot be taken here. */
  | { kind: 'stopped' }
  /** One of the media cannot be taken; without it the rest can be sent. */
  | { kind: 'medium'; medium: Medium; failure: CallFailure }
  | { kind: 'faults'; fields: Readonly<Record<string, string>>; failure: CallFailure }
  | { kind: 'incomplete' }
  | { kind: 'failed'; failure: CallFailure };

export type Uploading = (mark: string, medium: Medium) => Promise<Pick<ReportMedia, 'id'>>;

export type SendDeps = {
  call: typeof call;
  callAnonymously: typeof callAnonymously;
  upload: Uploading;
  shelf: Shelf;
  /** Keeps a change of the draft on the phone before anything leaves. */
  keep: (part: Partial<Draft>) => void;
  /** False only when the phone knows that it has no network. */
  isOnline: () => boolean;
  onProgress: (done: number, of: number) => void;
};

const signOf: Partial<Record<FailureCode, ConfirmedSign>> = {
  confirm_denunciation: 'denunciation',
  confirm_complaint: 'complaint',
  confirm_emergency: 'emergency',
};

/** Nobody answered, or the server broke while it worked: what was asked may have been done. */
const isUnclear = (failure: CallFailure) => failure.code === 'offline' || failure.status === 0 || failure.status >= 500;

const asFailure = (error: unknown) => (error instanceof CallFailure ? error : new CallFailure('internal', 0));

function outcomeOf(failure: CallFailure): Outcome {
  const sign = signOf[failure.code];
  if (sign !== undefined) return { kind: 'confirm', sign };
  if (failure.code === 'denunciation_not_here') return { kind: 'stopped' };
  if (failure.code === 'too_many_requests') return { kind: 'wait', seconds: Math.max(1, failure.retryAfter ?? 60) };
  if (failure.code === 'offline' || failure.isPassing) return { kind: 'offline' };
  if (Object.keys(failure.fields).length > 0) return { kind: 'faults', fields: failure.fields, failure };
  return { kind: 'failed', failure };
}

/** Sends what lies on the shelf and has not arrived yet; null when all of it has. */
async function sendMedia(mark: string, media: readonly Medium[], { upload, shelf, onProgress }: SendDeps): Promise<Outcome | null> {
  for (const [done, medium] of media.entries()) {
    onProgress(done, media.length);
    if (medium.uploadedId !== null) continue;
    try {
      const { id } = await upload(mark, medium);
      medium.uploadedId = id;
      await shelf.put(medium).catch(() => undefined);
    } catch (error) {
      const failure = asFailure(error);
      const outcome = outcomeOf(failure);
      return outcome.kind === 'failed' || outcome.kind === 'faults' ? { kind: 'medium', medium, failure } : outcome;
    }
  }
  onProgress(media.length, media.length);
  return null;
}

async function file(filing: Filing, key: string, { call, callAnonymously }: SendDeps, earlier: boolean): Promise<Outcome> {
  const idempotencyKey = key;
  if (filing.anonymous) {
    const receipt = await callAnonymously(fileAnonymousReport, { body: filing.body }, { idempotencyKey });
    return { kind: 'sent_anonymously', receipt, earlier };
  }
  return { kind: 'sent', receipt: await call(fileReport, { body: filing.body }, { idempotencyKey }), earlier };
}

/** The commune has a report under this key, and it is none of what is asked now: the one that arrived is found among the attempts. */
async function fileEarlier(attempts: readonly Filing[], key: string, deps: SendDeps): Promise<Outcome> {
  for (const attempt of attempts) {
    try {
      return await file(attempt, key, deps, true);
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code !== 'idempotency_key_reused') return outcomeOf(failure);
    }
  }
  return { kind: 'failed', failure: new CallFailure('idempotency_key_reused', 422) };
}

/**
 * Sends a complete draft: its media one after the other, each once, then the report under the draft's one key. Whatever breaks off in between goes on
 * from there the next time, and what arrived without an answer is not sent twice, not even when the draft was changed since.
 */
export async function sendReport(draft: Draft, deps: SendDeps): Promise<Outcome> {
  return sendOnce(draft, deps, true);
}

async function sendOnce(draft: Draft, deps: SendDeps, mayUploadAgain: boolean): Promise<Outcome> {
  const media = await deps.shelf.all();
  const early = filingOf(draft, []);
  if (early === null) return { kind: 'incomplete' };
  if (!deps.isOnline()) return { kind: 'offline' };

  const broken = await sendMedia(draft.mark, media, deps);
  if (broken !== null) return broken;
  const filing = filingOf(
    draft,
    media.flatMap(({ uploadedId }) => uploadedId ?? []),
  );
  if (filing === null) return { kind: 'incomplete' };

  const same = JSON.stringify(filing);
  const others = draft.attempts.filter((attempt) => JSON.stringify(attempt) !== same);
  deps.keep({ attempts: [filing, ...others] });
  try {
    return await file(filing, draft.key, deps, false);
  } catch (error) {
    const failure = asFailure(error);
    if (isUnclear(failure)) return outcomeOf(failure);
    // Refused: this one did not arrive, and need not be looked for.
    deps.keep({ attempts: others });
    if (failure.code === 'idempotency_key_reused') return fileEarlier(others, draft.key, deps);
    if (failure.code === 'file_unknown' && media.length > 0 && mayUploadAgain) {
      for (const medium of media) await deps.shelf.put({ ...medium, uploadedId: null });
      return sendOnce({ ...draft, attempts: others }, deps, false);
    }
    return outcomeOf(failure);
  }
}
