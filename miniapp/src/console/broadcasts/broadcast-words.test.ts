import { broadcastChannels, broadcastKinds, broadcastStatuses, recipientStates } from 'backend/contracts/broadcasts';
import { describe, expect, it } from 'vitest';
import { refusalReasons } from '../../../../backend/src/adapters/zalo-errors.js';
import {
  broadcastChannelWords,
  broadcastStatusWords,
  kindWords,
  knowsReason,
  paceOf,
  partsOf,
  recipientStateWords,
  sayCounts,
  sayNextDue,
  sayReason,
  sayTitle,
  spokenWhen,
} from './broadcast-words.js';

/** Reasons we give ourselves, besides what Zalo answers. */
const ours = ['stopped', 'no_consent', 'not_reachable', 'only_paid', 'cancelled', 'erased', 'duplicate', 'gave_up', 'interrupted'];
const doubts = ['timeout', 'connection_lost', 'server_error', 'redirected', 'not_json', 'too_large', 'no_code'];
const counts = { recipients: 100, waiting: 20, sent: 70, delivered: 60, seen: 40, failed: 5, skipped: 3, unconfirmed: 2 };

describe('what became of a recipient', () => {
  it.each([...refusalReasons, ...ours, ...doubts, 'rate_limited', 'processing'])('%s: has a whole sentence of its own', (reason) => {
    expect(knowsReason(reason)).toBe(true);
    expect(sayReason(reason)).toMatch(/^\p{Lu}.*\.$/u);
    expect(sayReason(reason)).not.toMatch(/_|error|undefined/);
  });

  it('is told even for a reason of a newer server, without its code', () => {
    expect(sayReason('something_new')).toMatch(/^\p{Lu}.*\.$/u);
    expect(sayReason('toString')).toBe(sayReason('something_new'));
  });

  it('has words for every state, status, kind and channel', () => {
    for (const state of recipientStates) expect(recipientStateWords[state].says).toMatch(/\.$/);
    for (const status of broadcastStatuses) expect(broadcastStatusWords[status]).not.toBe('');
    for (const kind of broadcastKinds) expect(kindWords[kind].says).toMatch(/\.$/);
    for (const channel of broadcastChannels) expect(broadcastChannelWords[channel]).not.toBe('');
  });
});

it('names a broadcast by its title without what differs from reader to reader', () => {
  const one = { occasion: null, sendAt: '2026-12-31T18:00:00.000Z', updatedAt: '2026-12-20T00:00:00.000Z' };
  expect(sayTitle('Chúc mừng năm mới {nam}', one)).toBe('Chúc mừng năm mới 2027');
  expect(sayTitle('Mời họp xóm {xom}', one)).toBe('Mời họp xóm');
  expect(sayTitle('{ten}', one)).toBe('{ten}');
});

describe('the counts', () => {
  it('are shown in parts that add up to everybody', () => {
    const parts = partsOf(counts);
    expect(parts.reduce((sum, part) => sum + part.count, 0)).toBe(counts.recipients);
    expect(parts.find(({ state }) => state === 'delivered')?.count).toBe(20);
    expect(sayCounts({ ...counts, recipients: 1284, delivered: 1204 })).toBe('1.204 / 1.284 đã nhận');
  });

  it('tell the speed and the end, once they can be told', () => {
    const at = (second: number, waiting: number) => ({
      at: `2027-01-01T00:00:${String(second).padStart(2, '0')}.000Z`,
      counts: { ...counts, waiting },
    });
    expect(paceOf([at(0, 100)])).toBeNull();
    expect(paceOf([at(0, 100), at(10, 100)])).toBeNull();
    expect(paceOf([at(0, 100), at(10, 80)])).toEqual({ perMinute: 120, endsAt: new Date('2027-01-01T00:00:50.000Z') });
  });

  it('say when the rest goes out after a quota has run out', () => {
    const now = new Date('2026-12-31T15:00:00.000Z');
    const held = sayNextDue({ status: 'running', counts, nextDueAt: '2026-12-31T23:00:00.000Z' }, now);
    expect(held).toContain('20 người còn lại gửi tiếp lúc 6 giờ ngày mai');
    expect(sayNextDue({ status: 'running', counts, nextDueAt: now.toISOString() }, now)).toBeNull();
    expect(sayNextDue({ status: 'paused', counts, nextDueAt: '2026-12-31T23:00:00.000Z' }, now)).toBeNull();
    expect(spokenWhen('2026-12-31T16:30:00.000Z', now)).toBe('23 giờ 30 hôm nay');
    expect(spokenWhen('2027-01-05T00:00:00.000Z', now)).toBe('7 giờ, Thứ Ba, 05/01/2027');
  });
});
