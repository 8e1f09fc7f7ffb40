import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Cursor, Id, Instant } from './primitives.js';

/** What a broadcast is. A disclosure's is made by publishing it; urgent news goes at any hour, before everything else, and cannot be stopped by topic. */
export const broadcastKinds = ['greeting', 'disclosure', 'notice', 'urgent'] as const;
export const BroadcastKind = z.enum(broadcastKinds);
export type BroadcastKind = z.infer<typeof BroadcastKind>;

/** What was sent, for everybody to read again; without anybody's name in it. */
export const NewsItem = z.object({
  id: Id,
  kind: BroadcastKind,
  title: z.string(),
  text: z.string(),
  pictureUrl: z.string().nullable(),
  button: z.object({ title: z.string(), path: z.string() }).nullable(),
  sentAt: Instant,
  signer: z.string().nullable(),
  festive: z.boolean(),
});
export type NewsItem = z.infer<typeof NewsItem>;

export const listNews = {
  method: 'GET',
  path: '/news',
  summary: 'Tin xã đã gửi',
  query: z.strictObject({ after: Cursor.optional() }),
  reply: z.object({ news: z.array(NewsItem), next: z.string().nullable() }),
} as const satisfies Endpoint;

export const readNews = {
  method: 'GET',
  path: '/news/:id',
  summary: 'Đọc lại một tin',
  params: z.strictObject({ id: Id }),
  reply: NewsItem,
} as const satisfies Endpoint;
