import { describe, expect, it } from 'vitest';
import { type DayList, dayAfter, delayWords, inOrder, isDay, rowFrom, withNewer } from './day-list.js';
import { sampleAppointment } from './sample.testing.js';

const other = { ...sampleAppointment, id: '1'.repeat(24), code: 'LH-1111-1111', seat: 2 };
const list: DayList = {
  date: '2026-12-01',
  now: '2026-12-01T01:42:30.000Z',
  open: true,
  reason: null,
  counters: [],
  counts: { booked: 2, arrived: 0, serving: 0, seen: 0, cancelled: 0, revoked: 0, no_show: 0 },
  appointments: [sampleAppointment, other],
};

describe('the list of a day', () => {
  it('stands in the order people come', () => {
    const early = { ...sampleAppointment, start: '07:30', seat: 9, code: 'a' };
    const staff = { ...sampleAppointment, staffPlace: true, seat: 1, code: 'b' };
    expect(inOrder([staff, other, sampleAppointment, early])).toEqual([early, sampleAppointment, other, staff]);
  });

  it('takes a newer state in and counts it', () => {
    const arrived = { ...sampleAppointment, status: 'arrived' as const, revision: 2 };
    const after = withNewer(list, arrived);
    expect(after.appointments).toEqual([arrived, other]);
    expect(after.counts).toMatchObject({ booked: 1, arrived: 1 });
  });

  it('never goes back to an older state, nor takes in another day', () => {
    const newer = withNewer(list, { ...sampleAppointment, status: 'serving', revision: 3 });
    expect(withNewer(newer, { ...sampleAppointment, status: 'arrived', revision: 2 })).toBe(newer);
    expect(withNewer(list, { ...sampleAppointment, id: '2'.repeat(24) })).toBe(list);
  });
});

it('moves from row to row and stops at both ends', () => {
  expect(rowFrom(['a', 'b'], null, 1)).toBe('a');
  expect(rowFrom(['a', 'b'], 'a', 1)).toBe('b');
  expect(rowFrom(['a', 'b'], 'b', 1)).toBe('b');
  expect(rowFrom(['a', 'b'], 'a', -1)).toBe('a');
  expect(rowFrom(['a', 'b'], 'gone', -1)).toBe('a');
  expect(rowFrom([], null, 1)).toBeNull();
});

describe('what is said of a delay', () => {
  const now = '2026-12-01T01:42:30.000Z';
  it.each([
    [{ ...sampleAppointment }, 'trễ 12 phút'],
    [{ ...sampleAppointment, start: '08:42' }, null],
    [{ ...sampleAppointment, start: '09:00' }, null],
    [{ ...sampleAppointment, start: '07:30' }, 'trễ 1 giờ 12 phút'],
    [{ ...sampleAppointment, date: '2026-11-28' }, 'trễ 3 ngày'],
    [{ ...sampleAppointment, status: 'arrived' as const, arrivedAt: '2026-12-01T01:12:00.000Z' }, 'chờ 30 phút'],
    [{ ...sampleAppointment, status: 'seen' as const }, null],
  ])('case %#', (appointment, words) => {
    expect(delayWords(appointment, now)).toBe(words);
  });
});

it('counts days over months, years and leap days', () => {
  expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
  expect(dayAfter('2028-03-01', -1)).toBe('2028-02-29');
  expect(isDay('2028-02-29')).toBe(true);
  expect(isDay('2027-02-29')).toBe(false);
  expect(isDay('01/12/2026')).toBe(false);
});
