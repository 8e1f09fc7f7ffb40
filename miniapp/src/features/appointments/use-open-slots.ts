import { type DayOfSlots, listOpenSlots } from 'backend/contracts/appointments';
import type { Way } from 'backend/contracts/procedures';
import { useApi } from '../../use-api.js';

/** The free places of a procedure served in one way; null while no way is chosen. */
export function useOpenSlots(code: string, way: Way | null) {
  return useApi(listOpenSlots, way === null ? null : { params: { code }, query: { way } }, { refreshInterval: 60_000 });
}

/** The first day with a place, which is shown before anything is chosen. */
export function firstOpenDay(days: readonly DayOfSlots[]): string | null {
  return (days.find((day) => day.state === 'open') ?? days.find((day) => day.state === 'full'))?.date ?? null;
}
