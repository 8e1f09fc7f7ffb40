import type { ReplyOf } from 'backend/contracts/endpoint';
import type { SurveyForm } from 'backend/contracts/survey-questions';
import { readSurvey } from 'backend/contracts/surveys';
import { useEffect } from 'react';
import type { CallFailure } from '../../api.js';
import { ownKey, remember, remembered } from '../../storage.js';
import { useApi } from '../../use-api.js';

export type ReadSurvey = ReplyOf<typeof readSurvey>;
export type Standing = ReadSurvey['standing'];
/** A survey whose questions can be shown. */
export type AskedSurvey = Omit<ReadSurvey, 'standing' | 'form'> & { form: SurveyForm };

const keyOf = (id: string) => ownKey(`survey-form.${id}`);

function isAsked(value: unknown): value is AskedSurvey {
  if (typeof value !== 'object' || value === null) return false;
  const kept = value as Partial<AskedSurvey>;
  return (
    typeof kept.id === 'string' &&
    typeof kept.title === 'string' &&
    typeof kept.closesAt === 'string' &&
    typeof kept.version === 'number' &&
    Array.isArray(kept.form?.sections)
  );
}

/** The questions as last read on this phone. */
export function keptSurvey(id: string): AskedSurvey | null {
  const kept = remembered(keyOf(id));
  return isAsked(kept) && kept.id === id ? kept : null;
}

type Loaded =
  | { kind: 'loading' }
  | { kind: 'failed'; failure: CallFailure; retry: () => void }
  /** `standing` null: there is no network, and the questions are those read before. */
  | { kind: 'ready'; survey: ReadSurvey | AskedSurvey; standing: Standing | null; again: () => Promise<unknown> };

/** A survey with its questions and where the person stands; without a network, the questions as last read on this phone. */
export function useSurvey(id: string): Loaded {
  const read = useApi(readSurvey, { params: { id } }, { revalidateOnFocus: false });
  const { data, error, mutate } = read;

  useEffect(() => {
    if (data === undefined || data.form === null) return;
    const { standing: _, ...survey } = data;
    remember(keyOf(id), survey);
  }, [data, id]);

  if (data !== undefined) return { kind: 'ready', survey: data, standing: data.standing, again: () => mutate() };
  const mayWait = error !== undefined && (error.code === 'offline' || error.status >= 500);
  const copy = mayWait || !navigator.onLine ? keptSurvey(id) : null;
  if (copy !== null) return { kind: 'ready', survey: copy, standing: null, again: () => mutate() };
  return error === undefined ? { kind: 'loading' } : { kind: 'failed', failure: error, retry: () => void mutate() };
}
