import { describe, expect, it } from 'vitest';
import { CallFailure } from '../../api.js';
import { createDraftSaver, type Saved } from './draft-saver.js';
import { newSurveyDraft, type SurveyDraft } from './survey-draft.js';

/** A saver whose requests end as told, and whose clock is moved by hand. */
function setUp(answers: (Saved | CallFailure)[]) {
  let draft: SurveyDraft | null = newSurveyDraft({ id: 'a', title: '', closesAt: '', version: 1 });
  let now = 0;
  let ends = 0;
  const met: number[] = [];
  const timers: { at: number; then: () => void; off: boolean }[] = [];
  const gates: (() => void)[] = [];
  const saved: SurveyDraft[] = [];
  const change = (part: Partial<SurveyDraft>) => {
    if (draft !== null) draft = { ...draft, ...part };
  };
  const saver = createDraftSaver({
    draft: () => draft,
    change,
    save: async (current) => {
      saved.push(current);
      await new Promise<void>((open) => gates.push(open));
      const answer = answers.shift() ?? { kind: 'saved', revision: current.revision + 1 };
      if (answer instanceof CallFailure) throw answer;
      return answer;
    },
    meet: async ({ revision }) => {
      met.push(revision);
      change({ revision });
    },
    onEnd: () => {
      ends += 1;
    },
    later: (milliseconds, then) => {
      const timer = { at: now + milliseconds, then, off: false };
      timers.push(timer);
      return () => {
        timer.off = true;
      };
    },
  });
  const settled = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return {
    saver,
    saved,
    met,
    ends: () => ends,
    draft: () => draft,
    change,
    answer(value: number) {
      change({ answers: { sao: { type: 'rating', value } }, unsaved: true });
      saver.touch();
    },
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

describe('answers kept at the commune', () => {
  it('are saved once the person pauses, in one request', async () => {
    const { answer, pass, arrive, saved, draft } = setUp([]);
    answer(1);
    await pass(1_000);
    answer(2);
    await pass(1_000);
    expect(saved).toHaveLength(0);
    await pass(1_000);
    await arrive();
    expect(saved.map(({ answers }) => answers)).toEqual([{ sao: { type: 'rating', value: 2 } }]);
    expect(draft()).toMatchObject({ revision: 1, unsaved: false });
    await pass(600_000);
    expect(saved).toHaveLength(1);
  });

  it('are saved again when something was answered meanwhile, one request at a time', async () => {
    const { answer, pass, arrive, saved, draft } = setUp([]);
    answer(1);
    await pass(2_000);
    answer(2);
    await pass(2_000);
    expect(saved).toHaveLength(1);
    await arrive();
    expect(draft()).toMatchObject({ revision: 1, unsaved: true });
    await pass(2_000);
    await arrive();
    expect(saved.map(({ revision }) => revision)).toEqual([0, 1]);
    expect(draft()?.unsaved).toBe(false);
  });

  it('are put together with what another phone saved, and saved again', async () => {
    const theirs = { revision: 7, answers: {}, times: {}, at: null, mediaDraft: null };
    const { answer, pass, arrive, saved, met, draft } = setUp([{ kind: 'conflict', draft: theirs }]);
    answer(1);
    await pass(2_000);
    await arrive();
    await pass(0);
    await arrive();
    expect([met, saved.map(({ revision }) => revision), draft()?.revision]).toEqual([[7], [0, 7], 8]);
  });

  it('are tried again without a network, seldom, and at once when it is back', async () => {
    const { saver, answer, pass, arrive, saved } = setUp([new CallFailure('offline', 0), new CallFailure('offline', 0)]);
    answer(1);
    await pass(2_000);
    await arrive();
    await pass(10_000);
    await arrive();
    expect(saved).toHaveLength(2);
    saver.onOnline();
    await arrive();
    expect(saved).toHaveLength(3);
  });

  it('wait as long as the commune asks', async () => {
    const { answer, pass, arrive, saved } = setUp([new CallFailure('too_many_requests', 429, { retryAfter: 30 })]);
    answer(1);
    await pass(2_000);
    await arrive();
    await pass(29_000);
    expect(saved).toHaveLength(1);
    await pass(1_000);
    expect(saved).toHaveLength(2);
  });

  it.each<[Saved | CallFailure, number]>([
    [{ kind: 'answered' }, 1],
    [new CallFailure('survey_closed', 409), 1],
    [new CallFailure('survey_version_changed', 409), 1],
    [new CallFailure('invalid_request', 400), 0],
  ])('are not tried again after %o', async (reply, told) => {
    const { answer, pass, arrive, saved, ends } = setUp([reply]);
    answer(1);
    await pass(2_000);
    await arrive();
    await pass(600_000);
    expect([saved.length, ends()]).toEqual([1, told]);
  });

  it('stay on the phone while they are on their way, or change what was sent', async () => {
    for (const part of [{ queued: true }, { change: true }]) {
      const { answer, pass, saved, change } = setUp([]);
      change(part);
      answer(1);
      await pass(2_000);
      expect(saved).toHaveLength(0);
    }
  });
});
