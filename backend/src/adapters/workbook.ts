import type { Writable } from 'node:stream';
import type { SheetCell } from './spreadsheet.js';

export type WorkbookSheet = {
  name: string;
  columns: readonly { header: string; width: number }[];
  rows: readonly (readonly SheetCell[])[];
};

/** An .xlsx (ECMA-376) of several sheets, the first line of each naming the columns, written row by row. */
export async function writeWorkbook(target: Writable, sheets: readonly WorkbookSheet[]): Promise<void> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: target, useStyles: true });
  for (const { name, columns, rows } of sheets) {
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map(({ width }) => ({ width }));
    const head = sheet.addRow(columns.map(({ header }) => header));
    head.font = { bold: true };
    head.commit();
    for (const row of rows) {
      sheet.addRow([...row]).commit();
      if (target.writableNeedDrain) await new Promise<void>((resolve) => target.once('drain', resolve));
    }
    sheet.commit();
  }
  await workbook.commit();
}
