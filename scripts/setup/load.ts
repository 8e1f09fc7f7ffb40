import { isDeepStrictEqual } from 'node:util';
import type { Composed } from '../../backend/src/compose.js';
import type { ProcedureVersion } from '../../backend/src/contracts/procedures.js';
import { OperatorError } from '../system/operator-error.js';
import { brokenReferences, type CommuneFile, FaultyFile, sampleFile } from './commune-file.js';

export type Kind = keyof CommuneFile;

type Differing = { name: string; fields: string[] };

/** What became of the rows of one kind, by their names. */
export type KindReport = {
  added: string[];
  unchanged: string[];
  changed: Differing[];
  /** There already and not the same; left as they are. */
  skipped: Differing[];
  /** Procedure versions that cannot be added, and why. */
  refused: { name: string; why: string }[];
  /** In the database and not in the file; left as they are. */
  onlyThere: string[];
};

export type LoadOptions = {
  /** Null: the sample commune. */
  file: CommuneFile | null;
  /** Whether rows that are there already become as the file has them; procedure versions never do. */
  replace: boolean;
  /** Called when all of a kind is written. */
  report: (kind: Kind, report: KindReport) => void;
};

/**
 * Adds to the database what it lacks; nothing is deleted, and people are not looked at. May be repeated at any time, also after it was cut off. It reads
 * and then writes, so nobody should change the same rows meanwhile. Throws `FaultyFile`, or a sentence, before anything is written.
 */
export async function load(
  { config, communes, calendar, procedures }: Composed,
  { file: given, replace, report }: LoadOptions,
): Promise<void> {
  const file = given ?? sampleFile;
  const [stored, days, versions] = await Promise.all([communes.stored(), calendar.load(), procedures.versions()]);
  if (given === null) refuseBesideOwn({ xóm: [file.hamlets, stored.hamlets], quầy: [file.counters, days.counters] });
  const faults = brokenReferences(file, { units: stored.units, seasons: days.seasons, counters: days.counters });
  if (faults.length > 0) throw new FaultyFile(faults, file);

  /** Sorts the rows of a kind, saves those that are to be saved, and reports. */
  async function loadRows<Row extends Record<string, unknown>>(
    kind: Kind,
    wanted: readonly Row[],
    present: readonly Row[],
    nameOf: (row: Row) => string,
    save: (rows: Row[]) => Promise<unknown>,
  ): Promise<void> {
    const { toSave, report: sorted } = sort(wanted, present, nameOf, replace);
    if (toSave.length > 0) await save(toSave);
    report(kind, sorted);
  }

  const settings = { ...file.settings, officialAccountId: config.ZALO_OA_ID, miniAppId: config.ZALO_MINI_APP_ID };
  await loadRows('units', file.units, stored.units, keyOf, communes.saveUnits);
  await loadRows('hamlets', file.hamlets, stored.hamlets, keyOf, communes.saveHamlets);
  await loadRows('settings', [settings], stored.settings ? [stored.settings] : [], () => 'settings', eachBy(communes.saveSettings));
  await loadRows('seasons', file.seasons, days.seasons, keyOf, (rows) =>
    // The whole list is saved at once.
    calendar.saveSeasons([...days.seasons.filter(({ key }) => !rows.some((row) => row.key === key)), ...rows]),
  );
  await loadRows('counters', file.counters, days.counters, keyOf, eachBy(calendar.saveCounter));
  await loadRows('holidays', file.holidays, days.holidays, dateOf, eachBy(calendar.saveHoliday));
  await loadRows('makeUpDays', file.makeUpDays, days.makeUpDays, dateOf, eachBy(calendar.saveMakeUpDay));

  const { toSave, report: sorted } = sortVersions(file.procedures, versions);
  await eachBy(procedures.add)(toSave);
  report('procedures', sorted);
}

