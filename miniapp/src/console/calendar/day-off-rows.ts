import type { DayOff, Holiday } from 'backend/contracts/calendar';

const tet = 'Tết Nguyên đán';

/** The kind a day off has when nobody has set it: what the law computes is told apart by its name. */
export function kindOf(day: DayOff, rows: readonly Holiday[]): Holiday['kind'] {
  const row = rows.find(({ date }) => date === day.date);
  if (row !== undefined) return row.kind;
  if (day.name.startsWith('Nghỉ bù')) return 'compensatory';
  return day.name === tet || day.name.startsWith('Giỗ Tổ') ? 'lunar' : 'fixed';
}

function daysApart(one: string, other: string): number {
  return Math.abs(Date.parse(one) - Date.parse(other)) / 86_400_000;
}

/**
 * The rows to save for one changed day. A first row near Tết takes the place of all the assumed Tết days,
 * so the assumed ones are written down with it and none is lost.
 */
export function rowsFor(change: Holiday, daysOff: readonly DayOff[], rows: readonly Holiday[]): Holiday[] {
  if (change.kind !== 'lunar' || change.cancelled) return [change];
  const assumed = daysOff.filter(
    (day) =>
      day.name === tet && day.date !== change.date && daysApart(day.date, change.date) <= 20 && !rows.some(({ date }) => date === day.date),
  );
  return [
    ...assumed.map(({ date, name, confirmed }) => ({ date, name, kind: 'lunar' as const, confirmed, decision: null, cancelled: false })),
    change,
  ];
}

/** The rows that confirm a day under a decision, together with the other unconfirmed days of the same holiday: they are decided in one paper. */
export function rowsConfirming(day: DayOff, decision: string | null, daysOff: readonly DayOff[], rows: readonly Holiday[]): Holiday[] {
  return daysOff
    .filter((one) => one.name === day.name && !one.confirmed)
    .map((one) => ({ date: one.date, name: one.name, kind: kindOf(one, rows), confirmed: true, decision, cancelled: false }));
}
