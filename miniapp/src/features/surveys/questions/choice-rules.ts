import { otherChoice } from 'backend/contracts/survey-paths';
import type { QuestionOf } from 'backend/contracts/survey-questions';
import type { AnswerOf } from './question-props.js';

type Multiple = Pick<QuestionOf<'multiple'>, 'options' | 'max' | 'allowOther'>;

/** The answer after a box was pressed: what is chosen alone puts the others away, and the others put it away; in the order of the question. */
export function pressed(question: Multiple, value: AnswerOf<'multiple'> | undefined, key: string): AnswerOf<'multiple'> | undefined {
  const before = value?.choices ?? [];
  const alone = new Set(question.options.filter(({ exclusive }) => exclusive).map((option) => option.key));
  const after = before.includes(key)
    ? before.filter((one) => one !== key)
    : alone.has(key)
      ? [key]
      : [...before.filter((one) => !alone.has(one)), key];
  if (after.length === 0) return undefined;
  const order = [...question.options.map((option) => option.key), otherChoice];
  const choices = order.filter((one) => after.includes(one));
  return { type: 'multiple', choices, other: choices.includes(otherChoice) ? (value?.other ?? '') : '' };
}

/** As many are chosen as may be: another one must be put away first. One that is chosen alone can always be pressed. */
export function isFull({ max, options }: Multiple, choices: readonly string[]): boolean {
  return max !== null && choices.length >= max && !options.some(({ key, exclusive }) => exclusive && choices.includes(key));
}

/** How many may be chosen, in words; null when any number. */
export function howMany({ min, max }: Pick<QuestionOf<'multiple'>, 'min' | 'max'>): string | null {
  if (max !== null && min === max) return `Chọn đúng ${max} ý.`;
  if (max !== null) return min > 1 ? `Chọn từ ${min} đến ${max} ý.` : `Chọn nhiều nhất ${max} ý.`;
  return min > 1 ? `Chọn ít nhất ${min} ý.` : 'Có thể chọn nhiều ý.';
}

/** An order after one of it was moved up (-1) or down (1); the same when there is no room. */
export function moved(order: readonly string[], key: string, by: -1 | 1): string[] {
  const from = order.indexOf(key);
  const to = from + by;
  if (from === -1 || to < 0 || to >= order.length) return [...order];
  const after = order.filter((one) => one !== key);
  after.splice(to, 0, key);
  return after;
}
