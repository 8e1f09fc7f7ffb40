import { stopwatch } from '../clock.js';
import type { Pacer } from './pacer.js';
import { type DoubtCause, type ZaloAnswer, type ZaloCall, type ZaloRequest, zaloHttp } from './zalo-http.js';
import { type ReadOutcome, type Refused, type SendOutcome, settle, type TryLater, tryLater } from './zalo-send.js';
import type { OaTokens } from './zalo-tokens.js';

/** How a message takes its place in the line of all calls. */
export type Pacing = {
  /** The caller waited for a slot of the pacer itself, right before. */
  paced?: boolean;
};

export interface OaCallsOptions {
  openapiUrl: string;
  businessUrl: string;
  tokens: Pick<OaTokens, 'accessToken' | 'invalidate'>;
  /** Without one, messages leave as they come. */
  pacer?: Pick<Pacer, 'takeWithin' | 'holdBack'>;
  timeoutMs?: number;
}

/** A message waits this long for its slot; then it is given back, since whoever sends it holds a claim. */
export const slotPatience = 2_000;
const shortestHold = 250;
const longestHold = 60_000;

type Host = 'openapi' | 'business';
type Settled =
  | { kind: 'success'; body: Readonly<Record<string, unknown>> }
  | { kind: 'doubt'; cause: DoubtCause | 'no_code' }
  | Refused
  | TryLater;

/** Calls with the Official Account's token, for the parts of its API. None throws and none sends twice by itself. */
export type OaCalls = {
  /** A message: waits for its slot, and names doubt. */
  send(host: Host, request: ZaloRequest, id: (body: unknown) => string | null, pacing?: Pacing): Promise<SendOutcome>;
  /** A question, or a change that may be repeated: doubt is `try_later`. `parse` answers null for what is no answer. */
  read<T>(host: Host, request: ZaloRequest, parse: (body: unknown) => T | null): Promise<ReadOutcome<T>>;
};

export function oaCalls({ openapiUrl, businessUrl, tokens, pacer, timeoutMs }: OaCallsOptions): OaCalls {
  const options = timeoutMs === undefined ? {} : { timeoutMs };
  const calls: Record<Host, ZaloCall> = {
    openapi: zaloHttp({ baseUrl: openapiUrl, ...options }),
    business: zaloHttp({ baseUrl: businessUrl, ...options }),
  };
  const holdBack = holding(pacer);

  /** Calls with a valid token. A message refused for its token was not sent, so it goes once more with a fresh one. */
  async function authorized(host: Host, request: ZaloRequest, message: Pacing | null): Promise<Settled> {
    for (let attempt = 1; ; attempt += 1) {
      const access = await tokens.accessToken();
      if (access.kind === 'unavailable') return tryLater(access.reason, access.retryAfterMs);
      // Last of all: between the slot and the call nothing may wait.
      if (message && pacer && !(message.paced && attempt === 1)) {
        const slot = await pacer.takeWithin(slotPatience);
        if (slot.kind === 'busy') return tryLater('rate_limited', slot.retryAfterMs);
      }
      const answer = await calls[host]({ ...request, headers: { access_token: access.token } });
      const settled = settle(host, answer);
      await holdBack(answer, settled);
      if (settled.kind !== 'token') return settled;
      tokens.invalidate(access.token);
      if (attempt === 2) return tryLater('token_rejected', 10_000);
    }
  }

  return {
    async send(host, request, id, pacing = {}) {
      const settled = await authorized(host, request, pacing);
      if (settled.kind === 'doubt') return { kind: 'unconfirmed', reason: settled.cause };
      return settled.kind === 'success' ? { kind: 'sent', messageId: id(settled.body) } : settled;
    },
    async read(host, request, parse) {
      const settled = await authorized(host, request, null);
      if (settled.kind === 'doubt') return tryLater('no_answer');
      if (settled.kind !== 'success') return settled;
      const value = parse(settled.body);
      return value === null ? tryLater('no_answer') : { kind: 'found', value };
    },
  };
}

/**
 * Makes everybody wait when Zalo says that we ask too often: as long as it says (`Retry-After`), else a quarter of a second, and twice as
 * long each time until a call is answered again. The message itself comes back later still.
 */
export function holding(pacer: Pick<Pacer, 'holdBack'> | undefined): (answer: ZaloAnswer, settled: { kind: string }) => Promise<void> {
  let following = shortestHold;
  let heldUntil = 0;
  return async (answer, settled) => {
    if (settled.kind === 'success') following = shortestHold;
    if (!pacer || settled.kind !== 'try_later' || !('reason' in settled) || settled.reason !== 'rate_limited') return;
    const now = stopwatch();
    // Calls that left together are refused together: one refusal.
    if (now < heldUntil) return;
    const said = answer.kind === 'not_sent' ? answer.retryAfterMs : null;
    const hold = Math.min(said ?? following, longestHold);
    heldUntil = now + hold;
    following = Math.min(following * 2, longestHold);
    await pacer.holdBack(hold);
  };
}
