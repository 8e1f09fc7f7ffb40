import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assentCounts,
  assentsOn,
  assentUntil,
  collectingUntil,
  defaultInitiativeTerms,
  initiativeTermsOn,
  monthsAfter,
  progressOf,
} from './initiatives.js';
import { decidedDays } from './public-calendar.testing.js';
import { addDays, dayFromNumber } from './vietnam-time.js';

describe('three months', () => {
  it.each([
    ['2026-01-15', '2026-04-15'],
    ['2026-11-30', '2027-02-28'],
    ['2027-11-30', '2028-02-29'],
    ['2027-11-29', '2028-02-29'],
    ['2026-11-28', '2027-02-28'],
    ['2026-12-31', '2027-03-31'],
    ['2026-01-31', '2026-04-30'],
    ['2026-05-31', '2026-08-31'],
    ['2026-03-31', '2026-06-30'],
    ['2028-02-29', '2028-05-29'],
    ['2026-10-01', '2027-01-01'],
    ['2099-12-31', '2100-03-31'],
  ])('from %s end with %s, as the Civil Code counts months', (day, end) => {
    expect(assentUntil(day)).toBe(end);
  });

  it.each([
    ['2026-12-01', '2027-03-01'],
    // A Sunday, then Tết, then 30/4 and 1/5 with what makes up for the Saturday.
    ['2026-12-07', '2027-03-08'],
    ['2026-11-06', '2027-02-11'],
    ['2027-01-30', '2027-05-04'],
  ])('of collecting signatures from %s end with %s, a working day', (day, end) => {
    expect(collectingUntil(day, decidedDays)).toBe(end);
  });

  it('never end earlier for what was begun later', () => {
    const days = fc.integer({ min: 18_000, max: 40_000 }).map(dayFromNumber);
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 60 }), (day, later) => {
        expect(monthsAfter(day, 3) <= monthsAfter(addDays(day, later), 3)).toBe(true);
        expect(monthsAfter(day, 3).slice(8) <= day.slice(8)).toBe(true);
      }),
    );
  });
});

describe('an assent', () => {
  it.each([
    ['the day before it is given', '2026-11-29', false],
    ['the day it is given', '2026-11-30', true],
    ['the last day of its three months', '2027-02-28', true],
    ['the day after', '2027-03-01', false],
  ])('on %s', (_when, day, counts) => {
    expect(assentCounts('2026-11-30', day)).toBe(counts);
  });

  it('is counted by day, and no more once it is old', () => {
    const given = [
      { givenOn: '2026-09-10', households: 4 },
      { givenOn: '2026-11-30', households: 5 },
      { givenOn: '2026-12-15', households: 2 },
    ];
    expect(
      ['2026-09-09', '2026-09-10', '2026-12-10', '2026-12-11', '2026-12-15', '2027-02-28', '2027-03-01', '2027-03-16'].map((day) =>
        assentsOn(given, day),
      ),
    ).toEqual([0, 4, 9, 5, 7, 7, 2, 0]);
  });
});

describe('a tenth of the households', () => {
  it.each([
    [0, 0, 1, false],
    [1, 0, 1, false],
    [1, 1, 1, true],
    [9, 1, 1, true],
    [10, 1, 1, true],
    [11, 1, 2, false],
    [11, 2, 2, true],
    [70, 7, 7, true],
    [71, 7, 8, false],
    [100, 10, 10, true],
    [101, 10, 11, false],
    [101, 11, 11, true],
    [3_007, 300, 301, false],
    [3_007, 301, 301, true],
  ])('of %i with %i signed needs %i', (households, signed, needed, isReached) => {
    expect(progressOf(signed, households, false)).toEqual({ signed, households, needed, isReached });
  });

  it('is reached exactly when as many signed as are needed', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(600), (households, signed) => {
        const progress = progressOf(signed, households, false);
        expect(progress.isReached).toBe(households > 0 && signed >= progress.needed);
        if (households > 0) expect(10 * progress.needed >= households && 10 * (progress.needed - 1) < households).toBe(true);
      }),
    );
  });

  it('is not asked for when the Front supports it, but one household is', () => {
    expect(progressOf(0, 100, true)).toMatchObject({ needed: 1, isReached: false });
    expect(progressOf(1, 100, true)).toMatchObject({ needed: 1, isReached: true });
  });
});

it('holds the terms with the latest day that has come', () => {
  const from = (validFrom: string, checkWithin: number) => ({ ...defaultInitiativeTerms, validFrom, checkWithin });
  const all = [from('2027-01-01', 7), from('2026-06-01', 3)];
  expect(['2026-05-31', '2026-06-01', '2026-12-31', '2027-01-01'].map((day) => initiativeTermsOn(all, day).checkWithin)).toEqual([
    5, 3, 3, 7,
  ]);
});
