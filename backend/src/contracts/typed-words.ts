/** A word of a text as it was typed, in small letters, marks kept apart. */
export type TypedWord = {
  plain: string;
  /** What stands on each letter: `.` nothing, `^`, `(`, `+`, or `-` for đ. `*` alone: unknown, so it agrees with everything. */
  shape: string;
  /** The tone written at each letter: 0 none, 1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng. */
  tones: string;
  /** Where it stands in the text. */
  from: number;
  to: number;
  /** What stands before it: 0 nothing, 1 a comma or the like, 2 the end of a sentence. */
  stop: number;
  /** No white space stands before it. */
  tight: boolean;
};

/** Words that are looked for; all that is typed in a strange way is read towards them. */
export type Vocabulary = {
  has(plain: string): boolean;
  /** The words of a phrase that was written in one. */
  joined(together: string): readonly TypedWord[] | undefined;
  short(plain: string): readonly TypedWord[] | undefined;
};

const marks: Readonly<Record<string, string>> = {
  '\u0302': '^',
  '\u0306': '(',
  '\u031b': '+',
  '\u0301': '1',
  '\u0300': '2',
  '\u0309': '3',
  '\u0303': '4',
  '\u0323': '5',
};
/** Letters of other alphabets that look alike, and signs that stand for letters. */
const lookalikes: Readonly<Record<string, string>> = {
  đ: 'd',
  ı: 'i',
  а: 'a',
  е: 'e',
  о: 'o',
  с: 'c',
  р: 'p',
  х: 'x',
  і: 'i',
  '@': 'a',
  $: 's',
};
const figures = 'oi_eas';

export const toneOf = ({ tones }: TypedWord): string => tones.replaceAll('0', '').charAt(0);
export const hasMarks = (word: TypedWord): boolean => word.shape === '*' || /[^.]/.test(word.shape) || toneOf(word) !== '';

/** y and i alike where spelling lets them vary: lý, lí. */
const spelled = (plain: string): string => plain.replace(/(^|[^aeou]|qu)y$/, '$1i');

