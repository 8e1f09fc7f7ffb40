import type { SatisfactionCell, SatisfactionIndex } from '../contracts/satisfaction.js';
import type { Criterion, Factor } from '../contracts/satisfaction-questions.js';
import { summable, tellableFrom } from './small-groups.js';

/** Fewer answers than this are never told, and never to be had by subtraction. */
export const fewestAnswers = 10;

/** Answers that say something, and those of them that say "hài lòng" or "rất hài lòng"; "bình thường" is not satisfied. */
export type Count = { valid: number; satisfied: number };
export type Tally = { answers: number; invited: number; criteria: Record<Criterion, Count> };
/** What of a tally may be told: only criteria that enough people spoke of. */
export type Told = { answers: number; invited: number; criteria: Partial<Record<Criterion, Count>> };
/** The tally of one month and of one procedure, hamlet or whatever `key` stands for. */
export type Part = { month: string; key: string; tally: Tally };

/** The 97.5th percentile of the normal distribution. */
const z = 1.959963984540054;
const oneDecimal = (share: number) => Math.round(share * 1_000) / 10;

/**
 * Between which bounds a share lies with 95 % confidence, after Wilson: never outside 0–1, and sensible for few answers and for shares of all or none.
 * Without the correction for a finite population: visits go on, and the bounds are rather too wide than too narrow.
 */
export function wilson(share: number, people: number): { low: number; high: number } {
  const weight = 1 + (z * z) / people;
  const middle = (share + (z * z) / (2 * people)) / weight;
  const half = (z / weight) * Math.sqrt((share * (1 - share)) / people + (z * z) / (4 * people * people));
  return { low: Math.max(0, Math.min(share, middle - half)), high: Math.min(1, Math.max(share, middle + half)) };
}

/**
 * The index of a criterion, or of several together: the share of satisfied answers among all that say something. The answers of one person are not
 * independent, so the bounds are those of as many answers as people, not as answers.
 */
export function indexOf(counts: readonly Count[]): SatisfactionIndex | null {
  const valid = counts.reduce((sum, count) => sum + count.valid, 0);
  if (valid === 0) return null;
  const share = counts.reduce((sum, count) => sum + count.satisfied, 0) / valid;
  const people = Math.max(...counts.map((count) => count.valid));
  const { low, high } = wilson(share, people);
  return { percent: oneDecimal(share), low: oneDecimal(low), high: oneDecimal(high), people };
}

/** The criteria of each factor, of all versions of the questions. */
export type Factors = Readonly<Record<Factor, readonly Criterion[]>>;

/** Ready to show: factors and the total are made of the told criteria alone, so that none of them tells of one that is not. */
export function cellOf(told: Told | null, factors: Factors): SatisfactionCell {
  if (told === null) return { state: 'hidden' };
  const countsOf = (keys: readonly Criterion[]) => keys.flatMap((key) => told.criteria[key] ?? []);
  const entries = Object.entries(factors) as [Factor, readonly Criterion[]][];
  return {
    state: 'shown',
    answers: told.answers,
    invited: told.invited,
    total: indexOf(countsOf(entries.flatMap(([, keys]) => keys))),
    factors: Object.fromEntries(entries.map(([factor, keys]) => [factor, indexOf(countsOf(keys))])) as Record<
      Factor,
      SatisfactionIndex | null
    >,
    criteria: Object.fromEntries(
      entries.flatMap(([, keys]) => keys.flatMap((key) => (told.criteria[key] ? [[key, indexOf([told.criteria[key]])]] : []))),
    ) as Partial<Record<Criterion, SatisfactionIndex>>,
  };
}

const criteriaIn = ({ criteria }: Tally) => Object.keys(criteria) as Criterion[];

/** A month by itself. */
export function toldMonth(tally: Tally): Told | null {
  if (tally.answers < fewestAnswers) return null;
  const criteria: Told['criteria'] = {};
  for (const key of criteriaIn(tally)) if (tally.criteria[key].valid >= fewestAnswers) criteria[key] = tally.criteria[key];
  return { answers: tally.answers, invited: tally.invited, criteria };
}

/** Which months a quarter is made of, on the whole and for each criterion: its months were told before it. */
export type QuarterPlan = { months: Set<string>; ofCriterion: Map<Criterion, Set<string>> };

export function planQuarter(months: ReadonlyMap<string, Tally>): QuarterPlan {
  const told = new Map([...months].map(([month, tally]) => [month, toldMonth(tally)]));
  const counted = summable(
    fewestAnswers,
    new Map([...months].map(([month, { answers }]) => [month, answers])),
    (month) => told.get(month) !== null,
  );
  const ofCriterion = new Map<Criterion, Set<string>>();
  const first = [...months.values()][0];
  for (const key of first ? criteriaIn(first) : []) {
    const valid = new Map([...months].filter(([month]) => counted.has(month)).map(([month, { criteria }]) => [month, criteria[key].valid]));
    const made = summable(fewestAnswers, valid, (month) => told.get(month)?.criteria[key] !== undefined);
    const sum = [...made].reduce((total, month) => total + (valid.get(month) ?? 0), 0);
    if (sum >= fewestAnswers) ofCriterion.set(key, made);
  }
  return { months: counted, ofCriterion };
}

