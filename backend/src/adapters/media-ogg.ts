import { type CommentMark, emptyComments } from './media-comments.js';
import { Budget, type CleanMedia, MediaFault, type Span, unreadable } from './media-fault.js';

/** A voice note of two minutes has some hundred. */
const mostPages = 20_000;

/** A page of RFC 3533, 6; its packets' pieces lie one behind the other from `body` to `end`. */
type Page = { start: number; body: number; end: number; laces: Buffer; first: boolean; last: boolean; granule: bigint; serial: number };

function pageAt(bytes: Buffer, start: number): Page | null {
  if (start + 27 > bytes.length || bytes.toString('latin1', start, start + 4) !== 'OggS' || bytes[start + 4] !== 0) return null;
  const body = start + 27 + bytes.readUInt8(start + 26);
  if (body > bytes.length) return null;
  const laces = bytes.subarray(start + 27, body);
  const end = laces.reduce((sum, lace) => sum + lace, body);
  if (end > bytes.length) return null;
  const flags = bytes.readUInt8(start + 5);
  return {
    start,
    body,
    end,
    laces,
    first: (flags & 2) !== 0,
    last: (flags & 4) !== 0,
    granule: bytes.readBigUInt64LE(start + 6),
    serial: bytes.readUInt32LE(start + 14),
  };
}

/** The pages of one stream. What follows its last page is not part of it; a page that breaks off is a fault. */
function pagesOf(bytes: Buffer): Page[] {
  const budget = new Budget(mostPages);
  const pages: Page[] = [];
  for (let at = 0; at < bytes.length; ) {
    budget.spend();
    const page = pageAt(bytes, at);
    const previous = pages.at(-1);
    if (previous?.last) break;
    if (page === null) {
      if (pages.length < 3 || bytes.toString('latin1', at, at + 4) === 'OggS') throw unreadable();
      break;
    }
    if (page.first !== (previous === undefined) || (previous && previous.serial !== page.serial)) throw unreadable();
    pages.push(page);
    at = page.end;
  }
  return pages;
}

/** Where the second packet lies, the comments, page by page. */
function commentsIn(pages: readonly Page[]): { page: Page; span: Span }[] {
  const pieces: { page: Page; span: Span }[] = [];
  let packet = 0;
  for (const page of pages) {
    let at = page.body;
    for (const lace of page.laces) {
      if (packet === 1 && lace > 0) pieces.push({ page, span: { from: at, to: at + lace } });
      at += lace;
      if (lace < 255) packet += 1;
      if (packet > 1) return pieces;
    }
  }
  throw unreadable();
}

/** CRC-32 as RFC 3533 wants it: polynomial 04c11db7, nothing reflected, nothing inverted. */
const checks = Uint32Array.from({ length: 256 }, (_, byte) => {
  let check = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) check = check & 0x80000000 ? (check << 1) ^ 0x04c11db7 : check << 1;
  return check;
});

export function pageCheck(page: Buffer): number {
  let check = 0;
  page.forEach((byte, at) => {
    const counted = at >= 22 && at < 26 ? 0 : byte;
    check = (check << 8) ^ (checks[((check >>> 24) ^ counted) & 255] as number);
  });
  return check >>> 0;
}

/** How many granules a second has, how many at the beginning are not heard, and how the comments begin. */
function codeOf(bytes: Buffer, { body, end, laces }: Page): { perSecond: number; skipped: number; mark: CommentMark } {
  const head = bytes.subarray(body, end);
  const text = head.toString('latin1', 0, 8);
  if (laces.length !== 1 || head.length === 255) throw unreadable();
  if (text === 'OpusHead' && head.length >= 19) return { perSecond: 48_000, skipped: head.readUInt16LE(10), mark: 'OpusTags' };
  if (text.startsWith('\x01vorbis') && head.length >= 30) return { perSecond: head.readUInt32LE(12), skipped: 0, mark: '\x03vorbis' };
  throw unreadable();
}

/** A voice note in Ogg, Opus or Vorbis, one stream. Its comments are emptied in place, what stands behind its last page is cut off. Throws `MediaFault`. */
export function cleanOgg(given: Buffer): CleanMedia {
  const bytes = Buffer.from(given);
  const pages = pagesOf(bytes);
  const [first, second, ...sound] = pages;
  if (first === undefined || second === undefined || sound.length === 0) throw unreadable();
  const { perSecond, skipped, mark } = codeOf(bytes, first);
  const comments = commentsIn(pages.slice(0, 200));
  const before = Buffer.concat(comments.map(({ span }) => bytes.subarray(span.from, span.to)));
  if (!before.toString('latin1', 0, mark.length).startsWith(mark)) throw unreadable();
  const after = emptyComments(before.length, mark);
  let written = 0;
  for (const { span } of comments) written += after.copy(bytes, span.from, written, written + span.to - span.from);
  for (const { start, end } of new Set(comments.map(({ page }) => page)))
    bytes.writeUInt32LE(pageCheck(bytes.subarray(start, end)), start + 22);

  const none = 2n ** 64n - 1n;
  const last = pages.reduce((most, { granule }) => (granule !== none && granule > most ? granule : most), 0n);
  const seconds = (Number(last) - skipped) / perSecond;
  if (!Number.isFinite(seconds) || seconds <= 0) throw new MediaFault('endless');
  const end = pages.at(-1)?.end ?? 0;
  return { kind: 'voice', type: 'audio/ogg', seconds, bytes: bytes.subarray(0, end), width: null, height: null };
}
