import { describe, expect, it } from 'vitest';
import { unknownVariables } from './broadcast-text.js';
import { toLunar } from './lunar.js';
import { occasions } from './occasion-list.js';
import { nextDay, type Occasion, occasionDay, occasionsBetween } from './occasions.js';
import { addDays } from './vietnam-time.js';

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
    ['tet-duong-lich', ['2025-01-01', '2026-01-01', '2027-01-01', '2028-01-01']],
    ['giai-phong-mien-nam', ['2025-04-30', '2026-04-30', '2027-04-30']],
    ['quoc-khanh', ['2025-09-02', '2026-09-02', '2027-09-02']],
    ['dai-doan-ket', ['2025-11-18', '2026-11-18']],
    ['van-hoa-viet-nam', ['2025-11-24', '2026-11-24', '2027-11-24']],
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

  it('come once in every year from 1900 to 2100 on any date of the first ten lunar months, the 12th month’s 23rd day included', () => {
    const dates = [...Array.from({ length: 10 }, (_, index) => ({ month: index + 1, day: 15 })), { month: 12, day: 23 }];
    for (const { month, day } of dates) {
      const found = occasionsBetween([{ rule: { kind: 'lunar', month, day } }], '1900-01-01', '2100-12-31');
      expect(
        found.map((coming) => Number(coming.day.slice(0, 4))),
        `${day}/${month}`,
      ).toEqual(Array.from({ length: 201 }, (_, index) => 1900 + index));
      for (const coming of found) expect(toLunar(coming.day)).toMatchObject({ day, month, leap: false });
    }
  });

  it('end the lunar year on the eve of Tết, be it the 29th or the 30th', () => {
    const eves = new Set<number>();
    for (let year = 1900; year <= 2100; year += 1) {
      const eve = occasionDay({ rule: { kind: 'lunar_year_end' } }, year);
      if (eve === null) throw new Error(`No eve in ${year}`);
      expect(addDays(eve, 1)).toBe(occasionDay(known('tet-nguyen-dan'), year));
      eves.add(toLunar(eve).day);
    }
    expect([...eves].sort()).toEqual([29, 30]);
  });

  it('do not come in a year that has no such day', () => {
    expect(occasionDay({ rule: { kind: 'lunar', month: 12, day: 30 } }, 2026)).toBeNull();
    expect(occasionDay({ rule: { kind: 'solar', month: 2, day: 29 } }, 2027)).toBeNull();
    expect(occasionDay({ rule: { kind: 'solar', month: 2, day: 29 } }, 2028)).toBe('2028-02-29');
  });

  it('stand in order of time through ten years, none before the first day or after the last', () => {
    const days = occasionsBetween(occasions, '2025-01-29', '2034-11-18').map(({ day }) => day);
    expect(days).toEqual([...days].sort());
    expect([days[0], days.at(-1)]).toEqual(['2025-01-29', '2034-11-18']);
    expect(occasionsBetween(occasions, '2026-12-23', '2026-12-31')).toEqual([]);
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
    expect(title.length).toBeGreaterThanOrEqual(3);
    expect(title.length).toBeLessThanOrEqual(100);
    expect(text.length).toBeGreaterThanOrEqual(10);
    expect(text.length).toBeLessThanOrEqual(500);
    expect(text.endsWith('\n\nChủ tịch UBND xã {ten_xa}\n{chu_tich}')).toBe(true);
    expect(unknownVariables(title + text)).toEqual([]);
    expect(title + text).not.toMatch(/\p{Extended_Pictographic}/u);
    expect((title + text).normalize('NFC')).toBe(title + text);
  });

  it('never congratulate on a solemn day', () => {
    const solemn = occasions.filter(({ tone }) => tone === 'solemn');
    expect(solemn.map(({ key }) => key)).toEqual(['gio-to-hung-vuong', 'phat-dan', 'thuong-binh-liet-si', 'vu-lan']);
    for (const { title, text } of solemn) expect(title + text).not.toMatch(/chúc|vui|chào mừng/iu);
  });

  it('are drafted by themselves for the great days only, until somebody turns others on', () => {
    expect(occasions.filter(({ enabledByDefault }) => enabledByDefault).map(({ key }) => key)).toEqual([
      'tet-duong-lich',
      'tet-nguyen-dan',
      'quoc-te-phu-nu',
      'gio-to-hung-vuong',
      'giai-phong-mien-nam',
      'quoc-te-thieu-nhi',
      'thuong-binh-liet-si',
      'vu-lan',
      'quoc-khanh',
      'trung-thu',
      'nguoi-cao-tuoi',
      'phu-nu-viet-nam',
      'dai-doan-ket',
      'nha-giao-viet-nam',
      'van-hoa-viet-nam',
      'quan-doi-nhan-dan',
    ]);
  });

  it('lie ready before their day, for Tết two weeks before, and go out in the morning of Tết', () => {
    for (const { draftDaysBefore, source } of occasions) {
      expect(draftDaysBefore).toBeGreaterThan(0);
      expect(source).not.toBe('');
    }
    expect(known('tet-nguyen-dan')).toMatchObject({ draftDaysBefore: 14, sendAt: '07:00' });
  });
});
