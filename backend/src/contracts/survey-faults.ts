import { otherChoice, questionsOf } from './survey-paths.js';
import type { Condition, Question, SurveyForm } from './survey-questions.js';

/** `questions` are the keys concerned; of a cycle those that form it. */
export type Finding = { code: FindingCode; message: string; questions: string[] };
export type FindingCode =
  | 'no_questions'
  | 'key_twice'
  | 'key_taken'
  | 'no_title'
  | 'options_missing'
  | 'label_missing'
  | 'label_twice'
  | 'other_key'
  | 'range_wrong'
  | 'photos_many'
  | 'condition_unknown'
  | 'condition_later'
  | 'condition_useless'
  | 'jump_unknown'
  | 'jump_backward'
  | 'cycle'
  | 'unreachable'
  | 'section_empty';

/** As many as one draft of media holds. */
const mostPhotos = 4;

type Place = { question: Question; number: number };
type FormMap = { places: Place[]; numberOf: Map<string, number> };

function mapOf(form: SurveyForm): FormMap {
  const places = questionsOf(form).map((question, number) => ({ question, number }));
  const numberOf = new Map<string, number>();
  // Of two with one key the first is meant; that there are two is a fault of its own.
  for (const { question, number } of places) if (!numberOf.has(question.key)) numberOf.set(question.key, number);
  return { places, numberOf };
}

/** The condition of each question together with that of its section. */
function conditionsOf(form: SurveyForm): { key: string; number: number; conditions: Condition[] }[] {
  let number = -1;
  return form.sections.flatMap((section) =>
    section.questions.map((question) => {
      number += 1;
      return { key: question.key, number, conditions: [section.when, question.when].filter((when) => when !== null) };
    }),
  );
}

type Leaf = Exclude<Condition, { kind: 'all' | 'any' | 'not' }>;
/** Whether it is asked by what was answered to another question: by a condition of its own or of its section, or since the other one leads on by its answers. */
export function dependsOn(form: SurveyForm, key: string, other: string): boolean {
  const section = form.sections.find(({ questions }) => questions.some((question) => question.key === key));
  const question = section?.questions.find((one) => one.key === key);
  const leads = form.sections
    .flatMap(({ questions }) => questions)
    .some((one) => one.key === other && one.type === 'single' && one.options.some(({ next }) => next !== null));
  const conditions = [section?.when, question?.when].flatMap((when) => (when ? [when] : []));
  return question !== undefined && (leads || conditions.flatMap(leavesOf).some((leaf) => leaf.question === other));
}

function leavesOf(condition: Condition): Leaf[] {
  const left: Condition[] = [condition];
  const leaves: Leaf[] = [];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if ('of' in next) left.push(...(next.kind === 'not' ? [next.of] : next.of));
    else leaves.push(next);
  }
  return leaves;
}

const jumpsOf = (question: Question): string[] =>
  question.type === 'single' ? question.options.flatMap(({ next }) => (next?.to === 'question' ? [next.question] : [])) : [];

/** Whether somebody may go on from here to the next question: not when each choice leads away and one must be made. */
const fallsThrough = (question: Question, canBeHidden: boolean): boolean =>
  canBeHidden ||
  question.type !== 'single' ||
  !question.required ||
  question.allowOther ||
  question.options.length === 0 ||
  question.options.some(({ next }) => next === null);

// ---- Cycles

/** Groups of which each reaches all others (Tarjan), without recursion: those of several, and those that reach themselves. */
function loopsOf(edges: readonly (readonly number[])[]): number[][] {
  const order = edges.map(() => -1);
  const lowest = edges.map(() => 0);
  const open = new Set<number>();
  const stack: number[] = [];
  const loops: number[][] = [];
  let count = 0;
  for (let start = 0; start < edges.length; start += 1) {
    if (order[start] !== -1) continue;
    const work: { node: number; edge: number }[] = [{ node: start, edge: 0 }];
    while (work.length > 0) {
      const step = work.at(-1) as { node: number; edge: number };
      const { node } = step;
      if (step.edge === 0) {
        order[node] = count;
        lowest[node] = count;
        count += 1;
        stack.push(node);
        open.add(node);
      }
      const target = edges[node]?.[step.edge];
      if (target !== undefined) {
        step.edge += 1;
        if (order[target] === -1) work.push({ node: target, edge: 0 });
        else if (open.has(target)) lowest[node] = Math.min(lowest[node] as number, order[target] as number);
        continue;
      }
      work.pop();
      const parent = work.at(-1)?.node;
      if (parent !== undefined) lowest[parent] = Math.min(lowest[parent] as number, lowest[node] as number);
      if (lowest[node] !== order[node]) continue;
      const group: number[] = [];
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        open.delete(member);
        group.push(member);
        if (member === node) break;
      }
      if (group.length > 1 || edges[node]?.includes(node)) loops.push(group.sort((one, other) => one - other));
    }
  }
  return loops;
}

