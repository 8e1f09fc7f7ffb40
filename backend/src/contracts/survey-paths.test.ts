import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyclesOf, faultsOf, unreachableOf, warningsOf } from './survey-faults.js';
import { answerFault, faultsOfAnswers, minutesOf, otherChoice, pathOf, questionsOf, relevantAnswers } from './survey-paths.js';
import { Condition, Question, SurveyAnswer, SurveyAnswers, SurveyForm } from './survey-questions.js';

const question = (given: object) => Question.parse({ title: 'Câu hỏi?', ...given });
const form = (...questions: object[]) => SurveyForm.parse({ sections: [{ key: 'mot', questions: questions.map(question) }] });
const yesNo = (key: string, more: object = {}) => ({
  key,
  type: 'single',
  options: [
    { key: 'co', label: 'Có' },
    { key: 'khong', label: 'Không' },
  ],
  ...more,
});
const chose = (choice: string, other = '') => ({ type: 'single' as const, choice, other });
const codes = (found: readonly { code: string; questions: string[] }[]) =>
  found.map(({ code, questions }) => [code, ...questions].join(' ')).sort();

describe('an answer', () => {
  const several = {
    type: 'multiple',
    key: 'q',
    min: 2,
    max: 3,
    allowOther: true,
    options: [
      { key: 'a', label: 'A' },
      { key: 'b', label: 'B' },
      { key: 'c', label: 'C' },
      { key: 'd', label: 'D' },
      { key: 'x', label: 'Không có ý kiến nào', exclusive: true },
    ],
  };
  const table: [object, object | undefined, string | null][] = [
    [yesNo('q', { required: true }), undefined, 'Xin trả lời câu này.'],
    [yesNo('q'), undefined, null],
    [yesNo('q'), chose('co'), null],
    [yesNo('q'), chose('constructor'), 'Lựa chọn này không có trong câu hỏi.'],
    [yesNo('q'), chose(otherChoice, 'Ý khác'), 'Lựa chọn này không có trong câu hỏi.'],
    [yesNo('q', { allowOther: true }), chose(otherChoice), 'Xin ghi rõ ý kiến khác.'],
    [yesNo('q', { allowOther: true }), chose(otherChoice, 'Ý khác'), null],
    [yesNo('q'), { type: 'rating', value: 3 }, 'Câu trả lời không đúng loại của câu hỏi.'],
    [several, { type: 'multiple', choices: [] }, null],
    [several, { type: 'multiple', choices: ['a'] }, 'Xin chọn ít nhất 2 ý.'],
    [several, { type: 'multiple', choices: ['x'] }, null],
    [several, { type: 'multiple', choices: ['a', 'x'] }, 'Đã chọn “Không có ý kiến nào” thì không chọn thêm ý khác.'],
    [several, { type: 'multiple', choices: ['a', 'b', 'c', 'd'] }, 'Chỉ chọn nhiều nhất 3 ý.'],
    [several, { type: 'multiple', choices: ['a', otherChoice], other: 'Ý khác' }, null],
    [{ type: 'scale', key: 'q', from: 0, to: 10 }, { type: 'scale', value: 10 }, null],
    [{ type: 'scale', key: 'q', from: 1, to: 5 }, { type: 'scale', value: 0 }, 'Xin chọn một mức từ 1 đến 5.'],
    [{ type: 'rating', key: 'q' }, { type: 'rating', value: 6 }, 'Xin chọn từ 1 đến 5 sao.'],
    [{ type: 'number', key: 'q', min: 0, max: 20 }, { type: 'number', value: 1.5 }, 'Xin ghi số nguyên.'],
    [{ type: 'number', key: 'q', decimals: 1 }, { type: 'number', value: 0.3 }, null],
    [{ type: 'number', key: 'q', decimals: 1 }, { type: 'number', value: 0.25 }, 'Xin ghi nhiều nhất 1 chữ số sau dấu phẩy.'],
    [{ type: 'number', key: 'q', min: 0.5, decimals: 1 }, { type: 'number', value: 0 }, 'Số nhỏ nhất là 0,5.'],
    [{ type: 'date', key: 'q', min: '2026-01-01' }, { type: 'date', value: '2025-12-31' }, 'Ngày sớm nhất là 01/01/2026.'],
    [{ type: 'short_text', key: 'q', required: true }, { type: 'short_text', text: '  ' }, 'Xin trả lời câu này.'],
    [
      {
        type: 'ranking',
        key: 'q',
        options: [
          { key: 'a', label: 'A' },
          { key: 'b', label: 'B' },
          { key: 'c', label: 'C' },
        ],
        most: 2,
      },
      { type: 'ranking', order: ['a'] },
      'Xin xếp thứ tự đủ 2 ý.',
    ],
    [
      {
        type: 'matrix',
        key: 'q',
        required: true,
        rows: [
          { key: 'r', label: 'Điện' },
          { key: 's', label: 'Nước' },
        ],
        columns: [
          { key: 'a', label: 'Tốt' },
          { key: 'b', label: 'Kém' },
        ],
      },
      { type: 'matrix', rows: { r: 'a' } },
      'Xin chọn cho dòng “Nước”.',
    ],
    [{ type: 'photo', key: 'q' }, { type: 'photo', mediaIds: ['a'.repeat(24), 'b'.repeat(24)] }, 'Chỉ gửi nhiều nhất 1 ảnh.'],
    [
      { type: 'consent', key: 'q', statement: 'Tôi đồng ý.', required: true },
      { type: 'consent', agreed: false },
      'Câu này cần ông/bà đồng ý thì mới gửi được.',
    ],
    [{ type: 'consent', key: 'q', statement: 'Tôi đồng ý.' }, { type: 'consent', agreed: false }, null],
  ];
  it.each(table)('%j ← %j: %s', (asked, given, fault) => {
    expect(answerFault(question(asked), given === undefined ? undefined : SurveyAnswer.parse(given))).toBe(fault);
  });

  it('is refused by its contract when a choice comes twice, is called like a prototype, or there are too many', () => {
    for (const wrong of [
      { q: { type: 'multiple', choices: ['a', 'a'], other: '' } },
      { q: { type: 'number', value: Number.NaN } },
      { q: { type: 'rating', value: 5, admin: true } },
      Object.fromEntries(Array.from({ length: 201 }, (_, place) => [`q${place}`, { type: 'rating', value: 5 }])),
    ])
      expect(SurveyAnswers.safeParse(wrong).success).toBe(false);
    const parsed = SurveyAnswers.safeParse(JSON.parse('{"__proto__": {"type": "rating", "value": 5}}'));
    expect(Object.keys(parsed.data ?? {})).toEqual([]);
    expect(Object.getPrototypeOf(parsed.data ?? {})).toBe(Object.prototype);
  });
});

