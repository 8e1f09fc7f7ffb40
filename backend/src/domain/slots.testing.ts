import fc from 'fast-check';
import type { Closure, Counter, DayOverride, Season, WeeklyHours } from '../contracts/calendar.js';
import type { BookingRules } from '../contracts/procedures.js';
import { decidedDays } from './public-calendar.testing.js';
import type { CounterCalendar } from './slots.js';
import { addDays, timeFromMinutes } from './vietnam-time.js';

/** Monday to Friday 7:30–11:30 and 13:30–17:00, half-hour slots, three public places and one kept back. */
export const oneStop: Counter = {
  key: 'ho-tich',
  name: 'Quầy Hộ tịch',
  kind: 'counter',
  location: 'Tầng 1',
  phone: null,
  slotMinutes: 30,
  capacity: { public: 3, staff: 1 },
  hours: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, from: '07:30', to: '11:30' },
    { weekday, from: '13:30', to: '17:00' },
  ]),
  closedOnHolidays: true,
  worksMakeUpDays: true,
  validFrom: '2025-07-01',
  validTo: null,
};

export const rules: BookingRules = { slotsNeeded: 1, leadMinutes: 60, horizonWorkingDays: 14, cutOffMinutes: 120 };

export function calendarOf(counter: Partial<Counter> = {}, rest: Partial<CounterCalendar> = {}): CounterCalendar {
  return { counter: { ...oneStop, ...counter }, seasons: [], closures: [], overrides: [], publicCalendar: decidedDays, ...rest };
}

export function closure(rest: Partial<Closure>): Closure {
  return {
    id: '0'.repeat(24),
    counterKey: null,
    from: '2026-12-01',
    to: '2026-12-01',
    fromTime: null,
    toTime: null,
    reason: 'Họp giao ban',
    ...rest,
  };
}

const seasons: Season[] = [
  { key: 'he', name: 'Mùa hè', from: '04-16', to: '10-15' },
  { key: 'dong', name: 'Mùa đông', from: '10-16', to: '04-15' },
];
const time = fc.integer({ min: 0, max: 287 }).map((step) => timeFromMinutes(step * 5));
const day = fc.integer({ min: 0, max: 900 }).map((offset) => addDays('2025-06-01', offset));
const capacity = fc.record({ public: fc.integer({ min: 0, max: 3 }), staff: fc.integer({ min: 0, max: 2 }) });

const weeklyHours: fc.Arbitrary<WeeklyHours> = fc.record(
  {
    weekday: fc.integer({ min: 1, max: 7 }),
    from: time,
    to: time,
    season: fc.constantFrom('he', 'dong', 'khong-co'),
    nthWeeks: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
  },
  { requiredKeys: ['weekday', 'from', 'to'] },
);
const counter: fc.Arbitrary<Counter> = fc.record({
  key: fc.constant('ho-tich'),
  name: fc.constant('Quầy Hộ tịch'),
  kind: fc.constantFrom('counter', 'home', 'out_of_hours'),
  location: fc.constant('Tầng 1'),
  phone: fc.constant(null),
  slotMinutes: fc.constantFrom(15, 20, 30, 45, 60, 240),
  capacity,
  hours: fc.oneof(fc.constant(oneStop.hours), fc.array(weeklyHours, { maxLength: 20 })),
  closedOnHolidays: fc.boolean(),
  worksMakeUpDays: fc.boolean(),
  validFrom: fc.constantFrom('2020-01-01', '2026-02-01'),
  validTo: fc.constantFrom(null, '2026-12-31'),
});
const closures: fc.Arbitrary<Closure> = fc
  .tuple(fc.constantFrom(null, 'ho-tich', 'cong-an'), day, fc.integer({ min: 0, max: 10 }), fc.option(time), fc.option(time))
  .map(([counterKey, from, length, fromTime, toTime]) => closure({ counterKey, from, to: addDays(from, length), fromTime, toTime }));

/** Any counter with any closures and overrides of the years 2025 to 2027. */
export function anyCalendar(now: Date): fc.Arbitrary<CounterCalendar> {
  const soon = fc.integer({ min: 0, max: 25 }).map((offset) => addDays(now.toISOString().slice(0, 10), offset));
  const override: fc.Arbitrary<DayOverride> = fc.record({
    counterKey: fc.constantFrom('ho-tich', 'cong-an'),
    date: fc.oneof(soon, day),
    hours: fc.array(fc.record({ from: time, to: time }), { maxLength: 4 }),
    capacity: fc.option(capacity),
    reason: fc.constant('Buổi ngoài giờ'),
  });
  return fc.record({
    counter,
    seasons: fc.constant(seasons),
    closures: fc.array(closures, { maxLength: 4 }),
    overrides: fc.array(override, { maxLength: 4 }),
    publicCalendar: fc.constant(decidedDays),
  });
}

export const anyNow = fc.integer({ min: Date.UTC(2025, 11, 1), max: Date.UTC(2027, 1, 20) }).map((milliseconds) => new Date(milliseconds));

export const anyRules: fc.Arbitrary<BookingRules> = fc.record({
  slotsNeeded: fc.integer({ min: 1, max: 4 }),
  leadMinutes: fc.constantFrom(0, 60, 1440, 4000),
  horizonWorkingDays: fc.integer({ min: 1, max: 14 }),
  cutOffMinutes: fc.constant(60),
});
