import type {
  Broadcast,
  BroadcastChannel,
  BroadcastCounts,
  BroadcastKind,
  BroadcastPost,
  BroadcastProgress,
  BroadcastStatus,
  RecipientState,
} from 'backend/contracts/broadcasts';
import type { z } from 'zod';
import { inVietnam, longDate, spokenTime } from '../../days.js';

/** Each state of a broadcast as the officer reads it. */
export const broadcastStatusWords = {
  draft: 'Bản nháp',
  submitted: 'Chờ duyệt',
  approved: 'Đã duyệt, chờ gửi',
  running: 'Đang gửi',
  paused: 'Đang tạm dừng',
  finished: 'Đã gửi xong',
  cancelled: 'Đã hủy',
} satisfies Record<BroadcastStatus, string>;

export const kindWords = {
  greeting: { name: 'Lời chúc', says: 'Lễ, tết, ngày kỷ niệm. Chủ tịch đứng tên.' },
  disclosure: { name: 'Tin công khai', says: 'Soạn tự động khi xã công khai một văn bản.' },
  notice: { name: 'Thông báo', says: 'Lịch họp, lịch cắt điện, lịch tiêm… Gửi trong giờ cho phép.' },
  urgent: { name: 'Tin khẩn', says: 'Mưa lũ, cháy, dịch bệnh. Gửi ngay, cả ban đêm, trước mọi tin khác.' },
} satisfies Record<BroadcastKind, { name: string; says: string }>;

/** Ways to reach people, as an officer understands them. */
export const broadcastChannelWords = {
  article: 'Bài viết gửi mọi người quan tâm',
  group: 'Nhóm Zalo của xóm',
  consultation: 'Tin nhắn Zalo',
  template_by_uid: 'Tin theo mẫu qua Zalo',
  notification: 'Thông báo của ứng dụng xã',
  template_by_phone: 'Tin theo mẫu, gửi theo số điện thoại',
} satisfies Record<BroadcastChannel, string>;

/** What became of one recipient. */
export const recipientStateWords = {
  waiting: { name: 'Chờ gửi', says: 'Chưa tới lượt.' },
  sending: { name: 'Đang gửi', says: 'Đang gọi Zalo.' },
  sent: { name: 'Đã gửi', says: 'Zalo đã nhận để chuyển, máy người nhận chưa báo.' },
  delivered: { name: 'Đã nhận', says: 'Tin đã tới máy người nhận.' },
  seen: { name: 'Đã xem', says: 'Người nhận đã mở tin.' },
  failed: { name: 'Không gửi được', says: 'Zalo từ chối. Có thể gửi lại.' },
  skipped: { name: 'Bỏ qua', says: 'Không gửi, vì người nhận không muốn hoặc không có cách gửi.' },
  unconfirmed: { name: 'Chưa rõ', says: 'Đã gửi nhưng Zalo không trả lời. Không tự gửi lại, để khỏi nhận hai lần.' },
} satisfies Record<RecipientState, { name: string; says: string }>;

export const postStateWords = {
  waiting: 'Chờ gửi',
  preparing: 'Đang chờ Zalo duyệt bài',
  sending: 'Đang gửi',
  sent: 'Đã gửi',
  failed: 'Không gửi được',
  unconfirmed: 'Chưa rõ đã gửi chưa',
} satisfies Record<z.infer<typeof BroadcastPost>['state'], string>;

