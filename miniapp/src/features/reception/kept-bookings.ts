import type { ReceptionBooking } from 'backend/contracts/reception';
import { useEffect, useState } from 'react';
import { phoneIsTheirs } from '../../session.js';
import { forget, remember, remembered, rememberedKeys } from '../../storage.js';

const prefix = 'reception-booking.';
const most = 8;

type Kept = { booking: ReceptionBooking; savedAt: number };
const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && 'booking' in value && 'savedAt' in value && typeof value.savedAt === 'number';

/** Keeps place and time on the phone, so that the receipt opens without a network; what was said there is not left lying about. */
export function keepBooking(booking: ReceptionBooking): void {
  remember(`${prefix}${booking.id}`, { booking: { ...booking, topic: '', outcome: null }, savedAt: Date.now() } satisfies Kept);
  const kept = rememberedKeys(prefix)
    .map((key) => ({ key, value: remembered(key) }))
    .sort((one, other) => (isKept(other.value) ? other.value.savedAt : 0) - (isKept(one.value) ? one.value.savedAt : 0));
  for (const { key } of kept.slice(most)) forget(key);
}

/** The copy of a receipt on this phone, once it is known whose phone it is. */
export function useKeptBooking(id: string): ReceptionBooking | null {
  const [copy, setCopy] = useState<ReceptionBooking | null>(null);
  useEffect(() => {
    let left = false;
    void phoneIsTheirs().then(() => {
      const kept = remembered(`${prefix}${id}`);
      if (!left) setCopy(isKept(kept) ? kept.booking : null);
    });
    return () => {
      left = true;
    };
  }, [id]);
  return copy;
}
