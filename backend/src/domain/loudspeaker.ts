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

const sentence = (text: string) => (/[.!?…]$/u.test(text) ? text : `${text}.`);

function secondsOf(text: string): number {
  return Math.ceil(text.split(/[\s-]+/u).filter((word) => /\p{L}/u.test(word)).length / syllablesPerSecond);
}

const abbreviations: Readonly<Record<string, string>> = {
  UBND: 'Ủy ban nhân dân',
  HĐND: 'Hội đồng nhân dân',
  UBMTTQ: 'Ủy ban Mặt trận Tổ quốc',
  MTTQ: 'Mặt trận Tổ quốc',
  TNCS: 'Thanh niên Cộng sản',
  BHYT: 'bảo hiểm y tế',
  BHXH: 'bảo hiểm xã hội',
  TTHC: 'thủ tục hành chính',
  DVC: 'dịch vụ công',
  CCCD: 'căn cước công dân',
  VNeID: 'vê-nờ-e-ai-đi',
  QR: 'vuông',
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
  CNTT: 'công nghệ thông tin',
  GCN: 'giấy chứng nhận',
  GPLX: 'giấy phép lái xe',
  KT: 'kinh tế',
  XH: 'xã hội',
  TP: 'thành phố',
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
  CP: 'Chính phủ',
  TTg: 'Thủ tướng Chính phủ',
  ĐU: 'Đảng ủy',
};

const units: Readonly<Record<string, string>> = {
  'km/h': 'ki-lô-mét một giờ',
  km: 'ki-lô-mét',
  'm²': 'mét vuông',
  m2: 'mét vuông',
  'm³': 'mét khối',
  m3: 'mét khối',
  mm: 'mi-li-mét',
  cm: 'xăng-ti-mét',
  m: 'mét',
  ha: 'héc-ta',
  kg: 'ki-lô-gam',
  '°C': 'độ C',
};

const kindNames = [...new Set(Object.values(documentKinds))].join('|');
const url = String.raw`(?:https?:\/\/|www\.|zalo\.me\/)\S+?(?=[.,;:!?)\]”"]*(?:\s|$))`;
const number = String.raw`\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?`;
/** Not in the middle of a word or of a longer number. */
const before = String.raw`(?<![\p{L}\d])`;
const after = String.raw`(?![\p{L}\d])`;
const pattern = (source: string, flags = 'giu') => new RegExp(source, flags);

type Step = readonly [RegExp, (...groups: string[]) => string];

