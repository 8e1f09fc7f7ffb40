import { expect, it } from 'vitest';
import { stepsOf } from './scale-steps.js';

const scale = { from: 1 as const, to: 5 as const, lowLabel: 'Rất kém', highLabel: 'Rất tốt', allLabels: [] as string[] };

it('names the ends of a scale, or each step where each has a name', () => {
  expect(stepsOf(scale).map(({ value, label }) => [value, label])).toEqual([
    [1, 'Rất kém'],
    [2, ''],
    [3, ''],
    [4, ''],
    [5, 'Rất tốt'],
  ]);
  expect(stepsOf({ ...scale, allLabels: ['a', 'b', 'c', 'd', 'e'] }).map(({ label }) => label)).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(stepsOf({ ...scale, from: 0, to: 10 }).map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});
