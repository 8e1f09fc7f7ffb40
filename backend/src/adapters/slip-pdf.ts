import type { AppointmentStatus, Slip } from '../contracts/appointments.js';
import { collected, type Document, drawQr, fitted, ink, newDocument, registerFonts, set } from './pdf.js';

const quiet = '#4A5763';
const rule = '#9AA6B2';
const danger = '#B3261E';
const margin = 28;
/** Room below the text for the code and the page number. */
const foot = 18;

const relationWords: Record<Slip['person']['relation'], string | null> = {
  self: null,
  child: 'con',
  parent: 'cha, mẹ',
  spouse: 'vợ, chồng',
  grandparent: 'ông, bà',
  sibling: 'anh, chị, em',
  neighbour: 'hàng xóm',
  other: null,
};

const homeVisitWords: Record<NonNullable<Slip['homeVisit']>['reason'], string> = {
  elderly: 'người cao tuổi',
  disabled: 'người khuyết tật',
  illness: 'người đang ốm',
  newborn_mother: 'bà mẹ có con mới sinh',
};

/** What stands across the slip when nobody need come with it any more. */
const stateWords: Partial<Record<AppointmentStatus, string>> = {
  cancelled: 'Lịch hẹn này đã được hủy.',
  revoked: 'Cơ quan đã hủy lịch hẹn này.',
  no_show: 'Lịch hẹn này đã qua, người hẹn không đến.',
  seen: 'Lịch hẹn này đã hoàn thành.',
};

/** The appointment slip (giấy hẹn) as an A5 PDF, as many pages as its documents need. The same slip always gives the same bytes. */
export async function slipPdf(slip: Slip): Promise<Buffer> {
  const document = await newDocument({
    size: 'A5',
    margins: { top: margin, left: margin, right: margin, bottom: margin + foot },
    bufferPages: true,
    lang: 'vi-VN',
    displayTitle: true,
    font: '',
    info: {
      Title: `Giấy hẹn ${slip.code}`,
      Author: slip.officeName,
      CreationDate: new Date(slip.bookedAt),
      ModDate: new Date(slip.bookedAt),
    },
  });
  await registerFonts(document);
  const done = collected(document);

  header(document, slip);
  appointment(document, slip);
  facts(document, slip);
  notice(document, slip);
  checklist(document, slip);
  closing(document, slip);
  footers(document, slip);

  document.end();
  return done;
}

const widthOf = (document: Document) => document.page.width - 2 * margin;
/** Starts a new page when fewer than `height` points are left. */
function room(document: Document, height: number): void {
  if (document.y + height > document.page.height - document.page.margins.bottom) document.addPage();
}

/** Names of the state and of the office, side by side, each with its line below (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.1–2). */
function header(document: Document, slip: Slip): void {
  const width = widthOf(document);
  const left = width * 0.42;
  const right = width - left - 8;
  const rightX = margin + left + 8;
  const office = slip.officeName
    .normalize('NFC')
    .replace(/^UBND(?=\s|$)/i, 'Ủy ban nhân dân')
    .toLocaleUpperCase('vi-VN');
  const top = document.y;

  set(document, 'bold', 8.5).text(office, margin, top, { width: left, align: 'center' });
  short(document, margin + left / 2, document.y + 2.5, 46);
  if (slip.formerText)
    set(document, 'italic', 7, quiet).text(slip.formerText.normalize('NFC'), margin, document.y + 6, { width: left, align: 'center' });
  const leftEnd = document.y;

  const country = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
  set(document, 'bold', fitted(document, country, 'bold', 9, right)).text(country, rightX, top, {
    width: right,
    align: 'center',
    lineBreak: false,
  });
  const motto = 'Độc lập - Tự do - Hạnh phúc';
  set(document, 'bold', 9);
  const mottoWidth = document.widthOfString(motto);
  document.text(motto, rightX, top + 13, { width: right, align: 'center', lineBreak: false });
  short(document, rightX + right / 2, top + 27, mottoWidth);
  document.y = Math.max(leftEnd, top + 30) + 8;
}

function short(document: Document, centre: number, y: number, length: number): void {
  document
    .moveTo(centre - length / 2, y)
    .lineTo(centre + length / 2, y)
    .lineWidth(0.6)
    .strokeColor(ink)
    .stroke();
  document.y = y;
}

