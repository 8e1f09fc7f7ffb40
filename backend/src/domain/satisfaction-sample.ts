import type { SatisfactionSampling } from '../contracts/satisfaction.js';
import { addDays, dayOf, instantAt, timeOf } from './vietnam-time.js';

/** How long after a visit the survey may be answered. */
export const daysToAnswer = 14;
/** How far back a day is still drawn when the worker was away. */
export const daysDrawn = 7;

export const answerUntil = (visitedOn: string): string => addDays(visitedOn, daysToAnswer);

/** `lot`: at least 0 and below 1, from a keyed hash of the visit: nobody can foresee it, and it is the same whenever it is asked for. */
export type Drawable = { id: string; procedureCode: string; lot: number };

const shareOf = (code: string, { percent, procedures }: Pick<SatisfactionSampling, 'percent' | 'procedures'>): number =>
  (procedures.find((each) => each.code === code)?.percent ?? percent) / 100;

/**
 * The visits whose lot is below their share, in the order in which the daily maximum takes them. That order follows from the lots alone, so that
 * neither the hour of the visit nor the order of the list counts, and a smaller share is not at a disadvantage once its lot has come up.
 */
export function drawn<V extends Drawable>(visits: readonly V[], sampling: Pick<SatisfactionSampling, 'percent' | 'procedures'>): V[] {
  return visits
    .map((visit) => ({ visit, share: shareOf(visit.procedureCode, sampling) }))
    .filter(({ visit, share }) => visit.lot < share)
    .map(({ visit, share }) => ({ visit, place: visit.lot / share }))
    .sort((one, other) => one.place - other.place || (one.visit.id < other.visit.id ? -1 : 1))
    .map(({ visit }) => visit);
}

/** Nobody is asked at night or while they sleep in. */
const tellFrom = '07:30';
const tellUntil = '20:00';

/** When a message about the survey may go at the earliest. */
export function mayTellAt(now: Date): Date {
  const [day, time] = [dayOf(now), timeOf(now)];
  if (time < tellFrom) return instantAt(day, tellFrom);
  return time < tellUntil ? now : instantAt(addDays(day, 1), tellFrom);
}
