import type { RequestOf } from 'backend/contracts/endpoint';
import { sendSurvey } from 'backend/contracts/surveys';
import { CallFailure, type FailureCode } from '../../api.js';
import type { call } from '../../session.js';
import { randomMark } from '../feedback/draft.js';
import type { Medium, Shelf } from '../feedback/media-shelf.js';
import type { Uploading } from '../feedback/send-report.js';
import { hasPhotos, isSlot, slotsIn, withIds } from './photo-slots.js';
import type { SurveyDraft } from './survey-draft.js';

/** What became of answers on their way. */
export type Outcome =
  /** `earlier`: answers that left before the last changes had arrived, and cannot be changed. */
  | { kind: 'sent'; changed: boolean; mayChange: boolean; earlier: boolean }
  /** Another phone of the person had sent before. */
  | { kind: 'already'; mayChange: boolean }
  /** No answer: it may or may not have arrived. The same again is safe. */
  | { kind: 'offline' }
  | { kind: 'wait'; seconds: number }
  /** A photograph that cannot be taken; without it the rest can be sent. */
  | { kind: 'photo'; slot: string; failure: CallFailure }
  /** What is wrong, by question. */
  | { kind: 'faults'; questions: Readonly<Record<string, string>>; failure: CallFailure }
  /** The questions are other ones by now. */
  | { kind: 'outdated' }
  /** Nothing is taken any more, or not from this person. */
  | { kind: 'over'; failure: CallFailure }
  | { kind: 'failed'; failure: CallFailure };

export type SendDeps = {
  call: typeof call;
  upload: Uploading;
  shelf: Shelf;
  /** Keeps a change of the draft on the phone before anything leaves. */
  keep: (part: Partial<SurveyDraft>) => void;
  /** False only when the phone knows that it has no network. */
  isOnline: () => boolean;
};

const overCodes: ReadonlySet<FailureCode> = new Set([
  'survey_closed',
  'survey_not_open',
  'survey_full',
  'survey_not_for_you',
  'survey_not_found',
]);

/** Nobody answered, or the server broke while it worked: what was asked may have been done. */
const isUnclear = (failure: CallFailure) => failure.code === 'offline' || failure.status === 0 || failure.status >= 500;

export const asFailure = (error: unknown) => (error instanceof CallFailure ? error : new CallFailure('internal', 0));

/** What the server found wrong, by the key of the question: `body.answers.<key>…`. */
function questionsOf({ fields }: CallFailure): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, message]) => {
      const key = /^body\.answers\.([a-z0-9-]+)/.exec(field)?.[1];
      return key === undefined ? [] : [[key, message] as const];
    }),
  );
}

function outcomeOf(failure: CallFailure): Outcome {
  if (failure.code === 'too_many_requests') return { kind: 'wait', seconds: Math.max(1, failure.retryAfter ?? 60) };
  if (failure.code === 'offline' || failure.isPassing) return { kind: 'offline' };
  if (failure.code === 'survey_version_changed') return { kind: 'outdated' };
  if (overCodes.has(failure.code)) return { kind: 'over', failure };
  const questions = questionsOf(failure);
  return Object.keys(questions).length > 0 ? { kind: 'faults', questions, failure } : { kind: 'failed', failure };
}

/** Photographs that another phone uploaded and the commune does not have any more: they have to be chosen again. */
function photosGone({ answers }: SurveyDraft, failure: CallFailure): Outcome {
  const questions = Object.entries(answers).flatMap(([key, answer]) =>
    answer.type === 'photo' && answer.mediaIds.some((one) => !isSlot(one))
      ? [[key, 'Có ảnh chọn từ máy khác không còn nữa. Xin bỏ ảnh ấy rồi chọn lại.'] as const]
      : [],
  );
  return questions.length > 0 ? { kind: 'faults', questions: Object.fromEntries(questions), failure } : { kind: 'failed', failure };
}

/** Uploads what the answers name and has not arrived yet; answers with the one that cannot be taken, null when all are there. */
export async function uploadPhotos(
  draft: SurveyDraft,
  { upload, shelf }: Pick<SendDeps, 'upload' | 'shelf'>,
): Promise<{ medium: Medium; failure: CallFailure } | null> {
  const wanted = new Set(slotsIn(draft.answers));
  for (const medium of await shelf.all()) {
    if (medium.uploadedId !== null || !wanted.has(medium.slot)) continue;
    try {
      const { id } = await upload(draft.mark, medium);
      await shelf.put({ ...medium, uploadedId: id });
    } catch (error) {
      return { medium, failure: asFailure(error) };
    }
  }
  return null;
}

/**
 * Sends answers that are complete: their photographs one after the other, each once, then the answers under one key. Whatever breaks off in between
 * goes on from there the next time, and what arrived without an answer counts once, also when the answers were changed since.
 */
export async function sendAnswers(draft: SurveyDraft, deps: SendDeps): Promise<Outcome> {
  return sendOnce(draft, deps, true);
}

async function sendOnce(draft: SurveyDraft, deps: SendDeps, mayUploadAgain: boolean): Promise<Outcome> {
  const { shelf, keep } = deps;
  if (!deps.isOnline()) return { kind: 'offline' };
  const broken = await uploadPhotos(draft, deps);
  if (broken !== null) {
    const outcome = outcomeOf(broken.failure);
    return outcome.kind === 'offline' || outcome.kind === 'wait'
      ? outcome
      : { kind: 'photo', slot: broken.medium.slot, failure: broken.failure };
  }

  const answers = withIds(draft.answers, await shelf.all());
  const { version, change } = draft;
  const body: RequestOf<typeof sendSurvey>['body'] = { version, answers, mediaDraft: hasPhotos(answers) ? draft.mark : null, change };
  const text = JSON.stringify(body);
  const sent = draft.sent?.body === text ? draft.sent : { key: randomMark(), body: text };
  const doubt = draft.doubt || (draft.sent !== null && draft.sent !== sent);
  keep({ sent, doubt });
  try {
    const reply = await deps.call(sendSurvey, { params: { id: draft.id }, body }, { idempotencyKey: sent.key });
    if (reply.kind === 'thanked') return { kind: 'sent', changed: reply.changed, mayChange: reply.mayChange, earlier: false };
    keep({ sent: null, doubt: false });
    if (!doubt) return { kind: 'already', mayChange: reply.mayChange };
    // What left before the changes had arrived.
    if (!reply.mayChange) return { kind: 'sent', changed: false, mayChange: false, earlier: true };
    keep({ change: true });
    return sendOnce({ ...draft, sent: null, doubt: false, change: true }, deps, mayUploadAgain);
  } catch (error) {
    const failure = asFailure(error);
    if (isUnclear(failure)) return outcomeOf(failure);
    // Refused: these did not arrive.
    keep({ sent: null });
    if (failure.code === 'file_unknown' && mayUploadAgain && slotsIn(draft.answers).length > 0) {
      for (const medium of await shelf.all()) await shelf.put({ ...medium, uploadedId: null });
      return sendOnce({ ...draft, sent: null, doubt }, deps, false);
    }
    if (failure.code === 'file_unknown') return photosGone(draft, failure);
    return outcomeOf(failure);
  }
}
