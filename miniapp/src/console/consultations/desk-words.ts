import type { ConsultationState, DeskConsultationRow, OpinionState } from 'backend/contracts/consultation-desk';
import { plainDate } from '../../days.js';

export const consultationStateWords = {
  draft: 'Bản nháp',
  open: 'Đang lấy ý kiến',
  closed: 'Đang tổng hợp',
  answered: 'Đã công bố',
  archived: 'Đã lưu hồ sơ',
  withdrawn: 'Đã rút',
} satisfies Record<ConsultationState, string>;

export const opinionStateWords = {
  waiting: 'Chờ duyệt',
  shown: 'Đã cho đăng',
  hidden: 'Không đăng',
} satisfies Record<OpinionState, string>;

const signWords: Readonly<Record<string, string>> = {
  denunciation: 'Có thể là tố cáo: xem có cần mời người viết đi đúng cách không.',
  complaint: 'Có thể là khiếu nại.',
  emergency: 'Có thể có người gặp nguy hiểm.',
};

export const signsSaid = (signs: readonly string[]): string[] => signs.flatMap((sign) => signWords[sign] ?? []);

/** What is due or over, in words; null when there is nothing to say. */
export function clockWords(
  row: Pick<DeskConsultationRow, 'state' | 'closesOn' | 'synthesisDueOn' | 'isLate'>,
): { words: string; late: boolean } | null {
  const { state, closesOn, synthesisDueOn, isLate } = row;
  if (state === 'open' && closesOn !== null) return { words: `Nhận ý kiến đến hết ngày ${plainDate(closesOn)}`, late: false };
  if (state !== 'closed' || synthesisDueOn === null) return null;
  return isLate
    ? { words: `Trễ hạn công bố tổng hợp (${plainDate(synthesisDueOn)}, thời hạn xã tự đặt)`, late: true }
    : { words: `Cần công bố tổng hợp trước hết ngày ${plainDate(synthesisDueOn)} (thời hạn xã tự đặt)`, late: false };
}
