import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNames, givenName, maskPhone, normalisePhone, titleCaseName } from './person-name.js';

describe('phone numbers', () => {
  it.each([
    ['0912345123', '+84912345123'],
    ['0912 345 123', '+84912345123'],
    ['0912.345.123', '+84912345123'],
    ['(091) 234-5123', '+84912345123'],
    ['+84912345123', '+84912345123'],
    ['+84 (0) 912345123', '+84912345123'],
    ['84912345123', '+84912345123'],
    ['0084912345123', '+84912345123'],
    ['\u00a00912\u00a0345\u00a0123', '+84912345123'],
    ['01681234567', '+84381234567'],
    ['841681234567', '+84381234567'],
    ['01201234567', '+84701234567'],
    ['01991234567', '+84591234567'],
    ['01231234567', '+84831234567'],
    ['0208 3851 234', '+842083851234'],
    ['0280 3851 234', '+842083851234'],
    ['024 3825 1234', '+842438251234'],
    ['0352345678', '+84352345678'],
    ['0842345678', '+84842345678'],
  ])('%j is %s', (typed, e164) => expect(normalisePhone(typed)).toBe(e164));

  it.each([
    '',
    '113',
    '0112345678',
    '091234512',
    '09123451234',
    '01101234567',
    '+12025550123',
    '19001234',
    '091234512a',
    '912345123',
    '+',
    '0000000000',
  ])('%j is no Vietnamese number', (typed) => expect(normalisePhone(typed)).toBeNull());

  it('come out the same when normalised again, and are always E.164', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+ .-'), maxLength: 14 }), (typed) => {
        const e164 = normalisePhone(typed);
        if (e164 === null) return;
        expect(e164).toMatch(/^\+84\d{9,10}$/);
        expect(normalisePhone(e164)).toBe(e164);
      }),
      { numRuns: 2000 },
    );
  });

  it('are shown with their middle hidden', () => {
    expect(maskPhone('+84912345123')).toBe('09xx xxx 123');
    expect(maskPhone('+842083851234')).toBe('02xx xxxx 234');
  });
});

describe('names', () => {
  it.each([
    ['NGUYỄN THỊ ÁNH', 'Nguyễn Thị Ánh'],
    ['nguyễn thị ánh', 'Nguyễn Thị Ánh'],
    ['ĐINH  XUÂN   TUYẾN ', 'Đinh Xuân Tuyến'],
    ["H'HEN NIÊ", "H'Hen Niê"],
    ['Y-BLÔ ÊBAN', 'Y-Blô Êban'],
    ['Nguyễn thị Ánh', 'Nguyễn thị Ánh'],
    ['McDonald Trần', 'McDonald Trần'],
    ['NGUYỄN'.normalize('NFD'), 'Nguyễn'],
    ['', ''],
  ])('%j is shown as %j', (typed, shown) => expect(titleCaseName(typed)).toBe(shown.normalize('NFC')));

  it('are called by the last word', () => {
    expect(['Nguyễn Thị Ánh', ' Đinh Xuân Tuyến ', 'Lan', ''].map(givenName)).toEqual(['Ánh', 'Tuyến', 'Lan', '']);
  });

  it('are sorted by given name, then middle, then family, letters before tones', () => {
    const sorted = [
      'Nguyễn Văn An',
      'Trần Văn An',
      'Lê Văn Ân',
      'Hoàng Thị Bình',
      'Trần Anh Dũng',
      'Lê Văn Dũng',
      'Phạm Văn Đạt',
      'Đỗ Văn Đức',
      'Vũ Thị Hoa',
      'Vũ Thị Hòa',
      'Vũ Thị Hoan',
      'Bùi Thị Ơn',
      'Ma Văn Uy',
      'Ma Văn Ưng',
    ];
    expect([...sorted].reverse().sort(compareNames)).toEqual(sorted);
    expect(compareNames('Lê Văn Ân'.normalize('NFD'), 'Lê Văn Ân')).toBe(0);
  });

  it.each([
    ['a ă â', ['ba', 'bă', 'bâ']],
    ['d đ', ['da', 'dy', 'đa']],
    ['e ê', ['he', 'hê']],
    ['o ô ơ', ['to', 'tô', 'tơ']],
    ['u ư', ['tu', 'tư']],
    ['the five tones', ['ma', 'mà', 'mả', 'mã', 'má', 'mạ']],
    ['tones after all letters', ['má', 'man']],
  ])('keep the order of %s', (_name, words) => expect([...words].reverse().sort(compareNames)).toEqual(words));
});
