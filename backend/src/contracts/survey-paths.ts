import type { Condition, Question, QuestionOf, SurveyAnswer, SurveyAnswers, SurveyForm } from './survey-questions.js';

/** What "khác (ghi rõ)" is called among the choices; no option of a form may be called so. */
export const otherChoice = 'khac';

/** Where somebody stands in a survey. */
export type Path = {
  /** The questions that are asked, in order, as far as what was answered tells. */
  shown: string[];
  /** Every question that is shown is answered as it must be: the survey can be sent. */
  complete: boolean;
  /** The first shown question that still needs an answer or a better one; null when complete. */
  next: string | null;
  /** How it ends: after the last question, or because a choice led to the end. */
  end: 'last' | 'jump';
};

type Placed = { question: Question; section: number };

/** What somebody gave under this name themselves; `constructor` and its like are no answers. */
const ownOf = <T>(record: { readonly [key: string]: T }, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

export function questionsOf(form: SurveyForm): Question[] {
  return form.sections.flatMap(({ questions }) => questions);
}

const placedOf = (form: SurveyForm): Placed[] =>
  form.sections.flatMap(({ questions }, section) => questions.map((question) => ({ question, section })));

// ---- One answer

/** Nothing was said: no choice, no letter. Then the question stands unanswered. */
export function isBlank(answer: SurveyAnswer | undefined): boolean {
  switch (answer?.type) {
    case undefined:
      return true;
    case 'multiple':
      return answer.choices.length === 0;
    case 'matrix':
      return Object.keys(answer.rows).length === 0;
    case 'short_text':
    case 'long_text':
      return answer.text.trim() === '';
    case 'ranking':
      return answer.order.length === 0;
    case 'photo':
      return answer.mediaIds.length === 0;
    default:
      return false;
  }
}

const unknownChoice = 'Lựa chọn này không có trong câu hỏi.';
const needsWords = 'Xin ghi rõ ý kiến khác.';

function choiceFault(question: QuestionOf<'single' | 'multiple'>, choices: readonly string[], other: string): string | null {
  const known = new Map(question.options.map((option) => [option.key, option]));
  if (choices.some((key) => !known.has(key) && !(question.allowOther && key === otherChoice))) return unknownChoice;
  if (choices.includes(otherChoice) && question.allowOther && other.trim() === '') return needsWords;
  const alone = choices.map((key) => known.get(key)).find((option) => option?.exclusive);
  if (alone && choices.length > 1) return `Đã chọn “${alone.label}” thì không chọn thêm ý khác.`;
  return null;
}

function multipleFault(question: QuestionOf<'multiple'>, choices: readonly string[], other: string): string | null {
  const fault = choiceFault(question, choices, other);
  if (fault !== null) return fault;
  const isAlone = question.options.some(({ key, exclusive }) => exclusive && choices.includes(key));
  if (choices.length < question.min && !isAlone) return `Xin chọn ít nhất ${question.min} ý.`;
  if (question.max !== null && choices.length > question.max) return `Chỉ chọn nhiều nhất ${question.max} ý.`;
  return null;
}

function matrixFault(question: QuestionOf<'matrix'>, rows: { readonly [row: string]: string }): string | null {
  const known = new Set(question.rows.map(({ key }) => key));
  const columns = new Set(question.columns.map(({ key }) => key));
  if (Object.entries(rows).some(([row, column]) => !known.has(row) || !columns.has(column))) return unknownChoice;
  const missing = question.rows.find(({ key }) => ownOf(rows, key) === undefined);
  return question.required && missing ? `Xin chọn cho dòng “${missing.label}”.` : null;
}

const shownDay = (day: string): string => day.split('-').reverse().join('/');
const shownNumber = (value: number): string => String(value).replace('.', ',');

function numberFault({ min, max, decimals }: QuestionOf<'number'>, value: number): string | null {
  if (!Number.isFinite(value)) return 'Xin ghi một con số.';
  if (Number(value.toFixed(decimals)) !== value)
    return decimals === 0 ? 'Xin ghi số nguyên.' : `Xin ghi nhiều nhất ${decimals} chữ số sau dấu phẩy.`;
  if (min !== null && value < min) return `Số nhỏ nhất là ${shownNumber(min)}.`;
  if (max !== null && value > max) return `Số lớn nhất là ${shownNumber(max)}.`;
  return null;
}

function rankingFault(question: QuestionOf<'ranking'>, order: readonly string[]): string | null {
  const known = new Set(question.options.map(({ key }) => key));
  if (order.some((key) => !known.has(key)) || new Set(order).size !== order.length) return unknownChoice;
  const wanted = Math.min(question.most ?? known.size, known.size);
  if (order.length < wanted) return `Xin xếp thứ tự đủ ${wanted} ý.`;
  return order.length > wanted ? `Chỉ xếp thứ tự ${wanted} ý.` : null;
}

function givenFault(question: Question, answer: SurveyAnswer): string | null {
  if (question.type === 'single' && answer.type === 'single') return choiceFault(question, [answer.choice], answer.other);
  if (question.type === 'multiple' && answer.type === 'multiple') return multipleFault(question, answer.choices, answer.other);
  if (question.type === 'scale' && answer.type === 'scale')
    return Number.isInteger(answer.value) && answer.value >= question.from && answer.value <= question.to
      ? null
      : `Xin chọn một mức từ ${question.from} đến ${question.to}.`;
  if (question.type === 'rating' && answer.type === 'rating')
    return Number.isInteger(answer.value) && answer.value >= 1 && answer.value <= 5 ? null : 'Xin chọn từ 1 đến 5 sao.';
  if (question.type === 'matrix' && answer.type === 'matrix') return matrixFault(question, answer.rows);
  if (question.type === 'number' && answer.type === 'number') return numberFault(question, answer.value);
  if (question.type === 'date' && answer.type === 'date') {
    if (question.min !== null && answer.value < question.min) return `Ngày sớm nhất là ${shownDay(question.min)}.`;
    return question.max !== null && answer.value > question.max ? `Ngày muộn nhất là ${shownDay(question.max)}.` : null;
  }
  if (question.type === 'ranking' && answer.type === 'ranking') return rankingFault(question, answer.order);
  if (question.type === 'photo' && answer.type === 'photo')
    return answer.mediaIds.length > question.max ? `Chỉ gửi nhiều nhất ${question.max} ảnh.` : null;
  if (question.type === 'consent' && answer.type === 'consent')
    return question.required && !answer.agreed ? 'Câu này cần ông/bà đồng ý thì mới gửi được.' : null;
  if (question.type !== answer.type) return 'Câu trả lời không đúng loại của câu hỏi.';
  return null;
}

/** What is wrong with an answer, as a sentence; null when it can be sent. No answer to a question that need not be answered is right too. */
export function answerFault(question: Question, answer: SurveyAnswer | undefined): string | null {
  if (answer === undefined || (answer.type === question.type && isBlank(answer))) return question.required ? 'Xin trả lời câu này.' : null;
  return givenFault(question, answer);
}

/** What was said to a question; something of another type, left from an earlier version, says nothing. */
function saidTo(question: Question, answers: SurveyAnswers): SurveyAnswer | undefined {
  const answer = ownOf(answers, question.key);
  return answer?.type === question.type && !isBlank(answer) ? answer : undefined;
}

// ---- Conditions

type Known = ReadonlyMap<string, SurveyAnswer>;

function chosenValue(answer: SurveyAnswer | undefined, row: string | undefined): string | number | boolean | undefined {
  switch (answer?.type) {
    case 'single':
      return answer.choice;
    case 'scale':
    case 'rating':
    case 'number':
    case 'date':
      return answer.value;
    case 'consent':
      return answer.agreed;
    case 'matrix':
      return row === undefined ? undefined : ownOf(answer.rows, row);
    default:
      return undefined;
  }
}

function compares(left: unknown, operator: '<' | '<=' | '>' | '>=', right: number | string): boolean {
  // Days are compared as they are written: YYYY-MM-DD.
  if (!(typeof left === 'number' && typeof right === 'number') && !(typeof left === 'string' && typeof right === 'string')) return false;
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

/** Whether a condition holds over what is known; its depth is bounded by its contract. */
function holds(condition: Condition, known: Known): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((each) => holds(each, known));
    case 'any':
      return condition.of.some((each) => holds(each, known));
    case 'not':
      return !holds(condition.of, known);
    case 'answered':
      return known.has(condition.question);
    case 'equals':
      return chosenValue(known.get(condition.question), condition.row) === condition.value;
    case 'in': {
      const value = chosenValue(known.get(condition.question), condition.row);
      return condition.values.some((each) => each === value);
    }
    case 'includes': {
      const answer = known.get(condition.question);
      if (answer?.type === 'multiple') return answer.choices.includes(condition.option);
      return answer?.type === 'ranking' && answer.order.includes(condition.option);
    }
    case 'compare':
      return compares(chosenValue(known.get(condition.question), undefined), condition.operator, condition.value);
  }
}

