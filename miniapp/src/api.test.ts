import { bookAppointment, cancelAppointment, listMyAppointments, readHome } from 'backend/contracts/appointments';
import type { RequestOf } from 'backend/contracts/endpoint';
import { problemCodes } from 'backend/contracts/problem';
import { describe, expect, it } from 'vitest';
import { CallFailure, caller, type TokenSource } from './api.js';

type Answer = { status: number; body?: unknown } | 'no network' | 'silence';

const problem = (code: string, status: number, more: object = {}): Answer => ({
  status,
  body: { type: 'about:blank', title: 'Lỗi', status, detail: 'Một câu.', code, ...more },
});

/** A server that gives these answers one after the other, and the client before it. */
function client(answers: Answer[], tokens: Partial<TokenSource> = {}) {
  const sent: { url: string; method: string; headers: Record<string, string>; body: unknown }[] = [];
  const pauses: number[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const { method = 'GET', headers = {}, body, signal } = init;
    sent.push({ url: String(input), method, headers: headers as Record<string, string>, body: body ? JSON.parse(String(body)) : null });
    const answer = answers.shift() ?? 'no network';
    if (answer === 'no network') throw new TypeError('Failed to fetch');
    if (answer === 'silence')
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))));
    return new Response(answer.body === undefined ? '' : JSON.stringify(answer.body), { status: answer.status });
  };
  const calls = caller({
    baseUrl: () => 'http://xa',
    fetch,
    tokens: { token: async () => 'khoa-1', renew: async () => 'khoa-2', failure: () => null, ...tokens },
    wait: async (milliseconds) => {
      pauses.push(milliseconds);
    },
    timeoutMilliseconds: 20,
  });
  return { ...calls, sent, pauses };
}

const body: RequestOf<typeof bookAppointment>['body'] = {
  code: '2.000815',
  way: 'counter',
  date: '2026-12-01',
  start: '08:30',
  person: { relation: 'self' },
};

const failureOf = (promise: Promise<unknown>): Promise<CallFailure> =>
  promise.then(
    () => {
      throw new Error('it should have failed');
    },
    (error) => {
      if (error instanceof CallFailure) return error;
      throw error;
    },
  );

describe('a call', () => {
  it('puts parameters into the address, leaves out what is not said, and carries the session', async () => {
    const { call, sent } = client([
      { status: 200, body: { id: '1' } },
      { status: 200, body: { appointments: [] } },
    ]);
    await call(cancelAppointment, { params: { id: 'a/b' }, body: {} });
    await call(listMyAppointments, { query: { which: 'past', after: undefined } as never });
    expect(sent).toMatchObject([
      { url: 'http://xa/api/appointments/a%2Fb/cancel', method: 'POST', headers: { Authorization: 'Bearer khoa-1' }, body: {} },
      { url: 'http://xa/api/appointments?which=past', method: 'GET', body: null },
    ]);
  });

  it('tells what the server told: code, fields, the nearest places, how long to wait', async () => {
    const nearest = [{ date: '2026-12-01', start: '09:00' }];
    const fields = [{ field: 'body.phone', message: 'Chưa đúng.' }];
    const { call } = client([problem('slot_taken', 409, { nearest, fields, retryAfter: 3 })]);
    expect(await failureOf(call(bookAppointment, { body }))).toMatchObject({
      code: 'slot_taken',
      status: 409,
      detail: 'Một câu.',
      nearest,
      fields: { 'body.phone': 'Chưa đúng.' },
      retryAfter: 3,
    });
  });

  it.each([
    ['a page that is not ours', { status: 502, body: undefined }],
    ['an unknown error', { status: 500, body: { error: 'x' } }],
  ] satisfies [string, Answer][])('takes %s for a failure with a sentence', async (_name, answer) => {
    const { call } = client([answer, answer, answer]);
    expect(problemCodes).toContain((await failureOf(call(readHome, {}))).code);
  });
});

