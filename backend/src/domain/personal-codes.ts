import type { FlatText } from './flat-text.js';
import type { Candidate } from './personal-numbers.js';

const places = (start: number, end: number): number[] => Array.from({ length: end - start }, (_, index) => start + index);
const nothingPersonal = -1;

/** Whether one of these words ends at most `before` places before the stretch or begins at most `after` behind it, and how far; -1 without. */
function distanceTo(words: RegExp, flat: string, start: number, end: number, before: number, after: number): number {
  const ahead = flat.slice(Math.max(0, start - before - 20), start);
  const last = [...ahead.matchAll(words)].at(-1);
  const distance = last === undefined ? null : ahead.length - last.index - last[0].length;
  if (distance !== null && distance <= before) return distance;
  const behind = flat.slice(end, end + after + 20).search(words);
  return behind >= 0 && behind <= after ? behind : nothingPersonal;
}

const plateWords = /(?<![a-z])(?:bien (?:so|kiem soat|xe|do|xanh|vang|trang)|bks|bsx?|xe bien|dang ky xe|xe quan doi|xe bo doi)(?![a-z])/g;
/** Letters that say how much there is of something, where nobody speaks of plates: 35KV, 20m, 24h. */
const measures = /^(?:k[mgvw]|ha|[cm]m|t[ry]|[gm]b|[mkghdtlvw])$/;
/** Two letters that stand on plates even when typed small. */
const smallPairs = /^(?:ld|kt|md|aa)$/;

/** Where a match of a plate and its parts stand. */
type Plate = { start: number; province: string; series: string; gaps: string; number: string; capital: boolean };

/**
 * Number plates (TT 79/2024/TT-BCA): 20A-123.45, 20-B1 123.45, 20B1-12345, those of four digits, of diplomats (80-123-NG-45), and, where a word says
 * that it is a plate, of the army (AB-12-34) and the digits alone. Their province stays readable.
 */
export function plateCandidates({ flat, capital }: FlatText): Candidate[] {
  const found: Candidate[] = [];
  const add = (start: number, end: number, hidden: number[], distance: number): void =>
    void found.push({ kind: 'plate', start, end, hidden: hidden.filter((place) => /[a-z0-9]/.test(flat[place] as string)), distance });

  const usual =
    /(?<![a-z0-9])(?<prefix>bs|bks|bsx|so|xe)?(?<province>[1-9]\d)(?<gap>[ .-]{0,3})(?<series>[a-z]{1,2}\d?)(?<next>[ .-]{0,3})(?<number>\d{3}[., -]?\d{2}|\d{4})(?![a-z0-9])(?![.,]\d)/g;
  for (const match of flat.matchAll(usual)) {
    const { prefix = '', province = '', gap = '', series = '', next = '', number = '' } = match.groups ?? {};
    const start = match.index + prefix.length;
    const end = match.index + match[0].length;
    const letters = start + 2 + gap.length;
    const distance = prefix ? 0 : distanceTo(plateWords, flat, start, end, 40, 15);
    const plate: Plate = { start, province, series, gaps: `${gap}|${next}`, number, capital: capital[letters] === true };
    if (distance !== nothingPersonal || looksLikePlate(plate, flat)) add(start, end, places(start + 2, end), Math.max(0, distance));
  }
  for (const { index, 0: match } of flat.matchAll(/(?<![a-z0-9])\d{2}[ -]?\d{3}[ -]?(?:ng|qt|nn|cv)[ -]?\d{2}(?![a-z0-9])/g)) {
    const letter = index + match.search(/[a-z]/);
    if (capital[letter]) add(index, index + match.length, places(index + 2, index + match.length), 0);
  }
  for (const { index, 0: match } of flat.matchAll(/(?<![a-z0-9])[a-z]{2}([ .-]{0,3})\d{2}[ .-]{1,3}\d{2}(?![a-z0-9]|[.,-]\d)/g)) {
    const end = index + match.length;
    const capitals = capital[index] === true && capital[index + 1] === true;
    const distance = distanceTo(plateWords, flat, index, end, 40, 15);
    if (distance !== nothingPersonal && (capitals || !match[2]?.match(/ /))) add(index, end, places(index + 2, end), distance);
  }
  for (const match of flat.matchAll(
    /(?<![a-z])(?:bien (?:so|kiem soat)|bks|bsx)[^0-9•\n]{0,12}(?<!\d)(?<number>\d{3}[. ]?\d{2}|\d{4})(?![a-z0-9]|[.,-]\d)/g,
  )) {
    const number = match.groups?.number ?? '';
    const end = match.index + match[0].length;
    if (!/^(?:19|20)\d{2}$/.test(number)) add(end - number.length, end, places(end - number.length, end), 0);
  }
  return found;
}

