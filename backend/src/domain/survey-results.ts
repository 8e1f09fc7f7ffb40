import type { Question, QuestionOf, SurveyAnswer } from '../contracts/survey-questions.js';
import type { QuestionFigures } from '../contracts/surveys-desk.js';
import { themesOf } from './survey-themes.js';
import { addDays, weekdayOf } from './vietnam-time.js';

/** Where answers are not told with a name, fewer than this are not broken down. */
export const fewestShown = 10;

type AnswerOf<T extends SurveyAnswer['type']> = Extract<SurveyAnswer, { type: T }>;

const share = (count: number, of: number): number => (of === 0 ? 0 : Math.round((count / of) * 100));
const counted = (count: number, of: number) => ({ count, share: share(count, of) });
const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

function meanOf(values: readonly number[]): number {
  return rounded(values.reduce((sum, value) => sum + value, 0) / values.length, 2);
}
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return rounded(sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2, 4);
}

/** How often each was chosen; what is not among the options is "khác". */
function choicesOf(question: QuestionOf<'single' | 'multiple'>, answers: readonly (readonly string[])[]): QuestionFigures {
  const known = new Set(question.options.map(({ key }) => key));
  const of = (fits: (key: string) => boolean) => counted(answers.filter((keys) => keys.some(fits)).length, answers.length);
  return {
    kind: 'choices',
    options: [
      ...question.options.map(({ key, label }) => ({ key, label, ...of((chosen) => chosen === key) })),
      ...(question.allowOther ? [{ key: 'khac', label: 'Khác', ...of((chosen) => !known.has(chosen)) }] : []),
    ],
  };
}

/** What one step of a scale is called; empty where only the ends have a name. */
export function stepLabel(question: QuestionOf<'scale' | 'rating'>, value: number): string {
  if (question.type === 'rating') return `${value} sao`;
  const named = question.allLabels[value - question.from] ?? '';
  if (named !== '') return named;
  if (value === question.from) return question.lowLabel;
  return value === question.to ? question.highLabel : '';
}

function scaleOf(question: QuestionOf<'scale' | 'rating'>, values: readonly number[]): QuestionFigures {
  const [from, to] = question.type === 'rating' ? [1, 5] : [question.from, question.to];
  const middle = (from + to) / 2;
  const n = values.length;
  const steps = Array.from({ length: to - from + 1 }, (_, place) => from + place).map((value) => ({
    value,
    label: stepLabel(question, value),
    ...counted(values.filter((each) => each === value).length, n),
  }));
  const side = (fits: (value: number) => boolean) => share(values.filter(fits).length, n);
  return {
    kind: 'scale',
    steps,
    mean: meanOf(values),
    median: medianOf(values),
    diverging: { low: side((value) => value < middle), middle: side((value) => value === middle), high: side((value) => value > middle) },
    lowLabel: question.type === 'rating' ? '' : question.lowLabel,
    highLabel: question.type === 'rating' ? '' : question.highLabel,
  };
}

function matrixOf({ rows, columns }: QuestionOf<'matrix'>, answers: readonly AnswerOf<'matrix'>['rows'][]): QuestionFigures {
  return {
    kind: 'matrix',
    columns: columns.map(({ key, label }) => ({ key, label })),
    rows: rows.map(({ key, label }) => {
      const given = answers.flatMap((answer) => (Object.hasOwn(answer, key) ? [answer[key]] : []));
      return {
        key,
        label,
        n: given.length,
        cells: columns.map((column) => counted(given.filter((chosen) => chosen === column.key).length, given.length)),
      };
    }),
  };
}

const mostBins = 8;
/** The smallest of 1, 2, 5, 10, 20 … (or a tenth of them …) with which so many steps reach across. */
function stepFor(range: number, smallest: number): number {
  for (let power = smallest; ; power *= 10)
    for (const factor of [1, 2, 5]) if (power * factor * (mostBins - 1) >= range) return power * factor;
}

function numberOf({ unit, decimals }: QuestionOf<'number'>, values: readonly number[]): QuestionFigures {
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  // In whole numbers of the last decimal: 0.7 / 0.1 is a little less than seven.
  const whole = (value: number) => Math.round(value * 10 ** decimals);
  const step = whole(stepFor(highest - lowest, 10 ** -decimals));
  const placeOf = (value: number) => Math.floor(whole(value) / step);
  const first = placeOf(lowest);
  const edge = (place: number) => rounded(((first + place) * step) / 10 ** decimals, decimals);
  const bins = Array.from({ length: placeOf(highest) - first + 1 }, (_, place) => ({
    from: edge(place),
    to: edge(place + 1),
    ...counted(values.filter((value) => placeOf(value) === first + place).length, values.length),
  }));
  return { kind: 'number', mean: meanOf(values), median: medianOf(values), unit, bins };
}

