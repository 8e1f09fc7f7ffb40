import { describe, expect, it } from 'vitest';
import { z as zod } from 'zod';
import { day, zalo } from './zalo.js';

const Uploaded = zod.looseObject({
  error: zod.number(),
  data: zod.object({ attachment_id: zod.string().optional(), token: zod.string().optional() }).optional(),
});

const morning = '2026-12-01T02:00:00Z';

describe('followers', () => {
  it('are listed page by page, with filters in one JSON parameter', async () => {
    const z = await zalo();
    await z.setClock(morning);
    const people = Array.from({ length: 120 }, (_, place) => ({
      id: `p${place}`,
      name: `Người ${place}`,
      follows: place % 2 === 0,
      ...(place === 0 ? { tags: ['Xóm 1'], lastInteraction: '2026-11-20T02:00:00Z' } : {}),
    }));
    await z.control('POST', '/people', people);
    const { access_token: token } = await z.granted();
    const list = (data: unknown) =>
      z.call('GET', `${z.hosts.openapi}/v3.0/oa/user/getlist?data=${encodeURIComponent(JSON.stringify(data))}`, token);
    expect(await list({ offset: 0, count: 50, is_follower: true })).toMatchObject({ data: { total: 60, count: 50, offset: 0 } });
    expect(await list({ offset: 50, count: 50 })).toMatchObject({ data: { count: 10 } });
    expect(await list({ offset: 0, count: 51 })).toMatchObject({ error: -210 });
    expect(await list({ offset: 9952 })).toMatchObject({ error: -210 });
    expect(await list({ tag_name: 'Xóm 1' })).toMatchObject({ data: { total: 1 } });
    expect(await list({ last_interaction_period: 'L7D' })).toMatchObject({ data: { total: 59 } });
    expect(await list({ last_interaction_period: '2026_11_20:2026_11_20' })).toMatchObject({ data: { total: 1 } });
  });

  it('have details, tags and shared information', async () => {
    const z = await zalo();
    await z.setClock(morning);
    const person = await z.person();
    const { access_token: token } = await z.granted();
    const post = (path: string, body: unknown) => z.call('POST', `${z.hosts.openapi}${path}`, token, body);
    const detail = () =>
      z.call(
        'GET',
        `${z.hosts.openapi}/v3.0/oa/user/detail?data=${encodeURIComponent(JSON.stringify({ user_id: person.oaUserId }))}`,
        token,
      );
    await post('/v2.0/oa/tag/tagfollower', { user_id: person.oaUserId, tag_name: 'Xóm 2' });
    await post('/v3.0/oa/user/update', { user_id: person.oaUserId, shared_info: { address: 'Xóm 2' } });
    expect(await detail()).toMatchObject({
      data: {
        user_id: person.oaUserId,
        user_id_by_app: person.userIdByApp,
        display_name: person.name,
        user_is_follower: true,
        user_last_interaction_date: '01/12/2026',
        tags_and_notes_info: { tag_names: ['Xóm 2'] },
        shared_info: { address: 'Xóm 2' },
      },
    });
    const tags = await fetch(`${z.hosts.openapi}/v2.0/oa/tag/gettagsofoa`, { headers: { access_token: token } });
    expect(await tags.json()).toEqual({ data: ['Xóm 2'], error: 0, message: 'Success' });
    await post('/v2.0/oa/tag/rmtag', { tag_name: 'Xóm 2' });
    expect(await detail()).toMatchObject({ data: { tags_and_notes_info: { tag_names: [] } } });
    expect(await post('/v3.0/oa/quota/message', { user_id: person.oaUserId })).toMatchObject({
      data: { last_interaction: String(Date.parse(person.lastInteraction ?? '')) },
    });
  });
});

