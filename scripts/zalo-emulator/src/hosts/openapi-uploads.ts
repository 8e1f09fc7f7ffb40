import busboy from 'busboy';
import type { Request, Router } from 'express';
import { Refusal } from '../errors.js';
import { randomHex } from '../ids.js';
import type { Upload } from '../state.js';
import { vietnamDay } from '../vietnam-time.js';
import type { World } from '../world.js';

const megabyte = 1024 * 1024;

interface Rule {
  kind: Upload['kind'];
  limit: number;
  fits(bytes: Buffer, name: string): boolean;
}

const starts = (bytes: Buffer, ...signatures: number[][]) =>
  signatures.some((signature) => signature.every((byte, at) => bytes[at] === byte));
const jpegOrPng = (bytes: Buffer) => starts(bytes, [0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47]);

/** Sizes and types Zalo takes; the type is told by the bytes, documents also by their names. */
export const uploadRules = {
  image: { kind: 'image', limit: megabyte, fits: jpegOrPng },
  gif: { kind: 'gif', limit: 5 * megabyte, fits: (bytes) => starts(bytes, [0x47, 0x49, 0x46, 0x38]) },
  file: { kind: 'file', limit: 5 * megabyte, fits: (_bytes, name) => /\.(pdf|docx?|csv)$/i.test(name) },
  video: { kind: 'video', limit: 50 * megabyte, fits: (_bytes, name) => /\.(mp4|avi)$/i.test(name) },
} as const satisfies Record<string, Rule>;

/** Reads the one file of a multipart body. */
function fileOf(request: Request, limit: number): Promise<{ name: string; type: string; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    if (!String(request.headers['content-type']).startsWith('multipart/form-data')) return reject(new Refusal(-201, 'file is invalid!'));
    // busboy calls a file cut that reaches its limit; here the limit itself is still allowed.
    const form = busboy({ headers: request.headers, defParamCharset: 'utf8', limits: { files: 1, fileSize: limit + 1 } });
    let found: { name: string; type: string; chunks: Buffer[]; cut: boolean } | undefined;
    form.on('file', (field, stream, info) => {
      if (field !== 'file') return stream.resume();
      const file = { name: info.filename ?? '', type: info.mimeType, chunks: [] as Buffer[], cut: false };
      found = file;
      stream.on('data', (chunk: Buffer) => file.chunks.push(chunk));
      stream.on('limit', () => {
        file.cut = true;
      });
      return undefined;
    });
    form.on('error', () => reject(new Refusal(-201, 'file is invalid!')));
    form.on('close', () => {
      if (!found) reject(new Refusal(-201, 'file is invalid!'));
      else if (found.cut) reject(new Refusal(-210));
      else resolve({ name: found.name, type: found.type, bytes: Buffer.concat(found.chunks) });
    });
    request.pipe(form);
  });
}

/** Takes a file in and keeps it; refuses what is too large (-210), of another type (-201) or beyond the month's number (-211). */
export async function takeUpload(world: World, request: Request, rule: Rule): Promise<Upload> {
  const { store, clock } = world;
  const { name, type, bytes } = await fileOf(request, rule.limit);
  if (bytes.length === 0 || !rule.fits(bytes, name)) throw new Refusal(-201, 'file is invalid!');
  const month = `uploads:${vietnamDay(clock.now()).slice(0, 7)}`;
  const count = store.state.counters[month] ?? 0;
  if (count >= store.state.settings.uploadsPerMonth) throw new Refusal(-211);
  store.state.counters[month] = count + 1;
  const upload: Upload = { id: randomHex(40), kind: rule.kind, name, type, size: bytes.length, at: clock.now().toISOString() };
  store.state.uploads[upload.id] = upload;
  world.uploads.put(upload.id, bytes);
  store.changed();
  return upload;
}

/** Uploads of pictures, GIFs, files and article videos. */
export function uploads(router: Router, world: World): void {
  const success = { error: 0, message: 'Success' };
  router.post('/v2.0/oa/upload/image', async (request, response) => {
    response.json({ data: { attachment_id: (await takeUpload(world, request, uploadRules.image)).id }, ...success });
  });
  router.post('/v2.0/oa/upload/gif', async (request, response) => {
    response.json({ data: { attachment_id: (await takeUpload(world, request, uploadRules.gif)).id }, ...success });
  });
  router.post('/v2.0/oa/upload/file', async (request, response) => {
    response.json({ data: { token: (await takeUpload(world, request, uploadRules.file)).id }, ...success });
  });
  router.post('/v2.0/article/upload_video/preparevideo', async (request, response) => {
    response.json({ data: { token: (await takeUpload(world, request, uploadRules.video)).id }, ...success });
  });
  router.get('/v2.0/article/upload_video/verify', (request, response) => {
    const token = String(request.query.token ?? request.headers.token ?? '');
    const upload = world.store.state.uploads[token];
    if (upload?.kind !== 'video') throw new Refusal(-201, 'token is invalid!');
    const ready = world.clock.now().getTime() - Date.parse(upload.at) >= world.store.state.settings.articleProcessingMs;
    const progress = ready ? { status: 1, convert_percent: 100, video_id: upload.id } : { status: 3, convert_percent: 50, video_id: '' };
    response.json({ data: { status_message: ready ? 'Success' : 'Converting', video_name: upload.name, ...progress }, ...success });
  });
}
