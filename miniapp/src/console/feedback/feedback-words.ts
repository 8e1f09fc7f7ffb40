import type { PrivacyLevel, ReportStatus } from 'backend/contracts/feedback';
import type {
  AnswerState,
  DeskActName,
  DeskReport,
  DeskReportRow,
  InboxView,
  Lateness,
  SuspicionReason,
} from 'backend/contracts/feedback-desk';
import type { ReportMediaKind } from 'backend/contracts/report-media';
import type { SealedPetitionRow } from 'backend/contracts/sealed-petitions';
import type { CallFailure } from '../../api.js';
import { inVietnam, plainDate, spokenTime } from '../../days.js';
import { sayToOfficer } from '../console-words.js';

/** Each list of the inbox. */
export const viewWords = {
  mine: 'Của tôi',
  due_today: 'Đến hạn hôm nay',
  overdue: 'Quá hạn',
  unassigned: 'Chưa giao',
  open: 'Đang mở',
  to_approve: 'Chờ duyệt',
  suspected: 'Xem trước',
  closed: 'Đã xong',
  all: 'Tất cả',
} satisfies Record<InboxView, string>;

/** What stands where a list is empty. */
export const emptyViewWords = {
  mine: 'Không còn phản ánh nào giao cho tài khoản này.',
  due_today: 'Hôm nay không có phản ánh nào đến hạn.',
  overdue: 'Không có phản ánh nào quá hạn.',
  unassigned: 'Phản ánh nào cũng đã có người xử lý.',
  open: 'Không còn phản ánh nào đang mở.',
  to_approve: 'Không có câu trả lời nào chờ duyệt.',
  suspected: 'Không có phản ánh nào bị để riêng.',
  closed: 'Chưa có phản ánh nào xong.',
  all: 'Chưa có phản ánh nào.',
} satisfies Record<InboxView, string>;

export const statusWords = {
  new: 'Mới gửi',
  in_progress: 'Đang xử lý',
  waiting: 'Chờ người gửi trả lời',
  forwarded: 'Đã chuyển nơi khác',
  answered: 'Đã trả lời',
  reopened: 'Mở lại',
  fixed: 'Đã khắc phục',
  declined: 'Không tiếp nhận',
  merged: 'Đã gộp',
  redirected: 'Đã hướng dẫn nơi khác',
} satisfies Record<ReportStatus, string>;

/** Where its answer stands; null when there is nothing to say. */
export const answerStateWords = {
  none: null,
  draft: 'Đang soạn trả lời',
  submitted: 'Chờ duyệt trả lời',
  approved: 'Đã duyệt, chưa gửi trả lời',
  published: null,
} satisfies Record<AnswerState, string | null>;

/** Who sees the reporter's name, said plainly. */
export const privacyWords = {
  public: { name: 'Nêu tên công khai', detail: 'Người gửi đồng ý để mọi người thấy tên.' },
  officers_only: { name: 'Chỉ cán bộ biết tên', detail: 'Không nói tên với ai ngoài cán bộ xử lý, không ghi vào câu trả lời.' },
  anonymous: { name: 'Không nêu tên', detail: 'Xã không biết ai gửi. Người gửi xem trả lời bằng mã tra cứu.' },
} satisfies Record<PrivacyLevel, { name: string; detail: string }>;

/** How an answer comes to the reporter. */
export const contactWords = {
  official_account: 'Nhận tin qua Zalo',
  phone: 'Không quan tâm trang Zalo của xã; nên gọi điện',
  none: 'Không nhận tin; tự mở ứng dụng hoặc tra mã để xem',
} satisfies Record<NonNullable<DeskReport['reporter']>['contact'], string>;

export const suspicionWords = {
  repeated: 'gửi lặp lại',
  advertising: 'quảng cáo',
  gibberish: 'không đọc được',
  shouting: 'viết hoa, thô lời',
  flood: 'gửi dồn dập',
  blocked: 'người gửi đang bị để riêng',
  possible_denunciation: 'có thể là tố cáo',
} satisfies Record<SuspicionReason, string>;

export const mediaWords = { picture: 'Ảnh', video: 'Đoạn phim', voice: 'Đoạn ghi âm' } satisfies Record<ReportMediaKind, string>;

type ActWords = {
  /** On the button. */
  name: string;
  /** The question over the form; what follows from it stands in `consequence`. */
  title: string;
  consequence: string;
  done: string;
  /** What the free line of the form is called, where there is one. */
  field?: string;
  hint?: string;
  /** Ready words to begin with. */
  ready?: readonly string[];
};