describe('a condition', () => {
  const asked = form(
    yesNo('q1', { allowOther: true }),
    {
      key: 'q2',
      type: 'multiple',
      options: [
        { key: 'a', label: 'A' },
        { key: 'b', label: 'B' },
      ],
    },
    { key: 'q3', type: 'number', decimals: 1 },
    { key: 'q4', type: 'date' },
    {
      key: 'q5',
      type: 'matrix',
      rows: [{ key: 'dien', label: 'Điện' }],
      columns: [
        { key: 'tot', label: 'Tốt' },
        { key: 'kem', label: 'Kém' },
      ],
    },
    { key: 'q6', type: 'consent', statement: 'Đồng ý.' },
  );
  const answers = SurveyAnswers.parse({
    q1: chose('co'),
    q2: { type: 'multiple', choices: ['b'] },
    q3: { type: 'number', value: 2.5 },
    q4: { type: 'date', value: '2026-12-01' },
    q5: { type: 'matrix', rows: { dien: 'kem' } },
    q6: { type: 'consent', agreed: false },
  });
  const table: [Condition, boolean][] = [
    [{ kind: 'answered', question: 'q1' }, true],
    [{ kind: 'equals', question: 'q1', value: 'co' }, true],
    [{ kind: 'in', question: 'q1', values: ['khong', otherChoice] }, false],
    [{ kind: 'includes', question: 'q2', option: 'b' }, true],
    [{ kind: 'includes', question: 'q2', option: 'a' }, false],
    [{ kind: 'compare', question: 'q3', operator: '>', value: 2 }, true],
    [{ kind: 'compare', question: 'q3', operator: '>=', value: 2.6 }, false],
    [{ kind: 'compare', question: 'q3', operator: '<', value: '2026-01-01' }, false],
    [{ kind: 'compare', question: 'q4', operator: '<=', value: '2026-12-01' }, true],
    [{ kind: 'compare', question: 'q4', operator: '<', value: '2026-12-01' }, false],
    [{ kind: 'equals', question: 'q5', row: 'dien', value: 'kem' }, true],
    [{ kind: 'equals', question: 'q5', value: 'kem' }, false],
    [{ kind: 'equals', question: 'q6', value: false }, true],
    [{ kind: 'not', of: { kind: 'equals', question: 'q1', value: 'co' } }, false],
    [
      {
        kind: 'all',
        of: [
          { kind: 'answered', question: 'q1' },
          { kind: 'answered', question: 'none' },
        ],
      },
      false,
    ],
    [
      {
        kind: 'any',
        of: [
          { kind: 'answered', question: 'q1' },
          { kind: 'answered', question: 'none' },
        ],
      },
      true,
    ],
    [{ kind: 'not', of: { kind: 'answered', question: 'none' } }, true],
  ];
  it.each(table)('%j: %s', (when, shown) => {
    const [section] = asked.sections;
    if (!section) throw new Error('no section');
    const whole = { sections: [{ ...section, questions: [...section.questions, question({ key: 'last', type: 'rating', when })] }] };
    expect(pathOf(whole, answers).shown.includes('last')).toBe(shown);
  });

  it('is refused by its contract when it is nested deeper, longer or stranger than any officer would', () => {
    const nested = (depth: number): unknown => (depth === 0 ? { kind: 'answered', question: 'q' } : { kind: 'not', of: nested(depth - 1) });
    expect(Condition.safeParse(nested(5)).success).toBe(true);
    for (const wrong of [
      nested(6),
      JSON.parse(`${'{"kind":"not","of":'.repeat(20_000)}null${'}'.repeat(20_000)}`),
      { kind: 'all', of: Array.from({ length: 61 }, () => ({ kind: 'answered', question: 'q' })) },
      { kind: 'all', of: [] },
      { kind: 'constructor', question: 'q' },
      { kind: 'answered', question: 'q', more: 1 },
      { kind: 'equals', question: 'q', value: { $gt: '' } },
      { kind: 'compare', question: 'q', operator: '==', value: 1 },
      null,
      [],
    ])
      expect(Condition.safeParse(wrong).success).toBe(false);
  });
});

