import type { Writable } from 'node:stream';

export type SheetColumn = { header: string; width: number; kind?: 'text' | 'instant' };
export type SheetCell = string | number | null;

/** Writes one sheet row by row, so that a long list never lies in memory whole. */
export type SpreadsheetWriter = {
  begin(title: string, columns: readonly SheetColumn[]): void;
  /** Resolves when there is room for the next. */
  row(cells: readonly SheetCell[]): Promise<void>;
  end(): Promise<void>;
};

const vietnamHours = 7;

/** Excel keeps no time zone: an instant is written as the wall clock shows it in Vietnam. */
function wallClock(instant: string): Date {
  return new Date(Date.parse(instant) + vietnamHours * 3_600_000);
}

/** An .xlsx (ECMA-376) written to `target`. Text stays text: a cell that begins with `=` is no formula. */
export async function spreadsheet(target: Writable): Promise<SpreadsheetWriter> {
  // Only who asks for a workbook pays for the library.
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: target, useStyles: true });
  const sheet = workbook.addWorksheet('Danh sách', { views: [{ state: 'frozen', ySplit: 2 }] });
  let kinds: readonly SheetColumn['kind'][] = [];
  return {
    begin(title, columns) {
      kinds = columns.map(({ kind }) => kind);
      sheet.columns = columns.map(({ width, kind }) => ({ width, ...(kind === 'instant' && { style: { numFmt: 'dd/mm/yyyy hh:mm' } }) }));
      const head = sheet.addRow([title]);
      head.font = { bold: true, size: 14 };
      head.commit();
      const names = sheet.addRow(columns.map(({ header }) => header));
      names.font = { bold: true };
      names.commit();
    },
    async row(cells) {
      sheet.addRow(cells.map((cell, index) => (kinds[index] === 'instant' && typeof cell === 'string' ? wallClock(cell) : cell))).commit();
      if (target.writableNeedDrain) await new Promise<void>((resolve) => target.once('drain', resolve));
    },
    async end() {
      sheet.commit();
      await workbook.commit();
    },
  };
}