/** The questions of each cycle, in the order of the form: through jumps and what follows, or through conditions that wait for each other. */
export function cyclesOf(form: SurveyForm): string[][] {
  const { places, numberOf } = mapOf(form);
  const conditions = conditionsOf(form);
  const targets = (keys: readonly string[]) => [...new Set(keys.flatMap((key) => numberOf.get(key) ?? []))];
  const onward = places.map(({ question, number }) => [
    ...(number + 1 < places.length && fallsThrough(question, conditions[number]?.conditions.length !== 0) ? [number + 1] : []),
    ...targets(jumpsOf(question)),
  ]);
  const waiting = conditions.map(({ conditions: all }) => targets(all.flatMap(leavesOf).map(({ question }) => question)));
  const loops = [...loopsOf(onward), ...loopsOf(waiting)].map((loop) => loop.map((number) => places[number]?.question.key ?? ''));
  return [...new Map(loops.map((loop) => [loop.join(), loop])).values()];
}

// ---- Faults

const name = (number: number) => `Câu ${number + 1}`;

function shapeFaults({ question, number }: Place): Finding[] {
  const faults: Finding[] = [];
  const fault = (code: FindingCode, message: string) =>
    faults.push({ code, message: `${name(number)}: ${message}`, questions: [question.key] });
  const labelled = (what: string, list: readonly { key: string; label: string }[], fewest: number) => {
    if (list.length < fewest) fault('options_missing', `cần ít nhất ${fewest} ${what}.`);
    if (list.some(({ label }) => label === '')) fault('label_missing', `có ${what} chưa ghi chữ.`);
    const labels = list.map(({ label }) => label.toLowerCase()).filter((label) => label !== '');
    if (new Set(labels).size < labels.length) fault('label_twice', `có hai ${what} giống nhau.`);
    if (new Set(list.map(({ key }) => key)).size < list.length) fault('key_twice', `có hai ${what} trùng khóa.`);
  };
  if (question.title === '') fault('no_title', 'chưa ghi câu hỏi.');
  // Cross-tables name the hamlets so.
  if (question.key === 'hamlet') fault('key_taken', 'khóa “hamlet” đã dùng cho bảng theo xóm. Xin đổi khóa.');
  switch (question.type) {
    case 'single':
    case 'multiple':
      labelled('lựa chọn', question.options, question.allowOther ? 1 : 2);
      if (question.options.some(({ key }) => key === otherChoice))
        fault('other_key', 'khóa của một lựa chọn trùng với ý “khác (ghi rõ)”. Xin đổi khóa.');
      if (question.type === 'multiple') {
        const room = question.options.filter(({ exclusive }) => !exclusive).length + (question.allowOther ? 1 : 0);
        if (question.min > room) fault('range_wrong', `phải chọn ít nhất ${question.min} ý nhưng chỉ có ${room} ý.`);
        if (question.max !== null && question.max < question.min) fault('range_wrong', 'số ý nhiều nhất nhỏ hơn số ý ít nhất.');
      }
      break;
    case 'scale':
      if (question.from === 0 ? question.to !== 10 : question.to !== 5) fault('range_wrong', 'thang điểm chỉ có 1–5 hoặc 0–10.');
      break;
    case 'matrix':
      labelled('dòng', question.rows, 1);
      labelled('cột', question.columns, 2);
      break;
    case 'number':
      if (question.min !== null && question.max !== null && question.min > question.max)
        fault('range_wrong', 'số nhỏ nhất lớn hơn số lớn nhất.');
      break;
    case 'date':
      if (question.min !== null && question.max !== null && question.min > question.max)
        fault('range_wrong', 'ngày sớm nhất sau ngày muộn nhất.');
      break;
    case 'ranking':
      labelled('lựa chọn', question.options, 2);
      if (question.most !== null && question.most > question.options.length)
        fault('range_wrong', `xếp thứ tự ${question.most} ý nhưng chỉ có ${question.options.length} ý.`);
      break;
    case 'consent':
      if (question.statement === '') fault('label_missing', 'chưa ghi nội dung cần đồng ý.');
      break;
    default:
  }
  return faults;
}

