import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Question, SurveyAnswer } from '../contracts/survey-questions.js';
import { protectedCross, type ToldTable } from './survey-cross.js';
import { figuresOf, hamletsTold, trendOf } from './survey-results.js';
import { themesOf } from './survey-themes.js';

const question = (given: object) => Question.parse({ key: 'q', title: 'Câu hỏi', ...given });
const figures = (asked: object, answers: object[], fewest = 1) =>
  figuresOf(
    question(asked),
    answers.map((answer) => SurveyAnswer.parse(answer)),
    fewest,
  );
const named = (...keys: string[]) => keys.map((key) => ({ key, label: key.toUpperCase() }));

describe('the numbers of a question, as counted by hand', () => {
  it('count choices as shares of those who answered, several of each counted once', () => {
    const single = { type: 'single', options: named('a', 'b'), allowOther: true };
    expect(
      figures(
        single,
        ['a', 'a', 'khac', 'a'].map((choice) => ({ type: 'single', choice, other: 'ý' })),
      ),
    ).toEqual({
      kind: 'choices',
      options: [
        { key: 'a', label: 'A', count: 3, share: 75 },
        { key: 'b', label: 'B', count: 0, share: 0 },
        { key: 'khac', label: 'Khác', count: 1, share: 25 },
      ],
    });
    const several = { type: 'multiple', options: named('a', 'b') };
    expect(
      figures(
        several,
        [['a', 'b'], ['a'], ['a']].map((choices) => ({ type: 'multiple', choices })),
      ),
    ).toMatchObject({
      options: [
        { count: 3, share: 100 },
        { count: 1, share: 33 },
      ],
    });
  });

  it('give mean, median and the two sides of a scale', () => {
    const scale = { type: 'scale', from: 1, to: 5, lowLabel: 'Rất kém', highLabel: 'Rất tốt' };
    // 1+2+3+4+4+5 = 19; 19/6 = 3,1666…; middle two 3 and 4.
    const made = figures(
      scale,
      [5, 1, 4, 2, 4, 3].map((value) => ({ type: 'scale', value })),
    );
    expect(made).toMatchObject({ mean: 3.17, median: 3.5, diverging: { low: 33, middle: 17, high: 50 } });
    expect(made.kind === 'scale' && made.steps.map(({ label, count }) => [label, count])).toEqual([
      ['Rất kém', 1],
      ['', 1],
      ['', 1],
      ['', 2],
      ['Rất tốt', 1],
    ]);
    const ten = figures(
      { type: 'scale', from: 0, to: 10 },
      [0, 5, 10].map((value) => ({ type: 'scale', value })),
    );
    expect(ten).toMatchObject({ mean: 5, median: 5, diverging: { low: 33, middle: 33, high: 33 } });
    expect(
      figures(
        { type: 'rating' },
        [4, 5].map((value) => ({ type: 'rating', value })),
      ),
    ).toMatchObject({ mean: 4.5, median: 4.5 });
  });

  it('put numbers into even steps and days into months', () => {
    const made = figures(
      { type: 'number', unit: 'triệu', decimals: 1 },
      [0, 3, 3.5, 12, 21].map((value) => ({ type: 'number', value })),
    );
    // 39,5 / 5 = 7,9; 21 across seven steps needs steps of 5.
    expect(made).toMatchObject({ mean: 7.9, median: 3.5, unit: 'triệu' });
    expect(made.kind === 'number' && made.bins.map(({ from, to, count }) => [from, to, count])).toEqual([
      [0, 5, 3],
      [5, 10, 0],
      [10, 15, 1],
      [15, 20, 0],
      [20, 25, 1],
    ]);
    expect(figures({ type: 'number' }, [{ type: 'number', value: 7 }])).toMatchObject({ bins: [{ from: 7, to: 8, count: 1, share: 100 }] });
    const days = ['2026-01-31', '2026-03-01', '2026-01-02'].map((value) => ({ type: 'date', value }));
    expect(figures({ type: 'date' }, days)).toEqual({
      kind: 'date',
      months: [
        { month: '2026-01', count: 2, share: 67 },
        { month: '2026-03', count: 1, share: 33 },
      ],
    });
  });

  it('put every number into one step, tenths too', () => {
    const tenths = Question.parse({ key: 'q', type: 'number', title: 'Bao nhiêu?', decimals: 1 });
    const values = [0.3, 0.3, 0.3, 0.4, 0.4, 0.5, 0.5, 0.6, 0.6, 0.7, 0.7, 0.7];
    const figures = figuresOf(
      tenths,
      values.map((value) => ({ type: 'number', value })),
      1,
    );
    expect(figures.kind === 'number' && figures.bins.map(({ from, count }) => [from, count])).toEqual([
      [0.3, 3],
      [0.4, 2],
      [0.5, 2],
      [0.6, 2],
      [0.7, 3],
    ]);
  });

  it('rank by the mean place, what was not ranked standing behind in the middle of the rest', () => {
    const made = figures(
      { type: 'ranking', options: named('a', 'b', 'c', 'd'), most: 2 },
      [
        ['a', 'b'],
        ['b', 'a'],
        ['c', 'a'],
      ].map((order) => ({ type: 'ranking', order })),
    );
    // a: (1+2+2)/3; b: (2+1+3,5)/3; c: (3,5+3,5+1)/3; d: 3,5.
    expect(made.kind === 'ranking' && made.options.map(({ key, meanRank, first, ranked }) => [key, meanRank, first, ranked])).toEqual([
      ['a', 1.67, 1, 3],
      ['b', 2.17, 1, 2],
      ['c', 2.67, 1, 1],
      ['d', 3.5, 0, 0],
    ]);
  });

  it('count tables by row, photographs and consents', () => {
    const matrix = { type: 'matrix', rows: named('dien', 'nuoc'), columns: named('tot', 'kem') };
    expect(
      figures(
        matrix,
        [{ dien: 'tot', nuoc: 'kem' }, { dien: 'tot' }].map((rows) => ({ type: 'matrix', rows })),
      ),
    ).toMatchObject({
      rows: [
        {
          key: 'dien',
          n: 2,
          cells: [
            { count: 2, share: 100 },
            { count: 0, share: 0 },
          ],
        },
        { key: 'nuoc', n: 1, cells: [{ count: 0 }, { count: 1, share: 100 }] },
      ],
    });
    expect(figures({ type: 'photo', max: 2 }, [{ type: 'photo', mediaIds: ['a'.repeat(24), 'b'.repeat(24)] }])).toEqual({
      kind: 'photo',
      photos: 2,
    });
    expect(
      figures(
        { type: 'consent', statement: 'Đồng ý.' },
        [true, false, true].map((agreed) => ({ type: 'consent', agreed })),
      ),
    ).toEqual({ kind: 'consent', agreed: 2, declined: 1 });
  });

  it('are hidden under ten where nobody is named, and when nobody answered', () => {
    const nine = Array.from({ length: 9 }, () => ({ type: 'rating', value: 5 }));
    expect(figures({ type: 'rating' }, nine, 10)).toEqual({ kind: 'hidden' });
    expect(figures({ type: 'rating' }, [...nine, ...nine], 10).kind).toBe('scale');
    expect(figures({ type: 'rating' }, [])).toEqual({ kind: 'hidden' });
  });
});