describe('repeating', () => {
  it('reads again after a lost connection, with pauses, three times at most', async () => {
    const { call, sent, pauses } = client(['no network', 'no network', { status: 200, body: { ok: true } }]);
    expect(await call(readHome, {})).toEqual({ ok: true });
    expect(sent).toHaveLength(3);
    expect(pauses).toEqual([500, 1500]);
    const dead = client([]);
    expect((await failureOf(dead.call(readHome, {}))).code).toBe('offline');
    expect(dead.sent).toHaveLength(3);
  });

  it('waits as long as a busy server asks, five seconds at most', async () => {
    const { call, pauses } = client([
      problem('database_unavailable', 503, { retryAfter: 2 }),
      problem('database_unavailable', 503, { retryAfter: 60 }),
      { status: 200, body: {} },
    ]);
    await call(readHome, {});
    expect(pauses).toEqual([2000, 5000]);
  });

  it('sends a write again only under a key that makes it one and the same', async () => {
    const keyed = client(['no network', { status: 201, body: { id: '1' } }]);
    await keyed.call(bookAppointment, { body }, { idempotencyKey: 'mot-lan' });
    expect(keyed.sent.map(({ headers }) => headers['Idempotency-Key'])).toEqual(['mot-lan', 'mot-lan']);
    const bare = client(['no network', { status: 201, body: { id: '1' } }]);
    expect((await failureOf(bare.call(bookAppointment, { body }))).code).toBe('offline');
    expect(bare.sent).toHaveLength(1);
    const other = client(['no network', { status: 200, body: {} }]);
    expect((await failureOf(other.call(cancelAppointment, { params: { id: '1' }, body: {} }, { idempotencyKey: 'x' }))).code).toBe(
      'offline',
    );
    expect(other.sent).toHaveLength(1);
  });

  it('does not repeat what was refused, nor what was waited for in vain', async () => {
    const refused = client([problem('past_cut_off', 409)]);
    expect((await failureOf(refused.call(bookAppointment, { body }, { idempotencyKey: 'x' }))).code).toBe('past_cut_off');
    expect(refused.sent).toHaveLength(1);
    const silent = client(['silence', { status: 200, body: {} }]);
    expect((await failureOf(silent.call(readHome, {}))).code).toBe('offline');
    expect(silent.sent).toHaveLength(1);
  });

  it('stops when the screen that asked is gone', async () => {
    const { call, sent } = client(['silence']);
    const gone = new AbortController();
    const asked = call(readHome, {}, { signal: gone.signal });
    gone.abort();
    await expect(asked).rejects.toThrow(DOMException);
    expect(sent).toHaveLength(1);
  });
});

describe('the session', () => {
  it('is renewed once when the server no longer knows it', async () => {
    const { call, sent } = client([problem('session_expired', 401), { status: 200, body: { ok: true } }]);
    expect(await call(readHome, {})).toEqual({ ok: true });
    expect(sent.map(({ headers }) => headers.Authorization)).toEqual(['Bearer khoa-1', 'Bearer khoa-2']);
    const twice = client([problem('session_expired', 401), problem('session_expired', 401)]);
    expect((await failureOf(twice.call(readHome, {}))).code).toBe('session_expired');
    expect(twice.sent).toHaveLength(2);
  });

  it('that could not be had tells why, and what anybody may read is read without it', async () => {
    const why = new CallFailure('zalo_sign_in_refused', 401);
    const nobody = { token: async () => null, failure: () => why };
    const refused = client([problem('not_signed_in', 401)], nobody);
    expect(await failureOf(refused.call(readHome, {}))).toBe(why);
    const open = client([{ status: 200, body: { ok: true } }], nobody);
    expect(await open.call(readHome, {})).toEqual({ ok: true });
    expect(open.sent[0]?.headers).not.toHaveProperty('Authorization');
  });

  it('that could not be had for want of a network is not tried three times over', async () => {
    const why = new CallFailure('offline', 0);
    const { call, sent, pauses } = client([], { token: async () => null, failure: () => why });
    expect(await failureOf(call(readHome, {}))).toBe(why);
    expect([sent, pauses]).toEqual([[], []]);
  });
});
