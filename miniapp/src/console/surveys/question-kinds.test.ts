import { faultsOf } from 'backend/contracts/survey-faults';
import { Question, questionTypes } from 'backend/contracts/survey-questions';
import { expect, it } from 'vitest';
import { asType, freshQuestion, linesOf } from './question-kinds.js';

it('makes a question of every type that can be stored at once', () => {
  for (const type of questionTypes) expect(Question.safeParse(freshQuestion(type, 'cau-1')).success, type).toBe(true);
});

it('keeps words, condition and choices when the type changes', () => {
  const before = {
    ...freshQuestion('single', 'cau-2'),
    title: 'Nước ở đâu?',
    when: { kind: 'answered' as const, question: 'cau-1' },
    options: [
      { key: 'y-1', label: 'Giếng', exclusive: false, next: { to: 'end' as const } },
      { key: 'y-2', label: 'Ao', exclusive: false, next: null },
    ],
  } as Question;
  expect(asType(before, 'multiple')).toMatchObject({
    type: 'multiple',
    title: 'Nước ở đâu?',
    when: before.when,
    options: [{ label: 'Giếng' }, { label: 'Ao' }],
  });
  expect(asType(before, 'ranking')).toMatchObject({
    options: [
      { key: 'y-1', label: 'Giếng' },
      { key: 'y-2', label: 'Ao' },
    ],
  });
  expect(asType(before, 'matrix')).toMatchObject({ columns: [{ label: 'Giếng' }, { label: 'Ao' }] });
  for (const from of questionTypes)
    for (const to of questionTypes)
      expect(Question.safeParse(asType(freshQuestion(from, 'cau-1'), to)).success, `${from} → ${to}`).toBe(true);
});

it('asks by steps of ready names without a fault', () => {
  const scale = { ...freshQuestion('scale', 'cau-1'), title: 'Hài lòng?' };
  expect(faultsOf({ sections: [{ key: 'phan-1', title: '', intro: '', when: null, questions: [scale] }] })).toEqual([]);
});

it('reads pasted lines, with or without marks before them', () => {
  expect(linesOf('- Giếng\n\n2. Nước máy\n c) Ao, hồ \nSuối')).toEqual(['Giếng', 'Nước máy', 'Ao, hồ', 'Suối']);
});
