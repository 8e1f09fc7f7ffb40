import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Sentences, sentences } from './legal-sentences.testing.js';
import { everydaySentences } from './legal-sentences-everyday.testing.js';
import { newSentences } from './legal-sentences-new.testing.js';
import { names, rules } from './legal-sign-list.js';
import { emergencyNumbersFor, legalSigns, strongest } from './legal-signs.js';

/** "Ed": a clear emergency, and possibly a denunciation. */
const found = (text: string): string =>
  legalSigns(text)
    .map(({ kind, certainty }) => (certainty === 'clear' ? kind.charAt(0).toUpperCase() : kind.charAt(0)))
    .join('');

const rows = (table: Sentences) => Object.entries(table).flatMap(([wanted, list]) => list.map((text) => ({ wanted, text })));
const everyday = everydaySentences.map((text) => ({ wanted: '', text }));
const all = [...rows(sentences), ...rows(newSentences), ...everyday];
const harmless = all.filter(({ wanted }) => wanted === '').map(({ text }) => text);

const unmarked = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');

/** Rows that come out differently; an empty list reads well when it is expected and says which they are when not. */
const wrongIn = (list: readonly { wanted: string; text: string }[], typed: (text: string) => string = (text) => text) =>
  list.flatMap(({ wanted, text }) => (found(typed(text)) === wanted ? [] : [`${text} → "${found(typed(text))}", not "${wanted}"`]));

