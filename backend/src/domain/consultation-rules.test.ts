import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Holiday } from '../contracts/calendar.js';
import type { ConsultationDraft } from '../contracts/consultation-desk.js';
import { closingDay, gateOf, leastClosing, legalTermOn, stateOn, synthesisDueDay, synthesisGateOf } from './consultation-rules.js';
import { addDays, daysBetween } from './vietnam-time.js';
import { isWorkingDay, type PublicCalendar } from './working-days.js';

const tet = (date: string): Holiday => ({
  date,
  name: 'Tết Nguyên đán',
  kind: 'lunar',
  confirmed: true,
  decision: null,
  cancelled: false,
});
/** The public service's calendar of 2026 as it was decided (domain-vn.md 9.1). */
const calendar: PublicCalendar = {
  holidays: ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'].map(tet),
  makeUpDays: [{ date: '2026-08-22', forDate: '2026-08-31', confirmed: true, decision: null }],
};

const complete: ConsultationDraft = {
  matter: 1,
  title: 'Kế hoạch năm 2027',
  summary: 'Xã hỏi ý kiến về kế hoạch năm sau.',
  parts: [{ key: 'p1', kind: 'text', text: 'Trồng thêm 20 ha chè.' }],
  papers: [],
  forms: ['network'],
  responsible: 'Hoàng Thiện Bách, Chủ tịch UBND xã',
  planCouncil: { on: '2026-11-20', documentNumber: '12/KH-UBND' },
  planFront: { on: '2026-11-20', documentNumber: '12/KH-UBND' },
  affected: '',
  decidedAbove: null,
  special: null,
  closesOn: null,
};
const asked = (change: Partial<ConsultationDraft> = {}, more: Partial<Parameters<typeof gateOf>[0]> = {}) => ({
  content: { ...complete, ...change },
  today: '2026-12-01',
  calendar,
  hearsAffected: false,
  matterSource: null,
  correction: null,
  ...more,
});
const missing = (...input: Parameters<typeof asked>) =>
  gateOf(asked(...input))
    .filter(({ met }) => !met)
    .map(({ key, source }) => `${key}: ${source}`);

describe('twenty whole days (Luật 10/2022/QH15 Art. 28; BLDS 2015 Art. 147, 148)', () => {
  it.each([
    ['an ordinary month', '2026-12-01', '2026-12-21'],
    ['Tết in the middle moves nothing', '2026-02-05', '2026-02-25'],
    ['the last day in Tết: the first working day after it', '2026-01-27', '2026-02-23'],
    ['the last day on 30 April: past 1 May and the weekend', '2026-04-10', '2026-05-04'],
    ['the last day on a Saturday', '2026-11-22', '2026-12-14'],
    ['the last day on a Saturday that is worked for another', '2026-08-02', '2026-08-22'],
    ['the last day on Ngày Văn hóa Việt Nam', '2026-11-04', '2026-11-25'],
    ['February of a leap year', '2028-02-10', '2028-03-01'],
    ['February of another year', '2027-02-12', '2027-03-04'],
    ['the last day on New Year, a Friday', '2026-12-12', '2027-01-04'],
  ])('%s', (_name, published, last) => {
    expect(leastClosing(published, null, calendar).day).toBe(last);
  });

  it('are at least twenty, end on a working day, and on the first one', () => {
    const days = fc.integer({ min: 0, max: 2_500 }).map((count) => addDays('2024-01-01', count));
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), (published, special) => {
        for (const term of [null, { citation: 'Luật khác, Điều 1', days: special }]) {
          const { day, days: count } = leastClosing(published, term, calendar);
          expect(count).toBe(term === null ? 20 : special);
          expect(daysBetween(published, day)).toBeGreaterThanOrEqual(count);
          expect(isWorkingDay(day, calendar)).toBe(true);
          for (let before = addDays(published, count); before < day; before = addDays(before, 1))
            expect(isWorkingDay(before, calendar)).toBe(false);
        }
      }),
    );
  });

  it('name the law in force, or the special law that is named', () => {
    expect(legalTermOn('2026-12-01').source).toContain('Điều 28');
    expect(leastClosing('2026-12-01', null, calendar).source).toContain('Điều 147, 148');
    const special = { citation: 'Luật Đất đai 2024, Điều 70', days: 30 };
    expect(leastClosing('2026-12-01', special, calendar)).toMatchObject({ day: '2026-12-31', days: 30 });
    expect(leastClosing('2026-12-01', special, calendar).source).toContain('Luật Đất đai 2024, Điều 70');
  });
});

