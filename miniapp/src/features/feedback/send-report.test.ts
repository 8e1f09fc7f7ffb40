import type { AnonymousReceipt, Receipt } from 'backend/contracts/feedback';
import { describe, expect, it } from 'vitest';
import { CallFailure } from '../../api.js';
import type { call, callAnonymously } from '../../session.js';
import { type Draft, emptyDraft, type Filing } from './draft.js';
import { type Medium, memoryShelf } from './media-shelf.js';
import { type Outcome, sendReport } from './send-report.js';

const complete = (part: Partial<Draft> = {}): Draft => ({
  ...emptyDraft('report'),
  categoryKey: 'ha-tang',
  kind: 'reflection',
  text: 'Cột đèn đầu ngõ tắt ba hôm nay.',
  hamletKey: 'xom-1',
  privacy: 'officers_only',
  ...part,
});

const picture = (slot: string): Medium => ({ slot, kind: 'picture', blob: new Blob(['x']), addedAt: Number(slot), uploadedId: null });

const lost = () => new CallFailure('offline', 0);
const refused = (code: ConstructorParameters<typeof CallFailure>[0], status = 409, more: object = {}) =>
  new CallFailure(code, status, more);

/**
 * A commune behind a bad network: `trouble` says what happens to the n-th request, before it arrives (`lost`) or on the way back (`answer lost`).
 * Like the real one it files one report under a key, answers the same body again with the same receipt, and refuses another body under a used key.
 */
function commune(trouble: (('lost' | 'answer lost') | CallFailure | 'ok')[] = []) {
  const filed = new Map<string, { filing: string; receipt: Receipt & AnonymousReceipt }>();
  const uploaded = new Map<string, number>();
  let requests = 0;

  function through<T>(work: () => T): T {
    const now = trouble[requests] ?? 'ok';
    requests += 1;
    if (now === 'lost') throw lost();
    if (now instanceof CallFailure) throw now;
    const answer = work();
    if (now === 'answer lost') throw lost();
    return answer;
  }

  const fileAs = (filing: Filing, key: string | undefined) =>
    through(() => {
      const same = JSON.stringify(filing);
      const before = filed.get(key ?? '');
      if (before !== undefined && before.filing !== same) throw refused('idempotency_key_reused', 422);
      const code = `PA-${filed.size + 1}`;
      const receipt = before?.receipt ?? { id: code, code, trackingCode: code, filedAt: '2026-12-01T01:00:00Z', promisedOn: null };
      filed.set(key ?? '', { filing: same, receipt });
      return receipt;
    });

  const deps = {
    call: (async (_endpoint: unknown, { body }: { body: never }, options: { idempotencyKey?: string }) =>
      fileAs({ anonymous: false, body }, options.idempotencyKey)) as unknown as typeof call,
    callAnonymously: (async (_endpoint: unknown, { body }: { body: never }, options: { idempotencyKey?: string }) =>
      fileAs({ anonymous: true, body }, options.idempotencyKey)) as unknown as typeof callAnonymously,
    upload: async (mark: string, { slot }: Medium) =>
      through(() => {
        uploaded.set(`${mark} ${slot}`, (uploaded.get(`${mark} ${slot}`) ?? 0) + 1);
        return { id: `anh-${slot}` };
      }),
  };
  return { deps, filed, uploaded, requests: () => requests };
}

/** Sends, and again each time the way is free once more, as the sender does. */
async function sentTo(there: ReturnType<typeof commune>, begun: Draft, media: Medium[] = [], changes: Partial<Draft>[] = []) {
  const shelf = memoryShelf();
  for (const medium of media) await shelf.put(medium);
  let draft = begun;
  const kept: Draft[] = [];
  const keep = (part: Partial<Draft>) => {
    draft = { ...draft, ...part };
    kept.push(draft);
  };
  const outcomes: Outcome[] = [];
  for (let round = 0; round < 6; round += 1) {
    const outcome = await sendReport(draft, { ...there.deps, shelf, keep, isOnline: () => true, onProgress: () => undefined });
    outcomes.push(outcome);
    if (outcome.kind !== 'offline') break;
    Object.assign(draft, changes.shift());
  }
  return { outcome: outcomes.at(-1), outcomes, draft, kept, shelf };
}

