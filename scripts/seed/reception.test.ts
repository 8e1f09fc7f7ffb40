import { bookReception, WeeklyReception } from 'backend/contracts/reception';
import { expect, it } from 'vitest';
import { adHocToday, bookings, weekly } from './reception.js';

it('fits the contracts as it stands', () => {
  expect(WeeklyReception.parse(weekly)).toEqual(weekly);
  for (const { topic, people } of bookings)
    expect(bookReception.body.parse({ name: 'Nông Thị Thơm', address: 'Xóm 1', topic, people })).toMatchObject({ topic, people });
});

it.each([
  ['in the morning', '2026-12-01T02:03:00Z', { day: '2026-12-01', from: '09:20', to: '11:20' }],
  ['just after midnight', '2026-11-30T17:01:00Z', { day: '2026-12-01', from: '00:20', to: '02:20' }],
  ['when the evening is too short for it', '2026-12-01T14:50:00Z', null],
  ['shortly before midnight', '2026-12-01T16:55:00Z', null],
])('has a session today that is still to come, if there can be one: %s', (_when, now, today) => {
  expect(adHocToday(new Date(now))).toEqual(today);
});
