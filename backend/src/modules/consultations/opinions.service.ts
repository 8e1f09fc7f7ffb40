import type { SpreadsheetWriter } from '../../adapters/spreadsheet.js';
import type { Clock } from '../../clock.js';
import {
  type DeskConsultation,
  type DeskOpinion,
  type groupOpinions,
  type listDeskOpinions,
  type moderateOpinion,
  type OpinionState,
  outside,
  type typeOpinion,
} from '../../contracts/consultation-desk.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import { dayOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { CommunesService } from '../communes/communes.service.js';
import { consultationChanged, consultationNotOpen, consultationUnknown } from './consultations.service.js';
import type { ConsultationRecord, ConsultationsStore } from './consultations.store.js';
import type { DeskView } from './desk-view.js';
import { assertParagraph, paragraphNumber, wordsKept } from './opinion-words.js';
import type { OpinionRecord, OpinionStep, OpinionsStore } from './opinions.store.js';
import { opinionCells, opinionColumns } from './opinions-sheet.js';
import type { VoicesStore } from './voices.store.js';

type Deps = {
  store: ConsultationsStore;
  opinions: OpinionsStore;
  voices: Pick<VoicesStore, 'supportsOf'>;
  view: DeskView;
  communes: Pick<CommunesService, 'hamlets'>;
  legalSigns: (text: string) => readonly { kind: string; certainty: string }[];
  maskPersonalData: (text: string) => string;
  sealer: { seal(text: string, id: string): string; open(sealed: string, id: string): string | null };
  newId: () => string;
  /** A keyed hash of a request, to know a repeat. */
  digest: (text: string) => string;
  clock: Clock;
};

type Query = ParsedRequestOf<typeof listDeskOpinions>['query'];
type Typed = ParsedRequestOf<typeof typeOpinion>['body'];
type Decision = ParsedRequestOf<typeof moderateOpinion>['body'];
type Group = ParsedRequestOf<typeof groupOpinions>['body'];

const pageSize = 50;
const exportedAtOnce = 500;
const pendingAtOnce = 10_000;

const opinionUnknown = () => new ProblemError('opinion_not_found', 'Không có ý kiến này.');

export type DeskOpinionsService = ReturnType<typeof deskOpinionsService>;

