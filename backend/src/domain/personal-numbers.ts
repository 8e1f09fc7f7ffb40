import type { FlatText } from './flat-text.js';
import { normalisePhone } from './person-name.js';

/** A stretch of flat text that looks like personal data; `hidden` are the places to be covered, `distance` how far the word stands that says so. */
export type Candidate = { kind: PersonalKind; start: number; end: number; hidden: number[]; distance: number };

export type PersonalKind = 'phone' | 'identity_number' | 'bank_account' | 'plate' | 'email' | 'land_certificate';

/** A number that needs no word beside it to be known is taken for what it looks like unless another word stands nearer. */
const byItself = 20;

/** One group of digits, or one digit spelled out. */
type Group = { start: number; end: number; digits: string; spelled: boolean };
/** Groups with nothing between them but what people put inside one number. */
type Run = Group[];

const spelledDigits: Readonly<Record<string, string>> = {
  khong: '0',
  mot: '1',
  hai: '2',
  ba: '3',
  bon: '4',
  tu: '4',
  nam: '5',
  lam: '5',
  sau: '6',
  bay: '7',
  tam: '8',
  chin: '9',
};

const words = (...phrases: string[]): RegExp => new RegExp(`(?<![a-z])(?:${phrases.join('|')})(?![a-z])`, 'g');

const phoneWords = words(
  's?dt',
  'so (?:dt|may)',
  'dien thoai',
  'di dong',
  'goi',
  'alo',
  'zalo',
  'lien (?:he|lac)',
  'lh',
  'tel',
  'phone',
  'mobile',
  'hotline',
  'viber',
  'nhan tin',
  'call',
);
const identityWords = words('cmt?nd', 'cmt', 'chung minh', 'can cuoc', 'cccd', 'dinh danh', 'so cc', 'id');
const insuranceWords = words('bh[xy][ht]', 'bao hiem');
const accountWords = words('stk', 'so tk', 'tk', 'tai khoan', 'so the', 'account');
const bankWords = words(
  'stk',
  'so tk',
  'tk',
  'tai khoan',
  'so the',
  'account',
  'ngan hang',
  'chuyen khoan',
  'ck',
  'vietcombank',
  'vcb',
  'agri(?:bank)?',
  'mb ?(?:bank)?',
  'bidv',
  'viett?inbank',
  'ctg',
  'techcombank',
  'tcb',
  'acb',
  'sacombank',
  'vp ?bank',
  'tp ?bank',
  'vib',
  'shb',
  'hd ?bank',
  'msb',
  'ocb',
  'scb',
  'seabank',
  'lp ?bank',
  'lienvietpostbank',
  'pvcombank',
  'eximbank',
  'nam a bank',
  'bac a bank',
  'vbsp',
  'momo',
  'zalo ?pay',
  'viettel ?(?:pay|money)',
  'vnpt ?(?:pay|money)',
  'shopee ?pay',
);

/** What looks like a number of a person and is none: dates, codes of files, of procedures (1.001193) and of papers, or a number masked before. */
const notPersonal: readonly RegExp[] = [
  /(?<!\d)(?<!\d[.-])(?:0?[1-9]|[12]\d|3[01])( ?[./-] ?)(?:0?[1-9]|1[0-2])\1(?:19|20)\d{2}(?!\d)(?![.-]\d)/g,
  /(?<!\d)(?<!\d-)(?:19|20)\d{2}-\d{2}-\d{2}(?!\d|-\d)/g,
  /(?<=(?<![a-z])thang )\d{1,2} ?[./ -] ?(?:19|20)\d{2}(?!\d)/g,
  /(?<=(?<![a-z])ngay )\d{1,2} \d{1,2} (?:19|20)\d{2}(?!\d)/g,
  /(?<![a-z0-9])(?!dt|tk|so|cc)[a-z]{2}-\d{4}-\d{4}(?!\d|-\d)/g,
  /(?<![a-z0-9])[\d.]*(?<![a-z])h\d{2}(?:\.\d{1,3})*-\d{6}-\d{4,6}(?!\d)/g,
  /(?<!\d)(?<!\d[ .()-]{1,2})\d\.\d{6}(?!\d)(?:[ ,;]{1,2}\d\.\d{6}(?!\d))*/g,
  /(?<!\d)\d{1,3}(?!\d)(?<=•[ ().-]{0,3}•\d{1,3})/g,
  /(?<!\d)\d{1,3}(?=•[ ().-]{0,3}•)/g,
];

