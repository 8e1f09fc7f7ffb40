import type { SurveyAnswers } from 'backend/contracts/survey-questions';
import { forget, ownKey, remember, remembered, rememberedKeys } from '../../storage.js';
import { randomMark } from '../feedback/draft.js';

/** When each question was last answered or taken back, in milliseconds of the phone's clock. */
export type Times = { [question: string]: number };

/** What somebody has answered so far. Kept on the phone at each change, so that nothing is lost by going back, closing, or losing the network. */
export type SurveyDraft = {
  id: string;
  title: string;
  closesAt: string;
  /** The version of the questions that were answered. */
  version: number;
  /** Photographs of this phone stand here under their slot, those that came from elsewhere under the commune's id. */
  answers: SurveyAnswers;
  times: Times;
  /** The question the person is at. */
  at: string | null;
  /** What the commune had when it was last heard of. */
  revision: number;
  /** Something here has not been saved at the commune. */
  unsaved: boolean;
  /** Under which photographs are uploaded: 128 random bits. */
  mark: string;
  /** What was sent before is being changed. */
  change: boolean;
  /** The person pressed "Gửi": it goes on its way as soon as it can. */
  queued: boolean;
  /** The last request whose fate is not known, with the `Idempotency-Key` it has: the same answers keep their key. */
  sent: { key: string; body: string } | null;
  /** Other answers left before these, and nobody knows whether they arrived. */
  doubt: boolean;
  savedAt: number;
};

export const emptySurveyDraft: Omit<SurveyDraft, 'id' | 'title' | 'closesAt' | 'version' | 'mark'> = {
  answers: {},
  times: {},
  at: null,
  revision: 0,
  unsaved: false,
  change: false,
  queued: false,
  sent: null,
  doubt: false,
  savedAt: 0,
};

/** A draft nobody has touched. */
export function newSurveyDraft(survey: Pick<SurveyDraft, 'id' | 'title' | 'closesAt' | 'version'>): SurveyDraft {
  const { id, title, closesAt, version } = survey;
  return { ...emptySurveyDraft, id, title, closesAt, version, mark: randomMark() };
}

const prefix = 'survey-draft.';
const keyOf = (id: string) => ownKey(prefix + id);

function isDraft(value: unknown): value is SurveyDraft {
  if (typeof value !== 'object' || value === null) return false;
  const kept = value as Partial<SurveyDraft>;
  return (
    typeof kept.id === 'string' &&
    typeof kept.title === 'string' &&
    typeof kept.closesAt === 'string' &&
    typeof kept.version === 'number' &&
    typeof kept.mark === 'string' &&
    typeof kept.answers === 'object' &&
    kept.answers !== null
  );
}

/** The kept draft of the person who holds the phone. */
export function keptSurveyDraft(id: string): SurveyDraft | null {
  const kept = remembered(keyOf(id));
  return isDraft(kept) && kept.id === id ? { ...emptySurveyDraft, ...kept } : null;
}

export function keepSurveyDraft(draft: SurveyDraft): void {
  remember(keyOf(draft.id), draft);
}

export function dropSurveyDraft(id: string): void {
  forget(keyOf(id));
}

/** Every draft of the person who holds the phone, what was touched last first. */
export function allSurveyDrafts(): SurveyDraft[] {
  const start = ownKey(prefix);
  return rememberedKeys(start)
    .flatMap((key) => keptSurveyDraft(key.slice(start.length)) ?? [])
    .sort((one, other) => other.savedAt - one.savedAt);
}

/** How long what can no longer be sent stays on the phone after closing, so that its end can be told, in milliseconds. */
const lifeAfterClosing = 7 * 24 * 3_600_000;

/** Forgets answers and questions of surveys that closed, whoever's they are. */
export function sweepSurveys(now: number): void {
  for (const key of rememberedKeys('of.').filter((one) => /\.survey-(draft|form)\.[^.]*$/.test(one))) {
    const kept = remembered(key);
    const closesAt = typeof kept === 'object' && kept !== null && 'closesAt' in kept ? Date.parse(String(kept.closesAt)) : Number.NaN;
    if (!(closesAt + lifeAfterClosing > now)) forget(key);
  }
}
