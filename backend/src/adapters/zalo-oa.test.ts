import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Behaviour, odd, type ZaloStandIn, zaloStandIn } from '../../testing/zalo-stand-in.js';
import { zaloNotification } from './zalo-notification.js';
import { type ZaloOa, zaloOa } from './zalo-oa.js';
import type { OaAccess } from './zalo-tokens.js';

let zalo: ZaloStandIn;
let oa: ZaloOa;
let access: OaAccess[];
let invalidated: string[];
const userId = '2512523625412515123';

beforeEach(async () => {
  zalo = await zaloStandIn();
  access = [{ kind: 'token', token: 'access-1' }];
  invalidated = [];
  const tokens = {
    accessToken: async () => access[Math.min(invalidated.length, access.length - 1)] ?? { kind: 'token' as const, token: 'none' },
    invalidate: (token: string) => {
      invalidated.push(token);
    },
  };
  oa = zaloOa({ openapiUrl: `${zalo.url}/openapi`, businessUrl: `${zalo.url}/business`, tokens, timeoutMs: 400 });
});
afterEach(() => zalo.close());

const bodyOf = (index = 0): unknown => JSON.parse(zalo.received[index]?.body ?? 'null');
const accepted = () => ({
  error: 0,
  message: 'Success',
  data: { message_id: '63ecf43f0df7dba892e6', user_id: userId, sent_time: '1626926349402' },
});

describe('consultation messages', () => {
  it('sends text, buttons and an image as Zalo wants them', async () => {
    zalo.behave(accepted);
    const sent = await oa.sendConsultation({
      userId,
      text: 'Giấy hẹn LH-1234-5678'.normalize('NFD'),
      image: { url: 'https://tanlinh.example/qr.png' },
      buttons: [
        { kind: 'open_url', title: 'Xem giấy hẹn', url: 'https://zalo.me/s/1/slip' },
        { kind: 'say', title: 'Hủy lịch', text: '#huy', shown: false },
        { kind: 'call', title: 'Gọi', phone: '02083123456' },
      ],
    });
    expect(sent).toEqual({ kind: 'sent', messageId: '63ecf43f0df7dba892e6' });
    expect(zalo.received[0]).toMatchObject({ method: 'POST', path: '/openapi/v3.0/oa/message/cs', headers: { access_token: 'access-1' } });
    expect(bodyOf()).toEqual({
      recipient: { user_id: userId },
      message: {
        text: 'Giấy hẹn LH-1234-5678',
        attachment: {
          type: 'template',
          payload: {
            template_type: 'media',
            elements: [{ media_type: 'image', url: 'https://tanlinh.example/qr.png' }],
            buttons: [
              { title: 'Xem giấy hẹn', type: 'oa.open.url', payload: { url: 'https://zalo.me/s/1/slip' } },
              { title: 'Hủy lịch', type: 'oa.query.hide', payload: '#huy' },
              { title: 'Gọi', type: 'oa.open.phone', payload: { phone_code: '02083123456' } },
            ],
          },
        },
      },
    });
  });

  it('sends plain text alone', async () => {
    zalo.behave(accepted);
    await oa.sendConsultation({ userId, text: 'Chào bác' });
    expect(bodyOf()).toEqual({ recipient: { user_id: userId }, message: { text: 'Chào bác' } });
  });

  it('counts composed characters and refuses 2,001 of them without asking', async () => {
    zalo.behave(accepted);
    expect((await oa.sendConsultation({ userId, text: 'ế'.normalize('NFD').repeat(2_000) })).kind).toBe('sent');
    expect(await oa.sendConsultation({ userId, text: 'ế'.repeat(2_001) })).toEqual({ kind: 'refused', reason: 'bad_content', code: null });
    expect(await oa.sendConsultation({ userId, text: ' \n' })).toMatchObject({ reason: 'bad_content' });
    expect(await oa.sendConsultation({ userId: 'somebody', text: 'x' })).toMatchObject({ reason: 'bad_recipient' });
    const button = { kind: 'open_url', title: 'x', url: 'https://tanlinh.example' } as const;
    expect(await oa.sendConsultation({ userId, text: 'x', buttons: Array.from({ length: 6 }, () => button) })).toMatchObject({
      reason: 'bad_content',
    });
    expect(zalo.received).toHaveLength(1);
  });
});

