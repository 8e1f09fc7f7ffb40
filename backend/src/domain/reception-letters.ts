import type { Day, TimeOfDay } from '../contracts/primitives.js';
import { hourText, longDate, shortDate } from './vietnam-time.js';

/** A message ready to go. Never a word of what somebody came with: a phone lies on the table, and it may be a denunciation. */
export type ReceptionLetter = {
  text: string;
  buttons: readonly { title: string; path: string }[];
  template: { tieu_de: string; noi_dung: string };
};

type Session = { day: Day; from: TimeOfDay; to: TimeOfDay; place: string; leader: { name: string; title: string } };
type Booking = { id: string; seat: number; around: TimeOfDay };

const bare = (text: string): string => text.replace(/[.\s]+$/u, '');
const hours = ({ from, to }: Session): string => `${hourText(from)} – ${hourText(to)}`;
const leaderOf = ({ leader }: Session): string => `${leader.title} ${leader.name}`;
const help = (hotline: string): string[] => (hotline === '' ? [] : [`Cần hỏi thêm, xin gọi ${hotline}.`]);
const open = ({ id }: Booking) => [{ title: 'Xem phiếu đăng ký', path: `/reception/bookings/${id}` }];

export function receptionReminder(session: Session, booking: Booking, hotline: string): ReceptionLetter {
  const when = `${hourText(booking.around)}, ${longDate(session.day)}`;
  return {
    text: [
      'Xã nhắc ông/bà: ngày mai có buổi tiếp công dân ông/bà đã đăng ký.',
      `Khoảng ${when}, chỗ số ${booking.seat}.`,
      `Người tiếp: ${leaderOf(session)}.`,
      `Nơi tiếp: ${session.place}.`,
      'Xin mang theo giấy tờ tùy thân và tài liệu liên quan.',
      'Nếu không đến được, xin bấm “Tôi không đến được” trong phiếu để nhường chỗ.',
      ...help(hotline),
    ].join('\n'),
    buttons: open(booking),
    template: { tieu_de: 'Ngày mai có buổi tiếp công dân', noi_dung: `Khoảng ${when}, chỗ số ${booking.seat}, tại ${session.place}.` },
  };
}

export function receptionChanged(
  session: Session,
  before: Session,
  booking: Booking,
  { reason, hotline }: { reason: string; hotline: string },
): ReceptionLetter {
  const now = `${hours(session)}, ${longDate(session.day)}`;
  return {
    text: [
      'Xã xin lỗi ông/bà, buổi tiếp công dân ông/bà đã đăng ký có thay đổi.',
      `Trước đây: ${hours(before)}, ${longDate(before.day)}.`,
      `Nay là: ${now}.`,
      `Người tiếp: ${leaderOf(session)}. Nơi tiếp: ${session.place}.`,
      `Lý do: ${bare(reason)}.`,
      `Ông/bà vẫn giữ chỗ số ${booking.seat}, khoảng ${hourText(booking.around)}. Nếu không tiện, ông/bà có thể thôi và chọn buổi khác.`,
      ...help(hotline),
    ].join('\n'),
    buttons: open(booking),
    template: {
      tieu_de: 'Buổi tiếp công dân có thay đổi',
      noi_dung: `Nay là ${now}, tại ${session.place}. Chỗ số ${booking.seat}. Lý do: ${bare(reason)}.`,
    },
  };
}

export function receptionCancelled(session: Session, { reason, hotline }: { reason: string; hotline: string }): ReceptionLetter {
  const when = `${hours(session)}, ${longDate(session.day)}`;
  return {
    text: [
      'Xã xin lỗi ông/bà, buổi tiếp công dân sau không tiến hành được:',
      `${when}, tại ${session.place}.`,
      `Lý do: ${bare(reason)}.`,
      'Mời ông/bà chọn buổi khác; đến thẳng trụ sở trong giờ làm việc cũng được tiếp nhận.',
      ...help(hotline),
    ].join('\n'),
    buttons: [{ title: 'Chọn buổi khác', path: '/reception' }],
    template: {
      tieu_de: 'Xã xin lỗi, buổi tiếp công dân phải hủy',
      noi_dung: `Buổi ${when} phải hủy. Lý do: ${bare(reason)}. Mời ông/bà chọn buổi khác.`,
    },
  };
}

/** What the answer is stands in the app only, behind the person's own sign-in. */
export function receptionAnswered(booking: Pick<Booking, 'id'>, { day, hotline }: { day: Day; hotline: string }): ReceptionLetter {
  const text = `Xã đã có trả lời sau buổi tiếp công dân ngày ${shortDate(day)}. Mời ông/bà mở ứng dụng của xã để xem.`;
  return {
    text: [text, ...help(hotline)].join('\n'),
    buttons: [{ title: 'Xem trả lời', path: `/reception/bookings/${booking.id}` }],
    template: { tieu_de: 'Xã đã trả lời sau buổi tiếp công dân', noi_dung: text },
  };
}

type Due = { id: string; number: string; day: Day; dueOn: Day };

/** To the officer who answers: only the number in the register and the days. */
export function answerDueLetter(due: Due, when: 'before' | 'today'): ReceptionLetter {
  const text =
    when === 'today'
      ? `Hôm nay là hạn trả lời lượt tiếp công dân số ${due.number} (tiếp ngày ${shortDate(due.day)}).`
      : `Lượt tiếp công dân số ${due.number} (tiếp ngày ${shortDate(due.day)}) phải trả lời trong ngày làm việc tới, ${longDate(due.dueOn)}.`;
  return {
    text: `${text}\nXin mở sổ để trả lời, hoặc ghi lý do kéo dài.`,
    buttons: [{ title: 'Mở sổ', path: `/console/reception/entries/${due.id}` }],
    template: { tieu_de: 'Đến hạn trả lời tiếp công dân', noi_dung: text },
  };
}

/** To the chairman, once for each due day that passed. */
export function answerLateLetter(due: Due, handlerName: string): ReceptionLetter {
  const text = `Lượt tiếp công dân số ${due.number} (tiếp ngày ${shortDate(due.day)}) đã quá hạn trả lời ${shortDate(due.dueOn)}. Người phụ trách: ${handlerName}.`;
  return {
    text: `${text}\nXin ông/bà xem và chỉ đạo.`,
    buttons: [{ title: 'Xem trong sổ', path: `/console/reception/entries/${due.id}` }],
    template: { tieu_de: 'Quá hạn trả lời tiếp công dân', noi_dung: text },
  };
}
