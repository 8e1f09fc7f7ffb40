import type { Question, QuestionOf, QuestionType } from 'backend/contracts/survey-questions';
import { nextKeys } from './survey-keys.js';

/** Each type as officers read it, and what it is good for. */
export const typeWords = {
  single: { name: 'Chọn một ý', detail: 'Có/Không, hoặc một trong nhiều ý' },
  multiple: { name: 'Chọn nhiều ý', detail: 'Đánh dấu mọi ý đúng với mình' },
  scale: { name: 'Thang mức', detail: 'Từ 1 đến 5 hoặc 0 đến 10, như mức hài lòng' },
  matrix: { name: 'Bảng nhiều dòng', detail: 'Cùng các mức cho nhiều việc' },
  rating: { name: 'Chấm sao', detail: 'Từ 1 đến 5 sao' },
  number: { name: 'Con số', detail: 'Số người, diện tích, số tiền…' },
  date: { name: 'Ngày', detail: 'Chọn trên lịch' },
  short_text: { name: 'Viết ngắn', detail: 'Một dòng chữ' },
  long_text: { name: 'Viết dài', detail: 'Ý kiến bằng lời' },
  ranking: { name: 'Xếp thứ tự', detail: 'Việc nào cần trước' },
  photo: { name: 'Ảnh', detail: 'Chụp hoặc chọn ảnh' },
  consent: { name: 'Đồng ý', detail: 'Đọc một câu rồi đồng ý hay không' },
} as const satisfies Record<QuestionType, { name: string; detail: string }>;

/** Steps that are asked for most. */
export const labelSets = [
  { name: 'Hài lòng', labels: ['Rất không hài lòng', 'Không hài lòng', 'Bình thường', 'Hài lòng', 'Rất hài lòng'] },
  { name: 'Đồng ý', labels: ['Rất không đồng ý', 'Không đồng ý', 'Phân vân', 'Đồng ý', 'Rất đồng ý'] },
  { name: 'Tốt, kém', labels: ['Rất kém', 'Kém', 'Trung bình', 'Tốt', 'Rất tốt'] },
] as const;

const named = (prefix: 'y' | 'dong' | 'cot', labels: readonly string[]) => {
  const keys = nextKeys(prefix, labels.length);
  return labels.map((label, place) => ({ key: keys[place] ?? '', label }));
};
const options = (labels: readonly string[]) => named('y', labels).map((one) => ({ ...one, exclusive: false, next: null }));

/** A new question of a type, ready to be written in. */
export function freshQuestion(type: QuestionType, key: string): Question {
  const common = { key, title: '', help: '', required: type === 'consent', when: null };
  switch (type) {
    case 'single':
      return { ...common, type, options: options(['', '']), allowOther: false };
    case 'multiple':
      return { ...common, type, options: options(['', '']), allowOther: false, min: 0, max: null };
    case 'scale':
      return { ...common, type, from: 1, to: 5, lowLabel: '', highLabel: '', allLabels: [] };
    case 'matrix':
      return { ...common, type, rows: named('dong', ['', '']), columns: named('cot', labelSets[0].labels) };
    case 'number':
      return { ...common, type, min: 0, max: null, decimals: 0, unit: '' };
    case 'date':
      return { ...common, type, min: null, max: null };
    case 'ranking':
      return { ...common, type, options: named('y', ['', '']), most: null };
    case 'photo':
      return { ...common, type, max: 1 };
    case 'consent':
      return { ...common, type, statement: '' };
    default:
      return { ...common, type };
  }
}

const listOf = (question: Question): readonly { key: string; label: string }[] | null =>
  question.type === 'single' || question.type === 'multiple' || question.type === 'ranking'
    ? question.options
    : question.type === 'matrix'
      ? question.columns
      : null;

/** The same question asked in another way: its words, its condition and, where both have them, its choices stay. */
export function asType(question: Question, type: QuestionType): Question {
  if (question.type === type) return question;
  const { key, title, help, required, when } = question;
  const fresh: Question = { ...freshQuestion(type, key), title, help, required, when };
  const list = listOf(question);
  if (list === null) return fresh;
  if (fresh.type === 'single' || fresh.type === 'multiple') {
    const before = question.type === 'single' || question.type === 'multiple' ? question : null;
    return {
      ...fresh,
      options: before?.options ?? list.map(({ key: one, label }) => ({ key: one, label, exclusive: false, next: null })),
      allowOther: before?.allowOther ?? false,
    };
  }
  if (fresh.type === 'ranking') return { ...fresh, options: list.slice(0, 15).map(({ key: one, label }) => ({ key: one, label })) };
  if (fresh.type === 'matrix') return { ...fresh, columns: list.slice(0, 10).map(({ key: one, label }) => ({ key: one, label })) };
  return fresh;
}

/** Asks by steps from 1 to 5 or from 0 to 10; the names of steps that there are no more fall away. */
export function withSteps(question: QuestionOf<'scale'>, from: 0 | 1): QuestionOf<'scale'> {
  return { ...question, from, to: from === 0 ? 10 : 5, allLabels: [] };
}

/** Lines that were pasted into a field for one. */
export function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*(?:[-•*+]|\d+[.)]|[a-zđ][.)])\s+/iu, '').trim())
    .filter((line) => line !== '');
}