const keyed = (list: readonly { key: string }[], key: unknown) => list.some((each) => each.key === key);

/** Whether a question can be asked this at all. */
function fits(question: Question, leaf: Leaf): boolean {
  if (leaf.kind === 'answered') return true;
  if (leaf.kind === 'includes')
    return (
      (question.type === 'multiple' && (keyed(question.options, leaf.option) || (question.allowOther && leaf.option === otherChoice))) ||
      (question.type === 'ranking' && keyed(question.options, leaf.option))
    );
  if (leaf.kind === 'compare')
    return question.type === 'date' ? typeof leaf.value === 'string' : isNumeric(question) && typeof leaf.value === 'number';
  const values = leaf.kind === 'in' ? leaf.values : [leaf.value];
  return values.every((value) => {
    if (question.type === 'single') return keyed(question.options, value) || (question.allowOther && value === otherChoice);
    if (question.type === 'matrix') return leaf.row !== undefined && keyed(question.rows, leaf.row) && keyed(question.columns, value);
    if (question.type === 'consent') return typeof value === 'boolean';
    return question.type === 'date' ? typeof value === 'string' : isNumeric(question) && typeof value === 'number';
  });
}
const isNumeric = ({ type }: Question) => type === 'number' || type === 'scale' || type === 'rating';

function conditionFaults(form: SurveyForm, { places, numberOf }: FormMap): Finding[] {
  const faults: Finding[] = [];
  const look = (conditions: readonly Condition[], number: number, key: string | null, who: string) => {
    for (const leaf of conditions.flatMap(leavesOf)) {
      const target = numberOf.get(leaf.question);
      const questions = [...(key === null ? [] : [key]), ...(target === undefined ? [] : [leaf.question])];
      const fault = (code: FindingCode, message: string) => faults.push({ code, message, questions: [...new Set(questions)] });
      const asked = target === undefined ? undefined : places[target]?.question;
      if (target === undefined || !asked) fault('condition_unknown', `${who}: điều kiện hỏi tới một câu không có.`);
      else if (target >= number) fault('condition_later', `${who}: điều kiện chỉ được dựa vào câu đứng trước, không phải ${name(target)}.`);
      else if (!fits(asked, leaf))
        fault('condition_useless', `${who}: điều kiện không hợp với ${name(target)} (sai loại hoặc lựa chọn không có).`);
    }
  };
  let number = 0;
  form.sections.forEach((section, place) => {
    if (section.when !== null)
      look(
        [section.when],
        number,
        section.questions[0]?.key ?? null,
        section.title === '' ? `Phần ${place + 1}` : `Phần “${section.title}”`,
      );
    for (const question of section.questions) {
      if (question.when !== null) look([question.when], number, question.key, name(number));
      number += 1;
    }
  });
  return faults;
}

function jumpFaults({ places, numberOf }: FormMap, cycles: readonly string[][]): Finding[] {
  return places.flatMap(({ question, number }) =>
    jumpsOf(question).flatMap((key): Finding[] => {
      const target = numberOf.get(key);
      if (target === undefined)
        return [{ code: 'jump_unknown', message: `${name(number)}: một lựa chọn dẫn tới câu không có.`, questions: [question.key] }];
      const inCycle = cycles.some((cycle) => cycle.includes(question.key) && cycle.includes(key));
      return target <= number && !inCycle
        ? [
            {
              code: 'jump_backward',
              message: `${name(number)}: chỉ được nhảy tới câu đứng sau, không quay lại ${name(target)}.`,
              questions: [question.key, key],
            },
          ]
        : [];
    }),
  );
}

