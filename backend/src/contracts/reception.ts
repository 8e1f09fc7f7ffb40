import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Cursor, Day, Id, Instant, line, PhoneTyped, paragraph, TimeOfDay } from './primitives.js';

// ---- What the law fixes, with its day

const workingDays = z.int('Cần một số nguyên.').min(1, 'Cần ít nhất 1.').max(60, 'Nhiều nhất 60.');

/** The numbers of the law, from a day on and after which text. What was published or written down keeps what held then. */
export const ReceptionRules = z.strictObject({
  validFrom: Day,
  /** Days a week on which the chairman receives in person (Luật Tiếp công dân 42/2013/QH13 Art. 15(2)). */
  daysPerWeek: z.int('Cần một số nguyên.').min(1, 'Cần ít nhất 1.').max(5, 'Nhiều nhất 5.'),
  /** Working days between publishing and receiving (Art. 24). */
  publishAhead: workingDays,
  /** Working days from the reception to the first answer (Art. 28). */
  firstAnswer: workingDays,
  /** Working days to the written notice that somebody is not received any more (NĐ 154/2026/NĐ-CP Art. 4, Mẫu 01/TCD). */
  refusalNotice: workingDays,
  source: line(300, 5),
});
export type ReceptionRules = z.infer<typeof ReceptionRules>;

// ---- Sessions

/** Why the head receives outside the published days (Art. 18(3)). */
export const adHocGrounds = ['complex', 'urgent'] as const;
export const AdHocGround = z.enum(adHocGrounds);
export type AdHocGround = z.infer<typeof AdHocGround>;

export const ReceptionLeader = z.object({ name: z.string(), title: z.string() });
export type ReceptionLeader = z.infer<typeof ReceptionLeader>;

/** Where, when and by whom: what a change may move. */
const whenAndWhere = { day: Day, from: TimeOfDay, to: TimeOfDay, place: z.string(), leader: ReceptionLeader };

/** `open` takes bookings; `under_way` and `over` do not any more. */
export const receptionStates = ['open', 'full', 'under_way', 'over', 'cancelled'] as const;

export const ReceptionSession = z.object({
  id: Id,
  ...whenAndWhere,
  attendees: z.string(),
  /** What is to be spoken of, as far as it is known. */
  content: z.string(),
  adHoc: z.object({ ground: AdHocGround, note: z.string() }).nullable(),
  places: z.number(),
  placesLeft: z.number(),
  minutesEach: z.number(),
  state: z.enum(receptionStates),
  publishedOn: Day,
  /** The last change, with what stood before it. */
  change: z.object({ on: Day, reason: z.string(), before: z.object(whenAndWhere) }).nullable(),
  cancelled: z.object({ on: Day, reason: z.string() }).nullable(),
});
export type ReceptionSession = z.infer<typeof ReceptionSession>;

/** What is to come, and what was cancelled of it; for everybody. */
export const listReception = {
  method: 'GET',
  path: '/reception',
  summary: 'Lịch tiếp công dân sắp tới',
  reply: z.object({
    sessions: z.array(ReceptionSession),
    officeName: z.string(),
    address: z.string(),
    hotline: z.string(),
    /** Within how many working days the commune answers. */
    answerWithin: z.number(),
  }),
} as const satisfies Endpoint;

// ---- Booking a place

export const mostPeople = 500;
const people = z.int('Cần một số nguyên.').min(1, 'Cần ít nhất 1 người.').max(mostPeople, `Nhiều nhất ${mostPeople} người.`);

/** What became of a booking; `absent`: the session passed and the person did not come; `received`: it stands in the register. */
export const bookingStates = ['booked', 'cancelled', 'absent', 'received'] as const;

export const ReceptionPromise = z.object({
  id: z.string(),
  what: z.string(),
  by: z.string(),
  until: Day,
  done: z.object({ on: Day, note: z.string() }).nullable(),
});
export type ReceptionPromise = z.infer<typeof ReceptionPromise>;

export const answerKinds = ['accepted', 'extended', 'refused', 'forwarded', 'notice'] as const;
/** The first answer after a reception (Art. 28); `notice` is the written notice that somebody is not received any more. */
export const AnswerKind = z.enum(answerKinds);
export type AnswerKind = z.infer<typeof AnswerKind>;

export const ReceptionAnswer = z.object({
  kind: AnswerKind,
  at: Instant,
  /** Why, for what is extended or refused. */
  reason: z.string(),
  /** Whom it was forwarded to. */
  forwardedTo: z.string(),
  /** Until when, for what is extended. */
  until: Day.nullable(),
});
export type ReceptionAnswer = z.infer<typeof ReceptionAnswer>;

