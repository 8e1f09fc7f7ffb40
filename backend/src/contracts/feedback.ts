import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Cursor, Day, Id, Instant, Key, line } from './primitives.js';
import { ReportMedia } from './report-media.js';

/**
 * What the Mini App takes, by the law that each follows (Luật Tiếp công dân 42/2013 Art. 2, 28; NĐ 20/2008 on administrative rules; Luật 104/2016 on
 * information). Complaints and denunciations are not among them: they are valid only in writing or in person (Luật 02/2011, Luật 25/2018 Art. 22).
 */
export const reportKinds = ['reflection', 'proposal', 'procedure_feedback', 'praise', 'information_request'] as const;
export const ReportKind = z.enum(reportKinds);
export type ReportKind = z.infer<typeof ReportKind>;

/** Who sees the reporter's name: everybody, the officers who handle it, or nobody at all. */
export const privacyLevels = ['public', 'officers_only', 'anonymous'] as const;
export const PrivacyLevel = z.enum(privacyLevels);
export type PrivacyLevel = z.infer<typeof PrivacyLevel>;

export const reportStatuses = [
  'new',
  'in_progress',
  'waiting',
  'forwarded',
  'answered',
  'reopened',
  'fixed',
  'declined',
  'merged',
  'redirected',
] as const;
export const ReportStatus = z.enum(reportStatuses);
export type ReportStatus = z.infer<typeof ReportStatus>;

/** Where reports of other legal kinds are guided to. */
export const guidedKinds = ['complaint', 'denunciation'] as const;
export const GuidedKind = z.enum(guidedKinds);
export type GuidedKind = z.infer<typeof GuidedKind>;

/** What the phone drew once for a draft, and once for itself: 128 random bits. */
export const RandomMark = z.string().regex(/^[0-9a-f]{32}$/, 'Mã không đúng dạng.');

/**
 * Words a resident writes: several lines, NFC, counted in characters as people see them. `<` and `>` may stand in it, since it is only ever shown as
 * text; control characters, and marks that turn the direction of writing, are taken out.
 */
export const words = (max: number, min = 0) =>
  z
    .string()
    // A limit before anything else is done with it.
    .max(max * 8, `Không dài quá ${max} ký tự.`)
    .transform((text) =>
      text
        .normalize('NFC')
        .replace(/\r\n?/g, '\n')
        .replace(/(?![\n\t])\p{Cc}|(?![\u200d\u{e0020}-\u{e007f}])\p{Cf}/gu, '')
        .trim(),
    )
    .refine((text) => [...text].length >= min, min > 1 ? `Xin viết rõ hơn, ít nhất ${min} ký tự.` : 'Không được để trống.')
    .refine((text) => [...text].length <= max, `Không dài quá ${max} ký tự.`);

export const longestReport = 2_000;

/** Degrees (WGS 84) and metres; only with the person's consent. */
export const Location = z.strictObject({
  latitude: z.number({ error: 'Vị trí không đúng.' }).min(-90, 'Vị trí không đúng.').max(90, 'Vị trí không đúng.'),
  longitude: z.number({ error: 'Vị trí không đúng.' }).min(-180, 'Vị trí không đúng.').max(180, 'Vị trí không đúng.'),
  accuracy: z.number().min(0).max(100_000).nullable().default(null),
});
export type Location = z.infer<typeof Location>;

const place = z.strictObject({
  hamletKey: Key,
  /** "trước cổng nhà văn hóa", may be empty. */
  landmark: line(150, 0),
  location: Location.nullable(),
});

/** Signs of another legal kind that the person has been told of and says do not fit (`confirm_…`). */
export const ConfirmedSign = z.enum(['denunciation', 'complaint', 'emergency']);
export type ConfirmedSign = z.infer<typeof ConfirmedSign>;

const written = {
  kind: ReportKind,
  categoryKey: Key,
  text: words(longestReport, 10),
  place,
  /** Under which mark its media were uploaded; null when there are none. */
  draft: RandomMark.nullable(),
  mediaIds: z.array(Id).max(6, 'Tối đa 4 ảnh, 1 đoạn phim và 1 đoạn ghi âm.'),
  confirmed: z.array(ConfirmedSign).max(3).default([]),
  /** Tells phones apart for limits only; kept hashed. */
  device: RandomMark,
};

/** What the law wants to know of somebody who asks for information (Luật 104/2016 Art. 24). */
export const InformationWish = z.strictObject({
  name: line(80, 2),
  address: line(200, 5),
  form: z.enum(['electronic', 'copy', 'read_here']),
  purpose: line(300, 0),
});
export type InformationWish = z.infer<typeof InformationWish>;