/** How strongly what stands between two words parts them. */
function stopOf(between: string, initial: boolean): number {
  if (!/\s/.test(between)) return /[,:;!?]/.test(between) ? 1 : 0;
  if (/[!?;\n]/.test(between)) return 2;
  if (between.includes('.')) return initial || between.includes('..') ? 1 : 2;
  return /[,:()"…–—]/.test(between) ? 1 : 0;
}

type Part = { letter?: string; mark?: string; hidden?: boolean };

/** What a character is made of; kept, since a text repeats a few of them. */
const partsOf = (() => {
  const kept = new Map<string, readonly Part[]>();
  const part = (character: string): Part => {
    if (/[\p{L}\p{N}@$]/u.test(character)) return { letter: character };
    const mark = marks[character];
    if (mark) return { mark };
    return { hidden: /[\p{M}\p{Cf}]/u.test(character) };
  };
  return (symbol: string): readonly Part[] => {
    const known = kept.get(symbol);
    if (known) return known;
    const parts = [...symbol.normalize('NFKD').toLowerCase()].map(part);
    if (kept.size < 1000) kept.set(symbol, parts);
    return parts;
  };
})();

/** The words of a text, cut at whatever is no letter and no figure. Composed or not, wide or narrow, with hidden characters or not: the same. */
export function typedWords(text: string): TypedWord[] {
  const words: TypedWord[] = [];
  let word: TypedWord | undefined;
  let end = 0;
  let at = 0;
  for (const symbol of text) {
    const from = at;
    at += symbol.length;
    for (const { letter, mark, hidden } of partsOf(symbol)) {
      if (letter !== undefined) {
        if (!word) {
          const between = text.slice(end, from);
          const stop = words.length === 0 ? 2 : stopOf(between, /^[a-z]$/.test(words.at(-1)?.plain ?? ''));
          word = { plain: '', shape: '', tones: '', from, to: at, stop, tight: words.length > 0 && !/\s/.test(between) };
          words.push(word);
        }
        word.plain += lookalikes[letter] ?? letter;
        word.shape += letter === 'đ' ? '-' : '.';
        word.tones += '0';
      } else if (mark !== undefined && word) {
        if (mark >= '0' && mark <= '9') word.tones = word.tones.slice(0, -1) + mark;
        else word.shape = word.shape.slice(0, -1) + mark;
      } else if (mark === undefined && !hidden) word = undefined;
      if (word) {
        word.to = at;
        end = at;
      }
    }
  }
  return words;
}

/** The words of a phrase as a vocabulary keeps them. */
export const vocabularyWords = (phrase: string): TypedWord[] => typedWords(phrase).map((word) => ({ ...word, plain: spelled(word.plain) }));

function together(words: readonly TypedWord[]): TypedWord {
  const [first, last] = [words[0], words.at(-1)] as [TypedWord, TypedWord];
  const all = (part: 'plain' | 'shape' | 'tones') => words.map((word) => word[part]).join('');
  return { ...first, plain: spelled(all('plain')), shape: all('shape'), tones: all('tones'), to: last.to };
}

/** One typed word taken apart as the words it is meant to be. */
function apart(word: TypedWord, meant: readonly TypedWord[] | undefined): TypedWord[] | undefined {
  let at = 0;
  return meant?.map(({ plain }, index) => {
    const from = at;
    at += plain.length;
    const cut = (written: string) => written.slice(from, at);
    return { ...word, plain, shape: cut(word.shape), tones: cut(word.tones), stop: index === 0 ? word.stop : 0 };
  });
}

/** Telex keys that stayed letters, taken out. */
function untelexed(plain: string): string {
  const onset = /^[^aeiouyw]*/.exec(plain)?.[0] ?? '';
  const rime = plain
    .slice(onset.length)
    .replace(/^w/, 'u')
    .replace(/[sfrxjw]/g, '');
  return onset.replace('dd', 'd') + rime.replace(/([aeo])\1/, '$1').replace(/d$/, '');
}

/** Words of the vocabulary that an unknown word may be: figures for letters, VNI or Telex keys, letters held down, f for ph, j for i, g for ng. */
function guessed(plain: string, vocabulary: Vocabulary): string | undefined {
  if (plain.length > 16 || !/\d|(.)\1|[aeiouy].*[sfrxjwy]|^[fzjw]|j|[aeiouy]g$/.test(plain)) return undefined;
  const once = plain.replace(/(.)\1+/g, '$1');
  return [
    plain.replace(/\d/g, (figure) => figures[Number(figure)] ?? figure),
    plain.replace(/\d/g, ''),
    once,
    untelexed(plain),
    untelexed(once),
    plain.replace(/^f/, 'ph').replace(/^z/, 'd').replace(/^j/, 'gi').replace(/^w/, 'qu'),
    plain
      .replaceAll('j', 'i')
      .replace(/y$/, 'i')
      .replace(/([^n])g$/, '$1ng'),
  ]
    .map(spelled)
    .find((guess) => vocabulary.has(guess));
}

/** Two words of the vocabulary without the space between. */
function inTwo(word: TypedWord, vocabulary: Vocabulary): TypedWord[] | undefined {
  const { plain } = word;
  if (plain.length > 12 || !/[aeiouy][^aeiouy]+[aeiouy]/.test(plain)) return undefined;
  for (let at = 2; at < plain.length - 1; at += 1) {
    const parts = [plain.slice(0, at), plain.slice(at)];
    if (parts.every((part) => vocabulary.has(part)))
      return apart(
        word,
        parts.map((part) => ({ ...word, plain: part })),
      );
  }
  return undefined;
}

const isNumber = /^\d+[a-z]{0,5}\d*$/;

/** A text in words of the vocabulary, however they were typed: "t.ố c.á.o", "h o i l o", "nh4n t1en", "toos caos", "ko". Other words stay as they are. */
export function understoodWords(text: string, vocabulary: Vocabulary): TypedWord[] {
  const typed = typedWords(text);
  const words: TypedWord[] = [];
  for (let from = 0, to = 1; from < typed.length; from = to, to += 1) {
    while (typed[to]?.tight) to += 1;
    const chunk = typed.slice(from, to);
    const whole = together(chunk);
    if (vocabulary.has(whole.plain) || isNumber.test(whole.plain)) words.push(whole);
    else words.push(...(apart(whole, vocabulary.joined(whole.plain)) ?? chunk));
  }
  const understood: TypedWord[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const typedWord = words[index] as TypedWord;
    const word = { ...typedWord, plain: spelled(typedWord.plain) };
    let spelt: TypedWord[] | undefined;
    if (word.plain.length === 1 || !/[aeiouy\d]/.test(word.plain)) {
      const start = index;
      let whole = word.plain;
      for (let end = start + 1; words[end]?.stop === 0 && whole.length < 14; end += 1) {
        whole += words[end]?.plain;
        const phrase = end > start + 1 ? vocabulary.joined(whole) : undefined;
        if (phrase) [spelt, index] = [apart(together(words.slice(start, end + 1)), phrase), end];
      }
    }
    const wild = (plain: string): TypedWord => ({ ...word, plain, shape: '*', tones: '' });
    const meant = spelt ?? (hasMarks(word) ? undefined : vocabulary.short(word.plain)?.map(({ plain }) => wild(plain)));
    const next = words[index + 1];
    const pair =
      !meant && next?.stop === 0 && !vocabulary.has(word.plain) && !vocabulary.has(next.plain) ? together([word, next]) : undefined;
    if (pair && vocabulary.has(pair.plain)) {
      understood.push(pair);
      index += 1;
    } else if (meant) understood.push(...meant.map((each, place) => (place === 0 ? each : { ...each, stop: 0 })));
    else if (vocabulary.has(word.plain)) understood.push(word);
    else {
      const guess = guessed(word.plain, vocabulary);
      understood.push(...(guess === undefined ? (inTwo(word, vocabulary) ?? [word]) : [wild(guess)]));
    }
  }
  return understood;
}

/** How well a typed word agrees with the one meant: 3 with each mark, 2 when it has none or hỏi stands for ngã, as many people write, 1 when some are missing, 0 not. */
export function agreement(typed: TypedWord, meant: TypedWord): number {
  if (typed.shape === '*' || typed === meant) return 3;
  const [tone, wanted] = [toneOf(typed), toneOf(meant)];
  const mixed = /^(34|43)$/.test(tone + wanted);
  if (tone !== wanted && tone !== '' && !mixed) return 0;
  for (let at = 0; at < typed.shape.length; at += 1) if (typed.shape[at] !== '.' && typed.shape[at] !== meant.shape[at]) return 0;
  if (typed.shape === meant.shape && (tone === wanted || mixed)) return mixed ? 2 : 3;
  return hasMarks(typed) ? 1 : 2;
}
