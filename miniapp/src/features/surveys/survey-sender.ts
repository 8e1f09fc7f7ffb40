import type { CallFailure } from '../../api.js';
import { asFailure, type Outcome } from './send-survey.js';
import type { SurveyDraft } from './survey-draft.js';

/** Where answers are on their way; the screens show it, whichever of them is open. */
export type Sending =
  | { kind: 'idle' }
  | { kind: 'sending' }
  /** Goes on by itself when the network is back, or at a press. */
  | { kind: 'offline' }
  /** Goes on by itself at that instant (milliseconds). */
  | { kind: 'waiting'; until: number }
  | Exclude<Outcome, { kind: 'offline' } | { kind: 'wait' }>;

type Deps = {
  /** The draft as it now is; null when there is none. */
  draft: () => SurveyDraft | null;
  /** Keeps a change of the draft. */
  change: (part: Partial<SurveyDraft>) => void;
  /** Forgets draft and photographs. */
  drop: () => void;
  send: (draft: SurveyDraft) => Promise<Outcome>;
  now: () => number;
  /** Does something later; answers how to call it off. */
  later: (milliseconds: number, then: () => void) => () => void;
};

/** Between two tries of its own without an answer: soon at first, then seldom. */
export const pauses = [10_000, 20_000, 40_000, 60_000] as const;

const isEnd = ({ kind }: Sending) => kind === 'sent' || kind === 'already';

/** Takes the answers to one survey to the commune, once, however often and from wherever it is told to. */
export function createSurveySender({ draft, change, drop, send, now, later }: Deps) {
  let state: Sending = { kind: 'idle' };
  let underWay = false;
  let tries = 0;
  let callOff: () => void = () => undefined;
  const listeners = new Set<() => void>();

  function show(next: Sending): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function again(milliseconds: number): void {
    callOff();
    callOff = later(milliseconds, () => void start());
  }

  function settle(outcome: Outcome): void {
    if (outcome.kind === 'offline') {
      show({ kind: 'offline' });
      again(pauses[Math.min(tries, pauses.length - 1)] ?? 60_000);
      tries += 1;
    } else if (outcome.kind === 'wait') {
      show({ kind: 'waiting', until: now() + outcome.seconds * 1000 });
      again(outcome.seconds * 1000);
    } else if (isEnd(outcome)) {
      show(outcome);
      drop();
    } else {
      change({ queued: false });
      show(outcome);
    }
  }

  /** Sends, or goes on sending. A second press while it is under way, or after it arrived, does nothing. */
  async function start(): Promise<void> {
    const current = draft();
    if (underWay || current === null || isEnd(state)) return;
    underWay = true;
    callOff();
    if (!current.queued) change({ queued: true });
    show({ kind: 'sending' });
    const outcome = await send(draft() ?? current).catch(
      (error): Outcome => ({ kind: 'failed', failure: asFailure(error) satisfies CallFailure }),
    );
    underWay = false;
    settle(outcome);
  }

  return {
    state: () => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start,
    /** The network is back: what waits for it goes on at once. */
    onOnline(): void {
      if (state.kind !== 'offline') return;
      tries = 0;
      void start();
    },
    /** What the person pressed before the app was closed goes on. */
    resume(): void {
      if (state.kind === 'idle' && draft()?.queued === true) void start();
    },
    /** The person changes something: nothing goes on its own any more. False while it is under way. */
    hold(): boolean {
      if (underWay) return false;
      callOff();
      tries = 0;
      if (draft()?.queued === true) change({ queued: false });
      if (state.kind !== 'idle') show({ kind: 'idle' });
      return true;
    },
    /** The thanks were read: the answers may be changed, where they may. */
    finish(): void {
      if (isEnd(state)) show({ kind: 'idle' });
    },
  };
}

export type SurveySender = ReturnType<typeof createSurveySender>;
