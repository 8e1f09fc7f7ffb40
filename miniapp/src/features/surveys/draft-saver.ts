import type { SurveyDraftState } from 'backend/contracts/surveys';
import type { CallFailure } from '../../api.js';
import { asFailure } from './send-survey.js';
import type { SurveyDraft } from './survey-draft.js';
import { pauses } from './survey-sender.js';

/** What the commune said to answers that were to be kept there. */
export type Saved = { kind: 'saved'; revision: number } | { kind: 'conflict'; draft: SurveyDraftState } | { kind: 'answered' };

type Deps = {
  draft: () => SurveyDraft | null;
  change: (part: Partial<SurveyDraft>) => void;
  save: (draft: SurveyDraft) => Promise<Saved>;
  /** Another phone saved meanwhile: both are put together, and saved again. */
  meet: (theirs: SurveyDraftState) => Promise<void>;
  /** The commune takes nothing more to keep: sent from another phone, closed, other questions. Whoever shows the survey reads it again. */
  onEnd: () => void;
  later: (milliseconds: number, then: () => void) => () => void;
};

/** How long somebody pauses before what they answered is saved, in milliseconds. */
const calm = 1_500;

/** Keeps the answers to one survey at the commune as they are given, so that another phone can go on with them. One request at a time. */
export function createDraftSaver({ draft, change, save, meet, onEnd, later }: Deps) {
  let underWay: Promise<void> | null = null;
  let tries = 0;
  let callOff: () => void = () => undefined;

  function again(milliseconds: number): void {
    callOff();
    callOff = later(milliseconds, () => void flush());
  }

  function onFailure(failure: CallFailure): void {
    if (failure.code === 'too_many_requests') again(Math.max(1, failure.retryAfter ?? 60) * 1000);
    else if (failure.code === 'offline' || failure.isPassing || failure.status >= 500) {
      again(pauses[Math.min(tries, pauses.length - 1)] ?? 60_000);
      tries += 1;
    }
    // Anything else stays on this phone until it is changed or sent; a survey that ended says so when it is read.
    else if (failure.code.startsWith('survey_')) onEnd();
  }

  async function once(current: SurveyDraft): Promise<void> {
    try {
      const reply = await save(current);
      tries = 0;
      if (reply.kind === 'answered') return onEnd();
      if (reply.kind === 'conflict') {
        await meet(reply.draft);
        return again(0);
      }
      const now = draft();
      const isSame = now?.answers === current.answers && now.at === current.at;
      change({ revision: reply.revision, ...(isSame ? { unsaved: false } : {}) });
      if (!isSame) again(calm);
    } catch (error) {
      onFailure(asFailure(error));
    }
  }

  /** Saves now what is not saved yet. Nothing leaves while the answers are being sent, or what was sent is changed. */
  async function flush(): Promise<void> {
    if (underWay !== null) return underWay;
    const current = draft();
    if (current === null || !current.unsaved || current.queued || current.change) return;
    callOff();
    underWay = once(current).finally(() => {
      underWay = null;
    });
    return underWay;
  }

  return {
    /** Something was answered: it is saved once the person pauses. */
    touch: () => again(calm),
    flush,
    /** The network is back. */
    onOnline(): void {
      tries = 0;
      void flush();
    },
    /** Nothing is saved by itself any more until something is answered. */
    stop: () => callOff(),
  };
}

export type DraftSaver = ReturnType<typeof createDraftSaver>;
