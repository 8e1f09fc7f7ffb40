import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsInWords, numberInWords, writtenNumberInWords } from './vietnamese-numbers.js';

/** Reads words back by the value of each word, knowing nothing of how they were made. */
function read(words: string): number {
  const values: Record<string, number> = {
    không: 0,
    một: 1,
    mốt: 1,
    hai: 2,
    ba: 3,
    bốn: 4,
    tư: 4,
    năm: 5,
    lăm: 5,
    sáu: 6,
    bảy: 7,
    tám: 8,
    chín: 9,
    linh: 0,
  };
  let [total, below, group, pending] = [0, 0, 0, 0];
  for (const word of words.split(' ')) {
    const value = values[word];
    if (value !== undefined) pending = value;
    else if (word === 'mười') pending = 10;
    else if (word === 'mươi') pending *= 10;
    else if (word === 'trăm') pending *= 100;
    else if (word === 'nghìn' || word === 'triệu') {
      below += (group + pending) * (word === 'nghìn' ? 1_000 : 1_000_000);
      [group, pending] = [0, 0];
      continue;
    } else if (word === 'tỷ') {
      total = (total + below + group + pending) * 1_000_000_000;
      [below, group, pending] = [0, 0, 0];
      continue;
    } else throw new Error(`Not a number word: ${word}`);
    if (value === undefined || word === 'linh') {
      group += pending;
      pending = 0;
    }
  }
  return total + below + group + pending;
}

describe('numbers', () => {
  it.each([
    [0, 'không'],
    [4, 'bốn'],
    [10, 'mười'],
    [11, 'mười một'],
    [14, 'mười bốn'],
    [15, 'mười lăm'],
    [20, 'hai mươi'],
    [1, 'một'],
    [21, 'hai mươi mốt'],
    [24, 'hai mươi tư'],
    [25, 'hai mươi lăm'],
    [100, 'một trăm'],
    [101, 'một trăm linh một'],
    [105, 'một trăm linh năm'],
    [110, 'một trăm mười'],
    [115, 'một trăm mười lăm'],
    [1_001, 'một nghìn không trăm linh một'],
    [1_010, 'một nghìn không trăm mười'],
    [10_000, 'mười nghìn'],
    [555, 'năm trăm năm mươi lăm'],
    [1_000, 'một nghìn'],
    [1_005, 'một nghìn không trăm linh năm'],
    [2_026, 'hai nghìn không trăm hai mươi sáu'],
    [10_500, 'mười nghìn năm trăm'],
    [1_250_000, 'một triệu hai trăm năm mươi nghìn'],
    [1_000_005, 'một triệu không trăm linh năm'],
    [3_000_000_000, 'ba tỷ'],
    [1_000_000_000_000, 'một nghìn tỷ'],
  ])('%i is read “%s”', (number, words) => expect(numberInWords(number)).toBe(words));

  it('can be understood again, whichever it was', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 10 ** 12 })), (number) => {
        expect(read(numberInWords(number))).toBe(number);
      }),
      { numRuns: 2_000 },
    );
  });

  it('that are none are refused', () => {
    expect(() => numberInWords(-1)).toThrow(RangeError);
    expect(() => numberInWords(1.5)).toThrow(RangeError);
  });

  it.each([
    ['1.250.000', 'một triệu hai trăm năm mươi nghìn'],
    ['37,5', 'ba mươi bảy phẩy năm'],
    ['0,05', 'không phẩy không năm'],
    ['3,14', 'ba phẩy mười bốn'],
    ['99.999.999.999.999.999', Array.from({ length: 17 }, () => 'chín').join(' ')],
  ])('written %s are read “%s”', (written, words) => expect(writtenNumberInWords(written)).toBe(words));

  it('of telephones are read digit by digit', () =>
    expect(digitsInWords('0912.345 678')).toBe('không chín một hai ba bốn năm sáu bảy tám'));
});
