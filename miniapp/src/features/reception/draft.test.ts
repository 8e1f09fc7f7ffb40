import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  dropReceptionDraft,
  emptyReceptionDraft,
  keepReceptionDraft,
  loadReceptionDraft,
  receptionBodyOf,
  receptionFaults,
  withReceptionKey,
} from './draft.js';

const filled = { ...emptyReceptionDraft, name: 'Nông Thị Thơm', address: 'Xóm 1', topic: 'Đường vào xóm', people: '3' };
const day = 24 * 3_600_000;

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});

describe('the form for seeing the leader', () => {
  it('is kept on the phone for two weeks, one for each session, and never with a denunciation', () => {
    keepReceptionDraft('a', filled, 1_000);
    expect(loadReceptionDraft('a', 1_000 + day)).toEqual({ ...filled, savedAt: 1_000 });
    expect(loadReceptionDraft('a', 1_000 + 15 * day)).toEqual(emptyReceptionDraft);
    expect(loadReceptionDraft('b', 1_000)).toEqual(emptyReceptionDraft);
    keepReceptionDraft('a', { ...filled, topic: 'Tôi tố cáo cán bộ địa chính nhận hối lộ' }, 2_000);
    expect(loadReceptionDraft('a', 2_000)).toEqual({ ...filled, topic: '', savedAt: 2_000 });
    dropReceptionDraft('a');
    expect(loadReceptionDraft('a', 2_000)).toEqual(emptyReceptionDraft);
  });

  it.each([
    [{}, []],
    [{ name: ' ' }, ['body.name']],
    [{ address: 'Xóm' }, ['body.address']],
    [{ phone: '123' }, ['body.phone']],
    [{ phone: '0912 345 678' }, []],
    [{ topic: 'a' }, ['body.topic']],
    [{ topic: '<b>đường</b>' }, ['body.topic']],
    [{ people: '0' }, ['body.people']],
    [{ people: 'năm' }, ['body.people']],
    [{ people: '501' }, ['body.people']],
  ])('says what is missing: %j', (change, fields) => {
    expect(Object.keys(receptionFaults({ ...filled, ...change }))).toEqual(fields);
  });

  it('keeps its key while it is the same, so that pressing again books nothing twice', () => {
    let keys = 0;
    const newKey = () => `key-${++keys}`;
    const first = withReceptionKey(filled, receptionBodyOf(filled), newKey);
    const again = withReceptionKey(first, receptionBodyOf(first), newKey);
    const other = withReceptionKey(again, receptionBodyOf({ ...again, people: '4' }), newKey);
    expect([first.sent.key, again.sent.key, other.sent.key]).toEqual(['key-1', 'key-1', 'key-2']);
    expect(receptionBodyOf({ ...filled, topic: 'Đường'.normalize('NFD') }).topic).toBe('Đường');
  });
});
