import type { Clock } from '../../clock.js';
import type { FeedbackSettings } from '../../contracts/feedback-settings.js';
import { permissions } from '../../contracts/permissions.js';
import type { Day } from '../../contracts/primitives.js';
import type { Role } from '../../contracts/residents.js';
import { type ReportFacts, reportLetter } from '../../domain/report-letters.js';
import type { Notice, NoticeKind, ReportRecord } from '../../domain/report-record.js';
import { datesOf, termsOn } from '../../domain/report-terms.js';
import { addDays, dayOf, instantAt } from '../../domain/vietnam-time.js';
import { addWorkingDays, isWorkingDay, type PublicCalendar } from '../../domain/working-days.js';
import type { AudienceRow } from '../audience/audience.service.js';
import type { Delivered, MessagesService, Outgoing } from '../messages/messages.service.js';
import type { DueMark, ReportsStore } from './reports.store.js';

type Deps = {
  store: ReportsStore;
  settings: { read(): Promise<FeedbackSettings> };
  communes: { settings(): Promise<{ officeName: string }>; hamlets(): Promise<readonly { key: string; name: string }[]> };
  calendar: { publicCalendar(): Promise<PublicCalendar> };
  officers: {
    withRole(...roles: readonly Role[]): Promise<{ id: string; residentId: string | null }[]>;
    residentOf(officerId: string): Promise<string | null>;
  };
  audience: {
    ofResident(residentId: string): Promise<AudienceRow | null>;
    phonesOf(ids: readonly string[]): Promise<Map<string, string>>;
  };
  messages: Pick<MessagesService, 'deliver'>;
  /** A keyed hash, so that the messages' collection does not tell who reported what. */
  digest: (text: string) => string;
  checkToken: (reportId: string, round: number, expiresAt: Date) => string;
  clock: Clock;
};

const atOnce = 50;
const dayMilliseconds = 86_400_000;
const staleDays = 7;
const officerStaleDays = 2;
const checkDays = 60;
/** The morning sweep speaks once people are up. */
const speaksFrom = '07:00';

export type ReportNoticesService = ReturnType<typeof reportNoticesService>;

