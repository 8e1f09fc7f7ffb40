import { statuses } from 'backend/contracts/appointments';
import { expect, it } from 'vitest';
import { mayRevoke, needsCall, nextStep, otherSteps } from './steps.js';

const today = '2026-12-01';
const start = '08:30';
const now = '2026-12-01T01:30:00.000Z';

it('offers one next step and its way back in each state of today', () => {
  const offered = Object.fromEntries(
    statuses.map((status) => [
      status,
      [nextStep({ status, date: today }, today), ...otherSteps({ status, date: today, start }, today, now)],
    ]),
  );
  expect(offered).toEqual({
    booked: ['check_in', 'no_show'],
    arrived: ['serve', 'undo'],
    serving: ['complete', 'undo'],
    seen: [null, 'undo'],
    cancelled: [null],
    revoked: [null],
    no_show: [null, 'undo'],
  });
});

it('offers no step on another day', () => {
  for (const date of ['2026-11-30', '2026-12-02']) {
    expect(nextStep({ status: 'booked', date }, today)).toBeNull();
    expect(otherSteps({ status: 'booked', date, start }, today, now)).toEqual([]);
  }
});

it('calls nobody absent before the hour has come', () => {
  expect(otherSteps({ status: 'booked', date: today, start: '08:31' }, today, now)).toEqual([]);
});

it('lets the office withdraw only what has not begun', () => {
  expect(mayRevoke({ status: 'booked', date: today }, today)).toBe(true);
  expect(mayRevoke({ status: 'booked', date: '2026-12-09' }, today)).toBe(true);
  expect(mayRevoke({ status: 'arrived', date: today }, today)).toBe(true);
  expect(mayRevoke({ status: 'serving', date: today }, today)).toBe(false);
  expect(mayRevoke({ status: 'booked', date: '2026-11-30' }, today)).toBe(false);
});

it('asks for a telephone call where Zalo did not get through', () => {
  expect((['waiting', 'sent', 'seen', 'unconfirmed', 'none', 'not_reached'] as const).filter((message) => needsCall({ message }))).toEqual([
    'none',
    'not_reached',
  ]);
});
