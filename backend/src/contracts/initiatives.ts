import { z } from 'zod';
import { DecisionItem, DecisionScope } from './decisions.js';
import type { Endpoint } from './endpoint.js';
import { Cursor, Day, Id, Instant, line, paragraph } from './primitives.js';

/**
 * What somebody proposes that the hamlet or the commune shall discuss and decide (Luật 10/2022/QH15 Art. 16). Households say that they agree; with
 * a tenth of them, or fewer when the Front supports it, it must be answered. An initiative decides nothing by itself: what is decided are decisions.
 *
 * `submitted` → `collecting` (checked and admitted; households sign) → `reached` → `forwarded` to the meeting, or `declined` with a public answer;
 * `refused` when it is no matter of Art. 15 or unlawful, `lapsed` when too few signed in three months.
 */
export const initiativeStates = ['submitted', 'refused', 'collecting', 'reached', 'forwarded', 'declined', 'lapsed'] as const;
export const InitiativeState = z.enum(initiativeStates);
export type InitiativeState = z.infer<typeof InitiativeState>;

export const longestTitle = 120;
export const longestWords = 2_000;
export const longestCost = 200;

/** What who proposes must say yes to: Art. 16 makes them answer for the list. */
export const listPromise =
  'Tôi chịu trách nhiệm về tính chính xác của danh sách hộ đồng thuận: không ký thay hộ khác, không ép ai, không nói sai nội dung.';

/** How many households count today, of how many there are, and how many are needed: a tenth of all, or one when the Front supports it. */
export const InitiativeProgress = z.object({ signed: z.number(), households: z.number(), needed: z.number(), isReached: z.boolean() });
export type InitiativeProgress = z.infer<typeof InitiativeProgress>;

export const AssentWay = z.enum(['app', 'paper']);
export type AssentWay = z.infer<typeof AssentWay>;

/** What the household of who asks can do here. */
export const SigningHousehold = z.discriminatedUnion('state', [
  /** No household is linked to the account. */
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('elsewhere'), code: z.string(), hamletName: z.string() }),
  z.object({ state: z.literal('not_representative'), code: z.string(), representativeName: z.string().nullable(), signed: z.boolean() }),
  z.object({ state: z.literal('may_sign'), code: z.string() }),
  z.object({ state: z.literal('signed'), code: z.string(), way: AssentWay, givenOn: Day, until: Day, counts: z.boolean() }),
]);
export type SigningHousehold = z.infer<typeof SigningHousehold>;

export const InitiativeSupport = z.object({ by: z.string(), on: Day, reason: z.string() });
export type InitiativeSupport = z.infer<typeof InitiativeSupport>;

/** `forwarded`: to which meeting, or to which decision that is already being prepared. `declined`: with the reason, for everybody to read. */
export const InitiativeAnswer = z.object({
  kind: z.enum(['forwarded', 'declined']),
  by: z.string(),
  on: Day,
  words: z.string(),
  meetingOn: Day.nullable(),
  decisionId: Id.nullable(),
});
export type InitiativeAnswer = z.infer<typeof InitiativeAnswer>;

// ---- The resident's side

export const InitiativeRow = z.object({
  id: Id,
  title: z.string(),
  scope: DecisionScope,
  /** Null at commune scope. */
  hamletName: z.string().nullable(),
  state: InitiativeState,
  mine: z.boolean(),
  /** Null before it was admitted. */
  progress: InitiativeProgress.nullable(),
  /** The last day on which households may sign; null before it was admitted. */
  until: Day.nullable(),
  signed: z.boolean(),
});
export type InitiativeRow = z.infer<typeof InitiativeRow>;

export const ProposingHousehold = z.object({
  code: z.string(),
  hamletName: z.string(),
  isRepresentative: z.boolean(),
  representativeName: z.string().nullable(),
});

