import {
  country,
  drawable,
  motto,
  type Paper,
  type PaperBlock,
  type PaperSignature,
  placeAndDay,
  signatureRows,
} from '../domain/papers.js';
import { instantAt } from '../domain/vietnam-time.js';
import { drawTable } from './paper-table.js';
import { collected, type Document, type Font, fitted, ink, newDocument, registerFonts, set } from './pdf.js';

/** NĐ 30/2020/NĐ-CP, Phụ lục I, mục I.3: 20–25 mm above and below, 30–35 mm at the left, 15–20 mm at the right. */
const margins = { top: 57, bottom: 62, left: 85, right: 48 };
const quiet = '#4A5763';
const size = 11.5;

const widthOf = (document: Document) => document.page.width - margins.left - margins.right;
const bottomOf = (document: Document) => document.page.height - margins.bottom;

/** A paper as A4 PDF. The same paper always gives the same bytes. */
export async function paperPdf(paper: Paper): Promise<Buffer> {
  const madeAt = instantAt(paper.day, '00:00');
  const document = await newDocument({
    size: 'A4',
    margins,
    bufferPages: true,
    lang: 'vi-VN',
    displayTitle: true,
    font: '',
    info: {
      Title: drawable(paper.title).replaceAll('\n', ' '),
      Author: drawable(paper.issuer.join(' – ')),
      CreationDate: madeAt,
      ModDate: madeAt,
    },
  });
  await registerFonts(document);
  const done = collected(document);

  header(document, paper);
  title(document, paper);
  for (const [index, block] of paper.blocks.entries()) {
    // The first signatures never stand on a page without a word of what they sign.
    if (index === paper.blocks.length - 1 && block.kind === 'paragraph')
      keep(document, 50 + signatureHeights(document, signatureRows(paper.signatures)[0] ?? []).whole);
    draw(document, block, paper.blocks[index + 1]);
  }
  signatures(document, paper);
  edges(document, paper.form);

  document.end();
  return done;
}

function keep(document: Document, height: number): void {
  if (document.y + height > bottomOf(document)) document.addPage();
}

function short(document: Document, centre: number, y: number, length: number): void {
  document
    .moveTo(centre - length / 2, y)
    .lineTo(centre + length / 2, y)
    .lineWidth(0.7)
    .strokeColor(ink)
    .stroke();
}

/** Body and number at the left; the state's name, the motto, place and day at the right (Phụ lục I, mục II.1–4). */
function header(document: Document, paper: Pick<Paper, 'issuer' | 'number' | 'place' | 'day'>): void {
  const width = widthOf(document);
  const left = width * 0.4;
  const right = width - left - 10;
  const rightX = margins.left + left + 10;
  const top = document.y;
  const centred = { width: left, align: 'center' } as const;

  for (const [index, line] of paper.issuer.entries()) {
    const last = index === paper.issuer.length - 1;
    set(document, last ? 'bold' : 'regular', 11).text(drawable(line), margins.left, document.y, centred);
  }
  short(document, margins.left + left / 2, document.y + 3, 60);
  document.y += 9;
  if (paper.number !== null) set(document, 'regular', 10.5).text(`Số: ${drawable(paper.number)}`, margins.left, document.y, centred);
  const leftEnd = document.y;

  set(document, 'bold', fitted(document, country, 'bold', 11, right)).text(country, rightX, top, {
    width: right,
    align: 'center',
    lineBreak: false,
  });
  set(document, 'bold', 11);
  const mottoWidth = document.widthOfString(motto);
  document.text(motto, rightX, top + 16, { width: right, align: 'center', lineBreak: false });
  short(document, rightX + right / 2, top + 33, mottoWidth);
  set(document, 'italic', 10.5).text(drawable(placeAndDay(paper)), rightX, top + 41, { width: right, align: 'center' });
  document.y = Math.max(leftEnd, document.y) + 20;
}

function title(document: Document, paper: Paper): void {
  const options = { width: widthOf(document), align: 'center' } as const;
  set(document, 'bold', 14).text(drawable(paper.title).toLocaleUpperCase('vi-VN'), margins.left, document.y, options);
  if (paper.subtitle !== null) set(document, 'bold', size).text(drawable(paper.subtitle), margins.left, document.y + 3, options);
  document.y += 14;
}

const fonts: Record<'normal' | 'bold' | 'italic' | 'centred' | 'indent', Font> = {
  normal: 'regular',
  bold: 'bold',
  italic: 'italic',
  centred: 'regular',
  indent: 'regular',
};

