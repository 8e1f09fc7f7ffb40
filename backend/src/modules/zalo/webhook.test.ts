import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { miniAppSignature, oaSignature } from '../../../../scripts/zalo-emulator/src/signatures.js';
import { keyring, openOrNull } from '../../adapters/crypto.js';
import type { ZaloEvent } from '../../adapters/zalo-events.js';
import { zaloOa } from '../../adapters/zalo-oa.js';
import { notFound, problemHandler } from '../../http/problems.js';
import type { JobName, JobQueue, Jobs } from '../../jobs.js';
import { residentsStore } from '../residents/residents.store.js';
import { type EventCallbacks, eventsService } from './events.service.js';
import { type EventsStore, eventsStore } from './events.store.js';
import { zaloGrantCallback } from './grant.routes.js';
import { grantsService } from './grants.service.js';
import { grantsStore } from './grants.store.js';
import { zaloVerifier, zaloWebhooks } from './webhook.routes.js';
import { zaloHandlers } from './zalo.handlers.js';
import {
  day,
  emptyMongo,
  everyTemplate,
  hour,
  log,
  messageTo,
  miniAppUrl,
  minute,
  oneProcess,
  type Process,
  until,
  type ZaloAndClock,
  zaloAndClock,
} from './zalo.testing.js';

/** The queue's promises in memory: one job per id while it is kept; `away` as when Redis is down. */
function jobsOnDemand(): JobQueue & { waiting: Map<string, Jobs['zalo_event']>; away: boolean } {
  const kept = new Set<string>();
  return {
    waiting: new Map(),
    away: false,
    async add<N extends JobName>(_name: N, payload: Jobs[N], jobId: string) {
      if (this.away) throw new Error('Redis is away');
      if (kept.has(jobId)) return;
      kept.add(jobId);
      this.waiting.set(jobId, { id: payload.id });
    },
  };
}

const keys = keyring([randomBytes(32).toString('base64')]);
let zalo: ZaloAndClock;
let ours: Process;
let jobs: ReturnType<typeof jobsOnDemand>;
let store: EventsStore;
let events: ReturnType<typeof eventsService>;
let residents: ReturnType<typeof residentsStore>;
let grants: ReturnType<typeof grantsService>;
let erasureFails: boolean;
/** What others were told, in order. */
let told: [keyof EventCallbacks, ...unknown[]][];
/** The callback that fails at its next call. */
let failing: keyof EventCallbacks | null;
let answered: boolean;
let url: string;

beforeEach(async () => {
  zalo = await zaloAndClock();
  ours = await oneProcess(zalo, await emptyMongo(), everyTemplate);
  jobs = jobsOnDemand();
  residents = residentsStore(ours.database);
  erasureFails = false;
  const { clock, identity } = zalo;
  store = eventsStore(ours.database);
  told = [];
  failing = null;
  answered = false;
  const tell =
    (name: keyof EventCallbacks) =>
    async (...given: unknown[]) => {
      if (failing === name) {
        failing = null;
        throw new Error(`${name} failed`);
      }
      told.push([name, ...given]);
      return answered ? 'answered' : undefined;
    };
  events = eventsService({
    store,
    contacts: ours.contacts,
    messages: ours.messages,
    jobs,
    clock,
    sealer: { seal: (text) => keys.seal(text, 'zalo/event'), open: (sealed) => openOrNull(keys, sealed, 'zalo/event') },
    onContact: tell('onContact'),
    onWrote: tell('onWrote'),
    onStop: tell('onStop'),
    onAsked: tell('onAsked'),
    onInfo: tell('onInfo'),
    onGroup: tell('onGroup'),
    onReceipt: tell('onReceipt'),
    onRevokeConsent: async (zaloUserId) => {
      if (erasureFails) throw new Error('not now');
      const resident = await residents.findByZalo({ zaloUserId });
      if (!resident) return;
      await ours.messages.eraseOf(resident.id);
      await residents.erase(resident.id);
    },
  });
  grants = grantsService({
    store: grantsStore(ours.database),
    tokens: ours.tokens,
    messages: ours.messages,
    events,
    sealer: { seal: (text) => keys.seal(text, 'test'), open: (sealed) => keys.open(sealed, 'test') },
    clock,
    oaId: identity.oaId,
  });
  await ours.database.whenReady();

  const config = {
    ZALO_APP_ID: identity.appId,
    ZALO_APP_SECRET: identity.appSecret,
    ZALO_OA_ID: identity.oaId,
    ZALO_OA_SECRET: identity.oaSecret,
    ZALO_OPEN_API_KEY: identity.openApiKey,
    ZALO_WEBHOOK_MAX_AGE_MINUTES: 120,
    ZALO_WEBHOOK_SIGNATURES: ['app_id' as const],
  };
  const app = express();
  app.use('/webhooks', zaloWebhooks({ config, clock, events, jobs, log }), zaloGrantCallback(grants));
  app.use(zaloVerifier({ ZALO_VERIFIER_CODE: 'AbC_123-x' }));
  app.use(express.json());
  app.use(notFound, problemHandler(log));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await zalo.control('PUT', '/webhooks', { oaUrl: `${url}/webhooks/zalo-oa`, miniAppUrl: `${url}/webhooks/zalo-mini-app` });
  await zalo.control('PUT', '/settings', { receivedAfterMs: 0 });
});

