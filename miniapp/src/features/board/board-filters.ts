import { type BoardState, boardStates } from 'backend/contracts/board';

/** What of the board is looked at; null: all. */
export type BoardFilters = { hamlet: string | null; category: string | null; state: BoardState | null; words: string };

export const noFilters: BoardFilters = { hamlet: null, category: null, state: null, words: '' };

const key = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const longestKey = 60;
const longestWords = 100;

function keyIn(search: URLSearchParams, name: string): string | null {
  const value = search.get(name) ?? '';
  return value.length <= longestKey && key.test(value) ? value : null;
}

/** What was typed, as much of it as the server reads. */
export function asWords(typed: string): string {
  // Half a character at the cut would be none.
  return typed
    .trim()
    .slice(0, longestWords)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}

/** What an address asks for. Nothing in it can be wrong: what is no filter is as if it were not there. */
export function filtersIn(search: URLSearchParams): BoardFilters {
  return {
    hamlet: keyIn(search, 'hamlet'),
    category: keyIn(search, 'category'),
    state: boardStates.find((state) => state === search.get('state')) ?? null,
    words: asWords(search.get('q') ?? ''),
  };
}

/** The same as part of an address, `''` without any filter. */
export function addressPart({ hamlet, category, state, words }: BoardFilters): string {
  const search = new URLSearchParams();
  if (state !== null) search.set('state', state);
  if (hamlet !== null) search.set('hamlet', hamlet);
  if (category !== null) search.set('category', category);
  if (words !== '') search.set('q', words);
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** The same as the API asks for it; the map knows no words. */
export function mapQuery({ hamlet, category, state }: BoardFilters) {
  return {
    ...(hamlet === null ? {} : { hamlet }),
    ...(category === null ? {} : { category }),
    ...(state === null ? {} : { state }),
  };
}

export function listQuery(filters: BoardFilters) {
  return { ...mapQuery(filters), ...(filters.words === '' ? {} : { q: filters.words }) };
}

/** Whether nothing is left out. */
export function isEverything(filters: BoardFilters): boolean {
  return addressPart(filters) === '';
}
