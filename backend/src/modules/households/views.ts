import type { Household, HouseholdCard, HouseholdRow, MyHousehold } from '../../contracts/households.js';
import { fieldNames, type HouseholdEntry, representativeOf } from '../../domain/households.js';
import type { HouseholdLine, HouseholdRecord } from './households.store.js';

export type HamletNames = (key: string) => string;

type Card = Pick<HouseholdLine, 'id' | 'code' | 'hamletKey' | 'headName' | 'representativeName'>;

export const cardOf = ({ id, code, hamletKey, headName, representativeName }: Card, hamletName: HamletNames): HouseholdCard => ({
  id,
  code,
  hamletKey,
  hamletName: hamletName(hamletKey),
  headName,
  representativeName,
});

export const recordCard = (record: HouseholdRecord, hamletName: HamletNames): HouseholdCard =>
  cardOf({ ...record, representativeName: representativeOf(record)?.name ?? null }, hamletName);

export const rowOf = (line: HouseholdLine, hamletName: HamletNames): HouseholdRow => ({
  ...cardOf(line, hamletName),
  address: line.address,
  size: line.size,
  status: line.status,
  representativeLinked: line.representativeResidentId !== null,
});

export function householdOf(record: HouseholdRecord, hamletName: HamletNames, now: Date): Household {
  const { representativeMemberId, ended } = record;
  return {
    ...recordCard(record, hamletName),
    address: record.address,
    size: record.size,
    status: record.status,
    representativeLinked: (representativeOf(record)?.residentId ?? null) !== null,
    revision: record.revision,
    members: record.members.map(({ id, name, birthYear, relation, residentId, linkedAt }) => ({
      id,
      name,
      birthYear,
      relation,
      isRepresentative: id === representativeMemberId,
      linkedAt: residentId === null ? null : (linkedAt?.toISOString() ?? null),
    })),
    ended: ended && { ...ended, at: ended.at.toISOString() },
    invitations: record.invitations
      .filter(({ expiresAt }) => expiresAt > now)
      .map(({ memberId, by, expiresAt }) => ({ memberId, by, expiresAt: expiresAt.toISOString() })),
    history: record.history.map(({ at, ...change }) => ({ ...change, at: at.toISOString() })).reverse(),
  };
}

/** Who has represented a household, newest first. */
function representativesOf({ history }: HouseholdEntry): MyHousehold['representatives'] {
  return history
    .flatMap(({ at, details, reason }) =>
      details
        .filter(({ field }) => field === fieldNames.representative)
        .map(({ after }) => ({ at: at.toISOString(), name: after, reason })),
    )
    .reverse();
}

export function myHouseholdOf(record: HouseholdRecord, residentId: string, hamletName: HamletNames): MyHousehold {
  const me = record.members.find((member) => member.residentId === residentId);
  return {
    ...recordCard(record, hamletName),
    address: record.address,
    isRepresentative: me !== undefined && me.id === record.representativeMemberId,
    myName: me?.name ?? '',
    members: record.members.map(({ id, name, relation, residentId: account }) => ({
      name,
      relation,
      isRepresentative: id === record.representativeMemberId,
      isMe: id === me?.id,
      linked: account !== null,
    })),
    representatives: representativesOf(record),
  };
}
