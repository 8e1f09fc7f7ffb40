import type { AppointmentStatus } from 'backend/contracts/appointments';
import type { DeskAppointment } from 'backend/contracts/desk';

/** What an officer can do with an appointment of today, each undone by `undo`. */
export type Step = 'check_in' | 'serve' | 'complete' | 'no_show' | 'undo';

/** The step that usually comes next in each state; null when the appointment is finished. */
const following = {
  booked: 'check_in',
  arrived: 'serve',
  serving: 'complete',
  seen: null,
  cancelled: null,
  revoked: null,
  no_show: null,
} as const satisfies Record<AppointmentStatus, Step | null>;

/** The next step on the appointment's own day; null on any other day and when it is finished. */
export function nextStep({ status, date }: Pick<DeskAppointment, 'status' | 'date'>, today: string): Step | null {
  return date === today ? following[status] : null;
}

/** The other steps that may be taken at an instant (ISO) of today; nobody is absent before the hour has come. */
export function otherSteps(
  { status, date, start }: Pick<DeskAppointment, 'status' | 'date' | 'start'>,
  today: string,
  now: string,
): Step[] {
  if (date !== today) return [];
  if (status === 'booked') return Date.parse(now) >= Date.parse(`${date}T${start}:00+07:00`) ? ['no_show'] : [];
  return status === 'arrived' || status === 'serving' || status === 'seen' || status === 'no_show' ? ['undo'] : [];
}

/** True while the office may still withdraw: the citizen has not been called in, and the day has not passed. */
export function mayRevoke({ status, date }: Pick<DeskAppointment, 'status' | 'date'>, today: string): boolean {
  return (status === 'booked' || status === 'arrived') && date >= today;
}

/** True when Zalo has not reached this person with the slip and so will not with bad news: somebody has to ring up. */
export function needsCall({ message }: Pick<DeskAppointment, 'message'>): boolean {
  return message === 'none' || message === 'not_reached';
}
