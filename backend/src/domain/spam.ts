import { fold, foldedWords } from './search-words.js';
import { isWordLike, lettersOnly } from './syllables.js';

export type SpamReason = 'repeated' | 'advertising' | 'gibberish' | 'shouting' | 'flood';

/** What is known when a text comes in. `recentTexts` are the texts of the same person or device in the last days, `sentLastHour` and `sentLastDay` count what came before this one; `accountAgeDays` is null for somebody unknown. */
export type SpamQuestion = {
  text: string;
  recentTexts: readonly string[];
  sentLastHour: number;
  sentLastDay: number;
  hasMedia: boolean;
  accountAgeDays: number | null;
};

/**
 * How much a text looks as if nobody wanted an answer to it: 0 … 100, with what speaks for that, the strongest first. Short reports, reports without
 * diacritics, in capitals, in dialect or typed with the keyboard off stay below 40; from 70 on somebody should look before it goes on. Never a reason to refuse for good.
 */
export function spamScore(question: SpamQuestion): { score: number; reasons: SpamReason[] } {
  const parts = (
    [
      ['repeated', repeated(question)],
      ['advertising', advertising(question.text)],
      ['gibberish', gibberish(question.text, question.hasMedia)],
      ['shouting', shouting(question.text)],
      ['flood', flood(question)],
    ] as const
  )
    .filter(([, points]) => points >= 10)
    .sort(([, one], [, other]) => other - one);
  const [strongest = 0, ...others] = parts.map(([, points]) => points);
  const together = strongest + 0.3 * others.reduce((sum, points) => sum + points, 0);
  const stranger = together < 20 ? 0 : question.accountAgeDays === null ? 5 : question.accountAgeDays < 2 ? 10 : 0;
  return { score: Math.max(0, Math.min(100, Math.round(together + stranger))), reasons: parts.map(([reason]) => reason) };
}

const waits = [0, 30, 120, 600, 3_600] as const;
const levelIn = (value: number, steps: readonly number[]): number => steps.filter((step) => value >= step).length;

/** Seconds to wait between this and the message before: none for most people, then 30, 120, 600, 3,600, more the worse the text and the more came. Being refused lately adds to a wait and begins one the second time. */
export function slowDown({ score, sentLastHour, refusedLately }: { score: number; sentLastHour: number; refusedLately: number }): number {
  const level = Math.max(levelIn(score, [40, 70, 90]), levelIn(sentLastHour, [4, 7, 11, 20]));
  const refused = level > 0 ? refusedLately : Math.max(0, refusedLately - 1);
  return waits[Math.min(waits.length - 1, level + refused)] as number;
}

function repeated({ text, recentTexts, hasMedia }: SpamQuestion): number {
  const words = foldedWords(text);
  const times = recentTexts.filter((before) => isSame(words, foldedWords(before))).length;
  const points = [0, 35, 60, 85][Math.min(3, times)] as number;
  // "Rác quá nhiều" with another photograph is another place.
  return hasMedia && words.length <= 3 ? points / 2 : points;
}

function isSame(words: readonly string[], before: readonly string[]): boolean {
  if (words.length === 0 || before.length === 0) return words.length === before.length;
  const shared = words.filter((word) => before.includes(word)).length;
  return shared / (words.length + before.length - shared) >= 0.8;
}

const phrases = (...list: string[]): RegExp => new RegExp(`(?<![a-z0-9])(?:${list.join('|')})(?![a-z0-9])`, 'g');