/** What in the database is still as the sample has it, though only the commune knows it: a sentence each. */
export async function stillSample({ communes, calendar }: Composed): Promise<string[]> {
  const [{ settings, hamlets }, { counters }] = await Promise.all([communes.stored(), calendar.load()]);
  const sampleHamlets = hamlets.filter(({ sample, validTo }) => sample && validTo === null);
  const sampleHours = counters.filter(({ key, hours, capacity }) =>
    sampleFile.counters.some((sample) => sample.key === key && isDeepStrictEqual([sample.hours, sample.capacity], [hours, capacity])),
  );
  return [
    ...(settings?.hotline === sampleFile.settings.hotline ? [`Số trực ${settings.hotline} là số đặt ra, gọi không được.`] : []),
    ...(sampleHamlets.length > 0 ? [`${sampleHamlets.length} xóm là xóm mẫu, không phải tên thật.`] : []),
    ...(sampleHours.length > 0 ? [`Giờ làm việc và số chỗ của ${sampleHours.length} quầy là giờ mẫu.`] : []),
  ];
}

const keyOf = ({ key }: { key: string }) => key;
const dateOf = ({ date }: { date: string }) => date;

const eachBy =
  <Row>(save: (row: Row) => Promise<unknown>) =>
  async (rows: readonly Row[]): Promise<void> => {
    for (const row of rows) await save(row);
  };

/** Sample rows beside the commune's own would be shown to residents as if they were real. */
function refuseBesideOwn(lists: Readonly<Record<string, readonly [readonly { key: string }[], readonly { key: string }[]]>>): void {
  for (const [word, [sample, present]] of Object.entries(lists)) {
    const own = present.filter(({ key }) => !sample.some((row) => row.key === key));
    if (own.length > 0)
      throw new OperatorError(
        `Cơ sở dữ liệu đã có ${word} riêng của xã (${own.map(keyOf).join(', ')}), nên không nạp dữ liệu mẫu; xin nạp tệp của xã bằng --file.`,
      );
  }
}

const emptyReport = (): KindReport => ({ added: [], unchanged: [], changed: [], skipped: [], refused: [], onlyThere: [] });

function differingFields(left: Record<string, unknown>, right: Record<string, unknown>): string[] {
  const fields = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...fields].filter((field) => !isDeepStrictEqual(left[field], right[field]));
}

function sort<Row extends Record<string, unknown>>(
  wanted: readonly Row[],
  present: readonly Row[],
  nameOf: (row: Row) => string,
  replace: boolean,
): { toSave: Row[]; report: KindReport } {
  const report = emptyReport();
  const toSave: Row[] = [];
  for (const row of wanted) {
    const name = nameOf(row);
    const before = present.find((candidate) => nameOf(candidate) === name);
    const fields = before ? differingFields(before, row) : [];
    if (!before) report.added.push(name);
    else if (fields.length === 0) report.unchanged.push(name);
    else report[replace ? 'changed' : 'skipped'].push({ name, fields });
    if (!before || (fields.length > 0 && replace)) toSave.push(row);
  }
  report.onlyThere = present.map(nameOf).filter((name) => !wanted.some((row) => nameOf(row) === name));
  return { toSave, report };
}

type NewVersion = CommuneFile['procedures'][number];

/** A version that is there is never touched, and none is put between two others: appointments were made under them. */
function sortVersions(wanted: readonly NewVersion[], present: readonly ProcedureVersion[]): { toSave: NewVersion[]; report: KindReport } {
  const report = emptyReport();
  const toSave: NewVersion[] = [];
  for (const row of wanted.toSorted((left, right) => left.validFrom.localeCompare(right.validFrom))) {
    const { code, validFrom } = row;
    const name = `${code} từ ${validFrom}`;
    const versions = present.filter((version) => version.code === code);
    const same = versions.find((version) => version.validFrom === validFrom);
    const latest = versions.at(-1);
    if (same) {
      const { id: _id, version: _version, validTo: _validTo, ...before } = same;
      const fields = differingFields(before, row);
      if (fields.length === 0) report.unchanged.push(name);
      else
        report.refused.push({
          name,
          why: `phiên bản này đã có với ${fields.join(', ')} khác và không sửa được; xin ghi validFrom là ngày nội dung mới có hiệu lực`,
        });
    } else if (latest && validFrom < latest.validFrom)
      report.refused.push({ name, why: `đã có phiên bản từ ${latest.validFrom}; chỉ thêm được phiên bản có hiệu lực sau ngày ấy` });
    else {
      report.added.push(name);
      toSave.push(row);
    }
  }
  const codes = new Set(wanted.map(({ code }) => code));
  report.onlyThere = [...new Set(present.map(({ code }) => code))].filter((code) => !codes.has(code));
  return { toSave, report };
}
