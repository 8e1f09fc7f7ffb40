import { request as ask } from 'node:http';
import express from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLog } from '../adapters/log.js';
import { ProblemError, problemHandler } from './problems.js';
import { rawBody, type UploadRoom } from './raw-body.js';
import { serve } from './serve.js';

const room: UploadRoom = { most: 300_000, taken: 0 };

/** Takes bodies of up to 100 KB: of those that begin with "small" up to 1 KB, of those that begin with "no" none. */
async function server(milliseconds = 20_000): Promise<string> {
  const app = express();
  const limitOf = (head: Buffer) => {
    if (head.toString('latin1', 0, 2) === 'no') throw new ProblemError('file_type_refused', 'Không nhận.');
    return head.toString('latin1', 0, 5) === 'small' ? 1_000 : 1_000_000;
  };
  app.post('/', async (request, response) => {
    const body = await rawBody(request, 100_000, { milliseconds, limitOf, tooLarge: 'Quá lớn.', room });
    response.json({ code: 'taken', length: body.length });
  });
  app.use(problemHandler(createLog('silent', 'test')));
  const served = await serve(app, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => served.close(100));
  return served.url;
}

/** Writes piece after piece until an answer comes, with so many milliseconds between them; tells the answer and how much was written by then. */
async function trickle(url: string, pieces: Iterable<Buffer>, pause = 0, headers: Record<string, string> = {}) {
  const sent = ask(url, { method: 'POST', headers });
  let written = 0;
  let answered = false;
  const answer = new Promise<{ status: number; code: string }>((resolve, reject) => {
    sent.once('response', async (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode ?? 0, code: (JSON.parse(Buffer.concat(chunks).toString()) as { code: string }).code });
    });
    sent.once('error', (error) => !answered && reject(error));
  });
  sent.flushHeaders();
  for (const piece of pieces) {
    if (answered) break;
    written += piece.length;
    await new Promise((resolve) => sent.write(piece, resolve));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  if (!answered) sent.end();
  const result = await answer;
  sent.destroy();
  return { ...result, written };
}

function* endless(piece: Buffer): Generator<Buffer> {
  for (;;) yield piece;
}

describe('a body as it comes', () => {
  it('is taken whole, however it comes', async () => {
    const url = await server();
    expect(await trickle(url, [Buffer.alloc(60_000, 'a'), Buffer.alloc(40_000, 'b')])).toMatchObject({ status: 200, code: 'taken' });
    expect(await trickle(url, [Buffer.from('s'), Buffer.from('mall')], 5)).toMatchObject({ status: 200, code: 'taken' });
    expect(await trickle(url, [])).toMatchObject({ status: 200, code: 'taken' });
    expect(room.taken).toBe(0);
  });

  it('that never ends is stopped as soon as it is too long for what it is', async () => {
    const url = await server();
    const any = await trickle(url, endless(Buffer.alloc(10_000, 'a')), 1);
    expect(any).toMatchObject({ status: 413, code: 'file_too_large' });
    const small = await trickle(url, endless(Buffer.from('small'.repeat(60))), 1);
    expect(small).toMatchObject({ status: 413, code: 'file_too_large' });
    expect(small.written).toBeLessThan(20_000);
    const said = await trickle(url, endless(Buffer.from('small'.repeat(60))), 1, { 'content-length': '90000' });
    expect(said).toMatchObject({ status: 413, code: 'file_too_large' });
    expect(said.written).toBeLessThan(small.written);
    expect(await trickle(url, endless(Buffer.from('no'.repeat(100))), 1)).toMatchObject({ status: 415, code: 'file_type_refused' });
    expect(room.taken).toBe(0);
  });

  it('that trickles is cut off after its time', async () => {
    const url = await server(120);
    expect(await trickle(url, endless(Buffer.from('a')), 10)).toMatchObject({ status: 400, code: 'upload_too_slow' });
    expect(room.taken).toBe(0);
  });

  it('waits for others when memory is full of them', async () => {
    const url = await server();
    room.taken = 250_000;
    expect(await trickle(url, endless(Buffer.alloc(30_000, 'a')), 1)).toMatchObject({ status: 429, code: 'too_many_requests' });
    room.taken -= 250_000;
    expect(room.taken).toBe(0);
    expect(await trickle(url, [Buffer.alloc(60_000, 'a')])).toMatchObject({ status: 200, code: 'taken' });
  });
});