/** Each a kind of offer; what they say is looked for in the folded text. */
const offers: readonly RegExp[] = [
  phrases(
    'vay (?:tien|von)?(?: )?(?:nhanh|online|nong|gap|tin chap)',
    'vay tien',
    'ho tro vay',
    'giai ngan',
    '(?:khong|ko) (?:can )?the chap',
    'bao no xau',
    'lai suat (?:thap|chi|uu dai|0)',
    'rut tien (?:the|nhanh)',
    'cam do',
    'dao han',
  ),
  phrases(
    'casino',
    'nha cai',
    'ca cuoc',
    'tai xiu',
    'xoc dia',
    'no hu',
    'game bai',
    'ban ca',
    'doi thuong',
    'soi cau',
    'lo de online',
    'danh bai online',
    'xo so online',
    'jackpot',
    'nap (?:dau|rut)',
    '[a-z0-9]+bet\\d*',
    '[a-z]{2,}88',
  ),
  phrases(
    'khuyen mai',
    'giam gia',
    'sale',
    'free ?ship',
    'ship (?:cod|toan quoc|tan nha)',
    'mien phi (?:ship|van chuyen)',
    'gia (?:re|si|goc|soc|uu dai|tan xuong|chi)',
    'uu dai',
    'mua ngay',
    'dat (?:hang|mua)',
    'chot don',
    'hang (?:chinh hang|xach tay|moi ve|co san|sll)',
    'chiet khau',
    'bao gia',
    'order',
    'combo',
  ),
  phrases(
    'thanh ly',
    'can ban',
    'chuyen nhuong',
    'bao sang ten',
    'giao (?:hang )?tan (?:noi|nha)',
    'cccd gia',
    'chinh chu ban',
    'ban (?:gap|hang|online|si|le|dat nen|lo dat|nha dat|buon)',
    'ban (?:[a-z]+ ){1,3}(?:gia|chinh hang)',
    'mua ban',
    'chuyen (?:ban|cung cap|nhan|phan phoi)',
    'cung cap',
    'cho thue',
    'nhan (?:lam|sua|ship|thi cong|lap dat|dat hang)',
    'ben (?:em|minh) (?:chuyen|co|nhan|ban)',
    'shop (?:em|minh|chuyen)',
    'hut be phot',
    'thong tac',
    'lap (?:camera|mang|wifi|internet)',
    'lam (?:bang|giay to|cccd) (?:gia|nhanh)',
  ),
  phrases(
    'viec nhe',
    'luong cao',
    'kiem (?:tien|\\d+k)',
    'moi ngay chi can',
    'thu nhap (?:thu dong|khung|cao|them|\\d)',
    'tuyen (?:ctv|cong tac vien|dung|nhan vien|gap)',
    'lam (?:viec |them )?(?:tai nha|online)',
    'hoa hong',
    'bitcoin',
    'forex',
    'tien ao',
    'lai (?:\\d+ )?(?:moi ngay|khung)',
    'nhan (?:thuong|qua|ngay|\\d+k)',
    'trung thuong',
    'x\\d+ tai khoan',
    'airdrop',
    'dau tu (?:sinh loi|online|chi tu|coin)',
  ),
  phrases(
    'giam can',
    'tang can',
    'sinh ly',
    'collagen',
    'gia truyen',
    'dac tri',
    'tri (?:dut diem|tan goc)',
    'my pham',
    'kem (?:tron|duong)',
    'massage',
    'gai (?:goi|xinh)',
    'chat sex',
    'sugar (?:baby|daddy)',
    'thuoc (?:bo|tang)',
    'viagra',
  ),
];
const calls = phrases(
  'lh',
  'lien he(?: ngay)?',
  'inbox',
  'ib',
  'zalo',
  'alo ngay',
  'goi ngay',
  'goi hotline',
  'nhan tin ngay',
  'kb',
  'ket ban',
  'click',
  'truy cap',
  'bam vao',
  'vao link',
  'link',
  'tu van',
  'dang ky (?:ngay|nhan)',
  'tham gia ngay',
  'nhap ma',
  'comment',
  'follow',
  'mien phi',
  'uy tin',
  'add',
  'telegram',
  'call me',
  'contact',
);
/** Words of somebody who asks or wants something done: about loans on posters, gambling in the hamlet, a bad seller. */
const requests = phrases(
  'hoi',
  'nghi',
  'can than',
  'coi chung',
  'gia (?:mao|danh)',
  'mao danh',
  'bat chuyen tien',
  'de nghi',
  'kien nghi',
  'phan anh',
  'xu ly',
  'giai quyet',
  'can thiep',
  'kiem tra',
  'ngan chan',
  'nhac nho',
  'tinh trang',
  'to roi',
  'lua dao',
  'bi lua',
  'cong an',
  'chinh quyen',
  'ubnd',
  'uy ban',
  'xa (?:minh|ta|xem)',
  'trong xom',
  'xom \\d+',
  'ba con',
  'mong',
  'canh bao',
  'lam phien',
  'buc xuc',
);
const link =
  /(?:https?:\/\/|www\.)\S+|(?<![\w@.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|vn|org|info|top|xyz|club|vip|me|ly|shop|online|site|cc|io|link|app|fun|win|bet|store|asia|gg)(?![\w-])\S*/gi;
const ownLinks = /\.gov\.vn|dichvucong/i;
/** Where people keep pictures and talk; a link there may be what the report is about. */
const everydayLinks = /(?:facebook|fb|youtube|youtu|tiktok|google|goo|zalo)\.(?:com|be|me|gl|vn)|maps/i;
const shine = /[🔥💥👉✅💰💵💸📞☎🎁💯⭐🌟🎉🛒🚀💎📲👇⚡]/gu;

function advertising(text: string): number {
  const folded = fold(text);
  const links = (text.normalize('NFC').match(link) ?? []).filter((one) => !ownLinks.test(one));
  const hard = links.filter((one) => !everydayLinks.test(one) || /zalo\.me\/g|t\.me/i.test(one)).length;
  const matches = offers.map((offer) => new Set(folded.match(offer) ?? []).size);
  const offered = matches.reduce((sum, count) => sum + Math.min(2, count), 0);
  const bare = links.length > 0 && lettersOnly(text.normalize('NFC').replace(link, ' ')).length < 3;
  if (bare) return hard > 0 ? 75 : 45;
  if (offered === 0) return hard > 0 ? 35 : links.length > 0 ? 15 : 0;
  const linked = hard > 0 ? 40 : links.length > 0 ? 15 : 0;
  const called = Math.min(2, new Set(folded.match(calls) ?? []).size) * 15;
  const priced = /\d+ ?k(?![a-z])|\d[\d.]* ?(?:d|dong|vnd|trieu|tr|%)(?![a-z])|\d+ ?%/i.test(text.normalize('NFC').replaceAll('đ', 'd'))
    ? 10
    : 0;
  const reached = /(?:\+?84|0)(?:[ .-]?\d){8,10}/.test(text) ? 15 : 0;
  const shining = Math.min(2, (text.match(shine) ?? []).length) * 8;
  const question = reached === 0 && /\?\s*$/.test(text) ? 1 : 0;
  const asked = Math.min(2, new Set(folded.match(requests) ?? []).size + question) * 25;
  const total = ([0, 30, 56, 72][Math.min(3, offered)] as number) + called + linked + priced + reached + shining - asked;
  return Math.max(0, Math.min(100, total));
}

const keyboardRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz'].flatMap((row) => [
  row,
  [...row].reverse().join(''),
]);
const alongKeyboard = (word: string): boolean => {
  for (let start = 0; start + 4 <= word.length; start += 1)
    if (keyboardRows.some((row) => row.includes(word.slice(start, start + 4)))) return true;
  return /^(?:abc|xyz|qwe|asd|zxc|test(?:ing|er)?)\d*$/.test(word);
};

