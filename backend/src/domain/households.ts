import type { EndReason, HouseholdEvent, HouseholdNotice } from '../contracts/households.js';
import { fold, indexedWords } from './search-words.js';

export type Member = {
  id: string;
  name: string;
  birthYear: number | null;
  relation: string | null;
  /** The Zalo account that stands for them. */
  residentId: string | null;
  linkedAt: Date | null;
  /** Of the code that linked them, to know a repeat of the same claim. */
  claimHash: string | null;
};

export type Detail = { field: string; before: string | null; after: string | null };
export type Change = { at: Date; by: string; event: HouseholdEvent; details: Detail[]; reason: string | null };
/** Somebody whose link changed: the list of news follows, and the notice when there is one is shown in their Mini App. */
export type Told = { id: string; residentId: string; at: Date; notice: { kind: HouseholdNotice['kind']; reason: string | null } | null };

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
  /** What is still to follow from changes; taken out once done. */
  outbox: Told[];
  /** The import that wrote here last. */
  lastImport: string | null;
};

export const fieldNames = {
  code: 'Mã hộ',
  hamlet: 'Xóm',
  head: 'Chủ hộ',
  address: 'Địa chỉ',
  size: 'Số nhân khẩu',
  representative: 'Đại diện hộ',
  member: 'Thành viên',
  invited: 'Mời',
  linked: 'Liên kết Zalo',
  request: 'Theo yêu cầu',
} as const;

export const headRelation = 'Chủ hộ';

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

/** Names as people mean them: marks, capitals and spaces do not make two of one. */
export const sameName = (one: string, other: string): boolean => fold(one) === fold(other);

/** A member as one reads them: "Nguyễn Văn Minh, sinh năm 1958, chủ hộ". */
export const memberWords = ({ name, birthYear, relation }: Pick<Member, 'name' | 'birthYear' | 'relation'>): string =>
  [name, birthYear === null ? null : `sinh năm ${birthYear}`, relation?.toLowerCase() ?? null].filter(Boolean).join(', ');

/** What is other in the second, field by field. */
export function differences(before: HouseholdEntry, after: HouseholdEntry, hamletName: (key: string) => string): Detail[] {
  const plain = (field: string, one: string, other: string): Detail[] =>
    one === other ? [] : [{ field, before: one === '' ? null : one, after: other === '' ? null : other }];
  const members = (entry: HouseholdEntry) => new Map(entry.members.map((member) => [member.id, memberWords(member)]));
  const [old, fresh] = [members(before), members(after)];
  return [
    ...plain(fieldNames.code, before.code, after.code),
    ...plain(fieldNames.hamlet, hamletName(before.hamletKey), hamletName(after.hamletKey)),
    ...plain(fieldNames.head, before.headName, after.headName),
    ...plain(fieldNames.address, before.address, after.address),
    ...plain(fieldNames.size, String(before.size ?? ''), String(after.size ?? '')),
    ...[...new Set([...old.keys(), ...fresh.keys()])].flatMap((id) => plain(fieldNames.member, old.get(id) ?? '', fresh.get(id) ?? '')),
    ...plain(fieldNames.representative, representativeOf(before)?.name ?? '', representativeOf(after)?.name ?? ''),
  ];
}

/** The entry with one account taken away; the household stands without it. */
export function withoutAccount<Entry extends HouseholdEntry>(entry: Entry, memberId: string): Entry {
  const members = entry.members.map((member) =>
    member.id === memberId ? { ...member, residentId: null, linkedAt: null, claimHash: null } : member,
  );
  return { ...entry, members };
}

/** The entry in which an account stands for a member; an invitation for them is used up. */
export function withAccount<Entry extends HouseholdEntry>(
  entry: Entry,
  memberId: string,
  account: { residentId: string; linkedAt: Date; claimHash: string | null },
): Entry {
  return {
    ...entry,
    members: entry.members.map((member) => (member.id === memberId ? { ...member, ...account } : member)),
    invitations: entry.invitations.filter((invitation) => invitation.memberId !== memberId),
  };
}
