import type { Day } from '../contracts/primitives.js';
import { dayFromNumber, dayNumber } from './vietnam-time.js';

/** A day of the Vietnamese lunar calendar; `year` is named after the Western year in which its first month begins. */
export type LunarDay = { day: number; month: number; year: number; leap: boolean };

/*
 * The calendar is astronomy read in UTC+7 (QĐ 121/CP, 1967): a month begins on the day of the new moon, the month that holds the
 * winter solstice is the 11th, and when thirteen months lie between two 11th months the first without a major solar term is leap.
 * Positions: J. Meeus, "Astronomical Algorithms" (1998), chapters 25, 49; ΔT: Espenak and Meeus, NASA (2006). Tested for 1900–2100.
 */

const meanMonth = 29.530588861;
const zoneDays = 7 / 24;
const julianDayOfEpoch = 2_440_587.5;

const sine = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);

/** Terrestrial time minus universal time, in days. */
function deltaT(julianDay: number): number {
  const year = 2000 + (julianDay - 2_451_545) / 365.25;
  return secondsOfDeltaT(year) / 86_400;
}

function polynomial(value: number, ...coefficients: number[]): number {
  return coefficients.reduceRight((sum, coefficient) => sum * value + coefficient, 0);
}

function secondsOfDeltaT(year: number): number {
  if (year < 1920) return polynomial(year - 1900, -2.79, 1.494119, -0.0598939, 0.0061966, -0.000197);
  if (year < 1941) return polynomial(year - 1920, 21.2, 0.84493, -0.0761, 0.0020936);
  if (year < 1961) return polynomial(year - 1950, 29.07, 0.407, -1 / 233, 1 / 2547);
  if (year < 1986) return polynomial(year - 1975, 45.45, 1.067, -1 / 260, -1 / 718);
  if (year < 2005) return polynomial(year - 2000, 63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599);
  if (year < 2050) return polynomial(year - 2000, 62.92, 0.32217, 0.005589);
  return -20 + 32 * ((year - 1820) / 100) ** 2 - 0.5628 * (2150 - year);
}

/** Periodic terms of the true new moon: days, power of the eccentricity factor, multiples of M, M', F. */
const newMoonTerms: readonly (readonly [number, 0 | 1 | 2, number, number, number])[] = [
  [-0.4072, 0, 0, 1, 0],
  [0.17241, 1, 1, 0, 0],
  [0.01608, 0, 0, 2, 0],
  [0.01039, 0, 0, 0, 2],
  [0.00739, 1, -1, 1, 0],
  [-0.00514, 1, 1, 1, 0],
  [0.00208, 2, 2, 0, 0],
  [-0.00111, 0, 0, 1, -2],
  [-0.00057, 0, 0, 1, 2],
  [0.00056, 1, 1, 2, 0],
  [-0.00042, 0, 0, 3, 0],
  [0.00042, 1, 1, 0, 2],
  [0.00038, 1, 1, 0, -2],
  [-0.00024, 1, -1, 2, 0],
  [-0.00007, 0, 2, 1, 0],
  [0.00004, 0, 0, 2, -2],
  [0.00004, 0, 3, 0, 0],
  [0.00003, 0, 1, 1, -2],
  [0.00003, 0, 0, 2, 2],
  [-0.00003, 0, 1, 1, 2],
  [0.00003, 0, -1, 1, 2],
  [-0.00002, 0, -1, 1, -2],
  [-0.00002, 0, 1, 3, 0],
  [0.00002, 0, 0, 4, 0],
];

/** Planetary terms: days, degrees at k = 0, degrees per month. */
const planetaryTerms: readonly (readonly [number, number, number])[] = [
  [0.000325, 299.77, 0.107408],
  [0.000165, 251.88, 0.016321],
  [0.000164, 251.83, 26.651886],
  [0.000126, 349.42, 36.412478],
  [0.00011, 84.66, 18.206239],
  [0.000062, 141.74, 53.303771],
  [0.00006, 207.14, 2.453732],
  [0.000056, 154.84, 7.30686],
  [0.000047, 34.52, 27.261239],
  [0.000042, 207.19, 0.121824],
  [0.00004, 291.34, 1.844379],
  [0.000037, 161.72, 24.198154],
  [0.000035, 239.56, 25.513099],
  [0.000023, 331.55, 3.592518],
];

/** Julian day (universal time) of the k-th new moon counted from 6 January 2000. */
function newMoon(k: number): number {
  const t = k / 1236.85;
  const eccentricity = 1 - 0.002516 * t - 0.0000074 * t * t;
  const sun = 2.5534 + 29.1053567 * k - 0.0000014 * t ** 2 - 0.00000011 * t ** 3;
  const moon = 201.5643 + 385.81693528 * k + 0.0107582 * t ** 2 + 0.00001238 * t ** 3 - 0.000000058 * t ** 4;
  const latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t ** 2 - 0.00000227 * t ** 3 + 0.000000011 * t ** 4;
  const node = 124.7746 - 1.56375588 * k + 0.0020672 * t ** 2 + 0.00000215 * t ** 3;
  let julianDay = 2_451_550.09766 + meanMonth * k + 0.00015437 * t ** 2 - 0.00000015 * t ** 3 + 0.00000000073 * t ** 4;
  for (const [days, power, ofSun, ofMoon, ofLatitude] of newMoonTerms) {
    julianDay += days * eccentricity ** power * sine(ofSun * sun + ofMoon * moon + ofLatitude * latitude);
  }
  julianDay -= 0.00017 * sine(node);
  planetaryTerms.forEach(([days, start, perMonth], index) => {
    julianDay += days * sine(start + perMonth * k - (index === 0 ? 0.009173 * t * t : 0));
  });
  return julianDay - deltaT(julianDay);
}

