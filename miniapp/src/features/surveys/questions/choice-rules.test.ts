import { expect, it } from 'vitest';
import { howMany, isFull, moved, pressed } from './choice-rules.js';

const option = (key: string, exclusive = false) => ({ key, label: key, exclusive, next: null });
const question = { options: [option('mot'), option('hai'), option('ba'), option('khong', true)], max: 2, allowOther: true };
const chosen = (choices: string[], other = '') => ({ type: 'multiple' as const, choices, other });

it.each([
  ['a first one', undefined, 'hai', chosen(['hai'])],
  ['keeps the order of the question', chosen(['hai']), 'mot', chosen(['mot', 'hai'])],
  ['takes one back', chosen(['mot', 'hai']), 'mot', chosen(['hai'])],
  ['takes the last one back', chosen(['mot']), 'mot', undefined],
  ['what stands alone puts the others away', chosen(['mot', 'hai']), 'khong', chosen(['khong'])],
  ['another puts what stands alone away', chosen(['khong']), 'mot', chosen(['mot'])],
  ['words stay while their choice stays', chosen(['khac'], 'ao cá'), 'mot', chosen(['mot', 'khac'], 'ao cá')],
  ['words go with their choice', chosen(['mot', 'khac'], 'ao cá'), 'khac', chosen(['mot'])],
])('presses a box: %s', (_, before, key, after) => {
  expect(pressed(question, before, key)).toEqual(after);
});

it('is full at the most, but never because of what is chosen alone', () => {
  expect(isFull(question, ['mot'])).toBe(false);
  expect(isFull(question, ['mot', 'hai'])).toBe(true);
  expect(isFull({ ...question, max: 1 }, ['khong'])).toBe(false);
  expect(isFull({ ...question, max: null }, ['mot', 'hai', 'ba'])).toBe(false);
});

it.each([
  [0, null, 'Có thể chọn nhiều ý.'],
  [2, null, 'Chọn ít nhất 2 ý.'],
  [0, 3, 'Chọn nhiều nhất 3 ý.'],
  [2, 3, 'Chọn từ 2 đến 3 ý.'],
  [2, 2, 'Chọn đúng 2 ý.'],
])('says how many from %s to %s', (min, max, words) => {
  expect(howMany({ min, max })).toBe(words);
});

it('moves one up and down, and not past the ends', () => {
  expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a'], 'x', 1)).toEqual(['a']);
});
