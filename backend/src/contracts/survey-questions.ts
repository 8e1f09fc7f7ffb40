import { z } from 'zod';
import { Day, Id, line, paragraph } from './primitives.js';

/** A stable name of a question, section, option, row or column; results and exports keep it when the words are corrected. */
export const SurveyKey = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Khóa chỉ gồm chữ thường không dấu, số và gạch nối.')
  .max(40, 'Không dài quá 40 ký tự.');
export type SurveyKey = z.infer<typeof SurveyKey>;

export const surveyLimits = {
  questions: 200,
  sections: 30,
  options: 50,
  rows: 20,
  columns: 10,
  shortText: 200,
  longText: 1_000,
  otherText: 200,
  photos: 4,
} as const;

// ---- Conditions

/**
 * Shown only if this holds over EARLIER answers. A question that was not answered, or is not shown, answers no to everything but `not`. `equals`
 * and `in` take the key of an option, a number, a day, or true and false of a consent; with `row`, the column chosen in that row of a matrix.
 * `includes` asks whether one of several was chosen.
 */
export type Condition =
  | { kind: 'all' | 'any'; of: Condition[] }
  | { kind: 'not'; of: Condition }
  | { kind: 'answered'; question: string }
  | { kind: 'equals'; question: string; row?: string; value: string | number | boolean }
  | { kind: 'in'; question: string; row?: string; values: (string | number)[] }
  | { kind: 'includes'; question: string; option: string }
  | { kind: 'compare'; question: string; operator: ConditionOperator; value: number | string };

export const conditionOperators = ['<', '<=', '>', '>='] as const;
export type ConditionOperator = (typeof conditionOperators)[number];

const mostConditionParts = 60;
const deepestCondition = 6;
const isKey = (value: unknown): value is string => typeof value === 'string' && SurveyKey.safeParse(value).success;
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown) => typeof value === 'string' && value.length <= 60;
const isDay = (value: unknown) => Day.safeParse(value).success;

const partsOf: Readonly<Record<string, { [field: string]: (value: unknown) => boolean }>> = {
  answered: { question: isKey },
  equals: { question: isKey, value: (value) => isText(value) || isNumber(value) || typeof value === 'boolean' },
  in: {
    question: isKey,
    values: (values) =>
      Array.isArray(values) && values.length > 0 && values.length <= 50 && values.every((value) => isText(value) || isNumber(value)),
  },
  includes: { question: isKey, option: isKey },
  compare: {
    question: isKey,
    operator: (value) => conditionOperators.some((operator) => operator === value),
    value: (value) => isNumber(value) || isDay(value),
  },
};

/** Read without recursion and within bounds, so that no nesting a client invents can hurt. */
function isCondition(condition: unknown): boolean {
  const left: { value: unknown; depth: number }[] = [{ value: condition, depth: 1 }];
  for (let count = 1; ; count += 1) {
    const next = left.pop();
    if (next === undefined) return true;
    if (count > mostConditionParts || next.depth > deepestCondition) return false;
    if (typeof next.value !== 'object' || next.value === null || Array.isArray(next.value)) return false;
    const { kind, ...rest } = next.value as Record<string, unknown>;
    const depth = next.depth + 1;
    if (kind === 'not' || kind === 'all' || kind === 'any') {
      if (Object.keys(rest).join() !== 'of') return false;
      if (kind === 'not') left.push({ value: rest.of, depth });
      else if (!Array.isArray(rest.of) || rest.of.length === 0 || rest.of.length > mostConditionParts) return false;
      else for (const value of rest.of) left.push({ value, depth });
      continue;
    }
    const fields = typeof kind === 'string' && Object.hasOwn(partsOf, kind) ? partsOf[kind] : undefined;
    if (!fields) return false;
    const { row, ...asked } = rest;
    if (row !== undefined && !((kind === 'equals' || kind === 'in') && isKey(row))) return false;
    if (Object.keys(asked).length !== Object.keys(fields).length) return false;
    if (Object.entries(fields).some(([field, fits]) => !Object.hasOwn(asked, field) || !fits(asked[field]))) return false;
  }
}
export const Condition = z.custom<Condition>(isCondition, 'Điều kiện hiện câu hỏi chưa đúng dạng hoặc quá phức tạp.');

// ---- Questions

/** Where the survey goes on instead of the next question. */
export const Jump = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('end') }),
  z.strictObject({ to: z.literal('question'), question: SurveyKey }),
]);
export type Jump = z.infer<typeof Jump>;

/** A draft may be unfinished: what is still empty is named before publishing, not while somebody writes. */
const label = line(200, 0);
/** `exclusive`: chosen alone ("Không có ý kiến nào"). `next` only says something in a question of one choice. */
export const SurveyOption = z.strictObject({
  key: SurveyKey,
  label,
  exclusive: z.boolean().default(false),
  next: Jump.nullable().default(null),
});
export type SurveyOption = z.infer<typeof SurveyOption>;
const Named = z.strictObject({ key: SurveyKey, label });

const common = {
  key: SurveyKey,
  title: line(300, 0),
  help: paragraph(500).default(''),
  required: z.boolean().default(false),
  when: Condition.nullable().default(null),
};
const options = z.array(SurveyOption).max(surveyLimits.options);

export const questionTypes = [
  'single',
  'multiple',
  'scale',
  'matrix',
  'rating',
  'number',
  'date',
  'short_text',
  'long_text',
  'ranking',
  'photo',
  'consent',
] as const;
export const QuestionType = z.enum(questionTypes);
export type QuestionType = z.infer<typeof QuestionType>;

