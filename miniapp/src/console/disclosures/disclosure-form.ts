import type { Disclosure, DisclosureClass, DisclosureDraft, DisclosureRow } from 'backend/contracts/disclosures';
import { plainDate } from '../../days.js';

/** An attachment in the form, with what is known of its file. */
export type FormAttachment = { fileId: string; label: string; kind: 'picture' | 'document'; bytes: number };

/** The page's fields as typed. */
export type DisclosureForm = {
  classNumber: string;
  title: string;
  summary: string;
  text: string;
  attachments: FormAttachment[];
  documentNumber: string;
  documentDate: string;
  hamletKeys: string[];
  posting: 'usual' | 'until' | 'permanent';
  postedUntil: string;
  shorterBasis: string;
};

export const emptyForm: DisclosureForm = {
  classNumber: '',
  title: '',
  summary: '',
  text: '',
  attachments: [],
  documentNumber: '',
  documentDate: '',
  hamletKeys: [],
  posting: 'usual',
  postedUntil: '',
  shorterBasis: '',
};

export function formOf(one: Disclosure): DisclosureForm {
  return {
    classNumber: String(one.classNumber),
    title: one.title,
    summary: one.summary,
    text: one.text,
    attachments: one.attachments.map(({ fileId, label, kind, bytes }) => ({ fileId, label, kind, bytes })),
    documentNumber: one.documentNumber ?? '',
    documentDate: one.documentDate ?? '',
    hamletKeys: one.hamletKeys,
    posting: one.permanent ? 'permanent' : one.postedUntil === null ? 'usual' : 'until',
    postedUntil: one.postedUntil ?? '',
    shorterBasis: one.shorterBasis ?? '',
  };
}

/** What is sent to the API. */
export function draftOf(form: DisclosureForm): DisclosureDraft {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    classNumber: Number(form.classNumber),
    title: form.title,
    summary: form.summary,
    text: form.text,
    attachments: form.attachments.map(({ fileId, label }) => ({ fileId, label })),
    documentNumber: orNull(form.documentNumber),
    documentDate: orNull(form.documentDate),
    hamletKeys: form.hamletKeys,
    permanent: form.posting === 'permanent',
    postedUntil: form.posting === 'until' ? orNull(form.postedUntil) : null,
    shorterBasis: form.posting === 'until' ? orNull(form.shorterBasis) : null,
  };
}

/** What can be seen to be missing before it is sent, by the API's names of the fields. */
export function faultsOf(form: DisclosureForm): Record<string, string> {
  return {
    ...(form.classNumber === '' ? { 'body.classNumber': 'Xin chọn nhóm nội dung.' } : {}),
    ...(form.title.trim().length < 5 ? { 'body.title': 'Xin ghi tiêu đề, ít nhất 5 ký tự.' } : {}),
    ...(form.posting === 'until' && form.postedUntil === '' ? { 'body.postedUntil': 'Xin chọn ngày.' } : {}),
  };
}

/** Whether class and form leave a choice of how long it stays posted. */
export function isAlwaysPosted(classes: readonly DisclosureClass[] | undefined, classNumber: string): boolean {
  return classes?.find(({ number }) => String(number) === classNumber)?.postedDays === null;
}

export const statusWords = {
  draft: 'Bản nháp',
  published: 'Đang công khai',
  withdrawn: 'Đã rút',
} satisfies Record<DisclosureRow['status'], string>;

/** What is due or over, in words; null when there is nothing to say. */
export function clockWords(
  row: Pick<DisclosureRow, 'status' | 'dueOn' | 'postedFrom' | 'postedUntil' | 'permanent'>,
  today: string,
): { words: string; late: boolean } | null {
  if (row.status === 'withdrawn') return null;
  if (row.status === 'draft') {
    if (row.dueOn === null) return null;
    return today > row.dueOn
      ? { words: `Đã quá hạn công khai (${plainDate(row.dueOn)})`, late: true }
      : { words: `Cần công khai trước hết ngày ${plainDate(row.dueOn)}`, late: false };
  }
  if (row.postedUntil === null) return { words: 'Niêm yết thường xuyên', late: false };
  return today > row.postedUntil
    ? { words: `Đã đủ thời hạn niêm yết ngày ${plainDate(row.postedUntil)}`, late: false }
    : { words: `Niêm yết đến hết ngày ${plainDate(row.postedUntil)}`, late: false };
}
