import type { ConsultationDraft, DeskConsultation } from 'backend/contracts/consultation-desk';
import { formOfMiniApp } from 'backend/contracts/consultation-matters';
import type { ConsultationForm } from 'backend/contracts/consultations';
import type { FormAttachment } from '../disclosures/disclosure-form.js';

/** A paragraph in the form; `mark` tells it from others before the commune gave it a key. */
export type FormPart = { mark: string; key: string | null; kind: 'heading' | 'text'; text: string };

/** The page's fields as typed. */
export type DraftForm = {
  matter: string;
  title: string;
  summary: string;
  parts: FormPart[];
  papers: FormAttachment[];
  forms: ConsultationForm[];
  responsible: string;
  councilOn: string;
  councilNumber: string;
  frontOn: string;
  frontNumber: string;
  affected: string;
  decidedAbove: string;
  specialCitation: string;
  specialDays: string;
  closesOn: string;
  reason: string;
};

export const emptyDraft: DraftForm = {
  matter: '',
  title: '',
  summary: '',
  parts: [],
  papers: [],
  forms: [formOfMiniApp],
  responsible: '',
  councilOn: '',
  councilNumber: '',
  frontOn: '',
  frontNumber: '',
  affected: '',
  decidedAbove: '',
  specialCitation: '',
  specialDays: '',
  closesOn: '',
  reason: '',
};

type Content = NonNullable<DeskConsultation['current']>['content'];

/** What was written, as fields. A correction begins with what is published, and closes as soon as the law allows unless a day is typed. */
export function formOf(content: Content, reason: string | null): DraftForm {
  return {
    matter: content.matter === null ? '' : String(content.matter),
    title: content.title,
    summary: content.summary,
    parts: content.parts.map(({ key, kind, text }) => ({ mark: key, key, kind, text })),
    papers: content.papers.map(({ fileId, label, kind, bytes }) => ({ fileId, label, kind, bytes })),
    forms: content.forms,
    responsible: content.responsible,
    councilOn: content.planCouncil?.on ?? '',
    councilNumber: content.planCouncil?.documentNumber ?? '',
    frontOn: content.planFront?.on ?? '',
    frontNumber: content.planFront?.documentNumber ?? '',
    affected: content.affected,
    decidedAbove: content.decidedAbove ?? '',
    specialCitation: content.special?.citation ?? '',
    specialDays: content.special === null ? '' : String(content.special.days),
    closesOn: content.closesOn ?? '',
    reason: reason ?? '',
  };
}

const trimmed = (text: string): string => text.normalize('NFC').trim();
const sentOf = (on: string, documentNumber: string) =>
  on === '' && trimmed(documentNumber) === '' ? null : { on, documentNumber: trimmed(documentNumber) };

/** What is sent to the API. */
export function draftOf(form: DraftForm): ConsultationDraft {
  const citation = trimmed(form.specialCitation);
  return {
    matter: form.matter === '' ? null : Number(form.matter),
    title: form.title,
    summary: form.summary,
    parts: form.parts.filter(({ text }) => trimmed(text) !== '').map(({ key, kind, text }) => ({ key, kind, text })),
    papers: form.papers.map(({ fileId, label }) => ({ fileId, label })),
    forms: form.forms,
    responsible: form.responsible,
    planCouncil: sentOf(form.councilOn, form.councilNumber),
    planFront: sentOf(form.frontOn, form.frontNumber),
    affected: form.affected,
    decidedAbove: trimmed(form.decidedAbove) === '' ? null : trimmed(form.decidedAbove),
    special: citation === '' && form.specialDays === '' ? null : { citation, days: Number(form.specialDays) },
    closesOn: form.closesOn === '' ? null : form.closesOn,
  };
}

/** What can be seen to be wrong before it is sent, by the API's names of the fields. */
export function faultsOf(form: DraftForm): Record<string, string> {
  const faults: Record<string, string> = {};
  if (trimmed(form.title).length < 5) faults['body.title'] = 'Xin ghi tiêu đề, ít nhất 5 ký tự.';
  if (form.summary.split('\n').filter((line) => line.trim() !== '').length > 3) faults['body.summary'] = 'Chỉ tối đa ba dòng.';
  for (const [field, on, number] of [
    ['planCouncil', form.councilOn, form.councilNumber],
    ['planFront', form.frontOn, form.frontNumber],
  ] as const) {
    if (on === '' && trimmed(number) !== '') faults[`body.${field}.on`] = 'Xin chọn ngày gửi.';
    if (on !== '' && trimmed(number) === '') faults[`body.${field}.documentNumber`] = 'Xin ghi số văn bản.';
  }
  const citation = trimmed(form.specialCitation);
  if (citation === '' && form.specialDays !== '') faults['body.special.citation'] = 'Xin ghi luật, điều khoản.';
  if (citation !== '' && !/^[1-9]\d{0,2}$/.test(form.specialDays)) faults['body.special.days'] = 'Xin ghi số ngày theo luật đó.';
  return faults;
}
