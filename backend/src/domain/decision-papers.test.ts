import { describe, expect, it } from 'vitest';
import { sampleDecision, sampleElection, sampleOnline, sampleWide } from '../../testing/sample-decision.js';
import { paperBallot } from './ballots.js';
import { candidateMinutes, countingMinutes } from './counting-papers.js';
import type { DecisionFacts } from './decision-facts.js';
import { decisionText, type Invitation, invitation, meetingMinutes, voterList } from './decision-papers.js';
import { count, drawable, type Paper, placeAndDay, share, signatureRows } from './papers.js';

/** Everything a paper says between its head and its signatures, line by line. */
const said = (paper: Paper): string[] =>
  paper.blocks.flatMap((block) => {
    if (block.kind === 'table') return [block.head, ...block.rows].map((cells) => cells.join(' | '));
    return 'text' in block ? [block.text] : [];
  });
const signed = ({ signatures }: Paper) => signatures.map(({ title, name }) => `${title}: ${name ?? '…'}`);
const space = '\u00a0';

const meeting: Invitation = {
  invited: null,
  day: '2026-12-05',
  time: '19:30',
  place: 'Nhà văn hóa Xóm 3',
  presiding: { name: 'Hoàng Văn Nam', title: 'Trưởng xóm' },
  guests: null,
  contact: 'Ông Hoàng Văn Nam, điện thoại 0912 345 678',
  documents: ['Dự toán làm đường ngõ 2'],
};

describe('numbers and days', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_250, '1.250'],
    [1_234_567, '1.234.567'],
  ])('counts %i', (number, text) => expect(count(number)).toBe(text));

  it.each([
    [2, 3, '66,7'],
    [1, 3, '33,3'],
    [100, 100, '100,0'],
    [0, 7, '0,0'],
    // Half a tenth goes up, though 0.45 is a little less than that as a binary fraction.
    [9, 2_000, '0,5'],
    [1, 2_001, '0,0'],
  ])('shares %i of %i', (part, whole, text) => expect(share(part, whole)).toBe(`${text}${space}%`));
  it('has no share of nothing', () => expect(share(0, 0)).toBe('–'));

  it.each([
    ['2026-12-01', 'Phú Lạc, ngày 01 tháng 12 năm 2026'],
    ['2027-02-11', 'Phú Lạc, ngày 11 tháng 02 năm 2027'],
    ['2027-03-09', 'Phú Lạc, ngày 09 tháng 3 năm 2027'],
  ])('writes the day %s', (day, text) => expect(placeAndDay({ place: 'Phú Lạc', day })).toBe(text));

  it('draws only what XML and fonts can hold', () => {
    expect(drawable('a\u0000\u0007\tb\r\nc\ud800d\uffff')).toBe('a b\ncd');
    expect(drawable('Đường'.normalize('NFD'))).toBe('Đường');
  });

  it.each([
    [1, [[null, 0]]],
    [2, [[0, 1]]],
    [3, [[0, 1, 2]]],
    [
      4,
      [
        [0, 1],
        [2, 3],
      ],
    ],
    [
      5,
      [
        [0, 1, 2],
        [3, 4],
      ],
    ],
    [
      6,
      [
        [0, 1, 2],
        [3, 4, 5],
      ],
    ],
  ])('puts %i signatures in rows', (number, rows) =>
    expect(signatureRows(Array.from({ length: number }, (_, index) => index))).toEqual(rows),
  );
});

