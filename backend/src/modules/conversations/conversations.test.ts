import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type House, house, type Person, raw } from '../../../testing/house.js';
import { answerConversation, listConversations, readConversation, updateConversation } from '../../contracts/conversations.js';
import { eraseMe } from '../../contracts/residents.js';

const minute = 60_000;
const hour = 60 * minute;
const Chat = z.array(
  z.looseObject({
    id: z.string(),
    from: z.string(),
    text: z.string().nullish(),
    buttons: z.array(z.looseObject({ title: z.string() })).default([]),
  }),
);

async function inboxHouse() {
  const commune = await house();
  await commune.control('PUT', '/webhooks', {
    oaUrl: `${commune.url}/webhooks/zalo-oa`,
    miniAppUrl: `${commune.url}/webhooks/zalo-mini-app`,
  });
  const lan = await commune.officer('lan', ['one_stop_officer']);
  await commune.person('minh');
  return { ...commune, lan };
}
type Inbox = Awaited<ReturnType<typeof inboxHouse>>;

async function act(commune: House, id: string, ...actions: Record<string, unknown>[]) {
  for (const action of actions) await commune.control('POST', `/people/${id}/actions`, action);
  await commune.control('GET', '/webhooks/idle');
  await commune.work();
}
const chat = async (commune: House, id: string) =>
  Chat.parse(await commune.control('GET', `/people/${id}/inbox`)).filter(({ from }) => from !== 'person');
const list = (officer: Person, query: Record<string, string> = {}) => officer.call(listConversations, { query });
async function only({ lan }: Inbox): Promise<string> {
  const { conversations } = await list(lan, { state: 'all' });
  expect(conversations).toHaveLength(1);
  return conversations[0]?.id ?? '';
}

describe('a person who writes to the Official Account', () => {
  it('gets a menu, and their words lie open in the inbox, sealed in the database', async () => {
    const commune = await inboxHouse();
    await act(commune, 'minh', { do: 'send_text', text: 'Đèn đường đầu ngõ nhà tôi hỏng từ thứ Hai.' });
    expect((await chat(commune, 'minh')).at(-1)?.buttons.map(({ title }) => title)).toEqual([
      'Đặt lịch hẹn',
      'Theo dõi lịch hẹn, hồ sơ',
      'Phản ánh, góp ý',
      'Khảo sát',
    ]);
    const { conversations, counts } = await list(commune.lan);
    expect(counts).toEqual({ open: 1, mine: 0 });
    expect(conversations).toMatchObject([
      {
        name: 'Nguyễn Văn Minh',
        state: 'open',
        unread: 1,
        lastText: 'Đèn đường đầu ngõ nhà tôi hỏng từ thứ Hai.',
        lastFrom: 'person',
        window: { kind: 'free' },
      },
    ]);
    const id = conversations[0]?.id ?? '';
    const { messages, person } = await commune.lan.call(readConversation, { params: { id }, query: {} });
    expect(messages).toMatchObject([
      { from: 'automatic', state: expect.stringMatching(/^(sent|delivered)$/) },
      { from: 'person', state: null },
    ]);
    expect(person).toMatchObject({ name: 'Nguyễn Văn Minh', resident: true, follows: true });
    const stored = await commune.composed.database.connection.collection('conversation_messages').find().toArray();
    expect(JSON.stringify(stored)).not.toContain('Đèn đường');
  });

  it('is found without marks, and only where an officer may look', async () => {
    const commune = await inboxHouse();
    await act(commune, 'minh', { do: 'send_text', text: 'Chào xã' });
    expect((await list(commune.lan, { search: 'nguyen m' })).conversations).toHaveLength(1);
    expect((await list(commune.lan, { search: 'hoa' })).conversations).toEqual([]);
    const head = await commune.officer('truong', ['hamlet_head']);
    expect(await raw(commune.url, 'GET', '/conversations', { token: head.token })).toMatchObject({ status: 403 });
  });

  it('is led to the procedure they name, and to the whole menu for anything else', async () => {
    const commune = await inboxHouse();
    const said = async (text: string) => {
      await commune.advance(11 * minute);
      await act(commune, 'minh', { do: 'send_text', text });
      return (await chat(commune, 'minh')).at(-1)?.buttons.map(({ title }) => title);
    };
    expect(await said('khai sinh')).toEqual(['Làm giấy khai sinh']);
    expect(await said('cho toi hoi lam giay ket hon')).toEqual(['Đăng ký kết hôn']);
    for (const greeting of ['Chào xã ạ', 'cảm ơn', 'alo', 'Xin chào anh chị', 'ok cảm ơn xã nhé'])
      expect([greeting, (await said(greeting))?.length]).toEqual([greeting, 4]);
  });

  it('gets every tapped item of the menu answered, and feedback is marked as such', async () => {
    const commune = await inboxHouse();
    await act(commune, 'minh', { do: 'send_text', text: '#menu feedback' }, { do: 'send_text', text: '#menu survey' });
    const texts = (await chat(commune, 'minh')).map(({ text }) => text);
    expect(texts).toEqual([expect.stringContaining('gửi phản ánh'), expect.stringContaining('chưa mở đợt lấy ý kiến nào')]);
    expect((await list(commune.lan)).conversations).toEqual([]);
    await act(commune, 'minh', { do: 'send_text', text: 'Rác chưa được thu gom ở ngã ba.' });
    expect((await list(commune.lan)).conversations).toMatchObject([{ topic: 'feedback', state: 'open' }]);
  });

  it('is kept once, however often and in whatever order Zalo tells of it', async () => {
    const commune = await inboxHouse();
    await commune.control('PUT', '/faults', [
      { kind: 'duplicate_webhook', times: 3, match: {} },
      { kind: 'reorder_webhook', match: {} },
    ]);
    await act(commune, 'minh', ...['một', 'hai', 'ba'].map((text) => ({ do: 'send_text', text })));
    const { messages } = await commune.lan.call(readConversation, { params: { id: await only(commune) }, query: {} });
    expect(messages.filter(({ from }) => from === 'person').map(({ text }) => text)).toEqual(['ba', 'hai', 'một']);
  });
});

