import type { Clock } from '../../clock.js';
import { synthesisDueDay } from '../../domain/consultation-rules.js';
import { dayOf, timeOf } from '../../domain/vietnam-time.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { MessagesService, Outgoing } from '../messages/messages.service.js';
import type { OfficersService } from '../officers/officers.service.js';
import type { ResidentsService } from '../residents/residents.service.js';
import type { ConsultationsStore } from './consultations.store.js';
import { type ConsultationLetter, synthesisDueLetter, synthesisPublishedLetter } from './letters.js';
import type { ConsultationNotice, ConsultationNoticesStore } from './notices.store.js';
import type { OpinionsStore } from './opinions.store.js';
import type { ConsultationTermsStore } from './terms.store.js';

type Deps = {
  store: ConsultationsStore;
  opinions: Pick<OpinionsStore, 'toTell' | 'told' | 'residentOf'>;
  notices: ConsultationNoticesStore;
  terms: ConsultationTermsStore;
  messages: Pick<MessagesService, 'deliver'>;
  residents: Pick<ResidentsService, 'find' | 'phoneOf'>;
  officers: Pick<OfficersService, 'withRole' | 'residentOf'>;
  communes: Pick<CommunesService, 'settings'>;
  calendar: Pick<CalendarService, 'publicCalendar'>;
  /** A keyed hash: the key of a message says nothing of who gets it. */
  digest: (text: string) => string;
  clock: Clock;
};

const atOnce = 100;
const dayMilliseconds = 86_400_000;
const staleDays = 7;
/** Officers are reminded when they come to work. */
const morning = '07:30';

export type ConsultationNotices = ReturnType<typeof consultationNotices>;

/** What time does to consultations, and what people are told of it. All of it may run any number of times and anywhere. */
export function consultationNotices(deps: Deps) {
  const { store, opinions, notices, terms, messages, residents, officers, communes, calendar, digest, clock } = deps;
  const stale = () => new Date(clock.now().getTime() + staleDays * dayMilliseconds);
  const add = (id: string, consultationId: string, to: ConsultationNotice['to']) =>
    notices.add({ id, consultationId, to, dueAt: clock.now(), staleAfter: stale() }, clock.now());

  async function recipientOf(residentId: string | null): Promise<Outgoing['recipient'] | null> {
    const resident = residentId === null ? null : await residents.find(residentId);
    // Both asked for it: whoever gave an opinion when giving it, an officer by the work they do.
    return (
      resident && {
        residentId: resident.id,
        zaloUserId: resident.zaloUserId,
        oaUserId: resident.oaUserId,
        phone: residents.phoneOf(resident),
        consent: true,
      }
    );
  }

  /** What is to be said now, or null when it makes no sense any more. */
  async function messageOf({
    consultationId,
    to,
  }: ConsultationNotice): Promise<{ recipient: Outgoing['recipient']; letter: ConsultationLetter } | null> {
    const record = await store.find(consultationId);
    if (!record) return null;
    if ('officerId' in to) {
      const recipient = record.state === 'closed' ? await recipientOf(await officers.residentOf(to.officerId)) : null;
      const dueOn = record.synthesisDueOn;
      return recipient && dueOn !== null ? { recipient, letter: synthesisDueLetter(record, dueOn, dayOf(clock.now())) } : null;
    }
    const recipient = record.answered === null ? null : await recipientOf(await opinions.residentOf(to.opinionId));
    return recipient && { recipient, letter: synthesisPublishedLetter(record, (await communes.settings()).officeName) };
  }

  return {
    /** Closes what is over, with the day on which its synthesis is due. */
    async close(): Promise<void> {
      const due = await store.overdueToClose(dayOf(clock.now()), atOnce);
      if (due.length === 0) return;
      const [own, publicCalendar] = await Promise.all([terms.list(), calendar.publicCalendar()]);
      for (const { id, closesOn } of due)
        if (closesOn !== null) await store.close(id, closesOn, synthesisDueDay(closesOn, own, publicCalendar));
    },
    /** Reminds the office once of a synthesis that is due. */
    async remind(): Promise<void> {
      const now = clock.now();
      if (timeOf(now) < morning) return;
      for (const { id, synthesisDueOn } of await store.dueAndSilent(dayOf(now), atOnce)) {
        if (synthesisDueOn === null) continue;
        for (const officer of await officers.withRole('office_officer'))
          await add(`cs-${id}-${officer.id.slice(-8)}`, id, { officerId: officer.id });
        await store.reminded(id, synthesisDueOn);
      }
    },
    /** Tells everybody who wanted it, once however many opinions they gave. */
    async tell(): Promise<void> {
      for (const { id } of await store.untold(atOnce)) {
        const waiting = await opinions.toTell(id, atOnce);
        for (const { id: opinionId, residentId } of waiting)
          await add(`ca-${id}-${digest(`${id}|${residentId}`).slice(0, 16)}`, id, { opinionId });
        if (waiting.length > 0) await opinions.told(waiting.map(({ id: opinionId }) => opinionId));
        else await store.toldAll(id);
      }
    },
    /** Sends what is kept; answers how many were tried. */
    async relay(): Promise<number> {
      const due = await notices.due(clock.now(), atOnce);
      for (const notice of due) {
        const message = await messageOf(notice);
        const delivered =
          message &&
          (await messages.deliver({
            entryId: notice.id,
            source: 'consultation',
            sourceId: notice.consultationId,
            kind: 'officerId' in notice.to ? 'consultation_due' : 'consultation_answered',
            recipient: message.recipient,
            letter: message.letter,
            template: message.letter.template,
            staleAfter: notice.staleAfter,
          }));
        const again = delivered?.kind === 'later' ? new Date(clock.now().getTime() + delivered.retryAfterMilliseconds) : null;
        await notices.postpone(notice.id, again);
      }
      return due.length;
    },
  };
}