describe('the way through a form', () => {
  const branching = SurveyForm.parse({
    sections: [
      {
        key: 'chung',
        questions: [
          question(
            yesNo('co-nuoc', {
              required: true,
              options: [
                { key: 'co', label: 'Có' },
                { key: 'khong', label: 'Không', next: { to: 'question', question: 'de-nghi' } },
                { key: 'thoi', label: 'Không trả lời', next: { to: 'end' } },
              ],
            }),
          ),
          question({ key: 'chat-luong', type: 'scale', from: 1, to: 5 }),
          question({
            key: 'vi-sao',
            type: 'long_text',
            required: true,
            when: { kind: 'compare', question: 'chat-luong', operator: '<=', value: 2 },
          }),
        ],
      },
      {
        key: 'them',
        when: { kind: 'not', of: { kind: 'equals', question: 'co-nuoc', value: 'thoi' } },
        questions: [question({ key: 'de-nghi', type: 'short_text' })],
      },
    ],
  });
  const parse = (answers: object) => SurveyAnswers.parse(answers);

  it('follows conditions and jumps, and says what is still missing', () => {
    expect(pathOf(branching, {})).toEqual({ shown: ['co-nuoc', 'chat-luong', 'de-nghi'], complete: false, next: 'co-nuoc', end: 'last' });
    const low = parse({ 'co-nuoc': chose('co'), 'chat-luong': { type: 'scale', value: 2 } });
    expect(pathOf(branching, low)).toEqual({
      shown: ['co-nuoc', 'chat-luong', 'vi-sao', 'de-nghi'],
      complete: false,
      next: 'vi-sao',
      end: 'last',
    });
    expect(pathOf(branching, parse({ 'co-nuoc': chose('khong') }))).toEqual({
      shown: ['co-nuoc', 'de-nghi'],
      complete: true,
      next: null,
      end: 'last',
    });
    expect(pathOf(branching, parse({ 'co-nuoc': chose('thoi') }))).toEqual({ shown: ['co-nuoc'], complete: true, next: null, end: 'jump' });
  });

  it('drops what answers a question that is not asked, and a wrong answer opens no branch', () => {
    const answers = parse({
      'co-nuoc': chose('khong'),
      'chat-luong': { type: 'scale', value: 1 },
      'vi-sao': { type: 'long_text', text: 'Nước đục.' },
      'khong-co': chose('a'),
    });
    expect(relevantAnswers(branching, answers)).toEqual({ 'co-nuoc': chose('khong') });
    // Words to "khác" count where it was chosen.
    const free = form(yesNo('q1', { allowOther: true }), yesNo('q2', { allowOther: true }));
    expect(relevantAnswers(free, { q1: chose('co', 'tôi là'), q2: chose('khac', 'tôi là') })).toEqual({
      q1: chose('co'),
      q2: chose('khac', 'tôi là'),
    });
    const wrong = parse({
      'co-nuoc': chose('co'),
      'chat-luong': { type: 'scale', value: -3 },
      'vi-sao': { type: 'long_text', text: 'Nước đục.' },
    });
    expect(Object.keys(relevantAnswers(branching, wrong))).toEqual(['co-nuoc', 'chat-luong']);
    expect(faultsOfAnswers(branching, wrong)).toEqual([{ question: 'chat-luong', message: 'Xin chọn một mức từ 1 đến 5.' }]);
  });
});