describe('articles', () => {
  it('are processed first, hidden unless said otherwise, and only then broadcast to the followers meant', async () => {
    const z = await zalo();
    await z.setClock(morning);
    await z.control('POST', '/people', [
      { id: 'a', name: 'Ông Minh', follows: true, gender: 'male' },
      { id: 'b', name: 'Bà Hoa', follows: true, gender: 'female' },
      { id: 'c', name: 'Anh Sơn', follows: false },
    ]);
    const { access_token: token } = await z.granted();
    const post = (path: string, body: unknown) => z.call('POST', `${z.hosts.openapi}${path}`, token, body);
    const article = async (status?: string) => {
      const made = await post('/v2.0/article/create', { title: 'Lịch tiếp dân', description: 'Tháng 12', ...(status ? { status } : {}) });
      const named = { token: made.data?.token };
      expect(await post('/v2.0/article/verify', named)).toMatchObject({ error: -214 });
      await z.advance(2_000);
      return (await post('/v2.0/article/verify', named)).data?.id;
    };
    const broadcast = (id: unknown, target: unknown) =>
      post('/v2.0/oa/message', {
        recipient: { target },
        message: {
          attachment: { type: 'template', payload: { template_type: 'media', elements: [{ media_type: 'article', attachment_id: id }] } },
        },
      });
    expect(await broadcast(await article(), {})).toMatchObject({ error: -201 });
    const shown = await article('show');
    expect(await broadcast('unknown', {})).toMatchObject({ error: -201 });
    expect(await broadcast(shown, { gender: 2 })).toMatchObject({ error: 0, data: { message_id: expect.any(String) } });
    expect(await broadcast(shown, { gender: [1, 2], cities: '0,1' })).toMatchObject({ error: 0 });
    expect([(await z.inbox('a')).length, (await z.inbox('b')).length, (await z.inbox('c')).length]).toEqual([1, 2, 0]);
    await z.setClock('2026-12-01T16:00:00Z');
    expect(await broadcast(shown, {})).toMatchObject({ error: -234 });
  });
});

describe('uploads', () => {
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(64)]);

  it('are checked for type and size, and die after seven days', async () => {
    const z = await zalo();
    const person = await z.person();
    let { access_token: token } = await z.granted();
    const upload = async (path: string, bytes: Buffer, name: string) => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(bytes)]), name);
      const response = await fetch(`${z.hosts.openapi}${path}`, { method: 'POST', headers: { access_token: token }, body: form });
      return Uploaded.parse(await response.json());
    };
    const answer = await upload('/v2.0/oa/upload/image', png, 'anh.png');
    expect(answer).toMatchObject({ error: 0, data: { attachment_id: expect.any(String) } });
    const id = answer.data?.attachment_id;
    expect(await upload('/v2.0/oa/upload/image', Buffer.from('hello'), 'anh.png')).toMatchObject({ error: -201 });
    expect(await upload('/v2.0/oa/upload/image', Buffer.concat([png, Buffer.alloc(1024 * 1024)]), 'anh.png')).toMatchObject({
      error: -210,
    });
    const file = await upload('/v2.0/oa/upload/file', Buffer.from('%PDF-1.7'), 'Giấy hẹn.pdf');
    const send = (attachment: unknown) =>
      z.call('POST', `${z.hosts.openapi}/v3.0/oa/message/cs`, token, { recipient: { user_id: person.oaUserId }, message: { attachment } });
    const picture = { type: 'template', payload: { template_type: 'media', elements: [{ media_type: 'image', attachment_id: id }] } };
    expect(await send(picture)).toMatchObject({ error: 0 });
    expect(await send({ type: 'file', payload: { token: file.data?.token } })).toMatchObject({ error: 0 });
    const [first, second] = await z.inbox(person.id);
    expect((await fetch(first?.image ?? '')).status).toBe(200);
    expect(second).toMatchObject({ file: { name: 'Giấy hẹn.pdf' } });
    await z.advance(7 * day + 1000);
    ({ access_token: token } = await z.granted());
    expect(await send(picture)).toMatchObject({ error: -100, message: 'attachment_id was expired' });
  });

  it('stop at the number of the month', async () => {
    const z = await zalo();
    await z.settings({ uploadsPerMonth: 0 });
    const { access_token: token } = await z.granted();
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(png)]), 'a.png');
    const response = await fetch(`${z.hosts.openapi}/v2.0/oa/upload/image`, {
      method: 'POST',
      headers: { access_token: token },
      body: form,
    });
    expect(await response.json()).toMatchObject({ error: -211 });
  });
});

describe('groups', () => {
  it('receive a message with their members named', async () => {
    const z = await zalo();
    const person = await z.person();
    await z.control('PUT', '/groups/77', { name: 'Xóm 2', members: [person.id] });
    const { access_token: token } = await z.granted();
    const send = (group: string) =>
      z.call('POST', `${z.hosts.openapi}/v3.0/oa/group/message`, token, {
        recipient: { group_id: group },
        message: { text: `Mời [@${person.oaUserId}]` },
      });
    expect(await send('77')).toMatchObject({ error: 0 });
    expect(await send('78')).toMatchObject({ error: -237 });
    expect((await z.inbox(person.id))[0]).toMatchObject({ channel: 'group', text: `Mời @${person.name}` });
  });
});
