import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { TestMongo } from '../../../testing/mongo.js';
import { odd, zaloStandIn } from '../../../testing/zalo-stand-in.js';
import {
  day,
  doubtAfter,
  emptyMongo,
  everyTemplate,
  hour,
  messageTo,
  miniAppUrl,
  minute,
  oneProcess,
  type Process,
  second,
  type ZaloAndClock,
  zaloAndClock,
} from '../zalo/zalo.testing.js';
import type { MessageState } from './messages.store.js';

let zalo: ZaloAndClock;
let mongo: TestMongo;
let ours: Process;

beforeEach(async () => {
  zalo = await zaloAndClock();
  mongo = await emptyMongo();
  ours = await oneProcess(zalo, mongo, everyTemplate);
  await ours.database.whenReady();
});

const consultation = '/v3.0/oa/message/cs';
const byUid = '/v3.0/oa/message/template';
const stored = (entryId: string) =>
  ours.database.connection.collection<{ _id: string; reason?: string }>('messages').findOne({ _id: entryId });
const sent = { kind: 'settled', state: 'sent' };

/** Lets the contact look as if the person had just interacted; Zalo itself may know better. */
const interacted = (person: { oaUserId: string; userIdByApp: string }) =>
  ours.contacts.record({ oaUserId: person.oaUserId, userIdByApp: person.userIdByApp, interactedAt: zalo.clock.now() });