/** Tells people what became of reports, and officers what is due; each exactly once, however often it runs and in however many workers. */
export function reportNoticesService(deps: Deps) {
  const { store, settings, communes, calendar, officers, audience, messages, digest, checkToken, clock } = deps;

  async function recipientOf(residentId: string): Promise<Outgoing['recipient'] | null> {
    const row = await audience.ofResident(residentId);
    if (!row) return null;
    return {
      residentId: null,
      zaloUserId: row.appUserId,
      oaUserId: row.oaUserId,
      phone: (await audience.phonesOf([row.id])).get(row.id) ?? null,
      // About the matter they brought, or their own work: no news of the commune.
      consent: true,
    };
  }

  /** Those with one of the roles, but for whom the report names. */
  async function officersBut({ excluded }: ReportRecord, roles: readonly Role[]) {
    return (await officers.withRole(...roles)).flatMap(({ id, residentId }) =>
      residentId === null || excluded.includes(id) ? [] : [{ residentId, isReporter: false }],
    );
  }

  /** Residents a notice goes to; `isReporter` decides which text of the answer they may read. */
  async function residentsFor(record: ReportRecord, { to }: Notice): Promise<{ residentId: string; isReporter: boolean }[]> {
    const officer = async (officerId: string | undefined) => {
      const residentId = officerId === undefined ? null : await officers.residentOf(officerId);
      return residentId === null ? [] : [{ residentId, isReporter: false }];
    };
    const reporter = record.reporter === null ? [] : [{ residentId: record.reporter.residentId, isReporter: true }];
    switch (to) {
      case 'reporter':
        return reporter;
      case 'everybody':
        return [...reporter, ...record.followers.map(({ residentId }) => ({ residentId, isReporter: false }))];
      case 'assignee':
        return officer(record.assignee?.officerId);
      case 'author':
        return officer(record.answer.author?.officerId);
      case 'dispatchers':
        return officersBut(record, permissions['feedback.moderate']);
      case 'chairmen':
        return officersBut(record, permissions['feedback.approve']);
    }
  }

  function factsOf(record: ReportRecord, notice: Notice, names: Names, isReporter: boolean): ReportFacts {
    const answer = record.answers[0] ?? null;
    return {
      id: record.id,
      code: record.code,
      categoryName: names.category(record.categoryKey),
      hamletName: names.hamlet(record.hamletKey),
      officeName: names.office,
      promisedOn: record.promisedOn,
      note: notice.kind === 'question' ? (record.question?.text ?? '') : notice.note,
      answer: answer && (isReporter ? answer.text : answer.publicText),
      signedBy: answer?.signedBy ?? null,
      token:
        notice.kind === 'fixed_check' && record.check !== null
          ? checkToken(record.id, record.check.round, new Date(instantAt(record.check.on, '00:00').getTime() + checkDays * dayMilliseconds))
          : null,
    };
  }

  type Names = { office: string; category: (key: string) => string; hamlet: (key: string) => string };
  async function namesNow(): Promise<Names> {
    const [{ categories }, hamlets, { officeName }] = await Promise.all([settings.read(), communes.hamlets(), communes.settings()]);
    const categoryNames = new Map(categories.map(({ key, name }) => [key, name]));
    const hamletNames = new Map(hamlets.map(({ key, name }) => [key, name]));
    return { office: officeName, category: (key) => categoryNames.get(key) ?? 'Ý kiến', hamlet: (key) => hamletNames.get(key) ?? '' };
  }

  async function tell(record: ReportRecord, notice: Notice, names: Names): Promise<Date | null> {
    const forOfficer = notice.to !== 'reporter' && notice.to !== 'everybody';
    let later: Date | null = null;
    for (const { residentId, isReporter } of await residentsFor(record, notice)) {
      const recipient = await recipientOf(residentId);
      if (!recipient) continue;
      const { text, buttons, template } = reportLetter(notice.kind, factsOf(record, notice, names, isReporter));
      const delivered: Delivered = await messages.deliver({
        entryId: `rp-${digest(`${record.id}|${notice.key}|${residentId}`).slice(0, 40)}`,
        source: 'report',
        sourceId: '',
        kind: notice.kind,
        recipient,
        letter: { text, buttons },
        template,
        staleAfter: new Date(notice.at.getTime() + (forOfficer ? officerStaleDays : staleDays) * dayMilliseconds),
      });
      if (delivered.kind === 'later') {
        const at = new Date(clock.now().getTime() + delivered.retryAfterMilliseconds);
        if (later === null || at < later) later = at;
      }
    }
    return later;
  }

  /** The reminders a report has earned by a day. One that comes first on a later day says only the last. */
  function remindersOf(record: ReportRecord, today: Day, calendar: PublicCalendar): NoticeKind[] {
    const { dueOn, veryOverdueOn } = record;
    // Advertising waits without being asked after; what may be serious does not.
    if (dueOn === null || (record.queue === 'aside' && !record.suspicions.includes('possible_denunciation'))) return [];
    const kinds: NoticeKind[] = [];
    if (veryOverdueOn !== null && today >= veryOverdueOn) kinds.push('very_overdue');
    if (today > dueOn) kinds.push('overdue');
    else if (today === dueOn) kinds.push('due_today');
    else if (isWorkingDay(today, calendar) && addWorkingDays(today, 1, calendar).day >= dueOn) kinds.push('due_soon');
    return kinds;
  }

  const said: Partial<Record<NoticeKind, string>> = {
    due_soon: 'Nhắc cán bộ: còn 1 ngày làm việc.',
    due_today: 'Nhắc cán bộ: đến hạn hôm nay.',
    overdue: 'Đã quá hạn.',
    very_overdue: 'Quá hạn nhiều ngày: báo lãnh đạo.',
  };

  return {
    recipientOf,
    /** Sends what waits in the reports. Answers how many were looked at. */
    async relay(): Promise<number> {
      const now = clock.now();
      const records = await store.toTell(now, atOnce);
      if (records.length === 0) return 0;
      const names = await namesNow();
      for (const record of records)
        for (const notice of record.outbox)
          if (notice.at <= now) await store.settleNotice(record.id, notice.key, await tell(record, notice, names));
      return records.length;
    },

    /** Reminds the officer before, on and after the due day, tells the chairman of very late ones, asks whether answered ones were fixed. */
    async sweep(): Promise<void> {
      const now = clock.now();
      const today = dayOf(now);
      if (now < instantAt(today, speaksFrom)) return;
      const publicCalendar = await calendar.publicCalendar();
      const until = addWorkingDays(today, 1, publicCalendar).day;
      let after: DueMark | null = null;
      for (;;) {
        const page: ReportRecord[] = await store.dueUntil(until, after, atOnce);
        for (const record of page)
          for (const kind of remindersOf(record, today, publicCalendar)) {
            const to = kind === 'very_overdue' ? 'chairmen' : record.assignee === null ? 'dispatchers' : 'assignee';
            await store.remind(
              record.id,
              record.revision,
              { key: `${kind}-${record.dueOn}`, kind, to, at: now, note: '' },
              { at: now, by: 'Hệ thống', text: said[kind] ?? '', shown: false },
            );
          }
        const last = page.at(-1);
        if (page.length < atOnce || last === undefined) break;
        after = store.dueMark(last);
      }
      for (const record of await store.toCheck(today, atOnce)) {
        if (record.check === null) continue;
        await store.change(
          record,
          {
            check: { ...record.check, state: 'asked' },
            events: [{ at: now, by: 'Hệ thống', text: 'Hỏi lại người gửi: việc đã khắc phục chưa?', shown: false }],
            notices: [{ key: `fixed_check-${record.check.round}`, kind: 'fixed_check', to: 'reporter', at: now, note: '' }],
          },
          now,
        );
      }
    },

    /** After the calendar changed: open reports get their days anew; a promised day never comes nearer. Answers how many moved. */
    async recount(): Promise<number> {
      const now = clock.now();
      const [publicCalendar, { terms }] = await Promise.all([calendar.publicCalendar(), settings.read()]);
      const inForce = termsOn(terms, dayOf(now));
      let moved = 0;
      let after: string | null = null;
      for (;;) {
        const page: ReportRecord[] = await store.open(after, atOnce);
        for (const record of page) {
          if (record.dueOn === null) continue;
          const dates = datesOf(record.clock, record.promisedOn, inForce, publicCalendar);
          if (dates.dueOn === record.dueOn && dates.veryOverdueOn === record.veryOverdueOn) continue;
          const event = { at: now, by: 'Hệ thống', text: `Tính lại hạn theo lịch nghỉ: ${dates.dueOn ?? 'tạm dừng'}.`, shown: false };
          if (await store.change(record, { ...dates, events: [event], notices: [] }, now)) moved += 1;
        }
        after = page.at(-1)?.id ?? null;
        if (page.length < atOnce) return moved;
      }
    },

    /** Retention: what told phones apart is kept for a month. */
    forgetOld: (): Promise<void> => store.forgetSenders(instantAt(addDays(dayOf(clock.now()), -30), '00:00')),
  };
}
