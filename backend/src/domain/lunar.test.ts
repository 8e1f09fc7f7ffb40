import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromLunar, type LunarDay, lunarText, toLunar } from './lunar.js';
import { addDays, dayFromNumber, dayNumber, daysBetween } from './vietnam-time.js';

const newYear = (year: number): string | null => fromLunar({ day: 1, month: 1, year, leap: false });
const leapMonthOf = (year: number): number | null =>
  Array.from({ length: 12 }, (_, index) => index + 1).find((month) => fromLunar({ day: 1, month, year, leap: true }) !== null) ?? null;

describe('Tết', () => {
  it.each([
    [1900, '1900-01-31'],
    [1945, '1945-02-13'],
    [1954, '1954-02-03'],
    [1975, '1975-02-11'],
    [1976, '1976-01-31'],
    [1990, '1990-01-27'],
    [1995, '1995-01-31'],
    [2000, '2000-02-05'],
    [2010, '2010-02-14'],
    [2012, '2012-01-23'],
    [2015, '2015-02-19'],
    [2020, '2020-01-25'],
    [2021, '2021-02-12'],
    [2022, '2022-02-01'],
    [2023, '2023-01-22'],
    [2024, '2024-02-10'],
    [2025, '2025-01-29'],
    [2026, '2026-02-17'],
    [2027, '2027-02-06'],
    [2028, '2028-01-26'],
    [2029, '2029-02-13'],
    [2033, '2033-01-31'],
    [2034, '2034-02-19'],
    [2050, '2050-01-23'],
    [2099, '2099-01-21'],
    [2100, '2100-02-09'],
  ])('of %i is %s', (year, day) => expect(newYear(year)).toBe(day));

  it.each([
    [1968, '1968-01-29', '1968-01-30'],
    [1969, '1969-02-16', '1969-02-17'],
    [1985, '1985-01-21', '1985-02-20'],
    [2007, '2007-02-17', '2007-02-18'],
    [2030, '2030-02-02', '2030-02-03'],
    [2053, '2053-02-18', '2053-02-19'],
  ])('of %i is %s in Vietnam, not the %s of the meridian of Beijing', (year, vietnam) => expect(newYear(year)).toBe(vietnam));
});

