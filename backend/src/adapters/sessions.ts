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