/** An amount or a measure when it follows. A number that begins with 0 is none whatever follows. */
const unit =
  /^ {0,2}(?:d|dong|vnd|usd|k|nghin|ngan|trieu|tr|t[iy]|ha|m2?|m\ufffc|km|kg|ta|tan|lit|ho|nguoi|khau|lan|luot|cai|con|cay|%)(?![a-z0-9])/;
const currency = /^ {0,2}(?:d|dong|vnd|usd|nghin|ngan|trieu|tr|t[iy])(?![a-z0-9])/;
const amountWords = words('kinh phi', 'so tien', 'tong', 'gia tri', 'tri gia', 'von', 'du toan', 'ho tro', 'vay');
const thousands = /^[1-9]\d{0,2}([ .,])\d{3}(?:\1\d{3})*$/;
const year = /^(?:19|20)\d{2}$/;

/** Phones, identity numbers and bank accounts. `allowed` numbers, in whatever writing, are passed over. */
export function numberCandidates({ flat }: FlatText, allowed: readonly string[]): Candidate[] {
  const near = nearness(flat);
  const kept = new Set(allowed.map((number) => canonical(number.replace(/[^\d+]/g, ''))));
  const found: Candidate[] = [];
  for (const run of runsOf(flat).flatMap((whole) => without(whole, flat, kept))) {
    found.push(...spelledOut(run), ...banks(run, flat, near));
    for (let first = 0; first < run.length; first += 1) {
      let digits = '';
      for (let last = first; last < run.length && digits.length < 20; last += 1) {
        digits += groupAt(run, last).digits;
        if (digits.length < 9) continue;
        const number: Written = { groups: run.slice(first, last + 1), digits, ...placed(run, first, last, flat) };
        const candidate = phone(number, flat, near) ?? identity(number, flat, near);
        if (candidate) found.push(candidate);
      }
    }
  }
  return found;
}

/** Neighbouring groups read as one number; `plus` when a + stands before them. */
type Written = { groups: readonly Group[]; digits: string; start: number; end: number; plus: boolean };

const groupAt = (run: Run, index: number): Group => run[index] as Group;

function placed(run: Run, first: number, last: number, flat: string): { start: number; end: number; plus: boolean } {
  const { start } = groupAt(run, first);
  return { start, end: groupAt(run, last).end, plus: /(?<!\d)\+$/.test(flat.slice(Math.max(0, start - 2), start)) };
}

/** The distance to the nearest of these words that ends at most `before` places before the stretch or begins at most `after` behind it; null without. */
type Near = (wanted: RegExp, stretch: { start: number; end: number }, before: number, after?: number) => number | null;

function nearness(flat: string): Near {
  const places = new Map<RegExp, { start: number; end: number }[]>();
  return (wanted, { start, end }, before, after = 0) => {
    const list =
      places.get(wanted) ?? Array.from(flat.matchAll(wanted), ({ index, 0: match }) => ({ start: index, end: index + match.length }));
    places.set(wanted, list);
    let nearest: number | null = null;
    for (const word of list) {
      const distance = word.end <= start ? start - word.end : word.start - end;
      const reached = word.end <= start ? distance <= before : word.start >= end && distance <= after;
      if (reached && (nearest === null || distance < nearest)) nearest = distance;
    }
    return nearest;
  };
}

function runsOf(flat: string): Run[] {
  const barred = new Set<number>();
  for (const pattern of notPersonal)
    for (const { index, 0: match } of flat.matchAll(pattern))
      for (let place = 0; place < match.length; place += 1) barred.add(index + place);
  const runs: Run[] = [];
  for (const { index, 0: match } of flat.matchAll(/\d+|(?<![a-z0-9])(?:khong|mot|hai|ba|bon|tu|[nl]am|sau|bay|tam|chin)(?![a-z0-9])/g)) {
    if (barred.has(index)) continue;
    const spelled = spelledDigits[match];
    const group: Group = { start: index, end: index + match.length, digits: spelled ?? match, spelled: spelled !== undefined };
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && joins(flat.slice(before.end, index), before, group)) run.push(group);
    else runs.push([group]);
  }
  return runs;
}

