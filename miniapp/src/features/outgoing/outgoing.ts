import { ownKey, remembered, rememberedKeys } from '../../storage.js';

const shelves = ['draft.', 'survey-draft.'] as const;

const isQueued = (kept: unknown): boolean => typeof kept === 'object' && kept !== null && 'queued' in kept && kept.queued === true;

/** Whether something the person pressed "Gửi" for has not left this phone yet. Reads nothing but the phone's storage. */
export function somethingWaits(): boolean {
  return shelves.flatMap((shelf) => rememberedKeys(ownKey(shelf))).some((key) => isQueued(remembered(key)));
}