describe('a report on its way', () => {
  it('takes its pictures along, in their order, each once', async () => {
    const there = commune();
    const { outcome } = await sentTo(there, complete(), [picture('1'), picture('2')]);
    expect(outcome).toMatchObject({ kind: 'sent', earlier: false });
    const [{ filing } = { filing: '{}' }] = there.filed.values();
    expect((JSON.parse(filing) as Filing).body.mediaIds).toEqual(['anh-1', 'anh-2']);
    expect([...there.uploaded.values()]).toEqual([1, 1]);
  });

  it('goes on where it broke off: what arrived is not uploaded again', async () => {
    const there = commune(['ok', 'lost', 'ok', 'lost']);
    const { outcomes } = await sentTo(there, complete(), [picture('1'), picture('2')]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['offline', 'offline', 'sent']);
    expect([...there.uploaded.values()]).toEqual([1, 1]);
    expect(there.filed.size).toBe(1);
  });

  it.each([
    ['a request', 'lost'],
    ['an answer', 'answer lost'],
  ] as const)('is filed once when %s is lost, however often', async (_what, how) => {
    const there = commune([how, how, how]);
    expect((await sentTo(there, complete())).outcome).toMatchObject({ kind: 'sent', receipt: { code: 'PA-1' } });
    expect(there.filed.size).toBe(1);
  });

  it('is filed once when it was changed after an answer was lost, and says that the change is not in it', async () => {
    const there = commune(['answer lost']);
    const { outcome } = await sentTo(there, complete(), [], [{ text: 'Cột đèn đầu ngõ tắt bốn hôm nay rồi.' }]);
    expect(outcome).toMatchObject({ kind: 'sent', earlier: true, receipt: { code: 'PA-1' } });
    expect(there.filed.size).toBe(1);
  });

  it('carries the change when the first had not arrived', async () => {
    const there = commune(['lost']);
    const { outcome } = await sentTo(there, complete(), [], [{ text: 'Cột đèn đầu ngõ tắt bốn hôm nay rồi.' }]);
    expect(outcome).toMatchObject({ kind: 'sent', earlier: false });
    expect([...there.filed.values()][0]?.filing).toContain('bốn hôm');
  });

  it('gives the same code when the answer to a report without a name was lost', async () => {
    const there = commune(['answer lost']);
    const { outcome } = await sentTo(there, complete({ privacy: 'anonymous' }));
    expect(outcome).toMatchObject({ kind: 'sent_anonymously', receipt: { trackingCode: 'PA-1' } });
    expect(there.filed.size).toBe(1);
  });

  it('is written down as tried before it leaves, and not any more once it was refused', async () => {
    const there = commune([refused('category_unknown', 422)]);
    const { kept, outcome } = await sentTo(there, complete());
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'category_unknown' } });
    expect(kept.map(({ attempts }) => attempts.length)).toEqual([1, 0]);
  });

  it('does not leave while the phone knows that it has no network', async () => {
    const there = commune();
    const draft = complete();
    const deps = { ...there.deps, shelf: memoryShelf(), keep: () => undefined, isOnline: () => false, onProgress: () => undefined };
    expect(await sendReport(draft, deps)).toEqual({ kind: 'offline' });
    expect(there.requests()).toBe(0);
  });

  it('uploads again what the commune does not have any more', async () => {
    const there = commune(['ok', refused('file_unknown', 422)]);
    const { outcome } = await sentTo(there, complete(), [picture('1')]);
    expect(outcome?.kind).toBe('sent');
    expect([...there.uploaded.values()]).toEqual([2]);
  });

  it.each([
    [refused('confirm_denunciation'), { kind: 'confirm', sign: 'denunciation' }],
    [refused('confirm_complaint'), { kind: 'confirm', sign: 'complaint' }],
    [refused('confirm_emergency'), { kind: 'confirm', sign: 'emergency' }],
    [refused('denunciation_not_here', 422), { kind: 'stopped' }],
    [refused('too_many_requests', 429, { retryAfter: 25 }), { kind: 'wait', seconds: 25 }],
    [refused('too_many_requests', 429), { kind: 'wait', seconds: 60 }],
    [refused('database_unavailable', 503), { kind: 'offline' }],
    [refused('internal', 500), { kind: 'failed' }],
    [refused('invalid_request', 400, { fields: [{ field: 'body.text', message: 'Ngắn quá.' }] }), { kind: 'faults' }],
  ] as const)('becomes of %o: %o', async (answer, outcome) => {
    const there = commune(Array.from({ length: 6 }, () => answer));
    expect((await sentTo(there, complete())).outcome).toMatchObject(outcome);
    expect(there.filed.size).toBe(0);
  });

  it('names the one of its media that cannot be taken', async () => {
    const there = commune(['ok', refused('file_type_refused', 415)]);
    const { outcome, shelf } = await sentTo(there, complete(), [picture('1'), picture('2')]);
    expect(outcome).toMatchObject({ kind: 'medium', medium: { slot: '2' } });
    await shelf.remove('2');
    expect((await shelf.all()).map(({ uploadedId }) => uploadedId)).toEqual(['anh-1']);
  });

  it('stays on the phone while something is missing', async () => {
    const there = commune();
    expect((await sentTo(there, complete({ hamletKey: null }))).outcome).toEqual({ kind: 'incomplete' });
    expect((await sentTo(there, complete({ kind: 'procedure_feedback', privacy: 'anonymous' }))).outcome).toEqual({ kind: 'incomplete' });
    expect(there.requests()).toBe(0);
  });
});
