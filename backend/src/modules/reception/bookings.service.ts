import type { Clock } from '../../clock.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import type { bookReception, listMyReceptionBookings, ReceptionBooking } from '../../contracts/reception.js';
import { titleCaseName } from '../../domain/person-name.js';
import { aroundTime } from '../../domain/reception-days.js';
import { addDays, instantAt } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { BookingRecord, BookingsStore } from './bookings.store.js';
import { type Kept, outcomeFor } from './entry-views.js';
import type { EntryRecord, RegisterStore } from './register.store.js';
import { noSession } from './sessions.service.js';
import type { SessionRecord, SessionsStore } from './sessions.store.js';
import { publicSession } from './views.js';

/** What is known of who comes; sealed for its booking. */
export type BookingWords = { name: string; address: string; phone: string | null; topic: string };

type Deps = {
  store: BookingsStore;
  sessions: Pick<SessionsStore, 'find' | 'list'>;
  register: Pick<RegisterStore, 'ofBookings'>;
  communes: Pick<CommunesService, 'settings'>;
  openEntry: (entry: EntryRecord) => Kept;
  sealer: { seal(words: BookingWords, bookingId: string): string; open(sealed: string, bookingId: string): BookingWords | null };
  /** E.164, or throws `phone_invalid` naming the field. */
  requirePhone: (typed: string, field: string) => string;
  /** True for what is plainly a denunciation. */
  isDenunciation: (text: string) => boolean;
  clock: Clock;
  newId: () => string;
  digest: (text: string) => string;
  onChange: () => void;
};

const mostShown = 50;
const hourMilliseconds = 3_600_000;

export const noBooking = () =>
  new ProblemError('reception_booking_not_found', 'Không tìm thấy phiếu đăng ký này trong tài khoản của ông/bà.');

export type BookingsService = ReturnType<typeof bookingsService>;