/** Opinions before everybody reads them: let through, edited or kept back with a reason, typed in from paper and meetings, put into groups. */
export function deskOpinionsService(deps: Deps) {
  const { store, opinions, voices, view, communes, maskPersonalData, sealer, newId, digest, clock } = deps;

  async function require(id: string): Promise<ConsultationRecord> {
    const record = await store.find(id);
    if (!record) throw consultationUnknown();
    return record;
  }

  async function shown(record: ConsultationRecord, list: readonly OpinionRecord[]): Promise<DeskOpinion[]> {
    const [supports, hamlets] = await Promise.all([voices.supportsOf(list.map(({ id }) => id)), communes.hamlets()]);
    return list.map((opinion) => {
      const { id, revision, version, paragraph, channel, on, people, stance, name, hamletKey, state, text, signs, group, note } = opinion;
      return {
        ...{ id, revision, version, paragraph, channel, on, people, stance, name, state, text, signs, note },
        // A group that is no more is none.
        group: group === outside || record.synthesis?.points.some(({ key }) => key === group) ? group : null,
        paragraphNumber: paragraphNumber(record, version, paragraph),
        hamletName: hamletKey === null ? null : (hamlets.find(({ key }) => key === hamletKey)?.name ?? null),
        hasOriginal: opinion.originalSealed !== null,
        supports: supports.get(id) ?? 0,
        history: opinion.history.map(({ decision, by, at, reason }) => ({ decision, by, at: at.toISOString(), reason })),
      };
    });
  }
  async function showOne(record: ConsultationRecord, opinion: OpinionRecord): Promise<DeskOpinion> {
    const [one] = await shown(record, [opinion]);
    if (!one) throw opinionUnknown();
    return one;
  }

  const stepOf = (who: OfficerIdentity, decision: OpinionStep['decision'], reason: string | null): OpinionStep => ({
    decision,
    officerId: who.officerId,
    by: who.name,
    at: clock.now(),
    reason,
  });
  const isTakenIn = ({ state }: ConsultationRecord) => state === 'open' || state === 'closed';

  async function* everyOpinion(record: ConsultationRecord): AsyncGenerator<DeskOpinion> {
    for (let after: string | null = null; ; ) {
      const list: OpinionRecord[] = await opinions.listForOfficers(record.id, { after, limit: exportedAtOnce });
      yield* await shown(record, list);
      after = list.at(-1)?.id ?? null;
      if (list.length < exportedAtOnce) return;
    }
  }

  return {
    async list(id: string, { state, channel, group, after }: Query): Promise<ReplyOf<typeof listDeskOpinions>> {
      if (after !== undefined && !/^[0-9a-f]{24}$/.test(after))
        throw new ProblemError('invalid_request', 'Mốc trang không đúng.', { fields: [{ field: 'query.after', message: 'Không đúng.' }] });
      const record = await require(id);
      const list = await opinions.listForOfficers(id, {
        state: group === 'none' ? 'shown' : state,
        channel,
        group: group === 'none' ? null : group,
        after: after ?? null,
        limit: pageSize + 1,
      });
      const page = list.slice(0, pageSize);
      return { opinions: await shown(record, page), next: list.length > pageSize ? (page.at(-1)?.id ?? null) : null };
    },

    /** Takes in what came otherwise; the same request again gives what it made. */
    async type(who: OfficerIdentity, id: string, body: Typed, key: string | null): Promise<DeskOpinion> {
      const record = await require(id);
      const repeatKey = key === null ? null : `${who.officerId} ${key}`;
      const fingerprint = digest(JSON.stringify([id, body]));
      const repeated = async (): Promise<OpinionRecord | null> => {
        const before = repeatKey === null ? null : await opinions.findByKey(repeatKey);
        if (before && before.fingerprint !== fingerprint)
          throw new ProblemError('idempotency_key_reused', 'Yêu cầu này đã gửi trước đó với nội dung khác.');
        return before;
      };
      const before = await repeated();
      if (before) return showOne(record, before);

      if (record.version === 0) throw consultationNotOpen();
      assertParagraph(record, body.paragraph);
      const today = dayOf(clock.now());
      const isInTime = body.on <= today && body.on <= (record.closesOn ?? today) && body.on >= (record.versions[0]?.opensOn ?? today);
      if (!isInTime)
        throw new ProblemError('invalid_request', 'Ngày nhận phải trong thời gian lấy ý kiến.', {
          fields: [{ field: 'body.on', message: 'Ngày nhận phải trong thời gian lấy ý kiến, không sau hôm nay.' }],
        });
      if (body.hamletKey !== null && !(await communes.hamlets()).some((hamlet) => hamlet.key === body.hamletKey))
        throw new ProblemError('hamlet_unknown', 'Không có xóm này.', {
          fields: [{ field: 'body.hamletKey', message: 'Không có xóm này.' }],
        });
      const opinionId = newId();
      const opinion: OpinionRecord = {
        ...body,
        ...wordsKept(deps, body.text, opinionId),
        id: opinionId,
        consultationId: id,
        version: record.version,
        name: null,
        note: maskPersonalData(body.note),
        state: 'shown',
        group: null,
        revision: 0,
        history: [stepOf(who, 'type', null)],
        createdAt: clock.now(),
        fingerprint,
      };
      if (!(await store.unplace(id, [opinionId]))) throw consultationNotOpen();
      if ((await opinions.insert(opinion, null, repeatKey)) !== 'saved') {
        await store.place(id, [opinionId], null);
        const made = await repeated();
        if (!made) throw consultationChanged();
        return showOne(record, made);
      }
      // The synthesis may have been published in between, and then it would stand beside it uncounted.
      if (!(await store.unplace(id, [opinionId]))) {
        await opinions.remove(opinionId);
        throw consultationNotOpen();
      }
      return showOne(record, opinion);
    },

    async original(id: string): Promise<{ original: string }> {
      const opinion = await opinions.find(id);
      const original = opinion?.originalSealed == null ? null : sealer.open(opinion.originalSealed, id);
      if (original === null) throw opinionUnknown();
      return { original };
    },

    /** Once the synthesis is published, an opinion can only be edited or taken down: what was counted stays counted. */
    async decide(who: OfficerIdentity, id: string, decision: Decision): Promise<DeskOpinion> {
      const opinion = await opinions.find(id);
      if (!opinion) throw opinionUnknown();
      const record = await require(opinion.consultationId);
      const changed = () => new ProblemError('opinion_changed', 'Ý kiến vừa được người khác duyệt. Xin tải lại trang.');
      if (opinion.revision !== decision.revision) throw changed();
      const to: { state: OpinionState; text?: string } =
        decision.decision === 'hide'
          ? { state: 'hidden' }
          : { state: 'shown', ...(decision.decision === 'edit' && { text: maskPersonalData(decision.text) }) };
      const comesIn = to.state === 'shown' && opinion.state !== 'shown';
      if (!isTakenIn(record) && (record.state === 'withdrawn' || comesIn)) throw consultationNotOpen();
      if (comesIn && !(await store.unplace(record.id, [id]))) throw consultationNotOpen();
      const done = await opinions.decide(
        id,
        decision.revision,
        { ...to, ...(to.state === 'hidden' && isTakenIn(record) && { group: null }) },
        stepOf(who, decision.decision, decision.decision === 'approve' ? null : decision.reason),
      );
      if (!done) throw changed();
      if (to.state === 'hidden') await store.place(record.id, [id], null);
      return showOne(record, done);
    },

    async group(who: OfficerIdentity, id: string, { opinionIds, group }: Group): Promise<DeskConsultation> {
      const record = await require(id);
      if (!isTakenIn(record)) throw consultationNotOpen();
      if (group !== null && group !== outside && !record.synthesis?.points.some(({ key }) => key === group))
        throw new ProblemError('invalid_request', 'Không có nhóm ý kiến này.', {
          fields: [{ field: 'body.group', message: 'Không có nhóm ý kiến này.' }],
        });
      if (group === null) {
        const mine = await opinions.shownAmong(id, opinionIds);
        if (mine.length > 0 && !(await store.unplace(id, mine))) throw consultationNotOpen();
      }
      const placed = await opinions.group(id, opinionIds, group);
      if (group !== null) await store.place(id, placed, group === outside ? null : group);
      return view.show(await require(id), who);
    },

    /** What a crash between an opinion and its consultation left apart, put right. */
    async reconcile(id: string): Promise<void> {
      const record = await store.find(id);
      if (!record || !isTakenIn(record)) return;
      const groups = [...(record.synthesis?.points ?? []).map(({ key }) => key), outside];
      const pending = new Set(await opinions.pendingIds(id, groups, pendingAtOnce));
      const noted = new Set(record.ungrouped);
      const stale = record.ungrouped.filter((opinionId) => !pending.has(opinionId));
      const missing = [...pending].filter((opinionId) => !noted.has(opinionId));
      if (stale.length > 0) await store.place(id, stale, null);
      if (missing.length > 0) await store.unplace(id, missing);
    },

    /** Throws `consultation_not_found` before the first byte of a file is written. */
    numberOf: async (id: string): Promise<string> => (await require(id)).number,
    /** All of them, in the order they came. */
    async exportTo(id: string, sheet: SpreadsheetWriter): Promise<void> {
      const record = await require(id);
      sheet.begin(`Ý kiến ${record.number}: ${record.title}`, opinionColumns);
      const points = new Map((record.synthesis?.points ?? []).map((point) => [point.key, point]));
      let place = 0;
      for await (const opinion of everyOpinion(record)) {
        place += 1;
        await sheet.row(opinionCells(opinion, place, opinion.group === null ? null : (points.get(opinion.group) ?? null)));
      }
      await sheet.end();
    },
  };
}
