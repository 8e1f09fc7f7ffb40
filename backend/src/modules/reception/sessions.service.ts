import type { Clock } from '../../clock.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import type {
  DeskReceptionSession,
  listReception,
  listReceptionSessions,
  PlannedReception,
  publishReceptionSession,
  ReceptionDraft,
  ReceptionRules,
  readReceptionDefaults,
  WeeklyReception,
} from '../../contracts/reception.js';
import type { Role } from '../../contracts/residents.js';
import { firstPublishableDay, leaderBlocks, timeFaults, weeklyPlan, weeksWithTooFew } from '../../domain/reception-days.js';
import { receptionRulesOn } from '../../domain/reception-rules.js';
import { addDays, dayOf, instantAt, longDate } from '../../domain/vietnam-time.js';
import { whyNotWorking } from '../../domain/working-days.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { BookingsStore } from './bookings.store.js';
import type { RegisterStore } from './register.store.js';
import type { SessionMark, SessionRecord, SessionsStore, SessionWords, Timed } from './sessions.store.js';
import { deskSession, publicSession } from './views.js';

type Leader = { id: string; name: string; title: string | null; roles: readonly Role[] };

type Deps = {
  store: SessionsStore;
  bookings: Pick<BookingsStore, 'taken'>;
  register: Pick<RegisterStore, 'countsOf'>;
  calendar: Pick<CalendarService, 'publicCalendar'>;
  communes: Pick<CommunesService, 'settings'>;
  officers: { withRole(...roles: readonly Role[]): Promise<Leader[]> };
  clock: Clock;
  digest: (text: string) => string;
  /** Tells caches that the schedule changed. */
  onChange: () => void;
};

const shown = 60;
const pageSize = 20;
/** How far ahead the editor looks for weeks without a session. */
const weeksAhead = 5;
/** A schedule is not published for further ahead: leaders, halls and holidays are not known then. */
const furthestDays = 366;
const leaderRoles = ['chairman', 'office_officer', 'judicial_officer'] as const satisfies readonly Role[];

export const noSession = () => new ProblemError('reception_session_not_found', 'Không tìm thấy buổi tiếp công dân này.');
const overlap = () =>
  new ProblemError('reception_overlap', 'Người tiếp đã có một buổi khác trùng giờ này. Xin chọn giờ khác hoặc người khác.');

export type SessionsService = ReturnType<typeof sessionsService>;