/** Whether what stands between two groups may stand inside one number. */
function joins(gap: string, before: Group, after: Group): boolean {
  if (/^ {0,3}[.()_*•-]{0,2} {0,3}$/.test(gap) || gap === ',') return true;
  if ((before.spelled || after.spelled) && /^ ?, ?$/.test(gap)) return true;
  return /^(?:\/| {0,2}\n ?)$/.test(gap) && before.digits.length >= 3 && after.digits.length >= 3;
}

const canonical = (digits: string): string => normalisePhone(digits) ?? digits.replace('+', '');

/** The run cut where a number stands that may stay. */
function without(run: Run, flat: string, kept: ReadonlySet<string>): Run[] {
  if (kept.size === 0) return [run];
  for (let first = 0; first < run.length; first += 1) {
    let digits = '';
    for (let last = first; last < run.length && digits.length < 15; last += 1) {
      digits += groupAt(run, last).digits;
      if (digits.length < 3 || !kept.has(canonical(`${placed(run, first, last, flat).plus ? '+' : ''}${digits}`))) continue;
      return [run.slice(0, first), ...without(run.slice(last + 1), flat, kept)].filter((rest) => rest.length > 0);
    }
  }
  return [run];
}

function phone(number: Written, flat: string, near: Near): Candidate | null {
  const { groups, digits, plus } = number;
  const spelled = groups.filter((group) => group.spelled).length;
  // "Năm 0912 …" is a year, "không 912 …" a number.
  if (spelled === 1 && groups[0]?.spelled && !digits.startsWith('0')) return null;
  const isNumber =
    normalisePhone(plus ? `+${digits}` : digits) !== null ||
    /^01[2689]\d{8}$/.test(digits) ||
    (groups.length === 1 && /^(?:02\d{8}|(?:0[35789]\d{8}){2})$/.test(digits));
  const foreign = plus && /^[1-9]\d{8,13}$/.test(digits);
  const likely = /^(?:0\d{8,10}|[35789]\d{8})$/.test(digits);
  if (!isNumber && !foreign && !likely) return null;
  const distance = near(phoneWords, number, 25);
  // "02 2026 1234" is a month, a year and a count sooner than a landline.
  const looksOther = !plus && digits.startsWith('02') && groups.length > 1 && (groups[0] as Group).digits.length < 3 && distance === null;
  const known = isNumber && !looksOther;
  const meant = distance !== null && likely && !beginsWithPhone(groups);
  if (!known && !foreign && !meant) return null;
  if (isAmount(number, flat, near, distance, known ? currency : unit)) return null;
  return { kind: 'phone', ...stretch(number), hidden: covered(groups, 2, 2), distance: distance ?? byItself };
}

/** Whether the first of several groups make a number by themselves, so that what follows is something else. */
function beginsWithPhone(groups: readonly Group[]): boolean {
  let digits = '';
  return groups.slice(0, -1).some((group) => {
    digits += group.digits;
    return normalisePhone(digits) !== null;
  });
}

function identity(number: Written, flat: string, near: Near): Candidate | null {
  const { groups, digits } = number;
  if (groups.some((group) => group.spelled) && digits.length !== 12) return null;
  if (digits.length !== 12 && digits.length !== 9 && digits.length !== 10) return null;
  const distance = near(identityWords, number, 60, 15);
  const insured = digits.length === 10 && groups.length === 1 ? near(insuranceWords, number, 40) : null;
  const named = (distance !== null && (digits.length === 12 || digits.length === 9)) || insured !== null;
  if (!named && !(digits.length === 12 && isIdentity(groups, digits))) return null;
  if (isAmount(number, flat, near, distance)) return null;
  return { kind: 'identity_number', ...stretch(number), hidden: covered(groups, 0, 3), distance: distance ?? insured ?? byItself };
}

/** Twelve digits in one, or begun with a province (001–096) and grouped as no phone with something behind it is. */
function isIdentity(groups: readonly Group[], digits: string): boolean {
  if (groups.length === 1) return true;
  if (!/^0(?:0[1-9]|[1-8]\d|9[0-6])/.test(digits) || groups.some((group) => group.spelled)) return false;
  const sizes = groups.map((group) => group.digits.length);
  return sizes.every((size) => size === sizes[0]) || (/[346]/.test(String(sizes[0])) && !beginsWithPhone(groups));
}