describe('an invitation (Mẫu số 01)', () => {
  it('says what, when, where, with what and whom to ask', () => {
    const paper = invitation(sampleDecision, meeting);
    expect(paper).toMatchObject({ title: 'Giấy mời', issuer: ['UBND XÃ PHÚ LẠC', 'XÓM 3'], number: '01/NQ-X3' });
    expect(paper.form).toMatch(/^Mẫu số 01 .*59\/2023\/NĐ-CP; kiểm tra lại mẫu hiện hành$/);
    for (const line of [
      'Tới dự cuộc họp của cộng đồng dân cư để bàn và quyết định việc: Đóng góp làm đường bê tông ngõ 2.',
      'a) Thời gian: 19 giờ 30, Thứ Bảy, ngày 05 tháng 12 năm 2026.',
      'b) Địa điểm: Nhà văn hóa Xóm 3.',
      'Mỗi hộ góp 1.200.000 đồng; hộ nghèo được miễn.',
      'Ông Hoàng Văn Nam, điện thoại 0912 345 678',
      '- Dự toán làm đường ngõ 2',
    ])
      expect(said(paper)).toContain(line);
    expect(said(paper).join('\n')).toMatch(/trước ngày họp ít nhất 02 ngày/);
    expect(signed(paper)).toEqual(['Trưởng xóm: Hoàng Văn Nam']);
  });

  it('to elect the head of a hamlet is signed by who leads the election', () => {
    expect(signed(invitation({ ...sampleElection, item: 4 }, meeting))).toEqual(['Tổ trưởng Tổ bầu cử: Nguyễn Văn Bình']);
  });
});

describe('minutes of a meeting (Mẫu số 03)', () => {
  const paper = meetingMinutes(sampleDecision);
  it('say who was there of all households, and how all of them voted', () => {
    for (const line of [
      '1. Chủ trì: Ông (bà) Hoàng Văn Nam. Chức vụ: Trưởng xóm.',
      '- Tổng số hộ gia đình: 100 hộ.',
      `- Số hộ gia đình có đại diện tham dự: 80 hộ (80,0${space}% tổng số hộ).`,
      '- Số hộ gia đình không có người đại diện tham dự: 20 hộ.',
      'Ông Vũ Đình Toàn đề nghị công khai dự toán.',
      `1 | Đồng ý | 70 | 70,0${space}%`,
      ` | Không biểu quyết | 22 | 22,0${space}%`,
      '- Góp thành hai đợt.',
      'Cần ít nhất 67 trong 100 hộ đồng ý; có 70 hộ đồng ý.',
      'Nội dung nêu trên ĐƯỢC THÔNG QUA.',
      'Quyết định có hiệu lực từ ngày được thông qua.',
      '1. Ông (bà) Phạm Thị Lan (mã hộ X3-014)',
    ])
      expect(said(paper)).toContain(line);
    expect(said(paper).join('\n')).not.toMatch(/không hợp lệ/);
  });

  it('are signed by secretary, Front, head and two households; the head who presides signs once', () => {
    const five = ['Thư ký: Trần Thị Hồng', 'Trưởng ban công tác Mặt trận: Nguyễn Văn Bình', 'Trưởng xóm: Hoàng Văn Nam'];
    const witnesses = ['Đại diện hộ gia đình: Phạm Thị Lan', 'Đại diện hộ gia đình: Đỗ Văn Sơn'];
    expect(signed(paper)).toEqual([...five, ...witnesses]);
    expect(signed(meetingMinutes({ ...sampleDecision, hamletHead: null }))).toEqual([
      'Thư ký: Trần Thị Hồng',
      'Chủ trì: Hoàng Văn Nam',
      'Trưởng ban công tác Mặt trận: Nguyễn Văn Bình',
      'Trưởng xóm: …',
      ...witnesses,
    ]);
  });

  it('name every candidate with votes, and who is elected', () => {
    const lines = said(meetingMinutes(sampleElection));
    expect(lines).toContain(`1 | Lý Thị Mai | 66 | 66,0${space}% | Trúng cử`);
    expect(lines).toContain(`3 | Trần Gia Bảo | 40 | 40,0${space}% | Không trúng cử`);
    expect(lines).toContain(` | Phiếu không hợp lệ | 1 | 1,0${space}% | `);
    expect(lines).toContain(
      'Người trúng cử cần ít nhất 51 trong 100 hộ bầu. Bầu được 2 trong 3 người; còn thiếu 1 người. Trúng cử: Lý Thị Mai; Vũ Đình Toàn.',
    );
    expect(lines).toContain('Kết quả có giá trị khi được Ủy ban Mặt trận Tổ quốc Việt Nam cấp xã công nhận.');
  });

  it('cannot be of a meeting that was not held', () => expect(() => meetingMinutes(sampleOnline)).toThrow(RangeError));
});

