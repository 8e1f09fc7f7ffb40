import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type House, house, type Person } from '../../../testing/house.js';
import {
  approveLifeLetter,
  createLifeLetter,
  discardLifeLetter,
  handOverLifeLetter,
  type LifeLetterDraft,
  listLifeLetterKinds,
  listLifeLetters,
  listLifeLetterTemplateVersions,
  listMyLifeLetters,
  previewLifeLetter,
  readLifeLetter,
  readLifeLetterPaper,
  returnLifeLetter,
  saveLetterSignature,
  sendLifeLetterAgain,
  submitLifeLetter,
  updateLifeLetter,
  updateLifeLetterTemplate,
} from '../../contracts/life-letters.js';

const code = (code: string) => expect.objectContaining({ code });

/** The person has just written to the Official Account: free text may reach them. */
async function wroteToUs(here: House, id: string): Promise<void> {
  const { oaUserId } = z.looseObject({ oaUserId: z.string() }).parse(await here.control('GET', `/people/${id}`));
  await here.composed.contacts.record({ oaUserId, userIdByApp: await here.zaloIdOf(id), interactedAt: here.clock.now() });
}

/** A commune with an officer who writes, a chairman who signs, and a resident who follows the Official Account. */
async function commune() {
  const here = await house();
  const officer = await here.officer('ho-tich', ['judicial_officer']);
  const chairman = await here.officer('chu-tich', ['chairman'], [], { title: 'Chủ tịch' });
  const minh = await here.person('minh', { name: 'Nguyễn Văn Minh' });
  await wroteToUs(here, 'minh');
  return { here, officer, chairman, minh, memberId: await memberOf(here, 'minh') };
}

async function memberOf(here: House, id: string): Promise<string> {
  const resident = await here.composed.residents.findByZalo({ zaloUserId: await here.zaloIdOf(id) });
  const row = await here.composed.audience.ofResident(resident?.id ?? '');
  if (!row) throw new Error('not in the audience');
  return row.id;
}

const birth = (memberId: string | null, change: Partial<LifeLetterDraft> = {}): LifeLetterDraft => ({
  kind: 'birth',
  facts: { parents: 'Nguyễn Văn Minh và Lý Thị Mai', childName: 'Nguyễn Gia Bảo', bornOn: '2026-11-20' },
  recipient: { memberId, name: 'Gia đình anh Nguyễn Văn Minh', address: 'Xóm Tân Lập' },
  familyAgreed: true,
  deceasedMemberId: null,
  ...change,
});
const condolence = (memberId: string | null, change: Partial<LifeLetterDraft> = {}): LifeLetterDraft => ({
  ...birth(memberId),
  kind: 'condolence',
  facts: { deceased: 'cụ Nguyễn Văn Thọ', diedOn: '2026-11-29', age: 91 },
  recipient: { memberId, name: 'Gia quyến cụ Nguyễn Văn Thọ', address: 'Xóm Tân Lập' },
  ...change,
});

async function submitted(officer: Person, draft: LifeLetterDraft) {
  const made = await officer.call(createLifeLetter, { body: draft });
  return officer.call(submitLifeLetter, { params: { id: made.id }, body: { revision: made.revision } });
}
async function approved(officer: Person, chairman: Person, draft: LifeLetterDraft) {
  const { id, revision } = await submitted(officer, draft);
  return chairman.call(approveLifeLetter, { params: { id }, body: { revision } });
}

type Received = { text: string; buttons: { title: string; url?: string | undefined }[] };
async function inboxOf(here: House, id: string): Promise<Received[]> {
  const rows = z
    .array(
      z.looseObject({
        from: z.string(),
        title: z.string().nullish(),
        text: z.string().nullish(),
        buttons: z.array(z.looseObject({ title: z.string(), payload: z.looseObject({ url: z.string() }).optional() })).nullish(),
      }),
    )
    .parse(await here.control('GET', `/people/${id}/inbox`));
  return rows
    .filter(({ from }) => from !== 'person')
    .map(({ title, text, buttons }) => ({
      text: [title, text].filter(Boolean).join('\n'),
      buttons: (buttons ?? []).map((one) => ({ title: one.title, url: one.payload?.url })),
    }));
}

