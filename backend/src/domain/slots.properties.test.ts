import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DayOfSlots } from '../contracts/appointments.js';
import type { ProcessingTime } from '../contracts/procedures.js';
import {
  type Audience,
  type CounterCalendar,
  horizonEnd,
  mayBook,
  openDays,
  seatKeysOf,
  seatNumberOf,
  slotsOfDay,
  staffDays,
} from './slots.js';
import { anyCalendar, anyNow, anyRules } from './slots.testing.js';
import { addDays, dayOf, daysBetween, instantAt, minutesOf } from './vietnam-time.js';
import { dayOff } from './working-days.js';

const processing: ProcessingTime = { kind: 'same_day', cutOff: '15:00' };

/** Any counter at any moment, with about a third of the places of the horizon taken. */
const situation = anyNow.chain((now) =>
  fc.tuple(anyCalendar(now), anyRules, fc.constantFrom<Audience>('public', 'staff'), fc.nat()).map(([calendar, rules, audience, seed]) => {
    const end = horizonEnd(rules, now, calendar.publicCalendar);
    const taken = new Set<string>();
    let random = seed;
    for (let date = dayOf(now); date <= end; date = addDays(date, 1)) {
      for (const key of slotsOfDay(calendar, date).slots.flatMap((slot) => seatKeysOf(calendar.counter.key, slot, 'staff'))) {
        random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
        if (random % 3 === 0) taken.add(key);
      }
    }
    return { calendar, rules, processing, audience, now, taken };
  }),
);
type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

const holds = (promise: (situation: Situation) => void): void => fc.assert(fc.property(situation, promise), { numRuns: 150 });

function freeOf(calendar: CounterCalendar, taken: ReadonlySet<string>, audience: Audience, date: string, start: string): number {
  const slot = slotsOfDay(calendar, date).slots.find((each) => each.start === start);
  return slot ? seatKeysOf(calendar.counter.key, slot, audience).filter((key) => !taken.has(key)).length : 0;
}

