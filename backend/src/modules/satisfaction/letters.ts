import { satisfactionLabel } from '../../contracts/satisfaction-questions.js';
import { shortDate } from '../../domain/vietnam-time.js';

/** The invitation. What the visit was about is not said: a phone lies on the table. */
export function satisfactionLetter({ id, date, until }: { id: string; date: string; until: string }, officeName: string) {
  const asked = `Xin ông/bà cho biết mức độ hài lòng về lần làm việc ngày ${shortDate(date)} tại Bộ phận Một cửa, đến hết ngày ${shortDate(until)}.`;
  return {
    text: [
      satisfactionLabel,
      '',
      asked,
      'Khoảng 3 phút. Phiếu không ghi tên; ông/bà được chọn ngẫu nhiên và không phải trả lời nếu không muốn.',
      `${officeName} cảm ơn ông/bà.`,
    ].join('\n'),
    buttons: [{ title: 'Trả lời khảo sát', path: `/satisfaction/${id}` }],
    template: { tieu_de: 'Mời ông/bà cho biết mức độ hài lòng', noi_dung: `${satisfactionLabel}. ${asked}` },
  };
}
