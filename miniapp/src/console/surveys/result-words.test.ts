import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answeredWords, binWords, cellWords, layOut, partsOf } from './result-words.js';

const steps = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, place) => ({ value: from + place, label: '', count: 1, share: 10 }));

it('shows the five steps of a scale, and of a longer one what lies below, in and above the middle', () => {
  const diverging = { low: 20, middle: 30, high: 50 };
  expect(partsOf({ steps: steps(1, 5), diverging }).map(({ name, tone }) => [name, tone])).toEqual([
    ['Mức 1', -2],
    ['Mức 2', -1],
    ['Mức 3', 0],
    ['Mức 4', 1],
    ['Mức 5', 2],
  ]);
  expect(partsOf({ steps: steps(0, 10), diverging }).map(({ name, share }) => [name, share])).toEqual([
    ['Từ 0 đến 4', 20],
    ['Mức 5', 30],
    ['Từ 6 đến 10', 50],
  ]);
});

it('lays the parts side by side with the middle one on the line, and nothing sticks out', () => {
  const shares = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20));
  fc.assert(
    fc.property(shares, (given) => {
      const tones = [-2, -1, 0, 1, 2] as const;
      const places = layOut(given.map((share, place) => ({ share, tone: tones[place] ?? 0 })));
      const middle = places[2];
      if (middle === undefined) throw new Error('there is no middle');
      expect(middle.left + middle.width / 2).toBeCloseTo(50);
      for (const [place, { left, width }] of places.entries()) {
        expect(left).toBeGreaterThanOrEqual(-1e-9);
        expect(left + width).toBeLessThanOrEqual(100 + 1e-9);
        const next = places[place + 1];
        if (next !== undefined) expect(next.left).toBeCloseTo(left + width);
      }
    }),
  );
});

it('says numbers as they are read here', () => {
  expect(answeredWords({ n: 1_200, asked: 1_340 }, 10)).toBe('1.200 người trả lời, trên 1.340 người được hỏi câu này');
  expect(answeredWords({ n: 12, asked: 12 }, 10)).toBe('12 người trả lời');
  expect(answeredWords({ n: null, asked: null }, 10)).toBe('dưới 10 người trả lời');
  expect(binWords({ from: 0.5, to: 1 }, 'ha', false)).toBe('từ 0,5 đến dưới 1 ha');
  expect(binWords({ from: 4, to: 5 }, 'người', true)).toBe('4 người');
  expect(binWords({ from: 10, to: 20 }, '', true)).toBe('từ 10 đến 19');
  expect([null, 0, 1_234].map(cellWords)).toEqual(['–', '0', '1.234']);
});
