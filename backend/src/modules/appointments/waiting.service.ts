import type { Clock } from '../../clock.js';
import type { joinWaitingList, WaitingEntry } from '../../contracts/appointments.js';
import type { ParsedRequestOf } from '../../contracts/endpoint.js';
import { addDays, dayOf, instantAt, timeOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { ProceduresService } from '../procedures/procedures.service.js';
import type { ResidentsService } from '../residents/residents.service.js';
import type { AppointmentsStore } from './appointments.store.js';
import type { PlacesService } from './places.service.js';
import type { WaitingRecord, WaitingStore } from './waiting.store.js';

type Deps = {
  store: WaitingStore;
  residents: Pick<ResidentsService, 'require'>;
  appointments: AppointmentsStore;
  places: PlacesService;
  procedures: ProceduresService;
  calendar: CalendarService;
  communes: CommunesService;
  clock: Clock;
  newId: () => string;
  onChange: () => void;
};

export type WaitingService = ReturnType<typeof waitingService>;

/** Nobody is woken for a place: offers go out between these times. */
const offersFrom = '06:30';
const offersUntil = '21:00';
/** Somebody the office put off within these days comes first on a waiting list. */
const priorityDays = 30;
/** An offer needs so long before its appointment to be of use. */
const leastMinutes = 15;

/** Waiting for a place on a full day. */
export function waitingService({ store, residents, appointments, places, procedures, calendar, communes, clock, newId, onChange }: Deps) {
  async function entryOf(record: WaitingRecord): Promise<WaitingEntry> {
    const [version, { counters }, ahead] = await Promise.all([
      procedures.onDay(record.procedureCode, dayOf(clock.now())),
      calendar.load(),
      record.status === 'waiting' ? store.ahead(record) : null,
    ]);
    const live = record.status === 'offered' && record.offer && record.offer.expiresAt > clock.now() ? record.offer : null;
    return {
      id: record.id,
      code: record.procedureCode,
      plainName: version.plainName,
      way: record.way,
      counterName: counters.find(({ key }) => key === record.counterKey)?.name ?? '',
      date: record.date,
      status: record.status,
      ahead,
      offer: live && { holdId: live.holdId, start: live.start, expiresAt: live.expiresAt.toISOString() },
    };
  }

  /** Offers one free place of a list to the first in line it suits; false when nobody could be offered anything. */
  async function offerOne(counterKey: string, date: string): Promise<boolean> {
    const { booking } = await communes.settings();
    const now = clock.now();
    for (const record of await store.lineOf(counterKey, date)) {
      const version = await procedures.onDay(record.procedureCode, dayOf(now));
      const day = (await places.daysFor(version, counterKey, 'public')).find((each) => each.date === date);
      const slot = day?.slots.find(({ placesLeft }) => placesLeft > 0);
      if (!slot) continue;
      const expiresAt = new Date(
        Math.min(now.getTime() + booking.offerMinutes * 60_000, instantAt(date, slot.start).getTime() - leastMinutes * 60_000),
      );
      if (expiresAt <= now) continue;
      const holdId = newId();
      const message = { id: `${holdId}-offer`, kind: 'offer' as const, dueAt: now, staleAfter: expiresAt };
      // The entry first: a crash in between leaves an offer without a place, which the next sweep takes back.
      if (!(await store.offer(record.id, { holdId, start: slot.start, expiresAt }, message))) continue;
      const wanted = await places.want({ code: record.procedureCode, way: record.way, date, start: slot.start }, 'public', { held: true });
      const held = await places
        .take(wanted, async (place) => ({
          kind: 'done' as const,
          value: await appointments.holdAs(holdId, record.residentId, place, expiresAt),
        }))
        .catch(() => null);
      if (held?.kind === 'done' && held.value) return true;
      await store.withdrawOffer(record.id, holdId);
    }
    return false;
  }

  return {
    async join(residentId: string, { code, way, date }: ParsedRequestOf<typeof joinWaitingList>['body']): Promise<WaitingEntry> {
      const now = clock.now();
      await residents.require(residentId);
      const version = await procedures.onDay(code, dayOf(now));
      const counterKey = places.counterOf(version, way);
      const day = (await places.daysFor(version, counterKey, 'public')).find((each) => each.date === date);
      if (!day) {
        const past = date < dayOf(now);
        const message = past ? 'Ngày này đã qua.' : 'Ngày này chưa mở đặt lịch.';
        throw new ProblemError(past ? 'day_in_past' : 'too_far', message, { fields: [{ field: 'body.date', message }] });
      }
      if (day.state === 'open') throw new ProblemError('day_not_full', 'Ngày này vẫn còn chỗ, có thể đặt luôn.');
      if (day.state === 'closed') {
        const message = `Ngày này không nhận khách: ${day.reason ?? 'quầy nghỉ'}.`;
        throw new ProblemError('place_closed', message, { fields: [{ field: 'body.date', message }] });
      }
      const { booking } = await communes.settings();
      const priority = await appointments.wasRevoked(residentId, code, new Date(now.getTime() - priorityDays * 86_400_000));
      for (let number = 1; number <= booking.maxWaiting; number += 1) {
        const joined = await store.join({ residentId, procedureCode: code, way, counterKey, date, priority, queuedAt: now }, number);
        if (joined === 'already') throw new ProblemError('already_waiting', 'Ông/bà đã ghi tên chờ chỗ ngày này rồi.');
        if (joined !== 'too_many') return entryOf(joined);
      }
      throw new ProblemError('too_many_waiting', `Ông/bà đang chờ chỗ ở ${booking.maxWaiting} ngày, xin bỏ bớt một ngày rồi ghi tiếp.`);
    },
    async list(residentId: string): Promise<WaitingEntry[]> {
      return Promise.all((await store.listOf(residentId)).map(entryOf));
    },
    /** Leaves; an offered place goes to the next in line. Leaving twice is the same as once. */
    async leave(residentId: string, id: string): Promise<WaitingEntry> {
      const left = await store.leave(id, residentId);
      if (left?.offer) {
        await appointments.releaseHold(left.offer.holdId, residentId);
        onChange();
      }
      const record = await store.findOwn(id, residentId);
      if (!record) throw new ProblemError('waiting_not_found', 'Không còn tên trong danh sách chờ này.');
      return entryOf(record);
    },
    find: (id: string, entryId: string) => store.entry(id, entryId),
    /**
     * Keeps the lists true: gives back what was withheld, closes offers that were taken or ran out, offers free places. May run at any time
     * and in several processes at once. Answers how many offers were made.
     */
    async sweep(): Promise<number> {
      const now = clock.now();
      const { booking } = await communes.settings();
      await store.endPast(dayOf(now));

      const offered = await store.offered();
      const taken = await appointments.booked(offered.flatMap(({ offer }) => offer?.holdId ?? []));
      const held = await appointments.liveHolds(
        offered.flatMap(({ offer }) => offer?.holdId ?? []),
        now,
      );
      for (const { id, offer, offers } of offered) {
        if (!offer) continue;
        if (taken.has(offer.holdId)) await store.closeOffer(id, offer.holdId, 'taken', now);
        else if (offer.expiresAt <= now)
          await store.closeOffer(id, offer.holdId, offers >= booking.maxOffersPerEntry ? 'ended' : 'waiting', now);
        // A crash between offering and holding; a younger offer may be on its way to its hold.
        else if (!held.has(offer.holdId) && offer.expiresAt.getTime() - now.getTime() < booking.offerMinutes * 60_000 - 60_000)
          await store.withdrawOffer(id, offer.holdId);
      }
      const lists = await store.waitingDays();
      const time = timeOf(now);
      const awake = time >= offersFrom && time < offersUntil;
      if (!awake) {
        // What comes free at night on a day somebody waits for is kept for the morning's offers.
        const morning = instantAt(time < offersFrom ? dayOf(now) : addDays(dayOf(now), 1), offersFrom);
        for (const list of lists) await appointments.keepBack(list, morning);
      }
      if ((await appointments.freeDue(now)) > 0) onChange();
      if (!awake) return 0;
      let offers = 0;
      for (const { counterKey, date } of lists) {
        // A list names at most so many; a day has no more places than that.
        for (let round = 0; round < 500 && (await offerOne(counterKey, date)); round += 1) offers += 1;
      }
      if (offers > 0) onChange();
      return offers;
    },
    erase: (residentId: string) => store.erase(residentId),
  };
}
