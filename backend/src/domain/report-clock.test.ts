import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidedDays as calendar } from './public-calendar.testing.js';
import { dueDay, type Lateness, lateness, laterOf, type Pause, type ReportClock, veryOverdueDay } from './report-clock.js';
import { addDays } from './vietnam-time.js';
import { addWorkingDays, isWorkingDay, nextWorkingDay } from './working-days.js';

type Times = readonly (readonly [from: string, to: string | null])[];
const clockOf = (startedOn: string, workingDays: number, times: Times = [], extraDays = 0): ReportClock => ({
  startedOn,
  workingDays,
  extraDays,
  pauses: times.map(([from, to]) => ({ from, to, reason: 'Chờ người dân bổ sung ảnh' })),
});

describe('the day by which an answer is due', () => {
  it.each<[string, ReportClock, string | null]>([
    // Tết 2026: nobody works from 14/2 to 22/2; counted are 11, 12, 13, 23–27 February, 2 and 3 March.
    ['over Tết', clockOf('2026-02-10', 10), '2026-03-03'],
    ['with the one extension', clockOf('2026-02-10', 10, [], 5), '2026-03-10'],
    ['one working day paused', clockOf('2026-02-10', 10, [['2026-02-12', '2026-02-13']]), '2026-03-04'],
    ['paused through the holidays alone', clockOf('2026-02-10', 10, [['2026-02-16', '2026-02-21']]), '2026-03-03'],
    ['paused through the whole run of days off', clockOf('2026-02-10', 10, [['2026-02-14', '2026-02-23']]), '2026-03-03'],
    ['paused from the last day before Tết', clockOf('2026-02-10', 10, [['2026-02-13', '2026-02-23']]), '2026-03-04'],
    ['paused into the first day after Tết', clockOf('2026-02-10', 10, [['2026-02-13', '2026-02-24']]), '2026-03-05'],
    ['paused on mùng 1 for one day', clockOf('2026-02-10', 10, [['2026-02-17', '2026-02-18']]), '2026-03-03'],
    ['paused and resumed on one day', clockOf('2026-02-10', 10, [['2026-02-12', '2026-02-12']]), '2026-03-03'],
    ['resumed on a Sunday', clockOf('2026-02-10', 10, [['2026-02-12', '2026-02-15']]), '2026-03-05'],
    ['resumed on mùng 1', clockOf('2026-02-10', 10, [['2026-02-12', '2026-02-17']]), '2026-03-05'],
    [
      'overlapping pauses, a shared day lost once',
      clockOf('2026-02-10', 10, [
        ['2026-02-11', '2026-02-13'],
        ['2026-02-12', '2026-02-24'],
      ]),
      '2026-03-09',
    ],
    [
      'a pause inside another',
      clockOf('2026-02-10', 10, [
        ['2026-02-11', '2026-02-14'],
        ['2026-02-12', '2026-02-13'],
      ]),
      '2026-03-06',
    ],
    [
      'pauses one after the other',
      clockOf('2026-02-10', 10, [
        ['2026-02-11', '2026-02-12'],
        ['2026-02-12', '2026-02-13'],
      ]),
      '2026-03-05',
    ],
    [
      'a later pause reached only because of an earlier one',
      clockOf('2026-02-10', 10, [
        ['2026-02-11', '2026-02-12'],
        ['2026-03-04', '2026-03-06'],
      ]),
      '2026-03-06',
    ],
    ['paused on the last day', clockOf('2026-02-10', 10, [['2026-03-03', '2026-03-04']]), '2026-03-04'],
    ['paused from the last day for two', clockOf('2026-02-10', 10, [['2026-03-03', '2026-03-05']]), '2026-03-05'],
    ['paused when it was late already', clockOf('2026-02-10', 10, [['2026-03-04', '2026-03-10']]), '2026-03-03'],
    ['paused on the day it came', clockOf('2026-02-10', 10, [['2026-02-10', '2026-02-11']]), '2026-03-03'],
    ['paused since before it came', clockOf('2026-02-10', 10, [['2026-02-05', '2026-02-12']]), '2026-03-04'],
    ['due right before Tết', clockOf('2026-02-09', 4), '2026-02-13'],
    ['paused on that day, resumed in Tết', clockOf('2026-02-09', 4, [['2026-02-13', '2026-02-16']]), '2026-02-23'],
    ['paused on that day, resumed after Tết', clockOf('2026-02-09', 4, [['2026-02-13', '2026-02-23']]), '2026-02-23'],
    ['came in Tết', clockOf('2026-02-18', 2), '2026-02-24'],
    ['open pause', clockOf('2026-02-10', 10, [['2026-02-12', null]]), null],
    ['open pause on a holiday', clockOf('2026-02-10', 10, [['2026-02-17', null]]), null],
    [
      'one pause ended, another open',
      clockOf('2026-02-10', 10, [
        ['2026-02-11', '2026-02-12'],
        ['2026-02-24', null],
      ]),
      null,
    ],
    // Giỗ Tổ on Sunday 26/4 with Monday 27/4 given for it, then 30/4 – 3/5: counted are 24, 28, 29 April, 4 and 5 May.
    ['over Giỗ Tổ and 30/4', clockOf('2026-04-23', 5), '2026-05-05'],
    ['paused on the compensatory day', clockOf('2026-04-23', 5, [['2026-04-27', '2026-04-28']]), '2026-05-05'],
    ['paused from the eve of 30/4 until work goes on', clockOf('2026-04-23', 5, [['2026-04-29', '2026-05-04']]), '2026-05-06'],
    ['paused on a Friday, resumed on the compensatory Monday', clockOf('2026-04-23', 5, [['2026-04-24', '2026-04-27']]), '2026-05-06'],
    // Saturday 22/8 is worked for Monday 31/8: counted are 22, 24–28 August, 3, 4, 7 and 8 September.
    ['over 2/9 with its make-up Saturday', clockOf('2026-08-21', 10), '2026-09-08'],
    ['paused on the make-up Saturday', clockOf('2026-08-21', 10, [['2026-08-22', '2026-08-24']]), '2026-09-09'],
    ['paused on the Sunday after it', clockOf('2026-08-21', 10, [['2026-08-23', '2026-08-24']]), '2026-09-08'],
    ['paused until work goes on after 2/9', clockOf('2026-08-21', 10, [['2026-08-28', '2026-09-03']]), '2026-09-09'],
    ['came on the make-up Saturday', clockOf('2026-08-22', 1), '2026-08-24'],
    ['over New Year with its make-up Saturday', clockOf('2025-12-31', 7), '2026-01-12'],
    ['paused on that make-up Saturday', clockOf('2025-12-31', 7, [['2026-01-10', '2026-01-12']]), '2026-01-13'],
    // 24/11 is a Tuesday.
    ['over 24/11', clockOf('2026-11-20', 2), '2026-11-25'],
    ['paused on 24/11', clockOf('2026-11-20', 2, [['2026-11-24', '2026-11-25']]), '2026-11-25'],
    ['paused on 23/11, resumed on the holiday', clockOf('2026-11-20', 2, [['2026-11-23', '2026-11-24']]), '2026-11-26'],
    ['paused on 23/11, resumed after the holiday', clockOf('2026-11-20', 2, [['2026-11-23', '2026-11-25']]), '2026-11-26'],
    ['no days at all', clockOf('2026-11-25', 0), '2026-11-25'],
  ])('%s', (_title, clock, due) => expect(dueDay(clock, calendar)).toBe(due));

  const anyDay = fc.integer({ min: 0, max: 900 }).map((offset) => addDays('2025-01-01', offset));
  const anyCount = fc.integer({ min: 0, max: 40 });
  const pausesFrom = (startedOn: string) =>
    fc.array(
      fc
        .tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: 0, max: 20 }))
        .map(([after, length]): Pause => ({ from: addDays(startedOn, after), to: addDays(startedOn, after + length), reason: '' })),
      { maxLength: 5 },
    );
  const anyClock = fc
    .tuple(anyDay, anyCount, fc.integer({ min: 0, max: 10 }))
    .chain(([startedOn, workingDays, extraDays]) =>
      pausesFrom(startedOn).map((pauses): ReportClock => ({ startedOn, workingDays, extraDays, pauses })),
    );
  const covers = ({ from, to }: Pause, day: string): boolean => from <= day && to !== null && day < to;
  const due = (clock: ReportClock): string => dueDay(clock, calendar) as string;

  it('is so many working days on when nothing paused', () => {
    fc.assert(
      fc.property(anyDay, anyCount, (startedOn, count) => {
        expect(due(clockOf(startedOn, count))).toBe(addWorkingDays(startedOn, count, calendar).day);
      }),
    );
  });

  it('moves by exactly one working day with each further working day paused, and not at all with a day off', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 20 }), fc.nat(), fc.integer({ min: 0, max: 25 }), (startedOn, count, seed, length) => {
        const without = due(clockOf(startedOn, count));
        const { counted } = addWorkingDays(startedOn, count, calendar);
        const from = counted[seed % counted.length] as string;
        const paused = (days: number) => due(clockOf(startedOn, count, [[from, addDays(from, days)]]));
        expect(paused(0)).toBe(without);
        const further = addDays(from, length);
        const reached = further <= paused(length);
        expect(paused(length + 1)).toBe(
          isWorkingDay(further, calendar) && reached ? nextWorkingDay(paused(length), calendar) : paused(length),
        );
      }),
    );
  });

  it('leaves exactly the wanted number of working days that no pause covers, itself one of them', () => {
    fc.assert(
      fc.property(anyClock, (clock) => {
        const last = due(clock);
        const counted: string[] = [];
        for (let day = addDays(clock.startedOn, 1); day <= last; day = addDays(day, 1))
          if (isWorkingDay(day, calendar) && !clock.pauses.some((pause) => covers(pause, day))) counted.push(day);
        expect(counted.length).toBe(clock.workingDays + clock.extraDays);
        expect(last).toBe(counted.at(-1) ?? clock.startedOn);
      }),
    );
  });

  it('grows with the working days, counts an extension like them, and never comes nearer by a pause', () => {
    fc.assert(
      fc.property(anyClock, (clock) => {
        const longer = due({ ...clock, workingDays: clock.workingDays + 1 });
        expect(longer > due(clock)).toBe(true);
        expect(due({ ...clock, extraDays: clock.extraDays + 1 })).toBe(longer);
        expect(due(clock) >= due({ ...clock, pauses: clock.pauses.slice(1) })).toBe(true);
        expect(due({ ...clock, pauses: [...clock.pauses].reverse() })).toBe(due(clock));
        expect(dueDay({ ...clock, pauses: [...clock.pauses, { from: clock.startedOn, to: null, reason: '' }] }, calendar)).toBeNull();
      }),
    );
  });

  it('is never earlier than what was promised, and unknown while paused', () => {
    expect(laterOf('2026-03-03', '2026-03-02')).toBe('2026-03-03');
    expect(laterOf('2026-03-03', '2026-03-04')).toBe('2026-03-04');
    expect(laterOf('2026-03-03', '2026-03-03')).toBe('2026-03-03');
    expect(laterOf(null, '2026-03-04')).toBe('2026-03-04');
    expect(laterOf('2026-03-03', null)).toBeNull();
    expect(laterOf(null, null)).toBeNull();
  });
});

