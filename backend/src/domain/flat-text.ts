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
  return { flat: withZeros(letters, marked, capital), from, to, capital };
}

/** The letter o as a zero: inside a number (`O987 65o 321`), alone before or between numbers (`O 987`, `9 o 8`), in a plate (`2oA-123.45`). Never ô or ơ, never in a word. */
function withZeros(letters: readonly string[], marked: readonly boolean[], capital: readonly boolean[]): string {
  const plates = letters
    .join('')
    .replace(/(?<![\p{L}\d])[1-9]o(?=[ .-]{0,3}[a-z]{1,2}\d?[ .-]{0,3}[\do]{3})/gu, (province, at: number) =>
      marked[at + 1] ? province : province.replace('o', '0'),
    );
  return plates.replace(/(?<![\p{L}\d])[\do]+(?![\p{L}\d])/gu, (number, at: number, whole: string) => {
    if (!number.includes('o') || [...number].some((_, index) => marked[at + index])) return number;
    const numberFollows = /^[ .-]\d/.test(whole.slice(at + number.length, at + number.length + 2));
    const numberBefore = /\d[ .-]$/.test(whole.slice(Math.max(0, at - 2), at));
    const alone = number === 'o' && numberFollows && (numberBefore || capital[at] === true);
    return alone || /\d/.test(number) ? number.replaceAll('o', '0') : number;
  });
}
