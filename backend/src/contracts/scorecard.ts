import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Period, Quarter } from './periods.js';
import { Instant, line } from './primitives.js';

export const scorecardLabel = 'Tham khảo theo Thông tư 01/2018/TT-VPCP, Điều 13–15';

export const scoreKeys = [
  'totalTime',
  'unitTime',
  'contacts',
  'agencies',
  'organisation',
  'published',
  'attitude',
  'voices',
  'online',
] as const;
export const ScoreKey = z.enum(scoreKeys);
export type ScoreKey = z.infer<typeof ScoreKey>;

/**
 * The nine criteria (TT 01/2018/TT-VPCP Art. 14). `measured`: of each visit or file, or of the unit as a whole. `typed`: the office may type the
 * quarter's number, since this system has no files whose time could be read.
 */
export const scoreCriteria = [
  {
    key: 'totalTime',
    name: 'Tổng thời gian giải quyết so với quy định',
    rule: 'Mỗi hồ sơ: sớm hạn 2 điểm, đúng hạn 1 điểm, trễ hạn 0 điểm.',
    measured: 'files',
    typed: true,
  },
  {
    key: 'unitTime',
    name: 'Thời gian thực hiện của từng cơ quan, đơn vị tham gia giải quyết',
    rule: 'Mỗi hồ sơ: sớm hạn 2 điểm, đúng hạn 1 điểm, trễ hạn 0 điểm.',
    measured: 'files',
    typed: true,
  },
  {
    key: 'contacts',
    name: 'Số lần phải liên hệ lại để hoàn thiện hồ sơ',
    rule: 'Mỗi việc: không phải liên hệ lại 2 điểm, 1 lần 1 điểm, hơn 1 lần 0 điểm.',
    measured: 'files',
    typed: false,
  },
  {
    key: 'agencies',
    name: 'Số cơ quan, đơn vị phải liên hệ để hoàn thiện hồ sơ',
    rule: 'Mỗi hồ sơ được 2, 1 hoặc 0 điểm theo số nơi phải liên hệ.',
    measured: 'files',
    typed: true,
  },
  {
    key: 'organisation',
    name: 'Tổ chức tiếp nhận, giải quyết, trả kết quả tại Bộ phận Một cửa',
    rule: 'Cả đơn vị được 2, 1 hoặc 0 điểm.',
    measured: 'unit',
    typed: true,
  },
  {
    key: 'published',
    name: 'Công khai thủ tục hành chính',
    rule: 'Cả niêm yết và điện tử 2 điểm, một trong hai 1 điểm, không có 0 điểm.',
    measured: 'unit',
    typed: false,
  },
  {
    key: 'attitude',
    name: 'Thái độ khi hướng dẫn, tiếp nhận, giải quyết',
    rule: 'Mỗi lượt: sớm và không bị phản ánh 2 điểm, đúng giờ và không bị phản ánh 1 điểm, bị phản ánh 0 điểm.',
    measured: 'files',
    typed: false,
  },
  {
    key: 'voices',
    name: 'Tiếp thu, giải trình phản ánh, kiến nghị về thủ tục',
    rule: 'Trả lời đúng hạn 100 % được 2 điểm, từ 90 % được 1 điểm, dưới 90 % được 0 điểm.',
    measured: 'unit',
    typed: false,
  },
  {
    key: 'online',
    name: 'Tiến độ, chất lượng cung cấp dịch vụ công trực tuyến',
    rule: 'Cả đơn vị được 2, 1 hoặc 0 điểm.',
    measured: 'unit',
    typed: true,
  },
] as const satisfies readonly { key: ScoreKey; name: string; rule: string; measured: 'files' | 'unit'; typed: boolean }[];

export const scoreBands = [
  { from: 15, name: 'Xuất sắc' },
  { from: 12, name: 'Tốt' },
  { from: 9, name: 'Khá' },
  { from: 6, name: 'Trung bình' },
  { from: 0, name: 'Yếu' },
] as const;

export const mostPoints = 18;

const count = z.int('Ghi số nguyên, từ 0 trở lên.').min(0, 'Ghi số nguyên, từ 0 trở lên.').max(1_000_000, 'Số quá lớn.');

/** What the office types: how many files got two points, one and none, or the points of the unit. */
export const TypedScore = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('files'), two: count, one: count, none: count }),
  z.strictObject({ kind: z.literal('unit'), points: z.union([z.literal(0), z.literal(1), z.literal(2)]) }),
]);
export type TypedScore = z.infer<typeof TypedScore>;

const Typed = z.object({
  score: TypedScore.nullable(),
  source: z.string(),
  by: z.string(),
  at: Instant,
});

export const ScorecardRow = z.object({
  key: ScoreKey,
  /** 0–2 with two decimals; null: no number is held. */
  points: z.number().nullable(),
  /** Where the points come from. */
  origin: z.enum(['computed', 'typed', 'none']),
  /** How many visits, files or reports they were computed from; null for a criterion of the unit as a whole. */
  basis: z.number().nullable(),
  /** The numbers, in sentences. */
  numbers: z.array(z.string()),
  /** What was typed for the quarter, the latest first; empty for a year. */
  typed: z.array(Typed),
  revision: z.number(),
});
export type ScorecardRow = z.infer<typeof ScorecardRow>;

/** Internal: never public, and no team is ranked. */
export const readScorecard = {
  method: 'GET',
  path: '/desk/scorecard',
  summary: 'Bộ tiêu chí 9 chỉ số của Bộ phận Một cửa theo quý, năm',
  query: z.strictObject({ period: Period.optional() }),
  reply: z.object({
    period: Period,
    periods: z.array(Period),
    /** False while the period is still running. */
    isOver: z.boolean(),
    rows: z.array(ScorecardRow),
    /** One decimal, over `criteria` of nine; null when there is none. */
    total: z.number().nullable(),
    criteria: z.number(),
    /** Only when all nine stand. */
    band: z.string().nullable(),
    teams: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        visits: z.number(),
        totalTime: z.number().nullable(),
        contacts: z.number().nullable(),
        waitMinutes: z.number().nullable(),
        workMinutes: z.number().nullable(),
      }),
    ),
  }),
} as const satisfies Endpoint;

/** Types, corrects or (with null) takes back a number of a quarter. Throws `score_not_typed`, `score_too_early`, `score_changed`. */
export const typeScore = {
  method: 'PUT',
  path: '/desk/scorecard/:quarter/:criterion',
  summary: 'Nhập số liệu của một chỉ số mà hệ thống không có',
  params: z.strictObject({ quarter: Quarter, criterion: ScoreKey }),
  body: z.strictObject({ revision: z.int().min(0), score: TypedScore.nullable(), source: line(300, 5) }),
  reply: z.object({ revision: z.number() }),
} as const satisfies Endpoint;
