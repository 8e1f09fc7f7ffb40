import type { Household } from 'backend/contracts/households';

/** As typed. `key` tells rows apart while they are edited. */
export type MemberFields = { key: string; id: string | null; name: string; birthYear: string; relation: string };
export type HouseholdFields = {
  code: string;
  hamletKey: string;
  headName: string;
  address: string;
  size: string;
  members: MemberFields[];
  /** The place of who represents a new household. */
  representative: number | null;
  reason: string;
};

let made = 0;
export const newMember = (): MemberFields => {
  made += 1;
  return { key: `new-${made}`, id: null, name: '', birthYear: '', relation: '' };
};

const headRelation = 'Chủ hộ';

/** The form of what is written, or of a new household in a hamlet. */
export function formOf(household: Household | null, hamletKey: string): HouseholdFields {
  if (household === null)
    return {
      code: '',
      hamletKey,
      headName: '',
      address: '',
      size: '',
      members: [{ ...newMember(), relation: headRelation }],
      representative: null,
      reason: '',
    };
  const { code, headName, address, size, members } = household;
  return {
    code,
    hamletKey: household.hamletKey,
    headName,
    address,
    size: size === null ? '' : String(size),
    members: members.map(({ id, name, birthYear, relation }) => ({
      key: id,
      id,
      name,
      birthYear: birthYear === null ? '' : String(birthYear),
      relation: relation ?? '',
    })),
    representative: null,
    reason: '',
  };
}

/** The head is typed once: who is written as the head goes by the name of the head, until it is made another. */
export function withHead(fields: HouseholdFields, headName: string): Pick<HouseholdFields, 'headName' | 'members'> {
  const members = fields.members.map((member) =>
    member.relation === headRelation && member.name === fields.headName ? { ...member, name: headName } : member,
  );
  return { headName, members };
}

const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();
const wholeOrNull = (text: string): number | null => (text.trim() === '' ? null : Number(text));
const isEmpty = ({ id, name, birthYear, relation }: MemberFields) =>
  id === null && plain(name) === '' && birthYear.trim() === '' && (relation === '' || relation === headRelation);
/** Rows nobody wrote in are not sent; the last ones only, so that places in faults stay right. */
const writtenMembers = (members: readonly MemberFields[]): readonly MemberFields[] => {
  const last = members.at(-1);
  return last !== undefined && isEmpty(last) ? writtenMembers(members.slice(0, -1)) : members;
};

export function faultsOf(fields: HouseholdFields, isNew: boolean): Record<string, string> {
  const faults: Record<string, string> = {};
  if (plain(fields.code) === '') faults['body.code'] = 'Xin ghi mã hộ.';
  if (plain(fields.headName).length < 2) faults['body.headName'] = 'Xin ghi họ và tên chủ hộ.';
  if (fields.size.trim() !== '' && !/^[1-9]\d?$/.test(fields.size.trim())) faults['body.size'] = 'Từ 1 đến 99 người.';
  for (const [place, { name, birthYear }] of writtenMembers(fields.members).entries()) {
    if (plain(name).length < 2) faults[`body.members.${place}.name`] = 'Xin ghi họ và tên.';
    if (birthYear.trim() !== '' && !/^(19|20)\d\d$/.test(birthYear.trim()))
      faults[`body.members.${place}.birthYear`] = 'Bốn chữ số, ví dụ 1958.';
  }
  if (!isNew && plain(fields.reason).length < 5) faults['body.reason'] = 'Xin ghi lý do, ít nhất 5 ký tự.';
  return faults;
}

export function bodyOf({ code, hamletKey, headName, address, size, members }: HouseholdFields) {
  return {
    code: plain(code),
    hamletKey,
    headName: plain(headName),
    address: plain(address),
    size: wholeOrNull(size),
    members: writtenMembers(members).map(({ id, name, birthYear, relation }) => ({
      ...(id !== null && { id }),
      name: plain(name),
      birthYear: wholeOrNull(birthYear),
      relation: relation === '' ? null : relation,
    })),
  };
}
