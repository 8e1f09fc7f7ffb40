import type { BoardStatistic } from 'backend/contracts/board';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countWords,
  daysWords,
  onTimeWords,
  peopleWords,
  satisfactionWords,
  shortHamlet,
  summaryWords,
  togetherWords,
  tookWords,
} from './board-words.js';

const plain = (words: string | null) => words?.replaceAll('\u00a0', ' ') ?? null;
const whole: BoardStatistic = {
  categoryKey: null,
  categoryName: 'Tất cả',
  received: 48,
  answered: 45,
  open: 3,
  overdue: 1,
  onTimePercent: 93,
  medianWorkingDays: 4,
  satisfaction: null,
};

describe('the statistics in words', () => {
  it.each<[Partial<BoardStatistic>, string]>([
    [{}, '12 tháng qua, xã nhận 48 phản ánh, trả lời 45, đúng hạn 93 %. Một nửa được trả lời trong 4 ngày làm việc.'],
    [{ received: 1_284 }, '12 tháng qua, xã nhận 1.284 phản ánh, trả lời 45, đúng hạn 93 %. Một nửa được trả lời trong 4 ngày làm việc.'],
    [{ medianWorkingDays: 0 }, '12 tháng qua, xã nhận 48 phản ánh, trả lời 45, đúng hạn 93 %. Một nửa được trả lời ngay trong ngày.'],
    [{ medianWorkingDays: null, onTimePercent: null }, '12 tháng qua, xã nhận 48 phản ánh, trả lời 45.'],
    [{ answered: 0, onTimePercent: null }, '12 tháng qua, xã nhận 48 phản ánh, chưa có phản ánh nào đến lúc trả lời.'],
    [{ received: 0, answered: 0 }, '12 tháng qua, xã chưa nhận phản ánh nào.'],
  ])('say the whole commune in a sentence: %o', (change, words) => {
    expect(plain(summaryWords({ ...whole, ...change }))).toBe(words);
  });

  it.each<[number, number | null, string | null]>([
    [13, 92, '12 trong 13 đúng hạn · 92 %'],
    [1, 100, '1 trong 1 đúng hạn · 100 %'],
    [5, 0, '0 trong 5 đúng hạn · 0 %'],
    [1_284, 93, '93 % trong 1.284 đúng hạn'],
    [0, null, null],
    [3, null, null],
  ])('say how many of %i were on time', (answered, onTimePercent, words) => {
    expect(plain(onTimeWords({ answered, onTimePercent }))).toBe(words);
  });

  it('never say another number on time than was counted', () => {
    const counted = fc
      .integer({ min: 1, max: 100 })
      .chain((answered) => fc.tuple(fc.constant(answered), fc.integer({ min: 0, max: answered })));
    fc.assert(
      fc.property(counted, ([answered, onTime]) => {
        const words = onTimeWords({ answered, onTimePercent: Math.round((onTime / answered) * 100) });
        expect(words?.startsWith(`${onTime} trong ${answered} `)).toBe(true);
      }),
    );
  });

  it('say what came of the reports, days and satisfaction as people write numbers', () => {
    expect(countWords({ received: 1_284, answered: 10, open: 2 })).toBe('Nhận 1.284 · trả lời 10 · đang xử lý 2');
    expect([daysWords(0), daysWords(1), daysWords(3.5)]).toEqual(['ngay trong ngày', 'trong 1 ngày làm việc', 'trong 3,5 ngày làm việc']);
    expect([satisfactionWords(4.2), satisfactionWords(5), satisfactionWords(null)]).toEqual(['4,2 trên 5', '5 trên 5', 'chưa đủ 5 lượt']);
  });
});

describe('a report in words', () => {
  it('says how long it takes or took', () => {
    expect(tookWords({ state: 'open', status: 'new', workingDays: 0 })).toBe('Xã mới nhận.');
    expect(tookWords({ state: 'open', status: 'reopened', workingDays: 12 })).toBe('Đã qua 12 ngày làm việc.');
    expect(tookWords({ state: 'open', status: 'forwarded', workingDays: 2 })).toBe('Xã đã chuyển cho cơ quan có thẩm quyền.');
    expect(tookWords({ state: 'answered', status: 'answered', workingDays: 0 })).toBe('Xã trả lời ngay trong ngày.');
    expect(tookWords({ state: 'fixed', status: 'fixed', workingDays: 4 })).toBe('Xã trả lời sau 4 ngày làm việc.');
  });

  it('says how many stand behind it, and which lie together', () => {
    expect([peopleWords(1), peopleWords(12)]).toEqual([null, '12 người cùng phản ánh']);
    expect(togetherWords(['open', 'answered', 'open'])).toBe('3 phản ánh gần nhau: 2 đang xử lý, 1 đã trả lời');
    expect([shortHamlet('Xóm 1 (mẫu), khu vực Tân Linh'), shortHamlet('Xóm Đồng Mạ')]).toEqual(['Xóm 1 (mẫu)', 'Xóm Đồng Mạ']);
  });
});
