import type { Outgoing } from './messages.service.js';

const menuButtons = [
  { title: 'Đặt lịch hẹn', path: '/procedures' },
  { title: 'Lịch hẹn của tôi', path: '/appointments' },
] as const;

const afterwards = 'Việc cần gấp, xin ông/bà gọi điện đến trụ sở xã trong giờ làm việc.';

/** The automatic answer to somebody who has just followed the Official Account. */
export const welcomeLetter: Outgoing['letter'] = {
  text: [
    'Xã xin chào ông/bà và cảm ơn ông/bà đã quan tâm.',
    'Ông/bà có thể đặt lịch hẹn làm thủ tục và xem lịch hẹn của mình bằng hai nút dưới đây.',
    afterwards,
  ].join('\n'),
  buttons: menuButtons,
};

/** The automatic answer to somebody who wrote. */
export const menuLetter: Outgoing['letter'] = {
  text: [
    'Xã đã nhận được tin nhắn của ông/bà. Đây là câu trả lời tự động.',
    'Để đặt lịch hẹn hoặc xem lịch hẹn đã đặt, xin ông/bà bấm nút dưới đây.',
    afterwards,
  ].join('\n'),
  buttons: menuButtons,
};
