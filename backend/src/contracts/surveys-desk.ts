import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Cursor, Day, Id, Instant, Key, line, paragraph } from './primitives.js';
import { ReportMedia } from './report-media.js';
import { Role } from './residents.js';
import { QuestionType, SurveyForm, SurveyKey } from './survey-questions.js';
import { SurveyMode } from './surveys.js';

/** Who may answer. `visitors`: whoever was served at the office between these days, both included. */
export const SurveyAudience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('commune') }),
  z.strictObject({ kind: z.literal('hamlets'), hamletKeys: z.array(Key).min(1, 'Chọn ít nhất một xóm.').max(100) }),
  z.strictObject({ kind: z.literal('roles'), roles: z.array(Role).min(1, 'Chọn ít nhất một nhóm.').max(10) }),
  z.strictObject({ kind: z.literal('visitors'), from: Day, to: Day }),
]);
export type SurveyAudience = z.infer<typeof SurveyAudience>;

const most = z.int().min(1, 'Ít nhất 1 người.').max(5_000, 'Nhiều nhất 5.000 người.');
/** How many answers are taken at most; never one more. `options`: of one question of one choice, in named and confidential surveys. */
export const SurveyQuotas = z.strictObject({
  total: most.nullable(),
  hamlets: z.array(z.strictObject({ hamletKey: Key, most })).max(100),
  options: z.strictObject({ question: SurveyKey, limits: z.array(z.strictObject({ option: SurveyKey, most })).max(51) }).nullable(),
});
export type SurveyQuotas = z.infer<typeof SurveyQuotas>;
export const noQuotas: SurveyQuotas = { total: null, hamlets: [], options: null };

const written = {
  title: line(200, 3),
  /** What it is about and what becomes of the answers. */
  intro: paragraph(2_000),
  mode: SurveyMode,
  audience: SurveyAudience,
  /** Null: at publishing. */
  opensAt: Instant.nullable(),
  closesAt: Instant.nullable(),
  quotas: SurveyQuotas,
  form: SurveyForm,
};
/** What an officer writes; it may be unfinished until it is published. */
export const SurveyDraft = z.strictObject(written);
export type SurveyDraft = z.infer<typeof SurveyDraft>;

/** `draft` → `scheduled` → `open` → `closed`; `cancelled` from anywhere before closing: then nothing of what was answered is kept. */
export const surveyStatuses = ['draft', 'scheduled', 'open', 'closed', 'cancelled'] as const;
export const SurveyStatus = z.enum(surveyStatuses);
export type SurveyStatus = z.infer<typeof SurveyStatus>;

const Signature = z.object({ name: z.string(), at: Instant });

export const SurveyRow = z.object({
  id: Id,
  title: z.string(),
  status: SurveyStatus,
  mode: SurveyMode,
  opensAt: Instant.nullable(),
  closesAt: Instant.nullable(),
  answered: z.number(),
  updatedAt: Instant,
});
export type SurveyRow = z.infer<typeof SurveyRow>;

export const Survey = z.object({
  id: Id,
  /** Grows with every change; whoever changes names the one they saw. */
  revision: z.number(),
  status: SurveyStatus,
  ...written,
  /** 0 before the first publishing. */
  version: z.number(),
  versions: z.array(z.object({ version: z.number(), by: z.string(), at: Instant, reason: z.string() })),
  /** Words of questions that were put right after publishing. */
  corrections: z.array(
    z.object({ at: Instant, by: z.string(), reason: z.string(), words: z.array(z.object({ before: z.string(), after: z.string() })) }),
  ),
  minutes: z.number(),
  answered: z.number(),
  /** Somebody answers or has answered: the questions cannot change any more. */
  locked: z.boolean(),
  /** Closed, and everything that was sent is put away: results can be read. */
  resultsReady: z.boolean(),
  author: Signature,
  published: Signature.nullable(),
  extensions: z.array(z.object({ by: z.string(), at: Instant, from: Instant, to: Instant, reason: z.string() })),
  closed: z.object({ at: Instant, by: z.string().nullable(), reason: z.string().nullable() }).nullable(),
  cancelled: Signature.extend({ reason: z.string() }).nullable(),
  copiedFrom: Id.nullable(),
  reminders: z.array(z.object({ by: z.string(), at: Instant, broadcastId: Id })),
  /** From when a reminder can be sent again; null when it can be now or not at all. */
  remindFrom: Instant.nullable(),
  disclosure: z.object({ id: Id, number: z.string(), status: z.enum(['draft', 'published', 'withdrawn']) }).nullable(),
  updatedAt: Instant,
  /** What the person asking may do with it now. */
  may: z.object({
    edit: z.boolean(),
    publish: z.boolean(),
    revise: z.boolean(),
    correct: z.boolean(),
    extend: z.boolean(),
    close: z.boolean(),
    cancel: z.boolean(),
    remind: z.boolean(),
    disclose: z.boolean(),
  }),
});
export type Survey = z.infer<typeof Survey>;

