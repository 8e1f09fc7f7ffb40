/** Mobile prefixes of 11-digit numbers and what replaced them on 15/9/2018 (QĐ 798/QĐ-BTTTT). */
const oldMobilePrefixes: Readonly<Record<string, string>> = {
  '120': '70',
  '121': '79',
  '122': '77',
  '123': '83',
  '124': '84',
  '125': '85',
  '126': '76',
  '127': '81',
  '128': '78',
  '129': '82',
  '162': '32',
  '163': '33',
  '164': '34',
  '165': '35',
  '166': '36',
  '167': '37',
  '168': '38',
  '169': '39',
  '186': '56',
  '188': '58',
  '199': '59',
};

/** Area codes before 2017 that people of this province still write: Thái Nguyên and Bắc Kạn. */
const oldAreaCodes: Readonly<Record<string, string>> = { '280': '208', '281': '209' };

/** A number of ours hidden for display: `09xx xxx 123`. Expects E.164 with +84. */
export function maskPhone(e164: string): string {
  const national = `0${e164.replace(/^\+84/, '')}`;
  return `${national.slice(0, 2)}xx ${'x'.repeat(Math.max(3, national.length - 7))} ${national.slice(-3)}`;
}

/**
 * A Vietnamese number as people type it, as E.164 (`+84912345678`); null when no such number can exist.
 * Accepts spaces, dots, hyphens, brackets, +84, 84, 0084, a doubled 0 after +84, old 11-digit mobile numbers (converted) and landlines with area code.
 */
export function normalisePhone(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(/[\s.()-]/g, '');
  if (!/^\+?\d+$/.test(digits)) return null;
  const national = nationalDigits(digits);
  if (national === null) return null;
  if (/^[35789]\d{8}$/.test(national)) return `+84${national}`;
  if (/^1\d{9}$/.test(national)) {
    const prefix = oldMobilePrefixes[national.slice(0, 3)];
    return prefix === undefined ? null : `+84${prefix}${national.slice(3)}`;
  }
  if (/^2\d{9}$/.test(national)) {
    const areaCode = oldAreaCodes[national.slice(0, 3)];
    return `+84${areaCode === undefined ? national : areaCode + national.slice(3)}`;
  }
  return null;
}

/** The digits after the trunk 0; a number given internationally may carry the 0 by mistake. */
function nationalDigits(digits: string): string | null {
  const international = /^(?:\+|00)84(.*)$/.exec(digits)?.[1];
  if (international !== undefined) return international.replace(/^0/, '');
  if (digits.startsWith('+')) return null;
  if (digits.startsWith('0')) return digits.slice(1);
  // Zalo writes 84912345678; a number without its 0 is nine digits, so the two cannot be confused.
  return /^84\d{9,10}$/.test(digits) ? digits.slice(2).replace(/^0/, '') : null;
}

/** A name typed all in capitals or all in small letters, in title case (`NGUYỄN THỊ ÁNH` → `Nguyễn Thị Ánh`); any other spelling is the person's own and only loses stray spaces. NFC. */
export function titleCaseName(name: string): string {
  const clean = name.normalize('NFC').trim().replace(/\s+/gu, ' ');
  if (clean !== clean.toUpperCase() && clean !== clean.toLowerCase()) return clean;
  return clean.toLowerCase().replace(/(?<=^|[\s'’-])\p{L}/gu, (letter) => letter.toUpperCase());
}

/** What a person is called by: the last word of the name. */
export function givenName(name: string): string {
  return name.trim().split(/\s+/u).at(-1) ?? '';
}

/** a ă â, d đ, e ê, o ô ơ, u ư are different letters; tones count only between words that are otherwise alike. */
const collator = new Intl.Collator('vi');

/** Order of a list of people as Vietnamese lists have it: given name, then middle names, then family name. */
export function compareNames(one: string, other: string): number {
  const [first, second] = [parts(one), parts(other)];
  return (
    collator.compare(first.given, second.given) ||
    collator.compare(first.middle, second.middle) ||
    collator.compare(first.family, second.family)
  );
}

function parts(name: string): { family: string; middle: string; given: string } {
  const words = name.normalize('NFC').trim().split(/\s+/u);
  const given = words.at(-1) ?? '';
  return { family: words.length > 1 ? (words[0] ?? '') : '', middle: words.slice(1, -1).join(' '), given };
}
