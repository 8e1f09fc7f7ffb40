import { z } from 'zod';
import { Month } from './conduct.js';
import type { Endpoint } from './endpoint.js';
import { Period } from './periods.js';
import { Day, Id, Instant, paragraph } from './primitives.js';
import { ProcedureCode } from './procedures.js';
import { Criterion, Factor, longestWords } from './satisfaction-questions.js';

// ---- The resident's side

/** 1–5, or 0 for "không có ý kiến"; what was passed over is not there. */
export const Levels = z.partialRecord(Criterion, z.int().min(0).max(5));
export type Levels = z.infer<typeof Levels>;

/** What happened; what was passed over is not there. `apology` only when it was late. */
export const Facts = z.strictObject({
  trips: z.enum(['one', 'two', 'three', 'more']).optional(),
  trouble: z.enum(['yes', 'no']).optional(),
  extraPayment: z.enum(['yes', 'no']).optional(),
  late: z.enum(['yes', 'no', 'notDue']).optional(),
  apology: z.enum(['yes', 'no']).optional(),
});
export type Facts = z.infer<typeof Facts>;

/** An invitation to say how satisfied one was with a visit, drawn by lot among those who were served. */
export const SatisfactionInvitation = z.object({
  id: Id,
  plainName: z.string(),
  date: Day,
  /** The last day for answering. */
  until: Day,
  questions: z.number(),
  /** Criteria that are not asked. */
  off: z.array(Criterion),
});
export type SatisfactionInvitation = z.infer<typeof SatisfactionInvitation>;

/** Throws `satisfaction_not_found`, `satisfaction_answered` or `satisfaction_expired`. */
export const readSatisfactionInvitation = {
  method: 'GET',
  path: '/satisfaction/invitations/:id',
  summary: 'Đọc lời mời khảo sát sau lần làm việc',
  params: z.strictObject({ id: Id }),
  reply: SatisfactionInvitation,
} as const satisfies Endpoint;

/**
 * Answers once. What is kept says month, procedure and hamlet, and not whose it is: the answers of a day are put away together, in no order, after it
 * has ended. `denunciation_not_here` when the words are a denunciation; nothing is kept then.
 */
export const answerSatisfaction = {
  method: 'POST',
  path: '/satisfaction/invitations/:id/answers',
  summary: 'Gửi câu trả lời khảo sát, một lần',
  idempotent: true,
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ levels: Levels, facts: Facts, words: paragraph(longestWords) }),
  reply: z.object({ thanked: z.literal(true) }),
} as const satisfies Endpoint;

/** Does not want to answer: not asked again for this visit. Counts as not answered. */
export const declineSatisfaction = {
  method: 'POST',
  path: '/satisfaction/invitations/:id/decline',
  summary: 'Không trả lời khảo sát này',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({}),
  reply: z.object({ declined: z.literal(true) }),
} as const satisfies Endpoint;

// ---- The officers' side

/** A share of satisfied answers in percent with one decimal, and between which bounds it lies with 95 % confidence. */
export const SatisfactionIndex = z.object({ percent: z.number(), low: z.number(), high: z.number(), people: z.number() });
export type SatisfactionIndex = z.infer<typeof SatisfactionIndex>;

export const SatisfactionCell = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('shown'),
    answers: z.number(),
    invited: z.number(),
    total: SatisfactionIndex.nullable(),
    factors: z.record(Factor, SatisfactionIndex.nullable()),
    criteria: z.partialRecord(Criterion, SatisfactionIndex),
  }),
  /** Fewer than ten answered, or another number would tell those of fewer than ten. */
  z.object({ state: z.literal('hidden') }),
]);
export type SatisfactionCell = z.infer<typeof SatisfactionCell>;

const Counted = z.record(z.string(), z.number()).nullable();

/**
 * A quarter, or a year as the sum of its quarters that are told. A month is told from the day on which nobody can answer for it any more; a hidden
 * number can also not be had by subtraction, nor by waiting.
 */
