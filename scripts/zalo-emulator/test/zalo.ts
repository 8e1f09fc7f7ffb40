import { createServer, type IncomingHttpHeaders } from 'node:http';
import { onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { startZaloEmulator, type ZaloEmulatorOptions } from '../src/server.js';
import { appSecretProof, pkceChallenge } from '../src/signatures.js';
import { Message, Person } from '../src/state.js';

// A browser, or a machine busy with other tests, may need longer than the usual five seconds.
vi.setConfig({ testTimeout: 30_000 });

export const Answer = z.looseObject({ error: z.number().optional(), message: z.string().optional(), data: z.looseObject({}).optional() });
type Answer = z.infer<typeof Answer>;
const PairShape = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.string() });
export type Pair = z.infer<typeof PairShape>;
const TokenAnswer = Answer.and(PairShape.partial());

export const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
export const hour = 3_600_000;
export const day = 24 * hour;

/** An emulator on a free port with what a test asks of it; it closes with the test. */
export async function zalo(options: ZaloEmulatorOptions = {}) {
  const emulator = await startZaloEmulator({ port: 0, ...options });
  onTestFinished(() => emulator.close());
  const { hosts, identity } = emulator;

  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${emulator.url}/control${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  async function token(form: Record<string, string>, secret = identity.appSecret): Promise<z.infer<typeof TokenAnswer>> {
    const response = await fetch(`${hosts.oauth}/v4/oa/access_token`, {
      method: 'POST',
      headers: { secret_key: secret },
      body: new URLSearchParams({ app_id: identity.appId, ...form }),
    });
    expectOk(response.status);
    return TokenAnswer.parse(await response.json());
  }

  async function grantCode(): Promise<string> {
    return z.object({ code: z.string() }).parse(await control('POST', '/oa-grant', { codeChallenge: pkceChallenge(verifier) })).code;
  }

  async function granted(): Promise<Pair> {
    return PairShape.parse(await token({ code: await grantCode(), grant_type: 'authorization_code', code_verifier: verifier }));
  }

  async function call(method: 'GET' | 'POST', url: string, accessToken: string, body?: unknown): Promise<Answer & { headers: Headers }> {
    const response = await fetch(url, {
      method,
      headers: { access_token: accessToken, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expectOk(response.status);
    return { ...Answer.parse(await response.json()), headers: response.headers };
  }

  return {
    ...emulator,
    control,
    token,
    grantCode,
    granted,
    call,
    async person(given: Record<string, unknown> = {}) {
      const made = z
        .array(Person.loose())
        .parse(await control('POST', '/people', [{ name: 'Nguyễn Văn Minh', phone: '0912345678', follows: true, ...given }]));
      const [one] = made;
      if (!one) throw new Error('nobody was made');
      return one;
    },
    advance: (ms: number) => control('POST', '/clock', { advanceMs: ms }),
    setClock: (instant: string) => control('POST', '/clock', { set: instant }),
    act: (id: string, action: Record<string, unknown>) => control('POST', `/people/${id}/actions`, action),
    settings: (changes: Record<string, unknown>) => control('PUT', '/settings', changes),
    faults: (...faults: Record<string, unknown>[]) => control('PUT', '/faults', faults),
    inbox: async (id: string) => z.array(Message).parse(await control('GET', `/people/${id}/inbox`)),
    ledger: async (kind: 'request' | 'message' | 'webhook') =>
      z.array(z.looseObject({ kind: z.string() })).parse(await control('GET', `/ledger?kind=${kind}`)),
    async userToken(id: string) {
      return z.object({ accessToken: z.string() }).parse(await control('POST', `/people/${id}/access-token`)).accessToken;
    },
    async me(accessToken: string, fields: string, proof = appSecretProof(accessToken, identity.appSecret)): Promise<Answer> {
      const response = await fetch(`${hosts.graph}/v2.0/me?fields=${fields}`, {
        headers: { access_token: accessToken, appsecret_proof: proof },
      });
      return Answer.parse(await response.json());
    },
    say: (accessToken: string, userId: string, text: string) =>
      call('POST', `${hosts.openapi}/v3.0/oa/message/cs`, accessToken, { recipient: { user_id: userId }, message: { text } }),
  };
}

function expectOk(status: number): void {
  if (status !== 200) throw new Error(`HTTP ${status}: business errors come with 200`);
}

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  event: Record<string, unknown>;
}

/** A webhook receiver that answers with whatever status it is told; `silent` never answers. */
export async function receiver() {
  const received: Received[] = [];
  let answer: number | 'silent' = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      received.push({ headers: request.headers, body, event: z.record(z.string(), z.unknown()).parse(JSON.parse(body)) });
      if (answer !== 'silent') response.writeHead(answer).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(
    () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`,
    received,
    names: () => received.map(({ event }) => String(event.event_name ?? event.event)),
    answerWith: (next: number | 'silent') => {
      answer = next;
    },
  };
}

/** Waits until something is true, at most five seconds. */
export async function until<T>(look: () => T | Promise<T>): Promise<NonNullable<Awaited<T>>> {
  const deadline = performance.now() + 5_000;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > deadline) throw new Error(`still not so after 5 s: ${look}`);
    await new Promise((done) => setTimeout(done, 15));
  }
}
