import { errors, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../clock.js';

/** Signed session tokens; nothing is stored, so the database is not asked at each request. */
export type Sessions = {
  issue(residentId: string): Promise<{ token: string; expiresAt: Date }>;
  read(token: string): Promise<{ residentId: string } | 'expired' | 'unknown'>;
};

export function signedSessions({ secret, hours, clock }: { secret: string; hours: number; clock: Clock }): Sessions {
  const key = new Uint8Array(Buffer.from(secret, 'base64'));
  const audience = 'commune';
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
      try {
        const { payload } = await jwtVerify(token, key, { audience, algorithms: ['HS256'], currentDate: clock.now() });
        return payload.sub && /^[0-9a-f]{24}$/.test(payload.sub) ? { residentId: payload.sub } : 'unknown';
      } catch (error) {
        return error instanceof errors.JWTExpired ? 'expired' : 'unknown';
      }
    },
  };
}
