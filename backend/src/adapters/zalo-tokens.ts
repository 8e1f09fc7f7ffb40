import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Keyring } from './crypto.js';
import { defaultTimeoutMs } from './zalo-http.js';
import { type Exchange, type ZaloOauthOptions, zaloOauth } from './zalo-oauth.js';

/** One pair of tokens as it is stored: both sealed. `generation` counts the pairs; each refresh makes the next one. */
export interface OaTokenRecord {
  generation: number;
  accessToken: string;
  refreshToken: string;
  accessExpiresAt: Date;
  refreshedAt: Date;
  /** Blind index of the refresh token the operator supplied at the start; null when the permission page was used. */
  origin: string | null;
}

/** Everything stored about the grant. `lost` is set when Zalo refused the refresh token: only a person can give a new grant. */
export interface OaTokenState {
  record: OaTokenRecord | null;
  lost: { reason: string; at: Date; origin: string | null } | null;
}

/** Where the one pair of an Official Account lives; every method is one atomic step for all processes together. */
export interface OaTokenStore {
  read(): Promise<OaTokenState>;
  /** Takes the right to refresh if nobody holds it at `now`. */
  claimLease(owner: string, leaseUntil: Date, now: Date): Promise<boolean>;
  /**
   * Stores a pair if it follows the stored one (generation + 1), and forgets that a grant was lost. A holder whose lease ran
   * out may still store: a refresh token works once, so nobody else can have made this generation.
   */
  save(record: OaTokenRecord): Promise<'saved' | 'overtaken'>;
  /** Notes that this generation's refresh token is dead, while the owner holds the lease and no newer pair is stored. */
  markLost(owner: string, generation: number, lost: NonNullable<OaTokenState['lost']>): Promise<boolean>;
  release(owner: string): Promise<void>;
}

export const unavailableReasons = [
  'needs_grant',
  'refreshing',
  'unreachable',
  'configuration',
  'token_rejected',
  'store_unavailable',
] as const;
/** A token to use now, or why there is none; nothing may be sent without one. */
export type OaAccess =
  | { kind: 'token'; token: string }
  | { kind: 'unavailable'; reason: (typeof unavailableReasons)[number]; retryAfterMs: number };

/** What happened to the grant, for logs and metrics; never a token. */
export type OaTokenEvent =
  | { kind: 'refreshed'; generation: number }
  | { kind: 'refresh_failed'; cause: string }
  /** The Official Account is mute until an administrator gives permission again. */
  | { kind: 'grant_lost'; reason: string }
  | { kind: 'store_failed' };

export interface OaTokens {
  /** A valid token, refreshed ahead of its end by exactly one process at a time. Never throws. */
  accessToken(): Promise<OaAccess>;
  /** Zalo refused this token (-216, -220, -124): the next `accessToken` gets another one. */
  invalidate(token: string): void;
  /** Where an administrator gives permission; null when no redirect URL is configured. */
  permissionUrl(state: string, challenge: string): string | null;
  /** Turns the callback's code into the stored pair. Throws when the database is away; the code is then still good. */
  exchangeCode(code: string, verifier: string): Promise<{ kind: 'granted' } | Exclude<Exchange, { kind: 'pair' }>>;
  /** For readiness and metrics. */
  status(): Promise<{ state: 'granted' | 'needs_grant'; accessExpiresAt: Date | null; refreshedAt: Date | null; reason: string | null }>;
}

export interface OaTokensOptions extends ZaloOauthOptions {
  oaId: string;
  store: OaTokenStore;
  keyring: Keyring;
  clock: Clock;
  redirectUrl?: string;
  /** ZALO_OA_REFRESH_TOKEN: starts the chain when the store is empty, or again after the grant was lost. */
  bootstrapRefreshToken?: string;
  report?: (event: OaTokenEvent) => void;
  /** How long a caller waits for another process's refresh. */
  waitMs?: number;
  /** How long a valid token is used without a look at the store; default not at all. */
  keptMs?: number;
  /** How waiting passes; tests move their clock here. */
  pause?: (milliseconds: number) => Promise<void>;
}

/** An access token lives 25 hours; an hour is time enough to get over an outage of Zalo's. */
const aheadMs = 60 * 60_000;
const leaseMs = 60_000;
const pollMs = 100;
/** A token refused right after it was made is refused for another reason; refreshing again would only use up the grant. */
const settleMs = 10_000;
const backOffMs = 30_000;
const needsGrantRetryMs = 10 * 60_000;
const saveAttempts = 5;

type Opened = { token: string; expiresAt: Date; refreshedAt: Date };

