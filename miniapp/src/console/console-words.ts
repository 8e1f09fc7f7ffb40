import type { AppointmentStatus, relations } from 'backend/contracts/appointments';
import type { DeskAppointment } from 'backend/contracts/desk';
import type { Role } from 'backend/contracts/residents';
import { CallFailure, type FailureCode } from '../api.js';
import { longDate, spokenTime } from '../days.js';
import { sayFailure } from '../words.js';
import { nationalNumber } from './matching.js';
import type { Step } from './steps.js';

/** Each state of an appointment as the officer reads it. */
export const deskStatusWords = {
  booked: 'Chưa đến',
  arrived: 'Đang chờ',
  serving: 'Đang làm việc',
  seen: 'Đã xong',
  no_show: 'Vắng mặt',
  cancelled: 'Dân hủy',
  revoked: 'Xã hủy',
} satisfies Record<AppointmentStatus, string>;

/** Each step: the words on its button, the short ones in a row, what is said once it is done, and its key. */
export const stepWords = {
  check_in: { name: 'Ghi nhận đã đến', short: 'Đã đến', done: 'đã đến', key: 'd' },
  serve: { name: 'Mời vào làm việc', short: 'Mời vào', done: 'vào làm việc', key: 'm' },
  complete: { name: 'Đã làm xong', short: 'Xong', done: 'đã làm xong', key: 'x' },
  no_show: { name: 'Ghi vắng mặt', short: 'Vắng', done: 'ghi vắng mặt', key: 'v' },
  undo: { name: 'Quay lại bước trước', short: 'Quay lại', done: 'quay lại bước trước', key: 'q' },
} as const satisfies Record<Step, { name: string; short: string; done: string; key: string }>;

/** What became of the message with the slip, said to the officer. */
export const deskMessageWords = {
  waiting: 'Đang chờ gửi qua Zalo',
  sent: 'Đã gửi qua Zalo',
  seen: 'Người nhận đã xem trên Zalo',
  not_reached: 'Không gửi được qua Zalo, nên gọi điện',
  unconfirmed: 'Chưa rõ tin Zalo đã tới chưa, nên gọi điện',
  none: 'Không gửi tin Zalo',
} satisfies Record<DeskAppointment['message'], string>;

/** A number as people read it out: "0912 345 678". */
export function phoneWords(phone: string): string {
  return nationalNumber(phone).replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3');
}

/** How the appointment was made. */
export const bookedViaWords = {
  mini_app: 'Tự đặt trên Zalo',
  phone: 'Cán bộ đặt hộ qua điện thoại',
  walk_in: 'Cán bộ đặt hộ tại trụ sở',
} satisfies Record<DeskAppointment['bookedVia'], string>;

/** Who the comer is to whoever booked. */
export const comerWords = {
  self: null,
  child: 'con',
  parent: 'bố, mẹ',
  spouse: 'vợ, chồng',
  grandparent: 'ông, bà',
  sibling: 'anh, chị, em',
  neighbour: 'hàng xóm',
  other: 'người quen',
} satisfies Record<(typeof relations)[number], string | null>;

/** The roles of officers. */
export const roleWords = {
  one_stop_officer: 'Cán bộ một cửa',
  judicial_officer: 'Công chức Tư pháp – Hộ tịch',
  office_officer: 'Công chức Văn phòng',
  culture_officer: 'Công chức Văn hóa – Xã hội',
  hamlet_head: 'Trưởng xóm',
  hamlet_front: 'Trưởng ban công tác Mặt trận xóm',
  front_officer: 'Mặt trận Tổ quốc xã',
  chairman: 'Chủ tịch UBND xã',
  administrator: 'Quản trị',
} satisfies Record<Role, string>;

/** Reasons officers give most; each can be changed before it is sent. */
export const revokeReasons = [
  'Cán bộ phụ trách đi công tác đột xuất',
  'Mưa bão, trụ sở tạm nghỉ để bảo đảm an toàn',
  'Mất điện hoặc hệ thống của tỉnh đang bảo trì',
  'Cán bộ phụ trách nghỉ ốm',
] as const;

const deskFailures: Partial<Record<FailureCode, string>> = {
  offline: 'Mất mạng nên chưa rõ đã ghi được chưa. Khi có mạng, xin xem lại rồi hãy bấm lần nữa.',
  wrong_state: 'Đồng nghiệp vừa cập nhật lịch này. Đã tải lại, xin xem rồi bấm tiếp.',
  not_today: 'Lịch này không phải của hôm nay nên chưa ghi nhận được.',
  appointment_not_found: 'Không có lịch hẹn nào mang mã này.',
  appointment_not_open: 'Lịch hẹn này đã xong hoặc đã hủy.',
  not_allowed: 'Tài khoản của đồng chí chưa được giao việc này. Xin hỏi quản trị của xã.',
  session_expired: 'Phiên làm việc đã hết giờ. Xin đóng rồi mở lại trong Zalo.',
  slot_taken: 'Chỗ này vừa có người đặt. Xin chọn giờ khác.',
  duplicate_appointment: 'Người này đã có một lịch hẹn đang mở cho đúng việc này.',
  internal: 'Hệ thống gặp trục trặc và đã ghi nhận. Xin thử lại sau ít phút.',
  database_unavailable: 'Hệ thống đang bận, chưa ghi được. Xin thử lại sau ít phút.',
};

/** The sentence for a failure, said to an officer. The server's own sentence is preferred where it knows more than the code does. */
export function sayToOfficer(failure: CallFailure): string {
  if (failure.code === 'invalid_request' && failure.detail !== '' && Object.keys(failure.fields).length === 0) return failure.detail;
  return deskFailures[failure.code] ?? sayFailure(failure);
}

/** Any thrown thing as a failure with words. */
export function failureOf(error: unknown): CallFailure {
  return error instanceof CallFailure ? error : new CallFailure('internal', 0);
}

/** "8 giờ 30, Thứ Ba, 01/12/2026". */
export function spokenStart({ start, date }: { start: string; date: string }): string {
  return `${spokenTime(start)}, ${longDate(date)}`;
}