/** The title, and what the person must be able to read at arm's length: code, day and hour, beside the QR code. */
function appointment(document: Document, slip: Slip): void {
  const width = widthOf(document);
  set(document, 'bold', 19).text('GIẤY HẸN', margin, document.y, { width, align: 'center' });
  const state = stateWords[slip.status];
  if (state) {
    const reason = slip.status === 'revoked' && slip.revokedReason ? ` Lý do: ${slip.revokedReason}` : '';
    set(document, 'bold', 9.5, danger).text(`${state}${reason}`.normalize('NFC'), margin, document.y + 2, { width, align: 'center' });
  }
  const top = document.y + 8;
  const side = 94;
  const textWidth = width - side - 14;

  set(document, 'regular', 8.5, quiet).text('Mã lịch hẹn', margin, top, { width: textWidth });
  set(document, 'bold', 25).text(slip.code, margin, document.y - 2, { width: textWidth, lineBreak: false });
  document.y = top + 46;
  set(document, 'bold', 15).text(`${spokenTime(slip.start)} – ${spokenTime(slip.end)}`, margin, document.y, { width: textWidth });
  set(document, 'bold', 12).text(spokenDay(slip.date), margin, document.y, { width: textWidth });
  const lunar = `(${slip.lunar} âm lịch)`.normalize('NFC');
  set(document, 'regular', 9, quiet).text(slip.homeVisit ? lunar : `${lunar}  ·  `, margin, document.y, {
    width: textWidth,
    continued: !slip.homeVisit,
  });
  if (!slip.homeVisit) set(document, 'bold', 9).text(`Chỗ số ${slip.seat}`);
  const textEnd = document.y;

  drawQr(document, slip.qr, margin + width - side, top, side);
  document.y = Math.max(textEnd, top + side) + 5;
}

/** Label and value, a line each; long values wrap beside their label. */
function facts(document: Document, slip: Slip): void {
  const relation = relationWords[slip.person.relation];
  const rows: [label: string, value: string, more?: string | null][] = [
    ['Thủ tục', slip.procedure.plainName, slip.procedure.name === slip.procedure.plainName ? null : slip.procedure.name],
    ['Người đến', slip.person.name, relation ? `(${relation} của người đặt lịch)` : null],
    slip.homeVisit
      ? ['Làm tại nhà', slip.homeVisit.address, `${slip.counterName} đến tận nơi (${homeVisitWords[slip.homeVisit.reason]}).`]
      : ['Nơi đến', slip.counterName, slip.location],
    ['Thời hạn', slip.procedure.timeText, slip.resultOn ? `Dự kiến trả kết quả: ${spokenDay(slip.resultOn)}` : null],
    ['Phí, lệ phí', slip.procedure.feeText, null],
  ];
  const width = widthOf(document);
  const label = 66;
  for (const [name, value, more] of rows) {
    const words = value.normalize('NFC');
    const needed = set(document, 'bold', 10).heightOfString(words, { width: width - label });
    room(document, Math.min(needed + 8, 200));
    const top = document.y;
    const page = document.bufferedPageRange().count;
    set(document, 'regular', 9, quiet).text(name, margin, top + 1, { width: label - 6 });
    const labelEnd = document.y;
    set(document, 'bold', 10).text(words, margin + label, top, { width: width - label });
    if (more) set(document, 'regular', 9).text(more.normalize('NFC'), margin + label, document.y, { width: width - label });
    const wrappedPage = document.bufferedPageRange().count > page;
    document.y = (wrappedPage ? document.y : Math.max(document.y, labelEnd)) + 3;
  }
}

/** The Mini App is no channel for filing; the slip says so where nobody overlooks it. */
function notice(document: Document, slip: Slip): void {
  const width = widthOf(document);
  const words = slip.notice.normalize('NFC');
  const inner = width - 20;
  const height = set(document, 'bold', 10.5).heightOfString(words, { width: inner, align: 'center' }) + 12;
  room(document, height + 10);
  const top = document.y + 3;
  document.rect(margin, top, width, height).lineWidth(1).strokeColor(ink).stroke();
  set(document, 'bold', 10.5).text(words, margin + 10, top + 6, { width: inner, align: 'center' });
  document.y = top + height + 7;
}

