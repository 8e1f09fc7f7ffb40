import { emptyComments } from './media-comments.js';
import { type Element, elementAt, elementsIn, fraction, type Rules, tidyElements, unsigned, vint, voidOut } from './media-ebml.js';
import { Budget, type CleanMedia, MediaFault, unreadable } from './media-fault.js';

/** Two minutes of sound in blocks of ten milliseconds, and half a minute of pictures beside it, are far below. */
const mostElements = 100_000;

// Matroska, RFC 9559, 5.1.
const id = {
  header: 0x1a45dfa3,
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  info: 0x1549a966,
  tracks: 0x1654ae6b,
  cluster: 0x1f43b675,
  cues: 0x1c53bb6b,
  chapters: 0x1043a770,
  tags: 0x1254c367,
  attachments: 0x1941a469,
  trackEntry: 0xae,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
  blockDuration: 0x9b,
} as const;
const outer = new Set<number>([id.seekHead, id.info, id.tracks, id.cluster, id.cues, id.chapters, id.tags, id.attachments]);
const mayBeOpen = new Set<number>([id.segment, id.cluster]);
/** One of these that does not end inside of the file was cut short. */
const known = new Set<number>([...outer, id.timestamp, id.simpleBlock, id.blockGroup]);

const numbers = (...ids: number[]): Rules => Object.fromEntries(ids.map((one) => [one, 'number' as const]));

const seekHead: Rules = { 19899: numbers(0x53ab, 0x53ac) };
const cues: Rules = { 187: { 179: 'number', 183: numbers(0xf7, 0xf1, 0xf0, 0xb2, 0x5378, 0xea) } };
const picture: Rules = {
  ...numbers(0x9a, 0x9d, 0x53b8, 0x53c0, 0xb0, 0xba, 0x54aa, 0x54bb, 0x54cc, 0x54dd, 0x54b0, 0x54ba, 0x54b2),
  21936: numbers(0x55b1, 0x55b2, 0x55b3, 0x55b4, 0x55b5, 0x55b6, 0x55b7, 0x55b8, 0x55b9, 0x55ba, 0x55bb, 0x55bc, 0x55bd),
  30320: numbers(0x7671, 0x7673, 0x7674, 0x7675),
};
const sound = numbers(0xb5, 0x78b5, 0x9f, 0x6264);
const plainTrack = numbers(0xd7, 0x73c5, 0x83, 0xb9, 0x88, 0x55aa, 0x9c, 0x6de7, 0x6df8, 0x23e383, 0x234e7a, 0x55ee, 0x56aa, 0x56bb);

const videoCodes = new Set(['V_VP8', 'V_VP9', 'V_AV1', 'V_MPEG4/ISO/AVC']);
const soundCodes = new Set(['A_OPUS', 'A_VORBIS', 'A_AAC']);
/** A Vorbis decoder's settings take a few kilobytes, any other's less. */
const mostSettings = 65_536;

type Found = {
  kinds: Map<number, 'video' | 'sound'>;
  heard: Set<number>;
  /** Nanoseconds in one unit of time. */
  unit: number;
  said: number;
  last: number;
  shown: { width: number; height: number } | null;
};

/**
 * A WebM as browsers record it, with lengths left open or not. What is needed for playing stays where it is; tags, attachments, names, programs and
 * tracks that are neither picture nor sound are overwritten in place, and what stands behind the last element is cut off. Throws `MediaFault`.
 */
