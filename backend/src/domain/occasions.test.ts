import { describe, expect, it } from 'vitest';
import { unknownVariables } from './broadcast-text.js';
import { toLunar } from './lunar.js';
import { occasions } from './occasion-list.js';
import { nextDay, type Occasion, occasionDay, occasionsBetween } from './occasions.js';

const known = (key: string): Occasion => {
  const found = occasions.find((occasion) => occasion.key === key);
  if (!found) throw new Error(`No occasion ${key}`);
  return found;
};

describe('days of occasions', () => {
  it.each([
    ['tet-nguyen-dan', ['2025-01-29', '2026-02-17', '2027-02-06', '2028-01-26']],
    ['giao-thua', ['2025-01-28', '2026-02-16', '2027-02-05', '2028-01-25']],
    ['ong-cong-ong-tao', ['2025-01-22', '2026-02-10', '2027-01-30']],
    ['ram-thang-gieng', ['2025-02-12', '2026-03-03', '2027-02-20']],
    ['gio-to-hung-vuong', ['2025-04-07', '2026-04-26', '2027-04-16']],
    ['phat-dan', ['2025-05-12', '2026-05-31', '2027-05-20']],
    ['vu-lan', ['2025-09-06', '2026-08-27', '2027-08-16']],
    ['trung-thu', ['2025-10-06', '2026-09-25', '2027-09-15']],
    ['thuong-binh-liet-si', ['2025-07-27', '2026-07-27']],
    ['dai-doan-ket', ['2025-11-18', '2026-11-18']],
  ])('%s comes on %j', (key, days) => {
    expect(days.map((_, index) => occasionDay(known(key), 2025 + index))).toEqual(days);
  });

  it.each([
    [1968, '1968-01-29'],
    [1985, '1985-01-21'],
    [2007, '2007-02-17'],
    [2030, '2030-02-02'],
  ])('Tết of %i is %s, by the meridian of Hà Nội and not of Beijing', (year, day) => {
    expect(occasionDay(known('tet-nguyen-dan'), year)).toBe(day);
  });

  it('come once in every year from 1900 to 2100, and lunar ones never in a leap month', () => {
    for (let year = 1900; year <= 2100; year += 1) {
      for (const { key, rule } of occasions) {
        const day = occasionDay({ rule }, year);
        expect(day?.slice(0, 4), `${key} ${year}`).toBe(String(year));
        if (day === null || rule.kind !== 'lunar') continue;
        expect(toLunar(day), `${key} ${year}`).toMatchObject({ day: rule.day, month: rule.month, leap: false });
      }
      const end = occasionDay(known('giao-thua'), year);
      expect(end !== null && toLunar(end).month).toBe(12);
    }
  });

  it('stand in order of time between two days, both included', () => {
    const found = occasionsBetween(occasions, '2026-12-22', '2027-02-06').map(({ occasion, day }) => `${day} ${occasion.key}`);
    expect(found).toEqual([
      '2026-12-22 quan-doi-nhan-dan',
      '2027-01-01 tet-duong-lich',
      '2027-01-30 ong-cong-ong-tao',
      '2027-02-03 thanh-lap-dang',
      '2027-02-05 giao-thua',
      '2027-02-06 tet-nguyen-dan',
    ]);
  });

  it('come again after a day', () => {
    expect(nextDay(known('quoc-khanh'), '2026-09-01')).toBe('2026-09-02');
    expect(nextDay(known('quoc-khanh'), '2026-09-02')).toBe('2027-09-02');
    expect(nextDay(known('tet-nguyen-dan'), '2026-11-24')).toBe('2027-02-06');
  });
});

describe('words of occasions', () => {
  it('have keys of their own', () => {
    expect(new Set(occasions.map(({ key }) => key)).size).toBe(occasions.length);
    for (const { key } of occasions) expect(key).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it.each(occasions)('$key is short, signed by the chairman, without emoji or variables nobody fills', ({ title, text }) => {
    expect(title.length).toBeLessThanOrEqual(100);
    expect(text.length).toBeLessThanOrEqual(500);
    expect(text.endsWith('Chủ tịch UBND xã {ten_xa} – {chu_tich}')).toBe(true);
    expect(unknownVariables(title + text)).toEqual([]);
    expect(title + text).not.toMatch(/\p{Extended_Pictographic}/u);
    expect((title + text).normalize('NFC')).toBe(title + text);
  });

  it('never congratulate on a solemn day', () => {
    const solemn = occasions.filter(({ tone }) => tone === 'solemn');
    expect(solemn.map(({ key }) => key)).toEqual(['gio-to-hung-vuong', 'thuong-binh-liet-si', 'vu-lan']);
    for (const { title, text } of solemn) expect(title + text).not.toMatch(/chúc|vui|chào mừng/iu);
  });
});
