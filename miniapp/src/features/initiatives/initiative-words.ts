import type { InitiativeProgress, InitiativeState } from 'backend/contracts/initiatives';

/** Each state of an initiative as people read it. */
export const initiativeStateWords = {
  submitted: 'Chờ xem xét',
  refused: 'Chưa được nhận',
  collecting: 'Đang lấy đồng thuận',
  reached: 'Đủ hộ, chờ trả lời',
  forwarded: 'Được đưa ra bàn, quyết định',
  declined: 'Đã trả lời, không đưa ra bàn',
  lapsed: 'Hết thời gian, chưa đủ hộ',
} satisfies Record<InitiativeState, string>;

/** "Đã có 2 trong 3 hộ cần (10 % của 21 hộ)". */
export function progressWords({ signed, households, needed }: InitiativeProgress, supported: boolean): string {
  if (supported) return `Đã có ${signed} trong ${households} hộ. Mặt trận ủng hộ nên không cần đủ 10\u00a0%.`;
  return `Đã có ${signed} trong ${needed} hộ cần (10\u00a0% của ${households} hộ)`;
}

/** Where it is to be discussed. */
export const placeWords = (hamletName: string | null): string => hamletName ?? 'Toàn xã';
