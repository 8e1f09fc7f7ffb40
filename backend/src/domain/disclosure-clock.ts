import type { Day } from '../contracts/primitives.js';
import { disclosureClass } from './disclosure-classes.js';
import { addDays, daysBetween } from './vietnam-time.js';
import { addWorkingDays, type PublicCalendar } from './working-days.js';

/** Luật 10/2022/QH15 Art. 12(3). */
const startWorkingDays = 5;

/** The last day on which a document of that day is disclosed in time. */
export function dueDay(documentDate: Day, calendar: PublicCalendar): Day {
  return addWorkingDays(documentDate, startWorkingDays, calendar).day;
}

type Wish = { classNumber: number; permanent: boolean; postedUntil: Day | null; shorterBasis: string | null };

/**
 * Until when it stays posted (null: for as long as it holds), counted from `from`, the day it is published. `too_short`: fewer than the class's
 * days (Art. 13(2)) without another law that says so (Art. 13(6)). A day already past is too short whatever law is named.
 */
export function postingEnd(from: Day, wish: Wish): { kind: 'until'; day: Day | null } | { kind: 'too_short'; least: Day } {
  const { postedDays } = disclosureClass(wish.classNumber);
  if (wish.permanent || postedDays === null) return { kind: 'until', day: null };
  const least = addDays(from, postedDays);
  if (wish.postedUntil === null) return { kind: 'until', day: least };
  const days = daysBetween(from, wish.postedUntil);
  if (days >= postedDays || (wish.shorterBasis !== null && days >= 1)) return { kind: 'until', day: wish.postedUntil };
  return { kind: 'too_short', least };
}
