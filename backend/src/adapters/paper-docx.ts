import type { Paragraph, Table } from 'docx';
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
import { stillZip } from './zip-time.js';

type Docx = typeof import('docx');

/** Twentieths of a point. */
const millimetre = (number: number) => Math.round((number / 25.4) * 1440);
/** NĐ 30/2020/NĐ-CP, Phụ lục I, mục I. */
const page = { width: millimetre(210), height: millimetre(297) };
const margins = { top: millimetre(20), bottom: millimetre(20), left: millimetre(30), right: millimetre(20) };
const width = page.width - margins.left - margins.right;
/** Half points. */
const size = 26;
const small = 22;

/** A paper as docx, to be corrected by hand before it is signed. The same paper always gives the same bytes. */
export async function paperDocx(paper: Paper): Promise<Buffer> {
  // Only who asks for a docx pays for the library.
  const docx: Docx = await import('docx');
  const madeAt = instantAt(paper.day, '00:00').toISOString().replace('.000Z', 'Z');
  const document = new docx.Document({
    styles: {
      default: {
        document: { run: { font: 'Times New Roman', size, language: { value: 'vi-VN' } }, paragraph: { spacing: { after: 80 } } },
      },
    },
    sections: [
      {
        properties: {
          titlePage: true,
          page: { size: page, margin: { ...margins, header: millimetre(10), footer: millimetre(10) } },
        },
        headers: { first: new docx.Header({ children: [] }), default: pageNumber(docx) },
        footers: { first: formFooter(docx, paper.form), default: new docx.Footer({ children: [] }) },
        children: [
          head(docx, paper),
          line(docx, drawable(paper.title).toLocaleUpperCase('vi-VN'), { bold: true, centred: true, size: 28, before: 280 }),
          ...(paper.subtitle === null ? [] : [line(docx, drawable(paper.subtitle), { bold: true, centred: true })]),
          gap(docx),
          ...paper.blocks.flatMap((block, index) => drawn(docx, block, staysWithNext(paper, index))),
          gap(docx),
          ...signatureTables(docx, paper),
        ],
      },
    ],
  });
  const bytes = await docx.Packer.toBuffer(document, undefined, [{ path: 'docProps/core.xml', data: coreXml(paper, madeAt) }]);
  return stillZip(bytes);
}

type LineStyle = {
  bold?: boolean;
  italic?: boolean;
  underline?: boolean;
  centred?: boolean;
  right?: boolean;
  size?: number;
  before?: number;
  after?: number;
  indent?: number;
  keepNext?: boolean;
};

function line({ Paragraph, TextRun, AlignmentType }: Docx, text: string, style: LineStyle): Paragraph {
  return new Paragraph({
    alignment: style.centred ? AlignmentType.CENTER : style.right ? AlignmentType.RIGHT : AlignmentType.LEFT,
    spacing: { before: style.before ?? 0, after: style.after ?? 80 },
    indent: { left: style.indent ?? 0 },
    keepNext: style.keepNext ?? false,
    children: text.split('\n').map(
      (part, index) =>
        new TextRun({
          text: part,
          ...(index > 0 && { break: 1 }),
          bold: style.bold ?? false,
          italics: style.italic ?? false,
          ...(style.underline && { underline: {} }),
          size: style.size ?? size,
        }),
    ),
  });
}

/** Six points of nothing. */
const gap = ({ Paragraph, LineRuleType }: Docx) =>
  new Paragraph({ spacing: { before: 0, after: 0, line: 120, lineRule: LineRuleType.EXACT } });

/** A table without lines, for what stands side by side. */
function sideBySide(docx: Docx, rows: Paragraph[][][], shares: number[]): Table {
  const columns = shares.map((share) => Math.round(width * share));
  return new docx.Table({
    width: { size: width, type: docx.WidthType.DXA },
    columnWidths: columns,
    borders: docx.TableBorders.NONE,
    layout: docx.TableLayoutType.FIXED,
    rows: rows.map(
      (cells) =>
        new docx.TableRow({
          cantSplit: true,
          children: cells.map(
            (children, index) => new docx.TableCell({ width: { size: columns[index] as number, type: docx.WidthType.DXA }, children }),
          ),
        }),
    ),
  });
}

/** Body and number at the left; the state's name, the motto, place and day at the right (Phụ lục I, mục II.1–4). */
function head(docx: Docx, paper: Paper): Table {
  const last = paper.issuer.length - 1;
  const issuer = paper.issuer.map((text, index) =>
    line(docx, drawable(text), { centred: true, size: small + 2, bold: index === last, underline: index === last }),
  );
  const number = paper.number === null ? [] : [line(docx, `Số: ${drawable(paper.number)}`, { centred: true, size: small + 2 })];
  const state = [
    line(docx, country, { centred: true, bold: true, size: small }),
    line(docx, motto, { centred: true, bold: true, underline: true, size: small + 2 }),
    line(docx, drawable(placeAndDay(paper)), { centred: true, italic: true, size: small + 2 }),
  ];
  return sideBySide(docx, [[[...issuer, ...number], state]], [0.42, 0.58]);
}

