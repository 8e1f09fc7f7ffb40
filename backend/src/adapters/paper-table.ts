import { drawable, type PaperBlock } from '../domain/papers.js';
import { type Document, ink, set } from './pdf.js';

type Table = Extract<PaperBlock, { kind: 'table' }>;
type Frame = { x: number; width: number; top: number; bottom: number };

const size = 10;
const padding = { x: 4, y: 3 };
const lineGap = 1;

/** A ruled table. Its head is repeated on every page; a row stays together unless it is taller than a page. */
export function drawTable(document: Document, table: Table, frame: Frame): void {
  const total = table.widths.reduce((sum, width) => sum + width, 0);
  const widths = table.head.map((_, column) => ((table.widths[column] ?? 0) / total) * frame.width);
  const heightOf = (cells: readonly string[], font: 'regular' | 'bold') => {
    set(document, font, size);
    const heights = cells.map((cell, column) =>
      document.heightOfString(cell || ' ', { width: (widths[column] ?? 0) - 2 * padding.x, lineGap }),
    );
    return Math.max(...heights) + 2 * padding.y;
  };
  const drawRow = (cells: readonly string[], font: 'regular' | 'bold', height: number) => {
    const y = document.y;
    let x = frame.x;
    for (const [column, width] of widths.entries()) {
      document.rect(x, y, width, height).lineWidth(0.6).strokeColor(ink).stroke();
      const centred = font === 'bold' || table.centre?.includes(column);
      set(document, font, size).text(cells[column] ?? '', x + padding.x, y + padding.y, {
        width: width - 2 * padding.x,
        align: centred ? 'center' : table.alignRight?.includes(column) ? 'right' : 'left',
        lineGap,
      });
      x += width;
    }
    document.x = frame.x;
    document.y = y + height;
  };

  const head = table.head.map(drawable);
  const headHeight = heightOf(head, 'bold');
  const tallest = frame.bottom - frame.top - headHeight;
  const begin = () => drawRow(head, 'bold', headHeight);
  const rows = table.rows.map((row) => row.map(drawable));
  if (document.y + headHeight + Math.min(tallest, heightOf(rows[0] ?? [' '], 'regular')) > frame.bottom) document.addPage();
  begin();
  for (const row of rows) {
    for (let rest: string[] | null = row; rest !== null; ) {
      let part: string[] = rest;
      rest = null;
      let height = heightOf(part, 'regular');
      if (height > tallest) {
        [part, rest] = split(part, (cells) => heightOf(cells, 'regular') <= tallest);
        height = heightOf(part, 'regular');
      }
      if (document.y + height > frame.bottom) {
        document.addPage();
        begin();
      }
      drawRow(part, 'regular', height);
    }
  }
}

/** As much of every cell as fits, and what is left of them. */
function split(cells: readonly string[], fits: (cells: readonly string[]) => boolean): [string[], string[] | null] {
  const cuts = cells.map((cell) => {
    let [low, high] = [0, cell.length];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (fits(cells.map((other) => (other === cell ? cell.slice(0, middle) : '')))) low = middle;
      else high = middle - 1;
    }
    if (low >= cell.length) return cell.length;
    const word = cell.lastIndexOf(' ', low);
    return Math.max(1, word > 0 ? word : low);
  });
  const rest = cells.map((cell, column) => cell.slice(cuts[column]).trimStart());
  return [cells.map((cell, column) => cell.slice(0, cuts[column])), rest.some((cell) => cell !== '') ? rest : null];
}
