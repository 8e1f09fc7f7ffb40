import { describe, expect, it } from 'vitest';
import { type House, house } from '../../../testing/house.js';
import { type AudienceFilter, everybody, type Topic } from '../../contracts/audience.js';
import { eraseMe, removePhone, savePhone, updateMe, updateOfficer } from '../../contracts/residents.js';

const day = '2026-12-01';
const all = (commune: House, filter: Partial<AudienceFilter> = {}) =>
  commune.composed.audience.each({ ...everybody, ...filter }, day, null, 500);
const hamlets = [
  { key: 'tan-lap', name: 'Tân Lập' },
  { key: 'dong-tam', name: 'Đồng Tâm' },
].map((hamlet) => ({ ...hamlet, communeKey: 'phu-lac', validFrom: '2025-07-01', validTo: null, sample: true, order: 1 }));

async function communeWithHamlets() {
  const commune = await house();
  await commune.composed.communes.saveHamlets(hamlets);
  return commune;
}

/** A follower as a webhook makes them known, without the Mini App. */
async function follower(commune: House, oaUserId: string, at = '2026-11-30T00:00:00Z', userIdByApp: string | null = null): Promise<string> {
  await commune.composed.contacts.record({ oaUserId, userIdByApp, follows: { value: true, at: new Date(at) }, interactedAt: new Date(at) });
  await commune.composed.audience.refresh({ oaUserId, userIdByApp });
  const row = await commune.composed.audience.ofZalo({ oaUserId, userIdByApp });
  if (!row) throw new Error('nobody');
  return row.id;
}

