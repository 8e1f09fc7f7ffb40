import { collected, type Document, drawQr, fitted, ink, newDocument, registerFonts, set } from './pdf.js';

/** What the sheet says, in the order it is read. */
type Poster = {
  number: string;
  office: string;
  classLabel: string;
  source: string;
  title: string;
  summary: string;
  documentText: string | null;
  postedText: string;
  pageUrl: string;
  publishedAt: Date;
};

const quiet = '#4A5763';
const margin = 51;
const qrSide = 168;

/** The sheet to hang up at the office and the hamlets' houses (Luật 10/2022/QH15 Art. 13(2)): one A4 page. The same words always give the same bytes. */
export async function posterPdf(poster: Poster): Promise<Buffer> {
  const document = await newDocument({
    size: 'A4',
    margins: { top: margin, left: margin, right: margin, bottom: 0 },
    lang: 'vi-VN',
    displayTitle: true,
    font: '',
    info: {
      Title: `${poster.number} ${poster.title}`,
      Author: poster.office,
      CreationDate: poster.publishedAt,
      ModDate: poster.publishedAt,
    },
  });
  await registerFonts(document);
  const done = collected(document);
  const bottom = document.page.height - margin;
  const footTop = bottom - qrSide - 34;

  header(document, poster);
  const width = document.page.width - 2 * margin;
  set(document, 'bold', 13, quiet).text('CÔNG KHAI ĐỂ NHÂN DÂN BIẾT', margin, document.y + 14, {
    width,
    align: 'center',
    characterSpacing: 0.6,
  });
  set(document, 'regular', 11.5, quiet).text(`${poster.classLabel} (${poster.source})`.normalize('NFC'), margin, document.y + 4, {
    width,
    align: 'center',
  });
  const space = footTop - document.y - 60;
  const { title, summary } = sizes(document, poster, width, space);
  document.y += Math.min(26, Math.max(10, (space - heights(document, poster, width, title, summary)) / 4));
  set(document, 'bold', title).text(poster.title.normalize('NFC'), margin, document.y, { width, align: 'center', lineGap: 2 });
  document.y += 18;
  set(document, 'regular', summary).text(poster.summary.normalize('NFC'), margin, document.y, { width, align: 'left', lineGap: 4 });
  if (poster.documentText !== null)
    set(document, 'italic', 13).text(`${poster.documentText}.`.normalize('NFC'), margin, document.y + 14, { width, align: 'left' });

  foot(document, poster, footTop, width);
  document.end();
  return done;
}

function heights(document: Document, poster: Poster, width: number, title: number, summary: number): number {
  return (
    set(document, 'bold', title).heightOfString(poster.title.normalize('NFC'), { width, lineGap: 2 }) +
    set(document, 'regular', summary).heightOfString(poster.summary.normalize('NFC'), { width, lineGap: 4 }) +
    (poster.documentText === null ? 0 : 34) +
    18
  );
}

/** As large as the sheet has room for: a short notice can be read across the yard. */
function sizes(document: Document, poster: Poster, width: number, space: number): { title: number; summary: number } {
  let size = { title: 34, summary: 20 };
  while (size.title > 14 && heights(document, poster, width, size.title, size.summary) > space)
    size = { title: size.title - 1, summary: Math.max(11.5, size.summary - 0.4) };
  return size;
}

/** The state's name and motto beside the office's name, as on an official paper (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.1–2). */
function header(document: Document, { office, number }: Poster): void {
  const width = document.page.width - 2 * margin;
  const left = width * 0.4;
  const right = width - left - 10;
  const rightX = margin + left + 10;
  const name = office
    .normalize('NFC')
    .replace(/^UBND(?=\s|$)/i, 'Ủy ban nhân dân')
    .toLocaleUpperCase('vi-VN');
  const top = document.y;
  set(document, 'bold', 12).text(name, margin, top, { width: left, align: 'center' });
  rule(document, margin + left / 2, document.y + 5, 60);
  set(document, 'regular', 11).text(`Số hiệu: ${number}`, margin, document.y + 7, { width: left, align: 'center' });
  const leftEnd = document.y;
  const country = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
  set(document, 'bold', fitted(document, country, 'bold', 12, right)).text(country, rightX, top, {
    width: right,
    align: 'center',
    lineBreak: false,
  });
  const motto = 'Độc lập - Tự do - Hạnh phúc';
  set(document, 'bold', 12.5);
  const mottoWidth = document.widthOfString(motto);
  document.text(motto, rightX, top + 17, { width: right, align: 'center', lineBreak: false });
  rule(document, rightX + right / 2, top + 36, mottoWidth);
  document.y = Math.max(leftEnd, top + 40);
}

function rule(document: Document, centre: number, y: number, length: number): void {
  document
    .moveTo(centre - length / 2, y)
    .lineTo(centre + length / 2, y)
    .lineWidth(0.8)
    .strokeColor(ink)
    .stroke();
  document.y = y;
}

/** Until when it hangs here, and the way to the whole text for whoever has a phone. */
function foot(document: Document, { pageUrl, postedText, office }: Poster, top: number, width: number): void {
  document
    .moveTo(margin, top)
    .lineTo(margin + width, top)
    .lineWidth(0.8)
    .strokeColor(ink)
    .stroke();
  drawQr(document, pageUrl, margin, top + 14, qrSide);
  const x = margin + qrSide + 18;
  const rest = width - qrSide - 18;
  set(document, 'bold', 19).text('Quét mã để đọc toàn văn', x, top + 30, { width: rest });
  set(document, 'regular', 11.5, quiet).text('Mở Zalo, chọn biểu tượng quét mã QR rồi đưa máy vào ô vuông bên cạnh.', x, document.y + 4, {
    width: rest,
  });
  const address = pageUrl.replace(/^https?:\/\//, '');
  set(document, 'regular', 10, quiet).text(address, x, document.y + 6, { width: rest });
  set(document, 'bold', 12.5).text(`${postedText}.`.normalize('NFC'), x, document.y + 12, { width: rest });
  set(document, 'regular', 11.5).text(`Không dùng điện thoại, xin hỏi trưởng xóm hoặc ${office}.`.normalize('NFC'), x, document.y + 4, {
    width: rest,
  });
}
