import type { SurveyAnswers } from 'backend/contracts/survey-questions';
import { describe, expect, it } from 'vitest';
import { CallFailure } from '../../api.js';
import type { call } from '../../session.js';
import { type Medium, memoryShelf } from '../feedback/media-shelf.js';
import { type Outcome, sendAnswers } from './send-survey.js';
import { newSurveyDraft, type SurveyDraft } from './survey-draft.js';

const [near, far] = ['a'.repeat(16), 'f'.repeat(24)];
const stars = (value: number): SurveyAnswers => ({ sao: { type: 'rating', value } });
const begun = (part: Partial<SurveyDraft> = {}): SurveyDraft => ({
  ...newSurveyDraft({ id: '0'.repeat(24), title: 'Chợ xã', closesAt: '2026-12-31T10:00:00Z', version: 1 }),
  answers: stars(4),
  queued: true,
  ...part,
});
const picture = (slot: string): Medium => ({ slot, kind: 'picture', blob: new Blob(['x']), addedAt: 1, uploadedId: null });

const lost = () => new CallFailure('offline', 0);
const refused = (code: ConstructorParameters<typeof CallFailure>[0], status = 409, more: object = {}) =>
  new CallFailure(code, status, more);

type Trouble = 'ok' | 'lost' | 'answer lost' | CallFailure;
type Body = { version: number; answers: SurveyAnswers; mediaDraft: string | null; change: boolean };

/**
 * A commune behind a bad network: `trouble` says what happens to the n-th request. Like the real one it keeps one answer of a person, answers the same
 * request with the same thanks, and changes it only when told so and only where it can.
 */
function commune(trouble: Trouble[] = [], { anonymous = false, before = null as Body | null } = {}) {
  let kept: { request: string; body: Body } | null = before && { request: 'another phone', body: before };
  let requests = 0;
  const keys: string[] = [];
  const uploaded: string[] = [];

  function through<T>(work: () => T): T {
    const now = trouble[requests] ?? 'ok';
    requests += 1;
    if (now === 'lost') throw lost();
    if (now instanceof CallFailure) throw now;
    const answer = work();
    if (now === 'answer lost') throw lost();
    return answer;
  }

  const take = (body: Body, key: string) => {
    keys.push(key);
    const request = `${key} ${JSON.stringify([body.change, body.answers])}`;
    const thanks = { kind: 'thanked', changed: body.change, mayChange: !anonymous };
    if (kept?.request === request) return thanks;
    if (kept && (anonymous || !body.change)) return { kind: 'already_answered', mayChange: !anonymous };
    kept = { request, body };
    return thanks;
  };
  return {
    deps: {
      call: (async (_endpoint: unknown, { body }: { body: Body }, { idempotencyKey = '' }: { idempotencyKey?: string }) =>
        through(() => take(body, idempotencyKey))) as unknown as typeof call,
      upload: async (_mark: string, { slot }: Medium) =>
        through(() => {
          uploaded.push(slot);
          return { id: `${slot.slice(0, 1).repeat(24)}` };
        }),
    },
    kept: () => kept?.body ?? null,
    keys: () => new Set(keys),
    uploaded,
    requests: () => requests,
  };
}

/** Sends, and again each time the way is free once more, as the sender does; `changes` are made before each further try. */
async function sentTo(there: ReturnType<typeof commune>, draft: SurveyDraft, changes: Partial<SurveyDraft>[] = [], media: Medium[] = []) {
  const shelf = memoryShelf();
  for (const medium of media) await shelf.put(medium);
  let current = draft;
  const keep = (part: Partial<SurveyDraft>) => {
    current = { ...current, ...part };
  };
  const outcomes: Outcome[] = [];
  for (let round = 0; round < 6; round += 1) {
    const outcome = await sendAnswers(current, { ...there.deps, shelf, keep, isOnline: () => true });
    outcomes.push(outcome);
    if (outcome.kind !== 'offline') break;
    keep(changes.shift() ?? {});
  }
  return { outcome: outcomes.at(-1), outcomes, draft: current, shelf };
}