describe('what is taken at all', () => {
  it.each([1e13, -1e13, Number.MAX_VALUE])('no number that nothing can be reckoned with: %d', (value) => {
    expect(SurveyAnswer.safeParse({ type: 'number', value }).success).toBe(false);
  });

  it.each(['a\uffffb', 'a\ufffeb', 'a\ud800b', '\u{1fffe}'])('no character that no file can hold: %j', (text) => {
    for (const type of ['short_text', 'long_text']) expect(SurveyAnswer.safeParse({ type, text }).success).toBe(false);
    expect(SurveyAnswer.safeParse({ type: 'long_text', text: 'Đường\nxấu 🙏' }).success).toBe(true);
  });

  it('two hundred questions in all, however many sections they stand in', () => {
    const sections = (count: number) =>
      Array.from({ length: 2 }, (_, section) => ({
        key: `p${section}`,
        questions: Array.from({ length: count }, (__, place) => ({ key: `q${section}-${place}`, type: 'rating', title: 'Mấy sao?' })),
      }));
    expect(SurveyForm.safeParse({ sections: sections(100) }).success).toBe(true);
    expect(SurveyForm.safeParse({ sections: sections(101) }).success).toBe(false);
  });
});

describe('publishing', () => {
  it('finds no fault in a form that is right', () => {
    expect(faultsOf(form(yesNo('q1'), { key: 'q2', type: 'rating', when: { kind: 'equals', question: 'q1', value: 'co' } }))).toEqual([]);
  });

  const to = (key: string, target: string | null) => ({
    key,
    label: `Ý ${key}`,
    next: target === null ? null : target === 'end' ? { to: 'end' } : { to: 'question', question: target },
  });
  const choice = (key: string, targets: (string | null)[], more: object = {}) => ({
    key,
    type: 'single',
    required: true,
    options: targets.map((target, place) => to(`o${place}`, target)),
    ...more,
  });

  it('names the questions that form a cycle through jumps', () => {
    const round = form(
      choice('q1', [null, null]),
      choice('q2', [null, 'q4']),
      choice('q3', [null, null]),
      choice('q4', ['q2', 'end']),
      choice('q5', [null, null]),
    );
    expect(cyclesOf(round)).toEqual([['q2', 'q3', 'q4']]);
    expect(codes(faultsOf(round))).toEqual(['cycle q2 q3 q4']);
    expect(cyclesOf(form(choice('q1', ['q1', null])))).toEqual([['q1']]);
    // Two apart from each other.
    expect(cyclesOf(form(choice('a', ['b', 'b']), choice('b', ['a', 'end']), choice('c', ['d', 'd']), choice('d', ['c', 'end'])))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    // Back without coming round again.
    expect(codes(faultsOf(form(choice('q1', ['q3', 'end']), choice('q2', ['end', 'end']), choice('q3', ['q2', 'end']))))).toEqual([
      'jump_backward q3 q2',
    ]);
  });

  it('names conditions that wait for each other, for later or for unknown questions, or ask what cannot be answered', () => {
    const answered = (other: string) => ({ kind: 'answered', question: other });
    const waiting = form(yesNo('q1', { when: answered('q2') }), yesNo('q2', { when: answered('q1') }));
    expect(codes(faultsOf(waiting))).toEqual(['condition_later q1 q2', 'cycle q1 q2']);
    expect(codes(faultsOf(form(yesNo('q1', { when: answered('q1') }))))).toEqual(['condition_later q1', 'cycle q1']);
    expect(codes(faultsOf(form(yesNo('q1'), yesNo('q2', { when: answered('q9') }))))).toEqual(['condition_unknown q2']);
    expect(codes(faultsOf(form(yesNo('q1'), yesNo('q2', { when: { kind: 'equals', question: 'q1', value: 'maybe' } }))))).toEqual([
      'condition_useless q2 q1',
    ]);
    expect(
      codes(
        faultsOf(
          form({ key: 'q1', type: 'short_text' }, yesNo('q2', { when: { kind: 'compare', question: 'q1', operator: '<', value: 3 } })),
        ),
      ),
    ).toEqual(['condition_useless q2 q1']);
  });

  it('names what is unfinished', () => {
    expect(codes(faultsOf(form()))).toEqual(['no_questions']);
    expect(
      codes(faultsOf(form({ key: 'q1', type: 'single', title: '', options: [{ key: 'a', label: '' }] }, { key: 'q1', type: 'rating' }))),
    ).toEqual(['key_twice q1', 'label_missing q1', 'no_title q1', 'options_missing q1']);
    expect(
      codes(
        faultsOf(
          form(
            { key: 'q1', type: 'number', min: 5, max: 1 },
            yesNo('q2', {
              options: [
                { key: otherChoice, label: 'A' },
                { key: 'b', label: 'a' },
              ],
            }),
            choice('q3', ['q9', null]),
          ),
        ),
      ),
    ).toEqual(['jump_unknown q3', 'label_twice q2', 'other_key q2', 'range_wrong q1']);
  });

  it('warns of questions that nobody will ever be asked', () => {
    expect(unreachableOf(form(choice('q1', ['q3', 'end']), yesNo('q2'), yesNo('q3')))).toEqual(['q2']);
    expect(unreachableOf(form(choice('q1', ['q3', 'end'], { required: false }), yesNo('q2'), yesNo('q3')))).toEqual([]);
    // What rests on such a one is lost too; what asks for its absence is not.
    const rests = form(
      choice('q1', ['q3', 'q3']),
      yesNo('q2'),
      yesNo('q3', { when: { kind: 'answered', question: 'q2' } }),
      yesNo('q4', { when: { kind: 'not', of: { kind: 'answered', question: 'q2' } } }),
    );
    expect(unreachableOf(rests)).toEqual(['q2', 'q3']);
    expect(codes(warningsOf(rests))).toEqual(['unreachable q2', 'unreachable q3']);
  });
});

// ---- Whatever form, whatever answers

const key = fc.integer({ min: 0, max: 11 }).map((number) => `q${number}`);
const condition: fc.Arbitrary<Condition> = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.record({ kind: fc.constant('answered' as const), question: key }),
    fc.record({ kind: fc.constant('equals' as const), question: key, value: fc.constantFrom('a', 'b', 3, true) }),
    fc.record({ kind: fc.constant('includes' as const), question: key, option: fc.constantFrom('a', 'b') }),
    fc.record({
      kind: fc.constant('compare' as const),
      question: key,
      operator: fc.constantFrom('<' as const, '>=' as const),
      value: fc.integer({ min: 0, max: 5 }),
    }),
    fc.record({ kind: fc.constantFrom('all' as const, 'any' as const), of: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not' as const), of: tie('tree') }),
  ),
})).tree;
const jump = fc.option(
  fc.oneof(
    fc.constant({ to: 'end' as const }),
    key.map((target) => ({ to: 'question' as const, question: target })),
  ),
);
const anyQuestion = fc
  .record({
    when: fc.option(condition),
    required: fc.boolean(),
    type: fc.constantFrom('single', 'multiple', 'rating', 'short_text'),
    jumps: fc.tuple(jump, jump),
  })
  .map(({ type, jumps, ...rest }) => ({
    ...rest,
    type,
    ...(['single', 'multiple'].includes(type) && {
      options: ['a', 'b'].map((each, place) => ({ key: each, label: each, next: jumps[place] ?? null })),
    }),
  }));
