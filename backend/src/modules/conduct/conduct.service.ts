import type { Clock } from '../../clock.js';
import {
  type CommentState,
  type ConductCell,
  type ConductComment,
  conductItemKeys,
  type moderateConductComment,
  type OpenVisit,
  type rateVisit,
  type readConductResults,
  type readConductSummary,
} from '../../contracts/conduct.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import {
  added,
  daysToRate,
  fewestPublic,
  fewestTold,
  maskOfficerNames,
  mayRate,
  monthBefore,
  monthOf,
  monthsBack,
  newestShown,
  protectedTable,
  rateUntil,
  shownFrom,
  type Tally,
} from '../../domain/conduct.js';
import { addDays, dayOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { Visit, VisitsService } from '../appointments/visits.service.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { OfficersService } from '../officers/officers.service.js';
import type { ConductStore, RatingRecord } from './conduct.store.js';

type RateBody = ParsedRequestOf<typeof rateVisit>['body'];
type DecisionBody = ParsedRequestOf<typeof moderateConductComment>['body'];
type Thanks = ReplyOf<typeof rateVisit>;

type Deps = {
  store: ConductStore;
  visits: VisitsService;
  calendar: CalendarService;
  officers: Pick<OfficersService, 'list' | 'worksAt'>;
  /** What a text may be besides a comment. */
  legalSigns: (text: string) => readonly { kind: string; certainty: string }[];
  maskPersonalData: (text: string) => string;
  /** The keyed hash of an appointment under every key of the ring, the present one first. */
  hashesOf: (appointmentId: string) => readonly string[];
  /** A keyed hash of a request, to know a repeat. */
  digest: (text: string) => string;
  sealer: { seal(text: string): string; open(sealed: string): string | null };
  /** 24 hexadecimal characters that nobody can guess and that hold no time. */
  randomId: () => string;
  randomInteger: (below: number) => number;
  clock: Clock;
};

export type ConductService = ReturnType<typeof conductService>;

const pageSize = 50;
/** How many ratings are put away at once. */
const batch = 500;
/** How long the words of a comment are kept as they were written. */
const monthsOfOriginals = 12;

const notFound = () => new ProblemError('appointment_not_found', 'Không tìm thấy lần hẹn này trong tài khoản của ông/bà.');
const commentGone = () => new ProblemError('conduct_comment_not_found', 'Không có góp ý này.');

/** What residents think of how they were received: asked of who was there, kept without who said it, told by team and month only. */
export function conductService(deps: Deps) {
  const { store, visits, calendar, officers, legalSigns, maskPersonalData, hashesOf, digest, sealer, randomId, randomInteger, clock } =
    deps;
  const today = () => dayOf(clock.now());
  const openVisit = ({ id, plainName, way, counterName, date }: Visit): OpenVisit => ({
    appointmentId: id,
    plainName,
    way,
    counterName,
    date,
    rateUntil: rateUntil(date),
  });

  async function openOf(residentId: string): Promise<Visit[]> {
    const now = today();
    const all = (await visits.served(residentId, addDays(now, -daysToRate))).filter((visit) => mayRate(visit, now) === 'yes');
    if (all.length === 0) return [];
    const worksAt = await officers.worksAt(residentId);
    const served = all.filter(({ counterKey }) => !worksAt(counterKey));
    if (served.length === 0) return [];
    const taken = await store.claimsOf(served.flatMap(({ id }) => hashesOf(id)));
    return served.filter(({ id }) => !hashesOf(id).some((hash) => taken.has(hash)));
  }

  async function ownVisit(residentId: string, id: string): Promise<Visit> {
    const visit = await visits.own(residentId, id);
    if (!visit) throw notFound();
    return visit;
  }

  async function assertRatable(residentId: string, visit: Visit): Promise<void> {
    const may = mayRate(visit, today());
    if (may === 'not_seen')
      throw new ProblemError('visit_not_seen', 'Lần hẹn này chưa làm việc xong hoặc không diễn ra, nên chưa góp ý được.');
    if (may === 'too_late')
      throw new ProblemError('rating_too_late', `Đã quá ${daysToRate} ngày từ lần làm việc, nên không nhận góp ý nữa.`);
    if ((await officers.worksAt(residentId))(visit.counterKey))
      throw new ProblemError('not_allowed', 'Cán bộ không góp ý cho quầy mình làm việc.');
  }

  const alreadyRated = () => new ProblemError('already_rated', 'Lần làm việc này đã được góp ý. Cảm ơn ông/bà.');

  async function maskedComment(text: string): Promise<RatingRecord['comment']> {
    if (text === '') return null;
    const signs = legalSigns(text);
    if (signs.some(({ kind, certainty }) => kind === 'denunciation' && certainty === 'clear'))
      throw new ProblemError(
        'denunciation_not_here',
        'Nội dung này là tố cáo. Luật chỉ nhận tố cáo bằng đơn có chữ ký hoặc trình bày trực tiếp. Chưa có gì được gửi hay lưu lại.',
      );
    return {
      state: 'waiting',
      text: await masked(text),
      originalSealed: sealer.seal(text),
      signs: [...new Set(signs.map(({ kind }) => kind))],
      revision: 0,
      history: [],
    };
  }

  async function masked(text: string): Promise<string> {
    const names = (await officers.list()).map(({ name }) => name);
    return maskPersonalData(maskOfficerNames(text, names));
  }

  async function teamNames(): Promise<Map<string, string>> {
    const { counters } = await calendar.load();
    return new Map(counters.map(({ key, name }) => [key, name]));
  }

  function commentOf({ id, month, team, comment }: RatingRecord, names: ReadonlyMap<string, string>): ConductComment {
    if (!comment) throw commentGone();
    const { state, text, signs, revision, history, originalSealed } = comment;
    return {
      id,
      revision,
      month,
      teamName: names.get(team) ?? team,
      state,
      text,
      signs,
      hasOriginal: originalSealed !== null,
      history: history.map(({ decision, by, at, reason }) => ({ decision, by, at: at.toISOString(), reason })),
    };
  }

  return {
    // ---- Residents

    async open(residentId: string): Promise<{ visits: OpenVisit[] }> {
      return { visits: (await openOf(residentId)).map(openVisit) };
    },
    /** The latest one, for the home page. */
    async latestOpen(residentId: string): Promise<{ appointmentId: string; plainName: string; date: string } | null> {
      const [visit] = await openOf(residentId);
      return visit ? { appointmentId: visit.id, plainName: visit.plainName, date: visit.date } : null;
    },
    async readOpen(residentId: string, id: string): Promise<OpenVisit> {
      const visit = await ownVisit(residentId, id);
      if ((await store.claimsOf(hashesOf(id))).size > 0) throw alreadyRated();
      await assertRatable(residentId, visit);
      return openVisit(visit);
    },
    /** Rates once. The same request again gets the same answer, also when the first answer never arrived. */
    async rate(residentId: string, body: RateBody, key: string | null): Promise<Thanks> {
      const { appointmentId, overall, answers, comment: words } = body;
      const visit = await ownVisit(residentId, appointmentId);
      const request = digest(key === null ? randomId() : `${key}|${JSON.stringify([overall, Object.entries(answers).sort(), words])}`);
      const thanks: Thanks = { thanked: true, commentWaits: words !== '' };
      const hashes = hashesOf(appointmentId);
      const [hash = ''] = hashes;
      // Only while keys are being changed is there more than one hash.
      for (const standing of (await store.claimsOf(hashes)).values()) {
        if (standing !== request) throw alreadyRated();
        return thanks;
      }
      await assertRatable(residentId, visit);
      const comment = await maskedComment(words);
      const rating: RatingRecord = {
        id: randomId(),
        team: visit.counterKey,
        way: visit.way,
        month: monthOf(visit.date),
        overall,
        answers,
        comment,
      };
      const claimed = await store.claim({
        hash,
        request,
        ratedOn: today(),
        until: rateUntil(visit.date),
        pending: sealer.seal(JSON.stringify(rating)),
      });
      if (claimed.kind === 'taken' && claimed.request !== request) throw alreadyRated();
      return thanks;
    },

    // ---- The worker

    /**
     * Puts away the ratings of the days before, all together and in no order, and cuts them from their visits. May run twice and in several
     * workers at once. Answers how many there were.
     */
    async putAway(): Promise<number> {
      const before = today();
      let count = 0;
      for (;;) {
        const waiting = await store.pendingBefore(before, batch);
        if (waiting.length === 0) return count;
        const ratings = waiting.flatMap(({ pending }) => {
          const text = sealer.open(pending);
          return text === null ? [] : [JSON.parse(text) as RatingRecord];
        });
        for (const rating of shuffled(ratings)) await store.put(rating);
        await store.detach(waiting.map(({ hash }) => hash));
        count += ratings.length;
      }
    },
    /** Forgets which visits were rated once none of them could be rated again, and the words of comments as they were written after a year. */
    async forgetOld(): Promise<void> {
      await store.forgetClaims(today());
      await store.forgetOriginals(monthsBack(monthOf(today()), monthsOfOriginals + 1));
    },

    // ---- Numbers

    /** The whole office in the last twelve months that are told, those of few left out. */
    async summary(): Promise<ReplyOf<typeof readConductSummary>> {
      const to = newestShown(today());
      const from = monthsBack(to, 12);
      const ofMonth = new Map<string, Tally[]>();
      for (const { month, tally } of await store.tallies(from, to)) ofMonth.set(month, [...(ofMonth.get(month) ?? []), tally]);
      const sum = added(
        [...ofMonth.values()].map((tallies) => added(tallies, conductItemKeys)).filter(({ count }) => count >= fewestTold),
        conductItemKeys,
      );
      const cell: ConductCell =
        sum.count >= fewestPublic ? protectedTable(new Map([['office', sum]]), conductItemKeys).total : { state: 'hidden' };
      return { from, to, atLeast: fewestPublic, cell };
    },

    /** One month by teams; without numbers until they are told. */
    async results(asked: string | undefined): Promise<ReplyOf<typeof readConductResults>> {
      const now = today();
      const isShown = (month: string) => shownFrom(month) <= now;
      const current = monthOf(now);
      const known = new Set([...(await store.months()), current, monthBefore(current), newestShown(now)]);
      const months = [...known].sort().reverse();
      const month = asked ?? newestShown(now);
      const frame = {
        month,
        shownFrom: shownFrom(month),
        isShown: isShown(month),
        months: months.map((each) => ({ month: each, isShown: isShown(each) })),
        atLeast: fewestTold,
      };
      if (!frame.isShown) return { ...frame, total: { state: 'hidden' }, teams: [], comments: [] };
      const [rows, names, approved] = await Promise.all([store.tallies(month, month), teamNames(), store.approvedOf(month)]);
      const { total, teams } = protectedTable(new Map(rows.map(({ team, tally }) => [team, tally])), conductItemKeys);
      const nameOf = (team: string) => names.get(team) ?? team;
      return {
        ...frame,
        total,
        teams: [...teams]
          .map(([key, cell]) => ({ key, name: nameOf(key), cell }))
          .sort((one, other) => one.name.localeCompare(other.name, 'vi')),
        // A comment of few would be as good as a name.
        comments: approved.flatMap(({ id, team, comment }) => {
          const ofTeam = teams.get(team)?.state === 'shown';
          return comment && (ofTeam || total.state === 'shown') ? [{ id, text: comment.text, teamName: ofTeam ? nameOf(team) : null }] : [];
        }),
      };
    },

    /** How many said in these months that they met officers who were overbearing, as far as that is told; null when nothing is. */
    async metOverbearing(from: string, to: string): Promise<number | null> {
      const now = today();
      const ofMonth = new Map<string, Map<string, Tally>>();
      for (const { month, team, tally } of await store.tallies(from, to))
        if (shownFrom(month) <= now) ofMonth.set(month, (ofMonth.get(month) ?? new Map()).set(team, tally));
      const told = [...ofMonth.values()].filter((teams) => {
        const { total } = protectedTable(teams, conductItemKeys);
        return total.state === 'shown' && total.shares.overbearing !== null;
      });
      if (told.length === 0) return null;
      return told.reduce((sum, teams) => sum + added([...teams.values()], conductItemKeys).items.overbearing.yes, 0);
    },

    // ---- Comments

    async comments(state: CommentState, cursor: string | undefined) {
      const after = cursor === undefined ? null : readCursor(cursor);
      const [rows, names, waiting] = await Promise.all([
        store.comments(state, after, pageSize + 1),
        teamNames(),
        store.countComments('waiting'),
      ]);
      const page = rows.slice(0, pageSize);
      const last = page.at(-1);
      return {
        comments: page.map((row) => commentOf(row, names)),
        next: rows.length > pageSize && last ? Buffer.from(`${last.month}|${last.id}`).toString('base64url') : null,
        waiting,
      };
    },
    async original(id: string): Promise<{ original: string }> {
      const sealed = (await store.findComment(id))?.comment?.originalSealed ?? null;
      const original = sealed === null ? null : sealer.open(sealed);
      if (original === null) throw commentGone();
      return { original };
    },
    async decide(who: OfficerIdentity, id: string, body: DecisionBody): Promise<ConductComment> {
      const { decision, revision } = body;
      const row = await store.decide(
        id,
        revision,
        decision === 'edit'
          ? { state: 'approved', text: await masked(body.text) }
          : { state: decision === 'approve' ? 'approved' : 'hidden' },
        { decision, officerId: who.officerId, by: who.name, at: clock.now(), reason: decision === 'approve' ? null : body.reason },
      );
      if (row) return commentOf(row, await teamNames());
      if (!(await store.findComment(id))) throw commentGone();
      throw new ProblemError('conduct_comment_changed', 'Góp ý vừa được người khác duyệt. Xin tải lại rồi làm tiếp.');
    },
  };

  /** Every order is as likely as any other. */
  function shuffled<T>(list: readonly T[]): T[] {
    const mixed = [...list];
    for (let place = mixed.length - 1; place > 0; place -= 1) {
      const other = randomInteger(place + 1);
      [mixed[place], mixed[other]] = [mixed[other] as T, mixed[place] as T];
    }
    return mixed;
  }
}

function readCursor(cursor: string): { month: string; id: string } {
  const match = /^(\d{4}-\d{2})\|([0-9a-f]{24})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match)
    throw new ProblemError('invalid_request', 'Mốc trang không đúng dạng.', {
      fields: [{ field: 'query.after', message: 'Mốc trang không đúng dạng.' }],
    });
  return { month: match[1] as string, id: match[2] as string };
}
