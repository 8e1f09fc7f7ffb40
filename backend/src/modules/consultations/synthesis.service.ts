import type { Clock } from '../../clock.js';
import type { DeskConsultation, saveSynthesis } from '../../contracts/consultation-desk.js';
import type { ParsedRequestOf } from '../../contracts/endpoint.js';
import { dayOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import { consultationChanged, consultationNotOpen, consultationUnknown, ownConsultation } from './consultations.service.js';
import type { ConsultationRecord, ConsultationsStore, PointRecord } from './consultations.store.js';
import type { DeskView } from './desk-view.js';
import type { OpinionsStore } from './opinions.store.js';
import type { VoicesStore } from './voices.store.js';

type Deps = {
  store: ConsultationsStore;
  opinions: Pick<OpinionsStore, 'isUsed'>;
  voices: Pick<VoicesStore, 'stances'>;
  view: DeskView;
  settle: (record: ConsultationRecord) => Promise<void>;
  clock: Clock;
};

type Save = ParsedRequestOf<typeof saveSynthesis>['body'];

export type SynthesisService = ReturnType<typeof synthesisService>;

/** "Chúng tôi đã nghe gì và làm gì": groups of opinions, what is done with each and why; published by another than who wrote it last. */
export function synthesisService({ store, opinions, voices, view, settle, clock }: Deps) {
  const today = () => dayOf(clock.now());
  const signed = (who: OfficerIdentity) => ({ officerId: who.officerId, name: who.name, at: clock.now() });

  async function requireAt(id: string, revision: number): Promise<ConsultationRecord> {
    const record = await store.find(id);
    if (!record) throw consultationUnknown();
    if (record.revision !== revision) throw consultationChanged();
    return record;
  }

  return {
    /** Groups are made while opinions still come in. One that holds opinions cannot be left out. */
    async save(who: OfficerIdentity, id: string, { revision, text, points, sentAbove }: Save): Promise<DeskConsultation> {
      const before = await requireAt(id, revision);
      if (before.state !== 'open' && before.state !== 'closed') throw consultationNotOpen();
      const known = new Set((before.synthesis?.points ?? []).map(({ key }) => key));
      let { lastPoint } = before;
      const kept: PointRecord[] = points.map(({ key, ...point }, index) => {
        if (key !== null && !known.delete(key))
          throw new ProblemError('invalid_request', 'Có nhóm ý kiến không còn hoặc bị lặp.', {
            fields: [{ field: `body.points.${index}.key`, message: 'Nhóm ý kiến không đúng.' }],
          });
        if (key === null) lastPoint += 1;
        return { key: key ?? `n${lastPoint}`, ...point };
      });
      if (known.size > 0 && (await opinions.isUsed(id, [...known])))
        throw new ProblemError('point_in_use', 'Nhóm này còn ý kiến. Xin xếp các ý kiến ấy sang nhóm khác trước khi bỏ nhóm.');
      const record = await store.step(id, revision, [before.state], {
        synthesis: { text, points: kept, sentAbove, written: signed(who) },
        lastPoint,
      });
      if (!record) throw consultationChanged();
      return view.show(record, who);
    },
    /** Publishes it with its numbers, which stand from then on. Throws `synthesis_incomplete`, `own_consultation`. */
    async publish(who: OfficerIdentity, id: string, revision: number): Promise<DeskConsultation> {
      const before = await requireAt(id, revision);
      if (before.state !== 'open' && before.state !== 'closed') throw consultationNotOpen();
      const { synthesis } = before;
      const [counts, app] = await Promise.all([view.countsOf(before), voices.stances(id, before.version)]);
      const missing = view.synthesisGate(before, counts).filter(({ met }) => !met);
      if (missing.length > 0)
        throw new ProblemError('synthesis_incomplete', 'Chưa công bố được bản tổng hợp.', {
          fields: missing.map(({ field, words, source }) => ({ field, message: `${words} (${source}).` })),
        });
      if (synthesis?.written.officerId === who.officerId) throw ownConsultation();
      const record = await store.answer(
        id,
        revision,
        {
          state: 'answered',
          answered: signed(who),
          working: null,
          heard: {
            points: Object.fromEntries(counts.points),
            outside: counts.outside,
            counts: counts.channels,
            stances: { app, otherwise: counts.otherwise },
          },
          settled: false,
          told: false,
        },
        { notBy: who.officerId, today: today() },
      );
      if (!record) {
        // An opinion that was just being let through: the worker looks in some seconds.
        const now = await requireAt(id, revision);
        if (now.ungrouped.length > 0)
          throw new ProblemError('synthesis_incomplete', 'Có ý kiến vừa được cập nhật. Xin thử lại sau ít giây.');
        throw consultationChanged();
      }
      await settle(record);
      return view.show((await store.find(id)) ?? record, who);
    },
  };
}
