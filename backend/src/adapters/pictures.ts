import type sharp from 'sharp';

/** What the first bytes say a file is, whatever it is called. */
export type SniffedType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf';

export function sniffedType(bytes: Buffer): SniffedType | null {
  const text = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (bytes.length < 12) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp';
  if (text(0, 5) === '%PDF-') return 'application/pdf';
  return null;
}

/** More than any phone's camera makes; a small file that unfolds to more is a bomb. */
const mostPixels = 120_000_000;
const longestSide = 1_600;
/** Zalo takes pictures below 1 MB (zalo-platform.md, upload of the Official Account). */
const mostBytes = 1_000_000;
const attempts = [
  { side: longestSide, quality: 82 },
  { side: longestSide, quality: 68 },
  { side: 1_280, quality: 68 },
  { side: 1_024, quality: 60 },
];

/** The library for pictures. Only who has one pays for it. */
export async function pictureLibrary(): Promise<typeof sharp> {
  const { default: library } = await import('sharp');
  // One picture at a time is decoded per upload; nothing is worth keeping between two of them.
  library.cache(false);
  return library;
}

export type DecodedPicture = { bytes: Buffer; width: number; height: number };

/** The picture upright, at most 1600 px and 1 MB, as a JPEG without metadata; null when it cannot be decoded or has too many pixels. */
export async function decodedPicture(bytes: Buffer): Promise<DecodedPicture | null> {
  const sharp = await pictureLibrary();
  try {
    for (const { side, quality } of attempts) {
      const { data, info } = await sharp(bytes, { limitInputPixels: mostPixels, sequentialRead: true, failOn: 'error' })
        .rotate()
        .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality, mozjpeg: true })
        .toBuffer({ resolveWithObject: true });
      if (data.length < mostBytes) return { bytes: data, width: info.width, height: info.height };
    }
    return null;
  } catch {
    return null;
  }
}

/** Names that run something when a PDF is opened (ISO 32000-1, 12.6); a destination (`/OpenAction [3 0 R /Fit]`) only says where to begin reading. */
const active = /\/(?:JavaScript|JS|Launch|OpenAction\s*(?!\s*\[))(?=[\s/<[(\d]|$)/;

/** False for a PDF that would do something by itself when opened, as far as it says so in plain sight. */
export function isQuietPdf(bytes: Buffer): boolean {
  const objects = bytes
    .toString('latin1')
    // What is packed into streams looks like anything.
    .replace(/\bstream\r?\n[\s\S]*?endstream/g, ' ')
    .replace(/#([0-9a-fA-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return objects.includes('%%EOF') && !active.test(objects);
}
