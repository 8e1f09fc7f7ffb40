import type { SheetReadCell, SheetReading } from '../../adapters/sheet-reader.js';
import { BirthYear, HouseholdCode } from '../../contracts/audience.js';
import type { ImportFault } from '../../contracts/households.js';
import { type ImportColumn, type ImportRow, importColumns, neededColumns } from '../../domain/household-import.js';
import { fold } from '../../domain/search-words.js';
import { ProblemError } from '../../http/problems.js';

/** What an officer may import into, and what day it is. */
export type ImportScope = {
  hamlets: readonly { key: string; name: string }[];
  /** Null is the whole commune. */
  among: readonly string[] | null;
  today: string;
};

/** The head of the table stands in one of the first rows; above it there may be a title. */
const headWithin = 12;
const longest = { headName: 80, address: 160, representativeName: 80 } as const;
const nameWords = /^[\p{L}\p{M}][\p{L}\p{M} .'’-]+$/u;
const unsafe = /[\p{Cc}<>]/u;
const formulaLike = /^[=+@]|^-(?!\d)/;

/** What columns are also called. */
const alsoCalled: Readonly<Record<string, ImportColumn>> = {
  'ma so ho': 'code',
  thon: 'hamlet',
  'thon xom': 'hamlet',
  'ho ten chu ho': 'headName',
  'ho va ten chu ho': 'headName',
  'nguoi dai dien': 'representativeName',
  'nguoi dai dien ho': 'representativeName',
  'nam sinh nguoi dai dien': 'representativeBirthYear',
  'so khau': 'size',
  'nhan khau': 'size',
};
const columnNames = new Map<string, ImportColumn>([
  ...Object.entries(importColumns).map(([column, name]) => [fold(name), column as ImportColumn] as const),
  ...Object.entries(alsoCalled),
]);

/** "Xóm Vai Cầy", "xom vai cay", "Vai Cầy" are one hamlet. */
const hamletFold = (text: string) => fold(text).replace(/^(?:xom|thon|ban|to dan pho)\s+/, '');

type Cells = ReadonlyMap<number, SheetReadCell>;
type Columns = ReadonlyMap<ImportColumn, number>;
type Row = SheetReading['rows'][number];
type Line = { code: string | null; read: ImportRow | null; faults: ImportFault[] };

/** Reads the table of a sheet into lines, and says of each what cannot be read. Throws `import_columns_missing`. */
export function readImportRows({ rows, merged }: SheetReading, scope: ImportScope): { rows: ImportRow[]; faults: ImportFault[] } {
  const headPlace = rows.findIndex(({ cells }, place) => place < headWithin && columnsOf(cells).has('code'));
  const columns = columnsOf(rows[headPlace]?.cells ?? new Map());
  const missing = neededColumns.filter((column) => !columns.has(column)).map((column) => `“${importColumns[column]}”`);
  if (missing.length > 0)
    throw new ProblemError(
      'import_columns_missing',
      `Tệp thiếu cột ${missing.join(', ')}. Xin dùng tệp mẫu Mau-so-ho.xlsx và giữ nguyên hàng tên cột.`,
    );
  const mergedRows = merged.filter(({ fromRow, toRow, fromColumn, toColumn }) => toRow > fromRow || toColumn > fromColumn);
  const readLine = lineReader(columns, scope);
  const lines = rows.slice(headPlace + 1).map((row) => {
    const isMerged = mergedRows.some(({ fromRow, toRow }) => fromRow <= row.row && row.row <= toRow);
    return { row: row.row, ...(isMerged ? mergedLine(row) : readLine(row)) };
  });

  const places = new Map<string, number[]>();
  for (const { code, row } of lines) if (code !== null) places.set(code, [...(places.get(code) ?? []), row]);
  // Which of two lines is meant, only a person can say: both are wrong.
  for (const line of lines) {
    const [first, ...others] = (places.get(line.code ?? '') ?? []).filter((row) => row !== line.row);
    if (first === undefined) continue;
    const where = [first, ...others].slice(0, 3).join(', ');
    line.faults.push({ row: line.row, column: importColumns.code, message: `Mã hộ này còn có ở dòng ${where}. Mỗi hộ chỉ ghi một dòng.` });
  }
  return {
    rows: lines.flatMap(({ read, faults }) => (read !== null && faults.length === 0 ? [read] : [])),
    faults: lines.flatMap(({ faults }) => faults),
  };
}

function columnsOf(cells: Cells): Columns {
  const found = new Map<ImportColumn, number>();
  for (const [place, { text }] of cells) {
    const column = columnNames.get(fold(text.replace(/\([^)]*\)|\*/g, '')));
    if (column !== undefined && !found.has(column)) found.set(column, place);
  }
  return found;
}

