import { describe, expect, it } from 'vitest';
import type { Capacity } from '../contracts/calendar.js';
import type { ProcessingTime } from '../contracts/procedures.js';
import { decidedDays } from './public-calendar.testing.js';
import {
  type Audience,
  type CounterCalendar,
  changeUntil,
  horizonEnd,
  mayBook,
  nearestFree,
  openDays,
  seatKeysOf,
  seatNumberOf,
  slotRun,
  slotsOfDay,
  staffDays,
} from './slots.js';
import { calendarOf, closure, oneStop, rules } from './slots.testing.js';
import { instantAt } from './vietnam-time.js';

const sameDay: ProcessingTime = { kind: 'same_day', cutOff: '15:00' };
const starts = (calendar: CounterCalendar, date: string): string[] => slotsOfDay(calendar, date).slots.map(({ start }) => start);
const reason = (calendar: CounterCalendar, date: string): string | null => slotsOfDay(calendar, date).reason;
const morning = ['07:30', '08:00', '08:30', '09:00', '09:30', '10:00', '10:30', '11:00'];
const afternoon = ['13:30', '14:00', '14:30', '15:00', '15:30', '16:00', '16:30'];

describe('the slots of a day', () => {
  it('fill the hours and stop before each block ends', () => {
    expect(starts(calendarOf(), '2026-12-01')).toEqual([...morning, ...afternoon]);
    expect(starts(calendarOf({ slotMinutes: 45 }), '2026-12-01')).toEqual([
      '07:30',
      '08:15',
      '09:00',
      '09:45',
      '10:30',
      '13:30',
      '14:15',
      '15:00',
      '15:45',
    ]);
    expect(slotsOfDay(calendarOf(), '2026-12-01').slots[7]).toEqual({
      date: '2026-12-01',
      start: '11:00',
      end: '11:30',
      capacity: { public: 3, staff: 1 },
    });
  });

  it('never cross from one block into one that touches it', () => {
    const hours = [
      { weekday: 2, from: '08:00', to: '09:10' },
      { weekday: 2, from: '09:10', to: '10:10' },
    ];
    expect(starts(calendarOf({ hours }), '2026-12-01')).toEqual(['08:00', '08:30', '09:10', '09:40']);
  });

  it.each([
    ['2026-11-28', 'Thứ Bảy không làm việc'],
    ['2026-11-29', 'Chủ nhật không làm việc'],
    ['2026-11-24', 'Nghỉ Ngày Văn hóa Việt Nam'],
    ['2026-04-27', 'Nghỉ bù Giỗ Tổ Hùng Vương'],
    ['2026-08-31', 'Nghỉ hoán đổi dịp Quốc khánh'],
    ['2025-06-30', 'Quầy Hộ tịch hoạt động từ 01/07/2025'],
  ])('of %s are none: %s', (date, why) => expect(slotsOfDay(calendarOf(), date)).toEqual({ slots: [], reason: why }));

  it('end with the counter itself', () => {
    expect(starts(calendarOf({ validTo: '2026-12-01' }), '2026-12-01')).toHaveLength(15);
    expect(reason(calendarOf({ validTo: '2026-12-01' }), '2026-12-02')).toBe('Quầy Hộ tịch đã ngừng hoạt động');
  });

  it('follow the season, also over New Year', () => {
    const calendar = calendarOf(
      {
        hours: [1, 2, 3, 4, 5].flatMap((weekday) => [
          { weekday, from: '07:00', to: '08:00', season: 'he' },
          { weekday, from: '08:00', to: '09:00', season: 'dong' },
          { weekday, from: '14:00', to: '14:30' },
        ]),
      },
      {
        seasons: [
          { key: 'he', name: 'Mùa hè', from: '04-16', to: '10-15' },
          { key: 'dong', name: 'Mùa đông', from: '10-16', to: '04-15' },
        ],
      },
    );
    for (const date of ['2026-10-16', '2026-12-31', '2027-01-04', '2027-04-15'])
      expect(starts(calendar, date)).toEqual(['08:00', '08:30', '14:00']);
    for (const date of ['2026-04-16', '2026-07-01', '2026-10-15']) expect(starts(calendar, date)).toEqual(['07:00', '07:30', '14:00']);
  });

  it('follow the weeks of the month', () => {
    const calendar = calendarOf({ hours: [{ weekday: 6, from: '08:00', to: '09:00', nthWeeks: [1, 3] }] });
    expect(['2026-12-05', '2026-12-12', '2026-12-19', '2026-12-26', '2026-10-31'].map((date) => starts(calendar, date).length)).toEqual([
      2, 0, 2, 0, 0,
    ]);
  });

  it('are on Saturday mornings at the police counter', () => {
    const police = calendarOf({ key: 'cong-an', hours: [...oneStop.hours, { weekday: 6, from: '07:30', to: '11:30' }] });
    expect(starts(police, '2026-11-28')).toEqual(morning);
    expect(reason(police, '2026-11-29')).toBe('Chủ nhật không làm việc');
    expect(reason(police, '2026-04-25')).toBeNull();
    expect(reason(police, '2026-02-21')).toBeNull();
    expect(starts(police, '2026-11-24')).toEqual([]);
  });

  it('go on through holidays where the counter does', () => {
    expect(starts(calendarOf({ closedOnHolidays: false }), '2026-11-24')).toHaveLength(15);
    expect(starts(calendarOf({ closedOnHolidays: false }), '2026-11-28')).toEqual([]);
  });

  it('of a make-up Saturday are those of the weekday it replaces', () => {
    const hours = [
      { weekday: 1, from: '08:00', to: '09:00' },
      { weekday: 5, from: '14:00', to: '15:00' },
      { weekday: 6, from: '07:30', to: '08:00' },
    ];
    const [works, rests] = [calendarOf({ hours }), calendarOf({ hours, worksMakeUpDays: false })];
    // 22/8/2026 for Monday 31/8; 10/1/2026 for Friday 2/1.
    expect([starts(works, '2026-08-22'), starts(works, '2026-01-10')]).toEqual([
      ['08:00', '08:30'],
      ['14:00', '14:30'],
    ]);
    expect([starts(rests, '2026-08-22'), starts(rests, '2026-01-10')]).toEqual([['07:30'], ['07:30']]);
    expect(starts(works, '2026-08-29')).toEqual(['07:30']);
  });
});

