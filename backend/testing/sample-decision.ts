import type { DecisionFacts, DecisionHamlet } from '../src/domain/decision-facts.js';

export const sampleHamlet: DecisionHamlet = {
  key: 'xom-3',
  name: 'Xóm 3',
  households: 100,
  representativesPresent: 80,
  ballotsIssued: 0,
  ballotsReturned: 0,
  votes: { agree: 70, disagree: 6, other: 2 },
  invalid: 0,
  needed: 67,
  passed: true,
};

/** A hamlet of 100 households decides at its meeting to pay for a road: 70 agree, 67 are needed. */
export const sampleDecision: DecisionFacts = {
  commune: { name: 'xã Phú Lạc', province: 'tỉnh Thái Nguyên', place: 'Phú Lạc' },
  day: '2026-12-05',
  number: '01/NQ-X3',
  title: 'Đóng góp làm đường bê tông ngõ 2',
  content: 'Làm 350 m đường bê tông từ nhà văn hóa tới đầu ngõ 2.\nMỗi hộ góp 1.200.000 đồng; hộ nghèo được miễn.',
  item: 1,
  scope: 'hamlet',
  way: 'meeting',
  style: 'agreement',
  seats: null,
  hamlets: [sampleHamlet],
  options: [
    { key: 'agree', label: 'Đồng ý', total: 70 },
    { key: 'disagree', label: 'Không đồng ý', total: 6 },
    { key: 'other', label: 'Ý kiến khác', total: 2 },
  ],
  otherOpinions: ['Nên làm rãnh thoát nước trước.', 'Góp thành hai đợt.'],
  invalid: 0,
  households: 100,
  needed: 67,
  rule: 'Được thông qua khi có từ hai phần ba tổng số hộ đồng ý. Hộ không biểu quyết vẫn tính vào tổng số hộ.',
  article: 'Điều 21 khoản 1 Luật số 10/2022/QH15',
  outcome: 'passed',
  conclusion: '',
  openedAt: null,
  closedAt: null,
  meeting: {
    day: '2026-12-05',
    startedAt: '19:30',
    endedAt: '21:05',
    place: 'Nhà văn hóa Xóm 3',
    presiding: { name: 'Hoàng Văn Nam', title: 'Trưởng xóm' },
    secretary: { name: 'Trần Thị Hồng', title: 'Chi hội trưởng phụ nữ' },
    guests: 'ông Dương Văn Long, công chức địa chính xã',
    discussion: 'Bà Lý Thị Mai đề nghị làm rãnh thoát nước trước.\nÔng Vũ Đình Toàn đề nghị công khai dự toán.',
    vote: 'hands',
  },
  team: [
    { name: 'Nguyễn Văn Bình', role: 'Trưởng ban' },
    { name: 'Lý Thị Mai', role: 'Thành viên' },
    { name: 'Vũ Đình Toàn', role: 'Thành viên' },
  ],
  witnesses: [
    { name: 'Phạm Thị Lan', householdCode: 'X3-014' },
    { name: 'Đỗ Văn Sơn', householdCode: 'X3-057' },
  ],
  closers: [],
  frontHead: 'Nguyễn Văn Bình',
  hamletHead: 'Hoàng Văn Nam',
  voters: Array.from({ length: 78 }, (_, index) => ({
    code: `X3-${String(index + 1).padStart(3, '0')}`,
    hamletName: 'Xóm 3',
    headName: `Nguyễn Văn Thứ ${index + 1}`,
    representativeName: index % 3 === 0 ? `Trần Thị Thứ ${index + 1}` : null,
    way: 'meeting' as const,
  })),
};

const closers = [
  { name: 'Hoàng Văn Nam', title: 'Trưởng xóm' },
  { name: 'Nguyễn Văn Bình', title: 'Trưởng ban công tác Mặt trận' },
];

/** The same hamlet decides an affair of its own online; one in five hands in paper. */
export const sampleOnline: DecisionFacts = {
  ...sampleDecision,
  item: 6,
  way: 'online',
  hamlets: [{ ...sampleHamlet, representativesPresent: 0, needed: 51 }],
  needed: 51,
  rule: 'Được thông qua khi có trên 50 % tổng số hộ đồng ý.',
  meeting: null,
  openedAt: new Date('2026-12-01T00:30:00Z'),
  closedAt: new Date('2026-12-04T10:00:00Z'),
  closers,
  voters: sampleDecision.voters.map((voter, index) => ({ ...voter, way: index % 5 === 0 ? 'paper' : 'online' })),
};

/** Three seats of the people's inspectors, of which the meeting fills two. */
export const sampleElection: DecisionFacts = {
  ...sampleDecision,
  title: 'Bầu thành viên Ban Thanh tra nhân dân',
  item: 5,
  style: 'election',
  seats: 3,
  hamlets: [
    { ...sampleHamlet, ballotsIssued: 80, ballotsReturned: 79, votes: { a: 66, b: 58, c: 40 }, invalid: 1, needed: null, passed: null },
  ],
  options: [
    { key: 'a', label: 'Lý Thị Mai', detail: 'sinh năm 1980', total: 66, elected: true },
    { key: 'b', label: 'Vũ Đình Toàn', total: 58, elected: true },
    { key: 'c', label: 'Trần Gia Bảo', total: 40, elected: false },
  ],
  otherOpinions: [],
  invalid: 1,
  needed: 51,
  rule: 'Trúng cử khi có trên 50 % tổng số hộ bầu.',
  outcome: 'partly',
  meeting: sampleDecision.meeting && { ...sampleDecision.meeting, vote: 'ballots' },
};

const sampleHamlets: DecisionHamlet[] = [70, 74, 78, 82, 86, 90].map((agree, index) => ({
  key: `xom-${index + 1}`,
  name: `Xóm ${index + 1}`,
  households: 120,
  representativesPresent: 0,
  ballotsIssued: 118,
  ballotsReturned: 110,
  votes: { agree, disagree: 20, other: 3 },
  invalid: 2,
  needed: 80,
  passed: agree >= 80,
}));

/** Six hamlets asked by ballots; three of the four needed agree. */
export const sampleWide: DecisionFacts = {
  ...sampleDecision,
  scope: 'commune',
  way: 'paper',
  hamlets: sampleHamlets,
  options: [
    { key: 'agree', label: 'Đồng ý', total: 480 },
    { key: 'disagree', label: 'Không đồng ý', total: 120 },
    { key: 'other', label: 'Ý kiến khác', total: 18 },
  ],
  invalid: 12,
  households: 720,
  needed: 4,
  outcome: 'not_passed',
  meeting: null,
  openedAt: sampleOnline.openedAt,
  closedAt: sampleOnline.closedAt,
  closers,
  voters: Array.from({ length: 300 }, (_, index) => ({
    code: `X${(index % 6) + 1}-${String(index + 1).padStart(3, '0')}`,
    hamletName: `Xóm ${(index % 6) + 1}`,
    headName: `Nguyễn Hoàng Tôn Nữ Công Tằng Thị Phương Thảo Nguyên ${index + 1}`,
    representativeName: null,
    way: 'paper',
  })),
};
