import type { AnonymousReceipt, ConfirmedSign, Receipt } from 'backend/contracts/feedback';
import { CallFailure } from '../../api.js';
import type { Draft } from './draft.js';
import type { Outcome } from './send-report.js';

/** Where a report is on its way; the screens show it, whichever of them is open. */
export type Sending =
  | { kind: 'idle' }
  | { kind: 'sending'; done: number; of: number }
  /** Goes on by itself when the network is back, or at a press. */
  | { kind: 'offline' }
  /** Goes on by itself at that instant (milliseconds). */
  | { kind: 'waiting'; until: number }
  | { kind: 'confirm'; sign: ConfirmedSign }
  | { kind: 'stopped' }
  | { kind: 'medium'; slot: string; failure: CallFailure }
  | { kind: 'faults'; fields: Readonly<Record<string, string>>; failure: CallFailure }
  | { kind: 'incomplete' }
  | { kind: 'failed'; failure: CallFailure }
  | { kind: 'sent'; receipt: Receipt; earlier: boolean }
  /** The code is here and nowhere else. */
  | { kind: 'sent_anonymously'; receipt: AnonymousReceipt; earlier: boolean };

type Deps = {
  /** The draft as it now is; null when there is none. */
  draft: () => Draft | null;
  /** Keeps a change of the draft. */
  change: (part: Partial<Draft>) => void;
  /** Forgets draft and media. */
  drop: () => void;
  send: (draft: Draft, onProgress: (done: number, of: number) => void) => Promise<Outcome>;
  now: () => number;
  /** Does something later; answers how to call it off. */
  later: (milliseconds: number, then: () => void) => () => void;
};

/** Between two tries of its own without an answer: soon at first, then seldom. */
const pauses = [10_000, 20_000, 40_000, 60_000] as const;

/** Takes one draft to the commune, once, however often and from wherever it is told to. */
export function createSender({ draft, change, drop, send, now, later }: Deps) {
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
    switch (outcome.kind) {
      case 'offline':
        show({ kind: 'offline' });
        again(pauses[Math.min(tries, pauses.length - 1)] ?? 60_000);
        tries += 1;
        return;
      case 'wait':
        show({ kind: 'waiting', until: now() + outcome.seconds * 1000 });
        again(outcome.seconds * 1000);
        return;
      case 'sent':
        show(outcome);
        drop();
        return;
      case 'sent_anonymously':
        // The draft waits until the code was on the screen: without it the code could not be had again.
        show(outcome);
        return;
      default:
        change({ queued: false });
        show(outcome.kind === 'medium' ? { kind: 'medium', slot: outcome.medium.slot, failure: outcome.failure } : outcome);
    }
  }

  /** Sends, or goes on sending. A second press while it is under way, or after it arrived, does nothing. */
  async function start(): Promise<void> {
    const current = draft();
    if (underWay || current === null || state.kind === 'sent' || state.kind === 'sent_anonymously') return;
    underWay = true;
    callOff();
    if (!current.queued) change({ queued: true });
    show({ kind: 'sending', done: 0, of: 0 });
    const outcome = await send(draft() ?? current, (done, of) => show({ kind: 'sending', done, of })).catch(
      (): Outcome => ({ kind: 'failed', failure: new CallFailure('internal', 0) }),
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
    /** The code was on the screen: nothing of a report without a name stays on the phone. */
    onCodeShown(): void {
      if (state.kind === 'sent_anonymously') drop();
    },
    /** The receipt was read: the next report may begin. */
    finish(): void {
      if (state.kind === 'sent' || state.kind === 'sent_anonymously') show({ kind: 'idle' });
    },
  };
}

export type Sender = ReturnType<typeof createSender>;