const ofOne = z.strictObject({ id: Id });
const revision = z.int().min(0);
const reason = line(300, 5);

export const listDeskSurveys = {
  method: 'GET',
  path: '/desk/surveys',
  summary: 'Danh sách khảo sát, mới nhất trước',
  query: z.strictObject({ show: z.enum(['all', 'draft', 'running', 'ended']).default('all'), after: Cursor.optional() }),
  reply: z.object({ surveys: z.array(SurveyRow), next: z.string().nullable() }),
} as const satisfies Endpoint;

export const createSurvey = {
  method: 'POST',
  path: '/desk/surveys',
  summary: 'Soạn khảo sát mới',
  body: SurveyDraft,
  reply: Survey,
  idempotent: true,
} as const satisfies Endpoint;

export const readDeskSurvey = {
  method: 'GET',
  path: '/desk/surveys/:id',
  summary: 'Đọc một khảo sát, kể cả bản nháp',
  params: ofOne,
  reply: Survey,
} as const satisfies Endpoint;

/** Throws `survey_changed` when somebody else was faster, `survey_published` once it is no draft any more. */
export const updateSurvey = {
  method: 'PUT',
  path: '/desk/surveys/:id',
  summary: 'Sửa bản nháp khảo sát',
  params: ofOne,
  body: SurveyDraft.extend({ revision }),
  reply: Survey,
} as const satisfies Endpoint;

/** A new draft with the questions and settings of this one; times and answers stay behind. */
export const copySurvey = {
  method: 'POST',
  path: '/desk/surveys/:id/copies',
  summary: 'Sao chép thành bản nháp mới',
  params: ofOne,
  body: z.strictObject({}),
  reply: Survey,
  idempotent: true,
} as const satisfies Endpoint;

/** What is wrong or worth a look; `questions` are keys, in a cycle those that form it. */
export const SurveyFinding = z.object({
  code: z.string(),
  message: z.string(),
  questions: z.array(z.string()),
});
export type SurveyFinding = z.infer<typeof SurveyFinding>;

/** `faults` stand in the way of publishing, `warnings` do not. */
export const checkSurvey = {
  method: 'GET',
  path: '/desk/surveys/:id/check',
  summary: 'Kiểm tra khảo sát trước khi phát hành',
  params: ofOne,
  reply: z.object({ faults: z.array(SurveyFinding), warnings: z.array(SurveyFinding) }),
} as const satisfies Endpoint;

/** Freezes version 1. Throws `survey_faulty` with the faults as fields, `survey_changed`, `survey_published`. */
export const publishSurvey = {
  method: 'POST',
  path: '/desk/surveys/:id/publish',
  summary: 'Phát hành khảo sát',
  params: ofOne,
  body: z.strictObject({ revision }),
  reply: Survey,
} as const satisfies Endpoint;

/** Other questions after publishing, as a new version, while nobody has answered yet: afterwards `survey_locked`. */
export const reviseSurvey = {
  method: 'POST',
  path: '/desk/surveys/:id/versions',
  summary: 'Thay câu hỏi khi chưa ai trả lời (phiên bản mới)',
  params: ofOne,
  body: z.strictObject({ revision, form: SurveyForm, reason }),
  reply: Survey,
} as const satisfies Endpoint;

/** Puts words right, nothing else: keys, types, options, conditions stay (`survey_not_a_correction`). Noted with what stood before. */
export const correctSurvey = {
  method: 'POST',
  path: '/desk/surveys/:id/corrections',
  summary: 'Sửa lỗi chữ trong khảo sát đã phát hành',
  params: ofOne,
  body: z.strictObject({ revision, form: SurveyForm, reason }),
  reply: Survey,
} as const satisfies Endpoint;