describe('for any counter, rules and moment', () => {
  it('slots of a day never overlap, have their full length and lie inside the hours asked for', () =>
    holds(({ calendar, now }) => {
      for (let offset = 0; offset < 40; offset++) {
        const date = addDays(dayOf(now), offset);
        const { slots, reason } = slotsOfDay(calendar, date);
        expect(slots.length === 0).toBe(reason !== null);
        slots.forEach((slot, index) => {
          expect(minutesOf(slot.end) - minutesOf(slot.start)).toBe(calendar.counter.slotMinutes);
          const next = slots[index + 1];
          if (next) expect(slot.end <= next.start).toBe(true);
        });
      }
    }));

  it('every place has its own key and, of its kind, its own number', () =>
    holds(({ calendar, rules, now }) => {
      const keys: string[] = [];
      for (let date = dayOf(now); date <= horizonEnd(rules, now, calendar.publicCalendar); date = addDays(date, 1)) {
        for (const slot of slotsOfDay(calendar, date).slots) {
          const ofSlot = seatKeysOf(calendar.counter.key, slot, 'staff');
          expect(ofSlot.length).toBe(slot.capacity.public + slot.capacity.staff);
          expect(new Set(ofSlot.map(seatNumberOf)).size).toBe(ofSlot.length);
          expect(seatKeysOf(calendar.counter.key, slot, 'public').every((key) => ofSlot.includes(key))).toBe(true);
          keys.push(...ofSlot);
        }
      }
      expect(new Set(keys).size).toBe(keys.length);
    }));

  it('every day of the horizon is there once, closed exactly when it lists nothing', () =>
    holds((input) => {
      const days = openDays(input);
      expect(days.map(({ date }) => date)).toEqual(Array.from({ length: days.length }, (_, index) => addDays(dayOf(input.now), index)));
      expect(days.at(-1)?.date).toBe(horizonEnd(input.rules, input.now, input.calendar.publicCalendar));
      for (const { state, reason, slots, placesLeft } of days) {
        expect(state === 'closed').toBe(slots.length === 0);
        expect(reason !== null).toBe(state === 'closed');
        expect(state === 'open').toBe(placesLeft > 0);
        expect(slots.some((slot) => slot.placesLeft > 0)).toBe(state === 'open');
      }
    }));

  it('nothing is offered on a closed day, in the past, before the lead time or beyond capacity', () =>
    holds((input) => {
      const { calendar, rules, audience, now } = input;
      for (const { date, slots } of openDays(input)) {
        const overridden = calendar.overrides.some((row) => row.counterKey === calendar.counter.key && row.date === date);
        if (calendar.counter.closedOnHolidays && dayOff(date, calendar.publicCalendar) && !overridden) expect(slots).toEqual([]);
        const whole = calendar.closures.some(
          (row) => row.counterKey !== 'cong-an' && row.from <= date && date <= row.to && row.fromTime === null && row.toTime === null,
        );
        if (whole || date < calendar.counter.validFrom || date > (calendar.counter.validTo ?? date)) expect(slots).toEqual([]);
        for (const { start, end, placesLeft } of slots) {
          expect(instantAt(date, start).getTime() - now.getTime()).toBeGreaterThanOrEqual(
            audience === 'public' ? rules.leadMinutes * 60_000 : 0,
          );
          expect(minutesOf(end) - minutesOf(start)).toBe(calendar.counter.slotMinutes * rules.slotsNeeded);
          const capacity = slotsOfDay(calendar, date).slots.find((slot) => slot.start === start)?.capacity ?? { public: 0, staff: 0 };
          expect(placesLeft).toBeLessThanOrEqual(capacity.public + (audience === 'staff' ? capacity.staff : 0));
        }
      }
    }));

  it('places left are exactly the free seats of the scarcest slot of the run', () =>
    holds((input) => {
      const { calendar, rules, taken, audience } = input;
      for (const { date, slots } of openDays(input)) {
        for (const { start, placesLeft } of slots) {
          const run = Array.from({ length: rules.slotsNeeded }, (_, index) => minutesOf(start) + index * calendar.counter.slotMinutes);
          const free = run.map((minutes) =>
            freeOf(
              calendar,
              taken,
              audience,
              date,
              `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
            ),
          );
          expect(placesLeft).toBe(Math.min(...free));
        }
      }
    }));

  it('what is listed may be booked and what may be booked is listed', () =>
    holds((input) => {
      const { calendar, rules, audience, now } = input;
      const listed = new Set(openDays(input).flatMap(({ date, slots }) => slots.map(({ start }) => `${date} ${start}`)));
      for (let offset = -2; offset < daysBetween(dayOf(now), horizonEnd(rules, now, calendar.publicCalendar)) + 4; offset++) {
        const date = addDays(dayOf(now), offset);
        const starts = new Set([...slotsOfDay(calendar, date).slots.map(({ start }) => start), '00:00', '08:00', '12:07', '23:59']);
        for (const start of starts) {
          const answer = mayBook({ calendar, rules, date, start, audience, now });
          expect(answer.kind === 'ok', `${date} ${start}`).toBe(listed.has(`${date} ${start}`));
          if (answer.kind === 'refused') expect(answer.detail).not.toBe('');
          else {
            expect(answer.run.length).toBe(rules.slotsNeeded);
            expect(answer.run[0]?.start).toBe(start);
            answer.run.forEach((slot, index) => {
              if (index > 0) expect(slot.start).toBe(answer.run[index - 1]?.end);
            });
          }
        }
      }
    }));

  it('taking one place of an open day leaves one booking less, and booking on ends with the day full after exactly that many', () =>
    holds((input) => {
      const open = openDays(input).find(({ state }) => state === 'open');
      if (!open) return;
      const taken = new Set(input.taken);
      let day: DayOfSlots | undefined = open;
      let booked = 0;
      while (day && day.state === 'open') {
        const start = day.slots.find(({ placesLeft }) => placesLeft > 0)?.start ?? '';
        const answer = mayBook({ ...input, date: day.date, start });
        if (answer.kind !== 'ok') return expect.fail(answer.detail);
        for (const slot of answer.run) {
          const key = seatKeysOf(input.calendar.counter.key, slot, input.audience).find((each) => !taken.has(each));
          if (key === undefined) return expect.fail('offered without a place');
          taken.add(key);
        }
        booked += 1;
        const before: number = day.placesLeft;
        day = openDays({ ...input, taken }).find(({ date }) => date === open.date);
        expect(day?.placesLeft).toBe(before - 1);
      }
      expect(booked).toBe(open.placesLeft);
      expect(day?.state).toBe('full');
    }));

  it('officers see the same starts with both kinds of places', () =>
    holds((input) => {
      const staff = { ...input, audience: 'staff' as const };
      const days = staffDays(staff);
      const open = openDays(staff);
      expect(days.map(({ date, state, reason }) => ({ date, state, reason }))).toEqual(
        open.map(({ date, state, reason }) => ({ date, state, reason })),
      );
      days.forEach(({ slots }, index) => {
        expect(slots.map(({ start, end }) => ({ start, end }))).toEqual(open[index]?.slots.map(({ start, end }) => ({ start, end })));
        slots.forEach(({ publicLeft, staffLeft }, at) => {
          expect(publicLeft + staffLeft).toBeLessThanOrEqual(open[index]?.slots[at]?.placesLeft ?? -1);
        });
      });
    }));
});
