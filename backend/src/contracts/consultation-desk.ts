import { z } from 'zod';
import {
  ChannelCount,
  ConsultationForm,
  longestOpinion,
  MatterNumber,
  OpinionChannel,
  Paper,
  ParagraphKey,
  PointDecision,
  Stance,
  StanceCounts,
} from './consultations.js';
import type { Endpoint } from './endpoint.js';
import { Cursor, Day, Id, Instant, Key, line, paragraph } from './primitives.js';

export const consultationStates = ['draft', 'open', 'closed', 'answered', 'archived', 'withdrawn'] as const;
export const ConsultationState = z.enum(consultationStates);
export type ConsultationState = z.infer<typeof ConsultationState>;

/** All paragraphs together: about forty pages. */
export const longestDraft = 40_000;

const Sent = z.strictObject({ on: Day, documentNumber: line(60) });

/** What an officer writes. Most may be empty until it is published; the gate says what is missing. */
const written = {
  matter: MatterNumber.nullable(),
  title: line(200, 5),
  /** Three lines in plain words. */
  summary: paragraph(400).refine((text) => text.split('\n').filter((row) => row.trim() !== '').length <= 3, 'Chỉ tối đa ba dòng.'),
  /** `key` null: a new one. */
  parts: z
    .array(z.strictObject({ key: ParagraphKey.nullable(), kind: z.enum(['heading', 'text']), text: paragraph(3_000, 1) }))
    .max(200, 'Tối đa 200 đoạn.')
    .refine((parts) => parts.reduce((sum, { text }) => sum + text.length, 0) <= longestDraft, 'Dự thảo dài quá; xin đính kèm bản đầy đủ.')
    .refine((parts) => {
      const keys = parts.flatMap(({ key }) => key ?? []);
      return new Set(keys).size === keys.length;
    }, 'Có đoạn bị lặp.'),
  papers: z.array(z.strictObject({ fileId: Id, label: line(150, 2) })).max(20),
  forms: z.array(ConsultationForm).max(8),
  /** Name and office of whoever answers for it. */
  responsible: line(150, 0),
  /** The plan went to the people's council and to the Front (Art. 28). */
  planCouncil: Sent.nullable(),
  planFront: Sent.nullable(),
  /** Those whose rights the decision touches and how they were told (Art. 27). */
  affected: paragraph(500),
  /** The body that decides when it is not the commune. */
  decidedAbove: line(150, 2).nullable(),
  /** Another law with other days. */
  special: z.strictObject({ citation: line(200, 5), days: z.int().min(1).max(365) }).nullable(),
  /** Null: as soon as the law allows. */
  closesOn: Day.nullable(),
};
export const ConsultationDraft = z.strictObject(written);
export type ConsultationDraft = z.infer<typeof ConsultationDraft>;

const Signature = z.object({ name: z.string(), at: Instant });

/** One condition for publishing, with the article that asks for it. */
export const GateCondition = z.object({ key: z.string(), words: z.string(), source: z.string(), met: z.boolean(), field: z.string() });
export type GateCondition = z.infer<typeof GateCondition>;

/** What is written as an officer sees it again. */
const Content = z.object({
  ...written,
  parts: z.array(z.object({ key: ParagraphKey, kind: z.enum(['heading', 'text']), text: z.string() })),
  papers: z.array(Paper),
});

const Point = z.object({
  key: z.string(),
  title: z.string(),
  decision: PointDecision.nullable(),
  reason: z.string(),
  counts: z.array(ChannelCount),
});
export type Point = z.infer<typeof Point>;

const Report = z.object({ on: Day, documentNumber: z.string(), note: z.string(), by: z.string() });

