import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { NewsItem } from './news.js';
import { Cursor, Day, Id, Instant, line, PhoneTyped, paragraph, TimeOfDay } from './primitives.js';
import { ProcedureCode, Way } from './procedures.js';

/** `LH-1234-5678`: seven digits and a check digit; cannot be mistaken for a file code (`H55-YYMMDD-XXXX`). */
export const AppointmentCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^LH-?\d{4}-?\d{4}$/, 'Mã lịch hẹn có dạng LH-1234-5678.')
  .overwrite((code) => code.replace(/^LH-?(\d{4})-?(\d{4})$/, 'LH-$1-$2'));
export type AppointmentCode = z.infer<typeof AppointmentCode>;

export const statuses = ['booked', 'arrived', 'serving', 'seen', 'cancelled', 'revoked', 'no_show'] as const;
/** booked → arrived → serving → seen; or cancelled (by the citizen), revoked (by the office), no_show. */
export const AppointmentStatus = z.enum(statuses);
export type AppointmentStatus = z.infer<typeof AppointmentStatus>;

// ---- Free places

export const OpenSlot = z.object({
  start: TimeOfDay,
  end: TimeOfDay,
  part: z.enum(['morning', 'afternoon', 'evening']),
  placesLeft: z.number(),
  /** When the result is ready for a same-day procedure (15:00 rule); null for other procedures. */
  resultOn: Day.nullable(),
});
export type OpenSlot = z.infer<typeof OpenSlot>;

export const DayOfSlots = z.object({
  date: Day,
  /** "15/10" of the lunar calendar. */
  lunar: z.string(),
  state: z.enum(['open', 'full', 'closed']),
  /** Why closed: "Nghỉ Giỗ Tổ", "Thứ Bảy không làm việc". */
  reason: z.string().nullable(),
  placesLeft: z.number(),
  slots: z.array(OpenSlot),
});
export type DayOfSlots = z.infer<typeof DayOfSlots>;

/** The free places of the booking horizon (14 working days unless the procedure says otherwise), closed days included with their reason. */
export const listOpenSlots = {
  method: 'GET',
  path: '/procedures/:code/open-slots',
  summary: 'Chỗ còn trống của 14 ngày làm việc tới',
  params: z.strictObject({ code: ProcedureCode }),
  query: z.strictObject({ way: Way }),
  reply: z.object({
    code: ProcedureCode,
    plainName: z.string(),
    way: Way,
    counterName: z.string(),
    location: z.string(),
    slotMinutes: z.number(),
    slotsNeeded: z.number(),
    cutOffMinutes: z.number(),
    days: z.array(DayOfSlots),
  }),
} as const satisfies Endpoint;

// ---- Hold

/** Where and when: the same four fields in every request that takes a place. */
const slotChoice = { code: ProcedureCode, way: Way, date: Day, start: TimeOfDay };

/** Keeps a place for a few minutes while the form is filled in. A new hold of the same resident replaces the old one. */
export const holdPlace = {
  method: 'POST',
  path: '/holds',
  summary: 'Giữ chỗ vài phút trong lúc điền thông tin',
  body: z.strictObject(slotChoice),
  reply: z.object({ holdId: Id, expiresAt: Instant, seat: z.number() }),
} as const satisfies Endpoint;

export const releaseHold = {
  method: 'DELETE',
  path: '/holds/:id',
  summary: 'Thôi giữ chỗ',
  params: z.strictObject({ id: Id }),
  reply: z.object({ released: z.boolean() }),
} as const satisfies Endpoint;

// ---- Book

export const relations = ['self', 'child', 'parent', 'spouse', 'grandparent', 'sibling', 'neighbour', 'other'] as const;
/** Who comes to the counter. `self` takes the resident's own name. */
export const Person = z.discriminatedUnion('relation', [
  z.strictObject({ relation: z.literal('self'), name: line(80, 2).optional() }),
  z.strictObject({ relation: z.enum(['child', 'parent', 'spouse', 'grandparent', 'sibling', 'neighbour', 'other']), name: line(80, 2) }),
]);
export type Person = z.infer<typeof Person>;