function monthsOf(days: readonly string[]): QuestionFigures {
  const months = [...new Set(days.map((day) => day.slice(0, 7)))].sort();
  return {
    kind: 'date',
    months: months.map((month) => ({ month, ...counted(days.filter((day) => day.startsWith(month)).length, days.length) })),
  };
}

/** What somebody did not rank stands, with the other such options, in the middle of the places that are left. */
function rankingOf({ options }: QuestionOf<'ranking'>, orders: readonly (readonly string[])[]): QuestionFigures {
  const ranked = options.map(({ key, label }) => {
    const ranks = orders.map((order) => {
      const place = order.indexOf(key);
      return place === -1 ? (order.length + 1 + options.length) / 2 : place + 1;
    });
    return {
      key,
      label,
      meanRank: meanOf(ranks),
      first: orders.filter(([best]) => best === key).length,
      ranked: orders.filter((order) => order.includes(key)).length,
    };
  });
  return {
    kind: 'ranking',
    options: ranked.sort((one, other) => one.meanRank - other.meanRank || one.label.localeCompare(other.label, 'vi')),
  };
}

/** The numbers of one question over the answers given to it; hidden when there are fewer than `fewest`. */
export function figuresOf(question: Question, answers: readonly SurveyAnswer[], fewest: number): QuestionFigures {
  if (answers.length < Math.max(1, fewest)) return { kind: 'hidden' };
  const of = <T extends SurveyAnswer['type']>(type: T): AnswerOf<T>[] =>
    answers.filter((answer): answer is AnswerOf<T> => answer.type === type);
  switch (question.type) {
    case 'single':
      return choicesOf(
        question,
        of('single').map(({ choice }) => [choice]),
      );
    case 'multiple':
      return choicesOf(
        question,
        of('multiple').map(({ choices }) => choices),
      );
    case 'scale':
      return scaleOf(
        question,
        of('scale').map(({ value }) => value),
      );
    case 'rating':
      return scaleOf(
        question,
        of('rating').map(({ value }) => value),
      );
    case 'matrix':
      return matrixOf(
        question,
        of('matrix').map(({ rows }) => rows),
      );
    case 'number':
      return numberOf(
        question,
        of('number').map(({ value }) => value),
      );
    case 'date':
      return monthsOf(of('date').map(({ value }) => value));
    case 'short_text':
      return { kind: 'text', themes: themesOf(of('short_text').map(({ text }) => text)) };
    case 'long_text':
      return { kind: 'text', themes: themesOf(of('long_text').map(({ text }) => text)) };
    case 'ranking':
      return rankingOf(
        question,
        of('ranking').map(({ order }) => order),
      );
    case 'photo':
      return { kind: 'photo', photos: of('photo').reduce((sum, { mediaIds }) => sum + mediaIds.length, 0) };
    case 'consent': {
      const agreed = of('consent').filter((answer) => answer.agreed).length;
      return { kind: 'consent', agreed, declined: answers.length - agreed };
    }
  }
}

/** Answers by week, named by its Monday, from the first to the last without a gap. */
export function trendOf(days: readonly string[]): { week: string; count: number }[] {
  const mondayOf = (day: string) => addDays(day, 1 - weekdayOf(day));
  const counts = new Map<string, number>();
  for (const day of days) counts.set(mondayOf(day), (counts.get(mondayOf(day)) ?? 0) + 1);
  const weeks = [...counts.keys()].sort();
  const trend: { week: string; count: number }[] = [];
  for (let week = weeks[0]; week !== undefined && week <= (weeks.at(-1) ?? ''); week = addDays(week, 7))
    trend.push({ week, count: counts.get(week) ?? 0 });
  return trend;
}

/**
 * Which hamlets may be told beside answers that carry no name: those of at least ten. The others are told together, and so many more with them, the
 * smallest first, until together they are ten or nobody.
 */
export function hamletsTold(counts: ReadonlyMap<string | null, number>): Set<string> {
  const told = [...counts]
    .flatMap(([key, count]) => (key !== null && count >= fewestShown ? [{ key, count }] : []))
    .sort((one, other) => other.count - one.count);
  const sum = [...counts.values()].reduce((total, count) => total + count, 0);
  const rest = () => sum - told.reduce((total, { count }) => total + count, 0);
  while (told.length > 0 && rest() > 0 && rest() < fewestShown) told.pop();
  return new Set(told.map(({ key }) => key));
}
