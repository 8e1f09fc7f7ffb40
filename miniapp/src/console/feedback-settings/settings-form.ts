import type { CategoryRule, FeedbackSettings, LeaveCover, ReportTerms, RoutingRule } from 'backend/contracts/feedback-settings';
import { isDay } from '../day-list.js';
import { lineFault, oneLine, wordsFault } from '../feedback/act-forms.js';
import { placeholders, unknownPlaceholder } from '../feedback/answer-text.js';
import { plain } from '../matching.js';

export type CategoryForm = Omit<CategoryRule, 'workingDays' | 'emergency'> & { workingDays: string; emergency: string };
export type TemplateForm = { key: string; title: string; text: string; categoryKey: string };
/** Terms as typed, all of them text. */
export type TermsForm = Record<keyof ReportTerms, string>;

/** The settings as the fields hold them. A new category or template has no key yet; it gets one when it is saved. */
export type SettingsForm = {
  categories: CategoryForm[];
  routing: RoutingRule[];
  covers: LeaveCover[];
  templates: TemplateForm[];
  terms: TermsForm[];
  petitionHandlerId: string;
};
export type Part = keyof SettingsForm;
export const parts = ['categories', 'routing', 'covers', 'templates', 'terms', 'petitionHandlerId'] as const satisfies readonly Part[];

export const emptyCategory: CategoryForm = {
  key: '',
  name: '',
  examples: '',
  kind: 'reflection',
  workingDays: '',
  emergency: '',
  active: true,
};

export function formOf(settings: FeedbackSettings): SettingsForm {
  return {
    categories: settings.categories.map((one) => ({
      ...one,
      workingDays: one.workingDays === null ? '' : String(one.workingDays),
      emergency: one.emergency ?? '',
    })),
    routing: settings.routing.map((rule) => ({ ...rule })),
    covers: settings.covers.map((cover) => ({ ...cover })),
    templates: settings.templates.map((one) => ({ ...one, categoryKey: one.categoryKey ?? '' })),
    terms: settings.terms.map((one) => Object.fromEntries(Object.entries(one).map(([name, value]) => [name, String(value)])) as TermsForm),
    petitionHandlerId: settings.petitionHandlerId ?? '',
  };
}

/** A short key made of a name, unlike all others. */
export function keyFor(name: string, taken: readonly string[]): string {
  const base =
    plain(name)
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 50)
      .replace(/^-|-$/g, '') || 'muc';
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(key)) return key;
  }
}

/** Every one of a list with a key, those that had one keeping it. */
function keyed<T extends { key: string }>(list: readonly T[], nameOf: (one: T) => string): T[] {
  const taken = list.map(({ key }) => key).filter((key) => key !== '');
  return list.map((one) => {
    if (one.key !== '') return one;
    const key = keyFor(nameOf(one), taken);
    taken.push(key);
    return { ...one, key };
  });
}

/** What is sent to the API. */
export function settingsFrom(form: SettingsForm): Omit<FeedbackSettings, 'revision'> {
  return {
    categories: keyed(form.categories, ({ name }) => name).map((one) => ({
      ...one,
      name: oneLine(one.name),
      examples: oneLine(one.examples),
      workingDays: one.workingDays.trim() === '' ? null : Number(one.workingDays),
      emergency: oneLine(one.emergency) === '' ? null : oneLine(one.emergency),
    })),
    routing: form.routing,
    covers: form.covers,
    templates: keyed(form.templates, ({ title }) => title).map((one) => ({
      key: one.key,
      title: oneLine(one.title),
      text: one.text.trim(),
      categoryKey: one.categoryKey === '' ? null : one.categoryKey,
    })),
    terms: form.terms.map(({ validFrom, source, ...days }) => ({
      ...(Object.fromEntries(Object.entries(days).map(([name, value]) => [name, Number(value)])) as Omit<
        ReportTerms,
        'validFrom' | 'source'
      >),
      validFrom,
      source: oneLine(source),
    })),
    petitionHandlerId: form.petitionHandlerId === '' ? null : form.petitionHandlerId,
  };
}

/** The days of the terms with the smallest and largest the API takes. */
export const termDays = {
  answer: [1, 60],
  forward: [1, 60],
  informationSimple: [1, 60],
  informationComplex: [1, 60],
  informationExtension: [1, 60],
  extension: [1, 60],
  veryOverdueAfter: [1, 60],
  fixedCheckAfterDays: [7, 90],
  reopenWithinDays: [7, 180],
} as const satisfies Partial<Record<keyof ReportTerms, readonly [number, number]>>;
export const termNames = Object.keys(termDays) as (keyof typeof termDays)[];

const isWhole = (text: string, [min, max]: readonly [number, number]) =>
  /^\d+$/.test(text.trim()) && Number(text) >= min && Number(text) <= max;

