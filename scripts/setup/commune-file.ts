import { Counter, Holiday, MakeUpDay, Season } from 'backend/contracts/calendar';
import { AdministrativeUnit, CommuneSettings, Hamlet } from 'backend/contracts/commune';
import { Day } from 'backend/contracts/primitives';
import { addProcedureVersion, ways } from 'backend/contracts/procedures';
import { z } from 'zod';
import { counters } from '../seed/counters.js';
import { hamlets } from '../seed/hamlets.js';
import { holidays, makeUpDays } from '../seed/holidays.js';
import { procedures } from '../seed/procedures.js';
import { seasons } from '../seed/seasons.js';
import { settings } from '../seed/settings.js';
import { units } from '../seed/units.js';
import { OperatorError } from '../system/operator-error.js';

type Context = z.RefinementCtx<unknown>;

function fault(context: Context, path: (string | number)[], message: string): void {
  context.addIssue({ code: 'custom', path, message });
}

function endsAfterItBegins({ validFrom, validTo }: { validFrom: string; validTo: string | null }, context: Context): void {
  if (validTo !== null && validTo < validFrom) fault(context, ['validTo'], 'Không được trước validFrom.');
}

/** The two ids that Zalo gives are the environment's to say. */
const Settings = CommuneSettings.omit({ officialAccountId: true, miniAppId: true }).superRefine(({ booking }, context) => {
  const { from, to } = booking.withholdMinutes;
  if (to < from) fault(context, ['booking', 'withholdMinutes', 'to'], 'Không được nhỏ hơn số phút đầu (from).');
});

const leapYear = '2024';
const DatedSeason = Season.superRefine((season, context) => {
  for (const end of ['from', 'to'] as const)
    if (!Day.safeParse(`${leapYear}-${season[end]}`).success) fault(context, [end], 'Không có ngày này; xin ghi THÁNG-NGÀY, ví dụ 04-16.');
});

const OpenCounter = Counter.superRefine((counter, context) => {
  endsAfterItBegins(counter, context);
  for (const [index, { from, to }] of counter.hours.entries())
    if (to <= from) fault(context, ['hours', index, 'to'], 'Giờ kết thúc phải sau giờ bắt đầu (from).');
});

/** All that a commune sets up before people use the system, without a single person. */
export const CommuneFile = z.strictObject({
  settings: Settings,
  units: z.array(AdministrativeUnit.superRefine(endsAfterItBegins)).max(500),
  hamlets: z.array(Hamlet.superRefine(endsAfterItBegins)).max(200),
  seasons: z.array(DatedSeason).max(8),
  counters: z.array(OpenCounter),
  holidays: z.array(Holiday),
  makeUpDays: z.array(MakeUpDay),
  procedures: z.array(addProcedureVersion.body),
});
export type CommuneFile = z.infer<typeof CommuneFile>;

/** The sample commune of scripts/seed, as a file. */
export const sampleFile: CommuneFile = CommuneFile.parse({ settings, units, hamlets, seasons, counters, holidays, makeUpDays, procedures });

export type FileFault = { path: readonly PropertyKey[]; message: string };

/** Shown to the operator: every fault with its place, a line each. */
export class FaultyFile extends OperatorError {
  constructor(faults: readonly FileFault[], raw: unknown) {
    const lines = faults.map(({ path, message }) => `  ${placeOf(path)}${nameIn(raw, path)}: ${message}`);
    super(`Tệp có ${faults.length} chỗ chưa đúng, chưa ghi gì vào cơ sở dữ liệu (số trong [ ] đếm từ 0):\n${lines.join('\n')}`);
  }
}

/** Parses the text of a file; throws one sentence for text that is not JSON, or `FaultyFile`. */
export function parseCommuneFile(text: string): CommuneFile {
  const raw = jsonOf(text);
  const parsed = CommuneFile.safeParse(raw, { error: wordsFor });
  if (parsed.success) return parsed.data;
  throw new FaultyFile(parsed.error.issues.flatMap(faultsOf), raw);
}

function jsonOf(text: string): unknown {
  // Windows Notepad may begin a file with a byte order mark.
  const json = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(json);
  } catch (error) {
    const position = /at position (\d+)/.exec((error as Error).message)?.[1];
    const line = position === undefined ? '' : ` ở dòng ${json.slice(0, Number(position)).split('\n').length}`;
    throw new OperatorError(`Tệp không phải JSON đúng dạng${line}: xin xem có thiếu hay thừa dấu phẩy, ngoặc, nháy kép (") không.`);
  }
}

function faultsOf(issue: z.core.$ZodIssue): FileFault[] {
  if (issue.code !== 'unrecognized_keys') return [issue];
  return issue.keys.map((key) => ({
    path: [...issue.path, key],
    message:
      key === 'officialAccountId' || key === 'miniAppId' ? 'Lấy từ biến môi trường, xin bỏ dòng này.' : 'Không có mục nào tên như vậy.',
  }));
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'chữ trong nháy kép',
  number: 'số',
  int: 'số nguyên',
  boolean: 'true hoặc false',
  array: 'danh sách trong [ ]',
  object: 'nhóm mục trong { }',
};

