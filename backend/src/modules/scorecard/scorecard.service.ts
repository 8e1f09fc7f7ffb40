import type { SpreadsheetWriter } from '../../adapters/spreadsheet.js';
import type { Clock } from '../../clock.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import {
  type readScorecard,
  type ScorecardRow,
  type ScoreKey,
  scoreBands,
  scoreCriteria,
  type typeScore,
} from '../../contracts/scorecard.js';
import { earlier, firstDayOf, lastDayOf, periodsBack, quarterOf, quartersOf } from '../../domain/periods.js';
import {
  addFacts,
  attitudeScore,
  contactedAgainDays,
  countOf,
  medianOf,
  officeOf,
  pointsOf,
  publishedPoints,
  type Scored,
  type ServedVisit,
  totalOf,
  type VisitFacts,
  visitFacts,
  voicesPoints,
} from '../../domain/scorecard.js';
import { addDays, dayOf, shortDate } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { VisitsService } from '../appointments/visits.service.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { ConductService } from '../conduct/conduct.service.js';
import type { DisclosuresService } from '../disclosures/disclosures.service.js';
import type { FeedbackFigures } from '../feedback/figures.service.js';
import type { ProceduresService } from '../procedures/procedures.service.js';
import type { ScorecardStore, TypedNumber } from './scorecard.store.js';
import { scorecardColumns, scorecardRows, scorecardTitle } from './scorecard-sheet.js';
import * as words from './scorecard-words.js';

type Deps = {
  store: ScorecardStore;
  visits: Pick<VisitsService, 'servedBetween' | 'firstServed'>;
  calendar: Pick<CalendarService, 'load'>;
  procedures: Pick<ProceduresService, 'versions'>;
  disclosures: Pick<DisclosuresService, 'countPosted'>;
  feedback: FeedbackFigures;
  conduct: Pick<ConductService, 'metOverbearing'>;
  clock: Clock;
};
type Scorecard = ReplyOf<typeof readScorecard>;
type Typing = ParsedRequestOf<typeof typeScore>;
/** Points before they are rounded. */
type Score = Pick<ScorecardRow, 'origin' | 'basis' | 'numbers'> & { points: number | null };

/** What a commune discloses of its procedures (Luật 10/2022/QH15 Art. 11(13)). */
const proceduresClass = 13;

const twoDecimals = (points: number | null) => (points === null ? null : Math.round(points * 100 + 1e-8) / 100);
const none = (...numbers: string[]): Score => ({ points: null, origin: 'none', basis: null, numbers });
const ofFiles = (scored: Scored, numbers: string[]): Score =>
  countOf(scored) === 0 ? none(...numbers) : { points: pointsOf(scored), origin: 'computed', basis: countOf(scored), numbers };

export type ScorecardService = ReturnType<typeof scorecardService>;

