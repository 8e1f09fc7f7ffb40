import { describe, expect, it } from 'vitest';
import { house } from '../../../testing/house.js';
import {
  createBroadcastTemplate,
  draftOccasion,
  listBroadcasts,
  listBroadcastTemplates,
  listOccasions,
  listTemplateVersions,
  updateBroadcastTemplate,
  updateOccasion,
} from '../../contracts/broadcasts.js';

describe('the commune’s year', () => {
  it('has the greeting of each occasion drafted days before, once, whoever looks and however often', async () => {
    const town = await house();
    const author = await town.officer('can-bo', ['culture_officer']);
    await town.setClock('2026-12-14T02:00:00Z');
    await town.work();
    expect((await author.call(listBroadcasts, { query: {} })).broadcasts).toEqual([]);

    // 22 December, seven days ahead.
    await town.setClock('2026-12-15T02:00:00Z');
    await Promise.all([town.work(), town.composed.broadcasts.occasions.draftDue(), town.composed.broadcasts.occasions.draftDue()]);
    await town.work();
    const { broadcasts } = await author.call(listBroadcasts, { query: {} });
    expect(broadcasts).toMatchObject([
      { kind: 'greeting', status: 'draft', occasion: { day: '2026-12-22' }, sendAt: '2026-12-22T00:00:00.000Z' },
    ]);
    expect((await town.inbox('can-bo')).at(-1)?.text).toContain('Bản nháp lời chúc đã có sẵn');
  });

  it('knows Tết of next year by the moon and lets an officer change or switch off an occasion', async () => {
    const town = await house();
    const author = await town.officer('can-bo', ['culture_officer']);
    const { occasions } = await author.call(listOccasions, { query: { year: 2027 } });
    const dayOf = (name: string) => occasions.find((occasion) => occasion.name.includes(name))?.day;
    expect(dayOf('Nguyên đán')).toBe('2027-02-06');
    expect(dayOf('Giỗ Tổ')).toBe('2027-04-16');
    expect(dayOf('Trung')).toBe('2027-09-15');
    const tet = occasions.find(({ name }) => name.includes('Nguyên đán'));
    const key = tet?.key ?? '';

    await author.call(updateOccasion, {
      params: { key },
      body: { text: 'Xã {ten_xa} kính chúc bà con năm mới {can_chi} an khang.', draftDaysBefore: 20 },
    });
    const first = await author.call(draftOccasion, { params: { key }, body: { year: 2027 } });
    const again = await author.call(draftOccasion, { params: { key }, body: { year: 2027 } });
    expect(again.id).toBe(first.id);
    expect(first.content.text).toBe('Xã {ten_xa} kính chúc bà con năm mới {can_chi} an khang.');

    await expect(author.call(draftOccasion, { params: { key }, body: { year: 2025 } })).rejects.toMatchObject({ code: 'send_time_past' });
    await expect(author.call(updateOccasion, { params: { key: 'khong-co' }, body: { enabled: true } })).rejects.toMatchObject({
      code: 'occasion_unknown',
    });
    await expect(author.call(updateOccasion, { params: { key }, body: { text: 'Kính gửi {ho_ten}, chúc mừng.' } })).rejects.toMatchObject({
      code: 'variable_unknown',
    });
  });
});

it('keeps every version of a template, and of two changes at once one', async () => {
  const town = await house();
  const author = await town.officer('can-bo', ['culture_officer']);
  const content = { title: 'Mời họp xóm', text: 'Kính mời {xung_ho} {ten} dự họp xóm.', pictureId: null, button: null };
  const body = { name: 'Mời họp', kind: 'notice' as const, content, active: true };
  const { id } = await author.call(createBroadcastTemplate, { body });
  const change = (title: string) =>
    author.call(updateBroadcastTemplate, { params: { id }, body: { ...body, content: { ...content, title }, version: 1 } });
  const outcomes = await Promise.allSettled([change('Mời họp xóm tối nay'), change('Mời họp xóm sáng mai')]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const { versions } = await author.call(listTemplateVersions, { params: { id } });
  expect(versions.map(({ version }) => version)).toEqual([2, 1]);
  expect(versions[1]?.content.title).toBe('Mời họp xóm');
  expect((await author.call(listBroadcastTemplates, {})).templates).toHaveLength(1);
});