const collection = (name: string) => ours.database.connection.collection<Record<string, unknown>>(name);
const storedEvents = () => collection('zalo_events').find().toArray();
const stateOf = async (entryId: string) => (await ours.messages.statesOf([entryId])).get(entryId);

/** Runs every job until none is left, as a worker would. */
async function work(): Promise<void> {
  await zalo.control('GET', '/webhooks/idle');
  const { zalo_event: handle } = zaloHandlers(events);
  for (;;) {
    const [next] = jobs.waiting;
    if (!next) return;
    jobs.waiting.delete(next[0]);
    await handle(next[1]);
  }
}

/** A delivery of Zalo's, signed as the Official Account's are. */
async function deliver(event: Record<string, unknown>, change: { signature?: string | null; body?: string } = {}): Promise<Response> {
  const { appId, oaSecret } = zalo.identity;
  const whole = { app_id: appId, timestamp: String(zalo.clock.now().getTime()), ...event };
  const body = JSON.stringify(whole);
  const signature =
    change.signature === undefined ? `mac=${oaSignature(appId, body, String(whole.timestamp), oaSecret)}` : change.signature;
  return fetch(`${url}/webhooks/zalo-oa`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(signature !== null && { 'X-ZEvent-Signature': signature }) },
    body: change.body ?? body,
  });
}
const wrote = (oaUserId: string, msgId: string, given: Record<string, unknown> = {}) => ({
  event_name: 'user_send_text',
  sender: { id: oaUserId },
  recipient: { id: zalo.identity.oaId },
  user_id_by_app: '552177279717587730',
  message: { text: 'Tôi là Trần Thị Bí Mật, 0987654321', msg_id: msgId },
  ...given,
});
const followed = (oaUserId: string, given: Record<string, unknown> = {}) => ({
  event_name: 'follow',
  oa_id: zalo.identity.oaId,
  follower: { id: oaUserId },
  user_id_by_app: '552177279717587730',
  ...given,
});
const someone = '246845883529197922';

