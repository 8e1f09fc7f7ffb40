import type { Question, Section, SurveyForm } from 'backend/contracts/survey-questions';

/** Where something stood, to be put back there. */
export type Gone =
  | { kind: 'question'; question: Question; section: string; place: number; number: number }
  | { kind: 'section'; section: Section; place: number };

type At = { section: number; place: number };

export function placeOf(form: SurveyForm, key: string): At | null {
  for (const [section, { questions }] of form.sections.entries()) {
    const place = questions.findIndex((question) => question.key === key);
    if (place !== -1) return { section, place };
  }
  return null;
}

export function questionOf(form: SurveyForm, key: string): Question | null {
  const at = placeOf(form, key);
  return at === null ? null : (form.sections[at.section]?.questions[at.place] ?? null);
}

/** The number of each question by its key, counted through all sections from 1. */
export function numbersOf(form: SurveyForm): ReadonlyMap<string, number> {
  return new Map(form.sections.flatMap(({ questions }) => questions).map(({ key }, place) => [key, place + 1]));
}

/** Everything but what changes stays the very same object, so that only its row is drawn again. */
const withSectionAt = (form: SurveyForm, at: number, change: (section: Section) => Section): SurveyForm => ({
  ...form,
  sections: form.sections.map((section, place) => (place === at ? change(section) : section)),
});

export function withSection(form: SurveyForm, key: string, part: Partial<Pick<Section, 'title' | 'intro' | 'when'>>): SurveyForm {
  return withSectionAt(
    form,
    form.sections.findIndex((section) => section.key === key),
    (section) => ({ ...section, ...part }),
  );
}

export function withQuestion(form: SurveyForm, key: string, change: (question: Question) => Question): SurveyForm {
  const at = placeOf(form, key);
  if (at === null) return form;
  return withSectionAt(form, at.section, (section) => ({
    ...section,
    questions: section.questions.map((question, place) => (place === at.place ? change(question) : question)),
  }));
}

const inserted = <T>(list: readonly T[], place: number, one: T): T[] => [...list.slice(0, place), one, ...list.slice(place)];
const without = <T>(list: readonly T[], place: number): T[] => [...list.slice(0, place), ...list.slice(place + 1)];

/** Behind the question with this key; at the end of the survey when there is none. */
export function withAdded(form: SurveyForm, behind: string | null, question: Question): SurveyForm {
  const at = behind === null ? null : placeOf(form, behind);
  const section = at?.section ?? form.sections.length - 1;
  return withSectionAt(form, section, (one) => ({
    ...one,
    questions: inserted(one.questions, at === null ? one.questions.length : at.place + 1, question),
  }));
}

/** At the end of one section. */
export function withAddedTo(form: SurveyForm, section: string, question: Question): SurveyForm {
  return withSectionAt(
    form,
    form.sections.findIndex(({ key }) => key === section),
    (one) => ({ ...one, questions: [...one.questions, question] }),
  );
}

export function withoutQuestion(form: SurveyForm, key: string): { form: SurveyForm; gone: Gone | null } {
  const at = placeOf(form, key);
  const section = at === null ? undefined : form.sections[at.section];
  const question = at === null ? undefined : section?.questions[at.place];
  if (at === null || section === undefined || question === undefined) return { form, gone: null };
  return {
    form: withSectionAt(form, at.section, (one) => ({ ...one, questions: without(one.questions, at.place) })),
    gone: { kind: 'question', question, section: section.key, place: at.place, number: numbersOf(form).get(key) ?? 0 },
  };
}

/** A section with its questions; the last one stays. */
export function withoutSection(form: SurveyForm, key: string): { form: SurveyForm; gone: Gone | null } {
  const place = form.sections.findIndex((section) => section.key === key);
  const section = form.sections[place];
  if (section === undefined || form.sections.length === 1) return { form, gone: null };
  return { form: { ...form, sections: without(form.sections, place) }, gone: { kind: 'section', section, place } };
}

/** Puts back what was taken away, whatever else changed meanwhile. */
export function withRestored(form: SurveyForm, gone: Gone): SurveyForm {
  if (gone.kind === 'section')
    return { ...form, sections: inserted(form.sections, Math.min(gone.place, form.sections.length), gone.section) };
  const found = form.sections.findIndex(({ key }) => key === gone.section);
  return withSectionAt(form, found === -1 ? form.sections.length - 1 : found, (section) => ({
    ...section,
    questions: inserted(section.questions, Math.min(gone.place, section.questions.length), gone.question),
  }));
}

/** One place up (-1) or down (1), over the border of its section when it stands there. */
export function withMoved(form: SurveyForm, key: string, by: -1 | 1): SurveyForm {
  const at = placeOf(form, key);
  const section = at === null ? undefined : form.sections[at.section];
  const question = at === null ? undefined : section?.questions[at.place];
  if (at === null || section === undefined || question === undefined) return form;
  const to = at.place + by;
  if (to >= 0 && to < section.questions.length)
    return withSectionAt(form, at.section, (one) => ({ ...one, questions: inserted(without(one.questions, at.place), to, question) }));
  const next = at.section + by;
  if (form.sections[next] === undefined) return form;
  const lifted = withSectionAt(form, at.section, (one) => ({ ...one, questions: without(one.questions, at.place) }));
  return withSectionAt(lifted, next, (one) => ({
    ...one,
    questions: by === 1 ? [question, ...one.questions] : [...one.questions, question],
  }));
}

/** To the end of another section. */
export function withMovedTo(form: SurveyForm, key: string, section: string): SurveyForm {
  const { form: lifted, gone } = withoutQuestion(form, key);
  return gone?.kind === 'question' && gone.section !== section ? withAddedTo(lifted, section, gone.question) : form;
}

export function withSectionMoved(form: SurveyForm, key: string, by: -1 | 1): SurveyForm {
  const place = form.sections.findIndex((section) => section.key === key);
  const section = form.sections[place];
  if (section === undefined || form.sections[place + by] === undefined) return form;
  return { ...form, sections: inserted(without(form.sections, place), place + by, section) };
}

export function withSectionAdded(form: SurveyForm, key: string): SurveyForm {
  return { ...form, sections: [...form.sections, { key, title: '', intro: '', when: null, questions: [] }] };
}

/** The same question once more behind itself. */
export function withCopy(form: SurveyForm, key: string, copyKey: string): SurveyForm {
  const question = questionOf(form, key);
  return question === null ? form : withAdded(form, key, { ...question, key: copyKey });
}

/** The question before or after one, in the order in which they stand; null at either end. */
export function besideQuestion(form: SurveyForm, key: string | null, by: -1 | 1): string | null {
  const keys = form.sections.flatMap(({ questions }) => questions.map((question) => question.key));
  if (key === null) return keys[0] ?? null;
  return keys[keys.indexOf(key) + by] ?? null;
}
