import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Id } from './primitives.js';

export const ReportMediaKind = z.enum(['picture', 'video', 'voice']);
export type ReportMediaKind = z.infer<typeof ReportMediaKind>;

/** What one draft may carry: how many of each kind, how large as they are sent, how long they may play. */
export const mediaLimits = {
  picture: { most: 4, bytes: 8 * 1024 * 1024 },
  video: { most: 1, bytes: 15 * 1024 * 1024, seconds: 30 },
  voice: { most: 1, bytes: 4 * 1024 * 1024, seconds: 120 },
} as const satisfies Record<ReportMediaKind, { most: number; bytes: number; seconds?: number }>;

/** A photograph, film or voice note of a report. The addresses work for two hours, for whoever holds them. */
export const ReportMedia = z.object({
  id: Id,
  kind: ReportMediaKind,
  bytes: z.number(),
  width: z.number().optional(),
  height: z.number().optional(),
  seconds: z.number().optional(),
  url: z.string(),
  thumbnailUrl: z.string().nullable(),
});
export type ReportMedia = z.infer<typeof ReportMedia>;

/** Made at random on the phone, once for each draft; whoever knows it may add to the draft and take away from it. Kept hashed. */
const draft = z.string().regex(/^[0-9a-f]{32}$/, 'Mã không đúng dạng.');
/** The place of a medium in its draft, chosen by the phone: the same place again is the same medium. */
const slot = z.string().regex(/^[a-z0-9-]{8,32}$/, 'Mã không đúng dạng.');

/** The body is the file itself, not JSON; its kind is read from its bytes. Asks for no session: a report may be anonymous. */
export const uploadReportMedia = {
  method: 'POST',
  path: '/report-media',
  summary:
    'Gửi ảnh (JPEG, PNG, WebP, tối đa 8 MB), đoạn phim (30 giây, 15 MB) hoặc đoạn ghi âm (2 phút, 4 MB) cho bản nháp phản ánh: phần thân là chính tệp; gửi lại cùng `slot` thì nhận lại đúng tệp đã gửi',
  query: z.strictObject({ draft, slot }),
  reply: ReportMedia,
} as const satisfies Endpoint;

/** Only before the report is sent. Answers the same for what is not there, so that nothing can be learned by asking. */
export const removeReportMedia = {
  method: 'DELETE',
  path: '/report-media/:id',
  summary: 'Bỏ một tệp khỏi bản nháp phản ánh',
  params: z.strictObject({ id: Id }),
  query: z.strictObject({ draft }),
  reply: z.object({ removed: z.literal(true) }),
} as const satisfies Endpoint;
