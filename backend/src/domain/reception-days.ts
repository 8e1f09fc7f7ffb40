import type { Day, TimeOfDay } from '../contracts/primitives.js';
import type { PlannedReception, ReceptionRules } from '../contracts/reception.js';
import { addDays, minutesOf, timeFromMinutes, weekdayOf } from './vietnam-time.js';
import { addWorkingDays, isWorkingDay, nextWorkingDay, type PublicCalendar, whyNotWorking } from './working-days.js';

/** The first day on which people may be received when it is published today: so many working days later, the day of publishing not counted (Art. 24; BLDS 2015 Art. 147). */
export function firstPublishableDay(today: Day, { publishAhead }: Pick<ReceptionRules, 'publishAhead'>, calendar: PublicCalendar): Day {
  return addWorkingDays(today, publishAhead, calendar).day;
}

/** Until when the first answer has to come, counted from the reception (Art. 28). */
export function firstAnswerDay(received: Day, { firstAnswer }: Pick<ReceptionRules, 'firstAnswer'>, calendar: PublicCalendar): Day {
  return addWorkingDays(received, firstAnswer, calendar).day;
}

/** Working days past the due day; 0 while it has not passed. */
export function workingDaysLate(dueOn: Day, today: Day, calendar: PublicCalendar): number {
  let late = 0;
  for (let day = addDays(dueOn, 1); day <= today; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) late += 1;
  return late;
}

/** What an open clock asks for today: a word the working day before, a word on the day, and the chairman after it. */
export function dueStep(dueOn: Day, today: Day, calendar: PublicCalendar): 'before' | 'today' | 'late' | null {
  if (dueOn < today) return 'late';
  if (dueOn === today) return 'today';
  return nextWorkingDay(today, calendar) === dueOn ? 'before' : null;
}

type Rule = { weekday: number; weeks: number };

/**
 * The days a weekly rule gives, from the first that can still be published in time. A day off moves to the next working day, as communes do; where
 * that day has a session of the same leader already (`taken`), or two weeks meet on it, the week is skipped and says so.
 */
export function weeklyPlan(
  { weekday, weeks }: Rule,
  { firstDay, calendar, taken }: { firstDay: Day; calendar: PublicCalendar; taken: (day: Day) => boolean },
): PlannedReception[] {
  const plan: PlannedReception[] = [];
  const given = new Set<Day>();
  let wanted = firstDay;
  while (weekdayOf(wanted) !== weekday) wanted = addDays(wanted, 1);
  for (let week = 0; week < weeks; week += 1, wanted = addDays(wanted, 7)) {
    const off = whyNotWorking(wanted, calendar);
    const day = off === null ? wanted : nextWorkingDay(wanted, calendar);
    const skippedBecause = taken(day) ? 'Ngày này đã có buổi tiếp vào giờ ấy.' : given.has(day) ? 'Trùng với buổi của tuần khác.' : null;
    if (skippedBecause === null) given.add(day);
    plan.push({ wanted, day, movedBecause: off, skippedBecause });
  }
  return plan;
}

/** Weeks (Monday to Sunday) among the next ones in which the chairman receives on fewer days than the law wants; a week without a working day asks for none. */
export function weeksWithTooFew(
  sessionDays: readonly Day[],
  { from, weeks, daysPerWeek }: { from: Day; weeks: number; daysPerWeek: number },
  calendar: PublicCalendar,
): { from: Day; to: Day; published: number }[] {
  const first = addDays(from, 1 - weekdayOf(from));
  return Array.from({ length: weeks }, (_, index) => addDays(first, 7 * index)).flatMap((monday) => {
    const days = Array.from({ length: 7 }, (_, place) => addDays(monday, place));
    const published = new Set(sessionDays.filter((day) => days.includes(day))).size;
    // What can no longer be published this week is not asked for.
    const working = days.filter((day) => day >= from && isWorkingDay(day, calendar)).length;
    return published < Math.min(daysPerWeek, working) ? [{ from: monday, to: days[6] as Day, published }] : [];
  });
}

/** About when the holder of a place is received: places follow one another. */
export function aroundTime(from: TimeOfDay, seat: number, minutesEach: number): TimeOfDay {
  return timeFromMinutes(Math.min(minutesOf(from) + (seat - 1) * minutesEach, 1439));
}

const blockMinutes = 5;

/** Unique keys for the time a leader is taken, one for each five minutes: two sessions that overlap share one, two that touch do not. */
export function leaderBlocks(leaderOfficerId: string, { day, from, to }: { day: Day; from: TimeOfDay; to: TimeOfDay }): string[] {
  const first = Math.floor(minutesOf(from) / blockMinutes);
  const last = Math.ceil(minutesOf(to) / blockMinutes);
  return Array.from({ length: Math.max(0, last - first) }, (_, index) => `${leaderOfficerId}|${day}|${first + index}`);
}

const shortest = 15;
const longest = 10 * 60;

/** What is impossible about the hours and places of a session, by field. */
export function timeFaults(session: {
  from: TimeOfDay;
  to: TimeOfDay;
  places: number;
  minutesEach: number;
}): { field: string; message: string }[] {
  for (const field of ['from', 'to'] as const)
    if (minutesOf(session[field]) % blockMinutes !== 0)
      return [{ field: `body.${field}`, message: `Giờ chọn theo bước ${blockMinutes} phút, ví dụ 08:00 hoặc 08:05.` }];
  const length = minutesOf(session.to) - minutesOf(session.from);
  if (length <= 0) return [{ field: 'body.to', message: 'Giờ kết thúc phải sau giờ bắt đầu.' }];
  if (length < shortest) return [{ field: 'body.to', message: `Buổi tiếp cần ít nhất ${shortest} phút.` }];
  if (length > longest) return [{ field: 'body.to', message: `Buổi tiếp dài nhất ${longest / 60} giờ.` }];
  const room = Math.floor(length / session.minutesEach);
  if (room < session.places)
    return [{ field: 'body.places', message: `Trong ${length} phút chỉ đủ ${room} chỗ, mỗi chỗ ${session.minutesEach} phút.` }];
  return [];
}
