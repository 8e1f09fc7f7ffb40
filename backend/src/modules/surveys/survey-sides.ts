import { otherChoice } from '../../contracts/survey-paths.js';
import type { Question, SurveyAnswer, SurveyAnswers } from '../../contracts/survey-questions.js';
import { stepLabel } from '../../domain/survey-results.js';

/** An answer that counts, opened. */
export type Given = { id: string; residentId: string | null; hamlet: string | null; sentOn: string | null; answers: SurveyAnswers };

export const answerTo = ({ answers }: Given, key: string): SurveyAnswer | undefined =>
  Object.hasOwn(answers, key) ? answers[key] : undefined;

const agreed = 'dong-y';
const declined = 'khong-dong-y';

/** One side of a cross-table: its lines, and in which of them somebody stands. */
export type Side = { title: string; lines: { key: string; label: string }[]; several: boolean; keysOf: (given: Given) => string[] };

/** Null for a question of which no table can be made. */
export function questionSide(question: Question): Side | null {
  const { key, title } = question;
  const side = (lines: Side['lines'], keysOf: (answer: SurveyAnswer) => string[], several = false): Side => ({
    title,
    lines,
    several,
    keysOf: (given) => {
      const answer = answerTo(given, key);
      return answer === undefined ? [] : keysOf(answer);
    },
  });
  switch (question.type) {
    case 'single':
    case 'multiple': {
      const lines = [
        ...question.options.map((option) => ({ key: option.key, label: option.label })),
        ...(question.allowOther ? [{ key: otherChoice, label: 'Khác' }] : []),
      ];
      return side(
        lines,
        (answer) => (answer.type === 'single' ? [answer.choice] : answer.type === 'multiple' ? answer.choices : []),
        question.type === 'multiple',
      );
    }
    case 'scale':
    case 'rating': {
      const [from, to] = question.type === 'rating' ? [1, 5] : [question.from, question.to];
      const lines = Array.from({ length: to - from + 1 }, (_, place) => from + place).map((value) => {
        const label = stepLabel(question, value);
        return {
          key: String(value),
          label: label === '' || label.startsWith(`${value} `) ? label || String(value) : `${value} – ${label}`,
        };
      });
      return side(lines, (answer) => (answer.type === 'scale' || answer.type === 'rating' ? [String(answer.value)] : []));
    }
    case 'consent':
      return side(
        [
          { key: agreed, label: 'Đồng ý' },
          { key: declined, label: 'Không đồng ý' },
        ],
        (answer) => (answer.type === 'consent' ? [answer.agreed ? agreed : declined] : []),
      );
    default:
      return null;
  }
}
