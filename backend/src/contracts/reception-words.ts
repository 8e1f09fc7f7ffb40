import type { AdHocGround, AnswerKind } from './reception.js';
import type { ReceptionKind, RefusalGround } from './reception-register.js';

/** The words of citizens' reception that the register on paper, the desk and the resident's phone have in common. */

export const receptionKindWords = {
  complaint: 'Khiếu nại',
  denunciation: 'Tố cáo',
  proposal: 'Kiến nghị',
  reflection: 'Phản ánh',
} as const satisfies Record<ReceptionKind, string>;

/** When the head receives outside the published days: Luật Tiếp công dân 42/2013/QH13 Art. 18(3). */
export const adHocWords = {
  complex: 'Việc gay gắt, phức tạp, nhiều người tham gia hoặc liên quan nhiều cơ quan',
  urgent: 'Việc không xem xét kịp thời có thể gây hậu quả nghiêm trọng',
} as const satisfies Record<AdHocGround, string>;

/** When somebody need not be received: Luật Tiếp công dân 42/2013/QH13 Art. 9. */
export const refusalWords = {
  unfit: 'Đang say hoặc không làm chủ được hành vi (Điều 9 khoản 1)',
  disorder: 'Đe dọa, xúc phạm hoặc vi phạm nội quy nơi tiếp công dân (Điều 9 khoản 2)',
  settled: 'Vụ việc đã giải quyết đúng, đã được rà soát, thông báo và giải thích nhưng vẫn kéo dài (Điều 9 khoản 3)',
  other_law: 'Trường hợp khác theo quy định của pháp luật (Điều 9 khoản 4)',
} as const satisfies Record<RefusalGround, string>;

export const answerWords = {
  accepted: 'Đã thụ lý',
  extended: 'Kéo dài thời gian xem xét',
  refused: 'Từ chối thụ lý',
  forwarded: 'Đã chuyển cơ quan có thẩm quyền',
  notice: 'Đã ra thông báo từ chối tiếp',
} as const satisfies Record<AnswerKind, string>;

/** Kept secret of a denunciation wherever the register leaves the desk (Luật Tố cáo 25/2018/QH14 Art. 8, 47, 56). */
export const secretWords = '(bảo mật theo Luật Tố cáo)';

/** How many of a group speak for it, as a sentence; null below five people (Luật Tiếp công dân 42/2013/QH13 Art. 29). */
export function representativesSentence(people: number): string | null {
  if (people < 5) return null;
  if (people <= 10) return `Đoàn có ${people} người thì cử 1 hoặc 2 người đại diện trình bày (Luật Tiếp công dân, Điều 29).`;
  return `Đoàn có ${people} người thì cử thêm người đại diện, nhiều nhất 5 người (Luật Tiếp công dân, Điều 29).`;
}