// ---- The way through a form

type Walk = { shown: Question[]; end: Path['end'] };

/**
 * Goes through a form once from its beginning. A jump backwards or to nowhere, which publishing refuses, is not followed: whatever the form, each
 * question is looked at no more than once.
 */
function walk(form: SurveyForm, answers: SurveyAnswers): Walk {
  const placed = placedOf(form);
  const placeOf = new Map(placed.map(({ question }, place) => [question.key, place]));
  const known = new Map<string, SurveyAnswer>();
  const isOpen = new Map<number, boolean>();
  const shown: Question[] = [];
  for (let place = 0; place < placed.length; ) {
    const { question, section } = placed[place] as Placed;
    let open = isOpen.get(section);
    if (open === undefined) {
      const when = form.sections[section]?.when ?? null;
      open = when === null || holds(when, known);
      isOpen.set(section, open);
    }
    place += 1;
    if (!open || (question.when !== null && !holds(question.when, known))) continue;
    shown.push(question);
    const answer = saidTo(question, answers);
    // Half an answer opens no branch.
    if (answer === undefined || givenFault(question, answer) !== null) continue;
    known.set(question.key, answer);
    if (question.type !== 'single' || answer.type !== 'single') continue;
    const jump = question.options.find(({ key }) => key === answer.choice)?.next ?? null;
    if (jump?.to === 'end') return { shown, end: 'jump' };
    if (jump?.to === 'question') place = Math.max(place, placeOf.get(jump.question) ?? place);
  }
  return { shown, end: 'last' };
}

