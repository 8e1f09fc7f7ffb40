import { crc32, deflateSync } from 'node:zlib';
import { pageCheck } from './media-ogg.js';

/** Stands in every sample wherever a recorder could write a place or a name; nothing that was cleaned may hold it. */
export const secret = '+21.7123+105.6543/BaThomXomBon';

const u8 = (...values: number[]) => Buffer.from(values);
const u16 = (value: number) => u8(value >> 8, value & 255);
export const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
export const text = (value: string) => Buffer.from(value, 'latin1');
const zeros = (length: number) => Buffer.alloc(length);
const join = (parts: readonly (Buffer | string)[]) => Buffer.concat(parts.map((part) => (typeof part === 'string' ? text(part) : part)));

// MP4

export function box(type: string, ...parts: (Buffer | string)[]): Buffer {
  const content = join(parts);
  return join([u32(content.length + 8), type, content]);
}
const full = (type: string, flags: number, ...parts: (Buffer | string)[]) => box(type, u32(flags), ...parts);

/** 1 December 2026 in seconds since 1904. */
const shotAt = u32(3_879_000_000);
const matrix = join([0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map(u32));
const turnedMatrix = join([0, 0x10000, 0, 0xffff0000, 0, 0, 0, 0, 0x40000000].map(u32));

const videoEntry = (code = 'avc1') =>
  box(
    code,
    zeros(6),
    u16(1),
    zeros(4),
    'appl',
    zeros(8),
    u16(640),
    u16(360),
    zeros(12),
    u16(1),
    text(secret.padEnd(32)),
    u16(24),
    u16(0xffff),
    box('avcC', u8(1, 66, 0, 30, 255)),
    box('xtra', secret),
  );
const soundEntry = (code = 'mp4a') =>
  box(code, zeros(6), u16(1), zeros(8), u16(1), u16(16), zeros(4), u32(48_000 * 65_536), box('esds', u32(0), 'x'));
const placeEntry = () => box('mebx', zeros(6), u16(1), box('keys', secret));

type TrackGiven = {
  id: number;
  handler: 'vide' | 'soun' | 'meta';
  entry: Buffer;
  /** Where its frames lie and how large each is; none in a film made of fragments. */
  offset?: number;
  sizes?: readonly number[];
  frameUnits: number;
  turned?: boolean;
};

const timescale = 1_000;

function track({ id, handler, entry, offset = 0, sizes = [], frameUnits, turned = false }: TrackGiven): Buffer {
  const units = sizes.length * frameUnits;
  const head = full(
    'tkhd',
    3,
    shotAt,
    shotAt,
    u32(id),
    zeros(4),
    u32(units),
    zeros(16),
    turned ? turnedMatrix : matrix,
    u32(640 << 16),
    u32(360 << 16),
  );
  const some = sizes.length > 0 ? 1 : 0;
  const table = box(
    'stbl',
    full('stsd', 0, u32(1), entry),
    full('stts', 0, u32(some), ...(some ? [u32(sizes.length), u32(frameUnits)] : [])),
    full('stsc', 0, u32(some), ...(some ? [u32(1), u32(sizes.length), u32(1)] : [])),
    full('stsz', 0, u32(0), u32(sizes.length), ...sizes.map(u32)),
    full('stco', 0, u32(some), ...(some ? [u32(offset)] : [])),
    box('udta', secret),
  );
  const media = box(
    'mdia',
    full('mdhd', 0, shotAt, shotAt, u32(timescale), u32(units), u16(0x55c4), u16(0)),
    full('hdlr', 0, 'mhlr', handler, 'appl', zeros(8), `${secret}\0`),
    box(
      'minf',
      handler === 'vide' ? full('vmhd', 1, zeros(8)) : full('smhd', 0, zeros(4)),
      box('dinf', full('dref', 0, u32(1), full('url ', 1, `file:///${secret}`))),
      table,
    ),
  );
  return box(
    'trak',
    head,
    box('edts', full('elst', 0, u32(1), u32(units), u32(0), u32(0x10000))),
    media,
    box('udta', box('name', secret)),
    box('tref', box('cdsc', u32(1))),
  );
}

const movieHead = (units: number) =>
  full('mvhd', 0, shotAt, shotAt, u32(timescale), u32(units), u32(0x10000), u16(0x100), zeros(10), matrix, zeros(24), u32(9));
const place = () => [
  box(
    'udta',
    box('\xa9xyz', u16(secret.length), u16(0x15c7), secret),
    full('loci', 0, u16(0x55c4), `${secret}\0`, zeros(14)),
    box('\xa9nam', secret),
  ),
  full('meta', 0, full('hdlr', 0, zeros(4), 'mdir', zeros(12), '\0'), box('ilst', box('\xa9ART', secret))),
];
const packet = () =>
  box(
    'uuid',
    u8(...[0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac]),
    `<x:xmpmeta>${secret}`,
  );

export const videoFrames = Buffer.alloc(4_000, 0xd1);
export const soundFrames = Buffer.alloc(1_500, 0xa5);

export type Mp4Given = {
  seconds?: number;
  video?: boolean;
  turned?: boolean;
  code?: string;
  brand?: string;
  tail?: Buffer;
  openData?: boolean;
};

/** A film with sound as a phone makes it, or a voice note: with a place, a name, a preview, a track of positions, and something beside the frames. */
export function mp4Sample({
  seconds = 5,
  video = true,
  turned = false,
  code,
  brand = 'mp42',
  tail = zeros(0),
  openData = false,
}: Mp4Given = {}): Buffer {
  const gap = text(secret);
  const positions = text(secret.repeat(5));
  const build = (offset: number) => {
    const sound = offset + gap.length + (video ? videoFrames.length : 0);
    return box(
      'moov',
      movieHead(seconds * timescale),
      ...(video
        ? [
            track({
              id: 1,
              handler: 'vide',
              entry: videoEntry(code),
              offset: offset + gap.length,
              sizes: [2_000, 1_500, 500],
              frameUnits: (seconds * timescale) / 3,
              turned,
            }),
          ]
        : []),
      track({ id: 2, handler: 'soun', entry: soundEntry(), offset: sound, sizes: [1_000, 500], frameUnits: (seconds * timescale) / 2 }),
      track({
        id: 3,
        handler: 'meta',
        entry: placeEntry(),
        offset: sound + soundFrames.length,
        sizes: [positions.length],
        frameUnits: timescale,
      }),
      ...place(),
    );
  };
  const head = join([box('ftyp', brand, u32(0), 'isommp42', 'ba\xa9T'), packet(), box('wide'), box('ID32', secret)]);
  const data = join([gap, ...(video ? [videoFrames] : []), soundFrames, positions, secret]);
  const movie = build(head.length + build(0).length + 8);
  const dataBox = join([u32(openData ? 0 : data.length + 8), 'mdat', data]);
  return join([head, movie, dataBox, tail]);
}

/** The same in fragments without lengths said before, as browsers record it. */
export function fragmentedMp4Sample({ seconds = 4, video = true }: Mp4Given = {}): Buffer {
  const id = video ? 1 : 2;
  const extends_ = full('trex', 0, u32(id), u32(1), u32(0), u32(0), u32(0));
  const entry = video ? videoEntry() : soundEntry();
  const movie = box(
    'moov',
    movieHead(0),
    track({ id, handler: video ? 'vide' : 'soun', entry, frameUnits: 0 }),
    box('mvex', extends_),
    ...place(),
  );
  const parts: Buffer[] = [join([box('ftyp', 'iso5', u32(0), 'iso5mp41'), movie])];
  for (let second = 0; second < seconds; second += 1) {
    const frame = Buffer.alloc(300, 0xc0 + second);
    const build = (dataOffset: number) =>
      box(
        'moof',
        full('mfhd', 0, u32(second + 1)),
        box(
          'traf',
          full('tfhd', 0x20000, u32(id)),
          full('tfdt', 0, u32(second * timescale)),
          full('trun', 0x301, u32(2), u32(dataOffset), u32(timescale / 2), u32(100), u32(timescale / 2), u32(200)),
          full('meta', 0, secret),
        ),
        box('udta', secret),
      );
    parts.push(build(build(0).length + 8), box('mdat', frame, secret), full('emsg', 0, secret));
  }
  return join(parts);
}

// WebM

const sizeOf = (length: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(0x10000000 | length);
  return bytes;
};

const idBytes = (id: number) => {
  const bytes = u32(id);
  return bytes.subarray(bytes.findIndex((byte) => byte !== 0));
};
export const element = (id: number, ...parts: (Buffer | string)[]): Buffer => {
  const content = join(parts);
  return join([idBytes(id), sizeOf(content.length), content]);
};
const open = (id: number) => join([idBytes(id), u8(0x01, 255, 255, 255, 255, 255, 255, 255)]);
const float = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
};

