import { z } from 'zod';
import { AppointmentCode, AppointmentStatus, HomeVisit, homeVisitReasons, relations } from './appointments.js';
import type { Endpoint } from './endpoint.js';
import { Cursor, Day, Id, Instant, Key, line, PhoneTyped, TimeOfDay } from './primitives.js';
import { ProcedureCode, Way } from './procedures.js';

/** One appointment as the officer at the counter sees it. */
export const DeskAppointment = z.object({
  id: Id,
  code: z.string(),
  status: AppointmentStatus,
  date: Day,
  start: TimeOfDay,
  end: TimeOfDay,
  seat: z.number(),
  counterKey: Key,
  counterName: z.string(),
  way: Way,
  procedureCode: ProcedureCode,
  plainName: z.string(),
  personName: z.string(),
  relation: z.enum(relations),
  /** The Zalo name of who booked, when somebody else comes; null when booked by an officer. */
  bookedByName: z.string().nullable(),
  bookedVia: z.enum(['mini_app', 'phone', 'walk_in']),
  phone: z.string().nullable(),
  homeVisit: z.object({ reason: z.enum(homeVisitReasons), address: z.string(), note: z.string().nullable() }).nullable(),
  documents: z.array(
    z.object({ name: z.string(), actionText: z.string(), neededIf: z.string().nullable(), notNeededIf: z.string().nullable() }),
  ),
  /** Places of the staff capacity are marked. */
  staffPlace: z.boolean(),
  arrivedAt: Instant.nullable(),
  servedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  revokedReason: z.string().nullable(),
  message: z.enum(['waiting', 'sent', 'seen', 'not_reached', 'unconfirmed', 'none']),
  /** Grows with every change; sent back so that two officers cannot overwrite each other. */
  revision: z.number(),
});
export type DeskAppointment = z.infer<typeof DeskAppointment>;

export const listDay = {
  method: 'GET',
  path: '/desk/appointments',
  summary: 'Danh sách hẹn trong ngày của quầy',
  query: z.strictObject({ date: Day, counter: Key.optional(), after: Cursor.optional() }),
  reply: z.object({
    date: Day,
    now: Instant,
    open: z.boolean(),
    reason: z.string().nullable(),
    counters: z.array(z.object({ key: Key, name: z.string() })),
    counts: z.object({
      booked: z.number(),
      arrived: z.number(),
      serving: z.number(),
      seen: z.number(),
      cancelled: z.number(),
      revoked: z.number(),
      no_show: z.number(),
    }),
    appointments: z.array(DeskAppointment),
    next: Cursor.nullable(),
  }),
  audit: 'saw',
} as const satisfies Endpoint;

/** By typed or scanned code; any day. */
export const findByCode = {
  method: 'GET',
  path: '/desk/appointments/by-code/:code',
  summary: 'Tìm lịch hẹn theo mã',
  params: z.strictObject({ code: AppointmentCode }),
  reply: DeskAppointment,
  audit: 'saw',
} as const satisfies Endpoint;

const byId = z.strictObject({ id: Id });
const withRevision = z.strictObject({ revision: z.int().min(0) });

export const checkIn = {
  method: 'POST',
  path: '/desk/appointments/:id/check-in',
  summary: 'Ghi nhận người dân đã đến',
  params: byId,
  body: withRevision,
  reply: DeskAppointment,
} as const satisfies Endpoint;
export const startServing = {
  method: 'POST',
  path: '/desk/appointments/:id/serve',
  summary: 'Mời vào làm việc',
  params: byId,
  body: withRevision,
  reply: DeskAppointment,
} as const satisfies Endpoint;
export const complete = {
  method: 'POST',
  path: '/desk/appointments/:id/complete',
  summary: 'Đã làm xong',
  params: byId,
  body: withRevision,
  reply: DeskAppointment,
} as const satisfies Endpoint;
export const markNoShow = {
  method: 'POST',
  path: '/desk/appointments/:id/no-show',
  summary: 'Ghi nhận vắng mặt',
  params: byId,
  body: withRevision,
  reply: DeskAppointment,
} as const satisfies Endpoint;
/** Takes back the last step (a wrong tap): arrived → booked, serving → arrived, seen → serving, no_show → booked; only on the appointment's own day. */
export const undoStep = {
  method: 'POST',
  path: '/desk/appointments/:id/undo',
  summary: 'Bấm nhầm, quay lại bước trước',
  params: byId,
  body: withRevision,
  reply: DeskAppointment,
} as const satisfies Endpoint;

/** The office withdraws: the resident gets the reason, an apology and a button to choose another time without losing priority. */
export const revoke = {
  method: 'POST',
  path: '/desk/appointments/:id/revoke',
  summary: 'Hủy lịch từ phía cơ quan, xin lỗi và mời chọn giờ khác',
  params: byId,
  body: z.strictObject({ revision: z.int().min(0), reason: line(200, 5) }),
  reply: DeskAppointment,
} as const satisfies Endpoint;

/** Revokes every open appointment of a counter on a day in one step (storm, absent officer) and closes the rest of the day. */
export const revokeDay = {
  method: 'POST',
  path: '/desk/revoke-day',
  summary: 'Hủy cả ngày của một quầy (bão, vắng cán bộ)',
  body: z.strictObject({ counterKey: Key, date: Day, reason: line(200, 5) }),
  reply: z.object({ revoked: z.number() }),
} as const satisfies Endpoint;

export const staffSlots = {
  method: 'GET',
  path: '/desk/open-slots',
  summary: 'Chỗ còn trống kể cả chỗ dành cho cán bộ đặt',
  query: z.strictObject({ code: ProcedureCode, way: Way }),
  reply: z.object({
    counterName: z.string(),
    days: z.array(
      z.object({
        date: Day,
        state: z.enum(['open', 'full', 'closed']),
        reason: z.string().nullable(),
        slots: z.array(z.object({ start: TimeOfDay, end: TimeOfDay, publicLeft: z.number(), staffLeft: z.number() })),
      }),
    ),
  }),
} as const satisfies Endpoint;

/** An officer books for somebody who phoned or came, on the staff-made places first; no lead time. */
export const bookForSomeone = {
  method: 'POST',
  path: '/desk/appointments',
  summary: 'Đặt hộ người gọi điện hoặc đến trực tiếp',
  idempotent: true,
  body: z.strictObject({
    code: ProcedureCode,
    way: Way,
    date: Day,
    start: TimeOfDay,
    personName: line(80, 2),
    phone: PhoneTyped.optional(),
    via: z.enum(['phone', 'walk_in']),
    homeVisit: HomeVisit.optional(),
  }),
  reply: DeskAppointment,
} as const satisfies Endpoint;

/** A signed address of the printable slip (PDF) for a person without Zalo. */
export const printSlip = {
  method: 'GET',
  path: '/desk/appointments/:id/slip-url',
  summary: 'Địa chỉ in giấy hẹn',
  params: byId,
  reply: z.object({ pdfUrl: z.string() }),
  audit: 'exported',
} as const satisfies Endpoint;
