import type { Clock } from '../../clock.js';
import { aroundTime, dueStep } from '../../domain/reception-days.js';
import { addDays, dayOf, instantAt, timeOf } from '../../domain/vietnam-time.js';
import { nextWorkingDay } from '../../domain/working-days.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { MessagesService, Outgoing } from '../messages/messages.service.js';
import type { OfficersService } from '../officers/officers.service.js';
import type { ResidentsService } from '../residents/residents.service.js';
import type { BookingWords } from './bookings.service.js';
import type { BookingsStore } from './bookings.store.js';
import { answerStateOf, numberOf } from './entry-views.js';
import {
  answerDueLetter,
  answerLateLetter,
  type ReceptionLetter,
  receptionAnswered,
  receptionCancelled,
  receptionChanged,
  receptionReminder,
} from './letters.js';
import type { Notice, NoticeKind, NoticesStore } from './notices.store.js';
import type { EntryRecord, RegisterStore } from './register.store.js';
import type { SessionRecord, SessionsStore, SessionWords } from './sessions.store.js';

type Deps = {
  notices: NoticesStore;
  bookings: BookingsStore;
  sessions: Pick<SessionsStore, 'upcoming' | 'find'>;
  register: RegisterStore;
  messages: Pick<MessagesService, 'deliver'>;
  residents: Pick<ResidentsService, 'find' | 'phoneOf'>;
  officers: Pick<OfficersService, 'withRole' | 'list' | 'residentOf'>;
  communes: Pick<CommunesService, 'settings'>;
  calendar: Pick<CalendarService, 'publicCalendar'>;
  openBooking: (sealed: string, bookingId: string) => BookingWords | null;
  clock: Clock;
};

const atOnce = 100;
const upcomingAtOnce = 200;
const dueAtOnce = 500;
const dayMilliseconds = 86_400_000;
/** Officers are reminded when they come to work. */
const morning = '07:30';
/** A reminder that could not go by then is of no use any more. */
const lateEvening = '22:00';

export type ReceptionNotices = ReturnType<typeof receptionNotices>;

/**
 * What people are told of receptions. `sweep` finds out from the records whom to tell, and keeps each message once under its own key; `relay`
 * sends what is kept, once. Both may run any number of times and anywhere.
 */