describe('answers on their way', () => {
  it.each<[string, Trouble]>([
    ['a request', 'lost'],
    ['an answer', 'answer lost'],
  ])('count once under one key when %s is lost, however often', async (_, how) => {
    const there = commune([how, how, how]);
    expect((await sentTo(there, begun())).outcome).toEqual({ kind: 'sent', changed: false, mayChange: true, earlier: false });
    expect([there.kept()?.answers, there.keys().size]).toEqual([stars(4), 1]);
  });

  it('take what was changed after an answer was lost along, where it can be changed', async () => {
    const there = commune(['answer lost']);
    expect((await sentTo(there, begun(), [{ answers: stars(2) }])).outcome).toMatchObject({ kind: 'sent', changed: true, earlier: false });
    expect(there.kept()?.answers).toEqual(stars(2));
  });

  it('say that a change came too late where it cannot be made', async () => {
    const there = commune(['answer lost'], { anonymous: true });
    const { outcome } = await sentTo(there, begun(), [{ answers: stars(2) }]);
    expect(outcome).toEqual({ kind: 'sent', changed: false, mayChange: false, earlier: true });
    expect(there.kept()?.answers).toEqual(stars(4));
  });

  it('carry the change when the first had not arrived, also without a name', async () => {
    const there = commune(['lost'], { anonymous: true });
    expect((await sentTo(there, begun(), [{ answers: stars(2) }])).outcome).toMatchObject({ kind: 'sent', earlier: false });
    expect(there.kept()?.answers).toEqual(stars(2));
  });

  it('do not push aside what another phone sent', async () => {
    const sent = { version: 1, answers: stars(1), mediaDraft: null, change: false };
    const there = commune(['lost'], { before: sent });
    expect((await sentTo(there, begun())).outcome).toEqual({ kind: 'already', mayChange: true });
    expect(there.kept()).toEqual(sent);
  });

  it('replace what was sent before when the person changes it, once', async () => {
    const there = commune(['answer lost'], { before: { version: 1, answers: stars(1), mediaDraft: null, change: false } });
    expect((await sentTo(there, begun({ change: true }))).outcome).toMatchObject({ kind: 'sent', changed: true });
    expect(there.kept()?.answers).toEqual(stars(4));
  });

  it('are written down as tried before they leave, and not any more once they were refused', async () => {
    const unclear = await sentTo(commune(Array.from({ length: 6 }, () => 'lost' as const)), begun());
    expect(unclear.draft.sent?.body).toContain('"value":4');
    const clear = await sentTo(commune([refused('survey_closed')]), begun());
    expect([clear.outcome?.kind, clear.draft.sent]).toEqual(['over', null]);
  });

  it('do not leave while the phone knows that it has no network', async () => {
    const there = commune();
    const deps = { ...there.deps, shelf: memoryShelf(), keep: () => undefined, isOnline: () => false };
    expect([await sendAnswers(begun(), deps), there.requests()]).toEqual([{ kind: 'offline' }, 0]);
  });

  it('take their photographs along, each uploaded once, and only those that answer a question', async () => {
    const there = commune(['ok', 'lost', 'answer lost']);
    const photo: SurveyAnswers = { anh: { type: 'photo', mediaIds: [near, far] } };
    const { outcome } = await sentTo(there, begun({ answers: photo }), [], [picture(near), picture('b'.repeat(16))]);
    expect(outcome?.kind).toBe('sent');
    expect(there.uploaded).toEqual([near]);
    expect(there.kept()).toMatchObject({
      answers: { anh: { mediaIds: ['a'.repeat(24), far] } },
      mediaDraft: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('upload again what the commune does not have any more, and ask again for what only another phone had', async () => {
    const there = commune(['ok', refused('file_unknown', 422)]);
    const photo: SurveyAnswers = { anh: { type: 'photo', mediaIds: [near] } };
    expect((await sentTo(there, begun({ answers: photo }), [], [picture(near)])).outcome?.kind).toBe('sent');
    expect(there.uploaded).toEqual([near, near]);
    const gone = commune([refused('file_unknown', 422)]);
    const { outcome } = await sentTo(gone, begun({ answers: { anh: { type: 'photo', mediaIds: [far] } } }));
    expect(outcome).toMatchObject({ kind: 'faults', questions: { anh: expect.stringContaining('máy khác') } });
  });

  it('name the photograph that cannot be taken', async () => {
    const there = commune([refused('file_type_refused', 415)]);
    const { outcome } = await sentTo(there, begun({ answers: { anh: { type: 'photo', mediaIds: [near] } } }), [], [picture(near)]);
    expect([outcome, there.kept()]).toMatchObject([{ kind: 'photo', slot: near }, null]);
  });

  it.each<[CallFailure, object]>([
    [refused('too_many_requests', 429, { retryAfter: 25 }), { kind: 'wait', seconds: 25 }],
    [refused('too_many_requests', 429), { kind: 'wait', seconds: 60 }],
    [refused('database_unavailable', 503), { kind: 'offline' }],
    [refused('internal', 500), { kind: 'failed' }],
    [refused('survey_version_changed'), { kind: 'outdated' }],
    [refused('survey_full'), { kind: 'over' }],
    [refused('survey_not_for_you', 403), { kind: 'over' }],
    [
      refused('survey_answers_incomplete', 422, { fields: [{ field: 'body.answers.ten-cho', message: 'Xin trả lời câu này.' }] }),
      { kind: 'faults', questions: { 'ten-cho': 'Xin trả lời câu này.' } },
    ],
    [
      refused('invalid_request', 400, { fields: [{ field: 'body.answers.gop-y.text', message: 'Dài quá.' }] }),
      { questions: { 'gop-y': 'Dài quá.' } },
    ],
    [refused('invalid_request', 400, { fields: [{ field: 'body.version', message: 'Sai.' }] }), { kind: 'failed' }],
  ])('become of %o: %o', async (answer, outcome) => {
    const there = commune(Array.from({ length: 6 }, () => answer));
    expect((await sentTo(there, begun())).outcome).toMatchObject(outcome);
    expect(there.kept()).toBeNull();
  });
});
