import type { SpreadsheetWriter } from '../../adapters/spreadsheet.js';
import type { Clock } from '../../clock.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import type { DeskReceptionSession } from '../../contracts/reception.js';
import type {
  addReceptionEntry,
  correctReceptionEntry,
  listDueReceptionAnswers,
  listReceptionEntries,
  ReceptionEntry,
  ReceptionFields,
  readReceptionDay,
} from '../../contracts/reception-register.js';
import { titleCaseName } from '../../domain/person-name.js';
import { aroundTime, firstAnswerDay } from '../../domain/reception-days.js';
import { receptionRulesOn } from '../../domain/reception-rules.js';
import { dayOf, longDate, shortDate } from '../../domain/vietnam-time.js';
import { addWorkingDays } from '../../domain/working-days.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { BookingWords } from './bookings.service.js';
import type { BookingRecord, BookingsStore } from './bookings.store.js';
import type { Entries } from './entries.js';
import { isSecretFor, type Kept } from './entry-views.js';
import type { EntryRecord, RegisterMark, RegisterStore } from './register.store.js';
import { registerCells, registerColumns } from './register-sheet.js';
import type { SessionRecord, SessionsStore } from './sessions.store.js';

type Deps = {
  store: RegisterStore;
  entries: Entries;
  bookings: Pick<BookingsStore, 'find' | 'ofSession' | 'setAbsent'>;
  sessions: { require(id: string): Promise<SessionRecord>; show(record: SessionRecord): Promise<DeskReceptionSession> };
  rules: Pick<SessionsStore, 'rules'>;
  officers: { list(): Promise<{ id: string; name: string; title: string | null; active: boolean }[]> };
  calendar: Pick<CalendarService, 'publicCalendar'>;
  seal: (kept: Kept, entryId: string) => string;
  openBooking: (sealed: string, bookingId: string) => BookingWords | null;
  clock: Clock;
  newId: () => string;
  digest: (text: string) => string;
};

const pageSize = 50;
const exportPage = 500;
const mostDue = 200;
const mostCorrections = 100;

const invalid = (field: string, message: string) => new ProblemError('invalid_request', message, { fields: [{ field, message }] });

export type RegisterService = ReturnType<typeof registerService>;