describe('a message to a resident', () => {
  it('reaches a follower as a consultation message with buttons into the Mini App', async () => {
    const person = await zalo.person();
    await interacted(person);
    const outgoing = messageTo(person);
    expect(await ours.messages.deliver(outgoing)).toEqual(sent);
    const [message] = await zalo.inbox(person.id);
    expect(message).toMatchObject({ channel: 'cs', text: outgoing.letter.text, billed: false });
    expect(message?.buttons).toEqual([
      { title: 'Xem giấy hẹn', type: 'oa.open.url', payload: { url: miniAppUrl('/slip/65f0c0ffee00000000001234') } },
    ]);
    expect(await stored(outgoing.entryId)).toMatchObject({ channel: 'consultation', zaloMessageId: message?.id, attempts: [] });
    expect(ours.reports).toEqual([{ messageKind: 'confirmed', state: 'sent', channel: 'consultation', reason: null, code: null }]);
  });

  it('finds the account through the app id when Zalo gave no other', async () => {
    const person = await zalo.person();
    await interacted(person);
    const outgoing = messageTo(person);
    expect(await ours.messages.deliver({ ...outgoing, recipient: { ...outgoing.recipient, oaUserId: null } })).toEqual(sent);
    expect(await zalo.inbox(person.id)).toMatchObject([{ channel: 'cs' }]);
  });

  it('leaves neither words nor phone number behind', async () => {
    const person = await zalo.person();
    await ours.messages.deliver(messageTo(person));
    await ours.messages.deliver(messageTo({ ...person, oaUserId: '1', appUserId: '1' }));
    const kept = JSON.stringify(await ours.database.connection.collection('messages').find().toArray());
    expect(kept).not.toMatch(/912345678|LH-1234|chứng thực|lịch|Minh/i);
  });

  it('goes out once when many workers deliver it at the same moment', async () => {
    const person = await zalo.person();
    await interacted(person);
    const other = await oneProcess(zalo, mongo, everyTemplate);
    await other.database.whenReady();
    const outgoing = messageTo(person);
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, index) => (index % 2 ? ours : other).messages.deliver(structuredClone(outgoing))),
    );
    expect(await zalo.inbox(person.id)).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'settled').length).toBeGreaterThanOrEqual(1);
    for (const outcome of outcomes) if (outcome.kind === 'settled') expect(outcome.state).toBe('sent');
    expect(await other.messages.deliver(outgoing)).toEqual(sent);
    expect(await zalo.inbox(person.id)).toHaveLength(1);
  });

  it('is kept as doubtful when Zalo took it and never answered, and never goes out again', async () => {
    const person = await zalo.person();
    await interacted(person);
    await zalo.faults({ kind: 'timeout_after_accepting', match: { host: 'openapi', path: consultation }, count: 1 });
    const outgoing = messageTo(person);
    expect(await ours.messages.deliver(outgoing)).toEqual({ kind: 'settled', state: 'unconfirmed' });
    await zalo.advance(day);
    expect(await ours.messages.deliver(outgoing)).toEqual({ kind: 'settled', state: 'unconfirmed' });
    expect(await zalo.inbox(person.id)).toHaveLength(1);
    expect(await stored(outgoing.entryId)).toMatchObject({ reason: 'timeout', channel: 'consultation' });
  });

  it('waits while Zalo limits us and goes out once afterwards', async () => {
    const person = await zalo.person();
    await interacted(person);
    await zalo.faults({ kind: 'limit', match: { host: 'openapi' }, count: 1 });
    const outgoing = messageTo(person);
    const first = await ours.messages.deliver(outgoing);
    expect(first.kind === 'later' && first.retryAfterMilliseconds >= 30 * second).toBe(true);
    expect([...(await ours.messages.statesOf([outgoing.entryId, 'unknown']))]).toEqual([[outgoing.entryId, 'waiting']]);
    expect(await ours.messages.deliver(outgoing)).toEqual(sent);
    expect(await zalo.inbox(person.id)).toHaveLength(1);
  });

  it('refreshes a dead access token and goes out once', async () => {
    const person = await zalo.person();
    await interacted(person);
    await ours.tokens.accessToken();
    await zalo.advance(2 * minute);
    await zalo.faults({ kind: 'expire_token', match: { host: 'openapi' }, count: 1 });
    expect(await ours.messages.deliver(messageTo(person))).toEqual(sent);
    expect(await zalo.requests(consultation)).toHaveLength(2);
    expect(await zalo.inbox(person.id)).toHaveLength(1);
  });

  it('waits for a new permission when the grant is lost', async () => {
    const person = await zalo.person();
    await interacted(person);
    await ours.tokens.accessToken();
    await zalo.control('DELETE', '/oa-grant');
    await zalo.advance(26 * hour);
    expect(await ours.messages.deliver(messageTo(person))).toMatchObject({ kind: 'later' });
    expect(await zalo.inbox(person.id)).toHaveLength(0);
  });

  it('takes the next channel when the window is closed, and remembers who refused', async () => {
    const person = await zalo.person({ lastInteraction: '2026-11-01T00:00:00Z' });
    await interacted(person);
    const outgoing = messageTo(person);
    expect(await ours.messages.deliver(outgoing)).toEqual(sent);
    expect(await zalo.inbox(person.id)).toMatchObject([{ channel: 'template_uid', title: 'Đã đặt lịch' }]);
    expect(await stored(outgoing.entryId)).toMatchObject({
      channel: 'template_by_uid',
      attempts: [{ channel: 'consultation', reason: 'outside_window', code: -230 }],
    });
  });

  it('does not ask a refusing channel again when a later one has to wait', async () => {
    const person = await zalo.person({ lastInteraction: '2026-11-01T00:00:00Z' });
    await interacted(person);
    await zalo.faults({ kind: 'limit', match: { host: 'openapi', path: byUid }, count: 1 });
    const outgoing = messageTo(person);
    expect(await ours.messages.deliver(outgoing)).toMatchObject({ kind: 'later' });
    await zalo.advance(minute);
    expect(await ours.messages.deliver(outgoing)).toEqual(sent);
    expect(await zalo.requests(consultation)).toHaveLength(1);
    expect(await zalo.inbox(person.id)).toMatchObject([{ channel: 'template_uid' }]);
  });

  it('tries every channel in turn down to the phone', async () => {
    const person = await zalo.person({ lastInteraction: '2026-11-01T00:00:00Z' });
    await interacted(person);
    await zalo.faults({ kind: 'error', code: -249, match: { host: 'openapi', path: byUid } });
    const outgoing = messageTo(person);
    expect(await ours.messages.deliver(outgoing)).toEqual(sent);
    expect(await zalo.inbox(person.id)).toMatchObject([{ channel: 'template_phone', trackingId: outgoing.entryId }]);
    expect(await stored(outgoing.entryId)).toMatchObject({
      channel: 'template_by_phone',
      attempts: [
        { reason: 'outside_window' },
        { reason: 'bad_template', code: -249 },
        { channel: 'notification', reason: 'user_restricted' },
      ],
    });
  });

  it('fills the Mini App notification for who allowed it', async () => {
    const person = await zalo.person({ notifications: true, follows: false });
    const outgoing = messageTo(person);
    const recipient = { ...outgoing.recipient, oaUserId: null, phone: null };
    expect(await ours.messages.deliver({ ...outgoing, recipient })).toEqual(sent);
    expect(await zalo.inbox(person.id)).toMatchObject([
      {
        channel: 'notification',
        template: { data: { title: 'Đã đặt lịch', buttonText: 'Xem giấy hẹn', buttonUrl: miniAppUrl('/slip/65f0c0ffee00000000001234') } },
      },
    ]);
  });

  it('says nothing by phone in the name of an account that the person blocked', async () => {
    const person = await zalo.person({ blocked: true, follows: false });
    const outgoing = messageTo(person);
    expect(await ours.messages.deliver(outgoing)).toEqual({ kind: 'settled', state: 'failed' });
    expect((await zalo.requests('/message/template')).length).toBe(0);
    expect(await zalo.inbox(person.id)).toHaveLength(0);
  });

  it('fails at once when the words themselves were refused', async () => {
    const person = await zalo.person();
    await interacted(person);
    await zalo.faults({ kind: 'error', code: -248, match: { host: 'openapi', path: consultation } });
    const outgoing = messageTo(person);
    expect(await ours.messages.deliver(outgoing)).toEqual({ kind: 'settled', state: 'failed' });
    expect(await stored(outgoing.entryId)).toMatchObject({ reason: 'bad_content', code: -248, channel: 'consultation' });
    expect(await ours.messages.deliver(outgoing)).toEqual({ kind: 'settled', state: 'failed' });
    expect(await zalo.inbox(person.id)).toHaveLength(0);
  });

  it('waits for the morning when a phone template is refused for the night', async () => {
    await zalo.setClock('2026-12-01T16:00:00Z'); // 23:00 in Vietnam
    const person = await zalo.person({ follows: false });
    const outgoing = messageTo(person);
    const byPhone = { ...outgoing, recipient: { ...outgoing.recipient, zaloUserId: null, oaUserId: null } };
    const first = await ours.messages.deliver(byPhone);
    if (first.kind !== 'later') throw new Error('sent at night');
    expect(first.retryAfterMilliseconds).toBeGreaterThan(6.9 * hour);
    expect(first.retryAfterMilliseconds).toBeLessThanOrEqual(7 * hour);
    await zalo.advance(first.retryAfterMilliseconds);
    expect(await ours.messages.deliver(byPhone)).toEqual(sent);
    const early = messageTo(person, { recipient: byPhone.recipient, staleAfter: new Date('2026-12-02T18:00:00Z') });
    await zalo.setClock('2026-12-02T17:00:00Z');
    expect(await ours.messages.deliver(early)).toEqual({ kind: 'settled', state: 'failed' });
  });

  it('is skipped when its time is over, without consent, and without any way to the person', async () => {
    const person = await zalo.person();
    await interacted(person);
    const stale = messageTo(person, { staleAfter: zalo.clock.now() });
    expect(await ours.messages.deliver(stale)).toEqual({ kind: 'settled', state: 'skipped' });
    const unwanted = messageTo(person);
    unwanted.recipient.consent = false;
    expect(await ours.messages.deliver(unwanted)).toEqual({ kind: 'settled', state: 'skipped' });
    const nowhere = messageTo(person);
    Object.assign(nowhere.recipient, { zaloUserId: null, oaUserId: null, phone: null });
    expect(await ours.messages.deliver(nowhere)).toEqual({ kind: 'settled', state: 'skipped' });
    const reasons = await Promise.all([stale, unwanted, nowhere].map(async ({ entryId }) => (await stored(entryId))?.reason));
    expect(reasons).toEqual(['stale', 'no_consent', 'no_channel']);
    expect(await zalo.inbox(person.id)).toHaveLength(0);
  });

  it('is skipped by the sweep when it waited past its time', async () => {
    const person = await zalo.person();
    await interacted(person);
    await zalo.faults({ kind: 'limit', match: { host: 'openapi' } });
    const outgoing = messageTo(person, { staleAfter: new Date(zalo.clock.now().getTime() + hour) });
    expect(await ours.messages.deliver(outgoing)).toMatchObject({ kind: 'later' });
    expect(await ours.messages.sweep()).toBe(0);
    await zalo.advance(hour);
    expect(await ours.messages.sweep()).toBe(1);
    expect((await ours.messages.statesOf([outgoing.entryId])).get(outgoing.entryId)).toBe('skipped');
  });

  it('keeps its end when the database stumbles right after Zalo accepted', async () => {
    const person = await zalo.person();
    await interacted(person);
    await ours.tokens.accessToken();
    await ours.database.connection.db
      ?.admin()
      .command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data: { failCommands: ['update'], errorCode: 189 } });
    expect(await ours.messages.deliver(messageTo(person))).toEqual(sent);
    expect(await zalo.inbox(person.id)).toHaveLength(1);
  });
});

