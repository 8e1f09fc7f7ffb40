import { type Keyring, openOrNull, randomCode } from './adapters/crypto.js';
import type { Database } from './adapters/mongo.js';
import type { Clock } from './clock.js';
import { addDays, dayOf, instantAt } from './domain/vietnam-time.js';
import type { CalendarService } from './modules/calendar/calendar.service.js';
import type { CommunesService } from './modules/communes/communes.service.js';
import type { MessagesService } from './modules/messages/messages.service.js';
import type { OfficersService } from './modules/officers/officers.service.js';
import { type BookingWords, bookingsService } from './modules/reception/bookings.service.js';
import { bookingsStore } from './modules/reception/bookings.store.js';
import { entriesOf } from './modules/reception/entries.js';
import type { Kept } from './modules/reception/entry-views.js';
import { noticesStore } from './modules/reception/notices.store.js';
import { receptionNotices } from './modules/reception/reception-notices.service.js';
import { registerService } from './modules/reception/register.service.js';
import { registerStore } from './modules/reception/register.store.js';
import { resultsService } from './modules/reception/results.service.js';
import { sessionsService } from './modules/reception/sessions.service.js';
import { sessionsStore } from './modules/reception/sessions.store.js';
import { type ResidentsService, requirePhone } from './modules/residents/residents.service.js';

type Input = {
  database: Database;
  keys: Keyring;
  clock: Clock;
  newId: () => string;
  digest: (text: string) => string;
  onChange: () => void;
  /** True for what is plainly a denunciation. */
  isDenunciation: (text: string) => boolean;
  calendar: CalendarService;
  communes: CommunesService;
  officers: OfficersService;
  residents: ResidentsService;
  messages: MessagesService;
};

const resealedAtOnce = 200;
const keptBookingDays = 365;

/** Citizens' reception, from the published day to the answer. */
export function composeReception({ database, keys, clock, newId, digest, onChange, isDenunciation, ...services }: Input) {
  const { calendar, communes, officers, residents, messages } = services;
  const sessionRows = sessionsStore(database);
  const bookingRows = bookingsStore(database);
  const registerRows = registerStore(database);

  /** Sealed for its own document: what is moved to another does not open there. */
  const sealerOf = <Words>(field: string) => ({
    seal: (words: Words, id: string) => keys.seal(JSON.stringify(words), `${field}/${id}`),
    open: (sealed: string, id: string): Words | null => {
      const text = openOrNull(keys, sealed, `${field}/${id}`);
      return text === null ? null : (JSON.parse(text) as Words);
    },
  });
  const bookingSealer = sealerOf<BookingWords>('reception/booking');
  const entrySealer = sealerOf<Kept>('reception/entry');

  const entries = entriesOf({ store: registerRows, sealer: entrySealer, calendar, clock });
  const sessions = sessionsService({
    store: sessionRows,
    bookings: bookingRows,
    register: registerRows,
    calendar,
    communes,
    officers,
    clock,
    digest,
    onChange,
  });
  const bookings = bookingsService({
    store: bookingRows,
    sessions: sessionRows,
    register: registerRows,
    communes,
    openEntry: entries.open,
    sealer: bookingSealer,
    requirePhone,
    isDenunciation,
    clock,
    newId,
    digest,
    onChange,
  });
  const register = registerService({
    store: registerRows,
    entries,
    bookings: bookingRows,
    sessions,
    rules: sessionRows,
    officers,
    calendar,
    seal: entrySealer.seal,
    openBooking: bookingSealer.open,
    clock,
    newId,
    digest,
  });
  const results = resultsService({ entries, calendar, clock, newPromiseId: () => randomCode(8).toLowerCase() });
  const notices = receptionNotices({
    notices: noticesStore(database),
    bookings: bookingRows,
    sessions: sessionRows,
    register: registerRows,
    messages,
    residents,
    officers,
    communes,
    calendar,
    openBooking: bookingSealer.open,
    clock,
  });

  /** What an older key sealed, under the first one; what no key opens is left. */
  async function reseal(): Promise<void> {
    for (const { id, sealed } of await bookingRows.staleSeals(keys.currentPrefix, resealedAtOnce)) {
      const words = bookingSealer.open(sealed, id);
      if (words !== null) await bookingRows.reseal(id, sealed, bookingSealer.seal(words, id));
    }
    for (const { id, sealed } of await registerRows.staleSeals(keys.currentPrefix, resealedAtOnce)) {
      const kept = entrySealer.open(sealed, id);
      if (kept !== null) await registerRows.reseal(id, sealed, entrySealer.seal(kept, id));
    }
  }

  return {
    sessions,
    bookings,
    register,
    results,
    notices,
    async duty(): Promise<void> {
      await notices.sweep();
      await notices.relay();
    },
    async erase(residentId: string): Promise<void> {
      await bookings.erase(residentId);
      await register.unlink(residentId);
    },
    /** Who booked is forgotten after a year; the register is a book of the law's and stays. */
    async forgetOld(): Promise<void> {
      await bookingRows.anonymise(instantAt(addDays(dayOf(clock.now()), -keptBookingDays), '00:00'));
      await reseal();
    },
  };
}
