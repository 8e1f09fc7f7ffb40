export type TemplateColumn = { header: string; width: number; hint: string; sample: string; needed: boolean };

/** An .xlsx to be filled in: the empty table, and beside it how to fill it and which hamlets there are. Cells are text, so that `001` stays so. */
export async function householdTemplate(
  columns: readonly TemplateColumn[],
  hamletNames: readonly string[],
  rules: readonly string[],
): Promise<Buffer> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  const table = workbook.addWorksheet('Sổ hộ', { views: [{ state: 'frozen', ySplit: 1 }] });
  table.columns = columns.map(({ header, width }) => ({ header, width, style: { numFmt: '@' } }));
  table.getRow(1).font = { bold: true };

  const guide = workbook.addWorksheet('Hướng dẫn');
  guide.columns = [{ width: 26 }, { width: 70 }, { width: 34 }];
  guide.addRow(['Cột', 'Ghi thế nào', 'Ví dụ']).font = { bold: true };
  for (const { header, hint, sample, needed } of columns) guide.addRow([header, needed ? `${hint} (bắt buộc)` : hint, sample]);
  guide.addRow([]);
  for (const rule of rules) guide.addRow(['', rule]);
  guide.addRow([]);
  guide.addRow(['Các xóm của xã']).font = { bold: true };
  for (const name of hamletNames) guide.addRow(['', name]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
