import type { DayOff, Holiday } from 'backend/contracts/calendar';
import { expect, it } from 'vitest';
import { kindOf, rowsConfirming, rowsFor } from './day-off-rows.js';
import { hoursWords } from './hours-words.js';

const day = (weekday: number, ...times: [string, string][]) => times.map(([from, to]) => ({ weekday, from, to }));

it('reads weekly hours in few lines', () => {
  const office = [1, 2, 3, 4, 5].flatMap((weekday) => day(weekday, ['13:30', '17:00'], ['07:30', '11:30']));
  expect(hoursWords([...office, ...day(6, ['07:30', '11:30'])], [])).toEqual([
    'Thứ Hai đến Thứ Sáu: 07:30–11:30, 13:30–17:00',
    'Thứ Bảy: 07:30–11:30',
  ]);
  expect(hoursWords([{ weekday: 4, from: '17:30', to: '19:00', nthWeeks: [3, 1] }, ...day(2, ['17:30', '19:00'])], [])).toEqual([
    'Thứ Ba: 17:30–19:00',
    'Thứ Năm (tuần 1 và 3 trong tháng): 17:30–19:00',
  ]);
  expect(
    hoursWords([{ weekday: 2, from: '07:00', to: '11:00', season: 'he' }], [{ key: 'he', name: 'Mùa hè', from: '04-16', to: '10-15' }]),
  ).toEqual(['Mùa hè · Thứ Ba: 07:00–11:00']);
  expect(hoursWords([], [])).toEqual([]);
});

const tetDays: DayOff[] = ['2027-02-04', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08'].map((date) => ({
  date,
  name: 'Tết Nguyên đán',
  confirmed: false,
}));
const newYear: DayOff = { date: '2027-01-01', name: 'Tết Dương lịch', confirmed: true };
const all = [newYear, ...tetDays];

it('confirms all the days of Tết together', () => {
  const rows = rowsConfirming(tetDays[2] ?? newYear, 'QĐ 1/2026', all, []);
  expect(rows.map(({ date }) => date)).toEqual(tetDays.map(({ date }) => date));
  expect(rows.every((row) => row.confirmed && row.kind === 'lunar' && row.decision === 'QĐ 1/2026')).toBe(true);
});

it('writes the assumed days of Tết down before a day beside them is added, so that none is lost', () => {
  const added: Holiday = { date: '2027-02-09', name: 'Tết Nguyên đán', kind: 'lunar', confirmed: true, decision: null, cancelled: false };
  expect(rowsFor(added, all, []).map(({ date }) => date)).toEqual([...tetDays.map(({ date }) => date), '2027-02-09']);
  const written = tetDays.map(({ date, name }) => ({ ...added, date, name }));
  expect(rowsFor(added, all, written)).toEqual([added]);
  expect(rowsFor({ ...added, cancelled: true }, all, [])).toHaveLength(1);
  expect(rowsFor({ ...added, date: '2027-04-16', name: 'Giỗ Tổ Hùng Vương' }, all, [])).toHaveLength(1);
});

it('tells the kind of a computed day by its name and of a set one by its row', () => {
  expect(kindOf(newYear, [])).toBe('fixed');
  expect(kindOf({ ...newYear, name: 'Nghỉ bù Tết Dương lịch' }, [])).toBe('compensatory');
  expect(kindOf({ ...newYear, name: 'Giỗ Tổ Hùng Vương' }, [])).toBe('lunar');
  const row: Holiday = { date: newYear.date, name: 'x', kind: 'swapped', confirmed: true, decision: null, cancelled: false };
  expect(kindOf(newYear, [row])).toBe('swapped');
});
