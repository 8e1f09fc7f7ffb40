import { expect, it } from 'vitest';
import { numbered, textParts } from './consultation-text.js';

it('takes a pasted text apart at its blank lines, and knows headings', () => {
  const pasted =
    'QUY CHẾ THỰC HIỆN DÂN CHỦ\r\n\r\nChương I. Quy định chung\n\nĐiều 1. Phạm vi\n\nQuy chế này áp dụng\n  cho toàn xã.\n \n\nI. Mục tiêu\n\nXã trồng thêm chè.\n\n\nĐiều này ai cũng biết.';
  const parts = numbered(textParts(pasted));
  expect(parts.map(({ kind, number, text }) => [kind, number, text])).toEqual([
    ['heading', null, 'QUY CHẾ THỰC HIỆN DÂN CHỦ'],
    ['heading', null, 'Chương I. Quy định chung'],
    ['heading', null, 'Điều 1. Phạm vi'],
    ['text', 1, 'Quy chế này áp dụng\ncho toàn xã.'],
    ['heading', null, 'I. Mục tiêu'],
    ['text', 2, 'Xã trồng thêm chè.'],
    ['text', 3, 'Điều này ai cũng biết.'],
  ]);
  expect(textParts(' \n\n ')).toEqual([]);
});