export const homeVisitReasons = ['elderly', 'disabled', 'illness', 'newborn_mother'] as const;
/** Who may be served at home (plan 1.2): elderly, disabled, ill, or a mother with a newborn. The note is seen by the assigned officer only and deleted after the visit. */
export const HomeVisit = z.strictObject({ reason: z.enum(homeVisitReasons), address: line(200, 5), note: paragraph(300).optional() });
export type HomeVisit = z.infer<typeof HomeVisit>;

export const Slip = z.object({
  id: Id,
  code: AppointmentCode,
  status: AppointmentStatus,
  procedure: z.object({
    code: ProcedureCode,
    versionId: Id,
    plainName: z.string(),
    name: z.string(),
    timeText: z.string(),
    feeText: z.string(),
    documents: z.array(
      z.object({ name: z.string(), actionText: z.string(), neededIf: z.string().nullable(), notNeededIf: z.string().nullable() }),
    ),
  }),
  way: Way,
  counterName: z.string(),
  location: z.string(),
  officeName: z.string(),
  formerText: z.string().nullable(),
  hotline: z.string(),
  date: Day,
  start: TimeOfDay,
  end: TimeOfDay,
  startsAt: Instant,
  lunar: z.string(),
  /** The seat's number in its slot, as on the paper. */
  seat: z.number(),
  resultOn: Day.nullable(),
  person: z.object({ name: z.string(), relation: z.enum(relations) }),
  homeVisit: z.object({ reason: z.enum(homeVisitReasons), address: z.string(), note: z.string().nullable() }).nullable(),
  /** "Đây là lịch hẹn, chưa phải nộp hồ sơ" (domain-vn.md 3.5). Shown in bold. */
  notice: z.string(),
  /** Until when the resident may change or cancel; null once that has passed. */
  changeUntil: Instant.nullable(),
  revokedReason: z.string().nullable(),
  /** What became of the Zalo message with the slip. */
  message: z.enum(['waiting', 'sent', 'seen', 'not_reached', 'unconfirmed', 'none']),
  /** What the QR code holds: the appointment code. */
  qr: z.string(),
  /** Signed addresses that open without signing in, valid until the day after the appointment. */
  pdfUrl: z.string(),
  calendarUrl: z.string(),
  bookedAt: Instant,
});
export type Slip = z.infer<typeof Slip>;

export const bookAppointment = {
  method: 'POST',
  path: '/appointments',
  summary: 'Đặt lịch hẹn và nhận giấy hẹn',
  idempotent: true,
  body: z.strictObject({
    ...slotChoice,
    holdId: Id.optional(),
    person: Person,
    phone: PhoneTyped.optional(),
    homeVisit: HomeVisit.optional(),
    /** Send true to book although there is already an open appointment for the same procedure and person. */
    evenIfDuplicate: z.boolean().optional(),
  }),
  reply: Slip,
} as const satisfies Endpoint;

/** A row in the resident's list. */
export const AppointmentSummary = z.object({
  id: Id,
  code: z.string(),
  status: AppointmentStatus,
  plainName: z.string(),
  way: Way,
  counterName: z.string(),
  date: Day,
  start: TimeOfDay,
  personName: z.string(),
  isSelf: z.boolean(),
});
export type AppointmentSummary = z.infer<typeof AppointmentSummary>;

export const listMyAppointments = {
  method: 'GET',
  path: '/appointments',
  summary: 'Lịch hẹn của tôi: sắp tới trước, rồi đã qua',
  query: z.strictObject({ which: z.enum(['upcoming', 'past']).default('upcoming'), after: Cursor.optional() }),
  reply: z.object({ appointments: z.array(AppointmentSummary), next: Cursor.nullable() }),
} as const satisfies Endpoint;

export const readSlip = {
  method: 'GET',
  path: '/appointments/:id',
  summary: 'Đọc một giấy hẹn',
  params: z.strictObject({ id: Id }),
  reply: Slip,
} as const satisfies Endpoint;

