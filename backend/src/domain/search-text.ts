import { digitsOf, type Entry, entryOf, type Searchable } from './search-index.js';
import { comparable, fold, isOneEditApart, joined, meaningful, untelexed } from './search-words.js';

export { fold };

/** Papers that no longer exist, and the procedures (national codes) that serve the same need today. */
const goneThings: readonly { phrases: readonly string[]; codes: readonly string[]; hint: string }[] = [
  {
    // Luật Cư trú 2020 Art. 38(3): paper books ceased on 31/12/2022.
    phrases: ['so ho khau', 'ho khau', 'so tam tru', 'shk'],
    codes: ['1.010041', '1.004222'],
    hint: 'Sổ hộ khẩu và sổ tạm trú giấy không còn dùng từ ngày 01/01/2023. Nếu cần giấy tờ về nơi ở, mời ông/bà chọn “Xác nhận thông tin về cư trú”; nếu chuyển đến ở, mời chọn “Đăng ký thường trú”.',
  },
  {
    // Luật Căn cước 2023 Art. 46(2): identity cards of the old kind were valid until 31/12/2024.
    phrases: ['cmnd', 'cmt', 'cmtnd', 'chung minh nhan dan', 'chung minh thu', 'chung minh thu nhan dan'],
    codes: ['1.014061'],
    hint: 'Chứng minh nhân dân không còn giá trị từ ngày 01/01/2025. Mời ông/bà chọn “Cấp thẻ căn cước”.',
  },
];

/** Words that fit two or three procedures; people are asked which one they mean. */
const ambiguousPhrases: ReadonlySet<string> = new Set(
  ['tro cap', 'mai tang', 'giam ho', 'ho ngheo', 'can ngheo', 'ho can ngheo'].map(comparable),
);
const askBack = 'Có nhiều thủ tục gần giống nhau. Mời ông/bà đọc kỹ tên và chọn đúng việc mình cần.';

/** How well an item fits; smaller is better. After `phrase` a spelling mistake is as likely an explanation, so it is looked for too. */
const rank = { code: 0, exact: 1, core: 2, start: 3, phrase: 4, words: 5, scattered: 6, contained: 7, fuzzy: 8 } as const;

type Found<T> = { item: T; rank: number; cost: number };

type Query = { phrase: string; words: string[]; core: string; coreWords: string[]; joined: string };

/**
 * Finds procedures by what people type: without diacritics, hoà/hòa, kỹ/kĩ, Telex left uncomposed ("ddawng kys"), words run together, one wrong letter.
 * Best first: a plain name or synonym exactly, then the words in order, then all words as beginnings, then misspelt. Nothing typed gives all items; nonsense gives none.
 * `hint` is a sentence for people when what they named no longer exists or fits several procedures. Folded forms are remembered per item object.
 */
export function searchProcedures<T extends Searchable>(query: string, items: readonly T[]): { items: T[]; hint: string | null } {
  const folded = fold(query);
  if (folded === '') return { items: [...items], hint: null };
  const asTyped = queryOf(folded);
  const composed = queryOf(untelexed(folded));
  let found = findAll(asTyped, items);
  if (composed.phrase !== asTyped.phrase && best(found) > rank.phrase) {
    const again = findAll(composed, items);
    if (best(again) < best(found)) found = again;
  }

  const gone = goneThings.find(({ phrases }) => phrases.some((phrase) => names(folded, phrase)));
  if (gone) {
    const successors = gone.codes.flatMap((code) => items.filter((item) => codesOf(item).includes(code)));
    // "tách hộ khẩu" is a procedure of its own; "sổ hộ khẩu" is not.
    const named = found.filter((each) => each.rank <= rank.contained && !gone.phrases.includes(folded)).map(({ item }) => item);
    return { items: [...new Set([...named, ...successors])], hint: gone.hint };
  }
  const matches = found.map(({ item }) => item);
  const equallyExact = found.filter((each) => each.rank === rank.exact).length > 1;
  const ambiguous = matches.length > 1 && (equallyExact || ambiguousPhrases.has(asTyped.core) || ambiguousPhrases.has(asTyped.phrase));
  return { items: matches, hint: ambiguous ? askBack : null };
}

/** A short phrase must be typed exactly; a long one may have one wrong letter when it is all that was typed. */
function names(folded: string, phrase: string): boolean {
  return ` ${folded} `.includes(` ${phrase} `) || (phrase.length >= 7 && isOneEditApart(joined(folded), joined(phrase)));
}

function queryOf(folded: string): Query {
  const phrase = comparable(folded);
  const words = phrase.split(' ');
  const coreWords = meaningful(words);
  return { phrase, words, core: coreWords.join(' '), coreWords, joined: joined(phrase) };
}

function codesOf(item: Searchable): readonly string[] {
  return item.otherCodes ? [item.code, ...item.otherCodes] : [item.code];
}

function best(found: readonly Found<unknown>[]): number {
  return found[0]?.rank ?? Number.POSITIVE_INFINITY;
}

