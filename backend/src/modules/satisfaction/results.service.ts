import type { SpreadsheetWriter } from '../../adapters/spreadsheet.js';
import type { Clock } from '../../clock.js';
import type { ReplyOf } from '../../contracts/endpoint.js';
import type { readSatisfactionResults } from '../../contracts/satisfaction.js';
import { type Criterion, criterionKeys, type Factor, factorKeys, questionSets } from '../../contracts/satisfaction-questions.js';
import { monthsBack, newestShown, shownFrom } from '../../domain/conduct.js';
import { earlier, later, monthsOf, periodsBack, quarterOf, quartersOf } from '../../domain/periods.js';
import {
  addFacts,
  addTold,
  cellOf,
  type FactCounts,
  type Factors,
  fewestAnswers,
  type Part,
  planQuarter,
  type QuarterPlan,
  type Tally,
  type Told,
  toldFacts,
  toldGroups,
  toldMonth,
  toldQuarter,
} from '../../domain/satisfaction-index.js';
import { dayOf } from '../../domain/vietnam-time.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { ProceduresService } from '../procedures/procedures.service.js';
import type { AnswersStore } from './answers.store.js';
import type { InvitationsStore } from './invitations.store.js';
import { resultsColumns, resultsRows, resultsTitle } from './results-sheet.js';

type Deps = {
  answers: AnswersStore;
  invitations: Pick<InvitationsStore, 'counts' | 'firstMonth'>;
  procedures: Pick<ProceduresService, 'versions'>;
  communes: Pick<CommunesService, 'hamlets'>;
  clock: Clock;
};
type Results = ReplyOf<typeof readSatisfactionResults>;
type By = 'procedureCode' | 'hamletKey' | null;

const monthsShown = 12;

/** The criteria of each factor in all versions of the questions. */
const factors = Object.fromEntries(
  factorKeys.map((factor) => {
    const keys = questionSets.flatMap((set) =>
      set.factors.filter(({ key }) => key === factor).flatMap(({ criteria }) => criteria.map(({ key }) => key)),
    );
    return [factor, [...new Set(keys)]];
  }),
) as Record<Factor, Criterion[]> satisfies Factors;

const noCounts = () => Object.fromEntries(criterionKeys.map((key) => [key, { valid: 0, satisfied: 0 }])) as Tally['criteria'];

/** A quarter whose months can no longer move. */
type Quarter = { plan: QuarterPlan; months: Map<string, Tally>; facts: Map<string, FactCounts> };

export type SatisfactionResults = ReturnType<typeof satisfactionResults>;

