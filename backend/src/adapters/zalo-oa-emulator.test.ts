import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { startZaloEmulator, type ZaloEmulator } from '../../../scripts/zalo-emulator/src/server.js';
import { odd, type ZaloStandIn, zaloStandIn } from '../../testing/zalo-stand-in.js';
import { createLog } from './log.js';
import { type Pacer, pacer } from './pacer.js';
import { failFastRedis } from './redis.js';
import type { Article } from './zalo-articles.js';
import { zaloNotification } from './zalo-notification.js';
import { type ZaloOa, zaloOa } from './zalo-oa.js';

let zalo: ZaloEmulator;
let oa: ZaloOa;

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${zalo.url}/control${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}
const Inbox = z.array(z.looseObject({ from: z.string(), channel: z.string(), title: z.string(), text: z.string() }));
const inbox = async (id: string) => Inbox.parse(await control('GET', `/people/${id}/inbox`));

beforeEach(async () => {
  zalo = await startZaloEmulator({ port: 0 });
  onTestFinished(() => zalo.close());
  await control('POST', '/clock', { set: '2026-12-01T02:00:00Z' });
  const { access_token: accessToken } = z.looseObject({ access_token: z.string() }).parse(await control('POST', '/oa-tokens'));
  oa = zaloOa({
    openapiUrl: zalo.hosts.openapi,
    businessUrl: zalo.hosts.business,
    tokens: { accessToken: async () => ({ kind: 'token', token: accessToken }), invalidate: () => undefined },
    timeoutMs: 3_000,
  });
});

const article: Article = {
  title: 'Chúc mừng năm mới'.normalize('NFD'),
  author: 'UBND xã Tân Linh',
  description: 'Lời chúc của Chủ tịch xã',
  coverUrl: 'https://tanlinh.example/tet.jpg',
  body: [
    { type: 'text', content: 'Kính chúc bà con năm mới bình an.' },
    { type: 'image', url: 'https://tanlinh.example/hoa.jpg', caption: 'Hoa đào' },
  ],
  status: 'hide',
};

describe('an article', () => {
  it('is created, worked on, shown and broadcast to every follower', async () => {
    await control('POST', '/people', [
      { id: 'minh', name: 'Minh', follows: true },
      { id: 'hoa', name: 'Hoa', follows: false },
    ]);
    const created = await oa.createArticle(article);
    if (created.kind !== 'found') throw new Error(created.kind);
    expect(await oa.verifyArticle(created.value.token)).toMatchObject({ kind: 'try_later', reason: 'processing' });
    await control('POST', '/clock', { advanceMs: 3_000 });
    const verified = await oa.verifyArticle(created.value.token);
    if (verified.kind !== 'found') throw new Error(verified.kind);
    const articleId = verified.value.id;
    expect((await oa.broadcastArticle({ articleId, target: {} })).kind).toBe('refused');
    const shown = await oa.showArticle(articleId, article);
    if (shown.kind !== 'found') throw new Error(shown.kind);
    expect(await oa.broadcastArticle({ articleId, target: {} })).toMatchObject({ kind: 'try_later', reason: 'processing' });
    await control('POST', '/clock', { advanceMs: 3_000 });
    expect(await oa.verifyArticle(shown.value.token)).toEqual({ kind: 'found', value: { id: articleId } });
    expect(await oa.broadcastArticle({ articleId, target: { ages: [], gender: [1, 2] } })).toMatchObject({ kind: 'sent' });
    expect(await inbox('minh')).toMatchObject([{ channel: 'broadcast', title: 'Chúc mừng năm mới' }]);
    expect(await inbox('hoa')).toEqual([]);
  });

  it('is not sent at night', async () => {
    await control('POST', '/clock', { set: '2026-12-01T16:00:00Z' });
    expect(await oa.broadcastArticle({ articleId: 'any', target: {} })).toMatchObject({ kind: 'refused', reason: 'night' });
  });

  it('is refused for the month’s quota by that name, and for its lengths without asking', async () => {
    await control('PUT', '/settings', { articlesPerMonth: 0 });
    expect(await oa.createArticle(article)).toEqual({ kind: 'refused', reason: 'out_of_quota', code: -223 });
    for (const wrong of [{ title: ' ' }, { title: 'x'.repeat(151) }, { author: 'x'.repeat(51) }, { description: 'x'.repeat(301) }])
      expect(await oa.createArticle({ ...article, ...wrong })).toEqual({ kind: 'refused', reason: 'bad_content', code: null });
  });
});

