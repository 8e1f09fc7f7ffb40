import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Season, WeeklyHours } from '../contracts/calendar.js';
import type { Fee, ProcessingTime } from '../contracts/procedures.js';
import { documentActionText, feeText, hoursText, money, shortTimeText, timeText } from './procedure-text.js';

it.each([
  [0, '0 đ'],
  [8000, '8.000 đ'],
  [150, '150 đ'],
  [1_250_000, '1.250.000 đ'],
])('%i is written %s', (amount, text) => expect(money(amount)).toBe(text));

it('never loses a digit of an amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (amount) => {
      expect(money(amount)).toMatch(/^\d{1,3}(\.\d{3})* đ$/);
      expect(Number(money(amount).replace(/\D/g, ''))).toBe(amount);
    }),
  );
});

describe('processing times', () => {
  it.each<[ProcessingTime, string, string]>([
    [{ kind: 'same_day', cutOff: '15:00' }, 'Trong ngày (nhận sau 15 giờ thì trả ngày làm việc tiếp theo)', 'Trong ngày'],
    [{ kind: 'hours', hours: 1 }, '1 giờ', '1 giờ'],
    [{ kind: 'working_days', days: 3 }, '3 ngày làm việc', '3 ngày làm việc'],
    [
      { kind: 'working_days', days: 3, extraDays: 3, extraWhen: 'Phải xác minh' },
      '3 ngày làm việc (thêm 3 ngày làm việc khi phải xác minh)',
      '3–6 ngày làm việc',
    ],
    [{ kind: 'days', days: 45, extraDays: 15, extraWhen: 'Ở vùng khó khăn' }, '45 ngày (thêm 15 ngày ở vùng khó khăn)', '45–60 ngày'],
    [{ kind: 'working_days', days: 7, extraDays: 2 }, '7 ngày làm việc (có thể thêm 2 ngày làm việc)', '7–9 ngày làm việc'],
    [
      { kind: 'text', text: 'Hội đồng họp trong 30 ngày; trả giấy sau 5 ngày làm việc' },
      'Hội đồng họp trong 30 ngày; trả giấy sau 5 ngày làm việc',
      'Hội đồng họp trong 30 ngày',
    ],
  ])('%o', (processing, whole, short) => {
    expect(timeText(processing)).toBe(whole);
    expect(shortTimeText(processing)).toBe(short);
  });

  it('cuts a long description at a word', () => {
    const short = shortTimeText({
      kind: 'text',
      text: 'Theo thời gian mà cơ quan có thẩm quyền của tỉnh công bố cho từng loại hồ sơ cụ thể',
    });
    expect(short).toBe('Theo thời gian mà cơ quan có thẩm quyền của tỉnh công bố…');
  });
});

describe('fees', () => {
  const fee = (amount: number | null, per: string | null = null, label = 'Lệ phí'): Fee => ({
    label,
    amount,
    per,
    channel: null,
    note: null,
  });
  it.each<[string, Fee[]]>([
    ['Chưa có thông tin về phí', []],
    ['Miễn phí', [fee(0)]],
    ['Miễn phí', [fee(0), fee(0)]],
    ['8.000 đ/bản', [fee(8000, 'bản')]],
    ['50.000 đ', [fee(50_000)]],
    ['10.000 đ', [fee(10_000), fee(10_000)]],
    ['Từ 10.000 đ', [fee(20_000), fee(10_000)]],
    ['Từ 1.000 đ', [fee(2000, 'trang'), fee(1000, 'trang')]],
    ['Theo mức của HĐND tỉnh', [fee(null)]],
    ['Từ 10.000 đ', [fee(null), fee(10_000)]],
    ['Miễn phí; bản sao 8.000 đ/bản', [fee(0, null, 'Đăng ký đúng hạn'), fee(8000, 'bản', 'Bản sao')]],
    ['Miễn phí; quá hạn theo mức của HĐND tỉnh', [fee(0, null, 'Đúng hạn'), fee(null, null, 'Quá hạn')]],
    ['Miễn phí; khoản khác từ 5.000 đ', [fee(0), fee(5000), fee(7000)]],
  ])('%s', (text, fees) => expect(feeText(fees)).toBe(text));
});

it.each([
  ['Nộp 1 bản chính, 1 bản sao', 'submit', 1, 1],
  ['Nộp 2 bản sao', 'submit', 0, 2],
  ['Nộp', 'submit', 0, 0],
  ['Xuất trình bản chính', 'present', 1, 0],
  ['Xuất trình 2 bản chính, bản sao', 'present', 2, 1],
  ['Xuất trình', 'present', 0, 0],
] as const)('%s', (text, action, originals, copies) => expect(documentActionText({ action, originals, copies })).toBe(text));

describe('office hours', () => {
  const on = (weekdays: number[], ...blocks: [string, string][]): WeeklyHours[] =>
    weekdays.flatMap((weekday) => blocks.map(([from, to]) => ({ weekday, from, to })));
  const office = on([1, 2, 3, 4, 5], ['07:30', '11:30'], ['13:30', '17:00']);
  const seasons: Season[] = [
    { key: 'he', name: 'Mùa hè', from: '04-16', to: '10-15' },
    { key: 'dong', name: 'Mùa đông', from: '10-16', to: '04-15' },
  ];
  const text = (hours: WeeklyHours[], day = '2026-12-01'): string => hoursText({ hours }, seasons, day);

  it('are told in ranges of days', () => {
    expect(text(office)).toBe('Thứ Hai – Thứ Sáu: 7 giờ 30 – 11 giờ 30, 13 giờ 30 – 17 giờ');
    expect(text([...office, ...on([6], ['07:30', '11:30'])])).toBe(
      'Thứ Hai – Thứ Sáu: 7 giờ 30 – 11 giờ 30, 13 giờ 30 – 17 giờ; Thứ Bảy: 7 giờ 30 – 11 giờ 30',
    );
    expect(text(on([1, 3, 5], ['08:00', '10:00']))).toBe('Thứ Hai, Thứ Tư, Thứ Sáu: 8 giờ – 10 giờ');
    expect(text(on([2, 3], ['08:00', '10:00']))).toBe('Thứ Ba, Thứ Tư: 8 giờ – 10 giờ');
  });

  it('are those of the season, also over New Year', () => {
    const seasonal: WeeklyHours[] = [
      { weekday: 1, from: '07:00', to: '11:00', season: 'he' },
      { weekday: 1, from: '07:30', to: '11:30', season: 'dong' },
      { weekday: 1, from: '01:00', to: '02:00', season: 'da-xoa' },
    ];
    expect(text(seasonal, '2026-07-01')).toBe('Thứ Hai: 7 giờ – 11 giờ');
    for (const day of ['2026-12-31', '2027-01-01', '2027-04-15']) expect(text(seasonal, day)).toBe('Thứ Hai: 7 giờ 30 – 11 giờ 30');
  });

  it('name the weeks of a month when they are limited to them', () => {
    expect(text([{ weekday: 6, from: '08:00', to: '11:00', nthWeeks: [3, 1] }])).toBe(
      'Thứ Bảy (tuần thứ nhất, thứ ba trong tháng): 8 giờ – 11 giờ',
    );
  });

  it('are by session when there is no weekly pattern', () => expect(text([])).toBe('Theo lịch từng buổi'));
});
