import type { DayOfSlots } from '../contracts/appointments.js';
import type { Capacity, Closure, Counter, DayOverride, Season } from '../contracts/calendar.js';
import type { Day, TimeOfDay } from '../contracts/primitives.js';
import type { BookingRules, ProcessingTime } from '../contracts/procedures.js';
import { lunarText } from './lunar.js';
import { type Block, blocksOf, hoursInForce } from './office-hours.js';
import { addDays, dayOf, hourText, instantAt, minutesOf, shortDate, timeFromMinutes, weekdayName } from './vietnam-time.js';
import { addWorkingDays, dayOff, makeUpDay, type PublicCalendar, resultDay, whyNotWorking } from './working-days.js';

/** Who books: residents take public places after the lead time; officers take the staff-made places first, then public ones, with no lead time. */
export type Audience = 'public' | 'staff';

/** Everything that decides when one counter works. Rows of other counters may be present. */
export type CounterCalendar = {
  counter: Counter;
  seasons: readonly Season[];
  closures: readonly Closure[];
  overrides: readonly DayOverride[];
  publicCalendar: PublicCalendar;
};

/** One bookable stretch of `slotMinutes`; slots of a counter never overlap. */
export type Slot = { date: Day; start: TimeOfDay; end: TimeOfDay; capacity: Capacity };

type Plan = { blocks: Block[]; capacity: Capacity; reason: string };

/** What the hours say before closures. An override stands above holidays and weekly hours; a make-up day has the hours of the weekday it replaces. */
function planOf(calendar: CounterCalendar, date: Day): Plan {
  const { counter, seasons, publicCalendar } = calendar;
  const shut = (reason: string): Plan => ({ blocks: [], capacity: counter.capacity, reason });
  if (date < counter.validFrom) return shut(`${counter.name} hoạt động từ ${shortDate(counter.validFrom)}`);
  if (counter.validTo !== null && date > counter.validTo) return shut(`${counter.name} đã ngừng hoạt động`);

  const override = calendar.overrides.find((row) => row.counterKey === counter.key && row.date === date);
  if (override) return { blocks: blocksOf(override.hours), capacity: override.capacity ?? counter.capacity, reason: override.reason };

  const makeUp = makeUpDay(date, publicCalendar);
  if (counter.closedOnHolidays && dayOff(date, publicCalendar)) return shut(whyNotWorking(date, publicCalendar) ?? '');
  const patternOf = makeUp && counter.worksMakeUpDays ? makeUp.forDate : date;
  const blocks = blocksOf(hoursInForce(counter.hours, seasons, date, patternOf));
  return { blocks, capacity: counter.capacity, reason: `${weekdayName(date)} không làm việc` };
}

function grid(plan: Plan, date: Day, slotMinutes: number): Slot[] {
  const slots: Slot[] = [];
  for (const block of plan.blocks) {
    for (let start = block.from; start + slotMinutes <= block.to; start += slotMinutes) {
      slots.push({ date, start: timeFromMinutes(start), end: timeFromMinutes(start + slotMinutes), capacity: plan.capacity });
    }
  }
  return slots;
}

/** The closure that takes this slot away. On a closure of several days its times cut the same part out of each day. */
function closureOf(closures: readonly Closure[], slot: Slot): Closure | undefined {
  return closures.find(({ fromTime, toTime }) => (fromTime === null || slot.end > fromTime) && (toTime === null || slot.start < toTime));
}

function slotsBeforeAndAfterClosures(
  calendar: CounterCalendar,
  date: Day,
): { all: Slot[]; open: Slot[]; closures: Closure[]; reason: string } {
  const plan = planOf(calendar, date);
  const all = grid(plan, date, calendar.counter.slotMinutes);
  const closures = calendar.closures.filter(
    (row) => (row.counterKey === null || row.counterKey === calendar.counter.key) && row.from <= date && date <= row.to,
  );
  return { all, open: closures.length === 0 ? all : all.filter((slot) => !closureOf(closures, slot)), closures, reason: plan.reason };
}

/** The counter's slots of a day in order of time, whoever has taken them; `reason` says why there are none. */
export function slotsOfDay(calendar: CounterCalendar, date: Day): { slots: Slot[]; reason: string | null } {
  const { all, open, closures, reason } = slotsBeforeAndAfterClosures(calendar, date);
  if (open.length > 0) return { slots: open, reason: null };
  const first = all[0];
  return { slots: [], reason: (first && closureOf(closures, first)?.reason) ?? reason };
}