export function receptionNotices(deps: Deps) {
  const { notices, bookings, sessions, register, messages, residents, officers, communes, calendar, openBooking, clock } = deps;

  const add = (notice: Omit<Notice, 'dueAt'>): Promise<boolean> => notices.add({ ...notice, dueAt: clock.now() }, clock.now());

  /** Changes and cancellations of what is still to come, to each who booked. */
  async function tellChanges(upcoming: readonly SessionRecord[]): Promise<void> {
    for (const session of upcoming) {
      if (session.revision === 0) continue;
      const kind: NoticeKind = session.cancelled ? 'reception_cancelled' : 'reception_changed';
      for (const { id } of await bookings.untold(session.id, session.revision, atOnce)) {
        await add({
          id: `rc-${id}-${session.revision}`,
          kind,
          aboutId: id,
          officerId: null,
          mark: String(session.revision),
          staleAfter: session.endsAt,
        });
        await bookings.told(id, session.revision);
      }
    }
  }

  /** The evening before. */
  async function remind(upcoming: readonly SessionRecord[]): Promise<void> {
    const now = clock.now();
    const { booking: settings } = await communes.settings();
    for (const session of upcoming) {
      const eve = addDays(session.day, -1);
      if (session.cancelled || eve !== dayOf(now) || timeOf(now) < settings.eveningReminderAt) continue;
      const latest = instantAt(eve, settings.eveningReminderAt > lateEvening ? '23:59' : lateEvening);
      for (const { id } of await bookings.unreminded(session.id, session.day, atOnce)) {
        await add({
          id: `rr-${id}-${session.day}`,
          kind: 'reception_reminder',
          aboutId: id,
          officerId: null,
          mark: session.day,
          staleAfter: latest,
        });
        await bookings.reminded(id, session.day);
      }
    }
  }

  async function tellAnswers(): Promise<void> {
    for (const { id, bookingId, answers } of await register.untold(atOnce)) {
      if (bookingId !== null)
        await add({
          id: `ra-${bookingId}-${answers}`,
          kind: 'reception_answered',
          aboutId: bookingId,
          officerId: null,
          mark: String(answers),
          staleAfter: new Date(clock.now().getTime() + 7 * dayMilliseconds),
        });
      await register.told(id, answers);
    }
  }

  /** Nobody complained of is told. */
  const mayKnow = (entry: EntryRecord, officerId: string) => !entry.complainedOfficerIds.includes(officerId);

  async function handlersOf(entry: EntryRecord): Promise<string[]> {
    const active = (await officers.list()).find(({ id }) => id === entry.handler.officerId)?.active === true;
    if (active) return [entry.handler.officerId];
    return (await officers.withRole('office_officer')).map(({ id }) => id);
  }

  /** A word to the officer the working day before and on the day; past it to the chairman, once for each due day. */
  async function watchDueDays(): Promise<void> {
    const now = clock.now();
    if (timeOf(now) < morning) return;
    const today = dayOf(now);
    const publicCalendar = await calendar.publicCalendar();
    const endOfDay = instantAt(today, '23:59');
    for (const entry of await register.open(nextWorkingDay(today, publicCalendar), dueAtOnce)) {
      const { id, dueOn } = entry;
      const step = dueOn === null ? null : dueStep(dueOn, today, publicCalendar);
      if (dueOn === null || step === null || (step === 'late' && entry.escalatedFor === dueOn)) continue;
      const to = step === 'late' ? (await officers.withRole('chairman')).map((officer) => officer.id) : await handlersOf(entry);
      for (const officerId of to.filter((one) => mayKnow(entry, one)))
        await add({
          id: `${{ before: 'r1', today: 'r0', late: 're' }[step]}-${id}-${dueOn}-${officerId.slice(-8)}`,
          kind: step === 'late' ? 'answer_late' : 'answer_due',
          aboutId: id,
          officerId,
          mark: dueOn,
          staleAfter: step === 'late' ? new Date(now.getTime() + 7 * dayMilliseconds) : endOfDay,
        });
      if (step === 'late') await register.escalate(id, dueOn);
    }
  }

  type Message = { recipient: Outgoing['recipient']; letter: ReceptionLetter };

  async function recipientOf(residentId: string | null, phone: string | null, asked: boolean): Promise<Outgoing['recipient'] | null> {
    const resident = residentId === null ? null : await residents.find(residentId);
    if (!resident) return null;
    return {
      residentId: resident.id,
      zaloUserId: resident.zaloUserId,
      oaUserId: resident.oaUserId,
      phone: phone ?? residents.phoneOf(resident),
      // A reminder is a service one may switch off; that a session is moved, or what the law makes us answer, is told anyway (Luật 91/2025/QH15 Art. 19(1)c).
      consent: asked ? resident.consents.appointment_messages : true,
    };
  }

  const toldAs = ({ day, from, to, place, leaderName, leaderTitle }: SessionWords) => ({
    day,
    from,
    to,
    place,
    leader: { name: leaderName, title: leaderTitle },
  });

  /** What is to be said now, or null when it makes no sense any more. */
  async function messageToBooker({ kind, aboutId, mark }: Notice): Promise<Message | null> {
    const booking = await bookings.find(aboutId);
    const session = booking && (await sessions.find(booking.sessionId));
    if (!booking || !session) return null;
    const words = booking.sealed === null ? null : openBooking(booking.sealed, booking.id);
    const recipient = await recipientOf(booking.residentId, words?.phone ?? null, kind === 'reception_reminder');
    if (!recipient) return null;
    const { hotline } = await communes.settings();
    const facts = { id: booking.id, seat: booking.seat, around: aroundTime(session.from, booking.seat, session.minutesEach) };
    const shown = toldAs(session);
    const last = session.changes.at(-1);
    if (kind === 'reception_answered') return { recipient, letter: receptionAnswered(facts, { day: session.day, hotline }) };
    if (booking.status !== 'booked') return null;
    if (kind === 'reception_cancelled')
      return session.cancelled && { recipient, letter: receptionCancelled(shown, { reason: session.cancelled.reason, hotline }) };
    if (session.cancelled) return null;
    if (kind === 'reception_reminder') return session.day === mark ? { recipient, letter: receptionReminder(shown, facts, hotline) } : null;
    // A later change has a message of its own.
    return String(session.revision) === mark && last
      ? { recipient, letter: receptionChanged(shown, toldAs(last.before), facts, { reason: last.reason, hotline }) }
      : null;
  }

  async function messageToOfficer({ kind, aboutId, officerId, mark }: Notice): Promise<Message | null> {
    const entry = await register.find(aboutId);
    if (!entry || officerId === null || entry.dueOn !== mark) return null;
    const state = answerStateOf(entry);
    if (state === 'answered' || state === 'none') return null;
    const recipient = await recipientOf(await officers.residentOf(officerId), null, false);
    const due = { id: entry.id, number: numberOf(entry), day: entry.day, dueOn: mark };
    if (!recipient) return null;
    if (kind === 'answer_late') return { recipient, letter: answerLateLetter(due, entry.handler.name) };
    return { recipient, letter: answerDueLetter(due, mark === dayOf(clock.now()) ? 'today' : 'before') };
  }

  return {
    /** Finds out whom to tell what. */
    async sweep(): Promise<void> {
      const upcoming = await sessions.upcoming(clock.now(), upcomingAtOnce);
      await tellChanges(upcoming);
      await remind(upcoming);
      await tellAnswers();
      await watchDueDays();
    },
    /** Sends what is kept; answers how many were tried. */
    async relay(): Promise<number> {
      const due = await notices.due(clock.now(), atOnce);
      for (const notice of due) {
        const message = notice.officerId === null ? await messageToBooker(notice) : await messageToOfficer(notice);
        const delivered =
          message &&
          (await messages.deliver({
            entryId: notice.id,
            source: 'reception',
            sourceId: notice.aboutId,
            kind: notice.kind,
            recipient: message.recipient,
            letter: message.letter,
            template: message.letter.template,
            staleAfter: notice.staleAfter,
          }));
        await notices.postpone(
          notice.id,
          delivered?.kind === 'later' ? new Date(clock.now().getTime() + delivered.retryAfterMilliseconds) : null,
        );
      }
      return due.length;
    },
  };
}
