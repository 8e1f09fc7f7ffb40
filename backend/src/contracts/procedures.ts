import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Day, Id, Key, line, paragraph, TimeOfDay } from './primitives.js';

export const ways = ['counter', 'home', 'out_of_hours'] as const;
/** How the resident is served: at the counter, at home, or out of hours. */
export const Way = z.enum(ways);
export type Way = z.infer<typeof Way>;

export const channels = ['online', 'post', 'counter'] as const;
export const certainties = ['source', 'partial', 'memory', 'unconfirmed'] as const;

/** Code of the national catalogue, such as `1.001193`; a few rows carry several. */
export const ProcedureCode = z.string().regex(/^\d\.\d{6}$/, 'Mã thủ tục có dạng 1.001193.');
export type ProcedureCode = z.infer<typeof ProcedureCode>;

/** The statutory time: `same_day` follows the 15:00 rule (received after `cutOff` → next working day; Luật Hộ tịch Art. 5(3), NĐ 23/2015 Art. 7). */
export const ProcessingTime = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('same_day'), cutOff: TimeOfDay }),
  z.strictObject({ kind: z.literal('hours'), hours: z.int().positive() }),
  z.strictObject({
    kind: z.literal('working_days'),
    days: z.int().positive(),
    extraDays: z.int().positive().optional(),
    extraWhen: line(160).optional(),
  }),
  z.strictObject({
    kind: z.literal('days'),
    days: z.int().positive(),
    extraDays: z.int().positive().optional(),
    extraWhen: line(160).optional(),
  }),
  z.strictObject({ kind: z.literal('text'), text: line(300) }),
]);
export type ProcessingTime = z.infer<typeof ProcessingTime>;

/** One fee: `amount` in đồng, 0 = free, null = set by the provincial council and not loaded yet. */
export const Fee = z.strictObject({
  label: line(160),
  amount: z.int().min(0).nullable(),
  per: line(40).nullable(),
  channel: z.enum(channels).nullable(),
  note: line(200).nullable(),
});
export type Fee = z.infer<typeof Fee>;

/** One document: submitted (kept by the office) or presented (shown and handed back). */
export const DocumentNeeded = z.strictObject({
  name: line(240),
  action: z.enum(['submit', 'present']),
  originals: z.int().min(0).max(9),
  copies: z.int().min(0).max(9),
  neededIf: line(240).nullable(),
  notNeededIf: line(240).nullable(),
  formName: line(120).nullable(),
});
export type DocumentNeeded = z.infer<typeof DocumentNeeded>;

/** Booking rules of one procedure. Lead and cut-off are minutes before the start; the horizon is counted in working days. */
export const BookingRules = z.strictObject({
  slotsNeeded: z.int().min(1).max(8),
  leadMinutes: z.int().min(0),
  horizonWorkingDays: z.int().min(1).max(60),
  cutOffMinutes: z.int().min(0),
});
export type BookingRules = z.infer<typeof BookingRules>;

export const procedureFields = [
  'ho-tich',
  'chung-thuc',
  'cu-tru',
  'can-cuoc',
  'giam-ngheo',
  'bao-tro-xa-hoi',
  'nguoi-co-cong',
  'dat-dai',
  'nong-nghiep',
  'ho-kinh-doanh',
  'xay-dung',
  'hoa-giai',
  'lien-thong',
  'nuoi-con-nuoi',
] as const;
export const ProcedureField = z.enum(procedureFields);
export type ProcedureField = z.infer<typeof ProcedureField>;

/** One version of a procedure; a booking keeps the version it was made under. Versions of one code never overlap in time. */
export const ProcedureVersion = z.strictObject({
  id: Id,
  code: ProcedureCode,
  otherCodes: z.array(ProcedureCode).max(6),
  version: z.int().positive(),
  validFrom: Day,
  validTo: Day.nullable(),
  /** Official name. */
  name: line(300),
  /** The name people use. */
  plainName: line(120),
  synonyms: z.array(line(80)).max(30),
  field: ProcedureField,
  processing: ProcessingTime,
  fees: z.array(Fee).max(10),
  feeExemption: line(300).nullable(),
  documents: z.array(DocumentNeeded).max(20),
  steps: z.array(line(300)).max(12),
  channels: z.array(z.enum(channels)).min(1),
  /** Who must come: nobody in particular, the person, or both parties (marriage). */
  presence: z.enum(['anyone', 'person', 'both']),
  resultName: line(200),
  legalBasis: z.array(line(300)).max(12),
  portalUrl: z.url({ protocol: /^https$/ }).nullable(),
  /** What we know of this row: read in a source, partly, from memory, or unconfirmed. Shown to residents in words. */
  certainty: z.enum(certainties),
  certaintyNote: paragraph(400).nullable(),
  /** The counter for each way that is offered. */
  places: z.strictObject({ counter: Key, home: Key.nullable(), out_of_hours: Key.nullable() }),
  booking: BookingRules,
});
export type ProcedureVersion = z.infer<typeof ProcedureVersion>;

/** A row of the list: enough to choose by. */
export const ProcedureSummary = z.object({
  code: ProcedureCode,
  plainName: z.string(),
  name: z.string(),
  field: ProcedureField,
  /** Ready to read: "Trong ngày", "3 ngày làm việc". */
  timeText: z.string(),
  feeText: z.string(),
  sameDay: z.boolean(),
  ways: z.array(Way),
});
export type ProcedureSummary = z.infer<typeof ProcedureSummary>;

export const searchProcedures = {
  method: 'GET',
  path: '/procedures',
  summary: 'Tìm thủ tục (không cần dấu, sai một chữ vẫn tìm được); để trống để xem tất cả',
  query: z.strictObject({ q: z.string().trim().max(100).optional(), field: ProcedureField.optional() }),
  reply: z.object({
    procedures: z.array(ProcedureSummary),
    /** Set when what was typed no longer exists ("sổ hộ khẩu") or fits several procedures. */
    hint: z.string().nullable(),
  }),
} as const satisfies Endpoint;

/** A procedure as a resident reads it. */
export const ProcedurePage = z.object({
  procedure: ProcedureVersion,
  timeText: z.string(),
  feeText: z.string(),
  fieldText: z.string(),
  certaintyText: z.string().nullable(),
  ways: z.array(z.object({ way: Way, counterName: z.string(), location: z.string(), hoursText: z.string(), note: z.string().nullable() })),
  /** The next version when one is already known. */
  changesOn: Day.nullable(),
});
export type ProcedurePage = z.infer<typeof ProcedurePage>;

export const readProcedure = {
  method: 'GET',
  path: '/procedures/:code',
  summary: 'Giấy tờ, thời gian, phí, căn cứ của một thủ tục',
  params: z.strictObject({ code: ProcedureCode }),
  reply: ProcedurePage,
} as const satisfies Endpoint;

/** Adds a version. It ends the version in force the day before `validFrom`; a `validFrom` not after the latest version's is refused (`version_overlap`). */
export const addProcedureVersion = {
  method: 'POST',
  path: '/procedures',
  summary: 'Thêm một phiên bản thủ tục',
  body: ProcedureVersion.omit({ id: true, version: true, validTo: true }),
  reply: ProcedureVersion,
} as const satisfies Endpoint;
