import { HouseholdCode } from 'backend/contracts/audience';
import { expect, it } from 'vitest';
import { hamlets } from './hamlets.js';
import { makeHouseholds } from './households.js';
import { officers } from './officers.js';
import { grandmother, residents } from './people.js';

it('makes 12 to 20 households a hamlet, each code and each account once, the same in every run', () => {
  const households = makeHouseholds();
  expect(makeHouseholds()).toEqual(households);
  for (const { key } of hamlets) {
    const own = households.filter(({ hamletKey }) => hamletKey === key);
    expect(own.length).toBeGreaterThanOrEqual(12);
    expect(own.length).toBeLessThanOrEqual(20);
  }
  for (const { code } of households) expect(HouseholdCode.parse(code)).toBe(code);
  expect(new Set(households.map(({ code }) => code)).size).toBe(households.length);
  const accounts = households.flatMap(({ representative }) => representative?.zaloId ?? []);
  expect(new Set(accounts).size).toBe(accounts.length);
  const known = new Map(residents.map(({ zaloId, hamletKey }) => [zaloId, hamletKey]));
  for (const { representative, hamletKey } of households)
    if (representative?.zaloId && !officers.some(({ zaloId }) => zaloId === representative.zaloId))
      expect(known.get(representative.zaloId)).toBe(hamletKey);
});

it('links the grandmother, eight more and the two who answer for the first hamlet', () => {
  const linked = makeHouseholds().filter((household) => household.linked && household.hamletKey === hamlets[0]?.key);
  const accounts = linked.map(({ representative }) => representative?.zaloId);
  expect(accounts).toContain(grandmother.zaloId);
  expect(accounts).toEqual(expect.arrayContaining(['truong-xom-1', 'mat-tran-xom-1']));
  expect(accounts.length).toBeGreaterThanOrEqual(11);
});