it('follows answers week by week, Monday to Sunday, without a gap', () => {
  expect(trendOf(['2026-12-20', '2026-12-01', '2026-11-30', '2026-12-14'])).toEqual([
    { week: '2026-11-30', count: 2 },
    { week: '2026-12-07', count: 0 },
    { week: '2026-12-14', count: 2 },
  ]);
  expect(trendOf([])).toEqual([]);
});

describe('what people write about', () => {
  it('is told by words that at least three use, however they type them', () => {
    const themes = themesOf([
      'Đường liên xóm hư hỏng nặng, mong xã sửa đường liên xóm.',
      'duong lien xom nhieu o ga',
      'Đường liên xóm cần đèn chiếu sáng.',
      'Nước không sạch!',
      'nước không sạch, có mùi',
      'Nguồn nước không sạch.',
      'Xã nên thu gom rác',
      'Thu gom rác chậm',
      'Rác nhiều ngày không ai lấy',
    ]);
    expect(themes).toContainEqual({ words: 'đường liên xóm', answers: 3 });
    expect(themes.map(({ words }) => words)).not.toContain('liên xóm');
    expect(themes).toContainEqual({ words: 'không sạch', answers: 3 });
    expect(themes).toContainEqual({ words: 'rác', answers: 3 });
    // “dung” is no “đúng”, whatever it looks like without marks.
    expect(themesOf(['Gửi nội dung trước', 'nội dung dài', 'đúng giờ', 'đúng', 'Nội dung họp'])).toEqual([
      { words: 'nội dung', answers: 3 },
    ]);
    expect(themes.map(({ words }) => words)).not.toContain('xã');
    expect(themes.map(({ words }) => words)).not.toContain('của');
  });
  it('says nothing that fewer than three wrote, however often', () => {
    expect(themesOf(['ông Tám Ruộng ông Tám Ruộng ông Tám Ruộng', 'ông Tám Ruộng'])).toEqual([]);
    expect(themesOf(['•••• 0912', '12 345', '!!!', ''])).toEqual([]);
  });
});

