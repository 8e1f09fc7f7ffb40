import { z } from 'zod';
import {
  Choices,
  DecisionItem,
  DecisionOption,
  DecisionOutcome,
  DecisionPaper,
  DecisionResult,
  DecisionScope,
  DecisionStatus,
  DecisionStyle,
  DecisionWay,
  MeetingVote,
  otherOpinion,
  Recognition,
} from './decisions.js';
import type { Endpoint } from './endpoint.js';
import { Cursor, Day, Id, Instant, Key, line, paragraph, TimeOfDay } from './primitives.js';

/** What a member of the team that takes opinions or counts stands for (NĐ 59/2023/NĐ-CP Art. 4, 5): one person may stand for several. */
export const teamCapacities = ['front', 'hamlet', 'household', 'technician'] as const;
export const TeamCapacity = z.enum(teamCapacities);
export type TeamCapacity = z.infer<typeof TeamCapacity>;
export const TeamMember = z.strictObject({ name: line(80, 2), capacities: z.array(TeamCapacity).min(1).max(4), head: z.boolean() });
export type TeamMember = z.infer<typeof TeamMember>;

export const noticeChannels = ['invitation', 'door_to_door', 'loudspeaker', 'phone', 'network'] as const;
export const NoticeChannel = z.enum(noticeChannels);
export type NoticeChannel = z.infer<typeof NoticeChannel>;

/** A meeting of a hamlet, or of one of its clusters (NĐ 59/2023 Art. 3: from 200 households, or scattered). */
export const Meeting = z.strictObject({
  key: Key,
  hamletKey: Key,
  /** "Cả xóm", or the cluster's name. */
  label: line(80),
  day: Day,
  time: TimeOfDay,
  place: line(160),
  presiding: line(80, 2).nullable().default(null),
  secretary: line(80, 2).nullable().default(null),
  startedAt: TimeOfDay.nullable().default(null),
  endedAt: TimeOfDay.nullable().default(null),
  /** What was said, for the minutes. */
  discussion: paragraph(4_000).default(''),
});
export type Meeting = z.infer<typeof Meeting>;

/** An election's candidate. `eligible`: who proposes says that the law's conditions are met (Art. 37, 42; NĐ 59/2023 Art. 8, 13). */
export const Candidate = z.strictObject({
  key: Key,
  name: line(80, 2),
  birthYear: z.int().min(1900).max(2100).nullable(),
  detail: line(300, 0).default(''),
  eligible: z.boolean(),
});
export type Candidate = z.infer<typeof Candidate>;

/** The meeting that agrees on who stands for head of a hamlet (NĐ 59/2023/NĐ-CP Art. 7), for the minutes of Mẫu số 05. */
export const CandidateMeeting = z
  .strictObject({
    /** "2026 – 2031"; empty: not said. */
    term: line(40, 0).default(''),
    day: Day,
    startedAt: TimeOfDay,
    endedAt: TimeOfDay,
    place: line(160),
    presiding: line(80, 2),
    secretary: line(80, 2),
    present: z.int().min(1).max(10_000),
    /** How many were asked to come; null: not counted. */
    invited: z.int().min(1).max(10_000).nullable().default(null),
    discussion: paragraph(4_000).default(''),
  })
  .refine(({ startedAt, endedAt }) => endedAt > startedAt, { path: ['endedAt'], message: 'Giờ kết thúc phải sau giờ bắt đầu.' })
  .refine(({ present, invited }) => invited === null || invited >= present, {
    path: ['invited'],
    message: 'Số người được mời không ít hơn số người có mặt.',
  });
export type CandidateMeeting = z.infer<typeof CandidateMeeting>;

const dayOrNone = Day.nullable().default(null);