describe('a group', () => {
  it('gets a message, and nobody is called by name through its text', async () => {
    const [minh] = z.array(z.looseObject({ oaUserId: z.string() })).parse(await control('POST', '/people', [{ id: 'minh', name: 'Minh' }]));
    await control('PUT', '/groups/xom-3', { name: 'Xóm 3', members: ['minh'] });
    const text = `Họp xóm lúc 19 giờ [@${minh?.oaUserId}]`;
    expect(await oa.sendGroup({ groupId: 'xom-3', text })).toMatchObject({ kind: 'sent', messageId: expect.any(String) });
    expect(await inbox('minh')).toMatchObject([{ channel: 'group', text: `Họp xóm lúc 19 giờ [ @${minh?.oaUserId}]` }]);
    expect(await oa.sendGroup({ groupId: 'xom-4', text })).toMatchObject({ kind: 'refused', reason: 'bad_recipient', code: -237 });
    expect(await oa.sendGroup({ groupId: 'xom-3', text: '' })).toMatchObject({ kind: 'refused', reason: 'bad_content', code: null });
  });
});

describe('an upload', () => {
  const jpeg = (bytes: number) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(bytes - 3)]);

  it('can be sent for seven days', async () => {
    const [minh] = z
      .array(z.looseObject({ oaUserId: z.string() }))
      .parse(await control('POST', '/people', [{ id: 'minh', name: 'Minh', follows: true }]));
    await control('POST', '/people/minh/actions', { do: 'send_text', text: 'Chào xã' });
    const uploaded = await oa.uploadImage(jpeg(1024 * 1024), 'image/jpeg');
    if (uploaded.kind !== 'found') throw new Error(uploaded.kind);
    const send = () => oa.sendConsultation({ userId: minh?.oaUserId ?? '', text: 'Ảnh', image: uploaded.value });
    expect(await send()).toMatchObject({ kind: 'sent' });
    await control('POST', '/clock', { advanceMs: 7 * 86_400_000 + 1 });
    await control('POST', '/people/minh/actions', { do: 'send_text', text: 'Chào xã' });
    expect((await send()).kind).not.toBe('sent');
  });

  it('is a document by its name', async () => {
    expect(await oa.uploadFile(Buffer.from('%PDF-1.7'), 'Thông báo.pdf', 'application/pdf')).toMatchObject({
      kind: 'found',
      value: { token: expect.any(String) },
    });
  });

  it('that Zalo would not take is refused unsent, or by Zalo', async () => {
    expect(await oa.uploadImage(jpeg(1024 * 1024 + 1), 'image/jpeg')).toEqual({ kind: 'refused', reason: 'bad_content', code: null });
    expect(await oa.uploadFile(Buffer.alloc(5 * 1024 * 1024 + 1), 'to.pdf', 'application/pdf')).toMatchObject({ code: null });
    expect(await oa.uploadFile(Buffer.from('MZ'), 'a.exe', 'application/octet-stream')).toMatchObject({ code: null });
    expect(await oa.uploadImage(Buffer.from('no picture'), 'image/png')).toMatchObject({ kind: 'refused', code: -201 });
    await control('PUT', '/settings', { uploadsPerMonth: 0 });
    expect(await oa.uploadImage(jpeg(100), 'image/jpeg')).toMatchObject({ kind: 'refused', reason: 'out_of_quota' });
  });
});

