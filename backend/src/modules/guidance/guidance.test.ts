import { expect, it } from 'vitest';
import { house, raw } from '../../../testing/house.js';
import { saveSettings } from '../../contracts/commune.js';
import { formSlugs, guidanceKinds, readGuidance } from '../../contracts/guidance.js';

it('guides everybody with the commune’s own names and the law of the day, and gives the forms to print', async () => {
  const town = await house();
  const someone = await town.person('minh');

  // Whoever is not signed in, too.
  for (const kind of guidanceKinds) expect((await raw(town.url, 'GET', `/guidance/${kind}`)).status).toBe(200);
  expect((await raw(town.url, 'GET', '/guidance/nothing')).body.code).toBe('invalid_request');

  const before = await someone.call(readGuidance, { params: { kind: 'denunciation' } });
  expect(before.asOf).toBe('2026-12-01');
  expect(before.places.map(({ name }) => name)).toEqual(['UBND xã Phú Lạc']);
  expect(before.forms).toEqual([{ slug: 'don-to-cao', name: 'Đơn tố cáo', url: `${town.config.PUBLIC_URL}/bieu-mau/don-to-cao.pdf` }]);

  // Settings saved before there was the field still hold; a new name is read at once.
  const administrator = await town.officer('quan-tri', ['administrator']);
  const { complaints: _none, ...old } = await town.composed.communes.settings();
  await administrator.call(saveSettings, { body: old });
  expect((await town.composed.communes.settings()).complaints).toEqual({ higherAuthority: null });
  await administrator.call(saveSettings, {
    body: { ...old, complaints: { higherAuthority: { name: 'Chủ tịch UBND tỉnh Mẫu', address: 'Số 1', phone: '' } } },
  });
  const after = await someone.call(readGuidance, { params: { kind: 'denunciation' } });
  expect(after.places.map(({ name }) => name)).toEqual(['UBND xã Phú Lạc', 'Chủ tịch UBND tỉnh Mẫu']);

  for (const slug of formSlugs) {
    const response = await fetch(`${town.url}/bieu-mau/${slug}.pdf`);
    expect(response.headers.get('content-type')).toContain('application/pdf');
    expect(response.headers.get('cache-control')).toContain('public');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const again = await fetch(`${town.url}/bieu-mau/${slug}.pdf`, {
      headers: { 'if-none-match': response.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  }
  for (const file of ['don-la.pdf', 'don-to-cao', 'don-to-cao.exe']) expect((await fetch(`${town.url}/bieu-mau/${file}`)).status).toBe(404);
});