/** Closes later; sooner is only possible with `closeSurvey`. */
export const extendSurvey = {
  method: 'POST',
  path: '/desk/surveys/:id/extension',
  summary: 'Gia hạn khảo sát',
  params: ofOne,
  body: z.strictObject({ revision, closesAt: Instant, reason }),
  reply: Survey,
} as const satisfies Endpoint;

export const closeSurvey = {
  method: 'POST',
  path: '/desk/surveys/:id/close',
  summary: 'Đóng khảo sát sớm, có lý do',
  params: ofOne,
  body: z.strictObject({ revision, reason }),
  reply: Survey,
} as const satisfies Endpoint;

/** Ends it without results: what was answered is deleted. */
export const cancelSurvey = {
  method: 'POST',
  path: '/desk/surveys/:id/cancellation',
  summary: 'Hủy khảo sát; câu trả lời đã gửi bị xóa',
  params: ofOne,
  body: z.strictObject({ revision, reason }),
  reply: Survey,
} as const satisfies Endpoint;

/** A draft broadcast to the audience with a button to the survey, at most one in three days (`survey_reminded`). */
export const remindSurvey = {
  method: 'POST',
  path: '/desk/surveys/:id/reminders',
  summary: 'Soạn tin nhắc tham gia khảo sát',
  params: ofOne,
  body: z.strictObject({}),
  reply: z.object({ broadcastId: Id, survey: Survey }),
} as const satisfies Endpoint;

/** Live; counts only. */
export const readSurveyTurnout = {
  method: 'GET',
  path: '/desk/surveys/:id/turnout',
  summary: 'Số người đã trả lời, theo xóm; không có nội dung trả lời',
  params: ofOne,
  reply: z.object({
    answered: z.number(),
    /** How many may answer, when that is known. */
    audience: z.number().nullable(),
    hamlets: z.array(z.object({ key: z.string().nullable(), name: z.string(), answered: z.number() })),
    quotas: z.array(z.object({ name: z.string(), most: z.number(), taken: z.number() })),
    /** Begun and not sent. */
    drafts: z.number(),
    /** Where those who have not sent stopped; null in anonymous surveys while fewer than ten have. */
    dropOff: z.array(z.object({ question: z.string(), title: z.string(), count: z.number() })).nullable(),
  }),
} as const satisfies Endpoint;

// ---- Results

const counted = { count: z.number(), share: z.number() };
const Step = z.object({ value: z.number(), label: z.string(), ...counted });
/** Shares of those below, in and above the middle, in whole percent. */
const Diverging = z.object({ low: z.number(), middle: z.number(), high: z.number() });
const OptionCount = z.object({ key: z.string(), label: z.string(), ...counted });

/** Shares are whole percent of those who answered the question (`n`). */
export const QuestionFigures = z.discriminatedUnion('kind', [
  /** Too few answered for numbers that say nothing of anybody. */
  z.object({ kind: z.literal('hidden') }),
  z.object({ kind: z.literal('choices'), options: z.array(OptionCount) }),
  z.object({
    kind: z.literal('scale'),
    steps: z.array(Step),
    mean: z.number(),
    median: z.number(),
    diverging: Diverging,
    lowLabel: z.string(),
    highLabel: z.string(),
  }),
  z.object({
    kind: z.literal('matrix'),
    columns: z.array(z.object({ key: z.string(), label: z.string() })),
    rows: z.array(z.object({ key: z.string(), label: z.string(), n: z.number(), cells: z.array(z.object(counted)) })),
  }),
  z.object({
    kind: z.literal('number'),
    mean: z.number(),
    median: z.number(),
    unit: z.string(),
    bins: z.array(z.object({ from: z.number(), to: z.number(), ...counted })),
  }),
  z.object({ kind: z.literal('date'), months: z.array(z.object({ month: z.string(), ...counted })) }),
  /** Words that at least three different answers use. */
  z.object({ kind: z.literal('text'), themes: z.array(z.object({ words: z.string(), answers: z.number() })) }),
  z.object({
    kind: z.literal('ranking'),
    options: z.array(
      z.object({ key: z.string(), label: z.string(), meanRank: z.number().nullable(), first: z.number(), ranked: z.number() }),
    ),
  }),
  z.object({ kind: z.literal('photo'), photos: z.number() }),
  z.object({ kind: z.literal('consent'), agreed: z.number(), declined: z.number() }),
]);
export type QuestionFigures = z.infer<typeof QuestionFigures>;

