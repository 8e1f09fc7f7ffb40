import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type House, house, raw } from '../../../testing/house.js';
import { act, file, mark, office, read, setUp, withHamlets } from '../../../testing/reports.js';
import { keyring } from '../../adapters/crypto.js';
import { listAudit } from '../../contracts/audit.js';
import * as contract from '../../contracts/feedback.js';
import * as desk from '../../contracts/feedback-desk.js';
import { ReportMedia } from '../../contracts/report-media.js';
import * as sealed from '../../contracts/sealed-petitions.js';

const secret = 'khoản tiền đền bù cây chè';
const text = `Trưởng nhóm thu ${secret} của bà con mà không ghi sổ, có dấu hiệu ăn chặn, xin xã xem giúp.`;

/** Every byte the database holds, as text. */
async function dump(commune: House): Promise<string> {
  const { db } = commune.composed.database.connection;
  const parts: string[] = [];
  for (const { name } of (await db?.listCollections().toArray()) ?? []) {
    const rows = (await db?.collection(name).find().toArray()) ?? [];
    parts.push(name, JSON.stringify(rows));
    for (const row of rows) if ('data' in row && row.data?.buffer) parts.push(Buffer.from(row.data.buffer).toString('latin1'));
  }
  return parts.join('\n');
}

describe('a denunciation that came by the app', () => {
  it('is sealed: one handler opens it, each opening is written down, and nowhere else is a word of it', async () => {
    const commune = await house();
    await withHamlets(commune);
    const people = await office(commune);
    const { dispatcher, judicial, culture, chairman, ids } = people;
    const administrator = await commune.officer('quan-tri', ['administrator']);
    await setUp(people, { petitionHandlerId: ids.judicial });
    const minh = await commune.person('minh', { name: 'Nông Văn Bí Mật' });
    const draft = mark();
    const bytes = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#aa3311' } })
      .jpeg()
      .toBuffer();
    const uploaded = await fetch(`${commune.url}/api/report-media?draft=${draft}&slot=picture-1`, {
      method: 'POST',
      body: new Uint8Array(bytes),
    });
    const media = ReportMedia.parse(await uploaded.json());
    const { id, code } = await file(minh, { text, confirmed: ['denunciation'], draft, mediaIds: [media.id] });
    await act(dispatcher, id, { act: 'release', reason: '' });
    await act(dispatcher, id, { act: 'note', text: `Cần xem kỹ ${secret}.` });
    await minh.call(contract.actOnReport, {
      params: { id },
      body: { action: { act: 'supplement', text: `Thêm về ${secret} năm ngoái.`, draft: null, mediaIds: [] } },
    });
    expect(await dump(commune)).toContain(secret);

    const { revision } = await read(dispatcher, id);
    const seal = (handlerOfficerId: string | null, accusedOfficerIds: string[]) =>
      raw(commune.url, 'POST', `/desk/reports/${id}/seal`, {
        token: dispatcher.token,
        body: { revision, handlerOfficerId, accusedOfficerIds },
      });
    expect((await seal(ids.judicial, [ids.judicial])).body.code).toBe('officer_excluded');
    expect((await seal(ids.culture, [])).body.code).toBe('officer_excluded');
    const [answer] = await Promise.all([seal(null, [ids.chairman]), seal(null, [ids.chairman])]);
    expect(answer.body.petitionCode).toBe('ĐT-2026-0001');

    // Nothing readable is left: not in the report, its media, the notes, the messages, the log.
    const left = await dump(commune);
    expect(left).not.toContain(secret);
    expect(left).not.toContain('Nông Văn Bí Mật đã');
    expect(left).not.toContain(bytes.subarray(200, 260).toString('latin1'));
    for (const who of [dispatcher, culture, chairman, judicial])
      await expect(read(who, id)).rejects.toMatchObject({ code: 'report_not_found' });
    expect((await dispatcher.call(desk.listDeskReports, { query: { view: 'all' } })).reports).toEqual([]);
    expect((await dispatcher.call(desk.listDeskReports, { query: { view: 'all', q: 'cay che' } })).reports).toEqual([]);
    expect((await fetch(media.url.replace(/^.*(?=\/report-media)/, commune.url))).status).toBe(404);

    // The person is told where to go, without a word of what it was; the handler that something waits.
    await commune.work();
    await commune.work();
    const told = (await commune.inbox('minh')).filter(({ text: words }) => words.includes('cách khác'));
    expect(told).toHaveLength(1);
    expect((await commune.inbox('tu-phap')).filter(({ text: words }) => words.includes('ĐT-2026-0001'))).toHaveLength(1);
    for (const someone of ['minh', 'tu-phap', 'van-phong', 'chu-tich'])
      expect(JSON.stringify(await commune.inbox(someone))).not.toContain('tiền đền bù');
    expect(await minh.call(contract.readReport, { params: { id } })).toMatchObject({
      code,
      text: '',
      redirected: { to: 'denunciation' },
      media: [],
    });

    // One handler; the accused, though chairman, does not even see that it exists.
    const { petitions } = await judicial.call(sealed.listSealedPetitions, {});
    expect(petitions).toMatchObject([{ code: 'ĐT-2026-0001', isMine: true, dueOn: '2026-12-10' }]);
    const petitionId = petitions[0]?.id ?? '';
    expect((await chairman.call(sealed.listSealedPetitions, {})).petitions).toEqual([]);
    expect((await dispatcher.call(sealed.listSealedPetitions, {})).petitions).toEqual([]);
    const open = (token: string) =>
      raw(commune.url, 'POST', `/desk/sealed-petitions/${petitionId}/openings`, { token, body: { purpose: 'Phân loại đơn' } });
    expect((await open(judicial.token)).body).toMatchObject({
      text,
      supplements: [`Thêm về ${secret} năm ngoái.`],
      reporter: { name: 'Nông Văn Bí Mật' },
      media: [{ id: media.id, kind: 'picture' }],
      openings: [{ by: 'Trần Thị Cán Bộ' }],
    });
    for (const [who, status] of [
      [dispatcher, 404],
      [chairman, 404],
      [culture, 403],
      [administrator, 403],
      [minh, 403],
    ] as const) {
      expect([who.id, (await open(who.token)).status]).toEqual([who.id, status]);
      const file = await fetch(`${commune.url}/api/desk/sealed-petitions/${petitionId}/media/${media.id}`, {
        headers: { authorization: `Bearer ${who.token}` },
      });
      expect([who.id, file.status]).toEqual([who.id, status]);
    }
    const opened = await fetch(`${commune.url}/api/desk/sealed-petitions/${petitionId}/media/${media.id}`, {
      headers: { authorization: `Bearer ${judicial.token}` },
    });
    expect([opened.status, opened.headers.get('content-type'), opened.headers.get('cache-control')]).toEqual([
      200,
      'image/jpeg',
      'no-store',
    ]);
    const { entries } = await administrator.call(listAudit, { query: {} });
    const openings = entries.filter((entry) => JSON.stringify(entry).includes(petitionId));
    expect(openings.length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(entries)).not.toContain('tiền đền bù');

    // Given on, never to the accused; then the first handler opens it no more.
    const step = { step: 'classified', note: 'Đúng là tố cáo, hướng dẫn nộp đơn.' };
    expect(
      (await raw(commune.url, 'POST', `/desk/sealed-petitions/${petitionId}/steps`, { token: judicial.token, body: step })).body,
    ).toMatchObject({
      step: 'classified',
      dueOn: '2026-12-08',
    });
    const give = (token: string, officerId: string) =>
      raw(commune.url, 'POST', `/desk/sealed-petitions/${petitionId}/handler`, {
        token,
        body: { officerId, reason: 'Nghỉ phép dài ngày' },
      });
    expect((await give(judicial.token, ids.chairman)).body.code).toBe('officer_excluded');
    expect((await give(chairman.token, ids.dispatcher)).status).toBe(404);
    expect((await give(judicial.token, ids.dispatcher)).status).toBe(200);
    expect((await open(judicial.token)).status).toBe(404);
    expect((await open(dispatcher.token)).status).toBe(200);
    expect(await dump(commune)).not.toContain(secret);
  });

  it('waits for the chairman to name a handler when none is set, who hears of it but does not open it', async () => {
    const commune = await house();
    await withHamlets(commune);
    const { dispatcher, judicial, chairman, ids } = await office(commune);
    const minh = await commune.person('minh');
    const { id } = await file(minh, { text, confirmed: ['denunciation'] });
    const { revision } = await read(dispatcher, id);
    await dispatcher.call(desk.sealReport, { params: { id }, body: { revision, handlerOfficerId: null, accusedOfficerIds: [] } });
    await commune.work();
    await commune.work();
    expect((await commune.inbox('chu-tich')).filter(({ text: words }) => words.includes('chưa giao cho ai'))).toHaveLength(1);
    const { petitions } = await chairman.call(sealed.listSealedPetitions, {});
    const petition = { params: { id: petitions[0]?.id ?? '' } };
    expect(petitions).toMatchObject([{ isMine: false }]);
    await expect(chairman.call(sealed.openSealedPetition, { ...petition, body: { purpose: 'Xem thử' } })).rejects.toMatchObject({
      code: 'petition_not_found',
    });
    await chairman.call(sealed.reassignSealedPetition, { ...petition, body: { officerId: ids.judicial, reason: 'Giao phân loại' } });
    expect(await judicial.call(sealed.openSealedPetition, { ...petition, body: { purpose: 'Phân loại đơn' } })).toMatchObject({ text });
  });

  it('is finished by the next look when the sealing stopped half way, with what was added meanwhile', async () => {
    const commune = await house();
    await withHamlets(commune);
    const people = await office(commune);
    const { ids } = people;
    const { petitions: service } = commune.composed.feedback;
    const minh = await commune.person('minh');
    const { id } = await file(minh, { text, confirmed: ['denunciation'] });
    // As it is when the machine stops after the petition is stored and before the report is emptied.
    const content = {
      text,
      supplements: [],
      hamletName: '',
      landmark: '',
      filedAt: commune.clock.now().toISOString(),
      reporter: null,
      media: [],
    };
    await commune.composed.database.connection.db?.collection('sealed_petitions').insertOne({
      year: 2026,
      sequence: 1,
      reportId: id,
      sealed: keyring(commune.config.DATA_KEY).seal(JSON.stringify(content), 'petition'),
      handlerId: ids.judicial,
      accused: [],
      sealedAt: commune.clock.now(),
      step: 'received',
      dueOn: '2026-12-10',
      history: [],
      openings: [],
      finished: false,
      told: false,
    });
    await minh.call(contract.actOnReport, {
      params: { id },
      body: { action: { act: 'supplement', text: 'Còn giữ giấy biên nhận.', draft: null, mediaIds: [] } },
    });
    await Promise.all([service.sweep(), service.sweep()]);
    expect(await dump(commune)).not.toContain(secret);
    const { petitions } = await people.judicial.call(sealed.listSealedPetitions, {});
    const found = await people.judicial.call(sealed.openSealedPetition, {
      params: { id: petitions[0]?.id ?? '' },
      body: { purpose: 'Phân loại đơn' },
    });
    expect(found).toMatchObject({ text, supplements: ['Còn giữ giấy biên nhận.'], reporter: { name: 'Nguyễn Văn Minh' } });
  });
});
