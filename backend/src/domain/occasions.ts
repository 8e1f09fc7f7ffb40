import type { Day, TimeOfDay } from '../contracts/primitives.js';
import { fromLunar } from './lunar.js';
import { addDays } from './vietnam-time.js';

/** When an occasion comes: a solar date, a lunar date (never in a leap month), or the last day of the lunar year (29 or 30 Chạp). */
export type OccasionRule =
  | { kind: 'solar'; month: number; day: number }
  | { kind: 'lunar'; month: number; day: number }
  | { kind: 'lunar_year_end' };

export type Occasion = {
  key: string;
  name: string;
  rule: OccasionRule;
  /** Solemn days are remembered with respect; nobody is congratulated on them. */
  tone: 'joyful' | 'solemn';
  enabledByDefault: boolean;
  /** How long before the day a draft lies ready. */
  draftDaysBefore: number;
  sendAt: TimeOfDay;
  title: string;
  /** At most 500 characters, with variables of `broadcast-text.ts`. */
  text: string;
  /** Where the day comes from. */
  source: string;
};

/** The day of an occasion in a year of the Western calendar; null when it does not come in that year. Right for 1900–2100. */
export function occasionDay({ rule }: Pick<Occasion, 'rule'>, year: number): Day | null {
  switch (rule.kind) {
    case 'solar': {
      const day = `${String(year).padStart(4, '0')}-${String(rule.month).padStart(2, '0')}-${String(rule.day).padStart(2, '0')}`;
      // 29 February becomes another day in a year that has none.
      return addDays(day, 0) === day ? day : null;
    }
    case 'lunar_year_end': {
      const newYear = fromLunar({ day: 1, month: 1, year, leap: false });
      return newYear === null ? null : addDays(newYear, -1);
    }
    case 'lunar':
      // The 12th month of a lunar year falls in the next Western one.
      for (const lunarYear of [year, year - 1]) {
        const day = fromLunar({ day: rule.day, month: rule.month, year: lunarYear, leap: false });
        if (day?.startsWith(`${year}-`)) return day;
      }
      return null;
  }
}

/** Every coming of the occasions from `from` to `to`, both included, in order of time. */
export function occasionsBetween<T extends Pick<Occasion, 'rule'>>(list: readonly T[], from: Day, to: Day): { occasion: T; day: Day }[] {
  const found: { occasion: T; day: Day }[] = [];
  for (let year = yearOf(from); year <= yearOf(to); year += 1) {
    for (const occasion of list) {
      const day = occasionDay(occasion, year);
      if (day !== null && day >= from && day <= to) found.push({ occasion, day });
    }
  }
  return found.sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
}

/** The first coming of an occasion later than `after`. */
export function nextDay(occasion: Pick<Occasion, 'rule'>, after: Day): Day | null {
  return occasionsBetween([occasion], addDays(after, 1), `${yearOf(after) + 2}-12-31`)[0]?.day ?? null;
}

const yearOf = (day: Day): number => Number(day.slice(0, 4));
