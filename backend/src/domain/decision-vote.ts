import type { DecisionOption } from '../contracts/decisions.js';
import type { DecisionDraft } from '../contracts/decisions-desk.js';

type Ballot = Pick<DecisionDraft, 'style' | 'alternatives' | 'candidates'>;

const bare = (key: string, label: string): DecisionOption => ({ key, label, detail: null });

/** What a household may choose, in the order of the ballot. */
export function optionsOf({ style, alternatives, candidates }: Ballot): DecisionOption[] {
  if (style === 'agreement') return [bare('agree', 'Đồng ý'), bare('disagree', 'Không đồng ý'), bare('other', 'Ý kiến khác')];
  if (style === 'alternatives')
    return [
      ...alternatives.map(({ key, label, detail }) => ({ key, label, detail: detail || null })),
      bare('none', 'Không chọn phương án nào'),
    ];
  return [
    ...candidates.map(({ key, name, birthYear, detail }) => ({
      key,
      label: name,
      detail: [birthYear === null ? '' : `Sinh năm ${birthYear}`, detail].filter(Boolean).join('. ') || null,
    })),
    bare('none', 'Không bầu ai trong danh sách'),
  ];
}

/** Keys that stand for something else and can be neither an alternative's nor a candidate's. */
export const keptKeys: ReadonlySet<string> = new Set(['agree', 'disagree', 'other', 'none']);

/** What is wrong with a ballot, for people; null when it counts. One choice, or in an election as many as there are seats. */
export function choiceFault(draft: Ballot & Pick<DecisionDraft, 'seats'>, choices: readonly string[]): string | null {
  const known = new Set(optionsOf(draft).map(({ key }) => key));
  if (choices.length === 0) return 'Chọn một phương án.';
  if (choices.some((key) => !known.has(key))) return 'Có lựa chọn không nằm trong phiếu.';
  if (new Set(choices).size < choices.length) return 'Có lựa chọn ghi hai lần.';
  if (choices.includes('none') && choices.length > 1) return 'Đã chọn “không” thì không chọn thêm.';
  const most = draft.style === 'election' ? draft.seats : 1;
  if (choices.length > most) return most === 1 ? 'Chỉ chọn một phương án.' : `Chỉ chọn nhiều nhất ${most} người.`;
  return null;
}

/** Choices in the order of the ballot, so that the same ballot is the same text. */
export function inOrder(draft: Ballot, choices: readonly string[]): string[] {
  return optionsOf(draft).flatMap(({ key }) => (choices.includes(key) ? [key] : []));
}
