import type { Question, QuestionType, SurveyAnswer, SurveyAnswers, SurveyForm } from '../contracts/survey-questions.js';
import { conditionWords } from './survey-words.js';

export type Cell = string | number | null;
/** A sheet: the first line names the columns. */
export type Table = { columns: { header: string; width: number }[]; rows: Cell[][] };

/** Signs with which a spreadsheet takes text for a formula, in their full width too (OWASP, "CSV Injection"); what cannot be seen before them does not hide them. */
const formula = /^[\s\u200b-\u200d\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212\ufe63\ufe62\ufe66\ufe6b]|^[\t\r\n]/u;

/** Text that stays text wherever it is opened. */
export const safeText = (text: string): string => (formula.test(text) ? `'${text}` : text);

type Column = { header: string; cellOf: (answer: SurveyAnswer | undefined) => Cell };

const typeNames: Readonly<Record<QuestionType, string>> = {
  single: 'Chọn một',
  multiple: 'Chọn nhiều',
  scale: 'Thang điểm',
  matrix: 'Bảng',
  rating: 'Số sao',
  number: 'Con số',
  date: 'Ngày',
  short_text: 'Lời ngắn',
  long_text: 'Lời dài',
  ranking: 'Xếp thứ tự',
  photo: 'Ảnh',
  consent: 'Đồng ý',
};

/** The columns of a question. A choice of several, a table and a ranking have one for each line; words are written as `masked` gives them. */
function columnsOf(question: Question, masked: (text: string) => string): Column[] {
  const { key } = question;
  const words = (text: string) => (text === '' ? null : safeText(masked(text)));
  const other: Column = {
    header: `${key}.khac`,
    cellOf: (answer) => (answer?.type === 'single' || answer?.type === 'multiple' ? words(answer.other) : null),
  };
  switch (question.type) {
    case 'single':
      return [
        { header: key, cellOf: (answer) => (answer?.type === 'single' ? answer.choice : null) },
        ...(question.allowOther ? [other] : []),
      ];
    case 'multiple':
      return [
        ...question.options.map(
          (option): Column => ({
            header: `${key}.${option.key}`,
            cellOf: (answer) => (answer?.type === 'multiple' ? Number(answer.choices.includes(option.key)) : null),
          }),
        ),
        ...(question.allowOther ? [other] : []),
      ];
    case 'matrix':
      return question.rows.map((row) => ({
        header: `${key}.${row.key}`,
        cellOf: (answer) => (answer?.type === 'matrix' && Object.hasOwn(answer.rows, row.key) ? (answer.rows[row.key] ?? null) : null),
      }));
    case 'ranking':
      return question.options.map((option) => ({
        header: `${key}.${option.key}`,
        cellOf: (answer) => {
          const place = answer?.type === 'ranking' ? answer.order.indexOf(option.key) : -1;
          return place === -1 ? null : place + 1;
        },
      }));
    case 'short_text':
    case 'long_text':
      return [
        { header: key, cellOf: (answer) => (answer?.type === 'short_text' || answer?.type === 'long_text' ? words(answer.text) : null) },
      ];
    case 'photo':
      return [{ header: key, cellOf: (answer) => (answer?.type === 'photo' ? answer.mediaIds.length : null) }];
    case 'consent':
      return [{ header: key, cellOf: (answer) => (answer?.type === 'consent' ? Number(answer.agreed) : null) }];
    default:
      return [
        {
          header: key,
          cellOf: (answer) =>
            answer?.type === 'scale' || answer?.type === 'rating' || answer?.type === 'number' || answer?.type === 'date'
              ? answer.value
              : null,
        },
      ];
  }
}

/** What stands before the answers of a row: hamlet, name, day, as far as they may be told. */
export type RowHead = { header: string; width: number; cellOf: (place: number) => Cell };

/** One line for each who answered, in the order given. */
export function answersTable(
  form: SurveyForm,
  rows: readonly SurveyAnswers[],
  heads: readonly RowHead[],
  masked: (text: string) => string,
): Table {
  const questions = form.sections.flatMap((section) => section.questions);
  const columns = questions.flatMap((question) => columnsOf(question, masked).map((column) => ({ ...column, key: question.key })));
  return {
    columns: [...heads.map(({ header, width }) => ({ header, width })), ...columns.map(({ header }) => ({ header, width: 18 }))],
    rows: rows.map((answers, place) => [
      ...heads.map(({ cellOf }) => {
        const cell = cellOf(place);
        return typeof cell === 'string' ? safeText(cell) : cell;
      }),
      ...columns.map(({ key, cellOf }) => cellOf(Object.hasOwn(answers, key) ? answers[key] : undefined)),
    ]),
  };
}

function valuesOf(question: Question): string {
  const listed = (options: readonly { key: string; label: string }[]) => options.map(({ key, label }) => `${key} = ${label}`).join('; ');
  switch (question.type) {
    case 'single':
    case 'multiple': {
      const of = listed(question.options) + (question.allowOther ? '; khac = Khác (ghi rõ)' : '');
      return question.type === 'multiple' ? `Mỗi lựa chọn một cột, 1 = chọn, 0 = không: ${of}` : of;
    }
    case 'scale':
      return `${question.from}–${question.to}${question.lowLabel === '' ? '' : `; ${question.from} = ${question.lowLabel}; ${question.to} = ${question.highLabel}`}`;
    case 'matrix':
      return `Mỗi dòng một cột: ${listed(question.rows)}. Giá trị: ${listed(question.columns)}`;
    case 'rating':
      return '1–5 sao';
    case 'number':
      return [question.min === null ? '' : `từ ${question.min}`, question.max === null ? '' : `đến ${question.max}`, question.unit]
        .filter((part) => part !== '')
        .join(' ');
    case 'ranking':
      return `Mỗi lựa chọn một cột, giá trị là thứ hạng: ${listed(question.options)}`;
    case 'photo':
      return 'Số ảnh đã gửi';
    case 'consent':
      return '1 = đồng ý, 0 = không đồng ý';
    default:
      return '';
  }
}

const toldCount = (count: number, fewest: number): Cell => (count > 0 && count < fewest ? `dưới ${fewest}, không xuất` : count);

/** What each column of the answers means; `counts` says how many answered a question, `fewest` how many must have for it to stand in the file. */
export function codebookTable(form: SurveyForm, counts: ReadonlyMap<string, number>, fewest: number): Table {
  const named = ['Khóa', 'Phần', 'Câu hỏi', 'Loại', 'Giá trị', 'Bắt buộc', 'Chỉ hỏi khi', 'Số người trả lời'];
  const widths = [14, 20, 50, 14, 60, 10, 40, 12];
  return {
    columns: named.map((header, place) => ({ header, width: widths[place] ?? 14 })),
    rows: form.sections.flatMap((section) =>
      section.questions.map((question) => [
        question.key,
        safeText(section.title),
        safeText(question.title),
        typeNames[question.type],
        safeText(valuesOf(question)),
        question.required ? 'có' : 'không',
        safeText([section.when, question.when].flatMap((when) => (when === null ? [] : [conditionWords(form, when)])).join(' và ')),
        toldCount(counts.get(question.key) ?? 0, fewest),
      ]),
    ),
  };
}
