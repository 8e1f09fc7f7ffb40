import type { DeskReceptionSession, ReceptionSession } from '../../contracts/reception.js';
import { dayOf } from '../../domain/vietnam-time.js';
import type { SessionRecord, SessionWords } from './sessions.store.js';

const whenAndWhere = ({ day, from, to, place, leaderName, leaderTitle }: SessionWords) => ({
  day,
  from,
  to,
  place,
  leader: { name: leaderName, title: leaderTitle },
});

/** Whether a session still takes bookings, and why not. */
export function stateOf(session: SessionRecord, taken: number, now: Date): ReceptionSession['state'] {
  if (session.cancelled) return 'cancelled';
  if (session.endsAt <= now) return 'over';
  if (session.startsAt <= now) return 'under_way';
  return taken >= session.places ? 'full' : 'open';
}

/** A session as everybody reads it. */
export function publicSession(session: SessionRecord, taken: number, now: Date): ReceptionSession {
  const last = session.changes.at(-1) ?? null;
  return {
    id: session.id,
    ...whenAndWhere(session),
    attendees: session.attendees,
    content: session.content,
    adHoc: session.adHoc,
    places: session.places,
    placesLeft: Math.max(0, session.places - taken),
    minutesEach: session.minutesEach,
    state: stateOf(session, taken, now),
    publishedOn: dayOf(session.published.at),
    change: last && { on: dayOf(last.at), reason: last.reason, before: whenAndWhere(last.before) },
    cancelled: session.cancelled && { on: dayOf(session.cancelled.at), reason: session.cancelled.reason },
  };
}

export function deskSession(session: SessionRecord, counts: { taken: number; entries: number }, now: Date): DeskReceptionSession {
  return {
    ...publicSession(session, counts.taken, now),
    revision: session.revision,
    leaderOfficerId: session.leaderOfficerId,
    publishedBy: session.published.name,
    booked: counts.taken,
    entries: counts.entries,
    changes: session.changes.map(({ at, name, reason, before }) => ({
      at: at.toISOString(),
      by: name,
      reason,
      before: whenAndWhere(before),
    })),
    cancelledBy: session.cancelled?.name ?? null,
  };
}
