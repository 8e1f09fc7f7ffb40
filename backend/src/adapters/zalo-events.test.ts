import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandIn, EventContent, readOaEvent } from './zalo-events.js';

const oaId = '388613280878808645';
const person = '246845883529197922';
const at = new Date('2026-12-01T02:00:00Z');
const read = (event: Record<string, unknown>) => readOaEvent(Buffer.from(JSON.stringify(event)), at, oaId);
const sent = (kind: string, message: Record<string, unknown>) =>
  read({
    event_name: `user_send_${kind}`,
    sender: { id: person },
    recipient: { id: oaId },
    user_id_by_app: '552177279717587730',
    message: { msg_id: 'm1', ...message },
  });

describe('what a person writes', () => {
  it('is kept composed and cut, with what it answers', () => {
    const event = sent('text', { text: ` ${'ế'.normalize('NFD').repeat(2_001)}`, quote_msg_id: 'q1' });
    expect(event).toMatchObject({ effect: 'wrote', oaUserId: person, userIdByApp: '552177279717587730' });
    expect(event.content?.message).toEqual({
      kind: 'text',
      text: 'ế'.repeat(2_000),
      attachments: [],
      messageId: 'm1',
      quotedMessageId: 'q1',
    });
  });

  it('keeps pictures, files and places, five at most', () => {
    const picture = { type: 'image', payload: { thumbnail: 'https://zalo.example/t.jpg', url: 'https://zalo.example/a.jpg' } };
    const file = {
      type: 'file',
      payload: { url: 'https://zalo.example/don.pdf', name: 'Đơn.pdf', size: '1024', checksum: 'x', type: 'pdf' },
    };
    const place = { type: 'location', payload: { coordinates: { latitude: '21.76', longitude: '105.68' } } };
    expect(sent('image', { attachments: [picture] }).content?.message?.attachments).toEqual([
      {
        kind: 'image',
        url: 'https://zalo.example/a.jpg',
        thumbnailUrl: 'https://zalo.example/t.jpg',
        name: null,
        description: null,
        location: null,
      },
    ]);
    expect(sent('file', { attachments: [file] }).content?.message).toMatchObject({ kind: 'file', attachments: [{ name: 'Đơn.pdf' }] });
    expect(sent('location', { attachments: [place] })).toMatchObject({
      effect: 'interacted',
      content: { message: { attachments: [{ kind: 'location', url: null, location: { latitude: 21.76, longitude: 105.68 } }] } },
    });
    expect(sent('image', { attachments: Array.from({ length: 9 }, () => picture) }).content?.message?.attachments).toHaveLength(5);
  });

  it('keeps no address that is none', () => {
    const bad = { type: 'image', payload: { url: 'javascript:alert(1)', thumbnail: 7 } };
    const { attachments } = sent('image', { attachments: ['rubbish', bad, { type: 'new thing' }] }).content?.message ?? { attachments: [] };
    expect(attachments).toMatchObject([
      { kind: 'image', url: null, thumbnailUrl: null },
      { kind: 'other', url: null },
    ]);
  });

  it('to another account or in a group is nobody’s', () => {
    const elsewhere = read({
      event_name: 'user_send_text',
      sender: { id: person },
      recipient: { id: '999' },
      message: { text: '#dung all' },
    });
    expect(elsewhere).toMatchObject({ effect: 'ignored', oaUserId: null });
    expect(elsewhere.content).toBeUndefined();
    expect(sent('group_text', { text: 'dừng' })).toMatchObject({ effect: 'ignored' });
  });
});

