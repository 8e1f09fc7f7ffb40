import type { Topic } from '../contracts/audience.js';

/** A message in the chat; a button opens a page of the Mini App, or says something that comes back as an event. */
export type ChatLetter = { text: string; buttons: readonly ({ title: string; path: string } | { title: string; say: string })[] };

export type AnswerKind = 'welcome' | 'menu' | 'stopped' | 'resumed';

const buttons: ChatLetter['buttons'] = [
  { title: 'Đặt lịch hẹn', path: '/procedures' },
  { title: 'Theo dõi lịch hẹn, hồ sơ', path: '/appointments' },
  { title: 'Phản ánh, góp ý', say: '#menu feedback' },
  { title: 'Khảo sát', say: '#menu survey' },
];
const urgent = 'Việc cần gấp, xin ông/bà gọi điện đến trụ sở xã trong giờ làm việc.';

/** The automatic answers: `welcome` to who has just followed the Official Account, `menu` to who wrote, the others to who stops news or wants them again. */
export const answers: Record<AnswerKind, ChatLetter> = {
  welcome: {
    text: [
      'Xã xin chào ông/bà và cảm ơn ông/bà đã quan tâm.',
      'Ông/bà có thể đặt lịch hẹn làm thủ tục, theo dõi lịch hẹn, gửi góp ý bằng các nút dưới đây, hoặc nhắn thẳng cho xã tại đây.',
      urgent,
    ].join('\n'),
    buttons,
  },
  menu: {
    text: [
      'Xã đã nhận được tin nhắn của ông/bà, cán bộ sẽ đọc. Đây là câu trả lời tự động.',
      'Ông/bà cần việc nào dưới đây thì bấm nút ấy.',
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

const topicWords: Record<Topic | 'all', string> = {
  greeting: 'lời chúc',
  disclosure: 'tin công khai',
  notice: 'thông báo',
  all: 'lời chúc, tin công khai và thông báo',
};

/** To somebody who stopped a topic or wants it again; one tap takes it back. */
export function stopLetter(topic: Topic | 'all', stopped: boolean): ChatLetter {
  const words = topicWords[topic];
  return stopped
    ? {
        text: [
          `Đã dừng gửi ${words}. Muốn nhận lại, xin bấm nút dưới đây.`,
          'Tin về lịch hẹn của ông/bà và tin khẩn như bão lũ, dịch bệnh vẫn được gửi.',
        ].join('\n'),
        buttons: [{ title: 'Nhận lại', say: `#nhan ${topic}` }],
      }
    : {
        text: `Xã sẽ lại gửi ${words} cho ông/bà. Cảm ơn ông/bà.`,
        buttons: [{ title: 'Thôi nhận', say: `#dung ${topic}` }],
      };
}

/** To a tap on an item of the menu. */
export const menuLetters: Record<'feedback' | 'survey', ChatLetter> = {
  feedback: {
    text: [
      'Xin ông/bà bấm nút dưới đây để gửi phản ánh, góp ý kèm ảnh và nơi xảy ra. Ông/bà sẽ có mã số, biết ngày xã hẹn trả lời và được báo khi có trả lời.',
      'Nếu ngại điền, ông/bà cứ nhắn tại đây: việc gì, ở đâu, từ bao giờ. Cán bộ sẽ đọc và trả lời trong khung chat này.',
      'Tố cáo xin không nhắn ở đây: luật chỉ nhận bằng đơn hoặc trình bày trực tiếp.',
      urgent,
    ].join('\n'),
    buttons: [{ title: 'Gửi phản ánh', path: '/reports/new' }],
  },
  survey: {
    text: 'Hiện xã chưa mở đợt lấy ý kiến nào. Khi có, xã sẽ báo để ông/bà tham gia. Ông/bà muốn góp ý ngay thì xin nhắn tại đây.',
    buttons: [{ title: 'Phản ánh, góp ý', say: '#menu feedback' }],
  },
};

/** To somebody who wrote what sounds like a procedure; at most three of them. */
export function proceduresLetter(procedures: readonly { code: string; plainName: string }[]): ChatLetter {
  const named = procedures.slice(0, 3);
  return {
    text: [
      named.length === 1
        ? `Ông/bà hỏi về việc “${named[0]?.plainName}” phải không? Bấm nút dưới đây để xem giấy tờ cần mang, lệ phí và đặt lịch hẹn.`
        : 'Ông/bà hỏi về một trong các việc dưới đây phải không? Bấm vào để xem giấy tờ cần mang, lệ phí và đặt lịch hẹn.',
      'Nếu chưa đúng ý, ông/bà cứ nhắn thêm, cán bộ sẽ đọc và trả lời.',
    ].join('\n'),
    buttons: named.map(({ code, plainName }) => ({ title: shortTitle(plainName), path: `/procedures/${code}` })),
  };
}

/** Titles of Zalo's buttons end at 100 characters; on a phone about 40 can be read. */
function shortTitle(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 57).trimEnd()}…`;
}
