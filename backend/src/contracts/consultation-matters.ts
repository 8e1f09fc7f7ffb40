const law = 'Luật Thực hiện dân chủ ở cơ sở 2022';

const matter = (number: number, name: string, content: string) => ({ number, name, content, source: `${law}, Điều 25 khoản ${number}` });

/** What Nhân dân is asked about before the authority decides (Luật 10/2022/QH15 Art. 25). */
export const consultationMatters = [
  matter(
    1,
    'Kinh tế – xã hội',
    'Kế hoạch phát triển kinh tế – xã hội; chuyển dịch cơ cấu kinh tế, cơ cấu sản xuất; phát triển ngành nghề của xã',
  ),
  matter(2, 'Quy hoạch, kế hoạch sử dụng đất', 'Quy hoạch, kế hoạch sử dụng đất và việc quản lý, sử dụng quỹ đất của xã'),
  matter(
    3,
    'Chương trình, dự án, đền bù',
    'Chương trình, dự án tác động lớn; đất đai, chất thải, môi trường; bồi thường, hỗ trợ, tái định cư',
  ),
  matter(4, 'Địa giới, lập xóm, tên xóm', 'Thành lập, nhập, chia, đổi tên, điều chỉnh địa giới; thành lập, nhập, chia, đặt tên xóm'),
  matter(5, 'Quyết định hành chính liên quan cộng đồng', 'Quyết định hành chính của xã liên quan trực tiếp đến lợi ích của cộng đồng'),
  matter(6, 'Quy hoạch xây dựng', 'Quy hoạch xây dựng và việc điều chỉnh quy hoạch xây dựng trên địa bàn'),
  matter(7, 'Quy chế thực hiện dân chủ', 'Dự thảo quy chế thực hiện dân chủ ở xã'),
  matter(
    8,
    'Quyết định đặt nghĩa vụ, hạn chế quyền',
    'Quyết định làm phát sinh nghĩa vụ hoặc hạn chế quyền, lợi ích hợp pháp của công dân',
  ),
  matter(9, 'Nội dung khác', 'Nội dung khác phải lấy ý kiến theo luật, hoặc chính quyền xã thấy cần'),
] as const;

/** The matter whose decision limits rights: those whom it touches are told first and may speak (Art. 27). */
export const matterOfDuties = 8;

const form = <K extends string>(number: number, key: K, name: string) => ({ number, key, name, source: `${law}, Điều 26 khoản ${number}` });

/** The eight forms of taking part (Art. 26); also where an opinion came from that was not written in the Mini App. */
export const consultationForms = [
  form(1, 'conference', 'Hội nghị trao đổi, đối thoại'),
  form(2, 'hamlet_meeting', 'Họp xóm'),
  form(3, 'household_paper', 'Phiếu lấy ý kiến từng hộ'),
  form(4, 'box_hotline', 'Hòm thư góp ý, đường dây nóng'),
  form(5, 'organisations', 'Qua Ban công tác Mặt trận, các đoàn thể'),
  form(6, 'portal', 'Cổng, trang thông tin điện tử'),
  form(7, 'network', 'Mạng viễn thông, mạng xã hội'),
  form(8, 'affected', 'Đối thoại với người chịu tác động'),
] as const;

/** The form the Mini App itself is. */
export const formOfMiniApp = 'network';

/** The matter of a number 1–9; throws a RangeError for any other. */
export function consultationMatter(number: number): (typeof consultationMatters)[number] {
  const found = consultationMatters[number - 1];
  if (!found) throw new RangeError(`Not a matter: ${number}`);
  return found;
}
