import type { Request } from 'express';
import type { Role } from '../contracts/residents.js';
import { ProblemError } from './problems.js';

/** A signed-in resident. */
export type Resident = { residentId: string };
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
  findOfficer(residentId: string): Promise<OfficerIdentity | null>;
};

async function residentOf(request: Request, identities: Identities): Promise<Resident> {
  const header = request.headers.authorization;
  const token = header?.startsWith('Bearer ') ? header.slice(7) : null;
  if (!token) throw new ProblemError('not_signed_in', 'Cần đăng nhập bằng Zalo để làm việc này.');
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
        const { residentId } = await residentOf(request, identities);
        const officer = await identities.findOfficer(residentId);
        if (!officer?.roles.some((role) => roles.includes(role)))
          throw new ProblemError('not_allowed', 'Tài khoản này không có quyền làm việc đó.');
        return officer;
      },
    }),
  };
}
