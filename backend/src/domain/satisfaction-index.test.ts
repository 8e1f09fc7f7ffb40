import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedOf, type Criterion, criterionKeys, factorKeys, questionSets, questionsOn } from '../contracts/satisfaction-questions.js';
import {
  addFacts,
  addTold,
  type Count,
  cellOf,
  type Factors,
  fewestAnswers,
  indexOf,
  type Part,
  planQuarter,
  type Tally,
  type Told,
  toldFacts,
  toldGroups,
  toldMonth,
  toldQuarter,
  wilson,
} from './satisfaction-index.js';
import { summable } from './small-groups.js';

const factors = Object.fromEntries(
  factorKeys.map((factor) => [factor, (questionSets[0]?.factors.find(({ key }) => key === factor)?.criteria ?? []).map(({ key }) => key)]),
) as unknown as Factors;
const count = (satisfied: number, valid: number): Count => ({ satisfied, valid });

/** A tally in which everybody answered every criterion, so many of them satisfied; single criteria otherwise. */
function tally(answers: number, satisfied: number, other: Partial<Record<Criterion, Count>> = {}, invited = 2 * answers): Tally {
  const criteria = Object.fromEntries(criterionKeys.map((key) => [key, other[key] ?? count(satisfied, answers)])) as Tally['criteria'];
  return { answers, invited, criteria };
}

describe('the questions', () => {
  it('are the five factors, each criterion once, and never called the official index', () => {
    const [set] = questionSets;
    expect(set?.factors.map(({ key }) => key)).toEqual([...factorKeys]);
    expect(set?.factors.flatMap(({ criteria }) => criteria.map(({ key }) => key))).toEqual([...criterionKeys]);
    expect(JSON.stringify(questionSets)).not.toMatch(/chỉ số SIPAS/i);
    expect(questionsOn('2026-12-01').version).toBe(1);
    const asked = askedOf(1, ['waysToSpeak', 'easyToSpeak', 'handledActively', 'toldInTime', 'polite']);
    expect(asked.map(({ key, criteria }) => [key, criteria.length])).toEqual([
      ['access', 5],
      ['procedure', 4],
      ['officer', 5],
      ['result', 4],
    ]);
  });
});

describe('an index', () => {
  // Wilson (1927) by hand: centre (p + z²/2n) / (1 + z²/n), half z / (1 + z²/n) · √(p(1−p)/n + z²/4n²), z = 1.96.
  it.each([
    [5, 10, 50, 23.7, 76.3],
    [8, 10, 80, 49, 94.3],
    [10, 10, 100, 72.2, 100],
    [0, 20, 0, 0, 16.1],
    [45, 50, 90, 78.6, 95.7],
    [1, 3, 33.3, 6.1, 79.2],
  ])('of %i satisfied in %i is %d, between %d and %d', (satisfied, valid, percent, low, high) => {
    expect(indexOf([count(satisfied, valid)])).toEqual({ percent, low, high, people: valid });
  });

  it('of several criteria is the share of all their answers, with the bounds of as many people', () => {
    // 8 of 10, 10 of 20 and 2 of 10: 20 of 40, by twenty people at least.
    expect(indexOf([count(8, 10), count(10, 20), count(2, 10)])).toEqual({ percent: 50, low: 29.9, high: 70.1, people: 20 });
    expect(indexOf([])).toBeNull();
    expect(indexOf([count(0, 0)])).toBeNull();
  });

  it('lies between 0 and 100, within its bounds, and never falls when somebody is more satisfied', () => {
    const some = fc.array(
      fc.integer({ min: 1, max: 500 }).chain((valid) => fc.integer({ min: 0, max: valid }).map((satisfied) => count(satisfied, valid))),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(some, fc.nat(), (counts, which) => {
        const before = indexOf(counts);
        if (!before) throw new Error('there are answers');
        expect(before.low).toBeGreaterThanOrEqual(0);
        expect(before.low).toBeLessThanOrEqual(before.percent);
        expect(before.percent).toBeLessThanOrEqual(before.high);
        expect(before.high).toBeLessThanOrEqual(100);
        const place = which % counts.length;
        const better = counts.map((each, index) =>
          index === place && each.satisfied < each.valid ? count(each.satisfied + 1, each.valid) : each,
        );
        const after = indexOf(better);
        expect(after?.percent).toBeGreaterThanOrEqual(before.percent);
        expect(after?.low).toBeGreaterThanOrEqual(before.low);
        expect(after?.high).toBeGreaterThanOrEqual(before.high);
      }),
    );
    expect(wilson(0.5, 1_000).high - wilson(0.5, 1_000).low).toBeLessThan(wilson(0.5, 100).high - wilson(0.5, 100).low);
  });
});

