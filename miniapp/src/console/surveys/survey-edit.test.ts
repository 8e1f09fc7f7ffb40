import type { SurveyForm } from 'backend/contracts/survey-questions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshQuestion } from './question-kinds.js';
import {
  besideQuestion,
  placeOf,
  withAdded,
  withAddedTo,
  withCopy,
  withMoved,
  withMovedTo,
  withoutQuestion,
  withoutSection,
  withQuestion,
  withRestored,
  withSectionMoved,
} from './survey-edit.js';

const section = (key: string, ...questions: string[]) => ({
  key,
  title: '',
  intro: '',
  when: null,
  questions: questions.map((question) => freshQuestion('single', question)),
});
const form: SurveyForm = { sections: [section('p-1', 'a', 'b'), section('p-2'), section('p-3', 'c')] };
/** "a b | | c": the keys in their sections. */
const shape = ({ sections }: SurveyForm) => sections.map(({ questions }) => questions.map(({ key }) => key).join(' ')).join(' | ');

it.each([
  ['a', -1, 'a b |  | c'],
  ['a', 1, 'b a |  | c'],
  ['b', 1, 'a | b | c'],
  ['c', -1, 'a b | c | '],
  ['c', 1, 'a b |  | c'],
  ['none', 1, 'a b |  | c'],
] as const)('moves %s by %s, over the border of its section', (key, by, after) => {
  expect(shape(withMoved(form, key, by))).toBe(after);
});

it('adds behind a question, to a section, and at the end', () => {
  const fresh = freshQuestion('rating', 'x');
  expect(shape(withAdded(form, 'a', fresh))).toBe('a x b |  | c');
  expect(shape(withAdded(form, null, fresh))).toBe('a b |  | c x');
  expect(shape(withAddedTo(form, 'p-2', fresh))).toBe('a b | x | c');
  expect(shape(withCopy(form, 'a', 'x'))).toBe('a x b |  | c');
  expect(shape(withMovedTo(form, 'a', 'p-3'))).toBe('b |  | c a');
  expect(withMovedTo(form, 'a', 'p-1')).toBe(form);
});

it('changes one question and leaves every other the same object', () => {
  const after = withQuestion(form, 'a', (question) => ({ ...question, title: 'Mới' }));
  expect(after.sections[0]?.questions[0]?.title).toBe('Mới');
  expect(after.sections[0]?.questions[1]).toBe(form.sections[0]?.questions[1]);
  expect(after.sections[2]).toBe(form.sections[2]);
});

describe('deleting', () => {
  it('gives back what was deleted, where it stood, whatever else changed', () => {
    const { form: after, gone } = withoutQuestion(form, 'a');
    expect(shape(after)).toBe('b |  | c');
    expect(gone).toMatchObject({ kind: 'question', number: 1 });
    if (gone === null) throw new Error('nothing is gone');
    expect(shape(withRestored(after, gone))).toBe('a b |  | c');
    expect(shape(withRestored(withoutQuestion(after, 'b').form, gone))).toBe('a |  | c');
    expect(shape(withRestored(withoutSection(after, 'p-1').form, gone))).toBe(' | a c');
  });

  it('gives back a section with its questions, and keeps the last one', () => {
    const { form: after, gone } = withoutSection(form, 'p-1');
    expect(shape(after)).toBe(' | c');
    if (gone === null) throw new Error('nothing is gone');
    expect(shape(withRestored(after, gone))).toBe('a b |  | c');
    const only: SurveyForm = { sections: [section('p-1', 'a')] };
    expect(withoutSection(only, 'p-1')).toEqual({ form: only, gone: null });
  });
});

it('moves sections, and not past the ends', () => {
  expect(shape(withSectionMoved(form, 'p-3', -1))).toBe('a b | c | ');
  expect(withSectionMoved(form, 'p-1', -1)).toBe(form);
});

it('finds the question beside another one, through all sections', () => {
  expect(besideQuestion(form, 'b', 1)).toBe('c');
  expect(besideQuestion(form, 'c', 1)).toBeNull();
  expect(besideQuestion(form, 'a', -1)).toBeNull();
  expect(besideQuestion(form, null, 1)).toBe('a');
});

it('never loses or doubles a question, whatever is moved', () => {
  const act = fc.record({ key: fc.constantFrom('a', 'b', 'c'), by: fc.constantFrom(-1 as const, 1 as const) });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const after = acts.reduce((before, { key, by }) => withMoved(before, key, by), form);
      expect(['a', 'b', 'c'].every((key) => placeOf(after, key) !== null)).toBe(true);
      expect(after.sections.flatMap(({ questions }) => questions)).toHaveLength(3);
    }),
  );
});
