import type { ConductAnswer, ConductItem, rateVisit } from 'backend/contracts/conduct';
import type { RequestOf } from 'backend/contracts/endpoint';
import { forget, remember, remembered } from '../../storage.js';

type RateBody = RequestOf<typeof rateVisit>['body'];

/** What somebody has said so far of one visit. Kept on the phone at each press, so that nothing is lost by going back, closing, or losing the network. */
export type RatingDraft = {
  overall: number | null;
  answers: Partial<Record<ConductItem, ConductAnswer>>;
  comment: string;
  /** The key of the last request sent and the body it stood for: the same rating keeps its key, a changed one gets a new one. */
  sent: { key: string; body: string } | null;
};

export const emptyRating: RatingDraft = { overall: null, answers: {}, comment: '', sent: null };

const keyOf = (appointmentId: string) => `rating.${appointmentId}`;

function isRating(value: unknown): value is RatingDraft {
  if (typeof value !== 'object' || value === null) return false;
  const kept = value as Partial<RatingDraft>;
  return (
    (kept.overall === null || (typeof kept.overall === 'number' && kept.overall >= 1 && kept.overall <= 5)) &&
    typeof kept.answers === 'object' &&
    kept.answers !== null &&
    typeof kept.comment === 'string'
  );
}

export function loadRating(appointmentId: string): RatingDraft {
  const kept = remembered(keyOf(appointmentId));
  return isRating(kept) ? { ...emptyRating, ...kept } : emptyRating;
}

export function keepRating(appointmentId: string, draft: RatingDraft): void {
  remember(keyOf(appointmentId), draft);
}

export function dropRating(appointmentId: string): void {
  forget(keyOf(appointmentId));
}

/** The request of a rating; null while nothing was said on the whole. Text goes in NFC, as the server counts letters. */
export function ratingOf(appointmentId: string, draft: RatingDraft): RateBody | null {
  if (draft.overall === null) return null;
  return { appointmentId, overall: draft.overall, answers: draft.answers, comment: draft.comment.normalize('NFC').trim() };
}

/** The draft with the key under which this body may be sent again and again. */
export function withKey(draft: RatingDraft, body: RateBody, newKey: () => string): RatingDraft & { sent: { key: string; body: string } } {
  const text = JSON.stringify(body);
  return { ...draft, sent: draft.sent?.body === text ? draft.sent : { key: newKey(), body: text } };
}
