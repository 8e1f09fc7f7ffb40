import { fold, untelexed } from './search-words.js';

/** Beginnings of syllables, with those of Tày and Nùng words and of borrowed ones (slao, bjoóc, wifi). */
const onset = /^(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|sl|[bmp]j|[bcdfghjklmnprstvwxz])?/;
const rime = /^(?:[aeiouy]{1,3})(?:ch|ng|nh|[cmnpt])?$/;

const isSyllable = (letters: string): boolean => {
  const begun = onset.exec(letters)?.[0] ?? '';
  return rime.test(letters.slice(begun.length)) || (begun === 'gi' && rime.test(letters.slice(1))) || (begun === 'qu' && letters === 'qu');
};

/** The longest syllable without marks is nghieng. */
const longest = 7;

function isMadeOfSyllables(letters: string): boolean {
  const reached = new Set([0]);
  for (let end = 1; end <= letters.length; end += 1)
    for (let start = Math.max(0, end - longest); start < end; start += 1)
      if (reached.has(start) && isSyllable(letters.slice(start, end))) reached.add(end);
  return reached.has(letters.length);
}

/** Short for something, and written without a vowel. */
const abbreviations: ReadonlySet<string> = new Set(
  'ubnd hdnd tdp thcs thpt nvh bhyt bhxh cccd cmnd gcn qsdd kdc ntn mng mn vs dc dk sdt ddt tnxp ctn csgt nsnn cty tthc bql ktx pccc hsbn kcn gpmb qlda cctv wc'.split(
    ' ',
  ),
);

/** Whether a folded word can be Vietnamese (or sound like it), several syllables run together and the leavings of Telex and VNI keyboards too. */
export function isWordLike(folded: string): boolean {
  const letters = folded.replace(/[^a-z]/g, '').slice(0, 60);
  if (abbreviations.has(letters)) return true;
  return isMadeOfSyllables(letters) || isMadeOfSyllables(untelexed(letters));
}

/** The folded words that have letters, a letter written three times or more in a row once. */
export function lettersOnly(text: string): string[] {
  return fold(text)
    .split(' ')
    .filter((word) => /[a-z]/.test(word))
    .map((word) => word.replace(/([a-z])\1{2,}/g, '$1'));
}
