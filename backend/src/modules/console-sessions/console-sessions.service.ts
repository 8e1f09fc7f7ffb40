import type { Clock } from '../../clock.js';
import { type ConsoleSession, openConsoleSession } from '../../contracts/console-session.js';
import { deviceName } from '../../domain/device-name.js';
import type { AuditHook } from '../../http/audit-hook.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity, Resident } from '../../http/who.js';
import type { ConsoleSessionsStore } from './console-sessions.store.js';

export type ConsoleSessionsService = ReturnType<typeof consoleSessionsService>;

type Deps = {
  store: ConsoleSessionsStore;
  clock: Clock;
  audit: AuditHook;
  tokens: {
    issue(session: { residentId: string; sessionId: string; expiresAt: Date }): Promise<string>;
    read(token: string): Promise<{ residentId: string; sessionId: string } | null>;
  };
  officerOf: (residentId: string) => Promise<OfficerIdentity | null>;
  newId: () => string;
  /** 32 random bytes, base64url. */
  randomToken: () => string;
  randomInteger: (below: number) => number;
  hash: (text: string) => string;
  /** The share link that opens the Mini App at a path. */
  miniAppUrl: (path: string) => string;
};

const codeSeconds = 120;
/** After the approval, for a computer that polls. */
const exchangeSeconds = 60;
/** A working day and what comes before and after it. */
const sessionHours = 10;
const usedEveryMilliseconds = 60_000;

/** Signing in on a computer without a password: the officer's phone, signed in by Zalo, says yes. */
export function consoleSessionsService(deps: Deps) {
  const { store, clock, audit, tokens, officerOf, newId, randomToken, randomInteger, hash, miniAppUrl } = deps;
  const later = (from: Date, seconds: number) => new Date(from.getTime() + seconds * 1000);
  const left = (until: Date) => Math.max(0, Math.ceil((until.getTime() - clock.now().getTime()) / 1000));
  const unknown = () =>
    new ProblemError('console_sign_in_unknown', 'Mã đăng nhập này không đúng, đã dùng hoặc đã quá 2 phút. Xin lấy mã mới trên máy tính.');

  /** Three different two-digit numbers; the first is the one on the computer. */
  function threeNumbers(): [string, string, string] {
    const numbers = new Set<string>();
    while (numbers.size < 3) numbers.add(String(10 + randomInteger(90)));
    return [...numbers] as [string, string, string];
  }

  return {
    /** `secret` is for the cookie of the computer that asked, and for nobody else. */
    async begin(userAgent: string | undefined) {
      const now = clock.now();
      const [code, secret, drawn] = [randomToken(), randomToken(), threeNumbers()];
      const numbers = [...drawn].sort();
      const signIn = {
        id: newId(),
        codeHash: hash(code),
        secretHash: hash(secret),
        number: drawn[0],
        numbers,
        device: deviceName(userAgent),
        askedAt: now,
        expiresAt: later(now, codeSeconds),
      };
      await store.begin(signIn);
      return {
        secret,
        seconds: codeSeconds,
        reply: {
          id: signIn.id,
          link: miniAppUrl(`/console-sign-in/${code}`),
          number: signIn.number,
          expiresAt: signIn.expiresAt.toISOString(),
          seconds: codeSeconds,
        },
      };
    },
    async state(id: string, secret: string | null): Promise<'waiting' | 'approved' | 'refused' | 'ended'> {
      const found = secret === null ? null : await store.state(id, hash(secret));
      if (found === null || found.state === 'exchanged') return 'ended';
      if (found.state === 'refused') return 'refused';
      return found.expiresAt > clock.now() ? found.state : 'ended';
    },
    /** Throws `console_sign_in_unknown`. */
    async look(code: string) {
      const signIn = await store.waiting(hash(code), clock.now());
      if (!signIn) throw unknown();
      const { device, askedAt, expiresAt, numbers } = signIn;
      return { device, askedAt: askedAt.toISOString(), expiresAt: expiresAt.toISOString(), seconds: left(expiresAt), numbers };
    },
    /** Throws `console_sign_in_refused` for a wrong number, which ends the request, and `console_sign_in_unknown`. */
    async approve(who: OfficerIdentity, code: string, number: string): Promise<void> {
      const now = clock.now();
      const outcome = await store.approve(hash(code), number, who, now, later(now, exchangeSeconds));
      if (outcome === 'unknown') throw unknown();
      if (outcome === 'wrong_number')
        throw new ProblemError(
          'console_sign_in_refused',
          'Số vừa chọn khác số trên màn hình máy tính, nên lượt đăng nhập ấy đã bị hủy. Xin lấy mã mới trên máy tính.',
        );
    },
    async refuse(code: string): Promise<void> {
      if (!(await store.refuse(hash(code), clock.now()))) throw unknown();
    },
    /** Opens a session for an approval, once; `token` is for the cookie. Throws `console_sign_in_unknown`. */
    async exchange(id: string, secret: string | null) {
      const now = clock.now();
      const approved = secret === null ? null : await store.exchange(id, hash(secret), now);
      const officer = approved && (await officerOf(approved.residentId));
      if (!approved || !officer) throw unknown();
      const session = { id: newId(), residentId: officer.residentId, device: approved.device, since: now, lastUsedAt: now };
      await audit.record({
        who: officer,
        verb: 'changed',
        endpoint: openConsoleSession,
        subject: { session: session.id },
        note: session.device,
      });
      const expiresAt = later(now, sessionHours * 3_600);
      await store.open({ ...session, expiresAt });
      const token = await tokens.issue({ residentId: officer.residentId, sessionId: session.id, expiresAt });
      return { token, seconds: sessionHours * 3_600, reply: { name: officer.name, expiresAt: expiresAt.toISOString() } };
    },
    /** Whose session a cookie stands for; `unknown` once it ended, was revoked, or its officer is none any more. */
    async read(token: string): Promise<Resident | 'unknown'> {
      const claimed = await tokens.read(token);
      const now = clock.now();
      const session = claimed && (await store.find(claimed.sessionId, claimed.residentId, now));
      if (!session) return 'unknown';
      if (!(await officerOf(session.residentId))) {
        await store.endAllOf(session.residentId);
        return 'unknown';
      }
      if (now.getTime() - session.lastUsedAt.getTime() > usedEveryMilliseconds) await store.used(session.id, now);
      return { residentId: session.residentId, consoleSessionId: session.id };
    },
    async list({ residentId, consoleSessionId }: Resident): Promise<ConsoleSession[]> {
      return (await store.listOf(residentId, clock.now())).map(({ id, device, since, lastUsedAt, expiresAt }) => ({
        id,
        device,
        since: since.toISOString(),
        lastUsedAt: lastUsedAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        current: id === consoleSessionId,
      }));
    },
    /** Throws `console_session_unknown` for a session that ended already or is somebody else's. */
    async end({ residentId }: Resident, id: string): Promise<void> {
      if (!(await store.end(id, residentId))) throw new ProblemError('console_session_unknown', 'Máy tính này không còn đăng nhập nữa.');
    },
    endAllOf: (residentId: string) => store.endAllOf(residentId),
  };
}
