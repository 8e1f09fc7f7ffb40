import { answerFault, isBlank, pathOf, questionsOf } from 'backend/contracts/survey-paths';
import type { Question, SurveyAnswer, SurveyAnswers, SurveyForm } from 'backend/contracts/survey-questions';

const forbidden = /[<>]|[^\P{Cc}\n\r\t]/u;

/** What an answer is typed with that cannot be kept: the commune's server refuses such letters. */
function lettersFault(answer: SurveyAnswer | undefined): string | null {
  const text =
    answer?.type === 'short_text' || answer?.type === 'long_text'
      ? answer.text
      : answer?.type === 'single' || answer?.type === 'multiple'
        ? answer.other
        : '';
  return forbidden.test(text) ? 'Xin không dùng dấu < hoặc >.' : null;
}

/** What is wrong with the answer to a question, as a sentence; null when it can be sent. */
export function faultOf(question: Question, answers: SurveyAnswers): string | null {
  const answer = Object.hasOwn(answers, question.key) ? answers[question.key] : undefined;
  return answerFault(question, answer?.type === question.type ? answer : undefined) ?? lettersFault(answer);
}

/** What keeps the answers from being sent, by question, in the order in which they are asked. */
export function faultsIn(form: SurveyForm, answers: SurveyAnswers): { [question: string]: string } {
  const shown = new Set(pathOf(form, answers).shown);
  return Object.fromEntries(
    questionsOf(form).flatMap((question) => {
      const fault = shown.has(question.key) ? faultOf(question, answers) : null;
      return fault === null ? [] : [[question.key, fault] as const];
    }),
  );
}

/** Where somebody stands: the number of the question they are at, how many are asked as far as one can tell, how many are answered. */
export function progressOf(form: SurveyForm, answers: SurveyAnswers, at: string | null): { number: number; of: number; answered: number } {
  const { shown } = pathOf(form, answers);
  const answered = shown.filter((key) => !isBlank(answers[key])).length;
  return { number: Math.max(1, shown.indexOf(at ?? '') + 1), of: shown.length, answered };
}

export const progressWords = ({ number, of }: { number: number; of: number }): string => `Câu ${number} trong ${of}`;

/**
 * The question to go on with: where somebody was, unless one before it still needs an answer; without such a place the first that needs one, or the
 * first of all. Null: nothing is asked.
 */
export function resumeAt(form: SurveyForm, answers: SurveyAnswers, at: string | null): string | null {
  const { shown } = pathOf(form, answers);
  const faults = faultsIn(form, answers);
  const first = shown.find((key) => key in faults) ?? null;
  const place = at === null ? -1 : shown.indexOf(at);
  if (place === -1) return first ?? shown[0] ?? null;
  return first !== null && shown.indexOf(first) < place ? first : at;
}