/** The resident's side: a numbered place in a session, and afterwards what came of it. */
export function bookingsService(deps: Deps) {
  const { store, sessions, register, communes, openEntry, sealer, requirePhone, isDenunciation, clock, newId, digest, onChange } = deps;

  function assertOpen(session: SessionRecord): void {
    const now = clock.now();
    if (session.cancelled) throw new ProblemError('reception_session_closed', 'Buổi tiếp này đã hủy. Xin chọn buổi khác.');
    if (session.endsAt <= now) throw new ProblemError('reception_session_closed', 'Buổi tiếp này đã qua. Xin chọn buổi khác.');
    if (session.startsAt <= now)
      throw new ProblemError(
        'reception_session_closed',
        'Buổi tiếp này đã bắt đầu. Ông/bà có thể đến thẳng nơi tiếp, hoặc chọn buổi khác.',
      );
  }

  async function show(records: readonly BookingRecord[]): Promise<ReceptionBooking[]> {
    const now = clock.now();
    const sessionIds = [...new Set(records.map(({ sessionId }) => sessionId))];
    const [known, entries, taken] = await Promise.all([
      sessions.list(sessionIds),
      register.ofBookings(records.map(({ id }) => id)),
      store.taken(sessionIds),
    ]);
    return records.flatMap((record) => {
      const session = known.get(record.sessionId);
      if (!session) return [];
      const entry = entries.get(record.id) ?? null;
      const words = record.sealed === null ? null : sealer.open(record.sealed, record.id);
      const state = entry !== null ? 'received' : record.status;
      return [
        {
          id: record.id,
          session: publicSession(session, taken.get(session.id)?.length ?? 0, now),
          state,
          seat: record.seat,
          around: aroundTime(session.from, record.seat, session.minutesEach),
          name: words?.name ?? '',
          address: words?.address ?? '',
          phone: words?.phone ?? null,
          topic: words?.topic ?? '',
          people: record.people,
          bookedAt: record.bookedAt.toISOString(),
          mayCancel: state === 'booked' && session.cancelled === null && session.startsAt > now,
          outcome: entry === null ? null : outcomeFor(entry, openEntry(entry)),
        },
      ];
    });
  }
  const showOne = async (record: BookingRecord): Promise<ReceptionBooking> => {
    const [shown] = await show([record]);
    if (!shown) throw noBooking();
    return shown;
  };

  /** The first free place; of two who want the last one, one gets it. */
  async function takePlace(
    session: SessionRecord,
    booking: Omit<BookingRecord, 'seat'> & { residentId: string },
    key: string | null,
  ): Promise<BookingRecord | 'open' | 'repeat' | 'full'> {
    const taken = new Set((await store.taken([session.id])).get(session.id) ?? []);
    for (let seat = 1; seat <= session.places; seat += 1) {
      if (taken.has(seat)) continue;
      const outcome = await store.insert({ ...booking, seat }, key);
      if (outcome.kind === 'saved') return { ...booking, seat };
      if (outcome.with !== 'seat') return outcome.with;
    }
    return 'full';
  }

  return {
    /** Throws `denunciation_not_here`, `reception_full`, `reception_session_closed`, `reception_already_booked`, `idempotency_key_reused`. */
    async book(
      residentId: string,
      sessionId: string,
      body: ParsedRequestOf<typeof bookReception>['body'],
      key: string | null,
    ): Promise<ReceptionBooking> {
      const fingerprint = digest(JSON.stringify({ sessionId, ...body }));
      const repeated = async (): Promise<BookingRecord | null> => {
        const before = key === null ? null : await store.findByKey(residentId, key);
        if (before && before.fingerprint !== fingerprint)
          throw new ProblemError('idempotency_key_reused', 'Phiếu này đã gửi trước đó với nội dung khác. Xin xem trong mục đã đăng ký.');
        return before;
      };
      const before = await repeated();
      if (before) return showOne(before);

      if (isDenunciation(body.topic))
        throw new ProblemError(
          'denunciation_not_here',
          'Nội dung này giống một đơn tố cáo. Để giữ bí mật cho ông/bà, xin đừng ghi ở đây mà trình bày trực tiếp khi được tiếp. Chỉ cần ghi: “Xin trình bày trực tiếp”.',
          { fields: [{ field: 'body.topic', message: 'Xin đừng ghi nội dung tố cáo ở đây.' }] },
        );
      const session = await sessions.find(sessionId);
      if (!session) throw noSession();
      assertOpen(session);
      const now = clock.now();
      const phone = body.phone === null ? null : requirePhone(body.phone, 'body.phone');
      const { booking: settings } = await communes.settings();
      const evening = instantAt(addDays(session.day, -1), settings.eveningReminderAt);
      const id = newId();
      const outcome = await takePlace(
        session,
        {
          id,
          sessionId,
          residentId,
          status: 'booked',
          people: body.people,
          sealed: sealer.seal({ name: titleCaseName(body.name), address: body.address, phone, topic: body.topic }, id),
          bookedAt: now,
          fingerprint,
          toldRevision: session.revision,
          // Who books on the last evening needs no reminder.
          remindedFor: evening.getTime() - now.getTime() < hourMilliseconds ? session.day : null,
        },
        key,
      );
      if (typeof outcome === 'string') {
        // A double tap or a lost answer: whatever stood in the way may be what this very request made.
        const made = await repeated();
        if (made) return showOne(made);
        if (outcome === 'full') throw new ProblemError('reception_full', 'Buổi tiếp này vừa hết chỗ. Xin chọn buổi khác.');
        throw new ProblemError('reception_already_booked', 'Ông/bà đã đăng ký buổi tiếp này rồi. Mỗi người một chỗ trong một buổi.');
      }
      // It may have been cancelled in between, and then nobody would tell this person.
      const still = await sessions.find(sessionId);
      if (still?.cancelled) {
        await store.remove(id);
        assertOpen(still);
      }
      onChange();
      return showOne(outcome);
    },
    async mine(residentId: string): Promise<ReplyOf<typeof listMyReceptionBookings>> {
      return { bookings: await show(await store.listOwn(residentId, mostShown)) };
    },
    async read(residentId: string, id: string): Promise<ReceptionBooking> {
      const record = await store.findOwn(id, residentId);
      if (!record) throw noBooking();
      return showOne(record);
    },
    async cancel(residentId: string, id: string): Promise<ReceptionBooking> {
      const record = await store.findOwn(id, residentId);
      if (!record) throw noBooking();
      if (record.status === 'cancelled') return showOne(record);
      const shown = await showOne(record);
      if (!shown.mayCancel)
        throw new ProblemError('reception_session_closed', 'Buổi tiếp đã bắt đầu, đã qua hoặc đã hủy, không cần hủy đăng ký nữa.');
      const cancelled = await store.cancel(id, residentId);
      onChange();
      return showOne(cancelled ?? record);
    },
    /** Ends what is open of a person and forgets who they were; the register itself stays. */
    async erase(residentId: string): Promise<void> {
      await store.erase(residentId);
      onChange();
    },
  };
}
