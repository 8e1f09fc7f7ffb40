import { z } from 'zod';
import { consultationForms, consultationMatters } from './consultation-matters.js';
import type { Endpoint } from './endpoint.js';
import { FileKind } from './files.js';
import { Cursor, Day, Id, paragraph } from './primitives.js';

/**
 * Asking Nhân dân before the authority decides (Luật 10/2022/QH15 Art. 25–29). It advises: what is said here is weighed and answered, and binds
 * nobody. Household decisions (Art. 15) and surveys are elsewhere.
 */
export const MatterNumber = z.int().min(1, 'Chọn một trong 9 nội dung.').max(consultationMatters.length, 'Chọn một trong 9 nội dung.');

const formKeys = consultationForms.map(({ key }) => key);
export const ConsultationForm = z.enum(formKeys as [(typeof formKeys)[number], ...(typeof formKeys)[number][]]);
export type ConsultationForm = z.infer<typeof ConsultationForm>;

/** Where an opinion came from: the Mini App, or one of the other forms, typed in by an officer. */
export const opinionChannels = ['app', ...formKeys] as const;
export const OpinionChannel = z.enum(opinionChannels);
export type OpinionChannel = z.infer<typeof OpinionChannel>;

/** The key of a paragraph of the draft; never given to another one, whatever becomes of the text. */
export const ParagraphKey = z.string().regex(/^p[1-9]\d{0,3}$/, 'Đoạn không đúng.');
export type ParagraphKey = z.infer<typeof ParagraphKey>;

export const stances = ['agree', 'disagree', 'other'] as const;
/** What somebody thinks of the draft on the whole. */
export const Stance = z.enum(stances);
export type Stance = z.infer<typeof Stance>;

/** How many said what on the whole; those of the Mini App and those that came otherwise are never added up. */
export const StanceCounts = z.object({ agree: z.number(), disagree: z.number(), other: z.number() });
export type StanceCounts = z.infer<typeof StanceCounts>;

export const longestOpinion = 1_000;
export const opinionsPerDay = 10;

export const publicStates = ['open', 'closed', 'answered', 'archived', 'withdrawn'] as const;
export const PublicState = z.enum(publicStates);
export type PublicState = z.infer<typeof PublicState>;

/** What is done with a point: taken up, in part, not; or passed on to the body that decides. */
export const pointDecisions = ['accepted', 'partly', 'rejected', 'forwarded'] as const;
export const PointDecision = z.enum(pointDecisions);
export type PointDecision = z.infer<typeof PointDecision>;

export const ChannelCount = z.object({ channel: OpinionChannel, opinions: z.number(), people: z.number() });
export type ChannelCount = z.infer<typeof ChannelCount>;

export const PublicConsultationRow = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  summary: z.string(),
  matterName: z.string(),
  state: PublicState,
  opensOn: Day,
  /** The last day on which opinions are taken. */
  closesOn: Day,
});
export type PublicConsultationRow = z.infer<typeof PublicConsultationRow>;

/** Those open now, the one that closes soonest first, and the others, newest first. */
export const listConsultations = {
  method: 'GET',
  path: '/consultations',
  summary: 'Các lần xã lấy ý kiến Nhân dân: đang lấy ý kiến, và đã kết thúc',
  query: z.strictObject({ after: Cursor.optional() }),
  reply: z.object({ open: z.array(PublicConsultationRow), past: z.array(PublicConsultationRow), next: z.string().nullable() }),
} as const satisfies Endpoint;

export const DraftPart = z.object({
  key: ParagraphKey,
  kind: z.enum(['heading', 'text']),
  text: z.string(),
  /** Null for a heading. */
  number: z.number().nullable(),
  /** Opinions that everybody may read. */
  opinions: z.number(),
});
export type DraftPart = z.infer<typeof DraftPart>;

export const Paper = z.object({ fileId: Id, label: z.string(), kind: FileKind, bytes: z.number(), url: z.string() });
export type Paper = z.infer<typeof Paper>;

/** An opinion that an officer let through. */
export const PublicOpinion = z.object({
  id: Id,
  /** Which published version it speaks of. */
  version: z.number(),
  /** Null: of the whole draft. */
  paragraph: ParagraphKey.nullable(),
  text: z.string(),
  channel: OpinionChannel,
  /** Null: "một người dân", or what came otherwise than through the Mini App. */
  name: z.string().nullable(),
  hamletName: z.string().nullable(),
  on: Day,
  /** How many said it together, where it came from a meeting or on paper. */
  people: z.number(),
  supports: z.number(),
  supported: z.boolean(),
  /** What the commune made of it; null before the synthesis is published. */
  answer: z.object({ title: z.string(), decision: PointDecision }).nullable(),
});
export type PublicOpinion = z.infer<typeof PublicOpinion>;

/** One's own, whatever became of it. */
export const OwnOpinion = PublicOpinion.pick({
  id: true,
  version: true,
  paragraph: true,
  text: true,
  name: true,
  on: true,
  answer: true,
}).extend({
  state: z.enum(['waiting', 'shown', 'hidden']),
  /** Why it is not shown, or why it was edited. */
  reason: z.string().nullable(),
  /** The reply could not say which group it fell into: it is not about the draft. */
  outside: z.boolean(),
});
export type OwnOpinion = z.infer<typeof OwnOpinion>;

