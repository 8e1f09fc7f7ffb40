import type { LifeLetterPaper } from '../contracts/life-letters.js';
import { collected, type Document, drawQr, fitted, ink, newDocument, registerFonts, set } from './pdf.js';

const margins = { left: 72, right: 62, top: 58, bottom: 58 };
const quiet = '#4A5763';
/** National red, with gold, for joyful letters only; everything else stays black on white. */
const red = '#C8102E';
const gold = '#B8860B';
const festive = new Set<LifeLetterPaper['kind']>(['marriage', 'birth']);

const widthOf = (document: Document) => document.page.width - margins.left - margins.right;
/** Where the letter must end, so that the checking code keeps its place. */
const footHeight = 74;

/** An approved letter as A4 PDF. `approvedAt` dates the file: the same letter always gives the same bytes. */
export async function lifeLetterPdf(paper: LifeLetterPaper, { approvedAt }: { approvedAt: Date }): Promise<Buffer> {
  const document = await newDocument({
    size: 'A4',
    margins: { ...margins, bottom: margins.bottom + footHeight },
    bufferPages: true,
    lang: 'vi-VN',
    displayTitle: true,
    font: '',
    info: {
      Title: `${paper.title}${paper.number === null ? '' : ` ${paper.number}`}`,
      Author: paper.officeName,
      CreationDate: approvedAt,
      ModDate: approvedAt,
    },
  });
  await registerFonts(document);
  const done = collected(document);
  if (festive.has(paper.kind)) frame(document);
  document.on('pageAdded', () => {
    if (festive.has(paper.kind)) frame(document);
  });

  header(document, paper);
  title(document, paper);
  body(document, paper);
  signature(document, paper);
  foot(document, paper);

  document.end();
  return done;
}

/** A thin double line, as on a certificate of the commune. */
function frame(document: Document): void {
  const { width, height } = document.page;
  document
    .rect(26, 26, width - 52, height - 52)
    .lineWidth(1.6)
    .strokeColor(red)
    .stroke();
  document
    .rect(31, 31, width - 62, height - 62)
    .lineWidth(0.6)
    .strokeColor(gold)
    .stroke();
}

function short(document: Document, centre: number, y: number, length: number): void {
  document
    .moveTo(centre - length / 2, y)
    .lineTo(centre + length / 2, y)
    .lineWidth(0.7)
    .strokeColor(ink)
    .stroke();
}

/** Office and number at the left; the state's name, the motto, place and day at the right (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.1–4). */
function header(document: Document, paper: LifeLetterPaper): void {
  const width = widthOf(document);
  const left = width * 0.4;
  const right = width - left - 10;
  const rightX = margins.left + left + 10;
  const office = paper.officeName
    .normalize('NFC')
    .replace(/^UBND(?=\s|$)/i, 'Ủy ban nhân dân')
    .toLocaleUpperCase('vi-VN');
  const top = document.y;

  set(document, 'bold', 11).text(office, margins.left, top, { width: left, align: 'center' });
  short(document, margins.left + left / 2, document.y + 4, 60);
  if (paper.number !== null)
    set(document, 'regular', 10.5).text(`Số: ${paper.number}`, margins.left, document.y + 9, { width: left, align: 'center' });
  const leftEnd = document.y;

  const country = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
  set(document, 'bold', fitted(document, country, 'bold', 11, right)).text(country, rightX, top, {
    width: right,
    align: 'center',
    lineBreak: false,
  });
  const motto = 'Độc lập - Tự do - Hạnh phúc';
  set(document, 'bold', 11);
  const mottoWidth = document.widthOfString(motto);
  document.text(motto, rightX, top + 17, { width: right, align: 'center', lineBreak: false });
  short(document, rightX + right / 2, top + 35, mottoWidth);
  set(document, 'italic', 10.5).text(paper.placeAndDay.normalize('NFC'), rightX, top + 44, { width: right, align: 'center' });
  document.y = Math.max(leftEnd, document.y) + 40;
}

function title(document: Document, paper: LifeLetterPaper): void {
  const width = widthOf(document);
  const words = paper.title.normalize('NFC').toLocaleUpperCase('vi-VN');
  const colour = festive.has(paper.kind) ? red : ink;
  set(document, 'bold', fitted(document, words, 'bold', 24, width), colour).text(words, margins.left, document.y, {
    width,
    align: 'center',
  });
  document.y += 22;
  set(document, 'bold', 13).text(`Kính gửi: ${paper.recipientName.normalize('NFC')}`, margins.left, document.y, { width, align: 'center' });
  if (paper.recipientAddress !== null)
    set(document, 'regular', 11.5, quiet).text(paper.recipientAddress.normalize('NFC'), margins.left, document.y + 2, {
      width,
      align: 'center',
    });
  document.y += 20;
}

function body(document: Document, paper: LifeLetterPaper): void {
  const width = widthOf(document);
  for (const paragraph of paper.paragraphs) {
    set(document, 'regular', 14).text(paragraph.normalize('NFC'), margins.left, document.y, {
      width,
      align: 'left',
      lineGap: 4,
      indent: 28,
    });
    document.y += 9;
  }
}

/** Title, signature, name; under it who approved it and when, since a picture of a signature proves nothing by itself. */
function signature(document: Document, paper: LifeLetterPaper): void {
  const width = widthOf(document);
  const column = width * 0.52;
  const x = margins.left + width - column;
  const height = 150;
  if (document.y + height > document.page.height - document.page.margins.bottom) document.addPage();
  document.y += 14;
  set(document, 'bold', 12).text(paper.signerTitle.normalize('NFC').toLocaleUpperCase('vi-VN'), x, document.y, {
    width: column,
    align: 'center',
  });
  const top = document.y + 6;
  if (paper.signature !== null) {
    const [, base64 = ''] = paper.signature.split(',');
    document.image(Buffer.from(base64, 'base64'), x, top, { fit: [column, 62], align: 'center', valign: 'center' });
  }
  document.y = top + (paper.signature === null ? 18 : 66);
  if (paper.signerName !== null)
    set(document, 'bold', 13).text(paper.signerName.normalize('NFC'), x, document.y, { width: column, align: 'center' });
  if (paper.approvedText !== null)
    set(document, 'italic', 9, quiet).text(paper.approvedText.normalize('NFC'), x, document.y + 4, { width: column, align: 'center' });
}

/** How to check that the letter is the commune's; it tells nobody what the letter says. */
function foot(document: Document, paper: LifeLetterPaper): void {
  if (paper.check === null) return;
  const { start, count } = document.bufferedPageRange();
  document.switchToPage(start + count - 1);
  // Text below the bottom margin would start a page of its own.
  document.page.margins.bottom = 0;
  const side = 60;
  const y = document.page.height - margins.bottom - side;
  drawQr(document, paper.check.url, margins.left - 4, y, side);
  const x = margins.left + side + 6;
  const width = widthOf(document) - side - 6;
  set(document, 'regular', 9, quiet).text('Kiểm tra thư này có phải của xã không: quét mã bên, hoặc mở', x, y + 12, { width });
  set(document, 'regular', 9, quiet).text(paper.check.url, x, document.y, { width });
  set(document, 'bold', 10).text(`Mã kiểm tra: ${paper.check.code}`, x, document.y + 1, { width });
}