const anyForm = fc
  .array(fc.record({ when: fc.option(condition), questions: fc.array(anyQuestion, { maxLength: 5 }) }), { minLength: 1, maxLength: 4 })
  .map((sections) => {
    let number = -1;
    return SurveyForm.parse({
      sections: sections.map(({ when, questions }, place) => ({
        key: `s${place}`,
        when,
        questions: questions.map((each) => ({ key: `q${++number % 12}`, title: 'Câu hỏi', ...each })),
      })),
    });
  });
const anyAnswer = fc.oneof(
  fc.constantFrom('a', 'b', 'constructor').map((choice) => chose(choice)),
  fc.subarray(['a', 'b']).map((choices) => ({ type: 'multiple' as const, choices, other: '' })),
  fc.integer({ min: -1, max: 7 }).map((value) => ({ type: 'rating' as const, value })),
  fc.constantFrom('', 'lời').map((text) => ({ type: 'short_text' as const, text })),
);
const anyAnswers = fc.dictionary(fc.oneof(key, fc.constantFrom('constructor', 'tostring', 'hasownproperty')), anyAnswer);

it('ends, is the same each time, asks in order, and dropping twice drops nothing more', () => {
  fc.assert(
    fc.property(anyForm, anyAnswers, (asked, answers) => {
      const path = pathOf(asked, answers);
      expect(pathOf(structuredClone(asked), structuredClone(answers))).toEqual(path);
      const order = questionsOf(asked).map(({ key: each }) => each);
      let place = -1;
      for (const each of path.shown) {
        const found = order.indexOf(each, place + 1);
        expect(found).toBeGreaterThan(place);
        place = found;
      }
      const kept = relevantAnswers(asked, answers);
      expect(relevantAnswers(asked, kept)).toEqual(kept);
      expect(Object.keys(kept).every((each) => path.shown.includes(each))).toBe(true);
      // What is dropped says nothing about the way.
      expect(pathOf(asked, kept)).toEqual(path);
      expect(path.complete).toBe(faultsOfAnswers(asked, kept).length === 0);
    }),
    { numRuns: 400 },
  );
});

