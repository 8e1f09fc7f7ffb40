import type { SurveyAnswer, SurveyAnswers } from 'backend/contracts/survey-questions';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { merged, type Told } from './draft-merge.js';

const stars = (value: number): SurveyAnswer => ({ type: 'rating', value });
const told = (...said: [key: string, value: number | null, time: number][]): Told => ({
  answers: Object.fromEntries(said.flatMap(([key, value]) => (value === null ? [] : [[key, stars(value)]]))),
  times: Object.fromEntries(said.map(([key, , time]) => [key, time])),
});

it.each<[string, Told, Told, SurveyAnswers, string[]]>([
  ['different questions', told(['a', 1, 10]), told(['b', 2, 5]), { a: stars(1), b: stars(2) }, ['b']],
  ['the later of both, here', told(['a', 1, 10]), told(['a', 2, 5]), { a: stars(1) }, []],
  ['the later of both, there', told(['a', 1, 5]), told(['a', 2, 10]), { a: stars(2) }, ['a']],
  ['at the same time what the phone in hand says', told(['a', 1, 5]), told(['a', 2, 5]), { a: stars(1) }, []],
  ['the same on both is no news', told(['a', 1, 5]), told(['a', 1, 10]), { a: stars(1) }, []],
  ['taken back later', told(['a', 1, 5]), told(['a', null, 10]), {}, ['a']],
  ['taken back before', told(['a', 1, 10]), told(['a', null, 5]), { a: stars(1) }, []],
  ['answered again after taking back', told(['a', null, 5]), told(['a', 3, 10]), { a: stars(3) }, ['a']],
  ['without a time nothing that has one is pushed aside', told(['a', 1, 5]), { answers: { a: stars(2) }, times: {} }, { a: stars(1) }, []],
  ['without a time what stands alone is taken', told(), { answers: { a: stars(2) }, times: {} }, { a: stars(2) }, ['a']],
  ['a name every object has', told(['constructor', 1, 5]), told(['constructor', 2, 10]), { constructor: stars(2) }, ['constructor']],
])('puts two phones together: %s', (_, mine, theirs, answers, taken) => {
  const both = merged(mine, theirs);
  expect(both.answers).toEqual(answers);
  expect(both.taken).toEqual(taken);
});

const anyTold = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.option(fc.integer({ min: 1, max: 5 })), fc.integer({ min: 1, max: 999 })),
    {
      selector: ([key]) => key,
    },
  )
  .map((said) => told(...said));

it('ends with the same on both phones, whoever saves first, and does not change what is together already', () => {
  fc.assert(
    fc.property(anyTold, anyTold, (one, other) => {
      // Two phones never answer the same question in the same millisecond.
      const shifted = {
        answers: other.answers,
        times: Object.fromEntries(Object.entries(other.times).map(([key, time]) => [key, time + 0.5])),
      };
      const { answers, times } = merged(one, shifted);
      expect(merged(shifted, one)).toMatchObject({ answers, times });
      expect(merged({ answers, times }, shifted)).toMatchObject({ answers, times, taken: [] });
      for (const key of Object.keys(times)) expect([one.answers[key], shifted.answers[key]]).toContainEqual(answers[key]);
    }),
  );
});