describe('signs of another legal kind in what a resident types', () => {
  it('knows what people mean to say in some 400 sentences', () => {
    expect(wrongIn(rows(sentences))).toEqual([]);
  });

  it('knows sentences that were written after it', () => {
    expect(wrongIn(rows(newSentences))).toEqual([]);
  });

  it('lets everyday reports pass that speak of officials, money, fires and falls', () => {
    expect(wrongIn(everyday)).toEqual([]);
  });

  it.each([
    'T.ố c.á.o cán bộ nhận tiền',
    'tố-cáo cán bộ nhận tiền',
    'tố 😀 cáo cán bộ nhận tiền',
    'Tôi t-ố-c-á-o cán bộ',
    'TỐCÁO cán bộ nhận tiền',
    'tố cáoooo cán bộ',
    'tôi tố cao cán bộ',
    'c@n bo nhan h0i lo',
    'can bo nh4n t1en cua dan',
    'cán bộ h ố i l ộ',
    'cán bộ nhận h.ố.i l.ộ',
    'cánbộ nhậntiền của dân',
    'cán_bộ_nhận_tiền',
    'cb nhận fong bì',
    'cán bộ vòy tiền',
    'can bo nhan tjen',
    'cán bộ tham nhủng',
    'cán bộ tham nhũg',
    'cans booj thuees ddoif tieenf',
    'ca1n bo65 nha65n tie62n',
    'ｃán bộ ｎｈậｎ ｔｉềｎ',
    '𝐜𝐚́𝐧 𝐛𝐨̣̂ 𝐧𝐡𝐚̣̂𝐧 𝐭𝐢𝐞̂̀𝐧',
    'cаn bо nhаn tiеn',
    'cÁn bộ nHận tIền',
    'cán bộ (địa chính) nhận "tiền"',
  ])('reads through the typing of "%s"', (text) => {
    expect(found(text)).toBe('D');
  });

  it.each<[how: string, typed: (text: string) => string]>([
    ['decomposed letters', (text) => text.normalize('NFD')],
    ['capitals', (text) => text.toUpperCase()],
    ['more spaces', (text) => `  ${text.replaceAll(' ', '   ')} `],
    ['spaces that do not break', (text) => text.replaceAll(' ', '\u00a0')],
    ['hidden characters', (text) => [...text].join('\u200b').replaceAll(' ', '\u2066 \u2069')],
    ['wide letters', (text) => text.replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))],
    ['a face at the end', (text) => `${text} 😡🙏🏽`],
  ])('finds the same in %s', (_, typed) => {
    expect(wrongIn(all, typed)).toEqual([]);
  });

  it('never loses a clear sign to nothing when the marks are left out', () => {
    const lost = all.filter(({ wanted, text }) => {
      const bare = found(unmarked(text)).toLowerCase();
      return [...wanted].some((letter) => letter < 'a' && !bare.includes(letter.toLowerCase()));
    });
    expect(lost).toEqual([]);
  });

  it('finds no clear sign in everyday reports when the marks are left out', () => {
    expect(harmless.filter((text) => /[DCE]/.test(found(unmarked(text))))).toEqual([]);
  });

  it('keeps a sign when everyday sentences stand before or after it', () => {
    const telling = all.filter(({ wanted }) => wanted !== '');
    fc.assert(
      fc.property(
        fc.constantFrom(...telling),
        fc.constantFrom(...harmless),
        fc.constantFrom(...harmless),
        ({ wanted, text }, before, after) => {
          expect(found(`${text}. ${after}`)).toBe(wanted);
          expect(found(`${text}\n${after}`)).toBe(wanted);
          expect(found(`${before}\n${text}.\n${after}`)).toBe(wanted);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('takes any text, and quotes the words as they were typed', () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(...'toócáahnậiềđ.* -\u0301\u0323\u200d\n1460@'),
      fc.constantFrom(' tố cáo ', ' cán bộ ', 'nhận', ' tiền', ' không ', ' ông ', '😡', 'ﷺ', ' 5tr '),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (units) => {
        const text = units.join('');
        const signs = legalSigns(text);
        for (const { words } of signs) expect(words !== '' && text.includes(words)).toBe(true);
        expect(new Set(signs.map(({ kind }) => kind)).size).toBe(signs.length);
        expect(emergencyNumbersFor(text).length > 0).toBe(signs.some(({ kind }) => kind === 'emergency'));
      }),
      { numRuns: 1000 },
    );
  });

  it('names in its rules only what the table has, and has nothing that no rule names', () => {
    const named = new Set(rules.match(/(?<=[ /!~^<])[a-z]+/g));
    const known: readonly string[] = Object.keys(names);
    expect([...named].filter((name) => !known.includes(name))).toEqual([]);
    const turning = ['polite', 'asks', 'praise', 'not', 'rather', 'contrast', 'prevent', 'suppose', 'past', 'risk', 'help', ''];
    expect(known.filter((name) => !named.has(name) && !turning.includes(name))).toEqual([]);
  });

  it('quotes what gave the sign', () => {
    expect(legalSigns('Đường hỏng. Cán bộ địa chính  NHẬN\u200b tiền của tôi, xin xã xem.')).toEqual([
      { kind: 'denunciation', certainty: 'clear', words: 'Cán bộ địa chính  NHẬN\u200b tiền' },
    ]);
    expect(legalSigns('h ố i l ộ nhiều quá')).toEqual([{ kind: 'denunciation', certainty: 'possible', words: 'h ố i l ộ' }]);
  });

  it('tells the strongest of several fields', () => {
    expect(strongest('Phản ánh đường hỏng', 'Ở xóm có cờ bạc', 'Tôi tố cáo ông Ba')).toMatchObject({
      kind: 'denunciation',
      certainty: 'clear',
    });
    expect(strongest('Đường hỏng', 'Khiếu nại ở đâu')).toMatchObject({ kind: 'complaint', certainty: 'possible' });
    expect(strongest('Đường hỏng', '')).toBeNull();
  });

  it.each<[text: string, numbers: readonly string[]]>([
    ['Cháy nhà ông Ba', ['114']],
    ['Đang có người cầm dao chém nhau', ['113']],
    ['Bố em đột quỵ', ['115']],
    ['Tai nạn ở cầu, hai người bị thương nặng', ['115', '113']],
    ['Cháu bé bị đuối nước', ['114', '115']],
    ['Cả nhà mắc kẹt trên nóc, nước lũ đang lên', ['112', '114']],
    ['Đèn đường cháy bóng', []],
  ])('"%s" asks for %j', (text, numbers) => {
    expect(emergencyNumbersFor(text)).toEqual(numbers);
  });

  it('reads hostile characters of any kind in time that grows with their number alone', () => {
    /** Milliseconds of processor time, which other work on the machine does not lengthen. */
    const fastest = (text: string): number =>
      Math.min(
        ...Array.from({ length: 12 }, () => {
          const start = process.cpuUsage();
          legalSigns(text);
          return process.cpuUsage(start).user / 1000;
        }),
      );
    for (const hostile of [
      'cán bộ không nhận tiền ',
      'a',
      't ',
      't.',
      '😡',
      '\u0301',
      'không hay ',
      'cán bộ ',
      'tham ',
      'nhà nhà đang ',
      '1.',
      '. ',
    ]) {
      const text = hostile.repeat(20_000 / hostile.length);
      // Ten times as many: a hundred times as long, were it the square of their number.
      expect(fastest(text), hostile).toBeLessThan(30 * Math.max(1, fastest(text.slice(0, 2000))));
    }
  });
});