function findAll<T extends Searchable>(query: Query, items: readonly T[]): Found<T>[] {
  const found = collect(items, (entry) => matchOf(query, entry));
  if (best(found) <= rank.core) return found.filter((each) => each.rank < rank.scattered);
  const misspelt = collect(items, (entry) => misspeltMatch(query, entry));
  const whole = misspelt.filter((each) => each.cost < wholeNameCost);
  const guesses = best(found) < rank.scattered ? [] : [...collect(items, (entry) => containedMatch(query, entry)), ...misspelt];
  const seen = new Set<T>();
  // A whole name with one wrong letter beats words that merely occur somewhere in an item.
  const sure = found.filter((each) => each.rank <= rank.phrase);
  const rest = found.filter((each) => each.rank > rank.phrase && (sure.length === 0 || each.rank < rank.scattered));
  return [...sure, ...whole, ...rest, ...guesses].filter(({ item }) => !seen.has(item) && seen.add(item));
}

function collect<T extends Searchable>(items: readonly T[], match: (entry: Entry) => Omit<Found<T>, 'item'> | null): Found<T>[] {
  const found: Found<T>[] = [];
  for (const item of items) {
    const hit = match(entryOf(item));
    if (hit) found.push({ item, ...hit });
  }
  return found.sort((one, other) => one.rank - other.rank || one.cost - other.cost);
}

type Hit = { rank: number; cost: number };

function matchOf(query: Query, entry: Entry): Hit | null {
  if (entry.codes.includes(digitsOf(query.joined))) return { rank: rank.code, cost: 0 };
  let bestHit: Hit | null = null;
  const offer = (hit: Hit): void => {
    if (!bestHit || hit.rank < bestHit.rank || (hit.rank === bestHit.rank && hit.cost < bestHit.cost)) bestHit = hit;
  };
  for (const field of entry.fields) {
    // What a procedure is called weighs more than a synonym, a synonym more than the official name.
    const extra = (text: string, wanted: string): number => (text.length - wanted.length) * 10 + field.weight;
    if (field.phrase === query.phrase || field.joined === query.joined) offer({ rank: rank.exact, cost: field.weight });
    else if (field.core === query.core || field.joinedCore === query.joined)
      offer({ rank: rank.core, cost: extra(field.phrase, field.core) });
    else if (startsWithWords(field.core, query.core) && !field.official) offer({ rank: rank.start, cost: extra(field.core, query.core) });
    else if (includesWords(field.phrase, query.phrase) || includesWords(field.core, query.core)) {
      offer({ rank: rank.phrase, cost: extra(field.core, query.core) });
    } else if (query.coreWords.every((word) => field.coreWords.some((each) => each.startsWith(word)))) {
      offer({ rank: rank.words, cost: extra(field.core, query.core) });
    }
  }
  if (bestHit) return bestHit;
  const scattered = query.coreWords.every(
    (word) => entry.words.some((each) => each.startsWith(word)) || (word.length >= 5 && entry.pairs.has(word)),
  );
  return scattered ? { rank: rank.scattered, cost: entry.words.length } : null;
}

function startsWithWords(text: string, wanted: string): boolean {
  return text.startsWith(wanted);
}

function includesWords(text: string, wanted: string): boolean {
  return ` ${text}`.includes(` ${wanted}`);
}

/** Costs under this are whole names with one wrong letter. */
const wholeNameCost = 1_000;

/** One wrong letter in the whole name, or one in each of at most two words; a word of one or two letters may be wrong altogether. */
function misspeltMatch(query: Query, entry: Entry): Hit | null {
  if (query.joined.length >= 5) {
    for (const field of entry.fields) {
      const near =
        isOneEditApart(query.joined, field.joined) ||
        (field.joinedCore.length >= 5 && isOneEditApart(joined(query.core), field.joinedCore));
      if (near) return { rank: rank.fuzzy, cost: field.weight };
    }
  }
  let cheapest = Number.POSITIVE_INFINITY;
  for (const field of entry.fields) {
    let edits = 0;
    let sure = 0;
    for (const word of query.coreWords) {
      if (field.words.some((each) => each.startsWith(word)) || (word.length >= 5 && field.pairs.has(word))) {
        sure += word.length;
        continue;
      }
      const near =
        word.length >= 3 && (field.words.some((each) => each.length >= 3 && isOneEditApart(word, each)) || field.pairsNear(word));
      edits += near || (word.length <= 2 && query.coreWords.length >= 3) ? 1 : 9;
      if (edits > 2) break;
    }
    // At least as much must be typed right as is explained away, otherwise any short word would fit something.
    if (edits <= 2 && sure >= 3 * edits)
      cheapest = Math.min(cheapest, edits * 100 + Math.max(0, field.core.length - query.core.length) + field.weight);
  }
  return cheapest === Number.POSITIVE_INFINITY ? null : { rank: rank.fuzzy, cost: wholeNameCost + cheapest };
}

/** A whole plain name or synonym inside a longer sentence: "làm khai sinh cho cháu ngoại". The longest comes first. */
function containedMatch(query: Query, entry: Entry): Hit | null {
  let longest = 0;
  for (const field of entry.fields) {
    if (!field.official && field.core.length >= 5 && field.core.includes(' ') && includesWords(`${query.core} `, `${field.core} `)) {
      longest = Math.max(longest, field.core.length);
    }
  }
  return longest === 0 ? null : { rank: rank.contained, cost: 1_000 - longest };
}
