import type { Clock } from '../../clock.js';
import { mayDo } from '../../contracts/permissions.js';
import type { Officer } from '../../contracts/residents.js';
import type { PetitionStep, SealedPetition, SealedPetitionRow } from '../../contracts/sealed-petitions.js';
import { lateness } from '../../domain/report-clock.js';
import { dayOf } from '../../domain/vietnam-time.js';
import { addWorkingDays, type PublicCalendar } from '../../domain/working-days.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { MessagesService, Outgoing } from '../messages/messages.service.js';
import type { PetitionRecord, PetitionsStore } from './petitions.store.js';

/** What a report holds when it is sealed. */
export type PetitionContent = {
  text: string;
  supplements: string[];
  hamletName: string;
  landmark: string;
  filedAt: string;
  reporter: { residentId: string; name: string } | null;
  media: { id: string; kind: 'picture' | 'video' | 'voice'; bytes: number }[];
};

type Deps = {
  store: PetitionsStore;
  /** Takes everything of the matter out of the report it came as, giving it to `keep` first; may be repeated. */
  emptyReport(reportId: string, keep: (content: PetitionContent) => Promise<void>): Promise<void>;
  readMedia(reportId: string, mediaId: string): Promise<{ type: string; bytes: Buffer } | null>;
  officers: { list(): Promise<Officer[]>; residentOf(officerId: string): Promise<string | null> };
  recipientOf(residentId: string): Promise<Outgoing['recipient'] | null>;
  phoneOf(residentId: string): Promise<string | null>;
  calendar: { publicCalendar(): Promise<PublicCalendar> };
  messages: Pick<MessagesService, 'deliver'>;
  sealer: { seal(text: string): string; open(sealed: string): string | null };
  clock: Clock;
};

/** Working days (Luật Tố cáo 25/2018 Art. 24): seven to classify, five to forward. */
const classifyDays = 7;
const forwardDays = 5;
const most = 200;
const dayMilliseconds = 86_400_000;

const notFound = () => new ProblemError('petition_not_found', 'Không có đơn thư này trong những đơn thư được giao.');
const stepWords: Record<PetitionStep, string> = {
  classified: 'Đã phân loại',
  forwarded: 'Đã chuyển cơ quan có thẩm quyền',
  guided: 'Đã hướng dẫn nộp đơn',
  closed: 'Kết thúc',
};

export type PetitionsService = ReturnType<typeof petitionsService>;

/**
 * Denunciations that came by the app all the same. One named handler opens them, each opening is written down first, and to everybody else they
 * do not exist (Luật Tố cáo 25/2018 Art. 8, 9, 56).
 */
