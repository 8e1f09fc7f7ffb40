import { normalisePhone } from './person-name.js';
import { digitsInWords, numberInWords, writtenNumberInWords } from './vietnamese-numbers.js';

const poster = 'quét mã tại nhà văn hóa xóm';
const syllablesPerSecond = 3.2;
/** The commune's announcements are at most so long, read once. */
const longestReading = 90;

/**
 * A text for the announcer of the hamlet's loudspeaker, everything in words that can be read off: numbers, dates, hours, money, document and telephone
 * numbers, abbreviations; links become “quét mã tại nhà văn hóa xóm”, emoji go. It stands there `repeat` times between an opening and a closing formula.
 */
export function spokenText(input: { title: string; text: string; signer: string | null; office: string; repeat: number }): {
  text: string;
  estimatedSeconds: number;
  warnings: string[];
} {
  const { signer, repeat } = input;
  const office = spoken(input.office);
  const body = spoken(input.text);
  const signature = signer !== null && signer !== '' && !input.text.includes(signer) ? [`Người thông báo: ${spoken(signer)}.`] : [];
  const reading = [`${office} xin gửi tới bà con: ${sentence(spoken(input.title))}`, body, ...signature].join('\n');
  const readings = Array.from({ length: Math.max(1, repeat) }, (_, index) =>
    index === 0 ? reading : `Sau đây xin đọc lại ${index === 1 ? 'lần thứ hai' : `lần thứ ${numberInWords(index + 1)}`}.\n${reading}`,
  );
  const text = ['Kính thưa toàn thể bà con!', ...readings, 'Xin trân trọng cảm ơn bà con đã chú ý lắng nghe.'].join('\n\n');
  const seconds = secondsOf(reading);
  return {
    text,
    estimatedSeconds: secondsOf(text),
    warnings:
      seconds > longestReading
        ? [`Đọc một lượt mất khoảng ${seconds} giây. Bài trên loa nên dưới ${longestReading} giây, xin rút gọn để bà con dễ nhớ.`]
        : [],
  };
}

const sentence = (text: string) => (/[.!?…]$/u.test(text) ? text : `${text.replace(/[\s,;:]+$/u, '')}.`);

function secondsOf(text: string): number {
  return Math.ceil(text.split(/[\s-]+/u).filter((word) => /\p{L}/u.test(word)).length / syllablesPerSecond);
}

const abbreviations: Readonly<Record<string, string>> = {
  UBND: 'Ủy ban nhân dân',
  HĐND: 'Hội đồng nhân dân',
  UBMTTQ: 'Ủy ban Mặt trận Tổ quốc',
  MTTQ: 'Mặt trận Tổ quốc',
  BCĐ: 'Ban Chỉ đạo',
  BCH: 'Ban Chấp hành',
  CT: 'Chủ tịch',
  PCT: 'Phó Chủ tịch',
  CCB: 'Cựu chiến binh',
  LHPN: 'Liên hiệp Phụ nữ',
  TNCS: 'Thanh niên Cộng sản',
  BHYT: 'bảo hiểm y tế',
  BHXH: 'bảo hiểm xã hội',
  TTHC: 'thủ tục hành chính',
  DVC: 'dịch vụ công',
  CCCD: 'căn cước công dân',
  VNeID: 'vê-nờ-e-ai-đi',
  QR: 'vuông',
  ĐT: 'điện thoại',
  SĐT: 'số điện thoại',
  NVH: 'nhà văn hóa',
  HTX: 'hợp tác xã',
  NTM: 'nông thôn mới',
  THCS: 'trung học cơ sở',
  THPT: 'trung học phổ thông',
  PCCC: 'phòng cháy chữa cháy',
  PCTT: 'phòng chống thiên tai',
  TKCN: 'tìm kiếm cứu nạn',
  ATGT: 'an toàn giao thông',
  ANTT: 'an ninh trật tự',
  QĐND: 'Quân đội nhân dân',
  CSGT: 'cảnh sát giao thông',
  VHXH: 'văn hóa xã hội',
  GPMB: 'giải phóng mặt bằng',
  QL: 'quốc lộ',
  CNTT: 'công nghệ thông tin',
  GCN: 'giấy chứng nhận',
  GPLX: 'giấy phép lái xe',
  KT: 'kinh tế',
  XH: 'xã hội',
  TP: 'thành phố',
  km: 'ki-lô-mét',
  kg: 'ki-lô-gam',
  m2: 'mét vuông',
  m3: 'mét khối',
};