describe('a delivery that is not Zalo’s, or not of now', () => {
  const untouched = async () => {
    expect(await storedEvents()).toEqual([]);
    expect(jobs.waiting.size).toBe(0);
  };

  it.each([
    ['without a signature', null],
    ['with an empty signature', ''],
    ['with a signature of another form', 'sha256=abc'],
    ['with a wrong signature', `mac=${'0'.repeat(64)}`],
  ])('%s is refused and leaves no trace', async (_name, signature) => {
    const response = await deliver(wrote(someone, 'm1'), { signature });
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'signature_invalid' });
    await untouched();
  });

  it('with one changed byte is refused', async () => {
    const event = { app_id: zalo.identity.appId, timestamp: String(zalo.clock.now().getTime()), ...wrote(someone, 'm1') };
    const body = JSON.stringify(event);
    const signature = `mac=${oaSignature(zalo.identity.appId, body, event.timestamp, zalo.identity.oaSecret)}`;
    expect((await deliver({}, { signature, body: body.replace('m1', 'm2') })).status).toBe(401);
    await untouched();
  });

  it('with an old or a future time is refused', async () => {
    const now = zalo.clock.now().getTime();
    expect((await deliver(wrote(someone, 'm1', { timestamp: String(now - 3 * hour) }))).status).toBe(401);
    expect((await deliver(wrote(someone, 'm1', { timestamp: String(now + hour) }))).status).toBe(401);
    expect((await deliver(wrote(someone, 'm1', { timestamp: 'yesterday' }))).status).toBe(401);
    await untouched();
  });

  it('of the right size and signature for other bytes, old, or played again leaves nothing behind', async () => {
    const old = wrote(someone, 'm1', { timestamp: String(zalo.clock.now().getTime() - 3 * hour) });
    expect((await deliver(old)).status).toBe(401);
    expect((await deliver(old)).status).toBe(401);
    await untouched();
  });

  it('that Zalo signed and somebody plays again hours later is refused', async () => {
    const event = wrote(someone, 'm1', { timestamp: String(zalo.clock.now().getTime()) });
    expect((await deliver(event)).status).toBe(200);
    await zalo.advance(3 * hour);
    expect((await deliver(event)).status).toBe(401);
    expect(await storedEvents()).toHaveLength(1);
  });

  it('of a megabyte of rubbish is refused', async () => {
    const rubbish = 'x'.repeat(1024 * 1024);
    for (const path of ['zalo-oa', 'zalo-mini-app']) {
      const response = await fetch(`${url}/webhooks/${path}`, {
        method: 'POST',
        headers: { 'X-ZEvent-Signature': `mac=${'0'.repeat(64)}` },
        body: rubbish,
      });
      expect([response.status, await response.json()]).toMatchObject([413, { code: 'body_too_large' }]);
    }
    await untouched();
  });

  it('of any bytes at all is refused with a problem, never with a fault of ours', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.json().map((text) => Buffer.from(text)),
        ),
        async (bytes) => {
          const response = await fetch(`${url}/webhooks/zalo-oa`, {
            method: 'POST',
            headers: { 'X-ZEvent-Signature': `mac=${'a'.repeat(64)}` },
            body: Buffer.from(bytes),
          });
          expect(response.status).toBe(401);
        },
      ),
      { numRuns: 60 },
    );
    await untouched();
  });

  it('of the Mini App with the Official Account’s signature, or the other way round, is refused', async () => {
    const event = { event: 'user.revoke.consent', appId: zalo.identity.miniAppId, userId: '404', timestamp: zalo.clock.now().getTime() };
    const body = JSON.stringify(event);
    const { appId, oaSecret, openApiKey } = zalo.identity;
    const post = (path: string, signature: string) =>
      fetch(`${url}/webhooks/${path}`, { method: 'POST', headers: { 'X-ZEvent-Signature': signature }, body });
    expect((await post('zalo-mini-app', oaSignature(appId, body, String(event.timestamp), oaSecret))).status).toBe(401);
    expect((await post('zalo-oa', miniAppSignature(event, openApiKey))).status).toBe(401);
    await untouched();
  });
});

