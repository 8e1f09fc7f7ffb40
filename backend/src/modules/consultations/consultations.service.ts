import type { Clock } from '../../clock.js';
import type {
  ConsultationDraft,
  ConsultationState,
  ConsultationTerm,
  DeskConsultation,
  extendConsultation,
  noteConsultationReport,
  readConsultationTerms,
  saveConsultation,
} from '../../contracts/consultation-desk.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import { closingDay, gateOf, legalTerms, stateOn } from '../../domain/consultation-rules.js';
import { dayOf, shortDate } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { FilesService } from '../files/files.service.js';
import type { Change, ConsultationRecord, ConsultationsStore, Content, Signed } from './consultations.store.js';
import { type DeskView, gateFor } from './desk-view.js';
import type { ConsultationTermsStore } from './terms.store.js';

type Deps = {
  store: ConsultationsStore;
  terms: ConsultationTermsStore;
  view: DeskView;
  files: Pick<FilesService, 'list' | 'attach' | 'detach'>;
  calendar: Pick<CalendarService, 'publicCalendar'>;
  /** Does what follows from a step; what it leaves is done by the worker. */
  settle: (record: ConsultationRecord) => Promise<void>;
  clock: Clock;
};

type Save = ParsedRequestOf<typeof saveConsultation>['body'];
type Extend = ParsedRequestOf<typeof extendConsultation>['body'];
type Report = ParsedRequestOf<typeof noteConsultationReport>['body'];

const pageSize = 30;

export const consultationUnknown = () => new ProblemError('consultation_not_found', 'Không có lần lấy ý kiến này.');
export const consultationChanged = () =>
  new ProblemError('consultation_changed', 'Nội dung vừa được người khác cập nhật. Xin tải lại trang.');
export const consultationNotOpen = () =>
  new ProblemError('consultation_not_open', 'Việc này không làm được ở bước hiện tại của lần lấy ý kiến.');
export const ownConsultation = () =>
  new ProblemError('own_consultation', 'Người soạn sau cùng không tự đăng. Xin nhờ người khác được giao việc này xem lại và đăng.');

export const consultationOwner = (id: string) => ({ kind: 'consultation', id });
const fileIds = (papers: readonly { fileId: string }[]) => papers.map(({ fileId }) => fileId);

export type ConsultationsService = ReturnType<typeof consultationsService>;