/** Those of the commune and of the hamlet of who asks. `after` reads on in the past ones; the rest is then empty. */
export const listInitiatives = {
  method: 'GET',
  path: '/initiatives',
  summary: 'Sáng kiến của người dân: của tôi, đang lấy chữ ký, đã xong',
  query: z.strictObject({ after: Cursor.optional() }),
  reply: z.object({
    household: ProposingHousehold.nullable(),
    /** Working days in which a new one is looked at. */
    checkWithin: z.number(),
    mine: z.array(InitiativeRow),
    open: z.array(InitiativeRow),
    past: z.array(InitiativeRow),
    next: Cursor.nullable(),
  }),
} as const satisfies Endpoint;

/** Personal data are masked for everybody but who proposes. Of who signed there is only the number. */
export const Initiative = InitiativeRow.extend({
  what: z.string(),
  why: z.string(),
  cost: z.string().nullable(),
  /** As confirmed by who checked it; as proposed before. */
  item: z.object({ item: DecisionItem, name: z.string(), article: z.string() }).nullable(),
  /** Null once the person had their data erased. */
  proposerName: z.string().nullable(),
  submittedOn: Day,
  /** Until when it is checked. */
  checkBy: Day.nullable(),
  /** For who proposes alone. */
  refusal: z.object({ on: Day, reason: z.string() }).nullable(),
  admittedOn: Day.nullable(),
  support: InitiativeSupport.nullable(),
  reachedOn: Day.nullable(),
  answerBy: Day.nullable(),
  answer: InitiativeAnswer.nullable(),
  household: SigningHousehold,
});
export type Initiative = z.infer<typeof Initiative>;

/**
 * Proposes. Throws `household_needed` for an account without a household, `denunciation_not_here` for what is plainly a denunciation (nothing of it is
 * kept), `too_many_initiatives`.
 */
export const proposeInitiative = {
  method: 'POST',
  path: '/initiatives',
  summary: 'Đề xuất một việc để xóm hoặc xã bàn, quyết định',
  idempotent: true,
  body: z.strictObject({
    title: line(longestTitle, 10),
    what: paragraph(longestWords, 20),
    why: paragraph(longestWords, 10),
    cost: line(longestCost).nullable(),
    item: DecisionItem.nullable(),
    scope: DecisionScope,
    /** `listPromise` was accepted. */
    answersForList: z.literal(true, 'Cần đồng ý chịu trách nhiệm về danh sách.'),
  }),
  reply: Initiative,
} as const satisfies Endpoint;

const initiativePath = z.strictObject({ id: Id });

/** Throws `initiative_not_found`, also for one that is not admitted and another's. */
export const readInitiative = {
  method: 'GET',
  path: '/initiatives/:id',
  summary: 'Đọc một sáng kiến',
  params: initiativePath,
  reply: Initiative,
} as const satisfies Endpoint;

/**
 * Agrees for the household, once; again changes nothing. Throws `household_needed`, `not_representative`, `household_elsewhere`,
 * `initiative_not_open`.
 */
export const signInitiative = {
  method: 'PUT',
  path: '/initiatives/:id/assent',
  summary: 'Đồng thuận thay mặt hộ',
  params: initiativePath,
  reply: Initiative,
} as const satisfies Endpoint;

/** Takes the household's assent back, in whichever way it was given, until the initiative is forwarded. */
export const unsignInitiative = {
  method: 'DELETE',
  path: '/initiatives/:id/assent',
  summary: 'Rút lại đồng thuận của hộ',
  params: initiativePath,
  reply: Initiative,
} as const satisfies Endpoint;

// ---- The officers' side

/** What waits for a check, what is being signed, what waits for an answer, what has ended. */
export const initiativeShelves = ['to_check', 'collecting', 'to_answer', 'ended'] as const;
export const InitiativeShelf = z.enum(initiativeShelves);
export type InitiativeShelf = z.infer<typeof InitiativeShelf>;

