import type { Season, WeeklyHours } from 'backend/contracts/calendar';

const names = ['', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'] as const;

function weekdaysWords(weekdays: readonly number[]): string {
  const runs: number[][] = [];
  for (const weekday of [...weekdays].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === weekday - 1) run.push(weekday);
    else runs.push([weekday]);
  }
  return runs
    .flatMap((run) =>
      run.length > 2 ? [`${names[run[0] ?? 0]} đến ${names[run.at(-1) ?? 0]}`] : run.map((weekday) => names[weekday] ?? ''),
    )
    .join(', ');
}

/** "1 và 3 trong tháng" for every first and third. */
function weeksWords(weeks: readonly number[] | undefined): string {
  if (weeks === undefined || weeks.length === 0) return '';
  return ` (tuần ${[...weeks].sort((one, other) => one - other).join(' và ')} trong tháng)`;
}

/** Weekly hours as lines to read: "Thứ Hai đến Thứ Sáu: 07:30–11:30, 13:30–17:00", those of a season with its name before. */
export function hoursWords(hours: readonly WeeklyHours[], seasons: readonly Season[]): string[] {
  const groups = new Map<string, { season: string | undefined; weeks: readonly number[] | undefined; weekday: number; times: string[] }>();
  const sorted = [...hours].sort((one, other) => one.weekday - other.weekday || one.from.localeCompare(other.from));
  for (const row of sorted) {
    const key = JSON.stringify([row.season ?? '', row.nthWeeks ?? [], row.weekday]);
    const group = groups.get(key) ?? { season: row.season, weeks: row.nthWeeks, weekday: row.weekday, times: [] };
    group.times.push(`${row.from}–${row.to}`);
    groups.set(key, group);
  }
  const lines = new Map<string, { season: string | undefined; weeks: readonly number[] | undefined; times: string; weekdays: number[] }>();
  for (const { season, weeks, weekday, times } of groups.values()) {
    const key = JSON.stringify([season ?? '', weeks ?? [], times]);
    const line = lines.get(key) ?? { season, weeks, times: times.join(', '), weekdays: [] };
    line.weekdays.push(weekday);
    lines.set(key, line);
  }
  return [...lines.values()].map(({ season, weeks, times, weekdays }) => {
    const name = season === undefined ? '' : `${seasons.find(({ key }) => key === season)?.name ?? season} · `;
    return `${name}${weekdaysWords(weekdays)}${weeksWords(weeks)}: ${times}`;
  });
}
