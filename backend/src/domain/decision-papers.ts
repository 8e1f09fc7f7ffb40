import type { Day, TimeOfDay } from '../contracts/primitives.js';
import type { DecisionFacts, NamedPerson } from './decision-facts.js';
import { formLine } from './decision-forms.js';
import { conclusionBlocks, hamletTable, otherOpinions, resultTable, teamBlocks } from './decision-results.js';
import {
  decisionPaper,
  decisionSignatures,
  dots,
  electsHead,
  hamletHeadTitle,
  heading,
  householdShare,
  households,
  indented,
  moment,
  onlyHamlet,
  paragraph,
  paragraphs,
  person,
  signHint,
  space,
  teamName,
  voteWords,
} from './decision-words.js';
import { count, type Paper, type PaperBlock, type PaperSignature, spokenDay } from './papers.js';
import { hourText, weekdayName } from './vietnam-time.js';

export type Invitation = {
  /** Null leaves room to write the name. */
  invited: string | null;
  day: Day;
  time: TimeOfDay;
  place: string;
  presiding: NamedPerson;
  /** Who is asked besides the households, in a line. */
  guests: string | null;
  /** Whom to ask about the meeting: name and telephone number. */
  contact: string;
  documents: string[];
};

/** Mẫu số 01. Households get it, and the documents of items 1–3, two days before at the latest: Luật 10/2022/QH15 Art. 18, NĐ 59/2023/NĐ-CP Art. 3. */
export function invitation(facts: DecisionFacts, meeting: Invitation): Paper {
  const hamlet = onlyHamlet(facts);
  const name = hamlet?.name ?? facts.commune.name;
  const head = hamlet === null ? 'Chủ tịch Ủy ban nhân dân' : hamletHeadTitle(hamlet.name);
  const chief = facts.team[0]?.name ?? null;
  return {
    ...decisionPaper(facts, {
      form: formLine('invitation', facts.day),
      title: 'Giấy mời',
      blocks: [
        paragraph(`Trân trọng kính mời ông (bà): ${meeting.invited ?? dots}`),
        paragraph(`Tới dự cuộc họp của cộng đồng dân cư để bàn và quyết định việc: ${facts.title}.`),
        heading('1. Thời gian, địa điểm'),
        indented(`a) Thời gian: ${hourText(meeting.time)}, ${weekdayName(meeting.day)}, ${spokenDay(meeting.day)}.`),
        indented(`b) Địa điểm: ${meeting.place}.`),
        heading('2. Thành phần'),
        indented(`a) Chủ trì: ${person(meeting.presiding)}.`),
        indented(
          `b) Đại biểu tham dự: mỗi hộ gia đình cử một người đại diện${meeting.guests === null ? '' : `; khách mời: ${meeting.guests}`}.`,
        ),
        heading('3. Nội dung'),
        ...paragraphs(facts.content),
        heading('4. Đầu mối liên hệ thông tin về cuộc họp'),
        paragraph(meeting.contact),
        heading('5. Các tài liệu phục vụ cuộc họp'),
        ...(meeting.documents.length === 0 ? [paragraph('Không có.')] : meeting.documents.map((document) => indented(`- ${document}`))),
        space,
        paragraph(
          `${name} đề nghị ông (bà) bố trí thời gian tham gia đầy đủ, đúng thành phần. Giấy mời và tài liệu phải đến hộ gia đình trước ngày họp ít nhất 02 ngày; nhận muộn hơn, xin ông (bà) báo cho đầu mối liên hệ.`,
        ),
      ],
      signatures: [
        electsHead(facts)
          ? { title: 'Tổ trưởng Tổ bầu cử', hint: signHint, name: chief }
          : { title: head, hint: signHint, name: facts.hamletHead },
      ],
    }),
    recipients: ['Như trên;', 'Niêm yết tại nhà văn hóa;', 'Lưu hồ sơ.'],
  };
}

/** Of all households: how many had somebody there. */
function attendance(facts: DecisionFacts): PaperBlock[] {
  const present = facts.hamlets.reduce((sum, hamlet) => sum + hamlet.representativesPresent, 0);
  return [
    indented(`- Tổng số hộ gia đình: ${households(facts.households)}.`),
    indented(`- Số hộ gia đình có đại diện tham dự: ${householdShare(present, facts.households)}.`),
    indented(`- Số hộ gia đình không có người đại diện tham dự: ${households(Math.max(0, facts.households - present))}.`),
  ];
}

function opinionsAndResults(facts: DecisionFacts): PaperBlock[] {
  return [
    resultTable(facts),
    ...(onlyHamlet(facts) === null ? [space, paragraph('Kết quả của từng xóm:'), hamletTable(facts)] : []),
    space,
    ...otherOpinions(facts),
  ];
}