export const QuestionResult = z.object({
  key: z.string(),
  title: z.string(),
  type: QuestionType,
  section: z.string(),
  /** How many answered it, and how many it was asked; null: so few that it would say what somebody answered. */
  n: z.number().nullable(),
  asked: z.number().nullable(),
  /** Free words can be read one by one (`listSurveyTexts`). */
  hasTexts: z.boolean(),
  figures: QuestionFigures,
});
export type QuestionResult = z.infer<typeof QuestionResult>;

/** Only after closing, for everybody: before that `survey_not_closed`; while answers are being put away `survey_counting`. */
export const readSurveyResults = {
  method: 'GET',
  path: '/desk/surveys/:id/results',
  summary: 'Kết quả khảo sát sau khi đóng',
  params: ofOne,
  reply: z.object({
    id: Id,
    title: z.string(),
    mode: SurveyMode,
    closedAt: Instant,
    answered: z.number(),
    audience: z.number().nullable(),
    /** Fewer than this are not broken down in confidential and anonymous surveys. */
    atLeast: z.number(),
    questions: z.array(QuestionResult),
    /** Answers by week (its Monday); null in anonymous surveys, which keep no time. */
    trend: z.array(z.object({ week: Day, count: z.number() })).nullable(),
    /** What a cross-table can be made of: questions of choices and steps, and `hamlet`. */
    crossable: z.array(z.object({ key: z.string(), title: z.string() })),
  }),
} as const satisfies Endpoint;

/** The name of the hamlets in a cross-table, beside the keys of questions. */
export const byHamlet = 'hamlet';

/** Null is hidden: fewer than ten, or it would tell them by subtraction. */
const Cell = z.number().nullable();
export const crossSurvey = {
  method: 'GET',
  path: '/desk/surveys/:id/cross',
  summary: 'Bảng chéo hai câu hỏi, hoặc câu hỏi và xóm; ô dưới 10 không hiện',
  params: ofOne,
  query: z.strictObject({ row: SurveyKey, column: SurveyKey }),
  reply: z.object({
    row: z.object({ key: z.string(), title: z.string() }),
    column: z.object({ key: z.string(), title: z.string() }),
    rows: z.array(z.object({ key: z.string(), label: z.string() })),
    columns: z.array(z.object({ key: z.string(), label: z.string() })),
    cells: z.array(z.array(Cell)),
    rowTotals: z.array(Cell),
    columnTotals: z.array(Cell),
    total: Cell,
    /** Somebody may have chosen several, so that lines add up to more than the people. */
    several: z.boolean(),
    atLeast: z.number(),
  }),
} as const satisfies Endpoint;

/** The words and photographs given to one question, masked, in no order of time. `person` only in named surveys. */
export const listSurveyTexts = {
  method: 'GET',
  path: '/desk/surveys/:id/questions/:question/texts',
  summary: 'Ý kiến bằng lời và ảnh của một câu hỏi, đã che thông tin riêng',
  audit: 'saw',
  params: z.strictObject({ id: Id, question: SurveyKey }),
  query: z.strictObject({ after: Cursor.optional() }),
  reply: z.object({
    texts: z.array(z.object({ id: Id, text: z.string(), photos: z.array(ReportMedia), person: z.string().nullable() })),
    next: z.string().nullable(),
    /** Too few answered for them to be read. */
    hidden: z.boolean(),
  }),
} as const satisfies Endpoint;

/** The results in plain words as a draft of class 11 (Luật 10/2022/QH15 Art. 11(11)); the same draft again when there is one. */
export const discloseSurvey = {
  method: 'POST',
  path: '/desk/surveys/:id/disclosure',
  summary: 'Soạn nội dung công khai kết quả khảo sát',
  params: ofOne,
  body: z.strictObject({}),
  reply: z.object({ disclosureId: Id, survey: Survey }),
} as const satisfies Endpoint;

/** Files, only after closing and written into the audit log: `GET /api/desk/surveys/<id>/<file>`. */
export const surveyFiles = ['tra-loi.xlsx', 'tra-loi.csv', 'bang-ma.csv'] as const;