const reasonSentences: Readonly<Record<string, string>> = {
  // The person
  stopped: 'Người này đã chọn thôi nhận loại tin này.',
  no_consent: 'Người này chưa quan tâm trang Zalo của xã và chưa đồng ý nhận tin.',
  not_reachable: 'Không có cách nào trên Zalo tới được người này.',
  blocked: 'Người này đã chặn trang Zalo của xã.',
  not_follower: 'Người này không còn quan tâm trang Zalo của xã.',
  user_restricted: 'Người này không cho gửi loại tin này trên Zalo.',
  inactive: 'Tài khoản Zalo này lâu không dùng, hoặc đã bị khóa.',
  bad_recipient: 'Zalo không tìm thấy tài khoản hoặc số điện thoại này.',
  outside_window: 'Đã quá 7 ngày người này không nhắn cho xã, Zalo không cho gửi.',
  recipient_quota: 'Người này đã nhận đủ số tin Zalo cho phép.',
  only_paid: 'Chỉ còn cách mất tiền, mà tin này không chọn cách mất tiền.',
  erased: 'Người này đã xóa dữ liệu của mình.',
  duplicate: 'Là cùng một người với một dòng khác, đã gửi ở dòng đó.',
  // The broadcast
  cancelled: 'Tin bị hủy trước khi tới lượt người này.',
  reached_by_article: 'Đã nhận qua bài viết chung.',
  reached_by_group: 'Đã nhận trong nhóm Zalo của xóm.',
  bad_template: 'Mẫu tin chưa được Zalo duyệt.',
  bad_content: 'Zalo không nhận nội dung này.',
  night: 'Zalo không cho gửi loại tin này vào ban đêm.',
  out_of_quota: 'Hết số tin được gửi trong ngày.',
  no_permission: 'Trang Zalo của xã chưa được phép gửi loại tin này.',
  shut: 'Zalo đã ngừng cách gửi này.',
  configuration: 'Kết nối với Zalo chưa cài đúng. Xin báo quản trị.',
  bad_grant: 'Quyền gửi tin của trang Zalo đã hết. Xin báo quản trị cấp lại.',
  bad_request: 'Zalo không nhận yêu cầu gửi này. Xin báo quản trị.',
  failed: 'Zalo báo gửi không được.',
  unknown: 'Zalo từ chối mà không nói rõ lý do.',
  // Zalo could not just then
  gave_up: 'Đã thử nhiều lần mà chưa được.',
  rate_limited: 'Zalo đang bận, máy tự gửi lại sau.',
  processing: 'Zalo còn đang xử lý tin trước, máy tự gửi lại sau.',
  unreachable: 'Chưa nối được với Zalo, máy tự gửi lại sau.',
  // Nobody knows
  interrupted: 'Máy chủ dừng giữa chừng, chưa rõ Zalo đã nhận hay chưa.',
  timeout: 'Zalo không trả lời kịp, chưa rõ đã nhận hay chưa.',
  connection_lost: 'Mất nối giữa chừng, chưa rõ Zalo đã nhận hay chưa.',
  server_error: 'Zalo gặp trục trặc lúc nhận, chưa rõ đã nhận hay chưa.',
  redirected: 'Zalo trả lời khác thường, chưa rõ đã nhận hay chưa.',
  not_json: 'Zalo trả lời khác thường, chưa rõ đã nhận hay chưa.',
  too_large: 'Zalo trả lời khác thường, chưa rõ đã nhận hay chưa.',
  no_code: 'Zalo trả lời khác thường, chưa rõ đã nhận hay chưa.',
};

/** Whether a reason has a sentence of its own. */
export const knowsReason = (reason: string): boolean => Object.hasOwn(reasonSentences, reason);

/** Why somebody was not reached, in a sentence. A reason of a newer server is told without a code. */
export function sayReason(reason: string): string {
  return (knowsReason(reason) ? reasonSentences[reason] : undefined) ?? 'Zalo không nhận tin này.';
}

export const pauseWords = {
  officer: { title: 'Đang tạm dừng', says: 'Bấm “Gửi tiếp” khi muốn gửi nốt.' },
  failures: {
    title: 'Máy tự tạm dừng vì nhiều tin không gửi được',
    says: 'Xin xem lý do ở bảng dưới. Nếu do Zalo bận, chờ một lúc rồi bấm “Gửi tiếp”; nếu do kết nối, xin báo quản trị trước.',
  },
  content: {
    title: 'Máy tự tạm dừng vì Zalo không nhận nội dung này',
    says: 'Gửi tiếp cũng sẽ bị từ chối. Xin hủy tin này, sửa lại câu chữ hoặc ảnh rồi trình duyệt tin mới.',
  },
} satisfies Record<NonNullable<Broadcast['pause']>['cause'], { title: string; says: string }>;