/** Where a contract has no words of its own. */
function wordsFor(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined && issue.code !== 'custom') return 'Còn thiếu.';
  switch (issue.code) {
    case 'invalid_type':
      return `Phải là ${typeWords[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return `Phải là một trong: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_union':
      return 'Không có loại này.';
    case 'too_big':
      return issue.origin === 'string' ? `Không dài quá ${issue.maximum} ký tự.` : `Không quá ${issue.maximum}.`;
    case 'too_small':
      return issue.origin === 'string' ? `Ít nhất ${issue.minimum} ký tự.` : `Ít nhất là ${issue.minimum}.`;
    case 'invalid_format':
      return issue.format === 'url' ? 'Phải là địa chỉ bắt đầu bằng https://.' : 'Không đúng dạng.';
    default:
      return 'Chưa đúng.';
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (place, part) => (typeof part === 'number' ? `${place}[${part}]` : `${place}${place && '.'}${String(part)}`),
    '',
  );
}

/** The row's own name, since nobody counts to the fortieth procedure. */
function nameIn(raw: unknown, [kind, index]: readonly PropertyKey[]): string {
  if (typeof kind !== 'string' || typeof index !== 'number') return '';
  const row = z.record(z.string(), z.array(z.unknown()).catch([])).safeParse(raw).data?.[kind]?.[index];
  const { key, code, date } = z.looseObject({ key: z.unknown(), code: z.unknown(), date: z.unknown() }).partial().safeParse(row).data ?? {};
  const name = [key, kind === 'procedures' ? code : undefined, date].find((value) => typeof value === 'string');
  return name === undefined ? '' : ` ("${name}")`;
}

/** What the rows of a file may point at beside each other. */
export type Present = Pick<CommuneFile, 'units' | 'seasons' | 'counters'>;

/** Rows that stand twice, and rows that point at one that is neither in the file nor in the database. */
export function brokenReferences(file: CommuneFile, present: Present): FileFault[] {
  const faults: FileFault[] = [];
  const unitKeys = keysOf(file.units, present.units);
  const seasonKeys = keysOf(file.seasons, present.seasons);
  const counters = new Map([...present.counters, ...file.counters].map((counter) => [counter.key, counter]));
  const expectUnit = (key: string | null, ...path: PropertyKey[]) => {
    if (key !== null && !unitKeys.has(key)) faults.push({ path, message: `Không có đơn vị hành chính "${key}" (units).` });
  };

  for (const kind of ['units', 'hamlets', 'seasons', 'counters'] as const)
    faults.push(
      ...twice(
        kind,
        'key',
        file[kind].map(({ key }) => key),
      ),
    );
  for (const kind of ['holidays', 'makeUpDays'] as const)
    faults.push(
      ...twice(
        kind,
        'date',
        file[kind].map(({ date }) => date),
      ),
    );
  const versions = file.procedures.map(({ code, validFrom }) => `${code} từ ${validFrom}`);
  faults.push(...twice('procedures', 'validFrom', versions));

  expectUnit(file.settings.unitKey, 'settings', 'unitKey');
  expectUnit(file.settings.areaKey, 'settings', 'areaKey');
  for (const [index, { parentKey, predecessors }] of file.units.entries()) {
    expectUnit(parentKey, 'units', index, 'parentKey');
    for (const [position, key] of predecessors.entries()) expectUnit(key, 'units', index, 'predecessors', position);
  }
  for (const [index, { communeKey }] of file.hamlets.entries()) expectUnit(communeKey, 'hamlets', index, 'communeKey');
  for (const [index, { hours }] of file.counters.entries())
    for (const [position, { season }] of hours.entries())
      if (season !== undefined && !seasonKeys.has(season))
        faults.push({ path: ['counters', index, 'hours', position, 'season'], message: `Không có mùa "${season}" (seasons).` });
  for (const [index, { places }] of file.procedures.entries())
    for (const way of ways) {
      const key = places[way];
      if (key === null) continue;
      const path = ['procedures', index, 'places', way];
      const counter = counters.get(key);
      if (!counter) faults.push({ path, message: `Không có quầy "${key}" (counters).` });
      else if (counter.kind !== way) faults.push({ path, message: `Quầy "${key}" có kind là ${counter.kind}, ở đây cần ${way}.` });
    }
  return faults;
}

const keysOf = (...lists: readonly (readonly { key: string }[])[]): ReadonlySet<string> => new Set(lists.flat().map(({ key }) => key));

function twice(kind: string, field: string, names: readonly string[]): FileFault[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index ? [] : [{ path: [kind, index, field], message: `"${name}" đã có ở trên.` }],
  );
}
