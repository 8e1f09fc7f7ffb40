export type TextStyle = 'normal' | 'bold' | 'italic' | 'centred' | 'indent';

/** A part of a paper between its title and its signatures, from top to bottom. */
export type PaperBlock =
  | { kind: 'paragraph'; text: string; style?: TextStyle }
  | { kind: 'heading'; text: string }
  /** `widths` are shares of the page's width; `alignRight` and `centre` name columns. The head is repeated on every page. */
  | { kind: 'table'; head: string[]; rows: string[][]; widths: number[]; alignRight?: number[]; centre?: number[] }
  | { kind: 'space' }
  | { kind: 'page_break' };

/** `hint` says how to sign ("(Ký, ghi rõ họ tên)"); a name of null leaves room to write one. */
export type PaperSignature = { title: string; hint: string | null; name: string | null };

/** A Vietnamese administrative paper as NĐ 30/2020/NĐ-CP, Phụ lục I lays it out; PDF and docx are drawn from this one structure. */
export type Paper = {
  /** Which official form it follows, small at the foot of the first page; null: it follows none. */
  form: string | null;
  /** Left of the head, from the higher body down; the last line is bold and underlined. */
  issuer: string[];
  number: string | null;
  /** "Phú Lạc": where it is written; with `day`, the line "Phú Lạc, ngày 01 tháng 12 năm 2026". */
  place: string;
  /** `YYYY-MM-DD`; dates the file too, so that the same paper always gives the same bytes. */
  day: string;
  title: string;
  subtitle: string | null;
  blocks: PaperBlock[];
  /** Drawn side by side, in this order. */
  signatures: PaperSignature[];
  /** Nơi nhận; empty: none. */
  recipients: string[];
};

export const country = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const motto = 'Độc lập - Tự do - Hạnh phúc';

/** 1250 → '1.250'. */
export function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, '.');
}

/** The share of a whole to one decimal, rounded half up in integers: (2, 3) → '66,7 %' (the space does not break); of nothing, '–'. */
export function share(part: number, whole: number): string {
  if (whole <= 0) return '–';
  const tenths = Math.floor((part * 2000 + whole) / (2 * whole));
  return `${count(Math.floor(tenths / 10))},${tenths % 10}\u00a0%`;
}

/** '2026-12-01' → 'ngày 01 tháng 12 năm 2026'; days below 10 and the months 1 and 2 take a zero (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.4). */
export function spokenDay(day: string): string {
  const month = Number(day.slice(5, 7));
  return `ngày ${day.slice(8, 10)} tháng ${month < 3 ? `0${month}` : month} năm ${day.slice(0, 4)}`;
}

export const placeAndDay = ({ place, day }: Pick<Paper, 'place' | 'day'>): string => `${place}, ${spokenDay(day)}`;

/** As it is drawn: letters composed, and nothing that XML or a font cannot hold. Typed line breaks stay. */
export const drawable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (character) => (character === '\n' ? '\n' : ''));

/** Signatures by rows of two, or of three when there are three or more than four; one alone stands at the right. */
export function signatureRows<T>(signatures: readonly T[]): (T | null)[][] {
  const across = signatures.length === 3 || signatures.length > 4 ? 3 : 2;
  const rows: (T | null)[][] = [];
  for (let index = 0; index < signatures.length; index += across) {
    const row = signatures.slice(index, index + across);
    rows.push(row.length === 1 ? [null, ...row] : row);
  }
  return rows;
}
