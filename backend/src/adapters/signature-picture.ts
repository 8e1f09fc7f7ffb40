import { pictureLibrary } from './pictures.js';

const largest = { width: 600, height: 240 };
/** Far more than any phone's camera gives. */
const pixels = 40_000_000;

/** A signature as a small PNG, whatever was photographed; null when it is no picture that can be read. Nothing of the original file but its pixels is kept. */
export async function signaturePng(bytes: Buffer): Promise<Buffer | null> {
  const sharp = await pictureLibrary();
  try {
    const picture = sharp(bytes, { limitInputPixels: pixels, failOn: 'error' });
    const { format } = await picture.metadata();
    if (format !== 'png' && format !== 'jpeg') return null;
    return await picture
      .rotate()
      .resize({ ...largest, fit: 'inside', withoutEnlargement: true })
      .png({ compressionLevel: 9 })
      .toBuffer();
  } catch {
    return null;
  }
}
