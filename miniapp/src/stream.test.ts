import { describe, expect, it } from 'vitest';
import { CallFailure, type TokenSource } from './api.js';
import { eventsIn, streamer } from './stream.js';

const signedIn: TokenSource = { token: async () => 'old', renew: async () => 'new', failure: () => null };

function bodyOf(...chunks: string[]): ReadableStream<Uint8Array> {
  const coder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(coder.encode(chunk));
      controller.close();
    },
  });
}

describe('a stream of events', () => {
  it('is read message by message, however the network cuts it', async () => {
    const { stream } = streamer({
      baseUrl: () => '',
      fetch: async () =>
        new Response(bodyOf('event: progress\nda', 'ta: {"a":1}\n', '\n: still here\n\nevent: progress\r\ndata: {"a":2}\r\n\r\n')),
      tokens: signedIn,
    });
    const heard: string[] = [];
    await stream('/x', ({ name, data }) => heard.push(`${name} ${data}`), new AbortController().signal);
    expect(heard).toEqual(['progress {"a":1}', 'progress {"a":2}']);
  });

  it('keeps what is not whole yet', () => {
    expect(eventsIn('data: a\n\ndata: b')).toEqual({ events: [{ name: 'message', data: 'a' }], rest: 'data: b' });
  });

  it('is opened again with a new session when the old one has ended', async () => {
    const tokens: (string | null)[] = [];
    const { stream } = streamer({
      baseUrl: () => 'https://xa.vn',
      fetch: async (_, init) => {
        tokens.push(new Headers(init?.headers).get('Authorization'));
        return tokens.length === 1 ? new Response('{"code":"session_expired"}', { status: 401 }) : new Response(bodyOf('data: x\n\n'));
      },
      tokens: signedIn,
    });
    await stream('/x', () => undefined, new AbortController().signal);
    expect(tokens).toEqual(['Bearer old', 'Bearer new']);
  });

  it('says why it could not be opened', async () => {
    const failing = (answer: () => Promise<Response>) =>
      streamer({ baseUrl: () => '', fetch: answer, tokens: signedIn })
        .download('/x')
        .catch((error: unknown) => error);
    const refused = await failing(async () => new Response('{"code":"not_allowed"}', { status: 403 }));
    expect(refused instanceof CallFailure && refused.code).toBe('not_allowed');
    const lost = await failing(() => Promise.reject(new TypeError('network')));
    expect(lost instanceof CallFailure && lost.code).toBe('offline');
    const proxy = await failing(async () => new Response('<html>', { status: 503 }));
    expect(proxy instanceof CallFailure && proxy.code).toBe('database_unavailable');
  });
});

describe('a file sent without a session', () => {
  it('carries nothing of the account, and is not sent again in its name', async () => {
    const sent: RequestInit[] = [];
    const { uploadAnonymously } = streamer({
      baseUrl: () => 'https://xa.vn',
      fetch: async (_, init = {}) => {
        sent.push(init);
        return new Response('{"code":"not_signed_in"}', { status: 401 });
      },
      tokens: signedIn,
    });
    const failure = await uploadAnonymously('/x', new Blob(['x'], { type: 'image/jpeg' }), new AbortController().signal).catch(
      (error: unknown) => error,
    );
    expect(failure instanceof CallFailure && failure.code).toBe('not_signed_in');
    expect(sent.map(({ headers }) => new Headers(headers).get('Authorization'))).toEqual([null]);
    expect(new Headers(sent[0]?.headers).get('Content-Type')).toBe('image/jpeg');
  });
});
