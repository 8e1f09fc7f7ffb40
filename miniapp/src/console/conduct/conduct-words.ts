import type { CommentState, ConductCell, ConductComment } from 'backend/contracts/conduct';

/** "12/2026" of `2026-12`. */
export const monthWords = (month: string): string => `${month.slice(5)}/${month.slice(0, 4)}`;

export const stateWords = {
  waiting: 'Chờ duyệt',
  approved: 'Đã cho đăng',
  hidden: 'Không đăng',
} satisfies Record<CommentState, string>;

export const decisionWords = {
  approve: 'cho đăng',
  edit: 'sửa rồi cho đăng',
  hide: 'không đăng',
} satisfies Record<ConductComment['history'][number]['decision'], string>;

const signWords: Readonly<Record<string, string>> = {
  denunciation: 'Có thể là tố cáo: xem có cần mời người viết đi đúng cách không.',
  complaint: 'Có thể là khiếu nại.',
  emergency: 'Có thể có người gặp nguy hiểm.',
};

export const signsSaid = (signs: readonly string[]): string[] => signs.flatMap((sign) => signWords[sign] ?? []);

/** "90 %", or that too few spoke of it. */
export function shareWords(share: number | null): string {
  return share === null ? 'ít người trả lời' : `${share} %`;
}

export type Shown = Extract<ConductCell, { state: 'shown' }>;
export const isShown = (cell: ConductCell): cell is Shown => cell.state === 'shown';