export const PublicPoint = z.object({
  title: z.string(),
  decision: PointDecision,
  reason: z.string(),
  counts: z.array(ChannelCount),
});
export type PublicPoint = z.infer<typeof PublicPoint>;

/** "Chúng tôi đã nghe gì và làm gì" (Art. 28): what was heard, and what is done with it. */
export const PublicSynthesis = z.object({
  text: z.string(),
  points: z.array(PublicPoint),
  /** Opinions that were not about the draft. */
  outside: z.number(),
  counts: z.array(ChannelCount),
  publishedOn: Day,
  /** When the matter is decided above: to whom it was sent, on which day. */
  sentAbove: z.object({ to: z.string(), on: Day, documentNumber: z.string() }).nullable(),
  /** The disclosure it stands in; null for the moment it takes to make it. */
  disclosureSlug: z.string().nullable(),
});
export type PublicSynthesis = z.infer<typeof PublicSynthesis>;

const OpinionPage = z.object({ opinions: z.array(PublicOpinion), next: z.string().nullable() });

/** Everything the page shows, with what the person did themselves. */
export const Consultation = PublicConsultationRow.extend({
  version: z.number(),
  /** Later versions: why, and since when. */
  corrections: z.array(z.object({ version: z.number(), on: Day, reason: z.string() })),
  extensions: z.array(z.object({ on: Day, from: Day, to: Day, reason: z.string() })),
  parts: z.array(DraftPart),
  papers: z.array(Paper),
  forms: z.array(ConsultationForm),
  responsible: z.string(),
  decidedAbove: z.string().nullable(),
  source: z.string(),
  withdrawn: z.object({ on: Day, reason: z.string() }).nullable(),
  /** Null while opinions are taken: nobody is moved by the number. */
  stances: z.object({ app: StanceCounts, otherwise: StanceCounts }).nullable(),
  synthesis: PublicSynthesis.nullable(),
  opinions: OpinionPage,
  opinionCount: z.number(),
  mine: z.object({ stance: Stance.nullable(), opinions: z.array(OwnOpinion), leftToday: z.number() }),
});
export type Consultation = z.infer<typeof Consultation>;

const ofOne = z.strictObject({ id: Id });

export const readConsultation = {
  method: 'GET',
  path: '/consultations/:id',
  summary: 'Đọc một lần lấy ý kiến: dự thảo theo đoạn, tài liệu, ý kiến, kết quả tổng hợp',
  params: ofOne,
  reply: Consultation,
} as const satisfies Endpoint;

export const listPublicOpinions = {
  method: 'GET',
  path: '/consultations/:id/opinions',
  summary: 'Ý kiến đã đăng của một lần lấy ý kiến, mới nhất trước; có thể chỉ một đoạn',
  params: ofOne,
  query: z.strictObject({ paragraph: ParagraphKey.optional(), after: Cursor.optional() }),
  reply: OpinionPage,
} as const satisfies Endpoint;

/**
 * Throws `consultation_closed` after the last day, `consultation_changed` when a newer version was published, `opinion_limit`,
 * `denunciation_not_here` (nothing of it is kept then).
 */
export const giveOpinion = {
  method: 'POST',
  path: '/consultations/:id/opinions',
  summary: 'Gửi ý kiến về một đoạn hoặc cả dự thảo',
  params: ofOne,
  idempotent: true,
  body: z.strictObject({
    version: z.int().min(1),
    paragraph: ParagraphKey.nullable(),
    text: paragraph(longestOpinion, 3),
    /** With one's name, or as "một người dân". */
    named: z.boolean(),
    /** Whether the commune is told the hamlet. */
    tellHamlet: z.boolean(),
    /** Whether one wants a message when the commune has answered. */
    tellMe: z.boolean(),
  }),
  reply: OwnOpinion,
} as const satisfies Endpoint;

const ofOpinion = z.strictObject({ id: Id, opinionId: Id });
const Supported = z.object({ supports: z.number(), supported: z.boolean() });

export const supportOpinion = {
  method: 'PUT',
  path: '/consultations/:id/opinions/:opinionId/support',
  summary: 'Ủng hộ một ý kiến đã đăng; mỗi người một lần',
  params: ofOpinion,
  reply: Supported,
} as const satisfies Endpoint;

export const takeSupportBack = {
  method: 'DELETE',
  path: '/consultations/:id/opinions/:opinionId/support',
  summary: 'Thôi ủng hộ một ý kiến',
  params: ofOpinion,
  reply: Supported,
} as const satisfies Endpoint;

export const takeStance = {
  method: 'PUT',
  path: '/consultations/:id/stance',
  summary: 'Bày tỏ chung với dự thảo: đồng ý, không đồng ý, có ý kiến khác; đổi được đến hết hạn',
  params: ofOne,
  body: z.strictObject({ version: z.int().min(1), stance: Stance }),
  reply: z.object({ stance: Stance }),
} as const satisfies Endpoint;
