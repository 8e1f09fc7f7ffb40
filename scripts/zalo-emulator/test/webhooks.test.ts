import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { miniAppSignature } from '../src/signatures.js';
import { hour, receiver, until, zalo } from './zalo.js';

const minute = 60_000;

async function listening(options: { receivedAfterMs?: number | null } = {}) {
  const hook = await receiver();
  const z = await zalo({ oaWebhookUrl: hook.url, miniAppWebhookUrl: hook.url });
  await z.settings({ receivedAfterMs: null, ...options });
  return { hook, z };
}

describe('events of the Official Account', () => {
  it('tell of a message its echo, its arrival and that it was seen, each signed over its bytes', async () => {
    const { hook, z } = await listening({ receivedAfterMs: 0 });
    const person = await z.person();
    const { access_token: token } = await z.granted();
    await z.say(token, person.oaUserId, 'Chào ông');
    await until(() => hook.received.length === 2);
    await z.act(person.id, { do: 'seen' });
    await until(() => hook.received.length === 3);
    expect(hook.names()).toEqual(['oa_send_text', 'user_received_message', 'user_seen_message']);
    const [message] = await z.inbox(person.id);
    const ends = {
      sender: { id: z.identity.oaId },
      recipient: { id: person.oaUserId },
      app_id: z.identity.appId,
      user_id_by_app: person.userIdByApp,
    };
    expect(hook.received[0]?.event).toMatchObject({ ...ends, message: { text: 'Chào ông', msg_id: message?.id } });
    expect(hook.received[1]?.event).toMatchObject({ ...ends, message: { msg_id: message?.id } });
    expect(hook.received[2]?.event).toMatchObject({ ...ends, message: { msg_ids: [message?.id] } });
    for (const { headers, body, event } of hook.received) {
      expect(event.timestamp).toEqual(expect.stringMatching(/^\d{13}$/));
      const mac = createHash('sha256')
        .update(z.identity.appId + body + String(event.timestamp) + z.identity.oaSecret)
        .digest('hex');
      expect(headers['x-zevent-signature']).toBe(`mac=${mac}`);
      expect(headers.num_retry).toBeUndefined();
    }
  });

  it('tell of a template by phone with its number and tracking id', async () => {
    const { hook, z } = await listening({ receivedAfterMs: 0 });
    await z.person();
    await z.settings({ phoneNightRule: false });
    const { access_token: token } = await z.granted();
    await z.call('POST', `${z.hosts.business}/message/template`, token, {
      phone: '84912345678',
      template_id: '100002',
      template_data: { tieu_de: 'a', noi_dung: 'b' },
      tracking_id: 'hen-7',
    });
    await until(() => hook.received.length > 0);
    expect(hook.names()).toEqual(['user_received_message']);
    expect(hook.received[0]?.headers['x-zevent-server']).toBe('ZNS');
    expect(hook.received[0]?.event).toMatchObject({
      recipient: { id: '84912345678' },
      message: { tracking_id: 'hen-7', delivery_time: expect.any(String) },
    });
  });

  it('tell what people do', async () => {
    const { hook, z } = await listening();
    const person = await z.person({ follows: false });
    const url = 'https://example.test/a';
    for (const action of [
      { do: 'follow' },
      { do: 'send_text', text: 'Chào xã' },
      { do: 'send_image', url, text: 'ảnh' },
      { do: 'send_gif', url },
      { do: 'send_link', url },
      { do: 'send_audio', url },
      { do: 'send_video', url },
      { do: 'send_sticker', url },
      { do: 'send_file', url, name: 'don.pdf' },
      { do: 'send_location', latitude: '21.5', longitude: '105.5' },
      { do: 'send_business_card', name: 'Hoa', phone: '84987654321' },
      { do: 'click_chat_now' },
      { do: 'submit_info', address: 'Xóm 2' },
      { do: 'call' },
      { do: 'withdraw' },
      { do: 'unfollow' },
    ])
      await z.act(person.id, action);
    const kinds = ['text', 'image', 'gif', 'link', 'audio', 'video', 'sticker', 'file', 'location', 'business_card'];
    expect(hook.names()).toEqual([
      'follow',
      ...kinds.map((kind) => `user_send_${kind}`),
      'user_click_chatnow',
      'user_submit_info',
      'user_call_oa',
      'user_withdraw',
      'unfollow',
    ]);
    expect(hook.received[0]?.event).toMatchObject({ follower: { id: person.oaUserId }, oa_id: z.identity.oaId, source: 'oa_profile' });
    expect(hook.received[9]?.event).toMatchObject({
      sender: { id: person.oaUserId },
      recipient: { id: z.identity.oaId },
      message: { attachments: [{ type: 'location', payload: { coordinates: { latitude: '21.5', longitude: '105.5' } } }] },
    });
    expect(hook.received[12]?.event).toMatchObject({ info: { phone: '84912345678', full_address: { user_address: 'Xóm 2' } } });
  });
});

