import type { TemplateColumn } from '../../adapters/household-template.js';
import type { SheetCell, SheetColumn } from '../../adapters/spreadsheet.js';
import { importColumns } from '../../domain/household-import.js';
import { representativeOf } from '../../domain/households.js';
import type { HouseholdRecord } from './households.store.js';

/** What is taken out can be put in again: the first columns are those of the template. */
export const bookColumns: readonly SheetColumn[] = [
  { header: importColumns.code, width: 14 },
  { header: importColumns.hamlet, width: 22 },
  { header: importColumns.headName, width: 28 },
  { header: importColumns.address, width: 34 },
  { header: importColumns.representativeName, width: 28 },
  { header: importColumns.representativeBirthYear, width: 20 },
  { header: importColumns.size, width: 16 },
  { header: 'Đại diện đã liên kết Zalo', width: 24 },
  { header: 'Thành viên đã ghi', width: 18 },
];

export function bookCells(record: HouseholdRecord, hamletName: string): SheetCell[] {
  const representative = representativeOf(record);
  return [
    record.code,
    hamletName,
    record.headName,
    record.address,
    representative?.name ?? '',
    representative?.birthYear ?? null,
    record.size,
    representative === null ? '' : representative.residentId === null ? 'Chưa' : 'Rồi',
    record.members.length,
  ];
}

export const templateColumns: readonly TemplateColumn[] = [
  {
    header: importColumns.code,
    width: 14,
    needed: true,
    hint: 'Mã trong sổ của xóm, mỗi hộ một mã; chữ không dấu, số, dấu chấm, gạch',
    sample: 'VC-012',
  },
  { header: importColumns.hamlet, width: 22, needed: true, hint: 'Đúng tên xóm; có dấu hay không dấu đều được', sample: 'Xóm Vai Cầy' },
  { header: importColumns.headName, width: 28, needed: true, hint: 'Họ và tên chủ hộ', sample: 'Nguyễn Văn Hòa' },
  {
    header: importColumns.address,
    width: 34,
    needed: false,
    hint: 'Ngõ, tổ, đường; bỏ trống nếu không có',
    sample: 'Tổ 2, đường vào nhà văn hóa',
  },
  {
    header: importColumns.representativeName,
    width: 28,
    needed: false,
    hint: 'Người thay mặt hộ khi họp, biểu quyết; đủ 18 tuổi',
    sample: 'Trần Thị Lan',
  },
  {
    header: importColumns.representativeBirthYear,
    width: 20,
    needed: false,
    hint: 'Bốn chữ số; cần có khi ghi người đại diện',
    sample: '1962',
  },
  { header: importColumns.size, width: 16, needed: false, hint: 'Số người trong hộ', sample: '4' },
];

export const templateRules: readonly string[] = [
  'Mỗi hộ một dòng. Không gộp ô, không dùng công thức.',
  'Ô bỏ trống không xóa điều đã ghi trong sổ.',
  'Hộ đã có trong sổ (cùng mã) được sửa theo tệp; hộ không có trong tệp giữ nguyên.',
  'Tối đa 5.000 hộ, 2 MB. Luôn được xem trước rồi mới nạp.',
];
