import type { RoutingRule } from 'backend/contracts/feedback-settings';
import { hamlets } from './hamlets.js';

/** Who answers for which category, by the ids of the accounts in the Zalo emulator; the last is whom a hamlet has of its own. */
export const routing: readonly (Omit<RoutingRule, 'officerId'> & { zaloId: string })[] = [
  { categoryKey: 'duong-dien-nuoc', hamletKey: null, zaloId: 'can-bo-dat-dai' },
  { categoryKey: 'moi-truong', hamletKey: null, zaloId: 'can-bo-dat-dai' },
  { categoryKey: 'an-ninh', hamletKey: null, zaloId: 'can-bo-cong-an' },
  { categoryKey: 'dat-dai-xay-dung', hamletKey: null, zaloId: 'can-bo-dat-dai' },
  { categoryKey: 'chinh-sach', hamletKey: null, zaloId: 'can-bo-bao-tro' },
  { categoryKey: 'thai-do', hamletKey: null, zaloId: 'quan-tri' },
  { categoryKey: 'thu-tuc', hamletKey: null, zaloId: 'can-bo-ho-tich' },
  { categoryKey: 'san-xuat', hamletKey: null, zaloId: 'can-bo-dat-dai' },
  { categoryKey: 'loa-thong-tin', hamletKey: null, zaloId: 'can-bo-van-hoa' },
  { categoryKey: 'du-an', hamletKey: null, zaloId: 'can-bo-dat-dai' },
  { categoryKey: 'khen', hamletKey: null, zaloId: 'can-bo-van-hoa' },
  { categoryKey: 'thong-tin', hamletKey: null, zaloId: 'can-bo-tu-phap' },
  { categoryKey: 'moi-truong', hamletKey: hamlets[0]?.key ?? null, zaloId: 'can-bo-van-hoa' },
];

/** Who opens sealed petitions. */
export const petitionHandler = 'can-bo-tu-phap';

export type SampleReport = {
  /** Which of the sample residents sends it, and which join. */
  by: number;
  joinedBy: readonly number[];
  categoryKey: string;
  kind: 'reflection' | 'proposal' | 'praise' | 'procedure_feedback';
  hamlet: number;
  landmark: string;
  location: { latitude: number; longitude: number } | null;
  privacy: 'public' | 'officers_only';
  text: string;
  /** A drawing in place of a photograph. */
  picture: 'road' | 'rubbish' | null;
  /** How far the office has come. */
  until: 'filed' | 'accepted' | 'board' | 'submitted' | 'answered' | 'fixed';
  answer: string | null;
};

const usual = { joinedBy: [], kind: 'reflection', location: null, privacy: 'officers_only', picture: null, answer: null } as const;

/** Places and people are invented. */
export const reports: readonly SampleReport[] = [
  {
    ...usual,
    by: 1,
    joinedBy: [2, 3, 4, 5],
    categoryKey: 'duong-dien-nuoc',
    hamlet: 0,
    landmark: 'trước nhà văn hóa xóm',
    location: { latitude: 21.6612, longitude: 105.6021 },
    privacy: 'public',
    text: 'Đường trước nhà văn hóa có ổ gà sâu, buổi tối không có đèn, xe máy đi rất dễ ngã. Đề nghị xã cho vá lại trước mùa mưa.',
    picture: 'road',
    until: 'answered',
    answer:
      'UBND xã đã cùng trưởng xóm kiểm tra. Xã bố trí vật liệu, xóm góp ngày công vá đoạn đường này trong tuần tới, đồng thời lắp thêm một bóng đèn. Xã cảm ơn ông/bà đã báo kịp thời.',
  },
  {
    ...usual,
    by: 6,
    joinedBy: [7],
    categoryKey: 'moi-truong',
    hamlet: 1,
    landmark: 'cạnh cầu tràn',
    location: { latitude: 21.6655, longitude: 105.6103 },
    text: 'Bãi rác cạnh cầu tràn đầy đã hai tuần chưa có xe lấy, mùi hôi bay vào khu dân cư, trẻ con đi học qua phải bịt mũi.',
    picture: 'rubbish',
    until: 'board',
  },
  {
    ...usual,
    by: 8,
    categoryKey: 'loa-thong-tin',
    hamlet: 2,
    landmark: 'cột loa đầu xóm',
    text: 'Loa đầu xóm bị rè, nghe không rõ thông báo lịch tiêm phòng cho gia súc. Xin xã cho người kiểm tra.',
    until: 'fixed',
    answer: 'Cán bộ văn hóa xã đã thay củ loa và thử tiếng sáng nay. Nếu còn rè, xin ông/bà báo lại để xã sửa tiếp.',
  },
  {
    ...usual,
    by: 9,
    categoryKey: 'san-xuat',
    hamlet: 3,
    landmark: 'cánh đồng sau trường tiểu học',
    location: { latitude: 21.6701, longitude: 105.5984 },
    text: 'Lúa ở cánh đồng sau trường tiểu học bị rầy nâu nhiều, bà con chưa biết phun thuốc gì cho đúng. Mong xã cử người hướng dẫn.',
    until: 'accepted',
  },
  {
    ...usual,
    by: 10,
    categoryKey: 'chinh-sach',
    hamlet: 4,
    landmark: '',
    text: 'Mẹ tôi 82 tuổi đã nộp giấy xin hưởng trợ cấp người cao tuổi từ tháng trước, nay chưa thấy trả lời. Xin xã cho biết đang ở bước nào.',
    until: 'submitted',
    answer: 'Hồ sơ của cụ đã đủ giấy tờ và đang chờ quyết định của tỉnh. Dự kiến có kết quả trong tháng này; xã sẽ gọi điện ngay khi có.',
  },
  {
    ...usual,
    by: 11,
    categoryKey: 'gop-y',
    kind: 'proposal',
    hamlet: 0,
    landmark: '',
    privacy: 'public',
    text: 'Đề nghị xã mở thêm một buổi làm giấy tờ vào chiều thứ Sáu cho bà con đi làm xa về cuối tuần.',
    until: 'board',
  },
  {
    ...usual,
    by: 12,
    categoryKey: 'khen',
    kind: 'praise',
    hamlet: 5,
    landmark: '',
    privacy: 'public',
    text: 'Cảm ơn cô cán bộ ở quầy Hộ tịch đã đọc và điền hộ tờ khai cho bố tôi, ông mắt kém nên rất ngại đi làm giấy tờ.',
    until: 'filed',
  },
  {
    ...usual,
    by: 13,
    categoryKey: 'an-ninh',
    hamlet: 6,
    landmark: 'đường vào trường mầm non',
    location: { latitude: 21.6577, longitude: 105.6066 },
    text: 'Giờ tan học xe tải đỗ kín đường vào trường mầm non, phụ huynh đón con phải đi xuống lòng đường rất nguy hiểm.',
    until: 'filed',
  },
  {
    ...usual,
    by: 14,
    categoryKey: 'thu-tuc',
    kind: 'procedure_feedback',
    hamlet: 7,
    landmark: '',
    text: 'Khi làm giấy xác nhận tình trạng hôn nhân, tôi bị hỏi thêm giấy xác nhận cư trú dù đã có căn cước. Đề nghị xem lại quy định này.',
    until: 'accepted',
  },
];
