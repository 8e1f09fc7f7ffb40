import type { BallotSheet } from '../domain/ballots.js';
import { country, drawable, motto } from '../domain/papers.js';
import { instantAt } from '../domain/vietnam-time.js';
import { collected, type Document, fitted, ink, newDocument, registerFonts, set } from './pdf.js';

const margin = { x: 40, y: 26 };
const quiet = '#4A5763';
/** The largest letters that fit are taken, for old eyes; below the least for half a page a ballot gets a page of its own. */
const sizes = { largest: 13, leastOnHalf: 8, least: 4 };

type Area = { top: number; height: number };

/** The ballots on A4, two on a page to be cut apart; long ones have a page each. The same ballots always give the same bytes. */
export async function ballotPdf(sheet: BallotSheet): Promise<Buffer> {
  const madeAt = instantAt(sheet.day, '00:00');
  const document = await newDocument({
    size: 'A4',
    margins: { top: margin.y, bottom: 0, left: margin.x, right: margin.x },
    autoFirstPage: false,
    lang: 'vi-VN',
    displayTitle: true,
    font: '',
    info: {
      Title: `${drawable(sheet.title)} – ${drawable(sheet.subject)}`,
      Author: sheet.issuer.map(drawable).join(' – '),
      CreationDate: madeAt,
      ModDate: madeAt,
    },
  });
  await registerFonts(document);
  const done = collected(document);
  document.addPage();
  const { width, height } = document.page;
  const halves: Area[] = [
    { top: 0, height: height / 2 },
    { top: height / 2, height: height / 2 },
  ];
  const onHalf = sizeFor(document, sheet, halves[0] as Area);
  const areas = onHalf >= sizes.leastOnHalf ? halves : [{ top: 0, height }];
  const size = areas.length === 2 ? onHalf : sizeFor(document, sheet, areas[0] as Area);

  for (const [index, serial] of sheet.serials.entries()) {
    if (index > 0 && index % areas.length === 0) document.addPage();
    draw(document, sheet, serial, areas[index % areas.length] as Area, size);
    if (areas.length === 2 && index % 2 === 0) cutLine(document, width, height / 2);
  }
  document.end();
  return done;
}

const widthOf = (document: Document) => document.page.width - 2 * margin.x;

type BallotLine = { text: string; bold?: boolean; box?: boolean; rule?: boolean; centred?: boolean };

/** What is written from the head down, so that measuring and drawing cannot differ. */
function linesOf(sheet: BallotSheet): BallotLine[] {
  return [
    { text: drawable(sheet.title).toLocaleUpperCase('vi-VN'), bold: true, centred: true },
    { text: `Về việc: ${drawable(sheet.subject)}`, bold: true, centred: true },
    ...drawable(sheet.content)
      .split(/\n+/)
      .filter((line) => line.trim() !== '')
      .map((text) => ({ text })),
    { text: drawable(sheet.howTo), bold: true },
    ...sheet.options.flatMap(({ label, write }): BallotLine[] =>
      write
        ? [
            { text: `${drawable(label)}:`, box: true, rule: true },
            { text: '', rule: true },
          ]
        : [{ text: drawable(label), box: true }],
    ),
    ...(sheet.otherOpinion
      ? [
          { text: 'Ý kiến khác:', rule: true },
          { text: '', rule: true },
        ]
      : []),
    { text: drawable(sheet.returnBy) },
  ];
}

const headHeight = 62;
const footHeight = ({ signature }: BallotSheet) => (signature === null ? 8 : 84);
const gapOf = (size: number) => size * 0.4;
const indentOf = (size: number, box: boolean | undefined) => (box ? size * 2 : 0);

function heightOf(document: Document, sheet: BallotSheet, size: number): number {
  return linesOf(sheet).reduce((sum, { text, bold, box }) => {
    const height = set(document, bold ? 'bold' : 'regular', size).heightOfString(text || ' ', {
      width: widthOf(document) - indentOf(size, box),
    });
    return sum + height + gapOf(size);
  }, 0);
}

