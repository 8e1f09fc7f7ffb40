import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Day, Id, Instant, Key, line, paragraph } from './primitives.js';

/**
 * What the community discusses and decides (Luật 10/2022/QH15 Art. 15–23). Binding: each household has one vote, and what passes is carried out.
 * Surveys and consultations, which only advise, are other contracts.
 */
export const decisionItems = [
  { item: 1, name: 'Chủ trương, mức đóng góp xây dựng công trình do Nhân dân đóng góp kinh phí', article: 'Điều 15 khoản 1' },
  { item: 2, name: 'Thu, chi, quản lý các khoản đóng góp, quỹ, tài sản của cộng đồng', article: 'Điều 15 khoản 2' },
  { item: 3, name: 'Hương ước, quy ước của cộng đồng dân cư', article: 'Điều 15 khoản 3' },
  { item: 4, name: 'Bầu, cho thôi làm Trưởng xóm', article: 'Điều 15 khoản 4' },
  { item: 5, name: 'Bầu, cho thôi thành viên Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng', article: 'Điều 15 khoản 5' },
  { item: 6, name: 'Việc khác trong nội bộ cộng đồng dân cư', article: 'Điều 15 khoản 6' },
] as const;
export const DecisionItem = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6)]);
export type DecisionItem = z.infer<typeof DecisionItem>;

export const DecisionScope = z.enum(['hamlet', 'commune']);
export type DecisionScope = z.infer<typeof DecisionScope>;

/** A meeting of households, ballots handed out to each household, or a vote in the Mini App (Art. 17). */
export const decisionWays = ['meeting', 'paper', 'online'] as const;
export const DecisionWay = z.enum(decisionWays);
export type DecisionWay = z.infer<typeof DecisionWay>;

/** In a meeting: by show of hands, or by secret ballot. */
export const MeetingVote = z.enum(['hands', 'ballot']);
export type MeetingVote = z.infer<typeof MeetingVote>;

export const DecisionStyle = z.enum(['agreement', 'alternatives', 'election']);
export type DecisionStyle = z.infer<typeof DecisionStyle>;

/**
 * `draft` → `announced` (question, options and the roll of households stand) → `open` → `counting` (nobody votes any more, nobody has seen a number)
 * → `closing` (two persons have closed it; the box is being opened) → `closed`. `cancelled` with a reason, before closing only.
 */
export const decisionStatuses = ['draft', 'announced', 'open', 'counting', 'closing', 'closed', 'cancelled'] as const;
export const DecisionStatus = z.enum(decisionStatuses);
export type DecisionStatus = z.infer<typeof DecisionStatus>;

/** Options of an agreement are always these three (NĐ 59/2023/NĐ-CP Art. 5(6)). */
export const agreementOptions = [
  { key: 'agree', label: 'Đồng ý' },
  { key: 'disagree', label: 'Không đồng ý' },
  { key: 'other', label: 'Ý kiến khác' },
] as const;
/** The last option of alternatives and of an election: none of those above. */
export const noneOption = { key: 'none', label: 'Không chọn phương án nào' } as const;
export const noCandidate = { key: 'none', label: 'Không bầu ai trong danh sách' } as const;

export const DecisionOption = z.object({ key: Key, label: z.string(), detail: z.string().nullable() });
export type DecisionOption = z.infer<typeof DecisionOption>;

export const Choices = z.array(Key).max(30);
export const otherOpinion = paragraph(500);

/** Numbers of one hamlet. */
export const HamletResult = z.object({
  hamletKey: z.string(),
  hamletName: z.string(),
  /** Households on the frozen roll: what shares are counted over. */
  households: z.number(),
  /** Households that took part: voted in the app, gave a ballot back, or were at a meeting that voted by hands. */
  tookPart: z.number(),
  invalid: z.number(),
  votes: z.array(z.object({ key: z.string(), count: z.number() })),
  /** At commune scope: whether this hamlet agrees by itself; otherwise null. */
  passed: z.boolean().nullable(),
});
export type HamletResult = z.infer<typeof HamletResult>;

export const DecisionOutcome = z.enum(['passed', 'partly', 'not_passed', 'tied']);
export type DecisionOutcome = z.infer<typeof DecisionOutcome>;

export const DecisionResult = z.object({
  outcome: DecisionOutcome,
  /** All households of the roll, whoever voted or not (Art. 21(1)). */
  households: z.number(),
  tookPart: z.number(),
  /** Ballots that count: in the app and on paper. */
  valid: z.number(),
  invalid: z.number(),
  /** How many households must agree, in whole numbers. */
  needed: z.number(),
  /** At commune scope: how many hamlets must agree, and do. */
  hamletsNeeded: z.number().nullable(),
  hamletsPassed: z.number().nullable(),
  rule: z.string(),
  article: z.string(),
  options: z.array(z.object({ key: z.string(), label: z.string(), count: z.number(), chosen: z.boolean() })),
  hamlets: z.array(HamletResult),
  /** One sentence for people. */
  conclusion: z.string(),
  /** What households wrote beside their choice, in no order. */
  otherOpinions: z.array(z.string()),
});
export type DecisionResult = z.infer<typeof DecisionResult>;

export const DecisionPaper = z.object({ fileId: Id, label: z.string(), url: z.string() });
export type DecisionPaper = z.infer<typeof DecisionPaper>;

export const Recognition = z.object({
  by: z.enum(['commune', 'front']),
  /** Last day for an answer: five working days from when the decision was received (Art. 21(2)); null until it was sent. */
  dueOn: Day.nullable(),
  answer: z.object({ recognised: z.boolean(), on: Day, documentNumber: z.string(), reason: z.string().nullable() }).nullable(),
});
export type Recognition = z.infer<typeof Recognition>;