/** One after another; what an early step has put in words, a later one leaves alone. */
const steps: readonly Step[] = [
  [pattern(String.raw`(?:(?:tại|ở|theo|vào|qua)\s+)(?:(?:địa chỉ|đường dẫn|liên kết|trang)\s*)?:?\s*${url}`), () => `bằng cách ${poster}`],
  [pattern(String.raw`(?:truy cập(?: vào)?\s*:?\s*)?${url}`), () => poster],
  [/\S+@\S+\.[a-z]{2,}/giu, () => 'hộp thư điện tử của xã'],
  [/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\u20e3/gu, () => ''],
  [
    pattern(
      String.raw`(?:(${kindNames})\s+)?(?:số\s+)?${before}(\d+)\/(?:(\d{4})\/)?([A-ZĐ][A-Za-zĐ]*)((?:-[A-ZĐ][A-Za-zĐ]*)*)${after}`,
      'gu',
    ),
    (whole, kind, count, year, abbreviation = '', rest = '') => document(whole, kind, count, year, abbreviation, rest),
  ],
  [/(?<![\d.,/])(?:\+84|0)\d(?:[ .-]?\d){7,9}(?![\d/])/gu, (typed) => (normalisePhone(typed) === null ? typed : telephone(typed))],
  [/(?<![\d.,/])(?:1[89]00)(?:[ .-]?\d){4,6}(?![\d/])/gu, (typed) => telephone(typed)],
  [
    /(gọi|tổng đài|đường dây nóng)( ngay)?:? (11\d|1022)(?![\d.,/]\d|\d)/giu,
    (_, word, now = '', digits) => `${word}${now} ${digitsInWords(digits)}`,
  ],
  [/(?<![\d.,/])\d{9,}(?![\d/])/gu, (digits) => digitsInWords(digits)],
  [/30\/4\s*[–-]\s*(?=0?1\/5(?!\d))/gu, () => '30/4 và '],
  [/(\d\/\d{1,2}(?:\/\d{4})?)\s*[–-]\s*(?=\d{1,2}\/\d)/gu, (_, first) => `${first} đến `],
  [/(\d(?:h|g|:)\d{0,2})\s*[–-]\s*(?=\d{1,2}[hg:])/gu, (_, first) => `${first} đến `],
  [pattern(String.raw`(ngày\s+)?${before}(\d{1,2})[/](\d{1,2})(?:[/](\d{4}))?(?![\d/])`), date],
  [pattern(String.raw`tháng\s+(\d{1,2})(?:\s*\/\s*(\d{4}))?${after}`), (whole, month, year) => monthOf(whole, month, year)],
  [pattern(String.raw`${before}([01]?\d|2[0-4])(?:h|g|:| giờ )([0-5]\d)(?: phút)?${after}`), (_, hour, minute) => time(hour, minute)],
  [pattern(String.raw`${before}([01]?\d|2[0-4])(?:h|g)${after}`), (_, hour) => time(hour, '00')],
  [
    pattern(String.raw`${before}(${number})\s*(?:đ|đồng|vnđ|vnd)${after}(?:\s*\/\s*)?(?=(\p{L})?)`),
    (whole, amount = '') => `${writtenNumberInWords(amount)} đồng${whole.includes('/') ? ' một ' : ''}`,
  ],
  [pattern(String.raw`${before}(${number})\s*%`), (_, amount = '') => `${writtenNumberInWords(amount)} phần trăm`],
  [
    pattern(String.raw`${before}(${number})\s*(${Object.keys(units).join('|')})${after}`, 'gu'),
    (_, amount = '', unit = '') => `${writtenNumberInWords(amount)} ${units[unit]}`,
  ],
  [/(\d)\s*\/\s*(?=\d)/gu, (_, one) => `${one} trên `],
  [/(\d)\s*[–-]\s*(?=\d)/gu, (_, one) => `${one} đến `],
  [pattern(String.raw`${before}(${number})`), (_, amount = '') => writtenNumberInWords(amount)],
  [pattern(String.raw`${before}(${Object.keys(abbreviations).join('|')})${after}`, 'gu'), (_, short = '') => abbreviations[short] ?? short],
  [/\bv\.v\.?|…|\.{3}/gu, (found) => (found.startsWith('v') ? 'vân vân.' : '.')],
  [/(?<=\p{L})\s*\/\s*(?=\p{L})/gu, () => ', '],
  [/^\s*[-–•*+]\s*/gmu, () => ''],
  [/\s+[–—-]\s+/gu, () => ', '],
  [/\s*\(\s*|\s*\[\s*/gu, () => ', '],
  [/\s*[)\]](?=\s*[.,;:!?])/gu, () => ''],
  [/\s*[)\]]\s*/gu, () => ', '],
  [/["“”‘’«»#*_~^|\\]/gu, () => ''],
  [/&/gu, () => 'và'],
];

function spoken(text: string): string {
  const words = steps.reduce((sofar, [from, to]) => sofar.replace(from, (...found) => to(...groupsOf(found))), text.normalize('NFC'));
  return words
    .replace(/[ \t]+/gu, ' ')
    .replace(/ +([.,;:!?])/gu, '$1')
    .replace(/[,;](?=[.,;:!?])/gu, '')
    .replace(/^[ ,;]+|[ ,;]+$/gmu, '')
    .replace(/\n{2,}/gu, '\n')
    .trim();
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
