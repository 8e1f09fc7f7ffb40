import type { Outgoing } from './messages.service.js';

export type AnswerKind = 'welcome' | 'menu' | 'stopped' | 'resumed';

const buttons = [
  { title: 'Đặt lịch hẹn', path: '/procedures' },
  { title: 'Lịch hẹn của tôi', path: '/appointments' },
] as const;
const urgent = 'Việc cần gấp, xin ông/bà gọi điện đến trụ sở xã trong giờ làm việc.';

/** The automatic answers: `welcome` to who has just followed the Official Account, `menu` to who wrote, the others to who stops news or wants them again. */
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
  stopped: {
    text: [
      'Xã đã ghi nhận: từ nay ông/bà không nhận loại tin này nữa.',
      'Tin về lịch hẹn của ông/bà và tin khẩn như bão lũ, dịch bệnh vẫn được gửi.',
      'Muốn nhận lại, xin ông/bà nhắn: NHẬN LẠI.',
    ].join('\n'),
    buttons: [],
  },
  resumed: {
    text: 'Xã đã ghi nhận và sẽ lại gửi tin cho ông/bà. Cảm ơn ông/bà.',
    buttons: [],
  },
};