function slotKey(counterKey: string, date: Day, start: TimeOfDay): string {
  return `${counterKey}|${date}|${start}`;
}

/** The keys of a slot's places in the order in which to try them: `<counter>|<date>|<start>|p1` … for residents; s1 … then p1 … for officers. */
export function seatKeysOf(counterKey: string, slot: Pick<Slot, 'date' | 'start' | 'capacity'>, audience: Audience): string[] {
  const prefix = slotKey(counterKey, slot.date, slot.start);
  const keys = (letter: 'p' | 's', count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${prefix}|${letter}${index + 1}`);
  return audience === 'public' ? keys('p', slot.capacity.public) : [...keys('s', slot.capacity.staff), ...keys('p', slot.capacity.public)];
}

/** The number printed for a place: p3 → 3; s2 → 102, so that both kinds differ on paper unless a slot has more than a hundred public places. Throws a RangeError for any other text. */
export function seatNumberOf(seatKey: string): number {
  const match = /\|([ps])(\d+)$/.exec(seatKey);
  if (!match) throw new RangeError(`Not a seat key: ${seatKey}`);
  return Number(match[2]) + (match[1] === 's' ? 100 : 0);
}

/** The `slotsNeeded` slots from `start` on, each beginning when the one before ends; null when there is no such run. */
export function slotRun(slots: readonly Slot[], start: TimeOfDay, slotsNeeded: number): Slot[] | null {
  const first = slots.findIndex((slot) => slot.start === start);
  if (first < 0) return null;
  const run = slots.slice(first, first + slotsNeeded);
  const whole = run.length === slotsNeeded && run.every((slot, index) => index === 0 || run[index - 1]?.end === slot.start);
  return whole ? run : null;
}

function startOf(slot: Slot): Date {
  return instantAt(slot.date, slot.start);
}

function earliestStart(rules: BookingRules, audience: Audience, now: Date): number {
  return now.getTime() + (audience === 'public' ? rules.leadMinutes * 60_000 : 0);
}

function placesOf(slot: Slot, audience: Audience): number {
  return slot.capacity.public + (audience === 'staff' ? slot.capacity.staff : 0);
}

/** The last day that may be booked: so many working days of the public calendar after today. */
export function horizonEnd(rules: BookingRules, now: Date, publicCalendar: PublicCalendar): Day {
  return addWorkingDays(dayOf(now), rules.horizonWorkingDays, publicCalendar).day;
}

/** Until when the resident may change or cancel. */
export function changeUntil(startsAt: Date, rules: BookingRules): Date {
  return new Date(startsAt.getTime() - rules.cutOffMinutes * 60_000);
}

export type BookingAnswer =
  | { kind: 'ok'; run: Slot[] }
  | { kind: 'refused'; code: 'day_in_past' | 'too_soon' | 'too_far' | 'place_closed' | 'slot_unknown'; detail: string };

/** Whether this start may be booked now, places aside: what it accepts is what `openDays` lists. */
export function mayBook(input: {
  calendar: CounterCalendar;
  rules: BookingRules;
  date: Day;
  start: TimeOfDay;
  audience: Audience;
  now: Date;
}): BookingAnswer {
  const { calendar, rules, date, start, audience, now } = input;
  const refuse = (code: Extract<BookingAnswer, { kind: 'refused' }>['code'], detail: string): BookingAnswer => ({
    kind: 'refused',
    code,
    detail,
  });
  if (date < dayOf(now)) return refuse('day_in_past', 'Ngày này đã qua. Mời ông/bà chọn ngày khác.');
  const end = horizonEnd(rules, now, calendar.publicCalendar);
  if (date > end) return refuse('too_far', `Hiện chỉ nhận đặt lịch đến hết ngày ${shortDate(end)}.`);

  const { all, open, closures, reason } = slotsBeforeAndAfterClosures(calendar, date);
  const run = slotRun(open, start, rules.slotsNeeded);
  if (!run) {
    const closure = slotRun(all, start, rules.slotsNeeded)
      ?.map((slot) => closureOf(closures, slot))
      .find((found) => found !== undefined);
    if (closure) return refuse('place_closed', `Khung giờ này không nhận khách: ${closure.reason}.`);
    if (all.length === 0) return refuse('place_closed', `Ngày ${shortDate(date)} không nhận khách: ${reason}.`);
    if (open.length === 0) return refuse('place_closed', `Ngày ${shortDate(date)} không nhận khách: ${closures[0]?.reason ?? reason}.`);
    if (all.some((slot) => slot.start === start))
      return refuse('slot_unknown', 'Từ giờ này không đủ thời gian liên tục để làm thủ tục. Mời ông/bà chọn giờ sớm hơn.');
    return refuse('slot_unknown', `Không có khung giờ bắt đầu lúc ${hourText(start)}. Mời ông/bà chọn lại.`);
  }
  if (run.some((slot) => placesOf(slot, audience) === 0)) {
    return refuse('place_closed', 'Khung giờ này không nhận đặt lịch trực tuyến, chỉ nhận người đến trực tiếp.');
  }
  const startsAt = instantAt(date, start).getTime();
  if (startsAt < now.getTime()) return refuse('too_soon', 'Giờ này đã qua. Mời ông/bà chọn giờ khác.');
  if (startsAt < earliestStart(rules, audience, now))
    return refuse('too_soon', `Cần đặt trước ít nhất ${durationText(rules.leadMinutes)}.`);
  return { kind: 'ok', run };
}

function durationText(minutes: number): string {
  if (minutes % 1440 === 0) return `${minutes / 1440} ngày`;
  if (minutes % 60 === 0) return `${minutes / 60} giờ`;
  return minutes < 60 ? `${minutes} phút` : `${Math.floor(minutes / 60)} giờ ${minutes % 60} phút`;
}

type Left = { public: number; staff: number };

/** Seats taken, counted per slot. A seat beyond a capacity that was lowered later still counts, so that no more is offered than the new one allows. */
function countTaken(taken: ReadonlySet<string>): Map<string, Left> {
  const counts = new Map<string, Left>();
  for (const key of taken) {
    const bar = key.lastIndexOf('|');
    const slot = key.slice(0, bar);
    let count = counts.get(slot);
    if (!count) {
      count = { public: 0, staff: 0 };
      counts.set(slot, count);
    }
    if (key[bar + 1] === 's') count.staff += 1;
    else count.public += 1;
  }
  return counts;
}

type OpenDaysInput = {
  calendar: CounterCalendar;
  rules: BookingRules;
  processing: ProcessingTime;
  taken: ReadonlySet<string>;
  audience: Audience;
  now: Date;
};

type Start = { run: Slot[]; left: Left[] };

/** Each day from today through the horizon with the starts that may be booked now and what is left in each slot of their runs. */
function daysWithStarts({ calendar, rules, taken, audience, now }: OpenDaysInput): { date: Day; starts: Start[]; reason: string | null }[] {
  const counts = countTaken(taken);
  const earliest = earliestStart(rules, audience, now);
  const end = horizonEnd(rules, now, calendar.publicCalendar);
  const days: { date: Day; starts: Start[]; reason: string | null }[] = [];
  for (let date = dayOf(now); date <= end; date = addDays(date, 1)) {
    const { slots, reason } = slotsOfDay(calendar, date);
    const left = slots.map((slot): Left => {
      const count = counts.get(slotKey(calendar.counter.key, slot.date, slot.start));
      return {
        public: Math.max(0, slot.capacity.public - (count?.public ?? 0)),
        staff: Math.max(0, slot.capacity.staff - (count?.staff ?? 0)),
      };
    });
    const served = slots.flatMap((slot, index): Start[] => {
      const run = slotRun(slots, slot.start, rules.slotsNeeded);
      return run?.every((each) => placesOf(each, audience) > 0) ? [{ run, left: left.slice(index, index + run.length) }] : [];
    });
    const starts = served.filter(({ run }) => startOf(run[0] as Slot).getTime() >= earliest);
    days.push({ date, starts, reason: reason ?? whyNoStart(starts, served, slots, rules, now) });
  }
  return days;
}

function whyNoStart(starts: Start[], served: Start[], slots: Slot[], rules: BookingRules, now: Date): string | null {
  if (starts.length > 0) return null;
  const last = served.at(-1)?.run[0];
  if (last) return startOf(last) < now ? 'Đã hết giờ nhận lịch hôm nay' : `Cần đặt trước ít nhất ${durationText(rules.leadMinutes)}`;
  const longEnough = slots.some((slot) => slotRun(slots, slot.start, rules.slotsNeeded) !== null);
  return longEnough ? 'Không nhận đặt lịch trực tuyến' : 'Không đủ thời gian liên tục cho thủ tục này';
}

/** How many more bookings a day takes: with runs of several slots the starts overlap, so the earliest is filled first, which is the best that can be done. */
function bookingsThatFit(starts: readonly Start[], leftOf: (left: Left) => number): number {
  const remaining = new Map<TimeOfDay, number>();
  for (const { run, left } of starts) run.forEach((slot, index) => void remaining.set(slot.start, leftOf(left[index] as Left)));
  let fitting = 0;
  for (const { run } of starts) {
    const places = Math.min(...run.map((slot) => remaining.get(slot.start) ?? 0));
    for (const slot of run) remaining.set(slot.start, (remaining.get(slot.start) ?? 0) - places);
    fitting += places;
  }
  return fitting;
}

/** An evening part only for starts that no office's ordinary hours reach. */
const eveningFrom = 17 * 60 + 30;

function partOf(start: TimeOfDay): 'morning' | 'afternoon' | 'evening' {
  const minutes = minutesOf(start);
  return minutes < 12 * 60 ? 'morning' : minutes < eveningFrom ? 'afternoon' : 'evening';
}

/**
 * Every day from today through the horizon, closed days with their reason. A slot is listed when it may be booked (lead time, enough slots in a row), full ones
 * with `placesLeft` 0. `resultOn` reckons with the file being received at the end of the appointment.
 */
export function openDays(input: OpenDaysInput): DayOfSlots[] {
  const { calendar, processing, audience } = input;
  const leftOf = (left: Left): number => left.public + (audience === 'staff' ? left.staff : 0);
  return daysWithStarts(input).map(({ date, starts, reason }) => {
    const slots = starts.map(({ run, left }) => {
      const start = (run[0] as Slot).start;
      const end = (run.at(-1) as Slot).end;
      const resultOn =
        processing.kind === 'same_day' ? (resultDay({ day: date, time: end }, processing, calendar.publicCalendar)?.day ?? null) : null;
      return { start, end, part: partOf(start), placesLeft: Math.min(...left.map(leftOf)), resultOn };
    });
    const placesLeft = bookingsThatFit(starts, leftOf);
    return { date, lunar: lunarText(date), state: stateOf(starts, placesLeft), reason, placesLeft, slots };
  });
}

function stateOf(starts: readonly Start[], placesLeft: number): 'open' | 'full' | 'closed' {
  if (starts.length === 0) return 'closed';
  return placesLeft > 0 ? 'open' : 'full';
}

/** The same days for officers, with public and staff-made places told apart; each is the least of the run. */
export function staffDays(input: OpenDaysInput): {
  date: Day;
  state: 'open' | 'full' | 'closed';
  reason: string | null;
  slots: { start: TimeOfDay; end: TimeOfDay; publicLeft: number; staffLeft: number }[];
}[] {
  return daysWithStarts(input).map(({ date, starts, reason }) => ({
    date,
    state: stateOf(
      starts,
      bookingsThatFit(starts, (left) => left.public + left.staff),
    ),
    reason,
    slots: starts.map(({ run, left }) => ({
      start: (run[0] as Slot).start,
      end: (run.at(-1) as Slot).end,
      publicLeft: Math.min(...left.map((each) => each.public)),
      staffLeft: Math.min(...left.map((each) => each.staff)),
    })),
  }));
}

/** The `count` free starts closest in time to the one wanted, nearest first, earlier before later at the same distance; the wanted one itself is left out. */
export function nearestFree(
  days: readonly DayOfSlots[],
  wanted: { date: Day; start: TimeOfDay },
  count: number,
): { date: Day; start: TimeOfDay }[] {
  const wantedAt = instantAt(wanted.date, wanted.start).getTime();
  return days
    .flatMap(({ date, slots }) =>
      slots
        .filter((slot) => slot.placesLeft > 0)
        .map(({ start }) => ({ date, start, distance: Math.abs(instantAt(date, start).getTime() - wantedAt) })),
    )
    .filter(({ distance }) => distance > 0)
    .sort((one, other) => one.distance - other.distance)
    .slice(0, count)
    .map(({ date, start }) => ({ date, start }));
}
