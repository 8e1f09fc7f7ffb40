import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { odd, type ZaloStandIn, zaloStandIn } from '../../testing/zalo-stand-in.js';
import { codeIn, zaloHttp } from './zalo-http.js';

let zalo: ZaloStandIn;
beforeEach(async () => {
  zalo = await zaloStandIn();
});
afterEach(() => zalo.close());

const send = (baseUrl: string, timeoutMs = 400) =>
  zaloHttp({ baseUrl, timeoutMs })({
    method: 'POST',
    path: '/v3.0/oa/message/cs',
    headers: { access_token: 'secret-token' },
    json: { a: 'ấ' },
  });

describe('calling Zalo', () => {
  it('sends JSON, a form or a query, below a base path', async () => {
    const call = zaloHttp({ baseUrl: `${zalo.url}/openapi.zalo.me` });
    await call({ method: 'POST', path: '/one', json: { text: 'giấy hẹn' } });
    await call({ method: 'POST', path: '/two', form: { grant_type: 'refresh_token', refresh_token: 'a+b' } });
    await call({ method: 'GET', path: '/three', query: { data: '{"offset":0}' } });
    expect(zalo.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /openapi.zalo.me/one',
      'POST /openapi.zalo.me/two',
      'GET /openapi.zalo.me/three',
    ]);
    expect(JSON.parse(zalo.received[0]?.body ?? '')).toEqual({ text: 'giấy hẹn' });
    expect(zalo.received[1]?.body).toBe('grant_type=refresh_token&refresh_token=a%2Bb');
    expect(zalo.received[2]?.query.get('data')).toBe('{"offset":0}');
  });

  it('makes its calls over one connection, and many at a time over as many', async () => {
    const call = zaloHttp({ baseUrl: zalo.url });
    const ask = () => call({ method: 'POST', path: '/one', json: {} });
    for (let turn = 0; turn < 5; turn += 1) expect(await ask()).toMatchObject({ kind: 'answer' });
    expect(zalo.connections()).toBe(1);
    await Promise.all(Array.from({ length: 6 }, ask));
    expect(zalo.connections()).toBeLessThanOrEqual(6);
  });

  it('is in doubt, and does not ask again, when the kept connection ends under a call', async () => {
    const call = zaloHttp({ baseUrl: zalo.url });
    const ask = () => call({ method: 'POST', path: '/one', json: {} });
    await ask();
    zalo.behave(odd.hangUp);
    expect(await ask()).toEqual({ kind: 'doubt', cause: 'connection_lost' });
    expect(zalo.received).toHaveLength(2);
    zalo.behave(() => ({ error: 0 }));
    expect(await ask()).toMatchObject({ kind: 'answer' });
  });

  it('takes a new connection when the kept one was closed before the call', async () => {
    const call = zaloHttp({ baseUrl: zalo.url });
    const ask = () => call({ method: 'POST', path: '/one', json: {} });
    await ask();
    await zalo.hangUpAll();
    expect(await ask()).toMatchObject({ kind: 'answer' });
    expect(zalo.received).toHaveLength(2);
  });

  it('uploads a file under its name', async () => {
    const call = zaloHttp({ baseUrl: zalo.url });
    await call({ method: 'POST', path: '/up', file: { bytes: Buffer.from('%PDF'), name: 'Thông "báo".pdf', type: 'application/pdf' } });
    const [upload] = zalo.received;
    expect(upload?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(upload?.body).toContain('name="file"; filename="Thông _báo_.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF\r\n--');
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const gone = await zaloStandIn();
    await gone.close();
    expect(await send(gone.url)).toEqual({ kind: 'not_sent', cause: 'ECONNREFUSED', retryAfterMs: null });
    expect(await send('http://zalo.invalid')).toMatchObject({ kind: 'not_sent' });
  });

  it('knows that nothing was sent when the secure connection never stood', async () => {
    const plain = createServer((socket) => socket.end('this is not TLS'));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const address = plain.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await send(`https://127.0.0.1:${port}`)).toMatchObject({ kind: 'not_sent' });
    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const muteAddress = mute.address();
    const mutePort = typeof muteAddress === 'object' && muteAddress ? muteAddress.port : 0;
    expect(await send(`https://127.0.0.1:${mutePort}`, 100)).toEqual({ kind: 'not_sent', cause: 'connect_timeout', retryAfterMs: null });
    plain.close();
    mute.close();
  });

  it('takes 429 for a request turned away unread', async () => {
    zalo.behave(odd.status(429, { 'retry-after': '7' }));
    expect(await send(zalo.url)).toEqual({ kind: 'not_sent', cause: 'rate_limited', retryAfterMs: 7_000 });
  });

  it.each([
    ['timeout', odd.silence],
    ['timeout', odd.drip],
    ['connection_lost', odd.hangUp],
    ['connection_lost', odd.halfBody],
    ['not_json', odd.html],
    ['not_json', odd.json(200, ['not', 'an', 'object'])],
    ['not_json', odd.json(200, null)],
    ['too_large', odd.huge],
    ['server_error', odd.status(503)],
    ['redirected', odd.status(302, { location: 'http://127.0.0.1:1/elsewhere' })],
  ] as const)('is in doubt (%s) once the request was written', async (cause, behaviour) => {
    zalo.behave(behaviour);
    expect(await send(zalo.url)).toEqual({ kind: 'doubt', cause });
    expect(zalo.received).toHaveLength(1);
  });

  it('finds the code wherever Zalo puts it', () => {
    const table: [number, Record<string, unknown>, number | null][] = [
      [200, { error: 0 }, 0],
      [200, { error: -216 }, -216],
      [200, { error: '-124' }, -124],
      [200, { err: -111 }, -111],
      [200, { access_token: 'x' }, null],
      [401, { error: -216 }, -216],
      [401, { error: 0 }, 401],
      [404, {}, 404],
    ];
    for (const [status, body, code] of table) expect(codeIn({ status, body })).toBe(code);
  });
});
