import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Id, Instant } from './primitives.js';
import { SurveyAnswers, SurveyForm, SurveyKey, surveyLimits } from './survey-questions.js';

/**
 * What becomes of who answered, chosen before publishing and never changed: `named` – officers read who said what; `confidential` – kept under a
 * keyed hash, officers never read who; `anonymous` – that somebody took part and what they said lie apart with nothing in common.
 */
export const surveyModes = ['named', 'confidential', 'anonymous'] as const;
export const SurveyMode = z.enum(surveyModes);
export type SurveyMode = z.infer<typeof SurveyMode>;

/** Surveys only advise: the law lets the commune listen in this way and obliges it to consider what it hears. */
export const surveyBasis = 'Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15, Điều 34 và Điều 35 khoản 2 điểm a';

/** Made at random on the phone, once for each survey with photographs: the `draft` under which they are uploaded (`uploadReportMedia`). */
export const MediaDraft = z.string().regex(/^[0-9a-f]{32}$/, 'Mã không đúng dạng.');

/** A survey that the person may answer now. */
export const OpenSurvey = z.object({
  id: Id,
  title: z.string(),
  intro: z.string(),
  mode: SurveyMode,
  minutes: z.number(),
  questions: z.number(),
  closesAt: Instant,
  state: z.enum(['new', 'draft', 'answered']),
  /** Enough have answered: nobody new can. */
  full: z.boolean(),
});
export type OpenSurvey = z.infer<typeof OpenSurvey>;

/** One that is over and whose results were made public. */
export const PublishedSurvey = z.object({
  id: Id,
  title: z.string(),
  closedAt: Instant,
  answered: z.boolean(),
  disclosureSlug: z.string(),
});
export type PublishedSurvey = z.infer<typeof PublishedSurvey>;

/** Open ones for whoever asks, the soonest to close first; then those whose results were published, newest first. */
export const listSurveys = {
  method: 'GET',
  path: '/surveys',
  summary: 'Khảo sát đang mở dành cho tôi, và khảo sát đã công bố kết quả',
  reply: z.object({ open: z.array(OpenSurvey), published: z.array(PublishedSurvey) }),
} as const satisfies Endpoint;

/**
 * When each question was last answered or taken back, in milliseconds of the phone's clock: of two phones' answers the later one stands. It lies
 * sealed with the answers, and goes with them when they are sent.
 */
export const AnswerTimes = z
  .record(SurveyKey, z.int().min(0))
  .refine((times) => Object.keys(times).length <= surveyLimits.questions, 'Có quá nhiều câu trả lời.');
export type AnswerTimes = z.infer<typeof AnswerTimes>;

/** What was answered so far, on whatever phone. */
export const SurveyDraftState = z.object({
  /** Grows with each save; 0 before the first. */
  revision: z.number(),
  answers: SurveyAnswers,
  times: AnswerTimes,
  /** The question somebody was at. */
  at: z.string().nullable(),
  mediaDraft: z.string().nullable(),
});
export type SurveyDraftState = z.infer<typeof SurveyDraftState>;

/** Where the person stands; the questions are there in `new`, `draft` and in `answered` while the answer may be changed. */
export const SurveyStanding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('new') }),
  z.object({ kind: z.literal('draft'), draft: SurveyDraftState }),
  /** `answers`: what was sent, to be changed until the survey closes; null when it cannot be (anonymous). */
  z.object({ kind: z.literal('answered'), answers: SurveyAnswers.nullable(), mediaDraft: z.string().nullable() }),
  z.object({ kind: z.literal('not_yet'), message: z.string() }),
  z.object({ kind: z.literal('full'), message: z.string() }),
  z.object({ kind: z.literal('not_for_you'), message: z.string() }),
  z.object({ kind: z.literal('closed'), message: z.string(), answered: z.boolean(), disclosureSlug: z.string().nullable() }),
]);
export type SurveyStanding = z.infer<typeof SurveyStanding>;

/** The survey, its questions and where I stand, in one. Throws `survey_not_found`. */
export const readSurvey = {
  method: 'GET',
  path: '/surveys/:id',
  summary: 'Đọc một khảo sát: câu hỏi, bản đang trả lời dở hoặc đã gửi của tôi',
  params: z.strictObject({ id: Id }),
  reply: z.object({
    id: Id,
    title: z.string(),
    intro: z.string(),
    mode: SurveyMode,
    /** One plain sentence each, to be read before the first question. */
    modeSentence: z.string(),
    audienceSentence: z.string(),
    basis: z.string(),
    minutes: z.number(),
    opensAt: Instant,
    closesAt: Instant,
    version: z.number(),
    form: SurveyForm.nullable(),
    standing: SurveyStanding,
  }),
} as const satisfies Endpoint;

const ofOne = z.strictObject({ id: Id });
const given = {
  /** The version of the questions that were answered. */
  version: z.int().min(1),
  answers: SurveyAnswers,
  mediaDraft: MediaDraft.nullable().default(null),
};

/**
 * Keeps what was answered so far. `revision` is the one that was seen: when another phone saved meanwhile, nothing is stored and `conflict` gives what
 * stands; the phone merges and saves again. Answers to questions that are not asked are left out. Throws `survey_version_changed`, `survey_closed`,
 * `survey_not_open`, `survey_not_for_you`, `survey_full`.
 */
export const saveSurveyDraft = {
  method: 'PUT',
  path: '/surveys/:id/draft',
  summary: 'Lưu phần đang trả lời dở',
  params: ofOne,
  body: z.strictObject({
    ...given,
    times: AnswerTimes.default({}),
    revision: z.int().min(0),
    at: SurveyKey.nullable().default(null),
  }),
  reply: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('saved'), revision: z.number() }),
    z.object({ kind: z.literal('conflict'), draft: SurveyDraftState }),
    /** Sent meanwhile, perhaps from another phone: there is no draft any more. */
    z.object({ kind: z.literal('answered') }),
  ]),
} as const satisfies Endpoint;

/**
 * Sends the answers, once for each person. The same request again gets the same thanks. `change` replaces what was sent before, until the survey
 * closes (not when anonymous). Throws `survey_answers_incomplete` naming each question (`body.answers.<key>`), `survey_version_changed`,
 * `survey_full`, `survey_closed`, `survey_not_open`, `survey_not_for_you`, `file_unknown`.
 */
export const sendSurvey = {
  method: 'POST',
  path: '/surveys/:id/answers',
  summary: 'Gửi câu trả lời khảo sát',
  params: ofOne,
  idempotent: true,
  body: z.strictObject({ ...given, change: z.boolean().default(false) }),
  reply: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('thanked'), changed: z.boolean(), mayChange: z.boolean() }),
    z.object({ kind: z.literal('already_answered'), mayChange: z.boolean() }),
  ]),
} as const satisfies Endpoint;