describe('a worker that dies', () => {
  const head = (entryId: string) => ({
    id: entryId,
    source: 'appointment' as const,
    sourceId: 'a',
    kind: 'confirmed',
    residentId: null,
    staleAfter: null,
  });
  const claimAs = (entryId: string, who: string) => ours.store.claim(head(entryId), who, zalo.clock.now(), new Date(0));

  it('leaves doubt behind, which no other worker resolves by sending', async () => {
    const person = await zalo.person();
    await interacted(person);
    const outgoing = messageTo(person);
    await claimAs(outgoing.entryId, 'dead');
    const first = await ours.messages.deliver(outgoing);
    expect(first.kind === 'later' && first.retryAfterMilliseconds > 0 && first.retryAfterMilliseconds <= doubtAfter).toBe(true);
    await zalo.advance(doubtAfter + second);
    expect(await ours.messages.deliver(outgoing)).toEqual({ kind: 'settled', state: 'unconfirmed' });
    expect(await zalo.inbox(person.id)).toHaveLength(0);
  });

  it('is swept into doubt, and heard when it was only slow', async () => {
    await claimAs('slow-entry', 'slow');
    expect(await ours.messages.sweep()).toBe(0);
    await zalo.advance(doubtAfter + second);
    expect(await ours.messages.sweep()).toBe(1);
    expect(await ours.store.stateOf('slow-entry')).toBe('unconfirmed');
    const end = { state: 'sent', channel: 'consultation', zaloMessageId: 'm-1', at: zalo.clock.now() } as const;
    expect(await ours.store.settle('slow-entry', 'somebody else', end)).toBe('unconfirmed');
    expect(await ours.store.settle('slow-entry', 'slow', end)).toBe('sent');
    expect(await ours.store.settle('slow-entry', 'slow', { state: 'waiting' })).toBe('sent');
  });

  it('counts what waits, is in doubt and failed', async () => {
    await claimAs('a', 'x');
    await ours.store.settle('a', 'x', { state: 'waiting' });
    await claimAs('b', 'x');
    await ours.store.settle('b', 'x', { state: 'failed', reason: 'night', code: -133, channel: 'template_by_phone' });
    expect(await ours.messages.troubles(7)).toEqual({ waiting: 1, unconfirmed: 0, failed: 1 });
    await zalo.advance(8 * day);
    expect(await ours.messages.troubles(7)).toEqual({ waiting: 0, unconfirmed: 0, failed: 0 });
  });
});

