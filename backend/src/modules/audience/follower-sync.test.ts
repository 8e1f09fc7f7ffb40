import { describe, expect, it } from 'vitest';
import { type House, house } from '../../../testing/house.js';
import { everybody, listAudience, startAudienceSync } from '../../contracts/audience.js';

const minute = 60_000;
const day = '2026-12-01';

const people = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `p${from + at}`, name: `Người Thứ ${from + at}`, follows: true }));
const make = (commune: House, from: number, count: number) => commune.control('POST', '/people', people(from, count));
const act = (commune: House, id: string, action: Record<string, unknown>) => commune.control('POST', `/people/${id}/actions`, action);

async function followersOf(commune: House): Promise<(string | null)[]> {
  const rows = await commune.composed.audience.each(everybody, day, null, 500);
  return rows.filter(({ follows }) => follows === true).map(({ name }) => name);
}

/** Turns of the duty until nothing is left to do at once. */
async function finish(commune: House): Promise<number> {
  for (let turns = 1; ; turns += 1) if (!(await commune.composed.followers.step())) return turns;
}

describe('the look at Zalo’s list of followers', () => {
  it('finds everybody once at the beginning, with the names Zalo has, however many pages they fill', async () => {
    const commune = await house();
    await make(commune, 1, 55);
    await finish(commune);
    expect(await followersOf(commune)).toHaveLength(55);
    expect(await followersOf(commune)).toContain('Người Thứ 52');
    expect(await commune.composed.followers.status()).toMatchObject({ state: 'done', followers: 55 });
    // Nothing is due again before the night.
    expect(await finish(commune)).toBe(1);
  });

  it('repairs what lost webhooks left wrong, and twice makes no difference', async () => {
    const commune = await house();
    await make(commune, 1, 3);
    await finish(commune);
    await act(commune, 'p2', { do: 'unfollow' });
    await make(commune, 4, 1);
    expect(await followersOf(commune)).toEqual(['Người Thứ 1', 'Người Thứ 2', 'Người Thứ 3']);
    for (const _ of ['once', 'twice']) {
      await commune.advance(minute);
      await commune.composed.followers.request();
      await finish(commune);
      expect(await followersOf(commune)).toEqual(['Người Thứ 1', 'Người Thứ 3', 'Người Thứ 4']);
    }
  });

  it('runs by itself at night, once', async () => {
    const commune = await house();
    await make(commune, 1, 1);
    await finish(commune);
    await make(commune, 2, 1);
    // 2:30 in Vietnam.
    await commune.setClock('2026-12-01T19:30:00Z');
    await finish(commune);
    expect(await followersOf(commune)).toHaveLength(2);
    await make(commune, 3, 1);
    await commune.advance(30 * minute);
    await finish(commune);
    expect(await followersOf(commune)).toHaveLength(2);
    await commune.setClock('2026-12-02T19:30:00Z');
    await finish(commune);
    expect(await followersOf(commune)).toHaveLength(3);
  });

  it('never undoes what an event said after Zalo was asked', async () => {
    const commune = await house();
    await make(commune, 1, 1);
    await finish(commune);
    const [row] = await commune.composed.audience.each(everybody, day, null, 10);
    const oaUserId = row?.oaUserId ?? '';
    // The person left, and Zalo's list does not know it yet.
    const follows = { value: false, at: new Date(commune.clock.now().getTime() + 10 * minute) };
    await commune.composed.contacts.record({ oaUserId, userIdByApp: null, follows });
    await commune.composed.audience.refresh({ oaUserId, userIdByApp: null });
    await commune.advance(minute);
    await commune.composed.followers.request();
    await finish(commune);
    expect(await followersOf(commune)).toEqual([]);
  });

  it('goes on where it was when its worker dies or Zalo is away, and one worker at a time does it', async () => {
    const commune = await house();
    await make(commune, 1, 120);
    // The first two pages, then the worker is gone.
    await commune.composed.followers.step();
    expect(await followersOf(commune)).toHaveLength(100);
    await commune.control('PUT', '/faults', [{ kind: 'limit', match: { path: '/v3.0/oa/user/getlist' }, count: 1 }]);
    await finish(commune);
    expect(await followersOf(commune)).toHaveLength(100);
    await commune.advance(5 * minute);
    const several = await Promise.all(Array.from({ length: 3 }, () => commune.composed.followers.step()));
    expect(several.filter(Boolean).length).toBeLessThanOrEqual(1);
    await finish(commune);
    await finish(commune);
    expect((await commune.composed.contacts.page(null, 1_000)).length).toBe(120);
    expect(await commune.composed.followers.status()).toMatchObject({ state: 'done', followers: 120 });
  }, 60_000);

  it('is begun by an officer, who sees how it stands', async () => {
    const commune = await house();
    const lan = await commune.officer('lan', ['culture_officer']);
    const seen = async () => (await lan.call(listAudience, { query: {} })).sync.state;
    expect(await seen()).toBe('never');
    await lan.call(startAudienceSync, {});
    expect(await seen()).toBe('running');
    await finish(commune);
    expect(await seen()).toBe('done');
    expect((await lan.call(listAudience, { query: { search: 'tran thi' } })).members).toMatchObject([
      { name: 'Trần Thị Cán Bộ', follows: true, resident: true, roles: ['culture_officer'] },
    ]);
  });
});
