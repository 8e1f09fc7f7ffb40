import { describe, expect, it } from 'vitest';
import { type House, house, type Person, raw } from '../../../testing/house.js';
import * as contract from '../../contracts/disclosures.js';

const draft: contract.DisclosureDraft = {
  classNumber: 2,
  title: 'Quyết toán ngân sách xã năm 2025',
  summary: 'Năm 2025 xã thu 12,4 tỷ đồng, chi 11,9 tỷ đồng; phần còn lại chuyển sang năm 2026.',
  text: 'Ủy ban nhân dân xã công khai số liệu như sau.\n\n- Tổng thu: 12,4 tỷ đồng\n- Tổng chi: 11,9 tỷ đồng',
  attachments: [],
  documentNumber: '15/BC-UBND',
  documentDate: '2026-11-30',
  hamletKeys: [],
  permanent: false,
  postedUntil: null,
  shorterBasis: null,
};
const writer = (commune: House) => commune.officer('van-phong', ['office_officer']);
const create = (person: Person, change: Partial<contract.DisclosureDraft> = {}) =>
  person.call(contract.createDisclosure, { body: { ...draft, ...change } });
async function published(person: Person, change: Partial<contract.DisclosureDraft> = {}) {
  const { id, revision } = await create(person, change);
  const found = await person.call(contract.publishDisclosure, { params: { id }, body: { revision } });
  return { ...found, slug: found.slug ?? '' };
}
const page = async (commune: House, path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${commune.url}${path}`, { headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
async function uploadPdf(commune: House, person: Person): Promise<string> {
  const response = await fetch(`${commune.url}/api/files?name=bang-so-lieu`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/pdf' },
    body: '%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n%%EOF\n',
  });
  return ((await response.json()) as { id: string }).id;
}

describe('publishing a disclosure', () => {
  it('gives the page, the web page, the poster, the loudspeaker text and a draft message in one step', async () => {
    const commune = await house();
    const officer = await writer(commune);
    const fileId = await uploadPdf(commune, officer);
    const made = await create(officer, { classNumber: 7, attachments: [{ fileId, label: 'Bảng số liệu' }] });
    expect(made).toMatchObject({ number: 'CK-2026-0001', status: 'draft', slug: null, dueOn: '2026-12-07', loudspeakerDays: 3 });
    expect((await fetch(`${commune.url}/files/${fileId}`)).status).toBe(404);

    const found = await officer.call(contract.publishDisclosure, { params: { id: made.id }, body: { revision: made.revision } });
    expect(found).toMatchObject({
      status: 'published',
      slug: 'quyet-toan-ngan-sach-xa-nam-2025',
      postedFrom: '2026-12-01',
      postedUntil: '2026-12-31',
      broadcastId: expect.stringMatching(/^[0-9a-f]{24}$/),
    });
    expect((await fetch(`${commune.url}/files/${fileId}`)).status).toBe(200);

    const minh = await commune.person('minh');
    const read = await minh.call(contract.readDisclosure, { params: { slug: found.slug ?? '' } });
    expect(read).toMatchObject({ state: 'published', title: draft.title, attachments: [{ label: 'Bảng số liệu' }], corrections: [] });
    const web = await page(commune, `/cong-khai/${found.slug}`);
    expect(web.status).toBe(200);
    for (const words of [
      draft.title,
      'Tổng thu: 12,4 tỷ đồng',
      'Điều 11 khoản 7',
      'số 15/BC-UBND, ngày 30/11/2026',
      'đến hết ngày 31/12/2026',
    ])
      expect(web.text).toContain(words);
    const poster = await fetch(`${commune.url}/cong-khai/${found.slug}/to-niem-yet.pdf`);
    expect([poster.status, poster.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(Buffer.from(await poster.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-');
    const spoken = await officer.call(contract.readLoudspeakerText, { params: { id: found.id } });
    expect(spoken.days).toBe(3);
    expect(spoken.text).toContain('Kính thưa toàn thể bà con');
  });

  it('happens once when two press the button at the same moment, with one message', async () => {
    const commune = await house();
    const officer = await writer(commune);
    const { id, revision } = await create(officer);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        raw(commune.url, 'POST', `/desk/disclosures/${id}/publish`, { token: officer.token, body: { revision } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
    const { db } = commune.composed.database.connection;
    expect(await db?.collection('broadcasts').countDocuments({ disclosureId: id })).toBe(1);
    await commune.work();
    expect(await db?.collection('broadcasts').countDocuments({ disclosureId: id })).toBe(1);
  });

  it('is finished by the next look when it was cut short', async () => {
    const commune = await house();
    const officer = await writer(commune);
    const fileId = await uploadPdf(commune, officer);
    const { id } = await published(officer, { attachments: [{ fileId, label: 'Bảng số liệu' }] });
    const { db } = commune.composed.database.connection;
    await db?.collection('disclosures').updateMany({}, { $set: { settled: false } });
    await commune.composed.files.conceal([fileId]);
    expect(await commune.composed.disclosures.sweep()).toBe(1);
    expect(await commune.composed.disclosures.sweep()).toBe(0);
    expect((await fetch(`${commune.url}/files/${fileId}`)).status).toBe(200);
    expect(await db?.collection('broadcasts').countDocuments({ disclosureId: id })).toBe(1);
  });

  it('waits until there is something to read and the time is long enough', async () => {
    const commune = await house();
    const officer = await writer(commune);
    const publish = async (change: Partial<contract.DisclosureDraft>) => {
      const { id, revision } = await create(officer, change);
      return raw(commune.url, 'POST', `/desk/disclosures/${id}/publish`, { token: officer.token, body: { revision } });
    };
    const empty = await publish({ summary: '', text: '' });
    expect([empty.status, empty.body.code, (empty.body.fields as { field: string }[]).map(({ field }) => field)]).toEqual([
      422,
      'disclosure_incomplete',
      ['body.summary', 'body.text'],
    ]);
    expect((await publish({ postedUntil: '2026-12-10' })).body.code).toBe('posting_too_short');
    const allowed = await publish({ postedUntil: '2026-12-03', shorterBasis: 'NĐ 20/2021/NĐ-CP, Điều 8 khoản 1' });
    expect([allowed.status, allowed.body.postedUntil]).toEqual([200, '2026-12-03']);
    const standing = await publish({ classNumber: 13 });
    expect([standing.status, standing.body.postedUntil]).toEqual([200, null]);
  });

  it('numbers what many officers write at once, each differently', async () => {
    const commune = await house();
    const officer = await writer(commune);
    const made = await Promise.all(Array.from({ length: 12 }, () => create(officer)));
    expect(new Set(made.map(({ number }) => number)).size).toBe(12);
    const body = { ...draft };
    const [one, other] = await Promise.all(
      [1, 2].map(() => officer.call(contract.createDisclosure, { body }, { idempotencyKey: 'mot-lan-bam-nut' })),
    );
    expect(one?.id).toBe(other?.id);
  });

  it('gives two with the same title an address each, and lets drafts be edited by one at a time', async () => {
    const commune = await house();
    const officer = await writer(commune);
    const [one, other] = await Promise.all([published(officer), published(officer)]);
    expect(new Set([one.slug, other.slug]).size).toBe(2);
    expect([one.slug, other.slug].every((slug) => slug.startsWith('quyet-toan-ngan-sach-xa-nam-2025'))).toBe(true);

    const { id, revision } = await create(officer);
    const edit = (title: string) =>
      raw(commune.url, 'PUT', `/desk/disclosures/${id}`, { token: officer.token, body: { ...draft, title, revision } });
    const edits = await Promise.all([edit('Bản sửa thứ nhất'), edit('Bản sửa thứ hai')]);
    expect(edits.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('a published disclosure', () => {
  it('keeps its address through a correction, says when and why it was corrected, and keeps what stood before', async () => {
    const commune = await house();
    const officer = await writer(commune);
    const before = await published(officer);
    await commune.setClock('2026-12-03T02:00:00Z');
    const after = await officer.call(contract.correctDisclosure, {
      params: { id: before.id },
      body: { ...draft, title: 'Quyết toán thu, chi ngân sách xã năm 2025', revision: before.revision, reason: 'Ghi nhầm tổng chi' },
    });
    expect([after.slug, after.postedFrom, after.broadcastId]).toEqual([before.slug, before.postedFrom, before.broadcastId]);
    expect(after.corrections).toMatchObject([{ on: '2026-12-03', reason: 'Ghi nhầm tổng chi', before: { title: draft.title } }]);
    const web = await page(commune, `/cong-khai/${before.slug}`);
    expect(web.text).toContain('Đã sửa ngày 03/12/2026: Ghi nhầm tổng chi');
    expect(web.text).toContain('Quyết toán thu, chi ngân sách xã năm 2025');
    const again = await raw(commune.url, 'POST', `/desk/disclosures/${before.id}/correct`, {
      token: officer.token,
      body: { ...draft, revision: before.revision, reason: 'Lần nữa' },
    });
    expect([again.status, again.body.code]).toEqual([409, 'disclosure_changed']);
  });

  it('says that it was withdrawn and why, and its attachments and poster are gone', async () => {
    const commune = await house();
    const officer = await writer(commune);
    const fileId = await uploadPdf(commune, officer);
    const found = await published(officer, { attachments: [{ fileId, label: 'Bảng số liệu' }] });
    await officer.call(contract.withdrawDisclosure, {
      params: { id: found.id },
      body: { revision: found.revision, reason: 'Đăng nhầm bản dự thảo' },
    });
    const web = await page(commune, `/cong-khai/${found.slug}`);
    expect(web.status).toBe(410);
    expect(web.text).toContain('đã được rút ngày 01/12/2026');
    expect(web.text).toContain('Đăng nhầm bản dự thảo');
    expect(web.text).not.toContain('Tổng thu');
    expect((await fetch(`${commune.url}/files/${fileId}`)).status).toBe(404);
    expect((await fetch(`${commune.url}/cong-khai/${found.slug}/to-niem-yet.pdf`)).status).toBe(404);
    const minh = await commune.person('minh');
    expect(await minh.call(contract.readDisclosure, { params: { slug: found.slug } })).toMatchObject({ state: 'withdrawn' });
    expect((await minh.call(contract.listDisclosures, { query: {} })).disclosures).toEqual([]);
  });
});

describe('the archive', () => {
  it('finds words typed without marks or only begun, in any part, by class, year and hamlet', async () => {
    const commune = await house();
    await commune.composed.communes.saveHamlets(
      ['xom-1', 'xom-2'].map((key, order) => ({
        key,
        name: `Xóm ${order + 1}`,
        communeKey: 'phu-lac',
        validFrom: '2025-07-01',
        validTo: null,
        sample: true,
        order,
      })),
    );
    const officer = await writer(commune);
    await published(officer);
    await published(officer, {
      title: 'Làm đường bê tông xóm 2',
      summary: 'Đường dài 850 m, làm trong ba tháng.',
      text: 'Khởi công đầu tháng.',
      classNumber: 3,
      hamletKeys: ['xom-2'],
    });
    await create(officer, { title: 'Bản nháp về ngân sách' });
    const minh = await commune.person('minh');
    const find = async (query: Parameters<typeof minh.call<typeof contract.listDisclosures>>[1]['query']) =>
      (await minh.call(contract.listDisclosures, { query })).disclosures.map(({ title }) => title);
    const road = 'Làm đường bê tông xóm 2';
    expect(await find({})).toEqual([road, draft.title]);
    expect(await find({ q: 'ngan sach' })).toEqual([draft.title]);
    expect(await find({ q: 'NGÂN SÁCH  quyet' })).toEqual([draft.title]);
    expect(await find({ q: 'be to' })).toEqual([road]);
    expect(await find({ q: '12,4 tỉ' })).toEqual([draft.title]);
    expect(await find({ q: 'khoi cong' })).toEqual([road]);
    expect(await find({ q: '.*(' })).toEqual([road, draft.title]);
    expect(await find({ q: 'không hề có' })).toEqual([]);
    expect(await find({ classNumber: 3 })).toEqual([road]);
    expect(await find({ year: '2025' })).toEqual([]);
    expect(await find({ hamlet: 'xom-1' })).toEqual([draft.title]);
    expect(await find({ hamlet: 'xom-2' })).toEqual([road, draft.title]);
  });

  it('is read page by page, each exactly once', async () => {
    const commune = await house();
    const officer = await writer(commune);
    for (let index = 0; index < 23; index += 1) await published(officer, { title: `Nội dung thứ ${index}` });
    const minh = await commune.person('minh');
    const first = await minh.call(contract.listDisclosures, { query: {} });
    const rest = await minh.call(contract.listDisclosures, { query: { after: first.next ?? '' } });
    const slugs = [...first.disclosures, ...rest.disclosures].map(({ slug }) => slug);
    expect([first.disclosures.length, rest.disclosures.length, rest.next, new Set(slugs).size]).toEqual([20, 3, null, 23]);

    const web = await page(commune, '/cong-khai?q=thu&classNumber=');
    expect(web.text.match(/class="row"/g)).toHaveLength(20);
    const older = /href="(\/cong-khai\?[^"]*after=[^"]*)"/.exec(web.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await page(commune, older)).text.match(/class="row"/g)).toHaveLength(3);
    expect((await raw(commune.url, 'GET', '/disclosures?after=abc')).status).toBe(400);
    const desk = await officer.call(contract.listDeskDisclosures, { query: { status: 'published' } });
    expect([desk.disclosures.length, desk.next === null]).toEqual([20, false]);
  });
});

describe('the web pages', () => {
  it('escape whatever stands in the database, run no script and load nothing from elsewhere', async () => {
    const commune = await house();
    const officer = await writer(commune);
    const refused = await raw(commune.url, 'POST', '/desk/disclosures', {
      token: officer.token,
      body: { ...draft, text: 'Xem <script>alert(1)</script>' },
    });
    expect([refused.status, (refused.body.fields as { field: string }[])[0]?.field]).toEqual([400, 'body.text']);

    const { slug } = await published(officer, { title: 'Thu "phí" & lệ phí của \'chợ\'' });
    const { db } = commune.composed.database.connection;
    const nasty = '<img src=x onerror=alert(1)>"\'&';
    await db?.collection('disclosures').updateMany({}, { $set: { title: nasty, summary: nasty, text: nasty, documentNumber: nasty } });
    for (const path of [
      `/cong-khai/${slug}`,
      '/cong-khai',
      `/cong-khai?q=${encodeURIComponent(nasty)}&hamlet=${encodeURIComponent('"><b>')}`,
    ]) {
      const { text, headers } = await page(commune, path);
      expect(text).not.toMatch(/<img|<script|<b>/i);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none';style-src 'self';img-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
      );
    }
    expect((await page(commune, `/cong-khai/${slug}`)).text).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  });

  it('are kept for a minute and asked after; what was never there is a page that says so', async () => {
    const commune = await house();
    const officer = await writer(commune);
    const { slug } = await published(officer);
    const { headers } = await page(commune, `/cong-khai/${slug}`);
    expect(headers.get('cache-control')).toBe('public, max-age=60');
    expect((await page(commune, `/cong-khai/${slug}`, { 'if-none-match': headers.get('etag') ?? '' })).status).toBe(304);
    for (const path of ['/cong-khai/khong-co', '/cong-khai/..%2fetc', '/cong-khai/a/b', '/cong-khai/Khong_Co'])
      expect([path, (await page(commune, path)).status]).toEqual([path, 404]);
    expect((await page(commune, '/cong-khai/khong-co')).text).toContain('Không tìm thấy trang này');
    expect((await page(commune, '/cong-khai/style.css')).headers.get('content-type')).toContain('text/css');
  });
});

describe('who may', () => {
  it('lets a hamlet head read, a chairman publish, and neither write', async () => {
    const commune = await house();
    const officer = await writer(commune);
    const head = await commune.officer('truong-xom', ['hamlet_head']);
    const chairman = await commune.officer('chu-tich', ['chairman']);
    const { id, revision } = await create(officer);
    expect((await head.call(contract.readDeskDisclosure, { params: { id } })).title).toBe(draft.title);
    const asHead = await raw(commune.url, 'POST', `/desk/disclosures/${id}/publish`, { token: head.token, body: { revision } });
    expect(asHead.status).toBe(403);
    const written = await raw(commune.url, 'POST', '/desk/disclosures', { token: chairman.token, body: draft });
    expect(written.status).toBe(403);
    expect((await chairman.call(contract.publishDisclosure, { params: { id }, body: { revision } })).status).toBe('published');
  });
});
