import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isContainer, readMedia } from './media-container.js';
import type { CleanMedia } from './media-fault.js';
import { pageCheck } from './media-ogg.js';
import {
  blankPng,
  box,
  element,
  fragmentedMp4Sample,
  mp4Sample,
  oggSample,
  page,
  secret,
  soundFrames,
  text,
  u32,
  videoFrames,
  webmSample,
} from './media-samples.testing.js';
import { sniffedMediaType } from './media-type.js';

const most = { video: 30, voice: 120 };

function read(bytes: Buffer) {
  const type = sniffedMediaType(bytes);
  if (type === null || !isContainer(type)) return { fault: 'no_container' as const };
  return readMedia(bytes, type, most);
}

function clean(bytes: Buffer): CleanMedia {
  const media = read(bytes);
  if ('fault' in media) throw new Error(media.fault);
  return media;
}

const zip = Buffer.concat([text('PK\x03\x04\x14\0\0\0\0\0'), Buffer.alloc(600, 7), text('PK\x05\x06'), Buffer.alloc(18)]);
const pageTail = text('<!doctype html><script>alert(1)</script>'.repeat(20));

/** Every shape a phone or browser records, with what it is. */
const samples: [string, Buffer, Pick<CleanMedia, 'kind' | 'type' | 'seconds'>][] = [
  ['MP4', mp4Sample(), { kind: 'video', type: 'video/mp4', seconds: 5 }],
  ['QuickTime', mp4Sample({ brand: 'qt  ' }), { kind: 'video', type: 'video/mp4', seconds: 5 }],
  ['3GP', mp4Sample({ brand: '3gp4', code: 's263' }), { kind: 'video', type: 'video/mp4', seconds: 5 }],
  ['MP4 whose data goes on to the end', mp4Sample({ openData: true }), { kind: 'video', type: 'video/mp4', seconds: 5 }],
  ['M4A', mp4Sample({ video: false, brand: 'M4A ' }), { kind: 'voice', type: 'audio/mp4', seconds: 5 }],
  ['sound in an MP4', mp4Sample({ video: false }), { kind: 'voice', type: 'audio/mp4', seconds: 5 }],
  ['MP4 in fragments', fragmentedMp4Sample(), { kind: 'video', type: 'video/mp4', seconds: 4 }],
  ['sound in fragments', fragmentedMp4Sample({ video: false }), { kind: 'voice', type: 'audio/mp4', seconds: 4 }],
  ['WebM', webmSample(), { kind: 'video', type: 'video/webm', seconds: 4 }],
  ['WebM without lengths', webmSample({ live: true }), { kind: 'video', type: 'video/webm', seconds: 4 }],
  ['sound in a WebM', webmSample({ video: false, live: true }), { kind: 'voice', type: 'audio/webm', seconds: 4 }],
  ['Vorbis in a WebM', webmSample({ video: false, sound: 'A_VORBIS' }), { kind: 'voice', type: 'audio/webm', seconds: 4 }],
  ['Opus', oggSample(), { kind: 'voice', type: 'audio/ogg', seconds: 6 - 312 / 48_000 }],
  ['Vorbis', oggSample({ code: 'vorbis' }), { kind: 'voice', type: 'audio/ogg', seconds: 6 }],
  [
    'Opus with a picture among its comments',
    oggSample({ comment: 120_000 }),
    { kind: 'voice', type: 'audio/ogg', seconds: 6 - 312 / 48_000 },
  ],
];