describe('closures and overrides', () => {
  it('take whole days away, from one counter or all', () => {
    const closures = [closure({ counterKey: 'cong-an' }), closure({ from: '2026-12-02', to: '2026-12-03', reason: 'Bão số 9' })];
    const calendar = calendarOf({}, { closures });
    expect(starts(calendar, '2026-12-01')).toHaveLength(15);
    expect([reason(calendar, '2026-12-02'), reason(calendar, '2026-12-03'), reason(calendar, '2026-12-04')]).toEqual([
      'Bão số 9',
      'Bão số 9',
      null,
    ]);
    expect(reason(calendarOf({ key: 'cong-an' }, { closures }), '2026-12-01')).toBe('Họp giao ban');
  });

  it('take every slot away that they touch, each day of their span', () => {
    const calendar = calendarOf({}, { closures: [closure({ to: '2026-12-02', fromTime: '08:10', toTime: '09:00' })] });
    for (const date of ['2026-12-01', '2026-12-02']) expect(starts(calendar, date)).toEqual(['07:30', ...morning.slice(3), ...afternoon]);
  });

  it('with one end open run to the end or from the start of the day', () => {
    expect(starts(calendarOf({}, { closures: [closure({ fromTime: '11:30' })] }), '2026-12-01')).toEqual(morning);
    expect(starts(calendarOf({}, { closures: [closure({ toTime: '13:30' })] }), '2026-12-01')).toEqual(afternoon);
  });

  it('let an override replace the hours, open a holiday or a Sunday, and shut a day', () => {
    const override = (date: string, hours: { from: string; to: string }[], capacity: Capacity | null = null) => ({
      counterKey: 'ho-tich',
      date,
      hours,
      capacity,
      reason: 'Buổi ngoài giờ',
    });
    const calendar = calendarOf(
      {},
      {
        overrides: [
          override('2026-11-24', [{ from: '08:00', to: '09:00' }]),
          override('2026-11-29', [{ from: '18:00', to: '19:00' }], { public: 1, staff: 0 }),
          override('2026-12-01', []),
          { ...override('2026-12-02', []), counterKey: 'cong-an' },
        ],
        closures: [closure({ from: '2026-11-24', to: '2026-11-24', fromTime: '08:30', toTime: '09:00' })],
      },
    );
    expect(starts(calendar, '2026-11-24')).toEqual(['08:00']);
    expect(slotsOfDay(calendar, '2026-11-29').slots).toMatchObject([
      { start: '18:00', capacity: { public: 1, staff: 0 } },
      { start: '18:30' },
    ]);
    expect(slotsOfDay(calendar, '2026-12-01')).toEqual({ slots: [], reason: 'Buổi ngoài giờ' });
    expect(starts(calendar, '2026-12-02')).toHaveLength(15);
  });
});

