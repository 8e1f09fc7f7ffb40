import type { Person } from './state.js';

export const freeWindowMs = 48 * 3_600_000;
export const billedWindowMs = 7 * 24 * 3_600_000;

/**
 * Whether the Official Account may send this person a consultation message now: free within 48 hours of the last interaction,
 * billed until 7 days, else Zalo's code.
 */
export function consultationWindow(
  person: Person,
  now: Date,
): { kind: 'free' | 'billed' } | { kind: 'refused'; code: -213 | -227 | -230 | -244 } {
  if (person.blocked) return { kind: 'refused', code: -213 };
  if (person.inactive) return { kind: 'refused', code: -227 };
  if (person.restricted) return { kind: 'refused', code: -244 };
  const last = person.lastInteraction === null ? null : Date.parse(person.lastInteraction);
  // Who left, and has not written since, is out of reach at once.
  const left = !person.follows && (person.unfollowedAt === null ? last === null : last === null || Date.parse(person.unfollowedAt) >= last);
  if (left) return { kind: 'refused', code: -213 };
  const age = last === null ? Number.POSITIVE_INFINITY : now.getTime() - last;
  if (age <= freeWindowMs) return { kind: 'free' };
  return age <= billedWindowMs ? { kind: 'billed' } : { kind: 'refused', code: -230 };
}