describe('lateness', () => {
  const inTime = (left: number): Lateness => ({ kind: 'in_time', left });
  const late = (workingDays: number): Lateness => ({ kind: 'late', workingDays });
  const dueToday: Lateness = { kind: 'due_today' };

  it.each<[string | null, string, Lateness]>([
    ['2026-03-03', '2026-02-13', inTime(7)],
    ['2026-03-03', '2026-02-20', inTime(7)],
    ['2026-03-03', '2026-02-23', inTime(6)],
    ['2026-03-03', '2026-03-02', inTime(1)],
    ['2026-03-03', '2026-03-03', dueToday],
    ['2026-03-03', '2026-03-04', late(1)],
    ['2026-03-03', '2026-03-07', late(3)],
    ['2026-03-03', '2026-03-08', late(3)],
    ['2026-03-03', '2026-03-09', late(4)],
    ['2026-02-13', '2026-02-13', dueToday],
    ['2026-02-13', '2026-02-14', late(0)],
    ['2026-02-13', '2026-02-20', late(0)],
    ['2026-02-13', '2026-02-23', late(1)],
    ['2026-08-21', '2026-08-22', late(1)],
    ['2026-08-21', '2026-08-23', late(1)],
    ['2026-11-23', '2026-11-24', late(0)],
    ['2026-11-23', '2026-11-25', late(1)],
    ['2026-11-25', '2026-11-24', inTime(1)],
    // A promised day that has become a day off: Saturday 28/11 stands for Monday 30/11.
    ['2026-11-28', '2026-11-27', inTime(1)],
    ['2026-11-28', '2026-11-28', inTime(1)],
    ['2026-11-28', '2026-11-30', dueToday],
    ['2026-11-28', '2026-12-01', late(1)],
    [null, '2026-12-01', { kind: 'paused' }],
  ])('due %s, seen on %s: %o', (due, today, expected) => expect(lateness(due, today, calendar)).toEqual(expected));

  it.each([
    ['2026-02-13', 3, '2026-02-25'],
    ['2026-04-29', 1, '2026-05-04'],
    ['2026-08-21', 1, '2026-08-22'],
    ['2026-11-23', 5, '2026-12-01'],
    ['2026-11-28', 2, '2026-12-02'],
    ['2026-11-25', 0, '2026-11-25'],
  ])('due %s is very overdue after %i working days on %s', (due, count, day) => expect(veryOverdueDay(due, count, calendar)).toBe(day));

  it('agrees with the count of days from either side', () => {
    const anyDay = fc.integer({ min: 0, max: 900 }).map((offset) => addDays('2025-01-01', offset));
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (day, count) => {
        expect(lateness(day, veryOverdueDay(day, count, calendar), calendar)).toEqual(late(count));
        expect(lateness(addWorkingDays(day, count, calendar).day, day, calendar)).toEqual(inTime(count));
        const next = lateness(day, addDays(day, count), calendar);
        expect(next.kind === 'late' ? next.workingDays : 0).toBeLessThanOrEqual(count);
      }),
    );
  });
});