/** What introduces a table, and the last words before the signatures. */
const staysWithNext = ({ blocks }: Paper, index: number): boolean => index === blocks.length - 1 || blocks[index + 1]?.kind === 'table';

function drawn(docx: Docx, block: PaperBlock, keepNext: boolean): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'paragraph': {
      const style = block.style ?? 'normal';
      return [
        line(docx, drawable(block.text), {
          bold: style === 'bold',
          italic: style === 'italic',
          centred: style === 'centred',
          indent: style === 'indent' ? 360 : 0,
          keepNext,
        }),
      ];
    }
    case 'heading':
      return [line(docx, drawable(block.text), { bold: true, before: 120, keepNext: true })];
    case 'table':
      return [ruled(docx, block), gap(docx)];
    case 'space':
      return [gap(docx)];
    case 'page_break':
      return [new docx.Paragraph({ children: [new docx.PageBreak()] })];
  }
}

/** Its head is repeated on every page. */
function ruled(docx: Docx, { head: names, rows, widths, alignRight, centre }: Extract<PaperBlock, { kind: 'table' }>): Table {
  const total = widths.reduce((sum, share) => sum + share, 0);
  const columns = names.map((_, column) => Math.round((width * (widths[column] ?? 0)) / total));
  const row = (cells: readonly string[], isHead: boolean) =>
    new docx.TableRow({
      cantSplit: true,
      tableHeader: isHead,
      children: columns.map(
        (size, column) =>
          new docx.TableCell({
            width: { size, type: docx.WidthType.DXA },
            margins: { top: 40, bottom: 0, left: 80, right: 80, marginUnitType: docx.WidthType.DXA },
            children: [
              line(docx, drawable(cells[column] ?? ''), {
                size: small + 1,
                bold: isHead,
                centred: isHead || (centre?.includes(column) ?? false),
                right: alignRight?.includes(column) ?? false,
              }),
            ],
          }),
      ),
    });
  return new docx.Table({
    width: { size: width, type: docx.WidthType.DXA },
    columnWidths: columns,
    layout: docx.TableLayoutType.FIXED,
    rows: [row(names, true), ...rows.map((cells) => row(cells, false))],
  });
}

/** A row of signatures is a table of its own, since rows may have two or three; names stand in a second row, whatever the titles are. */
function signatureTables(docx: Docx, { signatures, recipients }: Paper): (Table | Paragraph)[] {
  const above = (signature: PaperSignature | null): Paragraph[] =>
    signature === null
      ? recipientLines(docx, recipients)
      : [
          line(docx, drawable(signature.title).toLocaleUpperCase('vi-VN'), { centred: true, bold: true, size: small + 2, keepNext: true }),
          ...(signature.hint === null
            ? []
            : [line(docx, drawable(signature.hint), { centred: true, italic: true, size: small, keepNext: true })]),
        ];
  const below = (signature: PaperSignature | null): Paragraph[] => [
    line(docx, drawable(signature?.name ?? ''), { centred: true, bold: true, before: 900 }),
  ];
  const rows = signatureRows(signatures);
  return [
    ...rows.flatMap((row) => [
      sideBySide(
        docx,
        [row.map(above), row.map(below)],
        row.map(() => 1 / row.length),
      ),
      // Word joins two tables that touch.
      gap(docx),
    ]),
    ...(rows.at(-1)?.[0] === null ? [] : recipientLines(docx, recipients)),
  ];
}

function recipientLines(docx: Docx, lines: readonly string[]): Paragraph[] {
  if (lines.length === 0) return [line(docx, '', {})];
  return [
    line(docx, 'Nơi nhận:', { bold: true, italic: true, size: 24, keepNext: true, after: 0 }),
    ...lines.map((text, index) => line(docx, `- ${drawable(text)}`, { size: small, keepNext: index < lines.length - 1, after: 0 })),
  ];
}

/** Above, from the second page on (Phụ lục I, mục II.10). */
function pageNumber({ Header, Paragraph, TextRun, PageNumber, AlignmentType }: Docx) {
  return new Header({
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT], size })] })],
  });
}

function formFooter(docx: Docx, form: string | null) {
  return new docx.Footer({ children: form === null ? [] : [line(docx, drawable(form), { centred: true, italic: true, size: 16 })] });
}

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (character) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[character]};`);

/** The library dates a file by the clock of the machine; a paper is dated by its own day. */
function coreXml({ title, issuer }: Paper, madeAt: string): string {
  const date = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${madeAt}</dcterms:${name}>`;
  return `<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(
    drawable(title),
  )}</dc:title><dc:creator>${escaped(drawable(issuer.join(' – ')))}</dc:creator><dc:language>vi-VN</dc:language>${date('created')}${date('modified')}</cp:coreProperties>`;
}
