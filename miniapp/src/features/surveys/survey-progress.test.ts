import type { Question, SurveyAnswers, SurveyForm } from 'backend/contracts/survey-questions';
import { expect, it } from 'vitest';
import { faultsIn, progressOf, progressWords, resumeAt } from './survey-progress.js';

const common = { help: '', required: false, when: null };
const option = (key: string) => ({ key, label: key, exclusive: false, next: null });
const questions: Question[] = [
  {
    ...common,
    type: 'single',
    key: 'co-dung',
    title: 'Có dùng không?',
    required: true,
    allowOther: true,
    options: [option('co'), option('khong')],
  },
  { ...common, type: 'rating', key: 'may-sao', title: 'Mấy sao?', when: { kind: 'equals', question: 'co-dung', value: 'co' } },
  {
    ...common,
    type: 'short_text',
    key: 'vi-sao',
    title: 'Vì sao?',
    required: true,
    when: { kind: 'equals', question: 'co-dung', value: 'co' },
  },
  { ...common, type: 'long_text', key: 'gop-y', title: 'Góp ý?' },
];
const form: SurveyForm = { sections: [{ key: 'phan-1', title: '', intro: '', when: null, questions }] };

const yes: SurveyAnswers = { 'co-dung': { type: 'single', choice: 'co', other: '' } };
const no: SurveyAnswers = { 'co-dung': { type: 'single', choice: 'khong', other: '' } };
const why: SurveyAnswers = { ...yes, 'vi-sao': { type: 'short_text', text: 'Tiện' } };

it('counts what is asked as the answers say: it grows and shrinks', () => {
  expect([{}, yes, no].map((answers) => progressWords(progressOf(form, answers, 'co-dung')))).toEqual([
    'Câu 1 trong 2',
    'Câu 1 trong 4',
    'Câu 1 trong 2',
  ]);
  expect(progressOf(form, why, 'gop-y')).toEqual({ number: 4, of: 4, answered: 2 });
  expect(progressOf(form, no, 'may-sao').number).toBe(1);
});

it.each<[string, SurveyAnswers, string | null, string | null]>([
  ['nothing begun', {}, null, 'co-dung'],
  ['the first that needs an answer', yes, null, 'vi-sao'],
  ['where somebody was', why, 'gop-y', 'gop-y'],
  ['where somebody was, though what may be left out was', why, 'may-sao', 'may-sao'],
  ['one before it that needs an answer', yes, 'gop-y', 'vi-sao'],
  ['what is not asked any more', no, 'vi-sao', 'co-dung'],
])('goes on at: %s', (_, answers, at, key) => {
  expect(resumeAt(form, answers, at)).toBe(key);
});

it('goes on nowhere when nothing is asked', () => {
  expect(resumeAt({ sections: [] }, {}, null)).toBeNull();
});

it.each<[string, SurveyAnswers, Record<string, string>]>([
  ['what must be answered', {}, { 'co-dung': 'Xin trả lời câu này.' }],
  ['only what is asked', no, {}],
  [
    'in the order of the questions',
    { ...yes, 'gop-y': { type: 'long_text', text: 'a < b' } },
    { 'vi-sao': 'Xin trả lời câu này.', 'gop-y': 'Xin không dùng dấu < hoặc >.' },
  ],
  [
    'letters of another choice',
    { 'co-dung': { type: 'single', choice: 'khac', other: '<b>' } },
    { 'co-dung': 'Xin không dùng dấu < hoặc >.' },
  ],
  ['lines are allowed', { ...no, 'gop-y': { type: 'long_text', text: 'một\nhai' } }, {}],
  ['an answer of another type is none', { 'co-dung': { type: 'rating', value: 3 } }, { 'co-dung': 'Xin trả lời câu này.' }],
])('finds fault with %s', (_, answers, faults) => {
  expect(faultsIn(form, answers)).toEqual(faults);
  expect(Object.keys(faultsIn(form, answers))).toEqual(Object.keys(faults));
});