/**
 * Mẫu số 03 as the minutes of a meeting, the form Luật 10/2022/QH15 Art. 20 gives a decision that was taken there: who was there, what was said,
 * how it was voted, and the result over all households. Throws a RangeError when there was no meeting.
 */
export function meetingMinutes(facts: DecisionFacts): Paper {
  const { meeting } = facts;
  if (meeting === null) throw new RangeError('minutes of a meeting that was not held');
  const name = onlyHamlet(facts)?.name ?? facts.commune.name;
  const [front, head, ...witnesses] = decisionSignatures(facts);
  return decisionPaper(facts, {
    form: formLine('resolution', facts.day),
    title: 'Biên bản cuộc họp của cộng đồng dân cư',
    blocks: [
      paragraph(
        `Hôm nay, vào hồi ${hourText(meeting.startedAt)}, ${spokenDay(meeting.day)}, tại ${meeting.place}, ${name} tổ chức cuộc họp của cộng đồng dân cư về việc: ${facts.title}.`,
      ),
      heading('I. Thành phần tham dự'),
      indented(`1. Chủ trì: ${person(meeting.presiding)}.`),
      indented(`2. Thư ký: ${person(meeting.secretary)}.`),
      indented('3. Thành phần tham dự:'),
      ...attendance(facts),
      ...(meeting.guests === null ? [] : [indented(`- Khách mời: ${meeting.guests}.`)]),
      heading('II. Nội dung cuộc họp'),
      paragraph('1. Nội dung đưa ra bàn và quyết định:'),
      ...paragraphs(facts.content),
      paragraph('2. Ý kiến thảo luận:'),
      ...(meeting.discussion === null ? [paragraph('Không có ý kiến.')] : paragraphs(meeting.discussion)),
      ...teamBlocks(facts, 'III'),
      heading(facts.style === 'election' ? 'IV. Kết quả bầu' : 'IV. Kết quả biểu quyết'),
      paragraph(`Hình thức: ${voteWords(facts)}. Tỷ lệ tính trên tổng số hộ gia đình, không tính trên số người dự họp.`),
      ...opinionsAndResults(facts),
      heading('V. Quyết định của cộng đồng dân cư'),
      ...conclusionBlocks(facts),
      space,
      paragraph(
        `Cuộc họp kết thúc vào hồi ${hourText(meeting.endedAt)} cùng ngày. Biên bản được đọc lại cho những người dự họp cùng nghe và được lập thành 03 bản.`,
      ),
    ],
    signatures: [
      { title: 'Thư ký', hint: signHint, name: meeting.secretary.name },
      // Usually the head presides, and signs once.
      ...(meeting.presiding.name === head?.name ? [] : [{ title: 'Chủ trì', hint: signHint, name: meeting.presiding.name }]),
      ...[front, head].filter((signature) => signature !== undefined),
      ...witnesses,
    ],
  });
}

function resolutionTitle(facts: DecisionFacts): string {
  if (facts.way === 'online') return 'Biên bản biểu quyết trực tuyến\ncủa cộng đồng dân cư';
  return facts.outcome === 'passed' ? 'Nghị quyết của cộng đồng dân cư' : 'Biên bản kết quả bàn và quyết định\ncủa cộng đồng dân cư';
}

/** When and how it was decided. */
function circumstances(facts: DecisionFacts): PaperBlock[] {
  const { meeting, openedAt, closedAt } = facts;
  if (facts.way === 'meeting' && meeting !== null)
    return [indented(`- Thời gian: ${hourText(meeting.startedAt)}, ${spokenDay(meeting.day)}, tại ${meeting.place}.`)];
  return [
    indented(`- Thời gian bắt đầu: ${openedAt === null ? dots : moment(openedAt)}.`),
    indented(`- Thời gian kết thúc: ${closedAt === null ? dots : moment(closedAt)}.`),
  ];
}

/** How many took part, by way. */
export function participation({ voters, households: all, way }: DecisionFacts): PaperBlock[] {
  const by = (wanted: typeof way) => voters.filter((voter) => voter.way === wanted).length;
  const parts = [
    by('online') > 0 ? `trực tuyến ${count(by('online'))}` : null,
    by('paper') > 0 ? `phiếu giấy ${count(by('paper'))}` : null,
    by('meeting') > 0 ? `tại cuộc họp ${count(by('meeting'))}` : null,
  ].filter((part) => part !== null);
  return [
    indented(
      `- Tổng số đại diện hộ gia đình đã tham gia: ${householdShare(voters.length, all)}${parts.length > 1 ? `, gồm: ${parts.join(', ')}` : ''}.`,
    ),
  ];
}

