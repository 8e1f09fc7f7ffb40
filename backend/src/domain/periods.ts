import type { Day } from '../contracts/primitives.js';
import { addDays } from './vietnam-time.js';

/** `2026-Q4` of a day or a month. */
export const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** The quarters of a year or a quarter, the first first. */
export const quartersOf = (period: string): string[] => (period.length === 4 ? [1, 2, 3, 4].map((each) => `${period}-Q${each}`) : [period]);

/** The three months of a quarter, `YYYY-MM`. */
export function monthsOf(quarter: string): [string, string, string] {
  const first = Number(quarter.slice(6)) * 3 - 2;
  const month = (place: number) => `${quarter.slice(0, 4)}-${String(first + place).padStart(2, '0')}`;
  return [month(0), month(1), month(2)];
}

export const firstDayOf = (period: string): Day => `${monthsOf(quartersOf(period)[0] as string)[0]}-01`;

export function lastDayOf(period: string): Day {
  const last = monthsOf(quartersOf(period).at(-1) as string)[2];
  const nextMonth = addDays(`${last}-28`, 4).slice(0, 7);
  return addDays(`${nextMonth}-01`, -1);
}

/** Quarters and, before those of each year, the year, from one quarter back to another; the newest first. */
export function periodsBack(from: string, to: string): string[] {
  const periods: string[] = [];
  for (let year = Number(from.slice(0, 4)); year >= Number(to.slice(0, 4)); year -= 1) {
    periods.push(String(year));
    for (let place = 4; place >= 1; place -= 1) {
      const quarter = `${year}-Q${place}`;
      if (quarter <= from && quarter >= to) periods.push(quarter);
    }
  }
  return periods;
}

/** Of two days, months or quarters, which are ordered as text. */
export const earlier = (one: string, other: string): string => [one, other].sort()[0] as string;
export const later = (one: string, other: string): string => [one, other].sort()[1] as string;