function draw(document: Document, block: PaperBlock, next: PaperBlock | undefined): void {
  const width = widthOf(document);
  switch (block.kind) {
    case 'paragraph': {
      const style = block.style ?? 'normal';
      const indent = style === 'indent' ? 18 : 0;
      // At least two lines together, and what introduces a table with its first rows.
      keep(document, next?.kind === 'table' ? 90 : 34);
      set(document, fonts[style], size).text(drawable(block.text), margins.left + indent, document.y, {
        width: width - indent,
        align: style === 'centred' ? 'center' : 'left',
        lineGap: 2.2,
      });
      document.y += 3.5;
      return;
    }
    case 'heading':
      keep(document, 60);
      set(document, 'bold', size).text(drawable(block.text), margins.left, document.y + 5, { width, lineGap: 2 });
      document.y += 3;
      return;
    case 'table':
      drawTable(document, block, { x: margins.left, width, bottom: bottomOf(document), top: margins.top });
      document.y += 5;
      return;
    case 'space':
      document.y += 6;
      return;
    case 'page_break':
      document.addPage();
  }
}

const room = 48;
const gap = 14;

/** Title and how to sign; names stand on one line, whatever their titles are. */
function signatureHeights(document: Document, row: readonly (PaperSignature | null)[]): { above: number; whole: number } {
  const width = columnOf(document, row) - 10;
  const heights = row.map((signature) => {
    if (signature === null) return [0, 0];
    const { title: above, hint, name } = signatureWords(signature);
    const head =
      set(document, 'bold', 11).heightOfString(above, { width }) +
      (hint === '' ? 0 : set(document, 'italic', 10).heightOfString(hint, { width }));
    return [head, set(document, 'bold', size).heightOfString(name, { width })];
  });
  const above = Math.max(0, ...heights.map(([head = 0]) => head)) + room;
  return { above, whole: above + Math.max(0, ...heights.map(([, name = 0]) => name)) + gap };
}
const columnOf = (document: Document, row: readonly unknown[]) => widthOf(document) / row.length;
const signatureWords = ({ title: above, hint, name }: PaperSignature) => ({
  title: drawable(above).toLocaleUpperCase('vi-VN'),
  hint: drawable(hint ?? ''),
  name: drawable(name ?? ' '),
});

/** Row by row, none broken over pages; who gets the paper stands beside a single signature, otherwise below the last. */
function signatures(document: Document, paper: Paper): void {
  const rows = signatureRows(paper.signatures);
  document.y += 12;
  for (const [index, row] of rows.entries()) {
    const last = index === rows.length - 1;
    const { above, whole } = signatureHeights(document, row);
    keep(document, whole + (last ? recipientsHeight(document, paper.recipients, row) : 0));
    const top = document.y;
    const column = columnOf(document, row);
    for (const [place, signature] of row.entries()) {
      if (signature === null) {
        if (last) recipients(document, paper.recipients, top, column - 10);
        continue;
      }
      const words = signatureWords(signature);
      const x = margins.left + place * column + 5;
      const centred = { width: column - 10, align: 'center' } as const;
      set(document, 'bold', 11).text(words.title, x, top, centred);
      if (words.hint !== '') set(document, 'italic', 10).text(words.hint, x, document.y, centred);
      set(document, 'bold', size).text(words.name, x, top + above, centred);
    }
    document.y = Math.max(top + whole, row[0] === null && last ? document.y : 0);
    if (last && row[0] !== null) recipients(document, paper.recipients, document.y, widthOf(document));
  }
}

const recipientText = (lines: readonly string[], inline: boolean) => lines.map((line) => `- ${drawable(line)}`).join(inline ? '  ' : '\n');
const recipientsHeight = (document: Document, lines: readonly string[], [first]: readonly (PaperSignature | null)[]) =>
  lines.length === 0 || first === null
    ? 0
    : 16 + set(document, 'regular', 9.5).heightOfString(recipientText(lines, true), { width: widthOf(document) });

/** A list in a column, one paragraph over the whole width. */
function recipients(document: Document, lines: readonly string[], y: number, width: number): void {
  if (lines.length === 0) return;
  set(document, 'bold', 10).text('Nơi nhận:', margins.left, y, { width });
  set(document, 'regular', 9.5).text(recipientText(lines, width === widthOf(document)), margins.left, document.y, { width });
}

/** Page numbers above from the second page on (Phụ lục I, mục II.10), the form's name below on the first. */
function edges(document: Document, form: string | null): void {
  const { start, count } = document.bufferedPageRange();
  const width = widthOf(document);
  for (let index = 0; index < count; index += 1) {
    document.switchToPage(start + index);
    document.page.margins = { ...margins, top: 0, bottom: 0 };
    const centred = { width, align: 'center', lineBreak: false } as const;
    if (index > 0) set(document, 'regular', 10.5).text(String(index + 1), margins.left, 28, centred);
    else if (form !== null) {
      const line = drawable(form);
      const points = fitted(document, line, 'italic', 8.5, width);
      set(document, 'italic', points, quiet).text(line, margins.left, document.page.height - 40, centred);
    }
  }
}
