import { describe, expect, it } from 'vitest';
import { CallFailure } from '../../api.js';
import { type Draft, emptyDraft } from './draft.js';
import type { Outcome } from './send-report.js';
import { createSender } from './sender.js';

const receipt = { id: 'a', code: 'PA-1234-5678', filedAt: '2026-12-01T01:00:00Z', promisedOn: '2026-12-08' };
const sent: Outcome = { kind: 'sent', receipt, earlier: false };

/** A sender whose sendings end as told, and whose clock is moved by hand. */
function setUp(outcomes: (Outcome | Error)[], begun: Partial<Draft> = {}) {
  let draft: Draft | null = { ...emptyDraft('report'), savedAt: 1, ...begun };
  let now = 0;
  const timers: { at: number; then: () => void; off: boolean }[] = [];
  const gates: (() => void)[] = [];
  let sendings = 0;
  const sender = createSender({
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
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
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

describe('the way of a draft to the commune', () => {
  it('is begun once, however often the button is pressed, and ended once', async () => {
    const { sender, arrive, sendings, draft } = setUp([sent]);
    void sender.start();
    void sender.start();
    await arrive();
    expect(sender.state()).toEqual(sent);
    expect(draft()).toBeNull();
    void sender.start();
    expect(sendings()).toBe(1);
  });

  it('goes on at once when the network is back, and by itself when the phone does not notice', async () => {
    const { sender, arrive, pass, sendings } = setUp([{ kind: 'offline' }, { kind: 'offline' }, sent]);
    void sender.start();
    await arrive();
    expect(sender.state().kind).toBe('offline');
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
    sender.onOnline();
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
    expect(draft()?.queued).toBe(false);
    await pass(600_000);
    expect(sendings()).toBe(1);
    expect(sender.state().kind).toBe('idle');
  });

  it('goes on when the app is opened again, if the person had pressed the button', async () => {
    const pressed = setUp([sent], { queued: true });
    pressed.sender.resume();
    expect(pressed.sendings()).toBe(1);
    const notPressed = setUp([sent]);
    notPressed.sender.resume();
    expect(notPressed.sendings()).toBe(0);
  });

  it('keeps a draft without a name until its code was on the screen, and the code until it was read', async () => {
    const outcome: Outcome = {
      kind: 'sent_anonymously',
      receipt: { trackingCode: 'ABCD-EFGH-JKLM', filedAt: receipt.filedAt, promisedOn: null },
      earlier: false,
    };
    const { sender, arrive, draft } = setUp([outcome]);
    void sender.start();
    await arrive();
    expect(draft()).not.toBeNull();
    sender.onCodeShown();
    expect(draft()).toBeNull();
    expect(sender.state()).toEqual(outcome);
    sender.finish();
    expect(sender.state()).toEqual({ kind: 'idle' });
  });

  it.each<[Outcome | Error, string]>([
    [{ kind: 'confirm', sign: 'complaint' }, 'confirm'],
    [{ kind: 'stopped' }, 'stopped'],
    [{ kind: 'incomplete' }, 'incomplete'],
    [{ kind: 'failed', failure: new CallFailure('category_unknown', 422) }, 'failed'],
    [new Error('the phone lost its shelf'), 'failed'],
  ])('gives the draft back to the person after %o', async (outcome, kind) => {
    const { sender, arrive, pass, draft, sendings } = setUp([outcome]);
    void sender.start();
    await arrive();
    expect(sender.state().kind).toBe(kind);
    expect(draft()?.queued).toBe(false);
    await pass(600_000);
    expect(sendings()).toBe(1);
  });
});