/** Whether a plate would be known without a word beside it. */
function looksLikePlate({ start, series, gaps, number, capital }: Plate, flat: string): boolean {
  const letters = series.replace(/\d/, '');
  const withDigit = letters !== series;
  const dotted = /[.,]/.test(number);
  const five = number.replace(/\D/g, '').length === 5;
  const apart = / /.test(gaps);
  const [gap = '', next = ''] = gaps.split('|');
  if (!withDigit && measures.test(letters) && (!capital || letters.length === 2) && (apart || !five)) return false;
  if (!capital && letters.length === 2 && !smallPairs.test(letters)) return false;
  if (five) {
    if (dotted || (capital && (withDigit || gap === ''))) return true;
    return withDigit || !apart;
  }
  if (/(?:lop|dieu|khoan|muc|khoi|phu luc|to|thua|lo) {0,2}$/.test(flat.slice(Math.max(0, start - 10), start))) return false;
  if (!apart) return capital || withDigit || /[.-]/.test(next);
  return capital && gap === '' && !/^(?:19|20)\d{2}$/.test(number) && (withDigit || letters !== 'h');
}

const landWords =
  /(?<![a-z])(?:so (?:do|hong|phat hanh|vao so|seri|serial)|bia do|gcn(?:qsdd?)?|giay chung nhan|quyen su dung dat|seri(?:al)?)(?![a-z])/g;

/** Numbers of land-use certificates (BK 123456, CS 01234) where a word speaks of one; the letters and the last two digits stay. */
export function certificateCandidates({ flat, capital }: FlatText): Candidate[] {
  return [...flat.matchAll(/(?<![a-z0-9])([a-z]{1,2})([ .:-]{0,2})(\d{5,8})(?![a-z0-9]|[.,]\d)/g)].flatMap((match): Candidate[] => {
    const [whole, letters = '', gap = '', digits = ''] = match;
    const end = match.index + whole.length;
    const typed = capital[match.index] === true && (letters.length === 1 || capital[match.index + 1] === true);
    if (!typed && gap !== '' && letters !== 'so') return [];
    if (/^[1-9]\d*0{4}$/.test(digits) || /^ ?(?:d|dong|m2?|m\ufffc|ha|ho|thua|nguoi)(?![a-z0-9])/.test(flat.slice(end, end + 8))) return [];
    const distance = distanceTo(landWords, flat, match.index, end, 60, 15);
    if (distance === nothingPersonal) return [];
    const start = letters === 'so' && !typed ? end - digits.length : match.index;
    return [{ kind: 'land_certificate', start, end, hidden: places(end - digits.length, end - 2), distance }];
  });
}

/** Addresses of electronic mail, also with `(at)` or spaces around the signs; the first letter and the domain stay. */
export function emailCandidates({ flat }: FlatText): Candidate[] {
  const address =
    /(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}(?= ?(?:@|\(at\)|\[at\]) ?[a-z0-9-]{1,63}(?:(?:\.| \. ?)[a-z0-9-]{2,63}){1,4})( ?(?:@|\(at\)|\[at\]) ?[a-z0-9-]{1,63}(?:(?:\.| \. ?)[a-z0-9-]{2,63}){1,4})/g;
  return [...flat.matchAll(address)].map(({ index, 0: whole, 1: domain = '' }): Candidate => {
    const local = whole.length - domain.length;
    return {
      kind: 'email',
      start: index,
      end: index + whole.length,
      hidden: places(index + Math.min(1, local - 1), index + local),
      distance: 0,
    };
  });
}