/** A consultation as officers see it. */
export const DeskConsultation = z.object({
  id: Id,
  /** `LYK-2026-0001`: unique, with gaps. */
  number: z.string(),
  /** Grows with every change; whoever changes names the one they saw. */
  revision: z.number(),
  state: ConsultationState,
  /** What is being written: the draft, or a correction of what is published. */
  working: z
    .object({ content: Content, reason: z.string().nullable(), written: Signature, isMine: z.boolean(), gate: z.array(GateCondition) })
    .nullable(),
  /** The earliest day on which it may close when it is published today, and how that is counted. */
  leastClosing: z.object({ day: Day, days: z.number(), source: z.string(), skipped: z.array(z.object({ day: Day, reason: z.string() })) }),
  /** What everybody reads; null before it is published. */
  current: z.object({ version: z.number(), content: Content, published: Signature, written: Signature }).nullable(),
  versions: z.array(
    z.object({ version: z.number(), opensOn: Day, closesOn: Day, title: z.string(), reason: z.string().nullable(), published: Signature }),
  ),
  opensOn: Day.nullable(),
  closesOn: Day.nullable(),
  extensions: z.array(z.object({ from: Day, to: Day, reason: z.string(), by: z.string(), at: Instant })),
  withdrawn: z.object({ reason: z.string(), by: z.string(), at: Instant }).nullable(),
  counts: z.object({ waiting: z.number(), shown: z.number(), hidden: z.number(), ungrouped: z.number(), outside: z.number() }),
  /** Let through, by where they came from. */
  channels: z.array(ChannelCount),
  stances: z.object({ app: StanceCounts, otherwise: StanceCounts }),
  synthesis: z
    .object({
      text: z.string(),
      points: z.array(Point),
      sentAbove: z.object({ on: Day, documentNumber: z.string() }).nullable(),
      written: Signature,
      isMine: z.boolean(),
    })
    .nullable(),
  synthesisGate: z.array(GateCondition),
  /** The commune's own term, not one of the law. */
  synthesisDueOn: Day.nullable(),
  isLate: z.boolean(),
  answered: Signature.nullable(),
  disclosureId: Id.nullable(),
  disclosureSlug: z.string().nullable(),
  reports: z.object({ council: Report.nullable(), front: Report.nullable() }),
  archived: Signature.nullable(),
  /** Where everybody reads it on the web; null before it is published. */
  pageUrl: z.string().nullable(),
});
export type DeskConsultation = z.infer<typeof DeskConsultation>;

export const DeskConsultationRow = DeskConsultation.pick({
  id: true,
  number: true,
  state: true,
  opensOn: true,
  closesOn: true,
  synthesisDueOn: true,
  isLate: true,
}).extend({
  title: z.string(),
  matterName: z.string().nullable(),
  /** Opinions that nobody has read yet. */
  ungrouped: z.number(),
  hasCorrection: z.boolean(),
});
export type DeskConsultationRow = z.infer<typeof DeskConsultationRow>;

export const listDeskConsultations = {
  method: 'GET',
  path: '/desk/consultations',
  summary: 'Các lần lấy ý kiến cho cán bộ, mới nhất trước',
  query: z.strictObject({ state: ConsultationState.optional(), after: Cursor.optional() }),
  reply: z.object({ consultations: z.array(DeskConsultationRow), next: z.string().nullable() }),
} as const satisfies Endpoint;

const ofOne = z.strictObject({ id: Id });
const revision = z.int().min(0);
const reason = line(300, 5);

export const readDeskConsultation = {
  method: 'GET',
  path: '/desk/consultations/:id',
  summary: 'Đọc một lần lấy ý kiến: bản đang soạn, điều kiện đăng, số ý kiến, bản tổng hợp',
  params: ofOne,
  reply: DeskConsultation,
} as const satisfies Endpoint;

export const createConsultation = {
  method: 'POST',
  path: '/desk/consultations',
  summary: 'Soạn một lần lấy ý kiến',
  idempotent: true,
  body: ConsultationDraft,
  reply: DeskConsultation,
} as const satisfies Endpoint;

/** Saves what is being written. Of something published it is a correction, which takes a reason and restarts the days once it is published. */
export const saveConsultation = {
  method: 'PUT',
  path: '/desk/consultations/:id',
  summary: 'Lưu bản đang soạn, hoặc bản sửa của nội dung đang lấy ý kiến',
  params: ofOne,
  body: z.strictObject({ ...written, revision, reason: reason.nullable() }),
  reply: DeskConsultation,
} as const satisfies Endpoint;

export const dropCorrection = {
  method: 'POST',
  path: '/desk/consultations/:id/drop-correction',
  summary: 'Bỏ bản sửa chưa đăng',
  params: ofOne,
  body: z.strictObject({ revision }),
  reply: DeskConsultation,
} as const satisfies Endpoint;

