import type { Day } from '../contracts/primitives.js';
import type { DecisionFacts, DecisionHamlet, DecisionMeeting } from './decision-facts.js';
import { formLine } from './decision-forms.js';
import { participation } from './decision-papers.js';
import { conclusionBlocks, hamletTable, otherOpinions, resultTable, teamBlocks, usesBallots } from './decision-results.js';
import {
  decisionPaper,
  dots,
  hamletHeadTitle,
  heading,
  households,
  indented,
  issuerOf,
  moment,
  onlyHamlet,
  paragraph,
  paragraphs,
  person,
  signHint,
  space,
  teamName,
  voteWords,
  witnessSignatures,
} from './decision-words.js';
import { count, type Paper, type PaperBlock, spokenDay } from './papers.js';
import { hourText } from './vietnam-time.js';

const sheets = (number: number) => `${count(number)} phiếu`;
const valid = ({ ballotsReturned, invalid }: DecisionHamlet) => Math.max(0, ballotsReturned - invalid);
const sum = (hamlets: readonly DecisionHamlet[], of: (hamlet: DecisionHamlet) => number) =>
  hamlets.reduce((total, hamlet) => total + of(hamlet), 0);

/** Ballots handed out, come back, valid and not; hamlet by hamlet when there are several. */
function ballotBlocks(facts: DecisionFacts): PaperBlock[] {
  const { hamlets } = facts;
  const issued = sum(hamlets, (hamlet) => hamlet.ballotsIssued);
  const returned = sum(hamlets, (hamlet) => hamlet.ballotsReturned);
  const lines = [
    indented(`- Số phiếu phát ra: ${sheets(issued)}.`),
    indented(`- Số phiếu thu về: ${sheets(returned)}; không thu về: ${sheets(Math.max(0, issued - returned))}.`),
    indented(`- Số phiếu hợp lệ: ${sheets(sum(hamlets, valid))}.`),
    indented(`- Số phiếu không hợp lệ: ${sheets(sum(hamlets, (hamlet) => hamlet.invalid))}.`),
  ];
  if (hamlets.length === 1) return lines;
  return [
    ...lines,
    {
      kind: 'table',
      head: ['Xóm', 'Tổng số hộ', 'Phát ra', 'Thu về', 'Hợp lệ', 'Không hợp lệ'],
      rows: hamlets.map((hamlet) => [
        hamlet.name,
        ...[hamlet.households, hamlet.ballotsIssued, hamlet.ballotsReturned, valid(hamlet), hamlet.invalid].map(count),
      ]),
      widths: [35, 13, 13, 13, 13, 13],
      alignRight: [1, 2, 3, 4, 5],
    },
    space,
  ];
}

function begun(facts: DecisionFacts): string {
  const { meeting, closedAt } = facts;
  const name = onlyHamlet(facts)?.name ?? facts.commune.name;
  if (facts.way === 'meeting' && meeting !== null)
    return `Hôm nay, ${spokenDay(meeting.day)}, tại ${meeting.place}, ${name} tổ chức cuộc họp của cộng đồng dân cư về việc: ${facts.title}. ${teamName(facts)} đã kiểm phiếu tại cuộc họp.`;
  return `Sau khi kết thúc việc ${voteWords(facts)} lúc ${closedAt === null ? dots : moment(closedAt)}, ${teamName(facts)} của ${name} tiến hành kiểm phiếu về việc: ${facts.title}.`;
}

/** Mẫu số 02 at a meeting, Mẫu số 04 for ballots handed out; the votes given online are counted with them. */
export function countingMinutes(facts: DecisionFacts): Paper {
  const election = facts.style === 'election';
  const atMeeting = facts.way === 'meeting';
  const present = sum(facts.hamlets, (hamlet) => hamlet.representativesPresent);
  const several = onlyHamlet(facts) === null;
  return decisionPaper(facts, {
    form: formLine(atMeeting ? 'meetingCount' : 'ballotCount', facts.day),
    title: election ? 'Biên bản kiểm phiếu bầu' : 'Biên bản kiểm phiếu',
    blocks: [
      paragraph(begun(facts)),
      ...teamBlocks(facts, 'I'),
      heading('II. Kết quả kiểm phiếu'),
      indented(`- Tổng số đại diện hộ gia đình: ${households(facts.households)}.`),
      ...(atMeeting ? [indented(`- Số đại diện hộ gia đình tham dự cuộc họp: ${households(present)}.`)] : participation(facts)),
      ...(usesBallots(facts) ? ballotBlocks(facts) : [indented(`- Hình thức: ${voteWords(facts)}, không dùng phiếu giấy.`)]),
      paragraph(election ? 'Số phiếu của từng người ứng cử:' : 'Số hộ chọn từng phương án:'),
      resultTable(facts),
      ...(several ? [space, paragraph('Kết quả của từng xóm:'), hamletTable(facts)] : []),
      space,
      ...otherOpinions(facts),
      heading('III. Kết luận'),
      ...conclusionBlocks(facts),
      space,
      paragraph(
        `Việc kiểm phiếu có đại diện hộ gia đình chứng kiến${
          facts.closers.length === 0
            ? ''
            : `; số liệu do ${facts.closers.map(({ name, title }) => `${name} (${title})`).join(' và ')} cùng xác nhận`
        }. Biên bản được lập thành 03 bản.`,
      ),
    ],
    signatures: [
      ...witnessSignatures(facts),
      {
        title: teamName(facts) === 'Ban kiểm phiếu' ? 'Trưởng ban kiểm phiếu' : `Tổ trưởng ${teamName(facts)}`,
        hint: signHint,
        name: facts.team[0]?.name ?? null,
      },
      ...(atMeeting && facts.meeting !== null ? [{ title: 'Chủ trì cuộc họp', hint: signHint, name: facts.meeting.presiding.name }] : []),
    ],
  });
}

