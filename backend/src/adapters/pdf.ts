import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';
import { qrSquares } from './qr.js';

export type Document = InstanceType<typeof PDFDocument>;

/** An empty PDF. Only who asks for one pays for the library. */
export async function newDocument(options: ConstructorParameters<typeof PDFDocument>[0]): Promise<Document> {
  const { default: Made } = await import('pdfkit');
  return new Made(options);
}

/** Be Vietnam Pro (SIL Open Font License) carries every Vietnamese mark; the PDF holds the letters it uses. */
const fontFiles = {
  regular: '@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf',
  italic: '@expo-google-fonts/be-vietnam-pro/400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf',
  bold: '@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf',
} as const;
export type Font = keyof typeof fontFiles;

let loadedFonts: Promise<Record<Font, Buffer>> | null = null;
function fonts(): Promise<Record<Font, Buffer>> {
  const { resolve } = createRequire(import.meta.url);
  loadedFonts ??= Promise.all([
    readFile(resolve(fontFiles.regular)),
    readFile(resolve(fontFiles.italic)),
    readFile(resolve(fontFiles.bold)),
  ]).then(([regular, italic, bold]) => ({ regular, italic, bold }));
  return loadedFonts;
}

/** The fonts by their names here: `regular`, `italic`, `bold`. */
export async function registerFonts(document: Document): Promise<void> {
  for (const [name, file] of Object.entries(await fonts())) document.registerFont(name, file);
}

export const ink = '#17212B';

/** The whole file, once `end` was called. */
export function collected(document: Document): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
}

export const set = (document: Document, font: Font, size: number, colour = ink) => document.font(font).fontSize(size).fillColor(colour);

/** The largest size up to `size` at which the text stays on one line. */
export function fitted(document: Document, text: string, font: Font, size: number, width: number): number {
  let fits = size;
  while (fits > 5 && set(document, font, fits).widthOfString(text) > width) fits -= 0.25;
  return fits;
}

/** Draws a QR code with its quiet zone into a square. */
export function drawQr(document: Document, text: string, x: number, y: number, side: number): void {
  const squares = qrSquares(text);
  const quietZone = 2;
  const unit = side / (squares.size + 2 * quietZone);
  for (let row = 0; row < squares.size; row += 1) {
    for (let column = 0; column < squares.size; ) {
      let run = 0;
      while (column + run < squares.size && squares.isDark(row, column + run)) run += 1;
      if (run > 0) document.rect(x + (column + quietZone) * unit, y + (row + quietZone) * unit, run * unit, unit * 1.02);
      column += Math.max(run, 1);
    }
  }
  document.fillColor('#000000').fill();
}
