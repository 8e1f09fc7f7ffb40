import type { ConversationMessage, ConversationState, ConversationSummary, ReplyWindow } from 'backend/contracts/conversations';
import { inVietnam, plainDate } from '../../days.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long an answer is still possible, and whether it costs. */
export function windowWords({ kind, until }: ReplyWindow, now: Date): string {
  if (kind === 'closed' || until === null) return 'Quá 7 ngày, Zalo không cho trả lời nữa';
  const left = new Date(until).getTime() - now.getTime();
  const time =
    left < hour
      ? `${Math.max(1, Math.floor(left / minute))} phút`
      : left < 2 * day
        ? `${Math.floor(left / hour)} giờ`
        : `${Math.floor(left / day)} ngày`;
  return kind === 'free' ? `Còn ${time} trả lời miễn phí` : `Trả lời lúc này Zalo tính phí, còn ${time}`;
}

export const stateWords: Record<ConversationState, string> = { open: 'Chờ trả lời', answered: 'Đã trả lời', closed: 'Đã đóng' };

export const topicWords: Record<NonNullable<ConversationSummary['topic']>, string> = { feedback: 'Phản ánh', question: 'Hỏi thủ tục' };

/** What became of our own message; null where there is nothing to say. */
export function deliveryWords(state: ConversationMessage['state']): string | null {
  switch (state) {
    case null:
      return null;
    case 'sending':
    case 'waiting':
      return 'Đang gửi';
    case 'sent':
      return 'Đã gửi';
    case 'delivered':
      return 'Đã tới máy';
    case 'seen':
      return 'Đã xem';
    case 'failed':
    case 'skipped':
      return 'Không gửi được';
    case 'unconfirmed':
      return 'Chưa rõ đã tới chưa';
  }
}

/** "9:05" today, else "30/11 9:05"; the year only where it is another. */
export function whenWords(iso: string, now: Date): string {
  const at = inVietnam(new Date(iso));
  const today = inVietnam(now).day;
  if (at.day === today) return at.time;
  return `${at.day.slice(0, 4) === today.slice(0, 4) ? plainDate(at.day).slice(0, 5) : plainDate(at.day)} ${at.time}`;
}

/** Where to begin; the officer goes on writing. */
export const quickReplies: readonly { name: string; text: string }[] = [
  { name: 'Đã nhận tin', text: 'Xã đã nhận được tin của ông/bà và đang xem. Xã sẽ trả lời ông/bà tại đây trong ngày làm việc.' },
  { name: 'Hỏi thêm', text: 'Cảm ơn ông/bà đã báo cho xã. Xin ông/bà cho biết thêm: việc ở chỗ nào, từ bao giờ, và gửi kèm ảnh nếu có.' },
  {
    name: 'Mời đến một cửa',
    text: 'Mời ông/bà đến Bộ phận Một cửa trong giờ làm việc. Ông/bà đặt lịch hẹn trên ứng dụng để khỏi phải chờ.',
  },
  { name: 'Đã chuyển', text: 'Xã đã chuyển việc này tới cán bộ phụ trách. Khi có kết quả, xã sẽ báo ông/bà tại đây.' },
  { name: 'Cảm ơn', text: 'Xã cảm ơn ông/bà. Cần việc gì thêm, ông/bà cứ nhắn tại đây.' },
];
