import { unreadable } from './media-fault.js';

/** How a comment header begins: Vorbis I, 4.2 and 5; RFC 7845, 5.2. */
export type CommentMark = 'OpusTags' | '\x03vorbis';

/** A comment header of the same length in which nobody says anything: no program's name, no title, place or picture. */
export function emptyComments(length: number, mark: CommentMark): Buffer {
  const framed = mark === '\x03vorbis';
  const maker = length - mark.length - 8 - (framed ? 1 : 0);
  if (maker < 0) throw unreadable();
  const header = Buffer.alloc(length, ' ');
  header.write(mark, 'latin1');
  header.writeUInt32LE(maker, mark.length);
  header.writeUInt32LE(0, mark.length + 4 + maker);
  if (framed) header[length - 1] = 1;
  return header;
}
