import { expect, it } from 'vitest';
import { workingMorning } from './working-morning.js';

it.each([
  ['on a Monday, the next one', '2026-11-30T01:00:00Z', '2026-12-07T01:00:00.000Z'],
  ['late on a Sunday in Vietnam, the next day', '2026-12-06T16:59:00Z', '2026-12-07T01:00:00.000Z'],
  ['past midnight in Vietnam, the day is Monday there', '2026-12-06T17:00:00Z', '2026-12-14T01:00:00.000Z'],
  ['no week of the New Year, nor the one before it', '2026-12-16T01:00:00Z', '2027-01-04T01:00:00.000Z'],
  ['no Tết', '2027-01-20T01:00:00Z', '2027-02-15T01:00:00.000Z'],
  ['no Hùng Kings’ day, no end of April', '2027-04-01T01:00:00Z', '2027-05-10T01:00:00.000Z'],
])('%s', (_, now, morning) => {
  expect(workingMorning(new Date(now)).toISOString()).toBe(morning);
});
