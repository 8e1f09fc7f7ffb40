import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type House, house, raw } from '../../../testing/house.js';
import {
  blankPng,
  box,
  fragmentedMp4Sample,
  mp4Sample,
  oggSample,
  secret,
  text,
  webmSample,
} from '../../adapters/media-samples.testing.js';
import { mediaLimits, type ReportMedia } from '../../contracts/report-media.js';

const day = 86_400_000;
const newDraft = () => randomBytes(16).toString('hex');
const newSlot = () => randomBytes(8).toString('hex');
const newReport = () => randomBytes(12).toString('hex');

const photograph = (width = 400, height = 300) =>
  sharp({ create: { width, height, channels: 3, background: '#3a7d44' } })
    .jpeg()
    .withExif({ IFD0: { Make: secret }, IFD3: { GPSLatitude: '21/1 42/1 44/1', GPSLatitudeRef: 'N', GPSAreaInformation: secret } })
    .withMetadata({ orientation: 6 })
    .toBuffer();

type Answer = { status: number; body: ReportMedia & { code?: string; detail?: string; fields?: { field: string }[] } };

async function upload(commune: House, bytes: Buffer | ReadableStream, draft = newDraft(), slot = newSlot()): Promise<Answer> {
  const response = await fetch(`${commune.url}/api/report-media?${new URLSearchParams({ draft, slot })}`, {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg' },
    body: bytes instanceof ReadableStream ? bytes : new Uint8Array(bytes),
    duplex: 'half',
  } as RequestInit);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
const remove = (commune: House, draft: string, id: string) => raw(commune.url, 'DELETE', `/report-media/${id}?draft=${draft}`);

/** Opens an address as it was given out, at the server of the test. */
async function open(commune: House, url: string, init: RequestInit = {}) {
  const response = await fetch(url.replace(commune.config.PUBLIC_URL.replace(/\/$/, ''), commune.url), init);
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

const collections = (commune: House) => {
  const { db } = commune.composed.database.connection;
  if (!db) throw new Error('no database');
  return { media: db.collection('report_media'), files: db.collection('report_media.files'), chunks: db.collection('report_media.chunks') };
};
/** Everything the database holds of the media, as one run of bytes. */
async function stored(commune: House): Promise<Buffer> {
  const { media, chunks } = collections(commune);
  const pieces = await chunks.find().toArray();
  const thumbnails = (await media.find().toArray()).flatMap((one) => [one.thumbnail, one.reviewed?.thumbnail]).filter(Boolean);
  return Buffer.concat([...pieces.map(({ data }) => data), ...thumbnails].map((binary) => Buffer.from(binary.buffer)));
}
/** A command of the database fails so many times from here on. */
const stumble = (commune: House, command: string, times = 1) =>
  commune.composed.database.connection.db
    ?.admin()
    .command({ configureFailPoint: 'failCommand', mode: { times }, data: { failCommands: [command], errorCode: 189 } });

/** A photograph that a report holds. */
async function held(commune: House, bytes?: Buffer) {
  const [draft, ownerId] = [newDraft(), newReport()];
  const { body } = await upload(commune, bytes ?? (await photograph()), draft);
  await commune.composed.reportMedia.claim(draft, [body.id], ownerId);
  return { draft, ownerId, id: body.id, url: body.url, thumbnailUrl: body.thumbnailUrl ?? '' };
}

describe('media on their way to a report', () => {
  it('are taken from anybody, kept upright and small, without the place; read by whoever was given the address', async () => {
    const commune = await house();
    const { status, body } = await upload(commune, await photograph(2_400, 1_800));
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'picture', width: 1_200, height: 1_600 });

    const whole = await open(commune, body.url);
    expect(whole.status).toBe(200);
    expect(whole.bytes).toHaveLength(body.bytes);
    const { format, exif, orientation } = await sharp(whole.bytes).metadata();
    expect({ format, exif, orientation }).toEqual({ format: 'jpeg', exif: undefined, orientation: undefined });
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': 'inline; filename="anh.jpg"',
      'cache-control': 'private, max-age=600',
      'x-robots-tag': 'noindex',
    });
    const small = await open(commune, body.thumbnailUrl ?? '');
    const size = await sharp(small.bytes).metadata();
    expect([size.width, size.height]).toEqual([240, 320]);
    expect(small.bytes.length).toBeLessThanOrEqual(20_000);
    expect((await stored(commune)).includes(secret)).toBe(false);

    const head = await open(commune, body.url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), head.bytes.length]).toEqual([200, String(body.bytes), 0]);
    const known = await open(commune, body.url, { headers: { 'if-none-match': whole.headers.get('etag') ?? '' } });
    expect([known.status, known.bytes.length]).toEqual([304, 0]);

    // The addresses of other files lead to none of them, not even officers.
    const officer = await commune.officer('van-phong', ['office_officer', 'chairman', 'administrator']);
    const { contentId } = (await collections(commune).media.findOne()) as unknown as { contentId: string };
    for (const id of [body.id, contentId]) {
      expect((await open(commune, `${commune.url}/files/${id}`)).status).toBe(404);
      expect((await raw(commune.url, 'GET', `/files/${id}`, { token: officer.token })).status).toBe(404);
      expect((await open(commune, `${commune.url}/report-media/${id}`)).status).toBe(404);
    }
  });

  it('may be films and voice notes, which play in parts and say nothing of where they were made', async () => {
    const commune = await house();
    const kinds: [Buffer, Partial<ReportMedia>, string, string][] = [
      [mp4Sample({ turned: true }), { kind: 'video', seconds: 5, width: 360, height: 640 }, 'video/mp4', 'phim.mp4'],
      [fragmentedMp4Sample(), { kind: 'video', seconds: 4 }, 'video/mp4', 'phim.mp4'],
      [webmSample({ live: true }), { kind: 'video', seconds: 4 }, 'video/webm', 'phim.webm'],
      [webmSample({ live: true, video: false }), { kind: 'voice', seconds: 4 }, 'audio/webm', 'ghi-am.webm'],
      [mp4Sample({ video: false }), { kind: 'voice', seconds: 5 }, 'audio/mp4', 'ghi-am.m4a'],
      [oggSample(), { kind: 'voice', seconds: 6 }, 'audio/ogg', 'ghi-am.ogg'],
    ];
    for (const [bytes, expected, type, name] of kinds) {
      const { status, body } = await upload(commune, Buffer.concat([bytes, text('<script>alert(1)</script>'.repeat(9))]));
      expect([status, body]).toMatchObject([201, { ...expected, thumbnailUrl: null }]);
      const { headers, bytes: whole } = await open(commune, body.url);
      expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([type, `inline; filename="${name}"`]);
      expect(whole).toHaveLength(body.bytes);
      expect(whole.includes('script')).toBe(false);

      const ask = (range: string, more: Record<string, string> = {}) => open(commune, body.url, { headers: { range, ...more } });
      const last = whole.length - 1;
      for (const [range, from, to] of [
        ['bytes=0-', 0, last],
        ['bytes=10-19', 10, 19],
        ['bytes=-7', last - 6, last],
        [`bytes=100-${last + 900}`, 100, last],
        [`bytes=${last}-${last}`, last, last],
      ] as const) {
        const part = await ask(range);
        expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${from}-${to}/${whole.length}`]);
        expect(part.bytes.equals(whole.subarray(from, to + 1))).toBe(true);
      }
      const behind = await ask(`bytes=${last + 1}-`);
      expect([behind.status, behind.headers.get('content-range')]).toEqual([416, `bytes */${whole.length}`]);
      for (const other of ['bytes=0-1,4-5', 'bytes=9-2', 'lines=1-2', 'bytes=-']) expect((await ask(other)).status).toBe(200);
      expect((await ask('bytes=0-4', { 'if-range': '"another"' })).status).toBe(200);
      expect((await ask('bytes=0-4', { 'if-range': headers.get('etag') ?? '' })).status).toBe(206);
    }
    expect((await stored(commune)).includes(secret)).toBe(false);
  });

  it('are refused in words for what they are not, by their bytes and not by their name', async () => {
    const commune = await house();
    const whole = await photograph();
    const large = Buffer.alloc(mediaLimits.picture.bytes + 1);
    whole.copy(large);
    const longVoice = Buffer.concat([mp4Sample({ video: false }), box('free', Buffer.alloc(mediaLimits.voice.bytes))]);
    const refused: [string, Buffer, number, string][] = [
      ['a renamed program', Buffer.concat([text('MZ\x90\0'), Buffer.alloc(4_000)]), 415, 'file_type_refused'],
      ['one of Linux', Buffer.concat([text('\x7fELF\x02\x01\x01'), Buffer.alloc(4_000)]), 415, 'file_type_refused'],
      ['a page', text('<!doctype html><script>alert(1)</script>'), 415, 'file_type_refused'],
      ['a drawing with a script', text('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), 415, 'file_type_refused'],
      ['an archive', Buffer.concat([text('PK\x03\x04'), Buffer.alloc(500)]), 415, 'file_type_refused'],
      ['a document', text('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF'), 415, 'file_type_refused'],
      ['an old moving picture', text('GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff;'), 415, 'file_type_refused'],
      ['nothing', Buffer.alloc(0), 415, 'file_type_refused'],
      ['half a photograph', whole.subarray(0, whole.length / 2), 422, 'file_unreadable'],
      [
        'a program that begins like a photograph',
        Buffer.concat([whole.subarray(0, 3), text('MZ'), Buffer.alloc(4_000)]),
        422,
        'file_unreadable',
      ],
      ['a bomb', blankPng(30_000, 30_000), 422, 'file_unreadable'],
      ['half a film', mp4Sample().subarray(0, 5_000), 422, 'file_unreadable'],
      ['a film of 40 seconds', webmSample({ seconds: 40, live: true }), 422, 'media_too_long'],
      ['a film that never says when', oggSample({ granule: 2n ** 64n - 1n }), 422, 'media_too_long'],
      ['a photograph of more than 8 MB', large, 413, 'file_too_large'],
      ['a voice note of more than 4 MB', longVoice, 413, 'file_too_large'],
      ['20 MB', Buffer.concat([whole, Buffer.alloc(20 * 1024 * 1024)]), 413, 'file_too_large'],
    ];
    for (const [what, bytes, status, code] of refused) {
      const answer = await upload(commune, bytes);
      expect([what, answer.status, answer.body.code]).toEqual([what, status, code]);
      expect(answer.body.detail).toMatch(/Chỉ nhận ảnh|hỏng|tối đa|không cho biết/);
    }
    let sent = 0;
    const photographWithoutEnd = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(sent === 0 ? whole : Buffer.alloc(65_536)));
        sent += 65_536;
      },
    });
    expect(await upload(commune, photographWithoutEnd).catch(() => ({ status: 413 }))).toMatchObject({ status: 413 });
    expect(sent).toBeLessThan(2 * mediaLimits.picture.bytes);
    for (const query of [
      'draft=x&slot=abcdefgh',
      `draft=${newDraft()}&slot=A`,
      `draft=${newDraft()}`,
      `draft=${newDraft()}&slot=abcdefgh&more=1`,
    ])
      expect((await fetch(`${commune.url}/api/report-media?${query}`, { method: 'POST', body: new Uint8Array(whole) })).status).toBe(400);
    expect(await collections(commune).media.countDocuments()).toBe(0);
    expect(await collections(commune).chunks.countDocuments()).toBe(0);
  });

  it('are the same medium however often they are sent, also side by side and after a crash', async () => {
    const commune = await house();
    const [draft, slot, picture] = [newDraft(), newSlot(), await photograph()];
    const answers = await Promise.all(Array.from({ length: 8 }, () => upload(commune, picture, draft, slot)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const { media, files, chunks } = collections(commune);
    expect([await media.countDocuments(), await files.countDocuments(), await chunks.countDocuments()]).toEqual([1, 1, 1]);
    // The reply was lost; the phone sends again, perhaps from a picture drawn anew.
    const again = await upload(commune, await photograph(800, 600), draft, slot);
    expect(again.body).toMatchObject({ id: answers[0]?.body.id, bytes: answers[0]?.body.bytes });
    expect(JSON.stringify(await media.findOne())).not.toContain(draft);

    // The process dies between taking the place and storing the bytes.
    const other = newSlot();
    await stumble(commune, 'update');
    expect((await upload(commune, picture, draft, other)).status).toBeGreaterThanOrEqual(500);
    expect((await upload(commune, picture, draft, other)).status).toBe(201);
    expect((await upload(commune, picture, draft, newSlot())).status).toBe(201);
    expect(await media.countDocuments()).toBe(3);
  });

  it('are at most four pictures, a film and a voice note in one draft, however many come at once', async () => {
    const commune = await house();
    const [draft, picture] = [newDraft(), await photograph()];
    const pictures = await Promise.all(Array.from({ length: 8 }, () => upload(commune, picture, draft)));
    expect(pictures.filter(({ status }) => status === 201)).toHaveLength(4);
    expect(pictures.filter(({ body }) => body.code === 'media_full')).toHaveLength(4);
    const films = await Promise.all([mp4Sample(), webmSample(), fragmentedMp4Sample()].map((bytes) => upload(commune, bytes, draft)));
    const voices = await Promise.all([oggSample(), oggSample()].map((bytes) => upload(commune, bytes, draft)));
    for (const some of [films, voices]) expect(some.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await collections(commune).media.countDocuments()).toBe(6);

    // One given back makes room for one; another draft has room of its own.
    const first = pictures.find(({ status }) => status === 201)?.body.id ?? '';
    expect((await remove(commune, draft, first)).status).toBe(200);
    expect((await upload(commune, picture, draft)).status).toBe(201);
    expect((await upload(commune, picture, draft)).body.code).toBe('media_full');
    expect((await upload(commune, picture)).status).toBe(201);
  });

  it('go when they are taken back or nothing holds them for two days, bytes and all', async () => {
    const commune = await house();
    const { reportMedia } = commune.composed;
    const [draft, ownerId, picture] = [newDraft(), newReport(), await photograph()];
    const [mine, loose, kept] = await Promise.all([1, 2, 3].map(() => upload(commune, picture, draft)));
    const ids = [mine, loose, kept].map((one) => one?.body.id ?? '') as [string, string, string];
    for (const someoneElses of [newDraft(), newDraft()]) expect((await remove(commune, someoneElses, ids[0])).status).toBe(200);
    expect((await open(commune, mine?.body.url ?? '')).status).toBe(200);
    for (let time = 0; time < 2; time += 1) expect((await remove(commune, draft, ids[0])).body).toEqual({ removed: true });
    expect((await open(commune, mine?.body.url ?? '')).status).toBe(404);

    await reportMedia.claim(draft, [ids[2]], ownerId);
    expect((await remove(commune, draft, ids[2])).body.code).toBe('media_held');
    await commune.advance(2 * day - 60_000);
    expect(await reportMedia.sweep()).toBe(0);
    await commune.advance(120_000);
    expect([await reportMedia.sweep(), await reportMedia.sweep()]).toEqual([1, 0]);
    const { media, files, chunks } = collections(commune);
    expect([await media.countDocuments(), await files.countDocuments(), await chunks.countDocuments()]).toEqual([1, 1, 1]);
    expect([...(await reportMedia.show(ids)).keys()]).toEqual([ids[2]]);

    await reportMedia.removeOf(ownerId);
    await reportMedia.removeOf(ownerId);
    expect([await media.countDocuments(), await files.countDocuments(), await chunks.countDocuments()]).toEqual([0, 0, 0]);
  });

  it('leave nothing behind that nobody knows of, wherever the database stumbled', async () => {
    const commune = await house();
    const { reportMedia } = commune.composed;
    const picture = await photograph();
    for (const [command, times] of [
      ['update', 1],
      ['insert', 1],
      ['insert', 2],
      ['delete', 1],
      ['findAndModify', 1],
    ] as const) {
      const draft = newDraft();
      await stumble(commune, command, times);
      const answer = await upload(commune, picture, draft);
      if (answer.status === 201) await remove(commune, draft, answer.body.id);
    }
    await stumble(commune, 'update', 0);
    await commune.advance(2 * day + 7_200_000);
    await reportMedia.sweep();
    await reportMedia.sweep();
    const { media, files, chunks } = collections(commune);
    expect([await media.countDocuments(), await files.countDocuments(), await chunks.countDocuments()]).toEqual([0, 0, 0]);
  });

  it('slow down whoever sends without end', async () => {
    const commune = await house();
    const draft = newDraft();
    const statuses: number[] = [];
    for (let time = 0; time < 62; time += 1) statuses.push((await upload(commune, text('x'), draft)).status);
    expect(statuses.slice(0, 60)).toEqual(Array(60).fill(415));
    expect(statuses.slice(60)).toEqual([429, 429]);
    expect((await upload(commune, await photograph())).status).toBe(201);
  });
});

describe('media of a report', () => {
  it('are claimed all or none, once, and only those of the draft', async () => {
    const commune = await house();
    const { reportMedia } = commune.composed;
    const [draft, ownerId] = [newDraft(), newReport()];
    const picture = await upload(commune, await photograph(), draft);
    const voice = await upload(commune, oggSample(), draft);
    const foreign = await upload(commune, await photograph());
    const ids = [voice.body.id, picture.body.id];
    const refusal = (at: number) => ({ code: 'file_unknown', extra: { fields: [{ field: `body.mediaIds.${at}` }] } });
    await expect(reportMedia.claim(draft, [...ids, foreign.body.id], ownerId)).rejects.toMatchObject(refusal(2));
    await expect(reportMedia.claim(newDraft(), ids, ownerId)).rejects.toMatchObject(refusal(0));
    await expect(reportMedia.claim(draft, [newReport()], ownerId)).rejects.toMatchObject(refusal(0));
    expect(await collections(commune).media.countDocuments({ ownerId: { $exists: true } })).toBe(0);

    const rows = await reportMedia.claim(draft, ids, ownerId);
    expect(rows).toEqual([
      { id: ids[0], kind: 'voice', bytes: voice.body.bytes, width: null, height: null, seconds: 6 },
      { id: ids[1], kind: 'picture', bytes: picture.body.bytes, width: 300, height: 400, seconds: null },
    ]);
    expect(await reportMedia.claim(draft, ids, ownerId)).toEqual(rows);
    await expect(reportMedia.claim(draft, ids, newReport())).rejects.toMatchObject(refusal(0));
    expect(await reportMedia.claim(draft, [], ownerId)).toEqual([]);
  });

  it('belong to one of two reports that ask for them at once', async () => {
    const commune = await house();
    const { reportMedia } = commune.composed;
    for (let round = 0; round < 5; round += 1) {
      const draft = newDraft();
      const ids = (await Promise.all([photograph(), photograph(), photograph()].map(async (one) => upload(commune, await one, draft)))).map(
        ({ body }) => body.id,
      );
      const owners = [newReport(), newReport(), newReport()];
      const answers = await Promise.allSettled(
        owners.map((owner, nth) => reportMedia.claim(draft, nth % 2 ? [...ids].reverse() : ids, owner)),
      );
      const winners = owners.filter((_, nth) => answers[nth]?.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      expect(await collections(commune).media.countDocuments({ ownerId: winners[0] as string })).toBe(3);

      // One wants all of another draft, one only the last: whoever comes too late holds none.
      const second = newDraft();
      const pair = (await Promise.all([oggSample(), mp4Sample()].map((bytes) => upload(commune, bytes, second)))).map(
        ({ body }) => body.id,
      );
      const [all, one] = [newReport(), newReport()];
      const [whole] = await Promise.allSettled([
        reportMedia.claim(second, pair, all),
        reportMedia.claim(second, [pair.sort()[1] as string], one),
      ]);
      const count = await collections(commune).media.countDocuments({ ownerId: all });
      expect(count).toBe(whole.status === 'fulfilled' ? 2 : 0);
    }
  });

  it('have addresses that end after two hours, and a changed, foreign or guessed one is the same unknown', async () => {
    const commune = await house();
    const { reportMedia } = commune.composed;
    const { id, ownerId, url } = await held(commune);
    const shown = (await reportMedia.show([id, newReport()])).get(id);
    expect(shown?.url).toBe(url);
    const token = url.split('/').at(-1) ?? '';
    const flipped = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    const [payload = '', expiry = '', signature = ''] = token.split('~');
    const other = await held(commune);
    const stolen = `${other.url.split('/').at(-1)?.split('~')[0]}~${expiry}~${signature}`;
    const later = `${payload}~${(Number.parseInt(expiry, 36) + 90_000).toString(36)}~${signature}`;
    const answers = await Promise.all(
      [flipped, stolen, later, payload, 'x', id, ownerId, '..%2f..%2fetc%2fpasswd', 'a'.repeat(900)].map((one) =>
        open(commune, `${commune.url}/report-media/${one}`),
      ),
    );
    await commune.advance(2 * 3_600_000);
    answers.push(await open(commune, url));
    const said = answers.map(({ status, bytes, headers }) => {
      const { requestId: _, ...problem } = JSON.parse(bytes.toString());
      return { status, problem, cached: headers.get('cache-control') };
    });
    expect(said[0]).toMatchObject({ status: 404, problem: { code: 'not_found' } });
    for (const one of said) expect(one).toEqual(said[0]);

    const renewed = (await reportMedia.show([id])).get(id)?.url ?? '';
    expect(renewed).not.toBe(url);
    expect((await open(commune, renewed)).status).toBe(200);
    await commune.advance(5 * 60_000);
    expect((await reportMedia.show([id])).get(id)?.url).toBe(renewed);
    expect((await open(commune, `${renewed}x`)).status).toBe(404);
  });

  it('become public only as a copy that was looked at, and are taken back at once', async () => {
    const commune = await house();
    const { reportMedia } = commune.composed;
    const striped = await sharp({
      create: { width: 320, height: 240, channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 128, sigma: 80 } },
    })
      .jpeg()
      .toBuffer();
    const { id, ownerId, url } = await held(commune, striped);
    const film = await held(commune, mp4Sample());
    const publicUrl = async () => (await reportMedia.publicUrls([id])).get(id);
    await reportMedia.publish(ownerId, [id]);
    expect(await publicUrl()).toBeUndefined();
    expect(await reportMedia.publishable(ownerId)).toEqual([]);

    const face = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
    const copy = await reportMedia.blur(ownerId, id, [face]);
    expect(await reportMedia.publishable(ownerId)).toEqual([id]);
    expect((await reportMedia.reviewed(ownerId)).get(id)).toEqual(copy);
    expect(copy).toMatchObject({ id, kind: 'picture', width: 320, height: 240 });
    const before = await open(commune, url);
    const seen = await open(commune, copy.url);
    expect(seen.bytes.equals(before.bytes)).toBe(false);
    const spread = async (bytes: Buffer) => {
      const inside = await sharp(bytes).extract({ left: 100, top: 80, width: 120, height: 80 }).png().toBuffer();
      return (await sharp(inside).stats()).channels[0]?.stdev ?? 0;
    };
    expect([await spread(before.bytes), await spread(seen.bytes)].map((value) => value > 20)).toEqual([true, false]);

    await reportMedia.publish(ownerId, [id, film.id, newReport()]);
    await reportMedia.publish(ownerId, [id]);
    const published = await publicUrl();
    const everybody = await open(commune, published?.url ?? '');
    expect(everybody.bytes.equals(seen.bytes)).toBe(true);
    expect(everybody.headers.get('cache-control')).toBe('public, max-age=3600, immutable');
    expect((await open(commune, published?.thumbnailUrl ?? '')).bytes.length).toBeLessThanOrEqual(20_000);

    // A face was overlooked: the new copy is for officers again until it is published too.
    const second = await reportMedia.blur(ownerId, id, [face, { x: 0, y: 0, width: 0.2, height: 0.2 }]);
    expect([(await open(commune, published?.url ?? '')).status, (await open(commune, copy.url)).status]).toEqual([404, 404]);
    await reportMedia.publish(ownerId, [id]);
    const newer = await publicUrl();
    expect(newer?.url).not.toBe(published?.url);
    expect((await open(commune, newer?.url ?? '')).bytes.equals((await open(commune, second.url)).bytes)).toBe(true);
    await reportMedia.conceal(ownerId);
    await reportMedia.conceal(ownerId);
    expect([await publicUrl(), (await open(commune, newer?.url ?? '')).status]).toEqual([undefined, 404]);
    expect((await open(commune, url)).bytes.equals(before.bytes)).toBe(true);

    // Nothing to hide: still a copy, made anew.
    const plain = await reportMedia.review(ownerId, id);
    expect((await open(commune, plain.url)).bytes.equals(before.bytes)).toBe(false);
    expect(await collections(commune).files.countDocuments()).toBe(3);
    for (const [owner, medium] of [
      [film.ownerId, film.id],
      [newReport(), id],
      [ownerId, newReport()],
    ] as const)
      await expect(reportMedia.blur(owner, medium, [face])).rejects.toMatchObject({ code: 'file_unknown' });
    const side = await Promise.all([1, 2, 3].map(() => reportMedia.review(ownerId, id)));
    expect(side).toHaveLength(3);
    expect(await collections(commune).files.countDocuments()).toBe(3);
  });

  it('are sealed for good: encrypted, no address works, no copy is left, wherever it broke off', async () => {
    const commune = await house();
    const { reportMedia } = commune.composed;
    const mark = Buffer.from('ff d8 ff'.replaceAll(' ', ''), 'hex');
    const key = (bytes: Buffer) => Buffer.concat([text('SEALED'), bytes.map((byte) => byte ^ 0x5a)]);
    const unlock = (bytes: Buffer) => bytes.subarray(6).map((byte) => byte ^ 0x5a) as Buffer;
    const breaks: ((sealing: () => Promise<void>) => Promise<void>)[] = [
      async (sealing) => sealing(),
      async () => {
        const fails = () => {
          throw new Error('the process dies');
        };
        await expect(reportMedia.seal(ownerId, fails)).rejects.toThrow('dies');
      },
      ...(['update', 'insert', 'delete', 'find'] as const).map((command) => async (sealing: () => Promise<void>) => {
        await stumble(commune, command);
        await sealing().catch(() => undefined);
        await stumble(commune, command, 0);
      }),
      async (sealing) =>
        void (await Promise.all([sealing(), sealing(), sealing(), reportMedia.blur(ownerId, id, []).catch(() => undefined)])),
    ];
    let [ownerId, id] = ['', ''];
    for (const breaksOff of breaks) {
      const one = await held(commune);
      [ownerId, id] = [one.ownerId, one.id];
      const original = (await open(commune, one.url)).bytes;
      const copy = await reportMedia.blur(ownerId, id, [{ x: 0, y: 0, width: 0.5, height: 0.5 }]);
      await reportMedia.publish(ownerId, [id]);
      const published = (await reportMedia.publicUrls([id])).get(id);
      const sealing = () => reportMedia.seal(ownerId, key);
      await breaksOff(sealing);
      await sealing();

      const addresses = [one.url, one.thumbnailUrl, copy.url, copy.thumbnailUrl, published?.url, published?.thumbnailUrl];
      for (const address of addresses) expect((await open(commune, address ?? '')).status).toBe(404);
      expect(
        [await reportMedia.show([id]), await reportMedia.publicUrls([id]), await reportMedia.reviewed(ownerId)].map(({ size }) => size),
      ).toEqual([0, 0, 0]);
      expect(await reportMedia.publishable(ownerId)).toEqual([]);
      await expect(reportMedia.blur(ownerId, id, [])).rejects.toMatchObject({ code: 'file_unknown' });
      expect(await reportMedia.openSealed(ownerId, id, unlock)).toEqual({ type: 'image/jpeg', bytes: original });
      expect(await reportMedia.openSealed(newReport(), id, unlock)).toBeNull();
    }
    await commune.advance(7_200_000);
    await reportMedia.sweep();
    const { files } = collections(commune);
    expect(await files.countDocuments()).toBe(breaks.length);
    expect((await stored(commune)).includes(mark)).toBe(false);
  });
});
