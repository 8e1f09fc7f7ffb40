import { z } from 'zod';
import { Id } from './primitives.js';

export const ReportMediaKind = z.enum(['picture', 'video', 'voice']);
export type ReportMediaKind = z.infer<typeof ReportMediaKind>;

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