export const rescheduleAppointment = {
  method: 'POST',
  path: '/appointments/:id/reschedule',
  summary: 'Đổi giờ (giữ nguyên mã)',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ date: Day, start: TimeOfDay }),
  reply: Slip,
} as const satisfies Endpoint;

export const cancelAppointment = {
  method: 'POST',
  path: '/appointments/:id/cancel',
  summary: 'Hủy lịch vì không đến được',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({}),
  reply: Slip,
} as const satisfies Endpoint;

// ---- Waiting list

export const WaitingEntry = z.object({
  id: Id,
  code: ProcedureCode,
  plainName: z.string(),
  way: Way,
  counterName: z.string(),
  date: Day,
  status: z.enum(['waiting', 'offered', 'taken', 'left', 'ended']),
  /** How many are before this entry; null once offered or ended. */
  ahead: z.number().nullable(),
  offer: z.object({ holdId: Id, start: TimeOfDay, expiresAt: Instant }).nullable(),
});
export type WaitingEntry = z.infer<typeof WaitingEntry>;

export const joinWaitingList = {
  method: 'POST',
  path: '/waiting',
  summary: 'Xin chờ chỗ khi ngày đã kín',
  body: z.strictObject({ code: ProcedureCode, way: Way, date: Day }),
  reply: WaitingEntry,
} as const satisfies Endpoint;

export const listMyWaiting = {
  method: 'GET',
  path: '/waiting',
  summary: 'Các ngày tôi đang chờ chỗ',
  reply: z.object({ entries: z.array(WaitingEntry) }),
} as const satisfies Endpoint;

/** Leaves the list; an offered place goes to the next person. An offer is taken by `bookAppointment` with its `holdId`. */
export const leaveWaitingList = {
  method: 'DELETE',
  path: '/waiting/:id',
  summary: 'Thôi chờ chỗ',
  params: z.strictObject({ id: Id }),
  reply: WaitingEntry,
} as const satisfies Endpoint;

// ---- Home page of the Mini App: one round trip

export const Home = z.object({
  me: z.object({ name: z.string(), nameKnown: z.boolean(), roles: z.array(z.string()), followsOfficialAccount: z.boolean() }),
  communeName: z.string(),
  formerText: z.string().nullable(),
  hotline: z.string(),
  hoursText: z.string(),
  officialAccountId: z.string(),
  today: z.object({ date: Day, lunar: z.string(), open: z.boolean(), reason: z.string().nullable() }),
  offers: z.array(WaitingEntry),
  upcoming: z.array(AppointmentSummary),
  popular: z.array(z.object({ code: ProcedureCode, plainName: z.string() })),
  /** Days off in the next 30 days. */
  daysOff: z.array(z.object({ date: Day, name: z.string(), confirmed: z.boolean() })),
  /** What the commune sent last, newest first, at most three. */
  news: z.array(NewsItem),
  /** Reports of this person that something new happened to, the newest first, at most two. */
  reports: z.array(z.object({ id: Id, categoryName: z.string(), what: z.enum(['question', 'answered', 'other']) })),
  /** The latest visit that may be rated, or null. */
  rate: z.object({ appointmentId: Id, plainName: z.string(), date: Day }).nullable(),
  /** How many things people are asked about, and those that wait for this person's own answer and end first, at most two. */
  participation: z.object({
    open: z.number(),
    urgent: z.array(z.object({ kind: z.enum(['vote', 'consent', 'survey']), id: Id, title: z.string(), closesAt: Instant.nullable() })),
  }),
  /** The survey after a visit that waits for this person, or null; while it waits, `rate` is null. */
  satisfaction: z.object({ id: Id, plainName: z.string(), date: Day, until: Day }).nullable(),
});
export type Home = z.infer<typeof Home>;
export const readHome = { method: 'GET', path: '/home', summary: 'Trang chủ của người dân', reply: Home } as const satisfies Endpoint;
