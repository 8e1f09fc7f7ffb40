import type { SurveyAnswers } from 'backend/contracts/survey-questions';
import type { Times } from './survey-draft.js';

/** A slot of this phone's shelf has 16 letters, an id of the commune's 24. */
export const isSlot = (key: string): boolean => /^[0-9a-f]{16}$/.test(key);

type Shelved = { slot: string; uploadedId: string | null };

const mapped = (answers: SurveyAnswers, of: (key: string) => string[]): SurveyAnswers =>
  Object.fromEntries(
    Object.entries(answers).map(([key, answer]) => [
      key,
      answer.type === 'photo' ? { ...answer, mediaIds: answer.mediaIds.flatMap(of) } : answer,
    ]),
  );

/** The slots of this phone that answers name. */
export function slotsIn(answers: SurveyAnswers): string[] {
  return Object.values(answers).flatMap((answer) => (answer.type === 'photo' ? answer.mediaIds.filter(isSlot) : []));
}

/** Whether any photograph is among the answers. */
export const hasPhotos = (answers: SurveyAnswers): boolean =>
  Object.values(answers).some((answer) => answer.type === 'photo' && answer.mediaIds.length > 0);

/** As the commune knows them: what has not arrived there is left out. */
export function withIds(answers: SurveyAnswers, shelf: readonly Shelved[]): SurveyAnswers {
  const ids = new Map(shelf.map(({ slot, uploadedId }) => [slot, uploadedId]));
  return mapped(answers, (key) => {
    const id = isSlot(key) ? ids.get(key) : key;
    return id ? [id] : [];
  });
}

/** As this phone knows them: what lies on its own shelf is named by its slot. */
export function withSlots(answers: SurveyAnswers, shelf: readonly Shelved[]): SurveyAnswers {
  const slots = new Map(shelf.flatMap(({ slot, uploadedId }) => (uploadedId === null ? [] : [[uploadedId, slot] as const])));
  return mapped(answers, (key) => [slots.get(key) ?? key]);
}

/** Without the answers of which a photograph has not arrived: another phone would take what is missing for taken back. */
export function settledOnly(
  told: { answers: SurveyAnswers; times: Times },
  shelf: readonly Shelved[],
): { answers: SurveyAnswers; times: Times } {
  const there = new Set(shelf.flatMap(({ slot, uploadedId }) => (uploadedId === null ? [] : [slot])));
  const waits = new Set(
    Object.entries(told.answers).flatMap(([key, answer]) =>
      answer.type === 'photo' && answer.mediaIds.some((one) => isSlot(one) && !there.has(one)) ? [key] : [],
    ),
  );
  const without = <T>(record: { [key: string]: T }) => Object.fromEntries(Object.entries(record).filter(([key]) => !waits.has(key)));
  return { answers: withIds(without(told.answers), shelf), times: without(told.times) };
}
