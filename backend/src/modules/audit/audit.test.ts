import { describe, expect, it } from 'vitest';
import { type House, house, type Person, raw } from '../../../testing/house.js';
import { listAudit, verifyAudit } from '../../contracts/audit.js';
import { listDay } from '../../contracts/desk.js';
import { inviteOfficer, listOfficers, updateOfficer } from '../../contracts/residents.js';

const day = '2026-12-01';
const invitation = { name: 'Nông Văn Bí Mật', roles: ['hamlet_head' as const], counterKeys: [], hamletKeys: ['tan-linh-xom-1'] };
const all = async (reader: Person, query: Record<string, string> = {}) => (await reader.call(listAudit, { query })).entries;
const rows = (commune: House) => {
  const collection = commune.composed.database.connection.db?.collection('audit_entries');
  if (!collection) throw new Error('not connected');
  return collection;
};

describe('the audit log', () => {
  it('names who changed what before it happens, and never what was written', async () => {
    const commune = await house();
    const chief = await commune.officer('quan-tri', ['administrator']);
    const { officer } = await chief.call(inviteOfficer, { body: invitation });
    await chief.call(updateOfficer, { params: { id: officer.id }, body: { title: 'Trưởng xóm 1' } });
    await expect(chief.call(updateOfficer, { params: { id: '0123456789abcdef01234567' }, body: { active: false } })).rejects.toMatchObject({
      code: 'officer_unknown',
    });
    const entries = (await all(chief)).filter(({ verb }) => verb !== 'saw');
    expect(entries.map(({ verb, path, fields, subject, note }) => ({ verb, path, fields, subject, note }))).toEqual([
      {
        verb: 'refused',
        path: '/officers/:id',
        fields: ['active'],
        subject: [{ name: 'id', value: '0123456789abcdef01234567' }],
        note: 'officer_unknown',
      },
      {
        verb: 'changed',
        path: '/officers/:id',
        fields: ['active'],
        subject: [{ name: 'id', value: '0123456789abcdef01234567' }],
        note: null,
      },
      { verb: 'changed', path: '/officers/:id', fields: ['title'], subject: [{ name: 'id', value: officer.id }], note: null },
      { verb: 'changed', path: '/officers', fields: ['counterKeys', 'hamletKeys', 'name', 'roles'], subject: [], note: null },
    ]);
    expect(entries[0]).toMatchObject({ officerName: 'Trần Thị Cán Bộ', roles: ['administrator'] });
    expect(JSON.stringify(await rows(commune).find().toArray())).not.toContain('Bí Mật');
  });

  it('writes that residents’ data were seen, once in ten minutes for the same look', async () => {
    const commune = await house();
    const chief = await commune.officer('chu-tich', ['chairman']);
    const look = (date = day) => chief.call(listDay, { query: { date } });
    for (let times = 0; times < 3; times += 1) await look();
    await look('2026-12-02');
    await commune.advance(10 * 60_000 + 1);
    await look();
    const looks = (await all(chief, { verb: 'saw' })).filter(({ path }) => path === '/desk/appointments');
    expect(looks.map(({ subject }) => subject[0]?.value)).toEqual([day, '2026-12-02', day]);
    const own = (await all(chief)).filter(({ path }) => path === '/audit');
    expect(own.length).toBeGreaterThan(0);
  });

  it('is read page by page, and by officer, verb, day and what was touched', async () => {
    const commune = await house();
    const chief = await commune.officer('quan-tri', ['administrator']);
    const { officer } = await chief.call(inviteOfficer, { body: invitation });
    for (let times = 0; times < 60; times += 1)
      await chief.call(updateOfficer, { params: { id: officer.id }, body: { name: `Nông Văn ${'A'.repeat(times + 1)}` } });
    const first = await chief.call(listAudit, { query: { verb: 'changed' } });
    const second = await chief.call(listAudit, { query: { verb: 'changed', before: first.next ?? 0 } });
    const numbers = [...first.entries, ...second.entries].map(({ seq }) => seq);
    expect([first.entries.length, second.entries.length, second.next, new Set(numbers).size]).toEqual([50, 11, null, 61]);
    expect(numbers).toEqual([...numbers].sort((one, other) => other - one));
    expect((await all(chief, { subject: officer.id })).length).toBe(50);
    const { officers } = await chief.call(listOfficers, {});
    const me = officers.find(({ roles }) => roles.includes('administrator'))?.id ?? '';
    expect((await all(chief, { officer: officer.id, verb: 'changed' })).length).toBe(0);
    expect((await all(chief, { officer: me, verb: 'changed', from: day, to: day })).length).toBe(50);
    expect((await all(chief, { verb: 'changed', from: '2026-12-02' })).length).toBe(0);
    expect((await all(chief, { verb: 'changed', to: '2026-11-30' })).length).toBe(0);
  });

  it('keeps its numbers without a gap when many write at once', async () => {
    const commune = await house();
    const chief = await commune.officer('quan-tri', ['administrator']);
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => chief.call(inviteOfficer, { body: { ...invitation, name: `Người thứ ${index}` } })),
    );
    expect(await chief.call(verifyAudit, {})).toMatchObject({ kind: 'whole', entries: 41 });
  });

  it('notices a changed, a removed and a forged entry, and says which', async () => {
    const commune = await house();
    const chief = await commune.officer('quan-tri', ['administrator']);
    for (let times = 0; times < 6; times += 1) await chief.call(inviteOfficer, { body: invitation });
    expect((await chief.call(verifyAudit, {})).kind).toBe('whole');
    await rows(commune).updateOne({ seq: 5 }, { $set: { officerName: 'Người khác' } });
    expect(await chief.call(verifyAudit, {})).toEqual({ kind: 'broken', seq: 5 });
    await rows(commune).deleteOne({ seq: 3 });
    expect(await chief.call(verifyAudit, {})).toEqual({ kind: 'broken', seq: 3 });
    await rows(commune).deleteOne({ seq: 1 });
    expect(await chief.call(verifyAudit, {})).toEqual({ kind: 'broken', seq: 1 });
  });

  it('lets nothing happen that it cannot write down', async () => {
    const commune = await house();
    const chief = await commune.officer('quan-tri', ['administrator']);
    // A number that no other can follow.
    await rows(commune).insertOne({ seq: 2 ** 53, at: new Date(0), subject: [], hash: 'x' });
    const before = (await commune.composed.officers.list()).length;
    const refused = await raw(commune.url, 'POST', '/officers', { token: chief.token, body: invitation });
    expect([refused.status, refused.body.code]).toEqual([503, 'database_unavailable']);
    expect(refused.body.detail).toContain('Chưa ghi được nhật ký');
    expect(await commune.composed.officers.list()).toHaveLength(before);
  });

  it('is for the chairman and the administrator alone', async () => {
    const commune = await house();
    const officer = await commune.officer('can-bo', ['one_stop_officer']);
    for (const path of ['/audit', '/audit/verification'])
      expect((await raw(commune.url, 'GET', path, { token: officer.token })).status).toBe(403);
  });
});