describe('an officer', () => {
  it('answers in the chat once, however often the button is pressed', async () => {
    const commune = await inboxHouse();
    await act(commune, 'minh', { do: 'send_text', text: 'Thứ Bảy xã có làm việc không?' });
    const id = await only(commune);
    const request = { params: { id }, body: { text: 'Chào ông, thứ Bảy xã nghỉ ạ.' } };
    const replies = await Promise.all(
      [1, 2, 3].map(() => commune.lan.call(answerConversation, request, { idempotencyKey: 'reply-key-1' })),
    );
    expect(new Set(replies.map((reply) => reply.id)).size).toBe(1);
    await commune.work();
    const answers = (await chat(commune, 'minh')).filter(({ text }) => text?.includes('thứ Bảy xã nghỉ'));
    expect(answers).toHaveLength(1);
    const { conversation, messages } = await commune.lan.call(readConversation, { params: { id }, query: {} });
    expect(conversation).toMatchObject({ state: 'answered', unread: 0, assignedTo: { name: 'Trần Thị Cán Bộ' } });
    expect(messages[0]).toMatchObject({
      from: 'officer',
      officerName: 'Trần Thị Cán Bộ',
      state: expect.stringMatching(/^(sent|delivered)$/),
    });
    await act(commune, 'minh', { do: 'send_text', text: 'Cảm ơn xã' });
    expect((await list(commune.lan, { mine: 'true' })).conversations).toMatchObject([{ state: 'open', unread: 1 }]);
  });

  it('sees that an answer costs after two days, and that it is too late after seven', async () => {
    const commune = await inboxHouse();
    await act(commune, 'minh', { do: 'send_text', text: 'Cho tôi hỏi' });
    const id = await only(commune);
    const answer = (body: Record<string, unknown>) =>
      raw(commune.url, 'POST', `/conversations/${id}/answers`, { token: commune.lan.token, body });
    await commune.advance(50 * hour);
    expect((await list(commune.lan)).conversations[0]?.window.kind).toBe('billed');
    expect(await answer({ text: 'Xã trả lời' })).toMatchObject({ status: 409, body: { code: 'billed_answer' } });
    expect(await answer({ text: 'Xã trả lời', acceptBilled: true })).toMatchObject({ status: 201, body: { state: 'sent' } });
    await commune.advance(6 * 24 * hour);
    expect((await list(commune.lan, { state: 'all' })).conversations[0]?.window.kind).toBe('closed');
    expect(await answer({ text: 'Muộn', acceptBilled: true })).toMatchObject({ status: 409, body: { code: 'window_closed' } });
  });

  it('need not press again when Zalo was busy', async () => {
    const commune = await inboxHouse();
    await act(commune, 'minh', { do: 'send_text', text: 'Cho tôi hỏi' });
    const id = await only(commune);
    await commune.control('PUT', '/faults', [{ kind: 'limit', match: { path: '/v3.0/oa/message/cs' }, count: 1 }]);
    const reply = await commune.lan.call(
      answerConversation,
      { params: { id }, body: { text: 'Xã đã nhận được.' } },
      { idempotencyKey: 'reply-key-2' },
    );
    expect(reply.state).toBe('waiting');
    await commune.advance(2 * minute);
    await commune.work();
    expect((await chat(commune, 'minh')).at(-1)?.text).toBe('Xã đã nhận được.');
  });

  it('closes a conversation, which the person opens again by writing', async () => {
    const commune = await inboxHouse();
    await act(commune, 'minh', { do: 'send_text', text: 'Chào xã' });
    const id = await only(commune);
    const closed = await commune.lan.call(updateConversation, { params: { id }, body: { state: 'closed', read: true, assigned: 'me' } });
    expect(closed).toMatchObject({ state: 'closed', unread: 0, assignedTo: { name: 'Trần Thị Cán Bộ' } });
    await commune.advance(minute);
    await act(commune, 'minh', { do: 'send_text', text: 'Còn việc nữa' });
    expect((await list(commune.lan)).conversations).toMatchObject([{ id, state: 'open', unread: 1 }]);
  });
});

describe('what was written', () => {
  it('goes with the person, and by itself after half a year', async () => {
    const commune = await inboxHouse();
    const minh = await commune.signedIn('minh');
    await act(commune, 'minh', { do: 'send_text', text: 'Chào xã' });
    await only(commune);
    await minh.call(eraseMe, {});
    expect((await list(commune.lan, { state: 'all' })).conversations).toEqual([]);
    expect(await commune.composed.database.connection.collection('conversation_messages').countDocuments()).toBe(0);

    await commune.person('hoa', { name: 'Trần Thị Hoa' });
    await act(commune, 'hoa', { do: 'send_text', text: 'Chào xã' });
    await only(commune);
    await commune.advance(181 * 24 * hour);
    await commune.composed.forgetOldData();
    const head = await commune.signedIn('lan');
    expect((await list(head, { state: 'all' })).conversations).toEqual([]);
  });
});
