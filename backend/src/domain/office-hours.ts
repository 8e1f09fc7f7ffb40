import type { Season, WeeklyHours } from '../contracts/calendar.js';
import type { Day } from '../contracts/primitives.js';
import { minutesOf, weekdayOf } from './vietnam-time.js';

/** A stretch of office time in minutes since midnight, `from` < `to`. */
export type Block = { from: number; to: number };

/** Whether the day lies in the season; both ends belong to it, and a season may run over New Year. */
export function seasonHolds(season: Pick<Season, 'from' | 'to'>, day: Day): boolean {
  const date = day.slice(5);
  return season.from <= season.to ? season.from <= date && date <= season.to : date >= season.from || date <= season.to;
}

/** Which of the month's Mondays, Tuesdays … this one is: 1 to 5. */
export function weekOfMonth(day: Day): number {
  return Math.ceil(Number(day.slice(8, 10)) / 7);
}

/** The rows in force on a day, when the season is read on `on` and the weekday and its place in the month on `patternOf`. Rows of an unknown season hold never. */
export function hoursInForce(hours: readonly WeeklyHours[], seasons: readonly Season[], on: Day, patternOf: Day = on): WeeklyHours[] {
  const weekday = weekdayOf(patternOf);
  const week = weekOfMonth(patternOf);
  return hours.filter(
    (row) =>
      row.weekday === weekday && inSeason(row, seasons, on) && (!row.nthWeeks || row.nthWeeks.length === 0 || row.nthWeeks.includes(week)),
  );
}

export function inSeason(row: WeeklyHours, seasons: readonly Season[], on: Day): boolean {
  return row.season === undefined || seasons.some((season) => season.key === row.season && seasonHolds(season, on));
}

/** Blocks in order of time; overlapping ones become one, touching ones stay two (a break between them is a wall for slots), empty ones vanish. */
export function blocksOf(hours: readonly { from: string; to: string }[]): Block[] {
  const sorted = hours
    .map((row) => ({ from: minutesOf(row.from), to: minutesOf(row.to) }))
    .filter((block) => block.from < block.to)
    .sort((one, other) => one.from - other.from || one.to - other.to);
  const blocks: Block[] = [];
  for (const block of sorted) {
    const last = blocks.at(-1);
    if (last && block.from < last.to) last.to = Math.max(last.to, block.to);
    else blocks.push(block);
  }
  return blocks;
}