describe('what a film or voice note is made of', () => {
  it.each(samples)('%s is known by its tracks, and how long it plays by its frames', (_, bytes, expected) => {
    const media = clean(bytes);
    expect({ kind: media.kind, type: media.type }).toEqual({ kind: expected.kind, type: expected.type });
    expect(media.seconds).toBeCloseTo(expected.seconds, 5);
    expect([media.width, media.height]).toEqual(expected.kind === 'video' ? [640, 360] : [null, null]);
  });

  it.each(samples)('%s keeps its length and its frames, and nothing of place, name or time', (_, bytes) => {
    expect(bytes.includes(secret)).toBe(true);
    const { bytes: cleaned } = clean(bytes);
    expect(cleaned.length).toBe(bytes.length);
    for (const part of [secret, '21.7123', 'BaThom', 'xmpmeta', 'file:', '\xa9xyz', 'mebx', u32(3_879_000_000)])
      expect(cleaned.includes(part, 'latin1')).toBe(false);
  });

  it.each(samples)('%s that was cleaned is clean: a second time changes nothing', (_, bytes) => {
    const first = clean(bytes);
    expect(clean(first.bytes)).toEqual(first);
  });

  it('leaves the frames where they were', () => {
    const sample = mp4Sample();
    const { bytes } = clean(sample);
    const at = sample.indexOf(videoFrames);
    expect(bytes.indexOf(videoFrames)).toBe(at);
    expect(bytes.indexOf(soundFrames)).toBe(at + videoFrames.length);
    expect(bytes.subarray(at + videoFrames.length + soundFrames.length).every((byte) => byte === 0)).toBe(true);
    expect(bytes.subarray(at - secret.length, at).every((byte) => byte === 0)).toBe(true);
    const web = clean(webmSample()).bytes;
    for (const second of [0, 1, 2, 3]) expect(web.includes(Buffer.alloc(200, 0xb0 + second))).toBe(true);
  });

  it('tells width and height as the picture is shown', () => {
    expect(clean(mp4Sample({ turned: true }))).toMatchObject({ width: 360, height: 640 });
  });

  it('gives pages whose comments were emptied their right checksum', () => {
    for (const sample of [oggSample(), oggSample({ code: 'vorbis' }), oggSample({ comment: 120_000 })]) {
      const { bytes } = clean(sample);
      let at = 0;
      let pages = 0;
      while (at < bytes.length) {
        const body = at + 27 + bytes.readUInt8(at + 26);
        const end = bytes.subarray(at + 27, body).reduce((sum, lace) => sum + lace, body);
        expect(bytes.readUInt32LE(at + 22)).toBe(pageCheck(bytes.subarray(at, end)));
        at = end;
        pages += 1;
      }
      expect(pages).toBeGreaterThan(6);
    }
  });

  it.each([
    ['a film of half a minute', mp4Sample({ seconds: 30 }), null],
    ['one a little over, as recorders stop', webmSample({ seconds: 30 }), null],
    ['a film of 31 seconds', mp4Sample({ seconds: 31 }), 'too_long'],
    ['one of 40 seconds in fragments, whose head says nothing', fragmentedMp4Sample({ seconds: 40 }), 'too_long'],
    ['one of 40 seconds without lengths', webmSample({ seconds: 40, live: true }), 'too_long'],
    ['a voice note of two minutes', oggSample({ seconds: 120 }), null],
    ['one of 121 seconds', oggSample({ seconds: 121 }), 'too_long'],
    ['one of 121 seconds in a WebM', webmSample({ seconds: 121, video: false }), 'too_long'],
    ['one whose time never comes', oggSample({ granule: 2n ** 64n - 1n }), 'endless'],
    ['one that ends in a hundred years', oggSample({ granule: 2n ** 62n }), 'too_long'],
  ])('%s: %#', (_, bytes, fault) => {
    const media = read(bytes);
    expect('fault' in media ? media.fault : null).toBe(fault);
  });

  it('measures the frames, whatever the head of the film says', () => {
    const movie = mp4Sample({ seconds: 20 });
    const lying = Buffer.from(movie);
    // The head says one second; the frames' times stay.
    lying.writeUInt32BE(1_000, movie.indexOf('mvhd') + 4 + 16);
    expect(clean(lying).seconds).toBeCloseTo(20, 2);
    const frames = Buffer.from(movie);
    frames.writeUInt32BE(4_000_000_000, movie.indexOf('stts') + 4 + 12);
    expect(read(frames)).toEqual({ fault: 'too_long' });
    const still = Buffer.from(movie);
    still.writeUInt32BE(0, movie.indexOf('mvhd') + 4 + 12);
    expect(read(still)).toEqual({ fault: 'endless' });
  });

  it.each(samples)('%s with an archive or a page behind it loses them', (_, bytes) => {
    for (const tail of [zip, pageTail, text('\0'.repeat(5)), text('<'), zip.subarray(0, 7)]) {
      const media = read(Buffer.concat([bytes, tail]));
      if ('fault' in media) throw new Error(`${media.fault} with ${tail.length} bytes behind`);
      expect(media.bytes.includes(tail.subarray(0, 40)) && tail.length > 7).toBe(false);
      expect(media.bytes.length).toBeLessThanOrEqual(bytes.length + tail.length);
    }
  });

  it.each(samples)('%s cut short is refused, wherever it was cut', (_, bytes, { type }) => {
    // An open WebM may end anywhere between two frames, and so may pages and fragments.
    const wherever = Array.from({ length: 60 }, (_one, nth) => Math.floor((bytes.length * (nth + 1)) / 62) + 1);
    for (const length of wherever) {
      const media = read(bytes.subarray(0, length));
      if ('fault' in media) continue;
      expect(['video/webm', 'audio/webm', 'audio/ogg', 'video/mp4', 'audio/mp4']).toContain(type);
      expect(media.seconds).toBeLessThan(clean(bytes).seconds + 0.01);
      expect(media.bytes.length).toBeLessThanOrEqual(length);
      expect(media.bytes.includes(secret)).toBe(false);
    }
    expect(read(bytes.subarray(0, Math.floor(bytes.length / 3)))).toHaveProperty('fault');
  });

  it.each([
    ['a box that reaches beyond its film', atBox(mp4Sample(), 'trak', 0x7f)],
    ['a box smaller than its own head', atBox(mp4Sample(), 'trak', 0)],
    ['no tracks at all', Buffer.concat([box('ftyp', 'mp42', u32(0)), box('moov', box('free', 'x')), box('mdat', 'frames')])],
    ['two films in one', Buffer.concat([mp4Sample(), mp4Sample().subarray(28)])],
    ['a code no phone records', mp4Sample({ code: 'raw9' })],
    ['a picture in the same container', mp4Sample({ brand: 'heic' })],
    ['boxes within boxes within boxes', Buffer.concat([box('ftyp', 'mp42', u32(0)), nested(3_000)])],
    ['a hundred thousand empty boxes', Buffer.concat([box('ftyp', 'mp42', u32(0)), ...Array(100_000).fill(box('free'))])],
    ['frames in another file', Buffer.from(mp4Sample().toString('latin1').replaceAll('url \0\0\0\x01', 'url \0\0\0\0'), 'latin1')],
    ['a WebM of something else', element(0x1a45dfa3, element(0x4282, 'wobm'))],
    ['a WebM without frames', webmSample({ seconds: 0 })],
    ['frames coded no browser knows how', webmSample({ video: false, sound: 'A_MPEG/L3' })],
    [
      'two streams in one',
      Buffer.concat([oggSample().subarray(0, 200), page({ flags: 0, granule: 5n, sequence: 9, laces: [1], body: text('x'), serial: 5 })]),
    ],
    [
      'pages without end',
      Buffer.concat([
        oggSample({ seconds: 1 }).subarray(0, -177),
        ...Array(30_000).fill(page({ flags: 0, granule: 1n, sequence: 5, laces: [], body: text('') })),
      ]),
    ],
    ['a text', text('Kính gửi Ủy ban nhân dân xã, tôi xin phản ánh như sau')],
    ['a picture', blankPng(10, 10)],
  ])('%s is refused', (_, bytes) => {
    expect(read(bytes)).toHaveProperty('fault');
  });

  it('never throws and never goes on for long, whatever the bytes are', () => {
    const heads = [text('\0\0\0\x18ftypmp42'), text('\x1aE\xdf\xa3\x9fB\x82\x84webm'), oggSample().subarray(0, 60)];
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 3_000 }), (head, rest) => {
        expect(read(Buffer.concat([head, rest]))).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  it('never keeps a place when bytes were changed on the way, and what it takes it takes again', () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      byte: fc.constantFrom(0, 1, 0x7f, 0x80, 0xff, 8, 32),
      width: fc.constantFrom(1, 2, 4),
    });
    fc.assert(
      fc.property(fc.constantFrom(...samples.map(([name]) => name)), fc.array(change, { minLength: 1, maxLength: 4 }), (name, changes) => {
        const sample = samples.find(([one]) => one === name)?.[1] ?? Buffer.alloc(0);
        const bytes = Buffer.from(sample);
        for (const { at, byte, width } of changes) {
          const from = Math.floor(at * bytes.length);
          bytes.fill(byte, from, Math.min(from + width, bytes.length));
        }
        const media = read(bytes);
        if ('fault' in media) return;
        expect(media.seconds).toBeGreaterThan(0);
        expect(read(media.bytes)).toEqual(media);
      }),
      { numRuns: 1_500 },
    );
  });
});

/** The sample with another size of the first box of a kind. */
function atBox(sample: Buffer, type: string, size: number): Buffer {
  sample.fill(0, sample.indexOf(type) - 4, sample.indexOf(type));
  sample[sample.indexOf(type) - 3] = size;
  return sample;
}

function nested(depth: number): Buffer {
  let inner = box('free');
  for (let level = 0; level < depth; level += 1) inner = box(level === depth - 1 ? 'moov' : 'trak', inner);
  return inner;
}
