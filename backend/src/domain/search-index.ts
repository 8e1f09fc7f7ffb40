import { comparable, fold, isOneEditApart, joined, meaningful } from './search-words.js';

/** One name of a procedure, prepared for comparison. */
export type Field = {
  official: boolean;
  weight: number;
  phrase: string;
  core: string;
  joined: string;
  joinedCore: string;
  words: string[];
  /** `words` without those that say nothing. */
  coreWords: string[];
  /** Neighbouring words run together, for "khaisinh". */
  pairs: ReadonlySet<string>;
  pairsNear(word: string): boolean;
};

export type Entry = { codes: string[]; fields: Field[]; words: string[]; pairs: ReadonlySet<string> };

/** What the search reads of a procedure; `otherCodes` are found like `code`. */
export type Searchable = { name: string; plainName: string; synonyms: readonly string[]; code: string; otherCodes?: readonly string[] };

const remembered = new WeakMap<Searchable, Entry>();

/** The prepared form of a procedure, made once per object. */
export function entryOf(item: Searchable): Entry {
  const known = remembered.get(item);
  if (known) return known;
  const fields = [
    field(item.plainName, 0, false),
    ...item.synonyms.map((synonym, index) => field(synonym, 1 + index * 0.01, false)),
    field(item.name, 2, true),
  ];
  const entry: Entry = {
    codes: [item.code, ...(item.otherCodes ?? [])].map(digitsOf),
    fields,
    words: [...new Set(fields.flatMap(({ coreWords }) => coreWords))],
    pairs: new Set(fields.flatMap(({ pairs }) => [...pairs])),
  };
  remembered.set(item, entry);
  return entry;
}

/** A code as typed with or without its dot. */
export function digitsOf(text: string): string {
  return text.replaceAll('.', '');
}

function field(text: string, weight: number, official: boolean): Field {
  const phrase = comparable(fold(text));
  const words = phrase.split(' ');
  const coreWords = meaningful(words);
  const core = coreWords.join(' ');
  const pairs = new Set(words.slice(1).map((word, index) => `${words[index]}${word}`));
  const pairsNear = (word: string): boolean => word.length >= 5 && [...pairs].some((pair) => isOneEditApart(word, pair));
  return { official, weight, phrase, core, joined: joined(phrase), joinedCore: joined(core), words, coreWords, pairs, pairsNear };
}