/** The nine criteria of the one-stop section, from what this system holds and what the office typed; nothing is guessed. */
export function scorecardService({ store, visits, calendar, procedures, disclosures, feedback, conduct, clock }: Deps) {
  const today = () => dayOf(clock.now());
  /** From then on what belongs to a quarter's matters has happened. */
  const settledFrom = (quarter: string) => addDays(lastDayOf(quarter), contactedAgainDays + 1);

  async function read(quarter: string): Promise<VisitFacts> {
    const [from, to] = [firstDayOf(quarter), lastDayOf(quarter)];
    const rows = await visits.servedBetween(addDays(from, -contactedAgainDays), addDays(to, contactedAgainDays));
    const served = rows.filter((row): row is typeof row & ServedVisit => row.servedAt !== null && row.endedAt !== null);
    return visitFacts(served, { from, to });
  }

  /** What is over is read once and kept: a year later nobody is named in a visit, and it could not be read again. */
  async function factsOf(quarters: readonly string[]): Promise<VisitFacts> {
    const kept = await store.kept(quarters);
    const all: VisitFacts[] = [];
    for (const quarter of quarters) all.push(kept.get(quarter) ?? (await read(quarter)));
    return addFacts(all);
  }

  const begun = (period: string) => quartersOf(period).filter((quarter) => firstDayOf(quarter) <= today());

  /** What was typed: of a quarter, or of a year when every quarter that has begun has a number. */
  function typedScore(typed: readonly TypedNumber[], key: ScoreKey, quarters: readonly string[]): Score {
    const scores = typed.filter(({ criterion }) => criterion === key).flatMap(({ entries }) => entries[0]?.score ?? []);
    if (scores.length === 0) return none(words.nothingHeld);
    if (scores.length < quarters.length) return none(words.quartersMissing(scores.length, quarters.length));
    const files = { two: 0, one: 0, none: 0 };
    const units: number[] = [];
    for (const score of scores)
      if (score.kind === 'unit') units.push(score.points);
      else for (const part of ['two', 'one', 'none'] as const) files[part] += score[part];
    if (units.length > 0) {
      const points = units.reduce((sum, each) => sum + each, 0) / units.length;
      const numbers = scores.length === 1 ? scores.map(words.typedWords) : [`Trung bình của ${units.length} quý.`];
      return { points, origin: 'typed', basis: null, numbers };
    }
    return countOf(files) === 0
      ? none(words.nothingHeld)
      : { points: pointsOf(files), origin: 'typed', basis: countOf(files), numbers: [words.typedWords({ kind: 'files', ...files })] };
  }

  async function scoresOf(period: string, typed: readonly TypedNumber[], facts: VisitFacts): Promise<Record<ScoreKey, Score>> {
    const now = today();
    const [from, to] = [firstDayOf(period), lastDayOf(period)];
    const day = earlier(to, now);
    const quarters = begun(period);
    const office = officeOf(facts);
    const [versions, posted, reports, overbearing] = await Promise.all([
      procedures.versions(),
      disclosures.countPosted(proceduresClass, day),
      feedback.between(from, to, now),
      conduct.metOverbearing(from.slice(0, 7), to.slice(0, 7)),
    ]);
    const inForce = versions.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day)).length;
    const attitude = attitudeScore(office.time, reports.attitude.answered + (overbearing ?? 0));
    const voices = voicesPoints(reports.procedures);
    const ofFilesTyped = typedScore(typed, 'totalTime', quarters);
    const byTime = ofFiles(office.time, words.timeWords(office));
    return {
      totalTime:
        ofFilesTyped.origin === 'typed' ? { ...ofFilesTyped, numbers: [...ofFilesTyped.numbers, ...byTime.numbers.slice(1)] } : byTime,
      unitTime: typedScore(typed, 'unitTime', quarters),
      contacts: ofFiles(office.matters, words.contactWords(office)),
      agencies: typedScore(typed, 'agencies', quarters),
      organisation: typedScore(typed, 'organisation', quarters),
      published: {
        points: publishedPoints({ electronic: inForce > 0, posted: posted > 0 }),
        origin: 'computed',
        basis: null,
        numbers: words.publishedWords({ day: shortDate(day), procedures: inForce, disclosures: posted }),
      },
      attitude: ofFiles(attitude, words.attitudeWords(office, reports.attitude, overbearing, attitude)),
      voices:
        voices === null
          ? none(...words.voicesWords(reports.procedures))
          : {
              points: voices,
              origin: 'computed',
              basis: reports.procedures.inTime + reports.procedures.late,
              numbers: words.voicesWords(reports.procedures),
            },
      online: typedScore(typed, 'online', quarters),
    };
  }

  const service = {
    async read(asked: string | undefined): Promise<Scorecard> {
      const now = today();
      const current = quarterOf(now);
      const period = asked ?? current;
      const quarters = begun(period);
      const [typed, facts, first, { counters }] = await Promise.all([
        store.typed(quarters),
        factsOf(quarters),
        visits.firstServed(),
        calendar.load(),
      ]);
      const scores = await scoresOf(period, typed, facts);
      const isQuarter = period.length > 4;
      const nameOf = (key: string) => counters.find((counter) => counter.key === key)?.name ?? key;
      return {
        period,
        periods: periodsBack(current, first === null ? current : quarterOf(first)),
        isOver: lastDayOf(period) < now,
        rows: scoreCriteria.map(({ key }) => {
          const { points, ...score } = scores[key];
          const own = isQuarter ? typed.find(({ criterion }) => criterion === key) : undefined;
          return {
            key,
            ...score,
            points: twoDecimals(points),
            typed: (own?.entries ?? []).map(({ score: said, source, by, at }) => ({ score: said, source, by, at: at.toISOString() })),
            revision: own?.revision ?? 0,
          };
        }),
        ...totalOf(
          scoreCriteria.map(({ key }) => scores[key].points),
          scoreBands,
        ),
        teams: Object.entries(facts.teams)
          .map(([key, { visits: count, time, matters, waits, works }]) => ({
            key,
            name: nameOf(key),
            visits: count,
            totalTime: twoDecimals(pointsOf(time)),
            contacts: twoDecimals(pointsOf(matters)),
            waitMinutes: medianOf(waits),
            workMinutes: medianOf(works),
          }))
          .sort((one, other) => one.name.localeCompare(other.name, 'vi')),
      };
    },

    async type(who: OfficerIdentity, { quarter, criterion }: Typing['params'], { revision, score, source }: Typing['body']) {
      const rule = scoreCriteria.find(({ key }) => key === criterion);
      if (!rule?.typed) throw new ProblemError('score_not_typed', 'Chỉ số này do hệ thống tính, không nhập tay.');
      const wrong = (field: string, message: string) => new ProblemError('invalid_request', message, { fields: [{ field, message }] });
      if (score && score.kind !== rule.measured) throw wrong('body.score', 'Cách nhập không đúng với chỉ số này.');
      if (score?.kind === 'files' && countOf(score) === 0) throw wrong('body.score.two', 'Xin ghi số hồ sơ.');
      if (firstDayOf(quarter) > today()) throw new ProblemError('score_too_early', 'Quý này chưa bắt đầu nên chưa có số liệu.');
      const entry = { score, source, by: who.name, officerId: who.officerId, at: clock.now() };
      const saved = await store.type(quarter, criterion, revision, entry);
      if (saved === null) throw new ProblemError('score_changed', 'Số liệu vừa được người khác nhập. Xin tải lại rồi sửa tiếp.');
      return { revision: saved };
    },

    /** Keeps what the visits of the last four quarters say, once each is over. May run twice. */
    async keepOver(): Promise<void> {
      const now = today();
      const year = Number(now.slice(0, 4));
      const over = [String(year - 1), String(year)].flatMap(quartersOf).filter((quarter) => settledFrom(quarter) <= now);
      const last = over.slice(-4);
      const kept = await store.kept(last);
      for (const quarter of last) if (!kept.has(quarter)) await store.keep(quarter, await read(quarter));
    },

    async exportTo(period: string, sheet: SpreadsheetWriter): Promise<void> {
      const scorecard = await service.read(period);
      sheet.begin(scorecardTitle(period), scorecardColumns);
      for (const row of scorecardRows(scorecard)) await sheet.row(row);
      await sheet.end();
    },
  };
  return service;
}