describe('events of the Mini App', () => {
  it('are signed over their sorted values with the Open API key', async () => {
    const { hook, z } = await listening();
    const person = await z.person({ scopes: ['scope.userInfo'] });
    const token = await z.userToken(person.id);
    await z.act(person.id, { do: 'revoke_consent' });
    await z.control('POST', '/webhooks/emit', {
      target: 'mini_app',
      event: { event: 'versions.review.done', versionId: '7', status: 0, description: 'ok' },
    });
    expect(hook.names()).toEqual(['user.revoke.consent', 'versions.review.done']);
    expect(hook.received[0]?.event).toMatchObject({ appId: z.identity.miniAppId, userId: person.appUserId, timestamp: expect.any(Number) });
    for (const { headers, event } of hook.received)
      expect(headers['x-zevent-signature']).toBe(miniAppSignature(event, z.identity.openApiKey));
    expect(await z.me(token, 'id')).toMatchObject({ error: 452 });
  });
});

describe('a delivery nobody took', () => {
  it('comes again after 30 seconds, 5, 15 and 30 minutes and an hour, then Zalo stops sending', async () => {
    const { hook, z } = await listening();
    const person = await z.person();
    hook.answerWith(500);
    await z.act(person.id, { do: 'send_text', text: 'Chào' });
    for (const [place, wait] of [30_000, 5 * minute, 15 * minute, 30 * minute, hour].entries()) {
      expect(hook.received).toHaveLength(place + 1);
      await z.advance(wait - 2_000);
      await z.control('GET', '/webhooks/idle');
      expect(hook.received).toHaveLength(place + 1);
      await z.advance(2_000);
      await until(() => hook.received.length === place + 2);
      await z.control('GET', '/webhooks/idle');
    }
    expect(hook.received.map(({ headers }) => headers.num_retry)).toEqual([undefined, '1', '2', '3', '4', '5']);
    expect(new Set(hook.received.map(({ body }) => body)).size).toBe(1);
    expect(await z.control('GET', '/webhooks')).toMatchObject({ oaSubscribed: false, waiting: [] });
    hook.answerWith(200);
    await z.act(person.id, { do: 'send_text', text: 'Không ai nghe' });
    expect(hook.received).toHaveLength(6);
    await z.control('PUT', '/webhooks', { oaSubscribed: true });
    await z.act(person.id, { do: 'send_text', text: 'Đã nghe' });
    expect(hook.received).toHaveLength(7);
  });

  it('is not doubled by switching the subscription on again while it waits', async () => {
    const { hook, z } = await listening();
    const person = await z.person();
    hook.answerWith(503);
    await z.act(person.id, { do: 'send_text', text: 'Chào' });
    hook.answerWith(200);
    await z.control('PUT', '/webhooks', { oaSubscribed: true });
    await z.control('PUT', '/webhooks', { oaSubscribed: true });
    await z.advance(hour);
    await until(() => hook.received.length > 1);
    await z.control('GET', '/webhooks/idle');
    expect(hook.received.map(({ headers }) => headers.num_retry)).toEqual([undefined, '1']);
  });

  it('is one whose receiver took longer than two seconds', async () => {
    const { hook, z } = await listening();
    const person = await z.person();
    hook.answerWith('silent');
    await z.act(person.id, { do: 'send_text', text: 'Chào' });
    expect(await z.ledger('webhook')).toMatchObject([{ event: 'user_send_text', status: null, outcome: 'retry' }]);
  });
});

describe('faults of the webhook', () => {
  it('deliver twice, out of order, not at all, or with another signature', async () => {
    const { hook, z } = await listening();
    const person = await z.person();
    const write = (text: string) => z.act(person.id, { do: 'send_text', text });
    const words = () => hook.received.splice(0).map(({ event }) => Object(event.message).text);
    await z.faults({ kind: 'duplicate_webhook', count: 1 });
    await write('hai lần');
    expect(words()).toEqual(['hai lần', 'hai lần']);
    await z.faults({ kind: 'reorder_webhook', count: 1 });
    await write('trước');
    await write('sau');
    await until(() => hook.received.length === 2);
    expect(words()).toEqual(['sau', 'trước']);
    await z.faults({ kind: 'no_webhook', match: { event: 'user_send_text' }, count: 1 });
    await write('mất');
    expect(words()).toEqual([]);
    await z.faults({ kind: 'signature_variant', variant: 'none', count: 1 });
    await write('không ký');
    expect(hook.received[0]?.headers['x-zevent-signature']).toBeUndefined();
    expect(await z.control('GET', '/faults')).toEqual([]);
  });
});