/** From the first word of a draft to the archive (Luật 10/2022/QH15 Art. 25–29): written by one, laid before Nhân dân by another, once everything is there. */
export function consultationsService({ store, terms, view, files, calendar, settle, clock }: Deps) {
  const today = () => dayOf(clock.now());
  const signed = (who: OfficerIdentity): Signed => ({ officerId: who.officerId, name: who.name, at: clock.now() });
  const stateNow = (record: ConsultationRecord): ConsultationState => stateOn(record.state, record.closesOn, today());

  async function require(id: string): Promise<ConsultationRecord> {
    const record = await store.find(id);
    if (!record) throw consultationUnknown();
    return record;
  }

  /** The record somebody saw, in one of the states in which the step can be taken. */
  async function requireAt(id: string, revision: number, states: readonly ConsultationState[]): Promise<ConsultationRecord> {
    const record = await require(id);
    if (record.revision !== revision) throw consultationChanged();
    if (!states.includes(stateNow(record))) throw consultationNotOpen();
    return record;
  }

  async function shown(record: ConsultationRecord | null, who: OfficerIdentity): Promise<DeskConsultation> {
    if (!record) throw consultationChanged();
    return view.show(record, who);
  }

  async function assertFiles(papers: ConsultationDraft['papers']): Promise<void> {
    const wanted = new Set(fileIds(papers));
    if (wanted.size > 0 && (await files.list([...wanted])).length < wanted.size)
      throw new ProblemError('file_unknown', 'Có tệp đính kèm không còn trong hệ thống. Xin tải tệp lên lại.');
  }

  /** Each paragraph under its key: one it had, or one that no paragraph had before. */
  function keyed(parts: ConsultationDraft['parts'], lastPart: number): { parts: Content['parts']; lastPart: number } {
    let last = lastPart;
    return {
      parts: parts.map(({ key, kind, text }, index) => {
        if (key !== null && Number(key.slice(1)) > lastPart)
          throw new ProblemError('invalid_request', 'Có đoạn mang khóa lạ.', {
            fields: [{ field: `body.parts.${index}.key`, message: 'Đoạn không đúng.' }],
          });
        if (key === null) last += 1;
        return { key: key ?? `p${last}`, kind, text };
      }),
      lastPart: last,
    };
  }

  async function settled(record: ConsultationRecord, who: OfficerIdentity): Promise<DeskConsultation> {
    await settle(record);
    return view.show((await store.find(record.id)) ?? record, who);
  }

  return {
    async list({ state, after }: { state?: ConsultationState | undefined; after?: string | undefined }) {
      if (after !== undefined && !/^[0-9a-f]{24}$/.test(after))
        throw new ProblemError('invalid_request', 'Mốc trang không đúng.', { fields: [{ field: 'query.after', message: 'Không đúng.' }] });
      const rows = await store.listForOfficers(state, after ?? null, pageSize + 1);
      const page = rows.slice(0, pageSize);
      return { consultations: await view.rows(page), next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null };
    },
    read: async (who: OfficerIdentity, id: string): Promise<DeskConsultation> => view.show(await require(id), who),

    async create(who: OfficerIdentity, draft: ConsultationDraft, key: string | null): Promise<DeskConsultation> {
      await assertFiles(draft.papers);
      const written = signed(who);
      const { parts, lastPart } = keyed(draft.parts, 0);
      const { title, summary, matter, decidedAbove } = draft;
      const record = await store.create(
        {
          ...{ title, summary, matter, decidedAbove },
          revision: 0,
          state: 'draft',
          opensOn: null,
          closesOn: null,
          working: { ...draft, parts, reason: null, written },
          versions: [],
          version: 0,
          lastPart,
          extensions: [],
          withdrawn: null,
          synthesis: null,
          lastPoint: 0,
          synthesisDueOn: null,
          heard: null,
          answered: null,
          disclosure: null,
          reports: { council: null, front: null },
          archived: null,
          ungrouped: [],
          settled: true,
          remindedFor: null,
          told: true,
        },
        { year: Number(dayOf(written.at).slice(0, 4)), officerId: who.officerId, key },
      );
      await files.attach(fileIds(draft.papers), consultationOwner(record.id));
      return view.show(record, who);
    },
    async save(who: OfficerIdentity, id: string, { revision, reason, ...draft }: Save): Promise<DeskConsultation> {
      await assertFiles(draft.papers);
      const before = await requireAt(id, revision, ['draft', 'open']);
      const isDraft = before.state === 'draft';
      const { parts, lastPart } = keyed(draft.parts, before.lastPart);
      const { title, summary, matter, decidedAbove } = draft;
      await files.attach(fileIds(draft.papers), consultationOwner(id));
      const record = await store.step(id, revision, [before.state], {
        working: { ...draft, parts, reason: isDraft ? null : reason, written: signed(who) },
        lastPart,
        ...(isDraft && { title, summary, matter, decidedAbove }),
      });
      if (!record) throw consultationChanged();
      const kept = new Set(fileIds([...draft.papers, ...before.versions.flatMap(({ papers }) => papers)]));
      await files.detach(
        fileIds(before.working?.papers ?? []).filter((fileId) => !kept.has(fileId)),
        consultationOwner(id),
      );
      return view.show(record, who);
    },
    async dropCorrection(who: OfficerIdentity, id: string, revision: number): Promise<DeskConsultation> {
      const before = await requireAt(id, revision, ['open', 'closed']);
      if (before.working === null) throw consultationNotOpen();
      return shown(await store.step(id, revision, ['open', 'closed'], { working: null }), who);
    },
    /** The first version or a correction; its days begin anew. Throws `consultation_incomplete`, `own_consultation`. */
    async publish(who: OfficerIdentity, id: string, revision: number): Promise<DeskConsultation> {
      const before = await requireAt(id, revision, ['draft', 'open']);
      const { working } = before;
      if (working === null) throw consultationNotOpen();
      const day = today();
      const asked = gateFor(before, working, day, await calendar.publicCalendar());
      const missing = gateOf(asked).filter(({ met }) => !met);
      if (missing.length > 0)
        throw new ProblemError('consultation_incomplete', 'Chưa đủ điều kiện để đăng lấy ý kiến.', {
          fields: missing.map(({ field, words, source }) => ({ field, message: `${words} (${source}).` })),
        });
      if (working.written.officerId === who.officerId) throw ownConsultation();
      const closesOn = closingDay(asked);
      const { title, summary, matter, decidedAbove } = working;
      const record = await store.publish(
        id,
        revision,
        { ...working, version: before.version + 1, opensOn: day, until: closesOn, published: signed(who) },
        {
          ...{ title, summary, matter, decidedAbove, closesOn },
          state: 'open',
          working: null,
          opensOn: day,
          version: before.version + 1,
          settled: false,
        },
        who.officerId,
      );
      if (!record) throw consultationChanged();
      return settled(record, who);
    },
    async extend(who: OfficerIdentity, id: string, { revision, closesOn, reason }: Extend): Promise<DeskConsultation> {
      const before = await requireAt(id, revision, ['open']);
      if (before.closesOn === null || closesOn <= before.closesOn)
        throw new ProblemError(
          'closing_only_later',
          `Đã hẹn đến hết ngày ${shortDate(before.closesOn ?? closesOn)}, chỉ kéo dài thêm được.`,
          {
            fields: [{ field: 'body.closesOn', message: 'Xin chọn ngày muộn hơn ngày đã hẹn.' }],
          },
        );
      const { name: by, at } = signed(who);
      return shown(await store.extend(id, revision, { from: before.closesOn, to: closesOn, reason, by, at }), who);
    },
    async withdraw(who: OfficerIdentity, id: string, revision: number, reason: string): Promise<DeskConsultation> {
      await requireAt(id, revision, ['draft', 'open', 'closed']);
      const change: Change = { state: 'withdrawn', withdrawn: { ...signed(who), reason }, settled: false };
      const record = await store.step(id, revision, ['draft', 'open', 'closed'], change);
      if (!record) throw consultationChanged();
      return settled(record, who);
    },
    async noteReport(who: OfficerIdentity, id: string, { revision, to, on, documentNumber, note }: Report): Promise<DeskConsultation> {
      const before = await requireAt(id, revision, ['closed', 'answered']);
      if (on > today())
        throw new ProblemError('invalid_request', 'Ngày gửi chưa tới.', { fields: [{ field: 'body.on', message: 'Ngày gửi chưa tới.' }] });
      const reports = { ...before.reports, [to]: { on, documentNumber, note, by: who.name } };
      return shown(await store.step(id, revision, [before.state], { reports }), who);
    },
    /** Only once it was answered, and both were told what the law says they are told (Art. 28). */
    async archive(who: OfficerIdentity, id: string, revision: number): Promise<DeskConsultation> {
      const { reports } = await requireAt(id, revision, ['answered']);
      const missing = [
        ...(reports.council === null ? [{ field: 'reports.council', message: 'Chưa ghi báo cáo Hội đồng nhân dân (Điều 28).' }] : []),
        ...(reports.front === null ? [{ field: 'reports.front', message: 'Chưa ghi đã gửi Ủy ban Mặt trận Tổ quốc (Điều 28).' }] : []),
      ];
      if (missing.length > 0) throw new ProblemError('consultation_incomplete', 'Chưa đủ để lưu hồ sơ.', { fields: missing });
      return shown(await store.step(id, revision, ['answered'], { state: 'archived', archived: signed(who) }), who);
    },

    terms: async (): Promise<ReplyOf<typeof readConsultationTerms>> => ({ terms: await terms.list(), legal: [...legalTerms] }),
    async saveTerm(term: ConsultationTerm): Promise<ReplyOf<typeof readConsultationTerms>> {
      if (term.validFrom < today()) throw new ProblemError('day_in_past', 'Ngày áp dụng đã qua; xin chọn từ hôm nay trở đi.');
      await terms.save(term);
      return { terms: await terms.list(), legal: [...legalTerms] };
    },
  };
}