/**
 * Mẫu số 03 as the community's decision, with everything Luật 10/2022/QH15 Art. 20(2) asks for; of an online vote, as its minutes with the list of
 * the representatives who voted (NĐ 59/2023/NĐ-CP Art. 5), never with what they chose.
 */
export function decisionText(facts: DecisionFacts): Paper {
  const online = facts.way === 'online';
  const ended = facts.closers.length > 0 ? facts.closers.map(({ name, title }) => `${name} (${title})`).join(' và ') : null;
  return decisionPaper(facts, {
    form: formLine('resolution', facts.day),
    title: resolutionTitle(facts),
    blocks: [
      paragraph(
        `Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 và Nghị định số 59/2023/NĐ-CP, cộng đồng dân cư ${
          onlyHamlet(facts)?.name ?? facts.commune.name
        } đã bàn và quyết định việc thuộc Điều 15 khoản ${facts.item} của Luật như sau:`,
      ),
      heading('1. Thời gian, thành phần'),
      ...circumstances(facts),
      ...(facts.way === 'meeting'
        ? attendance(facts)
        : [indented(`- Tổng số hộ gia đình: ${households(facts.households)}.`), ...participation(facts)]),
      heading('2. Nội dung'),
      ...paragraphs(facts.content),
      heading('3. Hình thức'),
      paragraph(sentence(voteWords(facts))),
      heading('4. Kết quả'),
      ...opinionsAndResults(facts),
      ...(ended === null ? [] : [paragraph(`Việc ghi nhận ý kiến do ${ended} cùng khóa lại.`)]),
      heading('5. Quyết định'),
      ...conclusionBlocks(facts),
      space,
      paragraph(
        `Văn bản này được gửi Ủy ban nhân dân và Ủy ban Mặt trận Tổ quốc Việt Nam ${facts.commune.name} chậm nhất 05 ngày làm việc kể từ ngày quyết định và được công khai để Nhân dân biết.`,
      ),
      ...(online ? [paragraph('Kèm theo: ảnh chụp kết quả biểu quyết; danh sách người đại diện hộ gia đình đã biểu quyết.')] : []),
    ],
    signatures: [...extraSignatures(facts), ...decisionSignatures(facts)],
  });
}

const sentence = (words: string) => `${words.charAt(0).toLocaleUpperCase('vi-VN')}${words.slice(1)}.`;

/** The head of the team that ran an online vote, or the secretary of the meeting; the Front's head, who often leads the team, signs once. */
function extraSignatures(facts: DecisionFacts): PaperSignature[] {
  const chief = facts.team[0]?.name ?? null;
  if (facts.way === 'online')
    return chief !== null && chief === facts.frontHead ? [] : [{ title: `Tổ trưởng ${teamName(facts)}`, hint: signHint, name: chief }];
  return facts.meeting === null ? [] : [{ title: 'Thư ký', hint: signHint, name: facts.meeting.secretary.name }];
}

const wayWords = { online: 'Trực tuyến', paper: 'Phiếu giấy', meeting: 'Có mặt' } as const;

/** Whose household took part, by hamlet. Goes with the minutes; says nothing of choices. */
export function voterList(facts: DecisionFacts): Paper {
  const hamlets = [...new Set(facts.voters.map(({ hamletName }) => hamletName))];
  let number = 0;
  const listed = hamlets.flatMap((hamlet): PaperBlock[] => [
    ...(hamlets.length > 1 ? [heading(hamlet)] : []),
    {
      kind: 'table',
      head: ['STT', 'Mã hộ', 'Chủ hộ', 'Người đại diện', 'Hình thức'],
      rows: facts.voters
        .filter(({ hamletName }) => hamletName === hamlet)
        .map((voter) => {
          number += 1;
          return [count(number), voter.code, voter.headName, voter.representativeName ?? voter.headName, wayWords[voter.way]];
        }),
      widths: [8, 16, 31, 31, 14],
      centre: [0],
    },
  ]);
  return decisionPaper(facts, {
    form: `Danh sách kèm theo ${formLine('resolution', facts.day)}`,
    title: 'Danh sách hộ gia đình đã tham gia',
    blocks: [
      ...participation(facts),
      paragraph('Danh sách chỉ ghi hộ đã tham gia, không ghi hộ đã chọn gì.'),
      ...(listed.length === 0 ? [paragraph('Chưa có hộ nào tham gia.')] : listed),
    ],
    signatures: [
      { title: `Tổ trưởng ${teamName(facts)}`.replace('Tổ trưởng Ban', 'Trưởng ban'), hint: signHint, name: facts.team[0]?.name ?? null },
    ],
  });
}