/** What came of a reception, for who booked it. */
export const ReceptionOutcome = z.object({
  /** `12/2026`. */
  number: z.string(),
  /** True for what the law keeps secret: then nothing else is told here. */
  secret: z.boolean(),
  /** Until when the first answer has to come; null when none is due. */
  dueOn: Day.nullable(),
  answers: z.array(ReceptionAnswer),
  said: z.string().nullable(),
  promises: z.array(ReceptionPromise),
});
export type ReceptionOutcome = z.infer<typeof ReceptionOutcome>;

export const ReceptionBooking = z.object({
  id: Id,
  session: ReceptionSession,
  state: z.enum(bookingStates),
  /** The number of the place: who comes in first, second … */
  seat: z.number(),
  /** About when the person is received. */
  around: TimeOfDay,
  name: z.string(),
  address: z.string(),
  phone: z.string().nullable(),
  topic: z.string(),
  people: z.number(),
  bookedAt: Instant,
  mayCancel: z.boolean(),
  outcome: ReceptionOutcome.nullable(),
});
export type ReceptionBooking = z.infer<typeof ReceptionBooking>;

const ofSession = z.strictObject({ id: Id });
const ofBooking = z.strictObject({ id: Id });

/**
 * Takes a numbered place. Refused with `denunciation_not_here` when the topic is clearly a denunciation, which is valid only in writing or in person
 * (Luật Tố cáo 25/2018/QH14 Art. 22); with `reception_full`, `reception_session_closed`, `reception_already_booked`.
 */
export const bookReception = {
  method: 'POST',
  path: '/reception/sessions/:id/bookings',
  summary: 'Đăng ký gặp lãnh đạo xã trong buổi tiếp công dân',
  params: ofSession,
  body: z.strictObject({
    name: line(80, 2),
    address: line(200, 5),
    phone: PhoneTyped.nullable().default(null),
    topic: paragraph(300, 5),
    people,
  }),
  reply: ReceptionBooking,
  idempotent: true,
} as const satisfies Endpoint;

export const listMyReceptionBookings = {
  method: 'GET',
  path: '/reception/bookings',
  summary: 'Những lần tôi đăng ký gặp lãnh đạo xã, kèm kết quả',
  reply: z.object({ bookings: z.array(ReceptionBooking) }),
} as const satisfies Endpoint;

export const readReceptionBooking = {
  method: 'GET',
  path: '/reception/bookings/:id',
  summary: 'Phiếu đăng ký gặp lãnh đạo xã',
  params: ofBooking,
  reply: ReceptionBooking,
} as const satisfies Endpoint;

/** Gives the place back for others; until the session begins. */
export const cancelReceptionBooking = {
  method: 'DELETE',
  path: '/reception/bookings/:id',
  summary: 'Thôi không đến buổi tiếp công dân',
  params: ofBooking,
  reply: ReceptionBooking,
} as const satisfies Endpoint;

// ---- Publishing

const sessionDraft = {
  from: TimeOfDay,
  to: TimeOfDay,
  place: line(200, 3),
  /** Who receives; null for the chairman. */
  leaderOfficerId: Id.nullable(),
  attendees: line(300, 0),
  content: paragraph(500),
  places: z.int('Cần một số nguyên.').min(1, 'Cần ít nhất 1 chỗ.').max(60, 'Nhiều nhất 60 chỗ.'),
  minutesEach: z.int('Cần một số nguyên.').min(5, 'Cần ít nhất 5 phút.').max(240, 'Nhiều nhất 240 phút.'),
};

export const ReceptionDraft = z.strictObject({ ...sessionDraft, day: Day });
export type ReceptionDraft = z.infer<typeof ReceptionDraft>;
export const WeeklyReception = z.strictObject({
  ...sessionDraft,
  /** 1 = Monday … 7 = Sunday. */
  weekday: z.int().min(1).max(7),
  weeks: z.int('Cần một số nguyên.').min(1, 'Cần ít nhất 1 tuần.').max(13, 'Nhiều nhất 13 tuần.'),
});
export type WeeklyReception = z.infer<typeof WeeklyReception>;