/** The index by criterion, factor, month, procedure and hamlet: only of closed months, and never of few. */
export function satisfactionResults({ answers, invitations, procedures, communes, clock }: Deps) {
  const isClosed = (quarter: string) => shownFrom(monthsOf(quarter)[2]) <= dayOf(clock.now());

  /** What was said and how many were asked, side by side. */
  async function partsOf(from: string, to: string, by: By): Promise<(Part & { facts: FactCounts })[]> {
    const [said, asked] = await Promise.all([answers.sums(from, to, by), invitations.counts(from, to, by)]);
    const parts = new Map<string, Part & { facts: FactCounts }>();
    for (const { month, key, answers: count, criteria, facts } of said)
      parts.set(`${month}|${key}`, { month, key, facts, tally: { answers: count, invited: 0, criteria } });
    for (const { month, key, invited } of asked) {
      const part = parts.get(`${month}|${key}`) ?? { month, key, facts: {}, tally: { answers: 0, invited: 0, criteria: noCounts() } };
      parts.set(`${month}|${key}`, { ...part, tally: { ...part.tally, invited } });
    }
    return [...parts.values()];
  }

  function quarterOfParts(quarter: string, parts: readonly (Part & { facts: FactCounts })[]): Quarter {
    const own = parts.filter(({ month }) => (monthsOf(quarter) as string[]).includes(month));
    const months = new Map(own.map(({ month, tally }) => [month, tally]));
    return { months, plan: planQuarter(months), facts: new Map(own.map(({ month, facts }) => [month, facts])) };
  }

  /** The groups of each quarter added up; a group that is told in none is hidden. */
  function groupsOf(parts: readonly Part[], quarters: ReadonlyMap<string, Quarter>): Map<string, Told | null> {
    const ofKey = new Map<string, (Told | null)[]>();
    for (const [quarter, { plan }] of quarters)
      for (const [key, told] of toldGroups(
        parts.filter(({ month }) => quarterOf(month) === quarter),
        plan,
      ))
        ofKey.set(key, [...(ofKey.get(key) ?? []), told]);
    return new Map([...ofKey].map(([key, told]) => [key, addTold(told)]));
  }

  async function chosen(asked: string | undefined) {
    const today = dayOf(clock.now());
    const current = quarterOf(today);
    const newest = quarterOf(newestShown(today));
    const latest = isClosed(newest) ? newest : quarterOf(monthsBack(monthsOf(newest)[0], 2));
    const first = quarterOf((await invitations.firstMonth()) ?? today);
    const periods = periodsBack(current, earlier(first, latest));
    const period = asked ?? latest;
    return { today, period, periods, quarters: quartersOf(period).filter(isClosed) };
  }

  const service = {
    async results(asked: string | undefined): Promise<Results> {
      const { today, period, periods, quarters } = await chosen(asked);
      const lastMonth = newestShown(today);
      const trendFrom = monthsBack(lastMonth, monthsShown);
      const [from, to] = [monthsOf(quartersOf(period)[0] as string)[0], monthsOf(quartersOf(period).at(-1) as string)[2]];
      const [byMonth, byProcedure, byHamlet, versions, hamlets] = await Promise.all([
        partsOf(earlier(from, trendFrom), later(to, lastMonth), null),
        quarters.length > 0 ? partsOf(from, to, 'procedureCode') : [],
        quarters.length > 0 ? partsOf(from, to, 'hamletKey') : [],
        procedures.versions(),
        communes.hamlets(),
      ]);
      const ofQuarter = new Map(quarters.map((quarter) => [quarter, quarterOfParts(quarter, byMonth)]));
      const told = [...ofQuarter.values()];
      const cell = (one: Told | null) => cellOf(one, factors);
      const facts = addFacts(told.map(({ facts: counts, plan }) => toldFacts(counts, plan)));
      const procedureNames = new Map(versions.map(({ code, plainName }) => [code, plainName]));
      const hamletNames = new Map(hamlets.map(({ key, name }) => [key, name]));
      const named = (one: { name: string | null }, other: { name: string | null }) =>
        (one.name ?? '').localeCompare(other.name ?? '', 'vi', { numeric: true });
      return {
        period,
        periods: periods.map((each) => ({ period: each, isShown: quartersOf(each).some(isClosed) })),
        shownFrom: shownFrom(monthsOf(quartersOf(period)[0] as string)[2]),
        isShown: quarters.length > 0,
        atLeast: fewestAnswers,
        total: cell(addTold(told.map(({ months, plan }) => toldQuarter(months, plan)))),
        leftOut: told
          .flatMap(({ months, plan }) =>
            [...months].flatMap(([month, tally]) => (tally.answers > 0 && !plan.months.has(month) ? [month] : [])),
          )
          .sort(),
        months: byMonth
          .filter(({ month, tally }) => trendFrom <= month && month <= lastMonth && tally.answers > 0)
          .sort((one, other) => (one.month < other.month ? -1 : 1))
          .map(({ month, tally }) => ({ month, cell: cell(toldMonth(tally)) })),
        procedures: [...groupsOf(byProcedure, ofQuarter)]
          .map(([code, one]) => ({ code, name: procedureNames.get(code) ?? code, cell: cell(one) }))
          .sort(named),
        hamlets: [...groupsOf(byHamlet, ofQuarter)]
          .map(([key, one]) => ({ key: key === '' ? null : key, name: key === '' ? null : (hamletNames.get(key) ?? key), cell: cell(one) }))
          .sort((one, other) => Number(one.key === null) - Number(other.key === null) || named(one, other)),
        facts: {
          trips: facts.trips ?? null,
          trouble: facts.trouble ?? null,
          extraPayment: facts.extraPayment ?? null,
          late: facts.late ?? null,
          apology: facts.apology ?? null,
        },
      };
    },
    /** What people wrote, without month, procedure or hamlet. */
    async words(asked: string): Promise<{ words: string[] }> {
      const { quarters } = await chosen(asked);
      const [first, last] = [quarters[0], quarters.at(-1)];
      if (first === undefined || last === undefined) return { words: [] };
      const byMonth = await partsOf(monthsOf(first)[0], monthsOf(last)[2], null);
      const months = quarters.flatMap((quarter) => [...quarterOfParts(quarter, byMonth).plan.months]);
      return { words: await answers.wordsOf(months) };
    },
    /** The same numbers as a sheet. */
    async exportTo(period: string, sheet: SpreadsheetWriter): Promise<void> {
      const results = await service.results(period);
      sheet.begin(resultsTitle(period), resultsColumns);
      for (const row of resultsRows(results)) await sheet.row(row);
      await sheet.end();
    },
  };
  return service;
}