/** Throws `consultation_incomplete` with every missing condition and its article, `own_consultation` for whoever wrote it last. */
export const publishConsultation = {
  method: 'POST',
  path: '/desk/consultations/:id/publish',
  summary: 'Đăng để lấy ý kiến; người soạn sau cùng không tự đăng',
  params: ofOne,
  body: z.strictObject({ revision }),
  reply: DeskConsultation,
} as const satisfies Endpoint;

export const extendConsultation = {
  method: 'POST',
  path: '/desk/consultations/:id/extend',
  summary: 'Kéo dài hạn góp ý; không rút ngắn được',
  params: ofOne,
  body: z.strictObject({ revision, closesOn: Day, reason }),
  reply: DeskConsultation,
} as const satisfies Endpoint;

export const withdrawConsultation = {
  method: 'POST',
  path: '/desk/consultations/:id/withdraw',
  summary: 'Rút, không lấy ý kiến nữa; trang ghi lý do',
  params: ofOne,
  body: z.strictObject({ revision, reason }),
  reply: DeskConsultation,
} as const satisfies Endpoint;

/** What was sent to the people's council for its next session, and to the Front (Art. 28). */
export const noteConsultationReport = {
  method: 'POST',
  path: '/desk/consultations/:id/reports',
  summary: 'Ghi đã báo cáo Hội đồng nhân dân hoặc gửi Mặt trận',
  params: ofOne,
  body: z.strictObject({ revision, to: z.enum(['council', 'front']), on: Day, documentNumber: line(60), note: line(200, 0) }),
  reply: DeskConsultation,
} as const satisfies Endpoint;

export const archiveConsultation = {
  method: 'POST',
  path: '/desk/consultations/:id/archive',
  summary: 'Lưu hồ sơ sau khi đã công bố tổng hợp và báo cáo',
  params: ofOne,
  body: z.strictObject({ revision }),
  reply: DeskConsultation,
} as const satisfies Endpoint;

// ---- Opinions

export const opinionStates = ['waiting', 'shown', 'hidden'] as const;
export const OpinionState = z.enum(opinionStates);
export type OpinionState = z.infer<typeof OpinionState>;

/** The group of what is not about the draft. */
export const outside = 'outside';
const PointKey = z.string().regex(/^n[1-9]\d{0,3}$/, 'Nhóm ý kiến không đúng.');
const Group = z.union([PointKey, z.literal(outside)]);

export const DeskOpinion = z.object({
  id: Id,
  revision: z.number(),
  version: z.number(),
  paragraph: ParagraphKey.nullable(),
  /** "Đoạn 3" of the version it speaks of; null: the whole draft. */
  paragraphNumber: z.number().nullable(),
  channel: OpinionChannel,
  on: Day,
  people: z.number(),
  stance: Stance.nullable(),
  name: z.string().nullable(),
  hamletName: z.string().nullable(),
  state: OpinionState,
  /** Personal data is masked. */
  text: z.string(),
  signs: z.array(z.string()),
  hasOriginal: z.boolean(),
  group: Group.nullable(),
  supports: z.number(),
  note: z.string(),
  history: z.array(
    z.object({ decision: z.enum(['approve', 'edit', 'hide', 'type']), by: z.string(), at: Instant, reason: z.string().nullable() }),
  ),
});
export type DeskOpinion = z.infer<typeof DeskOpinion>;

export const listDeskOpinions = {
  method: 'GET',
  path: '/desk/consultations/:id/opinions',
  summary: 'Ý kiến của một lần lấy ý kiến, cho cán bộ duyệt và xếp nhóm, cũ nhất trước',
  params: ofOne,
  query: z.strictObject({
    state: OpinionState.optional(),
    channel: OpinionChannel.optional(),
    /** `none`: let through and in no group. */
    group: z.union([Group, z.literal('none')]).optional(),
    after: Cursor.optional(),
  }),
  reply: z.object({ opinions: z.array(DeskOpinion), next: Cursor.nullable() }),
  audit: 'saw',
} as const satisfies Endpoint;

/** What came on paper, at a meeting, by the box or the hotline. It is counted beside what was written in the Mini App and never shown as if from there. */
export const typeOpinion = {
  method: 'POST',
  path: '/desk/consultations/:id/opinions',
  summary: 'Nhập ý kiến nhận bằng giấy, tại cuộc họp, qua hòm thư, đường dây nóng',
  params: ofOne,
  idempotent: true,
  body: z.strictObject({
    channel: ConsultationForm,
    on: Day,
    text: paragraph(longestOpinion, 3),
    people: z.int().min(1, 'Ít nhất 1 người.').max(10_000, 'Tối đa 10.000 người.'),
    stance: Stance.nullable(),
    paragraph: ParagraphKey.nullable(),
    hamletKey: Key.nullable(),
    /** Where it can be found again: the minutes, the number of the letter. */
    note: line(200, 0),
  }),
  reply: DeskOpinion,
} as const satisfies Endpoint;

