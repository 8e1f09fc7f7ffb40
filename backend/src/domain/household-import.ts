import { fieldNames, type HouseholdEntry, headRelation, type Member, representativeOf, sameName } from './households.js';

/** One line of a file, read. What a file leaves empty says nothing. */
export type ImportRow = {
  /** As Excel numbers rows. */
  row: number;
  code: string;
  hamletKey: string;
  headName: string;
  address: string | null;
  size: number | null;
  representativeName: string | null;
  representativeBirthYear: number | null;
};

const emptyEntry = (row: ImportRow): HouseholdEntry => ({
  code: row.code,
  hamletKey: row.hamletKey,
  headName: row.headName,
  address: '',
  size: null,
  members: [],
  representativeMemberId: null,
  invitations: [],
  status: 'active',
  ended: null,
  history: [],
  outbox: [],
  lastImport: null,
});

/** The household as the line of a file would have it; what the line does not speak of stays. `newMemberId` names those not written down yet. */
export function withRow<Entry extends HouseholdEntry>(before: Entry, row: ImportRow, newMemberId: () => string): Entry;
export function withRow(before: null, row: ImportRow, newMemberId: () => string): HouseholdEntry;
export function withRow(before: HouseholdEntry | null, row: ImportRow, newMemberId: () => string): HouseholdEntry {
  const entry = before ?? emptyEntry(row);
  let members = entry.members;
  const put = (name: string, change: Partial<Member>): Member => {
    const known = members.find((member) => sameName(member.name, name));
    const member: Member = {
      ...(known ?? { id: newMemberId(), name, birthYear: null, relation: null, residentId: null, linkedAt: null, claimHash: null }),
      ...change,
    };
    members = known ? members.map((one) => (one.id === known.id ? member : one)) : [...members, member];
    return member;
  };

  const isNewHead = before === null || !sameName(before.headName, row.headName);
  if (isNewHead) {
    members = members.map((member) => (member.relation === headRelation ? { ...member, relation: null } : member));
    put(row.headName, { relation: headRelation });
  }
  const representative =
    row.representativeName === null
      ? representativeOf({ ...entry, members })
      : put(row.representativeName, row.representativeBirthYear === null ? {} : { birthYear: row.representativeBirthYear });
  return {
    ...entry,
    hamletKey: row.hamletKey,
    headName: isNewHead ? row.headName : entry.headName,
    address: row.address ?? entry.address,
    size: row.size ?? entry.size,
    members,
    representativeMemberId: representative?.id ?? null,
  };
}

/** The columns of the file, in order, by the names people read. */
export const importColumns = {
  code: fieldNames.code,
  hamlet: fieldNames.hamlet,
  headName: fieldNames.head,
  address: fieldNames.address,
  representativeName: fieldNames.representative,
  representativeBirthYear: 'Năm sinh đại diện',
  size: fieldNames.size,
} as const;
export type ImportColumn = keyof typeof importColumns;
export const neededColumns: readonly ImportColumn[] = ['code', 'hamlet', 'headName'];
