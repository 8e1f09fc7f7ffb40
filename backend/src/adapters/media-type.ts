/** What may stand in a resident's report: photographs, short video, voice notes. */
export type MediaType = 'image/jpeg' | 'image/png' | 'image/webp' | 'video/mp4' | 'video/webm' | 'audio/mp4' | 'audio/ogg' | 'audio/webm';

/** Brands of pictures in the same container (HEIF, AVIF): no video, and nothing here opens them. */
const pictureBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'mif2', 'msf1', 'avif', 'avis', 'crx ']);
const soundBrands = new Set(['M4A ', 'M4B ', 'M4P ', 'F4A ', 'F4B ']);
/** Far enough into a WebM to see what its tracks are coded with. */
const tracksWithin = 16_384;

/**
 * What the first bytes say a file is; names and headers are not asked. A container's answer is a first guess: whether it holds pictures or sound
 * only, `readMedia` tells from its tracks.
 */
export function sniffedMediaType(bytes: Buffer): MediaType | null {
  if (bytes.length < 12) return null;
  const text = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp';
  if (text(4, 8) === 'ftyp') return mp4Type(text(8, 12));
  if (bytes.readUInt32BE(0) === 0x1a45dfa3) return webmType(text(0, tracksWithin));
  // The first packet of an Ogg stream begins right behind its page's head (RFC 3533, 6): 27 bytes and one per segment.
  if (text(0, 4) === 'OggS') return ['OpusHead', '\x01vorbis'].some((mark) => text(28, 36).startsWith(mark)) ? 'audio/ogg' : null;
  return null;
}

function mp4Type(brand: string): MediaType | null {
  if (pictureBrands.has(brand)) return null;
  return soundBrands.has(brand) ? 'audio/mp4' : 'video/mp4';
}

function webmType(head: string): MediaType | null {
  if (!/B\x82.{1,8}?(?:webm|matroska)/s.test(head.slice(0, 128))) return null;
  return head.includes('A_') && !head.includes('V_') ? 'audio/webm' : 'video/webm';
}
