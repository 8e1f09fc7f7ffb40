import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { GuidedKind, InformationWish, Location, longestReport, PrivacyLevel, ReportKind, ReportStatus, words } from './feedback.js';
import { Cursor, Day, Id, Instant, Key, line } from './primitives.js';
import { ReportMedia } from './report-media.js';

/** The lists of the inbox. Each of the first seven holds open reports only, the most urgent first; `closed` and `all` the newest first. */
export const inboxViews = ['mine', 'unassigned', 'due_today', 'overdue', 'open', 'to_approve', 'suspected', 'closed', 'all'] as const;
export const InboxView = z.enum(inboxViews);
export type InboxView = z.infer<typeof InboxView>;

export const Lateness = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('paused'), reason: z.string() }),
  z.object({ kind: z.literal('in_time'), left: z.number() }),
  z.object({ kind: z.literal('due_today') }),
  z.object({ kind: z.literal('late'), workingDays: z.number() }),
]);
export type Lateness = z.infer<typeof Lateness>;

const OfficerRef = z.object({ officerId: Id, name: z.string() });
const Signature = z.object({ name: z.string(), at: Instant });

export const AnswerState = z.enum(['none', 'draft', 'submitted', 'approved', 'published']);
export type AnswerState = z.infer<typeof AnswerState>;

/** Why a report was put aside before anybody answers it. */
export const SuspicionReason = z.enum(['repeated', 'advertising', 'gibberish', 'shouting', 'flood', 'blocked', 'possible_denunciation']);
export type SuspicionReason = z.infer<typeof SuspicionReason>;

export const DeskReportRow = z.object({
  id: Id,
  code: z.string(),
  revision: z.number(),
  kind: ReportKind,
  categoryKey: z.string(),
  categoryName: z.string(),
  hamletName: z.string(),
  excerpt: z.string(),
  status: ReportStatus,
  answerState: AnswerState,
  assignee: OfficerRef.nullable(),
  filedAt: Instant,
  dueOn: Day.nullable(),
  lateness: Lateness,
  veryOverdue: z.boolean(),
  people: z.number(),
  hasMedia: z.boolean(),
  suspicions: z.array(SuspicionReason),
});
export type DeskReportRow = z.infer<typeof DeskReportRow>;

export const listDeskReports = {
  method: 'GET',
  path: '/desk/reports',
  summary: 'Hộp phản ánh của cán bộ: đến hạn hôm nay, quá hạn, chưa giao; tìm không cần dấu',
  query: z.strictObject({
    view: InboxView.default('open'),
    category: Key.optional(),
    hamlet: Key.optional(),
    kind: ReportKind.optional(),
    officer: Id.optional(),
    q: z.string().trim().max(100).optional(),
    after: Cursor.optional(),
  }),
  reply: z.object({
    reports: z.array(DeskReportRow),
    next: z.string().nullable(),
    /** How many there are in each list that changes by the hour. */
    counts: z.object({
      mine: z.number(),
      unassigned: z.number(),
      due_today: z.number(),
      overdue: z.number(),
      open: z.number(),
      to_approve: z.number(),
      suspected: z.number(),
    }),
  }),
  audit: 'saw',
} as const satisfies Endpoint;

/** An answer on its way; what was published before stands in `answers`. */
export const AnswerDraft = z.object({
  state: AnswerState,
  text: z.string(),
  author: Signature.nullable(),
  returned: z.object({ name: z.string(), at: Instant, note: z.string() }).nullable(),
  approved: Signature.nullable(),
});
export type AnswerDraft = z.infer<typeof AnswerDraft>;

export const Board = z.object({
  state: z.enum(['none', 'published', 'hidden']),
  text: z.string(),
  pictureIds: z.array(Id),
  editedBy: Signature.nullable(),
  reason: z.string(),
});
export type Board = z.infer<typeof Board>;

/** What officers may do with it now; the screen shows nothing else. */
export const deskActs = [
  'accept',
  'assign',
  'hand_over',
  'ask',
  'resume',
  'extend',
  'forward',
  'decline',
  'reclassify',
  'note',
  'set_complexity',
  'release',
  'mark_spam',
  'publish_on_board',
  'hide_from_board',
  'write_answer',
  'approve_answer',
  'return_answer',
  'publish_answer',
  'seal',
  'block',
] as const;
export const DeskActName = z.enum(deskActs);
export type DeskActName = z.infer<typeof DeskActName>;

