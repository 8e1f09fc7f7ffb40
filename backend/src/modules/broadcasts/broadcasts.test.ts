import { beforeEach, describe, expect, it } from 'vitest';
import { type House, house, type Person, raw } from '../../../testing/house.js';
import { everybody, stopTopic } from '../../contracts/audience.js';
import {
  approveBroadcast,
  type Broadcast,
  type BroadcastDraft,
  cancelBroadcast,
  createBroadcast,
  listRecipients,
  listUnreached,
  pauseBroadcast,
  previewBroadcast,
  readBroadcast,
  readMessagingTerms,
  resumeBroadcast,
  retryBroadcast,
  returnBroadcast,
  saveMessagingTerms,
  submitBroadcast,
  testBroadcast,
  updateBroadcast,
} from '../../contracts/broadcasts.js';
import { readNews } from '../../contracts/news.js';

let town: House;
let author: Person;
let chairman: Person;

beforeEach(async () => {
  town = await house();
  await town.control('PUT', '/webhooks', { oaUrl: `${town.url}/webhooks/zalo-oa` });
  author = await town.officer('can-bo', ['culture_officer']);
  chairman = await town.officer('chu-tich', ['chairman']);
});

const greeting: BroadcastDraft = {
  kind: 'greeting',
  content: {
    title: 'Chúc mừng năm mới',
    text: 'Kính gửi {xung_ho} {ten}, xã {ten_xa} kính chúc gia đình bình an.',
    pictureId: null,
    button: null,
  },
  audience: everybody,
  modes: { article: false, groups: false, paid: false },
  sendAt: null,
};

/** People who follow and have just written to the account, so that consultation is open to them. */
async function followers(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `dan-${index}`);
  await town.control(
    'POST',
    '/people',
    ids.map((id) => ({ id, name: 'Hoàng Thị Sen', follows: false, scopes: ['scope.userInfo'] })),
  );
  for (const id of ids) await town.control('POST', `/people/${id}/actions`, { do: 'follow' });
  await town.control('GET', '/webhooks/idle');
  await town.work();
  return ids;
}

/** The chairman hears of it beside the request; what is set up for the broadcast alone waits for that. */
async function chairmanTold(): Promise<void> {
  for (let look = 0; look < 200; look += 1) if ((await town.inbox('chu-tich')).some(({ text }) => text.includes('trình duyệt'))) return;
  throw new Error('the chairman was not told');
}

async function submitted(draft: BroadcastDraft = greeting): Promise<Broadcast> {
  const made = await author.call(createBroadcast, { body: draft });
  return author.call(submitBroadcast, { params: { id: made.id }, body: { revision: made.revision } });
}

async function approved(draft: BroadcastDraft = greeting): Promise<Broadcast> {
  const { id, revision } = await submitted(draft);
  return chairman.call(approveBroadcast, { params: { id }, body: { revision } });
}

const read = (id: string) => author.call(readBroadcast, { params: { id } });
const greetingsOf = async (id: string) => (await town.inbox(id)).filter(({ text }) => text.includes('kính chúc gia đình'));

async function workUntil(id: string, done: (broadcast: Broadcast) => boolean): Promise<Broadcast> {
  for (let turn = 0; turn < 20; turn += 1) {
    await town.work();
    const broadcast = await read(id);
    if (done(broadcast)) return broadcast;
    await town.advance(1_000);
  }
  throw new Error(`not done: ${JSON.stringify(await read(id))}`);
}
const ended = ({ status }: Broadcast) => status === 'finished';

function addsUp({ counts }: Broadcast): void {
  expect(counts.recipients).toBe(counts.waiting + counts.sent + counts.failed + counts.skipped + counts.unconfirmed);
}

