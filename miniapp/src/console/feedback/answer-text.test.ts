import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerFault, filled, piecesOf, placeholders, templatesFor, unknownPlaceholder } from './answer-text.js';

const filling = { reporterName: 'Nông Thị Thơm', code: 'PA-1234-5678', hamletName: 'Xóm 5', categoryName: 'Hạ tầng' };

describe('an answer made from a template', () => {
  it('fills every placeholder there is, and calls a reporter without a name ông/bà', () => {
    const text = placeholders.map(({ code }) => code).join(' · ');
    expect(filled(text, filling)).toBe('Nông Thị Thơm · PA-1234-5678 · Xóm 5 · Hạ tầng');
    expect(filled('Kính gửi {{ ten }},', { ...filling, reporterName: null })).toBe('Kính gửi ông/bà,');
    expect(filled('Kính gửi ông/bà {{ten}}.', { ...filling, reporterName: null })).toBe('Kính gửi ông/bà.');
    expect(filled('Kính gửi ông/bà {{ten}}.', filling)).toBe('Kính gửi ông/bà Nông Thị Thơm.');
  });

  it('leaves what it does not know, and points at it', () => {
    expect(filled('Ngày {{ngay}}', filling)).toBe('Ngày {{ngay}}');
    expect(answerFault('Xã sẽ sửa ngày {{ngay}}.')).toBe('Còn chỗ {{ngay}} chưa điền. Xin thay bằng chữ thật.');
    const known = placeholders.map(({ code }) => code);
    expect(unknownPlaceholder('{{ten}} ở {{ xom }}', known)).toBeNull();
    expect(unknownPlaceholder('{{ten}} ở {{xomm}}', known)).toBe('{{xomm}}');
  });

  it('fills nothing inside what it has filled in', () => {
    expect(filled('{{ten}}', { ...filling, reporterName: '{{ma}}' })).toBe('{{ma}}');
  });

  it('offers the templates of the category first, and none of another', () => {
    const template = (key: string, categoryKey: string | null) => ({ key, title: key, text: 'Xã đã nhận.', categoryKey });
    const all = [template('chung', null), template('rac', 'moi-truong'), template('duong', 'ha-tang')];
    expect(templatesFor(all, 'ha-tang').map(({ key }) => key)).toEqual(['duong', 'chung']);
  });

  it.each([
    ['', 'Xin viết câu trả lời.'],
    ['Đã rõ', 'Xin viết rõ hơn, ít nhất 10 ký tự.'],
    ['ạ'.repeat(4_001), 'Dài quá 4.000 ký tự, xin viết ngắn lại.'],
    ['Xã đã sửa < 3 m đường.', null],
  ])('says what is wrong with “%.12s”', (text, fault) => {
    expect(answerFault(text)).toBe(fault);
  });
});

describe('what will be hidden in a text', () => {
  it('is cut out where it stands', () => {
    expect(piecesOf('Gọi 0950 000 123 nhé', [{ kind: 'phone', from: 4, to: 16 }])).toEqual([
      { from: 0, text: 'Gọi ', hidden: null },
      { from: 4, text: '0950 000 123', hidden: 'phone' },
      { from: 16, text: ' nhé', hidden: null },
    ]);
  });

  it('never loses or doubles a letter, whatever the marks are', () => {
    const mark = fc.record({ kind: fc.constant('phone'), from: fc.nat(40), to: fc.nat(40) });
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.array(mark, { maxLength: 6 }), (text, found) => {
        expect(
          piecesOf(text, found)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
