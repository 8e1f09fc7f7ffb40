import { fold } from './search-words.js';

/** Words that join others and say nothing alone. */
const joining: ReadonlySet<string> = new Set(
  (
    'và là của có được cho các những một với thì mà ở tại trong ngoài trên dưới từ đến về này kia đó ấy đây nên vì do bởi để khi lúc nếu như cũng đã đang sẽ ' +
    'vẫn còn rất quá lắm hơn nhất lại ra vào lên xuống đi cứ hay hoặc nhưng tuy dù theo qua cùng cả mọi mỗi nhiều ít vài mấy tôi em anh chị ông bà con cháu ' +
    'chúng ta mình họ nó ai gì nào sao đâu bao nhiêu thế vậy ạ dạ vâng nhé nha à ừ xin mong muốn cần phải nữa thôi rồi chỉ bị bằng giữa sau trước người việc cái ' +
    'chiếc sự điều chưa không đều thêm làm thật lần ngày hôm'
  ).split(' '),
);
/** They turn what follows round, so that "không sạch" is something of its own. */
const turning: ReadonlySet<string> = new Set(['không', 'chưa', 'thiếu', 'ít', 'nhiều']);

const fewestAnswers = 3;
const mostThemes = 30;
/** How many are looked at, so that thousands of texts cost no more than hundreds. */
const mostCandidates = 400;
const longestPhrase = 4;
/** A word that mostly stands in one phrase is told by the phrase. */
const mostly = 0.6;

/** Runs of syllables between marks, in small letters with their diacritics; numbers and what is covered stand between. */
function runsOf(text: string): string[][] {
  return text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\s]+/u)
    .map((run) => run.split(/\s+/).filter((syllable) => syllable !== ''))
    .filter((run) => run.length > 0);
}

const joins = (first: string, second: string) => (joining.has(first) && !turning.has(first)) || joining.has(second) || second.length < 2;

/** Stretches of two to four syllables, in which none only joins others. */
function phrasesOf(run: readonly string[]): string[] {
  return run.flatMap((_, start) => {
    const phrases: string[] = [];
    for (let end = start + 1; end < run.length && end - start < longestPhrase; end += 1) {
      if (joins(run[end - 1] as string, run[end] as string)) break;
      phrases.push(run.slice(start, end + 1).join(' '));
    }
    return phrases;
  });
}

type Uses = Map<string, Set<number>>;

/** Which texts use which words. */
function usesOf(texts: readonly string[], partsOf: (run: readonly string[]) => string[]): Uses {
  const uses: Uses = new Map();
  texts.forEach((text, place) => {
    for (const words of runsOf(text).flatMap(partsOf)) uses.set(words, (uses.get(words) ?? new Set()).add(place));
  });
  return uses;
}

/** Phrases that were written without diacritics counted with how others write them; one syllable alone could be too many things. */
function withPlain(uses: Uses): Uses {
  const folded = new Map<string, string>();
  const foldedSyllable = (syllable: string) => folded.get(syllable) ?? (folded.set(syllable, fold(syllable)).get(syllable) as string);
  const marked = new Map<string, string>();
  for (const [words, places] of uses) {
    const plain = words.split(' ').map(foldedSyllable).join(' ');
    const best = marked.get(plain);
    if (plain !== words && (best === undefined || (uses.get(best)?.size ?? 0) < places.size)) marked.set(plain, words);
  }
  for (const [words, places] of [...uses]) {
    const as = marked.get(words);
    if (as === undefined) continue;
    for (const place of places) uses.get(as)?.add(place);
    uses.delete(words);
  }
  return uses;
}

/**
 * What people write about: phrases of two to four syllables, which most Vietnamese words are, and single ones, that at least three different texts use;
 * what mostly stands in a longer one is told by that. The most used first.
 */
export function themesOf(texts: readonly string[]): { words: string; answers: number }[] {
  const often = (uses: Uses) => [...uses].flatMap(([words, { size }]) => (size >= fewestAnswers ? [{ words, answers: size }] : []));
  const byUse = (one: { words: string; answers: number }, other: { words: string; answers: number }) =>
    other.answers - one.answers || one.words.localeCompare(other.words, 'vi');
  const found = [
    ...often(withPlain(usesOf(texts, phrasesOf))),
    ...often(usesOf(texts, (run) => run.filter((syllable) => syllable.length > 1 && !joining.has(syllable)))),
  ]
    .sort(byUse)
    .slice(0, mostCandidates);
  const isTold = ({ words, answers }: { words: string; answers: number }) =>
    found.some((other) => other.words !== words && ` ${other.words} `.includes(` ${words} `) && other.answers >= answers * mostly);
  return found.filter((theme) => !isTold(theme)).slice(0, mostThemes);
}
