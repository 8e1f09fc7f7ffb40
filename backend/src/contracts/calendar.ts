import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Day, Id, Key, line, TimeOfDay } from './primitives.js';

/** A part of the year with its own office hours; `from` may be later than `to` (a season over New Year). */
export const Season = z.strictObject({
  key: Key,
  name: line(60),
  from: z.string().regex(/^\d\d-\d\d$/),
  to: z.string().regex(/^\d\d-\d\d$/),
});
export type Season = z.infer<typeof Season>;

/** Hours of one weekday; `weekday` 1 = Monday … 7 = Sunday. Without `season` they hold all year; `nthWeeks` limits them to the n-th such weekday of the month. */
export const WeeklyHours = z.strictObject({
  weekday: z.int().min(1).max(7),
  from: TimeOfDay,
  to: TimeOfDay,
  season: Key.optional(),
  nthWeeks: z.array(z.int().min(1).max(5)).optional(),
});
export type WeeklyHours = z.infer<typeof WeeklyHours>;

/** Places in one slot: for residents online, and kept back for the officers (phone, walk-in, elderly). */
export const Capacity = z.strictObject({ public: z.int().min(0).max(200), staff: z.int().min(0).max(200) });
export type Capacity = z.infer<typeof Capacity>;

export const counterKinds = ['counter', 'home', 'out_of_hours'] as const;

/** Where an appointment happens: a counter, the home-visit team, or the out-of-hours session. Each has its own calendar. */
export const Counter = z.strictObject({
  key: Key,
  name: line(120),
  kind: z.enum(counterKinds),
  location: line(200),
  phone: z.string().max(20).nullable(),
  slotMinutes: z.int().min(5).max(240),
  capacity: Capacity,
  hours: z.array(WeeklyHours).max(60),
  /** False for a counter that keeps working on public holidays. */
  closedOnHolidays: z.boolean(),
  /** True when a make-up Saturday is worked with the hours of the weekday it replaces. */
  worksMakeUpDays: z.boolean(),
  validFrom: Day,
  validTo: Day.nullable(),
});
export type Counter = z.infer<typeof Counter>;

/** A time in which a counter (or, without `counterKey`, every counter) takes nobody. Without times: the whole days. */
export const Closure = z.strictObject({
  id: Id,
  counterKey: Key.nullable(),
  from: Day,
  to: Day,
  fromTime: TimeOfDay.nullable(),
  toTime: TimeOfDay.nullable(),
  reason: line(160),
});
export type Closure = z.infer<typeof Closure>;

/** One day of one counter that replaces its weekly hours, or opens an extra (out-of-hours) session where there were none. Holidays do not close it. */
export const DayOverride = z.strictObject({
  counterKey: Key,
  date: Day,
  hours: z.array(z.strictObject({ from: TimeOfDay, to: TimeOfDay })).max(6),
  capacity: Capacity.nullable(),
  reason: line(160),
});
export type DayOverride = z.infer<typeof DayOverride>;

export const holidayKinds = ['fixed', 'lunar', 'compensatory', 'swapped'] as const;
/** A dated day off of the public service. Computed days need no row; rows add, confirm or cancel (`cancelled`) them. Source: BLLĐ 2019 Art. 111–112, NQ 28/2026/QH16. */
export const Holiday = z.strictObject({
  date: Day,
  name: line(120),
  kind: z.enum(holidayKinds),
  confirmed: z.boolean(),
  decision: line(160).nullable(),
  cancelled: z.boolean().default(false),
});
export type Holiday = z.infer<typeof Holiday>;

/** A Saturday or Sunday that is worked in exchange for the day off `forDate`. */
export const MakeUpDay = z.strictObject({ date: Day, forDate: Day, confirmed: z.boolean(), decision: line(160).nullable() });
export type MakeUpDay = z.infer<typeof MakeUpDay>;

export const saveCounter = {
  method: 'PUT',
  path: '/counters/:key',
  summary: 'Tạo hoặc sửa một quầy và lịch làm việc của quầy',
  params: z.strictObject({ key: Key }),
  body: Counter.omit({ key: true }),
  reply: Counter,
} as const satisfies Endpoint;

export const listCounters = {
  method: 'GET',
  path: '/counters',
  summary: 'Các quầy đang hoạt động',
  reply: z.object({ counters: z.array(Counter), seasons: z.array(Season) }),
} as const satisfies Endpoint;

export const saveSeasons = {
  method: 'PUT',
  path: '/seasons',
  summary: 'Đặt các mùa làm việc trong năm',
  body: z.strictObject({ seasons: z.array(Season).max(8) }),
  reply: z.object({ seasons: z.array(Season) }),
} as const satisfies Endpoint;

export const addClosure = {
  method: 'POST',
  path: '/closures',
  summary: 'Đóng quầy trong một khoảng thời gian',
  body: Closure.omit({ id: true }),
  reply: Closure,
} as const satisfies Endpoint;

export const removeClosure = {
  method: 'DELETE',
  path: '/closures/:id',
  summary: 'Bỏ một lần đóng quầy',
  params: z.strictObject({ id: Id }),
  reply: z.object({ removed: z.literal(true) }),
} as const satisfies Endpoint;

export const saveDayOverride = {
  method: 'PUT',
  path: '/counters/:key/days/:date',
  summary: 'Đặt giờ riêng cho một ngày của quầy',
  params: z.strictObject({ key: Key, date: Day }),
  body: DayOverride.omit({ counterKey: true, date: true }),
  reply: DayOverride,
} as const satisfies Endpoint;

export const removeDayOverride = {
  method: 'DELETE',
  path: '/counters/:key/days/:date',
  summary: 'Bỏ giờ riêng của một ngày, trở lại lịch tuần',
  params: z.strictObject({ key: Key, date: Day }),
  reply: z.object({ removed: z.literal(true) }),
} as const satisfies Endpoint;

export const saveHoliday = {
  method: 'PUT',
  path: '/holidays/:date',
  summary: 'Thêm, xác nhận hoặc bỏ một ngày nghỉ',
  params: z.strictObject({ date: Day }),
  body: Holiday.omit({ date: true }),
  reply: Holiday,
} as const satisfies Endpoint;

export const saveMakeUpDay = {
  method: 'PUT',
  path: '/make-up-days/:date',
  summary: 'Thêm hoặc xác nhận một ngày làm bù',
  params: z.strictObject({ date: Day }),
  body: MakeUpDay.omit({ date: true }),
  reply: MakeUpDay,
} as const satisfies Endpoint;

/** A day off as residents read it: the date, its name, and whether the decision is known. */
export const DayOff = z.object({ date: Day, name: z.string(), confirmed: z.boolean() });
export type DayOff = z.infer<typeof DayOff>;

export const listDaysOff = {
  method: 'GET',
  path: '/days-off',
  summary: 'Ngày nghỉ và ngày làm bù trong năm',
  query: z.strictObject({ year: z.coerce.number().int().min(1900).max(2100) }),
  reply: z.object({ daysOff: z.array(DayOff), makeUpDays: z.array(MakeUpDay) }),
} as const satisfies Endpoint;

/** What administrators have set: closures and one-day hours from a week ago on, and the rows behind the days off (a computed day has none). */
export const readCalendar = {
  method: 'GET',
  path: '/calendar',
  summary: 'Những gì đã đặt trong lịch: đóng quầy, giờ riêng một ngày, ngày nghỉ, ngày làm bù',
  reply: z.object({
    closures: z.array(Closure),
    overrides: z.array(DayOverride),
    holidays: z.array(Holiday),
    makeUpDays: z.array(MakeUpDay),
  }),
} as const satisfies Endpoint;
