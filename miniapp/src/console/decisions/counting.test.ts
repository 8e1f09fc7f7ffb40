import type { DecisionOption } from 'backend/contracts/decisions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choicesOf, handsFaults, serialOf, stateWords, typedOf, withPressed } from './count-logic.js';
import { sampleCounts, sampleRow } from './decision.testing.js';
import { consentsAfter, countsAfter, markOf, marksFor, meetingFor, refusalOf, rowWords, undoOf, unmarkOf } from './roll-logic.js';

const options = (count: number): DecisionOption[] =>
  Array.from({ length: count }, (_, place) => ({
    key: place === count - 1 ? 'none' : `c${place + 1}`,
    label: `Người ${place + 1}`,
    detail: null,
  }));

describe('a ballot as it is typed', () => {
  it.each([
    ['7', 'X1-0007'],
    ['0007', 'X1-0007'],
    ['x2-12', 'X2-0012'],
    [' X1 - 0007 ', 'X1-0007'],
    ['', null],
    ['-7', null],
    ['bảy', null],
    ['12345678', null],
  ])('is known by its number: %s', (typed, serial) => expect(serialOf(typed, 'X1')).toBe(serial));

  it.each([
    ['1', 3, 1, { valid: true, choices: ['c1'] }],
    ['0', 3, 1, { valid: false, choices: [] }],
    ['12', 4, 2, { valid: true, choices: ['c1', 'c2'] }],
    ['1, 2', 4, 2, { valid: true, choices: ['c1', 'c2'] }],
    ['12', 14, 2, { valid: true, choices: ['c12'] }],
    ['1 12', 14, 2, { valid: true, choices: ['c1', 'c12'] }],
    ['4', 4, 2, { valid: true, choices: ['none'] }],
  ])('says what is marked on it: %s', (typed, count, seats, read) => expect(choicesOf(typed, options(count), seats)).toEqual(read));

  it.each([
    ['', 3, 1],
    ['a', 3, 1],
    ['4', 3, 1],
    ['12', 3, 1],
    ['11', 4, 2],
    ['14', 4, 2],
    ['10', 4, 2],
    ['123', 5, 2],
  ])('is asked about again when it cannot be so: %s of %d', (typed, count, seats) => {
    expect(choicesOf(typed, options(count), seats)).toHaveProperty('fault');
  });

  it('is typed by pressing as by keys', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 20 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 }),
        (count, seats, presses) => {
          const list = options(count);
          let typed = '';
          for (const number of presses) if (number <= count) typed = withPressed(typed, number, list, seats);
          const read = choicesOf(typed, list, seats);
          if (!('fault' in read)) expect(choicesOf(typedOf(read, list), list, seats)).toEqual(read);
          else expect(typed === '' || read.fault.startsWith('Chọn nhiều nhất')).toBe(true);
        },
      ),
    );
  });

  it('tells whether two persons agree, never what the other typed', () => {
    const mine = { valid: true, choices: ['c1'], other: '' };
    expect(stateWords({ state: 'once', mine })).toBe('Người thứ hai chưa nhập');
    expect(stateWords({ state: 'once', mine: null })).toBe('Người khác đã nhập, chờ ông/bà nhập');
    expect(stateWords({ state: 'agreed', mine })).toBe('Hai người khớp');
    expect(stateWords({ state: 'differs', mine })).toContain('Hai người khác nhau');
  });

  it.each([
    [{ c1: '3', c2: '2', none: '0' }, 1, []],
    [{ c1: '3', c2: '3', none: '0' }, 1, ['sum']],
    [{ c1: '5', c2: '5', none: '0' }, 2, []],
    [{ c1: '6', c2: '0', none: '0' }, 2, ['c1']],
    [{ c1: '3', c2: '', none: 'x' }, 1, ['c2', 'none']],
  ] as [Record<string, string>, number, string[]][])('counts hands against those present: %j', (typed, seats, fields) => {
    expect(Object.keys(handsFaults(typed, options(3), 5, seats))).toEqual(fields);
  });
});

