import type { SpreadsheetWriter } from '../../adapters/spreadsheet.js';
import type { Recipient } from '../../contracts/broadcasts.js';
import { mayDo } from '../../contracts/permissions.js';
import { spokenText } from '../../domain/loudspeaker.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { AudienceService } from '../audience/audience.service.js';
import type { BroadcastRecord, BroadcastsStore } from './broadcasts.store.js';
import { recipientSentence, stateWords } from './recipient-words.js';
import type { RecipientRecord, RecipientsStore } from './recipients.store.js';
import type { Wording } from './wording.js';

type Deps = {
  store: BroadcastsStore;
  recipients: RecipientsStore;
  audience: Pick<AudienceService, 'rows'>;
  communes: { settings(): Promise<{ officeName: string }>; hamlets(): Promise<{ key: string; name: string }[]> };
  wording: Wording;
};

const pageSize = 50;
const unreachedPage = 200;
const exportPage = 500;
const shownBroadcasts = 30;

export type ReportsService = ReturnType<typeof reportsService>;

/** What became of a broadcast, person by person, and how those are reached whom Zalo did not. */
export function reportsService({ store, recipients, audience, communes, wording }: Deps) {
  async function runOf(id: string): Promise<BroadcastRecord & { runId: string }> {
    const record = await store.find(id);
    if (!record) throw new ProblemError('broadcast_not_found', 'Không tìm thấy tin này.');
    if (record.runId === null) throw new ProblemError('broadcast_not_open', 'Tin chưa được duyệt nên chưa có danh sách người nhận.');
    return { ...record, runId: record.runId };
  }
  const hamletNames = async () => new Map((await communes.hamlets()).map(({ key, name }) => [key, name]));

  async function shown(records: readonly RecipientRecord[], names: ReadonlyMap<string, string>): Promise<Recipient[]> {
    const rows = await audience.rows(records.map(({ memberId }) => memberId).filter((memberId) => memberId !== ''));
    return records.map((record) => {
      const row = rows.get(record.memberId);
      return {
        id: record.id,
        name: row?.name ?? null,
        hamletName: record.hamletKey === null ? null : (names.get(record.hamletKey) ?? null),
        householdCode: row?.householdCode ?? null,
        state: record.state,
        channel: record.channel,
        reason: record.reason,
        code: record.code,
        tries: record.tries,
        sentAt: record.sentAt?.toISOString() ?? null,
        deliveredAt: record.deliveredAt?.toISOString() ?? null,
        seenAt: record.seenAt?.toISOString() ?? null,
        dueAt: record.dueAt?.toISOString() ?? null,
      };
    });
  }

  /** Which hamlets this officer may see; null: all. */
  const hamletsOf = (who: OfficerIdentity): readonly string[] | null => (mayDo(who.roles, 'broadcasts.read') ? null : who.hamletKeys);
  /** Marks of a page are the recipient's own id without the run, so that they hold for nothing else. */
  const markOf = (record: RecipientRecord) => record.id.slice(record.runId.length + 1);
  const afterOf = (runId: string, mark: string | undefined) => (mark === undefined ? null : `${runId}.${mark}`);

  return {
    async page(
      id: string,
      query: { state?: RecipientRecord['state'] | undefined; hamletKey?: string | undefined; after?: string | undefined },
    ) {
      const { runId } = await runOf(id);
      const records = await recipients.page(runId, query, afterOf(runId, query.after), pageSize + 1);
      const page = records.slice(0, pageSize);
      const last = page.at(-1);
      return { recipients: await shown(page, await hamletNames()), next: records.length > pageSize && last ? markOf(last) : null };
    },

    async unreached(who: OfficerIdentity, id: string, query: { hamletKey?: string | undefined; after?: string | undefined }) {
      const { runId, content } = await runOf(id);
      const mine = hamletsOf(who);
      const asked = query.hamletKey === undefined ? mine : mine === null || mine.includes(query.hamletKey) ? [query.hamletKey] : [];
      const [records, counts, names] = await Promise.all([
        recipients.unreached(runId, asked, afterOf(runId, query.after), unreachedPage + 1),
        recipients.unreachedByHamlet(runId, mine),
        hamletNames(),
      ]);
      const page = records.slice(0, unreachedPage);
      const last = page.at(-1);
      return {
        title: content.title,
        hamlets: counts
          .map(({ hamletKey, count }) => ({
            key: hamletKey,
            name: (hamletKey === null ? null : names.get(hamletKey)) ?? 'Chưa rõ xóm',
            count,
          }))
          .sort((one, other) => one.name.localeCompare(other.name, 'vi', { numeric: true })),
        recipients: await shown(page, names),
        next: records.length > unreachedPage && last ? markOf(last) : null,
      };
    },

    /** Broadcasts that began, with how many in the asker's hamlets were not reached. */
    async unreachedBroadcasts(who: OfficerIdentity) {
      const mine = hamletsOf(who);
      const records = await store.started(null, shownBroadcasts);
      const counts = await Promise.all(
        records.map(async ({ runId }) =>
          runId === null ? 0 : (await recipients.unreachedByHamlet(runId, mine)).reduce((sum, { count }) => sum + count, 0),
        ),
      );
      return {
        broadcasts: records.map((record, index) => ({
          id: record.id,
          title: record.content.title,
          startedAt: record.startedAt?.toISOString() ?? null,
          unreached: counts[index] ?? 0,
        })),
      };
    },

    /** Writes every recipient into the sheet, a page at a time; safe for Excel (no formulas). */
    async exportTo(id: string, sheet: SpreadsheetWriter): Promise<void> {
      const { runId, content } = await runOf(id);
      const names = await hamletNames();
      sheet.begin(`Kết quả gửi: ${content.title}`, [
        { header: 'Họ và tên', width: 28 },
        { header: 'Xóm', width: 28 },
        { header: 'Mã hộ', width: 12 },
        { header: 'Kết quả', width: 16 },
        { header: 'Kênh', width: 22 },
        { header: 'Lý do', width: 46 },
        { header: 'Gửi lúc', width: 18, kind: 'instant' },
        { header: 'Máy nhận lúc', width: 18, kind: 'instant' },
        { header: 'Xem lúc', width: 18, kind: 'instant' },
      ]);
      for (let after: string | null = null; ; ) {
        const records: RecipientRecord[] = await recipients.page(runId, {}, after, exportPage);
        for (const one of await shown(records, names))
          await sheet.row([
            one.name ?? '(chưa rõ tên)',
            one.hamletName ?? '',
            one.householdCode ?? '',
            stateWords[one.state],
            recipientSentence.channel(one.channel),
            recipientSentence.reason(one.reason, one.code),
            one.sentAt,
            one.deliveredAt,
            one.seenAt,
          ]);
        const last = records.at(-1);
        if (!last || records.length < exportPage) break;
        after = last.id;
      }
      await sheet.end();
    },

    async loudspeaker(id: string) {
      const record = await store.find(id);
      if (!record) throw new ProblemError('broadcast_not_found', 'Không tìm thấy tin này.');
      const [letter, { officeName }] = await Promise.all([wording.letters(record), communes.settings()]);
      const spoken = spokenText({ ...letter.general, signer: letter.signer, office: officeName, repeat: 2 });
      return { text: spoken.text, seconds: spoken.estimatedSeconds, warnings: spoken.warnings };
    },
  };
}