export const DeskInitiativeRow = z.object({
  id: Id,
  title: z.string(),
  scope: DecisionScope,
  hamletName: z.string().nullable(),
  state: InitiativeState,
  proposerName: z.string().nullable(),
  submittedOn: Day,
  /** Until when somebody has to act: check, sign, answer; null when it has ended. */
  dueOn: Day.nullable(),
  /** Working days since then; 0 when there is time. */
  lateBy: z.number(),
  progress: InitiativeProgress.nullable(),
});
export type DeskInitiativeRow = z.infer<typeof DeskInitiativeRow>;

/** What is due first comes first. Whoever answers for hamlets sees theirs, and what the whole commune signs. */
export const listDeskInitiatives = {
  method: 'GET',
  path: '/desk/initiatives',
  summary: 'Sáng kiến của người dân: chờ xem, đang lấy chữ ký, chờ trả lời, đã xong',
  query: z.strictObject({ shelf: InitiativeShelf.default('to_check'), after: Cursor.optional() }),
  reply: z.object({
    initiatives: z.array(DeskInitiativeRow),
    next: Cursor.nullable(),
    counts: z.object({ to_check: z.number(), collecting: z.number(), to_answer: z.number() }),
  }),
  audit: 'saw',
} as const satisfies Endpoint;

const Words = z.object({ title: z.string(), what: z.string(), why: z.string(), cost: z.string().nullable() });

export const DeskInitiative = DeskInitiativeRow.extend({
  /** As it was written; for who only collects signatures, as everybody reads it. */
  words: Words,
  /** As everybody reads it, personal data masked. */
  shown: Words,
  householdCode: z.string().nullable(),
  saidItem: DecisionItem.nullable(),
  item: DecisionItem.nullable(),
  /** What the words may be besides: a complaint, an emergency. */
  signs: z.array(z.string()),
  check: z.object({ by: z.string(), at: Instant, admitted: z.boolean(), reason: z.string().nullable() }).nullable(),
  until: Day.nullable(),
  support: InitiativeSupport.nullable(),
  reachedOn: Day.nullable(),
  answer: InitiativeAnswer.nullable(),
  may: z.object({ check: z.boolean(), support: z.boolean(), record: z.boolean(), answer: z.boolean() }),
});
export type DeskInitiative = z.infer<typeof DeskInitiative>;

export const readDeskInitiative = {
  method: 'GET',
  path: '/desk/initiatives/:id',
  summary: 'Đọc một sáng kiến để xem xét',
  params: initiativePath,
  reply: DeskInitiative,
  audit: 'saw',
} as const satisfies Endpoint;

const reason = paragraph(1_000, 10);

/**
 * Only whether it is a matter of Art. 15 and lawful, not whether it is a good idea. A refusal is read by who proposed it, and by nobody else. Throws
 * `initiative_not_open`, `own_initiative`.
 */
export const checkInitiative = {
  method: 'POST',
  path: '/desk/initiatives/:id/check',
  summary: 'Cho lấy chữ ký, hoặc trả lại kèm lý do',
  params: initiativePath,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('admit'), item: DecisionItem }),
    z.strictObject({ decision: z.literal('refuse'), reason }),
  ]),
  reply: DeskInitiative,
} as const satisfies Endpoint;

/** The Front supports it, so that fewer than a tenth of the households are enough (Art. 16). */
export const supportInitiative = {
  method: 'POST',
  path: '/desk/initiatives/:id/support',
  summary: 'Mặt trận ủng hộ sáng kiến chưa đủ 10 % số hộ',
  params: initiativePath,
  body: z.strictObject({ reason }),
  reply: DeskInitiative,
} as const satisfies Endpoint;

/** Throws `initiative_not_open`, `own_initiative`. */
export const answerInitiative = {
  method: 'POST',
  path: '/desk/initiatives/:id/answer',
  summary: 'Đưa ra họp bàn, quyết định, hoặc trả lời không đưa ra và nêu lý do',
  params: initiativePath,
  body: z.discriminatedUnion('answer', [
    z.strictObject({
      answer: z.literal('forward'),
      /** When the households meet about it; null while that is not known. */
      meetingOn: Day.nullable(),
      decisionId: Id.nullable(),
      words: paragraph(500),
    }),
    z.strictObject({ answer: z.literal('decline'), reason }),
  ]),
  reply: DeskInitiative,
} as const satisfies Endpoint;

