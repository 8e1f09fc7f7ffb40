import { proposeInitiative } from 'backend/contracts/initiatives';
import { expect, it } from 'vitest';
import { hamlets } from './hamlets.js';
import { makeHouseholds } from './households.js';
import { initiatives, signersNeeded } from './initiatives.js';

it('has one with a tenth of the first hamlet and one without, by people there are', () => {
  const households = makeHouseholds().filter(({ hamletKey }) => hamletKey === hamlets[0]?.key);
  expect(households.filter(({ linked }) => linked).length).toBeGreaterThanOrEqual(signersNeeded);
  for (const { body, by, signedBy } of initiatives) {
    expect(proposeInitiative.body.parse(body)).toEqual(body);
    for (const person of [by, ...signedBy]) expect(person).toBeLessThan(signersNeeded);
  }
  expect(initiatives.map(({ signedBy }) => 10 * signedBy.length >= households.length)).toEqual([true, false]);
});
