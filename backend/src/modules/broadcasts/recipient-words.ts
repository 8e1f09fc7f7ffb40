import type { BroadcastChannel, RecipientState } from '../../contracts/broadcasts.js';

/** The words of an exported list; screens have their own. */
export const stateWords: Record<RecipientState, string> = {
  waiting: 'Chờ gửi',
  sending: 'Đang gửi',
  sent: 'Đã gửi',
  delivered: 'Máy đã nhận',
  seen: 'Đã xem',
  failed: 'Không gửi được',
  skipped: 'Bỏ qua',
  unconfirmed: 'Chưa rõ kết quả',
};

const channelWords: Record<BroadcastChannel, string> = {
  article: 'Bài viết tới mọi người quan tâm',
  group: 'Nhóm Zalo của xóm',
  consultation: 'Tin tư vấn',
  template_by_uid: 'Tin theo mẫu (tài khoản Zalo)',
  notification: 'Thông báo Mini App',
  template_by_phone: 'Tin theo mẫu (số điện thoại)',
};

const reasonWords: Readonly<Record<string, string>> = {
  stopped: 'Người nhận đã chọn thôi nhận loại tin này',
  no_consent: 'Chưa quan tâm Official Account và chưa đồng ý nhận tin',
  not_reachable: 'Không có cách nào trên Zalo tới được',
  only_paid: 'Chỉ còn cách tốn phí, tin này không cho phép',
  blocked: 'Người nhận đã chặn Official Account',
  cancelled: 'Tin đã được hủy trước khi tới lượt',
  erased: 'Người nhận đã xóa dữ liệu của mình',
  duplicate: 'Cùng một người, đã nhận ở dòng khác',
  gave_up: 'Thử nhiều lần chưa được',
  interrupted: 'Máy chủ dừng giữa chừng, chưa rõ Zalo đã nhận hay chưa',
  timeout: 'Zalo không trả lời kịp, chưa rõ đã nhận hay chưa',
  outside_window: 'Đã quá 7 ngày kể từ lần tương tác cuối',
  not_follower: 'Không còn quan tâm Official Account',
  user_restricted: 'Người nhận không cho gửi loại tin này',
  inactive: 'Tài khoản Zalo lâu không dùng',
  night: 'Zalo không cho gửi ban đêm',
  bad_recipient: 'Zalo không biết tài khoản hoặc số này',
  bad_template: 'Mẫu tin chưa được Zalo duyệt',
  bad_content: 'Zalo không nhận nội dung này',
  out_of_quota: 'Hết hạn mức gửi',
  recipient_quota: 'Người nhận đã nhận đủ số tin Zalo cho phép',
  no_permission: 'Official Account chưa được phép gửi loại tin này',
  shut: 'Zalo đã đóng cách gửi này',
  configuration: 'Cấu hình Official Account chưa đúng',
};

export const recipientSentence = {
  channel: (channel: BroadcastChannel | null): string => (channel === null ? '' : channelWords[channel]),
  /** Zalo's number stands beside what we have no words for. */
  reason: (reason: string | null, code: number | null): string => {
    if (reason === null) return '';
    const words = reasonWords[reason] ?? 'Zalo báo lỗi';
    return code === null ? words : `${words} (mã ${code})`;
  },
};
