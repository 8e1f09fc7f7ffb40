import { type Span, unreadable } from './media-fault.js';
import { type Box, entriesOf, isLong, number } from './media-mp4-boxes.js';

/** What is known of a track that stays: where its frames lie in the file, and how long they take in units of its `timescale`. */
export type Track = { kind: 'video' | 'sound'; timescale: number; spans: Span[]; end: number; usual: { duration: number; size: number } };

/** The frames' times (ISO 14496-12, 8.6.1.2). */
export function timesOf(bytes: Buffer, times: Box): number {
  const count = entriesOf(bytes, times, number(bytes, times, 4, 4), 8, 8);
  let sum = 0;
  for (let entry = 0; entry < count; entry += 1) sum += number(bytes, times, 8 + 8 * entry, 4) * number(bytes, times, 12 + 8 * entry, 4);
  return sum;
}

type Sizes = { count: number; of(sample: number): number; all: number | null };

/** The frames' sizes: one for all, a table of them, or a table of small ones (8.7.3). */
function sizesOf(bytes: Buffer, box: Box): Sizes {
  const count = number(bytes, box, 8, 4);
  if (box.type === 'stsz') {
    const all = number(bytes, box, 4, 4);
    entriesOf(bytes, box, all > 0 ? 0 : count, 12, 4);
    return { count, of: (sample) => (all > 0 ? all : number(bytes, box, 12 + 4 * sample, 4)), all: all > 0 ? all : null };
  }
  const bits = number(bytes, box, 7, 1);
  if (bits !== 4 && bits !== 8 && bits !== 16) throw unreadable();
  entriesOf(bytes, box, Math.ceil((count * bits) / 8), 12, 1);
  const of = (sample: number) => {
    if (bits === 16) return number(bytes, box, 12 + 2 * sample, 2);
    if (bits === 8) return number(bytes, box, 12 + sample, 1);
    const pair = number(bytes, box, 12 + (sample >> 1), 1);
    return sample % 2 === 0 ? pair >> 4 : pair & 15;
  };
  return { count, of, all: null };
}

/** Two minutes in chunks of a few frames each are far below. */
const mostChunks = 50_000;

/** Where the frames lie: chunks, how many frames each holds, and how large those are (8.7). */
export function spansOf(bytes: Buffer, boxes: readonly Box[]): Span[] {
  const one = (...types: string[]) => {
    const [found, ...more] = boxes.filter(({ type }) => types.includes(type));
    if (found === undefined || more.length > 0) throw unreadable();
    return found;
  };
  const sizes = sizesOf(bytes, one('stsz', 'stz2'));
  const [places, perChunk] = [one('stco', 'co64'), one('stsc')];
  const width = places.type === 'co64' ? 8 : 4;
  const chunks = entriesOf(bytes, places, number(bytes, places, 4, 4), 8, width);
  if (chunks > mostChunks) throw unreadable();
  const runs = entriesOf(bytes, perChunk, number(bytes, perChunk, 4, 4), 8, 12);
  const spans: Span[] = [];
  let [sample, run] = [0, 0];
  for (let chunk = 1; chunk <= chunks && sample < sizes.count; chunk += 1) {
    while (run + 1 < runs && number(bytes, perChunk, 8 + 12 * (run + 1), 4) <= chunk) run += 1;
    if (run >= runs) throw unreadable();
    const held = Math.min(number(bytes, perChunk, 12 + 12 * run, 4), sizes.count - sample);
    let length = 0;
    if (sizes.all !== null) length = held * sizes.all;
    else for (let nth = 0; nth < held; nth += 1) length += sizes.of(sample + nth);
    sample += held;
    const from = number(bytes, places, 8 + width * (chunk - 1), width as 4 | 8);
    if (length > 0) spans.push({ from, to: from + length });
  }
  if (sample < sizes.count) throw unreadable();
  return spans;
}

/** Where the data of the next run begins when the run does not say so. */
type Place = { base: number; next: number };

/** The frames one fragment holds of one track (8.8.7 to 8.8.12). Tells where its data ended. */
export function takeFragment(bytes: Buffer, parts: readonly Box[], track: Track, given: { moof: number; previous: number | null }): number {
  const head = parts.find(({ type }) => type === 'tfhd');
  if (head === undefined) throw unreadable();
  const flags = number(bytes, head, 0, 4);
  let offset = 8;
  const field = (flag: number, width: 4 | 8) => {
    if ((flags & flag) === 0) return null;
    offset += width;
    return number(bytes, head, offset - width, width);
  };
  const said = field(0x1, 8);
  field(0x2, 4);
  const usual = { duration: field(0x8, 4) ?? track.usual.duration, size: field(0x10, 4) ?? track.usual.size };
  field(0x20, 4);
  entriesOf(bytes, head, 0, offset, 0);

  const start = (flags & 0x20000) !== 0 ? given.moof : (given.previous ?? given.moof);
  const place: Place = { base: said ?? start, next: said ?? start };
  const begins = parts.find(({ type }) => type === 'tfdt');
  if (begins !== undefined) {
    const long = isLong(bytes, begins);
    track.end = Math.max(track.end, number(bytes, begins, 4, long ? 8 : 4));
    entriesOf(bytes, begins, 0, long ? 12 : 8, 0);
  }
  for (const part of parts) if (part.type === 'trun') takeRun(bytes, part, track, usual, place);
  return place.next;
}

function takeRun(bytes: Buffer, run: Box, track: Track, usual: Track['usual'], place: Place): void {
  const flags = number(bytes, run, 0, 4);
  const count = number(bytes, run, 4, 4);
  const has = (flag: number) => (flags & flag) !== 0;
  const head = 8 + (has(0x1) ? 4 : 0) + (has(0x4) ? 4 : 0);
  const width = [0x100, 0x200, 0x400, 0x800].filter(has).length * 4;
  entriesOf(bytes, run, count, head, width);
  const from = has(0x1) ? place.base + bytes.readInt32BE(run.content + 8) : place.next;

  let [duration, length] = [has(0x100) ? 0 : count * usual.duration, has(0x200) ? 0 : count * usual.size];
  if (has(0x100) || has(0x200))
    for (let entry = 0; entry < count; entry += 1) {
      const at = head + entry * width;
      if (has(0x100)) duration += number(bytes, run, at, 4);
      if (has(0x200)) length += number(bytes, run, at + (has(0x100) ? 4 : 0), 4);
    }
  track.end += duration;
  place.next = from + length;
  if (length > 0) track.spans.push({ from, to: place.next });
}
