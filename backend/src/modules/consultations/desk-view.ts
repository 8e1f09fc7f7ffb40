import type { Clock } from '../../clock.js';
import { type ConsultationTerm, type DeskConsultation, type DeskConsultationRow, outside } from '../../contracts/consultation-desk.js';
import { consultationMatter, matterOfDuties } from '../../contracts/consultation-matters.js';
import { opinionChannels, type Paper, type StanceCounts } from '../../contracts/consultations.js';
import { type OpinionCounts, opinionCounts } from '../../domain/consultation-counts.js';
import { gateOf, leastClosing, stateOn, synthesisDueDay, synthesisGateOf } from '../../domain/consultation-rules.js';
import { dayOf } from '../../domain/vietnam-time.js';
import type { PublicCalendar } from '../../domain/working-days.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { FilesService } from '../files/files.service.js';
import type { ConsultationRecord, ConsultationRow, Content, Signed } from './consultations.store.js';
import type { OpinionsStore } from './opinions.store.js';
import type { VoicesStore } from './voices.store.js';

type Deps = {
  opinions: Pick<OpinionsStore, 'cells'>;
  voices: Pick<VoicesStore, 'stances'>;
  terms: { list(): Promise<ConsultationTerm[]> };
  files: Pick<FilesService, 'list' | 'publicUrl'>;
  calendar: Pick<CalendarService, 'publicCalendar'>;
  clock: Clock;
  pageUrl: (id: string) => string;
};

const signature = ({ name, at }: Signed) => ({ name, at: at.toISOString() });

/** What is asked of a draft before it may be published today. */
export function gateFor(record: ConsultationRecord, working: Content & { reason: string | null }, today: string, calendar: PublicCalendar) {
  const matter = working.matter === null ? null : consultationMatter(working.matter);
  return {
    content: working,
    today,
    calendar,
    hearsAffected: matter?.number === matterOfDuties,
    matterSource: matter?.source ?? null,
    correction: record.version > 0 && record.closesOn !== null ? { reason: working.reason, closesOn: record.closesOn } : null,
  } satisfies Parameters<typeof gateOf>[0];
}

export type DeskView = ReturnType<typeof deskView>;