describe('places', () => {
  const slot = { date: '2026-12-01', start: '08:00', capacity: { public: 2, staff: 2 } };
  it('are tried in order, the ones kept back first for officers', () => {
    expect(seatKeysOf('ho-tich', slot, 'public')).toEqual(['ho-tich|2026-12-01|08:00|p1', 'ho-tich|2026-12-01|08:00|p2']);
    expect(seatKeysOf('ho-tich', slot, 'staff').map((key) => key.slice(-2))).toEqual(['s1', 's2', 'p1', 'p2']);
  });

  it('have a number to print', () => {
    expect(seatNumberOf('ho-tich|2026-12-01|08:00|p3')).toBe(3);
    expect(seatNumberOf('ho-tich|2026-12-01|08:00|s2')).toBe(102);
    for (const text of ['', 'p3', 'ho-tich|2026-12-01|08:00|x3']) expect(() => seatNumberOf(text)).toThrow(RangeError);
  });
});

describe('runs of slots', () => {
  const { slots } = slotsOfDay(calendarOf(), '2026-12-01');
  it.each([
    ['10:30', 2, ['10:30', '11:00']],
    ['11:00', 1, ['11:00']],
    ['11:00', 2, null],
    ['16:30', 2, null],
    ['12:00', 1, null],
    ['13:30', 7, afternoon],
  ])('from %s over %i', (start, needed, run) => expect(slotRun(slots, start, needed)?.map((slot) => slot.start) ?? null).toEqual(run));
});

describe('what may be booked', () => {
  // Wednesday 25/11/2026, 9:10.
  const now = instantAt('2026-11-25', '09:10');
  const answer = (date: string, start: string, audience: Audience = 'public', calendar = calendarOf(), slotsNeeded = 1) =>
    mayBook({ calendar, rules: { ...rules, slotsNeeded }, date, start, audience, now });

  it.each([
    ['2026-11-24', '08:00', 'day_in_past'],
    ['2026-11-25', '08:00', 'too_soon'],
    ['2026-11-25', '10:00', 'too_soon'],
    ['2026-11-25', '12:00', 'slot_unknown'],
    ['2026-11-25', '08:10', 'slot_unknown'],
    ['2026-11-28', '08:00', 'place_closed'],
    ['2026-12-16', '08:00', 'too_far'],
  ])('%s %s is refused: %s', (date, start, code) => expect(answer(date, start)).toMatchObject({ kind: 'refused', code }));

  it('takes a start exactly after the lead time, officers without it, and the last day of the horizon', () => {
    expect(
      mayBook({
        calendar: calendarOf(),
        rules,
        date: '2026-11-25',
        start: '10:00',
        audience: 'public',
        now: instantAt('2026-11-25', '09:00'),
      }).kind,
    ).toBe('ok');
    expect(answer('2026-11-25', '09:30', 'staff').kind).toBe('ok');
    expect(answer('2026-11-25', '09:00', 'staff')).toMatchObject({ code: 'too_soon' });
    expect(horizonEnd(rules, now, decidedDays)).toBe('2026-12-15');
    expect(answer('2026-12-15', '16:30').kind).toBe('ok');
  });

  it('says in words what is wrong', () => {
    const closed = calendarOf({}, { closures: [closure({ from: '2026-11-26', to: '2026-11-26', fromTime: '08:00', toTime: '09:00' })] });
    const details = [
      answer('2026-11-28', '08:00'),
      answer('2026-11-26', '08:00', 'public', closed),
      answer('2026-11-25', '10:00'),
      answer('2026-11-26', '11:00', 'public', calendarOf(), 2),
    ];
    expect(details.map((each) => (each.kind === 'refused' ? each.detail : ''))).toEqual([
      'Ngày 28/11/2026 không nhận khách: Thứ Bảy không làm việc.',
      'Khung giờ này không nhận khách: Họp giao ban.',
      'Cần đặt trước ít nhất 1 giờ.',
      'Từ giờ này không đủ thời gian liên tục để làm thủ tục. Mời ông/bà chọn giờ sớm hơn.',
    ]);
  });

  it('refuses residents a slot that has only places for officers', () => {
    const kept = calendarOf({ capacity: { public: 0, staff: 2 } });
    expect(answer('2026-11-26', '08:00', 'public', kept)).toMatchObject({ code: 'place_closed' });
    expect(answer('2026-11-26', '08:00', 'staff', kept).kind).toBe('ok');
  });

  it('may be changed until the cut-off', () =>
    expect(changeUntil(instantAt('2026-11-26', '08:00'), rules)).toEqual(instantAt('2026-11-26', '06:00')));
});

