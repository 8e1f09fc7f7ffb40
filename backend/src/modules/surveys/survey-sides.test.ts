import { describe, expect, it } from 'vitest';
import { Question, type SurveyAnswers } from '../../contracts/survey-questions.js';
import { crossed, type Given, questionSide, type Side } from './survey-sides.js';

const yesNo = Question.parse({
  key: 'a',
  type: 'single',
  title: 'Có dùng không?',
  options: [
    { key: 'co', label: 'Có' },
    { key: 'khong', label: 'Không' },
  ],
});
const follow = Question.parse({ ...yesNo, key: 'b', when: { kind: 'equals', question: 'a', value: 'co' } });
const several = Question.parse({
  key: 'm',
  type: 'multiple',
  title: 'Đã làm gì?',
  options: [
    { key: 'quy', label: 'Đóng quỹ' },
    { key: 'cong', label: 'Góp công' },
  ],
});
const hamlets: Side = {
  title: 'Xóm',
  lines: ['mot', 'hai', 'ba'].map((key) => ({ key, label: key })),
  several: false,
  keysOf: ({ hamlet }) => [hamlet ?? ''],
};
const side = (question: Question): Side => questionSide(question) as Side;
const people = (hamlet: string, count: number, answers: SurveyAnswers): Given[] =>
  Array.from({ length: count }, (_, place) => ({ id: `${hamlet}-${place}`, residentId: null, hamlet, sentOn: null, answers }));
const single = (choice: string) => ({ type: 'single' as const, choice, other: '' });
const multiple = (...choices: string[]) => ({ type: 'multiple' as const, choices, other: '' });

describe('a table of a question across the hamlets', () => {
  // Three of hamlet one and seven of hamlet three do not use it, and so were not asked on.
  const given = [
    ...people('mot', 27, { a: single('co'), b: single('co') }),
    ...people('mot', 3, { a: single('khong') }),
    ...people('hai', 31, { a: single('co'), b: single('khong') }),
    ...people('hai', 17, { a: single('khong') }),
    ...people('ba', 34, { a: single('co'), b: single('co') }),
    ...people('ba', 7, { a: single('khong') }),
  ];

  it('counts everybody of each hamlet, so that no other table tells by its totals how few were not asked', () => {
    for (const question of [yesNo, follow]) {
      const { columns, columnTotals, total } = crossed(given, [side(question), hamlets], false, 10);
      expect(columns.map(({ key }, place) => [key, columnTotals[place]])).toEqual([
        ['mot', 30],
        ['hai', 48],
        ['ba', 41],
      ]);
      expect(total).toBe(119);
    }
    const { rows, cells } = crossed(given, [side(follow), hamlets], false, 10);
    expect(rows.at(-1)?.label).toBe('Không được hỏi, hoặc không trả lời');
    // What is hidden of the few is hidden of those who would give them away.
    expect(cells.map((line) => line[0]).filter((cell) => cell !== null)).toEqual([]);
  });

  it('asked by what was answered to the other side leaves out who was not asked', () => {
    const { rows, columns, total } = crossed(given, [side(yesNo), side(follow)], true, 10);
    expect([rows.map(({ key }) => key), columns.map(({ key }) => key), total]).toEqual([['co'], ['co', 'khong'], 92]);
  });
});

it('tells of several choices no number that leaves few who did not choose it', () => {
  const given = [
    ...people('mot', 29, { m: multiple('quy') }),
    ...people('mot', 1, { m: multiple('cong') }),
    ...people('hai', 20, { m: multiple('quy', 'cong') }),
    ...people('hai', 25, { m: multiple() }),
    ...people('ba', 40, { m: multiple('cong') }),
  ];
  const { rows, cells, columnTotals } = crossed(given, [side(several), hamlets], false, 10);
  expect(rows.map(({ key }) => key)).toEqual(['quy', 'cong']);
  expect(columnTotals).toEqual([30, 45, 40]);
  expect(cells[0]?.[0]).toBeNull();
  // The same the other way round.
  const turned = crossed(given, [hamlets, side(several)], false, 10);
  expect(turned.cells[0]?.[0]).toBeNull();
  expect(turned.rowTotals).toEqual([30, 45, 40]);
});

it('of nobody is empty', () => {
  expect(crossed([], [side(several), hamlets], false, 10)).toMatchObject({ rows: [], cells: [], total: null });
});