export const DeskAssent = z.object({
  householdId: Id,
  /** Null when the household has left the roll. */
  code: z.string().nullable(),
  headName: z.string().nullable(),
  hamletName: z.string(),
  way: AssentWay,
  givenOn: Day,
  until: Day,
  /** False when it is older than three months or the household has left the roll. */
  counts: z.boolean(),
  recordedBy: z.string().nullable(),
});
export type DeskAssent = z.infer<typeof DeskAssent>;

export const listAssents = {
  method: 'GET',
  path: '/desk/initiatives/:id/assents',
  summary: 'Danh sách hộ đã đồng thuận với một sáng kiến',
  params: initiativePath,
  query: z.strictObject({ after: Cursor.optional() }),
  reply: z.object({ assents: z.array(DeskAssent), next: Cursor.nullable() }),
  audit: 'saw',
} as const satisfies Endpoint;

/** Households that may sign, by code or name, at most twenty; it is not said which of them did. */
export const findSigningHouseholds = {
  method: 'GET',
  path: '/desk/initiatives/:id/households',
  summary: 'Tìm hộ để ghi chữ ký trên giấy',
  params: initiativePath,
  query: z.strictObject({ search: line(80) }),
  reply: z.object({
    households: z.array(
      z.object({
        householdId: Id,
        code: z.string(),
        hamletName: z.string(),
        headName: z.string(),
        representativeName: z.string().nullable(),
      }),
    ),
  }),
  audit: 'saw',
} as const satisfies Endpoint;

/** Given on paper. Throws `assent_exists`, `household_elsewhere`, `initiative_not_open`. */
export const recordAssent = {
  method: 'POST',
  path: '/desk/initiatives/:id/assents',
  summary: 'Ghi một hộ đã ký đồng thuận trên giấy',
  params: initiativePath,
  body: z.strictObject({ householdId: Id, givenOn: Day }),
  reply: DeskInitiative,
} as const satisfies Endpoint;

/** Takes back what was recorded by mistake; an assent given in the app is not for officers to remove. */
export const removeAssent = {
  method: 'DELETE',
  path: '/desk/initiatives/:id/assents/:householdId',
  summary: 'Bỏ một chữ ký trên giấy đã ghi nhầm',
  params: z.strictObject({ id: Id, householdId: Id }),
  reply: DeskInitiative,
} as const satisfies Endpoint;

/** The commune's own terms, in working days; the law sets none for the check and for the answer. Those with the latest day that has come hold. */
export const InitiativeTerms = z.strictObject({
  validFrom: Day,
  checkWithin: z.int().min(1, 'Ít nhất 1 ngày.').max(30, 'Nhiều nhất 30 ngày.'),
  answerWithin: z.int().min(1, 'Ít nhất 1 ngày.').max(30, 'Nhiều nhất 30 ngày.'),
  source: line(200),
});
export type InitiativeTerms = z.infer<typeof InitiativeTerms>;

export const readInitiativeTerms = {
  method: 'GET',
  path: '/desk/initiative-terms',
  summary: 'Thời hạn xem và trả lời sáng kiến',
  reply: z.object({ inForce: InitiativeTerms, upcoming: z.array(InitiativeTerms) }),
} as const satisfies Endpoint;

export const saveInitiativeTerms = {
  method: 'PUT',
  path: '/desk/initiative-terms',
  summary: 'Đặt thời hạn xem và trả lời sáng kiến từ một ngày',
  body: InitiativeTerms,
  reply: InitiativeTerms,
} as const satisfies Endpoint;

/** The area of what concerns every hamlet; no hamlet's key holds a star. */
export const wholeCommune = '*';