export const Question = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('single'), options, allowOther: z.boolean().default(false) }),
  z.strictObject({
    ...common,
    type: z.literal('multiple'),
    options,
    allowOther: z.boolean().default(false),
    min: z.int().min(0).max(surveyLimits.options).default(0),
    /** Null: as many as there are. */
    max: z.int().min(1).max(surveyLimits.options).nullable().default(null),
  }),
  /** Whole numbers from `from` to `to`: 1–5 or 0–10. `labels` say what the ends mean; `allLabels` names each step, or is empty. */
  z.strictObject({
    ...common,
    type: z.literal('scale'),
    from: z.union([z.literal(0), z.literal(1)]),
    to: z.union([z.literal(5), z.literal(10)]),
    lowLabel: line(60, 0).default(''),
    highLabel: line(60, 0).default(''),
    allLabels: z.array(line(60, 0)).max(11).default([]),
  }),
  z.strictObject({
    ...common,
    type: z.literal('matrix'),
    rows: z.array(Named).max(surveyLimits.rows),
    columns: z.array(Named).max(surveyLimits.columns),
  }),
  /** Stars, 1–5. */
  z.strictObject({ ...common, type: z.literal('rating') }),
  z.strictObject({
    ...common,
    type: z.literal('number'),
    min: z.number().min(-1e12).max(1e12).nullable().default(null),
    max: z.number().min(-1e12).max(1e12).nullable().default(null),
    decimals: z.int().min(0).max(3).default(0),
    unit: line(30, 0).default(''),
  }),
  z.strictObject({ ...common, type: z.literal('date'), min: Day.nullable().default(null), max: Day.nullable().default(null) }),
  z.strictObject({ ...common, type: z.literal('short_text') }),
  z.strictObject({ ...common, type: z.literal('long_text') }),
  /** Put in order, the best first; `most` only so many of them, null all. */
  z.strictObject({
    ...common,
    type: z.literal('ranking'),
    options: z.array(Named).max(15),
    most: z.int().min(1).max(15).nullable().default(null),
  }),
  z.strictObject({ ...common, type: z.literal('photo'), max: z.int().min(1).max(surveyLimits.photos).default(1) }),
  /** A sentence to agree to; required means that only who agrees can send. */
  z.strictObject({ ...common, type: z.literal('consent'), statement: paragraph(1_000) }),
]);
export type Question = z.infer<typeof Question>;
export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>;

export const Section = z.strictObject({
  key: SurveyKey,
  /** Empty: the section has no heading. */
  title: line(200, 0).default(''),
  intro: paragraph(1_000).default(''),
  when: Condition.nullable().default(null),
  questions: z.array(Question).max(surveyLimits.questions),
});
export type Section = z.infer<typeof Section>;

/** What is asked, in the order in which it is asked. */
export const SurveyForm = z
  .strictObject({
    sections: z.array(Section).min(1, 'Cần ít nhất 1 phần.').max(surveyLimits.sections),
  })
  .refine(({ sections }) => sections.reduce((sum, { questions }) => sum + questions.length, 0) <= surveyLimits.questions, {
    path: ['sections'],
    message: `Nhiều nhất ${surveyLimits.questions} câu hỏi.`,
  });
export type SurveyForm = z.infer<typeof SurveyForm>;

// ---- Answers

const choice = SurveyKey;
const other = line(surveyLimits.otherText, 0).default('');
/** An answer; of the type of its question. `other` are the words to the choice `otherChoice`. */
export const SurveyAnswer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('single'), choice, other }),
  z.strictObject({
    type: z.literal('multiple'),
    choices: z
      .array(choice)
      .max(surveyLimits.options + 1)
      .refine((keys) => new Set(keys).size === keys.length, 'Có lựa chọn bị lặp lại.'),
    other,
  }),
  z.strictObject({ type: z.literal('scale'), value: z.int() }),
  /** The column chosen in each row. */
  z.strictObject({
    type: z.literal('matrix'),
    rows: z.record(SurveyKey, SurveyKey).refine((rows) => Object.keys(rows).length <= surveyLimits.rows, 'Có quá nhiều dòng.'),
  }),
  z.strictObject({ type: z.literal('rating'), value: z.int() }),
  z.strictObject({ type: z.literal('number'), value: z.number().min(-1e12, 'Số quá nhỏ.').max(1e12, 'Số quá lớn.') }),
  z.strictObject({ type: z.literal('date'), value: Day }),
  z.strictObject({ type: z.literal('short_text'), text: line(surveyLimits.shortText, 0) }),
  z.strictObject({ type: z.literal('long_text'), text: paragraph(surveyLimits.longText) }),
  z.strictObject({
    type: z.literal('ranking'),
    order: z
      .array(choice)
      .max(15)
      .refine((keys) => new Set(keys).size === keys.length, 'Có lựa chọn bị lặp lại.'),
  }),
  /** Media uploaded under the draft's `mediaDraft` (`uploadReportMedia`). */
  z.strictObject({ type: z.literal('photo'), mediaIds: z.array(Id).max(surveyLimits.photos) }),
  z.strictObject({ type: z.literal('consent'), agreed: z.boolean() }),
]);
export type SurveyAnswer = z.infer<typeof SurveyAnswer>;

/** By the key of the question. */
export const SurveyAnswers = z
  .record(SurveyKey, SurveyAnswer)
  .refine((answers) => Object.keys(answers).length <= surveyLimits.questions, 'Có quá nhiều câu trả lời.');
export type SurveyAnswers = z.infer<typeof SurveyAnswers>;