describe('receipts', () => {
  const rank: Record<MessageState, number> = {
    waiting: 0,
    skipped: 0,
    failed: 0,
    sending: 1,
    unconfirmed: 2,
    sent: 3,
    delivered: 4,
    seen: 5,
  };
  const steps = ['settle', 'delivered by id', 'seen by id', 'delivered by tracking', 'delivered by id again'] as const;

  it('move a message forward only, in any order and any number of times', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...steps, ...steps], { minLength: 1 }),
        fc.constantFrom('sent' as const, 'unconfirmed' as const),
        async (order, end) => {
          run += 1;
          const id = `entry-${run}`;
          const zaloId = `zalo-${run}`;
          const at = zalo.clock.now();
          await ours.store.claim(
            { id, source: 'appointment', sourceId: 'a', kind: 'k', residentId: null, staleAfter: null },
            'me',
            at,
            new Date(0),
          );
          const states: MessageState[] = [];
          for (const step of order) {
            if (step === 'settle')
              await ours.store.settle(
                id,
                'me',
                end === 'sent'
                  ? { state: 'sent', channel: 'template_by_phone', zaloMessageId: zaloId, at }
                  : { state: 'unconfirmed', reason: 'timeout', code: null, channel: 'template_by_phone' },
              );
            else
              await ours.messages.recordReceipt(
                step === 'delivered by tracking' ? { zaloMessageIds: [], trackingId: id } : { zaloMessageIds: [zaloId], trackingId: null },
                { state: step === 'seen by id' ? 'seen' : 'delivered', at },
              );
            states.push((await ours.store.stateOf(id)) ?? 'waiting');
          }
          for (const [index, state] of states.entries()) expect(rank[state]).toBeGreaterThanOrEqual(rank[states[index - 1] ?? 'sending']);
          const told = new Set(order);
          const matched = end === 'sent' && told.has('settle');
          const delivered =
            told.has('delivered by tracking') || (matched && (told.has('delivered by id') || told.has('delivered by id again')));
          const expected = matched && told.has('seen by id') ? 'seen' : delivered ? 'delivered' : told.has('settle') ? end : 'sending';
          expect(states.at(-1)).toBe(expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never wake a message that was refused', async () => {
    await ours.store.claim(
      { id: 'x', source: 'appointment', sourceId: 'a', kind: 'k', residentId: null, staleAfter: null },
      'me',
      zalo.clock.now(),
      new Date(0),
    );
    await ours.store.settle('x', 'me', { state: 'failed', reason: 'blocked', code: -217, channel: 'template_by_uid' });
    await ours.messages.recordReceipt({ zaloMessageIds: [], trackingId: 'x' }, { state: 'seen', at: zalo.clock.now() });
    expect(await ours.store.stateOf('x')).toBe('failed');
  });
});

