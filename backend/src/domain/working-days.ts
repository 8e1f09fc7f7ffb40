import type { DayOff, Holiday, MakeUpDay } from '../contracts/calendar.js';
import type { Day, TimeOfDay } from '../contracts/primitives.js';
import type { ProcessingTime } from '../contracts/procedures.js';
import { fromLunar } from './lunar.js';
import { addDays, dayOf, daysBetween, instantAt, weekdayName, weekdayOf } from './vietnam-time.js';

/**
 * The dated rows of the public service's calendar. Treat as immutable: results are remembered per object.
 *
 * How rows merge with what the law lets us compute:
 * - a row on a computed day replaces its name, kind and `confirmed`; a row on another day adds that day;
 * - any 'lunar' row near Tết replaces the whole assumed five days of that year, so rows for Tết list all of them;
 * - any row on 1/9 or 3/9 (cancelled or not) settles which day goes with 2/9, and the assumed one is dropped;
 * - compensatory days follow from the merged days that are 'fixed' or 'lunar' and fall on a weekend;
 * - a `cancelled` row takes its date away last, whatever put it there, together with the compensatory day it would have caused.
 */
export type PublicCalendar = { holidays: readonly Holiday[]; makeUpDays: readonly MakeUpDay[] };

export type DatedDayOff = DayOff & { kind: Holiday['kind'] };

const tet = 'Tết Nguyên đán';
const independence = 'Quốc khánh 2/9';

const isWeekend = (day: Day): boolean => weekdayOf(day) >= 6;

/** BLLĐ 2019 Art. 112(1) and, from its first 24 November on, NQ 28/2026/QH16. */
function statutoryDays(year: number): DatedDayOff[] {
  const days: DatedDayOff[] = [
    { date: `${year}-01-01`, name: 'Tết Dương lịch', confirmed: true, kind: 'fixed' },
    { date: `${year}-04-30`, name: 'Ngày Chiến thắng 30/4', confirmed: true, kind: 'fixed' },
    { date: `${year}-05-01`, name: 'Ngày Quốc tế Lao động 1/5', confirmed: true, kind: 'fixed' },
    { date: `${year}-09-02`, name: independence, confirmed: true, kind: 'fixed' },
  ];
  if (year >= 2026) days.push({ date: `${year}-11-24`, name: 'Ngày Văn hóa Việt Nam', confirmed: true, kind: 'fixed' });
  const ancestors = fromLunar({ day: 10, month: 3, year, leap: false });
  if (ancestors) days.push({ date: ancestors, name: 'Giỗ Tổ Hùng Vương', confirmed: true, kind: 'lunar' });
  return days;
}

function firstDayOfTet(year: number): Day {
  return fromLunar({ day: 1, month: 1, year, leap: false }) as Day;
}

/** Five days; the Prime Minister fixes them each year (Art. 112(3)). Assumed as decided since 2018: from two days before, or one when Tết is a Tuesday and so fills the week. */
function assumedTet(year: number): DatedDayOff[] {
  const first = firstDayOfTet(year);
  const before = weekdayOf(first) === 2 ? 1 : 2;
  return Array.from({ length: 5 }, (_, index) => ({
    date: addDays(first, index - before),
    name: tet,
    confirmed: false,
    kind: 'lunar' as const,
  }));
}

/** The day beside 2/9, also fixed by the Prime Minister; assumed on the side that joins the weekend, as decided 2021–2026. */
function assumedIndependenceNeighbour(year: number): DatedDayOff {
  const after = [1, 4, 7].includes(weekdayOf(`${year}-09-02`));
  return { date: after ? `${year}-09-03` : `${year}-09-01`, name: independence, confirmed: false, kind: 'fixed' };
}

function merge(year: number, calendar: PublicCalendar): Map<Day, DatedDayOff> {
  const rows = calendar.holidays.filter((row) => row.date.startsWith(`${year}-`));
  const standing = rows.filter((row) => !row.cancelled);
  const cancelled = new Set(rows.filter((row) => row.cancelled).map((row) => row.date));

  const days = new Map<Day, DatedDayOff>();
  const add = (day: DatedDayOff): void => void days.set(day.date, day);
  statutoryDays(year).forEach(add);
  const first = firstDayOfTet(year);
  const tetDecided = standing.some((row) => row.kind === 'lunar' && Math.abs(daysBetween(first, row.date)) <= 10);
  if (!tetDecided) assumedTet(year).forEach(add);
  if (!rows.some((row) => row.date === `${year}-09-01` || row.date === `${year}-09-03`)) add(assumedIndependenceNeighbour(year));
  for (const { date, name, confirmed, kind } of standing) add({ date, name, confirmed, kind });
  for (const date of cancelled) days.delete(date);

  const given = new Set(standing.filter((row) => row.kind === 'compensatory').map((row) => row.date));
  const used = new Set<Day>();
  for (const day of [...days.values()].sort(byDate)) {
    if ((day.kind !== 'fixed' && day.kind !== 'lunar') || !isWeekend(day.date)) continue;
    // Art. 111(3): the next working day; two such holidays take two days.
    let date = addDays(day.date, 1);
    while (isWeekend(date) || used.has(date) || (days.has(date) && !given.has(date))) date = addDays(date, 1);
    used.add(date);
    if (!days.has(date)) days.set(date, { date, name: `Nghỉ bù ${day.name}`, confirmed: day.confirmed, kind: 'compensatory' });
  }
  for (const date of cancelled) days.delete(date);
  return days;
}

