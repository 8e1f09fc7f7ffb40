import type { SurveyForm } from 'backend/contracts/survey-questions';
import type { SurveyMode } from 'backend/contracts/surveys';
import type { Survey, SurveyDraft, SurveyFinding } from 'backend/contracts/surveys-desk';
import { inVietnam } from '../../days.js';
import { isDay } from '../day-list.js';

/** A new survey: nothing asked yet, everybody in the commune, names kept from officers. */
export function newDraft(title: string, mode: SurveyMode): SurveyDraft {
  return {
    title,
    intro: '',
    mode,
    audience: { kind: 'commune' },
    opensAt: null,
    closesAt: null,
    quotas: { total: null, hamlets: [], options: null },
    form: { sections: [{ key: 'phan-1', title: '', intro: '', when: null, questions: [] }] },
  };
}

/** What of a survey is written by hand. */
export function draftOf({ title, intro, mode, audience, opensAt, closesAt, quotas, form }: Survey): SurveyDraft {
  return { title, intro, mode, audience, opensAt, closesAt, quotas, form };
}

/** What keeps a draft from being stored at all; by the field of the request. A form that is only unfinished can be stored. */
export function faultsOfDraft({ title, audience }: SurveyDraft): Record<string, string> {
  const faults: Record<string, string> = {};
  if (title.trim().length < 3) faults['body.title'] = 'Xin đặt tên khảo sát, ít nhất 3 chữ cái.';
  if (audience.kind === 'hamlets' && audience.hamletKeys.length === 0) faults['body.audience.hamletKeys'] = 'Xin chọn ít nhất một xóm.';
  if (audience.kind === 'roles' && audience.roles.length === 0) faults['body.audience.roles'] = 'Xin chọn ít nhất một nhóm.';
  if (audience.kind === 'visitors') {
    if (!isDay(audience.from)) faults['body.audience.from'] = 'Xin chọn ngày.';
    if (!isDay(audience.to)) faults['body.audience.to'] = 'Xin chọn ngày.';
    else if (audience.from > audience.to) faults['body.audience.to'] = 'Ngày sau phải không sớm hơn ngày trước.';
  }
  return faults;
}

/** The question or section that a refused field lies in (`body.form.sections.0.questions.3.title`); null when it lies elsewhere. */
export function questionAtField(form: SurveyForm, field: string): { question: string } | { section: string } | null {
  const [, section, question] = /^body\.form\.sections\.(\d+)(?:\.questions\.(\d+))?/.exec(field) ?? [];
  if (section === undefined) return null;
  const found = form.sections[Number(section)];
  if (found === undefined) return null;
  const asked = question === undefined ? undefined : found.questions[Number(question)];
  return asked === undefined ? { section: found.key } : { question: asked.key };
}

/** What the server would not store, as faults beside the questions it lies in. */
export function refusedFindings(form: SurveyForm, fields: Readonly<Record<string, string>>): SurveyFinding[] {
  return Object.entries(fields).map(([field, message]) => {
    const at = questionAtField(form, field);
    return { code: 'refused', message, questions: at !== null && 'question' in at ? [at.question] : [] };
  });
}

/** A day and a time in Vietnam as an instant; null while one of them is not there. */
export function instantOf(day: string, time: string): string | null {
  return isDay(day) && /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? new Date(`${day}T${time}:00+07:00`).toISOString() : null;
}

/** A limit as typed: at most what the server takes; null when nothing or nothing usable stands there. */
export function mostOf(typed: string): number | null {
  const value = Number(typed);
  return typed.trim() !== '' && Number.isInteger(value) && value >= 1 ? Math.min(value, 5_000) : null;
}

/** An instant as the day and time that stand in two fields. */
export function dayAndTimeOf(instant: string | null, usualTime: string): { day: string; time: string } {
  return instant === null ? { day: '', time: usualTime } : inVietnam(new Date(instant));
}
