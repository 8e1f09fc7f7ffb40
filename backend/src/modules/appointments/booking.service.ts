import type { Clock } from '../../clock.js';
import type { AppointmentSummary, bookAppointment, holdPlace, Slip } from '../../contracts/appointments.js';
import type { ParsedRequestOf } from '../../contracts/endpoint.js';
import { appointmentCode } from '../../domain/appointment-code.js';
import { titleCaseName } from '../../domain/person-name.js';
import { reminderTimes } from '../../domain/reminder-times.js';
import { fold } from '../../domain/search-text.js';
import { changeUntil, seatNumberOf } from '../../domain/slots.js';
import { dayOf, instantAt, shortDate } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { ProceduresService } from '../procedures/procedures.service.js';
import { type ResidentsService, requirePhone } from '../residents/residents.service.js';
import type { ResidentRecord } from '../residents/residents.store.js';
import type { AppointmentRecord, AppointmentsStore, Booking, Place } from './appointments.store.js';
import type { OutboxEntry } from './outbox.js';
import type { PlacesService } from './places.service.js';
import type { Slips } from './slips.js';
import type { WaitingStore } from './waiting.store.js';

type BookBody = ParsedRequestOf<typeof bookAppointment>['body'];
type HoldBody = ParsedRequestOf<typeof holdPlace>['body'];
type Booked = { record: AppointmentRecord; isNew: boolean };

type Deps = {
  store: AppointmentsStore;
  waiting: Pick<WaitingStore, 'take' | 'listOf'>;
  places: PlacesService;
  procedures: ProceduresService;
  calendar: CalendarService;
  communes: CommunesService;
  residents: ResidentsService;
  slips: Slips;
  clock: Clock;
  newId: () => string;
  randomInteger: (below: number) => number;
  digest: (text: string) => string;
  /** Tells the relay that a document has something to send; must not fail. */
  nudge: () => void;
  /** Tells caches that free places changed. */
  onChange: () => void;
};

export type BookingService = ReturnType<typeof bookingService>;

const pageSize = 20;
const day = 86_400_000;
/** When the worker is away a withheld place comes back by itself after this. */
const withheldAtMost = 5 * 60_000;

/** The messages of an appointment from now on: the slip first, then its reminders. */
export function messagesFor(
  record: { id: string; revision: number; startsAt: Date },
  first: 'slip' | 'rescheduled',
  now: Date,
  eveningAt: string,
): OutboxEntry[] {
  const { id, revision, startsAt } = record;
  return [
    { id: `${id}-${first}-${revision}`, kind: first, dueAt: now, staleAfter: startsAt },
    ...reminderTimes({ startsAt, bookedAt: now, eveningAt }).map(({ kind, at, staleAfter }) => ({
      id: `${id}-${kind}-${revision}`,
      kind,
      dueAt: at,
      staleAfter,
    })),
  ];
}

