import { consultationForms } from './consultation-matters.js';
import type { OpinionChannel, PointDecision, Stance } from './consultations.js';

/** What both sides call things: the pages, the spreadsheet, the disclosure. */
export const decisionWords = {
  accepted: 'Tiếp thu',
  partly: 'Tiếp thu một phần',
  rejected: 'Không tiếp thu',
  forwarded: 'Đã tổng hợp gửi cấp có thẩm quyền',
} satisfies Record<PointDecision, string>;

export const stanceWords = {
  agree: 'Đồng ý',
  disagree: 'Không đồng ý',
  other: 'Có ý kiến khác',
} satisfies Record<Stance, string>;

/** Where an opinion came from. */
export function channelWords(channel: OpinionChannel): string {
  return channel === 'app' ? 'Mini App của xã' : (consultationForms.find(({ key }) => key === channel)?.name ?? channel);
}

/** "Mini App của xã: 12; Họp xóm: 35 người" of what was heard. */
export function countsWords(counts: readonly { channel: OpinionChannel; opinions: number; people: number }[]): string {
  return counts
    .map(
      ({ channel, opinions, people }) => `${channelWords(channel)}: ${opinions} ý kiến${people > opinions ? ` của ${people} người` : ''}`,
    )
    .join('; ');
}
