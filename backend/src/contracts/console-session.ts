import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Id, Instant } from './primitives.js';

/** The random part of the link in the QR code. */
export const ConsoleCode = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'Mã đăng nhập không đúng dạng.');

const byCode = z.strictObject({ code: ConsoleCode });

/**
 * Begins a sign-in on a computer. The code goes into the QR, the number is shown beside it; the secret that turns an approval into a session
 * comes as a cookie no script can read. Ends after two minutes.
 */
export const startConsoleSignIn = {
  method: 'POST',
  path: '/console-sign-ins',
  summary: 'Bắt đầu đăng nhập trên máy tính',
  reply: z.object({
    id: Id,
    /** What the QR holds: opens the Mini App at the page that approves. */
    link: z.url(),
    /** Two digits; the phone asks for them. */
    number: z.string(),
    expiresAt: Instant,
    /** How long the code still lives by the server's clock. */
    seconds: z.number(),
  }),
} as const satisfies Endpoint;

/** What became of a sign-in, for the computer that began it. */
export const readConsoleSignInState = {
  method: 'GET',
  path: '/console-sign-ins/:id/state',
  summary: 'Máy tính hỏi đã được cho phép chưa',
  params: z.strictObject({ id: Id }),
  reply: z.object({ state: z.enum(['waiting', 'approved', 'refused', 'ended']) }),
} as const satisfies Endpoint;

/** Turns an approval into a session, once; the session comes as a cookie. */
export const openConsoleSession = {
  method: 'POST',
  path: '/console-sessions',
  summary: 'Vào bàn làm việc trên máy tính sau khi điện thoại cho phép',
  body: z.strictObject({ id: Id }),
  reply: z.object({ name: z.string(), expiresAt: Instant }),
} as const satisfies Endpoint;

/** What the officer's phone shows before it approves: which machine asks, and three numbers of which one stands on its screen. */
export const readConsoleSignIn = {
  method: 'GET',
  path: '/console-sign-ins/:code',
  summary: 'Xem máy tính nào xin đăng nhập',
  params: byCode,
  reply: z.object({ device: z.string(), askedAt: Instant, expiresAt: Instant, seconds: z.number(), numbers: z.array(z.string()) }),
} as const satisfies Endpoint;

/** A wrong number ends the request (`console_sign_in_refused`): whoever sends an officer a strange code does not know which number they see. */
export const approveConsoleSignIn = {
  method: 'POST',
  path: '/console-sign-ins/:code/approve',
  summary: 'Cho phép đăng nhập trên máy tính',
  params: byCode,
  body: z.strictObject({ number: z.string().regex(/^\d{2}$/, 'Số gồm hai chữ số.') }),
  reply: z.object({ approved: z.literal(true) }),
} as const satisfies Endpoint;

export const refuseConsoleSignIn = {
  method: 'POST',
  path: '/console-sign-ins/:code/refuse',
  summary: 'Không cho đăng nhập trên máy tính',
  params: byCode,
  reply: z.object({ refused: z.literal(true) }),
} as const satisfies Endpoint;

/** A computer on which somebody is signed in. */
export const ConsoleSession = z.object({
  id: Id,
  device: z.string(),
  since: Instant,
  lastUsedAt: Instant,
  expiresAt: Instant,
  current: z.boolean(),
});
export type ConsoleSession = z.infer<typeof ConsoleSession>;

export const listConsoleSessions = {
  method: 'GET',
  path: '/console-sessions',
  summary: 'Các máy tính đang đăng nhập của tôi',
  reply: z.object({ sessions: z.array(ConsoleSession) }),
} as const satisfies Endpoint;

export const endCurrentConsoleSession = {
  method: 'DELETE',
  path: '/console-sessions/current',
  summary: 'Đăng xuất khỏi máy tính này',
  reply: z.object({ ended: z.literal(true) }),
} as const satisfies Endpoint;

export const endConsoleSession = {
  method: 'DELETE',
  path: '/console-sessions/:id',
  summary: 'Đăng xuất một máy tính của tôi',
  params: z.strictObject({ id: Id }),
  reply: z.object({ ended: z.literal(true) }),
} as const satisfies Endpoint;
