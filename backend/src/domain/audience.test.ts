import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AudienceFilter, everybody } from '../contracts/audience.js';
import { matches, membersOf } from './audience.js';

const today = '2026-12-01';
const member = { id: '1', hamletKey: 'xom-1', householdCode: 'A1', birthYear: 1966, roles: [] } as const;
type Member = Parameters<typeof membersOf>[1][number];

describe('an audience', () => {
  it.each<[string, Partial<AudienceFilter>, Partial<Member>, boolean]>([
    ['everybody', {}, { hamletKey: null, birthYear: null, householdCode: null }, true],
    ['a hamlet that was chosen', { hamletKeys: ['xom-1', 'xom-2'] }, {}, true],
    ['another hamlet', { hamletKeys: ['xom-2'] }, {}, false],
    ['no hamlet, and such are wanted', { hamletKeys: ['xom-2'] }, { hamletKey: null }, true],
    ['no hamlet, and such are not wanted', { hamletKeys: ['xom-2'], includeUnknownHamlet: false }, { hamletKey: null }, false],
    ['no hamlet where none was asked for', { includeUnknownHamlet: false }, { hamletKey: null }, true],
    ['one of the roles', { roles: ['hamlet_head', 'chairman'] }, { roles: ['hamlet_head'] }, true],
    ['none of the roles', { roles: ['hamlet_head'] }, {}, false],
    ['a household that was chosen', { householdCodes: ['A1'] }, {}, true],
    ['no household where some were chosen', { householdCodes: ['A1'] }, { householdCode: null }, false],
    ['the youngest that fits', { ageFrom: 60 }, {}, true],
    ['too young', { ageFrom: 61 }, {}, false],
    ['the oldest that fits', { ageTo: 60 }, {}, true],
    ['too old', { ageFrom: 18, ageTo: 59 }, {}, false],
    ['an unknown age that is wanted', { ageFrom: 60 }, { birthYear: null }, true],
    ['an unknown age that is not wanted', { ageFrom: 60, includeUnknownAge: false }, { birthYear: null }, false],
  ])('%s', (_title, filter, change, expected) => {
    expect(matches({ ...everybody, ...filter }, { ...member, roles: [], ...change }, today)).toBe(expected);
  });

  it('gives each known household one message and everybody without one their own', () => {
    const some = fc.array(fc.record({ id: fc.uuid(), householdCode: fc.constantFrom('A1', 'A2', null) }), { maxLength: 20 });
    fc.assert(
      fc.property(some, (given) => {
        const members: Member[] = given.map((one) => ({ ...member, roles: [], ...one }));
        const chosen = membersOf({ ...everybody, onePerHousehold: true }, members, today);
        const codes = chosen.flatMap(({ householdCode }) => householdCode ?? []);
        expect(new Set(codes)).toEqual(new Set(members.flatMap(({ householdCode }) => householdCode ?? [])));
        expect(new Set(codes).size).toBe(codes.length);
        expect(chosen.length - codes.length).toBe(members.filter(({ householdCode }) => householdCode === null).length);
      }),
    );
  });
});
