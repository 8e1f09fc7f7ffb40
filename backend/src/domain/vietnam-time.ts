import type { Day, TimeOfDay } from '../contracts/primitives.js';

/** Vietnam is UTC+7 all year; it has had no summer time since before our range of use (QĐ 121/CP, 1967). */
const offsetMilliseconds = 7 * 3_600_000;
const dayMilliseconds = 86_400_000;

const weekdayNames = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'] as const;

/** Monday = 1 … Sunday = 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Whole days since 1970-01-01, so that days can be added and compared as numbers. */
export function dayNumber(day: Day): number {
  const milliseconds = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) throw new RangeError(`Not a day: ${day}`);
  return milliseconds / dayMilliseconds;
}

/** The inverse of `dayNumber`. */
export function dayFromNumber(number: number): Day {
  return new Date(number * dayMilliseconds).toISOString().slice(0, 10);
}

/** The instant at which it is `time` on `day` in Vietnam, whatever zone the server is in. */
export function instantAt(day: Day, time: TimeOfDay): Date {
  return new Date(dayNumber(day) * dayMilliseconds + minutesOf(time) * 60_000 - offsetMilliseconds);
}

/** The calendar day it is in Vietnam at this instant. */
export function dayOf(instant: Date): Day {
  return new Date(instant.getTime() + offsetMilliseconds).toISOString().slice(0, 10);
}

/** The time of day it is in Vietnam at this instant, to the minute (seconds are cut off). */
export function timeOf(instant: Date): TimeOfDay {
  return new Date(instant.getTime() + offsetMilliseconds).toISOString().slice(11, 16);
}

export function addDays(day: Day, count: number): Day {
  return dayFromNumber(dayNumber(day) + count);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

export function weekdayOf(day: Day): Weekday {
  // 1970-01-01 was a Thursday (4); the double modulo keeps days before it positive.
  return (((((dayNumber(day) + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** 'Thứ Hai' … 'Chủ nhật'. */
export function weekdayName(day: Day): string {
  return nameOfWeekday(weekdayOf(day));
}

export function nameOfWeekday(weekday: Weekday): string {
  return weekdayNames[weekday - 1] as string;
}

/** 'Thứ Ba, 01/12/2026'. */
export function longDate(day: Day): string {
  return `${weekdayName(day)}, ${shortDate(day)}`;
}

/** '01/12/2026'. */
export function shortDate(day: Day): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}

/** '8 giờ 30', '8 giờ', '8 giờ 05'. */
export function hourText(time: TimeOfDay): string {
  const hour = Number(time.slice(0, 2));
  const minute = time.slice(3, 5);
  return minute === '00' ? `${hour} giờ` : `${hour} giờ ${minute}`;
}

/** Minutes since midnight. */
export function minutesOf(time: TimeOfDay): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The inverse of `minutesOf`, for 0 to 1439. Throws a RangeError outside, because such a time belongs to another day. */
export function timeFromMinutes(minutes: number): TimeOfDay {
  if (!Number.isInteger(minutes) || minutes < 0 || minutes >= 1440) throw new RangeError(`Not a minute of a day: ${minutes}`);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
