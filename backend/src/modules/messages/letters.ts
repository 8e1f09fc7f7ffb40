import type { Outgoing } from './messages.service.js';

export type AnswerKind = 'welcome' | 'menu';

const buttons = [
  { title: 'Đặt lịch hẹn', path: '/procedures' },
  { title: 'Lịch hẹn của tôi', path: '/appointments' },
] as const;
const urgent = 'Việc cần gấp, xin ông/bà gọi điện đến trụ sở xã trong giờ làm việc.';

/** The automatic answers: `welcome` to who has just followed the Official Account, `menu` to who wrote. */
export const answers: Record<AnswerKind, Outgoing['letter']> = {
  welcome: {
    text: [
      'Xã xin chào ông/bà và cảm ơn ông/bà đã quan tâm.',
      'Ông/bà có thể đặt lịch hẹn làm thủ tục và xem lịch hẹn của mình bằng hai nút dưới đây.',
      urgent,
    ].join('\n'),
    buttons,
  },
  menu: {
    text: [
      'Xã đã nhận được tin nhắn của ông/bà. Đây là câu trả lời tự động.',
      'Để đặt lịch hẹn hoặc xem lịch hẹn đã đặt, xin ông/bà bấm nút dưới đây.',
      urgent,
    ].join('\n'),
    buttons,
  },
};
