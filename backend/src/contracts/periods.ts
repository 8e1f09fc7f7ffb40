import { z } from 'zod';

/** A quarter: `2026-Q4`. */
export const Quarter = z.string().regex(/^20\d{2}-Q[1-4]$/, 'Quý phải có dạng 2026-Q4.');
export type Quarter = z.infer<typeof Quarter>;

/** A quarter or a year: `2026-Q4`, `2026`. */
export const Period = z.string().regex(/^20\d{2}(-Q[1-4])?$/, 'Kỳ phải là quý (2026-Q4) hoặc năm (2026).');
export type Period = z.infer<typeof Period>;

const roman = ['I', 'II', 'III', 'IV'] as const;

/** "Quý IV năm 2026", "Năm 2026". */
export function periodName(period: string): string {
  const year = period.slice(0, 4);
  return period.length === 4 ? `Năm ${year}` : `Quý ${roman[Number(period.slice(6)) - 1] ?? ''} năm ${year}`;
}