function isAmount(number: Written, flat: string, near: Near, distance: number | null, units = unit): boolean {
  if (number.plus || number.digits.startsWith('0')) return false;
  if (units.test(flat.slice(number.end, number.end + 12))) return true;
  if (!thousands.test(flat.slice(number.start, number.end))) return false;
  const amount = near(amountWords, number, 30);
  return amount !== null && (distance === null || amount < distance);
}

/** At least nine digits spelled one after the other, whatever number they make. */
function spelledOut(run: Run): Candidate[] {
  const found: Candidate[] = [];
  let first = 0;
  for (let index = 0; index <= run.length; index += 1) {
    if (run[index]?.spelled) continue;
    const groups = run.slice(first, index);
    const [start, end] = [groups[0]?.start, groups.at(-1)?.end];
    if (groups.length >= 9 && start !== undefined && end !== undefined)
      found.push({
        kind: groups.length === 12 ? 'identity_number' : 'phone',
        start,
        end,
        hidden: covered(groups, 2, 2),
        distance: byItself,
      });
    first = index + 1;
  }
  return found;
}

/** Numbers of 6 to 19 digits near a word of banking; groups count as one number while the same stands between them. */
function banks(run: Run, flat: string, near: Near): Candidate[] {
  const found: Candidate[] = [];
  for (let first = 0; first < run.length; ) {
    let last = first;
    let length = groupAt(run, first).digits.length;
    const gap = (index: number): string => flat.slice(groupAt(run, index).end, groupAt(run, index + 1).start);
    while (last + 1 < run.length && gap(last) === gap(first) && length + groupAt(run, last + 1).digits.length <= 19) {
      last += 1;
      length += groupAt(run, last).digits.length;
    }
    const single = Array.from({ length: last - first + 1 }, (_, index) => [first + index, first + index] as const);
    for (const [from, to] of last > first ? [[first, last] as const, ...single] : single) {
      const groups = run.slice(from, to + 1);
      const digits = groups.map((group) => group.digits).join('');
      const candidate = bank({ groups, digits, ...placed(run, from, to, flat) }, flat, near);
      if (candidate) found.push(candidate);
    }
    first = last + 1;
  }
  return found;
}

function bank(number: Written, flat: string, near: Near): Candidate | null {
  const { groups, digits, start, end } = number;
  if (digits.length > 19 || digits.length < (groups.length === 1 ? 6 : 8) || groups.some((group) => group.spelled)) return null;
  const beside = near(bankWords, number, 60, 30);
  // So long a number, unless it is part of a link, is an account or a card.
  const distance =
    beside ?? (groups.length === 1 && digits.length >= 13 && !/[a-z/=_]$/.test(flat.charAt(start - 1)) ? byItself + 1 : null);
  if (distance === null) return null;
  const account = near(accountWords, number, 25);
  const named = account !== null && !/[\d•]/.test(flat.slice(start - account, start));
  const round = thousands.test(flat.slice(start, end)) || /^[1-9]\d*0{4}$/.test(digits);
  const hotline = /^1[89]00(?:\d{4}|\d{6})$/.test(digits);
  if (!named && (round || hotline)) return null;
  if (groups.every((group) => year.test(group.digits))) return null;
  if (!digits.startsWith('0') && unit.test(flat.slice(end, end + 12))) return null;
  return { kind: 'bank_account', ...stretch(number), hidden: covered(groups, digits.length < 9 ? 0 : 2, 2), distance };
}

const stretch = ({ start, end, plus }: Written): { start: number; end: number } => ({ start: plus ? start - 1 : start, end });

/** The places of all digits but the first and last few. Between spelled digits everything is covered, for the length of a word tells the digit. */
function covered(groups: readonly Group[], first: number, last: number): number[] {
  const digits = groups.flatMap(({ start, end, spelled }) =>
    spelled ? [{ start, end }] : Array.from({ length: end - start }, (_, index) => ({ start: start + index, end: start + index + 1 })),
  );
  const hidden = digits.slice(first, digits.length - last);
  const places = ({ start, end }: { start: number; end: number }): number[] =>
    Array.from({ length: end - start }, (_, index) => start + index);
  const [from, to] = [digits[first - 1]?.end ?? digits[0]?.start, digits[digits.length - last]?.start];
  if (groups.some((group) => group.spelled) && from !== undefined && to !== undefined) return places({ start: from, end: to });
  return hidden.flatMap(places);
}