describe('what is told', () => {
  it('of a month: from ten on, and only criteria ten spoke of', () => {
    expect(toldMonth(tally(9, 9))).toBeNull();
    const told = toldMonth(tally(12, 6, { modernEquipment: count(3, 9), fair: count(10, 10) }));
    expect(told?.criteria.modernEquipment).toBeUndefined();
    const cell = cellOf(told, factors);
    if (cell.state === 'hidden') throw new Error('hidden');
    expect(cell).toMatchObject({ answers: 12, invited: 24 });
    // Four criteria of the factor are told, 6 of 12 each; the fifth counts nowhere.
    expect(cell.factors.access).toMatchObject({ percent: 50, people: 12 });
    // 3 × 6 of 12 and 10 of 10: 28 of 46.
    expect(cell.factors.result).toMatchObject({ percent: 60.9, people: 12 });
    // 21 × 6 of 12 and 10 of 10: 136 of 262.
    expect(cell.total).toMatchObject({ percent: 51.9 });
    expect(cellOf(null, factors)).toEqual({ state: 'hidden' });
  });

  it.each([
    // All told.
    [[12, 20, 15], '123', 47],
    // One of few beside two that were told: it is left out, or the quarter would tell it.
    [[12, 3, 15], '13', 27],
    // Two of few that make ten: they are in, and which is which nobody knows.
    [[12, 4, 6], '123', 22],
    [[12, 4, 5], '1', 12],
    // None told by itself, enough together.
    [[4, 3, 3], '123', 10],
    [[4, 3, 2], '', null],
    [[9, 0, 0], '', null],
    [[0, 0, 0], '', null],
  ])('of a quarter with %j answers counts the months %s', (answers, counted, sum) => {
    const months = new Map(answers.map((each, index) => [`2026-0${index + 1}`, tally(each, each)]));
    const plan = planQuarter(months);
    expect([...plan.months].map((month) => month.slice(-1)).join('')).toBe(counted);
    expect(toldQuarter(months, plan)?.answers ?? null).toBe(sum);
  });

  it('of a sum counts one part that was not told only beside another', () => {
    const counted = (counts: Record<string, number>) =>
      [...summable(10, new Map(Object.entries(counts)), (key) => key === 'told')].join(' ');
    expect(counted({ told: 20, one: 12 })).toBe('told');
    expect(counted({ told: 20, one: 12, two: 1 })).toBe('told one two');
    expect(counted({ told: 20, one: 4, two: 5 })).toBe('told');
    expect(counted({ told: 20, one: 4, two: 0 })).toBe('told');
  });

  it('of procedures: never of few, and none that follows from the others', () => {
    const parts = (month: string, answers: Record<string, number>): Part[] =>
      Object.entries(answers).map(([key, each]) => ({ month, key, tally: tally(each, each) }));
    const rows = [...parts('2026-01', { a: 9, b: 3, c: 8 }), ...parts('2026-02', { a: 9, b: 2, c: 9 }), ...parts('2026-03', { a: 3 })];
    // March has three answers: it is left out, and a has 18.
    const plan = planQuarter(
      new Map([
        ['2026-01', tally(20, 20)],
        ['2026-02', tally(20, 20)],
        ['2026-03', tally(3, 3)],
      ]),
    );
    const told = toldGroups(rows, plan);
    // b has five, so the next smallest is hidden with it.
    expect([...told].map(([key, one]) => [key, one?.answers ?? null])).toEqual([
      ['a', 18],
      ['b', null],
      ['c', null],
    ]);
  });

  it('cannot be had by subtraction, from months, groups, criteria or years', () => {
    const cellCount = fc.integer({ min: 0, max: 14 });
    const grid = fc.array(fc.array(fc.tuple(cellCount, fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 4, maxLength: 4 }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(grid, (cells) => {
        const parts: Part[] = cells.flatMap((groups, month) =>
          groups.map(([answers, share], group) => {
            const valid = Math.round(answers * share);
            return { month: `2026-0${month + 1}`, key: `g${group}`, tally: tally(answers, answers, { fair: count(valid, valid) }) };
          }),
        );
        const sumOf = (some: readonly Part[]) =>
          tally(
            some.reduce((sum, part) => sum + part.tally.answers, 0),
            some.reduce((sum, part) => sum + part.tally.answers, 0),
            {
              fair: count(
                some.reduce((sum, part) => sum + part.tally.criteria.fair.valid, 0),
                some.reduce((sum, part) => sum + part.tally.criteria.fair.valid, 0),
              ),
            },
          );
        const months = new Map(
          ['2026-01', '2026-02', '2026-03'].map((month) => [month, sumOf(parts.filter((part) => part.month === month))]),
        );
        const plan = planQuarter(months);
        const quarter = toldQuarter(months, plan);
        const groups = toldGroups(parts, plan);
        const safe = (rest: number, of: number) => expect(rest === 0 || (rest >= fewestAnswers && of > 1)).toBe(true);

        const toldMonths = [...months].map(([month, each]) => [month, toldMonth(each)] as const);
        for (const read of [
          (one: { answers: number }) => one.answers,
          (one: { criteria: Partial<Record<Criterion, Count>> }) => one.criteria.fair?.valid ?? 0,
        ] as ((one: Told) => number)[]) {
          const whole = quarter ? read(quarter) : 0;
          if (whole === 0) continue;
          expect(whole).toBeGreaterThanOrEqual(fewestAnswers);
          const ofMonths = toldMonths.map(([, one]) => (one ? read(one) : 0));
          const hiddenMonths = toldMonths.filter(([, one]) => one === null || read(one) === 0).length;
          safe(whole - ofMonths.reduce((sum, each) => sum + each, 0), hiddenMonths);
          const ofGroups = [...groups.values()].map((one) => (one ? read(one) : 0));
          for (const each of ofGroups) expect(each === 0 || each >= fewestAnswers).toBe(true);
          const hidden = [...groups].filter(([, one]) => one === null || read(one) === 0);
          safe(whole - ofGroups.reduce((sum, each) => sum + each, 0), hidden.length);
        }
        // A year is made of nothing else.
        expect(addTold([quarter, null])?.answers ?? null).toBe(quarter?.answers ?? null);
      }),
    );
  });

  it('of facts: the counted months alone, and a question only when ten answered it', () => {
    const plan = { months: new Set(['2026-01', '2026-02']) };
    const told = toldFacts(
      new Map([
        ['2026-01', { trouble: { yes: 1, no: 6 }, apology: { yes: 2, no: 1 } }],
        ['2026-02', { trouble: { yes: 0, no: 5 } }],
        ['2026-03', { trouble: { yes: 9, no: 9 } }],
      ]),
      plan,
    );
    expect(told).toEqual({ trouble: { yes: 1, no: 11 } });
    expect(addFacts([told, told, {}])).toEqual({ trouble: { yes: 2, no: 22 } });
  });
});
