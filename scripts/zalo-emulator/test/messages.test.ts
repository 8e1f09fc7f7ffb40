import { describe, expect, it } from 'vitest';
import { day, hour, zalo } from './zalo.js';

/** 09:00 in Vietnam on a Tuesday. */
const morning = '2026-12-01T02:00:00Z';
const night = '2026-12-01T15:30:00Z';

describe('consultation messages', () => {
  it('are free for 48 hours, billed until 7 days, then refused until the person writes again', async () => {
    const z = await zalo();
    const person = await z.person();
    let { access_token: token } = await z.granted();
    expect(await z.say(token, person.oaUserId, 'Chào ông')).toMatchObject({
      error: 0,
      data: { user_id: person.oaUserId, message_id: expect.any(String), sent_time: expect.stringMatching(/^\d{13}$/) },
    });
    await z.advance(48 * hour + 1);
    ({ access_token: token } = await z.granted());
    await z.say(token, person.oaUserId, 'Chào ông lần nữa');
    expect((await z.ledger('message')).map(({ billed }) => billed)).toEqual([false, true]);
    await z.advance(5 * day);
    ({ access_token: token } = await z.granted());
    expect(await z.say(token, person.oaUserId, 'Muộn rồi')).toMatchObject({
      error: -230,
      message: 'User has not interacted with the OA in the past 7 days',
    });
    await z.act(person.id, { do: 'send_text', text: 'Tôi đây' });
    expect(await z.say(token, person.oaUserId, 'Chào ông')).toMatchObject({ error: 0 });
  });

  it.each([
    ['somebody who left', { do: 'unfollow' }, -213],
    ['somebody who blocked the account', { do: 'block' }, -213],
    ['somebody who switched its messages off', { do: 'restrict' }, -244],
    ['an account unused for long', { do: 'go_inactive' }, -227],
  ])('do not reach %s', async (_who, action, code) => {
    const z = await zalo();
    const person = await z.person();
    const { access_token: token } = await z.granted();
    await z.act(person.id, action);
    expect(await z.say(token, person.oaUserId, 'Chào')).toMatchObject({ error: code });
    expect(await z.inbox(person.id)).toHaveLength(0);
  });

  it('count characters in NFC and stop at 2,000', async () => {
    const z = await zalo();
    const person = await z.person();
    const { access_token: token } = await z.granted();
    expect(await z.say(token, person.oaUserId, 'ế'.repeat(2000).normalize('NFD'))).toMatchObject({ error: 0 });
    expect(await z.say(token, person.oaUserId, 'a'.repeat(2001))).toMatchObject({
      error: -210,
      message: 'Parameter exceeds allowable limit',
    });
    expect(await z.say(token, person.oaUserId, ' ')).toMatchObject({ error: -201, message: 'message is invalid!' });
    expect(await z.say(token, '12345', 'Chào')).toMatchObject({ error: -201, message: 'user_id is invalid!' });
  });

  it('carry pictures and at most five buttons, which come back as the words of the person', async () => {
    const z = await zalo();
    const person = await z.person();
    const { access_token: token } = await z.granted();
    const buttons = (count: number) =>
      Array.from({ length: count }, (_, place) => ({ title: `Nút ${place}`, type: 'oa.query.show', payload: `Trả lời ${place}` }));
    const send = (attachment: unknown) =>
      z.call('POST', `${z.hosts.openapi}/v3.0/oa/message/cs`, token, {
        recipient: { user_id: person.oaUserId },
        message: { text: 'Chọn', attachment },
      });
    const media = { template_type: 'media', elements: [{ media_type: 'image', url: 'https://example.test/a.png' }] };
    expect(await send({ type: 'template', payload: { ...media, buttons: buttons(6) } })).toMatchObject({ error: -210 });
    expect(await send({ type: 'template', payload: { ...media, buttons: buttons(2) } })).toMatchObject({ error: 0 });
    const [message] = await z.inbox(person.id);
    expect(message).toMatchObject({
      kind: 'image',
      image: 'https://example.test/a.png',
      buttons: [{ title: 'Nút 0' }, { title: 'Nút 1' }],
    });
    await z.act(person.id, { do: 'tap', messageId: message?.id, button: 1 });
    expect((await z.inbox(person.id)).at(-1)).toMatchObject({ from: 'person', text: 'Trả lời 1' });
  });

  it('are counted person by person, repeats included', async () => {
    const z = await zalo();
    const person = await z.person();
    const { access_token: token } = await z.granted();
    for (const text of ['một', 'một', 'hai']) await z.say(token, person.oaUserId, text);
    expect((await z.ledger('message')).map(({ personId, text, repeat }) => [personId, text, repeat])).toEqual([
      [person.id, 'một', 1],
      [person.id, 'một', 2],
      [person.id, 'hai', 1],
    ]);
    await z.control('DELETE', '/ledger');
    expect(await z.ledger('message')).toEqual([]);
    expect(await z.inbox(person.id)).toHaveLength(3);
  });
});