describe('the days of the horizon', () => {
  const now = instantAt('2026-11-23', '09:10');
  const days = (taken: string[] = [], rest: Partial<Parameters<typeof openDays>[0]> = {}) =>
    openDays({ calendar: calendarOf(), rules, processing: sameDay, taken: new Set(taken), audience: 'public', now, ...rest });

  it('run from today over fourteen working days, closed ones in between with their reason', () => {
    const all = days();
    expect([all[0]?.date, all.at(-1)?.date, all.length]).toEqual(['2026-11-23', '2026-12-14', 22]);
    expect(all.filter(({ state }) => state === 'closed').map(({ date, reason: why }) => `${date} ${why}`)).toEqual([
      '2026-11-24 Nghỉ Ngày Văn hóa Việt Nam',
      '2026-11-28 Thứ Bảy không làm việc',
      '2026-11-29 Chủ nhật không làm việc',
      '2026-12-05 Thứ Bảy không làm việc',
      '2026-12-06 Chủ nhật không làm việc',
      '2026-12-12 Thứ Bảy không làm việc',
      '2026-12-13 Chủ nhật không làm việc',
    ]);
    expect(all[0]?.lunar).toBe('15/10');
    expect(all[0]?.slots[0]?.start).toBe('10:30');
  });

  it('promise the result by the 15:00 rule, reckoned from the end of the appointment', () => {
    const results = days()[0]?.slots.map(({ start, resultOn }) => `${start} ${resultOn}`);
    expect(results).toContain('14:30 2026-11-23');
    expect(results).toContain('15:00 2026-11-25');
    expect(days([], { processing: { kind: 'working_days', days: 3 } })[0]?.slots[0]?.resultOn).toBeNull();
  });

  it('count what is taken, place by place', () => {
    const key = 'ho-tich|2026-11-25|08:00|';
    const placesLeft = (taken: string[], audience: Audience = 'public') =>
      days(taken, { audience })
        .find(({ date }) => date === '2026-11-25')
        ?.slots.find(({ start }) => start === '08:00')?.placesLeft;
    expect([placesLeft([]), placesLeft([`${key}p2`]), placesLeft([`${key}p1`, `${key}p2`, `${key}p3`]), placesLeft([`${key}s1`])]).toEqual([
      3, 2, 0, 3,
    ]);
    expect([placesLeft([], 'staff'), placesLeft([`${key}s1`, `${key}p1`], 'staff')]).toEqual([4, 2]);
    // The capacity was ten once: the seat still counts.
    expect(placesLeft([`${key}p9`])).toBe(2);
  });

  it('are full when nothing is left, and still list their hours', () => {
    const calendar = calendarOf({ capacity: { public: 1, staff: 0 } });
    const taken = [...morning, ...afternoon].map((start) => `ho-tich|2026-11-25|${start}|p1`);
    const day = days(taken, { calendar }).find(({ date }) => date === '2026-11-25');
    expect(day).toMatchObject({ state: 'full', reason: null, placesLeft: 0 });
    expect(day?.slots).toHaveLength(15);
  });

  it('for several slots offer runs, with the least of the run, and as many bookings as really fit', () => {
    const calendar = calendarOf({ capacity: { public: 1, staff: 0 } });
    const day = days(['ho-tich|2026-11-25|08:00|p1'], { calendar, rules: { ...rules, slotsNeeded: 2 } }).find(
      ({ date }) => date === '2026-11-25',
    );
    expect(day?.slots.filter(({ placesLeft }) => placesLeft === 0).map(({ start }) => start)).toEqual(['07:30', '08:00']);
    expect(day?.slots.map(({ start }) => start)).toEqual([...morning.slice(0, -1), ...afternoon.slice(0, -1)]);
    expect(day?.slots[2]).toMatchObject({ start: '08:30', end: '09:30' });
    // Six free slots in the morning after the taken one, seven in the afternoon.
    expect(day?.placesLeft).toBe(6);
  });

  it('say why today offers nothing any more', () => {
    const today = (time: string, rest = {}) => days([], { now: instantAt('2026-11-23', time), ...rest })[0]?.reason;
    expect(today('16:40')).toBe('Đã hết giờ nhận lịch hôm nay');
    expect(today('16:00')).toBe('Cần đặt trước ít nhất 1 giờ');
    expect(
      today('07:00', {
        rules: { ...rules, slotsNeeded: 8 },
        calendar: calendarOf({ hours: [{ weekday: 1, from: '08:00', to: '09:00' }] }),
      }),
    ).toBe('Không đủ thời gian liên tục cho thủ tục này');
    expect(today('07:00', { calendar: calendarOf({ capacity: { public: 0, staff: 1 } }) })).toBe('Không nhận đặt lịch trực tuyến');
  });

  it('call the parts of the day by their names', () => {
    const overrides = [
      {
        counterKey: 'ho-tich',
        date: '2026-11-29',
        hours: [
          { from: '11:30', to: '13:00' },
          { from: '17:00', to: '18:30' },
        ],
        capacity: null,
        reason: 'Ngoài giờ',
      },
    ];
    const day = days([], { calendar: calendarOf({}, { overrides }) }).find(({ date }) => date === '2026-11-29');
    expect(day?.slots.map(({ start, part }) => `${start} ${part}`)).toEqual([
      '11:30 morning',
      '12:00 afternoon',
      '12:30 afternoon',
      '17:00 afternoon',
      '17:30 evening',
      '18:00 evening',
    ]);
  });

  it('tell officers both kinds of places apart', () => {
    const taken = new Set(['ho-tich|2026-11-25|08:00|s1', 'ho-tich|2026-11-25|08:00|p1']);
    const list = staffDays({ calendar: calendarOf(), rules, processing: sameDay, taken, audience: 'staff', now });
    expect(list.find(({ date }) => date === '2026-11-25')?.slots[1]).toEqual({ start: '08:00', end: '08:30', publicLeft: 2, staffLeft: 0 });
    expect(list[0]?.slots[0]?.start).toBe('09:30');
  });

  it('offer the nearest free starts instead of the one wanted', () => {
    const taken = ['p1', 'p2', 'p3'].flatMap((seat) => ['08:00', '08:30'].map((start) => `ho-tich|2026-11-25|${start}|${seat}`));
    expect(nearestFree(days(taken), { date: '2026-11-25', start: '08:00' }, 3)).toEqual([
      { date: '2026-11-25', start: '07:30' },
      { date: '2026-11-25', start: '09:00' },
      { date: '2026-11-25', start: '09:30' },
    ]);
    expect(nearestFree([], { date: '2026-11-25', start: '08:00' }, 3)).toEqual([]);
  });
});
