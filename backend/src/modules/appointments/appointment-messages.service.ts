import type { Clock } from '../../clock.js';
import { type AppointmentLetter, offerLetter, reminderLetter, slipLetter, withdrawalLetter } from '../../domain/appointment-letters.js';
import { dayOf, timeOf } from '../../domain/vietnam-time.js';
import type { JobQueue, Jobs } from '../../jobs.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { MessagesService, Outgoing } from '../messages/messages.service.js';
import type { ProceduresService } from '../procedures/procedures.service.js';
import type { ResidentsService } from '../residents/residents.service.js';
import type { AppointmentRecord, AppointmentsStore } from './appointments.store.js';
import { type MessageKind, type OutboxEntry, relayOutbox } from './outbox.js';
import type { Slips } from './slips.js';
import type { WaitingStore } from './waiting.store.js';

type Deps = {
  appointments: AppointmentsStore;
  waiting: WaitingStore;
  messages: Pick<MessagesService, 'deliver'>;
  procedures: ProceduresService;
  calendar: CalendarService;
  communes: CommunesService;
  residents: ResidentsService;
  slips: Slips;
  jobs: JobQueue;
  clock: Clock;
};

export type AppointmentMessages = ReturnType<typeof appointmentMessages>;

/** In which states each message still makes sense; in any other the entry is dropped unsent. */
const sensible: Record<Exclude<MessageKind, 'offer'>, readonly AppointmentRecord['status'][]> = {
  slip: ['booked', 'arrived'],
  rescheduled: ['booked', 'arrived'],
  reminder_evening: ['booked'],
  reminder_two_hours: ['booked'],
  revoked: ['revoked'],
};

/** The messages that appointments and waiting entries cause: from the outbox in the document to the person. */
export function appointmentMessages({
  appointments,
  waiting,
  messages,
  procedures,
  calendar,
  communes,
  residents,
  slips,
  jobs,
  clock,
}: Deps) {
  async function recipientOf(residentId: string | null, phone: string | null): Promise<Outgoing['recipient'] | null> {
    const resident = residentId === null ? null : await residents.find(residentId);
    // An account that was erased meanwhile gets nothing.
    if (residentId !== null && !resident) return null;
    if (!resident) return { residentId: null, zaloUserId: null, oaUserId: null, phone, consent: phone !== null };
    return {
      residentId: resident.id,
      zaloUserId: resident.zaloUserId,
      oaUserId: resident.oaUserId,
      phone: phone ?? residents.phoneOf(resident),
      consent: resident.consents.appointment_messages,
    };
  }

  async function letterOf(record: AppointmentRecord, kind: Exclude<MessageKind, 'offer'>): Promise<AppointmentLetter> {
    const [version, { counters }, settings] = await Promise.all([
      procedures.version(record.versionId),
      calendar.load(),
      communes.settings(),
    ]);
    const counter = counters.find(({ key }) => key === record.counterKey);
    const facts = {
      ...record,
      plainName: version.plainName,
      // An address does not travel in messages (domain-vn.md 6.2).
      place: record.homeVisit
        ? 'tại nhà, theo địa chỉ đã ghi'
        : [counter?.name ?? settings.oneStopName, counter?.location ?? settings.address].join(', '),
      documents: version.documents.map(({ name }) => name),
      hotline: settings.hotline,
    };
    switch (kind) {
      case 'slip':
        return slipLetter(facts, false);
      case 'rescheduled':
        return slipLetter(facts, true);
      case 'reminder_evening':
        return reminderLetter(facts, 'evening');
      case 'reminder_two_hours':
        return reminderLetter(facts, 'two_hours');
      case 'revoked':
        return withdrawalLetter(facts);
    }
  }

  async function forAppointment(id: string, entryId: string): Promise<{ outgoing: Outgoing | null } | null> {
    const found = await appointments.entry(id, entryId);
    if (!found) return null;
    const { appointment, entry } = found;
    if (entry.kind === 'offer' || !sensible[entry.kind].includes(appointment.status)) return { outgoing: null };
    const recipient = await recipientOf(appointment.residentId, slips.openPhone(appointment.phoneSealed));
    // That the office withdrew is part of the service itself and needs no consent (Luật 91/2025/QH15 Art. 19(1)c).
    const reached = recipient && entry.kind === 'revoked' ? { ...recipient, consent: true } : recipient;
    return { outgoing: reached && outgoingOf('appointment', id, entry, reached, await letterOf(appointment, entry.kind)) };
  }

  async function forWaiting(id: string, entryId: string): Promise<{ outgoing: Outgoing | null } | null> {
    const found = await waiting.entry(id, entryId);
    if (!found) return null;
    const { waiting: record, entry } = found;
    if (record.status !== 'offered' || !record.offer) return { outgoing: null };
    const version = await procedures.onDay(record.procedureCode, dayOf(clock.now()));
    const letter = offerLetter({
      plainName: version.plainName,
      date: record.date,
      start: record.offer.start,
      until: timeOf(record.offer.expiresAt),
    });
    const recipient = await recipientOf(record.residentId, null);
    return { outgoing: recipient && outgoingOf('waiting', id, entry, recipient, letter) };
  }

  function outgoingOf(
    source: 'appointment' | 'waiting',
    sourceId: string,
    entry: OutboxEntry,
    recipient: Outgoing['recipient'],
    letter: AppointmentLetter,
  ): Outgoing {
    return {
      entryId: entry.id,
      source,
      sourceId,
      kind: entry.kind,
      recipient,
      letter,
      template: letter.template,
      staleAfter: entry.staleAfter,
    };
  }

  return {
    /** Sends one outbox entry and takes it out once it is settled. May run any number of times, anywhere. */
    async deliver({ source, id, entryId }: Jobs['deliver_message']): Promise<void> {
      const store = source === 'appointment' ? appointments : waiting;
      const found = source === 'appointment' ? await forAppointment(id, entryId) : await forWaiting(id, entryId);
      if (!found) return;
      if (found.outgoing) {
        const delivered = await messages.deliver(found.outgoing);
        if (delivered.kind === 'later') {
          await store.postponeEntry(id, entryId, new Date(clock.now().getTime() + delivered.retryAfterMilliseconds));
          return;
        }
      }
      await store.settleEntry(id, entryId);
    },
    /** Queues what is due. Throws when the queue is away; the next run finds the same entries. */
    async relay(): Promise<number> {
      const now = clock.now();
      const counts = await Promise.all([relayOutbox('appointment', appointments, jobs, now), relayOutbox('waiting', waiting, jobs, now)]);
      return counts[0] + counts[1];
    },
    async waitingCount(): Promise<number> {
      const now = clock.now();
      const counts = await Promise.all([appointments.waitingEntries(now), waiting.waitingEntries(now)]);
      return counts[0] + counts[1];
    },
  };
}