const byDate = (one: DayOff, other: DayOff): number => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0);

const remembered = new WeakMap<PublicCalendar, Map<number, Map<Day, DatedDayOff>>>();

function daysOffByDate(year: number, calendar: PublicCalendar): Map<Day, DatedDayOff> {
  let years = remembered.get(calendar);
  if (!years) {
    years = new Map();
    remembered.set(calendar, years);
  }
  let days = years.get(year);
  if (!days) {
    days = merge(year, calendar);
    years.set(year, days);
  }
  return days;
}

/** Every day off of the public service in a year, in order, those falling on a weekend included. `confirmed` is false while the Prime Minister's choice is not known. Years before 2021 are given by today's law. */
export function daysOff(year: number, calendar: PublicCalendar): DatedDayOff[] {
  return [...daysOffByDate(year, calendar).values()].sort(byDate);
}

/** The day off on this date, or null; an ordinary weekend is not a day off. */
export function dayOff(day: Day, calendar: PublicCalendar): DatedDayOff | null {
  return daysOffByDate(Number(day.slice(0, 4)), calendar).get(day) ?? null;
}

/** The confirmed make-up day on this date, or null. A proposed one does not count: promising less is safer than promising a day that may not be worked. */
export function makeUpDay(day: Day, calendar: PublicCalendar): MakeUpDay | null {
  return calendar.makeUpDays.find((row) => row.date === day && row.confirmed) ?? null;
}

/** Monday to Friday unless off (confirmed or not), and confirmed make-up days. */
export function isWorkingDay(day: Day, calendar: PublicCalendar): boolean {
  if (dayOff(day, calendar)) return false;
  return !isWeekend(day) || makeUpDay(day, calendar) !== null;
}

/** Why nobody works on this day ('Nghỉ Giỗ Tổ Hùng Vương', 'Thứ Bảy'), or null for a working day. */
export function whyNotWorking(day: Day, calendar: PublicCalendar): string | null {
  const off = dayOff(day, calendar);
  if (off) return /^nghỉ/iu.test(off.name) ? off.name : `Nghỉ ${off.name}`;
  return isWorkingDay(day, calendar) ? null : weekdayName(day);
}

/** Where a count ended, and how every day after the first was treated: `counted` and `skipped` together are those days. */
export type Count = { day: Day; counted: Day[]; skipped: { day: Day; reason: string }[] };

/** The last of `count` working days after `from`, which is itself not counted (BLDS 2015 Art. 147(2)). With 0 the answer is `from`. */
export function addWorkingDays(from: Day, count: number, calendar: PublicCalendar): Count {
  const result: Count = { day: from, counted: [], skipped: [] };
  while (result.counted.length < count) {
    result.day = addDays(result.day, 1);
    const reason = whyNotWorking(result.day, calendar);
    if (reason === null) result.counted.push(result.day);
    else result.skipped.push({ day: result.day, reason });
  }
  return result;
}

/** The first working day strictly after `day`. */
export function nextWorkingDay(day: Day, calendar: PublicCalendar): Day {
  return addWorkingDays(day, 1, calendar).day;
}

/**
 * When the result is due for a file received then; null when the time is only described in words. Extra days (when something must be verified) are not included.
 * Same day: received at the cut-off sharp is still in time, later means the next working day (Luật Hộ tịch 2014 Art. 5(3), NĐ 23/2015 Art. 7: "sau 15 giờ");
 * what is received in a session on a day off waits for the next working day, for nobody is there to sign. Calendar days that end on a day off end on the next working day (BLDS 2015 Art. 148(5)).
 */
export function resultDay(received: { day: Day; time: TimeOfDay }, processing: ProcessingTime, calendar: PublicCalendar): Count | null {
  switch (processing.kind) {
    case 'same_day':
      return addWorkingDays(received.day, received.time <= processing.cutOff && isWorkingDay(received.day, calendar) ? 0 : 1, calendar);
    case 'hours':
      return addCalendarDays(received.day, daysUntil(received, processing.hours), calendar);
    case 'working_days':
      return addWorkingDays(received.day, processing.days, calendar);
    case 'days':
      return addCalendarDays(received.day, processing.days, calendar);
    case 'text':
      return null;
  }
}

function daysUntil(received: { day: Day; time: TimeOfDay }, hours: number): number {
  return daysBetween(received.day, dayOf(new Date(instantAt(received.day, received.time).getTime() + hours * 3_600_000)));
}

/** The last of `count` days after `from`, which is itself not counted; ending on a day off it ends on the next working day (BLDS 2015 Art. 147(2), 148(5)). */
export function addCalendarDays(from: Day, count: number, calendar: PublicCalendar): Count {
  const result: Count = { day: from, counted: [], skipped: [] };
  while (result.counted.length < count) {
    result.day = addDays(result.day, 1);
    const reason = result.counted.length === count - 1 ? whyNotWorking(result.day, calendar) : null;
    if (reason === null) result.counted.push(result.day);
    else result.skipped.push({ day: result.day, reason });
  }
  return result;
}