describe('the audience', () => {
  it('knows a resident from the first sign-in, and follows every change until they are erased', async () => {
    const commune = await communeWithHamlets();
    const minh = await commune.person('minh');
    const [first] = await all(commune);
    expect(first).toMatchObject({
      name: 'Nguyễn Văn Minh',
      follows: true,
      hasPhone: false,
      hamletKey: null,
      newsConsent: false,
      roles: [],
    });
    await minh.call(updateMe, { body: { name: 'Nguyễn Đức Minh', hamletKey: 'tan-lap', consents: { commune_news: true } } });
    await minh.call(savePhone, { body: { phone: '0912 345 678' } });
    const [second] = await all(commune);
    expect(second).toMatchObject({ id: first?.id, name: 'Nguyễn Đức Minh', hamletKey: 'tan-lap', hasPhone: true, newsConsent: true });
    expect(await commune.composed.audience.phonesOf([second?.id ?? ''])).toEqual(new Map([[second?.id, '+84912345678']]));
    await minh.call(removePhone, {});
    expect((await all(commune))[0]?.hasPhone).toBe(false);
    expect(await minh.call(eraseMe, {})).toEqual({ erased: true });
    expect(await all(commune)).toEqual([]);
  });

  it('knows what officers may do, at once when it changes', async () => {
    const commune = await house();
    const truong = await commune.officer('truong', ['hamlet_head']);
    const admin = await commune.officer('quan-tri', ['administrator']);
    expect((await all(commune, { roles: ['hamlet_head'] })).map(({ name }) => name)).toEqual(['Trần Thị Cán Bộ']);
    const { officers } = { officers: await commune.composed.officers.list() };
    const head = officers.find(({ roles }) => roles.includes('hamlet_head'));
    await admin.call(updateOfficer, { params: { id: head?.id ?? '' }, body: { active: false } });
    expect(await all(commune, { roles: ['hamlet_head'] })).toEqual([]);
    expect(truong.id).toBe('truong');
  });

  it('makes one row of a person, however many look at the same time', async () => {
    const commune = await house();
    const { contacts, audience } = commune.composed;
    await contacts.record({ oaUserId: '7001', userIdByApp: '9001', follows: { value: true, at: new Date(commune.clock.now()) } });
    await Promise.all(Array.from({ length: 12 }, () => audience.refresh({ oaUserId: '7001', userIdByApp: '9001' })));
    expect(await all(commune)).toHaveLength(1);
  });

  it('never writes what it read before over what is true now', async () => {
    const commune = await house();
    const { contacts, audience } = commune.composed;
    await follower(commune, '7001');
    for (let round = 1; round <= 10; round += 1) {
      const at = new Date(commune.clock.now().getTime() + round * 1_000);
      const follows = { value: round % 2 === 0, at };
      await Promise.all([
        audience.refresh({ oaUserId: '7001', userIdByApp: null }),
        contacts
          .record({ oaUserId: '7001', userIdByApp: null, follows })
          .then(() => audience.refresh({ oaUserId: '7001', userIdByApp: null })),
        audience.refresh({ oaUserId: '7001', userIdByApp: null }),
      ]);
      expect((await all(commune))[0]?.follows).toBe(follows.value);
    }
  });

  it('makes one of two rows once Zalo says that they are one person, and keeps the later decision on every topic', async () => {
    const commune = await communeWithHamlets();
    const { contacts, audience } = commune.composed;
    const minh = await commune.person('minh', { follows: false });
    const zaloId = await commune.zaloIdOf('minh');
    const [resident] = await all(commune);
    const account = await follower(commune, '7001');
    expect(await all(commune)).toHaveLength(2);
    const at = (second: number) => new Date(commune.clock.now().getTime() + second * 1_000);
    await audience.setStop(account, 'greeting', true, at(2));
    await audience.setStop(resident?.id ?? '', 'greeting', false, at(1));
    await audience.setStop(resident?.id ?? '', 'notice', false, at(4));
    await audience.setStop(account, 'notice', true, at(3));
    await audience.note(account, { hamletKey: 'dong-tam', householdCode: 'H12', birthYear: 1961 });
    await contacts.erase(zaloId);

    await contacts.record({ oaUserId: '7001', userIdByApp: zaloId });
    await Promise.all([
      audience.refresh({ oaUserId: '7001', userIdByApp: zaloId }),
      audience.refresh({ oaUserId: '7001', userIdByApp: zaloId }),
      minh.call(updateMe, { body: { name: 'Nguyễn Đức Minh' } }),
    ]);
    await audience.sweep();
    const rows = await all(commune);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      id: resident?.id,
      oaUserId: '7001',
      appUserId: zaloId,
      name: 'Nguyễn Đức Minh',
      follows: true,
      hamletKey: 'dong-tam',
      householdCode: 'H12',
      birthYear: 1961,
      stopped: ['greeting'],
    });
    const tombstone = (await audience.rows([account])).get(account);
    expect(tombstone).toMatchObject({ mergedInto: resident?.id, name: null, oaUserId: null });
    // A button in an old message still works.
    await audience.setStop(account, 'disclosure', true, at(5));
    expect((await all(commune))[0]?.stopped).toEqual(['greeting', 'disclosure']);
  });

  it('lets the later decision win in any order, and a stop at the same instant', async () => {
    const commune = await house();
    const { audience } = commune.composed;
    const id = await follower(commune, '7001');
    const start = commune.clock.now().getTime();
    const at = (second: number) => new Date(start + second * 1_000);
    const stops = async () => (await all(commune))[0]?.stopped;
    await audience.setStop(id, 'greeting', false, at(9));
    await audience.setStop(id, 'greeting', true, at(8));
    expect(await stops()).toEqual([]);
    await audience.setStop({ oaUserId: '7001', userIdByApp: null }, 'all', true, at(9));
    await audience.setStop(id, 'greeting', false, at(9));
    expect(await stops()).toEqual(['greeting', 'disclosure', 'notice']);
  });

  it('believes Zalo that somebody blocked us until they write again', async () => {
    const commune = await house();
    const { contacts, audience } = commune.composed;
    const id = await follower(commune, '7001', '2026-11-30T00:00:00Z');
    await audience.noteBlocked(id, new Date('2026-11-29T00:00:00Z'));
    expect((await all(commune))[0]?.blocked).toBe(false);
    await audience.noteBlocked(id, new Date('2026-12-01T00:00:00Z'));
    expect((await all(commune))[0]?.blocked).toBe(true);
    await contacts.record({ oaUserId: '7001', userIdByApp: null, interactedAt: new Date('2026-12-01T01:00:00Z') });
    await audience.refresh({ oaUserId: '7001', userIdByApp: null });
    expect((await all(commune))[0]?.blocked).toBe(false);
  });

  it('finds whom a filter asks for: hamlet, household, age, and one of each household', async () => {
    const commune = await communeWithHamlets();
    const { audience } = commune.composed;
    const people: [string, string | null, string | null, number | null][] = [
      ['7001', 'tan-lap', 'H1', 1950],
      ['7002', 'tan-lap', 'H1', 1990],
      ['7003', 'dong-tam', 'H2', 2000],
      ['7004', null, null, null],
      ['7005', 'dong-tam', 'H1', 2008],
    ];
    for (const [oaUserId, hamletKey, householdCode, birthYear] of people)
      await audience.note(await follower(commune, oaUserId), { hamletKey, householdCode, birthYear });
    const who = async (filter: Partial<AudienceFilter>) => {
      const found = await all(commune, filter);
      const counted = await audience.signatureCounts({ ...everybody, ...filter }, day);
      expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(found.length);
      return found.map(({ oaUserId }) => oaUserId);
    };
    expect(await who({})).toEqual(['7001', '7002', '7003', '7004', '7005']);
    expect(await who({ hamletKeys: ['tan-lap'], includeUnknownHamlet: false })).toEqual(['7001', '7002']);
    expect(await who({ hamletKeys: ['tan-lap'] })).toEqual(['7001', '7002', '7004']);
    expect(await who({ householdCodes: ['H2'] })).toEqual(['7003']);
    expect(await who({ ageFrom: 60, includeUnknownAge: false })).toEqual(['7001']);
    expect(await who({ ageFrom: 18, ageTo: 36, includeUnknownAge: false })).toEqual(['7002', '7003', '7005']);
    expect(await who({ ageTo: 30 })).toEqual(['7003', '7004', '7005']);
    expect(await who({ onePerHousehold: true })).toEqual(['7001', '7003', '7004']);
    // The first of those who fit speaks for the household, not the first of all.
    expect(await who({ onePerHousehold: true, hamletKeys: ['dong-tam'], includeUnknownHamlet: false })).toEqual(['7003', '7005']);
    const pages: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await audience.each({ ...everybody, onePerHousehold: true }, day, after, 1);
      if (page.length === 0) break;
      pages.push(...page.map(({ oaUserId }) => oaUserId ?? ''));
      after = page.at(-1)?.id ?? null;
    }
    expect(pages).toEqual(['7001', '7003', '7004']);
  });

  it('counts by the way people can be reached, in the database', async () => {
    const commune = await house();
    const { audience } = commune.composed;
    await commune.person('minh', { follows: false });
    await follower(commune, '7001', '2026-11-30T12:00:00Z');
    await follower(commune, '7002', '2026-11-26T00:00:00Z');
    const old = await follower(commune, '7003', '2026-11-01T00:00:00Z');
    await audience.setStop(old, 'greeting', true, commune.clock.now());
    const base = { blocked: false, hasPhone: false, newsConsent: false, stopped: [] as Topic[], inGroup: false, count: 1 };
    const account = { ...base, follows: true, hasOa: true, hasApp: false };
    const counts = await audience.signatureCounts(everybody, day, { at: new Date('2026-12-01T02:00:00Z') });
    expect(counts).toHaveLength(4);
    expect(counts).toEqual(
      expect.arrayContaining([
        { ...account, interaction: '48h' },
        { ...account, interaction: '7d' },
        { ...account, interaction: 'older', stopped: ['greeting'] },
        expect.objectContaining({ hasApp: true, interaction: 'unknown', count: 1 }),
      ]),
    );
    expect(await audience.count(everybody, commune.clock.now())).toEqual({ members: 4, followers: 3, residents: 1, withPhone: 0 });
  });
});