export const DeskReceptionSession = ReceptionSession.extend({
  revision: z.number(),
  leaderOfficerId: z.string(),
  publishedBy: z.string(),
  booked: z.number(),
  /** Lines of the register so far. */
  entries: z.number(),
  changes: z.array(z.object({ at: Instant, by: z.string(), reason: z.string(), before: z.object(whenAndWhere) })),
  cancelledBy: z.string().nullable(),
});
export type DeskReceptionSession = z.infer<typeof DeskReceptionSession>;

/** A day the weekly rule gives: `wanted` is the weekday itself, `movedBecause` why the session is on another day, `skippedBecause` why there is none. */
export const PlannedReception = z.object({
  wanted: Day,
  day: Day,
  movedBecause: z.string().nullable(),
  skippedBecause: z.string().nullable(),
});
export type PlannedReception = z.infer<typeof PlannedReception>;

/** What the editor begins with. */
export const readReceptionDefaults = {
  method: 'GET',
  path: '/desk/reception/defaults',
  summary: 'Người tiếp, nơi tiếp và quy định đang áp dụng cho việc tiếp công dân',
  reply: z.object({
    rules: ReceptionRules,
    upcomingRules: z.array(ReceptionRules),
    leaders: z.array(z.object({ officerId: z.string(), name: z.string(), title: z.string(), isChairman: z.boolean() })),
    /** As the last session had it, else the office's address. */
    place: z.string(),
    /** The first day that may still be published today. */
    firstDay: Day,
    /** Weeks ahead in which the chairman does not receive as often as the law wants. */
    missingWeeks: z.array(z.object({ from: Day, to: Day, published: z.number() })),
    last: z.object({ ...sessionDraft, leaderOfficerId: z.string() }).nullable(),
  }),
} as const satisfies Endpoint;

export const saveReceptionRules = {
  method: 'PUT',
  path: '/desk/reception/rules',
  summary: 'Ghi quy định mới về tiếp công dân kèm ngày áp dụng',
  body: ReceptionRules,
  reply: ReceptionRules,
} as const satisfies Endpoint;

export const listReceptionSessions = {
  method: 'GET',
  path: '/desk/reception/sessions',
  summary: 'Các buổi tiếp công dân',
  query: z.strictObject({ when: z.enum(['upcoming', 'past']).default('upcoming'), after: Cursor.optional() }),
  reply: z.object({ sessions: z.array(DeskReceptionSession), next: z.string().nullable() }),
} as const satisfies Endpoint;

/** Refused with `reception_published_late` when it comes too late and is not `adHoc`, with `reception_day_off`, `reception_overlap`, `day_in_past`. */
export const publishReceptionSession = {
  method: 'POST',
  path: '/desk/reception/sessions',
  summary: 'Công bố một buổi tiếp công dân',
  body: ReceptionDraft.extend({ adHoc: z.strictObject({ ground: AdHocGround, note: line(300, 5) }).nullable() }),
  reply: DeskReceptionSession,
  idempotent: true,
} as const satisfies Endpoint;

export const planWeeklyReception = {
  method: 'POST',
  path: '/desk/reception/weekly-plan',
  summary: 'Xem trước các buổi tiếp công dân hằng tuần',
  body: WeeklyReception,
  reply: z.object({ days: z.array(PlannedReception) }),
  audit: 'nothing',
} as const satisfies Endpoint;

/** What stands already stays as it is, so a second press publishes nothing twice. */
export const publishWeeklyReception = {
  method: 'POST',
  path: '/desk/reception/weeks',
  summary: 'Công bố lịch tiếp công dân cho nhiều tuần',
  body: WeeklyReception,
  reply: z.object({ sessions: z.array(DeskReceptionSession), days: z.array(PlannedReception) }),
} as const satisfies Endpoint;

/** Keeps what stood before; whoever booked is told. An earlier day needs the same notice as a new session, a later one does not (Art. 24). */
export const changeReceptionSession = {
  method: 'PUT',
  path: '/desk/reception/sessions/:id',
  summary: 'Đổi buổi tiếp công dân đã công bố, báo cho người đã đăng ký',
  params: ofSession,
  body: ReceptionDraft.extend({ revision: z.int(), reason: line(200, 5) }),
  reply: DeskReceptionSession,
} as const satisfies Endpoint;

export const cancelReceptionSession = {
  method: 'POST',
  path: '/desk/reception/sessions/:id/cancellation',
  summary: 'Hủy buổi tiếp công dân, báo cho người đã đăng ký',
  params: ofSession,
  body: z.strictObject({ revision: z.int(), reason: line(200, 5) }),
  reply: DeskReceptionSession,
} as const satisfies Endpoint;