/** Publishing when and by whom people are received (Luật Tiếp công dân 42/2013/QH13 Art. 15, 18, 24). */
export function sessionsService({ store, bookings, register, calendar, communes, officers, clock, digest, onChange }: Deps) {
  const rulesToday = async () => receptionRulesOn(await store.rules(), dayOf(clock.now()));
  const invalid = (fields: { field: string; message: string }[]) =>
    new ProblemError('invalid_request', fields[0]?.message ?? 'Có chỗ chưa đúng.', { fields });

  async function leaders() {
    const found = await officers.withRole(...leaderRoles);
    return found
      .map(({ id, name, title, roles }) => ({ officerId: id, name, title, isChairman: roles.includes('chairman') }))
      .sort((one, other) => Number(other.isChairman) - Number(one.isChairman))
      .map((leader) => ({ ...leader, title: leader.title ?? (leader.isChairman ? 'Chủ tịch UBND xã' : 'Cán bộ') }));
  }

  async function timed(draft: ReceptionDraft): Promise<Timed> {
    const faults = timeFaults(draft);
    if (faults.length > 0) throw invalid(faults);
    const known = await leaders();
    const leader =
      draft.leaderOfficerId === null
        ? known.find(({ isChairman }) => isChairman)
        : known.find(({ officerId }) => officerId === draft.leaderOfficerId);
    if (!leader)
      throw invalid([
        {
          field: 'body.leaderOfficerId',
          message:
            draft.leaderOfficerId === null
              ? 'Chưa có ai giữ vai trò Chủ tịch; xin chọn người tiếp.'
              : 'Không có cán bộ này để tiếp công dân.',
        },
      ]);
    const { leaderOfficerId: _given, ...words } = draft;
    return {
      ...words,
      leaderOfficerId: leader.officerId,
      leaderName: leader.name,
      leaderTitle: leader.title,
      leaderIsChairman: leader.isChairman,
      startsAt: instantAt(draft.day, draft.from),
      endsAt: instantAt(draft.day, draft.to),
      blocks: leaderBlocks(leader.officerId, draft),
    };
  }

  /** Throws what keeps people from being received then, whatever the reason for receiving them. */
  function assertToCome({ day, startsAt }: Timed, now: Date): void {
    if (startsAt <= now)
      throw new ProblemError('day_in_past', 'Giờ này đã qua. Xin chọn ngày giờ khác.', {
        fields: [{ field: day < dayOf(now) ? 'body.day' : 'body.from', message: 'Đã qua.' }],
      });
    if (day > addDays(dayOf(now), furthestDays)) throw invalid([{ field: 'body.day', message: 'Chỉ công bố trong vòng một năm tới.' }]);
  }

  async function assertWorkingDay(day: string): Promise<void> {
    const off = whyNotWorking(day, await calendar.publicCalendar());
    if (off !== null)
      throw new ProblemError('reception_day_off', `${longDate(day)} không làm việc (${off}). Xin chọn ngày làm việc.`, {
        fields: [{ field: 'body.day', message: `Ngày này không làm việc (${off}).` }],
      });
  }

  async function assertInTime(day: string, now: Date): Promise<void> {
    const [rules, publicCalendar] = await Promise.all([rulesToday(), calendar.publicCalendar()]);
    const first = firstPublishableDay(dayOf(now), rules, publicCalendar);
    if (day < first)
      throw new ProblemError(
        'reception_published_late',
        `Lịch tiếp phải công bố trước ít nhất ${rules.publishAhead} ngày làm việc, nên sớm nhất là ${longDate(first)}. Việc gấp thì ghi là tiếp đột xuất và nêu lý do.`,
        { fields: [{ field: 'body.day', message: `Sớm nhất là ${longDate(first)}.` }] },
      );
  }

  const signed = (who: OfficerIdentity) => ({ officerId: who.officerId, name: who.name, at: clock.now() });

  async function shownAtDesk(records: readonly SessionRecord[]): Promise<DeskReceptionSession[]> {
    const ids = records.map(({ id }) => id);
    const [taken, entries] = await Promise.all([bookings.taken(ids), register.countsOf(ids)]);
    const now = clock.now();
    return records.map((record) =>
      deskSession(record, { taken: taken.get(record.id)?.length ?? 0, entries: entries.get(record.id) ?? 0 }, now),
    );
  }
  const show = async (record: SessionRecord): Promise<DeskReceptionSession> => (await shownAtDesk([record]))[0] as DeskReceptionSession;

  async function require(id: string): Promise<SessionRecord> {
    const record = await store.find(id);
    if (!record) throw noSession();
    return record;
  }

  /** Why a conditional step found nothing to do. */
  async function refuse(id: string, revision: number): Promise<never> {
    const record = await require(id);
    if (record.cancelled) throw new ProblemError('reception_session_closed', 'Buổi tiếp này đã hủy.');
    if (record.startsAt <= clock.now())
      throw new ProblemError('reception_session_closed', 'Buổi tiếp này đã bắt đầu hoặc đã qua, không đổi được nữa.');
    if (record.revision !== revision)
      throw new ProblemError('reception_session_changed', 'Buổi tiếp vừa được người khác sửa. Xin tải lại trang rồi làm tiếp.');
    throw noSession();
  }

  async function plan({
    weekday,
    weeks,
    ...draft
  }: WeeklyReception): Promise<{ days: PlannedReception[]; on: (day: string) => Promise<Timed> }> {
    const on = (day: string) => timed({ ...draft, day });
    const [rules, publicCalendar] = await Promise.all([rulesToday(), calendar.publicCalendar()]);
    const firstDay = firstPublishableDay(dayOf(clock.now()), rules, publicCalendar);
    const { leaderOfficerId } = await on(firstDay);
    const wide = Array.from({ length: 7 * weeks + 40 }, (_, index) => addDays(firstDay, index));
    const blocks = await store.takenBlocks(wide);
    const taken = (day: string) => leaderBlocks(leaderOfficerId, { ...draft, day }).some((block) => blocks.has(block));
    return { days: weeklyPlan({ weekday, weeks }, { firstDay, calendar: publicCalendar, taken }), on };
  }

  const wordsOf = (record: SessionRecord): SessionWords => {
    const { day, from, to, place, leaderOfficerId, leaderName, leaderTitle, leaderIsChairman, attendees, content, places, minutesEach } =
      record;
    return { day, from, to, place, leaderOfficerId, leaderName, leaderTitle, leaderIsChairman, attendees, content, places, minutesEach };
  };

  return {
    require,
    show,
    rulesToday,
    /** The next sessions as everybody reads them. */
    async listPublic(): Promise<ReplyOf<typeof listReception>> {
      const now = clock.now();
      const [records, settings, rules] = await Promise.all([store.upcoming(now, shown), communes.settings(), rulesToday()]);
      const taken = await bookings.taken(records.map(({ id }) => id));
      return {
        sessions: records.map((record) => publicSession(record, taken.get(record.id)?.length ?? 0, now)),
        officeName: settings.officeName,
        address: settings.address,
        hotline: settings.hotline,
        answerWithin: rules.firstAnswer,
      };
    },
    async list({ when, after }: ParsedRequestOf<typeof listReceptionSessions>['query']): Promise<ReplyOf<typeof listReceptionSessions>> {
      const now = clock.now();
      const mark = markOf(after);
      const records = when === 'upcoming' ? await store.upcoming(now, pageSize + 1, mark) : await store.past(now, pageSize + 1, mark);
      const page = records.slice(0, pageSize);
      const last = page.at(-1);
      return {
        sessions: await shownAtDesk(page),
        next: records.length > pageSize && last ? cursorOf({ at: last.startsAt, id: last.id }) : null,
      };
    },
    async defaults(): Promise<ReplyOf<typeof readReceptionDefaults>> {
      const now = clock.now();
      const today = dayOf(now);
      const [all, publicCalendar, known, settings, last] = await Promise.all([
        store.rules(),
        calendar.publicCalendar(),
        leaders(),
        communes.settings(),
        store.latest(),
      ]);
      const rules = receptionRulesOn(all, today);
      const firstDay = firstPublishableDay(today, rules, publicCalendar);
      const until = addDays(firstDay, 7 * weeksAhead + 7);
      const days = await store.chairmanDays(instantAt(addDays(today, -7), '00:00'), instantAt(until, '00:00'));
      return {
        rules,
        upcomingRules: all.filter(({ validFrom }) => validFrom > today),
        leaders: known,
        place: last?.place ?? settings.address,
        firstDay,
        // Weeks that begin when something can still be published for them.
        missingWeeks: weeksWithTooFew(days, { from: firstDay, weeks: weeksAhead, daysPerWeek: rules.daysPerWeek }, publicCalendar),
        last: last && {
          from: last.from,
          to: last.to,
          place: last.place,
          leaderOfficerId: last.leaderOfficerId,
          attendees: last.attendees,
          content: last.content,
          places: last.places,
          minutesEach: last.minutesEach,
        },
      };
    },
    async saveRules(rules: ReceptionRules): Promise<ReceptionRules> {
      await store.saveRules(rules);
      return rules;
    },

    /** Publishes one session, once for each key. */
    async publish(
      who: OfficerIdentity,
      { adHoc, ...draft }: ParsedRequestOf<typeof publishReceptionSession>['body'],
      idempotencyKey: string | null,
    ): Promise<DeskReceptionSession> {
      const now = clock.now();
      const fingerprint = digest(JSON.stringify({ adHoc, ...draft }));
      const words = await timed(draft);
      assertToCome(words, now);
      if (adHoc === null) {
        await assertWorkingDay(draft.day);
        await assertInTime(draft.day, now);
      }
      const key = idempotencyKey === null ? null : `${who.officerId}|${idempotencyKey}`;
      const outcome = await store.publish(words, { adHoc, published: signed(who), fingerprint }, key);
      if (outcome.kind === 'overlap') throw overlap();
      if (outcome.session.fingerprint !== fingerprint)
        throw new ProblemError('idempotency_key_reused', 'Lần bấm này đã dùng cho một buổi tiếp khác. Xin tải lại trang.');
      onChange();
      return show(outcome.session);
    },
    plan: async (weekly: WeeklyReception) => ({ days: (await plan(weekly)).days }),
    async publishWeeks(who: OfficerIdentity, weekly: WeeklyReception) {
      const { days, on } = await plan(weekly);
      const done: PlannedReception[] = [];
      const records: SessionRecord[] = [];
      for (const one of days) {
        const outcome =
          one.skippedBecause === null
            ? await store.publish(await on(one.day), { adHoc: null, published: signed(who), fingerprint: null }, null)
            : null;
        if (outcome !== null && outcome.kind !== 'overlap') records.push(outcome.session);
        done.push(outcome?.kind === 'overlap' ? { ...one, skippedBecause: 'Ngày này đã có buổi tiếp vào giờ ấy.' } : one);
      }
      onChange();
      return { sessions: await shownAtDesk(records), days: done };
    },
    /** Who booked is told by the worker; see reception-notices. */
    async change(
      who: OfficerIdentity,
      id: string,
      { revision, reason, ...draft }: ReceptionDraft & { revision: number; reason: string },
    ): Promise<DeskReceptionSession> {
      const before = await require(id);
      const words = await timed(draft);
      const now = clock.now();
      assertToCome(words, now);
      // Later than announced is a postponement, which needs its notice and no waiting time (Art. 24).
      if (before.adHoc === null && draft.day !== before.day) {
        await assertWorkingDay(draft.day);
        if (draft.day < before.day) await assertInTime(draft.day, now);
      }
      const highest = Math.max(0, ...((await bookings.taken([id])).get(id) ?? []));
      if (draft.places < highest)
        throw invalid([{ field: 'body.places', message: `Đã có người giữ chỗ số ${highest}, không bớt xuống dưới ${highest} chỗ được.` }]);
      const { officerId, name, at } = signed(who);
      const record = await store.change(id, revision, words, { officerId, name, at, reason, before: wordsOf(before) });
      if (record === 'overlap') throw overlap();
      if (!record) return refuse(id, revision);
      onChange();
      return show(record);
    },
    async cancel(
      who: OfficerIdentity,
      id: string,
      { revision, reason }: { revision: number; reason: string },
    ): Promise<DeskReceptionSession> {
      const record = await store.cancel(id, revision, { ...signed(who), reason });
      if (!record) return refuse(id, revision);
      onChange();
      return show(record);
    },
  };
}

const cursorOf = ({ at, id }: SessionMark): string => Buffer.from(`${at.getTime()}_${id}`).toString('base64url');
function markOf(cursor: string | undefined): SessionMark | null {
  if (cursor === undefined) return null;
  const [, time = '', id = ''] = /^(\d{1,15})_([0-9a-f]{24})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (id === '')
    throw new ProblemError('invalid_request', 'Mốc trang không đúng.', { fields: [{ field: 'query.after', message: 'Không đúng.' }] });
  return { at: new Date(Number(time)), id };
}