/** The Sun's apparent longitude in degrees, 0 ≤ longitude < 360, at a Julian day of universal time. */
function sunLongitude(julianDay: number): number {
  const t = (julianDay + deltaT(julianDay) - 2_451_545) / 36_525;
  const anomaly = 357.52911 + 35_999.05029 * t - 0.0001537 * t * t;
  const centre =
    (1.914602 - 0.004817 * t - 0.000014 * t * t) * sine(anomaly) +
    (0.019993 - 0.000101 * t) * sine(2 * anomaly) +
    0.000289 * sine(3 * anomaly);
  // Pull of Venus, Jupiter and the Moon (Meeus, "Astronomical Formulae for Calculators", chapter 18; centuries from 1900).
  const since1900 = t + 1;
  const pull =
    0.00134 * sine(243.23 + 22_518.7541 * since1900) +
    0.00154 * sine(306.57 + 45_037.5082 * since1900) +
    0.002 * sine(42.69 + 32_964.3577 * since1900) +
    0.00179 * sine(350.74 + 445_267.1142 * since1900 - 0.00144 * since1900 ** 2);
  const apparent = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t + centre + pull - 0.00569 - 0.00478 * sine(125.04 - 1934.136 * t);
  return ((apparent % 360) + 360) % 360;
}

/** New moons of 20 June 1944 and 7 July 1967, seconds before midnight: closer than the theory can tell, and every published calendar has the next day. */
const knownToFallAfterMidnight: ReadonlySet<number> = new Set([-687, -402]);

/** The day in Vietnam, as a day number, on which the k-th new moon falls. */
function newMoonDay(k: number): number {
  return Math.floor(newMoon(k) + zoneDays - julianDayOfEpoch) + (knownToFallAfterMidnight.has(k) ? 1 : 0);
}

/** Which of the twelve 30° signs the Sun is in when that day begins in Vietnam; sign 9 begins at the winter solstice. */
function signAtMidnight(day: number): number {
  return Math.floor(sunLongitude(day - zoneDays + julianDayOfEpoch) / 30);
}

type LunarMonth = { start: number; length: number; month: number; year: number; leap: boolean };

/** k of the month that holds the winter solstice of a Western year: the 11th month. */
function eleventhMonth(year: number): number {
  const lastDay = dayNumber(`${year}-12-31`);
  let k = Math.ceil((lastDay + julianDayOfEpoch - 2_451_550.09766) / meanMonth) + 1;
  while (newMoonDay(k) > lastDay) k -= 1;
  // The last month begun in the year may begin after the solstice.
  return signAtMidnight(newMoonDay(k)) >= 9 ? k - 1 : k;
}

const monthsByYear = new Map<number, readonly LunarMonth[]>();

/** The months from the 11th of the lunar year before `year` up to the 10th of `year` (leap months included). */
function monthsEndingIn(year: number): readonly LunarMonth[] {
  const known = monthsByYear.get(year);
  if (known) return known;
  const first = eleventhMonth(year - 1);
  const last = eleventhMonth(year);
  const starts = Array.from({ length: last - first + 1 }, (_, index) => newMoonDay(first + index));
  const signs = starts.map(signAtMidnight);
  const leapIndex = last - first === 13 ? signs.findIndex((sign, index) => index > 0 && sign === signs[index + 1]) : -1;
  const months: LunarMonth[] = [];
  for (let index = 0; index < last - first; index++) {
    const start = starts[index] as number;
    const sinceEleventh = leapIndex >= 0 && index >= leapIndex ? index - 1 : index;
    months.push({
      start,
      length: (starts[index + 1] as number) - start,
      month: ((10 + sinceEleventh) % 12) + 1,
      year: sinceEleventh < 2 ? year - 1 : year,
      leap: index === leapIndex,
    });
  }
  monthsByYear.set(year, months);
  return months;
}

/** The lunar date of a day, Vietnamese calendar (UTC+7); right for 1900–2100. */
export function toLunar(day: Day): LunarDay {
  const number = dayNumber(day);
  const year = Number(day.slice(0, 4));
  const months = monthsEndingIn(year + (number >= dayAfter(monthsEndingIn(year)) ? 1 : 0));
  const found = months.findLast((month) => month.start <= number);
  if (!found) throw new RangeError(`No lunar month holds ${day}`);
  return { day: number - found.start + 1, month: found.month, year: found.year, leap: found.leap };
}

function dayAfter(months: readonly LunarMonth[]): number {
  const last = months.at(-1);
  return last ? last.start + last.length : Number.POSITIVE_INFINITY;
}

/** The day of a lunar date; null when that date does not exist (a 30th of a short month, a leap month the year has not). */
export function fromLunar(lunar: LunarDay): Day | null {
  for (const months of [monthsEndingIn(lunar.year), monthsEndingIn(lunar.year + 1)]) {
    const found = months.find((month) => month.month === lunar.month && month.year === lunar.year && month.leap === lunar.leap);
    if (found) {
      const exists = Number.isInteger(lunar.day) && lunar.day >= 1 && lunar.day <= found.length;
      return exists ? dayFromNumber(found.start + lunar.day - 1) : null;
    }
  }
  return null;
}

/** The lunar date beside a day, as calendars print it: '15/10', in a leap month '15/6 nhuận'. */
export function lunarText(day: Day): string {
  const lunar = toLunar(day);
  return `${lunar.day}/${lunar.month}${lunar.leap ? ' nhuận' : ''}`;
}
