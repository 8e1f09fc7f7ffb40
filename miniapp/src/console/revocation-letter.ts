import type { DeskAppointment } from 'backend/contracts/desk';
import { spokenStart } from './console-words.js';
import type { Letter } from './phone-frame.js';

type Addressed = Pick<DeskAppointment, 'personName' | 'plainName' | 'date' | 'start' | 'code'>;

/** The message of a withdrawn appointment, as the resident reads it. */
export function revocationLetter(appointment: Addressed, reason: string): Letter {
  return {
    title: 'Xã xin lỗi, lịch hẹn phải hủy',
    lines: [
      `Lịch hẹn ${appointment.code} (${appointment.plainName}) lúc ${spokenStart(appointment)} của ông/bà ${appointment.personName} không thực hiện được.`,
      `Lý do: ${reason}`,
      'Xin ông/bà chọn giờ khác; ông/bà không bị mất quyền ưu tiên.',
    ],
    buttons: ['Chọn giờ khác'],
  };
}
