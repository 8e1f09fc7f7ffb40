import type { Result } from './rounds.js';

const titles: Readonly<Record<string, { title: string; unit: 'bytes' | 'calls' }>> = {
  first_load_bytes: { title: 'Tải lần đầu trang chủ Mini App, so với trang trần', unit: 'bytes' },
  procedures_read: { title: 'Đọc danh sách thủ tục, so với Express trần', unit: 'calls' },
  procedure_read: { title: 'Đọc một thủ tục, so với Express trần', unit: 'calls' },
  open_slots_read: { title: 'Đọc chỗ còn trống, so với Express trần', unit: 'calls' },
  bookings: { title: 'Đặt lịch, so với Express trần ghi một bản ghi', unit: 'calls' },
};

const number = (value: number, digits = 0) =>
  value.toLocaleString('vi-VN', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const kilobytes = (value: number) => `${number(value / 1024, 1)} KB`;

/** The results for a person at a terminal. */
export function table(results: readonly Result[]): string {
  const rows = results.map(({ name, ours, baseline, ratio, goal, ok }) => {
    const { title, unit } = titles[name] ?? { title: name, unit: 'calls' };
    const size = unit === 'bytes';
    return [
      title,
      size ? kilobytes(ours) : `${number(ours)}/giây`,
      size ? kilobytes(baseline) : `${number(baseline)}/giây`,
      number(ratio, 2),
      size ? `≤ ${kilobytes(goal)}` : `tỉ lệ ≥ ${number(goal, 2)}`,
      ok ? 'đạt' : 'CHƯA ĐẠT',
    ];
  });
  const lines = [['Mục', 'Của ta', 'Bản trần', 'Tỉ lệ', 'Mục tiêu', ''], ...rows];
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => (column === 0 || column > 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}
