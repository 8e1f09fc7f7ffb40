import { createHash } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { house, raw } from '../../../testing/house.js';
import { type Received, zaloStandIn } from '../../../testing/zalo-stand-in.js';

/** A Zalo of a few lines that has nothing in common with the emulator: documented fields only, one person a token. */
async function bareZalo() {
  const zalo = await zaloStandIn();
  onTestFinished(() => zalo.close());
  let refreshes = 0;
  zalo.behave((request) => {
    if (request.path === '/v4/oa/access_token') {
      refreshes += 1;
      return { access_token: `access-${refreshes}`, refresh_token: `refresh-${refreshes}`, expires_in: '90000' };
    }
    if (request.path === '/v2.0/me') {
      const id = /^token-of-(\d+)$/.exec(String(request.headers.access_token))?.[1];
      return id ? { id, name: `Người số ${id}`, error: 0, message: 'Success' } : { error: 452, message: 'session key invalid' };
    }
    if (request.path === '/v3.0/oa/message/cs') return { error: 0, message: 'Success', data: { message_id: `m-${zalo.received.length}` } };
    return { error: -201, message: 'unknown' };
  });
  const sent = (): Received[] => zalo.received.filter(({ path }) => path === '/v3.0/oa/message/cs');
  return { ...zalo, sent, refreshes: () => refreshes };
}

it('signs in, books and sends the slip through any server that answers like Zalo’s documentation', async () => {
  const zalo = await bareZalo();
  const urls = Object.fromEntries(['OPENAPI', 'BUSINESS', 'OAUTH', 'GRAPH', 'MINI_OPENAPI'].map((name) => [`ZALO_${name}_URL`, zalo.url]));
  const commune = await house({
    environment: { ...urls, ZALO_TEMPLATE_UID: '', ZALO_TEMPLATE_PHONE: '', ZALO_OA_REFRESH_TOKEN: 'the-first-one' },
  });
  const { config } = commune;

  expect((await raw(commune.url, 'POST', '/sessions', { body: { accessToken: 'somebody-else' } })).body.code).toBe('zalo_sign_in_refused');
  const session = await raw(commune.url, 'POST', '/sessions', { body: { accessToken: 'token-of-900719925474099312345' } });
  expect(session).toMatchObject({ status: 201, body: { me: { name: 'Người số 900719925474099312345' } } });

  // The person follows the Official Account: the webhook joins both ids.
  const now = commune.clock.now().getTime();
  const event = JSON.stringify({
    app_id: config.ZALO_APP_ID,
    oa_id: config.ZALO_OA_ID,
    user_id_by_app: '900719925474099312345',
    event_name: 'follow',
    source: 'oa_profile',
    follower: { id: '555000111222333444555' },
    timestamp: String(now),
  });
  const mac = createHash('sha256').update(`${config.ZALO_APP_ID}${event}${now}${config.ZALO_OA_SECRET}`).digest('hex');
  const deliver = () =>
    fetch(`${commune.url}/webhooks/zalo-oa`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'X-ZEvent-Signature': `mac=${mac}` },
      body: event,
    });
  expect((await deliver()).status).toBe(200);
  expect((await deliver()).status).toBe(200);
  await commune.work();
  expect(zalo.sent()).toHaveLength(1);

  const booked = await raw(commune.url, 'POST', '/appointments', {
    token: String(session.body.token),
    body: { code: '1.001193', way: 'counter', date: '2026-12-02', start: '08:30', person: { relation: 'self' } },
  });
  expect(booked.status).toBe(201);
  await commune.work();
  await commune.work();
  const [, slip] = zalo.sent();
  expect(zalo.sent()).toHaveLength(2);
  expect(slip?.headers.access_token).toBe('access-1');
  const body = JSON.parse(slip?.body ?? '{}') as {
    recipient: { user_id: string };
    message: { text: string; attachment: { payload: { buttons: { payload: { url: string } }[] } } };
  };
  expect(body.recipient.user_id).toBe('555000111222333444555');
  expect(body.message.text).toContain(String(booked.body.code));
  expect(body.message.attachment.payload.buttons[0]?.payload.url).toBe(
    `https://zalo.me/s/${config.ZALO_MINI_APP_ID}/slip/${booked.body.id}`,
  );
  expect(zalo.refreshes()).toBe(1);
});
