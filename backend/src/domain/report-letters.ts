import type { Day } from '../contracts/primitives.js';
import type { NoticeKind } from './report-record.js';
import { longDate, shortDate } from './vietnam-time.js';

export type ReportFacts = {
  id: string;
  code: string;
  categoryName: string;
  hamletName: string;
  officeName: string;
  promisedOn: Day | null;
  /** The question, the reason, the other office: what the step was about. */
  note: string;
  /** The published answer as this recipient may read it. */
  answer: string | null;
  signedBy: string | null;
  /** Of `fixed_check`: the token of the question. */
  token: string | null;
};

export type ReportLetter = {
  text: string;
  buttons: readonly { title: string; path: string }[];
  template: { tieu_de: string; noi_dung: string };
};

const cut = (text: string, length: number) =>
  [...text].length <= length
    ? text
    : `${[...text]
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
const stop = (text: string) => text.replace(/[.\s]+$/u, '');

function letter(title: string, lines: readonly string[], short: string, button: { title: string; path: string }): ReportLetter {
  return {
    text: cut(lines.filter(Boolean).join('\n'), 2_000),
    buttons: [button],
    template: { tieu_de: cut(title, 100), noi_dung: cut(short, 400) },
  };
}

const longestAnswer = 1_400;

/** The message of one notice. Officers' messages carry code, category and day only: what residents wrote does not leave the house by Zalo. */
export function reportLetter(kind: NoticeKind, facts: ReportFacts): ReportLetter {
  const { id, code, categoryName, hamletName, officeName, promisedOn, note, answer, signedBy, token } = facts;
  const about = `${code}, ${categoryName.toLocaleLowerCase('vi-VN')}`;
  const read = { title: 'Xem phản ánh', path: `/reports/${id}` };
  const work = { title: 'Mở phản ánh', path: `/console/feedback/${id}` };
  const officer = (title: string, sentence: string, button = work) => letter(title, [sentence], sentence, button);
  const due = promisedOn === null ? '' : ` Hạn trả lời: ${shortDate(promisedOn)}.`;
  switch (kind) {
    case 'filed': {
      const when = promisedOn === null ? '' : `Xã sẽ trả lời chậm nhất ${longDate(promisedOn)}.`;
      return letter(
        'Xã đã nhận ý kiến',
        [`${officeName} đã nhận ý kiến của ông/bà, mã ${code} (${categoryName}, ${hamletName}).`, when, 'Xin cảm ơn ông/bà.'],
        `Xã đã nhận ý kiến mã ${code}. ${when}`,
        read,
      );
    }
    case 'question':
      return letter(
        'Xã cần hỏi thêm',
        [
          `Về ý kiến mã ${about}: xã xin hỏi thêm ông/bà:`,
          note,
          'Xin bấm nút dưới đây để trả lời. Thời hạn tạm dừng tới khi ông/bà trả lời.',
        ],
        `Về ý kiến mã ${code}, xã cần ông/bà cho biết thêm. Xin mở mục Phản ánh trong ứng dụng của xã.`,
        { title: 'Trả lời xã', path: `/reports/${id}` },
      );
    case 'extended': {
      const until = promisedOn === null ? '' : ` Hẹn trả lời chậm nhất ${longDate(promisedOn)}.`;
      return letter(
        'Xã xin lỗi và hẹn lại',
        [`Xã xin lỗi ông/bà: ý kiến mã ${about} cần thêm thời gian.${until}`, `Lý do: ${stop(note)}.`],
        `Ý kiến mã ${code} cần thêm thời gian.${until} Lý do: ${stop(note)}.`,
        read,
      );
    }
    case 'forwarded':
      return letter(
        'Đã chuyển cơ quan khác',
        [`Ý kiến mã ${about} của ông/bà thuộc thẩm quyền cơ quan khác. Xã đã chuyển tới: ${stop(note)}.`],
        `Ý kiến mã ${code} đã được chuyển tới ${stop(note)}.`,
        read,
      );
    case 'declined':
      return letter(
        'Xã chưa tiếp nhận được',
        [`Xã chưa tiếp nhận được ý kiến mã ${about}.`, `Lý do: ${stop(note)}.`],
        `Xã chưa tiếp nhận được ý kiến mã ${code}. Lý do: ${stop(note)}.`,
        read,
      );
    case 'reclassified':
      return letter(
        'Xếp lại loại ý kiến',
        [`Xã đã xếp lại ý kiến mã ${about} cho đúng loại.`, `Lý do: ${stop(note)}.`, due.trim()],
        `Xã đã xếp lại ý kiến mã ${code} cho đúng loại. Lý do: ${stop(note)}.`,
        read,
      );
    case 'redirected':
      return letter(
        'Cần nộp theo cách khác',
        [
          `Việc ông/bà nêu trong ý kiến mã ${code} cần nộp bằng đơn hoặc trình bày trực tiếp mới có giá trị.`,
          'Xin bấm nút dưới đây để xem hướng dẫn.',
        ],
        `Ý kiến mã ${code} cần nộp bằng đơn hoặc trình bày trực tiếp. Xin mở ứng dụng của xã để xem hướng dẫn.`,
        { title: 'Xem hướng dẫn', path: `/reports/${id}` },
      );
    case 'answered':
      return letter(
        'Xã đã trả lời',
        [
          `${officeName} trả lời ý kiến mã ${about}:`,
          cut(answer ?? '', longestAnswer),
          signedBy ?? '',
          'Xin ông/bà cho biết có hài lòng không.',
        ],
        `Xã đã trả lời ý kiến mã ${code}. Xin mở mục Phản ánh trong ứng dụng của xã để đọc.`,
        { title: 'Đọc và đánh giá', path: `/reports/${id}` },
      );
    case 'fixed_check':
      return letter(
        'Việc đã xong chưa?',
        [`Xã đã trả lời ý kiến mã ${about}. Đến nay việc đã được khắc phục chưa?`, 'Xin ông/bà bấm nút dưới đây cho xã biết.'],
        `Ý kiến mã ${code}: việc đã được khắc phục chưa? Xin mở mục Phản ánh trong ứng dụng của xã để trả lời.`,
        { title: 'Trả lời', path: token === null ? `/reports/${id}` : `/reports/check/${token}` },
      );
    case 'assigned':
      return officer('Có phản ánh mới', `Ông/bà được giao phản ánh ${about}${note === '' ? '' : ` và ${note} phản ánh khác`}.${due}`);
    case 'unassigned':
      return officer('Phản ánh chưa giao', `Phản ánh ${about} chưa có người xử lý, cần giao việc.${due}`);
    case 'put_aside':
      // Not even what it is about: it may have to be kept secret.
      return officer('Có ý kiến cần xem trước', `Ý kiến mã ${code} cần xem trước khi giao xử lý.`);
    case 'supplemented':
      return officer('Người dân đã bổ sung', `Người gửi phản ánh ${about} đã bổ sung.${due}`);
    case 'reopened':
      return officer('Phản ánh được mở lại', `Phản ánh ${about} được người gửi mở lại.${due}`);
    case 'to_approve':
      return officer('Câu trả lời chờ duyệt', `Có câu trả lời phản ánh ${about} chờ duyệt.${due}`, {
        title: 'Xem và duyệt',
        path: work.path,
      });
    case 'returned':
      return officer('Câu trả lời được trả lại', `Câu trả lời phản ánh ${about} được trả lại để sửa.${due}`);
    case 'due_soon':
      return officer('Sắp đến hạn trả lời', `Phản ánh ${about} còn 1 ngày làm việc.${due}`);
    case 'due_today':
      return officer('Hôm nay đến hạn trả lời', `Phản ánh ${about} đến hạn trả lời hôm nay.`);
    case 'overdue':
      return officer('Phản ánh đã quá hạn', `Phản ánh ${about} đã quá hạn trả lời.${due}`);
    case 'very_overdue':
      return officer('Phản ánh quá hạn nhiều ngày', `Phản ánh ${about} đã quá hạn nhiều ngày làm việc, đang chờ chỉ đạo.${due}`);
  }
}

/** The names in `{{…}}` of an answer template. */
export function variablesOf(text: string): string[] {
  return [...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map(([, name = '']) => name);
}