describe('what became of a message', () => {
  const text = () => oa.sendConsultation({ userId, text: 'x' });

  it.each([
    [-213, { kind: 'refused', reason: 'not_follower', code: -213 }],
    [-230, { kind: 'refused', reason: 'outside_window', code: -230 }],
    [-244, { kind: 'refused', reason: 'user_restricted', code: -244 }],
    [-240, { kind: 'refused', reason: 'shut', code: -240 }],
    [-4_321, { kind: 'refused', reason: 'unknown', code: -4_321 }],
  ] as const)('is refused at %i, although HTTP says 200', async (code, outcome) => {
    zalo.behave(() => ({ error: code, message: 'no' }));
    expect(await text()).toEqual(outcome);
    expect(zalo.received).toHaveLength(1);
  });

  it('may go again when Zalo limits us, after 30 to 60 seconds', async () => {
    zalo.behave(() => ({ error: -32, message: 'Your application reached limit call api' }));
    const outcome = await text();
    expect(outcome).toMatchObject({ kind: 'try_later', reason: 'rate_limited' });
    expect(outcome.kind === 'try_later' && outcome.retryAfterMs >= 30_000 && outcome.retryAfterMs <= 60_000).toBe(true);
  });

  it('may go again when nobody listens', async () => {
    await zalo.close();
    expect(await text()).toMatchObject({ kind: 'try_later', reason: 'not_sent' });
    zalo = await zaloStandIn();
  });

  it.each<[string, string, Behaviour]>([
    ['a time-out after accepting', 'timeout', odd.silence],
    ['HTML', 'not_json', odd.html],
    ['half a body', 'connection_lost', odd.halfBody],
    ['a closed connection', 'connection_lost', odd.hangUp],
    ['HTTP 502', 'server_error', odd.status(502)],
    ['JSON that says nothing', 'no_code', () => ({ hello: 'there' })],
  ])('stays unconfirmed, and is never sent twice, after %s', async (_, reason, behaviour) => {
    zalo.behave(behaviour);
    expect(await text()).toEqual({ kind: 'unconfirmed', reason });
    expect(zalo.received).toHaveLength(1);
  });

  it('is sent even when Zalo does not name it', async () => {
    zalo.behave(() => ({ error: 0, message: 'Success', data: [] }));
    expect(await text()).toEqual({ kind: 'sent', messageId: null });
  });

  it.each<[string, Behaviour]>([
    ['-216 in HTTP 200', () => ({ error: -216, message: 'Access token is invalid' })],
    ['-220', () => ({ error: -220 })],
    ['HTTP 401', odd.json(401, {})],
  ])('goes once more with a fresh token after %s', async (_, refusal) => {
    access = [
      { kind: 'token', token: 'access-1' },
      { kind: 'token', token: 'access-2' },
    ];
    zalo.behave((request, response) => (request.headers.access_token === 'access-2' ? accepted() : refusal(request, response)));
    expect((await text()).kind).toBe('sent');
    expect(invalidated).toEqual(['access-1']);
    expect(zalo.received).toHaveLength(2);
  });

  it('waits when the fresh token is refused too', async () => {
    zalo.behave(() => ({ error: -216 }));
    expect(await text()).toMatchObject({ kind: 'try_later', reason: 'token_rejected' });
    expect(zalo.received).toHaveLength(2);
  });

  it('waits when there is no token', async () => {
    access = [{ kind: 'unavailable', reason: 'needs_grant', retryAfterMs: 600_000 }];
    expect(await text()).toEqual({ kind: 'try_later', reason: 'needs_grant', retryAfterMs: 600_000 });
    expect(zalo.received).toHaveLength(0);
  });
});

describe('templates', () => {
  it('reach a person by the Official Account’s id', async () => {
    zalo.behave(accepted);
    await oa.sendTemplateByUid({ userId, templateId: '7895417a7d3f9461cd2e', data: { ten: 'Hòa'.normalize('NFD') } });
    expect(zalo.received[0]?.path).toBe('/openapi/v3.0/oa/message/template');
    expect(bodyOf()).toEqual({ user_id: userId, template_id: '7895417a7d3f9461cd2e', template_data: { ten: 'Hòa' } });
  });

  it('reach a phone number on the other host, whose dead token is -124', async () => {
    access = [
      { kind: 'token', token: 'access-1' },
      { kind: 'token', token: 'access-2' },
    ];
    zalo.behave(({ headers }) =>
      headers.access_token === 'access-2'
        ? { error: 0, data: { msg_id: 'm1', sent_time: '1' } }
        : { error: -124, message: 'Access token invalid' },
    );
    const message = { phone: '+84987654321', templateId: 't', data: { ma: 'LH-1234-5678' }, trackingId: 'slip-1' };
    expect(await oa.sendTemplateByPhone(message)).toEqual({ kind: 'sent', messageId: 'm1' });
    expect(zalo.received[1]?.path).toBe('/business/message/template');
    expect(bodyOf(1)).toEqual({ phone: '84987654321', template_id: 't', template_data: { ma: 'LH-1234-5678' }, tracking_id: 'slip-1' });
  });

  it('refuses what cannot arrive without asking', async () => {
    const message = { phone: '0987654321', templateId: 't', data: {}, trackingId: 'x' };
    expect(await oa.sendTemplateByPhone(message)).toMatchObject({ reason: 'bad_recipient' });
    expect(await oa.sendTemplateByPhone({ ...message, phone: '+84987654321', trackingId: 'x'.repeat(49) })).toMatchObject({
      reason: 'bad_request',
    });
    expect(zalo.received).toHaveLength(0);
  });
});