export function petitionsService(deps: Deps) {
  const { store, emptyReport, readMedia, officers, recipientOf, phoneOf, calendar, messages, sealer, clock } = deps;

  async function rowOf(record: PetitionRecord, who: OfficerIdentity): Promise<SealedPetitionRow> {
    const late = lateness(record.dueOn, dayOf(clock.now()), await calendar.publicCalendar());
    return {
      id: record.id,
      code: record.code,
      sealedAt: record.sealedAt.toISOString(),
      step: record.step,
      dueOn: record.dueOn,
      lateDays: late.kind === 'late' ? late.workingDays : 0,
      isMine: record.handlerId === who.officerId,
    };
  }

  /** Who may be given a petition: active, of the roles, and not complained of. */
  async function requireHandler(officerId: string, accused: readonly string[]): Promise<void> {
    const officer = (await officers.list()).find(({ id, active }) => id === officerId && active);
    if (officer && mayDo(officer.roles, 'petitions.handle') && !accused.includes(officerId)) return;
    throw new ProblemError('officer_excluded', 'Người này không mở được đơn thư: không được giao, đã thôi việc, hoặc là người bị tố cáo.', {
      fields: [{ field: 'body.officerId', message: 'Xin chọn người khác.' }],
    });
  }

  const after = async (days: number | null): Promise<string | null> =>
    days === null ? null : addWorkingDays(dayOf(clock.now()), days, await calendar.publicCalendar()).day;

  async function finish(record: PetitionRecord): Promise<void> {
    await emptyReport(record.reportId, (content) => store.reseal(record.id, sealer.seal(JSON.stringify(content))));
    await store.mark(record.id, { finished: true });
  }

  async function send(entryId: string, residentId: string | null, text: string, title: string, button: { title: string; path: string }) {
    const recipient = residentId === null ? null : await recipientOf(residentId);
    if (!recipient) return true;
    const delivered = await messages.deliver({
      entryId,
      source: 'report',
      sourceId: '',
      kind: 'notice',
      recipient: { ...recipient, residentId: null },
      letter: { text, buttons: [button] },
      template: { tieu_de: title, noi_dung: text },
      staleAfter: new Date(clock.now().getTime() + 7 * dayMilliseconds),
    });
    return delivered.kind === 'settled';
  }

  async function chairmenBut(accused: readonly string[]): Promise<string[]> {
    const everybody = await officers.list();
    return everybody
      .filter(({ id, active, roles }) => active && mayDo(roles, 'feedback.approve') && !accused.includes(id))
      .map(({ id }) => id);
  }

  /** Tells the sender where to go and the handler that something waits; neither message says what it is about. */
  async function tell(record: PetitionRecord): Promise<void> {
    const opened = sealer.open(record.sealed);
    const content = opened === null ? null : (JSON.parse(opened) as PetitionContent);
    const toSender = await send(
      `pt-${record.id}-s`,
      content?.reporter?.residentId ?? null,
      'Việc ông/bà gửi xã cần nộp bằng đơn có chữ ký hoặc trình bày trực tiếp mới có giá trị. Nội dung đã được giữ kín. Xin bấm nút dưới đây để xem hướng dẫn.',
      'Cần nộp theo cách khác',
      { title: 'Xem hướng dẫn', path: '/guidance/denunciation' },
    );
    // Without a handler it waits for the chairman to name one, unless it complains of them.
    const to = record.handlerId === null ? await chairmenBut(record.accused) : [record.handlerId];
    let toOffice = true;
    for (const officerId of to)
      toOffice =
        (await send(
          `pt-${record.id}-${officerId.slice(-8)}`,
          await officers.residentOf(officerId),
          record.handlerId === null
            ? `Có đơn thư niêm phong ${record.code} chưa giao cho ai. Xin mở trên máy tính của cơ quan để giao.`
            : `Có đơn thư niêm phong ${record.code} giao cho ông/bà. Xin mở trên máy tính của cơ quan.`,
          'Đơn thư niêm phong',
          { title: 'Mở bàn làm việc', path: '/console/sealed' },
        )) && toOffice;
    if (toSender && toOffice) await store.mark(record.id, { told: true });
  }

  return {
    /** Seals what a report holds. Throws `officer_excluded` when the handler may not have it. Without a handler only the chairman can give it to one. */
    async seal(
      reportId: string,
      content: PetitionContent,
      handlerId: string | null,
      accused: readonly string[],
    ): Promise<{ petitionCode: string }> {
      if (handlerId !== null) await requireHandler(handlerId, accused);
      const now = clock.now();
      const record = await store.add(
        {
          reportId,
          sealed: sealer.seal(JSON.stringify(content)),
          handlerId,
          accused: [...accused],
          sealedAt: now,
          dueOn: await after(classifyDays),
        },
        Number(dayOf(now).slice(0, 4)),
      );
      await finish(record);
      return { petitionCode: record.code };
    },

    async list(who: OfficerIdentity): Promise<{ petitions: SealedPetitionRow[] }> {
      const chairs = mayDo(who.roles, 'feedback.approve');
      const records = await store.list(chairs ? null : who.officerId, most);
      const shown = records.filter(({ accused }) => !accused.includes(who.officerId));
      return { petitions: await Promise.all(shown.map((record) => rowOf(record, who))) };
    },

    async open(who: OfficerIdentity, id: string, purpose: string): Promise<SealedPetition> {
      const record = await store.open(id, who.officerId, { at: clock.now(), by: who.name }, sealer.seal(`Mở xem. Mục đích: ${purpose}`));
      if (!record || record.accused.includes(who.officerId)) throw notFound();
      const opened = sealer.open(record.sealed);
      if (opened === null) throw new ProblemError('petition_not_found', 'Không mở được đơn thư này nữa: khóa niêm phong không còn.');
      const { reporter, ...content } = JSON.parse(opened) as PetitionContent;
      return {
        ...(await rowOf(record, who)),
        ...content,
        reporter: reporter && { name: reporter.name, phone: await phoneOf(reporter.residentId) },
        history: record.history.map(({ at, by, sealed }) => ({ at: at.toISOString(), by, text: sealer.open(sealed) ?? '' })),
        openings: record.openings.map(({ at, by }) => ({ at: at.toISOString(), by })).reverse(),
      };
    },

    /** The bytes of one of its pictures or recordings, for the handler alone; written down too. */
    async media(who: OfficerIdentity, id: string, mediaId: string): Promise<{ type: string; bytes: Buffer }> {
      const record = await store.open(id, who.officerId, { at: clock.now(), by: who.name }, sealer.seal('Mở tệp kèm theo.'));
      const found = record && (await readMedia(record.reportId, mediaId));
      if (!found) throw notFound();
      return found;
    },

    async step(who: OfficerIdentity, id: string, step: PetitionStep, note: string): Promise<SealedPetitionRow> {
      const dueOn = await after(step === 'classified' ? forwardDays : null);
      const record = await store.step(id, who.officerId, step, dueOn, {
        at: clock.now(),
        by: who.name,
        sealed: sealer.seal(`${stepWords[step]}: ${note}`),
      });
      if (!record) throw notFound();
      return rowOf(record, who);
    },

    async reassign(who: OfficerIdentity, id: string, officerId: string, reason: string): Promise<{ code: string }> {
      const record = await store.find(id);
      const may =
        record !== null &&
        !record.accused.includes(who.officerId) &&
        (record.handlerId === who.officerId || mayDo(who.roles, 'feedback.approve'));
      if (!record || !may) throw notFound();
      await requireHandler(officerId, record.accused);
      const changed = await store.reassign(id, record.handlerId, officerId, {
        at: clock.now(),
        by: who.name,
        sealed: sealer.seal(`Giao cho người khác. Lý do: ${reason}`),
      });
      if (!changed) throw new ProblemError('report_changed', 'Đơn thư vừa được giao cho người khác. Xin tải lại.');
      return { code: changed.code };
    },

    /** Finishes what a crash left half done, and tells whoever has not been told. */
    async sweep(): Promise<void> {
      for (const record of await store.unfinished(20)) await finish(record);
      for (const record of await store.untold(20)) await tell(record);
    },
  };
}
