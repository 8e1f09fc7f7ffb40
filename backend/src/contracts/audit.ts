import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Day, Id, Instant } from './primitives.js';
import { Role } from './residents.js';

/** What an officer did: changed something, read residents' data, took it out as a file, or was refused. */
export const auditVerbs = ['changed', 'saw', 'exported', 'refused'] as const;
export const AuditVerb = z.enum(auditVerbs);
export type AuditVerb = z.infer<typeof AuditVerb>;

/** One line of the audit log. It names fields, never what was written in them. */
export const AuditEntry = z.object({
  /** 1, 2, 3 … without a gap. */
  seq: z.int().min(1),
  at: Instant,
  officerId: z.string(),
  officerName: z.string(),
  roles: z.array(Role),
  verb: AuditVerb,
  /** What the endpoint does, in Vietnamese. */
  summary: z.string(),
  method: z.string(),
  /** The address as a pattern, such as `/officers/:id`. */
  path: z.string(),
  /** On what: the names and values in the address. */
  subject: z.array(z.object({ name: z.string(), value: z.string() })),
  fields: z.array(z.string()),
  note: z.string().nullable(),
  previousHash: z.string(),
  /** SHA-256 over everything above, hexadecimal. */
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Newest first; `next` is the `before` of the following page. */
export const listAudit = {
  method: 'GET',
  path: '/audit',
  summary: 'Xem nhật ký',
  query: z.strictObject({
    officer: Id.optional(),
    verb: AuditVerb.optional(),
    from: Day.optional(),
    to: Day.optional(),
    subject: z
      .string()
      .trim()
      .max(100)
      .regex(/^[\p{L}\p{N} ._-]*$/u, 'Mã chỉ gồm chữ, số, dấu chấm và gạch nối.')
      .optional(),
    before: z.coerce.number('Cần một số.').int('Cần một số nguyên.').min(1, 'Cần một số từ 1.').max(1e12, 'Số quá lớn.').optional(),
  }),
  reply: z.object({
    entries: z.array(AuditEntry),
    next: z.number().nullable(),
    officers: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  audit: 'saw',
} as const satisfies Endpoint;

/** Walks the whole chain. Who wrote down an earlier `lastHash` can also tell whether the newest lines were cut off. */
export const verifyAudit = {
  method: 'GET',
  path: '/audit/verification',
  summary: 'Kiểm tra tính toàn vẹn của nhật ký',
  reply: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('whole'), entries: z.number(), lastHash: z.string() }),
    /** `seq` is the first number that is missing, doubled or changed. */
    z.object({ kind: z.literal('broken'), seq: z.number() }),
  ]),
  audit: 'saw',
} as const satisfies Endpoint;
