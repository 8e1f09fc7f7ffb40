import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '../contracts/endpoint.js';
import { startShell } from './app.testing.js';
import { ReplyCache } from './reply-cache.js';
import { anyone } from './who.js';

const countTrees = {
  method: 'GET',
  path: '/trees',
  summary: 'Đếm cây',
  reply: z.object({ trees: z.number() }),
} as const satisfies Endpoint;
const miniApp = 'https://h5.zdn.vn';

/** A shell with one kept reply; `made` tells how often it was made. */
async function trees() {
  const cache = new ReplyCache();
  const made = { times: 0 };
  const count = () => {
    made.times += 1;
    return { trees: made.times };
  };
  const shell = await startShell(
    {
      routes: (routes) => routes.add(countTrees, anyone, count, { cache: { store: cache, seconds: 60 } }),
      cached: cache.answer,
    },
    [miniApp],
  );
  onTestFinished(() => shell.close(0));
  const read = (init: RequestInit = {}) => fetch(`${shell.url}/api/trees`, init);
  return { cache, made, shell, read };
}

const headersOf = (response: Response) =>
  Object.fromEntries([...response.headers].filter(([name]) => !['date', 'x-request-id'].includes(name)));

it('gives a kept reply the headers of the first, and each request its own name', async () => {
  const { made, read, shell } = await trees();
  const [first, second] = [await read(), await read()];
  expect([await first.text(), await second.text(), made.times]).toEqual(['{"trees":1}', '{"trees":1}', 1]);
  expect(headersOf(second)).toEqual(headersOf(first));
  expect(second.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
  expect(await shell.metricsText()).toContain('http_requests_total{method="GET",route="/trees",status="200",process="api"} 2');
});

it('lets only the Mini App’s origin read it, whoever asked first', async () => {
  const { read } = await trees();
  const allowed = async (origin?: string) => (await read(origin ? { headers: { origin } } : {})).headers.get('access-control-allow-origin');
  const asked = [undefined, 'https://elsewhere.example', miniApp, 'https://elsewhere.example', undefined, miniApp];
  const answers: (string | null)[] = [];
  for (const origin of asked) answers.push(await allowed(origin));
  expect(answers).toEqual([null, null, miniApp, null, null, miniApp]);
});

it('is made anew after a write', async () => {
  const { cache, read } = await trees();
  await read();
  cache.forget();
  expect(await (await read()).json()).toEqual({ trees: 2 });
});

it('says that nothing changed to who has it, answers HEAD without a body, and refuses a body as ever', async () => {
  const { read } = await trees();
  const etag = (await read()).headers.get('etag') ?? '';
  const again = await read({ headers: { 'if-none-match': etag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  const head = await read({ method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '11', '']);
  expect((await read({ method: 'POST', body: 'x' })).status).toBe(415);
});
