import { describe, expect, it } from 'vitest';
import { CallFailure } from '../../api.js';
import type { Outcome } from './send-survey.js';
import { newSurveyDraft, type SurveyDraft } from './survey-draft.js';
import { createSurveySender } from './survey-sender.js';

const sent: Outcome = { kind: 'sent', changed: false, mayChange: true, earlier: false };

/** A sender whose sendings end as told, and whose clock is moved by hand. */
function setUp(outcomes: (Outcome | Error)[], begun: Partial<SurveyDraft> = {}) {
  let draft: SurveyDraft | null = { ...newSurveyDraft({ id: 'a', title: '', closesAt: '', version: 1 }), ...begun };
  let now = 0;
  const timers: { at: number; then: () => void; off: boolean }[] = [];
  const gates: (() => void)[] = [];
  let sendings = 0;
  const sender = createSurveySender({
    draft: () => draft,
    change: (part) => {
      if (draft !== null) draft = { ...draft, ...part };
    },
    drop: () => {
      draft = null;
    },
    send: async () => {
      sendings += 1;
      await new Promise<void>((open) => gates.push(open));
      const outcome = outcomes.shift() ?? sent;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    now: () => now,
    later: (milliseconds, then) => {
      const timer = { at: now + milliseconds, then, off: false };
      timers.push(timer);
      return () => {
        timer.off = true;
      };
    },
  });
  const settled = async () => {
    for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
  };
  return {
    sender,
    draft: () => draft,
    sendings: () => sendings,
    /** Lets what is under way come to its end. */
    async arrive() {
      await settled();
      gates.shift()?.();
      await settled();
    },
    async pass(milliseconds: number) {
      now += milliseconds;
      for (const timer of timers.splice(0)) {
        if (timer.off) continue;
        if (timer.at <= now) timer.then();
        else timers.push(timer);
      }
      await settled();
    },
  };
}

describe('the way of answers to the commune', () => {
  it('is begun once, however often the button is pressed, and leaves nothing on the phone at its end', async () => {
    const { sender, arrive, sendings, draft } = setUp([sent]);
    void sender.start();
    void sender.start();
    await arrive();
    expect([sender.state(), draft()]).toEqual([sent, null]);
    void sender.start();
    expect(sendings()).toBe(1);
    sender.finish();
    expect(sender.state()).toEqual({ kind: 'idle' });
  });

  it('goes on at once when the network is back, and by itself when the phone does not notice', async () => {
    const { sender, arrive, pass, sendings, draft } = setUp([{ kind: 'offline' }, { kind: 'offline' }, sent]);
    void sender.start();
    await arrive();
    expect([sender.state().kind, draft()?.queued]).toEqual(['offline', true]);
    sender.onOnline();
    expect(sendings()).toBe(2);
    await arrive();
    await pass(60_000);
    expect(sendings()).toBe(3);
    await arrive();
    expect(sender.state().kind).toBe('sent');
  });

  it('waits as long as the commune asks, and then goes on', async () => {
    const { sender, arrive, pass, sendings } = setUp([{ kind: 'wait', seconds: 25 }, sent]);
    void sender.start();
    await arrive();
    expect(sender.state()).toEqual({ kind: 'waiting', until: 25_000 });
    await pass(24_000);
    expect(sendings()).toBe(1);
    await pass(1_000);
    expect(sendings()).toBe(2);
  });

  it('waits for the person who changes something, but cannot be called back while it is under way', async () => {
    const { sender, arrive, pass, sendings, draft } = setUp([{ kind: 'offline' }]);
    void sender.start();
    expect(sender.hold()).toBe(false);
    await arrive();
    expect(sender.hold()).toBe(true);
    await pass(600_000);
    expect([draft()?.queued, sendings(), sender.state().kind]).toEqual([false, 1, 'idle']);
  });

  it('goes on when the app is opened again, if the person had pressed the button', () => {
    const pressed = setUp([sent], { queued: true });
    pressed.sender.resume();
    const notPressed = setUp([sent]);
    notPressed.sender.resume();
    expect([pressed.sendings(), notPressed.sendings()]).toEqual([1, 0]);
  });

  it.each<[Outcome | Error, string]>([
    [{ kind: 'outdated' }, 'outdated'],
    [{ kind: 'over', failure: new CallFailure('survey_closed', 409) }, 'over'],
    [{ kind: 'faults', questions: {}, failure: new CallFailure('survey_answers_incomplete', 422) }, 'faults'],
    [new Error('the phone lost its shelf'), 'failed'],
  ])('gives the answers back to the person after %o', async (outcome, kind) => {
    const { sender, arrive, pass, draft, sendings } = setUp([outcome]);
    void sender.start();
    await arrive();
    expect([sender.state().kind, draft()?.queued]).toEqual([kind, false]);
    await pass(600_000);
    expect(sendings()).toBe(1);
  });

  it('ends where another phone had sent before', async () => {
    const { sender, arrive, draft } = setUp([{ kind: 'already', mayChange: true }]);
    void sender.start();
    await arrive();
    expect([sender.state().kind, draft()]).toEqual(['already', null]);
  });
});
