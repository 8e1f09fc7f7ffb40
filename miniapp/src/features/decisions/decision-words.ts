import type { OwnHousehold, ResidentDecisionRow } from 'backend/contracts/decisions';
import { spokenInstant } from '../../days.js';

/** What sets a decision apart from everything that only asks for an opinion. */
export const bindingWords = 'Mỗi hộ một phiếu. Kết quả có giá trị thực hiện.';

export const wayWords = {
  meeting: 'Quyết định tại cuộc họp của xóm',
  paper: 'Phát phiếu lấy ý kiến từng hộ',
  online: 'Biểu quyết trên ứng dụng',
} satisfies Record<ResidentDecisionRow['way'], string>;

export const outcomeWords = {
  passed: 'Được thông qua',
  partly: 'Đã bầu được một phần',
  not_passed: 'Không được thông qua',
  tied: 'Bằng phiếu, phải bầu tiếp',
} satisfies Record<NonNullable<ResidentDecisionRow['outcome']>, string>;

type Dated = Pick<ResidentDecisionRow, 'status' | 'way' | 'opensAt' | 'closesAt' | 'outcome'>;

/** Where it stands, in one line. */
export function statusLine({ status, way, opensAt, closesAt, outcome }: Dated): string {
  switch (status) {
    case 'draft':
      return 'Đang chuẩn bị';
    case 'announced':
      if (way === 'meeting') return 'Sắp họp';
      return opensAt === null ? 'Đã thông báo' : `Bắt đầu ${spokenInstant(opensAt)}`;
    case 'open':
      if (way === 'meeting') return 'Đang họp';
      return closesAt === null ? 'Đang biểu quyết' : `Đang biểu quyết, đến ${spokenInstant(closesAt)}`;
    case 'counting':
    case 'closing':
      return 'Đã hết giờ, đang kiểm phiếu';
    case 'closed':
      return outcome === null ? 'Đã kiểm phiếu' : outcomeWords[outcome];
    case 'cancelled':
      return 'Đã hủy';
  }
}

/** What the household can do, or has done, in one sentence. */
export function householdLine(household: OwnHousehold): string {
  switch (household.state) {
    case 'none':
      return 'Tài khoản này chưa gắn với hộ nào.';
    case 'elsewhere':
      return `Hộ ${household.code} thuộc ${household.hamletName}, không nằm trong lần này.`;
    case 'not_representative':
      return household.representativeName === null
        ? `Hộ ${household.code} chưa có người đại diện.`
        : `Người đại diện hộ ${household.code} là ${household.representativeName}.`;
    case 'may_consent':
      return household.consent === null
        ? `Hộ ${household.code} chưa trả lời có biểu quyết qua ứng dụng hay không.`
        : household.consent === 'agree'
          ? `Hộ ${household.code} đồng ý biểu quyết qua ứng dụng.`
          : `Hộ ${household.code} không muốn biểu quyết qua ứng dụng.`;
    case 'waits':
      return `Hộ ${household.code} có tên trong danh sách.`;
    case 'may_vote':
      return `Hộ ${household.code} chưa biểu quyết.`;
    case 'voted':
      return household.way === 'paper' ? `Hộ ${household.code} đã nộp phiếu giấy.` : `Hộ ${household.code} đã biểu quyết.`;
    case 'took_part':
      return `Hộ ${household.code} đã có mặt tại cuộc họp.`;
    case 'missed':
      return `Hộ ${household.code} không tham gia lần này.`;
  }
}

/** How many in a hundred, as people read it: "66,7 %". */
export const shareOf = (count: number, all: number): string =>
  all === 0 ? '0 %' : `${((100 * count) / all).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} %`;
