import type { DeskAppointment, listDay } from 'backend/contracts/desk';
import type { ReplyOf } from 'backend/contracts/endpoint';

/** The whole list of a day, all pages together. */
export type DayList = Omit<ReplyOf<typeof listDay>, 'next'>;

/** By start, then seat; public seats before the officers' own, as printed. */
export function inOrder(appointments: readonly DeskAppointment[]): DeskAppointment[] {
  return [...appointments].sort(
    (one, other) =>
      one.start.localeCompare(other.start) ||
      Number(one.staffPlace) - Number(other.staffPlace) ||
      one.seat - other.seat ||
      one.code.localeCompare(other.code),
  );
}

/** The list with the newer state of one appointment put in and counted; the same list when it is of another day. An older state never replaces a newer one. */
export function withNewer(list: DayList, newer: DeskAppointment): DayList {
  const known = list.appointments.find(({ id }) => id === newer.id);
  if (known === undefined || known.revision > newer.revision) return list;
  const counts = { ...list.counts };
  counts[known.status] = Math.max(0, counts[known.status] - 1);
  counts[newer.status] += 1;
  return { ...list, counts, appointments: list.appointments.map((one) => (one.id === newer.id ? newer : one)) };
}

/** The key of the row `by` rows further down (or up), staying inside the list; the first when none is current. */
export function rowFrom(codes: readonly string[], current: string | null, by: 1 | -1): string | null {
  const index = current === null ? -1 : codes.indexOf(current);
  if (index === -1) return codes[0] ?? null;
  return codes[Math.min(codes.length - 1, Math.max(0, index + by))] ?? null;
}

/** Whole minutes from one instant to another (ISO), never below zero. */
export function minutesBetween(from: string, to: string): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000));
}

/** How late somebody is who has not come, or how long somebody has been waiting: "trễ 12 phút", "chờ 1 giờ 5 phút"; null when there is nothing to say. */
export function delayWords(appointment: Pick<DeskAppointment, 'status' | 'date' | 'start' | 'arrivedAt'>, now: string): string | null {
  if (appointment.status === 'booked') {
    const late = minutesBetween(`${appointment.date}T${appointment.start}:00+07:00`, now);
    return late > 0 ? `trễ ${duration(late)}` : null;
  }
  if (appointment.status === 'arrived' && appointment.arrivedAt !== null) {
    const waiting = minutesBetween(appointment.arrivedAt, now);
    return waiting > 0 ? `chờ ${duration(waiting)}` : null;
  }
  return null;
}

function duration(minutes: number): string {
  if (minutes >= 24 * 60) return `${Math.floor(minutes / (24 * 60))} ngày`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return hours === 0 ? `${rest} phút` : rest === 0 ? `${hours} giờ` : `${hours} giờ ${rest} phút`;
}

/** The day some days after (or before) a `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** True for an existing calendar day written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
