import type { QuestionFigures, QuestionResult } from 'backend/contracts/surveys-desk';
import { dayAndMonth } from '../../days.js';

type Scale = Extract<QuestionFigures, { kind: 'scale' }>;

/** A decimal as it is written here: "4,25". */
export const decimal = (value: number): string => value.toLocaleString('vi-VN', { maximumFractionDigits: 3 });

/** "112 người (34 %)". */
export const counted = ({ count, share }: { count: number; share: number }): string =>
  `${count.toLocaleString('vi-VN')} người (${share} %)`;

/** "312 người trả lời, trên 340 người được hỏi câu này"; of few only that they are few. */
export function answeredWords({ n, asked }: Pick<QuestionResult, 'n' | 'asked'>, atLeast: number): string {
  if (n === null) return `dưới ${atLeast} người trả lời`;
  const answered = `${n.toLocaleString('vi-VN')} người trả lời`;
  return asked !== null && asked > n ? `${answered}, trên ${asked.toLocaleString('vi-VN')} người được hỏi câu này` : answered;
}

/** One part of a bar around a middle line; `tone` from the worst (-2) to the best (2). */
export type Part = { key: string; name: string; count: number | null; share: number; tone: -2 | -1 | 0 | 1 | 2 };

const tones = [-2, -1, 0, 1, 2] as const;

/** The steps of a scale from 1 to 5 as they are; of a longer one what lies below, in and above the middle. */
export function partsOf({ steps, diverging }: Pick<Scale, 'steps' | 'diverging'>): Part[] {
  if (steps.length === tones.length)
    return steps.map(({ value, label, count, share }, place) => ({
      key: String(value),
      name: label === '' || label === `${value} sao` ? label || `Mức ${value}` : `${value}. ${label}`,
      count,
      share,
      tone: tones[place] ?? 0,
    }));
  const first = steps[0]?.value ?? 0;
  const last = steps.at(-1)?.value ?? 0;
  const middle = (first + last) / 2;
  return [
    { key: 'low', name: `Từ ${first} đến ${Math.ceil(middle) - 1}`, count: null, share: diverging.low, tone: -1 },
    { key: 'middle', name: `Mức ${middle}`, count: null, share: diverging.middle, tone: 0 },
    { key: 'high', name: `Từ ${Math.floor(middle) + 1} đến ${last}`, count: null, share: diverging.high, tone: 1 },
  ];
}

/** Where each part of such a bar begins and how wide it is, in percent of the whole width; the middle of the middle part stands on the line. */
export function layOut(parts: readonly Pick<Part, 'share' | 'tone'>[]): { left: number; width: number }[] {
  const width = (share: number) => share / 2;
  const before = parts.reduce((sum, { share, tone }) => sum + (tone < 0 ? width(share) : tone === 0 ? width(share) / 2 : 0), 0);
  let left = 50 - before;
  return parts.map(({ share }) => {
    const place = { left, width: width(share) };
    left += place.width;
    return place;
  });
}

/** "từ 0,5 đến dưới 1 ha"; of whole numbers "4 người" and "từ 10 đến 19 người". */
export function binWords({ from, to }: { from: number; to: number }, unit: string, isWhole: boolean): string {
  if (isWhole) return `${to - from === 1 ? decimal(from) : `từ ${decimal(from)} đến ${decimal(to - 1)}`} ${unit}`.trim();
  return `từ ${decimal(from)} đến dưới ${decimal(to)} ${unit}`.trim();
}

/** "Tháng 12/2026" of `2026-12`. */
export const monthWords = (month: string): string => `Tháng ${month.slice(5)}/${month.slice(0, 4)}`;

/** "Tuần 07/12" of its Monday. */
export const weekWords = (week: string): string => `Tuần ${dayAndMonth(week)}`;

/** What stands in a cell of a cross-table; what is hidden is a dash. */
export const cellWords = (cell: number | null): string => (cell === null ? '–' : cell.toLocaleString('vi-VN'));
