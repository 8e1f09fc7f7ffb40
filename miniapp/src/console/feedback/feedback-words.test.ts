import { privacyLevels, reportKinds, reportStatuses } from 'backend/contracts/feedback';
import { AnswerState, deskActs, inboxViews, Lateness, SuspicionReason } from 'backend/contracts/feedback-desk';
import { petitionSteps } from 'backend/contracts/sealed-petitions';
import { describe, expect, it } from 'vitest';
import { kindWords } from '../../features/feedback/report-words.js';
import {
  actWords,
  answerStateWords,
  clockLines,
  emptyViewWords,
  latenessWords,
  marksOf,
  maskedKind,
  petitionStepWords,
  privacyWords,
  secondsWords,
  shortPlace,
  sizeWords,
  statusWords,
  suspicionWords,
  undoWords,
  viewWords,
} from './feedback-words.js';

const isWords = (words: unknown) => expect(words).toMatch(/^\p{L}[^<>_]{2,}$/u);

describe('the words of the feedback desk', () => {
  it('name every state, kind, list and act of the contract in Vietnamese', () => {
    for (const one of reportStatuses) isWords(statusWords[one]);
    for (const one of reportKinds) isWords(kindWords[one]);
    for (const one of privacyLevels) isWords(privacyWords[one].name);
    for (const one of inboxViews) {
      isWords(viewWords[one]);
      isWords(emptyViewWords[one]);
    }
    for (const one of SuspicionReason.options) isWords(suspicionWords[one]);
    for (const one of ['received', ...petitionSteps] as const) isWords(petitionStepWords[one]);
    for (const one of AnswerState.options) expect(one in answerStateWords).toBe(true);
    for (const one of deskActs) {
      const { name, title, done } = actWords[one];
      for (const words of [name, title, done]) isWords(words);
    }
  });

  it('say no two acts, states or lists alike', () => {
    for (const words of [Object.values(statusWords), Object.values(viewWords), Object.values(actWords).map(({ name }) => name)])
      expect(new Set(words).size).toBe(words.length);
  });

  it('begin every button with a verb, and never say only “OK” or “Xác nhận”', () => {
    for (const { name } of Object.values(actWords)) expect(name).not.toMatch(/^(OK|Xác nhận|Đồng ý)…?$/i);
  });

  it.each([
    [{ kind: 'none' }, null],
    [{ kind: 'paused', reason: 'Chờ người gửi bổ sung' }, 'tạm dừng: chờ người gửi bổ sung'],
    [{ kind: 'in_time', left: 3 }, 'còn 3 ngày'],
    [{ kind: 'in_time', left: 0 }, 'hạn hôm nay'],
    [{ kind: 'due_today' }, 'hạn hôm nay'],
    [{ kind: 'late', workingDays: 2 }, 'trễ 2 ngày làm việc'],
  ] as const)('say how late %o is', (lateness, words) => {
    expect(latenessWords(Lateness.parse(lateness))).toBe(words);
  });

  it('put what asks for attention first among the marks, and leave out what goes without saying', () => {
    const row = {
      status: 'in_progress',
      answerState: 'none',
      veryOverdue: false,
      suspicions: [],
      people: 1,
      hasMedia: false,
    } as const;
    expect(marksOf({ ...row, suspicions: [] })).toEqual([]);
    expect(marksOf({ ...row, suspicions: ['advertising', 'possible_denunciation'], status: 'new' })).toEqual([
      'Nghi rác: quảng cáo',
      'Có thể là tố cáo',
      'Mới gửi',
    ]);
    expect(marksOf({ ...row, suspicions: [], veryOverdue: true, answerState: 'submitted', people: 4, hasMedia: true })).toEqual([
      'Rất quá hạn',
      'Chờ duyệt trả lời',
      '4 người',
      'Có ảnh',
    ]);
  });

  it('say how long something can be taken back, and then nothing', () => {
    expect(undoWords(600_000, 0)).toBe('còn 10 phút');
    expect(undoWords(600_000, 1)).toBe('còn 10 phút');
    expect(undoWords(600_000, 541_000)).toBe('còn chưa đầy 1 phút');
    expect(undoWords(600_000, 600_000)).toBeNull();
  });

  it('explain the clock with its pauses, and the day promised before them', () => {
    const report = {
      filedAt: '2026-12-01T01:30:00.000Z',
      promisedOn: '2026-12-15',
      dueOn: '2026-12-18',
      veryOverdueOn: '2026-12-25',
      pauses: [
        { from: '2026-12-03', to: '2026-12-08', reason: 'chờ người gửi trả lời' },
        { from: '2026-12-10', to: null, reason: 'Chờ người gửi trả lời.' },
      ],
      extended: false,
      lateness: { kind: 'in_time', left: 3 },
      status: 'waiting',
    } as const;
    expect(clockLines({ ...report, pauses: [...report.pauses] })).toEqual([
      'Gửi lúc 8 giờ 30, 01/12/2026.',
      'Đã hẹn người gửi: trước hết ngày 15/12/2026.',
      'Hạn hiện nay: hết ngày 18/12/2026.',
      'Từ ngày 25/12/2026 là rất quá hạn, Chủ tịch được báo.',
      'Tạm dừng từ 03/12/2026 đến 08/12/2026: chờ người gửi trả lời.',
      'Tạm dừng từ 10/12/2026 tới nay: Chờ người gửi trả lời.',
      'Chưa gia hạn lần nào.',
    ]);
    expect(clockLines({ ...report, pauses: [], dueOn: null }).at(-1)).toBe('Loại này không đặt hạn trả lời.');
  });

  it('say sizes and lengths as people read them', () => {
    expect(shortPlace('Xóm 5 (mẫu), khu vực Tân Linh')).toBe('Xóm 5');
    expect(sizeWords(340_400)).toBe('340 KB');
    expect(sizeWords(1_240_000)).toBe('1,2 MB');
    expect(secondsWords(40.2)).toBe('40 giây');
    expect(secondsWords(65)).toBe('1 phút 05 giây');
    expect(maskedKind('phone')).toBe('số điện thoại');
    expect(maskedKind('something-new')).toBe('thông tin riêng');
  });
});
