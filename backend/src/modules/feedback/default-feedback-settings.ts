import type { CategoryRule, FeedbackSettings } from '../../contracts/feedback-settings.js';

const category = (key: string, name: string, examples: string, more: Partial<CategoryRule> = {}): CategoryRule => ({
  key,
  name,
  examples,
  kind: 'reflection',
  workingDays: null,
  emergency: null,
  active: true,
  ...more,
});

/**
 * What a commune begins with, all of it to be changed in the console. Categories after the usual division of a commune's work; days after Luật Tiếp công
 * dân 42/2013 Art. 28 (first answer within 10 working days), NĐ 20/2008 (feedback on procedures forwarded within 5) and Luật 104/2016 Art. 30
 * (information: 3, complex 15 and once 15 more). The other figures are the commune's own.
 */
export const defaultFeedbackSettings: FeedbackSettings = {
  revision: 0,
  categories: [
    category('duong-dien-nuoc', 'Đường, điện, nước', 'Đường hỏng, cầu cống, đèn đường, mất nước'),
    category('moi-truong', 'Rác, môi trường', 'Rác thải, nước bẩn, khói bụi, tiếng ồn'),
    category('an-ninh', 'An ninh, trật tự', 'Mất trật tự, chó thả rông, cản trở giao thông', {
      workingDays: 5,
      emergency: 'Việc khẩn cấp xin gọi ngay: 113 (công an), 114 (cháy, cứu nạn), 115 (cấp cứu).',
    }),
    category('dat-dai-xay-dung', 'Đất đai, xây dựng', 'Lấn chiếm, xây sai phép, ranh giới đất'),
    category('chinh-sach', 'Chính sách, trợ cấp', 'Hộ nghèo, người có công, bảo hiểm, trợ cấp'),
    category('thai-do', 'Thái độ phục vụ', 'Cán bộ chưa niềm nở, giải thích chưa rõ, phải chờ lâu'),
    category('thu-tuc', 'Quy định, thủ tục', 'Thủ tục rườm rà, giấy tờ bị đòi thêm', { kind: 'procedure_feedback' }),
    category('san-xuat', 'Ruộng vườn, chăn nuôi', 'Sâu bệnh, dịch vật nuôi, thủy lợi, chó dại', { workingDays: 5 }),
    category('loa-thong-tin', 'Loa, thông tin', 'Loa hỏng, loa ồn, thông báo chưa tới'),
    category('du-an', 'Công trình, dự án', 'Chất lượng công trình, giám sát đầu tư'),
    category('gop-y', 'Góp ý, đề xuất', 'Ý kiến xây dựng xã, xóm', { kind: 'proposal' }),
    category('khen', 'Lời khen, cảm ơn', 'Cán bộ tận tình, việc làm tốt', { kind: 'praise' }),
    category('thong-tin', 'Yêu cầu cung cấp thông tin', 'Tài liệu, số liệu xã đang giữ', { kind: 'information_request' }),
  ],
  routing: [],
  covers: [],
  templates: [
    {
      key: 'da-xu-ly',
      title: 'Đã xử lý xong',
      categoryKey: null,
      text: 'Kính gửi ông/bà {{ten}}. UBND xã đã kiểm tra phản ánh {{ma}} về {{linh_vuc}} tại {{xom}}. Kết quả: … Xã cảm ơn ông/bà đã góp ý để địa phương tốt hơn.',
    },
    {
      key: 'co-ke-hoach',
      title: 'Có kế hoạch, chưa làm ngay được',
      categoryKey: null,
      text: 'Kính gửi ông/bà {{ten}}. UBND xã đã kiểm tra phản ánh {{ma}} tại {{xom}}. Việc này cần … nên sẽ làm trong … Người phụ trách: … Mong ông/bà thông cảm.',
    },
    {
      key: 'giai-thich',
      title: 'Giải thích quy định',
      categoryKey: null,
      text: 'Kính gửi ông/bà {{ten}}. Về ý kiến {{ma}}, theo quy định … nên … Nếu cần, mời ông/bà tới Bộ phận Một cửa để được hướng dẫn cụ thể.',
    },
  ],
  terms: [
    {
      validFrom: '2025-07-01',
      answer: 10,
      forward: 5,
      informationSimple: 3,
      informationComplex: 15,
      informationExtension: 15,
      extension: 10,
      veryOverdueAfter: 5,
      fixedCheckAfterDays: 21,
      reopenWithinDays: 60,
      source: 'Luật Tiếp công dân 42/2013 Điều 28; NĐ 20/2008; Luật Tiếp cận thông tin 104/2016 Điều 30; mức của xã',
    },
  ],
  petitionHandlerId: null,
};
