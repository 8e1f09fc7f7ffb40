import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Budget,
  canChi,
  fitFor,
  formOfAddress,
  render,
  unknownVariables,
  type Variable,
  variables,
  variablesIn,
} from './broadcast-text.js';

const values: Record<Variable, string> = {
  ten: 'Sen',
  xung_ho: 'ông/bà',
  xom: 'Xóm 5',
  ten_xa: 'Phú Lạc',
  chu_tich: 'Hoàng Thiện Bách',
  nam: '2027',
  can_chi: 'Đinh Mùi',
  ngay: 'Thứ Bảy, 06/02/2027',
  ngay_am: '01 tháng Giêng',
};

describe('variables', () => {
  it('are found once each, and unknown ones told', () => {
    expect(variablesIn('{ten} {xom} {ten}')).toEqual(['ten', 'xom']);
    expect(unknownVariables('Kính gửi {xung_ho} {ho_ten} {}')).toEqual(['ho_ten']);
  });

  it.each([
    ['Kính gửi {xung_ho} {ten},', {}, 'Kính gửi ông/bà Sen,'],
    ['Kính gửi {xung_ho} {ten},', { ten: '' }, 'Kính gửi ông/bà,'],
    ['Bà con {xom}, xã {ten_xa}!', { xom: '' }, 'Bà con, xã Phú Lạc!'],
    ['{ten}: chào  {xung_ho}', { ten: '' }, ': chào ông/bà'],
    ['Xuân {can_chi} {nam}', {}, 'Xuân Đinh Mùi 2027'],
    ['Chủ tịch UBND xã {ten_xa} – {chu_tich}', { chu_tich: '' }, 'Chủ tịch UBND xã Phú Lạc'],
  ])('%s with %j reads “%s”', (text, change, read) => {
    expect(render(text, { ...values, ...change })).toBe(read);
  });

  it('never stay between braces', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(...variables).map((name) => `{${name}}`),
            fc.constantFrom('Chúc ', ', ', '.\n', ' bà con'),
          ),
        ),
        (parts) => {
          const read = render(parts.join(''), { ...values, ten: '', xom: '' });
          expect(read).not.toMatch(/[{}]/);
          expect(read).not.toMatch(/ [,.]| {2}/);
        },
      ),
    );
  });
});

it('addresses people as their age asks', () => {
  const today = '2026-12-01';
  expect([1940, 1946, 1947, 1980, 1990, null].map((birthYear) => formOfAddress({ birthYear, today }))).toEqual([
    'cụ',
    'cụ',
    'ông/bà',
    'ông/bà',
    'anh/chị',
    'ông/bà',
  ]);
});

it.each([
  [2025, 'Ất Tỵ'],
  [2026, 'Bính Ngọ'],
  [2027, 'Đinh Mùi'],
  [1984, 'Giáp Tý'],
  [2000, 'Canh Thìn'],
])('%i is the year %s', (year, name) => {
  expect(canChi(year)).toBe(name);
});

it('cuts what is too long at a word, and never more than must be', () => {
  const places: [Budget, number][] = [
    ['template_title', 100],
    ['template_body', 400],
    ['article_author', 50],
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      fc.array(fc.constantFrom('chúc ', 'mừng ', 'năm ', 'mới 🎉 ', 'dàiquádài'), { maxLength: 200 }),
      ([place, most], words) => {
        const text = words.join('').trim().normalize('NFC');
        const cut = fitFor(place, text);
        expect(cut.length).toBeLessThanOrEqual(most);
        if (text.length <= most) expect(cut).toBe(text);
        else expect(cut.endsWith('…')).toBe(true);
        expect(cut).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
      },
    ),
  );
});
