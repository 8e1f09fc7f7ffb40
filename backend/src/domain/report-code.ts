import { appointmentCode } from './appointment-code.js';

/** The code of a report, `PA-1234-5678`: like a slip's, seven digits and a check digit. Throws a RangeError for other numbers. */
export function reportCode(random: number): string {
  return appointmentCode(random).replace('LH', 'PA');
}

/** A tracking code as it is kept and compared: capital letters and digits alone. */
export function plainTrackingCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
}

/** In groups of four, as people read it aloud. */
export function shownTrackingCode(plain: string): string {
  return plain.match(/.{1,4}/g)?.join('-') ?? plain;
}
