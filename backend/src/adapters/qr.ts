import qrcode from 'qrcode';

/** The squares of a QR code; draw them with a quiet zone of 4 squares around. */
export interface QrSquares {
  size: number;
  isDark(row: number, column: number): boolean;
}

/** The QR code of a text, level M: readable with up to 15 % of it dirty or folded. */
export function qrSquares(text: string): QrSquares {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  return { size: modules.size, isDark: (row, column) => modules.get(row, column) !== 0 };
}

/** The same as a square PNG, black on white, quiet zone included. `pixels` is the side's length. */
export function qrPng(text: string, pixels = 480): Promise<Buffer> {
  return qrcode.toBuffer(text, { errorCorrectionLevel: 'M', type: 'png', width: pixels, margin: 4 });
}