/** The register of citizens' reception (NĐ 154/2026/NĐ-CP Art. 27): who came, with what, and what it led to. */
export function registerService(deps: Deps) {
  const { store, entries, bookings, sessions, rules, officers, calendar, seal, openBooking, clock, newId, digest } = deps;

  const isToday = (session: SessionRecord): boolean => dayOf(clock.now()) >= session.day;
  function assertDay(session: SessionRecord): void {
    if (session.cancelled) throw new ProblemError('reception_session_closed', 'Buổi tiếp này đã hủy nên không ghi vào sổ được.');
    if (!isToday(session))
      throw new ProblemError('reception_too_early', `Chưa tới ngày tiếp. Sổ của buổi này mở từ ${longDate(session.day)}.`);
  }

  /** Until when what has to come. */
  async function clockOf(day: string, { refusal }: ReceptionFields): Promise<Pick<EntryRecord, 'clock' | 'dueOn'>> {
    const [all, publicCalendar] = await Promise.all([rules.rules(), calendar.publicCalendar()]);
    const inForce = receptionRulesOn(all, day);
    if (refusal === null) return { clock: 'answer', dueOn: firstAnswerDay(day, inForce, publicCalendar) };
    if (refusal.ground !== 'settled') return { clock: 'none', dueOn: null };
    return { clock: 'refusal_notice', dueOn: addWorkingDays(day, inForce.refusalNotice, publicCalendar).day };
  }

  async function tidy(given: ReceptionFields, who: OfficerIdentity): Promise<ReceptionFields> {
    if (given.complainedOfficerIds.includes(who.officerId))
      throw invalid('body.complainedOfficerIds', 'Người bị khiếu nại, tố cáo không tự ghi sổ về mình. Xin nhờ người khác ghi.');
    const known = new Set(given.complainedOfficerIds.length === 0 ? [] : (await officers.list()).map(({ id }) => id));
    if (given.complainedOfficerIds.some((id) => !known.has(id))) throw invalid('body.complainedOfficerIds', 'Không có cán bộ này.');
    return { ...given, name: titleCaseName(given.name), complainedOfficerIds: [...new Set(given.complainedOfficerIds)] };
  }

  async function bookingOf(session: SessionRecord, bookingId: string): Promise<BookingRecord> {
    const booking = await bookings.find(bookingId);
    if (booking?.sessionId !== session.id || booking.status === 'cancelled')
      throw new ProblemError('reception_booking_not_found', 'Người này không (còn) đăng ký buổi tiếp này.');
    return booking;
  }

  return {
    async day(who: OfficerIdentity, sessionId: string): Promise<ReplyOf<typeof readReceptionDay>> {
      const session = await sessions.require(sessionId);
      const [shown, booked, written] = await Promise.all([
        sessions.show(session),
        bookings.ofSession(sessionId),
        store.ofSession(sessionId),
      ]);
      const received = new Set(written.flatMap(({ bookingId }) => bookingId ?? []));
      return {
        session: shown,
        registerOpen: session.cancelled === null && isToday(session),
        visitors: booked
          .filter(({ id }) => !received.has(id))
          .map((booking) => {
            const words = booking.sealed === null ? null : openBooking(booking.sealed, booking.id);
            return {
              bookingId: booking.id,
              seat: booking.seat,
              around: aroundTime(session.from, booking.seat, session.minutesEach),
              name: words?.name ?? '',
              address: words?.address ?? '',
              phone: words?.phone ?? null,
              topic: words?.topic ?? '',
              people: booking.people,
              absent: booking.status === 'absent',
            };
          }),
        entries: await entries.rows(written, who),
      };
    },

    /** Numbers and keeps a line, once for each key and each booking. */
    async add(
      who: OfficerIdentity,
      sessionId: string,
      { bookingId, ...given }: ParsedRequestOf<typeof addReceptionEntry>['body'],
      key: string | null,
    ): Promise<ReceptionEntry> {
      const fingerprint = digest(JSON.stringify({ sessionId, bookingId, ...given }));
      const session = await sessions.require(sessionId);
      assertDay(session);
      const fields = await tidy(given, who);
      const booking = bookingId === null ? null : await bookingOf(session, bookingId);
      const id = newId();
      const kept: Kept = { fields, answers: [], minutes: null, corrections: [] };
      const outcome = await store.add(
        {
          id,
          year: Number(session.day.slice(0, 4)),
          sessionId,
          day: session.day,
          bookingId,
          residentId: booking?.residentId ?? null,
          kind: fields.kind,
          people: fields.people,
          ...(await clockOf(session.day, fields)),
          answer: null,
          answers: 0,
          answerUntold: false,
          extended: false,
          escalatedFor: null,
          handler: { officerId: who.officerId, name: who.name },
          complainedOfficerIds: fields.complainedOfficerIds,
          openPromises: 0,
          nextPromiseOn: null,
          revision: 0,
          fingerprint,
          createdAt: clock.now(),
          sealed: seal(kept, id),
        },
        key === null ? null : `${who.officerId}|${key}`,
      );
      if (outcome.kind === 'booking_taken')
        throw new ProblemError('reception_entry_exists', `Người này đã được ghi vào sổ, số ${outcome.entry.sequence}. Xin tải lại trang.`);
      if (outcome.entry.fingerprint !== fingerprint)
        throw new ProblemError('idempotency_key_reused', 'Lần bấm này đã dùng cho một dòng khác trong sổ. Xin tải lại trang.');
      return entries.show(outcome.entry, who);
    },

    async markAbsence(bookingId: string, absent: boolean): Promise<{ absent: boolean }> {
      const booking = await bookings.find(bookingId);
      if (!booking || booking.status === 'cancelled')
        throw new ProblemError('reception_booking_not_found', 'Không tìm thấy lượt đăng ký này.');
      assertDay(await sessions.require(booking.sessionId));
      const known = await store.ofBookings([bookingId]);
      if (absent && known.size > 0) throw new ProblemError('reception_entry_exists', 'Người này đã được ghi vào sổ.');
      await bookings.setAbsent(bookingId, absent);
      return { absent };
    },

    read: async (who: OfficerIdentity, id: string) => entries.show(await entries.forOfficer(who, id), who),

    /** Keeps what stood before, with who changed it and why. */
    async correct(
      who: OfficerIdentity,
      id: string,
      { revision, reason, ...given }: ParsedRequestOf<typeof correctReceptionEntry>['body'],
    ): Promise<ReceptionEntry> {
      const { entry, kept } = await entries.seen(who, id, revision);
      if (kept.corrections.length >= mostCorrections)
        throw new ProblemError('reception_entry_changed', 'Dòng này đã sửa quá nhiều lần, không sửa thêm được nữa.');
      const fields = await tidy(given, who);
      const clockAfter = entry.extended || entry.answer !== null ? {} : await clockOf(entry.day, fields);
      const written = { officerId: who.officerId, by: who.name, at: clock.now().toISOString() };
      const after = await entries.step(
        entry,
        { ...kept, fields, corrections: [...kept.corrections, { ...written, reason, before: { part: 'fields', fields: kept.fields } }] },
        { kind: fields.kind, people: fields.people, complainedOfficerIds: fields.complainedOfficerIds, ...clockAfter },
      );
      return entries.show(after, who);
    },

    async list(
      who: OfficerIdentity,
      query: ParsedRequestOf<typeof listReceptionEntries>['query'],
    ): Promise<ReplyOf<typeof listReceptionEntries>> {
      const [sequence, year] = query.number?.split('/').map(Number) ?? [];
      const filter = {
        from: query.from ?? null,
        to: query.to ?? null,
        year: year ?? null,
        sequence: sequence ?? null,
        kind: query.kind ?? null,
      };
      const found = await store.list(filter, markOf(query.after), pageSize + 1);
      // Whoever may not know of a denunciation may not find it by asking for denunciations either.
      const rows = query.kind === undefined ? found : found.filter((entry) => !isSecretFor(entry, who));
      const last = found.slice(0, pageSize).at(-1);
      return {
        entries: await entries.rows(rows.slice(0, pageSize), who),
        next: found.length > pageSize && last ? cursorOf(last) : null,
      };
    },
    async due(who: OfficerIdentity): Promise<ReplyOf<typeof listDueReceptionAnswers>> {
      const [open, promised] = await Promise.all([store.open(null, mostDue), store.promised(mostDue)]);
      return {
        today: dayOf(clock.now()),
        entries: await entries.rows(open, who),
        promises: await entries.rows(
          promised.filter((entry) => !isSecretFor(entry, who)),
          who,
        ),
      };
    },
    async officers() {
      return { officers: (await officers.list()).filter(({ active }) => active).map(({ id, name, title }) => ({ id, name, title })) };
    },

    /** Throws for a period that cannot be. */
    assertPeriod({ from, to }: { from: string; to: string }): void {
      if (to < from) throw invalid('query.to', 'Ngày cuối phải từ ngày đầu trở đi.');
    },
    /** A period of the register, oldest first; of denunciations only number and day. */
    async exportTo(who: OfficerIdentity, { from, to }: { from: string; to: string }, sheet: SpreadsheetWriter): Promise<void> {
      sheet.begin(`Sổ tiếp công dân từ ${shortDate(from)} đến ${shortDate(to)} (Mẫu 03/TCD)`, registerColumns);
      for (let after: RegisterMark | null = null; ; ) {
        const page: EntryRecord[] = await store.list({ from, to, year: null, sequence: null, kind: null }, after, exportPage, 1);
        for (const entry of page)
          await sheet.row(registerCells(entry, entries.open(entry), entry.kind === 'denunciation' || isSecretFor(entry, who)));
        after = page.length < exportPage ? null : (page.at(-1) ?? null);
        if (after === null) break;
      }
      await sheet.end();
    },
    unlink: (residentId: string): Promise<void> => store.unlink(residentId),
  };
}

const cursorOf = ({ year, sequence }: RegisterMark): string => Buffer.from(`${year}_${sequence}`).toString('base64url');
function markOf(cursor: string | undefined): RegisterMark | null {
  if (cursor === undefined) return null;
  const [, year, sequence] = /^(\d{4})_(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (year === undefined || sequence === undefined) throw invalid('query.after', 'Mốc trang không đúng.');
  return { year: Number(year), sequence: Number(sequence) };
}