/** Each act: its button, its question, what follows, and what is said once it is done. */
export const actWords = {
  accept: {
    name: 'Tiếp nhận',
    title: 'Tiếp nhận phản ánh này?',
    consequence: 'Người gửi được báo là xã đã tiếp nhận.',
    done: 'Đã tiếp nhận.',
  },
  assign: {
    name: 'Giao cho…',
    title: 'Giao cho ai?',
    consequence: 'Người được giao nhận tin nhắc ngay. Thời hạn không đổi.',
    done: 'Đã giao.',
  },
  hand_over: {
    name: 'Chuyển người khác…',
    title: 'Chuyển cho người khác xử lý',
    consequence: 'Từ lúc này người kia chịu trách nhiệm trả lời. Thời hạn không đổi.',
    done: 'Đã chuyển.',
    field: 'Vì sao chuyển',
    hint: 'Cán bộ đọc, người gửi không đọc.',
    ready: ['Không thuộc lĩnh vực được giao', 'Cần người phụ trách địa bàn xem tại chỗ'],
  },
  ask: {
    name: 'Hỏi thêm người gửi…',
    title: 'Hỏi thêm người gửi',
    consequence: 'Thời hạn tạm dừng cho tới khi người gửi trả lời hoặc cán bộ bấm làm tiếp.',
    done: 'Đã hỏi, thời hạn tạm dừng.',
    field: 'Câu hỏi',
    hint: 'Người gửi đọc đúng câu này.',
    ready: ['Xin ông/bà cho biết rõ hơn chỗ xảy ra việc này.', 'Xin ông/bà cho biết việc này xảy ra từ bao giờ.'],
  },
  resume: {
    name: 'Làm tiếp…',
    title: 'Làm tiếp, không chờ nữa?',
    consequence: 'Thời hạn tính tiếp từ hôm nay.',
    done: 'Đã làm tiếp.',
    field: 'Vì sao không chờ nữa',
    ready: ['Đã hỏi được qua điện thoại', 'Đã xem tại chỗ, đủ thông tin'],
  },
  extend: {
    name: 'Gia hạn…',
    title: 'Gia hạn trả lời',
    consequence: 'Chỉ gia hạn được một lần. Người gửi được báo ngày hẹn mới và lý do này.',
    done: 'Đã gia hạn.',
    field: 'Lý do',
    hint: 'Người gửi đọc câu này.',
    ready: ['Cần đo đạc, kiểm tra tại chỗ', 'Cần ý kiến của cơ quan cấp trên'],
  },
  forward: {
    name: 'Chuyển cơ quan khác…',
    title: 'Chuyển cơ quan khác giải quyết?',
    consequence: 'Phản ánh khép lại ở xã, người gửi được báo đã chuyển tới đâu và vì sao. Không lấy lại được.',
    done: 'Đã chuyển.',
    field: 'Lý do',
    hint: 'Người gửi đọc câu này.',
    ready: ['Việc này thuộc thẩm quyền của cơ quan được chuyển tới'],
  },
  decline: {
    name: 'Không tiếp nhận…',
    title: 'Không tiếp nhận phản ánh này?',
    consequence: 'Phản ánh khép lại, không có câu trả lời nào nữa. Người gửi đọc lý do. Không lấy lại được.',
    done: 'Đã ghi không tiếp nhận.',
    field: 'Lý do',
    hint: 'Xin viết lịch sự và chỉ rõ nơi có thể hỏi tiếp.',
    ready: ['Việc này không thuộc thẩm quyền của xã', 'Nội dung không nêu việc cụ thể để xem xét'],
  },
  reclassify: {
    name: 'Xếp lại loại…',
    title: 'Xếp lại loại cho đúng',
    consequence: 'Thời hạn tính lại theo loại mới. Người gửi được báo loại mới và lý do này.',
    done: 'Đã xếp lại loại.',
    field: 'Lý do',
    hint: 'Người gửi đọc câu này.',
  },
  note: {
    name: 'Ghi chú…',
    title: 'Ghi chú trong hồ sơ',
    consequence: 'Chỉ cán bộ đọc. Ghi rồi không xóa được.',
    done: 'Đã ghi.',
    field: 'Ghi chú',
  },
  set_complexity: {
    name: 'Đổi mức phức tạp…',
    title: 'Đổi mức phức tạp của yêu cầu thông tin',
    consequence: 'Thời hạn tính lại theo Luật Tiếp cận thông tin, Điều 30.',
    done: 'Đã đổi.',
    field: 'Lý do',
  },
  release: {
    name: 'Đưa vào hộp xử lý',
    title: 'Đưa vào hộp xử lý?',
    consequence: 'Phản ánh được giao như mọi phản ánh khác. Thời hạn vẫn tính từ ngày gửi.',
    done: 'Đã đưa vào hộp xử lý.',
    field: 'Ghi thêm (không bắt buộc)',
  },
  mark_spam: {
    name: 'Ghi là rác…',
    title: 'Ghi là rác?',
    consequence: 'Phản ánh khép lại, người gửi không được báo gì.',
    done: 'Đã ghi là rác.',
    field: 'Lý do',
  },
  publish_on_board: {
    name: 'Đăng lên bảng công khai…',
    title: 'Đăng lên bảng công khai?',
    consequence: 'Ai cũng đọc được lời và ảnh này ngay bây giờ. Gỡ xuống được, nhưng ai đã đọc thì đã đọc.',
    done: 'Đã đăng.',
  },
  hide_from_board: {
    name: 'Gỡ khỏi bảng công khai…',
    title: 'Gỡ khỏi bảng công khai?',
    consequence: 'Không ai ngoài cán bộ và người gửi đọc được nữa. Đăng lại được.',
    done: 'Đã gỡ.',
    field: 'Lý do',
  },
  write_answer: { name: 'Viết trả lời', title: 'Câu trả lời', consequence: '', done: 'Đã lưu bản nháp.' },
  approve_answer: {
    name: 'Duyệt',
    title: 'Duyệt câu trả lời',
    consequence: 'Câu trả lời chưa gửi đi. Khi cần, bấm gửi trả lời.',
    done: 'Đã duyệt.',
  },
  return_answer: {
    name: 'Trả lại để sửa…',
    title: 'Trả lại để sửa',
    consequence: '',
    done: 'Đã trả lại để sửa.',
    field: 'Cần sửa gì',
    hint: 'Người soạn đọc câu này.',
  },
  publish_answer: { name: 'Gửi trả lời…', title: 'Gửi câu trả lời?', consequence: '', done: 'Đã gửi câu trả lời.' },
  seal: {
    name: 'Niêm phong vì là tố cáo…',
    title: 'Niêm phong nội dung tố cáo',
    consequence: '',
    done: 'Đã niêm phong.',
  },
  block: {
    name: 'Để riêng người gửi…',
    title: 'Để riêng những gì người này gửi?',
    consequence: 'Những gì người này gửi tiếp nằm ở “Xem trước”, không ai được nhắc. Người ấy không biết và vẫn nhận biên nhận như thường.',
    done: 'Đã để riêng người gửi.',
    field: 'Lý do',
    hint: 'Cán bộ đọc, người gửi không đọc.',
    ready: ['Gửi quảng cáo nhiều lần', 'Gửi dồn dập cùng một nội dung'],
  },
} satisfies Record<DeskActName, ActWords>;

