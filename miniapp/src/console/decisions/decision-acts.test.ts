import type { DeskDecision } from 'backend/contracts/decisions-desk';
import { describe, expect, it } from 'vitest';
import { sampleDecision } from './decision.testing.js';
import { actsFor, questionOf, type Rights } from './decision-acts.js';
import { clockOf, papersOf, stateOf } from './decision-words.js';

const nothing = { write: false, agree: false, close: false };
const nobody: Rights = {
  name: 'Ai đó',
  hamlet: nothing,
  commune: nothing,
  isHead: false,
  isChairman: false,
  isOffice: false,
  count: false,
  recogniseAs: null,
};
const head: Rights = { ...nobody, name: 'Bế Văn Thảo', hamlet: { write: true, agree: false, close: true }, isHead: true, count: true };
const front: Rights = { ...nobody, name: 'Lương Thị Thơm', hamlet: { write: false, agree: true, close: true }, count: true };
const chairman: Rights = {
  ...nobody,
  hamlet: { ...nothing, close: true },
  commune: { write: true, agree: false, close: true },
  isChairman: true,
  recogniseAs: 'commune',
};
const now = new Date('2026-12-10T01:00:00Z');
const signed = { name: 'Bế Văn Thảo', title: 'Trưởng xóm 1', at: '2026-12-10T00:00:00.000Z' };
const closing = { first: signed, second: null, witnesses: [{ name: 'Hà Văn Lâm', householdCode: 'X1-004' }], explanation: '' };
const passed = { outcome: 'passed', options: [{ key: 'agree', label: 'Đồng ý', count: 3, chosen: true }] } as unknown as NonNullable<
  DeskDecision['result']
>;

const names = (part: Partial<DeskDecision>, rights: Rights) =>
  actsFor(sampleDecision(part), rights, now).map(({ act, waits }) => (waits === null ? act : `(${act})`));

describe('the acts of a stage', () => {
  it.each([
    [{}, head, ['propose', '(announce)', 'cancel']],
    [{ proposedBy: signed, mayAnnounce: true }, head, ['announce', 'cancel']],
    [{}, front, ['agree']],
    [{ scope: 'commune' }, chairman, ['propose', '(announce)', 'cancel']],
    [{}, chairman, ['propose']],
    // What the whole commune decides is not run from one hamlet.
    [{ scope: 'commune' }, head, []],
    [{ scope: 'commune', status: 'counting' }, front, []],
    [{ status: 'announced', mayOpen: true }, head, ['open', 'notify', 'withdraw_notice', 'cancel']],
    [
      { status: 'announced', mayOpen: true, way: 'online', opensAt: '2026-12-10T02:00:00.000Z' },
      head,
      ['(open)', 'notify', 'withdraw_notice', 'cancel'],
    ],
    [{ status: 'open' }, head, ['end_meeting', 'notify', 'cancel']],
    [{ status: 'open', way: 'online', broadcastId: '2'.repeat(24) }, head, ['cancel']],
    [{ status: 'counting', closingFaults: ['Xóm 1: 2 phiếu mới một người nhập.'] }, front, ['(start_closing)']],
    [{ status: 'counting' }, head, ['start_closing', 'cancel']],
    [{ status: 'counting', closing }, head, ['(confirm_closing)', 'take_back_closing']],
    [{ status: 'counting', closing }, front, ['confirm_closing', 'take_back_closing']],
    [{ status: 'closing' }, head, []],
    [{ status: 'closed', result: passed }, head, ['note_sent', 'disclose', 'notify']],
    [{ status: 'closed', result: passed, recognition: { by: 'commune', dueOn: null, answer: null } }, chairman, ['(recognise)']],
    [
      { status: 'closed', result: passed, sentOn: '2026-12-11', recognition: { by: 'commune', dueOn: '2026-12-18', answer: null } },
      chairman,
      ['recognise'],
    ],
    [{ status: 'cancelled' }, head, []],
  ] as [Partial<DeskDecision>, Rights, string[]][])('are those whoever looks may do: %#', (part, rights, expected) => {
    expect(names(part, rights)).toEqual(expected);
  });

  it('are asked about with their consequence and count', () => {
    const one = sampleDecision({ withoutRepresentative: 3 });
    expect(questionOf('announce', one).words).toEqual([
      'Chốt câu hỏi, phương án và danh sách 112 hộ. Sau bước này không sửa được.',
      'Có 3 hộ chưa có người đại diện; các hộ này vẫn được tính trong tổng số hộ.',
    ]);
    expect(questionOf('confirm_closing', sampleDecision({ closing })).words[0]).toContain('Hà Văn Lâm (hộ X1-004)');
    expect(questionOf('withdraw_notice', { ...one, way: 'online' }).words[0]).toContain('hỏi lại từ đầu');
  });
});

describe('where a decision stands', () => {
  it.each([
    [{ status: 'announced', way: 'online', opensAt: '2026-12-10T00:00:00.000Z' }, 'danh sách 112 hộ đã chốt'],
    [{ status: 'open', way: 'online', closesAt: '2026-12-12T10:00:00.000Z' }, 'Tự đóng lúc 17 giờ, Thứ Bảy, 12/12/2026.'],
    [{ status: 'open' }, 'giữ kín với mọi người, kể cả quản trị'],
    [{ status: 'counting', closing }, 'Bế Văn Thảo đã bắt đầu kiểm phiếu.'],
    [{ status: 'cancelled', cancelledReason: 'Mưa bão' }, 'Lý do: Mưa bão'],
  ] as [Partial<DeskDecision>, string][])('is said in words: %#', (part, words) => {
    expect(stateOf(sampleDecision(part)).words.join(' ')).toContain(words);
  });

  it('shows the clock that runs', () => {
    const clock = (part: object) =>
      clockOf({ clock: { what: 'Gửi kết quả', dueOn: '2026-12-10', late: false, lateDays: 0, ...part } }, '2026-12-10');
    expect(clock({})).toEqual({ words: 'Gửi kết quả: hạn hôm nay', tone: 'due' });
    expect(clock({ dueOn: '2026-12-11' })?.tone).toBe('calm');
    expect(clock({ dueOn: '2026-12-08', late: true, lateDays: 2 })).toEqual({ words: 'Gửi kết quả: trễ 2 ngày làm việc', tone: 'late' });
    // Passed on a day off: late, by no working day yet.
    expect(clock({ dueOn: '2026-12-08', late: true })?.words).toBe('Gửi kết quả: quá hạn 08/12/2026');
  });

  it('offers the papers of its stage', () => {
    const forms = (part: Partial<DeskDecision>) => papersOf(sampleDecision(part)).map(({ form }) => form);
    expect(forms({})).toEqual([]);
    expect(forms({ status: 'announced' })).toEqual(['invitation']);
    expect(forms({ status: 'open', way: 'online' })).toEqual(['ballots']);
    expect(forms({ status: 'closed' })).toEqual(['meeting-minutes', 'counting-minutes', 'decision', 'voters']);
  });
});
