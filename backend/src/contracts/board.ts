import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { PublishedAnswer, ReportStatus } from './feedback.js';
import { Cursor, Day, Id, Key } from './primitives.js';

/** The states the public board tells apart. */
export const boardStates = ['open', 'answered', 'fixed'] as const;
export const BoardState = z.enum(boardStates);
export type BoardState = z.infer<typeof BoardState>;

/** Where, to about a hundred metres: enough to find a road, not a house. */
const roughLocation = z.object({ latitude: z.number(), longitude: z.number() });

export const BoardRow = z.object({
  id: Id,
  /** The moderated words, shortened. */
  excerpt: z.string(),
  categoryKey: z.string(),
  categoryName: z.string(),
  hamletName: z.string(),
  state: BoardState,
  filedOn: Day,
  answeredOn: Day.nullable(),
  people: z.number(),
  thumbnailUrl: z.string().nullable(),
});
export type BoardRow = z.infer<typeof BoardRow>;

const filters = {
  hamlet: Key.optional(),
  category: Key.optional(),
  state: BoardState.optional(),
};

export const listBoard = {
  method: 'GET',
  path: '/board',
  summary: 'Bảng công khai phản ánh và trả lời: lọc theo xóm, lĩnh vực, tình trạng; tìm không cần dấu',
  query: z.strictObject({ ...filters, q: z.string().trim().max(100).optional(), after: Cursor.optional() }),
  reply: z.object({ reports: z.array(BoardRow), next: z.string().nullable() }),
} as const satisfies Endpoint;

export const BoardReport = BoardRow.omit({ excerpt: true, thumbnailUrl: true }).extend({
  text: z.string(),
  location: roughLocation.nullable(),
  /** Only when the reporter chose to be named. */
  reporterName: z.string().nullable(),
  status: ReportStatus,
  pictures: z.array(z.object({ url: z.string(), thumbnailUrl: z.string(), width: z.number(), height: z.number() })),
  /** The newest first. */
  answers: z.array(PublishedAnswer),
  /** Working days it took, or has taken so far. */
  workingDays: z.number(),
});
export type BoardReport = z.infer<typeof BoardReport>;

export const readBoardReport = {
  method: 'GET',
  path: '/board/:id',
  summary: 'Đọc một phản ánh trên bảng công khai',
  params: z.strictObject({ id: Id }),
  reply: BoardReport,
} as const satisfies Endpoint;

export const readBoardMap = {
  method: 'GET',
  path: '/board-map',
  summary: 'Phản ánh trên bản đồ, tối đa 500 điểm mới nhất',
  query: z.strictObject(filters),
  reply: z.object({
    points: z.array(
      roughLocation.extend({ id: Id, categoryName: z.string(), hamletName: z.string(), state: BoardState, people: z.number() }),
    ),
    /** The office, to draw around when there is nothing else. */
    office: roughLocation.nullable(),
    /** `https://…/{z}/{x}/{y}.png`; null: drawn without a tile server. */
    tiles: z.string().nullable(),
  }),
} as const satisfies Endpoint;

export const BoardStatistic = z.object({
  /** Null: all together. */
  categoryKey: z.string().nullable(),
  categoryName: z.string(),
  received: z.number(),
  answered: z.number(),
  open: z.number(),
  overdue: z.number(),
  /** Per cent of the answered ones, whole; null when fewer than one was answered. */
  onTimePercent: z.number().nullable(),
  /** Median working days from filing to the answer; null likewise. */
  medianWorkingDays: z.number().nullable(),
  /** Mean score 1–5 of ratings, one decimal; null below five ratings. */
  satisfaction: z.number().nullable(),
});
export type BoardStatistic = z.infer<typeof BoardStatistic>;

export const readBoardStatistics = {
  method: 'GET',
  path: '/board-statistics',
  summary: 'Thống kê công khai: đúng hạn, số ngày trung vị theo lĩnh vực, 12 tháng gần nhất',
  reply: z.object({ from: Day, to: Day, all: BoardStatistic, categories: z.array(BoardStatistic) }),
} as const satisfies Endpoint;