export type Candidate = {
  name: string;
  birthYear: number | null;
  /** "Nam", "Nữ". */
  sex: string | null;
  address: string | null;
  /** Work, standing, who put them forward. */
  note: string | null;
};

export type CandidateFacts = {
  commune: DecisionFacts['commune'];
  day: Day;
  number: string | null;
  hamletName: string;
  /** What they stand for: "Trưởng xóm", "thành viên Ban Thanh tra nhân dân". */
  position: string;
  /** "2026 – 2031"; null: not said. */
  term: string | null;
  meeting: Omit<DecisionMeeting, 'vote'>;
  /** How many were at the meeting, of how many asked. */
  present: number;
  invited: number | null;
  candidates: Candidate[];
};

/** Mẫu số 05: the meeting that agrees on who stands (NĐ 59/2023/NĐ-CP Art. 7); the commune gets it fifteen days before an election of the head. */
export function candidateMinutes(facts: CandidateFacts): Paper {
  const { meeting, candidates } = facts;
  return {
    form: formLine('candidates', facts.day),
    issuer: issuerOf(facts.commune.name, facts.hamletName),
    number: facts.number,
    place: facts.commune.place,
    day: facts.day,
    title: `Biên bản cuộc họp\ndự kiến danh sách người ứng cử ${facts.position}`,
    subtitle: facts.term === null ? null : `(nhiệm kỳ ${facts.term})`,
    blocks: [
      paragraph(
        `Hôm nay, vào hồi ${hourText(meeting.startedAt)}, ${spokenDay(meeting.day)}, tại ${meeting.place}, ${facts.hamletName} tổ chức cuộc họp để dự kiến danh sách người ứng cử ${facts.position}.`,
      ),
      heading('I. Thành phần'),
      indented(`1. Chủ trì: ${person(meeting.presiding)}.`),
      indented(`2. Thư ký: ${person(meeting.secretary)}.`),
      indented(
        `3. Số người dự họp: ${count(facts.present)}${facts.invited === null ? '' : ` trong ${count(facts.invited)} người được mời`}.`,
      ),
      ...(meeting.guests === null ? [] : [indented(`4. Khách mời: ${meeting.guests}.`)]),
      heading('II. Nội dung'),
      paragraph('1. Ý kiến thảo luận:'),
      ...(meeting.discussion === null ? [paragraph('Không có ý kiến.')] : paragraphs(meeting.discussion)),
      paragraph(`2. Cuộc họp thống nhất danh sách ${count(candidates.length)} người ứng cử:`),
      {
        kind: 'table',
        head: ['STT', 'Họ và tên', 'Năm sinh', 'Giới tính', 'Nơi ở', 'Ghi chú'],
        rows: candidates.map(({ name, birthYear, sex, address, note }, index) => [
          String(index + 1),
          name,
          birthYear === null ? '' : String(birthYear),
          sex ?? '',
          address ?? '',
          note ?? '',
        ]),
        widths: [7, 27, 10, 10, 23, 23],
        centre: [0, 2, 3],
      },
      space,
      paragraph(
        `Cuộc họp kết thúc vào hồi ${hourText(meeting.endedAt)} cùng ngày. Biên bản được đọc lại cho những người dự họp cùng nghe.`,
      ),
    ],
    signatures: [
      { title: 'Thư ký', hint: signHint, name: meeting.secretary.name },
      { title: 'Chủ trì', hint: signHint, name: meeting.presiding.name },
    ],
    recipients: [
      `UBND ${facts.commune.name};`,
      `Ủy ban MTTQ Việt Nam ${facts.commune.name};`,
      `${hamletHeadTitle(facts.hamletName)};`,
      'Lưu hồ sơ.',
    ],
  };
}
