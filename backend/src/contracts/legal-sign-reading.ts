import { names, shorts } from './legal-sign-list.js';
import { agreement, hasMarks, type TypedWord, understoodWords, type Vocabulary, vocabularyWords } from './typed-words.js';

type Phrase = { name: string; words: readonly TypedWord[]; vague: boolean };
type Node = { next: Map<string, Node>; phrases: Phrase[] };
/** A phrase of the table found in the text, from word to word. Not `sure`: typed without marks, so that it may be any of several, or none. */
export type Mark = { names: readonly string[]; from: number; to: number; sure: boolean };
/** A text in words, with the number of the sentence of each, and what of the table stands in it, in its order. */
export type Reading = { words: readonly TypedWord[]; sentences: readonly number[]; marks: readonly Mark[] };

/** "a/b c_d" → "a c d", "b c d". */
function spread(phrase: string): string[] {
  const places = phrase.split(' ').map((place) => place.split('/'));
  return places.reduce<string[]>(
    (all, place) => all.flatMap((start) => place.map((word) => `${start} ${word.replaceAll('_', ' ')}`)),
    [''],
  );
}

function readTable() {
  const root: Node = { next: new Map(), phrases: [] };
  const known = new Set<string>();
  const joined = new Map<string, readonly TypedWord[]>();
  for (const [name, list] of Object.entries(names))
    for (const line of list.split(/[,\n]/))
      for (const phrase of spread(line.trim().replace('~', ''))) {
        const words = vocabularyWords(phrase);
        if (words.length === 0) continue;
        let node = root;
        for (const { plain } of words) {
          known.add(plain);
          const next: Node = node.next.get(plain) ?? { next: new Map(), phrases: [] };
          node.next.set(plain, next);
          node = next;
        }
        node.phrases.push({ name, words, vague: line.includes('~') });
        const together = words.map(({ plain }) => plain).join('');
        if (together.length > (words.length > 1 ? 4 : 3)) joined.set(together, words);
      }
  const meanings = shorts.split(';').map((line) => line.split('>'));
  const short = new Map(
    meanings.flatMap(([typed = '', meant = '']) => typed.split(' ').map((each) => [each, vocabularyWords(meant)] as const)),
  );
  const vocabulary: Vocabulary = {
    has: (plain) => known.has(plain),
    joined: (together) => joined.get(together),
    short: (plain) => short.get(plain),
  };
  return { root, vocabulary };
}

let table: ReturnType<typeof readTable> | undefined;
/** Made when it is first needed, not when a page is opened. */
const theTable = () => {
  table ??= readTable();
  return table;
};

export const isNamed =
  (...wanted: readonly string[]) =>
  ({ names: own }: Mark): boolean =>
    own.some((name) => wanted.includes(name));
/** Only what is sure. */
export const surely =
  (...wanted: readonly string[]) =>
  (mark: Mark): boolean =>
    mark.sure && isNamed(...wanted)(mark);

/** Officials who are asked or thanked are not accused. */
function addressed(words: readonly TypedWord[], marks: readonly Mark[]): Mark[] {
  const result: Mark[] = [];
  for (const mark of marks) {
    const before = result.at(-1);
    const beside = before?.to === mark.from && (words[mark.from]?.stop ?? 0) < 2;
    const asked = beside && isNamed('asks', 'praise', 'addressee')(before);
    result.push(asked && isNamed('official', 'person', 'polite')(mark) ? { ...mark, names: ['addressee'] } : mark);
  }
  return result;
}

/** What is done, in the table's names. */
export const actNames = [
  'graft',
  'fraud',
  'violence',
  'vice',
  'take',
  'grab',
  'demand',
  'money',
  'bribe',
  'say',
  'appeal',
  'topic',
  'hit',
  'hurt',
];

type Sentence = { words: number; marked: number };

/** Whoever types marks types them everywhere in a sentence: what has none there is another word. */
const isMarked = ({ words, marked }: Sentence): boolean => marked * 4 > words;

const amount = /^\d+(k|tr|trieu|ti|ty|cu|ng|nghin|ngan|d|vnd)\d*$|^[1-9]\d*000(d|vnd)?$/;

function isAmount(words: readonly TypedWord[], at: number): boolean {
  const plain = words[at]?.plain ?? '';
  return amount.test(plain) || (/^(k|tr|cu)$/.test(plain) && /^\d+$/.test(words[at - 1]?.plain ?? ''));
}

/** The longest phrase of the table that begins here. */
function markAt(words: readonly TypedWord[], from: number, sentence: Sentence): Mark | undefined {
  let best: Mark | undefined = isAmount(words, from) ? { names: ['sum'], from, to: from + 1, sure: true } : undefined;
  const exact = isMarked(sentence);
  let node = theTable().root;
  for (let to = from + 1; to <= words.length; to += 1) {
    const word = words[to - 1] as TypedWord;
    const next = node.next.get(word.plain);
    if (!next || (to > from + 1 && word.stop > 0)) break;
    node = next;
    const typed = words.slice(from, to);
    const fitting = node.phrases.filter(({ name, vague, words: meant }) => {
      const agreements = meant.map((each, place) => agreement(typed[place] as TypedWord, each));
      const least = Math.min(...agreements);
      if (least === 3 || least === 0 || !exact) return least > 0;
      const written = agreements.some((each, place) => each === 3 && hasMarks(typed[place] as TypedWord));
      return meant.length > 1 && actNames.includes(name) && (written || (least === 2 && !vague));
    });
    const plainly = fitting.filter(({ vague }) => exact || !vague);
    const meant = plainly.length > 0 ? plainly : fitting;
    const sure = plainly.length > 0 || sentence.words === to - from || typed.some(hasMarks);
    if (meant.length > 0) best = { names: meant.map(({ name }) => name), from, to, sure };
  }
  return best;
}

export function readingOf(text: string): Reading {
  const words = understoodWords(text, theTable().vocabulary);
  const sentences: number[] = [];
  const sizes: Sentence[] = [];
  for (const word of words) {
    if (word.stop === 2) sizes.push({ words: 0, marked: 0 });
    const size = sizes.at(-1) as Sentence;
    size.words += 1;
    if (word.shape !== '*' && hasMarks(word)) size.marked += 1;
    sentences.push(sizes.length - 1);
  }
  const marks: Mark[] = [];
  for (let from = 0; from < words.length; ) {
    const mark = markAt(words, from, sizes[sentences[from] as number] as Sentence);
    if (mark) marks.push(mark);
    from = mark?.to ?? from + 1;
  }
  return { words, sentences, marks: addressed(words, marks) };
}
