import type { Day } from '../../contracts/primitives.js';
import { shortDate } from '../../domain/vietnam-time.js';

/** A message ready to go. */
export type ConsultationLetter = {
  text: string;
  buttons: readonly { title: string; path: string }[];
  template: { tieu_de: string; noi_dung: string };
};

type Facts = { id: string; number: string; title: string };

/** To whoever gave an opinion and wanted to know. What became of it stands in the app only. */
export function synthesisPublishedLetter({ id, title }: Facts, officeName: string): ConsultationLetter {
  const text = `${officeName} đã công bố kết quả tổng hợp, tiếp thu ý kiến Nhân dân về “${title}”.`;
  return {
    text: `${text}\nMời ông/bà mở xem ý kiến của mình được tiếp thu thế nào. Xin cảm ơn ông/bà đã góp ý.`,
    buttons: [{ title: 'Xem kết quả', path: `/consultations/${id}` }],
    template: { tieu_de: 'Đã có kết quả lấy ý kiến Nhân dân', noi_dung: text },
  };
}

/** To the office, once: the day the commune gave itself has come. */
export function synthesisDueLetter({ id, number, title }: Facts, dueOn: Day, today: Day): ConsultationLetter {
  const when = today > dueOn ? `đã quá hạn công bố tổng hợp (${shortDate(dueOn)})` : `hôm nay là hạn công bố tổng hợp`;
  const text = `Lấy ý kiến số ${number}, “${title}”: ${when}.`;
  return {
    text: `${text}\nXin xếp nhóm ý kiến, ghi tiếp thu hay không và lý do, rồi nhờ người thứ hai công bố.`,
    buttons: [{ title: 'Mở bản tổng hợp', path: `/console/consultations/${id}/synthesis` }],
    template: { tieu_de: 'Đến hạn công bố tổng hợp ý kiến', noi_dung: text },
  };
}
