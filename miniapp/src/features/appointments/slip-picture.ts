import type { Slip } from 'backend/contracts/appointments';
import { encode } from 'uqr';
import { longDate, spokenTime } from '../../days.js';
import { wayWords } from '../../words.js';

const width = 1080;
const edge = 72;
const family = 'system-ui, -apple-system, Roboto, "Noto Sans", sans-serif';

type Line = { text: string; size: number; bold?: boolean; gap?: number; quiet?: boolean };

function wordsOf(slip: Slip): Line[] {
  return [
    { text: slip.officeName, size: 40, bold: true },
    { text: 'GIẤY HẸN', size: 56, bold: true, gap: 24 },
    { text: spokenTime(slip.start), size: 110, bold: true, gap: 32 },
    { text: `${longDate(slip.date)} (${slip.lunar} âm lịch)`, size: 44 },
    { text: slip.procedure.plainName, size: 48, bold: true, gap: 32 },
    { text: slip.way === 'home' ? wayWords.home : `${slip.counterName}, ${slip.location}`, size: 40 },
    { text: `Người làm: ${slip.person.name}`, size: 40 },
    { text: `Mã hẹn ${slip.code} · Số ${slip.seat}`, size: 52, bold: true, gap: 24 },
  ];
}

function broken(context: CanvasRenderingContext2D, text: string): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(' ')) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (row !== '' && context.measureText(longer).width > width - 2 * edge) {
      rows.push(row);
      row = word;
    } else row = longer;
  }
  return row === '' ? rows : [...rows, row];
}

/** Draws the lines and answers the height they took; without `paint` it only measures. */
function write(context: CanvasRenderingContext2D, lines: readonly Line[], top: number, paint: boolean): number {
  let y = top;
  for (const { text, size, bold = false, gap = 8, quiet = false } of lines) {
    context.font = `${bold ? '700' : '400'} ${size}px ${family}`;
    context.fillStyle = quiet ? '#4a5866' : '#17212b';
    y += gap;
    for (const row of broken(context, text)) {
      // 1.45 of the size: Vietnamese marks above and below must not be cut.
      y += size * 1.45;
      if (paint) context.fillText(row, width / 2, y - size * 0.4);
    }
  }
  return y;
}

/** The slip as a PNG data URL for the phone's photographs; null where the phone cannot draw. */
export function slipPicture(slip: Slip): string | null {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) return null;
  const above = wordsOf(slip);
  const documents: Line[] = slip.procedure.documents.map(({ name, actionText }) => ({ text: `${name}: ${actionText}`, size: 36 }));
  const below: Line[] = [
    ...(documents.length === 0 ? [] : [{ text: 'Cần mang theo', size: 40, bold: true }, ...documents]),
    { text: slip.notice, size: 40, bold: true, gap: 32 },
    { text: `Số trực: ${slip.hotline}`, size: 36, gap: 16, quiet: true },
  ];
  const qrSide = 420;
  const aboveEnd = write(context, above, edge, false);
  const belowTop = aboveEnd + 32 + qrSide + 32;
  canvas.width = width;
  canvas.height = write(context, below, belowTop, false) + edge;

  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textAlign = 'center';
  write(context, above, edge, true);
  paintQr(context, slip.qr, (width - qrSide) / 2, aboveEnd + 32, qrSide);
  write(context, below, belowTop, true);
  return canvas.toDataURL('image/png');
}

function paintQr(context: CanvasRenderingContext2D, text: string, left: number, top: number, side: number): void {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const module = Math.floor(side / size);
  const inset = Math.floor((side - module * size) / 2);
  context.fillStyle = '#17212b';
  data.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) context.fillRect(left + inset + x * module, top + inset + y * module, module, module);
    });
  });
}
