import type { WaitingEntry } from 'backend/contracts/appointments';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { bookingOf, type Draft, draftFromOffer, dropDraft, emptyDraft, faultsOf, hasSlot, keepDraft, loadDraft, withKey } from './draft.js';

const code = '1.001193';
const day = 86_400_000;

/** The phone's storage, in this process. */
function emptyStorage(): void {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
}

const filled: Draft = {
  ...emptyDraft(code),
  way: 'counter',
  date: '2026-12-01',
  start: '08:30',
  hold: { id: 'giu-1', expiresAt: '2026-11-30T01:05:00Z' },
};

beforeEach(emptyStorage);

describe('a kept draft', () => {
  it('comes back as it was, for a week, and is gone once it was dropped', () => {
    expect(loadDraft(code, Date.now())).toEqual(emptyDraft(code));
    keepDraft({ ...filled, name: 'Nông Thị Thơm' });
    expect(loadDraft(code, Date.now())).toMatchObject({ ...filled, name: 'Nông Thị Thơm', savedAt: expect.any(Number) });
    expect(loadDraft(code, Date.now() + 8 * day)).toEqual(emptyDraft(code));
    expect(loadDraft('2.000815', Date.now())).toEqual(emptyDraft('2.000815'));
    dropDraft(code);
    expect(loadDraft(code, Date.now())).toEqual(emptyDraft(code));
  });

  it.each(['', 'khong phai json', '{}', '[]', 'null', JSON.stringify({ ...filled, way: 'bay' })])(
    'that cannot be read (%s) is an empty one',
    (text) => {
      localStorage.setItem(`xa-phu-lac.draft.${code}`, text);
      expect(loadDraft(code, Date.now())).toEqual(emptyDraft(code));
    },
  );

  it('takes over an offered place and leaves what was typed', () => {
    keepDraft({ ...filled, name: 'Nông Văn Tài', relation: 'child' });
    const entry = { code, way: 'home', date: '2026-12-03' } as WaitingEntry;
    const offered = draftFromOffer(entry, { holdId: 'moi', start: '09:00', expiresAt: '2026-12-02T03:00:00Z' }, Date.now());
    expect(offered).toMatchObject({
      way: 'home',
      date: '2026-12-03',
      start: '09:00',
      hold: { id: 'moi' },
      name: 'Nông Văn Tài',
      relation: 'child',
    });
  });
});

describe('what is missing', () => {
  it.each([
    ['nothing for oneself, once Zalo told the name', filled, true, []],
    ['the name, where Zalo withholds it', filled, false, ['body.person.name']],
    ['the name of somebody else', { ...filled, relation: 'parent' }, true, ['body.person.name']],
    ['a name without signs of markup', { ...filled, relation: 'child', name: '<b>Tài' }, true, ['body.person.name']],
    ['nothing when no number is given', { ...filled, phone: '  ' }, true, []],
    ['a number that can be one', { ...filled, phone: '0912' }, true, ['body.phone']],
    ['nothing in a number with spaces and points', { ...filled, phone: '+84 912.345.678' }, true, []],
    ['reason and address of a visit at home', { ...filled, way: 'home' }, true, ['body.homeVisit.reason', 'body.homeVisit.address']],
    ['nothing in a full visit', { ...filled, way: 'home', visitReason: 'elderly', visitAddress: 'Xóm 3 (mẫu)' }, true, []],
  ] satisfies [string, Draft, boolean, string[]][])('is %s', (_name, draft, nameKnown, missing) => {
    expect(Object.keys(faultsOf(draft, nameKnown))).toEqual(missing);
  });
});

describe('the request of a form', () => {
  it('is none before a time was chosen', () => {
    expect(hasSlot(emptyDraft(code))).toBe(false);
    expect(bookingOf(emptyDraft(code))).toBeNull();
  });

  it('carries what was filled in and nothing else', () => {
    expect(bookingOf(filled)).toEqual({
      code,
      way: 'counter',
      date: '2026-12-01',
      start: '08:30',
      holdId: 'giu-1',
      person: { relation: 'self' },
    });
    const visit = {
      ...filled,
      way: 'home',
      visitReason: 'illness',
      visitAddress: ' Xóm 3 (mẫu) ',
      visitNote: '',
      phone: ' 0912345678 ',
    } as const;
    expect(bookingOf({ ...visit, relation: 'child', name: 'Nông Văn Tài' }, { withHold: false, evenIfDuplicate: true })).toEqual({
      code,
      way: 'home',
      date: '2026-12-01',
      start: '08:30',
      person: { relation: 'child', name: 'Nông Văn Tài' },
      phone: '0912345678',
      homeVisit: { reason: 'illness', address: 'Xóm 3 (mẫu)' },
      evenIfDuplicate: true,
    });
  });

  it('writes letters and their marks as one, however the phone typed them', () => {
    const typed = 'Nông Thị Thơm'.normalize('NFD');
    expect(bookingOf({ ...filled, relation: 'other', name: typed })?.person).toEqual({ relation: 'other', name: 'Nông Thị Thơm' });
  });

  it('keeps its key while it is the same, and gets a new one when anything changes', () => {
    const keys = ['khoa-1', 'khoa-2'].values();
    const key = () => keys.next().value ?? 'one too many';
    const same = (draft: Draft) => withKey(draft, bookingOf(draft) as never, key);
    const first = same(filled);
    const again = same(first);
    const changed = same({ ...again, phone: '0912345678' });
    expect([first.sent.key, again.sent.key, changed.sent.key]).toEqual(['khoa-1', 'khoa-1', 'khoa-2']);
  });
});