describe('a delivery of Zalo’s', () => {
  it('is answered with {} and kept without text, name or phone number', async () => {
    const response = await deliver(wrote(someone, 'm1'));
    expect([response.status, await response.json()]).toEqual([200, {}]);
    const [event, ...others] = await storedEvents();
    expect(others).toEqual([]);
    expect(event).toMatchObject({ name: 'user_send_text', oaUserId: someone, state: 'new' });
    expect(JSON.stringify(event)).not.toMatch(/Bí Mật|0987654321|m1"/);
  });

  it('has one effect however often it comes', async () => {
    const person = await zalo.person({ follows: false });
    await zalo.faults({ kind: 'duplicate_webhook', times: 6, match: { event: 'follow' } });
    await zalo.act(person.id, { do: 'follow' });
    await work();
    const follows = (await storedEvents()).filter(({ name }) => name === 'follow');
    expect(follows).toMatchObject([{ state: 'handled', attempts: 1 }]);
    expect(await zalo.inbox(person.id)).toHaveLength(1);
    await Promise.all([1, 2, 3].map(() => events.handle(String(follows[0]?._id))));
    expect(await zalo.inbox(person.id)).toHaveLength(1);
  });

  it('counts a message once even when its bytes differ', async () => {
    expect((await deliver(wrote(someone, 'm1'))).status).toBe(200);
    expect((await deliver({ ...wrote(someone, 'm1'), extra: 1 })).status).toBe(200);
    expect(await storedEvents()).toHaveLength(1);
  });

  it('without a name, as the console’s test button sends, is answered and needs nothing', async () => {
    expect((await deliver({ message: 'This is testing message' })).status).toBe(200);
    expect(await storedEvents()).toMatchObject([{ name: 'unknown', state: 'ignored' }]);
    expect(jobs.waiting.size).toBe(0);
  });

  it('about another Official Account, a group, or our own message changes nothing', async () => {
    await deliver(wrote(someone, 'm1', { recipient: { id: '999' } }));
    await deliver(followed(someone, { oa_id: '999' }));
    await deliver({ ...wrote(someone, 'm2'), event_name: 'user_send_group_text' });
    await deliver({ ...wrote(zalo.identity.oaId, 'm3'), event_name: 'oa_send_text', recipient: { id: someone } });
    await deliver({ ...wrote(someone, 'm4'), event_name: '__proto__' });
    await work();
    expect((await storedEvents()).map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'ignored'));
    expect(await ours.contacts.find({ oaUserId: someone, userIdByApp: null })).toBeNull();
  });

  it('waits for the sweep while the queue is away', async () => {
    const person = await zalo.person({ follows: false });
    jobs.away = true;
    await zalo.act(person.id, { do: 'follow' });
    await work();
    expect(await storedEvents()).toMatchObject([{ name: 'follow', state: 'new' }]);
    expect(await events.open()).toBe(1);
    jobs.away = false;
    expect(await events.sweep()).toBe(0);
    await zalo.advance(minute + 1);
    expect(await events.sweep()).toBe(1);
    expect(await events.sweep()).toBe(1);
    expect(jobs.waiting.size).toBe(1);
    await work();
    expect(await ours.contacts.find({ oaUserId: person.oaUserId, userIdByApp: null })).toMatchObject({ follows: true });
    expect(await zalo.inbox(person.id)).toHaveLength(1);
  });

  it('is taken up again when its worker died', async () => {
    await deliver(followed(someone));
    const id = String((await storedEvents())[0]?._id);
    expect(await store.claim(id, zalo.clock.now(), new Date(0))).toMatchObject({ name: 'follow', attempts: 1 });
    expect(await events.handle(id)).toEqual({ kind: 'nothing' });
    await zalo.advance(minute + 1);
    expect(await events.sweep()).toBe(1);
    expect(await events.handle(id)).toEqual({ kind: 'handled' });
    expect(await events.handle(id)).toEqual({ kind: 'nothing' });
  });

  it('is answered 503 while the database is away, so that Zalo comes again', async () => {
    await ours.database.close();
    expect((await deliver(wrote(someone, 'm1'))).status).toBe(503);
  });

  it('is answered 503 within Zalo’s two seconds while the database does not answer, and is not lost', async () => {
    const insert = store.insert.bind(store);
    let answer = () => {};
    const answers = new Promise<void>((resolve) => {
      answer = resolve;
    });
    store.insert = async (event, now) => {
      await answers;
      return insert(event, now);
    };
    const start = performance.now();
    const response = await deliver(wrote(someone, 'm1'));
    expect(response.status).toBe(503);
    expect(performance.now() - start).toBeLessThan(2_000);
    answer();
    await until(async () => (await storedEvents()).length === 1);
    expect((await deliver(wrote(someone, 'm1'))).status).toBe(200);
    await zalo.advance(minute + 1);
    expect(await events.sweep()).toBe(1);
  });

  it('finds somebody at home when the console looks', async () => {
    expect((await fetch(`${url}/webhooks/zalo-oa`)).status).toBe(200);
    expect((await fetch(`${url}/webhooks/zalo-mini-app`)).status).toBe(200);
  });
});

