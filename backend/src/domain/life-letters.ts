import type { LifeLetterDraft, LifeLetterFact, LifeLetterFacts, LifeLetterKind } from '../contracts/life-letters.js';
import type { Day } from '../contracts/primitives.js';
import { shortDate } from './vietnam-time.js';

type FactInput = {
  key: LifeLetterFact;
  /** Its name between braces. */
  variable: string;
  label: string;
  input: 'line' | 'day' | 'number';
  required: boolean;
  hint: string | null;
};
type Kind = {
  name: string;
  /** `thư chúc mừng`, as it stands in a sentence. */
  noun: string;
  /** Private joy and grief: nothing goes out unless the family wants it (domain-vn.md 9.3, 10). */
  asksFamily: boolean;
  facts: readonly FactInput[];
  title: string;
  text: string;
};

const fact = (
  key: LifeLetterFact,
  variable: string,
  label: string,
  { input = 'line', required = true, hint = null }: Partial<Pick<FactInput, 'input' | 'required' | 'hint'>> = {},
): FactInput => ({ key, variable, label, input, required, hint });

const texts = (...paragraphs: string[]) => paragraphs.join('\n\n');

/** Each kind of letter: what must be known, and our own words to begin with (in the spirit of domain-vn.md 9.3). */
export const lifeLetterCatalogue: Readonly<Record<LifeLetterKind, Kind>> = {
  marriage: {
    name: 'Thư chúc mừng kết hôn',
    noun: 'thư chúc mừng',
    asksFamily: true,
    facts: [
      fact('husband', 'chong', 'Họ tên chồng'),
      fact('wife', 'vo', 'Họ tên vợ'),
      fact('registeredOn', 'ngay_dang_ky', 'Ngày đăng ký kết hôn', { input: 'day' }),
    ],
    title: 'Thư chúc mừng',
    text: texts(
      'Ngày {ngay_dang_ky}, hai anh chị {chong} và {vo} đã đăng ký kết hôn tại {co_quan}.',
      'Thay mặt {co_quan}, tôi chúc mừng hạnh phúc hai anh chị. Chúc gia đình nhỏ bền chặt, thuận hòa, cùng nhau làm ăn, nuôi dạy con cái và phụng dưỡng cha mẹ hai bên.',
      'Sau này có việc gì cần đến chính quyền, xin anh chị cứ tới trụ sở hoặc gọi {so_may_xa}. Chúng tôi luôn sẵn lòng giúp đỡ.',
    ),
  },
  birth: {
    name: 'Thư chúc mừng khai sinh',
    noun: 'thư chúc mừng',
    asksFamily: true,
    facts: [
      fact('parents', 'cha_me', 'Họ tên cha mẹ', { hint: 'Ví dụ: Trần Văn Hải và Lý Thị Mai' }),
      fact('childName', 'ten_chau', 'Họ tên cháu'),
      fact('bornOn', 'ngay_sinh', 'Ngày sinh', { input: 'day' }),
    ],
    title: 'Thư chúc mừng',
    text: texts(
      '{co_quan} chúc mừng gia đình anh chị {cha_me} đón thành viên mới: cháu {ten_chau}, sinh ngày {ngay_sinh}, nay đã được đăng ký khai sinh tại xã.',
      'Kính chúc cháu hay ăn chóng lớn, ngoan ngoãn, mạnh khỏe; chúc mẹ chóng lại sức và cả nhà luôn rộn tiếng cười.',
      'Gia đình muốn hỏi về thẻ bảo hiểm y tế, tiêm chủng hay giấy tờ của cháu, xin gọi {so_may_xa}.',
    ),
  },
  condolence: {
    name: 'Thư chia buồn',
    noun: 'thư chia buồn',
    asksFamily: true,
    facts: [
      fact('deceased', 'nguoi_mat', 'Người đã mất', { hint: 'Kèm cách gọi, ví dụ: cụ Nguyễn Văn Thọ' }),
      fact('diedOn', 'ngay_mat', 'Ngày mất', { input: 'day' }),
      fact('age', 'tho', 'Tuổi', { input: 'number', required: false, hint: 'Bỏ trống nếu gia đình không muốn nhắc' }),
    ],
    title: 'Thư chia buồn',
    text: texts(
      '{co_quan} được tin {nguoi_mat} đã từ trần ngày {ngay_mat}[, {tho}].',
      'Thay mặt {co_quan} và Nhân dân trong xã, tôi xin chia sẻ nỗi mất mát này cùng gia quyến, và kính cẩn tiễn biệt {nguoi_mat}.',
      'Gia đình cần giúp đỡ trong việc tang lễ hoặc giấy tờ, xin báo Trưởng xóm hoặc gọi {so_may_xa}.',
    ),
  },
  thanks: {
    name: 'Thư cảm ơn',
    noun: 'thư cảm ơn',
    asksFamily: false,
    facts: [
      fact('giver', 'nguoi_dong_gop', 'Người đóng góp', { hint: 'Kèm cách gọi, ví dụ: gia đình ông Hoàng Văn Sơn' }),
      fact('contribution', 'dong_gop', 'Đã đóng góp gì', { hint: 'Ví dụ: 20 m² đất và 15 ngày công' }),
      fact('project', 'cong_trinh', 'Cho việc gì', { hint: 'Ví dụ: đường bê tông xóm 5' }),
      fact('publishedAt', 'noi_cong_khai', 'Công khai việc sử dụng ở đâu', { hint: 'Ví dụ: nhà văn hóa xóm 5 và trang Zalo của xã' }),
    ],
    title: 'Thư cảm ơn',
    text: texts(
      '{co_quan} chân thành cảm ơn {nguoi_dong_gop} đã đóng góp {dong_gop} cho {cong_trinh}.',
      'Tấm lòng ấy giúp việc chung của xã sớm thành. Việc sử dụng khoản đóng góp được công khai tại {noi_cong_khai}; có điều gì muốn hỏi, xin gọi {so_may_xa}.',
      'Kính chúc {nguoi_dong_gop} mạnh khỏe, mọi việc thuận lợi.',
    ),
  },
  apology: {
    name: 'Thư xin lỗi trả hồ sơ trễ',
    noun: 'thư xin lỗi',
    asksFamily: false,
    facts: [
      fact('dossierCode', 'ma_ho_so', 'Mã hồ sơ'),
      fact('procedure', 'thu_tuc', 'Thủ tục'),
      fact('dueDay', 'han', 'Ngày hẹn trả', { input: 'day' }),
      fact('reason', 'ly_do', 'Lý do trễ', { hint: 'Viết tiếp sau chữ “Do”, ví dụ: phải xác minh thêm ở xã khác' }),
      fact('newDay', 'han_moi', 'Ngày hẹn mới', { input: 'day' }),
      fact('responsible', 'nguoi_phu_trach', 'Người chịu trách nhiệm', { hint: 'Họ tên, chức danh' }),
      fact('phone', 'dien_thoai', 'Điện thoại của người ấy'),
    ],
    title: 'Thư xin lỗi',
    text: texts(
      'Hồ sơ {ma_ho_so} ({thu_tuc}) lẽ ra trả ngày {han}. Do {ly_do}, chúng tôi chưa trả đúng hẹn.',
      '{co_quan} xin lỗi ông/bà và hẹn trả ngày {han_moi}. Khi có kết quả, xã báo ngay để ông/bà đến nhận.',
      'Người chịu trách nhiệm: {nguoi_phu_trach}. Điện thoại: {dien_thoai}.',
    ),
  },
};