const mergedLine = ({ row }: Row): Line => ({
  code: null,
  read: null,
  faults: [{ row, column: null, message: 'Có ô bị gộp. Xin bỏ gộp ô, ghi mỗi hộ một dòng đủ các ô.' }],
});

function lineReader(columns: Columns, { hamlets, among, today }: ImportScope): (row: Row) => Line {
  // "Xóm 1 (mẫu), khu vực Tân Linh" is also "Xóm 1".
  const names = ({ key, name }: ImportScope['hamlets'][number]) => [key, name.split(/[(,]/)[0] ?? name, name];
  const hamletKeys = new Map(hamlets.flatMap((hamlet) => names(hamlet).map((name) => [hamletFold(name), hamlet.key] as const)));
  const thisYear = Number(today.slice(0, 4));

  return ({ row, cells }) => {
    const faults: ImportFault[] = [];
    const fault = (column: ImportColumn, message: string): null => {
      faults.push({ row, column: importColumns[column], message });
      return null;
    };
    const text = (column: ImportColumn): string | null => {
      const found = cells.get(columns.get(column) ?? -1);
      if (found === undefined) return null;
      const plain = found.text.normalize('NFC').replace(/\s+/gu, ' ').trim();
      if (found.formula || formulaLike.test(plain))
        return fault(column, 'Ô này là công thức. Xin chép lại thành chữ hoặc số (Dán giá trị).');
      if (unsafe.test(plain)) return fault(column, 'Có ký tự không dùng được (< hoặc >).');
      return plain === '' ? null : plain;
    };
    const needed = (column: ImportColumn): string | null => {
      const before = faults.length;
      return text(column) ?? (faults.length > before ? null : fault(column, 'Chưa ghi.'));
    };
    const asName = (column: 'headName' | 'representativeName', typed: string | null): string | null =>
      typed === null || (typed.length >= 2 && typed.length <= longest[column] && nameWords.test(typed))
        ? typed
        : fault(column, 'Không giống họ tên. Xin chỉ ghi họ và tên.');
    const asNumber = (column: ImportColumn, wrong: (value: number) => string | null): number | null => {
      const typed = text(column);
      if (typed === null) return null;
      if (!/^\d{1,9}(?:\.0+)?$/.test(typed)) return fault(column, 'Phải là số.');
      const message = wrong(Number(typed));
      return message === null ? Number(typed) : fault(column, message);
    };
    const asCode = (typed: string | null): string | null => {
      if (typed === null) return null;
      const code = HouseholdCode.safeParse(typed);
      return code.success ? code.data : fault('code', 'Mã hộ chỉ gồm chữ không dấu, số, dấu chấm, gạch; dài nhất 24 ký tự.');
    };
    const asHamlet = (typed: string | null): string | null => {
      if (typed === null) return null;
      const key = hamletKeys.get(hamletFold(typed));
      if (key === undefined) return fault('hamlet', `Xã không có xóm “${typed.slice(0, 60)}”.`);
      return among === null || among.includes(key) ? key : fault('hamlet', 'Xóm này không thuộc phạm vi được giao.');
    };

    const code = asCode(needed('code'));
    const hamletKey = asHamlet(needed('hamlet'));
    const headName = asName('headName', needed('headName'));
    const address = text('address');
    if (address !== null && address.length > longest.address) fault('address', `Không dài quá ${longest.address} ký tự.`);
    const hasRepresentative = cells.has(columns.get('representativeName') ?? -1);
    const representativeName = asName('representativeName', text('representativeName'));
    const representativeBirthYear = asNumber('representativeBirthYear', (year) => {
      if (!BirthYear.safeParse(year).success || year > thisYear) return 'Năm sinh gồm bốn chữ số, ví dụ 1958.';
      if (!hasRepresentative) return 'Có năm sinh mà chưa ghi tên người đại diện.';
      return thisYear - year < 18 ? 'Người đại diện hộ phải đủ 18 tuổi.' : null;
    });
    const size = asNumber('size', (count) => (count < 1 || count > 99 ? 'Số nhân khẩu từ 1 đến 99.' : null));
    return {
      code,
      faults,
      read:
        code === null || hamletKey === null || headName === null
          ? null
          : { row, code, hamletKey, headName, address, size, representativeName, representativeBirthYear },
    };
  };
}