/** Days on which something the law asks for was done, with its paper's number where there is one. */
export const DecisionSteps = z.strictObject({
  /** Online: reported to the commune and the Front before starting (NĐ 59/2023 Art. 5). */
  reportedOn: dayOrNone,
  reportNumber: line(60, 0).default(''),
  /** Notice of the meeting or of the ballots: when, by what ways, and whether it hangs at the hamlet's house. */
  noticeOn: dayOrNone,
  noticeChannels: z.array(NoticeChannel).max(5).default([]),
  noticePosted: z.boolean().default(false),
  /** Items 1–3: the papers reached every household (NĐ 59/2023 Art. 3). */
  documentsOn: dayOrNone,
  /** Ballots: the plan was issued, and sent to chairman and Front within two days (NĐ 59/2023 Art. 4). */
  planOn: dayOrNone,
  planSentOn: dayOrNone,
  /** Meeting by clusters: the commune approved the plan. */
  clusterPlanOn: dayOrNone,
  /** Commune scope, items 1 and 2: the chairman decided on ballots (Art. 19(1)a). */
  communeBallotOn: dayOrNone,
  /** Ballots after a meeting that lacked households (Art. 19(1)b): its day and how many came. */
  failedMeetingOn: dayOrNone,
  failedMeetingAttended: z.int().min(0).max(100_000).nullable().default(null),
  /** Item 3: the draft hung at the hamlet's house (NĐ 61/2023 Art. 9: at least 30 days). */
  draftPostedOn: dayOrNone,
  /** Election of a hamlet's head (NĐ 59/2023 Art. 6–8): the chairman's plan, the election team, the list posted, Mẫu 05 sent. */
  electionPlanOn: dayOrNone,
  electionTeamOn: dayOrNone,
  listPostedOn: dayOrNone,
  candidatesSentOn: dayOrNone,
});
export type DecisionSteps = z.infer<typeof DecisionSteps>;

const written = {
  item: DecisionItem,
  scope: DecisionScope,
  /** One at hamlet scope; empty at commune scope stands for every hamlet. */
  hamletKeys: z.array(Key).max(200),
  way: DecisionWay,
  meetingVote: MeetingVote.nullable(),
  style: DecisionStyle,
  title: line(160, 5),
  summary: paragraph(600, 10),
  text: paragraph(20_000),
  question: paragraph(500, 5),
  /** Of alternatives: at least two; empty otherwise. */
  alternatives: z.array(z.strictObject({ key: Key, label: line(160), detail: line(300, 0).default('') })).max(8),
  candidates: z.array(Candidate).max(30),
  /** Of the election of a hamlet's head; null: not written down yet. */
  candidateMeeting: CandidateMeeting.nullable().default(null),
  seats: z.int().min(1).max(20),
  papers: z.array(z.strictObject({ fileId: Id, label: line(120) })).max(10),
  meetings: z.array(Meeting).max(40),
  team: z.array(TeamMember).max(5),
  steps: DecisionSteps,
  opensAt: Instant.nullable(),
  closesAt: Instant.nullable(),
};
export const DecisionDraft = z.strictObject(written);
export type DecisionDraft = z.infer<typeof DecisionDraft>;

/** One thing the law asks for. `forbidden` cannot be mended in this way of deciding; `announce` and `open` say before which step it must be met. */
export const LegalCheck = z.object({
  key: z.string(),
  before: z.enum(['announce', 'open']),
  state: z.enum(['met', 'missing', 'forbidden']),
  requirement: z.string(),
  article: z.string(),
  /** What is missing, or by what it is met. */
  detail: z.string().nullable(),
});
export type LegalCheck = z.infer<typeof LegalCheck>;

const Signed = z.object({ name: z.string(), title: z.string().nullable(), at: Instant });
export const HistoryEntry = Signed.extend({ act: z.string(), note: z.string().nullable() });

export const Witness = z.strictObject({ name: line(80, 2), householdCode: line(24) });
export type Witness = z.infer<typeof Witness>;

/** Per hamlet: what the register says and what was typed. No choice is in it. */
export const CountState = z.object({
  hamletKey: z.string(),
  hamletName: z.string(),
  households: z.number(),
  attended: z.number(),
  issued: z.number(),
  online: z.number(),
  returned: z.number(),
  /** Paper ballots typed once, by two persons alike, and by two persons differently. */
  typedOnce: z.number(),
  agreed: z.number(),
  differing: z.number(),
  /** Meetings by hands: those of which two persons have typed the same, and others. */
  handsAgreed: z.number(),
  handsOpen: z.number(),
});
export type CountState = z.infer<typeof CountState>;

export const DeskDecisionRow = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  item: DecisionItem,
  scope: DecisionScope,
  way: DecisionWay,
  style: DecisionStyle,
  hamletNames: z.array(z.string()),
  status: DecisionStatus,
  opensAt: Instant.nullable(),
  closesAt: Instant.nullable(),
  turnout: z.object({ tookPart: z.number(), households: z.number() }),
  outcome: DecisionOutcome.nullable(),
  /** The next legal clock that runs: what, until when, and by how many working days it has passed. */
  clock: z.object({ what: z.string(), dueOn: Day, late: z.boolean(), lateDays: z.number() }).nullable(),
});
export type DeskDecisionRow = z.infer<typeof DeskDecisionRow>;

