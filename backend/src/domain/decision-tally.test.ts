import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neededOf, quorumOf, reaches, ruleText, type TallyInput, tally } from './decision-tally.js';

const hamlet = (hamletKey: string, households: number, votes: Record<string, number>, invalid = 0) => ({
  hamletKey,
  households,
  tookPart: Object.values(votes).reduce((sum, count) => sum + count, invalid),
  invalid,
  votes: new Map(Object.entries(votes)),
});
const agreement = (item: TallyInput['item'], households: number, agree: number, others: Record<string, number> = {}) =>
  tally({
    item,
    scope: 'hamlet',
    style: 'agreement',
    options: ['agree', 'disagree', 'other'],
    seats: 1,
    hamlets: [hamlet('xom-1', households, { agree, ...others })],
  });
const election = (households: number, seats: number, votes: Record<string, number>) =>
  tally({
    item: 5,
    scope: 'hamlet',
    style: 'election',
    options: [...Object.keys(votes), 'none'],
    seats,
    hamlets: [hamlet('xom-1', households, votes)],
  });
const elected = (result: ReturnType<typeof tally>) => result.options.filter(({ chosen }) => chosen).map(({ key }) => key);

describe('how many of all households must agree (Luật 10/2022/QH15 Art. 21)', () => {
  it.each([
    [1, 100, 67],
    [1, 99, 66],
    [2, 3, 2],
    [2, 1, 1],
    [2, 112, 75],
    [1, 200, 134],
    [3, 100, 51],
    [4, 101, 51],
    [5, 2, 2],
    [6, 1, 1],
    [6, 112, 57],
    [6, 200, 101],
  ] as const)('item %i of %i households: %i', (item, households, needed) => {
    expect(agreement(item, households, 0).needed).toBe(needed);
    expect(agreement(item, households, needed).outcome).toBe('passed');
    expect(agreement(item, households, needed - 1).outcome).toBe('not_passed');
  });

  it('counts households that did not vote: 60 of 70 voters among 200 households pass nothing', () => {
    const result = agreement(6, 200, 60, { disagree: 10 });
    expect(result).toMatchObject({ outcome: 'not_passed', households: 200, tookPart: 70, needed: 101 });
    expect(agreement(6, 200, 101).outcome).toBe('passed');
    expect(agreement(6, 200, 100).outcome).toBe('not_passed');
  });

  it('never lets disagreement or another opinion pass', () => {
    expect(agreement(6, 10, 0, { disagree: 10 })).toMatchObject({ outcome: 'not_passed' });
    expect(agreement(6, 10, 0, { other: 10 })).toMatchObject({ outcome: 'not_passed' });
  });

  it('passes nothing where there is no household', () => {
    expect(agreement(6, 0, 0)).toMatchObject({ outcome: 'not_passed', needed: 1 });
  });

  it('agrees with fractions computed exactly, for every number of households', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_000 }), fc.integer({ min: 0, max: 50_000 }), (all, count) => {
        expect(reaches('two_thirds', count, all)).toBe(BigInt(count) * 3n >= BigInt(all) * 2n);
        expect(reaches('more_than_half', count, all)).toBe(BigInt(count) * 2n > BigInt(all));
        for (const threshold of ['two_thirds', 'more_than_half'] as const) {
          expect(reaches(threshold, neededOf(threshold, all), all)).toBe(true);
          expect(reaches(threshold, neededOf(threshold, all) - 1, all)).toBe(false);
        }
      }),
    );
  });
});

describe('a meeting that lacks households', () => {
  it.each([
    [1, 66, 100, false],
    [1, 67, 100, true],
    [3, 50, 100, false],
    [5, 51, 100, true],
  ] as const)('item %i: %i of %i households: %s', (item, attended, households, reached) => {
    expect(quorumOf(item, attended, households).reached).toBe(reached);
  });
});

describe('alternatives', () => {
  const of = (votes: Record<string, number>, item: 1 | 6 = 6) =>
    tally({ item, scope: 'hamlet', style: 'alternatives', options: ['a', 'b', 'none'], seats: 1, hamlets: [hamlet('x', 100, votes)] });
  it('passes the one that enough of all households chose, not the one that most voters did', () => {
    expect(elected(of({ a: 51, b: 10 }))).toEqual(['a']);
    expect(of({ a: 50, b: 10 }).outcome).toBe('not_passed');
    expect(of({ a: 60, b: 40 }, 1).outcome).toBe('not_passed');
    expect(elected(of({ a: 67, b: 33 }, 1))).toEqual(['a']);
    expect(of({ none: 100 }).outcome).toBe('not_passed');
  });
});

