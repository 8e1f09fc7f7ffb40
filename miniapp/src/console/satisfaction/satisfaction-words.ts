import type { SatisfactionCell, SatisfactionIndex } from 'backend/contracts/satisfaction';
import { questionSets } from 'backend/contracts/satisfaction-questions';

/** "66,7 %". */
export const percentWords = (percent: number): string => `${percent.toLocaleString('vi-VN')} %`;

/** "từ 48,8 % đến 80,8 %". */
export const boundsWords = ({ low, high }: SatisfactionIndex): string => `từ ${percentWords(low)} đến ${percentWords(high)}`;

export const monthWords = (month: string): string => `${month.slice(5)}/${month.slice(0, 4)}`;

export type Shown = Extract<SatisfactionCell, { state: 'shown' }>;
export const isShown = (cell: SatisfactionCell): cell is Shown => cell.state === 'shown';

/** Everybody who was asked and how many of them answered: "30 trong 60 người được hỏi (50 %)". */
export function responseWords({ answers, invited }: Pick<Shown, 'answers' | 'invited'>): string {
  const share = invited === 0 ? '' : ` (${percentWords(Math.round((answers / invited) * 100))})`;
  return `${answers} trong ${invited} người được hỏi${share}`;
}

/** The latest wording of every factor and its criteria. */
export const latestFactors = questionSets.at(-1)?.factors ?? [];
