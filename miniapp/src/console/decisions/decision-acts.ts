import type { DecisionAct, DeskDecision } from 'backend/contracts/decisions-desk';

/** What whoever looks may do with decisions, as the permissions say. */
type RightsAt = { write: boolean; agree: boolean; close: boolean };
export type Rights = {
  name: string;
  hamlet: RightsAt;
  commune: RightsAt;
  /** Of a hamlet, whose head proposes what it decides (Art. 16). */
  isHead: boolean;
  isChairman: boolean;
  isOffice: boolean;
  count: boolean;
  recogniseAs: 'commune' | 'front' | null;
};

export type ActName = DecisionAct['act'];

type Standing = Pick<
  DeskDecision,
  | 'status'
  | 'way'
  | 'scope'
  | 'proposedBy'
  | 'frontAgreedBy'
  | 'mayAnnounce'
  | 'mayOpen'
  | 'opensAt'
  | 'closing'
  | 'closingFaults'
  | 'sentOn'
  | 'recognition'
  | 'effectiveOn'
  | 'disclosureId'
  | 'result'
  | 'broadcastId'
>;

/** An act and, where it cannot be done yet, why. */
export type OfferedAct = { act: ActName; waits: string | null };

/** The acts to show at this stage, the next one first. The API decides; here only what it would refuse is left out or explained. */
export function actsFor(one: Standing, rights: Rights, now: Date): OfferedAct[] {
  const offered: OfferedAct[] = [];
  const offer = (may: boolean, act: ActName, waits: string | null = null) => {
    if (may) offered.push({ act, waits });
  };
  const { write: runs, agree, close } = rights[one.scope];
  switch (one.status) {
    case 'draft':
      offer((rights.isChairman || (one.scope === 'hamlet' && rights.isHead)) && one.proposedBy === null, 'propose');
      offer(agree && one.frontAgreedBy === null, 'agree');
      offer(runs, 'announce', one.mayAnnounce ? null : 'Còn điều kiện chưa đạt, xin xem danh sách điều kiện.');
      offer(runs, 'cancel');
      break;
    case 'announced': {
      const early = one.way !== 'meeting' && (one.opensAt === null || Date.parse(one.opensAt) > now.getTime());
      offer(runs, 'open', one.mayOpen ? (early ? 'Chưa đến giờ mở đã thông báo.' : null) : 'Còn điều kiện chưa đạt.');
      offer(runs && one.broadcastId === null, 'notify');
      offer(runs, 'withdraw_notice');
      offer(runs, 'cancel');
      break;
    }
    case 'open':
      offer(runs && one.way === 'meeting', 'end_meeting');
      offer(runs && one.broadcastId === null, 'notify');
      offer(runs, 'cancel');
      break;
    case 'counting':
      offer(
        close && one.closing === null,
        'start_closing',
        one.closingFaults.length === 0 ? null : 'Còn việc phải làm trước khi kiểm phiếu.',
      );
      offer(
        close && one.closing !== null,
        'confirm_closing',
        one.closing?.first.name === rights.name ? 'Người thứ hai phải là người khác; trong hai người có một đại diện Mặt trận.' : null,
      );
      offer(close && one.closing !== null, 'take_back_closing');
      offer(runs && one.closing === null, 'cancel');
      break;
    case 'closed': {
      const passed = one.result?.options.some(({ chosen }) => chosen) === true;
      offer(runs && one.sentOn === null, 'note_sent');
      offer(
        passed && one.recognition !== null && one.recognition.answer === null && rights.recogniseAs === one.recognition.by,
        'recognise',
        one.sentOn === null ? 'Chưa ghi ngày nhận được quyết định của xóm.' : null,
      );
      offer(passed && (rights.isOffice || rights.isChairman) && one.scope === 'commune' && one.effectiveOn === null, 'set_effective');
      offer(runs && one.disclosureId === null, 'disclose');
      offer(runs && one.broadcastId === null, 'notify');
      break;
    }
    case 'closing':
    case 'cancelled':
      break;
  }
  return offered;
}

type Said = Pick<DeskDecision, 'way' | 'style' | 'scope' | 'turnout' | 'withoutRepresentative' | 'closing' | 'hamletNames'>;