export function cleanWebm(given: Buffer): CleanMedia {
  const bytes = Buffer.from(given);
  const budget = new Budget(mostElements);
  const header = elementAt(bytes, 0, bytes.length);
  if (header === null || header.id !== id.header || header.end > 256) throw unreadable();
  cleanHeader(bytes, header, budget);
  const segment = elementAt(bytes, header.end, bytes.length, mayBeOpen);
  if (segment === null || segment.id !== id.segment) throw unreadable();
  const found: Found = { kinds: new Map(), heard: new Set(), unit: 1_000_000, said: 0, last: 0, shown: null };
  const end = takeSegment(bytes, segment, found, budget);

  const video = [...found.kinds.values()].includes('video');
  if (![...found.heard].some((track) => (found.kinds.get(track) === 'video') === video)) throw unreadable();
  const seconds = (Math.max(found.said, found.last) * found.unit) / 1e9;
  if (!Number.isFinite(seconds) || seconds <= 0) throw new MediaFault('endless');
  return {
    kind: video ? 'video' : 'voice',
    type: video ? 'video/webm' : 'audio/webm',
    seconds,
    bytes: bytes.subarray(0, end),
    width: found.shown?.width ?? null,
    height: found.shown?.height ?? null,
  };
}

/** A name of a code or kind; empty when it is longer than any of them. */
const textOf = (bytes: Buffer, { content, end }: Element) =>
  end - content > 32 ? '' : bytes.toString('latin1', content, end).replace(/\0+$/, '');

function cleanHeader(bytes: Buffer, header: Element, budget: Budget): void {
  let kind = '';
  tidyElements(
    bytes,
    elementsIn(bytes, header, budget),
    {
      ...numbers(0x4286, 0x42f7, 0x42f2, 0x42f3, 0x4287, 0x4285),
      17026: (element) => {
        kind = textOf(bytes, element);
      },
    },
    budget,
  );
  if (kind !== 'webm' && kind !== 'matroska') throw unreadable();
}

/** Tells where the segment ends. */
function takeSegment(bytes: Buffer, segment: Element, found: Found, budget: Budget): number {
  let at = segment.content;
  while (at < segment.end) {
    budget.spend();
    const element = elementAt(bytes, at, segment.end, mayBeOpen);
    if (element === null || (segment.open && !outer.has(element.id) && element.id !== 0xec)) {
      if (!segment.open || found.heard.size === 0 || isCutShort(bytes, at)) throw unreadable();
      return at;
    }
    at = element.id === id.cluster ? takeCluster(bytes, element, found, budget) : element.end;
    if (element.id === id.info) takeInfo(bytes, element, found, budget);
    else if (element.id === id.tracks) takeTracks(bytes, element, found, budget);
    else if (element.id !== id.cluster) tidyElements(bytes, [element], { [id.seekHead]: seekHead, [id.cues]: cues }, budget);
  }
  return at;
}

/** Whether something that belongs here begins at `at` and does not end. */
function isCutShort(bytes: Buffer, at: number): boolean {
  for (const width of [1, 2, 4]) if (at + width <= bytes.length && known.has(bytes.readUIntBE(at, width))) return true;
  return false;
}

function takeInfo(bytes: Buffer, info: Element, found: Found, budget: Budget): void {
  const program = ({ content, end }: Element) => void bytes.fill(0, content, end);
  tidyElements(
    bytes,
    elementsIn(bytes, info, budget),
    {
      2807729: (element) => {
        found.unit = unsigned(bytes, element);
      },
      17545: (element) => {
        const said = fraction(bytes, element);
        if (!Number.isFinite(said)) throw new MediaFault('endless');
        found.said = Math.max(found.said, said);
      },
      19840: program,
      22337: program,
    },
    budget,
  );
}

function takeTracks(bytes: Buffer, tracks: Element, found: Found, budget: Budget): void {
  if (found.kinds.size > 0) throw unreadable();
  tidyElements(bytes, elementsIn(bytes, tracks, budget), { [id.trackEntry]: (entry) => takeTrack(bytes, entry, found, budget) }, budget);
}

