import type { Endpoint, ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import { checkInitiative, proposeInitiative, signInitiative } from 'backend/contracts/initiatives';
import type { CallOptions } from '../../miniapp/src/api.js';

type Person = { call<E extends Endpoint>(endpoint: E, request: RequestOf<E>, options?: CallOptions): Promise<ReplyOf<E>> };

/** How many representatives of the first hamlet take part; they are counted from 0 below. */
export const signersNeeded = 3;

/** Two ideas of the first hamlet: one with the tenth it needs, which waits for an answer, and one that is being signed. */
export const initiatives = [
  {
    by: 0,
    signedBy: [0, 1],
    body: {
      title: 'Lắp đèn chiếu sáng từ nhà văn hóa tới ngã ba chợ',
      what: 'Lắp 12 cột đèn dùng năng lượng mặt trời dọc đường xóm, từ nhà văn hóa tới ngã ba chợ. Các hộ góp công đào hố, dựng cột.',
      why: 'Đoạn đường tối, các cháu đi học thêm về và người đi chợ sớm đã mấy lần bị ngã.',
      cost: 'Khoảng 36 triệu đồng',
      item: 1,
      scope: 'hamlet',
      answersForList: true,
    },
  },
  {
    by: 1,
    signedBy: [2],
    body: {
      title: 'Dọn vệ sinh đường xóm vào sáng thứ Bảy đầu tháng',
      what: 'Sáng thứ Bảy đầu tháng mỗi hộ cử một người, dọn cỏ và khơi rãnh dọc đường xóm trong khoảng hai giờ.',
      why: 'Rãnh hay tắc khi mưa, cỏ mọc lấn đường; làm chung một buổi thì nhanh và ai cũng biết việc.',
      cost: null,
      item: 6,
      scope: 'hamlet',
      answersForList: true,
    },
  },
] as const;

/** Proposes, admits and signs them, as people would; what an earlier run did, or people did since, stays. */
export async function propose(head: Person, representatives: readonly Person[]): Promise<void> {
  for (const [place, { by, signedBy, body }] of initiatives.entries()) {
    const author = representatives[by];
    if (author === undefined) continue;
    const made = await author.call(proposeInitiative, { body }, { idempotencyKey: `seed-initiative-${place}` });
    if (made.state !== 'submitted') continue;
    const { id } = made;
    await head.call(checkInitiative, { params: { id }, body: { decision: 'admit', item: body.item } });
    for (const signer of signedBy) await representatives[signer]?.call(signInitiative, { params: { id } });
  }
}
