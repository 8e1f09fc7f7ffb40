import { UnreadableZip, zipEntries } from './zip-entries.js';

/** A cell as text. A formula is never worked out: it is named, with the text Excel last kept for it left aside. */
export type SheetReadCell = { text: string; formula: boolean };
/** The rows that hold something, as Excel numbers them; cells by column, 0 is A. `merged` are the rows a merged cell lies over, with its columns. */
export type SheetReading = {
  rows: { row: number; cells: ReadonlyMap<number, SheetReadCell> }[];
  merged: { fromRow: number; toRow: number; fromColumn: number; toColumn: number }[];
};

/** Why a file is not read. */
export class UnreadableSheet extends Error {
  constructor(readonly reason: 'not_a_sheet' | 'not_utf8' | 'too_large' | 'too_many_rows') {
    super(`A sheet cannot be read: ${reason}.`);
    this.name = 'UnreadableSheet';
  }
}

type Limits = { mostRows: number };

/** Unpacked XML of all parts together; five thousand households need a tenth of it. */
const mostUnpacked = 24 * 1024 * 1024;
const mostColumns = 100;
const mostMerged = 2_000;
const zipMark = Buffer.from('PK\u0003\u0004');

/**
 * The first sheet of an .xlsx, or a CSV. Read by hand and not with exceljs: that library unpacks without a bound and walks every cell of merged
 * ranges and defined names, so that a small file of bad intent (`A1:XFD1048576`) would hold the process for good.
 */
export function readSheet(bytes: Buffer, limits: Limits): SheetReading {
  if (!bytes.subarray(0, 4).equals(zipMark)) return readCsv(bytes, limits);
  try {
    return readWorkbook(bytes, limits);
  } catch (error) {
    if (error instanceof UnreadableZip) throw new UnreadableSheet(error.reason === 'too_large' ? 'too_large' : 'not_a_sheet');
    throw error;
  }
}

// ---- xlsx (ECMA-376)

function readWorkbook(bytes: Buffer, limits: Limits): SheetReading {
  const zip = zipEntries(bytes, mostUnpacked);
  const part = (name: string): string | null => zip.read(name)?.toString('utf8') ?? null;
  const workbook = part('xl/workbook.xml');
  const relations = part('xl/_rels/workbook.xml.rels');
  if (workbook === null || relations === null) throw new UnreadableSheet('not_a_sheet');
  const targets = new Map<string, string>();
  for (const { name, attributes } of tags(relations)) if (name === 'Relationship') targets.set(attributes('Id'), attributes('Target'));
  let sheetName: string | null = null;
  for (const { name, attributes } of tags(workbook)) {
    if (name !== 'sheet' || attributes('state').includes('idden')) continue;
    const target = targets.get(attributes('id')) ?? '';
    sheetName = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    break;
  }
  const sheet = sheetName === null ? null : part(sheetName);
  if (sheet === null) throw new UnreadableSheet('not_a_sheet');
  return readRows(sheet, sharedStrings(part('xl/sharedStrings.xml') ?? ''), limits);
}

function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let current: string | null = null;
  let inReading = false;
  for (const { name, closes, isEmpty, text } of tags(xml)) {
    if (name === 'si') {
      if (closes) {
        strings.push(current ?? '');
        current = null;
      } else if (isEmpty) strings.push('');
      else current = '';
    } else if (name === 'rPh') inReading = !closes;
    else if (name === 't' && !closes && current !== null && !inReading) current += text();
  }
  return strings;
}

