import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reminderTimes } from './reminder-times.js';
import { dayOf, instantAt, timeOf } from './vietnam-time.js';

const reminders = (start: [string, string], booked: [string, string], eveningAt = '19:00'): string[] =>
  reminderTimes({ startsAt: instantAt(...start), bookedAt: instantAt(...booked), eveningAt }).map(
    ({ kind, at, staleAfter }) => `${kind} ${dayOf(at)} ${timeOf(at)} until ${dayOf(staleAfter)} ${timeOf(staleAfter)}`,
  );
const evening = 'reminder_evening 2026-12-01 19:00 until 2026-12-01 22:00';
const twoHours = 'reminder_two_hours 2026-12-02 06:00 until 2026-12-02 07:30';

describe('reminders', () => {
  it.each<[string, [string, string], string[]]>([
    ['both for one booked days ahead', ['2026-11-24', '09:00'], [evening, twoHours]],
    ['the evening one when booked an hour before it', ['2026-12-01', '18:00'], [evening, twoHours]],
    ['no evening one when booked 59 minutes before it', ['2026-12-01', '18:01'], [twoHours]],
    ['no evening one when booked after it', ['2026-12-01', '19:30'], [twoHours]],
    ['the later one when booked three hours before', ['2026-12-02', '05:00'], [twoHours]],
    ['none when booked later than that', ['2026-12-02', '05:01'], []],
    ['none for one that has begun', ['2026-12-02', '08:10'], []],
  ])('%s', (_promise, booked, expected) => expect(reminders(['2026-12-02', '08:00'], booked)).toEqual(expected));

  it('keep the evening one fresh for half an hour when the hour set is late', () => {
    expect(reminders(['2026-12-02', '08:00'], ['2026-11-24', '09:00'], '21:45')[0]).toBe(
      'reminder_evening 2026-12-01 21:45 until 2026-12-01 22:15',
    );
  });

  it('reach back over New Year', () => {
    expect(reminders(['2027-01-01', '01:00'], ['2026-12-01', '09:00'])).toEqual([
      'reminder_evening 2026-12-31 19:00 until 2026-12-31 22:00',
      'reminder_two_hours 2026-12-31 23:00 until 2027-01-01 00:30',
    ]);
  });

  it('lie between the booking and the start, in order, each with time to be sent', () => {
    const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 0, max: 20 * 86_400_000 }),
        fc.constantFrom('17:00', '19:30', '21:00'),
        (booked, ahead, eveningAt) => {
          const times = reminderTimes({ startsAt: new Date(booked + ahead), bookedAt: new Date(booked), eveningAt });
          for (const { at, staleAfter } of times) {
            expect(at.getTime()).toBeGreaterThan(booked);
            expect(at.getTime()).toBeLessThan(booked + ahead);
            expect(staleAfter.getTime()).toBeGreaterThan(at.getTime());
          }
          expect(times.map(({ at }) => at.getTime())).toEqual(times.map(({ at }) => at.getTime()).sort((one, other) => one - other));
        },
      ),
    );
  });
});