/** Kinds of documents and who issues them, as their numbers abbreviate both (Nghị định 30/2020/NĐ-CP, Phụ lục III). */
const documentKinds: Readonly<Record<string, string>> = {
  TB: 'Thông báo',
  QĐ: 'Quyết định',
  KH: 'Kế hoạch',
  BC: 'Báo cáo',
  NQ: 'Nghị quyết',
  NĐ: 'Nghị định',
  TT: 'Thông tư',
  CT: 'Chỉ thị',
  TTr: 'Tờ trình',
  HD: 'Hướng dẫn',
  GM: 'Giấy mời',
  CV: 'Công văn',
};
const issuers: Readonly<Record<string, string>> = {
  UBND: 'Ủy ban nhân dân',
  HĐND: 'Hội đồng nhân dân',
  MTTQ: 'Mặt trận Tổ quốc',
  BCH: 'Ban Chỉ huy',
  BCĐ: 'Ban Chỉ đạo',
  CP: 'Chính phủ',
  TTg: 'Thủ tướng Chính phủ',
  ĐU: 'Đảng ủy',
};

const units: Readonly<Record<string, string>> = {
  'km/h': 'ki-lô-mét một giờ',
  km: 'ki-lô-mét',
  m2: 'mét vuông',
  m3: 'mét khối',
  mm: 'mi-li-mét',
  cm: 'xăng-ti-mét',
  m: 'mét',
  ha: 'héc-ta',
  kg: 'ki-lô-gam',
  '°C': 'độ C',
};

const kindNames = [...new Set(Object.values(documentKinds))].join('|');
const url = String.raw`(?<![\p{L}\d@.])(?:(?:https?:\/\/|www\.|zalo\.me\/)\S+?|(?:[a-z\d-]+\.)+(?:vn|com|net|org)(?:\/\S*?)?)(?=[.,;:!?)\]”"]*(?:\s|$))`;
const number = String.raw`\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?`;
/** Not in the middle of a word or of a longer number. */
const before = String.raw`(?<![\p{L}\d])`;
const after = String.raw`(?![\p{L}\d])`;
const pattern = (source: string, flags = 'giu') => new RegExp(source, flags);

type Step = readonly [RegExp, (...groups: string[]) => string];

