import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayOf,
  daysBetween,
  hourText,
  instantAt,
  longDate,
  minutesOf,
  shortDate,
  timeFromMinutes,
  timeOf,
  weekdayName,
  weekdayOf,
} from './vietnam-time.js';

const day = fc.integer({ min: 0, max: 73_413 }).map((offset) => addDays('1900-01-01', offset));
const minute = fc.integer({ min: 0, max: 1439 });

describe('days and instants', () => {
  it.each([
    ['2026-11-24', '00:00', '2026-11-23T17:00:00.000Z'],
    ['2026-11-24', '06:59', '2026-11-23T23:59:00.000Z'],
    ['2026-11-24', '07:00', '2026-11-24T00:00:00.000Z'],
    ['2027-01-01', '00:30', '2026-12-31T17:30:00.000Z'],
    ['1900-01-01', '08:00', '1900-01-01T01:00:00.000Z'],
  ])('%s %s in Vietnam is %s', (date, time, instant) => {
    expect(instantAt(date, time).toISOString()).toBe(instant);
    expect(dayOf(new Date(instant))).toBe(date);
    expect(timeOf(new Date(instant))).toBe(time);
  });

  it('goes from a day and time to an instant and back', () => {
    fc.assert(
      fc.property(day, minute, fc.integer({ min: 0, max: 59_999 }), (date, minutes, milliseconds) => {
        const instant = new Date(instantAt(date, timeFromMinutes(minutes)).getTime() + milliseconds);
        expect([dayOf(instant), timeOf(instant)]).toEqual([date, timeFromMinutes(minutes)]);
      }),
    );
  });

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2100-02-28', 1, '2100-03-01'],
  ])('%s plus %i days is %s', (from, count, to) => expect(addDays(from, count)).toBe(to));

  it('counts days both ways', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, count) => {
        expect(daysBetween(from, addDays(from, count))).toBe(count);
        expect(weekdayOf(addDays(from, 7))).toBe(weekdayOf(from));
        expect(weekdayOf(addDays(from, 1))).toBe((weekdayOf(from) % 7) + 1);
      }),
    );
  });

  it('refuses what is not a day or a minute of a day', () => {
    expect(() => addDays('2026-13-01', 1)).toThrow(RangeError);
    for (const minutes of [-1, 1440, 1.5, Number.NaN]) expect(() => timeFromMinutes(minutes)).toThrow(RangeError);
    expect(minutesOf('23:59')).toBe(1439);
  });
});

describe('words for people', () => {
  it.each([
    ['2026-11-30', 'Thứ Hai'],
    ['2026-12-01', 'Thứ Ba'],
    ['2026-12-02', 'Thứ Tư'],
    ['2026-12-03', 'Thứ Năm'],
    ['2026-12-04', 'Thứ Sáu'],
    ['2026-12-05', 'Thứ Bảy'],
    ['2026-12-06', 'Chủ nhật'],
    ['1945-09-02', 'Chủ nhật'],
    ['1900-01-01', 'Thứ Hai'],
  ])('%s is %s', (date, name) => expect(weekdayName(date)).toBe(name));

  it('writes dates and hours as people read them', () => {
    expect(longDate('2026-12-01')).toBe('Thứ Ba, 01/12/2026');
    expect(shortDate('2026-12-01')).toBe('01/12/2026');
    expect(['08:30', '08:00', '14:05', '00:00'].map(hourText)).toEqual(['8 giờ 30', '8 giờ', '14 giờ 05', '0 giờ']);
  });
});

describe("the server's own time zone", () => {
  const folder = fileURLToPath(new URL('.', import.meta.url));

  it('changes no answer', { timeout: 30_000 }, async () => {
    const script = `
      const [time, lunar, working, slots] = await Promise.all(['vietnam-time', 'lunar', 'working-days', 'slots'].map((name) => import('${new URL('.', import.meta.url).href}' + name + '.ts')));
      const publicCalendar = { holidays: [], makeUpDays: [] };
      const counter = { key: 'ho-tich', name: 'Hộ tịch', kind: 'counter', location: '', phone: null, slotMinutes: 30, capacity: { public: 2, staff: 1 }, closedOnHolidays: true,
        worksMakeUpDays: true, validFrom: '2020-01-01', validTo: null, hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '07:30', to: '11:30' })) };
      const calendar = { counter, seasons: [], closures: [], overrides: [], publicCalendar };
      const rules = { slotsNeeded: 2, leadMinutes: 60, horizonWorkingDays: 14, cutOffMinutes: 60 };
      const answers = [];
      for (const at of ['2026-03-08T06:59:00Z', '2026-11-01T05:30:00Z', '2026-11-23T16:59:59Z', '2026-11-23T17:00:00Z', '2027-02-03T23:30:00Z']) {
        const now = new Date(at);
        answers.push(time.dayOf(now), time.timeOf(now), time.longDate(time.dayOf(now)), time.instantAt('2026-03-08', '02:30').getTime(), lunar.lunarText(time.dayOf(now)),
          working.daysOff(2027, publicCalendar), working.addWorkingDays(time.dayOf(now), 10, publicCalendar),
          slots.openDays({ calendar, rules, processing: { kind: 'same_day', cutOff: '15:00' }, taken: new Set(), audience: 'public', now }));
      }
      console.log(String(new Date(2026, 0, 1).getTime()) + '\\n' + JSON.stringify(answers));`;
    const zones = ['Asia/Ho_Chi_Minh', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Kolkata'];
    const outputs = await Promise.all(
      zones.map((zone) =>
        promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
          env: { PATH: process.env.PATH ?? '', TZ: zone },
          cwd: folder,
        }),
      ),
    );
    const [midnights, answers] = [0, 1].map((line) => new Set(outputs.map(({ stdout }) => stdout.split('\n')[line])));
    expect(midnights?.size, 'the children really are in different zones').toBe(zones.length);
    expect(answers?.size).toBe(1);
    expect([...(answers ?? [])][0]).toContain('Thứ Ba, 24/11/2026');
  });

  it('is asked by none of the domain files', async () => {
    const local =
      /\.(get|set)(FullYear|Month|Date|Day|Hours|Minutes|TimezoneOffset)\b|toLocale(Date|Time)?String|DateTimeFormat|new Date\(\)|Date\.now|new Date\([\w.\s]+,/;
    const files = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
    expect(files.length).toBeGreaterThan(8);
    for (const name of files) expect(await readFile(folder + name, 'utf8'), name).not.toMatch(local);
  });
});