describe('the decision (Mẫu số 03)', () => {
  it('has what Art. 20(2) asks for', () => {
    const paper = decisionText(sampleDecision);
    expect(paper.title).toBe('Nghị quyết của cộng đồng dân cư');
    expect(said(paper)).toEqual(
      expect.arrayContaining([
        '- Thời gian: 19 giờ 30, ngày 05 tháng 12 năm 2026, tại Nhà văn hóa Xóm 3.',
        '- Số hộ gia đình không có người đại diện tham dự: 20 hộ.',
        'Biểu quyết bằng giơ tay tại cuộc họp.',
      ]),
    );
    expect(said(paper).join('\n')).toMatch(/Điều 15 khoản 1 .*chậm nhất 05 ngày làm việc/s);
    expect(signed(paper)).toHaveLength(5);
  });

  it('online says from when to when, how many voted, and lists them apart', () => {
    const paper = decisionText(sampleOnline);
    expect(paper.title).toMatch(/^Biên bản biểu quyết trực tuyến/);
    for (const line of [
      '- Thời gian bắt đầu: 7 giờ 30, ngày 01 tháng 12 năm 2026.',
      '- Thời gian kết thúc: 17 giờ, ngày 04 tháng 12 năm 2026.',
      `- Tổng số đại diện hộ gia đình đã tham gia: 78 hộ (78,0${space}% tổng số hộ), gồm: trực tuyến 62, phiếu giấy 16.`,
      'Việc ghi nhận ý kiến do Hoàng Văn Nam (Trưởng xóm) và Nguyễn Văn Bình (Trưởng ban công tác Mặt trận) cùng khóa lại.',
      'Cần ít nhất 51 trong 100 hộ đồng ý; có 70 hộ đồng ý.',
    ])
      expect(said(paper)).toContain(line);
    // The Front's head leads the team and signs once.
    expect(signed(paper).filter((line) => line.includes('Nguyễn Văn Bình'))).toHaveLength(1);
  });

  it.each<[DecisionFacts['outcome'], DecisionFacts['style'], string]>([
    ['not_passed', 'agreement', 'Nội dung nêu trên KHÔNG ĐƯỢC THÔNG QUA.'],
    ['not_passed', 'alternatives', 'KHÔNG CÓ PHƯƠNG ÁN NÀO ĐƯỢC THÔNG QUA.'],
    ['not_passed', 'election', 'KHÔNG CÓ NGƯỜI NÀO TRÚNG CỬ.'],
    ['tied', 'election', 'Có người ứng cử bằng số phiếu nhau, CHƯA CHỌN ĐƯỢC.'],
  ])('that is %s (%s) is no resolution and has no effect', (outcome, style, line) => {
    const paper = decisionText({ ...sampleDecision, style, outcome });
    expect(paper.title).not.toMatch(/Nghị quyết/);
    expect(said(paper)).toContain(line);
    expect(said(paper).join('\n')).not.toMatch(/hiệu lực|có giá trị/);
  });

  it('of one hamlet among those of the commune says whether it agrees, and leaves the outcome to all', () => {
    const [hamlet] = sampleWide.hamlets;
    const text = said(decisionText({ ...sampleWide, hamlets: hamlet ? [hamlet] : [], outcome: 'not_passed' })).join('\n');
    expect(text).toContain(`${hamlet?.name} KHÔNG TÁN THÀNH; kết quả chung tính trên các xóm trong toàn xã.`);
    expect(text).not.toMatch(/THÔNG QUA\.|có hiệu lực từ ngày/);
  });

  it('of a tie for the last seat says from when those hold who were elected', () => {
    const options = [
      { key: 'an', label: 'Nông Văn An', total: 4, elected: true },
      { key: 'binh', label: 'Lý Thị Bình', total: 3, elected: false },
    ];
    const tied = { ...sampleElection, item: 5 as const, options, seats: 2, outcome: 'tied' as const };
    expect(said(decisionText(tied)).join('\n')).toMatch(/cấp xã công nhận/);
    expect(said(decisionText({ ...tied, options: options.map((one) => ({ ...one, elected: false })) })).join('\n')).not.toMatch(
      /cấp xã công nhận/,
    );
  });

  it('not counted yet tells no result in words', () => {
    const text = said(decisionText({ ...sampleDecision, outcome: null })).join('\n');
    expect(text).toContain('Chưa kiểm xong, chưa có kết luận.');
    expect(text).not.toMatch(/Cần ít nhất|THÔNG QUA/);
  });

  it.each<[DecisionFacts['item'], DecisionFacts['scope'], RegExp]>([
    [2, 'hamlet', /hiệu lực từ ngày được thông qua/],
    [2, 'commune', /hiệu lực từ ngày do Ủy ban nhân dân/],
    [3, 'hamlet', /hiệu lực khi được Ủy ban nhân dân cấp xã công nhận/],
    [4, 'hamlet', /hiệu lực khi được Ủy ban nhân dân cấp xã công nhận/],
    [5, 'hamlet', /Ủy ban Mặt trận Tổ quốc Việt Nam cấp xã công nhận/],
    [6, 'hamlet', /hiệu lực từ ngày được thông qua/],
  ])('of item %i at %s scope says when it begins to hold (Art. 21(2))', (item, scope, words) =>
    expect(
      said(decisionText({ ...(scope === 'commune' ? sampleWide : sampleDecision), item, scope, outcome: 'passed' })).join('\n'),
    ).toMatch(words),
  );

  it('of alternatives names the one most households chose, never those who chose none', () => {
    const options = [
      { key: 'a', label: 'Đường bê tông', total: 30 },
      { key: 'b', label: 'Đường đá dăm', total: 30 },
      { key: 'none', label: 'Không chọn phương án nào', total: 35 },
    ];
    const facts: DecisionFacts = { ...sampleDecision, style: 'alternatives', outcome: 'not_passed', options };
    expect(said(decisionText(facts))).toContain(
      'Một phương án cần ít nhất 67 trong 100 hộ chọn; nhiều nhất là “Đường bê tông” và “Đường đá dăm”, mỗi phương án 30 hộ.',
    );
  });
});

