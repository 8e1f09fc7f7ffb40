/** Damm's quasigroup of order 10: catches every single wrong digit and every swap of neighbours (H. M. Damm, 2004). */
const quasigroup = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const;

function checkDigit(digits: string): number {
  let interim = 0;
  for (const digit of digits) interim = quasigroup[interim]?.[Number(digit)] ?? 0;
  return interim;
}

/** The code on a slip, `LH-1234-5678`: seven digits from `random` (a whole number 0 … 9,999,999) and a check digit. Throws a RangeError for any other number. */
export function appointmentCode(random: number): string {
  if (!Number.isInteger(random) || random < 0 || random > 9_999_999)
    throw new RangeError('An appointment code needs a whole number of at most seven digits.');
  const digits = String(random).padStart(7, '0');
  return `LH-${digits.slice(0, 4)}-${digits.slice(4)}${checkDigit(digits)}`;
}

/** Whether `text` is a code as `appointmentCode` writes it: capital letters, both hyphens, right check digit. */
export function isAppointmentCode(text: string): boolean {
  const match = /^LH-(\d{4})-(\d{4})$/.exec(text);
  return match !== null && checkDigit(`${match[1]}${match[2]}`) === 0;
}