/** Keeps the Official Account's tokens (OAuth v4: 25 hours, with a refresh token of 3 months that works once). */
export function zaloTokens(options: OaTokensOptions): OaTokens {
  const { oaId, store, keyring, clock, redirectUrl, bootstrapRefreshToken, report = () => {}, waitMs = 10_000, keptMs = 0 } = options;
  const { timeoutMs = defaultTimeoutMs, pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) } = options;
  const oauth = zaloOauth(options);
  // The lease outlives the slowest possible call, or a second process would use the same refresh token.
  const holdMs = Math.max(leaseMs, 3 * timeoutMs);
  const contexts = { access: `zalo-oa/${oaId}/access`, refresh: `zalo-oa/${oaId}/refresh` };
  const bootstrapOrigin = bootstrapRefreshToken ? keyring.blindIndex('zalo-oa/origin', bootstrapRefreshToken) : null;

  let rejected: string | null = null;
  let waitUntil = 0;
  let waitReason: 'unreachable' | 'configuration' = 'unreachable';
  /** A live pair the database did not take; it is stored before anything else is done. */
  let unsaved: OaTokenRecord | null = null;
  let shared: Promise<OaAccess> | null = null;
  /** Since when there is an answer in it; null while it is being asked for. */
  let sharedAt: number | null = null;

  const time = () => clock.now().getTime();
  const inFuture = (milliseconds: number) => new Date(time() + milliseconds);

  function opened(record: OaTokenRecord | null): Opened | null {
    if (!record) return null;
    try {
      const token = keyring.open(record.accessToken, contexts.access);
      return { token, expiresAt: record.accessExpiresAt, refreshedAt: record.refreshedAt };
    } catch {
      return null;
    }
  }

  /** The refresh token to use next: the chain's own, or a supplied one that was not tried yet. */
  function nextRefreshToken({ record, lost }: OaTokenState): { token: string; origin: string | null } | null {
    if (record && !lost) {
      try {
        return { token: keyring.open(record.refreshToken, contexts.refresh), origin: record.origin };
      } catch {
        // Sealed under a key we no longer hold: as good as lost.
      }
    }
    const tried = lost?.origin ?? record?.origin ?? null;
    return bootstrapRefreshToken && bootstrapOrigin !== tried ? { token: bootstrapRefreshToken, origin: bootstrapOrigin } : null;
  }

  const unavailable = (reason: (typeof unavailableReasons)[number], retryAfterMs = backOffMs): OaAccess => ({
    kind: 'unavailable',
    reason,
    retryAfterMs,
  });

  /** The answer this state allows without asking Zalo; null when a refresh is due. */
  function withoutRefresh(state: OaTokenState): OaAccess | null {
    const current = opened(state.record);
    const alive = current !== null && current.token !== rejected && current.expiresAt.getTime() > time();
    if (alive && current.expiresAt.getTime() - time() > aheadMs) return { kind: 'token', token: current.token };
    if (current && current.token === rejected && time() - current.refreshedAt.getTime() < settleMs)
      return unavailable('token_rejected', settleMs - (time() - current.refreshedAt.getTime()));
    const next = nextRefreshToken(state);
    if (next && time() >= waitUntil) return null;
    if (alive) return { kind: 'token', token: current.token };
    return next ? unavailable(waitReason, waitUntil - time()) : unavailable('needs_grant', needsGrantRetryMs);
  }

  /** What to say when the refresh could not be done: the old token while it lives. */
  function insteadOfRefresh(state: OaTokenState, reason: (typeof unavailableReasons)[number], retryAfterMs?: number): OaAccess {
    const current = opened(state.record);
    const alive = current !== null && current.token !== rejected && current.expiresAt.getTime() > time();
    return alive ? { kind: 'token', token: current.token } : unavailable(reason, retryAfterMs);
  }

  /** Stores a pair that is already alive at Zalo. Losing it would cost the grant, so it is tried again before giving up. */
  async function keep(record: OaTokenRecord): Promise<'saved' | 'overtaken' | 'failed'> {
    unsaved = record;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const outcome = await store.save(record);
        unsaved = null;
        return outcome;
      } catch {
        if (attempt >= saveAttempts) {
          report({ kind: 'store_failed' });
          return 'failed';
        }
        await pause(pollMs * 2 ** attempt);
      }
    }
  }

  function sealed(pair: Extract<Exchange, { kind: 'pair' }>, generation: number, origin: string | null): OaTokenRecord {
    return {
      generation,
      origin,
      accessToken: keyring.seal(pair.accessToken, contexts.access),
      refreshToken: keyring.seal(pair.refreshToken, contexts.refresh),
      accessExpiresAt: inFuture(pair.lifetimeMs),
      refreshedAt: clock.now(),
    };
  }

  /** One refresh under the lease; everything is read again first, because somebody may have been here before us. */
  async function refresh(owner: string, leaseUntil: Date): Promise<OaAccess | null> {
    const state = await store.read();
    const settled = withoutRefresh(state);
    if (settled) return settled;
    const next = nextRefreshToken(state);
    if (!next) return unavailable('needs_grant', needsGrantRetryMs);
    // Held up between the claim and here: the rest of the lease must still outlast the call.
    if (time() + 2 * timeoutMs > leaseUntil.getTime()) return null;
    const generation = state.record?.generation ?? 0;
    const exchange = await oauth.refresh(next.token);
    switch (exchange.kind) {
      case 'pair': {
        const outcome = await keep(sealed(exchange, generation + 1, next.origin));
        if (outcome === 'failed') return unavailable('store_unavailable');
        if (outcome === 'saved') report({ kind: 'refreshed', generation: generation + 1 });
        return outcome === 'saved' ? { kind: 'token', token: exchange.accessToken } : null;
      }
      case 'refused': {
        const reason = exchange.code === null ? 'an answer without tokens' : `Zalo ${exchange.code}`;
        if (!(await store.markLost(owner, generation, { reason, at: clock.now(), origin: next.origin }))) return null;
        report({ kind: 'grant_lost', reason });
        return insteadOfRefresh(state, 'needs_grant', needsGrantRetryMs);
      }
      case 'configuration':
      case 'try_later': {
        const cause = exchange.kind === 'configuration' ? `configuration (Zalo ${exchange.code})` : exchange.cause;
        report({ kind: 'refresh_failed', cause });
        waitReason = exchange.kind === 'configuration' ? 'configuration' : 'unreachable';
        const retryAfterMs = exchange.kind === 'try_later' ? (exchange.retryAfterMs ?? backOffMs) : backOffMs;
        waitUntil = time() + retryAfterMs;
        return insteadOfRefresh(state, waitReason, retryAfterMs);
      }
    }
  }

  /** Runs `work` as the only process that may talk to Zalo about tokens; `busy` when the lease was not free within `waitMs`. */
  async function underLease<T>(
    work: (owner: string, leaseUntil: Date) => Promise<T>,
    meanwhile: () => Promise<T | null>,
  ): Promise<T | 'busy'> {
    const owner = randomUUID();
    // Counted in pauses: a clock that stands still or jumps must not make anybody wait for ever.
    for (let waited = 0; ; waited += pollMs) {
      const now = clock.now();
      const leaseUntil = new Date(now.getTime() + holdMs);
      if (await store.claimLease(owner, leaseUntil, now)) {
        try {
          return await work(owner, leaseUntil);
        } finally {
          // A release that fails costs the others a wait until the lease ends, nothing more.
          await store.release(owner).catch(() => report({ kind: 'store_failed' }));
        }
      }
      if (waited >= waitMs) return 'busy';
      await pause(pollMs);
      const settled = await meanwhile();
      if (settled !== null) return settled;
    }
  }

  async function obtain(): Promise<OaAccess> {
    try {
      if (unsaved && (await keep(unsaved)) === 'failed') return unavailable('store_unavailable');
      for (let round = 0; round < 3; round += 1) {
        const state = await store.read();
        const settled =
          withoutRefresh(state) ?? (await underLease<OaAccess | null>(refresh, async () => withoutRefresh(await store.read())));
        if (settled === 'busy') break;
        if (settled) return settled;
      }
      return insteadOfRefresh(await store.read(), 'refreshing', pollMs * 10);
    } catch {
      report({ kind: 'store_failed' });
      return unavailable('store_unavailable');
    }
  }

  return {
    accessToken() {
      // Many calls a second must not mean many reads a second; of a token that died meanwhile Zalo tells, and then it is forgotten at once.
      if (!shared || (sharedAt !== null && Math.abs(time() - sharedAt) > keptMs)) {
        const mine = obtain();
        const forget = () => {
          if (shared === mine) shared = null;
        };
        shared = mine;
        sharedAt = null;
        mine.then(({ kind }) => {
          if (kind !== 'token' || keptMs === 0) forget();
          else if (shared === mine) {
            sharedAt = time();
            setTimeout(forget, keptMs).unref();
          }
        }, forget);
      }
      return shared;
    },

    invalidate(token) {
      rejected = token;
      // Whoever asks from now on must not be handed the answer of an earlier question.
      shared = null;
    },

    permissionUrl: (state, challenge) => (redirectUrl ? oauth.permissionUrl(redirectUrl, state, challenge) : null),

    async exchangeCode(code, verifier) {
      const granted = await underLease(
        async () => {
          // Read before the code is used up: a database that is away now costs nothing.
          let state = await store.read();
          const exchange = await oauth.exchange(code, verifier);
          if (exchange.kind !== 'pair') return exchange;
          for (;;) {
            const { record, lost } = state;
            const origin = lost?.origin ?? record?.origin ?? null;
            const generation = (record?.generation ?? 0) + 1;
            const outcome = await keep(sealed(exchange, generation, origin));
            if (outcome === 'failed') return { kind: 'try_later', cause: 'store_unavailable', retryAfterMs: null } as const;
            if (outcome === 'saved') {
              waitUntil = 0;
              report({ kind: 'refreshed', generation });
              return { kind: 'granted' } as const;
            }
            state = await store.read();
          }
        },
        async () => null,
      );
      return granted === 'busy' ? { kind: 'try_later', cause: 'refreshing', retryAfterMs: backOffMs } : granted;
    },

    async status() {
      const state = await store.read();
      const lost = state.lost !== null || nextRefreshToken(state) === null;
      return {
        state: lost ? 'needs_grant' : 'granted',
        accessExpiresAt: state.record?.accessExpiresAt ?? null,
        refreshedAt: state.record?.refreshedAt ?? null,
        reason: state.lost?.reason ?? null,
      };
    },
  };
}