describe('months', () => {
  it.each([
    [1984, null],
    [1985, 2],
    [1987, 7],
    [2001, 4],
    [2004, 2],
    [2006, 7],
    [2009, 5],
    [2012, 4],
    [2014, 9],
    [2017, 6],
    [2020, 4],
    [2023, 2],
    [2024, null],
    [2025, 6],
    [2026, null],
    [2027, null],
    [2028, 5],
    [2031, 3],
    [2033, 11],
    [2034, null],
    [2036, 6],
  ])('%i has the leap month %s', (year, month) => expect(leapMonthOf(year)).toBe(month));

  it.each([
    [2025, [30, 29, 30, 29, 29, 30, 29, 30, 29, 30, 30, 30, 29]],
    [2026, [30, 29, 30, 29, 29, 30, 29, 29, 30, 30, 30, 29]],
  ])('of %i are as long as calendars print them', (year, lengths) => {
    const starts: string[] = [];
    for (let day = newYear(year) as string; toLunar(day).year === year; day = addDays(day, 1)) if (toLunar(day).day === 1) starts.push(day);
    starts.push(newYear(year + 1) as string);
    expect(starts.slice(1).map((start, index) => daysBetween(starts[index] as string, start))).toEqual(lengths);
  });

  it.each<[string, LunarDay]>([
    ['2025-02-12', { day: 15, month: 1, year: 2025, leap: false }],
    ['2026-03-03', { day: 15, month: 1, year: 2026, leap: false }],
    ['2027-02-20', { day: 15, month: 1, year: 2027, leap: false }],
    ['2025-01-22', { day: 23, month: 12, year: 2024, leap: false }],
    ['2026-02-10', { day: 23, month: 12, year: 2025, leap: false }],
    ['2027-01-30', { day: 23, month: 12, year: 2026, leap: false }],
    ['2025-04-07', { day: 10, month: 3, year: 2025, leap: false }],
    ['2026-04-26', { day: 10, month: 3, year: 2026, leap: false }],
    ['2027-04-16', { day: 10, month: 3, year: 2027, leap: false }],
    ['2025-05-12', { day: 15, month: 4, year: 2025, leap: false }],
    ['2026-05-31', { day: 15, month: 4, year: 2026, leap: false }],
    ['2027-05-20', { day: 15, month: 4, year: 2027, leap: false }],
    ['2025-09-06', { day: 15, month: 7, year: 2025, leap: false }],
    ['2026-08-27', { day: 15, month: 7, year: 2026, leap: false }],
    ['2027-08-16', { day: 15, month: 7, year: 2027, leap: false }],
    ['2025-10-06', { day: 15, month: 8, year: 2025, leap: false }],
    ['2026-09-25', { day: 15, month: 8, year: 2026, leap: false }],
    ['2027-09-15', { day: 15, month: 8, year: 2027, leap: false }],
    ['2025-01-28', { day: 29, month: 12, year: 2024, leap: false }],
    ['2026-02-16', { day: 29, month: 12, year: 2025, leap: false }],
    ['2027-02-05', { day: 29, month: 12, year: 2026, leap: false }],
    ['2025-07-25', { day: 1, month: 6, year: 2025, leap: true }],
    ['2026-11-24', { day: 16, month: 10, year: 2026, leap: false }],
    ['2033-12-22', { day: 1, month: 11, year: 2033, leap: true }],
    ['1944-06-21', { day: 1, month: 5, year: 1944, leap: false }],
    ['1967-07-08', { day: 1, month: 6, year: 1967, leap: false }],
  ])('%s is %o', (day, lunar) => {
    expect(toLunar(day)).toEqual(lunar);
    expect(fromLunar(lunar)).toBe(day);
  });

  it('follow one another without a gap on every day from 1900 to 2100, and lead back to the day', () => {
    let before: LunarDay = toLunar('1899-12-31');
    const last = dayNumber('2100-12-31');
    for (let number = dayNumber('1900-01-01'); number <= last; number++) {
      const day = dayFromNumber(number);
      const lunar = toLunar(day);
      const follows = follow(before, lunar);
      if (!follows || fromLunar(lunar) !== day) expect.fail(`${day}: ${JSON.stringify(before)} → ${JSON.stringify(lunar)}`);
      before = lunar;
    }
  });

  it('have the winter solstice in the eleventh, and no year has two leap months', () => {
    for (let year = 1900; year < 2100; year++) {
      const leaps = Array.from({ length: 12 }, (_, index) => fromLunar({ day: 1, month: index + 1, year, leap: true })).filter(
        (day) => day !== null,
      );
      expect(leaps.length, String(year)).toBeLessThanOrEqual(1);
      // The solstice falls on 21 to 23 December in Vietnam throughout the range.
      expect(
        ['1', '2', '3'].some((digit) => toLunar(`${year}-12-2${digit}`).month === 11),
        String(year),
      ).toBe(true);
    }
  });
});

function follow(before: LunarDay, lunar: LunarDay): boolean {
  if (lunar.day !== 1)
    return lunar.day === before.day + 1 && lunar.month === before.month && lunar.year === before.year && lunar.leap === before.leap;
  if (before.day !== 29 && before.day !== 30) return false;
  if (lunar.leap) return lunar.month === before.month && lunar.year === before.year && !before.leap;
  return before.month === 12
    ? lunar.month === 1 && lunar.year === before.year + 1
    : lunar.month === before.month + 1 && lunar.year === before.year;
}

describe('dates that do not exist', () => {
  it.each<LunarDay>([
    { day: 30, month: 12, year: 2024, leap: false },
    { day: 30, month: 12, year: 2025, leap: false },
    { day: 30, month: 12, year: 2026, leap: false },
    { day: 31, month: 1, year: 2026, leap: false },
    { day: 0, month: 1, year: 2026, leap: false },
    { day: 1.5, month: 1, year: 2026, leap: false },
    { day: 1, month: 13, year: 2026, leap: false },
    { day: 1, month: 0, year: 2026, leap: false },
    { day: 1, month: 6, year: 2026, leap: true },
    { day: 30, month: 6, year: 2025, leap: true },
  ])('%o', (lunar) => expect(fromLunar(lunar)).toBeNull());

  it('never come out as something else', () => {
    const lunar = fc.record({
      day: fc.integer({ min: 1, max: 30 }),
      month: fc.integer({ min: 1, max: 12 }),
      year: fc.integer({ min: 1900, max: 2100 }),
      leap: fc.boolean(),
    });
    fc.assert(
      fc.property(lunar, (wanted) => {
        const day = fromLunar(wanted);
        if (day !== null) expect(toLunar(day)).toEqual(wanted);
      }),
      { numRuns: 1000 },
    );
  });
});

it('is printed beside a day', () => {
  expect(lunarText('2026-11-23')).toBe('15/10');
  expect(lunarText('2025-08-08')).toBe('15/6 nhuận');
});
