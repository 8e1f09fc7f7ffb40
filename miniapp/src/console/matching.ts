import type { DeskAppointment } from 'backend/contracts/desk';

/** Small letters without Vietnamese marks, punctuation as single spaces: what typed text is compared by. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A number as it is dialled in Vietnam: "0912345678" of `+84912345678`. */
export function nationalNumber(phone: string): string {
  return phone.replace(/\D/g, '').replace(/^84(?=\d{9}$)/, '0');
}

type Findable = Pick<DeskAppointment, 'code' | 'personName' | 'bookedByName' | 'phone' | 'plainName'>;

/** True when an appointment answers to what was typed: a part of its code, the last digits of the phone, or the beginnings of words of a name or procedure, with or without marks. */
export function answersTo(appointment: Findable, typed: string): boolean {
  const wanted = plain(typed);
  if (wanted === '') return true;
  const digits = wanted.replaceAll(' ', '');
  if (/^(lh)?\d+$/.test(digits)) {
    const number = digits.replace('lh', '');
    const phone = nationalNumber(appointment.phone ?? '');
    return appointment.code.replace(/\D/g, '').includes(number) || (number.length >= 3 && phone.endsWith(nationalNumber(number)));
  }
  if (wanted === 'lh') return true;
  const words = plain(`${appointment.personName} ${appointment.bookedByName ?? ''} ${appointment.plainName}`).split(' ');
  return wanted.split(' ').every((part) => words.some((word) => word.startsWith(part)));
}

/** The appointment code in what was typed or scanned (`LH-1234-5678`, with or without LH and dashes), or null when it is something else. */
export function codeIn(typed: string): string | null {
  const match = /^(?:lh)?[\s-]*(\d{4})[\s-]*(\d{4})$/i.exec(typed.trim());
  return match === null ? null : `LH-${match[1]}-${match[2]}`;
}
