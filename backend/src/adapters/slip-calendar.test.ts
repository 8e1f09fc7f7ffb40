import { describe, expect, it } from 'vitest';
import { sampleSlip } from '../../testing/sample-slip.js';
import { slipCalendar } from './slip-calendar.js';

const now = new Date('2026-11-24T03:12:00Z');
const unfolded = (calendar: string) => calendar.replaceAll('\r\n ', '').split('\r\n');

describe('the slip as a calendar entry', () => {
  it('stands at its hour in UTC, with a reminder the evening before and two hours before', () => {
    const lines = unfolded(slipCalendar(sampleSlip, now));
    for (const line of [
      'UID:6925a1b2c3d4e5f601234567@lich-hen.xa',
      'DTSTAMP:20261124T031200Z',
      'DTSTART:20261201T013000Z',
      'DTEND:20261201T020000Z',
      'SUMMARY:Làm giấy khai sinh – UBND xã Phú Lạc',
      'STATUS:CONFIRMED',
      'TRIGGER;VALUE=DATE-TIME:20261130T120000Z',
      'TRIGGER:-PT2H',
    ])
      expect(lines).toContain(line);
    expect(lines.filter((line) => line === 'BEGIN:VALARM')).toHaveLength(2);
  });

  it('reckons the evening before in Vietnam, also early in the morning', () => {
    const early = { ...sampleSlip, start: '06:30', end: '07:00', startsAt: '2026-11-30T23:30:00.000Z' };
    expect(slipCalendar(early, now)).toContain('TRIGGER;VALUE=DATE-TIME:20261130T120000Z');
  });

  it('never writes a line of more than 75 octets nor cuts a letter', () => {
    const calendar = slipCalendar({ ...sampleSlip, notice: 'ế😀'.repeat(200) }, now);
    expect(calendar.endsWith('END:VCALENDAR\r\n')).toBe(true);
    for (const line of calendar.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(Buffer.from(line).toString()).toBe(line);
    }
    expect(unfolded(calendar).join('')).toContain('ế😀'.repeat(200));
  });

  it('escapes what would end a value', () => {
    const lines = unfolded(slipCalendar({ ...sampleSlip, counterName: 'Quầy 1; tầng 1, cửa \\A\r\nBEGIN:VALARM' }, now));
    expect(lines.find((line) => line.startsWith('LOCATION:'))).toMatch(/^LOCATION:Quầy 1\\; tầng 1\\, cửa \\\\A\\nBEGIN:VALARM\\,/);
    expect(lines.filter((line) => line === 'BEGIN:VALARM')).toHaveLength(2);
  });

  it.each(['cancelled', 'revoked'] as const)('crosses a %s appointment out and rings no more', (status) => {
    const lines = unfolded(slipCalendar({ ...sampleSlip, status }, now));
    expect(lines).toContain('STATUS:CANCELLED');
    expect(lines).not.toContain('BEGIN:VALARM');
    expect(lines).toContain('SUMMARY:Đã hủy: Làm giấy khai sinh – UBND xã Phú Lạc');
  });

  it('names the place at home', () => {
    const homeVisit = { reason: 'elderly' as const, address: 'Xóm 10, Tân Linh', note: null };
    expect(unfolded(slipCalendar({ ...sampleSlip, homeVisit }, now))).toContain('LOCATION:Xóm 10\\, Tân Linh');
  });
});
