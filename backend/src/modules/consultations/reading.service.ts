import type { Clock } from '../../clock.js';
import { outside } from '../../contracts/consultation-desk.js';
import { consultationMatter } from '../../contracts/consultation-matters.js';
import { numbered } from '../../contracts/consultation-text.js';
import {
  type Consultation,
  type listConsultations,
  type listPublicOpinions,
  type OwnOpinion,
  opinionsPerDay,
  type PublicConsultationRow,
  type PublicOpinion,
  PublicState,
  type Stance,
} from '../../contracts/consultations.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import { stateOn } from '../../domain/consultation-rules.js';
import { dayOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { CommunesService } from '../communes/communes.service.js';
import { consultationUnknown } from './consultations.service.js';
import type { ConsultationRecord, ConsultationRow, ConsultationsStore, PastMark, Version } from './consultations.store.js';
import type { DeskView } from './desk-view.js';
import type { OpinionRecord, OpinionsStore } from './opinions.store.js';
import type { PersonKeys } from './person-keys.js';
import { publishedSynthesis } from './synthesis-view.js';
import type { VoicesStore } from './voices.store.js';

type Deps = {
  store: Pick<ConsultationsStore, 'find' | 'open' | 'past'>;
  opinions: Pick<OpinionsStore, 'shown' | 'ownOf' | 'perParagraph' | 'countOf'>;
  voices: Pick<VoicesStore, 'supportsOf' | 'standing' | 'stanceOf' | 'stances'>;
  view: Pick<DeskView, 'countsOf' | 'papersOf'>;
  communes: Pick<CommunesService, 'hamlets'>;
  keys: PersonKeys;
  clock: Clock;
};

const pageSize = 20;
const mostOpen = 50;
const mostOwn = 100;
const mostOnHub = 5;

const unreadableMark = () =>
  new ProblemError('invalid_request', 'Mốc trang không đúng.', { fields: [{ field: 'query.after', message: 'Không đúng.' }] });
const markOf = ({ closesOn, id }: ConsultationRow): string => Buffer.from(`${closesOn}|${id}`).toString('base64url');
function readMark(after: string | undefined): PastMark | null {
  if (after === undefined) return null;
  const [, closesOn, id] = /^(\d{4}-\d\d-\d\d)\|([0-9a-f]{24})$/.exec(Buffer.from(after, 'base64url').toString()) ?? [];
  if (closesOn === undefined || id === undefined) throw unreadableMark();
  return { closesOn, id };
}

/** What lies before Nhân dân now, with the days it has. */
export type Published = ConsultationRecord & { opensOn: string; closesOn: string; current: Version };

export type ReadingService = ReturnType<typeof readingService>;

/** Consultations as everybody reads them. */
export function readingService({ store, opinions, voices, view, communes, keys, clock }: Deps) {
  const today = () => dayOf(clock.now());

  async function published(id: string): Promise<Published> {
    const record = await store.find(id);
    const current = record?.versions.at(-1);
    if (!record || !current || record.opensOn === null || record.closesOn === null) throw consultationUnknown();
    return { ...record, opensOn: record.opensOn, closesOn: record.closesOn, current };
  }

  const stateOf = (record: Pick<ConsultationRecord, 'state' | 'closesOn'>) =>
    PublicState.parse(stateOn(record.state, record.closesOn, today()));

  function row(record: ConsultationRow): PublicConsultationRow[] {
    const { id, number, title, summary, matter, opensOn, closesOn } = record;
    if (opensOn === null || closesOn === null || matter === null) return [];
    return [{ id, number, title, summary, matterName: consultationMatter(matter).name, state: stateOf(record), opensOn, closesOn }];
  }

  /** What became of the group an opinion fell into, once that is published. */
  function answerTo({ answered, synthesis }: ConsultationRecord, { group }: OpinionRecord): PublicOpinion['answer'] {
    const point = answered === null ? undefined : synthesis?.points.find(({ key }) => key === group);
    return point === undefined || point.decision === null ? null : { title: point.title, decision: point.decision };
  }

  async function opinionsOf(
    record: ConsultationRecord,
    list: readonly OpinionRecord[],
    residentId: string | null,
  ): Promise<PublicOpinion[]> {
    const ids = list.map(({ id }) => id);
    const hashes = residentId === null ? [] : ids.flatMap((id) => keys.supportHashes(id, residentId));
    const [supports, standing, hamlets] = await Promise.all([voices.supportsOf(ids), voices.standing(hashes), communes.hamlets()]);
    return list.map((opinion) => {
      const { id, version, paragraph, text, channel, name, hamletKey, on, people } = opinion;
      return {
        ...{ id, version, paragraph, text, channel, name, on, people },
        hamletName: hamletKey === null ? null : (hamlets.find(({ key }) => key === hamletKey)?.name ?? null),
        supports: supports.get(id) ?? 0,
        supported: residentId !== null && keys.supportHashes(id, residentId).some((hash) => standing.has(hash)),
        answer: answerTo(record, opinion),
      };
    });
  }

  async function page(
    record: ConsultationRecord,
    { paragraph, after }: { paragraph?: string | undefined; after?: string | undefined },
    residentId: string | null,
  ): Promise<ReplyOf<typeof listPublicOpinions>> {
    if (after !== undefined && !/^[0-9a-f]{24}$/.test(after)) throw unreadableMark();
    if (record.state === 'withdrawn') return { opinions: [], next: null };
    const list = await opinions.shown(record.id, { paragraph, after: after ?? null, limit: pageSize + 1 });
    const first = list.slice(0, pageSize);
    return {
      opinions: await opinionsOf(record, first, residentId),
      next: list.length > pageSize ? (first.at(-1)?.id ?? null) : null,
    };
  }

  function ownOpinion(record: ConsultationRecord, opinion: OpinionRecord): OwnOpinion {
    const { id, version, paragraph, text, name, on, state, group, history } = opinion;
    return {
      ...{ id, version, paragraph, text, name, on, state },
      answer: answerTo(record, opinion),
      reason: history.at(-1)?.reason ?? null,
      outside: record.answered !== null && group === outside,
    };
  }

  return {
    published,
    stateOf,
    ownOpinion,
    async list(after: string | undefined): Promise<ReplyOf<typeof listConsultations>> {
      const day = today();
      const mark = readMark(after);
      const [open, past] = await Promise.all([mark === null ? store.open(day, mostOpen) : [], store.past(day, mark, pageSize + 1)]);
      const shown = past.slice(0, pageSize);
      const last = shown.at(-1);
      return { open: open.flatMap(row), past: shown.flatMap(row), next: past.length > pageSize && last ? markOf(last) : null };
    },
    /** The open ones for the page where everything that asks people meets: the soonest to close first. */
    async openFor(): Promise<{ id: string; number: string; title: string; closesOn: string }[]> {
      const open = await store.open(today(), mostOnHub);
      return open.flatMap(row).map(({ id, number, title, closesOn }) => ({ id, number, title, closesOn }));
    },
    /** `residentId` null: on the web, where nobody is known. */
    async read(residentId: string | null, id: string): Promise<Consultation> {
      const record = await published(id);
      const { current, versions, withdrawn } = record;
      const state = stateOf(record);
      const isOver = state === 'closed' || state === 'answered' || state === 'archived';
      const day = today();
      const [first] = row({ ...record, hasCorrection: false });
      if (!first) throw consultationUnknown();
      const [papers, perParagraph, firstPage, counts, app, stance, own, usedToday] = await Promise.all([
        view.papersOf(state === 'withdrawn' ? [] : current.papers),
        opinions.perParagraph(id),
        page(record, {}, residentId),
        isOver ? view.countsOf(record) : null,
        isOver ? voices.stances(id, record.version) : null,
        residentId === null ? null : voices.stanceOf(keys.stanceHashes({ consultationId: id, version: record.version }, residentId)),
        residentId === null ? [] : opinions.ownOf(residentId, id, mostOwn),
        residentId === null ? 0 : opinions.countOf(keys.limitKeys(residentId, day)),
      ]);
      return {
        ...first,
        state,
        version: record.version,
        corrections: versions.flatMap(({ version, opensOn, reason }) => (reason === null ? [] : [{ version, on: opensOn, reason }])),
        extensions: record.extensions.map(({ at, from, to, reason }) => ({ on: dayOf(at), from, to, reason })),
        parts: state === 'withdrawn' ? [] : numbered(current.parts).map((part) => ({ ...part, opinions: perParagraph.get(part.key) ?? 0 })),
        papers,
        forms: current.forms,
        responsible: current.responsible,
        decidedAbove: record.decidedAbove,
        source: consultationMatter(record.matter ?? 0).source,
        withdrawn: withdrawn && { on: dayOf(withdrawn.at), reason: withdrawn.reason },
        stances: record.heard?.stances ?? (counts && app ? { app, otherwise: counts.otherwise } : null),
        synthesis: publishedSynthesis(record),
        opinions: firstPage,
        opinionCount: state === 'withdrawn' ? 0 : [...perParagraph.values()].reduce((sum, count) => sum + count, 0),
        mine: {
          stance: stance as Stance | null,
          opinions: own.map((opinion) => ownOpinion(record, opinion)),
          leftToday: Math.max(0, opinionsPerDay - usedToday),
        },
      };
    },
    async opinions(
      residentId: string,
      id: string,
      query: ParsedRequestOf<typeof listPublicOpinions>['query'],
    ): Promise<ReplyOf<typeof listPublicOpinions>> {
      return page(await published(id), query, residentId);
    },
  };
}