export const ReportDraft = z.strictObject({
  ...written,
  privacy: z.enum(['public', 'officers_only']),
  /** The name shown, when it is not the one in the account. */
  name: line(80, 2).nullable(),
  /** Only, and then necessarily, with `information_request`. */
  information: InformationWish.nullable().default(null),
});
export type ReportDraft = z.infer<typeof ReportDraft>;
export const AnonymousReportDraft = z.strictObject({ ...written, kind: z.enum(['reflection', 'proposal', 'praise']) });
export type AnonymousReportDraft = z.infer<typeof AnonymousReportDraft>;

export const Receipt = z.object({
  id: Id,
  /** `PA-1234-5678`. */
  code: z.string(),
  filedAt: Instant,
  /** The last day on which the answer is in time; null for praise. */
  promisedOn: Day.nullable(),
});
export type Receipt = z.infer<typeof Receipt>;

/** The code is shown once; the commune keeps only its hash. */
export const AnonymousReceipt = z.object({ trackingCode: z.string(), filedAt: Instant, promisedOn: Day.nullable() });
export type AnonymousReceipt = z.infer<typeof AnonymousReceipt>;

export const ReportCategory = z.object({
  key: z.string(),
  name: z.string(),
  /** "Đường hỏng, cầu cống, đèn đường". */
  examples: z.string(),
  kind: ReportKind,
  /** Working days until the answer is due; null where none is owed. */
  workingDays: z.number().nullable(),
  /** Said when it is chosen: whom to call instead. */
  emergency: z.string().nullable(),
});
export type ReportCategory = z.infer<typeof ReportCategory>;

/** Everything the four steps need, in one round trip; the same for everybody. */
export const readReportForm = {
  method: 'GET',
  path: '/reports/form',
  summary: 'Lĩnh vực, xóm và thời hạn để gửi phản ánh, góp ý',
  reply: z.object({
    categories: z.array(ReportCategory),
    hamlets: z.array(z.object({ key: z.string(), name: z.string() })),
    hotline: z.string(),
  }),
} as const satisfies Endpoint;

export const fileReport = {
  method: 'POST',
  path: '/reports',
  summary: 'Gửi phản ánh, kiến nghị, góp ý, lời khen hoặc yêu cầu thông tin',
  body: ReportDraft,
  reply: Receipt,
  idempotent: true,
} as const satisfies Endpoint;

/** Sent without a session: nothing of the account is known. The same `Idempotency-Key` again gives the same tracking code. */
export const fileAnonymousReport = {
  method: 'POST',
  path: '/anonymous-reports',
  summary: 'Gửi phản ánh không nêu tên; mã tra cứu chỉ hiện một lần',
  body: AnonymousReportDraft,
  reply: AnonymousReceipt,
  idempotent: true,
} as const satisfies Endpoint;

export const SimilarReport = z.object({
  id: Id,
  categoryName: z.string(),
  hamletName: z.string(),
  filedOn: Day,
  /** Whole tens of metres; null when one of the two has no position. */
  metres: z.number().nullable(),
  /** How many people have said it. */
  people: z.number(),
  /** Only of what already stands on the public board. */
  excerpt: z.string().nullable(),
  thumbnailUrl: z.string().nullable(),
});
export type SimilarReport = z.infer<typeof SimilarReport>;

export const findSimilarReports = {
  method: 'POST',
  path: '/reports/similar',
  summary: 'Tìm phản ánh tương tự ở gần, trước khi gửi',
  body: z.strictObject({ categoryKey: Key, place, text: words(longestReport) }),
  reply: z.object({ similar: z.array(SimilarReport) }),
} as const satisfies Endpoint;

const ofOne = z.strictObject({ id: Id });

/** Whoever joins gets every answer; joining twice is joining once. */
export const joinReport = {
  method: 'POST',
  path: '/reports/:id/join',
  summary: 'Cùng phản ánh với người đã gửi; sẽ nhận câu trả lời',
  params: ofOne,
  reply: z.object({ people: z.number() }),
} as const satisfies Endpoint;

export const TimelineEntry = z.object({ at: Instant, text: z.string() });

export const PublishedAnswer = z.object({ text: z.string(), signedBy: z.string(), publishedAt: Instant });
export type PublishedAnswer = z.infer<typeof PublishedAnswer>;