const block = (track: number, time: number, content: Buffer) => element(0xa3, u8(0x80 | track), u16(time), u8(0x80), content);

function vorbisSettings(): Buffer {
  const [head, setup] = [join(['\x01vorbis', zeros(23)]), join(['\x05vorbis', zeros(40)])];
  const comments = vorbisComments();
  return join([u8(2, head.length, ...laces(comments.length)), head, comments, setup]);
}
const laces = (length: number) => [...Array(Math.floor(length / 255)).fill(255), length % 255] as number[];

export type WebmGiven = { seconds?: number; video?: boolean; live?: boolean; duration?: boolean; sound?: string; tail?: Buffer };

/** As a browser records it: with `live`, without any length said before. */
export function webmSample({
  seconds = 4,
  video = true,
  live = false,
  duration = !live,
  sound = 'A_OPUS',
  tail = zeros(0),
}: WebmGiven = {}): Buffer {
  const header = element(
    0x1a45dfa3,
    element(0x4286, u8(1)),
    element(0x42f7, u8(1)),
    element(0x42f2, u8(4)),
    element(0x42f3, u8(8)),
    element(0x4282, 'webm'),
    element(0x4287, u8(4)),
    element(0x4285, u8(2)),
  );
  const info = element(
    0x1549a966,
    element(0x2ad7b1, u32(1_000_000)),
    ...(duration ? [element(0x4489, float(seconds * 1000))] : []),
    element(0x4d80, secret),
    element(0x5741, secret),
    element(0x7ba9, secret),
    element(0x4461, u32(1), u32(2)),
  );
  const entry = (track: number, type: number, code: string, ...more: Buffer[]) =>
    element(
      0xae,
      element(0xd7, u8(track)),
      element(0x73c5, u8(track)),
      element(0x83, u8(type)),
      element(0x86, code),
      element(0x536e, secret),
      ...more,
    );
  const tracks = element(
    0x1654ae6b,
    ...(video
      ? [entry(1, 1, 'V_VP8', element(0xe0, element(0xb0, u16(640)), element(0xba, u16(360)), element(0x7670, element(0x7672, secret))))]
      : []),
    entry(2, 2, sound, element(0xe1, element(0x9f, u8(1))), ...(sound === 'A_VORBIS' ? [element(0x63a2, vorbisSettings())] : [])),
    entry(3, 0x21, 'S_GPS'),
  );
  const clusters = Array.from({ length: seconds }, (_, second) => {
    const content = [
      element(0xe7, u32(second * 1000)),
      ...(video ? [block(1, 0, Buffer.alloc(200, 0xb0 + second))] : []),
      element(0xa0, element(0xa1, u8(0x82), u16(500), u8(0), Buffer.alloc(100, 0xe1)), element(0x9b, u16(500)), element(0x75a1, secret)),
      block(3, 10, text(secret)),
      element(0xec, secret),
    ];
    return live ? join([open(0x1f43b675), ...content]) : element(0x1f43b675, ...content);
  });
  const body = [
    info,
    tracks,
    ...clusters,
    element(0x1254c367, element(0x7373, secret)),
    element(0x1941a469, secret),
    element(0x1043a770, secret),
  ];
  return join([header, live ? join([open(0x18538067), ...body]) : element(0x18538067, ...body), tail]);
}

