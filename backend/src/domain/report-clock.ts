import type { Day } from '../contracts/primitives.js';
import { addDays } from './vietnam-time.js';
import { addWorkingDays, isWorkingDay, nextWorkingDay, type PublicCalendar } from './working-days.js';

/** A time in which nobody counts, because something is awaited from the citizen: from `from` itself until the day before `to`; `to` null while it lasts. */
export type Pause = { from: Day; to: Day | null; reason: string };

/** What a report's due day follows from. `extraDays` is the one extension, 0 without. */
export type ReportClock = { startedOn: Day; workingDays: number; extraDays: number; pauses: readonly Pause[] };

/**
 * The day by which an answer is due; null while a pause is open. Counts from the day after `startedOn` (BLDS 2015 Art. 147(2)) each working day
 * that no pause covers; pauses may overlap. One that begins after the due day changes nothing once it has ended: late stays late.
 */
export function dueDay(clock: ReportClock, calendar: PublicCalendar): Day | null {
  if (clock.pauses.some(({ to }) => to === null)) return null;
  const paused = (day: Day): boolean => clock.pauses.some(({ from, to }) => from <= day && (to === null || day < to));
  let day = clock.startedOn;
  for (let left = clock.workingDays + clock.extraDays; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar) && !paused(day)) left -= 1;
  }
  return day;
}

/** The day from which a report is very overdue: so many working days after it was due. A due day that is a day off stands for the next working day (BLDS 2015 Art. 148(5)). */
export function veryOverdueDay(due: Day, workingDays: number, calendar: PublicCalendar): Day {
  return addWorkingDays(lastDay(due, calendar), workingDays, calendar).day;
}

export type Lateness =
  | { kind: 'in_time'; left: number }
  | { kind: 'due_today' }
  | { kind: 'late'; workingDays: number }
  | { kind: 'paused' };

/**
 * How a report stands on `today`. `left` counts the working days after today up to the due day, `workingDays` those after the due day up to today;
 * that is 0 on a weekend or holiday right after the due day, when it is late and no working day has passed. A due day that is a day off stands for the
 * next working day (BLDS 2015 Art. 148(5)). `paused` when nothing is due.
 */
export function lateness(due: Day | null, today: Day, calendar: PublicCalendar): Lateness {
  if (due === null) return { kind: 'paused' };
  const last = lastDay(due, calendar);
  if (today === last) return { kind: 'due_today' };
  return today < last
    ? { kind: 'in_time', left: workingDaysAfter(today, last, calendar) }
    : { kind: 'late', workingDays: workingDaysAfter(last, today, calendar) };
}

/** The later of the day that a citizen was told and the day computed now, for a promise is never silently shortened. Null while the clock is paused (`computed` null), whatever was promised. */
export function laterOf(promised: Day | null, computed: Day | null): Day | null {
  if (promised === null || computed === null) return computed;
  return promised > computed ? promised : computed;
}

const lastDay = (due: Day, calendar: PublicCalendar): Day => (isWorkingDay(due, calendar) ? due : nextWorkingDay(due, calendar));

function workingDaysAfter(from: Day, to: Day, calendar: PublicCalendar): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) count += 1;
  return count;
}