describe('the gate', () => {
  it('lets through what is complete, and names everything that is missing with its article', () => {
    expect(missing()).toEqual([]);
    const nothing: ConsultationDraft = {
      ...complete,
      matter: null,
      summary: '',
      parts: [{ key: 'p1', kind: 'heading', text: 'CHƯƠNG I' }],
      forms: [],
      responsible: '',
      planCouncil: null,
      planFront: null,
      closesOn: '2026-12-20',
    };
    const law = 'Luật Thực hiện dân chủ ở cơ sở 2022';
    expect(missing(nothing)).toEqual([
      `matter: ${law}, Điều 25`,
      `summary: ${law}, Điều 28`,
      `text: ${law}, Điều 28`,
      `forms: ${law}, Điều 26`,
      `responsible: ${law}, Điều 28`,
      `plan_council: ${law}, Điều 28`,
      `plan_front: ${law}, Điều 28`,
      `closing: ${law}, Điều 28; Bộ luật Dân sự 2015, Điều 147, 148`,
    ]);
  });

  it.each([
    ['a day too early', { closesOn: '2026-12-20' }, ['closing']],
    ['the earliest day', { closesOn: '2026-12-21' }, []],
    ['fewer days by a law that is named', { closesOn: '2026-12-08', special: { citation: 'Luật khác, Điều 1', days: 7 } }, []],
    ['more days by a law that is named', { closesOn: '2026-12-21', special: { citation: 'Luật khác, Điều 1', days: 30 } }, ['closing']],
    ['a plan that is sent tomorrow', { planFront: { on: '2026-12-02', documentNumber: '12' } }, ['plan_front']],
    ['papers in place of a text', { parts: [], papers: [{ fileId: '0'.repeat(24), label: 'Dự thảo' }] }, []],
  ] as const)('%s', (_name, change, keys) => {
    expect(missing(change as Partial<ConsultationDraft>).map((said) => said.split(':')[0])).toEqual(keys);
  });

  it('asks for those whom a decision of duties touches (Art. 27)', () => {
    expect(missing({}, { hearsAffected: true })).toEqual(['affected: Luật Thực hiện dân chủ ở cơ sở 2022, Điều 27']);
    expect(missing({ affected: 'Các hộ ven đường, báo bằng thư từng hộ' }, { hearsAffected: true })).toEqual([]);
  });

  it('never takes back a day that was promised, and asks why it is corrected', () => {
    const correction = { reason: null, closesOn: '2027-01-29' };
    expect(missing({}, { correction })).toEqual(['reason: Luật Thực hiện dân chủ ở cơ sở 2022, Điều 28']);
    const told = { correction: { ...correction, reason: 'Sửa số liệu ở đoạn 3' } };
    expect(closingDay(asked({}, told))).toBe('2027-01-29');
    expect(missing({ closesOn: '2027-01-28' }, told).map((said) => said.split(':')[0])).toEqual(['closing']);
    expect(closingDay(asked({}, { correction: { reason: 'Sửa số liệu', closesOn: '2026-12-10' } }))).toBe('2026-12-21');
    expect(closingDay(asked({ closesOn: '2026-12-30' }))).toBe('2026-12-30');
  });
});

describe('after the last day', () => {
  it('is closed by itself, and the commune has its own term from then', () => {
    expect(stateOn('open', '2026-12-21', '2026-12-21')).toBe('open');
    expect(stateOn('open', '2026-12-21', '2026-12-22')).toBe('closed');
    expect(stateOn('withdrawn', '2026-12-21', '2026-12-22')).toBe('withdrawn');
    expect(synthesisDueDay('2026-12-21', [], calendar)).toBe('2027-01-05');
    const terms = [
      { validFrom: '2026-01-01', synthesisWorkingDays: 5 },
      { validFrom: '2027-01-01', synthesisWorkingDays: 3 },
    ];
    expect(synthesisDueDay('2026-12-21', terms, calendar)).toBe('2026-12-28');
  });

  it('says what keeps the synthesis from being published', () => {
    const point = { title: 'Đường', decision: 'accepted', reason: 'Hợp lý.' };
    const done = {
      text: 'Xã cảm ơn bà con.',
      points: [point],
      sentAbove: null,
      decidedAbove: null,
      isClosed: true,
      waiting: 0,
      ungrouped: 0,
      today: '2026-12-30',
    };
    const left = (change: object) =>
      synthesisGateOf({ ...done, ...change })
        .filter(({ met }) => !met)
        .map(({ key }) => key);
    expect(left({})).toEqual([]);
    expect(left({ isClosed: false, waiting: 2, ungrouped: 1, text: '' })).toEqual(['closed', 'read', 'grouped', 'text']);
    expect(left({ points: [{ ...point, decision: null }] })).toEqual(['decided']);
    expect(left({ points: [{ ...point, reason: '' }] })).toEqual(['decided']);
    expect(left({ points: [{ ...point, decision: 'forwarded' }] })).toEqual(['decided']);
    const above = { decidedAbove: 'UBND tỉnh', points: [{ ...point, decision: 'forwarded', reason: '' }] };
    expect(left(above)).toEqual(['sent']);
    expect(left({ ...above, sentAbove: { on: '2026-12-31' } })).toEqual(['sent']);
    expect(left({ ...above, sentAbove: { on: '2026-12-30' } })).toEqual([]);
    expect(left({ decidedAbove: 'UBND tỉnh', sentAbove: { on: '2026-12-30' } })).toEqual(['decided']);
  });
});
