import type { Clock } from '../../clock.js';
import type { DayOfSlots } from '../../contracts/appointments.js';
import type { ProcedureVersion, Way } from '../../contracts/procedures.js';
import { chooseSeats, freeSeats } from '../../domain/seats.js';
import {
  type Audience,
  type CounterCalendar,
  horizonEnd,
  mayBook,
  nearestFree,
  openDays,
  type Slot,
  staffDays,
} from '../../domain/slots.js';
import { dayOf, instantAt } from '../../domain/vietnam-time.js';
import { resultDay } from '../../domain/working-days.js';
import { ProblemError } from '../../http/problems.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { ProceduresService } from '../procedures/procedures.service.js';
import type { AppointmentsStore, Clash, Place } from './appointments.store.js';

/** What somebody wants: a start, not yet seats. */
export type Wanted = {
  version: ProcedureVersion;
  way: Way;
  counterKey: string;
  calendar: CounterCalendar;
  audience: Audience;
  date: string;
  start: string;
  run: readonly Slot[];
};

type Deps = {
  store: AppointmentsStore;
  procedures: ProceduresService;
  calendar: CalendarService;
  clock: Clock;
  randomInteger: (below: number) => number;
};

export type PlacesService = ReturnType<typeof placesService>;
type Choice = { code: string; way: Way; date: string; start: string };
type Written<T> = { kind: 'done'; value: T } | { kind: 'clash'; with: Clash };

/** Each clash means that somebody else got a seat, so a start with this many seats is settled long before. */
const mostAttempts = 400;

/** How old a look at the free places may be that turns somebody away. */
const recentMilliseconds = 250;

const fieldOf = {
  day_in_past: 'body.date',
  too_far: 'body.date',
  too_soon: 'body.start',
  place_closed: 'body.date',
  slot_unknown: 'body.start',
} as const;

