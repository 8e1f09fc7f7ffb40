import { forget, remember, remembered } from '../../storage.js';

/** Which documents of a procedure the person has ticked as ready; kept on this phone only. */
export function tickedDocuments(code: string): readonly string[] {
  const kept = remembered(`ticks.${code}`);
  return Array.isArray(kept) ? kept.filter((name): name is string => typeof name === 'string') : [];
}

/** Keeps the ticks; an empty list is forgotten. */
export function keepTicks(code: string, names: readonly string[]): void {
  if (names.length === 0) forget(`ticks.${code}`);
  else remember(`ticks.${code}`, names);
}