function sizeFor(document: Document, sheet: BallotSheet, { height }: Area): number {
  const room = height - 2 * margin.y - headHeight - footHeight(sheet);
  let size = sizes.largest;
  while (size > sizes.least && heightOf(document, sheet, size) > room) size -= 0.5;
  return heightOf(document, sheet, size) > room ? 0 : size;
}

function draw(document: Document, sheet: BallotSheet, serial: string, { top, height }: Area, size: number): void {
  const points = Math.max(size, sizes.least);
  head(document, sheet, serial, top + margin.y);
  const width = widthOf(document);
  document.y = top + margin.y + headHeight;
  for (const { text, bold, box, rule, centred } of linesOf(sheet)) {
    const y = document.y;
    const indent = indentOf(points, box);
    if (box)
      document
        .rect(margin.x + points * 0.3, y + points * 0.2, points, points)
        .lineWidth(0.9)
        .strokeColor(ink)
        .stroke();
    set(document, bold ? 'bold' : 'regular', points).text(text || ' ', margin.x + indent, y, {
      width: width - indent,
      align: centred ? 'center' : 'left',
    });
    if (rule)
      dotted(document, margin.x + indent + (text === '' ? 0 : document.widthOfString(text) + 6), margin.x + width, y + points * 1.15);
    document.y += gapOf(points);
  }
  if (sheet.signature !== null) signature(document, sheet.signature, top + height - margin.y - footHeight(sheet) + 6);
}

/** Room for the commune's stamp at the top left (NĐ 59/2023/NĐ-CP Art. 4), the ballot's number at the right. */
function head(document: Document, { issuer, stamp }: BallotSheet, serial: string, y: number): void {
  const width = widthOf(document);
  const left = width * 0.42;
  const right = width - left;
  const at = (x: number, top: number, text: string, column: number, bold: boolean) =>
    set(document, bold ? 'bold' : 'regular', fitted(document, text, bold ? 'bold' : 'regular', 9.5, column)).text(text, x, top, {
      width: column,
      align: 'center',
      lineBreak: false,
    });
  for (const [index, line] of issuer.entries()) at(margin.x, y + index * 13, drawable(line), left - 10, index === issuer.length - 1);
  if (stamp)
    set(document, 'italic', 8, quiet).text('(Đóng dấu Ủy ban nhân dân)', margin.x, y + issuer.length * 13 + 2, {
      width: left - 10,
      align: 'center',
      lineBreak: false,
    });
  at(margin.x + left, y, country, right, true);
  at(margin.x + left, y + 13, motto, right, true);
  document
    .moveTo(margin.x + left + right / 2 - 60, y + 28)
    .lineTo(margin.x + left + right / 2 + 60, y + 28)
    .lineWidth(0.6)
    .strokeColor(ink)
    .stroke();
  at(margin.x + left, y + 33, `Phiếu số: ${drawable(serial)}`, right, false);
}

function signature(document: Document, { title, hint, name }: NonNullable<BallotSheet['signature']>, y: number): void {
  const column = widthOf(document) * 0.42;
  const x = margin.x + widthOf(document) - column;
  const centred = { width: column, align: 'center', lineBreak: false } as const;
  set(document, 'bold', 9.5).text(drawable(title).toLocaleUpperCase('vi-VN'), x, y, centred);
  if (hint !== null) set(document, 'italic', 8.5).text(drawable(hint), x, y + 13, centred);
  const words = drawable(name ?? '');
  set(document, 'bold', fitted(document, words, 'bold', 10, column)).text(words, x, y + 62, centred);
}

function dotted(document: Document, from: number, to: number, y: number): void {
  if (to <= from) return;
  document
    .save()
    .moveTo(from, y)
    .lineTo(to, y)
    .lineWidth(0.9)
    .lineCap('round')
    .dash(0.1, { space: 3 })
    .strokeColor(quiet)
    .stroke()
    .restore();
}

function cutLine(document: Document, width: number, y: number): void {
  document
    .save()
    .moveTo(14, y)
    .lineTo(width - 14, y)
    .lineWidth(0.5)
    .dash(4, { space: 4 })
    .strokeColor(quiet)
    .stroke()
    .restore();
}
