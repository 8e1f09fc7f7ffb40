import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Holiday } from '../contracts/calendar.js';
import type { ProcessingTime } from '../contracts/procedures.js';
import { decidedDays } from './public-calendar.testing.js';
import { addDays, daysBetween, weekdayOf } from './vietnam-time.js';
import {
  addWorkingDays,
  dayOff,
  daysOff,
  isWorkingDay,
  nextWorkingDay,
  type PublicCalendar,
  resultDay,
  whyNotWorking,
} from './working-days.js';

const lawOnly: PublicCalendar = { holidays: [], makeUpDays: [] };
const row = (date: string, rest: Partial<Holiday> = {}): Holiday => ({
  date,
  name: 'Nghỉ đặc biệt',
  kind: 'swapped',
  confirmed: true,
  decision: null,
  cancelled: false,
  ...rest,
});
const withRows = (...holidays: Holiday[]): PublicCalendar => ({ holidays, makeUpDays: [] });
const listed = (year: number, calendar: PublicCalendar): string[] =>
  daysOff(year, calendar).map(({ date, kind, confirmed }) => `${date} ${kind}${confirmed ? '' : ' chưa chốt'}`);
const dates = (year: number, calendar: PublicCalendar): string[] => daysOff(year, calendar).map(({ date }) => date);