describe('templates', () => {
  const parameters = [
    { name: 'ten', maxLength: 10 },
    { name: 'ngay', type: 'date', required: false },
  ];

  it('by UID are checked against what was registered, and need no window', async () => {
    const z = await zalo();
    await z.setClock(morning);
    const person = await z.person({ lastInteraction: '2026-01-01T00:00:00Z' });
    await z.control('POST', '/templates', [
      { id: 'hen', ways: ['uid'], title: 'Chào <ten>', body: 'Hẹn ngày <ngay>.', parameters },
      { id: 'cho', ways: ['uid'], status: 'PENDING_REVIEW' },
      { id: 'zns', ways: ['phone'] },
    ]);
    const { access_token: token } = await z.granted();
    const send = (template: string, data: Record<string, string>) =>
      z.call('POST', `${z.hosts.openapi}/v3.0/oa/message/template`, token, {
        user_id: person.oaUserId,
        template_id: template,
        template_data: data,
      });
    expect(await send('hen', { ten: 'ông Minh', ngay: '02/12/2026', ma: 'LH-1' })).toMatchObject({
      error: 0,
      data: { quota: { remain: 19_999 } },
    });
    expect((await z.inbox(person.id))[0]).toMatchObject({
      title: 'Chào ông Minh',
      text: 'Hẹn ngày 02/12/2026.',
      rows: [{ label: 'ma', value: 'LH-1' }],
    });
    expect(await send('hen', {})).toMatchObject({ error: -1122 });
    expect(await send('hen', { ten: 'a'.repeat(11) })).toMatchObject({ error: -1121 });
    expect(await send('hen', { ten: 'a', ngay: 'mai' })).toMatchObject({ error: -1124 });
    expect(await send('cho', {})).toMatchObject({ error: -131 });
    expect(await send('zns', {})).toMatchObject({ error: -249 });
    await z.settings({ uidQuota: 1 });
    expect(await send('hen', { ten: 'a' })).toMatchObject({ error: -211 });
  });

  it('by phone reach the account of that number, with a tracking id, within the quota', async () => {
    const z = await zalo();
    await z.setClock(morning);
    const person = await z.person();
    const { access_token: token } = await z.granted();
    const send = (changes: Record<string, unknown> = {}) =>
      z.call('POST', `${z.hosts.business}/message/template`, token, {
        phone: '84912345678',
        template_id: '100002',
        template_data: { tieu_de: 'Lịch hẹn', noi_dung: 'Mai 8 giờ 30' },
        tracking_id: 't1',
        ...changes,
      });
    expect(await send()).toMatchObject({ error: 0, data: { sending_mode: '1', quota: { dailyQuota: '20000', remainingQuota: '19999' } } });
    expect((await z.inbox(person.id))[0]).toMatchObject({ channel: 'template_phone', title: 'Lịch hẹn', trackingId: 't1' });
    expect(await send({ phone: '84900000000' })).toMatchObject({ error: -118 });
    expect(await send({ phone: '0912345678' })).toMatchObject({ error: -108 });
    expect(await send({ template_id: 'none' })).toMatchObject({ error: -109 });
    expect(await send({ tracking_id: 'x'.repeat(49) })).toMatchObject({ error: -132 });
    expect(await send({ mode: 'development' })).toMatchObject({ error: -127 });
    expect(await z.call('POST', `${z.hosts.business}/message/template`, 'wrong', {})).toMatchObject({
      error: -124,
      message: 'Access token invalid',
    });
    await z.settings({ phoneDailyQuota: 1 });
    expect(await send()).toMatchObject({ error: -144 });
  });

  it('of the commune’s letters are there from the start, with a button when there is somewhere to go', async () => {
    const z = await zalo();
    await z.setClock(morning);
    const person = await z.person();
    const { access_token: token } = await z.granted();
    const data = { ten: 'bà Ma Thị Hoa', tieu_de: 'Chúc mừng năm mới', noi_dung: 'Chúc ông/bà mạnh khỏe.' };
    const link = { ...data, duong_dan: 'https://zalo.me/s/1/news/2' };
    await z.call('POST', `${z.hosts.openapi}/v3.0/oa/message/template`, token, {
      user_id: person.oaUserId,
      template_id: '100003',
      template_data: link,
    });
    await z.call('POST', `${z.hosts.business}/message/template`, token, {
      phone: '84912345678',
      template_id: '100004',
      template_data: data,
      tracking_id: 't1',
    });
    const text = 'Kính gửi bà Ma Thị Hoa,\nChúc ông/bà mạnh khỏe.';
    expect(await z.inbox(person.id)).toMatchObject([
      { text, title: data.tieu_de, rows: [], buttons: [{ title: 'Xem chi tiết', payload: { url: link.duong_dan } }] },
      { text, title: data.tieu_de, rows: [], buttons: [] },
    ]);
  });

  it('keep the night: promotions refused, phone templates unless allowed, the rest silent', async () => {
    const z = await zalo();
    await z.setClock(night);
    const person = await z.person();
    const { access_token: token } = await z.granted();
    await z.control('POST', '/templates', [{ id: 'uu-dai', ways: ['uid'], tag: 3 }]);
    const uid = (template: string) =>
      z.call('POST', `${z.hosts.openapi}/v3.0/oa/message/template`, token, {
        user_id: person.oaUserId,
        template_id: template,
        template_data: { tieu_de: 'a', noi_dung: 'b' },
      });
    const phone = { phone: person.phone, template_id: '100002', template_data: { tieu_de: 'a', noi_dung: 'b' }, tracking_id: 't' };
    expect(await uid('uu-dai')).toMatchObject({ error: -234 });
    expect(await uid('100001')).toMatchObject({ error: 0 });
    expect((await z.inbox(person.id))[0]).toMatchObject({ silent: true });
    expect(await z.call('POST', `${z.hosts.business}/message/template`, token, phone)).toMatchObject({ error: -133 });
    await z.settings({ phoneNightRule: false });
    expect(await z.call('POST', `${z.hosts.business}/message/template`, token, phone)).toMatchObject({ error: 0 });
  });
});

