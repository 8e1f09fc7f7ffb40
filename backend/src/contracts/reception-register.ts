import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Cursor, Day, Id, Instant, line, paragraph, TimeOfDay } from './primitives.js';
import { AnswerKind, DeskReceptionSession, mostPeople, ReceptionAnswer, ReceptionPromise } from './reception.js';

export const receptionKinds = ['complaint', 'denunciation', 'proposal', 'reflection'] as const;
/** What somebody came with (Luật Tiếp công dân 42/2013/QH13 Art. 2). Mixed contents become separate entries (Art. 25(3)). */
export const ReceptionKind = z.enum(receptionKinds);
export type ReceptionKind = z.infer<typeof ReceptionKind>;

export const refusalGrounds = ['unfit', 'disorder', 'settled', 'other_law'] as const;
/** Why somebody was not received (Art. 9(1)–(4)). */
export const RefusalGround = z.enum(refusalGrounds);
export type RefusalGround = z.infer<typeof RefusalGround>;

/** A citizen's number of 12 digits, or a passport's. */
const IdentityNumber = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^(\d{12}|[A-Z]{1,2}\d{6,9})?$/, 'Số định danh có 12 chữ số; hộ chiếu có một, hai chữ cái rồi các chữ số.');

/** The columns an officer writes, after Mẫu 03/TCD (NĐ 154/2026/NĐ-CP Art. 27); number and day come from the register itself. */
export const ReceptionFields = z.strictObject({
  name: line(80, 2),
  address: line(200, 2),
  identityNumber: IdentityNumber.default(''),
  content: paragraph(4_000, 3),
  kind: ReceptionKind,
  people: z.int('Cần một số nguyên.').min(1, 'Cần ít nhất 1 người.').max(mostPeople, `Nhiều nhất ${mostPeople} người.`),
  /** The authority that has settled it before. */
  settledBy: line(200, 0).default(''),
  /** Whether it is for us to settle; null while that is not known. */
  competent: z.boolean().nullable().default(null),
  guidance: paragraph(1_000).default(''),
  /** The authority that takes it on. */
  acceptedBy: line(200, 0).default(''),
  /** What came of it. */
  result: paragraph(1_000).default(''),
  note: paragraph(500).default(''),
  /** Not received, and on which ground of Art. 9. */
  refusal: z
    .strictObject({ ground: RefusalGround, note: line(300, 0) })
    .nullable()
    .default(null),
  /** Officers complained of: they neither read nor are told of it (Luật Tố cáo 25/2018/QH14 Art. 8, 47). */
  complainedOfficerIds: z.array(Id).max(20).default([]),
});
export type ReceptionFields = z.infer<typeof ReceptionFields>;

/** Where the first answer stands; `none`: there is nothing to answer. */
export const answerStates = ['waiting', 'extended', 'answered', 'none'] as const;

export const ReceptionEntryRow = z.object({
  id: Id,
  /** `12/2026`. */
  number: z.string(),
  day: Day,
  /** True when the law keeps it from who asks: then only number, day and clock are told. */
  secret: z.boolean(),
  kind: ReceptionKind.nullable(),
  name: z.string(),
  /** The beginning of the content. */
  content: z.string(),
  people: z.number().nullable(),
  refused: z.boolean(),
  state: z.enum(answerStates),
  answer: AnswerKind.nullable(),
  dueOn: Day.nullable(),
  /** Working days past the due day, 0 when in time. */
  lateDays: z.number(),
  /** Told to the chairman because it was late. */
  escalated: z.boolean(),
  handlerName: z.string(),
  openPromises: z.number(),
});
export type ReceptionEntryRow = z.infer<typeof ReceptionEntryRow>;

export const ReceptionEntry = ReceptionEntryRow.extend({
  revision: z.number(),
  sessionId: Id,
  fields: ReceptionFields,
  /** Who booked reads the minutes in the Mini App. */
  booked: z.boolean(),
  /** What the answer is about: the matter, or the written notice of a refusal. */
  clock: z.enum(['answer', 'refusal_notice', 'none']),
  answers: z.array(ReceptionAnswer.extend({ by: z.string(), correction: z.string().nullable() })),
  minutes: z.object({ said: z.string(), promises: z.array(ReceptionPromise), by: z.string(), at: Instant }).nullable(),
  corrections: z.array(
    z.object({
      at: Instant,
      by: z.string(),
      reason: z.string(),
      before: z.union([
        z.object({ part: z.literal('fields'), fields: ReceptionFields }),
        z.object({ part: z.literal('minutes'), said: z.string(), promises: z.array(ReceptionPromise) }),
      ]),
    }),
  ),
});
export type ReceptionEntry = z.infer<typeof ReceptionEntry>;

/** Somebody who booked and is not in the register yet. */
export const ReceptionVisitor = z.object({
  bookingId: Id,
  seat: z.number(),
  around: TimeOfDay,
  name: z.string(),
  address: z.string(),
  phone: z.string().nullable(),
  topic: z.string(),
  people: z.number(),
  absent: z.boolean(),
});
export type ReceptionVisitor = z.infer<typeof ReceptionVisitor>;

const ofSession = z.strictObject({ id: Id });
const ofEntry = z.strictObject({ id: Id });

/** The day of a session: who booked, and what is in the register already. */
export const readReceptionDay = {
  method: 'GET',
  path: '/desk/reception/sessions/:id',
  summary: 'Buổi tiếp công dân: người đã đăng ký và sổ của buổi ấy',
  audit: 'saw',
  params: ofSession,
  reply: z.object({
    session: DeskReceptionSession,
    /** False before the day: nothing is written down yet. */
    registerOpen: z.boolean(),
    visitors: z.array(ReceptionVisitor),
    entries: z.array(ReceptionEntryRow),
  }),
} as const satisfies Endpoint;