function takeTrack(bytes: Buffer, entry: Element, found: Found, budget: Budget): void {
  const parts = elementsIn(bytes, entry, budget);
  const part = (wanted: number) => parts.find((one) => one.id === wanted);
  const [number, type, code] = [part(0xd7), part(0x83), part(0x86)];
  // 0x6d80: frames packed or encrypted once more, which browsers do not record.
  if (!number || !type || !code || part(0x6d80)) throw unreadable();
  const kind = { 1: 'video' as const, 2: 'sound' as const }[unsigned(bytes, type)];
  const playable = (kind === 'video' ? videoCodes : soundCodes).has(textOf(bytes, code));
  if (kind === 'video' && !playable) throw unreadable();
  if (kind === undefined || !playable) {
    voidOut(bytes, entry);
    return;
  }
  const track = unsigned(bytes, number);
  if (found.kinds.has(track)) throw unreadable();
  found.kinds.set(track, kind);
  const rules: Rules = {
    ...plainTrack,
    134: () => {},
    25506: (settings) => cleanSettings(bytes, settings, textOf(bytes, code)),
    224: (settings) => {
      const video = elementsIn(bytes, settings, budget);
      tidyElements(bytes, video, picture, budget);
      const side = (wanted: number) => video.filter((one) => one.id === wanted).map((one) => unsigned(bytes, one))[0] ?? 0;
      if (side(0xb0) > 0 && side(0xba) > 0) found.shown ??= { width: side(0xb0), height: side(0xba) };
    },
    225: sound,
  };
  tidyElements(bytes, parts, rules, budget);
}

/** A Vorbis track carries its comments among its settings: three packets behind their lengths (Xiph lacing). */
function cleanSettings(bytes: Buffer, { content, end }: Element, code: string): void {
  if (end - content > mostSettings) throw unreadable();
  if (code !== 'A_VORBIS') return;
  let at = content + 1;
  const length = () => {
    let sum = 0;
    for (; at < end && bytes[at] === 255; at += 1) sum += 255;
    if (at >= end) throw unreadable();
    sum += bytes.readUInt8(at);
    at += 1;
    return sum;
  };
  if (end - content < 3 || bytes[content] !== 2) throw unreadable();
  const [first, second] = [length(), length()];
  if (at + first + second > end) throw unreadable();
  emptyComments(second, '\x03vorbis').copy(bytes, at + first);
}

/** Tells where the cluster ends: a cluster of open length, where something begins that cannot be in one. */
function takeCluster(bytes: Buffer, cluster: Element, found: Found, budget: Budget): number {
  if (found.kinds.size === 0) throw unreadable();
  let time = 0;
  const keepsBlock = (block: Element, duration: number): boolean => {
    const track = vint(bytes, block.content, block.end);
    if (track === null || track.value === null || block.content + track.length + 3 > block.end) throw unreadable();
    if (!found.kinds.has(track.value)) return false;
    found.heard.add(track.value);
    found.last = Math.max(found.last, time + bytes.readInt16BE(block.content + track.length) + duration);
    return true;
  };
  const rules: Rules = {
    ...numbers(0xa7, 0xab),
    [id.timestamp]: (element) => {
      time = unsigned(bytes, element);
    },
    [id.simpleBlock]: (element) => {
      if (!keepsBlock(element, 0)) voidOut(bytes, element);
    },
    [id.blockGroup]: (group) => {
      const parts = elementsIn(bytes, group, budget);
      const block = parts.find((part) => part.id === id.block);
      const lasts = parts.find((part) => part.id === id.blockDuration);
      if (block === undefined || parts.filter((part) => part.id === id.block).length > 1) throw unreadable();
      if (keepsBlock(block, lasts ? unsigned(bytes, lasts) : 0))
        tidyElements(bytes, parts, { ...numbers(id.blockDuration, 0xfb, 0x75a2, 0xfa), [id.block]: () => {} }, budget);
      else voidOut(bytes, group);
    },
  };
  let at = cluster.content;
  while (at < cluster.end) {
    budget.spend();
    const element = elementAt(bytes, at, cluster.end, mayBeOpen);
    const leaves = element === null || outer.has(element.id) || element.id === id.header || element.id === id.segment;
    if (element === null || leaves) {
      if (!cluster.open) throw unreadable();
      return at;
    }
    tidyElements(bytes, [element], rules, budget);
    at = element.end;
  }
  return at;
}