/** What every letter may say without anybody typing it. */
export const sharedVariables = [
  { variable: 'co_quan', label: 'Tên cơ quan, ví dụ UBND xã Phú Lạc' },
  { variable: 'so_may_xa', label: 'Số trực của xã' },
  { variable: 'nguoi_nhan', label: 'Người nhận thư' },
] as const;
export type SharedValues = Record<(typeof sharedVariables)[number]['variable'], string>;

const variable = /\{([^{}\n]{1,40})\}/gu;
const optional = /\[([^[\]\n]*)\]/gu;
/** Shown where something is still to be typed. */
const gap = '……';

/** Names between braces that nobody can fill in a letter of this kind, each once. */
export function unknownLetterVariables(kind: LifeLetterKind, text: string): string[] {
  const known = new Set<string>([...lifeLetterCatalogue[kind].facts, ...sharedVariables].map((one) => one.variable));
  return [...new Set([...text.matchAll(variable)].map(([, name = '']) => name.trim()))].filter((name) => !known.has(name));
}

/** `hưởng thọ` from sixty on, `hưởng dương` before. */
const lifespan = (age: number) => `${age >= 60 ? 'hưởng thọ' : 'hưởng dương'} ${age} tuổi`;

function spoken({ key, input }: FactInput, facts: LifeLetterFacts): string {
  const value = facts[key];
  if (value === undefined || value === '') return '';
  if (key === 'age') return lifespan(Number(value));
  return input === 'day' ? shortDate(String(value)) : String(value);
}

/** Puts facts into a template. What is missing shows as dots; `[…]` with something missing in it is left out. */
export function renderLifeLetter(kind: LifeLetterKind, text: string, facts: LifeLetterFacts, shared: SharedValues): string[] {
  const values: Record<string, string> = { ...shared };
  for (const one of lifeLetterCatalogue[kind].facts) values[one.variable] = spoken(one, facts);
  return text
    .normalize('NFC')
    .replace(optional, (_whole, inner: string) =>
      [...inner.matchAll(variable)].every(([, name = '']) => Boolean(values[name.trim()])) ? inner : '',
    )
    .replace(variable, (_whole, name: string) => values[name.trim()] || gap)
    .split(/\n\s*\n/u)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);
}

export type LetterFault = { field: string; message: string };