describe('a greeting', () => {
  it('goes from the author through the chairman to every follower, by name, once, and can be read again', async () => {
    const people = await followers(5);
    // Whoever has opened the Mini App is known by name.
    for (const person of people) await town.person(person, { name: 'Hoàng Thị Sen' });
    const { id } = await approved();
    const done = await workUntil(id, ended);
    addsUp(done);
    // The two officers follow too.
    expect(done.counts).toMatchObject({ recipients: 7, sent: 7, waiting: 0, failed: 0, skipped: 0, unconfirmed: 0 });
    for (const person of people) {
      const [message, ...more] = await greetingsOf(person);
      expect(message?.text).toContain('Kính gửi ông/bà Sen, xã Phú Lạc kính chúc gia đình bình an.');
      expect(more).toHaveLength(0);
    }
    await town.work();
    expect(await greetingsOf(people[0] ?? '')).toHaveLength(1);
    const news = await author.call(readNews, { params: { id } });
    expect(news).toMatchObject({
      title: 'Chúc mừng năm mới',
      text: 'Kính gửi ông/bà, xã Phú Lạc kính chúc gia đình bình an.',
      festive: true,
    });
  });

  it('shows before anything is sent how many it would reach, by which way and for how much', async () => {
    await followers(3);
    const { plan, samples } = await author.call(previewBroadcast, { body: greeting });
    expect(plan).toMatchObject({ members: 5, channels: [{ channel: 'consultation', count: 5, costDong: 0 }], costDong: 0, unreached: [] });
    expect(samples[0]?.text).toContain('Kính gửi ông/bà');
  });

  it('can be tried out on the author alone', async () => {
    await followers(1);
    const made = await author.call(createBroadcast, { body: greeting });
    expect(await author.call(testBroadcast, { params: { id: made.id } })).toEqual({ state: 'sent', reason: null });
    expect((await town.inbox('can-bo')).at(-1)?.text).toContain('[Gửi thử] Chúc mừng năm mới');
    expect(await greetingsOf('dan-0')).toHaveLength(0);
  });

  it('waits for its hour, and for the morning at night', async () => {
    await followers(1);
    const { id } = await approved({ ...greeting, sendAt: '2026-12-01T15:30:00.000Z' });
    await town.work();
    await town.work();
    expect((await read(id)).status).toBe('approved');
    await town.setClock('2026-12-01T15:31:00Z'); // 22:31 in Vietnam
    await town.work();
    await town.work();
    expect(await greetingsOf('dan-0')).toHaveLength(0);
    await town.setClock('2026-12-01T23:01:00Z');
    expect((await workUntil(id, ended)).counts.sent).toBe(3);
  });

  it('lets whoever said stop alone, even after the approval', async () => {
    const [first = ''] = await followers(2);
    const { id } = await approved({ ...greeting, sendAt: '2026-12-01T03:00:00.000Z' });
    await town.work();
    await town.control('POST', `/people/${first}/actions`, { do: 'send_text', text: '#dung greeting' });
    await town.control('GET', '/webhooks/idle');
    await town.work();
    await town.setClock('2026-12-01T03:00:01Z');
    const done = await workUntil(id, ended);
    expect(done.counts).toMatchObject({ recipients: 4, sent: 3, skipped: 1 });
    expect(await greetingsOf(first)).toHaveLength(0);
    const { recipients } = await author.call(listRecipients, { params: { id }, query: { state: 'skipped' } });
    expect(recipients).toMatchObject([{ state: 'skipped', reason: 'stopped' }]);
  });
});