/** What a quarter's months come to, as far as its plan counts them. */
function summed(parts: readonly { month: string; tally: Tally }[], plan: QuarterPlan): Told {
  const counted = parts.filter(({ month }) => plan.months.has(month));
  const criteria: Told['criteria'] = {};
  for (const [key, months] of plan.ofCriterion) {
    const sum = { valid: 0, satisfied: 0 };
    for (const { month, tally } of counted)
      if (months.has(month)) {
        sum.valid += tally.criteria[key].valid;
        sum.satisfied += tally.criteria[key].satisfied;
      }
    criteria[key] = sum;
  }
  return {
    answers: counted.reduce((sum, { tally }) => sum + tally.answers, 0),
    invited: counted.reduce((sum, { tally }) => sum + tally.invited, 0),
    criteria,
  };
}

/** The quarter on the whole; null when too few answered. */
export function toldQuarter(months: ReadonlyMap<string, Tally>, plan: QuarterPlan): Told | null {
  const told = summed(
    [...months].map(([month, tally]) => ({ month, tally })),
    plan,
  );
  return told.answers < fewestAnswers ? null : told;
}

/** The quarter by procedures or by hamlets, each number by the same rule: never of few, and none to be had from the others and the sum. */
export function toldGroups(parts: readonly Part[], plan: QuarterPlan): Map<string, Told | null> {
  const byKey = new Map<string, Part[]>();
  for (const part of parts) byKey.set(part.key, [...(byKey.get(part.key) ?? []), part]);
  const sums = new Map([...byKey].map(([key, own]) => [key, summed(own, plan)] as const).filter(([, { answers }]) => answers > 0));
  const { told } = tellableFrom(fewestAnswers, new Map([...sums].map(([key, { answers }]) => [key, answers])));
  const concealed = new Set([...sums.keys()].filter((key) => !told.has(key)));
  const toldFor = new Map(
    [...plan.ofCriterion.keys()].map((criterion) => [
      criterion,
      tellableFrom(fewestAnswers, new Map([...sums].map(([key, { criteria }]) => [key, criteria[criterion]?.valid ?? 0])), concealed).told,
    ]),
  );
  return new Map(
    [...sums].map(([key, sum]) => {
      if (!told.has(key)) return [key, null];
      const criteria: Told['criteria'] = {};
      for (const criterion of plan.ofCriterion.keys())
        if (toldFor.get(criterion)?.has(key) && sum.criteria[criterion]) criteria[criterion] = sum.criteria[criterion];
      return [key, { ...sum, criteria }];
    }),
  );
}

/** Adds up what was told by itself, so that the sum tells nothing new; null when nothing was. */
export function addTold(parts: readonly (Told | null)[]): Told | null {
  const told = parts.filter((part) => part !== null);
  if (told.length === 0) return null;
  const criteria: Told['criteria'] = {};
  for (const part of told)
    for (const [key, count] of Object.entries(part.criteria) as [Criterion, Count][]) {
      const before = criteria[key] ?? { valid: 0, satisfied: 0 };
      criteria[key] = { valid: before.valid + count.valid, satisfied: before.satisfied + count.satisfied };
    }
  return {
    answers: told.reduce((sum, { answers }) => sum + answers, 0),
    invited: told.reduce((sum, { invited }) => sum + invited, 0),
    criteria,
  };
}

// ---- Facts

export type FactCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

const added = (one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): Record<string, number> => {
  const sum: Record<string, number> = { ...one };
  for (const [choice, count] of Object.entries(other)) sum[choice] = (sum[choice] ?? 0) + count;
  return sum;
};

/** How many said what in the months a quarter counts; a question that too few answered is left out. */
export function toldFacts(months: ReadonlyMap<string, FactCounts>, plan: Pick<QuarterPlan, 'months'>): FactCounts {
  const sums: Record<string, Record<string, number>> = {};
  for (const [month, facts] of months)
    if (plan.months.has(month))
      for (const [question, counts] of Object.entries(facts)) sums[question] = added(sums[question] ?? {}, counts);
  return Object.fromEntries(
    Object.entries(sums).filter(([, counts]) => Object.values(counts).reduce((sum, count) => sum + count, 0) >= fewestAnswers),
  );
}

export function addFacts(quarters: readonly FactCounts[]): FactCounts {
  const sums: Record<string, Record<string, number>> = {};
  for (const facts of quarters)
    for (const [question, counts] of Object.entries(facts)) sums[question] = added(sums[question] ?? {}, counts);
  return sums;
}
