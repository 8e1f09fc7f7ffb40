import type { DisclosureClass, DisclosureForm } from '../contracts/disclosures.js';

/** Art. 13(1)–(2): every class on the website and posted up; classes 7–12 also by loudspeaker and through the hamlet head (Art. 13(3)–(4)). */
const posted: DisclosureForm[] = ['website', 'posting'];
const spoken: DisclosureForm[] = [...posted, 'loudspeaker', 'hamlet_head'];

const leastPostedDays = 30;
const leastLoudspeakerDays = 3;

type Kind = 'posted' | 'permanent' | 'spoken' | 'other';
const one = (number: number, label: string, content: string, kind: Kind = 'posted'): DisclosureClass => ({
  number,
  label,
  content,
  forms: kind === 'spoken' ? spoken : posted,
  postedDays: kind === 'permanent' ? null : leastPostedDays,
  loudspeakerDays: kind === 'spoken' ? leastLoudspeakerDays : null,
  source: `Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11 khoản ${number}`,
});

/** What a commune must disclose (Luật 10/2022/QH15 Art. 11), with the forms and lengths of Art. 13. */
export const disclosureClasses: readonly DisclosureClass[] = [
  one(1, 'Kinh tế – xã hội', 'Kế hoạch phát triển kinh tế – xã hội, chuyển dịch cơ cấu hằng năm và kết quả'),
  one(2, 'Ngân sách xã', 'Dự toán, thực hiện theo quý, 6 tháng, năm và quyết toán ngân sách'),
  one(3, 'Dự án, đất đai, quy hoạch', 'Dự án đầu tư và tiến độ; thu hồi đất, bồi thường, tái định cư; quỹ đất; quy hoạch'),
  one(4, 'Quy chế dân chủ, nhiệm vụ cán bộ', 'Quy chế thực hiện dân chủ; nhiệm vụ, quyền hạn của cán bộ; quy tắc ứng xử', 'permanent'),
  one(5, 'Quỹ, tài trợ, đóng góp', 'Quản lý các quỹ, khoản đầu tư, tài trợ; các khoản huy động Nhân dân đóng góp'),
  one(6, 'Tài sản công', 'Mua sắm, giao, cho thuê, sử dụng, thu hồi, bán, thanh lý tài sản công'),
  one(7, 'Hỗ trợ, an sinh', 'Chính sách hỗ trợ, trợ cấp; tiêu chí, đối tượng, cách bình xét và kết quả', 'spoken'),
  one(8, 'Cứu trợ, quyên góp', 'Cứu trợ thiên tai, dịch bệnh; phạm vi, đối tượng, mức, thời gian; sử dụng tiền quyên góp', 'spoken'),
  one(9, 'Nghĩa vụ quân sự, công an', 'Tiêu chuẩn, chỉ tiêu; danh sách đủ điều kiện, được gọi, được tạm hoãn, được miễn', 'spoken'),
  one(10, 'Kết quả thanh tra, tín nhiệm', 'Kết quả thanh tra, xử lý vi phạm; kết quả lấy phiếu tín nhiệm', 'spoken'),
  one(11, 'Lấy ý kiến Nhân dân', 'Nội dung đưa ra lấy ý kiến, kết quả tổng hợp, giải trình và tiếp thu', 'spoken'),
  one(12, 'Phí, lệ phí', 'Đối tượng và mức thu phí, lệ phí, các khoản khác do xã thu', 'spoken'),
  one(13, 'Thủ tục hành chính', 'Các thủ tục hành chính do xã giải quyết', 'permanent'),
  one(14, 'Nội dung khác', 'Nội dung khác theo luật hoặc quy chế dân chủ của xã', 'other'),
];

/** The class of a number 1–14; throws a RangeError for any other. */
export function disclosureClass(number: number): DisclosureClass {
  const found = disclosureClasses[number - 1];
  if (!found) throw new RangeError(`Not a class: ${number}`);
  return found;
}
