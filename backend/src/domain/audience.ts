import type { AudienceFilter, AudienceMember } from '../contracts/audience.js';
import type { Day } from '../contracts/primitives.js';

type Asked = Pick<AudienceMember, 'id' | 'hamletKey' | 'householdCode' | 'birthYear' | 'roles'>;

/**
 * Whether a member belongs to an audience on a day, household by household left aside; the database asks the same. An empty list asks nothing; age
 * counts whole years by the year of birth alone.
 */
export function matches(filter: AudienceFilter, member: Omit<Asked, 'id'>, today: Day): boolean {
  const { hamletKeys, roles, householdCodes, ageFrom, ageTo } = filter;
  if (hamletKeys.length > 0 && !(member.hamletKey === null ? filter.includeUnknownHamlet : hamletKeys.includes(member.hamletKey)))
    return false;
  if (roles.length > 0 && !member.roles.some((role) => roles.includes(role))) return false;
  if (householdCodes.length > 0 && !(member.householdCode !== null && householdCodes.includes(member.householdCode))) return false;
  if (ageFrom === null && ageTo === null) return true;
  if (member.birthYear === null) return filter.includeUnknownAge;
  const age = Number(today.slice(0, 4)) - member.birthYear;
  return age >= (ageFrom ?? age) && age <= (ageTo ?? age);
}

/** The members of an audience in order of their ids; of a household that gets one message the first alone. */
export function membersOf<Member extends Asked>(filter: AudienceFilter, members: readonly Member[], today: Day): Member[] {
  const households = new Set<string>();
  return members
    .filter((member) => matches(filter, member, today))
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .filter(({ householdCode }) => {
      if (!filter.onePerHousehold || householdCode === null) return true;
      if (households.has(householdCode)) return false;
      households.add(householdCode);
      return true;
    });
}
