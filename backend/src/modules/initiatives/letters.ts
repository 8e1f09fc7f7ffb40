import type { InitiativeProgress } from '../../contracts/initiatives.js';
import { longDate } from '../../domain/vietnam-time.js';
import type { InitiativeNotice, InitiativeRecord } from './initiatives.store.js';

/** A message ready to go. */
export type InitiativeLetter = {
  text: string;
  buttons: readonly { title: string; path: string }[];
  template: { tieu_de: string; noi_dung: string };
};

type Facts = { hamletName: string | null; progress: InitiativeProgress | undefined };

const cut = (text: string, length: number) =>
  [...text].length <= length
    ? text
    : `${[...text]
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;

/** What is said at a step. To officers nothing that was not checked yet: what people wrote does not leave the house by Zalo before it is public. */
export function initiativeLetter(
  { kind, to }: InitiativeNotice,
  record: InitiativeRecord,
  { hamletName, progress }: Facts,
): InitiativeLetter {
  const place = hamletName ?? 'toàn xã';
  const about = `Sáng kiến “${record.shown.title}”`;
  const toProposer = to === 'proposer';
  const button = toProposer
    ? { title: 'Xem sáng kiến', path: `/initiatives/${record.id}` }
    : { title: 'Mở sáng kiến', path: `/console/initiatives/${record.id}` };
  const letter = (title: string, ...sentences: string[]): InitiativeLetter => ({
    text: sentences.filter(Boolean).join('\n'),
    buttons: [button],
    template: { tieu_de: cut(title, 100), noi_dung: cut(sentences.filter(Boolean).join(' '), 400) },
  });
  const until = (day: string | null) => (day === null ? '' : longDate(day));
  const numbers = progress === undefined ? '' : `${progress.signed} trong ${progress.households} hộ`;
  switch (kind) {
    case 'submitted':
      return letter(
        'Có sáng kiến chờ xem xét',
        `Người dân gửi một sáng kiến (${place}), chờ xem có thuộc việc Nhân dân bàn, quyết định không.`,
        `Xin xem trước hết ${until(record.dueOn)}.`,
      );
    case 'admitted':
      return letter(
        'Sáng kiến của ông/bà được lấy chữ ký',
        `${about} đã được nhận. Từ hôm nay đến hết ${until(record.until)}, các hộ có thể đồng thuận.`,
        progress === undefined
          ? ''
          : `Cần ${progress.needed} trong ${progress.households} hộ (10 %). Hộ của ông/bà cũng cần đồng thuận để được tính.`,
      );
    case 'refused':
      return letter('Xã trả lời về sáng kiến', `${about} chưa được nhận. Mời ông/bà mở ứng dụng của xã để xem lý do.`);
    case 'reached':
      return toProposer
        ? letter(
            'Sáng kiến đã đủ hộ đồng thuận',
            `${about} đã được ${numbers} đồng thuận.`,
            `Ông/bà sẽ được trả lời trước hết ${until(record.dueOn)}.`,
          )
        : letter(
            'Sáng kiến đủ hộ đồng thuận, cần trả lời',
            `${about} (${place}) đã được ${numbers} đồng thuận.`,
            `Xin đưa ra họp bàn, hoặc trả lời rõ lý do, trước hết ${until(record.dueOn)} (Luật Thực hiện dân chủ ở cơ sở, Điều 16).`,
          );
    case 'forwarded':
      return letter(
        'Sáng kiến được đưa ra bàn, quyết định',
        `${about} sẽ được đưa ra để các hộ bàn, quyết định.`,
        record.answer?.meetingOn == null ? '' : `Ngày họp: ${longDate(record.answer.meetingOn)}.`,
      );
    case 'declined':
      return letter('Sáng kiến đã được trả lời', `${about} chưa được đưa ra bàn. Mời ông/bà mở ứng dụng của xã để xem lý do.`);
    case 'lapsed':
      return letter(
        'Sáng kiến hết thời gian lấy chữ ký',
        `${about} chưa đủ hộ đồng thuận sau ba tháng${numbers === '' ? '' : ` (có ${numbers})`} nên khép lại.`,
        'Ông/bà có thể đề xuất lại bất cứ lúc nào.',
      );
  }
}
