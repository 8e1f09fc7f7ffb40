import type { BoardReport, BoardState, BoardStatistic } from 'backend/contracts/board';

/** The states of the board as people read them. */
export const boardStateWords = {
  open: 'Đang xử lý',
  answered: 'Đã trả lời',
  fixed: 'Đã khắc phục',
} as const satisfies Record<BoardState, string>;

const number = (value: number) => value.toLocaleString('vi-VN');

/** "12 người cùng phản ánh"; null when it was one. */
export function peopleWords(people: number): string | null {
  return people > 1 ? `${number(people)} người cùng phản ánh` : null;
}

/** "Xóm 1 (mẫu)" of "Xóm 1 (mẫu), khu vực Tân Linh", where there is no room for more. */
export function shortHamlet(name: string): string {
  return name.split(',')[0]?.trim() ?? name;
}

/** How long the commune has taken, or is taking. */
export function tookWords({ state, status, workingDays }: Pick<BoardReport, 'state' | 'status' | 'workingDays'>): string {
  if (status === 'forwarded') return 'Xã đã chuyển cho cơ quan có thẩm quyền.';
  if (state === 'open') return workingDays === 0 ? 'Xã mới nhận.' : `Đã qua ${number(workingDays)} ngày làm việc.`;
  return workingDays === 0 ? 'Xã trả lời ngay trong ngày.' : `Xã trả lời sau ${number(workingDays)} ngày làm việc.`;
}

/** What several reports that lie together are: "3 phản ánh gần nhau: 2 đang xử lý, 1 đã trả lời". */
export function togetherWords(states: readonly BoardState[]): string {
  const counts = (Object.keys(boardStateWords) as BoardState[]).flatMap((state) => {
    const count = states.filter((one) => one === state).length;
    return count === 0 ? [] : [`${number(count)} ${boardStateWords[state].toLocaleLowerCase('vi-VN')}`];
  });
  return `${number(states.length)} phản ánh gần nhau: ${counts.join(', ')}`;
}

/** "trong 4 ngày làm việc", "trong 3,5 ngày làm việc", "ngay trong ngày". */
export function daysWords(days: number): string {
  return days === 0 ? 'ngay trong ngày' : `trong ${number(days)} ngày làm việc`;
}

/** The whole commune in a sentence or two. */
export function summaryWords({ received, answered, onTimePercent, medianWorkingDays }: BoardStatistic): string {
  if (received === 0) return '12 tháng qua, xã chưa nhận phản ánh nào.';
  if (answered === 0) return `12 tháng qua, xã nhận ${number(received)} phản ánh, chưa có phản ánh nào đến lúc trả lời.`;
  const onTime = onTimePercent === null ? '' : `, đúng hạn ${onTimePercent}\u00a0%`;
  const median = medianWorkingDays === null ? '' : ` Một nửa được trả lời ${daysWords(medianWorkingDays)}.`;
  return `12 tháng qua, xã nhận ${number(received)} phản ánh, trả lời ${number(answered)}${onTime}.${median}`;
}

/** "Nhận 12 · trả lời 10 · đang xử lý 2". */
export function countWords({ received, answered, open }: Pick<BoardStatistic, 'received' | 'answered' | 'open'>): string {
  return `Nhận ${number(received)} · trả lời ${number(answered)} · đang xử lý ${number(open)}`;
}

/**
 * "12 trong 13 đúng hạn · 92 %"; null when nothing was answered. How many were on time is counted back from the whole per cent, which is exact up to a
 * hundred answers; above that the per cent alone is said.
 */
export function onTimeWords({ answered, onTimePercent }: Pick<BoardStatistic, 'answered' | 'onTimePercent'>): string | null {
  if (onTimePercent === null || answered === 0) return null;
  if (answered > 100) return `${onTimePercent}\u00a0% trong ${number(answered)} đúng hạn`;
  return `${Math.round((answered * onTimePercent) / 100)} trong ${answered} đúng hạn · ${onTimePercent}\u00a0%`;
}

/** "4,2 trên 5"; too few ratings would tell whose they are. */
export function satisfactionWords(satisfaction: number | null): string {
  return satisfaction === null ? 'chưa đủ 5 lượt' : `${number(satisfaction)} trên 5`;
}
