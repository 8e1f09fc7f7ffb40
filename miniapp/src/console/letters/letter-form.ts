import type { LifeLetter, LifeLetterDraft, LifeLetterKind, LifeLetterKindInfo } from 'backend/contracts/life-letters';

export type Person = { id: string; name: string };
/** A letter as it is being written: every fact as typed. */
export type Form = {
  kind: LifeLetterKind;
  facts: Readonly<Record<string, string>>;
  member: Person | null;
  name: string;
  address: string;
  familyAgreed: boolean;
  deceased: Person | null;
};

export const emptyForm = (kind: LifeLetterKind): Form => ({
  kind,
  facts: {},
  member: null,
  name: '',
  address: '',
  familyAgreed: false,
  deceased: null,
});

export function formOf({ draft }: Pick<LifeLetter, 'draft'>): Form {
  const person = (id: string | null, name: string) => (id === null ? null : { id, name });
  return {
    kind: draft.kind,
    facts: Object.fromEntries(Object.entries(draft.facts).map(([key, value]) => [key, String(value)])),
    member: person(draft.recipient.memberId, draft.recipient.name),
    name: draft.recipient.name,
    address: draft.recipient.address,
    familyAgreed: draft.familyAgreed,
    deceased: person(draft.deceasedMemberId, 'Đã chọn'),
  };
}

/** What is sent: empty fields are left out, and what belongs to another kind of letter too. */
export function draftOf(form: Form, info: Pick<LifeLetterKindInfo, 'facts'> | undefined): LifeLetterDraft {
  const inputs = new Map((info?.facts ?? []).map(({ key, input }) => [key, input]));
  const facts = Object.fromEntries(
    Object.entries(form.facts)
      .map(([key, value]) => [key, value.trim()] as const)
      .filter(([key, value]) => inputs.has(key) && value !== '')
      .map(([key, value]) => [key, inputs.get(key) === 'number' ? Number(value) : value]),
  );
  return {
    kind: form.kind,
    facts,
    recipient: { memberId: form.member?.id ?? null, name: form.name.trim(), address: form.address.trim() },
    familyAgreed: form.familyAgreed,
    deceasedMemberId: form.kind === 'condolence' ? (form.deceased?.id ?? null) : null,
  };
}
