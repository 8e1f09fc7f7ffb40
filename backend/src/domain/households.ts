import type { EndReason, HouseholdEvent } from '../contracts/households.js';
import { indexedWords } from './search-words.js';

export type Member = {
  id: string;
  name: string;
  birthYear: number | null;
  relation: string | null;
  /** The Zalo account that stands for them. */
  residentId: string | null;
  linkedAt: Date | null;
};

export type Detail = { field: string; before: string | null; after: string | null };
export type Change = { at: Date; by: string; event: HouseholdEvent; details: Detail[]; reason: string | null };

/** What is written in the book of one household. */
export type HouseholdEntry = {
  code: string;
  hamletKey: string;
  headName: string;
  address: string;
  /** How many live there, as the book says; members need not be written down one by one. */
  size: number | null;
  members: Member[];
  representativeMemberId: string | null;
  invitations: { memberId: string; hash: string; by: string; expiresAt: Date }[];
  status: 'active' | 'ended';
  ended: { reason: EndReason; note: string; mergedIntoCode: string | null; at: Date } | null;
  history: Change[];
};

/** Orders codes as people count: H2 before H10. */
export const sortKeyOf = (code: string): string => code.replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(8, '0'));

export const representativeOf = ({
  members,
  representativeMemberId,
}: Pick<HouseholdEntry, 'members' | 'representativeMemberId'>): Member | null =>
  members.find(({ id }) => id === representativeMemberId) ?? null;

/** What follows from the entry and is kept beside it, to be looked up and to be unique. */
export function keysOf(entry: HouseholdEntry) {
  const representative = representativeOf(entry);
  return {
    sortKey: sortKeyOf(entry.code),
    representativeName: representative?.name ?? null,
    representativeResidentId: representative?.residentId ?? null,
    residentIds: entry.members.flatMap(({ residentId }) => residentId ?? []),
    invitationHashes: entry.invitations.map(({ hash }) => hash),
    searchWords: indexedWords([entry.code, entry.headName, ...entry.members.map(({ name }) => name)].join(' ')),
  };
}

/**
 * Whether somebody may represent a household: an adult is presumed to have full civil capacity (Luật 10/2022/QH15 Art. 18(2); Bộ luật Dân sự
 * Art. 20). Of a year of birth alone, whoever turns 18 in this year counts.
 */
export const mayRepresent = ({ birthYear }: Pick<Member, 'birthYear'>, today: string): boolean =>
  birthYear !== null && Number(today.slice(0, 4)) - birthYear >= 18;

/** The entry without the account of one person; the household stands without it. */
export function withoutResident<Entry extends HouseholdEntry>(entry: Entry, residentId: string): Entry {
  return {
    ...entry,
    members: entry.members.map((member) => (member.residentId === residentId ? { ...member, residentId: null, linkedAt: null } : member)),
  };
}
