import type { Counter, Season, WeeklyHours } from '../contracts/calendar.js';
import type { Day } from '../contracts/primitives.js';
import type { DocumentNeeded, Fee, ProcessingTime } from '../contracts/procedures.js';
import { type Block, blocksOf, inSeason } from './office-hours.js';
import { hourText, nameOfWeekday, timeFromMinutes, type Weekday } from './vietnam-time.js';

/** '1.250.000 đ'. */
export function money(amount: number): string {
  return `${String(Math.round(amount)).replace(/\B(?=(\d{3})+(?!\d))/g, '.')} đ`;
}

/** The processing time as a sentence part, with its conditions. */
export function timeText(processing: ProcessingTime): string {
  switch (processing.kind) {
    case 'same_day':
      return `Trong ngày (nhận sau ${hourText(processing.cutOff)} thì trả ngày làm việc tiếp theo)`;
    case 'hours':
      return `${processing.hours} giờ`;
    case 'working_days':
      return `${processing.days} ngày làm việc${extraText(processing, 'ngày làm việc')}`;
    case 'days':
      return `${processing.days} ngày${extraText(processing, 'ngày')}`;
    case 'text':
      return processing.text;
  }
}

function extraText(time: { extraDays?: number | undefined; extraWhen?: string | undefined }, unit: string): string {
  if (time.extraDays === undefined) return '';
  if (time.extraWhen === undefined) return ` (có thể thêm ${time.extraDays} ${unit})`;
  const when = lowerFirst(time.extraWhen);
  return ` (thêm ${time.extraDays} ${unit} ${/^(khi|nếu|với|đối với|trường hợp|trong|ở|do|vì)(?!\p{L})/u.test(when) ? when : `khi ${when}`})`;
}

/** The same for a row of a list: 'Trong ngày', '3 ngày làm việc', '3–6 ngày làm việc'. */
export function shortTimeText(processing: ProcessingTime): string {
  switch (processing.kind) {
    case 'same_day':
      return 'Trong ngày';
    case 'hours':
      return `${processing.hours} giờ`;
    case 'working_days':
      return `${daysRange(processing)} ngày làm việc`;
    case 'days':
      return `${daysRange(processing)} ngày`;
    case 'text':
      return firstPart(processing.text);
  }
}

function daysRange(time: { days: number; extraDays?: number | undefined }): string {
  return time.extraDays === undefined ? String(time.days) : `${time.days}–${time.days + time.extraDays}`;
}

const listWidth = 60;