describe('the register of households', () => {
  const byBallot = { way: 'meeting', draft: { meetingVote: 'ballot' } } as const;
  const byHands = { way: 'meeting', draft: { meetingVote: 'hands' } } as const;
  const online = { way: 'online', draft: { meetingVote: null } } as const;
  it.each([
    ['announced', online, ['agree', 'disagree']],
    ['announced', byBallot, []],
    ['open', byBallot, ['attended', 'issued', 'returned']],
    ['open', byHands, ['attended']],
    ['open', online, ['issued', 'returned']],
    ['counting', byBallot, ['returned']],
    ['counting', byHands, []],
    ['closed', online, []],
  ] as const)('takes the marks of its stage: %s %j', (status, standing, marks) => expect(marksFor({ status, ...standing })).toEqual(marks));

  it('refuses paper for whoever has voted in the app, and says so', () => {
    const row = sampleRow({ voted: 'online' });
    expect(rowWords(row, { way: 'online', status: 'open' })).toBe('Đã biểu quyết trên ứng dụng');
    expect(refusalOf(row, 'returned', 'online')).toContain('không nhận phiếu giấy');
    expect(refusalOf(row, 'issued', 'online')).toContain('không nhận phiếu giấy');
    expect(refusalOf(sampleRow(), 'returned', 'online')).toBeNull();
    expect(refusalOf(sampleRow(), 'issued', 'meeting')).toBe('Hộ chưa ghi có mặt.');
    expect(refusalOf(sampleRow({ attended: true }), 'attended', 'meeting')).toBe('Đã ghi rồi.');
  });

  it('makes a mark and takes it back, the latest first', () => {
    expect(markOf('attended', 'h1')).toEqual({ mark: 'attended', meetingKey: 'h1' });
    expect(markOf('disagree', '')).toEqual({ mark: 'consent', choice: 'disagree' });
    const marks = marksFor({ status: 'open', ...byBallot });
    expect(undoOf(sampleRow({ attended: true, issued: true, voted: 'paper' }), marks)).toEqual({ name: 'returned', needsReason: true });
    expect(undoOf(sampleRow({ attended: true }), marks)).toEqual({ name: 'attended', needsReason: false });
    expect(undoOf(sampleRow(), marks)).toBeNull();
    expect(unmarkOf('returned', 'Ghi nhầm hộ')).toEqual({ mark: 'not_returned', reason: 'Ghi nhầm hộ' });
  });

  it('counts along with each key, in the hamlet of the household', () => {
    const counts = [sampleCounts({ attended: 4, issued: 3 }), sampleCounts({ hamletKey: 'xom-2' })];
    const after = countsAfter(counts, sampleRow({ issued: true }), sampleRow({ attended: true, issued: false, voted: 'paper' }));
    expect(after).toEqual([sampleCounts({ attended: 5, issued: 2, returned: 1 }), sampleCounts({ hamletKey: 'xom-2' })]);
  });

  it('counts consents along as well', () => {
    const consents = { agreed: 3, disagreed: 1, households: 9, needed: 5 };
    const said = (choice: 'agree' | 'disagree') => sampleRow({ consent: { choice, way: 'paper' } });
    expect(consentsAfter(consents, sampleRow({}), said('agree'))).toMatchObject({ agreed: 4, disagreed: 1 });
    expect(consentsAfter(consents, said('disagree'), said('agree'))).toMatchObject({ agreed: 4, disagreed: 0 });
    expect(consentsAfter(null, sampleRow({}), said('agree'))).toBeNull();
    expect(refusalOf(sampleRow({ consent: { choice: 'agree', way: 'online' } }), 'disagree', 'online')).toMatch(/tự trả lời/);
  });

  it('writes a household down at a meeting of its own hamlet', () => {
    const meetings = [
      { key: 'h1', hamletKey: 'xom-1' },
      { key: 'h2', hamletKey: 'xom-1' },
      { key: 'h3', hamletKey: 'xom-2' },
    ];
    expect(meetingFor({ hamletKey: 'xom-1' }, meetings, 'h2')).toBe('h2');
    expect(meetingFor({ hamletKey: 'xom-2' }, meetings, 'h2')).toBe('h3');
  });
});
