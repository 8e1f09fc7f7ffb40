import type { Holiday, MakeUpDay } from 'backend/contracts/calendar';

const day = (date: string, name: string, kind: Holiday['kind'], decision: string | null = null): Holiday => ({
  date,
  name,
  kind,
  confirmed: true,
  decision,
  cancelled: false,
});
const tet = (date: string): Holiday => day(date, 'Tết Nguyên đán', 'lunar');

const newYear2026 = 'CV 12729/VPCP-KGVX';
const independence2026 = 'TB 9441/TB-BNV';

/**
 * What was decided for 2025 and 2026 beyond the days the law fixes by itself (BLLĐ 2019 Art. 112(3)). Nothing is decided for 2027 yet, so 2027 has no row and its
 * assumed days are shown as not confirmed.
 */
export const holidays: readonly Holiday[] = [
  ...['2025-01-27', '2025-01-28', '2025-01-29', '2025-01-30', '2025-01-31'].map(tet),
  day('2025-05-02', 'Nghỉ hoán đổi dịp 30/4 – 1/5', 'swapped'),
  day('2025-09-01', 'Quốc khánh 2/9', 'fixed'),
  day('2026-01-02', 'Nghỉ hoán đổi dịp Tết Dương lịch', 'swapped', newYear2026),
  ...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'].map(tet),
  day('2026-08-31', 'Nghỉ hoán đổi dịp Quốc khánh 2/9', 'swapped', independence2026),
  day('2026-09-01', 'Quốc khánh 2/9', 'fixed', independence2026),
];

export const makeUpDays: readonly MakeUpDay[] = [
  { date: '2025-04-26', forDate: '2025-05-02', confirmed: true, decision: null },
  { date: '2026-01-10', forDate: '2026-01-02', confirmed: true, decision: newYear2026 },
  { date: '2026-08-22', forDate: '2026-08-31', confirmed: true, decision: independence2026 },
];
