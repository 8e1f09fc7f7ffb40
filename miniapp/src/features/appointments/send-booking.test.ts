import type { Slip } from 'backend/contracts/appointments';
import { describe, expect, it } from 'vitest';
import { CallFailure, type FailureCode } from '../../api.js';
import type { call } from '../../session.js';
import { type Draft, emptyDraft } from './draft.js';
import { newKey, sendBooking } from './send-booking.js';

const draft: Draft = {
  ...emptyDraft('2.000815'),
  way: 'counter',
  date: '2026-12-01',
  start: '08:30',
  hold: { id: 'giu-1', expiresAt: '2026-12-01T00:00:00Z' },
};
const slip = { id: 'phieu' } as Slip;

/** Sends the form to a server that answers so, one after the other. */
async function sent(answers: (Slip | FailureCode)[], form: Draft = draft) {
  const requests: { holdId: string | undefined; key: string | undefined }[] = [];
  const kept: Draft[] = [];
  const outcome = await sendBooking(form, false, {
    call: (async (_endpoint: unknown, { body }: { body: { holdId?: string } }, options: { idempotencyKey?: string }) => {
      requests.push({ holdId: body.holdId, key: options.idempotencyKey });
      const answer = answers.shift() ?? 'internal';
      if (typeof answer === 'string') throw new CallFailure(answer, 409);
      return answer;
    }) as typeof call,
    keep: (one) => kept.push(one),
    newKey: () => `khoa-${requests.length}`,
  });
  return { outcome, requests, kept };
}

describe('sending a booking', () => {
  it('keeps the key on the phone before the request leaves', async () => {
    const { outcome, requests, kept } = await sent([slip]);
    expect(outcome).toEqual({ kind: 'booked', slip });
    expect(kept[0]?.sent?.key).toBe(requests[0]?.key);
  });

  it('uses the key of the last attempt again when nothing changed', async () => {
    const first = await sent(['offline']);
    const again = await sent([slip], first.kept[0]);
    expect(again.requests[0]?.key).toBe(first.requests[0]?.key);
  });

  it('asks once more without the place that is no longer kept', async () => {
    const { outcome, requests } = await sent(['hold_expired', slip]);
    expect(outcome.kind).toBe('booked');
    expect(requests.map(({ holdId }) => holdId)).toEqual(['giu-1', undefined]);
    expect(requests[0]?.key).not.toBe(requests[1]?.key);
  });

  it.each([
    ['slot_taken', 'gone'],
    ['day_full', 'gone'],
    ['place_closed', 'gone'],
    ['duplicate_appointment', 'duplicate'],
    ['offline', 'failed'],
    ['too_many_open', 'failed'],
  ] as const)('says of %s that it is %s', async (code, kind) => {
    expect((await sent([code])).outcome.kind).toBe(kind);
  });

  it('makes keys that never meet', () => {
    const keys = Array.from({ length: 1000 }, newKey);
    expect(new Set(keys).size).toBe(1000);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  });
});