describe('commune scope: two thirds of the households of a hamlet, and two thirds of the hamlets', () => {
  const of = (agree: number[], sizes = agree.map(() => 90)) =>
    tally({
      item: 1,
      scope: 'commune',
      style: 'agreement',
      options: ['agree', 'disagree', 'other'],
      seats: 1,
      hamlets: agree.map((count, index) => hamlet(`xom-${index + 1}`, sizes[index] ?? 90, { agree: count })),
    });
  it.each([
    // 12 hamlets: eight must agree.
    [[60, 60, 60, 60, 60, 60, 60, 60, 0, 0, 0, 0], 'passed', 8, 8],
    [[60, 60, 60, 60, 60, 60, 60, 59, 59, 59, 59, 59], 'not_passed', 7, 8],
    [[90, 90, 90, 90, 90, 90, 90, 59, 59, 59, 59, 59], 'not_passed', 7, 8],
    // Of two hamlets two thirds are both; of three, two.
    [[60, 59], 'not_passed', 1, 2],
    [[60, 60], 'passed', 2, 2],
    [[60, 60, 0], 'passed', 2, 2],
  ] as const)('%j → %s', (agree, outcome, passed, needed) => {
    expect(of([...agree])).toMatchObject({ outcome, hamletsPassed: passed, hamletsNeeded: needed });
  });
  it('asks nothing of the commune as a whole: small hamlets count as much as large ones', () => {
    const result = of([10, 10, 0], [10, 10, 980]);
    expect(result).toMatchObject({ outcome: 'passed', households: 1_000 });
    expect(result.hamlets.map(({ passed }) => passed)).toEqual([true, true, false]);
  });
});

describe('elections: more than half of all households, most votes first', () => {
  it.each([
    ['one seat', 100, 1, { an: 51, binh: 49 }, ['an'], 'passed'],
    ['nobody reaches half', 100, 1, { an: 50, binh: 49 }, [], 'not_passed'],
    ['two of three who reach half', 100, 2, { an: 80, binh: 60, chi: 70 }, ['an', 'chi'], 'passed'],
    ['one seat stays empty', 100, 2, { an: 80, binh: 50 }, ['an'], 'partly'],
    ['a tie for the last seat gives it to nobody', 100, 2, { an: 80, binh: 60, chi: 60 }, ['an'], 'tied'],
    ['a tie above the last seat is none', 100, 2, { an: 60, binh: 60, chi: 55 }, ['an', 'binh'], 'passed'],
    ['a tie of all for one seat', 100, 1, { an: 55, binh: 55 }, [], 'tied'],
  ] as const)('%s', (_name, households, seats, votes, wanted, outcome) => {
    const result = election(households, seats, votes);
    expect([elected(result).sort(), result.outcome]).toEqual([wanted, outcome]);
  });

  it('never seats more than there are seats, nor anybody without half', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 5 }), (numbers, seats) => {
        const result = election(100, seats, Object.fromEntries(numbers.map((count, index) => [`c${index}`, count])));
        const chosen = result.options.filter((option) => option.chosen);
        expect(chosen.length).toBeLessThanOrEqual(seats);
        expect(chosen.every(({ count }) => count > 50)).toBe(true);
        const worst = Math.min(...chosen.map(({ count }) => count));
        for (const { key, count, chosen: seated } of result.options)
          if (!seated && !result.tied.includes(key)) expect(count <= worst || chosen.length === 0).toBe(true);
      }),
    );
  });
});

it.each([
  [{ item: 1, scope: 'hamlet', style: 'agreement' }, /^Được thông qua khi có từ hai phần ba tổng số hộ đồng ý: ít nhất 67 trong 100 hộ\./],
  [{ item: 1, scope: 'commune', style: 'agreement' }, /ít nhất 4 trong 6 xóm/],
  [{ item: 4, scope: 'hamlet', style: 'election' }, /^Trúng cử khi được trên 50 % tổng số hộ bầu \(ít nhất 51 trong 100 hộ\)/],
  [{ item: 4, scope: 'hamlet', style: 'agreement' }, /^Được thông qua khi có trên 50 % tổng số hộ đồng ý/],
] as const)('says the rule of %j in whole households', (decided, words) => {
  expect(ruleText(decided, 100, 6)).toMatch(words);
});
