import type { SurveyAnswer, SurveyAnswers } from 'backend/contracts/survey-questions';
import type { Times } from './survey-draft.js';

/** Answers with when each was given or taken back. */
export type Told = { answers: SurveyAnswers; times: Times };

const own = <T>(record: { readonly [key: string]: T }, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Nothing was ever said: earlier than everything that was. */
const never = -1;

function timeIn({ answers, times }: Told, key: string): number {
  return own(times, key) ?? (Object.hasOwn(answers, key) ? 0 : never);
}

const same = (one: SurveyAnswer | undefined, other: SurveyAnswer | undefined) => JSON.stringify(one) === JSON.stringify(other);

/**
 * What was answered on two phones, question by question the later; at the same time what the phone in hand says. `taken`: the questions where the
 * other phone's answer stands now and is another one.
 */
export function merged(mine: Told, theirs: Told): Told & { taken: string[] } {
  const keys = [mine, theirs].flatMap(({ answers, times }) => [...Object.keys(answers), ...Object.keys(times)]);
  const answers: SurveyAnswers = {};
  const times: Times = {};
  const taken: string[] = [];
  for (const key of new Set(keys)) {
    const [ours, others] = [timeIn(mine, key), timeIn(theirs, key)];
    const later = others > ours ? theirs : mine;
    const answer = own(later.answers, key);
    if (answer !== undefined) answers[key] = answer;
    const time = Math.max(ours, others);
    if (time > 0) times[key] = time;
    if (later === theirs && !same(answer, own(mine.answers, key))) taken.push(key);
  }
  return { answers, times, taken };
}
