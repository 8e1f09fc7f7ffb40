import { pathOf } from 'backend/contracts/survey-paths';
import type { Question, Section, SurveyAnswers, SurveyForm } from 'backend/contracts/survey-questions';

/** A question that is asked, with its place: its section, and its number among those that are asked. */
export type Asked = { question: Question; section: Section; number: number };

/** The questions that somebody who answered so is asked, in order. */
export function askedOf(form: SurveyForm, answers: SurveyAnswers): Asked[] {
  const shown = new Set(pathOf(form, answers).shown);
  const asked = form.sections.flatMap((section) =>
    section.questions.filter(({ key }) => shown.has(key)).map((question) => ({ question, section })),
  );
  return asked.map((one, place) => ({ ...one, number: place + 1 }));
}

/** The questions after and before one that is asked; null at either end. A question that is not asked any more stands before the first. */
export function besideOf(asked: readonly Asked[], key: string): { before: string | null; after: string | null } {
  const place = asked.findIndex(({ question }) => question.key === key);
  return { before: asked[place - 1]?.question.key ?? null, after: asked[place + 1]?.question.key ?? null };
}