/** Free places and how they are taken. The database keeps the promise; reading first only saves tries. */
export function placesService({ store, procedures, calendar, clock, randomInteger }: Deps) {
  function counterOf(version: ProcedureVersion, way: Way): string {
    const counterKey = version.places[way];
    if (counterKey === null)
      throw new ProblemError('way_not_offered', 'Thủ tục này không phục vụ theo cách đã chọn.', {
        fields: [{ field: 'body.way', message: 'Thủ tục này không phục vụ theo cách đã chọn.' }],
      });
    return counterKey;
  }

  async function takenIn(counterCalendar: CounterCalendar, version: ProcedureVersion, now: Date): Promise<Set<string>> {
    const end = horizonEnd(version.booking, now, counterCalendar.publicCalendar);
    return (await store.takenSeats(counterCalendar.counter.key, dayOf(now), end, now)).taken;
  }

  async function daysFor(version: ProcedureVersion, counterKey: string, audience: Audience): Promise<DayOfSlots[]> {
    const now = clock.now();
    const counterCalendar = await calendar.counterCalendar(counterKey);
    const taken = await takenIn(counterCalendar, version, now);
    return openDays({ calendar: counterCalendar, rules: version.booking, processing: version.processing, taken, audience, now });
  }

  /** When hundreds are turned away at once one look serves them all; `forget` drops it, so that only another process may be so far behind. */
  const recent = new Map<string, { days: Promise<DayOfSlots[]>; at: number; nearest: Map<string, ProblemError['extra']> }>();
  function recentDays({ version, counterKey, audience }: Pick<Wanted, 'version' | 'counterKey' | 'audience'>) {
    const key = `${version.id}|${counterKey}|${audience}`;
    const now = clock.now().getTime();
    const last = recent.get(key);
    if (last && now >= last.at && now - last.at < recentMilliseconds) return last;
    const look = { days: daysFor(version, counterKey, audience), at: now, nearest: new Map<string, ProblemError['extra']>() };
    recent.set(key, look);
    look.days.catch(() => recent.delete(key));
    return look;
  }

  async function noSeat(wanted: Wanted): Promise<ProblemError> {
    const look = recentDays(wanted);
    const days = await look.days;
    const key = `${wanted.date}|${wanted.start}`;
    const extra = look.nearest.get(key) ?? { nearest: nearestFree(days, wanted, 2) };
    look.nearest.set(key, extra);
    const full = days.find(({ date }) => date === wanted.date)?.state === 'full';
    return full
      ? new ProblemError('day_full', 'Ngày này đã kín chỗ. Có thể chọn ngày khác hoặc xin chờ chỗ.', extra)
      : new ProblemError('slot_taken', 'Khung giờ này vừa có người đặt trước.', extra);
  }

  return {
    counterOf,
    daysFor,
    /** What is open to residents, with all a page needs to show it. */
    async openSlots(code: string, way: Way) {
      const version = await procedures.onDay(code, dayOf(clock.now()));
      const counterKey = counterOf(version, way);
      const { counter } = await calendar.counterCalendar(counterKey);
      return {
        code,
        plainName: version.plainName,
        way,
        counterName: counter.name,
        location: counter.location,
        slotMinutes: counter.slotMinutes,
        slotsNeeded: version.booking.slotsNeeded,
        cutOffMinutes: version.booking.cutOffMinutes,
        days: await daysFor(version, counterKey, 'public'),
      };
    },
    async staffSlots(code: string, way: Way) {
      const now = clock.now();
      const version = await procedures.onDay(code, dayOf(now));
      const counterCalendar = await calendar.counterCalendar(counterOf(version, way));
      const taken = await takenIn(counterCalendar, version, now);
      return {
        counterName: counterCalendar.counter.name,
        days: staffDays({
          calendar: counterCalendar,
          rules: version.booking,
          processing: version.processing,
          taken,
          audience: 'staff',
          now,
        }),
      };
    },
    /** Checks that this start may be booked, places aside. A place that was `held` in time may be booked while the lead time runs out. */
    async want(
      choice: Choice,
      audience: Audience,
      options: { versionId?: string; counterKey?: string; held?: boolean } = {},
    ): Promise<Wanted> {
      const now = clock.now();
      const version = options.versionId ? await procedures.version(options.versionId) : await procedures.onDay(choice.code, dayOf(now));
      const counterKey = options.counterKey ?? counterOf(version, choice.way);
      const counterCalendar = await calendar.counterCalendar(counterKey);
      const { date, start, way } = choice;
      const startsAt = instantAt(date, start);
      const inTime = new Date(Math.min(now.getTime(), startsAt.getTime() - version.booking.leadMinutes * 60_000));
      const asked = options.held && startsAt > now ? inTime : now;
      const answer = mayBook({ calendar: counterCalendar, rules: version.booking, date, start, audience, now: asked });
      if (answer.kind === 'refused')
        throw new ProblemError(answer.code, answer.detail, { fields: [{ field: fieldOf[answer.code], message: answer.detail }] });
      return { version, way, counterKey, calendar: counterCalendar, audience, date, start, run: answer.run };
    },
    /** Throws `slot_taken` or `day_full` when a fresh look shows no place: whoever comes too late costs the database nothing. */
    async assertPlaceLeft(wanted: Wanted): Promise<void> {
      const day = (await recentDays(wanted).days).find(({ date }) => date === wanted.date);
      if (day?.slots.find(({ start }) => start === wanted.start)?.placesLeft === 0) throw await noSeat(wanted);
    },
    /** What was seen of free places no longer holds. */
    forget: () => recent.clear(),
    /**
     * Takes one seat in each slot: writes under the unique index, trying another seat after each clash. Other clashes go back to the
     * caller. `own` seats are those the same document gives up. Throws `slot_taken` or `day_full` with the nearest free starts.
     */
    async take<T>(wanted: Wanted, write: (place: Place) => Promise<Written<T>>, own: readonly string[] = []): Promise<Written<T>> {
      const now = clock.now();
      const last = wanted.run.at(-1) as Slot;
      for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
        const { taken, lapsed } = await store.takenSeats(wanted.counterKey, wanted.date, wanted.date, now);
        for (const seat of own) taken.delete(seat);
        const free = freeSeats(wanted.counterKey, wanted.run, wanted.audience, taken);
        if (!free) break;
        const seats = chooseSeats(free, attempt === 0 ? null : randomInteger);
        if (seats.some((seat) => lapsed.has(seat))) await store.freeLapsed(seats, now);
        const written = await write({ ...placeOf(wanted, last.end), seats });
        if (written.kind === 'done' || written.with !== 'seat') return written;
      }
      throw await noSeat(wanted);
    },
    placeOf: (wanted: Wanted) => placeOf(wanted, (wanted.run.at(-1) as Slot).end),
    noSeat,
  };

  function placeOf({ version, way, counterKey, calendar: { publicCalendar }, date, start }: Wanted, end: string): Omit<Place, 'seats'> {
    const resultOn =
      version.processing.kind === 'same_day'
        ? (resultDay({ day: date, time: end }, version.processing, publicCalendar)?.day ?? null)
        : null;
    return {
      procedureCode: version.code,
      versionId: version.id,
      way,
      counterKey,
      date,
      start,
      end,
      startsAt: instantAt(date, start),
      resultOn,
    };
  }
}
