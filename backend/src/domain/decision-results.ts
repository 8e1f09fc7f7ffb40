import type { DecisionFacts } from './decision-facts.js';
import { heading, households, indented, onlyHamlet, paragraph, space, strong, teamName, witnessSignatures } from './decision-words.js';
import { count, type PaperBlock, share } from './papers.js';

/** More columns than this do not fit beside the hamlets' names. */
const widestTable = 3;

const resultWords = (passed: boolean | null) => (passed === null ? '' : passed ? 'Tán thành' : 'Không tán thành');

export const usesBallots = ({ hamlets }: DecisionFacts): boolean => hamlets.some(({ ballotsIssued }) => ballotsIssued > 0);

/** Every option with its number and its share of all households; whoever did not vote is not in favour (Luật 10/2022/QH15 Art. 21(1)). */
export function resultTable(facts: DecisionFacts): PaperBlock {
  const { options, households: all, invalid } = facts;
  const election = facts.style === 'election';
  const rows = options.map(({ label, total, elected }, index) => [
    String(index + 1),
    label,
    count(total),
    share(total, all),
    ...(election ? [elected === undefined ? '' : elected ? 'Trúng cử' : 'Không trúng cử'] : []),
  ]);
  const more = (label: string, number: number) => rows.push(['', label, count(number), share(number, all), ...(election ? [''] : [])]);
  if (usesBallots(facts)) more('Phiếu không hợp lệ', invalid);
  if (!election) more('Không biểu quyết', Math.max(0, all - invalid - options.reduce((sum, { total }) => sum + total, 0)));
  return {
    kind: 'table',
    head: [
      'STT',
      election ? 'Người ứng cử' : 'Phương án',
      election ? 'Số phiếu' : 'Số hộ',
      'Tỷ lệ trên tổng số hộ',
      ...(election ? ['Kết quả'] : []),
    ],
    rows,
    widths: election ? [8, 40, 14, 18, 20] : [8, 56, 16, 20],
    centre: election ? [0, 4] : [0],
    alignRight: [2, 3],
  };
}

/** The same by hamlet, for what the whole commune decides: each hamlet has its own count and its own result. */
export function hamletTable(facts: DecisionFacts): PaperBlock {
  const { options, hamlets } = facts;
  const judged = facts.style !== 'election';
  const needed = (number: number | null) => (number === null ? '–' : count(number));
  if (options.length <= widestTable)
    return {
      kind: 'table',
      head: [
        'Xóm',
        'Tổng số hộ',
        ...(judged ? ['Số hộ cần có'] : []),
        ...options.map(({ label }) => label),
        ...(judged ? ['Kết quả'] : []),
      ],
      rows: hamlets.map((hamlet) => [
        hamlet.name,
        count(hamlet.households),
        ...(judged ? [needed(hamlet.needed)] : []),
        ...options.map(({ key }) => count(hamlet.votes[key] ?? 0)),
        ...(judged ? [resultWords(hamlet.passed)] : []),
      ]),
      widths: [26, 11, ...(judged ? [11] : []), ...options.map(() => 36 / options.length), ...(judged ? [16] : [])],
      alignRight: Array.from({ length: options.length + (judged ? 2 : 1) }, (_, index) => index + 1),
    };
  return {
    kind: 'table',
    head: ['Xóm', election(facts) ? 'Người ứng cử' : 'Phương án', 'Số hộ', 'Tỷ lệ trên số hộ của xóm'],
    rows: hamlets.flatMap((hamlet) =>
      options.map(({ key, label }, index) => {
        const votes = hamlet.votes[key] ?? 0;
        const name = hamlet.passed === null ? hamlet.name : `${hamlet.name} (${resultWords(hamlet.passed).toLocaleLowerCase('vi-VN')})`;
        return [index === 0 ? name : '', label, count(votes), share(votes, hamlet.households)];
      }),
    ),
    widths: [28, 40, 12, 20],
    alignRight: [2, 3],
  };
}
const election = ({ style }: DecisionFacts) => style === 'election';

export function otherOpinions({ otherOpinions: texts }: DecisionFacts): PaperBlock[] {
  if (texts.length === 0) return [];
  return [
    paragraph(`Ý kiến khác (${count(texts.length)} ý kiến, ghi nguyên văn, không ghi tên hộ):`),
    ...texts.map((text) => indented(`- ${text}`)),
  ];
}

/** What had to be reached and what was, in whole numbers, never as shares. */
function reachedSentence(facts: DecisionFacts): string {
  const { options, hamlets, scope, style } = facts;
  const hamlet = onlyHamlet(facts);
  if (scope === 'commune' && hamlet === null) {
    const agreeing = hamlets.filter(({ passed }) => passed === true).length;
    return `Cần ít nhất ${count(facts.needed)} trong ${count(hamlets.length)} xóm tán thành; có ${count(agreeing)} xóm tán thành.`;
  }
  const needed = scope === 'commune' ? (hamlet?.needed ?? facts.needed) : facts.needed;
  const condition = `ít nhất ${count(needed)} trong ${households(facts.households)}`;
  if (style === 'election') {
    const elected = options.filter((option) => option.elected);
    const seats = facts.seats ?? elected.length;
    const missing = elected.length < seats ? `; còn thiếu ${count(seats - elected.length)} người` : '';
    const names = elected.length === 0 ? '' : ` Trúng cử: ${elected.map(({ label }) => label).join('; ')}.`;
    return `Người trúng cử cần ${condition} bầu. Bầu được ${count(elected.length)} trong ${count(seats)} người${missing}.${names}`;
  }
  if (style === 'agreement') return `Cần ${condition} đồng ý; có ${households(options[0]?.total ?? 0)} đồng ý.`;
  const chosen = options.filter(({ key }) => !agreesToNothing.has(key));
  const most = Math.max(0, ...chosen.map(({ total }) => total));
  const leading = chosen.filter(({ total }) => total === most && most > 0).map(({ label }) => `“${label}”`);
  const who =
    leading.length === 0
      ? 'không phương án nào có hộ chọn'
      : `nhiều nhất là ${leading.join(' và ')}, ${leading.length > 1 ? 'mỗi phương án ' : ''}${households(most)}`;
  return `Một phương án cần ${condition} chọn; ${who}.`;
}
const agreesToNothing = new Set(['disagree', 'other', 'none']);

