const offsetMs = 7 * 3_600_000;

/** The hour (0–23) in Asia/Ho_Chi_Minh, which has been UTC+7 without summer time since 1975. */
export function vietnamHour(instant: Date): number {
  return new Date(instant.getTime() + offsetMs).getUTCHours();
}

/** The day in Vietnam, `YYYY-MM-DD`. */
export function vietnamDay(instant: Date): string {
  return new Date(instant.getTime() + offsetMs).toISOString().slice(0, 10);
}

/** The day as Zalo writes it, `DD/MM/YYYY`. */
export function zaloDate(instant: Date): string {
  return vietnamDay(instant).split('-').reverse().join('/');
}

/** Zalo's night, 22:00 to 06:00 in Vietnam: promotions are refused and other templates arrive without a push. */
export function isNight(instant: Date): boolean {
  const hour = vietnamHour(instant);
  return hour >= 22 || hour < 6;
}