/** The words of an act, with what only some have. */
export const wordsOf = (act: DeskActName): ActWords => actWords[act];

/** Where a sealed petition stands. */
export const petitionStepWords = {
  received: 'Mới nhận',
  classified: 'Đã phân loại',
  forwarded: 'Đã chuyển nơi có thẩm quyền',
  guided: 'Đã hướng dẫn nộp đơn',
  closed: 'Đã xong',
} satisfies Record<SealedPetitionRow['step'], string>;

/** What masking hides; kinds of later days are said in general. */
const maskedWords: Readonly<Record<string, string>> = {
  phone: 'số điện thoại',
  identity_number: 'số căn cước',
  bank_account: 'số tài khoản',
  plate: 'biển số xe',
  email: 'địa chỉ thư điện tử',
  land_certificate: 'số sổ đỏ',
};
export const maskedKind = (kind: string): string => maskedWords[kind] ?? 'thông tin riêng';

/** A refusal, said to who was acting on an open report: what was typed stays, and the new state is on the screen already. */
export function sayRefusal(failure: CallFailure): string {
  return failure.code === 'report_changed' || failure.code === 'report_not_open'
    ? 'Phản ánh vừa được người khác cập nhật. Đã tải bản mới, những gì đã gõ vẫn còn. Xin xem lại rồi bấm lần nữa.'
    : sayToOfficer(failure);
}

export const count = (number: number): string => number.toLocaleString('vi-VN');