/** Which questions are asked of somebody who answered so. The same on the phone and on the server; linear in the size of the form. */
export function pathOf(form: SurveyForm, answers: SurveyAnswers): Path {
  const { shown, end } = walk(form, answers);
  const next = shown.find((question) => answerFault(question, saidTo(question, answers)) !== null)?.key ?? null;
  return { shown: shown.map(({ key }) => key), complete: next === null, next, end };
}

/** Only what answers a question that is asked: the rest is dropped and never stored. Doing it twice changes nothing. */
export function relevantAnswers(form: SurveyForm, answers: SurveyAnswers): SurveyAnswers {
  return Object.fromEntries(
    walk(form, answers).shown.flatMap((question) => {
      const answer = saidTo(question, answers);
      return answer === undefined ? [] : [[question.key, withoutUnchosenWords(answer)] as const];
    }),
  );
}

/** Words to "khác" count only where it was chosen. */
function withoutUnchosenWords(answer: SurveyAnswer): SurveyAnswer {
  if (answer.type === 'single') return answer.choice === otherChoice ? answer : { ...answer, other: '' };
  if (answer.type === 'multiple') return answer.choices.includes(otherChoice) ? answer : { ...answer, other: '' };
  return answer;
}

/** What is wrong with the answers to questions that are asked, in the order of the form. */
export function faultsOfAnswers(form: SurveyForm, answers: SurveyAnswers): { question: string; message: string }[] {
  return walk(form, answers).shown.flatMap((question) => {
    const message = answerFault(question, saidTo(question, answers));
    return message === null ? [] : [{ question: question.key, message }];
  });
}

/** About how many minutes it takes: a quarter for a question, more for words and tables. At least one. */
export function minutesOf(form: SurveyForm): number {
  const seconds = { matrix: 40, ranking: 30, short_text: 30, long_text: 60, photo: 40 } as const satisfies {
    [T in Question['type']]?: number;
  };
  const sum = questionsOf(form).reduce((total, { type }) => total + ((seconds as { [type: string]: number })[type] ?? 12), 0);
  return Math.max(1, Math.round(sum / 60));
}