it('passes no form in which somebody could come round, and reaches what it does not warn of', () => {
  fc.assert(
    fc.property(anyForm, fc.array(anyAnswers, { maxLength: 5 }), (asked, people) => {
      const faults = faultsOf(asked);
      if (faults.length > 0) return;
      const lost = new Set(unreachableOf(asked));
      for (const answers of people) for (const each of pathOf(asked, answers).shown) expect(lost.has(each)).toBe(false);
    }),
    { numRuns: 400 },
  );
});

it('goes through two hundred questions that all depend on each other', () => {
  const long = form(
    ...Array.from({ length: 200 }, (_, place) =>
      yesNo(`q${place}`, {
        required: true,
        ...(place > 0 && {
          when: {
            kind: 'all',
            of: [
              { kind: 'equals', question: `q${place - 1}`, value: 'co' },
              { kind: 'not', of: { kind: 'equals', question: 'q0', value: 'khong' } },
            ],
          },
        }),
      }),
    ),
  );
  expect(faultsOf(long)).toEqual([]);
  expect(unreachableOf(long)).toEqual([]);
  const all = Object.fromEntries(questionsOf(long).map(({ key: each }) => [each, chose('co')]));
  let looked = 0;
  const counting = new Proxy(all, {
    getOwnPropertyDescriptor: (target, name) => {
      looked += 1;
      return Object.getOwnPropertyDescriptor(target, name);
    },
  });
  expect(pathOf(long, counting)).toMatchObject({ complete: true, end: 'last' });
  expect(pathOf(long, counting).shown).toHaveLength(200);
  // Each answer is read a fixed number of times, however many questions depend on it.
  expect(looked).toBeLessThanOrEqual(200 * 2 * 3);
  expect(pathOf(long, { ...all, q100: chose('khong') }).shown).toHaveLength(101);
  expect(minutesOf(long)).toBe(40);
  // A chain of jumps back, which publishing refuses, still ends.
  const back = form(
    ...Array.from({ length: 200 }, (_, place) =>
      yesNo(`q${place}`, {
        options: [
          { key: 'co', label: 'Có', next: { to: 'question', question: `q${Math.max(0, place - 1)}` } },
          { key: 'khong', label: 'Không' },
        ],
      }),
    ),
  );
  expect(pathOf(back, all).shown).toHaveLength(200);
  expect(cyclesOf(back)).toHaveLength(1);
  expect(cyclesOf(back)[0]).toHaveLength(200);
});
