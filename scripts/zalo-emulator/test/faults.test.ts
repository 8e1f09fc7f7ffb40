import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startZaloEmulator } from '../src/server.js';
import { until, zalo } from './zalo.js';

const send = (z: Awaited<ReturnType<typeof zalo>>, token: string, userId: string, timeoutMs = 5_000) =>
  fetch(`${z.hosts.openapi}/v3.0/oa/message/cs`, {
    method: 'POST',
    headers: { access_token: token, 'content-type': 'application/json' },
    body: JSON.stringify({ recipient: { user_id: userId }, message: { text: 'Chào' } }),
    signal: AbortSignal.timeout(timeoutMs),
  });

describe('faults of requests', () => {
  it('strike where they match, as often as they were told', async () => {
    const z = await zalo();
    const person = await z.person();
    const { access_token: token } = await z.granted();
    const inboxSize = async () => (await z.inbox(person.id)).length;

    await z.faults({ kind: 'timeout_after_accepting', match: { host: 'openapi', path: '/v3.0/oa/message' }, count: 1 });
    await expect(send(z, token, person.oaUserId, 300)).rejects.toThrow();
    expect(await inboxSize()).toBe(1);

    await z.faults({ kind: 'drop', count: 1 });
    await expect(send(z, token, person.oaUserId)).rejects.toThrow();
    expect(await inboxSize()).toBe(1);

    await z.faults({ kind: 'drop', after: true, count: 1 });
    await expect(send(z, token, person.oaUserId)).rejects.toThrow();
    expect(await inboxSize()).toBe(2);

    await z.faults({ kind: 'http_500', count: 1 });
    expect((await send(z, token, person.oaUserId)).status).toBe(500);

    await z.faults({ kind: 'html_body', count: 1 });
    const html = await send(z, token, person.oaUserId);
    expect([html.status, await html.text()]).toEqual([200, expect.stringContaining('<html>')]);

    await z.faults({ kind: 'limit', count: 1 });
    expect(await (await send(z, token, person.oaUserId)).json()).toMatchObject({ error: -32 });

    await z.faults({ kind: 'error', code: -248, match: { host: 'openapi' }, count: 1 });
    expect(await (await send(z, token, person.oaUserId)).json()).toEqual({ error: -248, message: 'Violates our platform standards' });

    await z.faults({ kind: 'slow', ms: 50, count: 1 }, { kind: 'limit', match: { host: 'graph' } });
    expect(await (await send(z, token, person.oaUserId)).json()).toMatchObject({ error: 0 });
    expect(await z.me('x', 'id')).toMatchObject({ error: 12002 });
    expect(await inboxSize()).toBe(3);

    await z.faults({ kind: 'expire_token', match: { host: 'openapi' }, count: 1 });
    expect(await (await send(z, token, person.oaUserId)).json()).toMatchObject({ error: -220 });
    expect(await (await send(z, token, person.oaUserId)).json()).toMatchObject({ error: -220 });

    const requests = await until(async () => {
      const entries = (await z.ledger('request')).filter(({ path }) => path === '/v3.0/oa/message/cs');
      return entries.length === 10 ? entries : null;
    });
    expect(requests.map(({ fault }) => fault)).toContain('timeout_after_accepting');
  });

  it('hide personal data from servers outside Vietnam', async () => {
    const z = await zalo();
    const person = await z.person({ scopes: ['scope.userInfo'] });
    const token = await z.userToken(person.id);
    await z.faults({ kind: 'non_vn_ip', match: { host: 'graph' }, count: 1 });
    expect(await z.me(token, 'id,name')).toEqual({ error: 0, message: 'Success', id: person.appUserId });
    expect(await z.me(token, 'id,name')).toMatchObject({ name: person.name });
  });
});

describe('the control API', () => {
  it('names every field that is wrong', async () => {
    const z = await zalo();
    await expect(z.control('POST', '/people', [{ name: '', phone: '12' }])).rejects.toThrow(/400.*0\.name.*0\.phone/);
    await expect(z.control('PUT', '/faults', [{ kind: 'explode' }])).rejects.toThrow(/400/);
    await expect(z.control('GET', '/people/nobody')).rejects.toThrow(/404/);
    await z.person();
    await expect(z.person({ name: 'Trùng số' })).rejects.toThrow(/409/);
    await expect(z.control('PUT', '/settings', { unknownSetting: 1 })).rejects.toThrow(/400/);
  });

  it('listens to no page but its own', async () => {
    const z = await zalo();
    const status = async (headers: Record<string, string>) => (await fetch(`${z.url}/control/clock`, { headers })).status;
    expect(await status({ origin: 'https://evil.example' })).toBe(403);
    expect(await status({ origin: z.url })).toBe(200);
  });

  it('finds people without marks and makes the same person twice under one id', async () => {
    const z = await zalo();
    const first = await z.person({ id: 'minh', name: 'Đỗ Thị Hường' });
    const again = await z.person({ id: 'minh', name: 'Đỗ Thị Hường', note: 'Xóm 3' });
    expect(again).toMatchObject({ oaUserId: first.oaUserId, appUserId: first.appUserId, note: 'Xóm 3' });
    expect(await z.control('GET', '/people?q=do%20thi%20huong')).toMatchObject({ total: 1, people: [{ id: 'minh' }] });
    expect(await z.control('GET', '/people?q=0912345678')).toMatchObject({ total: 1 });
  });
});

describe('the data folder', () => {
  it('keeps people, inboxes, tokens and the clock', async () => {
    const dataFolder = await mkdtemp(path.join(tmpdir(), 'zalo-emulator-'));
    onTestFinished(() => rm(dataFolder, { recursive: true, force: true }));
    const before = await zalo({ dataFolder });
    const person = await before.person();
    const { access_token: token, refresh_token: refresh } = await before.granted();
    await before.say(token, person.oaUserId, 'Còn đây');
    await before.advance(7_200_000);
    await before.close();
    const after = await zalo({ dataFolder });
    expect((await after.inbox(person.id)).map(({ text }) => text)).toEqual(['Còn đây']);
    expect(await after.control('GET', '/clock')).toMatchObject({ offsetMs: 7_200_000 });
    expect(await after.say(token, person.oaUserId, 'Vẫn nhắn được')).toMatchObject({ error: 0 });
    expect(await after.token({ refresh_token: refresh, grant_type: 'refresh_token' })).toHaveProperty('access_token');
    await expect(startZaloEmulator({ port: after.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