/** A report as whoever sent it, or joined it, sees it. */
export const Report = z.object({
  id: Id,
  code: z.string(),
  kind: ReportKind,
  categoryName: z.string(),
  /** Empty to somebody who only joined, until it stands on the board. */
  text: z.string(),
  hamletName: z.string(),
  landmark: z.string(),
  hasLocation: z.boolean(),
  privacy: PrivacyLevel,
  /** As others see it; null when nobody does. */
  shownName: z.string().nullable(),
  status: ReportStatus,
  filedAt: Instant,
  promisedOn: Day.nullable(),
  /** Working days past the promised day while it is open; 0 when in time. */
  lateDays: z.number(),
  media: z.array(ReportMedia),
  timeline: z.array(TimelineEntry),
  /** What the commune asks back; the clock stands still meanwhile. */
  question: z.object({ text: z.string(), askedAt: Instant }).nullable(),
  /** The newest first. */
  answers: z.array(PublishedAnswer),
  people: z.number(),
  isMine: z.boolean(),
  onBoard: z.boolean(),
  /** Where to go instead, and why. */
  redirected: z.object({ to: GuidedKind, reason: z.string() }).nullable(),
  may: z.object({ supplement: z.boolean(), rate: z.boolean(), reopen: z.boolean(), confirmFixed: z.boolean() }),
});
export type Report = z.infer<typeof Report>;

export const ReportRow = Report.pick({
  id: true,
  code: true,
  kind: true,
  categoryName: true,
  hamletName: true,
  status: true,
  filedAt: true,
  promisedOn: true,
  lateDays: true,
  people: true,
  isMine: true,
}).extend({ excerpt: z.string(), hasNews: z.boolean() });
export type ReportRow = z.infer<typeof ReportRow>;

export const listMyReports = {
  method: 'GET',
  path: '/reports/mine',
  summary: 'Phản ánh, góp ý tôi đã gửi hoặc cùng gửi, mới nhất trước',
  query: z.strictObject({ after: Cursor.optional() }),
  reply: z.object({ reports: z.array(ReportRow), next: z.string().nullable() }),
} as const satisfies Endpoint;

export const readReport = {
  method: 'GET',
  path: '/reports/:id',
  summary: 'Theo dõi một phản ánh của tôi',
  params: ofOne,
  reply: Report,
} as const satisfies Endpoint;

/** What a resident may do with a report. Each may be repeated without doing it twice. */
export const ResidentAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('supplement'), text: words(1_000, 2), draft: RandomMark.nullable(), mediaIds: z.array(Id).max(6) }),
  /** 1 (not at all) to 5 (very) satisfied. Kept apart from the report: nobody reads who gave which. */
  z.strictObject({ act: z.literal('rate'), score: z.int().min(1).max(5), comment: words(500) }),
  z.strictObject({ act: z.literal('reopen'), reason: words(500, 5) }),
  z.strictObject({ act: z.literal('confirm_fixed') }),
]);
export type ResidentAct = z.infer<typeof ResidentAct>;

export const actOnReport = {
  method: 'POST',
  path: '/reports/:id/acts',
  summary: 'Bổ sung, đánh giá câu trả lời, mở lại, hoặc báo đã khắc phục',
  params: ofOne,
  body: z.strictObject({ action: ResidentAct }),
  reply: Report,
} as const satisfies Endpoint;

/** `XXXX-XXXX-XXXX`, as people type it. */
export const TrackingCode = z.string().trim().min(10, 'Mã tra cứu có 12 chữ và số.').max(40, 'Mã tra cứu có 12 chữ và số.');

/** A code travels in the body, so that it stands in no address and no log. Wrong ones are counted. */
export const readTrackedReport = {
  method: 'POST',
  path: '/tracked-reports',
  summary: 'Tra cứu phản ánh không nêu tên bằng mã',
  body: z.strictObject({ trackingCode: TrackingCode }),
  reply: Report,
} as const satisfies Endpoint;

export const actOnTrackedReport = {
  method: 'POST',
  path: '/tracked-reports/acts',
  summary: 'Bổ sung, đánh giá, mở lại phản ánh không nêu tên',
  body: z.strictObject({ trackingCode: TrackingCode, action: ResidentAct }),
  reply: Report,
} as const satisfies Endpoint;

const ofCheck = z.strictObject({ token: z.string().min(20).max(300) });

/** Weeks after the answer, by a token from the message that works once. */
export const readFixedCheck = {
  method: 'GET',
  path: '/report-checks/:token',
  summary: 'Câu hỏi “đã khắc phục chưa?” nhiều tuần sau khi trả lời',
  params: ofCheck,
  reply: z.object({
    code: z.string(),
    categoryName: z.string(),
    hamletName: z.string(),
    answeredOn: Day,
    state: z.enum(['open', 'used']),
  }),
} as const satisfies Endpoint;

export const answerFixedCheck = {
  method: 'POST',
  path: '/report-checks/:token',
  summary: 'Trả lời “đã khắc phục” hoặc mở lại',
  params: ofCheck,
  body: z.discriminatedUnion('fixed', [
    z.strictObject({ fixed: z.literal(true) }),
    z.strictObject({ fixed: z.literal(false), reason: words(500, 5) }),
  ]),
  reply: z.object({ status: ReportStatus }),
} as const satisfies Endpoint;
