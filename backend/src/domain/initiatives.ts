import type { InitiativeProgress, InitiativeTerms } from '../contracts/initiatives.js';
import type { Day } from '../contracts/primitives.js';
import { isWorkingDay, nextWorkingDay, type PublicCalendar } from './working-days.js';

/** How long a household's assent holds, and how long households may sign (Luật 10/2022/QH15 Art. 16: 03 tháng). */
const months = 3;

/**
 * The day so many months later: the one with the same number, or the last of a month that has none (Bộ luật Dân sự 2015 Art. 148(3)). What ends
 * then ends with that day (Art. 148(1)), so the day itself still counts.
 */
export function monthsAfter(day: Day, count: number): Day {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const number = Math.min(Number(day.slice(8, 10)), last);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(number).padStart(2, '0')}`;
}

/** The last day on which an assent given then counts. */
export const assentUntil = (givenOn: Day): Day => monthsAfter(givenOn, months);

/** The last day on which households may sign what was admitted then; on a day off it ends with the next working day (Bộ luật Dân sự 2015 Art. 148(5)). */
export function collectingUntil(admittedOn: Day, calendar: PublicCalendar): Day {
  const last = monthsAfter(admittedOn, months);
  return isWorkingDay(last, calendar) ? last : nextWorkingDay(last, calendar);
}

export const assentCounts = (givenOn: Day, day: Day): boolean => givenOn <= day && day <= assentUntil(givenOn);

/**
 * How many households agree on a day, or on any of several; an assent counts on no day before it was given and on none after its three months. What
 * counted when enough had signed is asked for beside today: nobody's signature may be lost by how long the answer takes.
 */
export function assentsOn(given: readonly { givenOn: Day; households: number }[], ...days: readonly Day[]): number {
  return given.reduce((sum, { givenOn, households }) => (days.some((day) => assentCounts(givenOn, day)) ? sum + households : sum), 0);
}

/** The smallest number of households that is a tenth of all; with the Front's support one is enough (Art. 16: "hoặc ít hơn"). */
export function neededOf(households: number, supported: boolean): number {
  if (supported) return 1;
  return Math.max(1, Math.floor((households + 9) / 10));
}

/** Whether enough households agree; without households, never. */
export function progressOf(signed: number, households: number, supported: boolean): InitiativeProgress {
  const isReached = signed >= 1 && households >= 1 && (supported || 10 * signed >= households);
  return { signed, households, needed: neededOf(households, supported), isReached };
}

/** What holds until the commune has written down something else. The law sets no term for the check and for the answer; these are after Art. 20, 21. */
export const defaultInitiativeTerms: InitiativeTerms = {
  validFrom: '2023-07-01',
  checkWithin: 5,
  answerWithin: 5,
  source: 'Thời hạn do xã đặt, theo mức 05 ngày làm việc của Luật 10/2022/QH15 Điều 20, 21',
};

/** The terms in force on a day, of those written down. */
export function initiativeTermsOn(all: readonly InitiativeTerms[], day: Day): InitiativeTerms {
  const held = all.filter(({ validFrom }) => validFrom <= day);
  return held.reduce((latest, one) => (one.validFrom >= latest.validFrom ? one : latest), defaultInitiativeTerms);
}
