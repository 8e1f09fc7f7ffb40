import { bookAppointment, type Slip } from 'backend/contracts/appointments';
import { CallFailure, type FailureCode } from '../../api.js';
import type { call } from '../../session.js';
import { bookingOf, type Draft, withKey } from './draft.js';

/** What became of pressing "Đặt lịch". */
export type BookingOutcome =
  | { kind: 'booked'; slip: Slip }
  /** There is an open appointment for the same procedure and person; sending again with `evenIfDuplicate` books anyway. */
  | { kind: 'duplicate' }
  /** The place is gone; `nearest` are places close to it. */
  | { kind: 'gone'; failure: CallFailure }
  | { kind: 'failed'; failure: CallFailure };

const gone = new Set<FailureCode>(['slot_taken', 'day_full', 'offer_expired', 'place_closed', 'too_soon', 'slot_unknown']);

type Deps = { call: typeof call; keep: (draft: Draft) => void; newKey: () => string };

/**
 * Sends a filled form. A repeat of the same form travels under the same key, so a lost answer never books twice;
 * when the place was no longer kept, it is asked for once more without the hold before anybody is troubled.
 */
export async function sendBooking(draft: Draft, evenIfDuplicate: boolean, { call, keep, newKey }: Deps): Promise<BookingOutcome> {
  const body = bookingOf(draft, { evenIfDuplicate });
  if (body === null) return { kind: 'gone', failure: new CallFailure('slot_unknown', 0) };
  const keyed = withKey(draft, body, newKey);
  keep(keyed);
  try {
    return { kind: 'booked', slip: await call(bookAppointment, { body }, { idempotencyKey: keyed.sent.key }) };
  } catch (error) {
    const failure = error instanceof CallFailure ? error : new CallFailure('internal', 0);
    if (failure.code === 'hold_expired' && draft.hold !== null) {
      return sendBooking({ ...keyed, hold: null }, evenIfDuplicate, { call, keep, newKey });
    }
    if (failure.code === 'duplicate_appointment') return { kind: 'duplicate' };
    return { kind: gone.has(failure.code) ? 'gone' : 'failed', failure };
  }
}

/** A fresh key for `Idempotency-Key`: 128 random bits. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
