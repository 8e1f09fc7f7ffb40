import { describe, expect, it } from 'vitest';
import { countsWords, decisionWords } from '../contracts/consultation-words.js';
import { DisclosureDraft } from '../contracts/disclosures.js';
import { opinionCounts } from './consultation-counts.js';
import { synthesisDisclosure } from './consultation-synthesis.js';

const none = { agree: 0, disagree: 0, other: 0 };
const heard: Parameters<typeof synthesisDisclosure>[0] = {
  number: 'LYK-2026-0001',
  title: 'Kế hoạch năm 2027',
  opensOn: '2026-12-01',
  closesOn: '2026-12-21',
  stances: { app: { agree: 3, disagree: 1, other: 0 }, otherwise: none },
  synthesis: {
    text: 'Xã cảm ơn bà con.',
    points: [
      { title: 'Thoát nước', decision: 'accepted', reason: 'Làm cống\ntrước.', counts: [{ channel: 'app', opinions: 2, people: 2 }] },
      { title: 'Bỏ đoạn 3', decision: 'rejected', reason: 'Đã có vốn.', counts: [] },
    ],
    outside: 1,
    counts: [
      { channel: 'app', opinions: 2, people: 2 },
      { channel: 'hamlet_meeting', opinions: 1, people: 35 },
    ],
    sentAbove: null,
  },
  words: { decision: (decision) => decisionWords[decision], counts: countsWords },
};

describe('the disclosure of what was heard', () => {
  it('says how many, what is done with each point and why, and fits a disclosure', () => {
    const draft = synthesisDisclosure(heard);
    expect(DisclosureDraft.parse(draft)).toMatchObject({ classNumber: 11 });
    expect(draft.summary).toContain('đã nhận 3 ý kiến');
    expect(draft.summary).toContain('Tiếp thu 1 nội dung, tiếp thu một phần 0, không tiếp thu 1');
    for (const words of [
      'từ ngày 01/12/2026 đến hết ngày 21/12/2026',
      'Họp xóm: 1 ý kiến của 35 người',
      'đồng ý 3, không đồng ý 1',
      '1. Thoát nước',
      '- Lý do: Làm cống trước.',
      '- Không tiếp thu',
      '1 ý kiến không thuộc nội dung',
    ])
      expect(draft.text).toContain(words);
    expect(draft.text).not.toContain('Nhận bằng hình thức khác');
  });

  it('says to whom it was sent when the matter is decided above, and never grows too long', () => {
    const long = 'a'.repeat(800);
    const points = Array.from({ length: 40 }, (_, place) => ({
      title: `Nhóm ${place} ${'b'.repeat(180)}`,
      decision: 'forwarded' as const,
      reason: long,
      counts: [],
    }));
    const sentAbove = { to: 'UBND tỉnh Thái Nguyên', on: '2026-12-25', documentNumber: '9/BC' };
    const draft = synthesisDisclosure({ ...heard, title: 'c'.repeat(200), synthesis: { ...heard.synthesis, points, sentAbove } });
    expect(draft.summary).toContain('Đã tổng hợp gửi UBND tỉnh Thái Nguyên ngày 25/12/2026');
    expect(DisclosureDraft.safeParse(draft).success).toBe(true);
  });
});

it('counts only what was let through, each point by where it came from, and what is in no group that is left', () => {
  const cell = { state: 'shown' as const, group: null, channel: 'app' as const, stance: null, opinions: 1, people: 1 };
  const counts = opinionCounts(
    [
      { ...cell, state: 'waiting', opinions: 2 },
      { ...cell, state: 'hidden', group: 'n1', opinions: 4 },
      { ...cell, group: 'n1', opinions: 3, people: 3 },
      { ...cell, group: 'n1', channel: 'hamlet_meeting', stance: 'agree', people: 35 },
      { ...cell, group: 'n9', opinions: 5 },
      { ...cell, group: 'outside' },
      { ...cell, stance: 'disagree' },
    ],
    { points: ['n1', 'n2'], outside: 'outside', channels: ['app', 'hamlet_meeting'] },
  );
  expect(counts).toMatchObject({ waiting: 2, hidden: 4, shown: 11, ungrouped: 6, outside: 1, otherwise: { agree: 35, disagree: 0 } });
  expect(counts.points.get('n1')).toEqual([
    { channel: 'app', opinions: 3, people: 3 },
    { channel: 'hamlet_meeting', opinions: 1, people: 35 },
  ]);
  expect(counts.points.get('n2')).toEqual([]);
});