/** What keeps a letter from being submitted, each at its field. */
export function faultsOfLetter(draft: LifeLetterDraft, today: Day): LetterFault[] {
  const { kind, facts, recipient } = draft;
  const { facts: inputs, asksFamily } = lifeLetterCatalogue[kind];
  const faults: LetterFault[] = inputs
    .filter(({ key, required }) => required && (facts[key] === undefined || facts[key] === ''))
    .map(({ key, label }) => ({ field: `body.facts.${key}`, message: `Xin ghi: ${label.toLocaleLowerCase('vi-VN')}.` }));
  if (recipient.name === '') faults.push({ field: 'body.recipient.name', message: 'Xin ghi người nhận thư.' });
  if (recipient.memberId === null && recipient.address === '')
    faults.push({ field: 'body.recipient.address', message: 'Thư in để trao tận tay thì cần địa chỉ.' });
  if (asksFamily && !draft.familyAgreed)
    faults.push({ field: 'body.familyAgreed', message: 'Xin hỏi ý kiến gia đình trước, rồi đánh dấu ô này.' });
  if (kind === 'condolence' && recipient.memberId !== null && recipient.memberId === draft.deceasedMemberId)
    faults.push({ field: 'body.recipient.name', message: 'Thư chia buồn gửi cho gia quyến, không gửi vào Zalo của người đã mất.' });
  for (const key of ['bornOn', 'registeredOn', 'diedOn'] as const)
    if (facts[key] !== undefined && facts[key] > today && inputs.some((one) => one.key === key))
      faults.push({ field: `body.facts.${key}`, message: 'Ngày này chưa đến.' });
  if (kind === 'apology' && facts.newDay !== undefined) {
    if (facts.newDay < today) faults.push({ field: 'body.facts.newDay', message: 'Ngày hẹn mới đã qua.' });
    else if (facts.dueDay !== undefined && facts.newDay <= facts.dueDay)
      faults.push({ field: 'body.facts.newDay', message: 'Ngày hẹn mới phải sau ngày hẹn cũ.' });
  }
  return faults;
}

/** What an officer should know and may go on with. An apology is due a day before the result is, and a second new date is not foreseen (NĐ 118/2025/NĐ-CP). */
export function warningsOfLetter({ kind, facts }: Pick<LifeLetterDraft, 'kind' | 'facts'>, today: Day, earlierApologies: number): string[] {
  if (kind !== 'apology') return [];
  const late = facts.dueDay !== undefined && today >= facts.dueDay;
  return [
    ...(late ? ['Ngày hẹn trả đã đến hoặc đã qua. Thư xin lỗi phải gửi chậm nhất một ngày trước ngày hẹn, xin gửi ngay.'] : []),
    ...(earlierApologies > 0 ? ['Hồ sơ này đã có thư xin lỗi trước đó. Theo quy định chỉ được hẹn lại một lần.'] : []),
  ];
}

/** Registered templates carry no link to one letter. */
const whereToRead = 'Thư có trong ứng dụng của xã trên Zalo, mục Cá nhân.';

type Written = {
  kind: LifeLetterKind;
  officeName: string;
  recipientName: string;
  paragraphs: readonly string[];
  signerTitle: string;
  signerName: string | null;
  facts: LifeLetterFacts;
};

/** The message that brings a letter. A condolence is the letter itself and has no button (look.md 3). `template` is for where Zalo allows no free text. */
export function lifeLetterMessage(written: Written): {
  text: string;
  button: string | null;
  template: { tieu_de: string; noi_dung: string };
} {
  const { kind, officeName, recipientName, paragraphs, signerTitle, signerName, facts } = written;
  const { noun } = lifeLetterCatalogue[kind];
  const title = noun.charAt(0).toLocaleUpperCase('vi-VN') + noun.slice(1);
  if (kind === 'condolence')
    return {
      text: [`Kính gửi ${recipientName},`, ...paragraphs, [signerTitle, signerName].filter(Boolean).join('\n')].join('\n\n'),
      button: null,
      template: { tieu_de: title, noi_dung: `${officeName} xin chia buồn sâu sắc cùng ${recipientName}. ${whereToRead}` },
    };
  const about =
    kind === 'apology'
      ? ` về hồ sơ ${facts.dossierCode ?? ''} và hẹn lại ngày ${facts.newDay === undefined ? gap : shortDate(facts.newDay)}`
      : '';
  const line = `${officeName} kính gửi ${recipientName} ${noun}${about}.`;
  return {
    text: `${line}\nXin bấm nút dưới đây để đọc thư.`,
    button: 'Xem thư',
    template: { tieu_de: title, noi_dung: `${line} ${whereToRead}` },
  };
}

/** `Phú Lạc, ngày 01 tháng 12 năm 2026`. */
export function placeAndDay(officeName: string, day: Day): string {
  const place = officeName.replace(/^(UBND|Ủy ban nhân dân)\s+/iu, '').replace(/^(xã|phường|thị trấn)\s+/iu, '');
  return `${place}, ngày ${day.slice(8, 10)} tháng ${day.slice(5, 7)} năm ${day.slice(0, 4)}`;
}

/** `TH-2026-0001`. */
export const letterNumber = (year: number, sequence: number): string => `TH-${year}-${String(sequence).padStart(4, '0')}`;