function readRows(xml: string, strings: readonly string[], { mostRows }: Limits): SheetReading {
  const reading: SheetReading = { rows: [], merged: [] };
  let row = 0;
  let column = -1;
  let cells = new Map<number, SheetReadCell>();
  let kind = '';
  let cell: SheetReadCell | null = null;
  let inReading = false;
  const endCell = () => {
    if (cell && column < mostColumns) {
      const text = kind === 's' ? (strings[Number(cell.text)] ?? '') : cell.text;
      if (text.trim() !== '' || cell.formula) cells.set(column, { text, formula: cell.formula });
    }
    cell = null;
  };
  const endRow = () => {
    if (cells.size > 0) {
      if (reading.rows.length >= mostRows) throw new UnreadableSheet('too_many_rows');
      reading.rows.push({ row, cells });
    }
    cells = new Map();
  };
  for (const { name, closes, isEmpty, attributes, text } of tags(xml)) {
    if (name === 'row' && !closes) {
      row = Number(attributes('r')) || row + 1;
      column = -1;
    } else if (name === 'row') endRow();
    else if (name === 'c' && !closes) {
      column = columnOf(attributes('r')) ?? column + 1;
      kind = attributes('t');
      cell = { text: '', formula: false };
      if (isEmpty) endCell();
    } else if (name === 'c') endCell();
    else if (name === 'rPh') inReading = !closes;
    else if (cell && !closes && name === 'f') cell.formula = true;
    else if (cell && !closes && (name === 'v' || (name === 't' && !inReading))) cell.text += text();
    else if (name === 'mergeCell' && !closes && reading.merged.length < mostMerged) {
      const [from = '', to = from] = attributes('ref').split(':');
      const [fromColumn, toColumn] = [columnOf(from), columnOf(to)];
      const [fromRow, toRow] = [rowOf(from), rowOf(to)];
      if (fromColumn !== null && toColumn !== null && fromRow > 0) reading.merged.push({ fromRow, toRow, fromColumn, toColumn });
    }
  }
  return reading;
}

/** 0 for A, 27 for AB; null for what is no address. */
function columnOf(address: string): number | null {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(address)?.[0];
  return letters === undefined ? null : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
const rowOf = (address: string): number => Number(/\d{1,7}$/.exec(address)?.[0] ?? 0);

type Tag = { name: string; closes: boolean; isEmpty: boolean; attributes(name: string): string; text(): string };

/** Every tag with the text that follows it, in one pass; prefixes of namespaces are left out. */
function* tags(xml: string): Generator<Tag> {
  const pattern = /<(\/?)(?:[\w-]+:)?([\w-]+)([^<>]*)>([^<]*)/g;
  for (let found = pattern.exec(xml); found !== null; found = pattern.exec(xml)) {
    const [, slash = '', name = '', rest = '', after = ''] = found;
    yield {
      name,
      closes: slash === '/',
      isEmpty: rest.endsWith('/'),
      attributes: (wanted) => decoded(new RegExp(`(?:^|[\\s:])${wanted}="([^"]*)"`).exec(rest)?.[1] ?? ''),
      text: () => (rest.endsWith('/') ? '' : decoded(after)),
    };
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** XML's entities, and Excel's own way of writing control characters (`_x000D_`). */
function decoded(text: string): string {
  return text
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
      return point <= 0x10_ff_ff ? String.fromCodePoint(point) : '';
    })
    .replace(/_x([0-9A-F]{4})_/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

// ---- CSV (RFC 4180)

function readCsv(bytes: Buffer, { mostRows }: Limits): SheetReading {
  let text: string;
  try {
    // A byte order mark is left out by the decoder.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableSheet('not_utf8');
  }
  if (text.includes('\0')) throw new UnreadableSheet('not_utf8');
  const separator = separatorOf(text);
  const rows: SheetReading['rows'] = [];
  let row = 1;
  let cells = new Map<number, SheetReadCell>();
  let column = 0;
  const endCell = (value: string) => {
    if (value.trim() !== '' && column < mostColumns) cells.set(column, { text: value, formula: false });
    column += 1;
  };
  const endRow = () => {
    if (cells.size > 0) {
      if (rows.length >= mostRows) throw new UnreadableSheet('too_many_rows');
      rows.push({ row, cells });
    }
    cells = new Map();
    column = 0;
    row += 1;
  };
  let at = 0;
  while (at < text.length) {
    let value = '';
    if (text[at] === '"') {
      at += 1;
      for (;;) {
        const quote = text.indexOf('"', at);
        value += text.slice(at, quote === -1 ? undefined : quote);
        at = quote === -1 ? text.length : quote + 1;
        if (text[at] !== '"') break;
        value += '"';
        at += 1;
      }
    }
    let stop = at;
    while (stop < text.length && text[stop] !== separator && text[stop] !== '\n' && text[stop] !== '\r') stop += 1;
    endCell(value + text.slice(at, stop));
    at = stop + 1;
    if (text[stop] === separator) continue;
    if (text[stop] === '\r' && text[at] === '\n') at += 1;
    endRow();
  }
  endRow();
  return { rows, merged: [] };
}

/** Excel separates by what the country's numbers leave free: in Vietnam a semicolon. */
function separatorOf(text: string): string {
  const head = text.slice(0, text.search(/[\r\n]/) === -1 ? undefined : text.search(/[\r\n]/));
  const count = (mark: string) => head.split(mark).length;
  return [';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}