export const DeskDecision = DeskDecisionRow.extend({
  revision: z.number(),
  draft: DecisionDraft,
  options: z.array(DecisionOption),
  papers: z.array(DecisionPaper),
  /** Who says that this shall be decided (Art. 16): the hamlet's head (or the chairman) and the Front. */
  proposedBy: Signed.nullable(),
  frontAgreedBy: Signed.nullable(),
  checks: z.array(LegalCheck),
  mayAnnounce: z.boolean(),
  mayOpen: z.boolean(),
  rule: z.string(),
  consents: z.object({ agreed: z.number(), disagreed: z.number(), households: z.number(), needed: z.number() }).nullable(),
  withoutRepresentative: z.number(),
  /** Of a meeting: how many households must be there before it can decide at all; with fewer, ballots may follow (Art. 19(1)b). */
  quorum: z.object({ attended: z.number(), needed: z.number(), households: z.number(), reached: z.boolean() }).nullable(),
  counts: z.array(CountState),
  /** What keeps it from being closed, in sentences; empty when two persons may close. */
  closingFaults: z.array(z.string()),
  closing: z
    .object({
      first: Signed,
      second: Signed.nullable(),
      witnesses: z.array(z.object({ name: z.string(), householdCode: z.string() })),
      explanation: z.string(),
    })
    .nullable(),
  result: DecisionResult.nullable(),
  /** After closing (Art. 20(3), 21(2), 23). */
  sentOn: Day.nullable(),
  sendBy: Day.nullable(),
  recognition: Recognition.nullable(),
  effectiveOn: Day.nullable(),
  disclosureId: Id.nullable(),
  broadcastId: Id.nullable(),
  cancelledReason: z.string().nullable(),
  history: z.array(HistoryEntry),
});
export type DeskDecision = z.infer<typeof DeskDecision>;

const id = z.strictObject({ id: Id });
const revision = z.int().min(0);

export const listDeskDecisions = {
  method: 'GET',
  path: '/desk/decisions',
  summary: 'Việc hộ gia đình bàn và quyết định, của các xóm mình phụ trách',
  query: z.strictObject({
    show: z.enum(['going', 'ended', 'all']).default('going'),
    kind: z.enum(['all', 'decision', 'election']).default('all'),
    after: Cursor.optional(),
  }),
  reply: z.object({ decisions: z.array(DeskDecisionRow), next: Cursor.nullable() }),
} as const satisfies Endpoint;

/** The hamlets whoever asks answers for, every one for an officer of the commune; with their households as the book has them now. */
export const listDecisionHamlets = {
  method: 'GET',
  path: '/desk/decision-hamlets',
  summary: 'Các xóm mình phụ trách, với số hộ trong sổ',
  reply: z.object({ hamlets: z.array(z.object({ key: z.string(), name: z.string(), households: z.number() })) }),
} as const satisfies Endpoint;

/** Throws `hamlet_unknown`, `not_allowed` for a hamlet of somebody else. */
export const createDecision = {
  method: 'POST',
  path: '/desk/decisions',
  summary: 'Soạn một việc để hộ gia đình bàn và quyết định',
  idempotent: true,
  body: DecisionDraft,
  reply: DeskDecision,
} as const satisfies Endpoint;

export const readDeskDecision = {
  method: 'GET',
  path: '/desk/decisions/:id',
  summary: 'Đọc một việc hộ gia đình quyết định',
  params: id,
  reply: DeskDecision,
} as const satisfies Endpoint;

/**
 * While it is a draft everything may change; once announced only what is done after it: meetings, steps, team. Throws `decision_changed`,
 * `decision_frozen` naming the field.
 */
export const updateDecision = {
  method: 'PUT',
  path: '/desk/decisions/:id',
  summary: 'Sửa việc đang soạn, ghi các bước đã làm',
  params: id,
  body: z.strictObject({ revision, draft: DecisionDraft }),
  reply: DeskDecision,
} as const satisfies Endpoint;

