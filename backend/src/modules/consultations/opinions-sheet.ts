import type { SheetCell, SheetColumn } from '../../adapters/spreadsheet.js';
import { type DeskOpinion, outside } from '../../contracts/consultation-desk.js';
import { channelWords, decisionWords, stanceWords } from '../../contracts/consultation-words.js';
import { shortDate } from '../../domain/vietnam-time.js';
import type { PointRecord } from './consultations.store.js';

export const opinionColumns: readonly SheetColumn[] = [
  { header: 'STT', width: 6 },
  { header: 'Nhận qua', width: 26 },
  { header: 'Ngày nhận', width: 12 },
  { header: 'Bản dự thảo', width: 10 },
  { header: 'Về đoạn', width: 10 },
  { header: 'Ý kiến', width: 70 },
  { header: 'Số người', width: 10 },
  { header: 'Bày tỏ chung', width: 16 },
  { header: 'Tên hiện trên trang', width: 24 },
  { header: 'Xóm', width: 18 },
  { header: 'Số lượt ủng hộ', width: 12 },
  { header: 'Trạng thái', width: 14 },
  { header: 'Nhóm ý kiến', width: 40 },
  { header: 'Tiếp thu', width: 20 },
  { header: 'Lý do', width: 50 },
  { header: 'Ghi chú', width: 30 },
];

const stateWords = { waiting: 'Chờ duyệt', shown: 'Đã cho đăng', hidden: 'Không đăng' } as const;

/** One line. Words are masked as everybody reads them; names only as their authors wanted them shown. */
export function opinionCells(opinion: DeskOpinion, place: number, point: PointRecord | null): SheetCell[] {
  const { channel, on, version, paragraphNumber, text, people, stance, name, hamletName, supports, state, group, note } = opinion;
  return [
    place,
    channelWords(channel),
    shortDate(on),
    version,
    paragraphNumber === null ? 'Cả dự thảo' : `Đoạn ${paragraphNumber}`,
    text,
    people,
    stance === null ? '' : stanceWords[stance],
    name ?? (channel === 'app' ? 'Một người dân' : ''),
    hamletName ?? '',
    supports,
    stateWords[state],
    group === outside ? 'Không thuộc nội dung' : (point?.title ?? ''),
    point?.decision == null ? '' : decisionWords[point.decision],
    point?.reason ?? '',
    note,
  ];
}