describe('the account', () => {
  it('says what it is and what it may still send', async () => {
    await control('PUT', '/settings', { phoneDailyQuota: 500, uidQuota: 2_000, oaName: 'UBND xã Tân Linh' });
    await control('POST', '/people', [{ name: 'Minh', follows: true }]);
    expect(await oa.account()).toEqual({
      kind: 'found',
      value: {
        oaId: zalo.identity.oaId,
        name: 'UBND xã Tân Linh',
        verified: true,
        followers: 1,
        package: { name: 'Nâng cao', validThrough: '2099-12-31' },
      },
    });
    expect(await oa.phoneTemplateQuota()).toEqual({ kind: 'found', value: { dailyQuota: 500, remainingQuota: 500 } });
    expect(await oa.accountQuotas({ productType: 'transaction' })).toEqual({
      kind: 'found',
      value: [
        {
          assetId: 'emulator',
          productType: 'transaction',
          quotaType: 'purchase_quota',
          validThrough: '2026-12-31',
          total: 2_000,
          remain: 2_000,
        },
      ],
    });
  });

  it('lists every template, page after page', async () => {
    const more = Array.from({ length: 150 }, (_, index) => ({ id: `t${index}`, name: `Mẫu ${index}`, ways: ['phone'] }));
    await control('POST', '/templates', more);
    const templates = await oa.templates();
    if (templates.kind !== 'found') throw new Error(templates.kind);
    const ids = templates.value.map(({ templateId }) => templateId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['100002', 't0', 't149']));
  });
});

describe('messages in the pacer’s line', () => {
  let standIn: ZaloStandIn;
  let pace: Pacer;
  let paced: ZaloOa;
  const userId = '2512523625412515123';

  beforeEach(async () => {
    standIn = await zaloStandIn();
    onTestFinished(() => standIn.close());
    const redis = failFastRedis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379', createLog('silent', 'test'));
    onTestFinished(() => redis.disconnect());
    await new Promise((resolve) => redis.once('ready', resolve));
    pace = pacer({ redis, prefix: `test-${randomUUID()}`, perSecond: 100 });
    paced = zaloOa({
      openapiUrl: standIn.url,
      businessUrl: standIn.url,
      tokens: { accessToken: async () => ({ kind: 'token', token: 'a' }), invalidate: () => undefined },
      pacer: pace,
    });
  });

  it('wait for their slot; questions do not', async () => {
    await pace.holdBack(2_000);
    const start = performance.now();
    const answered: string[] = [];
    await Promise.all([
      paced.sendConsultation({ userId, text: 'Chào bác' }).then(({ kind }) => answered.push(kind)),
      paced.account().then(() => answered.push('account')),
    ]);
    expect(answered).toEqual(['account', 'sent']);
    expect(performance.now() - start).toBeGreaterThanOrEqual(1_950);
  });

  it('are given back when the slot is far away, unless the sender has one already', async () => {
    await pace.holdBack(30_000);
    expect(await paced.sendConsultation({ userId, text: 'x' })).toMatchObject({ kind: 'try_later', reason: 'rate_limited' });
    expect(await paced.sendGroup({ groupId: 'g', text: 'x' })).toMatchObject({ kind: 'try_later', reason: 'rate_limited' });
    expect(standIn.received).toHaveLength(0);
    expect(await paced.sendConsultation({ userId, text: 'x' }, { paced: true })).toMatchObject({ kind: 'sent' });
  });

  it.each([
    ['429, for as long as it says', odd.status(429, { 'retry-after': '20' }), 19_000],
    ['-32, for a moment', () => ({ error: -32 }), 200],
  ] as const)('make everybody wait after %s', async (_, behaviour, atLeast) => {
    standIn.behave(behaviour);
    expect(await paced.sendConsultation({ userId, text: 'x' })).toMatchObject({ kind: 'try_later', reason: 'rate_limited' });
    expect(await pace.reserve()).toBeGreaterThan(atLeast);
  });

  it('of the Mini App stand in the same line', async () => {
    const notification = zaloNotification({ miniOpenapiUrl: standIn.url, miniAppId: '1', apiKey: 'k', pacer: pace });
    await pace.holdBack(30_000);
    const message = { appUserId: '4047671499938107249', templateId: 't', data: {} };
    expect(await notification.send(message)).toMatchObject({ kind: 'try_later', reason: 'rate_limited' });
    expect(await notification.send(message, { paced: true })).toMatchObject({ kind: 'sent' });
  });
});