describe('what we know of a person at the Official Account', () => {
  const contact = (oaUserId: string) => ours.contacts.find({ oaUserId, userIdByApp: null });

  it('follows what they do', async () => {
    const person = await zalo.person({ follows: false });
    await zalo.act(person.id, { do: 'follow' });
    await work();
    const first = await contact(person.oaUserId);
    expect(first).toMatchObject({ follows: true, userIdByApp: person.userIdByApp });
    expect(first?.lastInteractionAt).toBeInstanceOf(Date);
    await zalo.advance(hour);
    await zalo.act(person.id, { do: 'send_image', url: 'https://tanlinh.example/anh.jpg' });
    await work();
    const second = await contact(person.oaUserId);
    expect(second?.lastInteractionAt?.getTime()).toBeGreaterThan(first?.lastInteractionAt?.getTime() ?? Number.POSITIVE_INFINITY);
    await zalo.act(person.id, { do: 'unfollow' });
    await work();
    expect(await contact(person.oaUserId)).toMatchObject({ follows: false, lastInteractionAt: second?.lastInteractionAt });
  });

  it('is the same whatever order Zalo’s events come in', async () => {
    const start = zalo.clock.now().getTime() - hour;
    const at = (index: number) => new Date(start + index * minute);
    let run = 0;
    const effects = fc.array(fc.constantFrom('followed' as const, 'left' as const, 'interacted' as const), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        effects.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray([...list.keys(), ...list.keys()], { minLength: list.length * 2, maxLength: list.length * 2 }),
          ),
        ),
        async ([list, order]) => {
          run += 1;
          const oaUserId = String(1_000_000 + run);
          // Everybody was answered already: here only the facts count.
          await ours.contacts.record({ oaUserId, userIdByApp: null });
          await ours.contacts.claimAnswer(oaUserId, 'before', zalo.clock.now(), zalo.clock.now());
          for (const [turn, index] of order.entries()) {
            const event: ZaloEvent = {
              id: `${run}-${index}-${turn}`,
              source: 'oa',
              name: 'x',
              effect: list[index] ?? 'ignored',
              at: at(index),
              oaUserId,
              userIdByApp: null,
              messageIds: [],
              trackingId: null,
            };
            await events.receive(event);
            await events.handle(event.id);
          }
          const lastFollow = list.findLastIndex((effect) => effect !== 'interacted');
          const lastInteraction = list.findLastIndex((effect) => effect !== 'left');
          expect(await contact(oaUserId)).toMatchObject({
            follows: lastFollow < 0 ? null : list[lastFollow] === 'followed',
            followsAt: lastFollow < 0 ? null : at(lastFollow),
            lastInteractionAt: lastInteraction < 0 ? null : at(lastInteraction),
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('the automatic answer', () => {
  it('offers the way to an appointment, at most once in ten minutes', async () => {
    const person = await zalo.person({ follows: false });
    await zalo.act(person.id, { do: 'follow' });
    await work();
    await zalo.act(person.id, { do: 'send_text', text: 'Xã có làm việc thứ Bảy không?' });
    await work();
    const [welcome, ...others] = await zalo.inbox(person.id);
    expect(others).toEqual([]);
    expect(welcome).toMatchObject({ channel: 'cs', text: expect.stringContaining('Xã xin chào ông/bà') });
    expect(welcome?.buttons).toEqual([
      { title: 'Đặt lịch hẹn', type: 'oa.open.url', payload: { url: miniAppUrl('/procedures') } },
      { title: 'Theo dõi lịch hẹn, hồ sơ', type: 'oa.open.url', payload: { url: miniAppUrl('/appointments') } },
      { title: 'Phản ánh, góp ý', type: 'oa.query.hide', payload: '#menu feedback' },
      { title: 'Khảo sát', type: 'oa.query.hide', payload: '#menu survey' },
    ]);
    await zalo.advance(11 * minute);
    await zalo.act(person.id, { do: 'send_text', text: 'Alo' });
    await zalo.act(person.id, { do: 'send_text', text: 'Alo alo' });
    await work();
    expect(await zalo.inbox(person.id)).toMatchObject([{}, { text: expect.stringContaining('câu trả lời tự động') }]);
  });

  it('waits while Zalo limits us, and then comes once', async () => {
    const person = await zalo.person();
    await zalo.faults({ kind: 'limit', match: { host: 'openapi' }, count: 1 });
    await zalo.act(person.id, { do: 'send_text', text: 'Alo' });
    await zalo.control('GET', '/webhooks/idle');
    const [job] = await until(() => (jobs.waiting.size > 0 ? [...jobs.waiting.values()] : null));
    expect(await events.handle(job?.id ?? '')).toMatchObject({ kind: 'later' });
    jobs.waiting.clear();
    await zalo.advance(3 * minute);
    expect(await events.sweep()).toBe(1);
    await work();
    expect(await zalo.inbox(person.id)).toHaveLength(1);
  });

  it('does not come half an hour late, nor by a paid template', async () => {
    const person = await zalo.person();
    await zalo.act(person.id, { do: 'send_text', text: 'Alo' });
    await zalo.control('GET', '/webhooks/idle');
    await zalo.advance(31 * minute);
    await work();
    await zalo.faults({ kind: 'error', code: -230, match: { host: 'openapi', path: '/v3.0/oa/message/cs' } });
    await zalo.advance(11 * minute);
    await zalo.act(person.id, { do: 'send_text', text: 'Alo' });
    await work();
    expect(await zalo.inbox(person.id)).toHaveLength(0);
    expect(await zalo.requests('/v3.0/oa/message/template')).toHaveLength(0);
  });
});

describe('what a person writes', () => {
  const tellings = (name: keyof EventCallbacks) => told.filter(([one]) => one === name).map(([, given]) => given);

  it('reaches whoever answers people, and is kept sealed only until then', async () => {
    const person = await zalo.person();
    await zalo.act(person.id, { do: 'send_text', text: 'Tôi muốn hỏi giấy khai sinh' });
    await zalo.control('GET', '/webhooks/idle');
    const [before] = await storedEvents();
    expect(before).toMatchObject({ sealed: expect.stringMatching(/^v1\./) });
    expect(JSON.stringify(before)).not.toContain('khai sinh');
    await work();
    const { oaUserId, userIdByApp } = person;
    expect(tellings('onContact')).toEqual([{ oaUserId, userIdByApp }]);
    expect(tellings('onWrote')).toEqual([
      {
        oaUserId,
        userIdByApp,
        eventId: before?._id,
        at: expect.any(Date),
        content: {
          kind: 'text',
          text: 'Tôi muốn hỏi giấy khai sinh',
          attachments: [],
          messageId: expect.any(String),
          quotedMessageId: null,
        },
      },
    ]);
    for (const event of await storedEvents()) expect(event).not.toHaveProperty('sealed');
    expect(await zalo.inbox(person.id)).toHaveLength(1);
  });

  it('gets no automatic answer when somebody answered already', async () => {
    answered = true;
    const person = await zalo.person();
    await zalo.act(person.id, { do: 'send_text', text: 'Alo' });
    await work();
    expect(await zalo.inbox(person.id)).toEqual([]);
  });

  it.each(['onContact', 'onWrote'] as const)('is not lost when %s fails', async (name) => {
    const person = await zalo.person();
    await zalo.act(person.id, { do: 'send_image', url: 'https://tanlinh.example/anh.jpg', text: 'Đường hỏng' });
    failing = name;
    await expect(work()).rejects.toThrow(`${name} failed`);
    await zalo.advance(3 * minute);
    expect(await events.sweep()).toBe(1);
    await work();
    expect(tellings('onWrote')).toMatchObject([
      { content: { kind: 'image', text: 'Đường hỏng', attachments: [{ url: 'https://tanlinh.example/anh.jpg' }] } },
    ]);
  });

  it('to stop news is followed, confirmed at once, and counts as interaction', async () => {
    const person = await zalo.person();
    await zalo.act(person.id, { do: 'send_text', text: 'Alo' });
    await zalo.act(person.id, { do: 'send_text', text: '#dung greeting' });
    await zalo.act(person.id, { do: 'send_text', text: 'nhận lại' });
    await work();
    const { oaUserId, userIdByApp } = person;
    expect(tellings('onStop')).toEqual([
      { oaUserId, userIdByApp, topic: 'greeting', stopped: true, at: expect.any(Date) },
      { oaUserId, userIdByApp, topic: 'all', stopped: false, at: expect.any(Date) },
    ]);
    expect(tellings('onWrote')).toMatchObject([{ content: { text: 'Alo' } }, { content: { text: 'nhận lại' } }]);
    expect(await zalo.inbox(person.id)).toMatchObject([
      { text: expect.stringContaining('câu trả lời tự động') },
      { text: expect.stringContaining('không nhận loại tin này nữa') },
      { text: expect.stringContaining('sẽ lại gửi tin') },
    ]);
    expect((await ours.contacts.find({ oaUserId, userIdByApp: null }))?.lastInteractionAt).toBeInstanceOf(Date);
  });

  it('by a button below a message reaches us as a command', async () => {
    const person = await zalo.person();
    await zalo.act(person.id, { do: 'send_text', text: 'Alo' });
    const { openapi: openapiUrl, business: businessUrl } = zalo.hosts;
    const oa = zaloOa({ openapiUrl, businessUrl, tokens: ours.tokens });
    await oa.sendConsultation({
      userId: person.oaUserId,
      text: 'Chúc mừng năm mới',
      buttons: [
        { kind: 'say', title: 'Không nhận nữa', text: '#dung greeting', shown: false },
        { kind: 'say', title: 'Góp ý', text: '#menu feedback', shown: false },
      ],
    });
    const [letter] = await zalo.inbox(person.id);
    await zalo.act(person.id, { do: 'tap', messageId: letter?.id, button: 'Không nhận nữa' });
    await zalo.act(person.id, { do: 'tap', messageId: letter?.id, button: 'Góp ý' });
    await work();
    expect(tellings('onStop')).toMatchObject([{ topic: 'greeting', stopped: true }]);
    expect(tellings('onAsked')).toMatchObject([{ item: 'feedback', oaUserId: person.oaUserId, eventId: expect.any(String) }]);
    expect(tellings('onWrote')).toHaveLength(1);
  });

  it('into Zalo’s form of name and phone number is handed on', async () => {
    const person = await zalo.person({ birthday: '1999-10-30' });
    await zalo.act(person.id, { do: 'submit_info' });
    await work();
    expect(tellings('onInfo')).toMatchObject([{ info: { name: 'Nguyễn Văn Minh', phone: '+84912345678', birthday: '1999-10-30' } }]);
    expect(JSON.stringify(await storedEvents())).not.toContain('912345678');
  });

  it('before our keys were changed for good still counts, without its words', async () => {
    const person = await zalo.person();
    await zalo.act(person.id, { do: 'send_text', text: 'Alo' });
    await zalo.control('GET', '/webhooks/idle');
    const strange = keyring([randomBytes(32).toString('base64')]).seal('{}', 'zalo/event');
    await collection('zalo_events').updateMany({}, { $set: { sealed: strange } });
    await work();
    expect(tellings('onWrote')).toEqual([]);
    expect(await zalo.inbox(person.id)).toHaveLength(1);
  });
});

describe('a group of the Official Account', () => {
  it('tells who joined and who left', async () => {
    const [minh, hoa] = [await zalo.person(), await zalo.person({ name: 'Ma Thị Hoa', phone: '0912345679' })];
    const at = expect.any(Date);
    const group = { groupId: 'xom-3', deleted: false, at };
    await zalo.control('PUT', '/groups/xom-3', { name: 'Xóm 3', members: [minh.id] });
    await zalo.control('PUT', '/groups/xom-3', { name: 'Xóm 3', members: [hoa.id] });
    await work();
    const changes = told.filter(([name]) => name === 'onGroup').map(([, given]) => given);
    expect(changes).toHaveLength(3);
    expect(changes).toEqual(
      expect.arrayContaining([
        { ...group, name: 'Xóm 3', joined: true, memberIds: [minh.oaUserId] },
        { ...group, name: null, joined: true, memberIds: [hoa.oaUserId] },
        { ...group, name: null, joined: false, memberIds: [minh.oaUserId] },
      ]),
    );
    expect(JSON.stringify(await storedEvents())).not.toContain(minh.oaUserId);
  });
});

describe('receipts of Zalo’s', () => {
  it('tell that a message arrived and was read', async () => {
    const person = await zalo.person();
    await ours.contacts.record({ oaUserId: person.oaUserId, userIdByApp: person.userIdByApp, interactedAt: zalo.clock.now() });
    const outgoing = messageTo(person);
    await ours.messages.deliver(outgoing);
    await until(async () => {
      await work();
      return (await stateOf(outgoing.entryId)) === 'delivered';
    });
    await zalo.act(person.id, { do: 'seen' });
    await until(async () => {
      await work();
      return (await stateOf(outgoing.entryId)) === 'seen';
    });
    const [message] = await zalo.inbox(person.id);
    const id = message?.id ?? '';
    expect(told.filter(([name]) => name === 'onReceipt')).toMatchObject([
      ['onReceipt', { zaloMessageIds: [id], trackingId: null }, { state: 'delivered' }],
      ['onReceipt', { zaloMessageIds: [id], trackingId: null }, { state: 'seen' }],
    ]);
    expect(await ours.messages.receiptsOf([id, 'another'])).toEqual(
      new Map([[id, { deliveredAt: expect.any(Date), seenAt: expect.any(Date) }]]),
    );
    // An echo and two receipts, and none of them was answered.
    expect(await zalo.inbox(person.id)).toHaveLength(1);
  });

  it('clear the doubt about a phone template that Zalo never answered', async () => {
    const person = await zalo.person({ follows: false });
    await zalo.faults({ kind: 'timeout_after_accepting', match: { host: 'business' }, count: 1 });
    const outgoing = messageTo(person);
    Object.assign(outgoing.recipient, { zaloUserId: null, oaUserId: null });
    expect(await ours.messages.deliver(outgoing)).toEqual({ kind: 'settled', state: 'unconfirmed' });
    await until(async () => {
      await work();
      return (await stateOf(outgoing.entryId)) === 'delivered';
    });
    expect(await ours.messages.deliver(outgoing)).toEqual({ kind: 'settled', state: 'delivered' });
    expect(await zalo.inbox(person.id)).toHaveLength(1);
    expect(JSON.stringify(await storedEvents())).not.toContain(person.phone);
  });
});

describe('a person who withdraws', () => {
  it.each([
    ['by removing the Mini App', 'revoke_consent'],
    ['by asking the Official Account', 'withdraw'],
  ])('%s is forgotten', async (_name, action) => {
    const person = await zalo.person();
    await residents.signIn(person.appUserId, { zaloName: person.name, oaUserId: person.oaUserId }, zalo.clock.now());
    await zalo.act(person.id, { do: 'send_text', text: 'Alo' });
    await work();
    erasureFails = true;
    await zalo.act(person.id, { do: action });
    await expect(work()).rejects.toThrow('not now');
    expect(await residents.findByZalo({ zaloUserId: person.appUserId })).not.toBeNull();

    erasureFails = false;
    await zalo.advance(10 * minute);
    expect(await events.sweep()).toBeGreaterThanOrEqual(1);
    await work();
    expect(await residents.findByZalo({ zaloUserId: person.appUserId })).toBeNull();
    expect(await ours.contacts.find({ oaUserId: person.oaUserId, userIdByApp: null })).toBeNull();
    const kept = JSON.stringify([await storedEvents(), await collection('messages').find().toArray()]);
    expect(kept).not.toContain(person.oaUserId);
    expect(kept).not.toContain(person.appUserId);
  });
});

describe('the permission of the Official Account', () => {
  const callback = async (location: string) => {
    const { search } = new URL(location);
    return fetch(`${url}/webhooks/zalo-oauth${search}`);
  };
  /** An administrator of the Official Account presses "Cho phép". */
  const allow = async (permissionUrl: string): Promise<string> => {
    const form = new URLSearchParams(new URL(permissionUrl).searchParams);
    form.set('decision', 'allow');
    const response = await fetch(`${zalo.hosts.oauth}/v4/oa/permission`, { method: 'POST', body: form, redirect: 'manual' });
    return response.headers.get('location') ?? '';
  };

  it('is asked for, given, and lets messages go', async () => {
    await ours.tokens.accessToken();
    await zalo.control('DELETE', '/oa-grant');
    await zalo.advance(26 * hour);
    await ours.tokens.accessToken();
    expect((await grants.status()).grant.state).toBe('needs_grant');
    const location = await allow((await grants.start()).url);
    const response = await callback(location);
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Đã nhận quyền')]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await grants.status()).toMatchObject({
      grant: { state: 'granted', accessExpiresAt: expect.stringContaining('2026-12-03') },
      messages: { waiting: 0, unconfirmed: 0, failed: 0 },
      eventsOpen: 0,
    });
    expect((await callback(location)).status).toBe(400);
  });

  it('is not taken late, from elsewhere, or for another account', async () => {
    const late = await allow((await grants.start()).url);
    await zalo.advance(16 * minute);
    expect((await callback(late)).status).toBe(400);
    const forged = new URL(await allow((await grants.start()).url));
    forged.searchParams.set('state', 'guessed');
    expect((await callback(forged.href)).status).toBe(400);
    const other = new URL(await allow((await grants.start()).url));
    other.searchParams.set('oa_id', '999');
    const refused = await callback(other.href);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('Official Account khác')]);
    expect((await fetch(`${url}/webhooks/zalo-oauth?code=1`)).status).toBe(400);
  });

  it('keeps what begins it for a quarter of an hour only', async () => {
    await grants.start();
    const [index] = (await collection('zalo_grant_requests').indexes()).filter(({ expireAfterSeconds }) => expireAfterSeconds);
    expect(index).toMatchObject({ key: { createdAt: 1 }, expireAfterSeconds: 900 });
    const events30 = (await collection('zalo_events').indexes()).find(({ expireAfterSeconds }) => expireAfterSeconds);
    expect(events30?.expireAfterSeconds).toBe((30 * day) / 1000);
    const messages400 = (await collection('messages').indexes()).find(({ expireAfterSeconds }) => expireAfterSeconds);
    expect(messages400?.expireAfterSeconds).toBe((400 * day) / 1000);
  });
});

describe('the domain', () => {
  it('is proved to Zalo by file and by home page', async () => {
    for (const path of ['/zalo_verifierAbC_123-x.html', '/']) {
      const response = await fetch(`${url}${path}`);
      expect([response.status, await response.text()]).toEqual([
        200,
        expect.stringContaining('<meta name="zalo-platform-site-verification" content="AbC_123-x">'),
      ]);
    }
    expect((await fetch(`${url}/zalo_verifierother.html`)).status).toBe(404);
  });
});
