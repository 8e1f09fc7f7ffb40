import type { SheetCell, SheetColumn } from '../../adapters/spreadsheet.js';
import type { ReplyOf } from '../../contracts/endpoint.js';
import { periodName } from '../../contracts/periods.js';
import { mostPoints, type readScorecard, scoreCriteria, scorecardLabel } from '../../contracts/scorecard.js';
import { dayOf, shortDate } from '../../domain/vietnam-time.js';

type Scorecard = ReplyOf<typeof readScorecard>;

export const scorecardTitle = (period: string): string => `Bộ tiêu chí 9 chỉ số, ${periodName(period).toLowerCase()}. ${scorecardLabel}.`;

export const scorecardColumns: readonly SheetColumn[] = [
  { header: 'Số', width: 6 },
  { header: 'Chỉ số', width: 52 },
  { header: 'Điểm (0–2)', width: 14 },
  { header: 'Nguồn', width: 14 },
  { header: 'Số lượt, hồ sơ', width: 14 },
  { header: 'Cách chấm', width: 60 },
  { header: 'Số liệu', width: 90 },
  { header: 'Căn cứ số nhập', width: 40 },
];

const originWords = { computed: 'Tính từ hệ thống', typed: 'Nhập tay', none: 'Chưa có số liệu' } as const;

/** Nine lines and their sum. */
export function scorecardRows({ rows, total, criteria, band }: Scorecard): SheetCell[][] {
  const lines = rows.map((row, index): SheetCell[] => {
    const rule = scoreCriteria.find(({ key }) => key === row.key);
    const [latest] = row.typed;
    return [
      index + 1,
      rule?.name ?? row.key,
      row.points,
      originWords[row.origin],
      row.basis,
      rule?.rule ?? '',
      row.numbers.join(' '),
      latest?.score ? `${latest.source} (${latest.by}, ${shortDate(dayOf(new Date(latest.at)))})` : '',
    ];
  });
  const summary = criteria === rows.length ? `Xếp loại: ${band ?? ''}` : `Trên ${criteria} trong ${rows.length} chỉ số, nên chưa xếp loại`;
  return [...lines, [null, `Tổng điểm (tối đa ${criteria === rows.length ? mostPoints : 2 * criteria})`, total, '', null, summary, '', '']];
}
