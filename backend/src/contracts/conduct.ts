import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Cursor, Day, Id, Instant, line, paragraph } from './primitives.js';
import { Way } from './procedures.js';

/**
 * The rules of conduct "4 xin – 4 luôn – 5 không" (plan 1.4) and the badge, as questions to somebody who was at the office. Of the five things not
 * done only the first two can be asked of a visitor; the other three are offences, and whoever saw one is shown the way to a denunciation.
 */
export const conductGroups = [
  {
    key: 'asks',
    title: '4 xin',
    lead: 'Khi làm việc với ông/bà, cán bộ có:',
    items: [
      { key: 'greeted', name: 'Xin chào', question: 'Chào hỏi không?', unsure: 'Không nhớ' },
      {
        key: 'apologised',
        name: 'Xin lỗi',
        question: 'Xin lỗi khi có điều chưa chu đáo không?',
        unsure: 'Không nhớ, hoặc không có gì phải xin lỗi',
      },
      { key: 'thanked', name: 'Xin cảm ơn', question: 'Cảm ơn không?', unsure: 'Không nhớ' },
      { key: 'excused', name: 'Xin phép', question: 'Xin phép khi để ông/bà phải chờ không?', unsure: 'Không nhớ, hoặc không phải chờ' },
    ],
  },
  {
    key: 'always',
    title: '4 luôn',
    lead: 'Cán bộ có:',
    items: [
      { key: 'smiled', name: 'Luôn mỉm cười', question: 'Tươi cười không?', unsure: 'Không nhớ' },
      { key: 'gentle', name: 'Luôn nhẹ nhàng', question: 'Nói năng nhẹ nhàng không?', unsure: 'Không nhớ' },
      { key: 'listened', name: 'Luôn lắng nghe', question: 'Lắng nghe ông/bà không?', unsure: 'Không nhớ' },
      { key: 'helped', name: 'Luôn giúp đỡ', question: 'Giúp đỡ tận tình không?', unsure: 'Không nhớ' },
    ],
  },
  {
    key: 'badge',
    title: 'Đeo thẻ',
    lead: 'Cán bộ làm việc phải đeo thẻ:',
    items: [{ key: 'badge', name: 'Đeo thẻ', question: 'Cán bộ có đeo thẻ không?', unsure: 'Không để ý' }],
  },
  {
    key: 'never',
    title: '5 không',
    lead: 'Ông/bà có gặp những điều này không?',
    items: [
      {
        key: 'overbearing',
        name: 'Cửa quyền, hách dịch, gây khó khăn, phiền hà',
        question: 'Cửa quyền, hách dịch, gây khó khăn, phiền hà?',
        unsure: 'Không nhớ',
      },
      {
        key: 'uncaring',
        name: 'Quan liêu, vô cảm, vô trách nhiệm',
        question: 'Quan liêu, vô cảm, vô trách nhiệm?',
        unsure: 'Không nhớ',
      },
    ],
  },
] as const;

/** The other three of the five: never rated, since that is what a denunciation is for (Luật Tố cáo 25/2018/QH14 Art. 2, 22). */
export const notRated = [
  'tham nhũng, lãng phí, lợi ích nhóm',
  'xu nịnh, chạy chọt, gian dối',
  'lợi dụng chức vụ, quyền hạn trong khi làm việc công',
] as const;

export const conductItemKeys = [
  'greeted',
  'apologised',
  'thanked',
  'excused',
  'smiled',
  'gentle',
  'listened',
  'helped',
  'badge',
  'overbearing',
  'uncaring',
] as const satisfies readonly (typeof conductGroups)[number]['items'][number]['key'][];
export const ConductItem = z.enum(conductItemKeys);
export type ConductItem = z.infer<typeof ConductItem>;

export const ConductAnswer = z.enum(['yes', 'no', 'unsure']);
export type ConductAnswer = z.infer<typeof ConductAnswer>;
/** What was not answered is not there. */
export const ConductAnswers = z.partialRecord(ConductItem, ConductAnswer);
export type ConductAnswers = z.infer<typeof ConductAnswers>;

/** How satisfied somebody was on the whole, in the words of the SIPAS survey. */
export const satisfactions = [
  { value: 5, name: 'Rất hài lòng' },
  { value: 4, name: 'Hài lòng' },
  { value: 3, name: 'Bình thường' },
  { value: 2, name: 'Không hài lòng' },
  { value: 1, name: 'Rất không hài lòng' },
] as const;

export const longestComment = 500;

/** `YYYY-MM`. */
export const Month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'Tháng phải có dạng NĂM-THÁNG, ví dụ 2026-12.');
export type Month = z.infer<typeof Month>;

// ---- The resident's side

/** A visit that took place and has not been rated by who booked it. */
export const OpenVisit = z.object({
  appointmentId: Id,
  plainName: z.string(),
  way: Way,
  counterName: z.string(),
  date: Day,
  /** The last day on which it may be rated. */
  rateUntil: Day,
});
export type OpenVisit = z.infer<typeof OpenVisit>;

export const listOpenVisits = {
  method: 'GET',
  path: '/conduct/open',
  summary: 'Những lần làm việc tôi có thể góp ý về thái độ phục vụ',
  reply: z.object({ visits: z.array(OpenVisit) }),
} as const satisfies Endpoint;

