import type { Condition, Question, SurveyForm } from 'backend/contracts/survey-questions';
import { Condition as ConditionSchema } from 'backend/contracts/survey-questions';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { conditionOf, conditionWords, relationOf, relationsOf, rulesOf, sentenceOf, usualSentence, withRelation } from './conditions.js';
import { freshQuestion } from './question-kinds.js';
import { nextKey } from './survey-keys.js';

const today = '2026-12-01';
const common = { title: 'Hỏi', help: '', required: false, when: null };
const option = (key: string, label: string) => ({ key, label, exclusive: false, next: null });
const questions: Question[] = [
  { ...common, key: 'nuoc', type: 'single', options: [option('co', 'Có'), option('khong', 'Không')], allowOther: true },
  {
    ...common,
    key: 'nguon',
    type: 'multiple',
    options: [option('gieng', 'Giếng'), option('ao', 'Ao')],
    allowOther: false,
    min: 0,
    max: null,
  },
  { ...common, key: 'diem', type: 'scale', from: 1, to: 5, lowLabel: '', highLabel: '', allLabels: [] },
  { ...common, key: 'tien', type: 'number', min: 0, max: null, decimals: 1, unit: '' },
  { ...common, key: 'ngay', type: 'date', min: null, max: null },
  { ...common, key: 'thuan', type: 'consent', statement: 'Tôi đồng ý.' },
  {
    ...common,
    key: 'bang',
    type: 'matrix',
    rows: [{ key: 'duong', label: 'Đường' }],
    columns: [{ key: 'tot', label: 'Tốt' }],
  },
  { ...common, key: 'viec', type: 'ranking', options: [{ key: 'cau', label: 'Cầu' }], most: null },
  { ...common, key: 'y-kien', type: 'long_text' },
];
const form: SurveyForm = { sections: [{ key: 'p-1', title: '', intro: '', when: null, questions }] };

it.each<[Condition, string]>([
  [{ kind: 'equals', question: 'nuoc', value: 'co' }, 'câu 1 là “Có”'],
  [{ kind: 'not', of: { kind: 'equals', question: 'nuoc', value: 'khac' } }, 'câu 1 không phải là “Khác”'],
  [{ kind: 'in', question: 'nuoc', values: ['co', 'khong'] }, 'câu 1 là một trong các ý “Có”, “Không”'],
  [{ kind: 'includes', question: 'nguon', option: 'ao' }, 'câu 2 có chọn “Ao”'],
  [{ kind: 'compare', question: 'diem', operator: '>=', value: 4 }, 'câu 3 từ 4 trở lên'],
  [{ kind: 'compare', question: 'tien', operator: '<', value: 1.5 }, 'câu 4 nhỏ hơn 1,5'],
  [{ kind: 'compare', question: 'ngay', operator: '<=', value: '2026-12-31' }, 'câu 5 đến hết ngày 31/12/2026'],
  [{ kind: 'equals', question: 'thuan', value: true }, 'câu 6 đồng ý'],
  [{ kind: 'equals', question: 'bang', row: 'duong', value: 'tot' }, 'câu 7, dòng “Đường”, là “Tốt”'],
  [{ kind: 'not', of: { kind: 'includes', question: 'viec', option: 'cau' } }, 'câu 8 không xếp “Cầu”'],
  [{ kind: 'answered', question: 'y-kien' }, 'câu 9 đã trả lời'],
  [{ kind: 'answered', question: 'mat' }, 'một câu đã xóa'],
  [
    {
      kind: 'all',
      of: [
        { kind: 'equals', question: 'nuoc', value: 'co' },
        {
          kind: 'any',
          of: [
            { kind: 'includes', question: 'nguon', option: 'ao' },
            { kind: 'answered', question: 'diem' },
          ],
        },
      ],
    },
    'câu 1 là “Có” và (câu 2 có chọn “Ao” hoặc câu 3 đã trả lời)',
  ],
  [
    {
      kind: 'not',
      of: {
        kind: 'any',
        of: [
          { kind: 'answered', question: 'nuoc' },
          { kind: 'answered', question: 'diem' },
        ],
      },
    },
    'không phải (câu 1 đã trả lời hoặc câu 3 đã trả lời)',
  ],
])('says %j in plain words', (condition, words) => {
  expect(conditionWords(condition, form)).toBe(words);
});

const leaf: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { kind: 'equals', question: 'nuoc', value: 'co' },
  { kind: 'includes', question: 'nguon', option: 'ao' },
  { kind: 'compare', question: 'diem', operator: '>', value: 2 },
  { kind: 'answered', question: 'y-kien' },
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    tie('condition').map((of): Condition => ({ kind: 'not', of })),
    fc.record({ kind: fc.constantFrom('all' as const, 'any' as const), of: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
  ),
}));

/** What a condition says over a world in which each leaf is true or false. */
function says(one: Condition, holding: readonly string[]): boolean {
  if (one.kind === 'not') return !says(one.of, holding);
  if (one.kind === 'all') return one.of.every((part) => says(part, holding));
  if (one.kind === 'any') return one.of.some((part) => says(part, holding));
  return 'question' in one && holding.includes(one.question);
}

it('means the same after it was taken apart and put together', () => {
  fc.assert(
    fc.property(condition, fc.uniqueArray(fc.constantFrom('nuoc', 'nguon', 'diem', 'y-kien')), (one, holding) => {
      const again = conditionOf(rulesOf(one));
      if (again === null) throw new Error('the condition is gone');
      expect(says(again, holding)).toBe(says(one, holding));
      expect(conditionOf(rulesOf(again))).toEqual(again);
    }),
  );
});

it('offers for every type only what the server takes, and knows it again', () => {
  for (const question of questions)
    for (const { value: relation } of relationsOf(question)) {
      const sentence = sentenceOf(question, relation, today);
      const made = conditionOf(sentence);
      expect(ConditionSchema.safeParse(made).success, `${question.type} ${relation}`).toBe(true);
      const [again] = rulesOf(made).parts;
      if (again?.kind !== 'sentence') throw new Error('it is no sentence');
      expect(relationOf(again)).toBe(relation);
    }
});

it('keeps what is compared with when the relation changes', () => {
  const scale = questions[2] as Question;
  const from = withRelation(
    { ...usualSentence(scale, today), leaf: { kind: 'equals', question: 'diem', value: 4 } },
    scale,
    'at_least',
    today,
  );
  expect(conditionOf(from)).toEqual({ kind: 'compare', question: 'diem', operator: '>=', value: 4 });
});

it('gives new things names that nothing speaks of', () => {
  const taken: SurveyForm = {
    sections: [
      {
        key: 'phan-1',
        title: '',
        intro: '',
        when: null,
        questions: [
          freshQuestion('single', 'cau-1'),
          { ...freshQuestion('rating', 'cau-2'), when: { kind: 'answered', question: 'cau-7' } },
        ],
      },
    ],
  };
  expect(nextKey('cau', taken)).toBe('cau-8');
  expect(nextKey('phan', taken)).toBe('phan-2');
  expect(nextKey('cau', { question: { key: 'cau-11' } }, taken)).toBe('cau-12');
  expect(nextKey('y', null)).toBe('y-1');
});
