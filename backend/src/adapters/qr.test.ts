import { describe, expect, it } from 'vitest';
import { qrPng, qrSquares } from './qr.js';

describe('the QR code', () => {
  it('has a finder in three corners and none in the fourth', () => {
    const { size, isDark } = qrSquares('LH-1234-5674');
    const finder = (top: number, left: number) => {
      for (let row = 0; row < 7; row += 1)
        for (let column = 0; column < 7; column += 1) {
          const ring = Math.max(Math.abs(row - 3), Math.abs(column - 3));
          if (isDark(top + row, left + column) !== (ring !== 2)) return false;
        }
      return true;
    };
    expect([finder(0, 0), finder(0, size - 7), finder(size - 7, 0), finder(size - 7, size - 7)]).toEqual([true, true, true, false]);
  });

  it('is small for a code of an appointment', () => {
    expect(qrSquares('LH-1234-5674').size).toBe(21);
  });

  it('is a square PNG of the asked width', async () => {
    const png = await qrPng('LH-1234-5674', 480);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([480, 480]);
  });
});
