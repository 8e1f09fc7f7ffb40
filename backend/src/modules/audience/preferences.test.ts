import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type House, house, raw } from '../../../testing/house.js';
import { everybody, readPreferences, stopTopic, updateAudienceMember, updatePreferences } from '../../contracts/audience.js';
import { readMe, updateMe } from '../../contracts/residents.js';

const day = '2026-12-01';
const rows = (commune: House) => commune.composed.audience.each(everybody, day, null, 100);
const hamlets = [
  { key: 'tan-lap', name: 'Tân Lập' },
  { key: 'dong-tam', name: 'Đồng Tâm' },
].map((hamlet, order) => ({ ...hamlet, communeKey: 'phu-lac', validFrom: '2025-07-01', validTo: null, sample: true, order }));
const Chat = z.array(
  z.looseObject({ id: z.string(), from: z.string(), text: z.string(), buttons: z.array(z.looseObject({ title: z.string() })).default([]) }),
);

async function withWebhooks() {
  const commune = await house();
  await commune.control('PUT', '/webhooks', {
    oaUrl: `${commune.url}/webhooks/zalo-oa`,
    miniAppUrl: `${commune.url}/webhooks/zalo-mini-app`,
  });
  return commune;
}

describe('what a resident wants to hear of', () => {
  it('is everything for a follower until they stop a topic', async () => {
    const commune = await house();
    const minh = await commune.person('minh');
    expect(await minh.call(readPreferences, {})).toEqual({
      topics: { greeting: true, disclosure: true, notice: true },
      follows: true,
      birthYear: null,
      householdCode: null,
    });
    const after = await minh.call(updatePreferences, { body: { topics: { greeting: false }, birthYear: 1958 } });
    expect(after).toMatchObject({ topics: { greeting: false, disclosure: true, notice: true }, birthYear: 1958 });
    expect(await rows(commune)).toMatchObject([{ stopped: ['greeting'], birthYear: 1958, newsConsent: false }]);
  });

  it('is nothing for somebody who does not follow, and their first yes is a consent to that topic alone', async () => {
    const commune = await house();
    const lan = await commune.person('lan', { follows: false });
    expect((await lan.call(readPreferences, {})).topics).toEqual({ greeting: false, disclosure: false, notice: false });
    const { topics } = await lan.call(updatePreferences, { body: { topics: { notice: true } } });
    expect(topics).toEqual({ greeting: false, disclosure: false, notice: true });
    expect((await lan.call(readMe, {})).consents.commune_news).toBe(true);
    expect(await rows(commune)).toMatchObject([{ newsConsent: true, stopped: ['greeting', 'disclosure'] }]);
    await lan.call(updatePreferences, { body: { topics: { notice: false } } });
    expect((await lan.call(readMe, {})).consents.commune_news).toBe(false);
  });

  it('is stopped and taken up again by one tap in a message, without signing in', async () => {
    const commune = await house();
    await commune.person('minh');
    const [row] = await rows(commune);
    const token = commune.composed.audience.stopToken(row?.id ?? '', 'greeting');
    expect(token.length).toBeLessThan(300);
    const stop = (given: string, stopped: boolean) => raw(commune.url, 'POST', stopTopic.path, { body: { token: given, stopped } });
    expect(await stop(token, true)).toMatchObject({ status: 200, body: { topic: 'greeting', stopped: true } });
    expect(await rows(commune)).toMatchObject([{ stopped: ['greeting'] }]);
    expect(await stop(token, false)).toMatchObject({ status: 200, body: { topic: 'greeting', stopped: false } });
    expect(await rows(commune)).toMatchObject([{ stopped: [] }]);
    expect(await stop(`${token}x`, true)).toMatchObject({ status: 422, body: { code: 'stop_invalid' } });
    await commune.advance(401 * 86_400_000);
    expect(await stop(token, true)).toMatchObject({ status: 422, body: { code: 'stop_invalid' } });
  });

  it('is stopped from the chat, confirmed there, and taken up again by the button', async () => {
    const commune = await withWebhooks();
    await commune.person('minh', { follows: false });
    const act = async (action: Record<string, unknown>) => {
      await commune.control('POST', '/people/minh/actions', action);
      await commune.control('GET', '/webhooks/idle');
      await commune.work();
    };
    await act({ do: 'follow' });
    await commune.advance(60_000);
    await act({ do: 'send_text', text: '#dung greeting' });
    expect(await rows(commune)).toMatchObject([{ follows: true, stopped: ['greeting'] }]);
    const chat = async () => Chat.parse(await commune.control('GET', '/people/minh/inbox')).filter(({ from }) => from === 'oa');
    const confirmed = (await chat()).at(-1);
    expect(confirmed?.text).toContain('Đã dừng gửi lời chúc. Muốn nhận lại, xin bấm nút dưới đây.');
    expect(confirmed?.buttons).toMatchObject([{ title: 'Nhận lại' }]);
    await commune.advance(60_000);
    await act({ do: 'tap', messageId: confirmed?.id ?? '', button: 0 });
    expect(await rows(commune)).toMatchObject([{ stopped: [] }]);
    expect((await chat()).at(-1)?.text).toContain('Xã sẽ lại gửi lời chúc');
  });
});

describe('what officers note of a member', () => {
  it('counts until the resident says it themselves', async () => {
    const commune = await house();
    await commune.composed.communes.saveHamlets(hamlets);
    const lan = await commune.officer('lan', ['culture_officer']);
    const minh = await commune.person('minh');
    const id = (await rows(commune)).find(({ roles }) => roles.length === 0)?.id ?? '';
    const noted = await lan.call(updateAudienceMember, { params: { id }, body: { hamletKey: 'dong-tam', householdCode: 'h-7' } });
    expect(noted).toMatchObject({ hamletKey: 'dong-tam', hamletName: 'Đồng Tâm', householdCode: 'H-7', hamletSaid: false });
    await minh.call(updateMe, { body: { hamletKey: 'tan-lap' } });
    const again = raw(commune.url, 'PATCH', `/audience/${id}`, { token: lan.token, body: { hamletKey: 'dong-tam' } });
    expect(await again).toMatchObject({ status: 409, body: { code: 'hamlet_said_by_resident' } });
    const other = raw(commune.url, 'PATCH', `/audience/${id}`, { token: lan.token, body: { hamletKey: 'khong-co' } });
    expect(await other).toMatchObject({ status: 422, body: { code: 'hamlet_unknown' } });
  });
});