const ofOpinion = z.strictObject({ id: Id });

export const readOpinionOriginal = {
  method: 'GET',
  path: '/desk/consultation-opinions/:id/original',
  summary: 'Đọc nguyên văn một ý kiến trước khi che thông tin riêng',
  params: ofOpinion,
  reply: z.object({ original: z.string() }),
  audit: 'saw',
} as const satisfies Endpoint;

/** Lets an opinion through as it is or edited with a reason, or keeps it back with a reason. What was written is kept. */
export const moderateOpinion = {
  method: 'POST',
  path: '/desk/consultation-opinions/:id/decisions',
  summary: 'Cho đăng, sửa rồi cho đăng, hoặc không đăng một ý kiến',
  params: ofOpinion,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('approve'), revision }),
    z.strictObject({ decision: z.literal('edit'), revision, text: paragraph(longestOpinion, 3), reason }),
    z.strictObject({ decision: z.literal('hide'), revision, reason }),
  ]),
  reply: DeskOpinion,
} as const satisfies Endpoint;

/** Puts opinions that were let through into a group, out of one (null), or aside as not about the draft. */
export const groupOpinions = {
  method: 'POST',
  path: '/desk/consultations/:id/groups',
  summary: 'Xếp ý kiến vào nhóm, hoặc ghi là không thuộc nội dung',
  params: ofOne,
  body: z.strictObject({ opinionIds: z.array(Id).min(1).max(100), group: Group.nullable() }),
  reply: DeskConsultation,
} as const satisfies Endpoint;

// ---- What we heard and did

export const mostPoints = 40;

export const saveSynthesis = {
  method: 'PUT',
  path: '/desk/consultations/:id/synthesis',
  summary: 'Lưu bản tổng hợp: các nhóm ý kiến, tiếp thu hay không và lý do',
  params: ofOne,
  body: z.strictObject({
    revision,
    text: paragraph(3_000),
    /** In the order they are read in; `key` null: a new one. A group that holds opinions cannot be left out (`point_in_use`). */
    points: z
      .array(z.strictObject({ key: PointKey.nullable(), title: line(200, 3), decision: PointDecision.nullable(), reason: paragraph(800) }))
      .max(mostPoints),
    sentAbove: Sent.nullable(),
  }),
  reply: DeskConsultation,
} as const satisfies Endpoint;

/** Throws `synthesis_incomplete` while an opinion is unread or in no group, a point has no decision or reason; `own_consultation` for its last writer. */
export const publishSynthesis = {
  method: 'POST',
  path: '/desk/consultations/:id/synthesis/publish',
  summary: 'Công bố “Chúng tôi đã nghe gì và làm gì”; người soạn sau cùng không tự công bố',
  params: ofOne,
  body: z.strictObject({ revision }),
  reply: DeskConsultation,
} as const satisfies Endpoint;

// ---- The commune's own term

/** How many working days after closing the commune promises to publish; its own word, the law sets no number. */
export const ConsultationTerm = z.strictObject({ validFrom: Day, synthesisWorkingDays: z.int().min(1).max(60) });
export type ConsultationTerm = z.infer<typeof ConsultationTerm>;

const Terms = z.object({
  terms: z.array(ConsultationTerm),
  /** What the law asks, by the day it holds from. */
  legal: z.array(z.object({ validFrom: Day, days: z.number(), source: z.string() })),
});

export const readConsultationTerms = {
  method: 'GET',
  path: '/desk/consultation-terms',
  summary: 'Thời hạn lấy ý kiến theo luật và thời hạn tổng hợp xã tự đặt',
  reply: Terms,
} as const satisfies Endpoint;

export const saveConsultationTerm = {
  method: 'PUT',
  path: '/desk/consultation-terms',
  summary: 'Đặt thời hạn tổng hợp của xã, áp dụng từ một ngày',
  body: ConsultationTerm,
  reply: Terms,
} as const satisfies Endpoint;