describe('endpoints of yesterday', () => {
  it('refuse transactions, promotions and version 2 messages', async () => {
    const z = await zalo();
    const person = await z.person();
    const { access_token: token } = await z.granted();
    const post = (path: string) =>
      z.call('POST', `${z.hosts.openapi}${path}`, token, { recipient: { user_id: person.oaUserId }, message: { text: 'Chào' } });
    expect(await post('/v3.0/oa/message/transaction')).toMatchObject({ error: -233 });
    expect(await post('/v3.0/oa/message/promotion')).toMatchObject({ error: -233 });
    expect(await post('/v2.0/oa/message')).toMatchObject({
      error: -240,
      message: 'MessageV2 API has been shut down, please switch to MessageV3',
    });
  });
});

describe('the limiter', () => {
  it('counts requests by the minute and says so in headers', async () => {
    const z = await zalo();
    await z.settings({ ratePerMinute: 2 });
    const { access_token: token } = await z.granted();
    const oa = () => z.call('GET', `${z.hosts.openapi}/v2.0/oa/getoa`, token);
    expect((await oa()).headers.get('x-ratelimit-remain')).toBe('1');
    expect(await oa()).toMatchObject({ error: 0 });
    expect(await oa()).toMatchObject({ error: -32, message: 'Your application reached limit call api' });
    await z.advance(60_000);
    await z.settings({ ratePerMinute: 4000, oaRatePerMinute: 1 });
    await oa();
    expect(await oa()).toMatchObject({ error: -32, message: 'Your OA reached limit call api' });
  });
});

describe('Mini App notifications', () => {
  it('reach those who allowed them, for the right key, app, scope and address', async () => {
    const z = await zalo();
    const person = await z.person();
    const send = async (headers: Record<string, string> = {}) => {
      const response = await fetch(`${z.hosts.miniOpenapi}/notification/template`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'X-Api-Key': `Bearer ${z.identity.openApiKey}`,
          'X-User-Id': person.appUserId,
          'X-MiniApp-Id': z.identity.miniAppId,
          ...headers,
        },
        body: JSON.stringify({
          templateId: '00126fd75392bacce383',
          templateData: { title: 'Nhắc hẹn', buttonText: 'Xem', buttonUrl: 'https://zalo.me/s/1/' },
        }),
      });
      return response.json();
    };
    expect(await send()).toMatchObject({ error: -111 });
    await z.act(person.id, { do: 'allow_notifications' });
    expect(await send()).toMatchObject({ error: 0 });
    expect((await z.inbox(person.id))[0]).toMatchObject({ thread: 'mini_app', title: 'Nhắc hẹn', buttons: [{ title: 'Xem' }] });
    expect(await send({ 'X-Api-Key': z.identity.openApiKey })).toMatchObject({ error: -102 });
    expect(await send({ 'X-User-Id': person.oaUserId })).toMatchObject({ error: -110 });
    expect(await send({ 'X-MiniApp-Id': '1' })).toMatchObject({ error: -114 });
    await z.settings({ notificationScope: false });
    expect(await send()).toMatchObject({ error: -112 });
    await z.settings({ notificationAddresses: ['203.0.113.7'] });
    expect(await send()).toMatchObject({ error: -113 });
  });
});