function firstPart(text: string): string {
  const part = (text.split(/[;(]|\.\s/u)[0] ?? '').trim() || text;
  if (part.length <= listWidth) return part;
  return `${part.slice(0, part.lastIndexOf(' ', listWidth - 1)).trimEnd()}…`;
}

const setByCouncil = 'Theo mức của HĐND tỉnh';

/** All fees in a few words: 'Miễn phí', '8.000 đ/bản', 'Từ 10.000 đ', 'Theo mức của HĐND tỉnh', 'Miễn phí; bản sao 8.000 đ/bản'. The fee table itself is shown on the procedure's page. */
export function feeText(fees: readonly Fee[]): string {
  if (fees.length === 0) return 'Chưa có thông tin về phí';
  const paid = fees.filter((fee) => fee.amount !== 0);
  const [only] = paid;
  if (!only) return 'Miễn phí';
  if (paid.length === fees.length) return paidText(paid);
  return paid.length === 1
    ? `Miễn phí; ${lowerFirst(only.label)} ${lowerFirst(paidText(paid))}`
    : `Miễn phí; khoản khác ${lowerFirst(paidText(paid))}`;
}

function paidText(fees: readonly Fee[]): string {
  const known = fees.filter((fee): fee is Fee & { amount: number } => fee.amount !== null);
  const least = known.reduce<(Fee & { amount: number }) | undefined>(
    (min, fee) => (min && min.amount <= fee.amount ? min : fee),
    undefined,
  );
  if (!least) return setByCouncil;
  const alike = fees.every((fee) => fee.amount === least.amount && fee.per === least.per);
  return alike ? `${money(least.amount)}${least.per === null ? '' : `/${least.per}`}` : `Từ ${money(least.amount)}`;
}

/** What to do with a document: 'Nộp 1 bản chính, 1 bản sao', 'Xuất trình bản chính'. */
export function documentActionText(document: Pick<DocumentNeeded, 'action' | 'originals' | 'copies'>): string {
  const kinds: [number, string][] = [
    [document.originals, 'bản chính'],
    [document.copies, 'bản sao'],
  ];
  const needed = kinds.filter(([count]) => count > 0);
  if (document.action === 'submit') return ['Nộp', needed.map(([count, kind]) => `${count} ${kind}`).join(', ')].join(' ').trim();
  return ['Xuất trình', needed.map(([count, kind]) => (count === 1 ? kind : `${count} ${kind}`)).join(', ')].join(' ').trim();
}

type WeekdayHours = { weekday: Weekday; weeks: string; blocks: Block[] };

/** The counter's weekly hours in the season of `on`: 'Thứ Hai – Thứ Sáu: 7 giờ 30 – 11 giờ 30, 13 giờ 30 – 17 giờ; Thứ Bảy: 7 giờ 30 – 11 giờ 30'. A counter with sessions on single days only: 'Theo lịch từng buổi'. */
export function hoursText(counter: Pick<Counter, 'hours'>, seasons: readonly Season[], on: Day): string {
  const groups: { days: Weekday[]; weeks: string; text: string }[] = [];
  for (const { weekday, weeks, blocks } of weekOf(counter.hours, seasons, on)) {
    const text = blocks.map(blockText).join(', ');
    const group = groups.find((each) => each.weeks === weeks && each.text === text);
    if (group) group.days.push(weekday);
    else groups.push({ days: [weekday], weeks, text });
  }
  if (groups.length === 0) return 'Theo lịch từng buổi';
  return groups.map(({ days, weeks, text }) => `${weekdaysText(days)}${weeks}: ${text}`).join('; ');
}

function weekOf(hours: readonly WeeklyHours[], seasons: readonly Season[], on: Day): WeekdayHours[] {
  const inForce = hours.filter((row) => inSeason(row, seasons, on));
  return ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) => {
    const rows = inForce.filter((row) => row.weekday === weekday);
    const patterns = [...new Set(rows.map(weeksText))].sort();
    return patterns
      .map((weeks) => ({ weekday, weeks, blocks: blocksOf(rows.filter((row) => weeksText(row) === weeks)) }))
      .filter(({ blocks }) => blocks.length > 0);
  });
}

function weeksText({ nthWeeks }: WeeklyHours): string {
  if (!nthWeeks || nthWeeks.length === 0) return '';
  const weeks = [...new Set(nthWeeks)].sort().map((week) => `thứ ${['nhất', 'hai', 'ba', 'tư', 'năm'][week - 1]}`);
  return ` (tuần ${weeks.join(', ')} trong tháng)`;
}

function blockText({ from, to }: Block): string {
  return `${hourText(timeFromMinutes(from))} – ${hourText(timeFromMinutes(to))}`;
}

/** Three days or more in a row become a range. */
function weekdaysText(days: readonly Weekday[]): string {
  const ranges: Weekday[][] = [];
  for (const day of days) {
    const range = ranges.at(-1);
    if (range && range.at(-1) === day - 1) range.push(day);
    else ranges.push([day]);
  }
  return ranges
    .flatMap((range) => {
      const [first, last] = [range[0] as Weekday, range.at(-1) as Weekday];
      return range.length >= 3 ? [`${nameOfWeekday(first)} – ${nameOfWeekday(last)}`] : range.map(nameOfWeekday);
    })
    .join(', ');
}

/** A label inside a sentence; words written in capitals (HĐND, CMND) stay. */
function lowerFirst(text: string): string {
  return /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