export const readSatisfactionResults = {
  method: 'GET',
  path: '/desk/satisfaction/results',
  summary: 'Kết quả khảo sát mức độ hài lòng theo quý, năm',
  query: z.strictObject({ period: Period.optional() }),
  reply: z.object({
    period: Period,
    periods: z.array(z.object({ period: Period, isShown: z.boolean() })),
    shownFrom: Day,
    isShown: z.boolean(),
    atLeast: z.number(),
    total: SatisfactionCell,
    /** Months in which somebody answered but too few for them to count in the quarter. */
    leftOut: z.array(Month),
    /** The last twelve closed months, the oldest first. */
    months: z.array(z.object({ month: Month, cell: SatisfactionCell })),
    procedures: z.array(z.object({ code: z.string(), name: z.string(), cell: SatisfactionCell })),
    /** Key and name are null for those who have not said where they live. */
    hamlets: z.array(z.object({ key: z.string().nullable(), name: z.string().nullable(), cell: SatisfactionCell })),
    /** How many said what; null where fewer than ten did. */
    facts: z.object({ trips: Counted, trouble: Counted, extraPayment: Counted, late: Counted, apology: Counted }),
  }),
} as const satisfies Endpoint;

/** What people wrote, masked, in no order, of quarters that are told. */
export const listSatisfactionWords = {
  method: 'GET',
  path: '/desk/satisfaction/words',
  summary: 'Lời người dân viết thêm trong khảo sát hài lòng',
  query: z.strictObject({ period: Period }),
  reply: z.object({ words: z.array(z.string()) }),
  audit: 'saw',
} as const satisfies Endpoint;

const Percent = z.int('Ghi số nguyên từ 0 đến 100.').min(0, 'Từ 0 đến 100.').max(100, 'Từ 0 đến 100.');

/** How many are asked. `percent` 0 asks nobody. */
export const SatisfactionSampling = z.strictObject({
  /** Of a hundred who were served. */
  percent: Percent,
  /** Other shares for single procedures. */
  procedures: z.array(z.strictObject({ code: ProcedureCode, percent: Percent })).max(100),
  dailyMaximum: z.int('Ghi số nguyên từ 1 đến 200.').min(1, 'Từ 1 đến 200.').max(200, 'Từ 1 đến 200.'),
  /** Nobody is asked twice within so many days. */
  recontactDays: z.int('Ghi số nguyên từ 30 đến 365.').min(30, 'Từ 30 đến 365.').max(365, 'Từ 30 đến 365.'),
});
export type SatisfactionSampling = z.infer<typeof SatisfactionSampling>;

/** From which day on which criteria are not asked. */
export const SatisfactionEdition = z.object({
  validFrom: Day,
  questions: z.number(),
  off: z.array(Criterion),
  by: z.string().nullable(),
  at: Instant.nullable(),
});
export type SatisfactionEdition = z.infer<typeof SatisfactionEdition>;

export const SatisfactionSettings = z.object({
  revision: z.number(),
  sampling: SatisfactionSampling,
  /** The oldest first; the last that has begun is in force. */
  editions: z.array(SatisfactionEdition),
  /** What the lot did on the last days, the newest first. */
  draws: z.array(z.object({ day: Day, served: z.number(), reachable: z.number(), invited: z.number() })),
});
export type SatisfactionSettings = z.infer<typeof SatisfactionSettings>;

export const readSatisfactionSettings = {
  method: 'GET',
  path: '/desk/satisfaction/settings',
  summary: 'Cách lấy mẫu và câu hỏi của khảo sát hài lòng',
  reply: SatisfactionSettings,
} as const satisfies Endpoint;

const revision = z.int().min(0);

/** From the next day that is drawn. Throws `satisfaction_settings_changed`. */
export const saveSatisfactionSampling = {
  method: 'PUT',
  path: '/desk/satisfaction/settings',
  summary: 'Sửa cách lấy mẫu của khảo sát hài lòng',
  body: z.strictObject({ revision, sampling: SatisfactionSampling }),
  reply: SatisfactionSettings,
} as const satisfies Endpoint;

/** Says which criteria are asked of visits from a day on, today at the earliest; one that has not begun is replaced. Each factor keeps one at least. */
export const addSatisfactionEdition = {
  method: 'POST',
  path: '/desk/satisfaction/editions',
  summary: 'Bật, tắt tiêu chí của khảo sát hài lòng từ một ngày',
  body: z.strictObject({ revision, validFrom: Day, off: z.array(Criterion).max(40) }),
  reply: SatisfactionSettings,
} as const satisfies Endpoint;
