import type { DecisionFacts, DecisionHamlet, NamedPerson } from './decision-facts.js';
import { count, type Paper, type PaperBlock, type PaperSignature, share, spokenDay } from './papers.js';
import { dayOf, hourText, timeOf } from './vietnam-time.js';

export const signHint = '(Ký, ghi rõ họ tên)';
/** Room to write by hand. */
export const dots = '……………………………………';

export const paragraph = (text: string): PaperBlock => ({ kind: 'paragraph', text });
export const indented = (text: string): PaperBlock => ({ kind: 'paragraph', text, style: 'indent' });
export const strong = (text: string): PaperBlock => ({ kind: 'paragraph', text, style: 'bold' });
export const heading = (text: string): PaperBlock => ({ kind: 'heading', text });
export const space: PaperBlock = { kind: 'space' };

/** What somebody typed in several paragraphs. */
export const paragraphs = (text: string): PaperBlock[] =>
  text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(paragraph);

const upper = (text: string) => text.normalize('NFC').toLocaleUpperCase('vi-VN');

export const onlyHamlet = (facts: Pick<DecisionFacts, 'hamlets'>): DecisionHamlet | null =>
  facts.hamlets.length === 1 ? (facts.hamlets[0] ?? null) : null;

/** Head of a paper of one hamlet, or of the commune. */
export function issuerOf(communeName: string, hamletName: string | null): string[] {
  return hamletName === null ? ['ỦY BAN NHÂN DÂN', upper(communeName)] : [`UBND ${upper(communeName)}`, upper(hamletName)];
}

/** "Trưởng xóm", "Tổ trưởng tổ dân phố": the law's words for who leads a place of this name. */
export function hamletHeadTitle(hamletName: string): string {
  const name = hamletName.normalize('NFC').toLocaleLowerCase('vi-VN');
  if (name.startsWith('tổ dân phố')) return 'Tổ trưởng tổ dân phố';
  const kind = ['thôn', 'bản', 'làng', 'ấp', 'buôn', 'khu phố', 'tiểu khu'].find((word) => name.startsWith(`${word} `));
  return `Trưởng ${kind ?? 'xóm'}`;
}

export const person = ({ name, title }: NamedPerson): string => `Ông (bà) ${name}${title === null ? '' : `. Chức vụ: ${title}`}`;
export const households = (number: number): string => `${count(number)} hộ`;
/** "80 hộ (80,0 % tổng số hộ)". */
export const householdShare = (part: number, whole: number): string => `${households(part)} (${share(part, whole)} tổng số hộ)`;
/** "7 giờ 30, ngày 01 tháng 12 năm 2026". */
export const moment = (instant: Date): string => `${hourText(timeOf(instant))}, ${spokenDay(dayOf(instant))}`;

export const electsHead = ({ style, item }: Pick<DecisionFacts, 'style' | 'item'>): boolean => style === 'election' && item === 4;

/** Who counts is called differently by the way of deciding: NĐ 59/2023/NĐ-CP Art. 3 (meeting), 4 (ballots), 5 (online), 7 (election of the head). */
export function teamName(facts: DecisionFacts): string {
  if (electsHead(facts)) return 'Tổ bầu cử';
  if (facts.way === 'meeting') return 'Ban kiểm phiếu';
  return facts.way === 'paper' ? 'Tổ phát phiếu lấy ý kiến' : 'Tổ lấy ý kiến';
}

export function voteWords(facts: DecisionFacts): string {
  if (facts.way === 'online') return 'biểu quyết trực tuyến';
  if (facts.way === 'paper') return 'phát phiếu lấy ý kiến của hộ gia đình';
  return facts.meeting?.vote === 'hands' ? 'biểu quyết bằng giơ tay tại cuộc họp' : 'bỏ phiếu kín tại cuộc họp';
}

/** The line under a title: what the paper is about. */
export const about = (facts: Pick<DecisionFacts, 'title'>): string => `Về việc: ${facts.title}`;

export const witnessSignatures = ({ witnesses }: Pick<DecisionFacts, 'witnesses'>): PaperSignature[] =>
  [0, 1].map((index) => ({ title: 'Đại diện hộ gia đình', hint: signHint, name: witnesses[index]?.name ?? null }));

/** A paper of a hamlet is signed by its head, the Front's head and two households (Luật 10/2022/QH15 Art. 20(2)); of the commune, by both chairmen. */
export function decisionSignatures(facts: DecisionFacts): PaperSignature[] {
  const hamlet = onlyHamlet(facts);
  const [left, right] =
    hamlet === null
      ? ['Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam', 'Chủ tịch Ủy ban nhân dân']
      : ['Trưởng ban công tác Mặt trận', hamletHeadTitle(hamlet.name)];
  return [
    { title: left as string, hint: signHint, name: hamlet === null ? null : facts.frontHead },
    { title: right as string, hint: signHint, name: hamlet === null ? null : facts.hamletHead },
    ...witnessSignatures(facts),
  ];
}

/** Who must get the result within five working days: Luật 10/2022/QH15 Art. 20(3), 22. */
export function recipientsOf(facts: DecisionFacts): string[] {
  const { name } = facts.commune;
  return onlyHamlet(facts) === null
    ? [`HĐND ${name};`, `Ủy ban MTTQ Việt Nam ${name};`, 'Trưởng các xóm;', 'Lưu hồ sơ.']
    : [`UBND ${name};`, `Ủy ban MTTQ Việt Nam ${name};`, 'Niêm yết tại nhà văn hóa;', 'Lưu hồ sơ.'];
}

/** What every paper of a decision has in common. */
export function decisionPaper(facts: DecisionFacts, paper: Pick<Paper, 'form' | 'title' | 'blocks' | 'signatures'>): Paper {
  return {
    issuer: issuerOf(facts.commune.name, onlyHamlet(facts)?.name ?? null),
    number: facts.number,
    place: facts.commune.place,
    day: facts.day,
    subtitle: about(facts),
    recipients: recipientsOf(facts),
    ...paper,
  };
}
