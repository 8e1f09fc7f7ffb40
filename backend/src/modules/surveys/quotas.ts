import { otherChoice } from '../../contracts/survey-paths.js';
import type { SurveyAnswers } from '../../contracts/survey-questions.js';
import type { SurveyQuotas } from '../../contracts/surveys-desk.js';
import { ProblemError } from '../../http/problems.js';
import type { Saved, SlotName, Slots, SurveyAnswersStore } from './survey-answers.store.js';
import { fullWords } from './survey-problems.js';

/** One quota that somebody needs a place in. */
export type Limit = { slot: SlotName; prefix: string; most: number; words: string | null };

type Limited = { id: string; mode: string; quotas: SurveyQuotas };

/** The quotas that are known before the first question. */
export function limitsBefore({ id, quotas }: Limited, hamletKey: string | null): Limit[] {
  const ofHamlet = quotas.hamlets.find((limit) => limit.hamletKey === hamletKey);
  return [
    ...(quotas.total === null ? [] : [{ slot: 'totalSlot' as const, prefix: `${id}|t|`, most: quotas.total, words: null }]),
    ...(ofHamlet === undefined
      ? []
      : [{ slot: 'hamletSlot' as const, prefix: `${id}|h|${ofHamlet.hamletKey}|`, most: ofHamlet.most, words: 'ở xóm của ông/bà' }]),
  ];
}

/** The quota of the option that was chosen. */
export function limitOfChoice({ id, quotas }: Limited, answers: SurveyAnswers): Limit | null {
  const answer = quotas.options && Object.hasOwn(answers, quotas.options.question) ? answers[quotas.options.question] : undefined;
  if (answer?.type !== 'single') return null;
  const limit = quotas.options?.limits.find(({ option }) => option === answer.choice);
  return limit === undefined
    ? null
    : { slot: 'optionSlot', prefix: `${id}|o|${limit.option}|`, most: limit.most, words: 'cho lựa chọn ông/bà đã chọn' };
}

/** Every quota of a survey, for the officers who watch it. */
export function allLimits(
  { id, quotas }: Limited,
  names: { hamlet: (key: string) => string; option: (key: string) => string },
): (Limit & { name: string })[] {
  return [
    ...(quotas.total === null
      ? []
      : [{ slot: 'totalSlot' as const, prefix: `${id}|t|`, most: quotas.total, words: null, name: 'Cả khảo sát' }]),
    ...quotas.hamlets.map(({ hamletKey, most }) => ({
      slot: 'hamletSlot' as const,
      prefix: `${id}|h|${hamletKey}|`,
      most,
      words: null,
      name: names.hamlet(hamletKey),
    })),
    ...(quotas.options?.limits ?? []).map(({ option, most }) => ({
      slot: 'optionSlot' as const,
      prefix: `${id}|o|${option}|`,
      most,
      words: null,
      name: option === otherChoice ? 'Khác' : names.option(option),
    })),
  ];
}

const mostTries = 500;

type Deps = { store: Pick<SurveyAnswersStore, 'takenNumbers'>; randomInteger: (below: number) => number };

/**
 * Places of quotas are numbered and each number is a unique key: whatever happens at once, none is given twice, and a crash leaves nothing taken. The
 * number is drawn among the free ones, so that it does not tell who came first.
 */
export function quotasOf({ store, randomInteger }: Deps) {
  const full = ({ words }: Limit) => new ProblemError('survey_full', fullWords(words));

  async function freeNumber(anonymous: boolean, limit: Limit): Promise<number> {
    const taken = await store.takenNumbers(anonymous, limit.slot, limit.prefix);
    const free = Array.from({ length: limit.most }, (_, place) => place + 1).filter((number) => !taken.has(number));
    const number = free[randomInteger(Math.max(free.length, 1))];
    if (number === undefined) throw full(limit);
    return number;
  }

  return {
    /** Which of these is used up; null when none is. */
    async fullOf(anonymous: boolean, limits: readonly Limit[]): Promise<Limit | null> {
      for (const limit of limits) if ((await store.takenNumbers(anonymous, limit.slot, limit.prefix)).size >= limit.most) return limit;
      return null;
    },
    /** Saves with a place in each of these; throws `survey_full` naming the one that has none. */
    async placed<Other extends { kind: string }>(
      anonymous: boolean,
      limits: readonly Limit[],
      save: (slots: Slots) => Promise<Saved | Other>,
    ): Promise<Exclude<Saved, { kind: 'slot_taken' }> | Other> {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const slots: Slots = {};
        for (const limit of limits) slots[limit.slot] = `${limit.prefix}${await freeNumber(anonymous, limit)}`;
        const outcome = await save(slots);
        if (outcome.kind !== 'slot_taken') return outcome as Exclude<Saved, { kind: 'slot_taken' }> | Other;
      }
      throw new Error('places of a quota kept being taken');
    },
  };
}
