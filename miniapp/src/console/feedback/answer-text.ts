import type { AnswerTemplate } from 'backend/contracts/feedback-settings';
import { wordsFault } from './act-forms.js';

/** What may stand in a template, and what is put in its place. */
export const placeholders = [
  { code: '{{ten}}', name: 'Tên người gửi' },
  { code: '{{ma}}', name: 'Mã phản ánh' },
  { code: '{{xom}}', name: 'Xóm' },
  { code: '{{linh_vuc}}', name: 'Lĩnh vực' },
] as const;

export type Filling = { reporterName: string | null; code: string; hamletName: string; categoryName: string };

/** A template with the report's own words in it; an unnamed reporter is the courteous "ông/bà". What it does not know it leaves, so that it is pointed at. */
export function filled(text: string, { reporterName, code, hamletName, categoryName }: Filling): string {
  const values: Readonly<Record<string, string>> = {
    ten: reporterName ?? 'ông/bà',
    ma: code,
    xom: hamletName,
    linh_vuc: categoryName,
  };
  const written = reporterName === null ? text.replace(/ông\/bà\s+(\{\{\s*ten\s*\}\})/gi, '$1') : text;
  return written.replace(/\{\{\s*([a-z_]+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The first thing in braces that nobody would understand; null when there is none. `known`: what may stand in a template. */
export function unknownPlaceholder(text: string, known: readonly string[] = []): string | null {
  return text.match(/\{\{[^{}]*\}\}/g)?.find((code) => !known.includes(code.replace(/\s/g, ''))) ?? null;
}

/** The templates for a report: its category's own first, then those for every category. */
export function templatesFor(templates: readonly AnswerTemplate[], categoryKey: string): AnswerTemplate[] {
  return [...templates.filter((one) => one.categoryKey === categoryKey), ...templates.filter((one) => one.categoryKey === null)];
}

export const longestAnswer = 4_000;

/** What keeps an answer from being kept or submitted; null when it may go. */
export function answerFault(text: string): string | null {
  const unknown = unknownPlaceholder(text);
  return (
    wordsFault(text, longestAnswer, 10, 'Xin viết câu trả lời.') ??
    (unknown === null ? null : `Còn chỗ ${unknown} chưa điền. Xin thay bằng chữ thật.`)
  );
}

/** A text as the server takes it, so that its marks stand where they belong. */
export const asSent = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n').trim();

export type Hidden = { kind: string; from: number; to: number };
export type Piece = { from: number; text: string; hidden: string | null };

/** A text cut into what stays and what will be hidden. Marks beyond the text, or one inside another, do not break it. */
export function piecesOf(text: string, found: readonly Hidden[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const add = (to: number, hidden: string | null) => {
    if (to > at) pieces.push({ from: at, text: text.slice(at, to), hidden });
    at = Math.max(at, to);
  };
  for (const { kind, from, to } of [...found].sort((one, other) => one.from - other.from)) {
    add(Math.min(from, text.length), null);
    add(Math.min(to, text.length), kind);
  }
  add(text.length, null);
  return pieces;
}
