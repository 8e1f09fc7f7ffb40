import type { Holiday } from '../contracts/calendar.js';
import type { PublicCalendar } from './working-days.js';

const row = (date: string, name: string, kind: Holiday['kind'], decision: string | null = null): Holiday => ({
  date,
  name,
  kind,
  confirmed: true,
  decision,
  cancelled: false,
});
const tet = (date: string): Holiday => row(date, 'Tết Nguyên đán', 'lunar');

/** What was decided for 2025 and 2026 beyond what the law fixes by itself; nothing yet for 2027. */
export const decidedDays: PublicCalendar = {
  holidays: [
    ...['2025-01-27', '2025-01-28', '2025-01-29', '2025-01-30', '2025-01-31'].map(tet),
    row('2025-05-02', 'Nghỉ hoán đổi dịp 30/4 – 1/5', 'swapped'),
    row('2025-09-01', 'Quốc khánh 2/9', 'fixed'),
    row('2026-01-02', 'Nghỉ hoán đổi dịp Tết Dương lịch', 'swapped', 'CV 12729/VPCP-KGVX'),
    ...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'].map(tet),
    row('2026-08-31', 'Nghỉ hoán đổi dịp Quốc khánh', 'swapped', 'TB 9441/TB-BNV'),
    row('2026-09-01', 'Quốc khánh 2/9', 'fixed', 'TB 9441/TB-BNV'),
  ],
  makeUpDays: [
    { date: '2025-04-26', forDate: '2025-05-02', confirmed: true, decision: null },
    { date: '2026-01-10', forDate: '2026-01-02', confirmed: true, decision: 'CV 12729/VPCP-KGVX' },
    { date: '2026-08-22', forDate: '2026-08-31', confirmed: true, decision: 'TB 9441/TB-BNV' },
  ],
};
