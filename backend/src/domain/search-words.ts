/** Vietnamese text reduced to small letters without marks: đ→d, punctuation (but for dots inside numbers) and runs of spaces to one space. Composed and decomposed input give the same. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/(?<!\d)\.|\.(?!\d)|[^\p{L}\p{N}.]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** The words of a text without marks, each once. */
export const foldedWords = (text: string): string[] => [...new Set(fold(text).split(' ').filter(Boolean))];

const beginning = 3;
/** What a search index of a text holds: its words without marks and, after a `~`, the first three letters of each, so that an unfinished word is found by one key. */
export function indexedWords(text: string): string[] {
  const words = foldedWords(text);
  return [...new Set([...words, ...words.filter((word) => word.length >= beginning).map((word) => `~${word.slice(0, beginning)}`)])];
}

/** What an asked text must meet in such an index; the last word may be unfinished, once it has three letters. */
export function askedKeys(text: string, most = 8): { keys: string[]; beginsWith: string | null } {
  const words = fold(text).split(' ').filter(Boolean).slice(0, most);
  const last = words.at(-1) ?? '';
  if (last.length < beginning) return { keys: [...new Set(words)], beginsWith: null };
  const keys = [...new Set([...words.slice(0, -1), `~${last.slice(0, beginning)}`])];
  return { keys, beginsWith: last.length > beginning ? last : null };
}

/** Folded text with y and i made alike where Vietnamese spelling lets them vary (kỹ/kĩ, lý/lí, quý/quí), not where they make different words (tay/tai, thúy/thúi). */
export function comparable(folded: string): string {
  return folded.replace(/(?<=(?:^| )(?:[bcdghklmnprstvx]|qu|th|kh|nh|ch|tr|ph|gh|ng|ngh)?)y(?= |$)/g, 'i');
}

export function joined(phrase: string): string {
  return phrase.replaceAll(' ', '');
}

/** Folded text with the keys of an input method that was off taken out: dd, aa, ee, oo, w, and the tone letters s f r x j. No Vietnamese word has them in these places. */
export function untelexed(folded: string): string {
  return folded
    .split(' ')
    .map((word) => {
      if (!/^[a-z]{2,}$/.test(word)) return word;
      const letters = word
        .replace(/^dd|(?<=^d[a-z]+)d$/, (doubled) => (doubled === 'dd' ? 'd' : ''))
        .replace(/([aeo])\1/g, '$1')
        .replace(/^w|(?<=[^aouw])w/, 'u')
        .replaceAll('w', '');
      const onset = /^[^aeiouy]*/.exec(letters)?.[0] ?? '';
      const rime = letters.slice(onset.length).replace(/[sfrxj]/g, '');
      return rime === '' ? word : onset + rime;
    })
    .join(' ');
}

/** Words that say only that something is wanted, in comparable form; a query and a name that differ in them alone mean the same. */
const fillers: ReadonlySet<string> = new Set(
  [
    'dang',
    'ky',
    'lam',
    'xin',
    'cap',
    'giay',
    'to',
    'thu',
    'tuc',
    'don',
    'cho',
    'toi',
    'em',
    'muon',
    'nguoi',
    'can',
    'hoi',
    've',
    'viec',
    'o',
    'tai',
  ].map(comparable),
);

/** The words without fillers; all of them when nothing else is left. */
export function meaningful(words: string[]): string[] {
  const kept = words.filter((word) => !fillers.has(word));
  return kept.length === 0 ? words : kept;
}

/** Whether one letter added, dropped or changed, or two neighbours swapped, turns one text into the other. False for equal texts. */
export function isOneEditApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || one === other) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1);
  if (short.slice(start + 1) === long.slice(start + 1)) return true;
  return short[start] === long[start + 1] && short[start + 1] === long[start] && short.slice(start + 2) === long.slice(start + 2);
}