describe('erasing a person', () => {
  it('cuts every tie and keeps the entry from being sent again', async () => {
    const person = await zalo.person();
    await interacted(person);
    const outgoing = messageTo(person);
    await ours.messages.deliver(outgoing);
    await zalo.faults({ kind: 'limit', match: { host: 'openapi' }, count: 1 });
    const waiting = messageTo(person);
    await ours.messages.deliver(waiting);
    await ours.messages.eraseOf('65f0c0ffee0000000000aaaa');
    expect(await stored(outgoing.entryId)).toMatchObject({ residentId: null, sourceId: '' });
    expect(await stored(outgoing.entryId)).not.toHaveProperty('zaloMessageId');
    expect(await ours.messages.deliver(outgoing)).toEqual(sent);
    expect(await ours.messages.deliver(waiting)).toEqual({ kind: 'settled', state: 'skipped' });
    expect(await zalo.inbox(person.id)).toHaveLength(1);
  });
});

describe('answers that are not Zalo’s', () => {
  it.each([
    ['HTML', odd.html],
    ['half a body', odd.halfBody],
    ['HTTP 502', odd.status(502)],
    ['a closed line', odd.hangUp],
  ] as const)('%s leaves the message in doubt and it goes out no second time', async (_name, behaviour) => {
    const standIn = await zaloStandIn();
    try {
      const elsewhere = { ...zalo, hosts: { ...zalo.hosts, openapi: standIn.url } };
      const lost = await oneProcess(elsewhere, mongo);
      await lost.database.whenReady();
      const person = await zalo.person();
      await interacted(person);
      standIn.behave(behaviour);
      const outgoing = messageTo(person);
      expect(await lost.messages.deliver(outgoing)).toEqual({ kind: 'settled', state: 'unconfirmed' });
      expect(await lost.messages.deliver(outgoing)).toEqual({ kind: 'settled', state: 'unconfirmed' });
      expect(standIn.received).toHaveLength(1);
    } finally {
      await standIn.close();
    }
  });

  it('HTTP 429 lets it go again', async () => {
    const standIn = await zaloStandIn();
    try {
      const limited = await oneProcess({ ...zalo, hosts: { ...zalo.hosts, openapi: standIn.url } }, mongo);
      await limited.database.whenReady();
      const person = await zalo.person();
      await interacted(person);
      standIn.behave(odd.status(429, { 'retry-after': '7' }));
      const outgoing = messageTo(person);
      expect(await limited.messages.deliver(outgoing)).toEqual({ kind: 'later', retryAfterMilliseconds: 7_000 });
      expect(await ours.messages.deliver(outgoing)).toEqual(sent);
      expect(await zalo.inbox(person.id)).toHaveLength(1);
    } finally {
      await standIn.close();
    }
  });
});
