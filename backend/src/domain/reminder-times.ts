import type { TimeOfDay } from '../contracts/primitives.js';
import { addDays, dayOf, instantAt } from './vietnam-time.js';

export type Reminder = { kind: 'reminder_evening' | 'reminder_two_hours'; at: Date; staleAfter: Date };

const minute = 60_000;
const hour = 60 * minute;

/**
 * When to remind of an appointment, in order of time. The evening before at `eveningAt`, unless it was booked after that or less than an hour before it;
 * two hours before, unless it was booked less than three hours before. After `staleAfter` a reminder must not be sent any more: the evening one at 22:00
 * (half an hour after a later `eveningAt`), because Zalo shows no push at night and the second follows; the other half an hour before the start.
 */
export function reminderTimes(input: { startsAt: Date; bookedAt: Date; eveningAt: TimeOfDay }): Reminder[] {
  const { startsAt, bookedAt, eveningAt } = input;
  const reminders: Reminder[] = [];
  const dayBefore = addDays(dayOf(startsAt), -1);
  const evening = instantAt(dayBefore, eveningAt);
  if (evening.getTime() - bookedAt.getTime() >= hour) {
    const night = instantAt(dayBefore, '22:00').getTime();
    reminders.push({ kind: 'reminder_evening', at: evening, staleAfter: new Date(Math.max(night, evening.getTime() + 30 * minute)) });
  }
  if (startsAt.getTime() - bookedAt.getTime() >= 3 * hour) {
    reminders.push({
      kind: 'reminder_two_hours',
      at: new Date(startsAt.getTime() - 2 * hour),
      staleAfter: new Date(startsAt.getTime() - 30 * minute),
    });
  }
  return reminders;
}
