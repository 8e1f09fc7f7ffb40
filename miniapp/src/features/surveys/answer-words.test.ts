import type { Question, SurveyAnswer } from 'backend/contracts/survey-questions';
import { expect, it } from 'vitest';
import { answerWords } from './answer-words.js';

const common = { key: 'cau', title: 'Hỏi?', help: '', required: false, when: null };
const named = [
  { key: 'duong', label: 'Đường' },
  { key: 'dien', label: 'Điện' },
];
const options = named.map((one) => ({ ...one, exclusive: false, next: null }));
const scale: Question = { ...common, type: 'scale', from: 1, to: 5, lowLabel: 'Rất kém', highLabel: 'Rất tốt', allLabels: [] };
const text = (value: string): SurveyAnswer => ({ type: 'long_text', text: value });

it.each<[Question, SurveyAnswer | undefined, string[]]>([
  [{ ...common, type: 'single', options, allowOther: true }, { type: 'single', choice: 'dien', other: '' }, ['Điện']],
  [{ ...common, type: 'single', options, allowOther: true }, { type: 'single', choice: 'khac', other: ' cầu ' }, ['Khác: cầu']],
  [
    { ...common, type: 'multiple', options, allowOther: true, min: 0, max: null },
    { type: 'multiple', choices: ['duong', 'khac'], other: 'cầu' },
    ['Đường', 'Khác: cầu'],
  ],
  [scale, { type: 'scale', value: 5 }, ['Mức 5: Rất tốt']],
  [scale, { type: 'scale', value: 3 }, ['Mức 3']],
  [
    { ...common, type: 'matrix', rows: named, columns: [{ key: 'tot', label: 'Tốt' }] },
    { type: 'matrix', rows: { dien: 'tot' } },
    ['Điện: Tốt'],
  ],
  [{ ...common, type: 'rating' }, { type: 'rating', value: 4 }, ['4 trên 5 sao']],
  [{ ...common, type: 'number', min: null, max: null, decimals: 1, unit: 'm²' }, { type: 'number', value: 1250.5 }, ['1.250,5 m²']],
  [{ ...common, type: 'date', min: null, max: null }, { type: 'date', value: '2026-12-01' }, ['Thứ Ba, 01/12/2026']],
  [{ ...common, type: 'long_text' }, text(' Dài '), ['Dài']],
  [{ ...common, type: 'long_text' }, text('  '), []],
  [{ ...common, type: 'ranking', options: named, most: null }, { type: 'ranking', order: ['dien', 'duong'] }, ['1. Điện', '2. Đường']],
  [{ ...common, type: 'photo', max: 2 }, { type: 'photo', mediaIds: ['a', 'b'] }, ['2 ảnh']],
  [{ ...common, type: 'consent', statement: '' }, { type: 'consent', agreed: false }, ['Tôi không đồng ý']],
  [{ ...common, type: 'rating' }, undefined, []],
  [{ ...common, type: 'single', options, allowOther: false }, text('cũ'), []],
])('says an answer in words', (question, answer, words) => {
  expect(answerWords(question, answer)).toEqual(words);
});
