import { outcomeOf, type RefusalReason, type ZaloHost } from './zalo-errors.js';
import { codeIn, type DoubtCause, type ZaloAnswer } from './zalo-http.js';
import type { OaAccess } from './zalo-tokens.js';

export type TryLaterReason =
  | 'rate_limited'
  | 'processing'
  | 'not_sent'
  | 'no_answer'
  | Extract<OaAccess, { kind: 'unavailable' }>['reason'];

/** Nothing was done, and the same request may go again after `retryAfterMs`. */
export type TryLater = { kind: 'try_later'; reason: TryLaterReason; retryAfterMs: number };
/** Zalo said no. `code` is its number; null when we saw ourselves that it would be refused. */
export type Refused = { kind: 'refused'; reason: RefusalReason; code: number | null };
/**
 * What became of one message. `messageId` is null when Zalo accepted without naming it. `unconfirmed`: the request was written
 * and its fate is unknown; sending again could reach the person twice.
 */
export type SendOutcome =
  | { kind: 'sent'; messageId: string | null }
  | Refused
  | TryLater
  | { kind: 'unconfirmed'; reason: DoubtCause | 'no_code' };

/** What became of one question; asking again never harms. */
export type ReadOutcome<T> = { kind: 'found'; value: T } | Refused | TryLater;

const shortWaitMs = 5_000;
/** Zalo counts calls by the minute; senders that were turned away together must not come back together. */
const rateWaitMs = () => 30_000 + Math.round(Math.random() * 30_000);

export function tryLater(reason: TryLaterReason, retryAfterMs?: number | null): TryLater {
  return { kind: 'try_later', reason, retryAfterMs: retryAfterMs ?? (reason === 'rate_limited' ? rateWaitMs() : shortWaitMs) };
}

export const refusedHere = (reason: RefusalReason): Refused => ({ kind: 'refused', reason, code: null });

type Settled = { kind: 'success'; body: Readonly<Record<string, unknown>> } | { kind: 'token'; code: number } | Refused | TryLater;

/** Reads an answer against the table of its host; `doubt` and `no_code` remain for the caller to name. */
export function settle(host: ZaloHost, answer: ZaloAnswer): Settled | { kind: 'doubt'; cause: DoubtCause | 'no_code' } {
  if (answer.kind === 'doubt') return answer;
  if (answer.kind === 'not_sent') return tryLater(answer.cause === 'rate_limited' ? 'rate_limited' : 'not_sent', answer.retryAfterMs);
  const code = codeIn(answer);
  if (code === 0) return { kind: 'success', body: answer.body };
  if (code === null) return { kind: 'doubt', cause: 'no_code' };
  if (code === 401) return { kind: 'token', code };
  const outcome = outcomeOf(host, code);
  if (outcome.kind === 'token') return { kind: 'token', code };
  return outcome.kind === 'try_later' ? tryLater(outcome.reason) : { kind: 'refused', reason: outcome.reason, code };
}
