import { channelWords } from 'backend/contracts/consultation-words';
import type { Consultation, OwnOpinion, PublicConsultationRow, PublicOpinion } from 'backend/contracts/consultations';
import { longDate, plainDate } from '../../days.js';

const dayMilliseconds = 86_400_000;

/** "còn 5 ngày", counted with the last day; `today` is the day it is in Vietnam. */
function leftWords(closesOn: string, today: string): string {
  const left = Math.round((Date.parse(closesOn) - Date.parse(today)) / dayMilliseconds);
  if (left <= 0) return 'hôm nay là ngày cuối';
  return left === 1 ? 'còn đến hết ngày mai' : `còn ${left} ngày`;
}

/** Where a consultation stands, in a line. */
export function stateLine(row: Pick<PublicConsultationRow, 'state' | 'closesOn'>, today: string): string {
  switch (row.state) {
    case 'open':
      return `Góp ý đến hết ${longDate(row.closesOn)} (${leftWords(row.closesOn, today)})`;
    case 'closed':
      return `Đã hết hạn ngày ${plainDate(row.closesOn)}, xã đang tổng hợp`;
    case 'withdrawn':
      return 'Đã rút, không lấy ý kiến nữa';
    default:
      return 'Đã công bố kết quả tiếp thu';
  }
}

/** Who said it, as everybody reads it. What did not come through the app says how it came. */
export function saidBy({ channel, name, people, hamletName }: Pick<PublicOpinion, 'channel' | 'name' | 'people' | 'hamletName'>): string {
  const who = channel === 'app' ? (name ?? 'Một người dân') : `${channelWords(channel)}${people > 1 ? `, ${people} người` : ''}`;
  return hamletName === null ? who : `${who}, ${hamletName}`;
}

/** "Đoạn 3", "Cả dự thảo", or that it was about an earlier version. */
export function aboutWords(
  { paragraph, version }: Pick<PublicOpinion, 'paragraph' | 'version'>,
  found: Pick<Consultation, 'version' | 'parts'>,
): string {
  const part = found.parts.find(({ key }) => key === paragraph);
  const about = paragraph === null ? 'Cả dự thảo' : part?.number == null ? 'Một đoạn nay đã bỏ' : `Đoạn ${part.number}`;
  return version === found.version ? about : `${about} (bản trước)`;
}

export const ownStateWords = {
  waiting: 'Xã đã nhận, chờ cán bộ đọc trước khi đăng',
  shown: 'Đã đăng cho mọi người đọc',
  hidden: 'Không đăng, xã vẫn giữ để xem xét',
} satisfies Record<OwnOpinion['state'], string>;
