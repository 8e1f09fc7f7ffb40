import type { Clock } from '../../clock.js';
import type { AppointmentStatus } from '../../contracts/appointments.js';
import type { bookForSomeone, DeskAppointment } from '../../contracts/desk.js';
import type { ParsedRequestOf } from '../../contracts/endpoint.js';
import type { Way } from '../../contracts/procedures.js';
import { appointmentCode } from '../../domain/appointment-code.js';
import { titleCaseName } from '../../domain/person-name.js';
import { seatNumberOf, slotsOfDay } from '../../domain/slots.js';
import { dayOf, daysBetween, instantAt, timeOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { ProceduresService } from '../procedures/procedures.service.js';
import { type ResidentsService, requirePhone } from '../residents/residents.service.js';
import type { AppointmentRecord, AppointmentsStore, Booking, Place } from './appointments.store.js';
import { messagesFor } from './booking.service.js';
import type { OutboxEntry } from './outbox.js';
import type { PlacesService } from './places.service.js';
import { type Slips, slipDocuments } from './slips.js';

type Deps = {
  store: AppointmentsStore;
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
  nudge: () => void;
  onChange: () => void;
};

export type DeskService = ReturnType<typeof deskService>;

const pageSize = 200;

/** What each step may start from. */
const steps = {
  check_in: { from: ['booked'], to: 'arrived' },
  serve: { from: ['arrived'], to: 'serving' },
  complete: { from: ['serving'], to: 'seen' },
  no_show: { from: ['booked'], to: 'no_show' },
} as const satisfies Record<string, { from: readonly AppointmentStatus[]; to: AppointmentStatus }>;
export type DeskStep = keyof typeof steps;

const before = { arrived: 'booked', serving: 'arrived', seen: 'serving', no_show: 'booked' } as const satisfies Partial<
  Record<AppointmentStatus, AppointmentStatus>
>;

const wrongState = () =>
  new ProblemError('wrong_state', 'Lịch hẹn vừa được người khác thay đổi hoặc không còn ở bước này. Xin tải lại để xem.');

/** The officer's side: the day's list and what is done with it. Officers see the counters they are assigned to; without any, all. */
export function deskService(deps: Deps) {
  const { store, places, procedures, calendar, communes, residents, slips, clock, newId, randomInteger, digest, nudge, onChange } = deps;

  const maySee = (who: OfficerIdentity, counterKey: string) => who.counterKeys.length === 0 || who.counterKeys.includes(counterKey);
  function assertMaySee(who: OfficerIdentity, counterKey: string): void {
    if (!maySee(who, counterKey)) throw new ProblemError('not_allowed', 'Quầy này không thuộc phần việc được giao.');
  }

  async function deskOf(who: OfficerIdentity, records: readonly AppointmentRecord[]): Promise<DeskAppointment[]> {
    const bookers = [...new Set(records.flatMap(({ residentId }) => residentId ?? []))];
    const [{ counters }, cards, states] = await Promise.all([
      calendar.load(),
      bookers.length > 0 ? residents.cards(bookers) : new Map<string, { name: string | null; phone: string | null }>(),
      slips.messageStates(records),
    ]);
    return Promise.all(
      records.map(async (record) => {
        const version = await procedures.version(record.versionId);
        const booker = record.residentId === null ? undefined : cards.get(record.residentId);
        return {
          id: record.id,
          code: record.code,
          status: record.status,
          date: record.date,
          start: record.start,
          end: record.end,
          seat: seatNumberOf(record.seat),
          counterKey: record.counterKey,
          counterName: counters.find(({ key }) => key === record.counterKey)?.name ?? '',
          way: record.way,
          procedureCode: record.procedureCode,
          plainName: version.plainName,
          personName: record.personName,
          relation: record.relation,
          bookedByName: record.relation === 'self' ? null : (booker?.name ?? null),
          bookedVia: record.bookedVia,
          phone: slips.openPhone(record.phoneSealed) ?? booker?.phone ?? null,
          // The note is for whoever goes there (domain-vn.md 6.2).
          homeVisit: slips.openHomeVisit(record.homeVisit, who.counterKeys.includes(record.counterKey)),
          documents: slipDocuments(version),
          staffPlace: record.seat.split('|').at(-1)?.startsWith('s') ?? false,
          arrivedAt: record.arrivedAt?.toISOString() ?? null,
          servedAt: record.servedAt?.toISOString() ?? null,
          endedAt: record.endedAt?.toISOString() ?? null,
          revokedReason: record.revokedReason,
          message: states.get(record.id) ?? 'none',
          revision: record.revision,
        };
      }),
    );
  }

  async function one(who: OfficerIdentity, record: AppointmentRecord): Promise<DeskAppointment> {
    const [appointment] = await deskOf(who, [record]);
    return appointment as DeskAppointment;
  }

  async function seen(who: OfficerIdentity, id: string): Promise<AppointmentRecord> {
    const record = await store.find(id);
    if (!record) throw new ProblemError('appointment_not_found', 'Không có lịch hẹn này.');
    assertMaySee(who, record.counterKey);
    return record;
  }

  function assertToday(record: AppointmentRecord): void {
    if (record.date !== dayOf(clock.now())) throw new ProblemError('not_today', 'Lịch hẹn này không phải của hôm nay.');
  }

  const revocation = (record: AppointmentRecord): OutboxEntry => ({
    id: `${record.id}-revoked-${record.revision + 1}`,
    kind: 'revoked',
    dueAt: clock.now(),
    staleAfter: null,
  });

  async function revokeRecord(record: AppointmentRecord, reason: string): Promise<AppointmentRecord | null> {
    const message = revocation(record);
    const reachable = record.residentId !== null || record.phoneSealed !== null;
    return store.step(record.id, record.revision, ['booked', 'arrived'], 'revoked', {
      set: { revokedReason: reason, endedAt: clock.now(), ...(reachable && { slipEntryId: message.id }) },
      outbox: reachable ? [message] : [],
    });
  }

  /** Revokes what is left in a span; a record that changed meanwhile is read again by the next sweep. */
  async function revokeAll(
    counterKey: string | null,
    from: string,
    to: string,
    fromTime: string | null,
    toTime: string | null,
    reason: string,
  ): Promise<number> {
    let revoked = 0;
    for (let round = 0; round < 5; round += 1) {
      const records = (await store.revocable(counterKey, from, to)).filter(
        ({ start, end }) => (toTime === null || start < toTime) && (fromTime === null || end > fromTime),
      );
      if (records.length === 0) break;
      for (const record of records) if (await revokeRecord(record, reason)) revoked += 1;
    }
    return revoked;
  }

  return {
    async day(who: OfficerIdentity, date: string, counterKey: string | undefined, cursor: string | undefined) {
      if (counterKey !== undefined) assertMaySee(who, counterKey);
      const after = cursor === undefined ? null : readCursor(cursor);
      const counters = (await calendar.countersOn(date)).filter(({ key }) => maySee(who, key));
      const keys = counterKey === undefined ? counters.map(({ key }) => key) : [counterKey];
      const [records, counts, openings] = await Promise.all([
        store.listDay(date, keys, after, pageSize + 1),
        store.countDay(date, keys),
        Promise.all(keys.map(async (key) => slotsOfDay(await calendar.counterCalendar(key), date))),
      ]);
      const page = records.slice(0, pageSize);
      const last = page.at(-1);
      const open = openings.some(({ slots }) => slots.length > 0);
      return {
        date,
        now: clock.now().toISOString(),
        open,
        reason: open ? null : (openings[0]?.reason ?? 'Không có quầy nào'),
        counters: counters.map(({ key, name }) => ({ key, name })),
        counts,
        appointments: await deskOf(who, page),
        next: records.length > pageSize && last ? Buffer.from(`${last.start}|${last.id}`).toString('base64url') : null,
      };
    },
    async byCode(who: OfficerIdentity, code: string): Promise<DeskAppointment> {
      const record = await store.findByCode(code);
      if (!record) throw new ProblemError('appointment_not_found', `Không có lịch hẹn nào mang mã ${code}.`);
      assertMaySee(who, record.counterKey);
      return one(who, record);
    },
    /** Takes a step on the appointment's own day. Throws `not_today`, `wrong_state`. */
    async step(who: OfficerIdentity, id: string, revision: number, step: DeskStep): Promise<DeskAppointment> {
      const now = clock.now();
      const record = await seen(who, id);
      assertToday(record);
      if (step === 'no_show' && record.startsAt > now)
        throw new ProblemError('wrong_state', 'Chưa tới giờ hẹn nên chưa ghi vắng mặt được.');
      const { from, to } = steps[step];
      const set = step === 'check_in' ? { arrivedAt: now } : step === 'serve' ? { servedAt: now } : { endedAt: now };
      // Whoever has arrived needs no reminder.
      const moved = await store.step(id, revision, from, to, { set, ...(step === 'check_in' && { outbox: [] }) });
      if (!moved) throw wrongState();
      return one(who, moved);
    },
    async undo(who: OfficerIdentity, id: string, revision: number): Promise<DeskAppointment> {
      const record = await seen(who, id);
      assertToday(record);
      const to = record.status in before ? before[record.status as keyof typeof before] : null;
      if (to === null) throw wrongState();
      const set = { endedAt: null, ...(to === 'booked' && { arrivedAt: null }), ...(to === 'arrived' && { servedAt: null }) };
      const moved = await store.step(id, revision, [record.status], to, { set });
      if (!moved) throw wrongState();
      return one(who, moved);
    },
    async revoke(who: OfficerIdentity, id: string, revision: number, reason: string): Promise<DeskAppointment> {
      const record = await seen(who, id);
      if (record.revision !== revision || record.date < dayOf(clock.now())) throw wrongState();
      const revoked = await revokeRecord(record, reason);
      if (!revoked) throw wrongState();
      nudge();
      onChange();
      return one(who, revoked);
    },
    /** Closes the rest of a counter's day and revokes what was booked in it; the worker finishes what a crash leaves. */
    async revokeDay(who: OfficerIdentity, counterKey: string, date: string, reason: string): Promise<{ revoked: number }> {
      assertMaySee(who, counterKey);
      const now = clock.now();
      if (date < dayOf(now)) {
        const message = 'Ngày này đã qua.';
        throw new ProblemError('day_in_past', message, { fields: [{ field: 'body.date', message }] });
      }
      const fromTime = date === dayOf(now) ? timeOf(now) : null;
      const toTime = fromTime === null ? null : '23:59';
      await calendar.addClosure({ counterKey, from: date, to: date, fromTime, toTime, reason }, reason);
      const revoked = await revokeAll(counterKey, date, date, fromTime, toTime, reason);
      nudge();
      onChange();
      return { revoked };
    },
    /** Revokes what was booked into closed days, also by who was faster than the news of the closure. */
    async sweepClosures(): Promise<number> {
      const today = dayOf(clock.now());
      let revoked = 0;
      for (const closure of (await calendar.load()).closures) {
        if (closure.revokeReason === null || closure.to < today) continue;
        revoked += await revokeAll(
          closure.counterKey,
          daysBetween(closure.from, today) > 0 ? today : closure.from,
          closure.to,
          closure.fromTime,
          closure.toTime,
          closure.revokeReason,
        );
      }
      return revoked;
    },
    /** At the end of the day appointments nobody came to become no-shows, if the commune wants that. */
    async sweepNoShows(): Promise<number> {
      const now = clock.now();
      const { autoNoShowAfterMinutes } = (await communes.settings()).booking;
      if (autoNoShowAfterMinutes === 0) return 0;
      const today = dayOf(now);
      let marked = 0;
      for (const record of await store.unattended(today)) {
        if (record.date === today && timeOf(now) < endOfDay) continue;
        if (instantAt(record.date, record.end).getTime() + autoNoShowAfterMinutes * 60_000 > now.getTime()) continue;
        if (await store.step(record.id, record.revision, ['booked'], 'no_show', { set: { endedAt: now }, outbox: [] })) marked += 1;
      }
      return marked;
    },
    async staffSlots(who: OfficerIdentity, code: string, way: Way) {
      const version = await procedures.onDay(code, dayOf(clock.now()));
      assertMaySee(who, places.counterOf(version, way));
      return places.staffSlots(code, way);
    },
    /** Books for somebody who phoned or came, on the staff-made places first. */
    async book(who: OfficerIdentity, body: ParsedRequestOf<typeof bookForSomeone>['body'], key: string | null): Promise<DeskAppointment> {
      const now = clock.now();
      const fingerprint = digest(JSON.stringify(body));
      const idempotencyKey = key === null ? undefined : `officer|${who.officerId}|${key}`;
      if (idempotencyKey !== undefined) {
        const earlier = await store.findByIdempotencyKey(idempotencyKey);
        if (earlier) return repeated(who, earlier, fingerprint);
      }
      if (body.way === 'home' && !body.homeVisit) {
        const message = 'Phục vụ tại nhà cần lý do và địa chỉ.';
        throw new ProblemError('home_visit_not_eligible', message, { fields: [{ field: 'body.homeVisit', message }] });
      }
      const wanted = await places.want(body, 'staff');
      assertMaySee(who, wanted.counterKey);
      const { booking: limits } = await communes.settings();
      const phoneSealed = body.phone === undefined ? null : slips.sealPhone(requirePhone(body.phone, 'body.phone'));
      const id = newId();
      const booking: Booking = {
        residentId: null,
        officerId: who.officerId,
        bookedVia: body.via,
        personName: titleCaseName(body.personName),
        relation: 'self',
        phoneSealed,
        homeVisit: body.way === 'home' && body.homeVisit ? slips.sealHomeVisit(body.homeVisit) : null,
        bookedAt: now,
      };
      const outcome = await places.take(wanted, async (place: Place) => {
        const outbox =
          phoneSealed === null ? [] : messagesFor({ id, revision: 0, startsAt: place.startsAt }, 'slip', now, limits.eveningReminderAt);
        for (;;) {
          const written = await store.insert(
            id,
            booking,
            place,
            { code: appointmentCode(randomInteger(10_000_000)), fingerprint, idempotencyKey },
            outbox,
          );
          if (written.kind === 'done' || written.with !== 'code') return written;
        }
      });
      if (outcome.kind === 'clash') {
        const earlier = idempotencyKey === undefined ? null : await store.findByIdempotencyKey(idempotencyKey);
        if (!earlier) throw wrongState();
        return repeated(who, earlier, fingerprint);
      }
      nudge();
      onChange();
      return one(who, outcome.value);
    },
    async slipUrl(who: OfficerIdentity, id: string): Promise<{ pdfUrl: string }> {
      return { pdfUrl: slips.urlsOf(await seen(who, id)).pdfUrl };
    },
  };

  async function repeated(who: OfficerIdentity, earlier: AppointmentRecord, fingerprint: string): Promise<DeskAppointment> {
    if (earlier.fingerprint === fingerprint) return one(who, earlier);
    throw new ProblemError('idempotency_key_reused', 'Khóa Idempotency-Key này đã dùng cho một yêu cầu khác.', {
      fields: [{ field: 'headers.idempotency-key', message: 'Đã dùng cho một yêu cầu khác.' }],
    });
  }
}

/** From then on nobody comes any more. */
const endOfDay = '20:00';

function readCursor(cursor: string): { start: string; id: string } {
  const match = /^(\d\d:\d\d)\|([0-9a-f]{24})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match)
    throw new ProblemError('invalid_request', 'Mốc trang không đúng dạng.', {
      fields: [{ field: 'query.after', message: 'Mốc trang không đúng dạng.' }],
    });
  return { start: match[1] as string, id: match[2] as string };
}