/** How an act is asked about, once, with its consequence and counts; `input` names what has to be filled in first. */
export type ActQuestion = {
  button: string;
  title: string;
  words: string[];
  done: string;
  danger: boolean;
  input: 'none' | 'reason' | 'day' | 'recognition' | 'closing';
};

const count = (number: number): string => number.toLocaleString('vi-VN');

export function questionOf(act: ActName, one: Said): ActQuestion {
  const households = count(one.turnout.households);
  const plain = { danger: false, input: 'none' } as const;
  const whom = one.scope === 'commune' ? 'xã' : 'xóm';
  switch (act) {
    case 'propose':
      return {
        ...plain,
        button: 'Đề nghị đưa ra quyết định',
        title: 'Đề nghị đưa việc này ra để các hộ quyết định?',
        words: [
          'Tên của ông/bà được ghi là người đề nghị (Luật 10/2022/QH15, Điều 16).',
          'Sau này sửa nội dung, câu hỏi, phương án, cách quyết định hoặc xóm thì phải đề nghị lại.',
        ],
        done: 'Đã ghi đề nghị.',
      };
    case 'agree':
      return {
        ...plain,
        button: 'Mặt trận thống nhất',
        title: `Thay mặt Mặt trận ${whom}, thống nhất đưa việc này ra quyết định?`,
        words: [
          one.way === 'online'
            ? 'Thống nhất cả nội dung và việc biểu quyết trực tuyến, không cần họp hay phát phiếu (NĐ 59/2023/NĐ-CP, Điều 5).'
            : 'Thống nhất cả nội dung và cách quyết định (Luật 10/2022/QH15, Điều 16).',
          'Tên của ông/bà được ghi lại. Sau này sửa nội dung, câu hỏi, phương án, cách quyết định hoặc xóm thì phải thống nhất lại.',
        ],
        done: 'Đã ghi Mặt trận thống nhất.',
      };
    case 'announce':
      return {
        ...plain,
        button: 'Thông báo',
        title: 'Thông báo đến các hộ?',
        words: [
          `Chốt câu hỏi, ${one.style === 'election' ? 'danh sách ứng cử' : 'phương án'} và danh sách ${households} hộ. Sau bước này không sửa được.`,
          ...(one.withoutRepresentative > 0
            ? [`Có ${count(one.withoutRepresentative)} hộ chưa có người đại diện; các hộ này vẫn được tính trong tổng số hộ.`]
            : []),
        ],
        done: 'Đã thông báo, câu hỏi và danh sách hộ đã chốt.',
      };
    case 'open':
      return {
        ...plain,
        button: one.way === 'meeting' ? 'Bắt đầu họp' : 'Mở biểu quyết',
        title: one.way === 'meeting' ? 'Bắt đầu họp và ghi hộ có mặt?' : `Mở biểu quyết cho ${households} hộ?`,
        words: [
          one.way === 'meeting'
            ? `Từ đây ghi được hộ nào có mặt, trong danh sách ${households} hộ đã chốt.`
            : 'Hộ gửi phiếu rồi thì không đổi được. Kết quả giữ kín đến khi kiểm phiếu xong.',
        ],
        done: one.way === 'meeting' ? 'Đã bắt đầu họp.' : 'Đã mở biểu quyết.',
      };
    case 'withdraw_notice':
      return {
        button: 'Rút thông báo để sửa',
        title: 'Rút thông báo, quay lại soạn?',
        words: [
          one.way === 'online'
            ? 'Danh sách hộ đã chốt và những hộ đã đồng ý biểu quyết trực tuyến đều bỏ; khi thông báo lại thì hỏi lại từ đầu.'
            : 'Danh sách hộ đã chốt được bỏ; khi thông báo lại thì chốt theo sổ hộ lúc ấy.',
        ],
        done: 'Đã rút thông báo.',
        danger: true,
        input: 'reason',
      };
    case 'end_meeting':
      return {
        ...plain,
        button: 'Kết thúc họp',
        title: 'Kết thúc họp và chuyển sang kiểm phiếu?',
        words: [
          `Đang ghi ${count(one.turnout.tookPart)} trong ${households} hộ tham gia. Sau bước này không ghi thêm hộ có mặt, phát thêm phiếu được nữa.`,
        ],
        done: 'Đã kết thúc họp.',
      };
    case 'cancel':
      return {
        button: 'Hủy việc này',
        title: 'Hủy hẳn việc này?',
        words: ['Các hộ thấy việc đã hủy kèm lý do. Phiếu đã gửi không được mở. Việc này không làm lại được.'],
        done: 'Đã hủy.',
        danger: true,
        input: 'reason',
      };
    case 'start_closing':
      return {
        ...plain,
        button: 'Bắt đầu kiểm phiếu',
        title: 'Bắt đầu kiểm phiếu, trước hai hộ chứng kiến',
        words: [
          'Ông/bà là người thứ nhất. Người thứ hai xác nhận trên máy của mình thì hòm phiếu mới mở; trong hai người phải có một đại diện Mặt trận.',
        ],
        done: 'Đã ghi người thứ nhất. Mời người thứ hai xác nhận.',
        input: 'closing',
      };
    case 'take_back_closing':
      return {
        button: 'Lùi lại, chưa kiểm phiếu',
        title: 'Lùi lại trước khi kiểm phiếu?',
        words: ['Hòm phiếu chưa mở. Người chứng kiến và giải trình vừa ghi được bỏ, để ghi lại từ đầu.'],
        done: 'Đã lùi lại.',
        danger: false,
        input: 'reason',
      };
    case 'confirm_closing':
      return {
        ...plain,
        button: 'Xác nhận, mở hòm phiếu',
        title: 'Xác nhận là người thứ hai và mở hòm phiếu?',
        words: [
          ...(one.closing === null
            ? []
            : [
                `Người thứ nhất: ${one.closing.first.name}. Chứng kiến: ${one.closing.witnesses
                  .map(({ name, householdCode }) => `${name} (hộ ${householdCode})`)
                  .join(', ')}.`,
              ]),
          `Kết quả tính trên toàn bộ ${households} hộ. Sau bước này không sửa phiếu, không biểu quyết lại được.`,
        ],
        done: 'Đã xác nhận. Hệ thống đang cộng phiếu.',
      };
    case 'note_sent':
      return {
        ...plain,
        button: 'Ghi ngày đã gửi',
        title: one.scope === 'commune' ? 'Đã gửi kết quả ngày nào?' : 'Đã gửi quyết định cho UBND xã và Mặt trận xã ngày nào?',
        words: ['Chậm nhất 5 ngày làm việc từ ngày biểu quyết (Luật 10/2022/QH15, Điều 20 khoản 3).'],
        done: 'Đã ghi ngày gửi.',
        input: 'day',
      };
    case 'recognise':
      return {
        ...plain,
        button: 'Công nhận hoặc không công nhận',
        title: 'Công nhận kết quả này?',
        words: ['Trả lời trong 5 ngày làm việc từ ngày nhận được; không công nhận thì nêu rõ lý do (Luật 10/2022/QH15, Điều 21 khoản 2).'],
        done: 'Đã ghi văn bản trả lời.',
        input: 'recognition',
      };
    case 'set_effective':
      return {
        ...plain,
        button: 'Ghi ngày có hiệu lực',
        title: 'Quyết định có hiệu lực từ ngày nào?',
        words: ['Do UBND xã ấn định với việc trong phạm vi toàn xã (Luật 10/2022/QH15, Điều 21 khoản 2).'],
        done: 'Đã ghi ngày có hiệu lực.',
        input: 'day',
      };
    case 'disclose':
      return {
        ...plain,
        button: 'Soạn bài công khai kết quả',
        title: 'Soạn bài công khai kết quả?',
        words: ['Hệ thống làm sẵn bản nháp ở mục Công khai; cán bộ Văn phòng xem rồi đăng (Luật 10/2022/QH15, Điều 23).'],
        done: 'Đã có bản nháp ở mục Công khai.',
      };
    case 'notify':
      return {
        ...plain,
        button: 'Soạn tin báo các hộ',
        title: 'Soạn tin Zalo báo các hộ?',
        words: [
          `Hệ thống làm sẵn bản nháp gửi ${households} hộ của ${one.hamletNames.length === 1 ? one.hamletNames[0] : `${one.hamletNames.length} xóm`}, ở mục Tin gửi dân. Tin chỉ đi khi Chủ tịch duyệt.`,
        ],
        done: 'Đã có bản nháp ở mục Tin gửi dân.',
      };
  }
}
