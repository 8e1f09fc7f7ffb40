import type { Request } from 'express';
import type { Role } from '../contracts/residents.js';
import { ProblemError } from './problems.js';

/** A signed-in resident. */
export type Resident = {
  residentId: string;
  /** The computer they work at, when they came by the cookie of the web console. */
  consoleSessionId?: string;
};
/** A resident who is also an active officer. */
export type OfficerIdentity = Resident & {
  officerId: string;
  name: string;
  /** What letters are signed with; null when none was written down. */
  title: string | null;
  roles: readonly Role[];
  counterKeys: readonly string[];
  /** The hamlets a hamlet head answers for. */
  hamletKeys: readonly string[];
};

/** Reads who is asking from the request, or throws. `kind` goes to the API docs. */
export type Who<W> = { kind: 'anyone' | 'resident' | 'officer'; roles: readonly Role[]; identify(request: Request): Promise<W> | W };

export const anyone: Who<null> = { kind: 'anyone', roles: [], identify: () => null };

/** What `who` needs to know of sessions and officers. */
export type Identities = {
  readSession(token: string): Promise<Resident | 'expired' | 'unknown'>;
  /** A session of the web console, from the cookie of the request; null when it carries none. */
  readConsoleSession?(request: Request): Promise<Resident | 'unknown' | null>;
  /** Whether a write with the cookie comes from a page of our own (a foreign page must not act in an officer's name). */
  isFromOwnPage?(request: Request): boolean;
  findOfficer(residentId: string): Promise<OfficerIdentity | null>;
};

const reads = new Set(['GET', 'HEAD']);

async function consoleResidentOf(request: Request, identities: Identities): Promise<Resident> {
  const session = (await identities.readConsoleSession?.(request)) ?? null;
  if (session === null) throw new ProblemError('not_signed_in', 'Cần đăng nhập bằng Zalo để làm việc này.');
  if (session === 'unknown') throw new ProblemError('session_expired', 'Phiên đăng nhập trên máy tính đã hết, xin đăng nhập lại.');
  if (!reads.has(request.method) && identities.isFromOwnPage?.(request) !== true)
    throw new ProblemError('not_allowed', 'Yêu cầu này không đến từ trang của xã nên không được thực hiện.');
  return session;
}

async function residentOf(request: Request, identities: Identities): Promise<Resident> {
  const header = request.headers.authorization;
  const token = header?.startsWith('Bearer ') ? header.slice(7) : null;
  if (!token) return consoleResidentOf(request, identities);
  const session = await identities.readSession(token);
  if (session === 'expired') throw new ProblemError('session_expired', 'Phiên đăng nhập đã hết hạn, xin mở lại ứng dụng.');
  if (session === 'unknown') throw new ProblemError('not_signed_in', 'Phiên đăng nhập không đúng, xin mở lại ứng dụng.');
  return session;
}

/** Builds the two signed-in kinds. Officers are looked up at every request, so that taking a role away works at once. */
export function whoIsAsking(identities: Identities): { resident: Who<Resident>; officer(...roles: Role[]): Who<OfficerIdentity> } {
  return {
    resident: { kind: 'resident', roles: [], identify: (request) => residentOf(request, identities) },
    officer: (...roles) => ({
      kind: 'officer',
      roles,
      identify: async (request) => {
        const resident = await residentOf(request, identities);
        const officer = await identities.findOfficer(resident.residentId);
        if (!officer?.roles.some((role) => roles.includes(role)))
          throw new ProblemError('not_allowed', 'Tài khoản này không có quyền làm việc đó.');
        return { ...officer, ...resident };
      },
    }),
  };
}