/** What keeps the settings from being saved, at its field, by the API's names of the fields. */
export function faultsOf(form: SettingsForm): Record<string, string> {
  const faults: Record<string, string> = {};
  const at = (field: string, fault: string | null) => {
    if (fault !== null) faults[`body.${field}`] = fault;
  };
  form.categories.forEach(({ name, examples, workingDays, emergency }, place) => {
    at(`categories.${place}.name`, lineFault(name, 60, 2, 'Xin ghi tên lĩnh vực.'));
    at(`categories.${place}.examples`, lineFault(examples, 150, 0, ''));
    at(`categories.${place}.emergency`, lineFault(emergency, 200, 0, ''));
    if (workingDays.trim() !== '' && !isWhole(workingDays, [1, 60]))
      at(`categories.${place}.workingDays`, 'Xin ghi số ngày từ 1 đến 60, hoặc để trống.');
  });
  form.routing.forEach(({ officerId }, place) => {
    at(`routing.${place}.officerId`, officerId === '' ? 'Xin chọn người.' : null);
  });
  form.covers.forEach(({ officerId, coverOfficerId, from, to }, place) => {
    at(`covers.${place}.officerId`, officerId === '' ? 'Xin chọn người nghỉ.' : null);
    at(`covers.${place}.coverOfficerId`, coverOfficerId === '' ? 'Xin chọn người thay.' : null);
    if (officerId !== '' && officerId === coverOfficerId) at(`covers.${place}.coverOfficerId`, 'Người thay phải là người khác.');
    at(`covers.${place}.from`, isDay(from) ? null : 'Xin chọn ngày đầu.');
    at(`covers.${place}.to`, !isDay(to) ? 'Xin chọn ngày cuối.' : from > to ? 'Ngày cuối phải từ ngày đầu trở đi.' : null);
  });
  const known = placeholders.map(({ code }) => code as string);
  form.templates.forEach(({ title, text }, place) => {
    const unknown = unknownPlaceholder(text, known);
    at(`templates.${place}.title`, lineFault(title, 80, 2, 'Xin đặt tên mẫu.'));
    at(
      `templates.${place}.text`,
      wordsFault(text, 2_000, 10, 'Xin viết lời mẫu.') ?? (unknown === null ? null : `Không có chỗ điền ${unknown}.`),
    );
  });
  form.terms.forEach((terms, place) => {
    if (!isDay(terms.validFrom)) at(`terms.${place}.validFrom`, 'Xin chọn ngày bắt đầu.');
    else if (form.terms.some((other, index) => index < place && other.validFrom === terms.validFrom))
      at(`terms.${place}.validFrom`, 'Đã có thời hạn từ ngày này.');
    for (const name of termNames) {
      const [min, max] = termDays[name];
      if (!isWhole(terms[name], termDays[name])) at(`terms.${place}.${name}`, `Xin ghi số ngày từ ${min} đến ${max}.`);
    }
    at(`terms.${place}.source`, lineFault(terms.source, 300, 1, 'Xin ghi theo văn bản nào.'));
  });
  return faults;
}

/** Which part of the page a fault stands in. */
export const partOf = (field: string): Part | null => parts.find((part) => field.startsWith(`body.${part}`)) ?? null;

/** Which parts differ. */
export function changedParts(one: SettingsForm, other: SettingsForm): Part[] {
  return parts.filter((part) => JSON.stringify(one[part]) !== JSON.stringify(other[part]));
}

/** My changes upon what somebody else saved meanwhile: what I did not touch is theirs, what I did stays mine. `both`: parts in which theirs would be lost. */
export function upon(base: SettingsForm, mine: SettingsForm, theirs: SettingsForm): { form: SettingsForm; both: Part[] } {
  const changed = changedParts(base, mine);
  const form = { ...theirs, ...Object.fromEntries(changed.map((part) => [part, mine[part]])) };
  return { form, both: changedParts(base, theirs).filter((part) => changed.includes(part) && changedParts(mine, theirs).includes(part)) };
}

/** Who answers for a category everywhere but in hamlets with somebody of their own. */
export function defaultOfficer(routing: readonly RoutingRule[], categoryKey: string): string {
  return routing.find((rule) => rule.categoryKey === categoryKey && rule.hamletKey === null)?.officerId ?? '';
}

/** The rules with another officer for a category and hamlet (null: everywhere else); without one (`''`) the default goes, an exception waits for its officer. */
export function routed(routing: readonly RoutingRule[], categoryKey: string, hamletKey: string | null, officerId: string): RoutingRule[] {
  const isIt = (rule: RoutingRule) => rule.categoryKey === categoryKey && rule.hamletKey === hamletKey;
  if (officerId === '' && hamletKey === null) return routing.filter((rule) => !isIt(rule));
  const rule = { categoryKey, hamletKey, officerId };
  return routing.some(isIt) ? routing.map((one) => (isIt(one) ? rule : one)) : [...routing, rule];
}

/** Terms that hold now, ended, or will hold: only the last may still be changed. */
export function termsState(terms: readonly TermsForm[], place: number, today: string): 'past' | 'now' | 'future' {
  const one = terms[place];
  if (one === undefined || one.validFrom > today || !isDay(one.validFrom)) return 'future';
  return terms.some((other) => isDay(other.validFrom) && other.validFrom > one.validFrom && other.validFrom <= today) ? 'past' : 'now';
}

/** New terms to begin with: the latest ones, from a later day, with a source that has to be said anew. */
export function nextTerms(terms: readonly TermsForm[], from: string): TermsForm {
  const latest = [...terms].sort((one, other) => one.validFrom.localeCompare(other.validFrom)).at(-1);
  const days = Object.fromEntries(termNames.map((name) => [name, latest?.[name] ?? String(termDays[name][0])])) as Record<
    (typeof termNames)[number],
    string
  >;
  return { ...days, validFrom: from, source: '' };
}
