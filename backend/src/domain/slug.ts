import { fold } from './search-words.js';

/** The last part of a web address from Vietnamese words: without marks, words joined by hyphens, whole words up to `most` characters. Never empty. */
export function slugOf(text: string, most = 80): string {
  const words = fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word.slice(0, most) : `${slug}-${word}`;
    if (longer.length > most) break;
    slug = longer;
  }
  return slug === '' ? 'cong-khai' : slug;
}
