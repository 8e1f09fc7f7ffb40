import type { Day, TimeOfDay } from '../../contracts/primitives.js';
import * as shared from '../../contracts/reception-letters.js';
import { hourText, longDate, shortDate } from '../../domain/vietnam-time.js';

/** A message ready to go. Never a word of what somebody came with: a phone lies on the table, and it may be a denunciation. */
export type ReceptionLetter = {
  text: string;
  buttons: readonly { title: string; path: string }[];
  template: { tieu_de: string; noi_dung: string };
};

type Session = { day: Day; from: TimeOfDay; to: TimeOfDay; place: string; leader: { name: string; title: string } };
type Booking = { id: string; seat: number; around: TimeOfDay };

const when = ({ day, from, to }: Session): string => `${hourText(from)} – ${hourText(to)}, ${longDate(day)}`;
const leaderOf = ({ leader }: Session): string => `${leader.title} ${leader.name}`;
const help = (hotline: string): string[] => (hotline === '' ? [] : [`Cần hỏi thêm, xin gọi ${hotline}.`]);
const pathOf = ({ id }: Pick<Booking, 'id'>): string => `/reception/bookings/${id}`;
const readyFor = ({ text, buttons, notice }: shared.ReceptionLetter, path: string): ReceptionLetter => ({
  text,
  buttons: buttons.map((title) => ({ title, path })),
  template: { tieu_de: notice.title, noi_dung: notice.text },
});

export function receptionReminder(session: Session, booking: Booking, hotline: string): ReceptionLetter {
  const turn = `${hourText(booking.around)}, ${longDate(session.day)}`;
  return {
    text: [
      'Xã nhắc ông/bà: ngày mai có buổi tiếp công dân ông/bà đã đăng ký.',
      `Khoảng ${turn}, chỗ số ${booking.seat}.`,
      `Người tiếp: ${leaderOf(session)}.`,
      `Nơi tiếp: ${session.place}.`,
      'Xin mang theo giấy tờ tùy thân và tài liệu liên quan.',
      'Nếu không đến được, xin bấm “Tôi không đến được” trong phiếu để nhường chỗ.',
      ...help(hotline),
    ].join('\n'),
    buttons: [{ title: 'Xem phiếu giữ chỗ', path: pathOf(booking) }],
    template: { tieu_de: 'Ngày mai có buổi tiếp công dân', noi_dung: `Khoảng ${turn}, chỗ số ${booking.seat}, tại ${session.place}.` },
  };
}

export function receptionChanged(
  session: Session,
  before: Session,
  booking: Booking,
  { reason, hotline }: { reason: string; hotline: string },
): ReceptionLetter {
  const letter = shared.receptionChanged({
    before: when(before),
    now: when(session),
    leader: leaderOf(session),
    place: session.place,
    seat: booking.seat,
    around: hourText(booking.around),
    reason,
    hotline,
  });
  return readyFor(letter, pathOf(booking));
}

export function receptionCancelled(session: Session, { reason, hotline }: { reason: string; hotline: string }): ReceptionLetter {
  return readyFor(shared.receptionCancelled({ now: when(session), place: session.place, reason, hotline }), '/reception');
}

/** What the answer is stands in the app only, behind the person's own sign-in. */
export function receptionAnswered(booking: Pick<Booking, 'id'>, { day, hotline }: { day: Day; hotline: string }): ReceptionLetter {
  const text = `Xã đã có trả lời sau buổi tiếp công dân ngày ${shortDate(day)}. Mời ông/bà mở ứng dụng của xã để xem.`;
  return {
    text: [text, ...help(hotline)].join('\n'),
    buttons: [{ title: 'Xem trả lời', path: pathOf(booking) }],
    template: { tieu_de: 'Xã đã trả lời sau buổi tiếp công dân', noi_dung: text },
  };
}

type Due = { id: string; number: string; day: Day; dueOn: Day };

/** To the officer who answers: only the number in the register and the days. */
export function answerDueLetter(due: Due, on: 'before' | 'today'): ReceptionLetter {
  const text =
    on === 'today'
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
