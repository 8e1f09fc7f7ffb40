import { createHash } from 'node:crypto';
import { z } from 'zod';
import { randomToken } from './crypto.js';
import { outcomeOf } from './zalo-errors.js';
import { codeIn, type ZaloAnswer, zaloHttp } from './zalo-http.js';

/**
 * What became of one exchange. `pair`: the tokens handed over are used up and these are alive. `refused`: the code or refresh
 * token is dead. `configuration`: app id, secret or address are wrong; the token was not used. `try_later`: Zalo was not
 * reached, is limiting us, or did not finish its answer; the token may or may not be used up.
 */
export type Exchange =
  | { kind: 'pair'; accessToken: string; refreshToken: string; lifetimeMs: number }
  | { kind: 'refused'; code: number | null }
  | { kind: 'configuration'; code: number }
  | { kind: 'try_later'; cause: string; retryAfterMs: number | null };

export interface ZaloOauth {
  /** Each refresh token works once. */
  refresh(refreshToken: string): Promise<Exchange>;
  /** The code of the callback: 10 minutes, single use. */
  exchange(code: string, verifier: string): Promise<Exchange>;
  /** Where an administrator of the Official Account gives the app its permission. */
  permissionUrl(redirectUrl: string, state: string, challenge: string): string;
}

export interface ZaloOauthOptions {
  oauthUrl: string;
  appId: string;
  appSecret: string;
  timeoutMs?: number;
}

const Pair = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  // Written as a string: "90000" (25 hours).
  expires_in: z.coerce.number().positive(),
});

/** A PKCE verifier and its S256 challenge (RFC 7636): Zalo names no method and accepts only this one. */
export function pkcePair(verifier: string = randomToken(32)): { verifier: string; challenge: string } {
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** Zalo's OAuth v4 for Official Accounts. */
export function zaloOauth({ oauthUrl, appId, appSecret, timeoutMs }: ZaloOauthOptions): ZaloOauth {
  const call = zaloHttp({ baseUrl: oauthUrl, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  const ask = async (form: Record<string, string>): Promise<Exchange> =>
    understood(
      await call({ method: 'POST', path: '/v4/oa/access_token', headers: { secret_key: appSecret }, form: { ...form, app_id: appId } }),
    );
  return {
    refresh: (refreshToken) => ask({ refresh_token: refreshToken, grant_type: 'refresh_token' }),
    exchange: (code, verifier) => ask({ code, grant_type: 'authorization_code', code_verifier: verifier }),
    permissionUrl(redirectUrl, state, challenge) {
      const query = new URLSearchParams({ app_id: appId, redirect_uri: redirectUrl, code_challenge: challenge, state });
      return `${oauthUrl.replace(/\/$/, '')}/v4/oa/permission?${query}`;
    },
  };
}

function understood(answer: ZaloAnswer): Exchange {
  if (answer.kind === 'not_sent') return { kind: 'try_later', cause: answer.cause, retryAfterMs: answer.retryAfterMs };
  if (answer.kind === 'doubt') return { kind: 'try_later', cause: answer.cause, retryAfterMs: null };
  const code = codeIn(answer);
  // An error may stand beside empty tokens; only a whole pair without an error is a success.
  if (code === null || code === 0) {
    const pair = Pair.safeParse(answer.body);
    if (!pair.success) return { kind: 'refused', code: null };
    const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = pair.data;
    return { kind: 'pair', accessToken, refreshToken, lifetimeMs: seconds * 1000 };
  }
  // An HTTP status without a code of Zalo's comes from something before Zalo and says nothing about the token.
  if (code === answer.status) return { kind: 'configuration', code };
  const outcome = outcomeOf('oauth', code);
  if (outcome.kind === 'try_later') return { kind: 'try_later', cause: outcome.reason, retryAfterMs: null };
  if (outcome.kind === 'refused' && outcome.reason === 'configuration') return { kind: 'configuration', code };
  return { kind: 'refused', code };
}
