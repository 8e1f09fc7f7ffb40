import type { BroadcastDraft } from '../contracts/broadcasts.js';
import type { DecisionResult } from '../contracts/decisions.js';
import type { DecisionDraft } from '../contracts/decisions-desk.js';
import type { DisclosureDraft } from '../contracts/disclosures.js';
import { dayOf, hourText, shortDate, timeOf } from './vietnam-time.js';

type Told = {
  id: string;
  number: string;
  draft: DecisionDraft;
  hamletKeys: readonly string[];
  closesAt: Date | null;
  result: DecisionResult | null;
};

const longestTitle = 100;
/** Braces stand for variables in a message. */
const plain = (text: string): string => text.replace(/[{}]/g, '');
const short = (text: string): string => (text.length <= longestTitle ? text : `${text.slice(0, longestTitle - 1)}…`);
const moment = (at: Date): string => `${hourText(timeOf(at))} ngày ${shortDate(dayOf(at))}`;

/** One message a household: that something is to be decided, that the vote is open, or what came of it. For an officer to look over, and another to approve. */
export function decisionMessage({ id, draft, hamletKeys, closesAt, result }: Told, stage: 'announced' | 'open' | 'closed'): BroadcastDraft {
  const meeting = draft.meetings[0];
  const how =
    draft.way === 'meeting'
      ? meeting === undefined
        ? ''
        : `Họp lúc ${hourText(meeting.time)} ngày ${shortDate(meeting.day)}, tại ${meeting.place}.`
      : closesAt === null
        ? ''
        : `${draft.way === 'online' ? 'Biểu quyết trên ứng dụng của xã' : 'Nộp phiếu'} trước ${moment(closesAt)}.`;
  const words = {
    announced: `Kính mời đại diện hộ tham gia bàn và quyết định: ${draft.title}. ${how}`,
    open: `Đang lấy biểu quyết của các hộ: ${draft.title}. ${how} Mỗi hộ một phiếu, kết quả có giá trị thực hiện.`,
    closed: `Kết quả: ${draft.title}. ${result?.conclusion ?? ''}`,
  }[stage];
  return {
    kind: 'notice',
    content: {
      title: short(plain(stage === 'closed' ? `Kết quả biểu quyết: ${draft.title}` : `Mời hộ gia đình quyết định: ${draft.title}`)),
      text: plain(words).trim(),
      pictureId: null,
      button: { title: stage === 'open' ? 'Mở phiếu' : 'Xem nội dung', path: `/decisions/${id}` },
    },
    audience: {
      hamletKeys: draft.scope === 'commune' ? [] : [...hamletKeys],
      roles: [],
      householdCodes: [],
      ageFrom: null,
      ageTo: null,
      onePerHousehold: true,
      includeUnknownHamlet: draft.scope === 'commune',
      includeUnknownAge: true,
    },
    modes: { article: false, groups: false, paid: false },
    sendAt: null,
  };
}

/** The result as a disclosure (Art. 23), in plain words: over all households, by the rule, and by hamlet where there are several. */
export function decisionDisclosure({ number, draft, hamletKeys, result }: Told & { result: DecisionResult }): DisclosureDraft {
  const lines = [
    `Nội dung đã đưa ra để hộ gia đình bàn và quyết định (Điều 15 khoản ${draft.item} Luật Thực hiện dân chủ ở cơ sở): ${draft.title}.`,
    draft.summary,
    `Câu hỏi: ${draft.question}`,
    `Tổng số hộ: ${result.households}. Số hộ tham gia: ${result.tookPart}.${result.invalid > 0 ? ` Phiếu không hợp lệ: ${result.invalid}.` : ''}`,
    ...result.options.map(({ label, count }) => `- ${label}: ${count} hộ`),
    ...(result.hamlets.length > 1
      ? [
          'Theo từng xóm:',
          ...result.hamlets.map(
            ({ hamletName, households, passed, votes }) =>
              `- ${hamletName} (${households} hộ): ${votes.map(({ key, count }) => `${result.options.find((option) => option.key === key)?.label ?? key} ${count}`).join('; ')}.${passed === null ? '' : passed ? ' Tán thành.' : ' Không tán thành.'}`,
          ),
        ]
      : []),
    `${result.rule} (${result.article})`,
    `Kết luận: ${result.conclusion}`,
    `Số của lần biểu quyết: ${number}. Danh sách mã biên nhận của các phiếu được công bố trong ứng dụng để hộ tự kiểm tra.`,
  ];
  return {
    classNumber: 14,
    title: `Kết quả hộ gia đình quyết định: ${draft.title}`.slice(0, 200),
    summary: `${result.conclusion}`.slice(0, 300),
    text: lines.join('\n\n').slice(0, 20_000),
    attachments: [],
    documentNumber: null,
    documentDate: null,
    hamletKeys: draft.scope === 'commune' ? [] : [...hamletKeys],
    permanent: false,
    postedUntil: null,
    shorterBasis: null,
  };
}
