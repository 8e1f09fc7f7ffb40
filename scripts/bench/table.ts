import type { Result } from './rounds.js';

type Unit = 'bytes' | 'memory' | 'calls' | 'most' | 'time';

const titles: Readonly<Record<string, { title: string; unit: Unit }>> = {
  first_load_bytes: { title: 'Tải lần đầu trang chủ Mini App, so với trang trần', unit: 'bytes' },
  procedures_read: { title: 'Đọc danh sách thủ tục, so với Express trần', unit: 'calls' },
  procedure_read: { title: 'Đọc một thủ tục, so với Express trần', unit: 'calls' },
  open_slots_read: { title: 'Đọc chỗ còn trống, so với Express trần', unit: 'calls' },
  bookings: { title: 'Đặt lịch, so với Express trần ghi một bản ghi', unit: 'calls' },
  deliveries: { title: 'Gửi tin, so với BullMQ trần', unit: 'calls' },
  rate_adherence: { title: 'Tốc độ gửi trung bình của hai bộ chạy, so với giới hạn', unit: 'calls' },
  rate_busiest_second: { title: 'Giây gửi nhiều nhất của hai bộ chạy, so với giới hạn', unit: 'most' },
  webhook_stored_median: { title: 'Lưu một sự kiện của Zalo (nửa số lần), so với Express trần ghi một bản ghi', unit: 'time' },
  webhook_stored_p95: { title: 'Lưu một sự kiện của Zalo (95 % số lần), so với Express trần ghi một bản ghi', unit: 'time' },
  report_search_median: { title: 'Tìm không dấu trong 100.000 phản ánh (nửa số lần), so với Express trần', unit: 'time' },
  report_search_p95: { title: 'Tìm không dấu trong 100.000 phản ánh (95 % số lần), so với Express trần', unit: 'time' },
  votes: { title: 'Nhận phiếu biểu quyết của hộ, so với Express trần ghi một bản ghi', unit: 'calls' },
  answers: { title: 'Nhận câu trả lời khảo sát, so với Express trần ghi một bản ghi', unit: 'calls' },
  tally_1000: { title: 'Mở hòm và kiểm 1.000 phiếu, so với đọc và ghi chừng ấy bản ghi', unit: 'time' },
  tally_10000: { title: 'Mở hòm và kiểm 10.000 phiếu, so với đọc và ghi chừng ấy bản ghi', unit: 'time' },
  tally_100000: { title: 'Mở hòm và kiểm 100.000 phiếu, so với đọc và ghi chừng ấy bản ghi', unit: 'time' },
  worker_memory: { title: 'Bộ nhớ khi gửi cho 100.000 người, so với 10.000 người', unit: 'memory' },
};

const number = (value: number, digits = 0) =>
  value.toLocaleString('vi-VN', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const kilobytes = (value: number) => `${number(value / 1024, 1)} KB`;
const perSecond = (value: number) => `${number(value)}/giây`;
const milliseconds = (value: number) => `${number(value, 1)} ms`;

const units: Readonly<Record<Unit, { value: (value: number) => string; goal: (goal: number) => string }>> = {
  bytes: { value: kilobytes, goal: (goal) => `≤ ${kilobytes(goal)}` },
  memory: { value: (value) => `${number(value / 1024 / 1024, 1)} MB`, goal: (goal) => `tỉ lệ ≤ ${number(goal, 2)}` },
  calls: { value: perSecond, goal: (goal) => `tỉ lệ ≥ ${number(goal, 2)}` },
  most: { value: perSecond, goal: (goal) => `tỉ lệ ≤ ${number(goal, 2)}` },
  time: { value: milliseconds, goal: (goal) => `≤ ${milliseconds(goal)}` },
};

/** The results for a person at a terminal. */
export function table(results: readonly Result[]): string {
  const rows = results.map(({ name, ours, baseline, ratio, goal, ok }) => {
    const { title, unit } = titles[name] ?? { title: name, unit: 'calls' };
    const shown = units[unit];
    return [title, shown.value(ours), shown.value(baseline), number(ratio, 2), shown.goal(goal), ok ? 'đạt' : 'CHƯA ĐẠT'];
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