describe('reading', () => {
  it('pages through the followers', async () => {
    zalo.behave(({ query }) => {
      const { offset, count } = JSON.parse(query.get('data') ?? '{}');
      const all = Array.from({ length: 120 }, (_, index) => ({ user_id: String(10n ** 18n + BigInt(index)) }));
      return { error: 0, data: { total: 120, count, offset, users: all.slice(offset, offset + count) } };
    });
    const seen: string[] = [];
    for (let offset: number | null = 0; offset !== null; ) {
      const page: Awaited<ReturnType<ZaloOa['followers']>> = await oa.followers({ offset });
      if (page.kind !== 'found') throw new Error(page.kind);
      seen.push(...page.value.userIds);
      offset = page.value.next;
    }
    expect(new Set(seen).size).toBe(120);
    expect(zalo.received).toHaveLength(3);
  });

  it('reads a person’s detail', async () => {
    zalo.behave(() => ({
      error: 0,
      data: {
        user_id: userId,
        user_id_by_app: '552177279717587730',
        display_name: 'Ma Thị Hoa',
        user_last_interaction_date: '20/11/2026',
        user_is_follower: true,
        tags_and_notes_info: { notes: [], tag_names: ['xóm 3'] },
      },
    }));
    expect(await oa.userDetail(userId)).toEqual({
      kind: 'found',
      value: {
        userId,
        userIdByApp: '552177279717587730',
        displayName: 'Ma Thị Hoa',
        follows: true,
        lastInteractionOn: '2026-11-20',
        tags: ['xóm 3'],
      },
    });
    zalo.behave(() => ({ error: -213 }));
    expect(await oa.userDetail(userId)).toEqual({ kind: 'refused', reason: 'not_follower', code: -213 });
  });

  it('reads when the window opened, with or without the old free replies', async () => {
    zalo.behave(() => ({ error: 0, data: { last_interaction: '1690184100000', cs_reply: { remain: 8, total: 8 } } }));
    expect(await oa.quota(userId)).toEqual({ kind: 'found', value: { lastInteractionAt: new Date(1_690_184_100_000), repliesLeft: 8 } });
    zalo.behave(() => ({ error: 0, data: {} }));
    expect(await oa.quota(userId)).toEqual({ kind: 'found', value: { lastInteractionAt: null, repliesLeft: null } });
  });

  it.each([odd.html, odd.silence, odd.json(200, { error: 0, data: 7 })])(
    'may ask again when the answer is no answer (%#)',
    async (behaviour) => {
      zalo.behave(behaviour);
      expect(await oa.userDetail(userId)).toMatchObject({ kind: 'try_later', reason: 'no_answer' });
    },
  );
});

describe('Mini App notifications', () => {
  const send = () =>
    zaloNotification({ miniOpenapiUrl: zalo.url, miniAppId: '2646373759294038927', apiKey: 'open-key', timeoutMs: 400 }).send({
      appUserId: '4047671499938107249',
      templateId: '00126fd75392bacce383',
      data: { title: 'Nhắc lịch hẹn' },
    });

  it('carry the key as Bearer and the person’s app id', async () => {
    zalo.behave(() => ({ err: 0, msg: 'Success', data: { message_id: 'n1' } }));
    expect(await send()).toEqual({ kind: 'sent', messageId: 'n1' });
    expect(zalo.received[0]?.path).toBe('/notification/template');
    expect(zalo.received[0]?.headers).toMatchObject({
      'x-api-key': 'Bearer open-key',
      'x-user-id': '4047671499938107249',
      'x-miniapp-id': '2646373759294038927',
    });
    expect(bodyOf()).toEqual({ templateId: '00126fd75392bacce383', templateData: { title: 'Nhắc lịch hẹn' } });
  });

  it.each<[Behaviour, unknown]>([
    [() => ({ err: -111, msg: 'unable' }), { kind: 'refused', reason: 'user_restricted', code: -111 }],
    [() => ({ error: -102 }), { kind: 'refused', reason: 'configuration', code: -102 }],
    [odd.json(401, {}), { kind: 'refused', reason: 'configuration', code: 401 }],
    [odd.hangUp, { kind: 'unconfirmed', reason: 'connection_lost' }],
  ])('are settled like any message (%#)', async (behaviour, outcome) => {
    zalo.behave(behaviour);
    expect(await send()).toEqual(outcome);
  });
});
