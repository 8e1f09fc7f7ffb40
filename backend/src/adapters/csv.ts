import type { Writable } from 'node:stream';
import type { SheetCell, SpreadsheetWriter } from './spreadsheet.js';

/** Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection"); spaces before the sign do not hide it. */
const formula = /^\s*[=+\-@]|^[\t\r]/u;

function cellOf(cell: SheetCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A .csv (RFC 4180) that Excel opens with its Vietnamese marks: UTF-8 with a byte order mark. The title stands in no line, so that the first line names the columns. */
export function csv(target: Writable): SpreadsheetWriter {
  const write = async (line: string): Promise<void> => {
    if (!target.write(`${line}\r\n`)) await new Promise<void>((resolve) => target.once('drain', resolve));
  };
  return {
    begin(_title, columns) {
      target.write(`\uFEFF${columns.map(({ header }) => cellOf(header)).join(',')}\r\n`);
    },
    row: (cells) => write(cells.map(cellOf).join(',')),
    end: () => new Promise<void>((resolve) => target.end(resolve)),
  };
}
