import type { InformationWish, PrivacyLevel, Report, ReportKind, ReportRow, ReportStatus } from 'backend/contracts/feedback';
import { inVietnam, longDate } from '../../days.js';

/** What residents send, as they read it. */
export const kindWords = {
  reflection: 'Phản ánh',
  proposal: 'Kiến nghị',
  procedure_feedback: 'Phản ánh về thủ tục',
  praise: 'Lời khen',
  information_request: 'Yêu cầu cung cấp thông tin',
} as const satisfies Record<ReportKind, string>;

/** Where a report is, as its sender reads it. */
export const reportStatusWords = {
  new: 'Xã đã nhận',
  in_progress: 'Đang xử lý',
  waiting: 'Xã đang hỏi thêm',
  forwarded: 'Đã chuyển cơ quan khác',
  answered: 'Đã trả lời',
  reopened: 'Đã mở lại, đang xử lý',
  fixed: 'Đã khắc phục',
  declined: 'Không tiếp nhận',
  merged: 'Gộp với phản ánh cùng việc',
  redirected: 'Được hướng dẫn nơi giải quyết',
} as const satisfies Record<ReportStatus, string>;

/** What a status asks of the eye: still open, waits for the person, done, or ended otherwise. */
export const statusTone = {
  new: 'open',
  in_progress: 'open',
  waiting: 'asks',
  forwarded: 'open',
  answered: 'done',
  reopened: 'open',
  fixed: 'done',
  declined: 'ended',
  merged: 'ended',
  redirected: 'ended',
} as const satisfies Record<ReportStatus, 'open' | 'asks' | 'done' | 'ended'>;

/** Who sees the name, as a line of a summary. */
export const privacyWords = {
  public: 'Mọi người thấy tên',
  officers_only: 'Chỉ cán bộ thấy tên',
  anonymous: 'Không ai biết tên',
} as const satisfies Record<PrivacyLevel, string>;

/** How somebody wants to get information. */
export const wishFormWords = {
  electronic: 'Tệp gửi qua mạng',
  copy: 'Bản giấy',
  read_here: 'Đến trụ sở đọc, ghi chép',
} as const satisfies Record<InformationWish['form'], string>;

type Promised = Pick<Report | ReportRow, 'status' | 'promisedOn' | 'lateDays'>;

/** "Hẹn trả lời chậm nhất Thứ Ba, 08/12/2026", or how late the commune is; null when nothing is owed any more. */
export function promiseWords({ status, promisedOn, lateDays }: Promised): { text: string; late: boolean } | null {
  if (promisedOn === null || statusTone[status] === 'done' || statusTone[status] === 'ended') return null;
  if (lateDays > 0) return { text: `Xã trễ hẹn ${lateDays} ngày làm việc (hẹn ${longDate(promisedOn)})`, late: true };
  if (status === 'waiting') return { text: 'Ngày hẹn lùi lại đến khi có câu trả lời của ông/bà', late: false };
  return { text: `Hẹn trả lời chậm nhất ${longDate(promisedOn)}`, late: false };
}

/** "hôm nay", "hôm qua", "ngày 01/12/2026" of an instant, seen from another. */
export function whenWords(at: Date, now: Date): string {
  const { day } = inVietnam(at);
  const today = inVietnam(now).day;
  const yesterday = inVietnam(new Date(now.getTime() - 24 * 3_600_000)).day;
  if (day === today) return 'hôm nay';
  return day === yesterday ? 'hôm qua' : `ngày ${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}

/** A text in one line, cut at a word. */
export function excerptOf(text: string, most = 90): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if ([...line].length <= most) return line;
  const cut = [...line].slice(0, most).join('');
  return `${cut.replace(/\s+\S*$/, '') || cut}…`;
}

/** A tracking code as it is printed: `ABCD-EFGH-JKLM`, whatever the person typed between. */
export function groupedCode(typed: string): string {
  const plain = typed
    .normalize('NFC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .slice(0, 12);
  return plain.match(/.{1,4}/g)?.join('-') ?? '';
}