/** A word that nobody means: along the keyboard, without a vowel, or with more consonants in a row than can be said. */
function isMash(word: string): boolean {
  if (alongKeyboard(word)) return true;
  if (isWordLike(word)) return false;
  if (word.length === 3 && keyboardRows.some((row) => row.includes(word))) return true;
  if (word.length > 30 || (word.length >= 4 && !/[aeiouy]/.test(word))) return true;
  // Foreign words may have ght, ngth and tch.
  return /[^aeiouy\d.]{4,}/.test(word.replace(/ght|ngth|tch/g, 't'));
}

function gibberish(text: string, hasMedia: boolean): number {
  const eased = (points: number): number => Math.max(0, hasMedia ? points - 35 : points);
  const letters = [...fold(text)].filter((letter) => /\p{L}/u.test(letter)).length;
  if (letters === 0) return hasMedia ? 0 : 75;
  const all = fold(text)
    .split(' ')
    .filter((word) => /[a-z]/.test(word));
  const words = lettersOnly(text).filter((word) => !/^(?:https?|www)/.test(word));
  const once = words.map((word) => word.replace(/^([a-z]{1,4}?)\1{2,}[a-z]{0,3}$/, '$1'));
  const size = (list: readonly string[]): number => list.reduce((sum, word) => sum + word.length, 0);
  const written = size(all);
  const drawn = written === 0 ? 0 : 1 - size(once) / written;
  const mash = written === 0 ? 0 : size(once.filter(isMash)) / Math.max(1, size(once));
  const counted = once.filter((word) => word.length >= 3);
  const like = counted.length === 0 ? 1 : counted.filter(isWordLike).length / counted.length;
  const different = new Set(once).size / Math.max(1, once.length);

  let points = 0;
  if (mash >= 0.5) points = 85;
  else if (mash >= 0.25) points = 50;
  if (drawn >= 0.6 && written >= 6) points = Math.max(points, 80);
  if (once.length >= 5 && different <= 0.34) points = Math.max(points, 80);
  else if (once.length >= 8 && different <= 0.45) points = Math.max(points, 45);
  if (counted.length >= 8 && like < 0.2) points = Math.max(points, 60);
  else if (counted.length >= 4 && like < 0.4) points = Math.max(points, 45);
  else if (counted.length >= 1 && counted.length <= 3 && like === 0) points = Math.max(points, 50);
  // Not written in Latin letters at all.
  if (written === 0) points = Math.max(points, 60);
  return eased(points);
}

function shouting(text: string): number {
  const letters = [...text.normalize('NFC')].filter((letter) => /\p{L}/u.test(letter));
  const capitals = letters.filter((letter) => /\p{Lu}/u.test(letter)).length;
  const loud = letters.length >= 15 && capitals / letters.length >= 0.8 ? 15 : 0;
  return loud + (/[!?]{4,}/.test(text) ? 10 : 0);
}

function flood({ sentLastHour, sentLastDay }: SpamQuestion): number {
  const points = [0, 25, 50, 75, 95];
  return Math.max(points[levelIn(sentLastHour, [4, 7, 11, 20])] as number, points[levelIn(sentLastDay, [10, 20, 40, 80])] as number);
}