export const DeskReport = DeskReportRow.extend({
  text: z.string(),
  hamletKey: z.string(),
  landmark: z.string(),
  location: Location.nullable(),
  privacy: PrivacyLevel,
  /** Null for an anonymous one. */
  reporter: z.object({ name: z.string(), phone: z.string().nullable(), contact: z.enum(['official_account', 'phone', 'none']) }).nullable(),
  information: InformationWish.nullable(),
  complex: z.boolean(),
  media: z.array(ReportMedia.extend({ reviewedUrl: z.string().nullable() })),
  promisedOn: Day.nullable(),
  veryOverdueOn: Day.nullable(),
  pauses: z.array(z.object({ from: Day, to: Day.nullable(), reason: z.string() })),
  extended: z.boolean(),
  question: z.string().nullable(),
  answer: AnswerDraft,
  answers: z.array(z.object({ text: z.string(), signedBy: z.string(), publishedAt: Instant })),
  board: Board,
  mergedInto: z.object({ id: Id, code: z.string() }).nullable(),
  merged: z.array(z.object({ id: Id, code: z.string() })),
  reopened: z.number(),
  redirected: z.object({ to: GuidedKind, reason: z.string() }).nullable(),
  /** Everything that happened, the newest last; `shown`: the reporter reads it too. */
  events: z.array(z.object({ at: Instant, by: z.string(), text: z.string(), shown: z.boolean() })),
  may: z.array(DeskActName),
});
export type DeskReport = z.infer<typeof DeskReport>;

const ofOne = z.strictObject({ id: Id });
const revision = z.int().min(0);
const reason = line(300, 5);

export const readDeskReport = {
  method: 'GET',
  path: '/desk/reports/:id',
  summary: 'Đọc một phản ánh với người gửi, ảnh và mọi bước đã làm',
  params: ofOne,
  reply: DeskReport,
  audit: 'saw',
} as const satisfies Endpoint;

/** What officers do. Each names the revision it saw. */
export const DeskAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('accept') }),
  z.strictObject({ act: z.literal('assign'), officerId: Id }),
  z.strictObject({ act: z.literal('hand_over'), officerId: Id, reason }),
  /** The clock stands still until the resident writes or the officer goes on. */
  z.strictObject({ act: z.literal('ask'), question: words(500, 5) }),
  z.strictObject({ act: z.literal('resume'), reason }),
  /** Once only. */
  z.strictObject({ act: z.literal('extend'), reason }),
  z.strictObject({ act: z.literal('forward'), to: line(150, 3), reason }),
  z.strictObject({ act: z.literal('decline'), reason }),
  /** A wrong choice: another kind we take, or a complaint, which is guided. The resident is told. */
  z.strictObject({ act: z.literal('reclassify'), to: z.union([ReportKind, z.literal('complaint')]), categoryKey: Key.nullable(), reason }),
  z.strictObject({ act: z.literal('note'), text: words(1_000, 2) }),
  z.strictObject({ act: z.literal('set_complexity'), complex: z.boolean(), reason }),
  z.strictObject({ act: z.literal('release'), reason: line(300, 0) }),
  z.strictObject({ act: z.literal('mark_spam'), reason }),
  /** The words everybody reads (personal data in them is masked in any case) and which reviewed pictures. */
  z.strictObject({
    act: z.literal('publish_on_board'),
    text: words(longestReport, 10),
    pictureIds: z.array(Id).max(4),
    reason: line(300, 0),
  }),
  z.strictObject({ act: z.literal('hide_from_board'), reason }),
  z.strictObject({ act: z.literal('write_answer'), text: words(4_000, 10), submit: z.boolean() }),
  /** Never by its author. `publish`: at once. */
  z.strictObject({ act: z.literal('approve_answer'), publish: z.boolean() }),
  z.strictObject({ act: z.literal('return_answer'), note: words(500, 5) }),
  z.strictObject({ act: z.literal('publish_answer') }),
  /** Further reports of the person go aside unseen; they are not told. Days, at most a year. */
  z.strictObject({ act: z.literal('block'), days: z.int().min(1).max(365), reason }),
]);
export type DeskAct = z.infer<typeof DeskAct>;

export const actOnDeskReport = {
  method: 'POST',
  path: '/desk/reports/:id/acts',
  summary: 'Làm một bước với phản ánh: tiếp nhận, giao, hỏi lại, trả lời, duyệt, công bố…',
  params: ofOne,
  body: z.strictObject({ revision, action: DeskAct }),
  reply: DeskReport,
} as const satisfies Endpoint;

/**
 * A denunciation that came all the same: its words, pictures and reporter leave the inbox and are encrypted; from then on only the handler opens
 * them. Officers it complains of can neither be the handler nor see that it exists (Luật Tố cáo 25/2018 Art. 8, 56).
 */
export const sealReport = {
  method: 'POST',
  path: '/desk/reports/:id/seal',
  summary: 'Niêm phong nội dung tố cáo, giao cho một người duy nhất',
  params: ofOne,
  body: z.strictObject({ revision, handlerOfficerId: Id.nullable(), accusedOfficerIds: z.array(Id).max(20) }),
  reply: z.object({ petitionCode: z.string() }),
} as const satisfies Endpoint;