describe('approval', () => {
  it('is not for the author, and void after any edit', async () => {
    await followers(1);
    const both = await town.officer('ca-hai', ['culture_officer', 'chairman']);
    const own = await both.call(createBroadcast, { body: greeting });
    await both.call(submitBroadcast, { params: { id: own.id }, body: { revision: own.revision } });
    await expect(both.call(approveBroadcast, { params: { id: own.id }, body: { revision: own.revision } })).rejects.toMatchObject({
      code: 'own_broadcast',
    });

    const first = await approved({ ...greeting, sendAt: '2026-12-01T05:00:00.000Z' });
    await town.work();
    const edited = await author.call(updateBroadcast, {
      params: { id: first.id },
      body: { ...greeting, content: { ...greeting.content, title: 'Chúc mừng năm mới 2027' }, revision: first.revision },
    });
    expect(edited).toMatchObject({ status: 'draft', approved: null, counts: { recipients: 0 } });
    await town.setClock('2026-12-01T06:00:00Z');
    await town.work();
    expect(await greetingsOf('dan-0')).toHaveLength(0);
    await expect(chairman.call(approveBroadcast, { params: { id: first.id }, body: { revision: first.revision } })).rejects.toMatchObject({
      code: 'revision_changed',
    });
  });

  it('is given once when asked for twice at the same moment', async () => {
    await followers(3);
    const deputy = await town.officer('pho-chu-tich', ['chairman']);
    const { id, revision } = await submitted();
    const outcomes = await Promise.allSettled(
      [chairman, deputy, chairman, deputy].map((who) => who.call(approveBroadcast, { params: { id }, body: { revision } })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await workUntil(id, ended);
    expect(await greetingsOf('dan-1')).toHaveLength(1);
  });

  it('can be refused with a word to the author', async () => {
    await followers(1);
    const { id, revision } = await submitted();
    const returned = await chairman.call(returnBroadcast, { params: { id }, body: { revision, note: 'Thêm lời chúc các cháu.' } });
    expect(returned).toMatchObject({ status: 'draft', returned: { note: 'Thêm lời chúc các cháu.' } });
  });

  it('reaches the chairman as a message that leads to the page', async () => {
    await submitted();
    await chairmanTold();
    expect((await town.inbox('chu-tich')).at(-1)?.text).toContain('trình duyệt: “Chúc mừng năm mới”');
  });
});

describe('while it goes out', () => {
  it('stands still between pause and resume and misses nobody', async () => {
    await followers(4);
    const { id } = await approved();
    for (let turn = 0; turn < 3 && (await read(id)).status !== 'running'; turn += 1) await town.composed.broadcasts.running.tick();
    await town.composed.broadcasts.running.freeze(id);
    await town.composed.broadcasts.running.tick();
    await author.call(pauseBroadcast, { params: { id } });
    await town.work();
    expect((await read(id)).counts).toMatchObject({ sent: 0, waiting: 6 });
    await author.call(resumeBroadcast, { params: { id } });
    expect((await workUntil(id, ended)).counts).toMatchObject({ sent: 6, waiting: 0 });
    expect(await greetingsOf('dan-3')).toHaveLength(1);
  });

  it('skips whoever still waits when it is cancelled', async () => {
    await followers(2);
    const { id } = await approved({ ...greeting, sendAt: '2026-12-01T05:00:00.000Z' });
    await town.work();
    await author.call(cancelBroadcast, { params: { id }, body: { reason: 'Nhầm ngày' } });
    await town.setClock('2026-12-01T06:00:00Z');
    await town.work();
    const done = await read(id);
    expect(done.status).toBe('cancelled');
    expect(done.counts).toMatchObject({ recipients: 4, skipped: 4, waiting: 0 });
    expect(await greetingsOf('dan-0')).toHaveLength(0);
  });

  it('keeps a call that was never answered as doubtful, and sends it again only when an officer says so', async () => {
    await followers(1);
    const { id } = await approved();
    await chairmanTold();
    await town.control('PUT', '/faults', [
      { kind: 'timeout_after_accepting', match: { host: 'openapi', path: '/v3.0/oa/message' }, count: 1 },
    ]);
    const done = await workUntil(id, ended);
    addsUp(done);
    expect(done.counts).toMatchObject({ recipients: 3, sent: 2, unconfirmed: 1 });
    const none = await author.call(retryBroadcast, { params: { id }, body: { unconfirmed: false } });
    expect(none.count).toBe(0);
    const one = await author.call(retryBroadcast, { params: { id }, body: { unconfirmed: true } });
    expect(one.count).toBe(1);
    expect((await workUntil(id, ended)).counts).toMatchObject({ sent: 3, unconfirmed: 0 });
  });

  it('stops by itself when Zalo refuses call after call, and goes on when told', async () => {
    await followers(15);
    const { id } = await approved();
    await chairmanTold();
    await town.control('PUT', '/faults', [{ kind: 'error', code: -204, match: { host: 'openapi', path: '/v3.0/oa/message' } }]);
    const paused = await workUntil(id, ({ status }) => status === 'paused' || status === 'finished');
    expect(paused).toMatchObject({ status: 'paused', pause: { cause: 'failures' } });
    addsUp(paused);
    await town.control('DELETE', '/faults');
    const { count } = await author.call(retryBroadcast, { params: { id }, body: { unconfirmed: false } });
    expect(count).toBeGreaterThan(0);
    expect((await workUntil(id, ended)).counts).toMatchObject({ recipients: 17, sent: 17 });
  });

  it('moves on with the receipts of Zalo in any order', async () => {
    await followers(2);
    const { id } = await approved();
    await workUntil(id, ended);
    await town.control('GET', '/webhooks/idle');
    await town.work();
    expect((await read(id)).counts.delivered).toBe(4);
  });

  it('lets a hamlet head see their own hamlet only', async () => {
    await followers(1);
    const head = await town.officer('truong-xom', ['hamlet_head']);
    const { id } = await approved();
    await workUntil(id, ended);
    const list = await head.call(listUnreached, { params: { id }, query: {} });
    expect(list).toMatchObject({ recipients: [], hamlets: [] });
    await expect(head.call(readBroadcast, { params: { id } })).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('a registered template', () => {
  it('reaches who has been silent for long, and its link carries the one tap that stops the topic', async () => {
    town = await house({
      environment: {
        ZALO_BROADCAST_TEMPLATE_UID: '100003',
        ZALO_BROADCAST_TEMPLATE_PARAMETERS: 'ten,tieu_de,noi_dung,duong_dan',
      },
    });
    await town.control('PUT', '/webhooks', { oaUrl: `${town.url}/webhooks/zalo-oa` });
    author = await town.officer('can-bo', ['culture_officer']);
    chairman = await town.officer('chu-tich', ['chairman']);
    const [person = ''] = await followers(1);
    await town.advance(8 * 86_400_000);
    const { id } = await approved();
    expect((await workUntil(id, ended)).counts).toMatchObject({ failed: 0, skipped: 0, unconfirmed: 0 });
    const { recipients } = await author.call(listRecipients, { params: { id }, query: {} });
    expect(new Set(recipients.map(({ channel }) => channel))).toContain('template_by_uid');
    const sent = JSON.stringify(await town.control('GET', `/people/${person}/inbox`));
    const token = /\/news\/[0-9a-f]{24}\?stop=([\w~-]+)/.exec(sent)?.[1] ?? '';
    expect(await author.call(stopTopic, { body: { token, stopped: true } })).toEqual({ topic: 'greeting', stopped: true });
    const next = await approved();
    expect((await workUntil(next.id, ended)).counts.skipped).toBe(1);
  });
});

describe('one message for many', () => {
  const everyInbox = async (people: readonly string[]) => Promise.all(people.map(async (id) => (await greetingsOf(id)).length));

  it('is made, checked, shown and sent as an article, and nobody gets a message beside it', async () => {
    const people = await followers(3);
    const { id } = await approved({ ...greeting, modes: { article: true, groups: false, paid: false } });
    const done = await workUntil(id, ended);
    expect(done).toMatchObject({ posts: [{ kind: 'article', state: 'sent' }], counts: { recipients: 5, sent: 5 } });
    expect(await everyInbox(people)).toEqual([1, 1, 1]);
    const { recipients } = await author.call(listRecipients, { params: { id }, query: {} });
    expect(new Set(recipients.map(({ channel }) => channel))).toEqual(new Set(['article']));
  });

  it('gives way to single messages where somebody has stopped the topic', async () => {
    const [first = '', second = ''] = await followers(2);
    await town.control('POST', `/people/${first}/actions`, { do: 'send_text', text: '#dung greeting' });
    await town.control('GET', '/webhooks/idle');
    await town.work();
    const draft = { ...greeting, modes: { article: true, groups: false, paid: false } };
    const { plan } = await author.call(previewBroadcast, { body: draft });
    expect(plan.warnings[0]).toContain('Có 1 người đã thôi nhận loại tin này');
    const { id } = await approved(draft);
    await workUntil(id, ended);
    expect(await everyInbox([first, second])).toEqual([0, 1]);
  });

  it('that Zalo refuses goes to each of them singly', async () => {
    const people = await followers(2);
    await town.control('PUT', '/faults', [{ kind: 'error', code: -223, match: { host: 'openapi', path: '/v2.0/article/create' } }]);
    const { id } = await approved({ ...greeting, modes: { article: true, groups: false, paid: false } });
    const done = await workUntil(id, ended);
    expect(done).toMatchObject({ posts: [{ state: 'failed', reason: 'out_of_quota' }], counts: { sent: 4 } });
    expect(await everyInbox(people)).toEqual([1, 1]);
  });

  it('in doubt leaves everybody it speaks for in doubt, and is not sent again', async () => {
    const people = await followers(2);
    await town.control('PUT', '/faults', [
      { kind: 'timeout_after_accepting', match: { host: 'openapi', path: '/v2.0/oa/message' }, count: 1 },
    ]);
    const { id } = await approved({ ...greeting, modes: { article: true, groups: false, paid: false } });
    const done = await workUntil(id, ended);
    addsUp(done);
    expect(done).toMatchObject({ posts: [{ state: 'unconfirmed' }], counts: { recipients: 4, unconfirmed: 4 } });
    expect(await everyInbox(people)).toEqual([1, 1]);
  });

  it('goes into the Zalo group of a hamlet, and its members get nothing beside it', async () => {
    const people = await followers(3);
    await town.control('PUT', '/groups/nhom-xom-1', { name: 'Xóm 1', members: people.slice(0, 2) });
    await town.control('GET', '/webhooks/idle');
    await town.work();
    const office = await town.officer('van-phong', ['office_officer']);
    const { terms } = await office.call(readMessagingTerms, {});
    await office.call(saveMessagingTerms, {
      body: { ...terms, validFrom: '2026-12-01', groups: [{ groupId: 'nhom-xom-1', hamletKey: 'xom-1', name: 'Nhóm xóm 1' }] },
    });
    const draft = { ...greeting, modes: { article: false, groups: true, paid: false } };
    const { plan } = await author.call(previewBroadcast, { body: draft });
    expect(plan.channels).toContainEqual({ channel: 'group', count: 2, costDong: 0 });
    const { id } = await approved(draft);
    const done = await workUntil(id, ended);
    expect(done.posts).toMatchObject([{ kind: 'group', name: 'Nhóm xóm 1', state: 'sent' }]);
    addsUp(done);
    expect(await everyInbox(people)).toEqual([1, 1, 1]);
    const { recipients } = await author.call(listRecipients, { params: { id }, query: {} });
    expect(recipients.filter(({ channel }) => channel === 'group')).toHaveLength(2);
  });
});

describe('what is typed', () => {
  it('is refused with the field at fault', async () => {
    const unknown = { ...greeting, content: { ...greeting.content, text: 'Kính gửi {ho_ten}, chúc mừng năm mới.' } };
    await expect(author.call(createBroadcast, { body: unknown })).rejects.toMatchObject({
      code: 'variable_unknown',
      fields: { 'body.content.text': 'Không biết {ho_ten}.' },
    });
    await expect(author.call(createBroadcast, { body: { ...greeting, sendAt: '2026-11-01T00:00:00.000Z' } })).rejects.toMatchObject({
      code: 'send_time_past',
    });
    const odd = await raw(town.url, 'POST', '/broadcasts', {
      token: author.token,
      body: { ...greeting, content: { title: '<b>', text: '' } },
    });
    expect(odd.status).toBe(400);
  });

  it('makes one broadcast however often the button is pressed', async () => {
    const key = 'mot-lan-bam-nut';
    const made = await Promise.all([1, 2, 3].map(() => author.call(createBroadcast, { body: greeting }, { idempotencyKey: key })));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  });
});
