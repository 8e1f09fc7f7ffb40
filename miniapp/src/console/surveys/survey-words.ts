import type { SurveyMode } from 'backend/contracts/surveys';
import type { SurveyAudience, SurveyRow, SurveyStatus } from 'backend/contracts/surveys-desk';
import { inVietnam, longDate, plainDate, spokenTime } from '../../days.js';
import { roleWords } from '../console-words.js';

export const statusWords = {
  draft: 'Đang soạn',
  scheduled: 'Chờ đến giờ mở',
  open: 'Đang mở',
  closed: 'Đã đóng',
  cancelled: 'Đã hủy',
} satisfies Record<SurveyStatus, string>;

/** What becomes of who answered; `consequence` is what cannot be undone. */
export const modeWords = {
  named: {
    name: 'Ghi tên',
    detail: 'Cán bộ đọc được ai trả lời gì. Dùng khi cần liên hệ lại, như đăng ký hỗ trợ.',
    consequence: 'Người dân được báo trước là cán bộ đọc được tên. Người ngại nói thật có thể không trả lời.',
  },
  confidential: {
    name: 'Giữ kín tên (bảo mật)',
    detail: 'Hệ thống biết ai đã trả lời để mỗi người một lần và để họ sửa được, nhưng cán bộ không đọc được tên.',
    consequence: 'Không ai mở được tên ra, kể cả quản trị. Nhóm dưới 10 người không được nêu riêng.',
  },
  anonymous: {
    name: 'Ẩn danh hoàn toàn',
    detail: 'Việc đã tham gia và nội dung trả lời để hai nơi, không nối lại được, kể cả quản trị. Không giữ giờ trả lời.',
    consequence: 'Gửi rồi thì người dân không sửa được, cán bộ không hỏi lại được ai và không có biểu đồ theo tuần.',
  },
} satisfies Record<SurveyMode, { name: string; detail: string; consequence: string }>;

/** "17 giờ, Thứ Sáu, 11/12/2026". */
export function fullInstant(iso: string): string {
  const { day, time } = inVietnam(new Date(iso));
  return `${spokenTime(time)}, ${longDate(day)}`;
}

/** "17 giờ ngày 11/12/2026". */
export function shortInstant(iso: string): string {
  const { day, time } = inVietnam(new Date(iso));
  return `${spokenTime(time)} ngày ${plainDate(day)}`;
}

/** Whom it asks, in words. */
export function audienceWords(audience: SurveyAudience, hamlets: readonly { key: string; name: string }[]): string {
  switch (audience.kind) {
    case 'commune':
      return 'mọi người dân trong xã đã dùng ứng dụng';
    case 'hamlets': {
      const names = audience.hamletKeys.map((key) => hamlets.find((hamlet) => hamlet.key === key)?.name ?? key);
      return names.length <= 3 ? `người dân ${names.join(', ')}` : `người dân ${names.length} xóm`;
    }
    case 'roles':
      return audience.roles.map((role) => roleWords[role]).join(', ');
    case 'visitors':
      return `người đã làm việc ở Một cửa từ ${plainDate(audience.from)} đến ${plainDate(audience.to)}`;
  }
}

/** "Đóng lúc 17 giờ ngày 11/12/2026": what of its times matters in the list. */
export function timeWords({
  status,
  opensAt,
  closesAt,
  updatedAt,
}: Pick<SurveyRow, 'status' | 'opensAt' | 'closesAt' | 'updatedAt'>): string {
  switch (status) {
    case 'draft':
      return `Sửa lần cuối ${shortInstant(updatedAt)}`;
    case 'scheduled':
      return opensAt === null ? 'Chờ đến giờ mở' : `Mở lúc ${shortInstant(opensAt)}`;
    case 'open':
      return closesAt === null ? 'Chưa đặt giờ đóng' : `Đóng lúc ${shortInstant(closesAt)}`;
    case 'closed':
      return closesAt === null ? 'Đã đóng' : `Đã đóng lúc ${shortInstant(closesAt)}`;
    case 'cancelled':
      return `Đã hủy ${shortInstant(updatedAt)}`;
  }
}

/** How many answered in each hamlet that is asked, in the order of the commune; those of no known hamlet last. */
export function hamletCounts(
  counted: readonly { key: string | null; name: string; answered: number }[],
  audience: SurveyAudience,
  hamlets: readonly { key: string; name: string }[],
): { key: string; name: string; answered: number }[] {
  const asked =
    audience.kind === 'commune'
      ? hamlets
      : audience.kind === 'hamlets'
        ? hamlets.filter(({ key }) => audience.hamletKeys.includes(key))
        : [];
  const known = new Map(counted.map((one) => [one.key, one]));
  const askedKeys = new Set(asked.map(({ key }) => key));
  const others = counted.filter(({ key }) => key === null || !askedKeys.has(key));
  return [
    ...asked.map(({ key, name }) => ({ key, name, answered: known.get(key)?.answered ?? 0 })),
    ...others
      .sort(
        (one, other) =>
          Number(one.key === null) - Number(other.key === null) || one.name.localeCompare(other.name, 'vi', { numeric: true }),
      )
      .map(({ key, name, answered }) => ({ key: key ?? 'unknown', name, answered })),
  ];
}

/** "412 người". */
export const people = (count: number): string => `${count.toLocaleString('vi-VN')} người`;

/** "34 %" of how many may answer; null while that is not known. */
export function shareWords(answered: number, audience: number | null): string | null {
  if (audience === null || audience === 0) return null;
  const share = Math.min(100, (answered / audience) * 100);
  return `${share > 0 && share < 1 ? 'chưa tới 1' : Math.floor(share)} %`;
}
