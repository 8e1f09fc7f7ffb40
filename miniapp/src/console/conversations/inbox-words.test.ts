import { expect, it } from 'vitest';
import { whenWords, windowWords } from './inbox-words.js';

const now = new Date('2026-12-01T02:00:00Z');
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();

it.each([
  [{ kind: 'free', until: after(40 * 60 + 5) }, 'Còn 40 giờ trả lời miễn phí'],
  [{ kind: 'free', until: after(25) }, 'Còn 25 phút trả lời miễn phí'],
  [{ kind: 'billed', until: after(3 * 24 * 60 + 10) }, 'Trả lời lúc này Zalo tính phí, còn 3 ngày'],
  [{ kind: 'closed', until: null }, 'Quá 7 ngày, Zalo không cho trả lời nữa'],
] as const)('says how long an answer is possible: %o', (window, words) => {
  expect(windowWords(window, now)).toBe(words);
});

it('says when in as few words as the day allows', () => {
  expect(whenWords('2026-12-01T01:05:00Z', now)).toBe('08:05');
  expect(whenWords('2026-11-30T01:05:00Z', now)).toBe('30/11 08:05');
  expect(whenWords('2025-11-30T01:05:00Z', now)).toBe('30/11/2025 08:05');
});