/** How a report stands to its day, in words; null when no answer is owed. Working days, which a list has no room to say. */
export function latenessWords(lateness: Lateness): string | null {
  switch (lateness.kind) {
    case 'none':
      return null;
    case 'paused':
      return `tạm dừng: ${lateness.reason.charAt(0).toLocaleLowerCase('vi')}${lateness.reason.slice(1)}`;
    case 'in_time':
      return lateness.left === 0 ? 'hạn hôm nay' : `còn ${count(lateness.left)} ngày`;
    case 'due_today':
      return 'hạn hôm nay';
    case 'late':
      return `trễ ${count(lateness.workingDays)} ngày làm việc`;
  }
}

/** What a row says already: somebody works on it, or its clock stands still. */
const goesWithoutSaying: ReadonlySet<ReportStatus> = new Set(['in_progress', 'waiting']);

/** What an officer has to know of a row before opening it, the most important first; the shortest that is still true. */
export function marksOf(
  row: Pick<DeskReportRow, 'status' | 'answerState' | 'veryOverdue' | 'suspicions' | 'people' | 'hasMedia'>,
): string[] {
  const answer = answerStateWords[row.answerState];
  return [
    ...row.suspicions.map((one) => (one === 'possible_denunciation' ? 'Có thể là tố cáo' : `Nghi rác: ${suspicionWords[one]}`)),
    ...(row.veryOverdue ? ['Rất quá hạn'] : []),
    ...(answer !== null ? [answer] : goesWithoutSaying.has(row.status) ? [] : [statusWords[row.status]]),
    ...(row.people > 1 ? [`${count(row.people)} người`] : []),
    ...(row.hasMedia ? ['Có ảnh'] : []),
  ];
}

/** How many said it; null when it is only the reporter. */
export const peopleWords = (people: number): string | null => (people > 1 ? `${count(people)} người cùng phản ánh` : null);

/** A hamlet's name without what is said in brackets or after a comma, where a line has no room. */
export const shortPlace = (name: string): string => name.replace(/\s*[(,].*$/, '') || name;

/** "8 giờ 30, 01/12/2026" of an ISO instant. */
export function momentWords(iso: string): string {
  const { day, time } = inVietnam(new Date(iso));
  return `${spokenTime(time)}, ${plainDate(day)}`;
}

/** "1,2 MB", "340 KB". */
export function sizeWords(bytes: number): string {
  return bytes >= 1_000_000
    ? `${(bytes / 1_000_000).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} MB`
    : `${Math.max(1, Math.round(bytes / 1_000)).toLocaleString('vi-VN')} KB`;
}

/** "1 phút 05 giây", "40 giây". */
export function secondsWords(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes === 0 ? `${whole} giây` : `${minutes} phút ${String(whole % 60).padStart(2, '0')} giây`;
}

/** How long something done to many can still be taken back; null when it cannot any more. */
export function undoWords(until: number, now: number): string | null {
  const left = until - now;
  if (left <= 0) return null;
  return left > 60_000 ? `còn ${Math.ceil(left / 60_000)} phút` : 'còn chưa đầy 1 phút';
}

/** The clock of a report, line by line, as an officer explains it on the telephone. */
export function clockLines(
  report: Pick<DeskReport, 'filedAt' | 'promisedOn' | 'dueOn' | 'veryOverdueOn' | 'pauses' | 'extended' | 'lateness' | 'status'>,
): string[] {
  const day = (text: string) => plainDate(text);
  const lines = [`Gửi lúc ${momentWords(report.filedAt)}.`];
  if (report.dueOn === null) return [...lines, 'Loại này không đặt hạn trả lời.'];
  if (report.promisedOn !== null) lines.push(`Đã hẹn người gửi: trước hết ngày ${day(report.promisedOn)}.`);
  if (report.dueOn !== report.promisedOn) lines.push(`Hạn hiện nay: hết ngày ${day(report.dueOn)}.`);
  if (report.veryOverdueOn !== null) lines.push(`Từ ngày ${day(report.veryOverdueOn)} là rất quá hạn, Chủ tịch được báo.`);
  for (const { from, to, reason } of report.pauses)
    lines.push(to === null ? `Tạm dừng từ ${day(from)} tới nay: ${reason}.` : `Tạm dừng từ ${day(from)} đến ${day(to)}: ${reason}.`);
  lines.push(report.extended ? 'Đã gia hạn một lần, không gia hạn thêm được.' : 'Chưa gia hạn lần nào.');
  return lines.map((line) => line.replace(/\.\.$/, '.'));
}
