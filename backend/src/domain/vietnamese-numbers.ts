const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const thousands = ['', 'nghìn', 'triệu'] as const;
const milliard = 1_000_000_000;

/** A whole number from 0 to 9 × 10^15 as it is read aloud in the North: linh, mốt, tư, lăm, nghìn, tỷ. */
export function numberInWords(number: number): string {
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`Not a number to be read: ${number}`);
  return number === 0 ? digits[0] : words(number, false).join(' ');
}

/** `whole`: something was read before it, so that its empty hundreds are read too (“một nghìn không trăm linh năm”). */
function words(number: number, whole: boolean): string[] {
  if (number >= milliard) {
    const rest = number % milliard;
    return [...words(Math.floor(number / milliard), whole), 'tỷ', ...(rest > 0 ? words(rest, true) : [])];
  }
  const read: string[] = [];
  for (const power of [2, 1, 0] as const) {
    const group = Math.floor(number / 1000 ** power) % 1000;
    if (group === 0) continue;
    read.push(...hundreds(group, whole || read.length > 0));
    if (power > 0) read.push(thousands[power] as string);
  }
  return read;
}

function hundreds(group: number, whole: boolean): string[] {
  const [hundred, ten, one] = [Math.floor(group / 100), Math.floor(group / 10) % 10, group % 10];
  const read = hundred > 0 || whole ? [digit(hundred), 'trăm'] : [];
  if (ten === 0) {
    if (one === 0) return read;
    return read.length > 0 ? [...read, 'linh', digit(one)] : [digit(one)];
  }
  read.push(...(ten === 1 ? ['mười'] : [digit(ten), 'mươi']));
  if (one === 0) return read;
  if (one === 5) return [...read, 'lăm'];
  if (ten > 1 && one === 1) return [...read, 'mốt'];
  return [...read, ten > 1 && one === 4 ? 'tư' : digit(one)];
}

const digit = (value: number): string => digits[value] as string;

/** Digits one by one, as telephone numbers are read; anything else in the text is left out. */
export function digitsInWords(text: string): string {
  return [...text.replace(/\D/gu, '')].map((character) => digit(Number(character))).join(' ');
}

/** A number written the Vietnamese way: dots between thousands, a comma before decimals ('1.250.000', '37,5'); one too long to be a quantity is read digit by digit. */
export function writtenNumberInWords(written: string): string {
  const [whole = '', decimals] = written.replaceAll('.', '').split(',');
  const read = Number.isSafeInteger(Number(whole)) ? numberInWords(Number(whole)) : digitsInWords(whole);
  if (decimals === undefined || decimals === '') return read;
  const together = decimals.length <= 2 && !decimals.startsWith('0');
  return `${read} phẩy ${together ? numberInWords(Number(decimals)) : digitsInWords(decimals)}`;
}
