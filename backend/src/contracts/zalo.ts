import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Instant } from './primitives.js';

/** How the Official Account stands. Counts are of the last seven days. */
export const ZaloStatus = z.object({
  grant: z.object({
    /** `needs_grant`: the account is mute until an administrator gives permission again. */
    state: z.enum(['granted', 'needs_grant']),
    accessExpiresAt: Instant.nullable(),
    refreshedAt: Instant.nullable(),
    reason: z.string().nullable(),
  }),
  messages: z.object({ waiting: z.number(), unconfirmed: z.number(), failed: z.number() }),
  /** Events of Zalo's that came in and are not handled yet. */
  eventsOpen: z.number(),
});
export type ZaloStatus = z.infer<typeof ZaloStatus>;

/** What Zalo sends back with the administrator (OAuth v4 of Official Accounts). */
export const ZaloGrantCallback = z.object({
  code: z.string().min(1).max(2048),
  state: z.string().min(1).max(200),
  oa_id: z.string().min(1).max(32),
});
export type ZaloGrantCallback = z.infer<typeof ZaloGrantCallback>;

/** Begins the permission of the Official Account; the address leads to Zalo, works once and for 15 minutes. */
export const startZaloGrant = {
  method: 'POST',
  path: '/zalo/grant',
  summary: 'Xin quyền gửi tin cho Official Account',
  reply: z.object({ url: z.url() }),
} as const satisfies Endpoint;

export const readZaloStatus = {
  method: 'GET',
  path: '/zalo/status',
  summary: 'Tình trạng kết nối với Zalo',
  reply: ZaloStatus,
} as const satisfies Endpoint;
