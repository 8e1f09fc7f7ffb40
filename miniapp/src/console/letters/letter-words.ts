import type { LifeLetter, LifeLetterKind, LifeLetterStatus } from 'backend/contracts/life-letters';

export const kindNames = {
  marriage: 'Thư chúc mừng kết hôn',
  birth: 'Thư chúc mừng khai sinh',
  condolence: 'Thư chia buồn',
  thanks: 'Thư cảm ơn',
  apology: 'Thư xin lỗi',
} satisfies Record<LifeLetterKind, string>;

export const statusNames = {
  draft: 'Đang soạn',
  submitted: 'Chờ duyệt',
  approved: 'Đã duyệt',
  sent: 'Đã gửi',
  handed_over: 'Đã trao',
} satisfies Record<LifeLetterStatus, string>;

type Delivery = NonNullable<LifeLetter['delivery']>;

const deliveryNames = {
  sending: 'Đang gửi qua Zalo.',
  waiting: 'Đang gửi qua Zalo.',
  sent: 'Đã gửi qua Zalo.',
  delivered: 'Thư đã tới máy người nhận.',
  seen: 'Người nhận đã xem.',
  failed: 'Zalo không gửi được. Xin in thư, trao tận tay, hoặc gửi lại.',
  skipped: 'Chưa gửi được qua Zalo. Xin in thư và trao tận tay.',
  unconfirmed: 'Chưa rõ Zalo đã chuyển thư chưa nên hệ thống không tự gửi lại. Xin gọi hỏi gia đình.',
} satisfies Record<Delivery['state'], string>;

/** What became of the message, in a sentence. */
export function sayDelivery(delivery: Delivery): string {
  if (delivery.reason === 'deceased') return 'Người này đã mất nên hệ thống không gửi. Xin trao thư cho người nhà.';
  return deliveryNames[delivery.state];
}

/** Where a letter stands, for the list. */
export function sayStanding({ status, delivery, onZalo }: Pick<LifeLetter, 'status' | 'delivery'> & { onZalo: boolean }): string {
  if (status === 'approved') {
    if (!onZalo) return 'Chờ in, trao';
    return delivery?.state === 'failed' || delivery?.state === 'skipped' ? 'Chưa gửi được' : 'Đang gửi';
  }
  if (status === 'sent' && delivery?.state === 'seen') return 'Đã xem';
  if (status === 'sent' && delivery?.state === 'unconfirmed') return 'Chưa rõ';
  return statusNames[status];
}
