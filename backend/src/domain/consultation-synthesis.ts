import type { PublicPoint, PublicSynthesis, StanceCounts } from '../contracts/consultations.js';
import type { DisclosureDraft } from '../contracts/disclosures.js';
import type { Day } from '../contracts/primitives.js';
import { shortDate } from './vietnam-time.js';

type Words = {
  decision: (decision: PublicPoint['decision']) => string;
  counts: (counts: PublicPoint['counts']) => string;
};

type Heard = {
  number: string;
  title: string;
  opensOn: Day;
  closesOn: Day;
  synthesis: Pick<PublicSynthesis, 'text' | 'points' | 'outside' | 'counts' | 'sentAbove'>;
  stances: { app: StanceCounts; otherwise: StanceCounts };
  words: Words;
};

/** What a disclosure may hold. */
const longestText = 20_000;
const longestSummary = 300;
const longestTitle = 200;
/** Luật 10/2022/QH15 Art. 11(11). */
const classOfConsultations = 11;

const cut = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`);
const stanceLine = (name: string, { agree, disagree, other }: StanceCounts): string =>
  `- ${name}: đồng ý ${agree}, không đồng ý ${disagree}, ý kiến khác ${other}`;
const said = ({ agree, disagree, other }: StanceCounts): boolean => agree + disagree + other > 0;

export const opinionsIn = (counts: PublicSynthesis['counts']): number => counts.reduce((sum, { opinions }) => sum + opinions, 0);

/** The disclosure of what was heard and what is done with it: its class is the eleventh, and it stays posted as long as the law asks. */
export function synthesisDisclosure({ number, title, opensOn, closesOn, synthesis, stances, words }: Heard): DisclosureDraft {
  const { points, sentAbove, outside } = synthesis;
  const count = opinionsIn(synthesis.counts);
  const having = (decision: PublicPoint['decision']) => points.filter((point) => point.decision === decision).length;
  const outcome =
    sentAbove === null
      ? `Tiếp thu ${having('accepted')} nội dung, tiếp thu một phần ${having('partly')}, không tiếp thu ${having('rejected')} (có nêu lý do).`
      : `Đã tổng hợp gửi ${sentAbove.to} ngày ${shortDate(sentAbove.on)}.`;
  const text = [
    `Xã lấy ý kiến Nhân dân từ ngày ${shortDate(opensOn)} đến hết ngày ${shortDate(closesOn)} (số ${number}).`,
    count === 0 ? 'Không nhận được ý kiến nào.' : `Nhận được ${count} ý kiến. ${words.counts(synthesis.counts)}.`,
    ...(said(stances.app) || said(stances.otherwise)
      ? [
          [
            'Bày tỏ chung về dự thảo:',
            ...(said(stances.app) ? [stanceLine('Trong Mini App', stances.app)] : []),
            ...(said(stances.otherwise) ? [stanceLine('Nhận bằng hình thức khác', stances.otherwise)] : []),
          ].join('\n'),
        ]
      : []),
    synthesis.text,
    ...points.map(({ title: point, decision, reason, counts }, index) =>
      [
        `${index + 1}. ${point}`,
        ...(counts.length === 0 ? [] : [`- ${words.counts(counts)}`]),
        `- ${words.decision(decision)}`,
        ...(reason === '' ? [] : [`- Lý do: ${reason.replace(/\s*\n\s*/g, ' ')}`]),
      ].join('\n'),
    ),
    ...(outside === 0 ? [] : [`${outside} ý kiến không thuộc nội dung lấy ý kiến.`]),
  ].join('\n\n');
  return {
    classNumber: classOfConsultations,
    title: cut(`Tổng hợp, tiếp thu, giải trình ý kiến Nhân dân: ${title}`, longestTitle),
    summary: cut(`Xã đã nhận ${count} ý kiến về “${cut(title, 120)}”. ${outcome}`, longestSummary),
    text: cut(text, longestText),
    attachments: [],
    documentNumber: null,
    documentDate: null,
    hamletKeys: [],
    permanent: false,
    postedUntil: null,
    shorterBasis: null,
  };
}