/** A consultation as officers see it, with everything that still stands in its way. */
export function deskView({ opinions, voices, terms, files, calendar, clock, pageUrl }: Deps) {
  async function countsOf(record: Pick<ConsultationRecord, 'id' | 'synthesis'>): Promise<OpinionCounts> {
    const points = (record.synthesis?.points ?? []).map(({ key }) => key);
    return opinionCounts(await opinions.cells(record.id), { points, outside, channels: opinionChannels });
  }

  async function papersOf(papers: Content['papers']): Promise<Paper[]> {
    if (papers.length === 0) return [];
    const known = new Map((await files.list(papers.map(({ fileId }) => fileId))).map((file) => [file.id, file]));
    return papers.flatMap(({ fileId, label }) => {
      const file = known.get(fileId);
      return file ? [{ fileId, label, kind: file.kind, bytes: file.bytes, url: files.publicUrl(fileId) }] : [];
    });
  }

  async function contentOf({ parts, papers, ...rest }: Content) {
    const { matter, title, summary, forms, responsible, planCouncil, planFront, affected, decidedAbove, special, closesOn } = rest;
    return {
      ...{ matter, title, summary, forms, responsible, planCouncil, planFront, affected, decidedAbove, special, closesOn },
      parts,
      papers: await papersOf(papers),
    };
  }

  /** The conditions for the synthesis as things stand now. */
  function synthesisGate(record: ConsultationRecord, counts: OpinionCounts) {
    const today = dayOf(clock.now());
    return synthesisGateOf({
      text: record.synthesis?.text ?? '',
      points: record.synthesis?.points ?? [],
      sentAbove: record.synthesis?.sentAbove ?? null,
      decidedAbove: record.decidedAbove,
      isClosed: stateOn(record.state, record.closesOn, today) === 'closed',
      waiting: counts.waiting,
      ungrouped: counts.ungrouped,
      today,
    });
  }

  function row(record: ConsultationRow, own: readonly ConsultationTerm[], publicCalendar: PublicCalendar): DeskConsultationRow {
    const today = dayOf(clock.now());
    const state = stateOn(record.state, record.closesOn, today);
    const dueOn = record.synthesisDueOn ?? (record.closesOn === null ? null : synthesisDueDay(record.closesOn, own, publicCalendar));
    const { id, number, title, matter, opensOn, closesOn, ungrouped, hasCorrection } = record;
    return {
      id,
      number,
      title,
      state,
      opensOn,
      closesOn,
      synthesisDueOn: dueOn,
      isLate: state === 'closed' && dueOn !== null && today > dueOn,
      matterName: matter === null ? null : consultationMatter(matter).name,
      ungrouped: state === 'open' || state === 'closed' ? ungrouped.length : 0,
      hasCorrection,
    };
  }

  return {
    countsOf,
    papersOf,
    synthesisGate,
    async rows(records: readonly ConsultationRow[]): Promise<DeskConsultationRow[]> {
      const [own, publicCalendar] = await Promise.all([terms.list(), calendar.publicCalendar()]);
      return records.map((record) => row(record, own, publicCalendar));
    },
    async show(record: ConsultationRecord, who: Pick<OfficerIdentity, 'officerId'>): Promise<DeskConsultation> {
      const today = dayOf(clock.now());
      const { working, versions, synthesis } = record;
      const current = versions.at(-1) ?? null;
      const noStances: StanceCounts = { agree: 0, disagree: 0, other: 0 };
      const [publicCalendar, own, counts, app, workingContent, currentContent] = await Promise.all([
        calendar.publicCalendar(),
        terms.list(),
        countsOf(record),
        record.version === 0 ? noStances : voices.stances(record.id, record.version),
        working && contentOf(working),
        current && contentOf(current),
      ]);
      const { id, number, revision, opensOn, closesOn, withdrawn, answered, disclosure, reports, archived } = record;
      const { synthesisDueOn, isLate } = row({ ...record, hasCorrection: false }, own, publicCalendar);
      return {
        id,
        number,
        revision,
        state: stateOn(record.state, closesOn, today),
        working: working &&
          workingContent && {
            content: workingContent,
            reason: working.reason,
            written: signature(working.written),
            isMine: working.written.officerId === who.officerId,
            gate: gateOf(gateFor(record, working, today, publicCalendar)),
          },
        leastClosing: leastClosing(today, working?.special ?? null, publicCalendar),
        current: current &&
          currentContent && {
            version: current.version,
            content: currentContent,
            published: signature(current.published),
            written: signature(current.written),
          },
        versions: versions.map(({ version, opensOn: from, until, title, reason, published }) => ({
          version,
          opensOn: from,
          closesOn: until,
          title,
          reason,
          published: signature(published),
        })),
        opensOn,
        closesOn,
        extensions: record.extensions.map(({ from, to, reason, by, at }) => ({ from, to, reason, by, at: at.toISOString() })),
        withdrawn: withdrawn && { reason: withdrawn.reason, by: withdrawn.name, at: withdrawn.at.toISOString() },
        counts: {
          waiting: counts.waiting,
          shown: counts.shown,
          hidden: counts.hidden,
          ungrouped: counts.ungrouped,
          outside: counts.outside,
        },
        channels: counts.channels,
        stances: { app, otherwise: counts.otherwise },
        synthesis: synthesis && {
          text: synthesis.text,
          points: synthesis.points.map((point) => ({ ...point, counts: counts.points.get(point.key) ?? [] })),
          sentAbove: synthesis.sentAbove,
          written: signature(synthesis.written),
          isMine: synthesis.written.officerId === who.officerId,
        },
        synthesisGate: synthesisGate(record, counts),
        synthesisDueOn,
        isLate,
        answered: answered && signature(answered),
        disclosureId: disclosure?.id ?? null,
        disclosureSlug: disclosure?.slug ?? null,
        reports,
        archived: archived && signature(archived),
        pageUrl: record.version === 0 ? null : pageUrl(id),
      };
    },
  };
}