/** Throws `appointment_not_found`, `visit_not_seen`, `rating_too_late` or `already_rated`. */
export const readOpenVisit = {
  method: 'GET',
  path: '/conduct/open/:id',
  summary: 'Đọc một lần làm việc có thể góp ý',
  params: z.strictObject({ id: Id }),
  reply: OpenVisit,
} as const satisfies Endpoint;

/**
 * Rates a visit, once. Nothing stored says whose it is: team, way, month, answers and comment are kept, and those of one day are put away
 * together, in no order, after the day has ended. `denunciation_not_here` when the comment is a denunciation; nothing of it is kept then.
 */
export const rateVisit = {
  method: 'POST',
  path: '/conduct/ratings',
  summary: 'Góp ý về thái độ phục vụ của một lần làm việc',
  idempotent: true,
  body: z.strictObject({
    appointmentId: Id,
    overall: z.int().min(1, 'Chọn một mức.').max(5, 'Chọn một mức.'),
    answers: ConductAnswers,
    comment: paragraph(longestComment),
  }),
  reply: z.object({
    thanked: z.literal(true),
    /** True when a comment will be read by an officer before anybody else sees it. */
    commentWaits: z.boolean(),
  }),
} as const satisfies Endpoint;

/** How many said "có" of those who said "có" or "không", in whole percent; null when too few did. */
const Shares = z.record(ConductItem, z.number().nullable());

export const ConductCell = z.discriminatedUnion('state', [
  z.object({ state: z.literal('shown'), count: z.number(), overall: z.number(), shares: Shares }),
  /** Fewer than five ratings, or another number would tell those of fewer than five. */
  z.object({ state: z.literal('hidden') }),
]);
export type ConductCell = z.infer<typeof ConductCell>;

/** For everybody: only of the whole office, and only once twenty have rated it. */
export const readConductSummary = {
  method: 'GET',
  path: '/conduct/summary',
  summary: 'Thái độ phục vụ của cả Bộ phận Một cửa, 12 tháng gần nhất',
  reply: z.object({ from: Month, to: Month, atLeast: z.number(), cell: ConductCell }),
} as const satisfies Endpoint;

// ---- The officers' side

/**
 * A month by teams. Its numbers are there from the day on which nobody can rate its visits any more, so that they never move by one person's
 * answers. A hidden number can also not be had by subtraction.
 */
export const readConductResults = {
  method: 'GET',
  path: '/desk/conduct/results',
  summary: 'Kết quả góp ý về thái độ phục vụ theo tổ và theo tháng',
  query: z.strictObject({ month: Month.optional() }),
  reply: z.object({
    month: Month,
    /** The day from which the numbers of this month are shown. */
    shownFrom: Day,
    isShown: z.boolean(),
    /** Months that can be chosen, newest first. */
    months: z.array(z.object({ month: Month, isShown: z.boolean() })),
    total: ConductCell,
    teams: z.array(z.object({ key: z.string(), name: z.string(), cell: ConductCell })),
    /** Approved ones; without a team when its number is hidden. */
    comments: z.array(z.object({ id: Id, text: z.string(), teamName: z.string().nullable() })),
    atLeast: z.number(),
  }),
} as const satisfies Endpoint;

export const commentStates = ['waiting', 'approved', 'hidden'] as const;
export const CommentState = z.enum(commentStates);
export type CommentState = z.infer<typeof CommentState>;

export const ConductComment = z.object({
  id: Id,
  revision: z.number(),
  month: Month,
  teamName: z.string(),
  state: CommentState,
  /** Personal data and officers' names are masked. */
  text: z.string(),
  /** What the words may also be: a denunciation, a complaint, an emergency. */
  signs: z.array(z.string()),
  /** Whether the words as they were written are still kept. */
  hasOriginal: z.boolean(),
  history: z.array(z.object({ decision: z.enum(['approve', 'edit', 'hide']), by: z.string(), at: Instant, reason: z.string().nullable() })),
});
export type ConductComment = z.infer<typeof ConductComment>;

export const listConductComments = {
  method: 'GET',
  path: '/desk/conduct/comments',
  summary: 'Góp ý về thái độ phục vụ chờ duyệt, đã duyệt, không đăng',
  query: z.strictObject({ state: CommentState.default('waiting'), after: Cursor.optional() }),
  reply: z.object({ comments: z.array(ConductComment), next: Cursor.nullable(), waiting: z.number() }),
  audit: 'saw',
} as const satisfies Endpoint;

export const readConductOriginal = {
  method: 'GET',
  path: '/desk/conduct/comments/:id/original',
  summary: 'Đọc nguyên văn một góp ý trước khi che thông tin riêng',
  params: z.strictObject({ id: Id }),
  reply: z.object({ original: z.string() }),
  audit: 'saw',
} as const satisfies Endpoint;

const seenRevision = z.int().min(0);
/** Lets a comment through as it is or edited with a reason, or keeps it back with a reason. What was written is kept. */
export const moderateConductComment = {
  method: 'POST',
  path: '/desk/conduct/comments/:id/decisions',
  summary: 'Duyệt, sửa hoặc không đăng một góp ý',
  params: z.strictObject({ id: Id }),
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('approve'), revision: seenRevision }),
    z.strictObject({ decision: z.literal('edit'), revision: seenRevision, text: paragraph(longestComment, 1), reason: line(200, 5) }),
    z.strictObject({ decision: z.literal('hide'), revision: seenRevision, reason: line(200, 5) }),
  ]),
  reply: ConductComment,
} as const satisfies Endpoint;
