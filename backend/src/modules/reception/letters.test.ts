import { expect, it } from 'vitest';
import {
  answerDueLetter,
  answerLateLetter,
  receptionAnswered,
  receptionCancelled,
  receptionChanged,
  receptionReminder,
} from './letters.js';

it('writes messages that fit into Zalo, without a word of what somebody came with', () => {
  const session = {
    day: '2026-12-10',
    from: '08:00',
    to: '11:00',
    place: 'Phòng tiếp công dân',
    leader: { name: 'Hoàng Thiện Bách', title: 'Chủ tịch UBND xã' },
  };
  const booking = { id: '0123456789abcdef01234567', seat: 2, around: '08:30' };
  const said = { reason: `${'Bận họp '.repeat(25)}.`.slice(0, 200), hotline: '0208 000 0000' };
  const due = { id: booking.id, number: '12/2026', day: '2026-12-10', dueOn: '2026-12-24' };
  const letters = [
    receptionReminder(session, booking, said.hotline),
    receptionChanged({ ...session, day: '2026-12-11' }, session, booking, said),
    receptionCancelled(session, said),
    receptionAnswered(booking, { day: '2026-12-10', hotline: '' }),
    answerDueLetter(due, 'before'),
    answerDueLetter(due, 'today'),
    answerLateLetter(due, 'Trần Thị Cán Bộ'),
  ];
  for (const { text, buttons, template } of letters) {
    expect(text.length).toBeLessThan(1_000);
    expect(text).toBe(text.normalize('NFC'));
    expect([template.tieu_de.length <= 100, template.noi_dung.length <= 400]).toEqual([true, true]);
    expect(buttons.every(({ path }) => path.startsWith('/'))).toBe(true);
  }
  expect(letters[1]?.text).toContain('Trước đây: 8 giờ – 11 giờ, Thứ Năm, 10/12/2026.\nNay là: 8 giờ – 11 giờ, Thứ Sáu, 11/12/2026.');
});
