import type { RequestOf } from 'backend/contracts/endpoint';
import type { answerSatisfaction, Facts, Levels } from 'backend/contracts/satisfaction';
import { forget, ownKey, remember, remembered } from '../../storage.js';

type AnswerBody = RequestOf<typeof answerSatisfaction>['body'];

/** What somebody has answered so far. Kept on the phone at each press, so that nothing is lost by going back, closing, or losing the network. */
export type SatisfactionDraft = {
  levels: Levels;
  facts: Facts;
  words: string;
  /** The key of the last request sent and the body it stood for: the same answers keep their key, changed ones get a new one. */
  sent: { key: string; body: string } | null;
};

export const emptyDraft: SatisfactionDraft = { levels: {}, facts: {}, words: '', sent: null };

const keyOf = (id: string) => ownKey(`satisfaction.${id}`);
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function isDraft(value: unknown): value is SatisfactionDraft {
  return (
    isRecord(value) &&
    isRecord(value.levels) &&
    Object.values(value.levels).every((level) => typeof level === 'number' && level >= 0 && level <= 5) &&
    isRecord(value.facts) &&
    typeof value.words === 'string'
  );
}

export function loadDraft(id: string): SatisfactionDraft {
  const kept = remembered(keyOf(id));
  return isDraft(kept) ? { ...emptyDraft, ...kept } : emptyDraft;
}

export const keepDraft = (id: string, draft: SatisfactionDraft): void => remember(keyOf(id), draft);
export const dropDraft = (id: string): void => forget(keyOf(id));

/** The request of a draft: only what is asked now, and no apology where nothing was late. Text goes in NFC, as the server counts letters. */
export function answersOf({ levels, facts, words }: SatisfactionDraft, asked: readonly string[]): AnswerBody {
  const { apology, ...others } = facts;
  return {
    levels: Object.fromEntries(Object.entries(levels).filter(([key]) => asked.includes(key))) as Levels,
    facts: { ...others, ...(others.late === 'yes' && apology !== undefined && { apology }) },
    words: words.normalize('NFC').trim(),
  };
}

/** The draft with the key under which this body may be sent again and again. */
export function withKey(
  draft: SatisfactionDraft,
  body: AnswerBody,
  newKey: () => string,
): SatisfactionDraft & { sent: { key: string; body: string } } {
  const text = JSON.stringify(body);
  return { ...draft, sent: draft.sent?.body === text ? draft.sent : { key: newKey(), body: text } };
}