describe('the days off of the public service', () => {
  it('in 2025', () => {
    expect(listed(2025, decidedDays)).toEqual([
      '2025-01-01 fixed',
      '2025-01-27 lunar',
      '2025-01-28 lunar',
      '2025-01-29 lunar',
      '2025-01-30 lunar',
      '2025-01-31 lunar',
      '2025-04-07 lunar',
      '2025-04-30 fixed',
      '2025-05-01 fixed',
      '2025-05-02 swapped',
      '2025-09-01 fixed',
      '2025-09-02 fixed',
    ]);
  });

  it('in 2026, with the first 24 November and Giỗ Tổ on a Sunday', () => {
    expect(listed(2026, decidedDays)).toEqual([
      '2026-01-01 fixed',
      '2026-01-02 swapped',
      '2026-02-16 lunar',
      '2026-02-17 lunar',
      '2026-02-18 lunar',
      '2026-02-19 lunar',
      '2026-02-20 lunar',
      '2026-04-26 lunar',
      '2026-04-27 compensatory',
      '2026-04-30 fixed',
      '2026-05-01 fixed',
      '2026-08-31 swapped',
      '2026-09-01 fixed',
      '2026-09-02 fixed',
      '2026-11-24 fixed',
    ]);
  });

  it('in 2027, where Tết and the day beside 2/9 are not decided', () => {
    expect(listed(2027, decidedDays)).toEqual([
      '2027-01-01 fixed',
      '2027-02-04 lunar chưa chốt',
      '2027-02-05 lunar chưa chốt',
      '2027-02-06 lunar chưa chốt',
      '2027-02-07 lunar chưa chốt',
      '2027-02-08 lunar chưa chốt',
      '2027-02-09 compensatory chưa chốt',
      '2027-02-10 compensatory chưa chốt',
      '2027-04-16 lunar',
      '2027-04-30 fixed',
      '2027-05-01 fixed',
      '2027-05-03 compensatory',
      '2027-09-02 fixed',
      '2027-09-03 fixed chưa chốt',
      '2027-11-24 fixed',
    ]);
  });

  it.each([
    ['Tết 2025', '2025-01-25', '2025-02-02'],
    ['30/4 – 1/5/2025', '2025-04-30', '2025-05-04'],
    ['2/9/2025', '2025-08-30', '2025-09-02'],
    ['New Year 2026', '2026-01-01', '2026-01-04'],
    ['Tết 2026', '2026-02-14', '2026-02-22'],
    ['Giỗ Tổ 2026', '2026-04-25', '2026-04-27'],
    ['30/4 – 1/5/2026', '2026-04-30', '2026-05-03'],
    ['2/9/2026', '2026-08-29', '2026-09-02'],
    ['New Year 2027', '2027-01-01', '2027-01-03'],
    ['Tết 2027 as assumed', '2027-02-04', '2027-02-10'],
    ['Giỗ Tổ 2027', '2027-04-16', '2027-04-18'],
    ['30/4 – 1/5/2027', '2027-04-30', '2027-05-03'],
  ])('%s is free from %s to %s and not a day longer', (_name, from, to) => {
    for (let day = from; day <= to; day = addDays(day, 1)) expect(isWorkingDay(day, decidedDays), day).toBe(false);
    expect(isWorkingDay(addDays(from, -1), decidedDays)).toBe(true);
    expect(isWorkingDay(addDays(to, 1), decidedDays)).toBe(true);
  });

  it('has exactly three make-up Saturdays in 2025–2027', () => {
    const worked: string[] = [];
    for (let day = '2025-01-01'; day < '2028-01-01'; day = addDays(day, 1))
      if (weekdayOf(day) >= 6 && isWorkingDay(day, decidedDays)) worked.push(day);
    expect(worked).toEqual(['2025-04-26', '2026-01-10', '2026-08-22']);
  });

  it('says why nobody works', () => {
    expect(
      ['2026-04-26', '2026-04-27', '2026-08-31', '2026-02-17', '2026-11-24', '2026-11-28', '2026-11-29', '2026-11-25', '2026-08-22'].map(
        (day) => whyNotWorking(day, decidedDays),
      ),
    ).toEqual([
      'Nghỉ Giỗ Tổ Hùng Vương',
      'Nghỉ bù Giỗ Tổ Hùng Vương',
      'Nghỉ hoán đổi dịp Quốc khánh',
      'Nghỉ Tết Nguyên đán',
      'Nghỉ Ngày Văn hóa Việt Nam',
      'Thứ Bảy',
      'Chủ nhật',
      null,
      null,
    ]);
  });

  it('knows 24 November only from 2026 on, and gives a day for it when it is a weekend', () => {
    expect(dates(2025, lawOnly)).not.toContain('2025-11-24');
    expect(daysOff(2029, lawOnly).slice(-2)).toMatchObject([
      { date: '2029-11-24', kind: 'fixed' },
      { date: '2029-11-26', kind: 'compensatory', confirmed: true },
    ]);
  });

  it.each([
    [2018, '2018-02-14', '2018-02-20'],
    [2019, '2019-02-02', '2019-02-10'],
    [2021, '2021-02-10', '2021-02-16'],
    [2022, '2022-01-29', '2022-02-06'],
    [2023, '2023-01-20', '2023-01-26'],
    [2024, '2024-02-08', '2024-02-14'],
    [2025, '2025-01-25', '2025-02-02'],
    [2026, '2026-02-14', '2026-02-22'],
  ])('assumes for Tết %i what was in fact decided', (_year, from, to) => {
    for (let day = from; day <= to; day = addDays(day, 1)) expect(isWorkingDay(day, lawOnly), day).toBe(false);
    expect([isWorkingDay(addDays(from, -1), lawOnly), isWorkingDay(addDays(to, 1), lawOnly)]).toEqual([true, true]);
  });

  it.each([
    [2021, '2021-09-03'],
    [2022, '2022-09-01'],
    [2023, '2023-09-01'],
    [2024, '2024-09-03'],
    [2025, '2025-09-01'],
    [2026, '2026-09-01'],
  ])('assumes beside 2/9/%i what was in fact decided', (_year, day) => expect(dayOff(day, lawOnly)).toMatchObject({ confirmed: false }));
});

