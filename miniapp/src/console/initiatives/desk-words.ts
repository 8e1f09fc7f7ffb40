import type { DeskInitiativeRow } from 'backend/contracts/initiatives';
import { plainDate } from '../../days.js';

const acts: Partial<Record<DeskInitiativeRow['state'], string>> = {
  submitted: 'Xem trước hết',
  collecting: 'Lấy đồng thuận đến hết',
  reached: 'Trả lời trước hết',
};

/** Until when something has to be done, or by how much it is late. */
export function dueWords({ state, dueOn, lateBy }: Pick<DeskInitiativeRow, 'state' | 'dueOn' | 'lateBy'>): string | null {
  const act = acts[state];
  if (act === undefined || dueOn === null) return null;
  return lateBy > 0 ? `Trễ ${lateBy} ngày làm việc` : `${act} ${plainDate(dueOn)}`;
}

const signWords: Readonly<Record<string, string>> = {
  denunciation: 'Có thể là tố cáo: xem có cần mời người viết đi đúng cách không.',
  complaint: 'Có thể là khiếu nại.',
  emergency: 'Có thể có người gặp nguy hiểm.',
};

/** What the words may be besides a proposal. */
export const signsSaid = (signs: readonly string[]): string[] => signs.flatMap((sign) => signWords[sign] ?? []);
