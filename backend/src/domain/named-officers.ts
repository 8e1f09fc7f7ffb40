import { fold } from './search-words.js';

/** The officers whose whole name stands in a text, marks and capitals aside: they neither handle nor see what may complain of them. */
export function namedOfficers(text: string, officers: readonly { id: string; name: string }[]): string[] {
  const words = ` ${fold(text)} `;
  return officers.filter(({ name }) => fold(name).includes(' ') && words.includes(` ${fold(name)} `)).map(({ id }) => id);
}