/** The documents with boxes to tick while packing the bag. */
function checklist(document: Document, slip: Slip): void {
  if (slip.procedure.documents.length === 0) return;
  const width = widthOf(document);
  const indent = 18;
  const box = 9;
  room(document, 44);
  set(document, 'bold', 10.5).text(slip.homeVisit ? 'Giấy tờ cần chuẩn bị sẵn' : 'Giấy tờ cần mang theo', margin, document.y, { width });
  document.y += 4;
  for (const item of slip.procedure.documents) {
    const name = item.name.normalize('NFC');
    const details = [
      item.actionText,
      item.neededIf && `Chỉ khi: ${item.neededIf}`,
      item.notNeededIf && `Không cần nếu: ${item.notNeededIf}`,
    ]
      .filter((detail): detail is string => Boolean(detail))
      .join('. ')
      .normalize('NFC');
    const options = { width: width - indent };
    const height =
      set(document, 'regular', 9.5).heightOfString(name, options) + set(document, 'italic', 8.5).heightOfString(details, options);
    room(document, height + 5);
    const top = document.y;
    document
      .rect(margin + 1, top + 2.2, box, box)
      .lineWidth(0.8)
      .strokeColor(ink)
      .stroke();
    set(document, 'regular', 9.5).text(name, margin + indent, top, options);
    if (details) set(document, 'italic', 8.5, quiet).text(details, margin + indent, document.y, options);
    document.y += 4;
  }
}

/** Whom to call, and until when the appointment can be changed. */
function closing(document: Document, slip: Slip): void {
  const width = widthOf(document);
  const missed = slip.homeVisit ? 'Không có nhà' : 'Không đến được';
  const change = slip.changeUntil
    ? `${missed}, xin đổi giờ hoặc hủy trước ${spokenInstant(slip.changeUntil)} để nhường chỗ cho người khác. `
    : '';
  const come = slip.homeVisit ? 'Xin có mặt ở nhà vào giờ hẹn.' : 'Xin đến trước 10 phút và đưa mã QR này cho cán bộ.';
  const words = (stateWords[slip.status] ? 'Cần hẹn lại hoặc hỏi thêm, xin gọi số dưới đây.' : `${change}${come}`).normalize('NFC');
  const height = set(document, 'regular', 9).heightOfString(words, { width }) + 22;
  room(document, height);
  document
    .moveTo(margin, document.y + 2)
    .lineTo(margin + width, document.y + 2)
    .lineWidth(0.5)
    .strokeColor(rule)
    .stroke();
  set(document, 'regular', 9).text(words, margin, document.y + 7, { width });
  set(document, 'bold', 10).text(`Điện thoại: ${slip.hotline}`.normalize('NFC'), margin, document.y + 1, { width });
}

/** The code on every sheet, so that a second page is never an orphan. */
function footers(document: Document, slip: Slip): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    // Text below the bottom margin would start a page of its own.
    document.page.margins.bottom = 0;
    const y = document.page.height - margin - 6;
    const width = widthOf(document);
    set(document, 'regular', 7.5, quiet).text(`${slip.code} · Đặt lúc ${spokenInstant(slip.bookedAt)}`, margin, y, {
      width,
      lineBreak: false,
    });
    if (count > 1) document.text(`Trang ${page - start + 1}/${count}`, margin, y, { width, align: 'right', lineBreak: false });
  }
}

const weekdays = ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'] as const;

/** `Thứ Ba, ngày 01/12/2026`. */
function spokenDay(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const days = Date.UTC(year, month - 1, date) / 86_400_000;
  const two = (value: number) => String(value).padStart(2, '0');
  // 1 January 1970 was a Thursday.
  return `${weekdays[(days + 4) % 7]}, ngày ${two(date)}/${two(month)}/${year}`;
}

/** `8 giờ 30`, `14 giờ`. */
function spokenTime(time: string): string {
  const [hours = '', minutes = ''] = time.split(':');
  return `${Number(hours)} giờ${minutes === '00' ? '' : ` ${minutes}`}`;
}

/** `8 giờ 30 ngày 30/11/2026`, in Vietnam. */
function spokenInstant(instant: string): string {
  const there = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();
  return `${spokenTime(there.slice(11, 16))} ngày ${there.slice(8, 10)}/${there.slice(5, 7)}/${there.slice(0, 4)}`;
}
