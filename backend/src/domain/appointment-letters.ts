import { revocationLetter, revocationNotice } from '../contracts/letters.js';
import type { Day, TimeOfDay } from '../contracts/primitives.js';
import { hourText, longDate } from './vietnam-time.js';

/** What a message says of its appointment. `place` is the counter and where it is, or the address of a home visit. */
export type AppointmentFacts = {
  id: string;
  code: string;
  procedureCode: string;
  plainName: string;
  personName: string;
  date: Day;
  start: TimeOfDay;
  place: string;
  documents: readonly string[];
  hotline: string;
  revokedReason: string | null;
};

/** A message ready to go: its text for the chat (at most 2,000 characters), its buttons into the Mini App, and its values for registered templates. */
export type AppointmentLetter = {
  text: string;
  buttons: readonly { title: string; path: string }[];
  template: { tieu_de: string; noi_dung: string };
};

const notice = 'Đây là lịch hẹn, chưa phải nộp hồ sơ.';
const mostDocuments = 8;

const when = ({ start, date }: Pick<AppointmentFacts, 'start' | 'date'>): string => `${hourText(start)}, ${longDate(date)}`;

function documentLines(documents: readonly string[]): string[] {
  if (documents.length === 0) return [];
  const shown = documents.slice(0, mostDocuments).map((name) => `– ${name}`);
  return [
    'Giấy tờ cần mang:',
    ...shown,
    ...(documents.length > mostDocuments ? [`– và ${documents.length - mostDocuments} giấy tờ khác trong giấy hẹn`] : []),
  ];
}

function letter(
  title: string,
  lines: readonly string[],
  short: readonly string[],
  buttons: AppointmentLetter['buttons'],
): AppointmentLetter {
  const cut = (text: string, length: number) => ([...text].length <= length ? text : `${[...text].slice(0, length - 1).join('')}…`);
  return { text: cut(lines.join('\n'), 2_000), buttons, template: { tieu_de: cut(title, 100), noi_dung: cut(short.join(' '), 400) } };
}

const slipButtons = (id: string): AppointmentLetter['buttons'] => [
  { title: 'Xem giấy hẹn', path: `/slip/${id}` },
  { title: 'Đổi giờ', path: `/slip/${id}/reschedule` },
];

/** The slip after booking or after a change of time. */
export function slipLetter(facts: AppointmentFacts, moved: boolean): AppointmentLetter {
  const title = moved ? 'Đã đổi giờ hẹn' : 'Giấy hẹn làm thủ tục';
  return letter(
    title,
    [
      moved ? 'Xã đã đổi giờ hẹn theo đề nghị của ông/bà:' : 'Xã đã nhận lịch hẹn của ông/bà:',
      `${facts.plainName}, ${when(facts)}.`,
      `Nơi làm: ${facts.place}.`,
      `Người đến: ${facts.personName}. Mã ${facts.code}.`,
      ...documentLines(facts.documents),
      notice,
      `Cần giúp, xin gọi ${facts.hotline}.`,
    ],
    [`${facts.plainName}, ${when(facts)}. ${facts.place}. Mã ${facts.code}.`, notice],
    slipButtons(facts.id),
  );
}

/** The evening before, and two hours before. */
export function reminderLetter(facts: AppointmentFacts, which: 'evening' | 'two_hours'): AppointmentLetter {
  const evening = which === 'evening';
  const title = evening ? 'Ngày mai ông/bà có lịch hẹn' : 'Hai giờ nữa tới giờ hẹn';
  return letter(
    title,
    [
      `${title}:`,
      `${facts.plainName}, ${when(facts)}.`,
      `Nơi làm: ${facts.place}. Mã ${facts.code}.`,
      ...(evening ? documentLines(facts.documents) : ['Xin ông/bà nhớ mang đủ giấy tờ.']),
      evening ? 'Nếu không đến được, xin ông/bà bấm nút để báo, chỗ sẽ nhường cho người khác.' : `Cần giúp, xin gọi ${facts.hotline}.`,
    ],
    [`${title}: ${facts.plainName}, ${when(facts)}. ${facts.place}. Mã ${facts.code}.`],
    evening
      ? [
          { title: 'Xem giấy hẹn', path: `/slip/${facts.id}` },
          { title: 'Tôi không đến được', path: `/slip/${facts.id}?cancel=1` },
        ]
      : [{ title: 'Xem giấy hẹn', path: `/slip/${facts.id}` }],
  );
}

/** The office withdraws. The same words the officer read before sending. */
export function withdrawalLetter(facts: AppointmentFacts): AppointmentLetter {
  const withdrawn = { ...facts, when: when(facts), reason: facts.revokedReason ?? '' };
  const said = revocationLetter(withdrawn);
  const notice = revocationNotice(withdrawn);
  return letter(
    notice.title,
    [said.text],
    [notice.text],
    said.buttons.map((title) => ({ title, path: `/procedures/${facts.procedureCode}/book` })),
  );
}

/** A place became free for somebody who waited. `until` is when the offer ends. */
export function offerLetter(offer: { plainName: string; date: Day; start: TimeOfDay; until: TimeOfDay }): AppointmentLetter {
  const lines = [
    'Có chỗ trống cho ông/bà:',
    `${offer.plainName}, ${when(offer)}.`,
    `Xã giữ chỗ này đến ${hourText(offer.until)} hôm nay. Xin ông/bà bấm nút để nhận; quá giờ chỗ sẽ chuyển cho người sau.`,
  ];
  return letter('Có chỗ trống cho ông/bà', lines, lines.slice(1), [{ title: 'Nhận chỗ', path: '/waiting' }]);
}