/** "1.204". */
export const count = (number: number): string => number.toLocaleString('vi-VN');

/** "0 đ", "12.500 đ": a cost, which "Miễn phí" would make sound like a gift. */
export const dong = (amount: number): string => `${amount.toLocaleString('vi-VN')} đ`;

/** "07:00 ngày 01/01/2027" of an instant. */
export function shortInstant(iso: string): string {
  const { day, time } = inVietnam(new Date(iso));
  return `${time} ngày ${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}

/** "6 giờ ngày mai", "14 giờ hôm nay", else the whole date. */
export function spokenWhen(iso: string, now: Date): string {
  const { day, time } = inVietnam(new Date(iso));
  const today = inVietnam(now).day;
  if (day === today) return `${spokenTime(time)} hôm nay`;
  if (day === inVietnam(new Date(now.getTime() + 86_400_000)).day) return `${spokenTime(time)} ngày mai`;
  return `${spokenTime(time)}, ${longDate(day)}`;
}

/** A title where only officers read it: the year is put in, what differs from reader to reader is left out. */
export function sayTitle(title: string, { occasion, sendAt, updatedAt }: Pick<Broadcast, 'occasion' | 'sendAt' | 'updatedAt'>): string {
  const year = (occasion?.day ?? inVietnam(new Date(sendAt ?? updatedAt)).day).slice(0, 4);
  const words = title
    .replaceAll('{nam}', year)
    .replace(/\s*\{[^{}]*\}/g, '')
    .trim();
  return words === '' ? title : words;
}

/** When it goes out, said of a broadcast that has not begun. */
export function sayWhen(sendAt: string | null): string {
  return sendAt === null ? 'ngay sau khi duyệt' : `lúc ${shortInstant(sendAt)}`;
}

export type CountPart = { state: Exclude<RecipientState, 'sending'>; count: number };

/** The counts cut into parts that do not overlap: they add up to `recipients`. */
export function partsOf({ waiting, sent, delivered, seen, failed, skipped, unconfirmed }: BroadcastCounts): CountPart[] {
  return [
    { state: 'seen', count: seen },
    { state: 'delivered', count: delivered - seen },
    { state: 'sent', count: sent - delivered },
    { state: 'waiting', count: waiting },
    { state: 'unconfirmed', count: unconfirmed },
    { state: 'failed', count: failed },
    { state: 'skipped', count: skipped },
  ];
}

/** "1.204 / 1.284 đã nhận" of a row in the list; null before the audience is frozen. */
export function sayCounts(counts: BroadcastCounts): string | null {
  return counts.recipients === 0 ? null : `${count(counts.delivered)} / ${count(counts.recipients)} đã nhận`;
}

/** Why nothing goes out although people wait; null when nothing holds it up. */
export function sayNextDue(
  { status, counts, nextDueAt }: Pick<BroadcastProgress, 'status' | 'counts' | 'nextDueAt'>,
  now: Date,
): string | null {
  if (status !== 'running' || counts.waiting === 0 || nextDueAt === null) return null;
  if (Date.parse(nextDueAt) - now.getTime() < 2 * 60_000) return null;
  return `Hôm nay đã hết hạn mức hoặc hết giờ gửi. ${count(counts.waiting)} người còn lại gửi tiếp lúc ${spokenWhen(nextDueAt, now)}.`;
}

/** Messages a minute between two looks, and when those who wait are done at that speed; null while it cannot be told. */
export function paceOf(looks: readonly { at: string; counts: BroadcastCounts }[]): { perMinute: number; endsAt: Date } | null {
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined) return null;
  const milliseconds = Date.parse(last.at) - Date.parse(first.at);
  const done = first.counts.waiting - last.counts.waiting;
  if (milliseconds < 3_000 || done <= 0 || last.counts.waiting === 0) return null;
  return {
    perMinute: Math.round((done / milliseconds) * 60_000),
    endsAt: new Date(Date.parse(last.at) + (last.counts.waiting / done) * milliseconds),
  };
}
