const weekdays = ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'] as const;
const shortWeekdays = ['CN', 'T.2', 'T.3', 'T.4', 'T.5', 'T.6', 'T.7'] as const;

function weekdayNumber(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** "Thứ Ba" of a `YYYY-MM-DD`. */
export function weekday(day: string): string {
  return weekdays[weekdayNumber(day)] ?? '';
}

/** "T.3" of a `YYYY-MM-DD`, for narrow places. */
export function shortWeekday(day: string): string {
  return shortWeekdays[weekdayNumber(day)] ?? '';
}

/** "01/12" of a `YYYY-MM-DD`. */
export function dayAndMonth(day: string): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}`;
}

/** "01/12/2026" of a `YYYY-MM-DD`. */
export function plainDate(day: string): string {
  return `${dayAndMonth(day)}/${day.slice(0, 4)}`;
}

/** "Thứ Ba, 01/12/2026" of a `YYYY-MM-DD`. */
export function longDate(day: string): string {
  return `${weekday(day)}, ${plainDate(day)}`;
}

/** "8 giờ 30" of `08:30`, "14 giờ" of `14:00`. */
export function spokenTime(time: string): string {
  const [hours = '', minutes = ''] = time.split(':');
  return minutes === '00' ? `${Number(hours)} giờ` : `${Number(hours)} giờ ${minutes}`;
}

/** The day (`YYYY-MM-DD`) and the time (`HH:MM`) it is in Vietnam at an instant; Vietnam has kept UTC+7 all year since 1975. */
export function inVietnam(instant: Date): { day: string; time: string } {
  const text = new Date(instant.getTime() + 7 * 3_600_000).toISOString();
  return { day: text.slice(0, 10), time: text.slice(11, 16) };
}

/** "8 giờ 30, Thứ Ba 01/12" of an ISO instant. */
export function spokenInstant(iso: string): string {
  const { day, time } = inVietnam(new Date(iso));
  return `${spokenTime(time)}, ${weekday(day)} ${dayAndMonth(day)}`;
}

/** "4:05" for a number of seconds. */
export function countdown(seconds: number): string {
  const left = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(left / 3600);
  const minutes = Math.floor((left % 3600) / 60);
  const rest = String(left % 60).padStart(2, '0');
  return hours > 0 ? `${hours} giờ ${minutes} phút` : `${minutes}:${rest}`;
}
