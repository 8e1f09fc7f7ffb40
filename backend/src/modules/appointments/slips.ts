import { type Keyring, openOrNull } from '../../adapters/crypto.js';
import type { Clock } from '../../clock.js';
import { HomeVisit, type Slip } from '../../contracts/appointments.js';
import type { ProcedureVersion } from '../../contracts/procedures.js';
import { lunarText } from '../../domain/lunar.js';
import { documentActionText, feeText, timeText } from '../../domain/procedure-text.js';
import { changeUntil, seatNumberOf } from '../../domain/slots.js';
import { addDays, instantAt } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { MessageState, MessagesService } from '../messages/messages.service.js';
import type { ProceduresService } from '../procedures/procedures.service.js';
import type { AppointmentRecord, HomeVisitRecord } from './appointments.store.js';

export const slipNotice = 'Đây là lịch hẹn, chưa phải nộp hồ sơ';
const tokenPurpose = 'slip';

const messageOf = {
  waiting: 'waiting',
  sending: 'waiting',
  sent: 'sent',
  delivered: 'sent',
  seen: 'seen',
  failed: 'not_reached',
  skipped: 'not_reached',
  unconfirmed: 'unconfirmed',
} as const satisfies Record<MessageState, Slip['message']>;

type Deps = {
  procedures: ProceduresService;
  calendar: CalendarService;
  communes: CommunesService;
  messages: Pick<MessagesService, 'statesOf'>;
  keyring: Keyring;
  publicUrl: string;
  clock: Clock;
};

export type Slips = ReturnType<typeof slipsOf>;

/** The documents as a slip lists them. */
export function slipDocuments(version: ProcedureVersion): Slip['procedure']['documents'] {
  return version.documents.map((document) => ({
    name: document.name,
    actionText: documentActionText(document),
    neededIf: document.neededIf,
    notNeededIf: document.notNeededIf,
  }));
}

/** Turns appointments into what people hold in their hands. */
export function slipsOf({ procedures, calendar, communes, messages, keyring, publicUrl, clock }: Deps) {
  const sealContext = { visit: 'appointment/home-visit', note: 'appointment/home-note', phone: 'appointment/phone' } as const;

  /** Addresses open without signing in until the day after the appointment: whoever holds the paper may print it again. */
  function urlsOf(record: AppointmentRecord): { pdfUrl: string; calendarUrl: string } {
    const token = keyring.signedToken(tokenPurpose, record.id, instantAt(addDays(record.date, 2), '00:00'));
    return { pdfUrl: `${publicUrl}/api/slips/${token}.pdf`, calendarUrl: `${publicUrl}/api/slips/${token}.ics` };
  }

  return {
    urlsOf,
    sealHomeVisit: ({ reason, address, note }: HomeVisit): HomeVisitRecord => ({
      visitSealed: keyring.seal(JSON.stringify({ reason, address }), sealContext.visit),
      noteSealed: note ? keyring.seal(note, sealContext.note) : null,
    }),
    openHomeVisit(visit: HomeVisitRecord | null, withNote: boolean): Slip['homeVisit'] {
      const opened = visit && openOrNull(keyring, visit.visitSealed, sealContext.visit);
      if (!visit || opened === null) return null;
      const { reason, address } = HomeVisit.pick({ reason: true, address: true }).parse(JSON.parse(opened));
      return {
        reason,
        address,
        note: withNote && visit.noteSealed !== null ? openOrNull(keyring, visit.noteSealed, sealContext.note) : null,
      };
    },
    sealPhone: (phone: string) => keyring.seal(phone, sealContext.phone),
    openPhone: (sealed: string | null) => (sealed === null ? null : openOrNull(keyring, sealed, sealContext.phone)),
    /** What became of the messages that carried these slips. */
    async messageStates(records: readonly AppointmentRecord[]): Promise<Map<string, Slip['message']>> {
      const states = await messages.statesOf(records.flatMap(({ slipEntryId }) => slipEntryId ?? []));
      return new Map(
        records.map(({ id, slipEntryId }) => {
          const state = slipEntryId === null ? undefined : states.get(slipEntryId);
          return [id, slipEntryId === null ? 'none' : state === undefined ? 'waiting' : messageOf[state]];
        }),
      );
    },
    /** The id of the appointment a signed address names. Throws `not_found` for a token that is not ours or too old. */
    readToken(token: string): string {
      const reading = keyring.readSignedToken(tokenPurpose, token, clock.now());
      if (reading.kind !== 'valid') throw new ProblemError('not_found', 'Đường dẫn giấy hẹn này không còn dùng được.');
      return reading.payload;
    },
    /** `message` spares the look for it where it is known: a message that was put down this moment is waiting. */
    async slipOf(record: AppointmentRecord, message?: Slip['message']): Promise<Slip> {
      const [version, { counters }, settings, { formerText }, states] = await Promise.all([
        procedures.version(record.versionId),
        calendar.load(),
        communes.settings(),
        communes.names(),
        message ? null : this.messageStates([record]),
      ]);
      const counter = counters.find(({ key }) => key === record.counterKey);
      const until = changeUntil(record.startsAt, version.booking);
      return {
        id: record.id,
        code: record.code,
        status: record.status,
        procedure: {
          code: record.procedureCode,
          versionId: record.versionId,
          plainName: version.plainName,
          name: version.name,
          timeText: timeText(version.processing),
          feeText: feeText(version.fees),
          documents: slipDocuments(version),
        },
        way: record.way,
        counterName: counter?.name ?? settings.oneStopName,
        location: counter?.location ?? settings.address,
        officeName: settings.officeName,
        formerText,
        hotline: settings.hotline,
        date: record.date,
        start: record.start,
        end: record.end,
        startsAt: record.startsAt.toISOString(),
        lunar: lunarText(record.date),
        seat: seatNumberOf(record.seat),
        resultOn: record.resultOn,
        person: { name: record.personName, relation: record.relation },
        homeVisit: this.openHomeVisit(record.homeVisit, true),
        notice: slipNotice,
        changeUntil: record.status === 'booked' && until > clock.now() ? until.toISOString() : null,
        revokedReason: record.revokedReason,
        message: message ?? states?.get(record.id) ?? 'none',
        qr: record.code,
        ...urlsOf(record),
        bookedAt: record.bookedAt.toISOString(),
      };
    },
  };
}
