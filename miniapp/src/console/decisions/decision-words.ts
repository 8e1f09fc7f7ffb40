import type { DecisionOutcome, DecisionStatus, DecisionStyle, DecisionWay, MeetingVote, Recognition } from 'backend/contracts/decisions';
import { type DecisionItem, decisionItems } from 'backend/contracts/decisions';
import type { DeskDecision, DeskDecisionRow, NoticeChannel, PaperForm, TeamCapacity } from 'backend/contracts/decisions-desk';
import { inVietnam, longDate, plainDate, spokenTime } from '../../days.js';

/** What sets these pages apart from everything that only asks for opinions (Luật 10/2022/QH15 Art. 15, 21). */
export const bindingSentence = 'Biểu quyết có giá trị thực hiện – mỗi hộ một phiếu';

export const statusWords = {
  draft: 'Đang soạn',
  announced: 'Đã thông báo',
  open: 'Đang biểu quyết',
  counting: 'Chờ kiểm phiếu',
  closing: 'Đang mở hòm phiếu',
  closed: 'Đã có kết quả',
  cancelled: 'Đã hủy',
} satisfies Record<DecisionStatus, string>;

export const wayWords = {
  meeting: 'Họp',
  paper: 'Phát phiếu',
  online: 'Biểu quyết trực tuyến',
} satisfies Record<DecisionWay, string>;

export const meetingVoteWords = { hands: 'Giơ tay', ballot: 'Bỏ phiếu kín' } satisfies Record<MeetingVote, string>;

export const styleWords = {
  agreement: 'Đồng ý, không đồng ý, ý kiến khác',
  alternatives: 'Chọn một trong nhiều phương án',
  election: 'Bầu người',
} satisfies Record<DecisionStyle, string>;

const outcomes = {
  passed: { agreement: 'Được thông qua', election: 'Đã bầu đủ người' },
  partly: { agreement: 'Được thông qua một phần', election: 'Bầu chưa đủ số người' },
  not_passed: { agreement: 'Không được thông qua', election: 'Chưa bầu được ai' },
  tied: { agreement: 'Bằng phiếu, chưa quyết định được', election: 'Bằng phiếu, phải bầu tiếp' },
} satisfies Record<DecisionOutcome, { agreement: string; election: string }>;

/** How it ended. */
export const outcomeWords = (outcome: DecisionOutcome, style: DecisionStyle): string =>
  outcomes[outcome][style === 'election' ? 'election' : 'agreement'];

export const capacityWords = {
  front: 'Mặt trận',
  hamlet: 'Xóm',
  household: 'Đại diện hộ',
  technician: 'Thạo công nghệ',
} satisfies Record<TeamCapacity, string>;

export const channelWords = {
  invitation: 'Giấy mời',
  door_to_door: 'Đến từng nhà',
  loudspeaker: 'Loa truyền thanh',
  phone: 'Điện thoại',
  network: 'Nhóm mạng xã hội đã thống nhất',
} satisfies Record<NoticeChannel, string>;

/** An item of Art. 15. */
export const itemOf = (item: DecisionItem) => decisionItems.find((one) => one.item === item) ?? decisionItems[5];

/** Who counts or asks is called differently by the way (NĐ 59/2023/NĐ-CP Art. 3, 4, 5, 7). */
export function teamName({ way, style, item }: Pick<DeskDecision, 'way' | 'style' | 'item'>): string {
  if (style === 'election' && item === 4) return 'Tổ bầu cử';
  return way === 'online' ? 'Tổ lấy ý kiến' : way === 'paper' ? 'Tổ phát phiếu' : 'Ban kiểm phiếu';
}

const paperWords = {
  candidates: 'Biên bản dự kiến người ứng cử (Mẫu 05)',
  invitation: 'Giấy mời họp (Mẫu 01)',
  ballots: 'Phiếu in sẵn số',
  'meeting-minutes': 'Biên bản họp, nghị quyết (Mẫu 03)',
  'counting-minutes': 'Biên bản kiểm phiếu',
  decision: 'Quyết định của cộng đồng dân cư',
  voters: 'Danh sách hộ đã biểu quyết',
} satisfies Record<PaperForm, string>;

export type PaperRow = { form: PaperForm; name: string; formats: readonly ('docx' | 'pdf')[] };

/** The papers that can be taken out at this stage: who stands from the draft on, the rest from the announcement on, and what says how it ended with the result. */
export function papersOf({ status, way, draft }: Pick<DeskDecision, 'status' | 'way' | 'draft'>): PaperRow[] {
  if (status === 'cancelled') return [];
  const isDraft = status === 'draft';
  const isMeeting = way === 'meeting';
  const closed = status === 'closed';
  const forms: PaperForm[] = [
    ...(draft.candidateMeeting === null ? [] : (['candidates'] as const)),
    ...(isMeeting && !closed && !isDraft ? (['invitation'] as const) : []),
    ...(!closed && !isDraft && (!isMeeting || draft.meetingVote === 'ballot') ? (['ballots'] as const) : []),
    ...(closed && isMeeting ? (['meeting-minutes'] as const) : []),
    ...(closed ? (['counting-minutes', 'decision', 'voters'] as const) : []),
  ];
  return forms.map((form) => ({ form, name: paperWords[form], formats: form === 'ballots' ? ['pdf'] : ['docx', 'pdf'] }));
}

const instantWords = (iso: string): string => {
  const { day, time } = inVietnam(new Date(iso));
  return `${spokenTime(time)}, ${longDate(day)}`;
};

