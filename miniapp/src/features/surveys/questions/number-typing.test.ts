import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fieldNumber, readBack, readNumber, typedNumber } from './number-typing.js';

it.each([
  ['12', 0, '12'],
  ['1.250.000', 0, '1250000'],
  ['1 250 000 đồng', 0, '1250000'],
  ['-5', 0, '-5'],
  ['5-', 0, '5'],
  ['1,5', 0, '15'],
  ['1,5', 1, '1,5'],
  ['1.5', 1, '1,5'],
  ['1.5.5', 2, '1,55'],
  [',5', 1, ',5'],
  ['abc', 0, ''],
])('lets only a number stand: %s with %s decimals', (text, decimals, typed) => {
  expect(typedNumber(text, decimals)).toBe(typed);
});

it.each([
  ['12', 12],
  ['-3', -3],
  ['1,5', 1.5],
  ['1,', 1],
  ['', null],
  ['-', null],
  [',5', null],
])('reads %s', (typed, value) => {
  expect(readNumber(typed)).toBe(value);
});

it('shows a number so that it is read as the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 3 }), (whole, decimals) => {
      const value = Number((whole / 10 ** decimals).toFixed(decimals));
      expect(readNumber(typedNumber(fieldNumber(value), decimals))).toBe(value === 0 ? 0 : value);
    }),
  );
});

it('reads large numbers back', () => {
  expect(readBack(1_250_000, 'đồng')).toBe('1.250.000 đồng');
  expect(readBack(999, 'm')).toBeNull();
});
