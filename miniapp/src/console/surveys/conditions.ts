import { otherChoice } from 'backend/contracts/survey-paths';
import type { Condition, Question, SurveyForm } from 'backend/contracts/survey-questions';
import { plainDate } from '../../days.js';
import { numbersOf, questionOf } from './survey-edit.js';

/** A condition as it is put together: sentences joined by "và" or "hoặc". */
export type Rule = Sentence | Group;
export type Group = { kind: 'group'; joint: 'all' | 'any'; isNot: boolean; parts: Rule[] };
export type Leaf = Exclude<Condition, { kind: 'all' | 'any' | 'not' }>;
export type Sentence = { kind: 'sentence'; isNot: boolean; leaf: Leaf };

/** The condition of a question as rules; one sentence alone stands in a group of its own. */
export function rulesOf(when: Condition | null): Group {
  if (when === null) return { kind: 'group', joint: 'all', isNot: false, parts: [] };
  const rule = ruleOf(when, false);
  return rule.kind === 'group' ? rule : { kind: 'group', joint: 'all', isNot: false, parts: [rule] };
}

function ruleOf(condition: Condition, isNot: boolean): Rule {
  switch (condition.kind) {
    case 'not':
      return ruleOf(condition.of, !isNot);
    case 'all':
    case 'any':
      return { kind: 'group', joint: condition.kind, isNot, parts: condition.of.map((one) => ruleOf(one, false)) };
    case 'compare':
      // "Không phải từ 5 trở lên" also holds for whoever did not answer, so it is not "nhỏ hơn 5".
      return isNot
        ? { kind: 'group', joint: 'all', isNot, parts: [ruleOf(condition, false)] }
        : { kind: 'sentence', isNot, leaf: condition };
    default:
      return { kind: 'sentence', isNot, leaf: condition };
  }
}

/** Back to the condition; null when nothing is left of it. */
export function conditionOf(rule: Rule): Condition | null {
  if (rule.kind === 'sentence') return rule.isNot ? { kind: 'not', of: rule.leaf } : rule.leaf;
  const of = rule.parts.map(conditionOf).filter((one) => one !== null);
  const [only] = of;
  if (only === undefined) return null;
  const joined: Condition = of.length === 1 ? only : { kind: rule.joint, of };
  if (!rule.isNot) return joined;
  return joined.kind === 'not' ? joined.of : { kind: 'not', of: joined };
}

/** What can be said of the answer to a question, in plain words. */
export type Relation =
  | 'is'
  | 'is_not'
  | 'one_of'
  | 'none_of'
  | 'chose'
  | 'not_chose'
  | 'at_least'
  | 'at_most'
  | 'more'
  | 'less'
  | 'agreed'
  | 'declined'
  | 'answered'
  | 'unanswered';

const byNumber = {
  is: 'bằng',
  is_not: 'khác',
  at_least: 'từ … trở lên',
  at_most: 'từ … trở xuống',
  more: 'lớn hơn',
  less: 'nhỏ hơn',
} as const;
const byDay = {
  is: 'là ngày',
  is_not: 'khác ngày',
  at_least: 'từ ngày … trở đi',
  at_most: 'đến hết ngày …',
  more: 'sau ngày',
  less: 'trước ngày',
} as const;
const always = { answered: 'đã trả lời', unanswered: 'chưa trả lời' } as const;

/** The relations of a type, the usual one first. */
export function relationsOf({ type }: Pick<Question, 'type'>): readonly { value: Relation; name: string }[] {
  const words: Partial<Record<Relation, string>> = (() => {
    switch (type) {
      case 'single':
        return { is: 'là', is_not: 'không phải là', one_of: 'là một trong các ý', none_of: 'không phải ý nào trong' };
      case 'matrix':
        return { is: 'là', is_not: 'không phải là' };
      case 'multiple':
        return { chose: 'có chọn', not_chose: 'không chọn' };
      case 'ranking':
        return { chose: 'có xếp', not_chose: 'không xếp' };
      case 'scale':
      case 'rating':
      case 'number':
        return byNumber;
      case 'date':
        return byDay;
      case 'consent':
        return { agreed: 'đồng ý', declined: 'không đồng ý' };
      default:
        return {};
    }
  })();
  return Object.entries({ ...words, ...always }).map(([value, name]) => ({ value: value as Relation, name }));
}

const operators = { at_least: '>=', at_most: '<=', more: '>', less: '<' } as const;
const relationOfOperator = { '>=': 'at_least', '<=': 'at_most', '>': 'more', '<': 'less' } as const;

/** The relation that a sentence says. */
export function relationOf({ leaf, isNot }: Sentence): Relation {
  switch (leaf.kind) {
    case 'answered':
      return isNot ? 'unanswered' : 'answered';
    case 'includes':
      return isNot ? 'not_chose' : 'chose';
    case 'compare':
      return relationOfOperator[leaf.operator];
    case 'in':
      return isNot ? 'none_of' : 'one_of';
    case 'equals':
      if (typeof leaf.value === 'boolean') return leaf.value === isNot ? 'declined' : 'agreed';
      return isNot ? 'is_not' : 'is';
  }
}

const firstOption = (question: Question): string =>
  question.type === 'single' || question.type === 'multiple' || question.type === 'ranking' ? (question.options[0]?.key ?? '') : '';