export const DecisionAct = z.discriminatedUnion('act', [
  /** For the hamlet or the chairman: this shall be decided. */
  z.strictObject({ act: z.literal('propose') }),
  /** For the Front. */
  z.strictObject({ act: z.literal('agree') }),
  /** Freezes question, options and roll. Throws `decision_not_lawful` with the checks that fail. */
  z.strictObject({ act: z.literal('announce') }),
  /** Back to draft; roll and consents are dropped. */
  z.strictObject({ act: z.literal('withdraw_notice'), reason: line(300, 5) }),
  /** Before `opensAt` only for a meeting; online and paper open by themselves at `opensAt`, or here when it has come. */
  z.strictObject({ act: z.literal('open') }),
  /** A meeting has ended; online and paper end by themselves at `closesAt`. */
  z.strictObject({ act: z.literal('end_meeting') }),
  z.strictObject({ act: z.literal('cancel'), reason: line(300, 5) }),
  /** First of the two: names two witnesses from households of the roll. `explanation` where papers and register differ. */
  z.strictObject({
    act: z.literal('start_closing'),
    witnesses: z.array(Witness).min(2, 'Cần hai đại diện hộ chứng kiến.').max(4),
    explanation: paragraph(600).default(''),
  }),
  z.strictObject({ act: z.literal('take_back_closing'), reason: line(300, 5) }),
  /** Second of the two, somebody else; one of them stands for the Front. The box is opened. */
  z.strictObject({ act: z.literal('confirm_closing') }),
  z.strictObject({ act: z.literal('note_sent'), on: Day }),
  z.strictObject({
    act: z.literal('recognise'),
    recognised: z.boolean(),
    on: Day,
    documentNumber: line(60),
    reason: line(600, 0).default(''),
  }),
  /** Commune scope: the day from which it holds, set by the commune (Art. 21(2)). */
  z.strictObject({ act: z.literal('set_effective'), on: Day }),
  /** Makes the draft of a disclosure of the result (Art. 23), once. */
  z.strictObject({ act: z.literal('disclose') }),
  /** Makes the draft of a notice to households, once a stage. */
  z.strictObject({ act: z.literal('notify') }),
]);
export type DecisionAct = z.infer<typeof DecisionAct>;

/** Throws `decision_changed`, `decision_not_open` (not at this stage), `decision_not_lawful`, `closing_incomplete`, `closing_same_person`, `not_allowed`. */
export const actOnDecision = {
  method: 'POST',
  path: '/desk/decisions/:id/acts',
  summary: 'Thống nhất, thông báo, mở, kết thúc, kiểm phiếu, gửi, công nhận một việc hộ gia đình quyết định',
  params: id,
  body: z.strictObject({ revision, action: DecisionAct }),
  reply: DeskDecision,
} as const satisfies Endpoint;

// ---- The register of households

export const RollRow = z.object({
  householdId: Id,
  code: z.string(),
  hamletKey: z.string(),
  headName: z.string(),
  representativeName: z.string().nullable(),
  linked: z.boolean(),
  consent: z.object({ choice: z.enum(['agree', 'disagree']), way: z.enum(['online', 'paper']) }).nullable(),
  attended: z.boolean(),
  /** Which meeting they came to. */
  meetingKey: z.string().nullable(),
  issued: z.boolean(),
  /** How the household voted, never what. */
  voted: z.enum(['online', 'paper']).nullable(),
});
export type RollRow = z.infer<typeof RollRow>;

export const listRoll = {
  method: 'GET',
  path: '/desk/decisions/:id/roll',
  summary: 'Danh sách hộ của một lần biểu quyết: có mặt, nhận phiếu, đã biểu quyết bằng cách nào',
  params: id,
  query: z.strictObject({
    hamletKey: Key.optional(),
    search: line(80).optional(),
    show: z.enum(['all', 'voted', 'not_voted', 'attended', 'not_attended']).default('all'),
    after: Cursor.optional(),
  }),
  reply: z.object({ rows: z.array(RollRow), next: Cursor.nullable() }),
  audit: 'saw',
} as const satisfies Endpoint;

/**
 * Marks a household: present, ballot handed out, ballot given back (which ends its right to vote in the app), or its consent on paper. Throws
 * `already_voted` when the household has voted the other way, `decision_not_open`.
 */
export const markHousehold = {
  method: 'POST',
  path: '/desk/decisions/:id/roll/:householdId',
  summary: 'Ghi hộ có mặt, đã nhận phiếu, đã nộp phiếu',
  params: z.strictObject({ id: Id, householdId: Id }),
  body: z.discriminatedUnion('mark', [
    z.strictObject({ mark: z.literal('attended'), meetingKey: Key }),
    z.strictObject({ mark: z.literal('not_attended') }),
    z.strictObject({ mark: z.literal('issued') }),
    z.strictObject({ mark: z.literal('not_issued') }),
    z.strictObject({ mark: z.literal('returned') }),
    z.strictObject({ mark: z.literal('not_returned'), reason: line(300, 5) }),
    z.strictObject({ mark: z.literal('consent'), choice: z.enum(['agree', 'disagree']) }),
  ]),
  reply: RollRow,
} as const satisfies Endpoint;

