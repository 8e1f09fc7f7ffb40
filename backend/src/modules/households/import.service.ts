import { sha256, sha256Hex } from '../../adapters/crypto.js';
import { readSheet, type SheetReading, UnreadableSheet } from '../../adapters/sheet-reader.js';
import type { Clock } from '../../clock.js';
import type { ReplyOf } from '../../contracts/endpoint.js';
import { type applyImport, type ImportFault, importMostRows, type previewImport } from '../../contracts/households.js';
import { hamletsWhere } from '../../contracts/permissions.js';
import { type ImportRow, importColumns, withRow } from '../../domain/household-import.js';
import { type Detail, differences, fieldNames, keysOf, mayRepresent, representativeOf } from '../../domain/households.js';
import { dayOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { HouseholdRecord, HouseholdsStore } from './households.store.js';
import { readImportRows } from './import-rows.js';
import type { ImportCounts, ImportOutcome, ImportRecord, ImportsStore, PlannedRow } from './imports.store.js';

export type HouseholdImportService = ReturnType<typeof householdImportService>;

type Deps = {
  store: HouseholdsStore;
  imports: ImportsStore;
  communes: Pick<CommunesService, 'hamlets'>;
  newId: () => string;
  newMemberId: () => string;
  settle: (record: HouseholdRecord) => Promise<void>;
  clock: Clock;
};

type Step = { row: ImportRow; before: HouseholdRecord | null; details: Detail[] };
type Plan = { steps: Step[]; faults: ImportFault[]; counts: ImportCounts; digest: string };

/** A title and the head of the table stand above the households. */
const mostSheetRows = importMostRows + 12;
const shownFaults = 500;
const shownChanges = 200;
const chunk = 500;
const finishedAfterMilliseconds = 60_000;
const finishedAtOnce = 5;

const unreadable: Readonly<Record<UnreadableSheet['reason'], string>> = {
  not_a_sheet: 'Không đọc được tệp này. Xin lưu lại thành Excel (.xlsx) hoặc CSV UTF-8 rồi chọn lại.',
  not_utf8: 'Không đọc được tệp này. Nếu là CSV, xin lưu dạng “CSV UTF-8”; nếu là Excel cũ (.xls), xin lưu thành .xlsx.',
  too_large: 'Bảng quá lớn khi mở ra. Xin xóa các dòng, cột trống và hình ảnh thừa rồi lưu lại.',
  too_many_rows: `Tệp có hơn ${importMostRows.toLocaleString('vi-VN')} hộ. Xin chia thành nhiều tệp.`,
};

/** The book taken over from Excel: first what would happen, then exactly that. */
export function householdImportService({ store, imports, communes, newId, newMemberId, settle, clock }: Deps) {
  function sheetOf(bytes: Buffer): SheetReading {
    try {
      return readSheet(bytes, { mostRows: mostSheetRows });
    } catch (error) {
      if (!(error instanceof UnreadableSheet)) throw error;
      throw new ProblemError(error.reason === 'too_many_rows' ? 'import_too_many_rows' : 'file_unreadable', unreadable[error.reason]);
    }
  }

  async function planOf(who: OfficerIdentity, bytes: Buffer): Promise<Plan> {
    const among = hamletsWhere(who, 'households.write');
    const hamlets = await communes.hamlets();
    const today = dayOf(clock.now());
    const read = readImportRows(sheetOf(bytes), { hamlets, among, today });
    if (read.rows.length + new Set(read.faults.map(({ row }) => row)).size > importMostRows)
      throw new ProblemError('import_too_many_rows', unreadable.too_many_rows);
    const known = await store.withCodes(read.rows.map(({ code }) => code));
    const active = new Map(known.filter(({ status }) => status === 'active').map((record) => [record.code, record]));
    const hamletName = (key: string) => hamlets.find((hamlet) => hamlet.key === key)?.name ?? key;

    const faults = [...read.faults];
    const steps: Step[] = [];
    const wrong = new Set(faults.map(({ row }) => row));
    for (const row of read.rows) {
      const before = active.get(row.code) ?? null;
      const message =
        before !== null && among !== null && !among.includes(before.hamletKey) ? 'Mã hộ này đang là của một hộ ở xóm khác.' : null;
      const after = before === null ? withRow(null, row, newMemberId) : withRow(before, row, newMemberId);
      const representative = representativeOf(after);
      const isMinor =
        message === null && row.representativeName !== null && representative !== null && !mayRepresent(representative, today);
      if (message !== null) faults.push({ row: row.row, column: importColumns.code, message });
      if (isMinor)
        faults.push({
          row: row.row,
          column: importColumns.representativeBirthYear,
          message: 'Xin ghi năm sinh của người đại diện: phải đủ 18 tuổi (Luật Thực hiện dân chủ ở cơ sở, Điều 18).',
        });
      if (message !== null || isMinor) wrong.add(row.row);
      else steps.push({ row, before, details: before === null ? createdDetails(after) : differences(before, after, hamletName) });
    }
    const changes = steps.filter(({ before, details }) => before === null || details.length > 0);
    const created = changes.filter(({ before }) => before === null).length;
    const counts = { created, changed: changes.length - created, unchanged: steps.length - changes.length, wrong: wrong.size };
    const ended = known.filter(({ status }) => status === 'ended').length;
    const digest = sha256(
      JSON.stringify([
        sha256Hex(bytes),
        among,
        counts,
        ended,
        changes.map(({ row, before }) => [row, before?.id ?? null, before?.revision ?? null]),
      ]),
    );
    return { steps: changes, faults: faults.sort((one, other) => one.row - other.row), counts, digest };
  }

  /** Writes what was planned; what is there already by this import is not written again. */
  async function run(record: ImportRecord): Promise<ImportOutcome> {
    const hamlets = await communes.hamlets();
    const hamletName = (key: string) => hamlets.find((hamlet) => hamlet.key === key)?.name ?? key;
    const skipped: ImportOutcome['skipped'] = [];
    let [created, changed] = [0, 0];
    for (let from = 0; from < record.rows.length; from += chunk) {
      const rows = record.rows.slice(from, from + chunk);
      const before = await store.byIds(rows.map(({ householdId }) => householdId));
      const written = rows.flatMap((row) => {
        const known = before.get(row.householdId) ?? null;
        if (known?.lastImport === record.digest || (known?.revision ?? null) !== row.revision) return [];
        const next = nextOf(known, row, record, hamletName);
        return [{ record: next, keys: keysOf(next) }];
      });
      await store.writeImport(
        written.filter(({ record: { id } }) => !before.has(id)),
        written.filter(({ record: { id } }) => before.has(id)),
      );
      const there = await store.writtenBy(
        record.digest,
        rows.map(({ householdId }) => householdId),
      );
      const done = new Set(there.map(({ id }) => id));
      for (const one of there) await settle(one);
      for (const { row, code, householdId, revision } of rows) {
        if (!done.has(householdId)) skipped.push({ row, code });
        else if (revision === null) created += 1;
        else changed += 1;
      }
    }
    const outcome = { counts: { ...record.counts, created, changed }, skipped };
    await imports.finish(record.digest, outcome);
    return outcome;
  }

  function nextOf(
    known: HouseholdRecord | null,
    row: PlannedRow,
    { digest, by }: ImportRecord,
    hamletName: (key: string) => string,
  ): HouseholdRecord {
    const at = clock.now();
    if (known === null) {
      const entry = withRow(null, row, newMemberId);
      const change = { at, by, event: 'imported' as const, details: createdDetails(entry), reason: null };
      return { ...entry, id: row.householdId, revision: 0, lastImport: digest, history: [change] };
    }
    const entry = withRow(known, row, newMemberId);
    const [old, fresh] = [representativeOf(known), representativeOf(entry)];
    const notice = (residentId: string | null | undefined, kind: 'representative' | 'not_representative') =>
      residentId ? [{ id: newId(), at, residentId, notice: { kind, reason: null } }] : [];
    const told =
      old?.id === fresh?.id ? [] : [...notice(old?.residentId, 'not_representative'), ...notice(fresh?.residentId, 'representative')];
    return {
      ...entry,
      lastImport: digest,
      history: [...entry.history, { at, by, event: 'imported', details: differences(known, entry, hamletName), reason: null }],
      outbox: [...entry.outbox, ...told],
    };
  }

  return {
    async preview(who: OfficerIdentity, bytes: Buffer): Promise<ReplyOf<typeof previewImport>> {
      const { steps, faults, counts, digest } = await planOf(who, bytes);
      return {
        digest: steps.length === 0 ? null : digest,
        counts,
        faults: faults.slice(0, shownFaults),
        faultCount: faults.length,
        changes: steps.slice(0, shownChanges).map(({ row: { row, code, headName }, before, details }) => ({
          row,
          code,
          headName,
          kind: before === null ? 'created' : 'changed',
          what: details
            .filter(({ field }) => before !== null || field !== fieldNames.head)
            .map(detailWords)
            .join('; '),
        })),
      };
    },
    async apply(who: OfficerIdentity, bytes: Buffer, digest: string, leaveOutWrong: boolean): Promise<ReplyOf<typeof applyImport>> {
      const before = await imports.find(digest);
      if (before !== null && before.fileHash === sha256Hex(bytes)) return before.outcome ?? run(before);
      const { steps, counts, digest: now } = await planOf(who, bytes);
      if (now !== digest) throw new ProblemError('import_changed', 'Sổ hộ hoặc tệp đã khác lúc xem trước. Xin xem trước lại rồi nạp.');
      if (counts.wrong > 0 && !leaveOutWrong)
        throw new ProblemError('import_has_faults', `Còn ${counts.wrong} dòng sai. Xin sửa tệp, hoặc chọn bỏ qua các dòng sai.`);
      const rows = steps.map(({ row, before: known }) => ({
        ...row,
        householdId: known?.id ?? newId(),
        revision: known?.revision ?? null,
      }));
      const record: ImportRecord = {
        digest,
        fileHash: sha256Hex(bytes),
        by: who.name,
        at: clock.now(),
        counts,
        rows,
        state: 'running',
        outcome: null,
      };
      const begun = await imports.begin(record);
      return begun.outcome ?? run(begun);
    },
    /** Ends what a crash cut short. */
    async sweep(): Promise<void> {
      const before = new Date(clock.now().getTime() - finishedAfterMilliseconds);
      for (const record of await imports.unfinished(before, finishedAtOnce)) await run(record);
    },
  };
}

const createdDetails = (entry: Parameters<typeof representativeOf>[0] & { headName: string }): Detail[] => {
  const representative = representativeOf(entry);
  return [
    { field: fieldNames.head, before: null, after: entry.headName },
    ...(representative === null ? [] : [{ field: fieldNames.representative, before: null, after: representative.name }]),
  ];
};

const detailWords = ({ field, before, after }: Detail): string =>
  before === null ? `${field}: ${after ?? ''}` : after === null ? `${field}: bỏ ${before}` : `${field}: ${before} → ${after}`;