describe('a command', () => {
  it.each([
    ['#dung greeting', { effect: 'stopped', topic: 'greeting', typed: false }],
    ['#dung notice', { effect: 'stopped', topic: 'notice', typed: false }],
    ['#DUNG  all ', { effect: 'stopped', topic: 'all', typed: false }],
    ['#dung', { effect: 'stopped', topic: 'all', typed: false }],
    ['#nhan disclosure', { effect: 'resumed', topic: 'disclosure', typed: false }],
    ['#menu feedback', { effect: 'asked', item: 'feedback' }],
    ['#menu survey', { effect: 'asked', item: 'survey' }],
    ['Dừng', { effect: 'stopped', topic: 'all', typed: true }],
    ['dung', { effect: 'stopped', topic: 'all', typed: true }],
    ['Dừng.'.normalize('NFD'), { effect: 'stopped', topic: 'all', typed: true }],
    ['STOP!', { effect: 'stopped', topic: 'all', typed: true }],
    ['Huỷ nhận tin', { effect: 'stopped', topic: 'all', typed: true }],
    ['huy nhan tin', { effect: 'stopped', topic: 'all', typed: true }],
    ['Nhận lại', { effect: 'resumed', topic: 'all', typed: true }],
  ])('%j is understood', (text, command) => {
    expect(commandIn(text)).toEqual(command);
  });

  it.each(['', 'Dung có ở xã không?', 'đúng', 'Xin dừng xe ở đâu', '#dung weather', '#menu pizza', '#menu', '# dung', 'dung dung'])(
    '%j is none',
    (text) => {
      expect(commandIn(text)).toBeNull();
    },
  );

  it('tapped keeps no message, typed keeps it for the officers', () => {
    expect(sent('text', { text: '#dung notice' })).toMatchObject({ effect: 'stopped', oaUserId: person, content: { topic: 'notice' } });
    expect(sent('text', { text: '#dung notice' }).content).toEqual({ topic: 'notice' });
    expect(sent('text', { text: 'Dung' }).content).toMatchObject({ topic: 'all', message: { text: 'Dung' } });
    expect(sent('text', { text: '#menu survey' })).toMatchObject({ effect: 'asked', content: { item: 'survey' } });
  });
});

describe('a group', () => {
  const group = (event_name: string, given: Record<string, unknown>) => read({ event_name, oa_id: oaId, group_id: 'g1', ...given });

  it('gains and loses members, however Zalo lists them', () => {
    expect(group('user_join_group', { users: [{ id: '11' }, { user_id: '12' }, '13', { id: 'x' }, { id: '11' }] })).toMatchObject({
      effect: 'joined_group',
      oaUserId: null,
      content: { group: { groupId: 'g1', memberIds: ['11', '12', '13'], deleted: false } },
    });
    for (const name of ['user_out_group', 'user_leave_group'])
      expect(group(name, { members: [{ id: '11' }] })).toMatchObject({ effect: 'left_group', content: { group: { memberIds: ['11'] } } });
    expect(group('accept_request_join_group', { user_id: '14' })).toMatchObject({
      effect: 'joined_group',
      content: { group: { memberIds: ['14'] } },
    });
    expect(group('create_group', { group_name: 'Xóm 3' })).toMatchObject({ content: { group: { name: 'Xóm 3', memberIds: [] } } });
    expect(group('delete_group', {})).toMatchObject({ effect: 'left_group', content: { group: { deleted: true } } });
  });

  it('without an id is nothing to us', () => {
    expect(read({ event_name: 'user_join_group', oa_id: oaId, users: [{ id: '11' }] })).toMatchObject({ effect: 'ignored' });
  });
});

describe('the form of name and phone number', () => {
  const form = (info: unknown) => read({ event_name: 'user_submit_info', sender: { id: person }, recipient: { id: oaId }, info });

  it('is read in our own forms', () => {
    expect(form({ name: 'Ma Thị Hoa'.normalize('NFD'), phone: '84912345678', user_dob: '30/10/1999' })).toMatchObject({
      effect: 'submitted',
      oaUserId: person,
      content: { info: { name: 'Ma Thị Hoa', phone: '+84912345678', birthday: '1999-10-30' } },
    });
    expect(form({ phone: '0912 345 678' }).content?.info).toEqual({ name: null, phone: '+84912345678', birthday: null });
    expect(form('nothing').content?.info).toEqual({ name: null, phone: null, birthday: null });
  });
});

it('reads any JSON at all without a fault, and what it keeps can be kept', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('user_send_text', 'user_send_image', 'user_join_group', 'user_submit_info', 'follow', 'user_seen_message'),
      fc.dictionary(fc.constantFrom('message', 'sender', 'info', 'users', 'group_id', 'oa_id', 'user_id'), fc.jsonValue()),
      (name, rest) => {
        const { content } = read({ ...rest, event_name: name });
        if (content) expect(EventContent.parse(JSON.parse(JSON.stringify(content)))).toEqual(content);
      },
    ),
  );
});
