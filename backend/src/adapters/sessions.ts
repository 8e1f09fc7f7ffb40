import { errors, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../clock.js';

/** Signed session tokens; nothing is stored, so the database is not asked at each request. */
export type Sessions = {
  issue(residentId: string): Promise<{ token: string; expiresAt: Date }>;
  read(token: string): Promise<{ residentId: string } | 'expired' | 'unknown'>;
};

const mostVerified = 5_000;

export function signedSessions({ secret, hours, clock }: { secret: string; hours: number; clock: Clock }): Sessions {
  const key = new Uint8Array(Buffer.from(secret, 'base64'));
  const audience = 'commune';
  /** Tokens whose signature was found right, and until when they last: one person asks many times in a row. */
  const verified = new Map<string, { residentId: string; until: number }>();
  return {
    async issue(residentId) {
      const now = clock.now();
      const expiresAt = new Date(now.getTime() + hours * 3_600_000);
      const token = await new SignJWT({})
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(residentId)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token, expiresAt };
    },
    async read(token) {
      const known = verified.get(token);
      if (known) return clock.now().getTime() < known.until ? { residentId: known.residentId } : 'expired';
      try {
        const { payload } = await jwtVerify(token, key, { audience, algorithms: ['HS256'], currentDate: clock.now() });
        const { sub: residentId, exp } = payload;
        if (!residentId || !/^[0-9a-f]{24}$/.test(residentId) || exp === undefined) return 'unknown';
        if (verified.size >= mostVerified) verified.clear();
        verified.set(token, { residentId, until: exp * 1000 });
        return { residentId };
      } catch (error) {
        return error instanceof errors.JWTExpired ? 'expired' : 'unknown';
      }
    },
  };
}

/** The tokens in the cookie of the web console: each names a stored session, so that it can be ended before its time. */
export type ConsoleTokens = {
  issue(session: { residentId: string; sessionId: string; expiresAt: Date }): Promise<string>;
  /** Null for anything that we did not sign or that has run out. */
  read(token: string): Promise<{ residentId: string; sessionId: string } | null>;
};

export function signedConsoleTokens({ secret, clock }: { secret: string; clock: Clock }): ConsoleTokens {
  const key = new Uint8Array(Buffer.from(secret, 'base64'));
  // Another audience than the Mini App's: neither kind is taken for the other.
  const audience = 'commune-console';
  return {
    issue: ({ residentId, sessionId, expiresAt }) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(residentId)
        .setJti(sessionId)
        .setAudience(audience)
        .setIssuedAt(clock.now())
        .setExpirationTime(expiresAt)
        .sign(key),
    async read(token) {
      try {
        const { payload } = await jwtVerify(token, key, { audience, algorithms: ['HS256'], currentDate: clock.now() });
        return payload.sub && payload.jti ? { residentId: payload.sub, sessionId: payload.jti } : null;
      } catch {
        return null;
      }
    },
  };
}
