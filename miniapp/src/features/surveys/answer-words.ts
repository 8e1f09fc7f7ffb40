import { otherChoice } from 'backend/contracts/survey-paths';
import type { Question, SurveyAnswer } from 'backend/contracts/survey-questions';
import { longDate } from '../../days.js';
import { stepsOf } from './questions/scale-steps.js';

const labelOf = (named: readonly { key: string; label: string }[], key: string): string =>
  named.find((one) => one.key === key)?.label ?? '';

/** An answer in words, a line each; none when nothing was said. */
export function answerWords(question: Question, answer: SurveyAnswer | undefined): string[] {
  // Left from an earlier version of the questions.
  if (answer?.type !== question.type) return [];
  if (question.type === 'single' && answer?.type === 'single')
    return [answer.choice === otherChoice ? `Khác: ${answer.other.trim()}` : labelOf(question.options, answer.choice)];
  if (question.type === 'multiple' && answer?.type === 'multiple')
    return answer.choices.map((key) => (key === otherChoice ? `Khác: ${answer.other.trim()}` : labelOf(question.options, key)));
  if (question.type === 'scale' && answer?.type === 'scale') {
    const label = stepsOf(question).find(({ value }) => value === answer.value)?.label ?? '';
    return [label === '' ? `Mức ${answer.value}` : `Mức ${answer.value}: ${label}`];
  }
  if (question.type === 'matrix' && answer?.type === 'matrix')
    return question.rows.flatMap(({ key, label }) => {
      const column = Object.hasOwn(answer.rows, key) ? answer.rows[key] : undefined;
      return column === undefined ? [] : [`${label}: ${labelOf(question.columns, column)}`];
    });
  if (answer?.type === 'rating') return [`${answer.value} trên 5 sao`];
  if (question.type === 'number' && answer?.type === 'number')
    return [`${answer.value.toLocaleString('vi-VN', { maximumFractionDigits: 3 })} ${question.unit}`.trim()];
  if (answer?.type === 'date') return [longDate(answer.value)];
  if (answer?.type === 'short_text' || answer?.type === 'long_text') return answer.text.trim() === '' ? [] : [answer.text.trim()];
  if (question.type === 'ranking' && answer?.type === 'ranking')
    return answer.order.map((key, place) => `${place + 1}. ${labelOf(question.options, key)}`);
  if (answer?.type === 'photo') return answer.mediaIds.length === 0 ? [] : [`${answer.mediaIds.length} ảnh`];
  if (answer?.type === 'consent') return [answer.agreed ? 'Tôi đồng ý' : 'Tôi không đồng ý'];
  return [];
}
