/**
 * What may stand in a field for a number: digits, one minus in front, and one comma where decimals are wanted. A point is what somebody's keyboard
 * has for a comma; where whole numbers are wanted, points and commas only part thousands and fall away.
 */
export function typedNumber(text: string, decimals: number): string {
  const minus = text.trimStart().startsWith('-') ? '-' : '';
  const kept = text.replace(/[^\d.,]/g, '');
  if (decimals === 0) return minus + kept.replace(/[.,]/g, '');
  const [whole = '', ...rest] = kept.split(/[.,]/);
  return minus + (rest.length === 0 ? whole : `${whole},${rest.join('')}`);
}

/** The number that stands in the field; null while it is none. */
export function readNumber(typed: string): number | null {
  if (!/^-?\d+(,\d*)?$/.test(typed)) return null;
  const value = Number(typed.replace(',', '.'));
  return Number.isFinite(value) ? value : null;
}

/** A number as it stands in the field. */
export const fieldNumber = (value: number): string => String(value).replace('.', ',');

/** "1.250.000 đồng": large numbers are read back, so that a zero too many is seen. Null for small ones. */
export function readBack(value: number, unit: string): string | null {
  return Math.abs(value) < 1_000 ? null : `${value.toLocaleString('vi-VN', { maximumFractionDigits: 3 })} ${unit}`.trim();
}