/** What stands in the way of publishing a form. */
export function faultsOf(form: SurveyForm): Finding[] {
  const map = mapOf(form);
  const { places, numberOf } = map;
  if (places.length === 0) return [{ code: 'no_questions', message: 'Khảo sát chưa có câu hỏi nào.', questions: [] }];
  const keys = places.map(({ question }) => question.key);
  const twice = [...new Set(keys.filter((key, place) => keys.indexOf(key) !== place))];
  const sections = form.sections.map(({ key }) => key);
  const cycles = cyclesOf(form);
  const photos = places.flatMap(({ question }) => (question.type === 'photo' ? [question] : []));
  return [
    ...(photos.reduce((sum, { max }) => sum + max, 0) > mostPhotos
      ? [
          {
            code: 'photos_many' as const,
            message: `Cả khảo sát nhận nhiều nhất ${mostPhotos} ảnh của một người.`,
            questions: photos.map(({ key }) => key),
          },
        ]
      : []),
    ...twice.map((key): Finding => ({ code: 'key_twice', message: `Có hai câu cùng khóa “${key}”.`, questions: [key] })),
    ...(new Set(sections).size < sections.length ? [{ code: 'key_twice' as const, message: 'Có hai phần cùng khóa.', questions: [] }] : []),
    ...places.flatMap(shapeFaults),
    ...conditionFaults(form, map),
    ...jumpFaults(map, cycles),
    ...cycles.map(
      (cycle): Finding => ({
        code: 'cycle',
        message: `Các câu này dẫn vòng lại nhau, người trả lời không ra được: ${cycle.map((key) => name(numberOf.get(key) ?? 0).toLowerCase()).join(', ')}.`,
        questions: cycle,
      }),
    ),
  ];
}

// ---- Warnings

/** `false`: it can never hold, since what it asks is never answered; `null`: it depends. */
function everHolds(condition: Condition, reached: ReadonlySet<string>): boolean | null {
  switch (condition.kind) {
    case 'all': {
      const parts = condition.of.map((each) => everHolds(each, reached));
      return parts.includes(false) ? false : parts.every((part) => part === true) ? true : null;
    }
    case 'any': {
      const parts = condition.of.map((each) => everHolds(each, reached));
      return parts.includes(true) ? true : parts.every((part) => part === false) ? false : null;
    }
    case 'not': {
      const part = everHolds(condition.of, reached);
      return part === null ? null : !part;
    }
    default:
      return reached.has(condition.question) ? null : false;
  }
}

/** Questions that nobody will ever be asked, whatever they answer: every way leads past them, or their condition rests on such a one. */
export function unreachableOf(form: SurveyForm): string[] {
  const { places, numberOf } = mapOf(form);
  const conditions = conditionsOf(form);
  const entered = new Set<number>([0]);
  const reached = new Set<string>();
  const lost: string[] = [];
  for (const { question, number } of places) {
    const verdicts = (conditions[number]?.conditions ?? []).map((condition) => everHolds(condition, reached));
    const isAsked = entered.has(number) && !verdicts.includes(false);
    if (isAsked) reached.add(question.key);
    else lost.push(question.key);
    if (!entered.has(number)) continue;
    if (!isAsked || fallsThrough(question, verdicts.includes(null))) entered.add(number + 1);
    if (isAsked) for (const key of jumpsOf(question)) entered.add(Math.max(numberOf.get(key) ?? number + 1, number + 1));
  }
  return lost;
}

/** What is worth a look and does not stand in the way. */
export function warningsOf(form: SurveyForm): Finding[] {
  const { numberOf } = mapOf(form);
  return [
    ...unreachableOf(form).map(
      (key): Finding => ({
        code: 'unreachable',
        message: `${name(numberOf.get(key) ?? 0)}: không ai được hỏi câu này, vì mọi lựa chọn trước đó đều bỏ qua nó.`,
        questions: [key],
      }),
    ),
    ...form.sections.flatMap((section, place): Finding[] =>
      section.questions.length === 0 ? [{ code: 'section_empty', message: `Phần ${place + 1} chưa có câu hỏi nào.`, questions: [] }] : [],
    ),
  ];
}