// ---- The resident's side

/** What the signed-in person's household can do here, and why not. */
export const OwnHousehold = z.discriminatedUnion('state', [
  /** Nobody has linked this account to a household, or the household is of another hamlet. */
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('elsewhere'), code: z.string(), hamletName: z.string() }),
  z.object({ state: z.literal('not_representative'), code: z.string(), representativeName: z.string().nullable() }),
  z.object({ state: z.literal('may_consent'), code: z.string(), consent: z.enum(['agree', 'disagree']).nullable() }),
  z.object({ state: z.literal('waits'), code: z.string() }),
  z.object({ state: z.literal('may_vote'), code: z.string() }),
  z.object({ state: z.literal('voted'), code: z.string(), way: z.enum(['online', 'paper']) }),
  /** The vote is over and the household took no part. */
  z.object({ state: z.literal('missed'), code: z.string() }),
  z.object({ state: z.literal('took_part'), code: z.string() }),
]);
export type OwnHousehold = z.infer<typeof OwnHousehold>;

export const ResidentDecisionRow = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  status: DecisionStatus,
  way: DecisionWay,
  hamletNames: z.array(z.string()),
  opensAt: Instant.nullable(),
  closesAt: Instant.nullable(),
  household: OwnHousehold,
  outcome: DecisionOutcome.nullable(),
});
export type ResidentDecisionRow = z.infer<typeof ResidentDecisionRow>;

export const listDecisions = {
  method: 'GET',
  path: '/decisions',
  summary: 'Việc hộ gia đình bàn và quyết định: đang mở, sắp tới, đã xong',
  reply: z.object({ open: z.array(ResidentDecisionRow), past: z.array(ResidentDecisionRow) }),
} as const satisfies Endpoint;

export const ResidentDecision = ResidentDecisionRow.extend({
  item: DecisionItem,
  itemName: z.string(),
  article: z.string(),
  scope: DecisionScope,
  style: DecisionStyle,
  summary: z.string(),
  text: z.string(),
  question: z.string(),
  options: z.array(DecisionOption),
  /** In an election: how many may be chosen; 1 otherwise. */
  seats: z.number(),
  papers: z.array(DecisionPaper),
  meetingVote: MeetingVote.nullable(),
  meetings: z.array(z.object({ hamletName: z.string(), label: z.string(), day: Day, time: z.string(), place: z.string() })),
  /** What passing takes, in one sentence with its article. */
  rule: z.string(),
  /** How many households took part, of how many; live while it is open. */
  turnout: z.object({ tookPart: z.number(), households: z.number() }),
  /** Households that said yes to voting in the app, of how many; while that is asked (NĐ 59/2023 Art. 5). */
  consents: z.object({ agreed: z.number(), households: z.number(), needed: z.number() }).nullable(),
  result: DecisionResult.nullable(),
  recognition: Recognition.nullable(),
  effectiveOn: Day.nullable(),
  cancelledReason: z.string().nullable(),
  /** Where everybody reads the receipts of the box; once there are any. */
  receiptsUrl: z.string().nullable(),
});
export type ResidentDecision = z.infer<typeof ResidentDecision>;

/** Throws `decision_not_found`. */
export const readDecision = {
  method: 'GET',
  path: '/decisions/:id',
  summary: 'Đọc một việc hộ gia đình quyết định',
  params: z.strictObject({ id: Id }),
  reply: ResidentDecision,
} as const satisfies Endpoint;

/** Whether the household wants to vote in the Mini App (NĐ 59/2023 Art. 5); may be changed until the vote opens. Throws `not_representative`, `decision_not_open`. */
export const consentToOnline = {
  method: 'PUT',
  path: '/decisions/:id/consent',
  summary: 'Chọn có hay không biểu quyết qua ứng dụng',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ choice: z.enum(['agree', 'disagree']) }),
  reply: ResidentDecision,
} as const satisfies Endpoint;

/** Twenty readable characters in groups of four: proves that a vote is in the box, says nothing of what it chose. */
export const Receipt = z
  .string()
  .regex(/^[34679ACDEFGHJKMNPQRTUVWXY]{4}(-[34679ACDEFGHJKMNPQRTUVWXY]{4}){4}$/, 'Mã biên nhận không đúng dạng.');

/**
 * The household's one vote, by its representative. Throws `not_representative`, `household_unknown`, `already_voted`, `vote_closed`,
 * `decision_not_open`, `choice_invalid`. The same request again gets the same receipt.
 */
export const castVote = {
  method: 'POST',
  path: '/decisions/:id/votes',
  summary: 'Gửi phiếu biểu quyết của hộ',
  idempotent: true,
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ choices: Choices.min(1, 'Chọn một phương án.'), other: otherOpinion.default('') }),
  reply: z.object({ receipt: Receipt, householdCode: z.string(), number: z.string() }),
} as const satisfies Endpoint;

/** Whether a receipt is among those of the box; only after closing (`decision_not_open` before). Nobody needs to be signed in. */
export const checkReceipt = {
  method: 'GET',
  path: '/decisions/:id/receipts/:receipt',
  summary: 'Kiểm tra phiếu của hộ có trong hòm phiếu không',
  params: z.strictObject({ id: Id, receipt: Receipt }),
  reply: z.object({ included: z.boolean(), total: z.number() }),
} as const satisfies Endpoint;

/** Path below `/api` of the public list of receipts, one a line, sorted; after closing. */
export const receiptsPath = (id: string) => `/decisions/${id}/receipts.csv`;

export const shortLine = line(200);
