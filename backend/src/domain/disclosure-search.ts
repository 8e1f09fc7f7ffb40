import { comparable, fold } from './search-words.js';

const mostWords = 3_000;
const mostAsked = 8;

const wordsIn = (text: string): string[] => [
  ...new Set(
    comparable(fold(text))
      .split(' ')
      .filter((word) => word !== ''),
  ),
];

/** Every word a disclosure is found by, each once, without marks. */
export function searchWords(texts: readonly (string | null)[]): string[] {
  return wordsIn(texts.filter((text) => text !== null).join(' ')).slice(0, mostWords);
}

/** The words of what somebody typed, in order; the last may be unfinished. Only letters, digits and dots between digits. */
export function askedWords(query: string | undefined): string[] {
  return query === undefined ? [] : wordsIn(query).slice(0, mostAsked);
}