/** The resident's side of booking. */
export function bookingService(deps: Deps) {
  const { store, waiting, places, procedures, calendar, communes, residents, slips, clock, newId, randomInteger, digest, nudge, onChange } =
    deps;

  const notFound = () => new ProblemError('appointment_not_found', 'Không tìm thấy lịch hẹn này trong tài khoản của ông/bà.');

  async function own(residentId: string, id: string): Promise<AppointmentRecord> {
    const record = await store.findOwn(id, residentId);
    if (!record) throw notFound();
    return record;
  }

  /** Throws `no_show_cool_down` while somebody who often did not come has to wait. */
  async function assertWelcome(residentId: string, now: Date): Promise<void> {
    const { booking } = await communes.settings();
    const { count, last } = await store.noShowsOf(residentId, new Date(now.getTime() - booking.noShowWithinDays * day));
    if (count < booking.noShowLimit || last === null) return;
    const until = new Date(last.getTime() + booking.noShowCoolDownDays * day);
    if (until > now)
      throw new ProblemError(
        'no_show_cool_down',
        `Ông/bà đã ${count} lần có hẹn mà không đến, nên đến hết ngày ${shortDate(dayOf(until))} chưa đặt qua mạng được. Cần gấp, xin gọi số trực hoặc đến thẳng quầy.`,
      );
  }

  function nameOf(person: BookBody['person'], resident: ResidentRecord): string {
    const name = person.name ?? residents.nameOf(resident);
    if (name) return titleCaseName(name);
    const message = 'Xin gõ họ và tên người đến làm thủ tục.';
    throw new ProblemError('invalid_request', message, { fields: [{ field: 'body.person.name', message }] });
  }

  function assertHomeVisit({ way, homeVisit }: Pick<BookBody, 'way' | 'homeVisit'>): void {
    if (way === 'home' && !homeVisit)
      throw new ProblemError(
        'home_visit_not_eligible',
        'Phục vụ tại nhà dành cho người cao tuổi, khuyết tật, ốm đau hoặc mẹ mới sinh. Xin cho biết lý do và chỗ ở.',
        {
          fields: [{ field: 'body.homeVisit', message: 'Cần lý do và địa chỉ khi phục vụ tại nhà.' }],
        },
      );
    if (way !== 'home' && homeVisit)
      throw new ProblemError('invalid_request', 'Địa chỉ phục vụ tại nhà chỉ dùng khi chọn phục vụ tại nhà.', {
        fields: [{ field: 'body.homeVisit', message: 'Chỉ dùng khi way là “home”.' }],
      });
  }

  /** Writes under the resident's numbered keys: the n-th open appointment takes the n-th key, so that the limit holds under any race. */
  async function book(residentId: string, body: BookBody, holdId: string | null, key: string | null): Promise<Booked> {
    const now = clock.now();
    const fingerprint = digest(JSON.stringify(body));
    const [resident, { booking: limits, hotline }, wanted] = await Promise.all([
      residents.require(residentId),
      communes.settings(),
      places.want(body, 'public', { held: holdId !== null }),
    ]);
    const personName = nameOf(body.person, resident);
    const booking: Booking & { residentId: string } = {
      residentId,
      officerId: null,
      bookedVia: 'mini_app',
      personName,
      relation: body.person.relation,
      phoneSealed: body.phone === undefined ? null : slips.sealPhone(requirePhone(body.phone, 'body.phone')),
      homeVisit: body.homeVisit ? slips.sealHomeVisit(body.homeVisit) : null,
      bookedAt: now,
    };
    const duplicateKey = body.evenIfDuplicate ? undefined : digest(`${residentId}|${body.code}|${fold(personName)}`);
    const id = holdId ?? newId();
    const idempotencyKey = key === null ? undefined : `${residentId}|${key}`;

    let open = 1;
    const write = async (place: Place) => {
      for (;;) {
        const outbox = messagesFor({ id, revision: 0, startsAt: place.startsAt }, 'slip', now, limits.eveningReminderAt);
        const fields = {
          code: appointmentCode(randomInteger(10_000_000)),
          fingerprint,
          openKey: `${residentId}|${open}`,
          duplicateKey,
          idempotencyKey,
        };
        const outcome = holdId
          ? await store.bookHold(holdId, booking, place, fields, outbox, now)
          : await store.insert(id, booking, place, fields, outbox);
        if (outcome.kind === 'clash' && outcome.with === 'code') continue;
        if (outcome.kind === 'clash' && outcome.with === 'open_limit' && open < limits.maxOpenAppointments) {
          open += 1;
          continue;
        }
        return outcome;
      }
    };
    const outcome = holdId ? await write({ ...places.placeOf(wanted), seats: [] }) : await places.take(wanted, write);
    if (outcome.kind === 'clash') {
      if (outcome.with === 'repeat' && key !== null) return { record: await repeated(residentId, key, fingerprint), isNew: false };
      if (outcome.with === 'open_limit')
        throw new ProblemError(
          'too_many_open',
          `Ông/bà đang có ${limits.maxOpenAppointments} lịch hẹn chưa làm xong. Xin dùng hoặc hủy bớt một lịch rồi đặt tiếp. Cần giúp, xin gọi ${hotline}.`,
        );
      throw new ProblemError(
        'duplicate_appointment',
        `Đã có một lịch hẹn “${wanted.version.plainName}” cho ${personName}. Vẫn muốn đặt thêm thì gửi lại với evenIfDuplicate.`,
      );
    }
    if (outcome.value === null) throw await lapsed(residentId, body, holdId);
    await remember(resident, body.person, personName);
    return { record: outcome.value, isNew: true };
  }

  /** The answer given before under this key; another request under it is refused. */
  async function repeated(residentId: string, key: string, fingerprint: string): Promise<AppointmentRecord> {
    const before = await store.findByIdempotencyKey(`${residentId}|${key}`);
    if (before && before.fingerprint === fingerprint) return before;
    throw new ProblemError('idempotency_key_reused', 'Khóa Idempotency-Key này đã dùng cho một yêu cầu khác.', {
      fields: [{ field: 'headers.idempotency-key', message: 'Đã dùng cho một yêu cầu khác.' }],
    });
  }

  async function lapsed(residentId: string, body: HoldBody, holdId: string | null): Promise<ProblemError> {
    const offered = (await waiting.listOf(residentId)).some(({ offer }) => offer?.holdId === holdId);
    if (offered) return new ProblemError('offer_expired', 'Đã quá giờ nhận chỗ, chỗ này đã chuyển cho người sau.');
    const { extra } = await places.noSeat(await places.want(body, 'public'));
    return new ProblemError('hold_expired', 'Đã quá thời gian giữ chỗ và chỗ này đã có người đặt.', extra);
  }

  /** Convenience for the next time; the appointment stands whether or not this succeeds. */
  async function remember(resident: ResidentRecord, person: BookBody['person'], name: string): Promise<void> {
    if (person.relation !== 'self') await residents.rememberFamily(resident.id, { name, relation: person.relation }).catch(() => undefined);
    else if (residents.nameOf(resident) === null) await residents.update(resident.id, { name }).catch(() => undefined);
  }

  async function summariesOf(records: readonly AppointmentRecord[]): Promise<AppointmentSummary[]> {
    const { counters } = await calendar.load();
    return Promise.all(
      records.map(async (record) => ({
        id: record.id,
        code: record.code,
        status: record.status,
        plainName: (await procedures.version(record.versionId)).plainName,
        way: record.way,
        counterName: counters.find(({ key }) => key === record.counterKey)?.name ?? '',
        date: record.date,
        start: record.start,
        personName: record.personName,
        isSelf: record.relation === 'self',
      })),
    );
  }

  const changed = () => {
    onChange();
    nudge();
  };

  return {
    openSlots: places.openSlots,
    async hold(residentId: string, body: HoldBody): Promise<{ holdId: string; expiresAt: string; seat: number }> {
      const now = clock.now();
      const [{ booking: limits }, wanted] = await Promise.all([
        communes.settings(),
        places.want(body, 'public'),
        residents.require(residentId),
      ]);
      const holdKey = `resident|${residentId}`;
      // Back and the same time again: the place is already kept, and for no longer than before.
      const kept = await store.sameHold(holdKey, places.placeOf(wanted), now);
      if (kept) return { holdId: kept.id, expiresAt: kept.until.toISOString(), seat: seatNumberOf(kept.seat) };
      await places.assertPlaceLeft(wanted);
      await assertWelcome(residentId, now);
      const until = new Date(now.getTime() + limits.holdMinutes * 60_000);
      let seat = '';
      const held = await places.take(wanted, (place) => {
        seat = place.seats[0] ?? '';
        return store.hold(holdKey, residentId, place, until);
      });
      // Two first holds of one resident at once: the other one stands, this one is the same request pressed twice.
      if (held.kind === 'clash') return this.hold(residentId, body);
      onChange();
      return { holdId: held.value, expiresAt: until.toISOString(), seat: seatNumberOf(seat) };
    },
    async releaseHold(residentId: string, id: string) {
      const released = await store.releaseHold(id, residentId);
      if (released) onChange();
      return { released };
    },
    /** Books and answers with the slip. A repeat under the same key gets the first answer. */
    async book(residentId: string, body: BookBody, key: string | null): Promise<Slip> {
      const now = clock.now();
      assertHomeVisit(body);
      const hold = body.holdId === undefined ? null : await store.findHold(body.holdId, residentId, now);
      const mine =
        hold && hold.procedureCode === body.code && hold.way === body.way && hold.date === body.date && hold.start === body.start
          ? hold
          : null;
      const place = async () => {
        if (!mine) await places.assertPlaceLeft(await places.want(body, 'public'));
        await assertWelcome(residentId, now);
        return book(residentId, body, mine?.id ?? null, key);
      };
      const { record, isNew } = await place().catch(async (error: unknown): Promise<Booked> => {
        if (!(error instanceof ProblemError)) throw error;
        // The same request before or at this moment: whatever stood in this one's way was the other one.
        if (key !== null && (await store.findByIdempotencyKey(`${residentId}|${key}`)))
          return { record: await repeated(residentId, key, digest(JSON.stringify(body))), isNew: false };
        // The hold ran out, or never was for this start: without it the place may still have been free.
        if (body.holdId !== undefined && !mine && (error.code === 'slot_taken' || error.code === 'day_full'))
          throw await lapsed(residentId, body, body.holdId);
        throw error;
      });
      if (mine) await waiting.take(residentId, mine.id).catch(() => undefined);
      else if (hold) await store.releaseHold(hold.id, residentId).catch(() => false);
      changed();
      return slips.slipOf(record, isNew ? 'waiting' : undefined);
    },
    async list(residentId: string, which: 'upcoming' | 'past', cursor: string | undefined) {
      const after = cursor === undefined ? null : readCursor(cursor);
      const today = instantAt(dayOf(clock.now()), '00:00');
      const records = await store.listOf(residentId, which, today, after, pageSize + 1);
      const page = records.slice(0, pageSize);
      const last = page.at(-1);
      return { appointments: await summariesOf(page), next: records.length > pageSize && last ? writeCursor(last) : null };
    },
    async slip(residentId: string, id: string): Promise<Slip> {
      return slips.slipOf(await own(residentId, id));
    },
    /** The slip behind a signed address. */
    async slipByToken(token: string): Promise<Slip> {
      const record = await store.find(slips.readToken(token));
      if (!record) throw new ProblemError('not_found', 'Đường dẫn giấy hẹn này không còn dùng được.');
      return slips.slipOf(record);
    },
    async reschedule(residentId: string, id: string, to: { date: string; start: string }): Promise<Slip> {
      const now = clock.now();
      const record = await own(residentId, id);
      await assertChangeable(record, now);
      if (record.date === to.date && record.start === to.start) throw new ProblemError('same_slot', 'Đây chính là giờ đang hẹn.');
      const { booking: limits } = await communes.settings();
      const wanted = await places.want({ code: record.procedureCode, way: record.way, ...to }, 'public', {
        versionId: record.versionId,
        counterKey: record.counterKey,
      });
      const outcome = await places.take(
        wanted,
        (place) =>
          store.move(
            record,
            place,
            messagesFor({ id, revision: record.revision + 1, startsAt: place.startsAt }, 'rescheduled', now, limits.eveningReminderAt),
          ),
        record.seats,
      );
      if (outcome.kind === 'clash' || outcome.value === null)
        throw new ProblemError('appointment_not_open', 'Lịch hẹn vừa thay đổi. Xin tải lại để xem.');
      const { seats } = outcome.value;
      await withhold({ ...record, seats: record.seats.filter((seat) => !seats.includes(seat)) }, now).catch(() => undefined);
      changed();
      return slips.slipOf(outcome.value, 'waiting');
    },
    /** Cancels until the cut-off; cancelling twice is the same as once. */
    async cancel(residentId: string, id: string): Promise<Slip> {
      const now = clock.now();
      const record = await own(residentId, id);
      if (record.status === 'cancelled') return slips.slipOf(record);
      await assertChangeable(record, now);
      const until = await withheldUntil(now);
      const cancelled = await store.cancel(record, until, new Date(until.getTime() + withheldAtMost), now);
      if (!cancelled) throw new ProblemError('appointment_not_open', 'Lịch hẹn vừa thay đổi. Xin tải lại để xem.');
      changed();
      return slips.slipOf(cancelled);
    },
    summariesOf,
  };

  async function assertChangeable(record: AppointmentRecord, now: Date): Promise<void> {
    if (record.status !== 'booked')
      throw new ProblemError('appointment_not_open', 'Lịch hẹn này đã xong hoặc đã hủy nên không đổi được nữa.');
    const version = await procedures.version(record.versionId);
    if (changeUntil(record.startsAt, version.booking) > now) return;
    const { hotline } = await communes.settings();
    throw new ProblemError('past_cut_off', `Đã sát giờ hẹn nên không đổi hoặc hủy qua mạng được. Xin gọi ${hotline}.`);
  }

  async function withheldUntil(now: Date): Promise<Date> {
    const { withholdMinutes } = (await communes.settings()).booking;
    const seconds = withholdMinutes.from * 60 + randomInteger((withholdMinutes.to - withholdMinutes.from) * 60 + 1);
    return new Date(now.getTime() + seconds * 1000);
  }

  async function withhold(record: AppointmentRecord, now: Date): Promise<void> {
    if (record.seats.length === 0) return;
    const until = await withheldUntil(now);
    const { procedureCode, versionId, way, counterKey, date, start, end, startsAt, resultOn, seats } = record;
    await store.withhold(
      { procedureCode, versionId, way, counterKey, date, start, end, startsAt, resultOn, seats },
      until,
      new Date(until.getTime() + withheldAtMost),
    );
  }
}

function writeCursor({ startsAt, id }: { startsAt: Date; id: string }): string {
  return Buffer.from(`${startsAt.getTime()}|${id}`).toString('base64url');
}

function readCursor(cursor: string): { startsAt: Date; id: string } {
  const match = /^(\d{1,15})\|([0-9a-f]{24})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match)
    throw new ProblemError('invalid_request', 'Mốc trang không đúng dạng.', {
      fields: [{ field: 'query.after', message: 'Mốc trang không đúng dạng.' }],
    });
  return { startsAt: new Date(Number(match[1])), id: match[2] as string };
}