describe('dated rows', () => {
  it('add a day and stand before a computed one on the same date', () => {
    const calendar = withRows(row('2026-12-24'), row('2026-04-30', { name: 'Ngày Giải phóng', kind: 'fixed' }));
    expect(dayOff('2026-12-24', calendar)).toMatchObject({ name: 'Nghỉ đặc biệt', kind: 'swapped' });
    expect(dayOff('2026-04-30', calendar)?.name).toBe('Ngày Giải phóng');
  });

  it('confirm a computed compensatory day without moving it', () => {
    const calendar = withRows(row('2027-05-03', { name: 'Nghỉ bù 1/5', kind: 'compensatory', decision: 'CV 1' }));
    expect(dates(2027, calendar)).toEqual(dates(2027, lawOnly));
    expect(dayOff('2027-05-03', calendar)?.name).toBe('Nghỉ bù 1/5');
  });

  it('cancel a computed day together with the day given for it', () => {
    expect(dates(2027, withRows(row('2027-05-01', { cancelled: true })))).toEqual(
      dates(2027, lawOnly).filter((date) => !['2027-05-01', '2027-05-03'].includes(date)),
    );
    expect(dates(2027, withRows(row('2027-05-03', { cancelled: true })))).toEqual(
      dates(2027, lawOnly).filter((date) => date !== '2027-05-03'),
    );
  });

  it('replace the whole assumed Tết and move what is given for its weekend', () => {
    const first = ['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09'];
    const calendar = withRows(...first.map((date) => row(date, { kind: 'lunar', name: 'Tết Nguyên đán' })));
    expect(dates(2027, calendar).filter((date) => date.startsWith('2027-02'))).toEqual([...first, '2027-02-10', '2027-02-11']);
    expect(
      daysOff(2027, calendar)
        .filter(({ date }) => date.startsWith('2027-02'))
        .every(({ confirmed }) => confirmed),
    ).toBe(true);
  });

  it('settle the day beside 2/9 from either side', () => {
    expect(dates(2027, withRows(row('2027-09-01', { kind: 'fixed' })))).not.toContain('2027-09-03');
    expect(dates(2027, withRows(row('2027-09-03', { cancelled: true })))).not.toContain('2027-09-03');
  });

  it('push a compensatory day past a day that is off anyway', () => {
    expect(dates(2027, withRows(row('2027-05-03')))).toContain('2027-05-04');
  });

  it('make a Saturday a working day only once it is confirmed', () => {
    const proposed = { date: '2026-11-28', forDate: '2026-11-23', decision: null };
    expect(isWorkingDay('2026-11-28', { holidays: [], makeUpDays: [{ ...proposed, confirmed: false }] })).toBe(false);
    expect(isWorkingDay('2026-11-28', { holidays: [], makeUpDays: [{ ...proposed, confirmed: true }] })).toBe(true);
  });
});

describe('every year', () => {
  it('gives for each holiday on a weekend one working day, on a weekday, each only once', () => {
    for (let year = 2026; year <= 2100; year++) {
      const off = daysOff(year, lawOnly);
      const onWeekend = off.filter(({ date, kind }) => kind !== 'compensatory' && weekdayOf(date) >= 6);
      const given = off.filter(({ kind }) => kind === 'compensatory');
      expect(given.length, String(year)).toBe(onWeekend.length);
      expect(new Set(off.map(({ date }) => date)).size).toBe(off.length);
      for (const { date } of given) expect(weekdayOf(date), date).toBeLessThan(6);
      expect(off.filter(({ date, kind }) => kind !== 'compensatory' || weekdayOf(date) < 6).length).toBe(off.length);
      expect(off.length - given.length, String(year)).toBeGreaterThanOrEqual(11);
      expect(off.map(({ date }) => date)).toEqual(off.map(({ date }) => date).sort());
    }
  });
});

const anyDay = fc.integer({ min: 0, max: 1094 }).map((offset) => addDays('2025-01-01', offset));

describe('counting working days', () => {
  it.each([
    ['2026-11-23', 1, '2026-11-25'],
    ['2026-11-25', 3, '2026-11-30'],
    ['2026-02-13', 1, '2026-02-23'],
    ['2026-02-13', 3, '2026-02-25'],
    ['2026-08-21', 1, '2026-08-22'],
    ['2026-08-28', 1, '2026-09-03'],
    ['2026-04-24', 3, '2026-05-04'],
    ['2025-04-25', 1, '2025-04-26'],
    ['2026-11-25', 0, '2026-11-25'],
  ])('%s plus %i is %s', (from, count, day) => expect(addWorkingDays(from, count, decidedDays).day).toBe(day));

  it('tells which days counted and why the others did not', () => {
    expect(addWorkingDays('2026-04-24', 2, decidedDays)).toEqual({
      day: '2026-04-29',
      counted: ['2026-04-28', '2026-04-29'],
      skipped: [
        { day: '2026-04-25', reason: 'Thứ Bảy' },
        { day: '2026-04-26', reason: 'Nghỉ Giỗ Tổ Hùng Vương' },
        { day: '2026-04-27', reason: 'Nghỉ bù Giỗ Tổ Hùng Vương' },
      ],
    });
  });

  it('splits the days after the first into counted and skipped, the last one counted', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (from, count) => {
        const { day, counted, skipped } = addWorkingDays(from, count, decidedDays);
        expect(counted.length).toBe(count);
        expect(counted.at(-1)).toBe(day);
        expect([...counted, ...skipped.map((each) => each.day)].sort()).toEqual(
          Array.from({ length: daysBetween(from, day) }, (_, index) => addDays(from, index + 1)),
        );
        expect(counted.every((each) => isWorkingDay(each, decidedDays))).toBe(true);
        expect(skipped.every((each) => !isWorkingDay(each.day, decidedDays) && each.reason !== '')).toBe(true);
      }),
    );
  });

  it('adds up: so many days and so many more', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), (from, one, other) => {
        const add = (day: string, count: number): string => addWorkingDays(day, count, decidedDays).day;
        expect(add(add(from, one), other)).toBe(add(from, one + other));
        expect(nextWorkingDay(from, decidedDays)).toBe(add(from, 1));
      }),
    );
  });
});

