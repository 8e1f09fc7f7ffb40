import type { TypedScore } from '../../contracts/scorecard.js';
import { contactedAgainDays, countOf, medianOf, type Scored, type TeamFacts } from '../../domain/scorecard.js';

export type Feedback = {
  procedures: { inTime: number; late: number; notDue: number };
  attitude: { answered: number; open: number };
};
export type Published = { day: string; procedures: number; disclosures: number };

const minutesWords = (minutes: number) => `${minutes.toLocaleString('vi-VN')} phút`;

/** What each number was made of, in sentences an officer can check. */
export const timeWords = ({ time, waits, works }: TeamFacts): string[] => {
  const [wait, work] = [medianOf(waits), medianOf(works)];
  return [
    'Hệ thống chưa quản lý hồ sơ nên chưa biết ngày trả kết quả. Khi chưa nhập số hồ sơ, tạm tính theo giờ hẹn.',
    `Gọi vào đúng hoặc trước giờ hẹn: ${time.two} lượt. Trong khung giờ hẹn: ${time.one} lượt. Sau khung giờ hẹn: ${time.none} lượt. Ai đến muộn thì tính từ lúc đến.`,
    ...(wait === null || work === null
      ? []
      : [`Một nửa số lượt chờ không quá ${minutesWords(wait)}, làm việc không quá ${minutesWords(work)}.`]),
  ];
};

export const contactWords = ({ matters, visits }: TeamFacts): string[] => [
  `Không phải đến lại: ${matters.two} việc. Đến lại 1 lần: ${matters.one} việc. Đến lại hơn 1 lần: ${matters.none} việc.`,
  `Đến lại là cùng người, cùng thủ tục, trong ${contactedAgainDays} ngày; thủ tục trả kết quả vào ngày khác thì một lần đến lấy kết quả không tính.`,
  `Tính trên ${countOf(matters)} việc của người tự đặt lịch, trong tổng ${visits} lượt. Lượt cán bộ đặt hộ không tính được.`,
];

export const publishedWords = ({ day, procedures, disclosures }: Published): string[] => [
  `Điện tử: ${procedures} thủ tục có trong ứng dụng ngày ${day}.`,
  `Niêm yết: ${disclosures} nội dung mục 13 (Thủ tục hành chính) còn hạn niêm yết trong sổ công khai ngày ${day}.`,
];

export const attitudeWords = (
  { time }: TeamFacts,
  { answered, open }: Feedback['attitude'],
  overbearing: number | null,
  scored: Scored,
): string[] => [
  `Phản ánh về thái độ đã trả lời, không phải bị từ chối: ${answered}. Đang xử lý, chưa tính: ${open}.`,
  overbearing === null
    ? 'Góp ý sau lần làm việc: chưa có tháng nào đủ người để tính.'
    : `Người góp ý sau lần làm việc nói có gặp cửa quyền, gây khó khăn: ${overbearing}. Có thể trùng với phản ánh.`,
  `Trong ${countOf(time)} lượt: 2 điểm ${scored.two} lượt, 1 điểm ${scored.one} lượt, 0 điểm ${scored.none} lượt.`,
];

export const voicesWords = ({ inTime, late, notDue }: Feedback['procedures']): string[] => [
  `Phản ánh, kiến nghị về thủ tục: đúng hạn ${inTime}, trễ hoặc quá hạn ${late}, chưa đến hạn ${notDue}.`,
  ...(inTime + late === 0 ? ['Chưa có phản ánh nào đến hạn nên chưa có điểm.'] : []),
];

export const typedWords = (score: TypedScore): string =>
  score.kind === 'files'
    ? `2 điểm: ${score.two} hồ sơ. 1 điểm: ${score.one} hồ sơ. 0 điểm: ${score.none} hồ sơ.`
    : `Điểm của cả đơn vị: ${score.points}.`;

export const nothingHeld = 'Chưa có số liệu: hệ thống không giữ số này, Văn phòng nhập cho từng quý.';
export const quartersMissing = (typed: number, all: number): string => `Chưa có số liệu cả năm: mới nhập ${typed} trong ${all} quý.`;