describe('minutes of counting', () => {
  it('at a meeting are Mẫu số 02, for ballots handed out Mẫu số 04', () => {
    expect(countingMinutes(sampleElection).form).toMatch(/^Mẫu số 02 /);
    expect(countingMinutes(sampleWide).form).toMatch(/^Mẫu số 04 /);
  });

  it('count ballots issued, returned, valid and not', () => {
    const lines = said(countingMinutes(sampleElection));
    for (const line of [
      '- Số đại diện hộ gia đình tham dự cuộc họp: 80 hộ.',
      '- Số phiếu phát ra: 80 phiếu.',
      '- Số phiếu thu về: 79 phiếu; không thu về: 1 phiếu.',
      '- Số phiếu hợp lệ: 78 phiếu.',
      '- Số phiếu không hợp lệ: 1 phiếu.',
      '1 | Nguyễn Văn Bình | Trưởng ban | ',
    ])
      expect(lines).toContain(line);
    expect(said(countingMinutes(sampleDecision))).toContain('- Hình thức: biểu quyết bằng giơ tay tại cuộc họp, không dùng phiếu giấy.');
  });

  it('of the commune count hamlet by hamlet and by the hamlets needed', () => {
    const paper = countingMinutes(sampleWide);
    expect(paper.issuer).toEqual(['ỦY BAN NHÂN DÂN', 'XÃ PHÚ LẠC']);
    const lines = said(paper);
    expect(lines).toContain('Xóm 1 | 120 | 118 | 110 | 108 | 2');
    expect(lines).toContain('Xóm 1 | 120 | 80 | 70 | 20 | 3 | Không tán thành');
    expect(lines).toContain('Xóm 4 | 120 | 80 | 82 | 20 | 3 | Tán thành');
    expect(lines).toContain('Cần ít nhất 4 trong 6 xóm tán thành; có 3 xóm tán thành.');
  });

  it('list many options under each hamlet instead of beside it', () => {
    const options = ['a', 'b', 'c', 'd'].map((key) => ({ key, label: `Phương án ${key}`, total: 6 }));
    const hamlets = sampleWide.hamlets.map((hamlet) => ({ ...hamlet, votes: { a: 3, d: 3 } }));
    const lines = said(countingMinutes({ ...sampleWide, style: 'alternatives', options, hamlets }));
    expect(lines).toContain(`Xóm 1 (không tán thành) | Phương án a | 3 | 2,5${space}%`);
    expect(lines).toContain(` | Phương án d | 3 | 2,5${space}%`);
  });
});