const documents = async (here: House, name: string) => here.composed.database.connection.db?.collection(name).countDocuments();
const pdfOf = async (here: House, pdfUrl: string | null) => fetch(`${here.url}${new URL(pdfUrl ?? '').pathname}`);

describe('a letter', () => {
  it('is written, signed by the chairman, numbered, and read by the family', async () => {
    const { here, officer, chairman, minh, memberId } = await commune();
    const { id } = await submitted(officer, birth(memberId));
    await here.work();
    expect((await inboxOf(here, 'chu-tich')).at(-1)?.text).toContain(
      'trình duyệt: thư chúc mừng khai sinh gửi Gia đình anh Nguyễn Văn Minh',
    );

    const waiting = await chairman.call(readLifeLetter, { params: { id } });
    expect(waiting).toMatchObject({ status: 'submitted', missing: [], may: { approve: true, edit: false } });
    expect(waiting.paper.paragraphs[0]).toContain('cháu Nguyễn Gia Bảo, sinh ngày 20/11/2026');
    const signed = await chairman.call(approveLifeLetter, { params: { id }, body: { revision: waiting.revision } });
    expect(signed).toMatchObject({
      status: 'approved',
      delivery: { state: 'waiting' },
      paper: { number: 'TH-2026-0001', signerTitle: 'Chủ tịch' },
    });
    expect(signed.paper.placeAndDay).toBe('Phú Lạc, ngày 01 tháng 12 năm 2026');
    expect(signed.paper.approvedText).toMatch(/^Đã duyệt trên hệ thống bởi Trần Thị Cán Bộ\n9 giờ/);

    await here.work();
    await here.work();
    const inbox = await inboxOf(here, 'minh');
    expect(inbox).toHaveLength(1);
    expect(inbox[0]?.text).toContain('UBND xã Phú Lạc kính gửi Gia đình anh Nguyễn Văn Minh thư chúc mừng.');
    expect(inbox[0]?.text).not.toContain('Gia Bảo');
    expect(inbox[0]?.buttons).toMatchObject([{ title: 'Xem thư' }]);
    expect(await officer.call(readLifeLetter, { params: { id } })).toMatchObject({
      status: 'sent',
      delivery: { state: 'sent', reason: null },
    });

    const token = decodeURIComponent(inbox[0]?.buttons[0]?.url?.split('/letters/')[1] ?? '');
    const { paper, pdfUrl } = await minh.call(readLifeLetterPaper, { params: { token } });
    expect(paper).toMatchObject({ number: 'TH-2026-0001', title: 'Thư chúc mừng', paragraphs: signed.paper.paragraphs });
    const file = await pdfOf(here, pdfUrl);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const kept = await here.composed.database.connection.db?.collection('life_letter_papers').findOne({});
    expect(kept?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('is signed once and sent once, whoever presses twice', async () => {
    const { here, officer, chairman, memberId } = await commune();
    const other = await here.officer('pho-chu-tich', ['chairman'], [], { title: 'Phó Chủ tịch' });
    const { id, revision } = await submitted(officer, birth(memberId));
    const presses = [chairman, other, chairman, other].map((one) => one.call(approveLifeLetter, { params: { id }, body: { revision } }));
    const outcomes = await Promise.allSettled(presses);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { lifeLetters } = here.composed;
    await Promise.all([lifeLetters.sweep(), lifeLetters.sweep(), lifeLetters.sweep()]);
    await here.advance(60_000);
    await Promise.all([lifeLetters.sweep(), lifeLetters.sweep()]);
    expect(await inboxOf(here, 'minh')).toHaveLength(1);
    expect(await documents(here, 'life_letter_papers')).toBe(1);
    expect((await officer.call(readLifeLetter, { params: { id } })).status).toBe('sent');
  });

  it('is never given the number of another', async () => {
    const { officer, chairman } = await commune();
    const letters = await Promise.all(Array.from({ length: 5 }, () => submitted(officer, birth(null))));
    const signed = await Promise.all(
      letters.map(({ id, revision }) => chairman.call(approveLifeLetter, { params: { id }, body: { revision } })),
    );
    expect(signed.map(({ paper }) => paper.number).sort()).toEqual([1, 2, 3, 4, 5].map((number) => `TH-2026-000${number}`));
  });

  it('is not approved by who wrote at it, and not in another form than the one seen', async () => {
    const { here, officer, memberId } = await commune();
    const both = await here.officer('kiem-nhiem', ['office_officer', 'chairman']);
    const own = await submitted(both, birth(memberId));
    await expect(both.call(approveLifeLetter, { params: { id: own.id }, body: { revision: own.revision } })).rejects.toEqual(
      code('own_life_letter'),
    );
    const { id, revision } = await submitted(officer, birth(memberId));
    const draft = birth(memberId, { facts: { ...birth(null).facts, childName: 'Nguyễn Gia Hân' } });
    const edited = await officer.call(updateLifeLetter, { params: { id }, body: { ...draft, revision } });
    expect(edited).toMatchObject({ status: 'draft', submitted: null });
    await expect(both.call(approveLifeLetter, { params: { id }, body: { revision } })).rejects.toEqual(code('life_letter_changed'));
    await expect(both.call(approveLifeLetter, { params: { id }, body: { revision: edited.revision } })).rejects.toEqual(
      code('life_letter_not_open'),
    );
  });

  it('comes back with a note, and its draft can be thrown away', async () => {
    const { officer, chairman, memberId } = await commune();
    const { id, revision } = await submitted(officer, birth(memberId));
    const returned = await chairman.call(returnLifeLetter, { params: { id }, body: { revision, note: 'Xin ghi rõ họ tên mẹ.' } });
    expect(returned).toMatchObject({ status: 'draft', returned: { note: 'Xin ghi rõ họ tên mẹ.' } });
    expect((await officer.call(listLifeLetters, { query: {} })).letters).toMatchObject([{ id, returned: true, onZalo: true }]);
    await officer.call(discardLifeLetter, { params: { id } });
    await expect(officer.call(readLifeLetter, { params: { id } })).rejects.toEqual(code('life_letter_not_found'));
  });

  it('does not leave without its facts and the family’s agreement', async () => {
    const { officer, memberId } = await commune();
    const made = await officer.call(createLifeLetter, { body: birth(memberId, { facts: { childName: 'Gia Bảo' }, familyAgreed: false }) });
    expect(made.missing.map(({ field }) => field)).toEqual(['body.facts.parents', 'body.facts.bornOn', 'body.familyAgreed']);
    await expect(officer.call(submitLifeLetter, { params: { id: made.id }, body: { revision: made.revision } })).rejects.toMatchObject({
      code: 'life_letter_incomplete',
      fields: { 'body.familyAgreed': expect.any(String) },
    });
  });

  it('on paper is printed, corrected with a new approval and its old number, and handed over', async () => {
    const { here, officer, chairman } = await commune();
    const first = await approved(officer, chairman, birth(null));
    await here.work();
    expect(first.delivery).toBeNull();
    const { id, revision } = await officer.call(readLifeLetter, { params: { id: first.id } });
    const edited = await officer.call(updateLifeLetter, { params: { id }, body: { ...birth(null), revision } });
    expect(edited).toMatchObject({ status: 'draft', approved: null, pdfUrl: null });
    expect((await pdfOf(here, first.pdfUrl)).status).toBe(404);
    expect((await fetch(`${here.url}/thu/${first.paper.check?.code}`)).status).toBe(404);

    const again = await officer.call(submitLifeLetter, { params: { id }, body: { revision: edited.revision } });
    const second = await chairman.call(approveLifeLetter, { params: { id }, body: { revision: again.revision } });
    expect(second.paper.number).toBe(first.paper.number);
    expect(second.paper.check?.code).not.toBe(first.paper.check?.code);
    await here.work();
    const ready = await officer.call(readLifeLetter, { params: { id } });
    expect(ready).toMatchObject({ status: 'approved', may: { handOver: true, sendAgain: false } });
    const done = await officer.call(handOverLifeLetter, {
      params: { id },
      body: { revision: ready.revision, note: 'Trưởng xóm trao tận nhà' },
    });
    expect(done).toMatchObject({ status: 'handed_over', handedOver: { note: 'Trưởng xóm trao tận nhà' } });
    expect((await officer.call(listLifeLetters, { query: { show: 'ended' } })).letters).toHaveLength(1);
  });

  it('is found in the Mini App when the message could carry no button', async () => {
    const { here, officer, chairman, minh, memberId } = await commune();
    await here.advance(10 * 86_400_000);
    await approved(officer, chairman, birth(memberId));
    await here.work();
    const [message] = await inboxOf(here, 'minh');
    expect(message?.text).toContain('Thư có trong ứng dụng của xã trên Zalo, mục Cá nhân.');
    const { letters } = await minh.call(listMyLifeLetters, {});
    expect(letters).toMatchObject([{ title: 'Thư chúc mừng khai sinh', number: 'TH-2026-0001', day: '2026-12-11' }]);
    const { paper } = await minh.call(readLifeLetterPaper, { params: { token: letters[0]?.token ?? '' } });
    expect(paper.recipientName).toBe('Gia đình anh Nguyễn Văn Minh');
    expect((await officer.call(listMyLifeLetters, {})).letters).toEqual([]);
  });

  it('that Zalo refused can go once more, or by hand', async () => {
    const { here, officer, chairman, memberId } = await commune();
    await here.control('PUT', '/faults', [
      { kind: 'error', code: -248, match: { host: 'openapi', path: '/v3.0/oa/message/cs' }, count: 1 },
    ]);
    const { id } = await approved(officer, chairman, birth(memberId));
    await here.work();
    const refused = await officer.call(readLifeLetter, { params: { id } });
    expect(refused).toMatchObject({ status: 'approved', delivery: { state: 'failed' }, may: { sendAgain: true, handOver: true } });
    const both = await Promise.allSettled(
      [officer, chairman].map((one) => one.call(sendLifeLetterAgain, { params: { id }, body: { revision: refused.revision } })),
    );
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await here.work();
    await here.work();
    expect(await inboxOf(here, 'minh')).toHaveLength(1);
    expect(await officer.call(readLifeLetter, { params: { id } })).toMatchObject({ status: 'sent', delivery: { state: 'sent' } });
  });

  it('shows the world only that it is ours', async () => {
    const { here, officer, chairman } = await commune();
    const { paper } = await approved(officer, chairman, birth(null));
    const page = await fetch(`${here.url}/thu/${paper.check?.code.toLowerCase()}`);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain('TH-2026-0001');
    expect(html).toContain('Thư chúc mừng khai sinh');
    expect(html).toContain('Chủ tịch Trần Thị Cán Bộ');
    expect(html).not.toMatch(/Minh|Gia Bảo|Tân Lập|hay ăn/);
    const wrong = await fetch(`${here.url}/thu/%3Cscript%3E`);
    expect([wrong.status, (await wrong.text()).includes('<script')]).toEqual([404, false]);
  });
});

describe('a condolence', () => {
  it('is the letter itself, without a button, and stops everything else to who died', async () => {
    const { here, officer, chairman, memberId } = await commune();
    await here.person('cu-tho', { name: 'Nguyễn Văn Thọ' });
    const deceasedMemberId = await memberOf(here, 'cu-tho');
    await approved(officer, chairman, condolence(memberId, { deceasedMemberId }));
    await here.work();
    const [message] = await inboxOf(here, 'minh');
    expect(message?.text).toContain('được tin cụ Nguyễn Văn Thọ đã từ trần ngày 29/11/2026, hưởng thọ 91 tuổi.');
    expect(message?.text).not.toContain('!');
    expect(message?.buttons).toEqual([]);

    const row = (await here.composed.audience.rows([deceasedMemberId])).get(deceasedMemberId);
    expect(row?.stopped).toEqual(['greeting', 'disclosure', 'notice']);
    expect(await inboxOf(here, 'cu-tho')).toEqual([]);
    const made = await officer.call(createLifeLetter, { body: birth(deceasedMemberId) });
    expect(made.missing).toEqual([{ field: 'body.recipient.name', message: 'Người này đã mất. Xin gửi cho người nhà.' }]);
  });
});

describe('an apology', () => {
  it('warns when the day has come, and when it is not the first for the dossier', async () => {
    const { officer, chairman } = await commune();
    const apology: LifeLetterDraft = {
      ...birth(null),
      kind: 'apology',
      facts: {
        dossierCode: 'H49.12-261120-0007',
        procedure: 'Đăng ký đất đai',
        dueDay: '2026-12-03',
        reason: 'phải xác minh thêm ở xã khác',
        newDay: '2026-12-10',
        responsible: 'Lê Văn Tám',
        phone: '0208 000 0001',
      },
    };
    expect(await officer.call(previewLifeLetter, { body: apology })).toMatchObject({ missing: [], warnings: [] });
    await approved(officer, chairman, apology);
    const late = { ...apology, facts: { ...apology.facts, dueDay: '2026-12-01' } };
    expect((await officer.call(previewLifeLetter, { body: late })).warnings).toHaveLength(2);
  });
});

describe('the words', () => {
  it('are the commune’s to change, each version kept, and letters already signed keep theirs', async () => {
    const { here, officer, chairman, memberId } = await commune();
    const signed = await approved(officer, chairman, birth(memberId));
    const { kinds } = await officer.call(listLifeLetterKinds, {});
    const template = kinds.find(({ kind }) => kind === 'birth')?.template;
    expect(template).toMatchObject({ version: 0, changed: null });
    const body = { version: 0, title: 'Thư chúc mừng', text: 'Xã chúc mừng gia đình {cha_me} và cháu {ten_chau} sinh ngày {ngay_sinh}.' };
    const params = { kind: 'birth' as const };
    await expect(officer.call(updateLifeLetterTemplate, { params, body: { ...body, text: `${body.text} {khong_co}` } })).rejects.toEqual(
      code('variable_unknown'),
    );
    const both = await Promise.allSettled([1, 2].map(() => officer.call(updateLifeLetterTemplate, { params, body })));
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await officer.call(listLifeLetterTemplateVersions, { params })).versions.map(({ version }) => version)).toEqual([1, 0]);

    const next = await officer.call(createLifeLetter, { body: birth(null) });
    expect(next.paper.paragraphs).toEqual([
      'Xã chúc mừng gia đình Nguyễn Văn Minh và Lý Thị Mai và cháu Nguyễn Gia Bảo sinh ngày 20/11/2026.',
    ]);
    await here.work();
    expect((await officer.call(readLifeLetter, { params: { id: signed.id } })).paper.paragraphs).toEqual(signed.paper.paragraphs);
  });

  it('carry the chairman’s signature from the day it was given', async () => {
    const { officer, chairman } = await commune();
    const photo = await sharp({ create: { width: 300, height: 120, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    await expect(chairman.call(saveLetterSignature, { body: { picture: Buffer.from('none').toString('base64') } })).rejects.toEqual(
      code('picture_unknown'),
    );
    await chairman.call(saveLetterSignature, { body: { picture: photo.toString('base64') } });
    const signed = await approved(officer, chairman, birth(null));
    expect(signed.paper.signature).toMatch(/^data:image\/png;base64,/);
    await chairman.call(saveLetterSignature, { body: { picture: null } });
    expect((await officer.call(readLifeLetter, { params: { id: signed.id } })).paper.signature).toBe(signed.paper.signature);
    expect((await approved(officer, chairman, birth(null))).paper.signature).toBeNull();
  });
});
