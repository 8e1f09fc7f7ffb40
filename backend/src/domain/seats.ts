import { type Audience, type Slot, seatKeysOf } from './slots.js';

/** The free seats of each slot of a run, in the order in which to take them; null when a slot has none left. */
export function freeSeats(counterKey: string, run: readonly Slot[], audience: Audience, taken: ReadonlySet<string>): string[][] | null {
  const free = run.map((slot) => seatKeysOf(counterKey, slot, audience).filter((key) => !taken.has(key)));
  return free.every((keys) => keys.length > 0) ? free : null;
}

/** One seat for each slot: the first ones, or those `pick` chooses (a whole number below the count) so that many who were turned away do not meet again. */
export function chooseSeats(free: readonly (readonly string[])[], pick: ((count: number) => number) | null): string[] {
  return free.map((keys) => keys[pick ? pick(keys.length) : 0] as string);
}
