import { boardStates } from 'backend/contracts/board';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressPart, asWords, type BoardFilters, filtersIn, isEverything, listQuery, mapQuery, noFilters } from './board-filters.js';

const key = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,6}){0,3}$/);
const filters: fc.Arbitrary<BoardFilters> = fc.record({
  hamlet: fc.option(key),
  category: fc.option(key),
  state: fc.option(fc.constantFrom(...boardStates)),
  words: fc.string({ unit: 'binary', maxLength: 120 }).map(asWords),
});

describe('the filters of the board in the address', () => {
  it('come back from the address as they went in', () => {
    fc.assert(
      fc.property(filters, (chosen) => {
        expect(filtersIn(new URLSearchParams(addressPart(chosen)))).toEqual(chosen);
      }),
    );
    expect(addressPart(noFilters)).toBe('');
    expect(addressPart({ ...noFilters, state: 'fixed', words: 'ổ gà & rác' })).toBe('?state=fixed&q=%E1%BB%95+g%C3%A0+%26+r%C3%A1c');
  });

  it.each([
    'state=paid',
    'hamlet=Xóm 1',
    'hamlet=',
    `category=${'a'.repeat(61)}`,
    'category=-',
    'q=   ',
    'other=1',
    'hamlet=a--b',
    'state=OPEN',
  ])('are none where the address holds no filter: %s', (search) => {
    expect(isEverything(filtersIn(new URLSearchParams(search)))).toBe(true);
  });

  it('never ask the server for what it refuses', () => {
    fc.assert(
      fc.property(fc.constantFrom('q', 'hamlet', 'category', 'state'), fc.string({ unit: 'binary', maxLength: 130 }), (name, value) => {
        const query: Record<string, string> = listQuery(filtersIn(new URLSearchParams({ [name]: value })));
        expect((query.q ?? '').length).toBeLessThanOrEqual(100);
        for (const name of ['hamlet', 'category']) if (query[name] !== undefined) expect(query[name]).toMatch(/^[a-z0-9-]{1,60}$/);
      }),
    );
  });

  it('leave the words out where the map is asked', () => {
    const chosen = { hamlet: 'xom-1', category: 'moi-truong', state: 'open', words: 'rác' } as const;
    expect(mapQuery(chosen)).toEqual({ hamlet: 'xom-1', category: 'moi-truong', state: 'open' });
    expect(listQuery(chosen)).toEqual({ hamlet: 'xom-1', category: 'moi-truong', state: 'open', q: 'rác' });
    expect([mapQuery(noFilters), listQuery(noFilters)]).toEqual([{}, {}]);
  });
});