/** Who may be complained of. */
export const listReceptionOfficers = {
  method: 'GET',
  path: '/desk/reception/officers',
  summary: 'Cán bộ có thể bị khiếu nại, tố cáo',
  reply: z.object({ officers: z.array(z.object({ id: z.string(), name: z.string(), title: z.string().nullable() })) }),
} as const satisfies Endpoint;

/** One line of the register, numbered within its year. Refused with `reception_too_early` before the session's day. */
export const addReceptionEntry = {
  method: 'POST',
  path: '/desk/reception/sessions/:id/entries',
  summary: 'Ghi một lượt tiếp vào sổ tiếp công dân',
  params: ofSession,
  body: ReceptionFields.extend({ bookingId: Id.nullable().default(null) }),
  reply: ReceptionEntry,
  idempotent: true,
} as const satisfies Endpoint;

/** Whoever booked and did not come; `absent: false` takes it back. */
export const markReceptionAbsence = {
  method: 'POST',
  path: '/desk/reception/bookings/:id/absence',
  summary: 'Ghi người đã đăng ký không đến',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ absent: z.boolean() }),
  reply: z.object({ absent: z.boolean() }),
} as const satisfies Endpoint;

export const readReceptionEntry = {
  method: 'GET',
  path: '/desk/reception/entries/:id',
  summary: 'Đọc một dòng trong sổ tiếp công dân',
  audit: 'saw',
  params: ofEntry,
  reply: ReceptionEntry,
} as const satisfies Endpoint;

/** What stood before is kept, with who changed it and why. */
export const correctReceptionEntry = {
  method: 'PUT',
  path: '/desk/reception/entries/:id',
  summary: 'Sửa một dòng trong sổ tiếp công dân',
  params: ofEntry,
  body: ReceptionFields.extend({ revision: z.int(), reason: line(200, 5) }),
  reply: ReceptionEntry,
} as const satisfies Endpoint;

/** What was said and promised. A second writing needs a reason and keeps the first; a promise keeps its `id` and what was noted as done. */
export const saveReceptionMinutes = {
  method: 'PUT',
  path: '/desk/reception/entries/:id/minutes',
  summary: 'Ghi biên bản tiếp công dân: đã nói gì, hứa gì, ai làm, đến ngày nào',
  params: ofEntry,
  body: z.strictObject({
    revision: z.int(),
    said: paragraph(4_000, 3),
    promises: z
      .array(
        z.strictObject({
          id: z
            .string()
            .regex(/^[a-z0-9]{1,24}$/, 'Mã không đúng dạng.')
            .nullable(),
          what: line(300, 3),
          by: line(120, 2),
          until: Day,
        }),
      )
      .max(20, 'Nhiều nhất 20 việc.'),
    reason: line(200, 0).default(''),
  }),
  reply: ReceptionEntry,
} as const satisfies Endpoint;

export const keepReceptionPromise = {
  method: 'POST',
  path: '/desk/reception/entries/:id/promises/:promise',
  summary: 'Ghi một việc đã hứa là đã làm xong',
  params: z.strictObject({ id: Id, promise: z.string().regex(/^[a-z0-9]{1,24}$/, 'Mã không đúng dạng.') }),
  body: z.strictObject({ revision: z.int(), note: line(300, 0) }),
  reply: ReceptionEntry,
} as const satisfies Endpoint;

/**
 * The first answer. `extended` is possible once and moves the due day; the others end the clock. A wrong one is put right with `correction`, and
 * stays readable. Refused with `reception_answered`, `already_extended`.
 */
export const answerReceptionEntry = {
  method: 'POST',
  path: '/desk/reception/entries/:id/answers',
  summary: 'Trả lời bước đầu sau khi tiếp công dân',
  params: ofEntry,
  body: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('accepted'), revision: z.int(), correction: line(200, 5).nullable().default(null) }),
    z.strictObject({
      kind: z.literal('extended'),
      revision: z.int(),
      reason: line(300, 5),
      until: Day,
      correction: z.null().default(null),
    }),
    z.strictObject({
      kind: z.literal('refused'),
      revision: z.int(),
      reason: line(300, 5),
      correction: line(200, 5).nullable().default(null),
    }),
    z.strictObject({
      kind: z.literal('forwarded'),
      revision: z.int(),
      forwardedTo: line(200, 3),
      correction: line(200, 5).nullable().default(null),
    }),
    z.strictObject({ kind: z.literal('notice'), revision: z.int(), correction: z.null().default(null) }),
  ]),
  reply: ReceptionEntry,
} as const satisfies Endpoint;

/** Found by number, day, kind and clock only: what people said is sealed. */
export const listReceptionEntries = {
  method: 'GET',
  path: '/desk/reception/entries',
  summary: 'Sổ tiếp công dân',
  audit: 'saw',
  query: z.strictObject({
    from: Day.optional(),
    to: Day.optional(),
    number: z
      .string()
      .trim()
      .regex(/^\d{1,6}(\/\d{4})?$/, 'Số trong sổ có dạng 12 hoặc 12/2026.')
      .optional(),
    kind: ReceptionKind.optional(),
    after: Cursor.optional(),
  }),
  reply: z.object({ entries: z.array(ReceptionEntryRow), next: z.string().nullable() }),
} as const satisfies Endpoint;

/** What has still to be answered, the most urgent first. */
export const listDueReceptionAnswers = {
  method: 'GET',
  path: '/desk/reception/due',
  summary: 'Những lượt tiếp công dân còn phải trả lời',
  audit: 'saw',
  reply: z.object({ today: Day, entries: z.array(ReceptionEntryRow), promises: z.array(ReceptionEntryRow) }),
} as const satisfies Endpoint;
