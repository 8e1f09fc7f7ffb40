import type { EmulatorClock } from './clock.js';
import { Refusal } from './errors.js';
import type { Identity } from './identity.js';
import { randomToken } from './ids.js';
import { pkceChallenge } from './signatures.js';
import type { Store } from './store.js';

const accessMs = 90_000_000;
const refreshMs = 90 * 24 * 3_600_000;
const codeMs = 600_000;
/** How many dead tokens are remembered, to tell "used" and "expired" from "never seen". */
const remembered = 500;

/** The Official Account's grant: one living pair, rotated by each refresh. */
export interface OaTokens {
  /** A code of the permission page: 10 minutes, single use. */
  issueCode(challenge: string): string;
  exchange(form: { code: string; verifier: string }): Pair;
  refresh(refreshToken: string): Pair;
  /** A fresh pair without a code, as the console's API Explorer hands out for development. */
  issue(): Pair;
  /** `expired` covers tokens that were alive once. */
  check(accessToken: string): 'alive' | 'expired' | 'unknown';
  kill(accessToken: string): void;
}

/** As Zalo answers it; the lifetime is a string of seconds. */
export interface Pair {
  access_token: string;
  refresh_token: string;
  expires_in: string;
}

export function createOaTokens({ clock, store }: { identity: Identity; clock: EmulatorClock; store: Store }): OaTokens {
  const { state } = store;
  const after = (ms: number) => new Date(clock.now().getTime() + ms).toISOString();
  const past = (instant: string) => Date.parse(instant) <= clock.now().getTime();

  function issue(): Pair {
    if (state.grant) {
      state.deadAccessTokens = [state.grant.accessToken, ...state.deadAccessTokens].slice(0, remembered);
      state.usedRefreshTokens = [state.grant.refreshToken, ...state.usedRefreshTokens].slice(0, remembered);
    }
    state.grant = {
      accessToken: randomToken(96),
      accessExpiresAt: after(accessMs),
      refreshToken: randomToken(96),
      refreshExpiresAt: after(refreshMs),
    };
    store.changed();
    return { access_token: state.grant.accessToken, refresh_token: state.grant.refreshToken, expires_in: String(accessMs / 1000) };
  }

  return {
    issue,
    issueCode(challenge) {
      const code = randomToken(64);
      state.codes[code] = { challenge, expiresAt: after(codeMs) };
      store.changed();
      return code;
    },
    exchange({ code, verifier }) {
      const entry = Object.hasOwn(state.codes, code) ? state.codes[code] : undefined;
      delete state.codes[code];
      store.changed();
      if (!entry || past(entry.expiresAt)) throw new Refusal(-14005);
      const challenge = state.settings.consoleChallenge ?? entry.challenge;
      if (pkceChallenge(verifier) !== challenge) throw new Refusal(-14005, 'Invalid code verifier');
      return issue();
    },
    refresh(refreshToken) {
      const { grant } = state;
      if (grant?.refreshToken === refreshToken && !past(grant.refreshExpiresAt)) return issue();
      if (!state.usedRefreshTokens.includes(refreshToken)) throw new Refusal(-14014);
      if (state.settings.reuseKillsGrant) {
        state.grant = null;
        store.changed();
      }
      throw new Refusal(state.settings.reusedRefreshCode);
    },
    check(accessToken) {
      const { grant } = state;
      if (grant?.accessToken === accessToken) return past(grant.accessExpiresAt) ? 'expired' : 'alive';
      return state.deadAccessTokens.includes(accessToken) ? 'expired' : 'unknown';
    },
    kill(accessToken) {
      if (state.grant?.accessToken !== accessToken) return;
      state.grant.accessExpiresAt = clock.now().toISOString();
      store.changed();
    },
  };
}