describe('the other papers', () => {
  it('list who took part by hamlet with running numbers, and never a choice', () => {
    const paper = voterList(sampleWide);
    const lines = said(paper);
    expect(lines).toContain('STT | Mã hộ | Chủ hộ | Người đại diện | Hình thức');
    expect(lines.filter((line) => / \| Phiếu giấy$/.test(line))).toHaveLength(300);
    expect(lines.at(-1)).toMatch(/^300 \| /);
    for (const { label } of sampleWide.options) expect(lines.join('\n')).not.toContain(label);
    expect(said(voterList({ ...sampleWide, voters: [] }))).toContain('Chưa có hộ nào tham gia.');
  });

  it('agree on who stands (Mẫu số 05)', () => {
    const { commune, meeting: held } = sampleDecision;
    const candidate = { name: 'Hoàng Văn Nam', birthYear: 1975, sex: 'Nam', address: 'Xóm 3', note: 'Tự ứng cử' };
    const paper = candidateMinutes({
      commune,
      day: '2026-11-10',
      number: null,
      hamletName: 'Xóm 3',
      position: 'Trưởng xóm',
      term: '2026 – 2031',
      meeting: held as NonNullable<typeof held>,
      present: 14,
      invited: 16,
      candidates: [candidate, { ...candidate, name: 'Lý Thị Mai', birthYear: null, sex: null, note: null }],
    });
    expect(paper.subtitle).toBe('(nhiệm kỳ 2026 – 2031)');
    expect(said(paper)).toContain('3. Số người dự họp: 14 trong 16 người được mời.');
    expect(said(paper)).toContain('1 | Hoàng Văn Nam | 1975 | Nam | Xóm 3 | Tự ứng cử');
    expect(said(paper)).toContain('2 | Lý Thị Mai |  |  | Xóm 3 | ');
  });

  it.each([
    ['Xóm 3', 'Trưởng xóm'],
    ['Tân Lập', 'Trưởng xóm'],
    ['Thôn Đoài', 'Trưởng thôn'],
    ['Bản Mới', 'Trưởng bản'],
    ['Tổ dân phố 4', 'Tổ trưởng tổ dân phố'],
  ])('call the head of %s %s', (name, title) => {
    const hamlets = sampleDecision.hamlets.map((hamlet) => ({ ...hamlet, name }));
    expect(signed(invitation({ ...sampleDecision, hamlets }, meeting))).toEqual([`${title}: Hoàng Văn Nam`]);
  });

  it('are ballots with options, how to choose, and until when', () => {
    const back = { serials: ['001'], day: '2026-12-04', time: '17:00', place: 'nhà văn hóa Xóm 3', hamletName: 'Xóm 3' };
    const ballot = paperBallot(sampleDecision, back);
    expect(ballot.options).toEqual([
      { label: 'Đồng ý', write: false },
      { label: 'Không đồng ý', write: false },
      { label: 'Ý kiến khác', write: true },
    ]);
    expect(ballot).toMatchObject({ stamp: false, otherOpinion: false, signature: { title: 'Trưởng xóm', name: 'Hoàng Văn Nam' } });
    expect(ballot.returnBy).toBe('Bỏ phiếu trước 17 giờ, ngày 04 tháng 12 năm 2026, tại nhà văn hóa Xóm 3. Mỗi hộ gia đình một phiếu.');
    expect(paperBallot(sampleWide, { ...back, hamletName: null })).toMatchObject({ stamp: true, signature: null });
    const vote = paperBallot(sampleElection, back);
    expect(vote.howTo).toMatch(/không quá 3 người/);
    expect(vote.options[0]?.label).toBe('Lý Thị Mai (sinh năm 1980)');
  });
});