describe('hamlets beside answers without a name', () => {
  it.each<[[string | null, number][], string[]]>([
    [
      [
        ['a', 50],
        ['b', 10],
      ],
      ['a', 'b'],
    ],
    [
      [
        ['a', 50],
        ['b', 12],
        ['c', 3],
      ],
      ['a'],
    ],
    [
      [
        ['a', 50],
        ['b', 12],
        ['c', 3],
        [null, 9],
      ],
      ['a', 'b'],
    ],
    [
      [
        ['a', 9],
        ['b', 9],
      ],
      [],
    ],
    [
      [
        ['a', 11],
        ['b', 1],
      ],
      [],
    ],
  ])('%j: %j', (counts, told) => {
    expect([...hamletsTold(new Map(counts))].sort()).toEqual(told);
  });
});

describe('a cross-table', () => {
  it('hides cells under ten and as many others as would tell them', () => {
    const made = protectedCross(
      [
        [30, 4, 20],
        [25, 15, 40],
      ],
      10,
    );
    expect(made.cells[0]?.[1]).toBeNull();
    // 4 = 54 − 30 − 20 and 4 = 19 − 15: one more in its row and one in its column are hidden, and where those meet.
    expect(made).toEqual({
      cells: [
        [null, null, 20],
        [null, null, 40],
      ],
      rowTotals: [54, 80],
      columnTotals: [55, 19, 60],
      total: 134,
    });
  });
  it('stays as it is when nothing is small, and tells nothing of fewer than ten', () => {
    expect(
      protectedCross(
        [
          [10, 20],
          [30, 40],
        ],
        10,
      ),
    ).toEqual({
      cells: [
        [10, 20],
        [30, 40],
      ],
      rowTotals: [30, 70],
      columnTotals: [40, 60],
      total: 100,
    });
    expect(protectedCross([[4, 5]], 10)).toEqual({ cells: [[null, null]], rowTotals: [null], columnTotals: [null, null], total: null });
  });

  /** Whatever table could stand behind what is shown: for each number the least and the most it could be. */
  function boundsBehind(told: ToldTable, given: { rows?: number[]; columns?: number[]; total: number }, height: number, width: number) {
    const seen = {
      cells: Array.from({ length: height * width }, () => new Set<number>()),
      rows: Array.from({ length: height }, () => new Set<number>()),
    };
    const table: number[] = [];
    const fill = (left: number): void => {
      const place = table.length;
      if (place === height * width) {
        if (left !== 0) return;
        const row = (index: number) => table.slice(index * width, (index + 1) * width).reduce((sum, value) => sum + value, 0);
        const column = (index: number) => table.reduce((sum, value, at) => sum + (at % width === index ? value : 0), 0);
        for (let index = 0; index < height; index += 1) {
          const known = given.rows?.[index] ?? told.rowTotals[index];
          if (known !== null && known !== undefined && row(index) !== known) return;
        }
        for (let index = 0; index < width; index += 1) {
          const known = given.columns?.[index] ?? told.columnTotals[index];
          if (known !== null && known !== undefined && column(index) !== known) return;
        }
        for (const [at, value] of table.entries()) seen.cells[at]?.add(value);
        for (let index = 0; index < height; index += 1) seen.rows[index]?.add(row(index));
        return;
      }
      const known = told.cells[Math.floor(place / width)]?.[place % width] ?? null;
      for (let value = known ?? 0; value <= (known ?? left); value += 1) {
        if (value > left) break;
        table.push(value);
        fill(left - value);
        table.pop();
      }
    };
    fill(given.total);
    return seen;
  }

  it('leaves whoever subtracts as many possibilities as the totals alone', () => {
    const fewest = 3;
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.oneof(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 7 })), { minLength: 3, maxLength: 3 }), {
          minLength: 2,
          maxLength: 2,
        }),
        (counts) => {
          const told = protectedCross(counts, fewest);
          const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
          const rows = counts.map(sum);
          const columns = [0, 1, 2].map((column) => sum(counts.map((line) => line[column] ?? 0)));
          const total = sum(rows);
          for (const line of [told.rowTotals, told.columnTotals, [told.total], ...told.cells])
            for (const shown of line) expect(shown === null || shown >= fewest).toBe(true);
          if (told.total === null) return;
          const behind = boundsBehind(told, { rows, columns, total }, 2, 3);
          counts.flat().forEach((value, place) => {
            const [row, column] = [rows[Math.floor(place / 3)] ?? 0, columns[place % 3] ?? 0];
            const free = Math.min(row, column) - Math.max(0, row + column - total);
            const possible = [...(behind.cells[place] ?? [])];
            if (value < fewest) expect(Math.max(...possible) - Math.min(...possible)).toBeGreaterThanOrEqual(Math.min(fewest, free));
          });
          // Small totals, for who knows only what is shown.
          const shown = boundsBehind(told, { total }, 2, 3);
          rows.forEach((value, index) => {
            const possible = [...(shown.rows[index] ?? [])];
            if (value < fewest) expect(Math.max(...possible) - Math.min(...possible)).toBeGreaterThanOrEqual(fewest);
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});
