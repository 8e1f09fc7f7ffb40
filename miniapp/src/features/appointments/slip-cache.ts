import type { Slip } from 'backend/contracts/appointments';
import { forget, remember, remembered, rememberedKeys } from '../../storage.js';

/** A slip kept on the phone and when it was read, in milliseconds. */
export type SavedSlip = { slip: Slip; savedAt: number };

/** More than anybody may have open, few enough for any phone. */
const most = 12;

function isSaved(value: unknown): value is SavedSlip {
  return typeof value === 'object' && value !== null && 'slip' in value && 'savedAt' in value && typeof value.savedAt === 'number';
}

/** The copy of a slip kept on this phone, so that it opens without a network. */
export function savedSlip(id: string): SavedSlip | null {
  const kept = remembered(`slip.${id}`);
  return isSaved(kept) ? kept : null;
}

/** All copies kept, nearest appointment first. */
export function savedSlips(): SavedSlip[] {
  return rememberedKeys('slip.')
    .map(remembered)
    .filter(isSaved)
    .sort((one, other) => one.slip.startsAt.localeCompare(other.slip.startsAt));
}

/** Keeps a copy; the oldest copies make room. */
export function saveSlip(slip: Slip): void {
  remember(`slip.${slip.id}`, { slip, savedAt: Date.now() } satisfies SavedSlip);
  const kept = savedSlips().sort((one, other) => other.savedAt - one.savedAt);
  for (const old of kept.slice(most)) forget(`slip.${old.slip.id}`);
}
