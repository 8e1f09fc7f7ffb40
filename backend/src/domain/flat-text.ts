/**
 * A text in small letters without marks, one UTF-16 unit for each character, that still knows where each one stood: `flat[i]` came from
 * `text.slice(from[i], to[i])`. Composed and decomposed input, full-width digits and invisible characters give the same letters; đ is d, every dash
 * is -, every space but a line break is a space, a zero written as the letter o is 0, and what is neither letter nor sign is U+FFFC.
 */
export type FlatText = { flat: string; from: readonly number[]; to: readonly number[]; capital: readonly boolean[] };

const other = '\uFFFC';

/** How one character without marks is written flat. */
function flatLetter(character: string): string {
  if (/[\r\n\u2028\u2029]/u.test(character)) return '\n';
  if (/[\s\p{Z}]/u.test(character)) return ' ';
  if (/[\p{Pd}\u2212]/u.test(character)) return '-';
  if (/[\u00b7\u2027\u2219\u22c5]/u.test(character)) return '.';
  const small = character.toLowerCase();
  if (small === 'đ') return 'd';
  return small.length === 1 ? small : other;
}

/** The letters of ASCII, which most of a text is. */
const plain: readonly string[] = Array.from({ length: 128 }, (_, code) => flatLetter(String.fromCharCode(code)));

/** See `FlatText`. */
export function flatten(text: string): FlatText {
  const letters: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const capital: boolean[] = [];
  const marked: boolean[] = [];
  let place = 0;
  for (const point of text) {
    const start = place;
    place += point.length;
    if (point < '\u0080') {
      letters.push(plain[point.charCodeAt(0)] as string);
      from.push(start);
      to.push(place);
      capital.push(point >= 'A' && point <= 'Z');
      marked.push(false);
      continue;
    }
    // m² is a measure, not a digit; other raised and circled digits are digits in disguise.
    const parts = /[²³]/u.test(point) ? other : point.normalize('NFKD');
    let wrote = false;
    for (const part of parts) {
      if (/[\p{M}\p{Cf}]/u.test(part)) {
        if (letters.length > 0) {
          to[letters.length - 1] = place;
          marked[letters.length - 1] ||= /\p{M}/u.test(part);
        }
        continue;
      }
      letters.push(flatLetter(part));
      from.push(wrote ? (from.at(-1) as number) : start);
      to.push(place);
      capital.push(/\p{Lu}/u.test(part));
      marked.push(false);
      wrote = true;
    }
  }
  return { flat: withZeros(letters, marked), from, to, capital };
}

/** The letter o as a zero: inside a number (`O987 65o 321`), alone before a mobile number or between digits (`o 987 654 321`, `9 o 8`), in a plate (`2oA-123.45`). Never ô or ơ, never in a word. */
function withZeros(letters: readonly string[], marked: readonly boolean[]): string {
  const plates = letters
    .join('')
    .replace(/(?<![\p{L}\d])[1-9]o(?=[ .-]{0,3}[a-z]{1,2}\d?[ .-]{0,3}[\do]{3})/gu, (province, at: number) =>
      marked[at + 1] ? province : province.replace('o', '0'),
    );
  return plates.replace(/(?<![\p{L}\d])[\do]+(?![\p{L}\d])/gu, (number, at: number, whole: string) => {
    if (!number.includes('o') || [...number].some((_, index) => marked[at + index])) return number;
    const behind = whole.slice(at + number.length, at + number.length + 24);
    const between = /\d[ .-]$/.test(whole.slice(Math.max(0, at - 2), at)) && /^[ .-]\d/.test(behind);
    const alone = number === 'o' && (between || /^[ .-][35789](?:[ .-]?[\do]){8}(?![\do])/.test(behind));
    return alone || /\d/.test(number) ? number.replaceAll('o', '0') : number;
  });
}
