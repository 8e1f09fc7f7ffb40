import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DatabaseNotReady } from '../adapters/mongo.js';
import type { Endpoint } from '../contracts/endpoint.js';
import { Problem } from '../contracts/problem.js';
import { get, parrots, promised, type Shell, startShell } from './app.testing.js';
import { whoIsAsking } from './who.js';

const readMine = { method: 'GET', path: '/mine', summary: 'Của tôi', reply: z.object({}) } as const satisfies Endpoint;

let shell: Shell | undefined;
afterEach(async () => {
  await shell?.close(1_000);
  shell = undefined;
});

async function start(...options: Parameters<typeof startShell>): Promise<Shell> {
  shell = await startShell(...options);
  return shell;
}

const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return Problem.parse(await response.json());
}

describe('a request', () => {
  it('is answered by its route, as JSON that nobody keeps', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/api/parrots`, json({ words: 'xin chào' }));
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ words: 'xin chào' });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it('keeps a sensible id it came with, gets one otherwise, and shows it in problems', async () => {
    const { url } = await start();
    const named = await fetch(`${url}/api/nothing`, { headers: { 'X-Request-Id': 'phone-1234' } });
    expect(named.headers.get('x-request-id')).toBe('phone-1234');
    expect((await problemOf(named)).requestId).toBe('phone-1234');
    for (const bad of ['short', 'has spaces in it', 'x'.repeat(65), '<script>alert</script>']) {
      const response = await fetch(`${url}/api/nothing`, { headers: { 'X-Request-Id': bad } });
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('is logged and counted by its pattern: no path, query, body, token or address', async () => {
    const { url, close, lines, metricsText } = await start({}, [], 1);
    const headers = { 'X-Forwarded-For': '203.0.113.7', Authorization: 'Bearer secret-token', 'X-Request-Id': 'request-1' };
    await fetch(`${url}/api/parrots/nguyen-van-an?say=0912345678`, { headers });
    await fetch(`${url}/api/nguyen-van-an`, { headers });
    await fetch(`${url}/api/parrots`, json({ words: 'nguyen-van-an' }, headers));
    await close(1_000);
    const requests = lines.filter((line) => line.msg === 'request');
    expect(requests.map(({ method, route, status, requestId }) => ({ method, route, status, requestId }))).toEqual([
      { method: 'GET', route: '/parrots/:id', status: 200, requestId: 'request-1' },
      { method: 'GET', route: 'unmatched', status: 404, requestId: 'request-1' },
      { method: 'POST', route: '/parrots', status: 201, requestId: 'request-1' },
    ]);
    for (const line of requests) {
      expect(Object.keys(line).sort()).toEqual(
        ['hostname', 'level', 'method', 'milliseconds', 'msg', 'pid', 'requestId', 'route', 'status', 'time'].sort(),
      );
      expect(line.milliseconds).toBeGreaterThanOrEqual(0);
    }
    const counted = await metricsText();
    expect(counted).toContain('http_requests_total{method="GET",route="/parrots/:id",status="200",process="api"} 1');
    expect(counted).toContain('http_requests_total{method="GET",route="unmatched",status="404",process="api"} 1');
    for (const secret of ['nguyen-van-an', '0912345678', '203.0.113.7', 'secret-token'])
      expect(`${JSON.stringify(lines)}${counted}`).not.toContain(secret);
  });

  it('that its caller abandons is logged as such', async () => {
    const arrived = promised();
    const left = promised();
    const { url, close, lines } = await start({
      beforeJson: (app) =>
        app.get('/slow', (_request, response) => {
          response.once('close', left.keep);
          arrived.keep();
        }),
    });
    const caller = new AbortController();
    const call = fetch(`${url}/slow`, { signal: caller.signal });
    await arrived.promise;
    caller.abort();
    await expect(call).rejects.toThrow();
    await left.promise;
    await close(1_000);
    expect(lines.find((line) => line.msg === 'request')).toMatchObject({ route: '/slow', status: 499 });
  });

  it('that fails through our own fault shows nothing of why, and the log has it whole', async () => {
    const { url, close, lines } = await start();
    const response = await fetch(`${url}/api/parrots/1`, { method: 'DELETE' });
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(Problem.parse(JSON.parse(text)).code).toBe('internal');
    expect(text).not.toContain('cage');
    await close(1_000);
    expect(JSON.stringify(lines.find((line) => line.msg === 'request failed'))).toContain('the cage is locked');
  });
});

describe('a refusal', () => {
  it('while the database is away is 503 and says when to come back', async () => {
    const { url } = await start({
      routes: (routes, router) => {
        parrots(routes, router);
        router.get('/away', () => {
          throw new DatabaseNotReady('database not ready');
        });
      },
    });
    const response = await fetch(`${url}/api/away`);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect((await problemOf(response)).code).toBe('database_unavailable');
  });

  it('for want of a session names the way to sign in', async () => {
    const { resident } = whoIsAsking({ readSession: async () => 'unknown', findOfficer: async () => null });
    const { url } = await start({ routes: (routes) => routes.add(readMine, resident, () => ({})) });
    const response = await fetch(`${url}/api/mine`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect((await problemOf(response)).code).toBe('not_signed_in');
  });
});

describe('a body', () => {
  it('that is not called JSON is refused with 415', async () => {
    const { url } = await start();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data; boundary=x']) {
      const response = await fetch(`${url}/api/parrots`, { method: 'POST', headers: { 'Content-Type': type }, body: '{"words":"a"}' });
      expect(response.status).toBe(415);
      expect((await problemOf(response)).code).toBe('unsupported_media_type');
    }
    const untyped = await fetch(`${url}/api/parrots`, { method: 'POST', body: new Uint8Array([123, 125]) });
    expect(untyped.status).toBe(415);
  });

  it('may be missing: then its contract decides, not its type', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/api/parrots`, { method: 'POST' });
    expect(response.status).toBe(400);
    expect((await problemOf(response)).fields?.[0]?.field).toBe('body.words');
  });

  it('of a megabyte is refused with 413, and the connection lives on', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/api/parrots`, json({ words: 'a'.repeat(1_000_000) }));
    expect(response.status).toBe(413);
    expect((await problemOf(response)).code).toBe('body_too_large');
    expect((await fetch(`${url}/api/parrots`, json({ words: 'a'.repeat(100_000) }))).status).toBe(201);
  });

  it('that is broken, or no object or list, is refused as invalid JSON', async () => {
    const { url } = await start();
    for (const body of ['{"words":', '"words"', 'null', '7', "{'words':'a'}"]) {
      const response = await fetch(`${url}/api/parrots`, json(body));
      expect(response.status).toBe(400);
      expect((await problemOf(response)).code).toBe('invalid_json');
    }
  });

  it('cannot reach the prototype of anything', async () => {
    const { url } = await start();
    for (const body of [
      '{"words":"a","__proto__":{"isAdmin":true}}',
      '{"words":"a","constructor":{"prototype":{"isAdmin":true}}}',
      '{"__proto__":{"words":"a"}}',
    ]) {
      const response = await fetch(`${url}/api/parrots`, json(body));
      expect((await problemOf(response)).code).toBe('invalid_request');
    }
    expect({}).not.toHaveProperty('isAdmin');
    expect((await fetch(`${url}/api/parrots/1?__proto__[isAdmin]=true&say=a`)).status).toBe(400);
  });

  it('of a webhook arrives as the bytes that were sent', async () => {
    const sent = '{ "b" : 1,\n"a":"\\u1ea5" }';
    const { url } = await start({
      beforeJson: (app) =>
        app.post('/webhooks/zalo', express.raw({ type: () => true }), (request, response) => {
          response.type('text/plain').send(request.body);
        }),
    });
    const response = await fetch(`${url}/webhooks/zalo`, json(sent));
    expect(await response.text()).toBe(sent);
  });
});

describe('an address', () => {
  it('that nobody has is 404, under /api and outside', async () => {
    const { url } = await start();
    for (const path of ['/', '/api', '/api/nothing', '/nothing', '/.env']) {
      const response = await fetch(`${url}${path}`);
      expect(response.status).toBe(404);
      expect((await problemOf(response)).code).toBe('not_found');
    }
  });

  it('asked with a wrong method is 405 and says which methods it takes', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/api/parrots`);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect((await problemOf(response)).code).toBe('method_not_allowed');
    expect((await fetch(`${url}/api/parrots/1`, { method: 'PATCH' })).headers.get('allow')).toBe('DELETE, GET, HEAD');
    expect((await fetch(`${url}/api/parrots/favourite`, { method: 'PATCH' })).headers.get('allow')).toBe('DELETE, GET, HEAD, PUT');
  });

  it('answers HEAD where it answers GET', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/api/parrots/1`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it.each(['/api/parrots/%E0%A4%A', '/api/%zz', '/api/parrots/1?say=%', '/api/parrots/%ff'])(
    'that cannot be decoded is 400: %s',
    async (path) => {
      const { port } = await start();
      const { status, text } = await get(port, path);
      expect(status).toBe(400);
      expect(Problem.parse(JSON.parse(text)).code).toBe('invalid_request');
    },
  );
});

describe('another origin', () => {
  const origin = 'https://h5.zdn.vn';
  const ask = (url: string, from: string) =>
    fetch(`${url}/api/parrots`, {
      method: 'OPTIONS',
      headers: { Origin: from, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization,idempotency-key' },
    });

  it('that is listed may call with its session and its key, and read what it needs', async () => {
    const { url } = await start({}, [origin, 'http://localhost:3000']);
    const preflight = await ask(url, origin);
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET,HEAD,POST,PUT,PATCH,DELETE',
      'access-control-allow-headers': 'Authorization,Content-Type,Idempotency-Key',
      'access-control-max-age': '600',
    });
    const answer = await fetch(`${url}/api/parrots`, json({ words: 'a' }, { Origin: origin }));
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('access-control-expose-headers')).toBe('X-Request-Id,Retry-After');
    const refusal = await fetch(`${url}/api/parrots`, json('{', { Origin: origin }));
    expect(refusal.headers.get('access-control-allow-origin')).toBe(origin);
  });

  it('that is not listed exactly is not named', async () => {
    const { url } = await start({}, [origin]);
    for (const from of ['https://evil.example', 'https://h5.zdn.vn.evil.example', 'http://h5.zdn.vn', 'null']) {
      expect((await ask(url, from)).headers.get('access-control-allow-origin')).toBeNull();
      expect((await fetch(`${url}/api/parrots/1`, { headers: { Origin: from } })).headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('the shell', () => {
  it('takes the caller’s address from the proxy only when told how many there are', async () => {
    const whoami = (app: express.Express) => void app.get('/ip', (request, response) => void response.json(request.ip));
    const headers = { 'X-Forwarded-For': '198.51.100.1, 203.0.113.7' };
    const direct = await start({ beforeJson: whoami });
    expect(await (await fetch(`${direct.url}/ip`, { headers })).json()).toBe('127.0.0.1');
    await direct.close(1_000);
    const behind = await start({ beforeJson: whoami }, [], 1);
    expect(await (await fetch(`${behind.url}/ip`, { headers })).json()).toBe('203.0.113.7');
  });

  it('serves health, metrics and docs beside the routes', async () => {
    const { url } = await start();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('process_cpu_seconds_total{process="api"}');
    expect((await fetch(`${url}/api/docs`)).status).toBe(200);
    const document = z.object({ paths: z.record(z.string(), z.unknown()), servers: z.array(z.object({ url: z.string() })) });
    const { paths, servers } = document.parse(await (await fetch(`${url}/api/openapi.json`)).json());
    expect(Object.keys(paths)).toEqual(['/parrots', '/parrots/favourite', '/parrots/{id}']);
    expect(servers).toEqual([{ url: 'https://example.vn/api' }]);
  });

  it('lets a router answer what is not JSON', async () => {
    const { url } = await start({
      routes: (routes, router) => {
        parrots(routes, router);
        router.get('/slip.pdf', (_request, response) => void response.type('application/pdf').send(Buffer.from('%PDF')));
      },
    });
    const response = await fetch(`${url}/api/slip.pdf`);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(await response.text()).toBe('%PDF');
  });
});