// ---- Counting

/** The number printed on a paper ballot. */
export const Serial = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{1,6}-\d{1,6}$/, 'Số phiếu có dạng X1-0007.');

/** What stands before the number on the ballots of a hamlet, by its place on the roll, counted from 0. */
export const ballotPrefix = (place: number): string => `X${place + 1}`;

/** What one person typed of one paper ballot; the other sees only whether both are alike. */
export const TypedBallot = z.object({
  serial: z.string(),
  hamletKey: z.string(),
  state: z.enum(['once', 'agreed', 'differs']),
  mine: z.object({ valid: z.boolean(), choices: z.array(z.string()), other: z.string() }).nullable(),
});
export type TypedBallot = z.infer<typeof TypedBallot>;

export const listTyped = {
  method: 'GET',
  path: '/desk/decisions/:id/typed',
  summary: 'Phiếu giấy đã nhập, nhập một lần, hai người nhập khác nhau',
  params: id,
  query: z.strictObject({ hamletKey: Key.optional(), show: z.enum(['all', 'once', 'differs']).default('all'), after: Cursor.optional() }),
  reply: z.object({ ballots: z.array(TypedBallot), next: Cursor.nullable() }),
  audit: 'saw',
} as const satisfies Endpoint;

/** Types a paper ballot, or types one's own again. Throws `typed_by_two` when two others have, `decision_not_open`, `choice_invalid`. */
export const typeBallot = {
  method: 'PUT',
  path: '/desk/decisions/:id/typed/:serial',
  summary: 'Nhập một phiếu giấy; hai người nhập độc lập',
  params: z.strictObject({ id: Id, serial: Serial }),
  body: z.strictObject({ hamletKey: Key, valid: z.boolean(), choices: Choices, other: otherOpinion.default('') }),
  reply: TypedBallot,
} as const satisfies Endpoint;

/** Takes back one's own typing, of a number that does not exist. */
export const untypeBallot = {
  method: 'DELETE',
  path: '/desk/decisions/:id/typed/:serial',
  summary: 'Bỏ phiếu giấy mình đã nhập nhầm',
  params: z.strictObject({ id: Id, serial: Serial }),
  reply: z.object({ removed: z.boolean() }),
} as const satisfies Endpoint;

export const HandCount = z.object({
  meetingKey: z.string(),
  state: z.enum(['none', 'once', 'agreed', 'differs']),
  mine: z.array(z.object({ key: z.string(), count: z.number() })).nullable(),
});
export type HandCount = z.infer<typeof HandCount>;

export const listHandCounts = {
  method: 'GET',
  path: '/desk/decisions/:id/hands',
  summary: 'Kết quả giơ tay đã nhập của từng cuộc họp',
  params: id,
  reply: z.object({ counts: z.array(HandCount) }),
} as const satisfies Endpoint;

/** Types what a meeting's show of hands gave; two persons do so independently. Throws `choice_invalid` when more hands than households were there. */
export const typeHands = {
  method: 'PUT',
  path: '/desk/decisions/:id/hands/:meetingKey',
  summary: 'Nhập kết quả giơ tay của một cuộc họp; hai người nhập độc lập',
  params: z.strictObject({ id: Id, meetingKey: Key }),
  body: z.strictObject({
    counts: z
      .array(z.strictObject({ key: Key, count: z.int().min(0).max(100_000) }))
      .min(1)
      .max(31),
  }),
  reply: HandCount,
} as const satisfies Endpoint;

// ---- Papers

/** Which papers can be taken out, as `docx` and `pdf` (`ballots` as PDF only); `candidates` from the draft on, the others once announced or closed. */
export const paperForms = ['candidates', 'invitation', 'ballots', 'meeting-minutes', 'counting-minutes', 'decision', 'voters'] as const;
export const PaperForm = z.enum(paperForms);
export type PaperForm = z.infer<typeof PaperForm>;
/** Path below `/api`. */
export const paperPath = (decisionId: string, form: PaperForm, format: 'docx' | 'pdf') =>
  `/desk/decisions/${decisionId}/papers/${form}.${format}`;
/** Path below `/api`: every vote of the box with its nonce, in no order, for a recount; after closing. */
export const votesPath = (decisionId: string) => `/desk/decisions/${decisionId}/votes.csv`;