/** One after another; what an early step has put in words, a later one leaves alone. */
const steps: readonly Step[] = [
  [
    /^[ \t]*(?:[-–](?!\d+(?:,\d+)?\s*(?:°|độ))|[•▪·]|[*+](?=[ \t])|(\d{1,2})[.)](?!\d))[ \t]*(.+?)[ \t,;.]*$/gmu,
    (_, count, item = '') => bullet(count, item),
  ],
  [/[^\s:;,()<>]+@[^\s@]+\.[a-z]{2,}/giu, () => 'địa chỉ thư điện tử ghi trên thông báo'],
  [pattern(String.raw`(${url})(?:\s*(?:,|;|và|hoặc|hay)?\s*${url})+`), (_, first = '') => first],
  [pattern(String.raw`(?:(?:tại|ở|theo|vào|qua)\s+)(?:(?:địa chỉ|đường dẫn|liên kết|trang)\s*)?:?\s*${url}`), () => `bằng cách ${poster}`],
  [pattern(String.raw`(?<=${before}xem)\s*:?\s*${url}`), () => ` bằng cách ${poster}`],
  [pattern(String.raw`(?:truy cập(?: vào)?\s*:?\s*)?${url}`), () => poster],
  [/quét mã(?: vuông| QR)+(?: (?:bên dưới|ở dưới|phía dưới|dưới đây|kèm theo|này))?(?! tại)/giu, () => poster],
  [pattern(String.raw`(?<=${poster}[^]*)\s*(?:bằng cách )?${poster}`), () => ''],
  [/#\p{L}[\p{L}\p{N}_]*/gu, () => ''],
  [/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\u20e3/gu, () => ''],
  [
    pattern(String.raw`(?:số\s+)?${before}(\d+)\/(\d{4})\/QH(\d{1,2})${after}`, 'gu'),
    (_, count, year, term) =>
      `số ${numberInWords(Number(count))} năm ${numberInWords(Number(year))} của Quốc hội khóa ${numberInWords(Number(term))}`,
  ],
  [
    pattern(
      String.raw`(?:(${kindNames})\s+)?(?:số\s+)?${before}(\d+)\/(?:(\d{4})\/)?([A-ZĐ][A-Za-zĐ]*)((?:-[A-ZĐ][A-Za-zĐ]*)*)${after}`,
      'gu',
    ),
    (whole, kind, count, year, abbreviation = '', rest = '') => document(whole, kind, count, year, abbreviation, rest),
  ],
  [/(?<![\d.,/])(?:\+84[ .-]?|0)\d(?:[ .-]?\d){7,9}(?![\d/])/gu, (typed) => (normalisePhone(typed) === null ? typed : telephone(typed))],
  [/(?<![\d.,/])(?:1[89]00)(?:[ .-]?\d){4,6}(?![\d/])/gu, (typed) => telephone(typed)],
  [
    /(?:gọi|tổng đài|đường dây nóng)(?: ngay)?(?: số)?:? (?:11\d|1022)(?:\s*(?:,|\/|và|hoặc|hay)\s*11\d)*(?![\d.,/]\d|\d)/giu,
    (call) => call.replace(/\d+/gu, digitsInWords),
  ],
  [/(?<![\d.,/])\d{9,}(?![\d/])/gu, (digits) => digitsInWords(digits)],
  [/(?<![\d.,/-])(\d{1,2})[.-](\d{1,2})[.-](\d{4})(?!\d)/gu, (_, day, month, year) => `${day}/${month}/${year}`],
  [/(?<![\d.])(\d+)\.(\d{1,2})(?![\d.])/gu, (_, whole, decimals) => `${whole},${decimals}`],
  [/(trực|liên tục|phục vụ|mở cửa) 24\/7(?!\/)/giu, (_, word) => `${word} cả ngày lẫn đêm`],
  [/((?:số nhà|nhà số|ngõ|ngách|thửa) \d+)\/(?=\d)/giu, (_, place) => `${place} trên `],
  [pattern(String.raw`(?<![\d/])(\d+)\/(?=\d+ (?:tổng số|số|hộ|người|đại biểu|xóm|thôn|cháu)${after})`), (_, part) => `${part} trên `],
  [/30\/4\s*[–-]\s*(?=0?1\/5(?!\d))/gu, () => '30/4 và '],
  [/(\d\/\d{1,2}(?:\/\d{4})?)\s*[–-]\s*(?=\d{1,2}\/\d)/gu, (_, first) => `${first} đến `],
  [/(\d(?:h|g|:)\d{0,2})\s*[–-]\s*(?=\d{1,2}[hg:])/gu, (_, first) => `${first} đến `],
  [pattern(String.raw`(\d\s*(?:%|đ|đồng|${Object.keys(units).join('|')})?)\s*[–-]\s*(?=\d)`, 'gu'), (_, from) => `${from} đến `],
  [
    pattern(String.raw`(${number})\s*(đ|đồng|vnđ|lít|tấn|tạ|kg|giờ|lần)((?:\s*\/\s*\p{L}+\d?)+)`),
    (_, amount, unit, each = '') => `${amount} ${unit}${each.replace(/\s*\/\s*/gu, ' một ')}`,
  ],
  [
    pattern(String.raw`${before}([Qq]uý|[Kk]h[óo][áa]|[Kk]ỳ|[Tt]hứ)\s+([IVX]+)${after}(?:\/(?=\d{4}))?`, 'gu'),
    (whole, word, roman = '') => `${word} ${romanInWords(roman)}${whole.endsWith('/') ? ' năm ' : ''}`,
  ],
  [
    /(thứ|quý)\s+([14])(?![\d.,]\d|\d)(?:\/(?=\d{4}))?/giu,
    (whole, word = '', ordinal) =>
      `${word} ${ordinal === '4' ? 'tư' : /^t/iu.test(word) ? 'nhất' : 'một'}${whole.endsWith('/') ? ' năm ' : ''}`,
  ],
  [pattern(String.raw`(ngày\s+)?${before}(\d{1,2})[/](\d{1,2})(?:[/](\d{4}))?(?![\d/])`), date],
  [pattern(String.raw`tháng\s+(\d{1,2})(?:\s*\/\s*(\d{4}))?${after}`), (whole, month, year) => monthOf(whole, month, year)],
  [pattern(String.raw`${before}([01]?\d|2[0-4])(?:h|g|:| giờ )([0-5]\d)(?: phút)?${after}`), (_, hour, minute) => time(hour, minute)],
  [pattern(String.raw`${before}([01]?\d|2[0-4])(?:h|g)${after}`), (_, hour) => time(hour, '00')],
  [/(?<![\p{L}\d])-(?=\d+(?:,\d+)?\s*(?:°|độ))/gu, () => 'âm '],
  [/(?<=\p{L})-(?=\d)/gu, () => ' '],
  [pattern(String.raw`${before}(${number})\s*(?:đ|đồng|vnđ|vnd)${after}`), (_, amount = '') => `${writtenNumberInWords(amount)} đồng`],
  [pattern(String.raw`${before}(${number})\s*%`), (_, amount = '') => `${writtenNumberInWords(amount)} phần trăm`],
  [
    pattern(String.raw`${before}(${number})\s*(${Object.keys(units).join('|')})${after}`, 'gu'),
    (_, amount = '', unit = '') => `${writtenNumberInWords(amount)} ${units[unit]}`,
  ],
  [/(\d)\s*[/⁄]\s*(?=\d)/gu, (_, one) => `${one} trên `],
  [/(\d)\s*([x×+])\s*(?=\d)/gu, (_, one, sign) => `${one} ${sign === '+' ? 'cộng' : 'nhân'} `],
  [
    pattern(`${before}(${number})(?=(\\p{L})?)`),
    (_, amount = '', letter) => `${writtenNumberInWords(amount)}${letter === undefined ? '' : ' '}`,
  ],
  [pattern(String.raw`${before}TP\.\s*(?=\p{Lu})`, 'gu'), () => 'thành phố '],
  [/BCH(?= (?:quân sự|QS|PC|phòng))/giu, () => 'Ban Chỉ huy'],
  [pattern(`${before}(${Object.keys(abbreviations).join('|')})${after}`, 'gu'), (_, short = '') => abbreviations[short] ?? short],
  [/\d+(?=(\p{L})?)/gu, (digits, letter) => ` ${writtenNumberInWords(digits)}${letter === undefined ? '' : ' '}`],
  [/\p{N}/gu, () => ''],
  [/\bv\.v\.?|…|\.{3}/gu, (found) => (found.startsWith('v') ? 'vân vân.' : '.')],
  [/(?<=\p{L})\s*\/\s*(?=\p{L})/gu, () => ', '],
  [/\s+[–—-]\s+/gu, () => ', '],
  [/\s*[\p{Ps}<]\s*/gu, () => ', '],
  [/\s*[\p{Pe}>](?=\s*[.,;:!?])/gu, () => ''],
  [/\s*[\p{Pe}>]\s*/gu, () => ', '],
  [/["“”‘’«»]/gu, () => ''],
  [/[#*_~^|\\]/gu, () => ' '],
  [/&/gu, () => 'và'],
];

function spoken(text: string): string {
  const words = steps.reduce((sofar, [from, to]) => sofar.replace(from, (...found) => to(...groupsOf(found))), text.normalize('NFKC'));
  return words
    .replace(/[ \t]+/gu, ' ')
    .replace(/ +([.,;:!?])/gu, '$1')
    .replace(/[,;](?=[.,;:!?])/gu, '')
    .replace(/^[ ,;.]+|[ ,;]+$/gmu, '')
    .replace(/\n{2,}/gu, '\n')
    .trim();
}

/** An item of a list is a sentence of its own, with its number before it where it had one. */
function bullet(count: string | undefined, item: string): string {
  return `${count === undefined ? '' : `${numberInWords(Number(count))}, `}${/[!?:…]$/u.test(item) ? item : `${item}.`}`;
}

/** Terms, quarters and congresses: 'XVI' is sixteen. */
function romanInWords(roman: string): string {
  const values = [...roman].map((letter) => ({ I: 1, V: 5, X: 10 })[letter] ?? 0);
  return numberInWords(values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0));
}

/** What `replace` hands over is the match, its groups, the offset and the text; the last two are not wanted. */
function groupsOf(found: readonly unknown[]): string[] {
  const offset = found.findIndex((each) => typeof each === 'number');
  return found.slice(0, offset).map((each) => each as string);
}

function document(whole: string, kind: string | undefined, count = '', year: string | undefined, first: string, rest: string): string {
  const parts = [first, ...rest.split('-').filter((part) => part !== '')];
  const named = documentKinds[first];
  const from = (named === undefined ? parts : parts.slice(1))
    .map((part) => issuers[part] ?? abbreviations[part])
    .filter((part) => part !== undefined);
  if (named === undefined && from.length === 0) return whole;
  const dated = year === undefined ? '' : ` năm ${numberInWords(Number(year))}`;
  const issuedBy = from.length === 0 ? '' : ` của ${from[0]}`;
  const numbered = `số ${numberInWords(Number(count))}${dated}`;
  if (kind !== undefined) return `${kind} ${numbered}${issuedBy}`;
  return named === undefined ? `${numbered}${issuedBy}` : `${numbered}, ${named}${issuedBy}`;
}

/** Read in threes, as people say them. */
function telephone(typed: string): string {
  const digits = typed.replace(/^\+84/u, '0').replace(/\D/gu, '');
  const size = digits.length === 8 ? 4 : 3;
  const first = digits.length % size === 1 ? size + 1 : size;
  const groups = [digits.slice(0, first), ...(digits.slice(first).match(new RegExp(`.{1,${size}}`, 'gu')) ?? [])];
  return groups.map(digitsInWords).join(', ');
}

function date(whole: string, word: string | undefined, day = '', month = '', year?: string): string {
  const [dayNumber, monthNumber] = [Number(day), Number(month)];
  if (dayNumber < 1 || dayNumber > 31 || monthNumber < 1 || monthNumber > 12) return whole;
  const named = `${dayNumber <= 10 ? 'mùng ' : ''}${numberInWords(dayNumber)} tháng ${monthWords(monthNumber)}`;
  const dated = year === undefined ? named : `${named} năm ${numberInWords(Number(year))}`;
  return word === undefined ? (dayNumber <= 10 ? dated : `ngày ${dated}`) : `${word}${dated}`;
}

function monthOf(whole: string, month = '', year?: string): string {
  const value = Number(month);
  if (value < 1 || value > 12) return whole;
  return `tháng ${monthWords(value)}${year === undefined ? '' : ` năm ${numberInWords(Number(year))}`}`;
}

/** The fourth month has a name of its own. */
const monthWords = (month: number): string => (month === 4 ? 'tư' : numberInWords(month));

function time(hour = '', minute = ''): string {
  const minutes = Number(minute) === 0 ? '' : ` ${numberInWords(Number(minute))} phút`;
  return `${numberInWords(Number(hour))} giờ${minutes}`;
}
