import type { ReportKind } from '../contracts/feedback.js';
import type { CategoryRule, LeaveCover, ReportTerms, RoutingRule } from '../contracts/feedback-settings.js';
import type { Day } from '../contracts/primitives.js';
import { dueDay, laterOf, type ReportClock, veryOverdueDay } from './report-clock.js';
import { addDays } from './vietnam-time.js';
import { isWorkingDay, type PublicCalendar } from './working-days.js';

/** The terms in force on a day: the newest that has begun, or the oldest there is. */
export function termsOn(terms: readonly ReportTerms[], day: Day): ReportTerms {
  const sorted = [...terms].sort((one, other) => (one.validFrom < other.validFrom ? 1 : -1));
  const found = sorted.find(({ validFrom }) => validFrom <= day) ?? sorted.at(-1);
  if (!found) throw new RangeError('There are no terms.');
  return found;
}

/** Working days until the first answer is due; null for praise, to which none is owed. */
export function workingDaysFor(kind: ReportKind, category: CategoryRule | null, terms: ReportTerms, complex: boolean): number | null {
  switch (kind) {
    case 'praise':
      return null;
    case 'procedure_feedback':
      return terms.forward;
    case 'information_request':
      return complex ? terms.informationComplex : terms.informationSimple;
    default:
      return category?.workingDays ?? terms.answer;
  }
}

export type Dates = { promisedOn: Day | null; dueOn: Day | null; veryOverdueOn: Day | null };

/** The days that follow from a clock. What was promised is never taken back by a recount (domain-vn.md 9.1): the later day stands. */
export function datesOf(clock: ReportClock | null, promised: Day | null, terms: ReportTerms, calendar: PublicCalendar): Dates {
  if (clock === null) return { promisedOn: null, dueOn: null, veryOverdueOn: null };
  const computed = dueDay(clock, calendar);
  if (computed === null) return { promisedOn: promised, dueOn: null, veryOverdueOn: null };
  const dueOn = laterOf(promised, computed) ?? computed;
  return { promisedOn: dueOn, dueOn, veryOverdueOn: veryOverdueDay(dueOn, terms.veryOverdueAfter, calendar) };
}

type Asked = { categoryKey: string; hamletKey: string; on: Day; excluded: readonly string[] };

/** Who stands in for an officer on a day, following covers of covers; null when nobody who may is there. */
export function coverOf(officerId: string, covers: readonly LeaveCover[], on: Day, excluded: readonly string[] = []): string | null {
  const seen = new Set<string>();
  let current = officerId;
  for (;;) {
    if (seen.has(current)) return null;
    seen.add(current);
    const cover = covers.find((row) => row.officerId === current && row.from <= on && on <= row.to);
    if (!cover) return excluded.includes(current) ? null : current;
    current = cover.coverOfficerId;
  }
}

/** Who answers for a report: the rule of category and hamlet, else the category's, each with its cover; never somebody it names. Null: nobody. */
export function responsibleOfficer(routing: readonly RoutingRule[], covers: readonly LeaveCover[], asked: Asked): string | null {
  const rules = routing.filter(
    ({ categoryKey, hamletKey }) => categoryKey === asked.categoryKey && (hamletKey === null || hamletKey === asked.hamletKey),
  );
  const exact = rules.filter(({ hamletKey }) => hamletKey !== null);
  for (const { officerId } of [...exact, ...rules.filter(({ hamletKey }) => hamletKey === null)]) {
    const found = coverOf(officerId, covers, asked.on, asked.excluded);
    if (found !== null) return found;
  }
  return null;
}

/** Whom an officer stands in for on a day, themselves included. */
export function standsInFor(officerId: string, covers: readonly LeaveCover[], on: Day): string[] {
  const officers = new Set([officerId, ...covers.map((cover) => cover.officerId)]);
  return [...officers].filter((one) => one === officerId || coverOf(one, covers, on) === officerId);
}

/** Working days that the clock ran from its start, not counted, to a day, counted. */
export function workedDays(clock: ReportClock, until: Day, calendar: PublicCalendar): number {
  let worked = 0;
  for (let day = addDays(clock.startedOn, 1); day <= until; day = addDays(day, 1)) {
    const paused = clock.pauses.some(({ from, to }) => from <= day && (to === null || day < to));
    if (!paused && isWorkingDay(day, calendar)) worked += 1;
  }
  return worked;
}