describe('the day of the result', () => {
  const sameDay: ProcessingTime = { kind: 'same_day', cutOff: '15:00' };
  it.each<[string, string, ProcessingTime, string]>([
    ['2026-11-25', '07:30', sameDay, '2026-11-25'],
    ['2026-11-25', '14:59', sameDay, '2026-11-25'],
    ['2026-11-25', '15:00', sameDay, '2026-11-25'],
    ['2026-11-25', '15:01', sameDay, '2026-11-26'],
    ['2026-11-23', '16:00', sameDay, '2026-11-25'],
    ['2026-11-27', '15:30', sameDay, '2026-11-30'],
    ['2026-02-13', '15:00', sameDay, '2026-02-13'],
    ['2026-02-13', '15:01', sameDay, '2026-02-23'],
    ['2027-02-03', '16:00', sameDay, '2027-02-11'],
    ['2026-08-22', '14:00', sameDay, '2026-08-22'],
    ['2026-11-28', '09:00', sameDay, '2026-11-30'],
    ['2026-11-25', '16:30', { kind: 'working_days', days: 3 }, '2026-11-30'],
    ['2026-02-12', '08:00', { kind: 'working_days', days: 5, extraDays: 3 }, '2026-02-26'],
    ['2026-11-25', '08:00', { kind: 'days', days: 3 }, '2026-11-30'],
    ['2026-11-25', '08:00', { kind: 'days', days: 2 }, '2026-11-27'],
    ['2026-02-01', '08:00', { kind: 'days', days: 15 }, '2026-02-23'],
    ['2026-11-25', '16:30', { kind: 'hours', hours: 1 }, '2026-11-25'],
    ['2026-11-27', '16:30', { kind: 'hours', hours: 8 }, '2026-11-30'],
  ])('received %s %s, %o: %s', (day, time, processing, result) =>
    expect(resultDay({ day, time }, processing, decidedDays)?.day).toBe(result),
  );

  it('is not known for a time told in words', () => {
    expect(resultDay({ day: '2026-11-25', time: '08:00' }, { kind: 'text', text: 'Theo hội đồng' }, decidedDays)).toBeNull();
  });

  it('is never before the day of receipt, never on a day off when it is another day, and shows every day between', () => {
    const processing = fc.oneof(
      fc.constant<ProcessingTime>(sameDay),
      fc.integer({ min: 1, max: 50 }).map((hours): ProcessingTime => ({ kind: 'hours', hours })),
      fc.integer({ min: 1, max: 40 }).map((days): ProcessingTime => ({ kind: 'days', days })),
      fc.integer({ min: 1, max: 40 }).map((days): ProcessingTime => ({ kind: 'working_days', days })),
    );
    fc.assert(
      fc.property(anyDay, fc.constantFrom('07:30', '14:59', '15:00', '15:01', '19:00'), processing, (day, time, terms) => {
        const result = resultDay({ day, time }, terms, decidedDays);
        if (!result) return expect.fail('no result');
        expect(result.day >= day).toBe(true);
        if (result.day !== day) expect(isWorkingDay(result.day, decidedDays)).toBe(true);
        expect(result.counted.length + result.skipped.length).toBe(daysBetween(day, result.day));
      }),
    );
  });
});
