import type { ReceptionFields, ReceptionKind, ReceptionVisitor, RefusalGround } from 'backend/contracts/reception-register';

/** A line of the register as it is typed. */
export type EntryForm = {
  bookingId: string | null;
  name: string;
  address: string;
  identityNumber: string;
  content: string;
  kind: ReceptionKind | '';
  people: string;
  settledBy: string;
  competent: '' | 'yes' | 'no';
  guidance: string;
  acceptedBy: string;
  result: string;
  note: string;
  ground: RefusalGround | '';
  groundNote: string;
  complainedOfficerIds: string[];
};

export const emptyEntry: EntryForm = {
  bookingId: null,
  name: '',
  address: '',
  identityNumber: '',
  content: '',
  kind: '',
  people: '1',
  settledBy: '',
  competent: '',
  guidance: '',
  acceptedBy: '',
  result: '',
  note: '',
  ground: '',
  groundNote: '',
  complainedOfficerIds: [],
};

/** Whoever booked brings their words along. */
export const entryOf = ({ bookingId, name, address, topic, people }: ReceptionVisitor): EntryForm => ({
  ...emptyEntry,
  bookingId,
  name,
  address,
  content: topic,
  people: String(people),
});

export const entryFormOf = (fields: ReceptionFields): EntryForm => ({
  ...emptyEntry,
  name: fields.name,
  address: fields.address,
  identityNumber: fields.identityNumber,
  content: fields.content,
  kind: fields.kind,
  people: String(fields.people),
  settledBy: fields.settledBy,
  competent: fields.competent === null ? '' : fields.competent ? 'yes' : 'no',
  guidance: fields.guidance,
  acceptedBy: fields.acceptedBy,
  result: fields.result,
  note: fields.note,
  ground: fields.refusal?.ground ?? '',
  groundNote: fields.refusal?.note ?? '',
  complainedOfficerIds: fields.complainedOfficerIds,
});

export const fieldsOf = (form: EntryForm): ReceptionFields => ({
  name: form.name.trim(),
  address: form.address.trim(),
  identityNumber: form.identityNumber.replace(/[\s.]/g, ''),
  content: form.content.trim(),
  kind: form.kind === '' ? 'reflection' : form.kind,
  people: Number(form.people),
  settledBy: form.settledBy.trim(),
  competent: form.competent === '' ? null : form.competent === 'yes',
  guidance: form.guidance.trim(),
  acceptedBy: form.acceptedBy.trim(),
  result: form.result.trim(),
  note: form.note.trim(),
  refusal: form.ground === '' ? null : { ground: form.ground, note: form.groundNote.trim() },
  complainedOfficerIds: form.complainedOfficerIds,
});

/** What keeps a line from being written, keyed as the server keys it. */
export function entryFaults(form: EntryForm): Record<string, string> {
  const faults: Record<string, string> = {};
  if (form.name.trim().length < 2) faults['body.name'] = 'Xin ghi họ và tên.';
  if (form.address.trim().length < 2) faults['body.address'] = 'Xin ghi nơi ở.';
  const number = form.identityNumber.replace(/[\s.]/g, '');
  if (number !== '' && !/^(\d{12}|[A-Za-z]{1,2}\d{6,9})$/.test(number)) faults['body.identityNumber'] = 'Số định danh có 12 chữ số.';
  if (form.content.trim().length < 3) faults['body.content'] = 'Xin ghi nội dung.';
  if (form.kind === '') faults['body.kind'] = 'Xin chọn loại.';
  if (!/^\d{1,3}$/.test(form.people.trim()) || Number(form.people) < 1 || Number(form.people) > 500)
    faults['body.people'] = 'Từ 1 đến 500 người.';
  return faults;
}
