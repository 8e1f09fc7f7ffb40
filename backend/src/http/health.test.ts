import { afterEach, describe, expect, it } from 'vitest';
import { startRouter } from './app.testing.js';
import { type Checks, healthRouter } from './health.js';
import type { Served } from './serve.js';

let served: Served | undefined;
afterEach(() => served?.close(1_000));

const up = async () => true;
const down = async () => false;
const broken = async () => {
  throw new Error('no route to host');
};
const silent = () => new Promise<boolean>(() => undefined);

async function start(checks: Partial<Checks>, timeoutMilliseconds = 2_000): Promise<string> {
  served = await startRouter('/', healthRouter({ checks: { database: up, redis: up, zalo: up, ...checks }, timeoutMilliseconds }));
  return served.url;
}

describe('health', () => {
  it('says that the process lives, whatever else is down', async () => {
    const response = await fetch(`${await start({ database: broken, redis: down, zalo: silent })}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok' });
  });

  it('is ready when everything is up', async () => {
    const response = await fetch(`${await start({})}/readyz`);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ status: 'ok', checks: { database: 'up', redis: 'up', zalo: 'up' } });
  });

  it.each([
    ['redis', { redis: down }],
    ['zalo', { zalo: broken }],
  ])('is still ready, but degraded, without %s', async (name, checks) => {
    const response = await fetch(`${await start(checks)}/readyz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'degraded', checks: { database: 'up', [name]: 'down' } });
  });

  it.each([
    ['is down', down],
    ['fails', broken],
    ['does not answer in time', silent],
  ])('is not ready when the database %s, and says when to ask again', async (_how, database) => {
    const response = await fetch(`${await start({ database }, 20)}/readyz`);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.json()).toEqual({ status: 'unavailable', checks: { database: 'down', redis: 'up', zalo: 'up' } });
  });

  it('is ready again once the database is back', async () => {
    let usable = false;
    const url = await start({ database: async () => usable });
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    usable = true;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });
});