/** A sentence about a question, with the first thing that can be said so; of days, `today`. */
export function sentenceOf(question: Question, relation: Relation, today: string): Sentence {
  const { key } = question;
  const say = (leaf: Leaf, isNot = false): Sentence => ({ kind: 'sentence', isNot, leaf });
  switch (relation) {
    case 'answered':
    case 'unanswered':
      return say({ kind: 'answered', question: key }, relation === 'unanswered');
    case 'chose':
    case 'not_chose':
      return say({ kind: 'includes', question: key, option: firstOption(question) }, relation === 'not_chose');
    case 'agreed':
    case 'declined':
      return say({ kind: 'equals', question: key, value: relation === 'agreed' });
    case 'one_of':
    case 'none_of':
      return say({ kind: 'in', question: key, values: [firstOption(question)] }, relation === 'none_of');
    case 'is':
    case 'is_not':
      if (question.type === 'matrix')
        return say(
          { kind: 'equals', question: key, row: question.rows[0]?.key ?? '', value: question.columns[0]?.key ?? '' },
          relation === 'is_not',
        );
      return say({ kind: 'equals', question: key, value: startOf(question, today) }, relation === 'is_not');
    default:
      return say({ kind: 'compare', question: key, operator: operators[relation], value: startOf(question, today) });
  }
}

function startOf(question: Question, today: string): string | number {
  switch (question.type) {
    case 'scale':
      return question.from;
    case 'rating':
      return 1;
    case 'number':
      return question.min ?? 0;
    case 'date':
      return question.min ?? today;
    default:
      return firstOption(question);
  }
}

/** The sentence with another relation; what it compares with stays where it fits. */
export function withRelation(sentence: Sentence, question: Question, relation: Relation, today: string): Sentence {
  const next = sentenceOf(question, relation, today);
  const value = comparedWith(sentence.leaf);
  return value === null ? next : { ...next, leaf: withValue(next.leaf, value) };
}

/** What is said of a question most. */
export function usualSentence(question: Question, today: string): Sentence {
  return sentenceOf(question, relationsOf(question)[0]?.value ?? 'answered', today);
}

/** What a sentence compares with, where it is one thing. */
export function comparedWith(leaf: Leaf): string | number | null {
  switch (leaf.kind) {
    case 'equals':
      return typeof leaf.value === 'boolean' ? null : leaf.value;
    case 'compare':
      return leaf.value;
    case 'includes':
      return leaf.option;
    case 'in':
      return leaf.values[0] ?? null;
    case 'answered':
      return null;
  }
}

export function withValue(leaf: Leaf, value: string | number): Leaf {
  switch (leaf.kind) {
    case 'equals':
      return typeof leaf.value === 'boolean' ? leaf : { ...leaf, value };
    case 'compare':
      return { ...leaf, value };
    case 'includes':
      return typeof value === 'string' ? { ...leaf, option: value } : leaf;
    case 'in':
      return { ...leaf, values: [value] };
    case 'answered':
      return leaf;
  }
}

// ---- In words

function labelOf(question: Question, value: string | number): string {
  if (value === otherChoice && (question.type === 'single' || question.type === 'multiple')) return '“Khác”';
  const list =
    question.type === 'single' || question.type === 'multiple' || question.type === 'ranking'
      ? question.options
      : question.type === 'matrix'
        ? question.columns
        : [];
  const found = list.find(({ key }) => key === value);
  if (found !== undefined) return found.label === '' ? 'ý chưa ghi chữ' : `“${found.label}”`;
  if (question.type === 'date' && typeof value === 'string') return plainDate(value);
  return typeof value === 'number' ? String(value).replace('.', ',') : 'ý đã xóa';
}

function sentenceWords(sentence: Sentence, form: SurveyForm, numbers: ReadonlyMap<string, number>): string {
  const { leaf } = sentence;
  const question = questionOf(form, leaf.question);
  if (question === null) return 'một câu đã xóa';
  const relation = relationOf(sentence);
  const rowKey = 'row' in leaf ? leaf.row : undefined;
  const row = question.type === 'matrix' ? question.rows.find(({ key }) => key === rowKey) : undefined;
  const who = `câu ${numbers.get(leaf.question) ?? '?'}${row === undefined ? '' : `, dòng “${row.label}”,`}`;
  const words = relationsOf(question).find(({ value }) => value === relation)?.name ?? 'có liên quan tới';
  if (leaf.kind === 'in') return `${who} ${words} ${leaf.values.map((value) => labelOf(question, value)).join(', ')}`;
  const value = comparedWith(leaf);
  if (value === null) return `${who} ${words}`;
  const label = labelOf(question, value);
  return words.includes('…') ? `${who} ${words.replace('…', label)}` : `${who} ${words} ${label}`;
}

function ruleWords(rule: Rule, form: SurveyForm, numbers: ReadonlyMap<string, number>, isInner: boolean): string {
  if (rule.kind === 'sentence') return sentenceWords(rule, form, numbers);
  const parts = rule.parts.map((part) => ruleWords(part, form, numbers, true));
  const joined = parts.join(rule.joint === 'all' ? ' và ' : ' hoặc ');
  if (rule.isNot) return `không phải (${joined})`;
  return isInner && parts.length > 1 ? `(${joined})` : joined;
}

/** "câu 3 là “Có” và câu 4 có chọn “Ao cá”". */
export function conditionWords(when: Condition, form: SurveyForm, numbers: ReadonlyMap<string, number> = numbersOf(form)): string {
  return ruleWords(rulesOf(when), form, numbers, false);
}
