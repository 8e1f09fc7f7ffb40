import type { Letter } from './letters.js';

/** Days and hours ready to read: "8 giờ – 11 giờ, Thứ Năm, 10/12/2026". */
type Moved = {
  before: string;
  now: string;
  leader: string;
  place: string;
  seat: number;
  /** About when this place has its turn. */
  around: string;
  reason: string;
  hotline: string;
};
type Cancelled = Pick<Moved, 'now' | 'place' | 'reason' | 'hotline'>;

/** A message ready to go: for the chat, and in a registered template's two fields where Zalo allows no free text. */
export type ReceptionLetter = Letter & { notice: { title: string; text: string } };

const bare = (text: string): string => text.replace(/[.\s]+$/u, '');
const help = (hotline: string): string[] => (hotline === '' ? [] : [`Cần hỏi thêm, xin gọi ${hotline}.`]);

/**
 * The messages of a session that is moved or cancelled. One text for the worker that sends it and for the officer, who reads it before it goes.
 * Never a word of what somebody wanted to say there: a phone lies on the table.
 */
export function receptionChanged({ before, now, leader, place, seat, around, reason, hotline }: Moved): ReceptionLetter {
  return {
    text: [
      'Xã xin lỗi ông/bà, buổi tiếp công dân ông/bà đã đăng ký có thay đổi.',
      `Trước đây: ${before}.`,
      `Nay là: ${now}.`,
      `Người tiếp: ${leader}. Nơi tiếp: ${place}.`,
      `Lý do: ${bare(reason)}.`,
      `Ông/bà vẫn giữ chỗ số ${seat}, khoảng ${around}. Nếu không tiện, ông/bà có thể thôi và chọn buổi khác.`,
      ...help(hotline),
    ].join('\n'),
    buttons: ['Xem phiếu giữ chỗ'],
    notice: {
      title: 'Buổi tiếp công dân có thay đổi',
      text: `Nay là ${now}, tại ${place}. Chỗ số ${seat}. Lý do: ${bare(reason)}.`,
    },
  };
}

export function receptionCancelled({ now, place, reason, hotline }: Cancelled): ReceptionLetter {
  return {
    text: [
      'Xã xin lỗi ông/bà, buổi tiếp công dân sau không tiến hành được:',
      `${now}, tại ${place}.`,
      `Lý do: ${bare(reason)}.`,
      'Mời ông/bà chọn buổi khác; đến thẳng trụ sở trong giờ làm việc cũng được tiếp nhận.',
      ...help(hotline),
    ].join('\n'),
    buttons: ['Chọn buổi khác'],
    notice: {
      title: 'Xã xin lỗi, buổi tiếp công dân phải hủy',
      text: `Buổi ${now} phải hủy. Lý do: ${bare(reason)}. Mời ông/bà chọn buổi khác.`,
    },
  };
}
