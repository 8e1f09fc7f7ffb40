import type { DisclosureDraft } from 'backend/contracts/disclosures';
import { hamlets } from './hamlets.js';

type Sample = Omit<DisclosureDraft, 'attachments' | 'permanent' | 'postedUntil' | 'shorterBasis'> & { attachment: string | null };

const usual = { documentNumber: null, documentDate: null, hamletKeys: [], attachment: null };

/** Figures, numbers and decisions are invented. The last is the newest. */
export const disclosures: readonly Sample[] = [
  {
    ...usual,
    classNumber: 4,
    title: 'Quy chế thực hiện dân chủ ở xã (bản mẫu)',
    summary:
      'Người dân được biết, được bàn, được quyết định và được giám sát những việc gì; cán bộ xã phải làm gì để việc đó thành nề nếp.',
    text: `Quy chế này nói rõ bốn quyền của người dân:

- Được biết: 14 nhóm nội dung xã phải công khai.
- Được bàn và quyết định: việc đóng góp làm công trình của xóm, hương ước, bầu trưởng xóm.
- Được góp ý trước khi xã quyết định: kế hoạch, quy hoạch, dự án ảnh hưởng tới đời sống.
- Được kiểm tra, giám sát: trực tiếp hoặc qua Ban thanh tra nhân dân, Ban giám sát đầu tư của cộng đồng.

Ý kiến gửi tới xã được trả lời bằng văn bản hoặc trong Mini App này.`,
  },
  {
    ...usual,
    classNumber: 12,
    title: 'Mức thu phí, lệ phí tại Bộ phận Một cửa',
    summary: 'Những việc phải nộp lệ phí, nộp bao nhiêu và ai được miễn. Ngoài các khoản trong bảng, xã không thu thêm khoản nào.',
    text: `Bảng kèm theo ghi từng khoản thu, mức thu và căn cứ.

Trẻ em, người cao tuổi, người khuyết tật nặng, hộ nghèo và người có công được miễn theo quy định. Nộp hồ sơ qua mạng được giảm ở một số khoản.

Ai bị yêu cầu nộp khoản không có trong bảng, xin báo ngay số điện thoại của xã.`,
    attachment: 'Bảng mức thu phí, lệ phí',
  },
  {
    ...usual,
    classNumber: 2,
    title: 'Quyết toán thu, chi ngân sách xã năm trước (số liệu mẫu)',
    summary: 'Cả năm xã thu 12,4 tỷ đồng, chi 11,9 tỷ đồng. Phần còn lại 500 triệu đồng chuyển sang năm sau để sửa đường liên xóm.',
    text: `Số liệu đã được Hội đồng nhân dân xã phê chuẩn.

- Tổng thu ngân sách: 12.400 triệu đồng
- Tổng chi ngân sách: 11.900 triệu đồng
- Chuyển nguồn sang năm sau: 500 triệu đồng

Bảng chi tiết theo từng khoản ở tài liệu kèm theo. Hỏi thêm tại bộ phận Tài chính – kế toán trong giờ làm việc.`,
    attachment: 'Bảng quyết toán chi tiết',
  },
  {
    ...usual,
    classNumber: 3,
    title: 'Làm đường bê tông liên xóm 1 và xóm 2',
    summary: 'Đường dài 850 m, mặt rộng 4 m, làm trong ba tháng. Nhà nước hỗ trợ xi măng, người dân góp ngày công, không thu tiền mặt.',
    text: `Đoạn đường từ nhà văn hóa xóm 1 tới cầu xóm 2.

Trong thời gian làm, xe máy đi được; ô tô đi vòng qua đường đồi. Ban giám sát đầu tư của cộng đồng có mặt ở công trình vào thứ Ba và thứ Sáu hằng tuần.`,
    hamletKeys: hamlets.slice(0, 2).map(({ key }) => key),
  },
  {
    ...usual,
    classNumber: 7,
    title: 'Kết quả bình xét hộ được hỗ trợ sửa nhà đợt này',
    summary:
      'Chín hộ được đề nghị hỗ trợ sửa nhà trước Tết. Ai thấy chưa đúng, xin góp ý với trưởng xóm hoặc Ủy ban nhân dân xã trước khi hết hạn niêm yết.',
    text: `Các xóm đã họp bình xét công khai theo tiêu chí: hộ nghèo, nhà dột nát, chưa từng được hỗ trợ.

Danh sách từng hộ được niêm yết tại nhà văn hóa của xóm có hộ đó, không đăng trên mạng để giữ riêng tư.

Góp ý được giữ kín tên.`,
  },
];
