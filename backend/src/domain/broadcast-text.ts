import type { Day } from '../contracts/primitives.js';

/** What a text may hold between braces. */
export const variables = ['ten', 'xung_ho', 'xom', 'ten_xa', 'chu_tich', 'nam', 'can_chi', 'ngay', 'ngay_am'] as const;
export type Variable = (typeof variables)[number];

const pattern = /\{([^{}\n]{1,40})\}/gu;

/** The names between braces, each once, in the order they come. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name.trim()))];
}

/** Those nobody can fill. */
export function unknownVariables(text: string): string[] {
  return variablesIn(text).filter((name) => !(variables as readonly string[]).includes(name));
}

/** Puts values in; where one is empty the gap closes, so that “Kính gửi ông/bà ,” never stands in a letter. */
export function render(text: string, values: Readonly<Record<Variable, string>>): string {
  return (
    text
      .normalize('NFC')
      .replace(pattern, (whole, name: string) => (values as Record<string, string | undefined>)[name.trim()] ?? whole)
      .replace(/[ \t]+([,.;:!?])/gu, '$1')
      .replace(/([,;:])(?=[,.;:!?])/gu, '')
      .replace(/[ \t]{2,}/gu, ' ')
      // “Chủ tịch UBND xã Phú Lạc – ” of whom no name is known.
      .replace(/[ \t]+[–—-]?[ \t]*$/gmu, '')
      .replace(/^[ \t]+/gmu, '')
      .trim()
  );
}

const elder = 80;
const middle = 40;

/** How somebody of this age is spoken to; of whom it is not known, as an elder would like it. */
export function formOfAddress({ birthYear, today }: { birthYear: number | null; today: Day }): string {
  if (birthYear === null) return 'ông/bà';
  const age = Number(today.slice(0, 4)) - birthYear;
  if (age >= elder) return 'cụ';
  return age >= middle ? 'ông/bà' : 'anh/chị';
}

const stems = ['Canh', 'Tân', 'Nhâm', 'Quý', 'Giáp', 'Ất', 'Bính', 'Đinh', 'Mậu', 'Kỷ'] as const;
const branches = ['Thân', 'Dậu', 'Tuất', 'Hợi', 'Tý', 'Sửu', 'Dần', 'Mão', 'Thìn', 'Tỵ', 'Ngọ', 'Mùi'] as const;

/** The name of a lunar year, such as “Đinh Mùi” for 2027. */
export function canChi(lunarYear: number): string {
  return `${stems[lunarYear % 10]} ${branches[lunarYear % 12]}`;
}

/** How many characters each place takes (docs.zaloplatforms.com: consultation, ZBS template, article). Templates are registered with these. */
const budgets = {
  consultation: 2_000,
  template_title: 100,
  template_body: 400,
  article_title: 150,
  article_description: 300,
  article_author: 50,
} as const;
export type Budget = keyof typeof budgets;

/** Cuts at a word with “…” where the place is too small. Counts UTF-16 units, which are never fewer than the characters Zalo counts. */
export function fitFor(place: Budget, text: string): string {
  const most = budgets[place];
  const whole = text.normalize('NFC').trim();
  if (whole.length <= most) return whole;
  const cut = whole.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/u, '');
  const word = cut.replace(/\s+\S*$/u, '');
  return `${word.length > most / 2 ? word : cut}…`;
}
