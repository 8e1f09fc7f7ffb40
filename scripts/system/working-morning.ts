import { addDays, dayOf, instantAt, weekdayOf } from '../../backend/src/domain/vietnam-time.js';
import { isWorkingDay } from '../../backend/src/domain/working-days.js';
import { holidays, makeUpDays } from '../seed/holidays.js';

const weeks = 2;

/**
 * Eight o'clock in Vietnam on the first Monday after today that begins two weeks without a holiday: everybody is at work, news may go out, and so it
 * stays for what a test does, whatever the day and the hour at which it is run. Always ahead of the machine's own time, by which a database lets rows expire.
 */
export function workingMorning(now: Date): Date {
  const calendar = { holidays, makeUpDays };
  const isQuiet = (monday: string) =>
    Array.from({ length: 7 * weeks }, (_, index) => addDays(monday, index)).every(
      (day) => weekdayOf(day) >= 6 || isWorkingDay(day, calendar),
    );
  const today = dayOf(now);
  let monday = addDays(today, 8 - weekdayOf(today));
  while (!isQuiet(monday)) monday = addDays(monday, 7);
  return instantAt(monday, '08:00');
}