// Ogg

function vorbisComments(extra = ''): Buffer {
  return join(['\x03vorbis', commentBody(extra), u8(1)]);
}
function commentBody(extra: string): Buffer {
  const little = (value: number) => u32(value).reverse();
  const comments = [`LOCATION=${secret}`, `ARTIST=${secret}`, `METADATA_BLOCK_PICTURE=${extra}`];
  return join([
    little(secret.length),
    secret,
    little(comments.length),
    ...comments.flatMap((comment) => [little(comment.length), comment]),
  ]);
}

type PageGiven = { flags: number; granule: bigint; sequence: number; laces: number[]; body: Buffer; serial?: number };

export function page({ flags, granule, sequence, laces: given, body, serial = 77 }: PageGiven): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS', 'latin1');
  head[5] = flags;
  head.writeBigUInt64LE(granule, 6);
  head.writeUInt32LE(serial, 14);
  head.writeUInt32LE(sequence, 18);
  head[26] = given.length;
  const whole = join([head, u8(...given), body]);
  whole.writeUInt32LE(pageCheck(whole), 22);
  return whole;
}

export type OggGiven = { seconds?: number; code?: 'opus' | 'vorbis'; comment?: number; tail?: Buffer; granule?: bigint };

/** A voice note; with a long comment its header goes over several pages. */
export function oggSample({ seconds = 6, code = 'opus', comment = 0, tail = zeros(0), granule }: OggGiven = {}): Buffer {
  const rate = 48_000;
  const little = (value: number) => u32(value).reverse();
  const head =
    code === 'opus'
      ? join(['OpusHead', u8(1, 1, 0x38, 0x01), little(rate), zeros(3)])
      : join(['\x01vorbis', zeros(4), u8(1), little(rate), zeros(12), u8(0xb8, 1)]);
  const filler = secret.repeat(Math.ceil(comment / secret.length)).slice(0, comment);
  const comments = code === 'opus' ? join(['OpusTags', commentBody(filler)]) : vorbisComments(filler);
  const setup = code === 'opus' ? zeros(0) : join(['\x05vorbis', zeros(30)]);
  const pages = [page({ flags: 2, granule: 0n, sequence: 0, laces: [head.length], body: head })];
  const all = [...laces(comments.length), ...(setup.length > 0 ? [setup.length] : [])];
  const body = join([comments, setup]);
  let at = 0;
  while (all.length > 0) {
    const here = all.splice(0, 200);
    const length = here.reduce((sum, lace) => sum + lace, 0);
    pages.push(page({ flags: at > 0 ? 1 : 0, granule: 0n, sequence: pages.length, laces: here, body: body.subarray(at, at + length) }));
    at += length;
  }
  for (let second = 1; second <= seconds; second += 1)
    pages.push(
      page({
        flags: second === seconds ? 4 : 0,
        granule: granule ?? BigInt(second * rate),
        sequence: pages.length,
        laces: [90, 60],
        body: Buffer.alloc(150, 0x90 + (second % 16)),
      }),
    );
  return join([...pages, tail]);
}

/** A white picture of one bit a point: a few kilobytes that unfold to whatever is asked. */
export function blankPng(width: number, height: number): Buffer {
  const piece = (name: string, data: Buffer) => {
    const body = join([name, data]);
    return join([u32(data.length), body, u32(crc32(body))]);
  };
  const rows = deflateSync(zeros(height * (1 + Math.ceil(width / 8))), { level: 1 });
  return join([
    '\x89PNG\r\n\x1a\n',
    piece('IHDR', join([u32(width), u32(height), u8(1, 0, 0, 0, 0)])),
    piece('IDAT', rows),
    piece('IEND', zeros(0)),
  ]);
}