/** Areas as shares of the upright picture; none: the picture was looked at and shows nobody. */
export const reviewPicture = {
  method: 'POST',
  path: '/desk/reports/:id/media/:mediaId/review',
  summary: 'Che mặt người, biển số trong ảnh, hoặc ghi là đã xem và không cần che; ảnh gốc được giữ',
  params: z.strictObject({ id: Id, mediaId: Id }),
  body: z.strictObject({
    areas: z
      .array(
        z.strictObject({
          x: z.number().min(0).max(1),
          y: z.number().min(0).max(1),
          width: z.number().gt(0).max(1),
          height: z.number().gt(0).max(1),
        }),
      )
      .max(20),
  }),
  reply: DeskReport,
} as const satisfies Endpoint;

/** What would be hidden in a text before it is published. Offsets in UTF-16 code units of `text`. */
export const previewMask = {
  method: 'POST',
  path: '/desk/masks',
  summary: 'Xem trước: số điện thoại, CCCD, tài khoản, biển số sẽ được che',
  body: z.strictObject({ text: words(4_000) }),
  reply: z.object({ text: z.string(), found: z.array(z.object({ kind: z.string(), from: z.number(), to: z.number() })) }),
  audit: 'nothing',
} as const satisfies Endpoint;

const chosen = z
  .array(z.strictObject({ id: Id, revision }))
  .min(1)
  .max(100);
const ActionReply = z.object({
  /** For undoing it within ten minutes; null when nothing was done. */
  actionId: Id.nullable(),
  done: z.number(),
  /** What somebody changed meanwhile, or what may not be changed so. */
  refused: z.array(z.object({ id: Id, code: z.string(), reason: z.string() })),
});

export const assignReports = {
  method: 'POST',
  path: '/desk/report-actions/assign',
  summary: 'Giao nhiều phản ánh một lượt',
  body: z.strictObject({ reports: chosen, officerId: Id, reason: line(300, 0) }),
  reply: ActionReply,
} as const satisfies Endpoint;

export const mergeReports = {
  method: 'POST',
  path: '/desk/report-actions/merge',
  summary: 'Gộp các phản ánh về cùng một việc; mọi người gửi đều nhận câu trả lời',
  body: z.strictObject({ into: z.strictObject({ id: Id, revision }), reports: chosen, reason: line(300, 0) }),
  reply: ActionReply,
} as const satisfies Endpoint;

export const undoReportAction = {
  method: 'POST',
  path: '/desk/report-actions/:id/undo',
  summary: 'Lấy lại lần giao hoặc gộp vừa làm (trong 10 phút)',
  params: ofOne,
  reply: z.object({ undone: z.number(), kept: z.number() }),
} as const satisfies Endpoint;

export const HandlingOfficer = z.object({
  id: Id,
  name: z.string(),
  title: z.string().nullable(),
  /** May be given reports. The others are named because a denunciation may be about them, the chairman too (Luật Tố cáo 25/2018 Art. 8). */
  handles: z.boolean(),
  /** May be given sealed petitions. */
  opensPetitions: z.boolean(),
  /** Who stands in today; null when the officer is here. */
  coveredBy: z.string().nullable(),
  open: z.number(),
});
export const listHandlingOfficers = {
  method: 'GET',
  path: '/desk/report-officers',
  summary: 'Cán bộ đọc phản ánh: ai nhận xử lý, ai giữ được đơn thư, số việc đang mở',
  reply: z.object({ officers: z.array(HandlingOfficer) }),
} as const satisfies Endpoint;

export const ReportBlock = z.object({ id: Id, until: Day, reason: z.string(), by: z.string(), at: Instant, held: z.number() });
export const listReportBlocks = {
  method: 'GET',
  path: '/desk/report-blocks',
  summary: 'Những người gửi đang bị tạm để riêng',
  reply: z.object({ blocks: z.array(ReportBlock) }),
} as const satisfies Endpoint;
export const liftReportBlock = {
  method: 'DELETE',
  path: '/desk/report-blocks/:id',
  summary: 'Thôi để riêng một người gửi',
  params: ofOne,
  reply: z.object({ lifted: z.boolean() }),
} as const satisfies Endpoint;

export const leastRatings = 5;

/** How people found the answers of the last twelve months, and what they wrote beside it: never of fewer than five, never whose. */
export const listReportRatings = {
  method: 'GET',
  path: '/desk/report-ratings',
  summary: 'Mức hài lòng với câu trả lời theo lĩnh vực và lời góp ý, từ 5 lượt trở lên, không biết của ai',
  reply: z.object({
    categories: z.array(
      z.object({
        categoryKey: z.string(),
        categoryName: z.string(),
        count: z.number(),
        /** Mean of 1–5, one decimal. */
        mean: z.number(),
        /** In the order of the alphabet, which tells nothing of when they came. */
        comments: z.array(z.string()),
      }),
    ),
    /** Ratings of categories with too few of them. */
    hidden: z.number(),
  }),
  audit: 'saw',
} as const satisfies Endpoint;