const outcomeSentence = {
  passed: {
    agreement: 'Nội dung nêu trên ĐƯỢC THÔNG QUA.',
    alternatives: 'Phương án nêu trên ĐƯỢC THÔNG QUA.',
    election: 'Cuộc bầu CÓ KẾT QUẢ.',
  },
  partly: {
    agreement: 'Nội dung nêu trên được thông qua MỘT PHẦN.',
    alternatives: 'Được thông qua MỘT PHẦN.',
    election: 'Cuộc bầu CÓ KẾT QUẢ, CHƯA ĐỦ NGƯỜI.',
  },
  not_passed: {
    agreement: 'Nội dung nêu trên KHÔNG ĐƯỢC THÔNG QUA.',
    alternatives: 'KHÔNG CÓ PHƯƠNG ÁN NÀO ĐƯỢC THÔNG QUA.',
    election: 'KHÔNG CÓ NGƯỜI NÀO TRÚNG CỬ.',
  },
  tied: {
    agreement: 'Số ý kiến bằng nhau, CHƯA QUYẾT ĐỊNH ĐƯỢC.',
    alternatives: 'Các phương án dẫn đầu bằng nhau, CHƯA QUYẾT ĐỊNH ĐƯỢC.',
    election: 'Có người ứng cử bằng số phiếu nhau, CHƯA CHỌN ĐƯỢC.',
  },
} as const;

/** When a passed decision begins to hold: Luật 10/2022/QH15 Art. 21(2). */
function effectSentence(facts: DecisionFacts): string | null {
  const someElected = facts.options.some(({ elected }) => elected === true);
  if (facts.outcome !== 'passed' && facts.outcome !== 'partly' && !(facts.outcome === 'tied' && someElected)) return null;
  if (facts.scope === 'commune' && onlyHamlet(facts) !== null) return null;
  if (facts.item === 5) return 'Kết quả có giá trị khi được Ủy ban Mặt trận Tổ quốc Việt Nam cấp xã công nhận.';
  if (facts.item === 3 || facts.item === 4) return 'Quyết định có hiệu lực khi được Ủy ban nhân dân cấp xã công nhận.';
  return facts.scope === 'commune'
    ? 'Quyết định có hiệu lực từ ngày do Ủy ban nhân dân cấp xã ấn định.'
    : 'Quyết định có hiệu lực từ ngày được thông qua.';
}

/** One hamlet of a decision of the whole commune agrees or not; the hamlets together decide. */
function outcomeWords(facts: DecisionFacts, outcome: NonNullable<DecisionFacts['outcome']>): string {
  const hamlet = onlyHamlet(facts);
  if (facts.scope !== 'commune' || hamlet === null) return outcomeSentence[outcome][facts.style];
  return `${hamlet.name} ${outcome === 'passed' ? 'TÁN THÀNH' : 'KHÔNG TÁN THÀNH'}; kết quả chung tính trên các xóm trong toàn xã.`;
}

/** The rule, what was reached, and what follows. */
export function conclusionBlocks(facts: DecisionFacts): PaperBlock[] {
  const effect = effectSentence(facts);
  return [
    paragraph(`Điều kiện: ${facts.rule} Căn cứ: ${facts.article}.`),
    paragraph(facts.outcome === null ? 'Chưa kiểm xong, chưa có kết luận.' : reachedSentence(facts)),
    ...(facts.outcome === null ? [] : [strong(outcomeWords(facts, facts.outcome))]),
    ...(facts.conclusion === '' ? [] : [paragraph(`Kết luận: ${facts.conclusion}`)]),
    ...(effect === null ? [] : [paragraph(effect)]),
  ];
}

/** Who counted, with room to sign beside each name; and who watched. */
export function teamBlocks(facts: DecisionFacts, number: string): PaperBlock[] {
  const { team, witnesses } = facts;
  return [
    heading(`${number}. ${teamName(facts)} và người chứng kiến`),
    ...(team.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            head: ['STT', 'Họ và tên', 'Nhiệm vụ', 'Ký tên'],
            rows: team.map(({ name, role }, index) => [String(index + 1), name, role, '']),
            widths: [8, 42, 28, 22],
            centre: [0],
          },
          space,
        ]),
    paragraph('Đại diện hộ gia đình chứng kiến việc kiểm phiếu:'),
    ...witnessSignatures(facts).map(({ name }, index) => {
      const code = witnesses[index]?.householdCode;
      return indented(`${index + 1}. Ông (bà) ${name ?? '……………………………………'}${code ? ` (mã hộ ${code})` : ''}`);
    }),
  ];
}
