import { SurveyDraft } from 'backend/contracts/surveys-desk';
import { expect, it } from 'vitest';
import { byQuestion, together, withoutNumber } from './findings.js';
import { freshQuestion } from './question-kinds.js';
import { sameWhenStored } from './same-draft.js';
import { dayAndTimeOf, faultsOfDraft, instantOf, mostOf, newDraft, questionAtField, refusedFindings } from './survey-draft.js';
import { hamletCounts, shareWords } from './survey-words.js';

it('begins with a draft that can be stored', () => {
  const draft = newDraft('Nước sạch', 'confidential');
  expect(SurveyDraft.safeParse(draft).success).toBe(true);
  expect(faultsOfDraft(draft)).toEqual({});
});

it.each([
  [{ title: ' ab ' }, 'body.title'],
  [{ audience: { kind: 'hamlets' as const, hamletKeys: [] } }, 'body.audience.hamletKeys'],
  [{ audience: { kind: 'roles' as const, roles: [] } }, 'body.audience.roles'],
  [{ audience: { kind: 'visitors' as const, from: '2026-12-02', to: '2026-12-01' } }, 'body.audience.to'],
  [{ audience: { kind: 'visitors' as const, from: '', to: '2026-12-01' } }, 'body.audience.from'],
])('says what keeps a draft from being stored: %j', (part, field) => {
  expect(Object.keys(faultsOfDraft({ ...newDraft('Nước sạch', 'named'), ...part }))).toEqual([field]);
});

it('leads from a refused field to its question', () => {
  const { form } = newDraft('Nước sạch', 'named');
  const asked = {
    sections: [{ ...form.sections[0], questions: [freshQuestion('single', 'a'), freshQuestion('single', 'b')] }],
  } as typeof form;
  expect(questionAtField(asked, 'body.form.sections.0.questions.1.title')).toEqual({ question: 'b' });
  expect(questionAtField(asked, 'body.form.sections.0.intro')).toEqual({ section: 'phan-1' });
  expect(questionAtField(asked, 'body.title')).toBeNull();
  expect(refusedFindings(asked, { 'body.form.sections.0.questions.0.help': 'Có ký tự không dùng được.' })).toEqual([
    { code: 'refused', message: 'Có ký tự không dùng được.', questions: ['a'] },
  ]);
});

it('knows a draft again that the server has trimmed', () => {
  expect(sameWhenStored({ a: [' Hỏi ', 1], b: null }, { b: null, a: ['Hỏi'.normalize('NFD'), 1] })).toBe(true);
  expect(sameWhenStored({ a: ['Hỏi'] }, { a: ['Hỏi', 'thêm'] })).toBe(false);
  expect(sameWhenStored({ a: 1 }, { a: 1, b: undefined })).toBe(false);
});

it('reads days, times and limits as they are typed', () => {
  expect(instantOf('2026-12-11', '17:00')).toBe('2026-12-11T10:00:00.000Z');
  expect(instantOf('2026-12-11', '')).toBeNull();
  expect(dayAndTimeOf('2026-12-11T10:00:00.000Z', '07:00')).toEqual({ day: '2026-12-11', time: '17:00' });
  expect(dayAndTimeOf(null, '07:00')).toEqual({ day: '', time: '07:00' });
  expect(['', '0', '1,5', '12', '9000'].map(mostOf)).toEqual([null, null, null, 12, 5_000]);
});

it('puts what was found beside its questions, a cycle beside each of them', () => {
  const live = { faults: [{ code: 'cycle', message: 'Vòng lại.', questions: ['a', 'b'] }], warnings: [] };
  const checked = {
    faults: [
      { code: 'no_title', message: 'Câu 1: chưa ghi câu hỏi.', questions: ['a'] },
      { code: 'no_closing', message: 'Chưa chọn giờ đóng.', questions: [] },
    ],
    warnings: [{ code: 'words_anonymous', message: 'Lời có thể lộ.', questions: ['b'] }],
  };
  const all = together(live, checked);
  // Of the questions only what is seen here counts: the title has been written since.
  expect(all.faults.map(({ code }) => code)).toEqual(['cycle', 'no_closing']);
  expect([...byQuestion(all)]).toEqual([
    ['a', { faults: ['Vòng lại.'], warnings: [] }],
    ['b', { faults: ['Vòng lại.'], warnings: ['Lời có thể lộ.'] }],
  ]);
  expect(withoutNumber('Câu 12: chưa ghi câu hỏi.')).toBe('Chưa ghi câu hỏi.');
});

it.each([
  [0, 100, '0 %'],
  [1, 300, 'chưa tới 1 %'],
  [34, 100, '34 %'],
  [120, 100, '100 %'],
  [3, null, null],
])('says how many of those asked: %s of %s', (answered, audience, words) => {
  expect(shareWords(answered, audience)).toBe(words);
});

it('counts every hamlet that is asked, also those of which nobody has answered', () => {
  const hamlets = [
    { key: 'xom-1', name: 'Xóm 1' },
    { key: 'xom-2', name: 'Xóm 2' },
    { key: 'xom-10', name: 'Xóm 10' },
  ];
  const counted = [
    { key: null, name: 'Chưa rõ xóm', answered: 2 },
    { key: 'xom-10', name: 'Xóm 10', answered: 5 },
    { key: 'xom-2', name: 'Xóm 2', answered: 3 },
  ];
  const told = (audience: Parameters<typeof hamletCounts>[1]) =>
    hamletCounts(counted, audience, hamlets).map(({ name, answered }) => `${name}: ${answered}`);
  expect(told({ kind: 'commune' })).toEqual(['Xóm 1: 0', 'Xóm 2: 3', 'Xóm 10: 5', 'Chưa rõ xóm: 2']);
  expect(told({ kind: 'hamlets', hamletKeys: ['xom-1'] })).toEqual(['Xóm 1: 0', 'Xóm 2: 3', 'Xóm 10: 5', 'Chưa rõ xóm: 2']);
  expect(told({ kind: 'visitors', from: '2026-11-01', to: '2026-11-30' })).toEqual(['Xóm 2: 3', 'Xóm 10: 5', 'Chưa rõ xóm: 2']);
});