const number = (count: number): string => count.toLocaleString('vi-VN');

/** "37/112 hộ đã tham gia". */
export const turnoutWords = ({ tookPart, households }: DeskDecisionRow['turnout']): string =>
  `${number(tookPart)}/${number(households)} hộ đã tham gia`;

/** The clock that runs beside a row. */
export function clockOf({ clock }: Pick<DeskDecisionRow, 'clock'>, today: string): { words: string; tone: 'late' | 'due' | 'calm' } | null {
  if (clock === null) return null;
  const { what, dueOn, late, lateDays } = clock;
  if (late)
    return { words: lateDays > 0 ? `${what}: trễ ${lateDays} ngày làm việc` : `${what}: quá hạn ${plainDate(dueOn)}`, tone: 'late' };
  if (dueOn === today) return { words: `${what}: hạn hôm nay`, tone: 'due' };
  return { words: `${what}: hạn ${plainDate(dueOn)}`, tone: 'calm' };
}

type Shown = Pick<
  DeskDecision,
  'status' | 'way' | 'opensAt' | 'closesAt' | 'turnout' | 'closing' | 'result' | 'cancelledReason' | 'draft' | 'style'
>;

/** The line that says where it stands, what is fixed from here on, and what nobody sees yet. */
export function stateOf(one: Shown): { title: string; words: string[]; tone: 'info' | 'attention' | 'done' | 'danger' } {
  const households = number(one.turnout.households);
  const what = one.style === 'election' ? 'Danh sách ứng cử' : 'Câu hỏi, phương án';
  const secret = 'Kết quả được giữ kín với mọi người, kể cả quản trị, cho đến khi hai người cùng kiểm phiếu xong.';
  switch (one.status) {
    case 'draft':
      return { title: 'Đang soạn', words: ['Chưa hộ nào thấy việc này. Đủ các điều kiện của luật thì thông báo được.'], tone: 'info' };
    case 'announced':
      return {
        title: 'Đã thông báo, chưa mở',
        words: [
          `${what} và danh sách ${households} hộ đã chốt, không sửa được nữa.`,
          one.way === 'meeting'
            ? 'Đến giờ họp thì mở ở trang này.'
            : one.opensAt === null
              ? 'Chưa có giờ mở.'
              : `Tự mở lúc ${instantWords(one.opensAt)}.`,
        ],
        tone: 'info',
      };
    case 'open':
      return {
        title: one.way === 'meeting' ? 'Đang họp' : 'Đang biểu quyết',
        words: [
          turnoutWords(one.turnout),
          secret,
          ...(one.way !== 'meeting' && one.closesAt !== null ? [`Tự đóng lúc ${instantWords(one.closesAt)}.`] : []),
        ],
        tone: 'info',
      };
    case 'counting':
      return one.closing === null
        ? { title: 'Đã dừng biểu quyết, chờ kiểm phiếu', words: [turnoutWords(one.turnout), secret], tone: 'attention' }
        : {
            title: 'Chờ người thứ hai xác nhận',
            words: [`${one.closing.first.name} đã bắt đầu kiểm phiếu.`, secret],
            tone: 'attention',
          };
    case 'closing':
      return { title: 'Đang mở hòm phiếu', words: ['Hệ thống đang cộng phiếu. Trang này tự cập nhật.'], tone: 'attention' };
    case 'closed':
      return {
        title: one.result === null ? 'Đã có kết quả' : outcomeWords(one.result.outcome, one.style),
        words: one.result === null ? [] : [one.result.conclusion],
        tone: one.result?.outcome === 'passed' ? 'done' : 'attention',
      };
    case 'cancelled':
      return {
        title: 'Đã hủy',
        words: [one.cancelledReason === null ? '' : `Lý do: ${one.cancelledReason}`].filter(Boolean),
        tone: 'danger',
      };
  }
}

/** What became of the recognition. */
export function recognitionWords({ answer, dueOn }: Recognition): string {
  if (answer === null) return dueOn === null ? 'Chờ ngày gửi quyết định' : `Trả lời chậm nhất ngày ${plainDate(dueOn)}`;
  const reason = answer.reason === null ? '' : `. Lý do: ${answer.reason}`;
  return `${answer.recognised ? 'Công nhận' : 'Không công nhận'}, văn bản ${answer.documentNumber} ngày ${plainDate(answer.on)}${reason}`;
}

/** What was done, as the history tells it. */
export const historyWords: Readonly<Record<string, string>> = {
  create: 'Bắt đầu soạn',
  update: 'Sửa, ghi các bước',
  propose: 'Đề nghị đưa ra quyết định',
  agree: 'Mặt trận thống nhất',
  announce: 'Thông báo, chốt câu hỏi và danh sách hộ',
  withdraw_notice: 'Rút thông báo',
  open: 'Mở biểu quyết, bắt đầu họp',
  end_meeting: 'Kết thúc họp',
  cancel: 'Hủy',
  start_closing: 'Bắt đầu kiểm phiếu',
  take_back_closing: 'Lùi lại trước khi kiểm phiếu',
  confirm_closing: 'Xác nhận kiểm phiếu, mở hòm phiếu',
  note_sent: 'Ghi ngày gửi kết quả',
  recognise: 'Trả lời công nhận',
  set_effective: 'Ghi ngày có hiệu lực',
  disclose: 'Soạn bài công khai',
  notify: 'Soạn tin báo các hộ',
  not_returned: 'Bỏ ghi đã nộp phiếu',
};
