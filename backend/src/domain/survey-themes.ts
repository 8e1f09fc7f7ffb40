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
/** A word that nearly always stands in one pair is told by the pair. */
const mostlyInPair = 0.6;

/** Runs of syllables between marks, in small letters with their diacritics; numbers and what is covered stand between. */
function runsOf(text: string): string[][] {
  return text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\s]+/u)
    .map((run) => run.split(/\s+/).filter((syllable) => syllable !== ''))
    .filter((run) => run.length > 0);
}

function pairsOf(run: readonly string[]): string[] {
  return run.slice(0, -1).flatMap((first, place) => {
    const second = run[place + 1] as string;
    return (joining.has(first) && !turning.has(first)) || joining.has(second) || second.length < 2 ? [] : [`${first} ${second}`];
  });
}

const isPlain = (words: string) => fold(words) === words;

/** For each text the words it holds, what was written without diacritics counted with how others wrote it. */
function gathered(texts: readonly string[], partsOf: (run: readonly string[]) => string[]): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  texts.forEach((text, place) => {
    for (const words of runsOf(text).flatMap(partsOf)) found.set(words, (found.get(words) ?? new Set()).add(place));
  });
  const marked = new Map<string, string>();
  for (const [words, places] of found) {
    const best = marked.get(fold(words));
    if (!isPlain(words) && (best === undefined || (found.get(best)?.size ?? 0) < places.size)) marked.set(fold(words), words);
  }
  for (const [words, places] of [...found]) {
    const as = isPlain(words) ? marked.get(words) : undefined;
    if (as === undefined) continue;
    for (const place of places) found.get(as)?.add(place);
    found.delete(words);
  }
  return found;
}

/**
 * What people write about: pairs of syllables, which most Vietnamese words are, and single ones, that at least three different texts use. The most
 * used first.
 */
export function themesOf(texts: readonly string[]): { words: string; answers: number }[] {
  const pairs = [...gathered(texts, pairsOf)].filter(([, places]) => places.size >= fewestAnswers);
  const inPair = (syllable: string, count: number) =>
    pairs.some(([words, places]) => words.split(' ').includes(syllable) && places.size >= count * mostlyInPair);
  const singles = [...gathered(texts, (run) => run.filter((syllable) => syllable.length > 1 && !joining.has(syllable)))].filter(
    ([syllable, places]) => places.size >= fewestAnswers && !inPair(syllable, places.size),
  );
  return [...pairs, ...singles]
    .map(([words, places]) => ({ words, answers: places.size }))
    .sort((one, other) => other.answers - one.answers || one.words.localeCompare(other.words, 'vi'))
    .slice(0, mostThemes);
}
