import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { house, raw } from '../../../testing/house.js';
import { act, anonymousDraft, answered, draft, file, mark, office, read, setUp, withHamlets } from '../../../testing/reports.js';
import * as contract from '../../contracts/feedback.js';
import * as desk from '../../contracts/feedback-desk.js';

const street = 'Đường trước nhà văn hóa xóm 1 có ổ gà sâu, xe máy đi buổi tối dễ ngã.';

describe('sending a report', () => {
  it('takes it once however often the button is pressed, and gives code and promised day', async () => {
    const commune = await house();
    await withHamlets(commune);
    const minh = await commune.person('minh');
    const body = draft();
    const send = () => minh.call(contract.fileReport, { body }, { idempotencyKey: 'phan-anh-so-1' });
    const receipts = await Promise.all(Array.from({ length: 6 }, send));
    expect(new Set(receipts.map(({ id }) => id)).size).toBe(1);
    const [receipt] = receipts;
    expect(receipt).toMatchObject({ code: expect.stringMatching(/^PA-\d{4}-\d{4}$/), promisedOn: '2026-12-15' });
    expect(await send()).toEqual(receipt);
    const { reports } = await minh.call(contract.listMyReports, { query: {} });
    expect(reports).toMatchObject([{ status: 'new', categoryName: 'Đường, điện, nước', hamletName: 'Xóm 1', people: 1, isMine: true }]);

    // The same key for other words is another request.
    await expect(
      minh.call(contract.fileReport, { body: { ...body, text: `${street} Xin sửa sớm.` } }, { idempotencyKey: 'phan-anh-so-1' }),
    ).rejects.toMatchObject({ code: 'idempotency_key_reused' });

    await commune.work();
    const [message] = await commune.inbox('minh');
    expect(message?.text).toContain(receipt?.code);
    expect(message?.text).toContain('Thứ Ba, 15/12/2026');
    await commune.work();
    expect(await commune.inbox('minh')).toHaveLength(1);
  });

  it('says what is wrong with each bad field, and keeps nothing of it', async () => {
    const commune = await house();
    await withHamlets(commune);
    const minh = await commune.person('minh');
    const place = draft().place;
    const bad: [Partial<contract.ReportDraft>, string, string][] = [
      [{ text: 'ngắn' }, 'invalid_request', 'body.text'],
      [{ text: 'a '.repeat(5_000) }, 'invalid_request', 'body.text'],
      [{ categoryKey: 'khong-co' }, 'category_unknown', 'body.categoryKey'],
      [{ categoryKey: 'khen' }, 'category_unknown', 'body.categoryKey'],
      [{ place: { ...place, hamletKey: 'xom-99' } }, 'hamlet_unknown', 'body.place.hamletKey'],
      [{ place: { ...place, location: { latitude: 0, longitude: 0, accuracy: null } } }, 'location_impossible', 'body.place.location'],
      [{ place: { ...place, location: { latitude: 91, longitude: 105, accuracy: 3 } } }, 'invalid_request', 'body.place.location.latitude'],
      [{ place: { ...place, location: { latitude: 48.1, longitude: 11.5, accuracy: 3 } } }, 'location_impossible', 'body.place.location'],
      [{ kind: 'information_request', categoryKey: 'thong-tin' }, 'report_needs_name', 'body.information'],
      [{ draft: mark(), mediaIds: ['0'.repeat(24)] }, 'file_unknown', ''],
    ];
    for (const [change, code, field] of bad) {
      const answer = await raw(commune.url, 'POST', '/reports', { token: minh.token, body: draft(change) });
      expect([code, answer.body]).toMatchObject([code, { code }]);
      if (field !== '') expect(JSON.stringify(answer.body.fields)).toContain(field);
    }
    for (const location of ['"NaN"', 'null,"x":1', '1e999'])
      expect(
        (
          await raw(commune.url, 'POST', '/reports', {
            token: minh.token,
            body: JSON.stringify(draft()).replace('"location":null', `"location":{"latitude":${location},"longitude":105,"accuracy":1}`),
          })
        ).status,
      ).toBe(400);
    expect((await minh.call(contract.listMyReports, { query: {} })).reports).toEqual([]);
  });

  it('keeps marks, emoji and pointed brackets as text, in one composed form and without what hides', async () => {
    const commune = await house();
    await withHamlets(commune);
    const { dispatcher } = await office(commune);
    const minh = await commune.person('minh');
    const { id } = await file(minh, { text: `${street.normalize('NFD')} <script>alert(1)</script> 👨‍👩‍👧 \u202Edlo\u202C nước < 1m` });
    const { text } = await read(dispatcher, id);
    expect(text).toBe(`${street} <script>alert(1)</script> 👨‍👩‍👧 dlo nước < 1m`);
  });
});

describe('a report without a name', () => {
  it('is followed by a code that is shown once, stands nowhere, and cannot be guessed', async () => {
    const commune = await house();
    await withHamlets(commune);
    const { dispatcher, chairman, ids } = await office(commune);
    const body = anonymousDraft();
    const send = () => raw(commune.url, 'POST', '/anonymous-reports', { body, headers: { 'idempotency-key': 'khong-ten-so-1' } });
    const first = await send();
    expect(first.status).toBe(201);
    const trackingCode = String(first.body.trackingCode);
    expect(trackingCode).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$/);
    // The answer got lost: the same request says the same code, and there is one report.
    expect((await send()).body).toEqual(first.body);
    const { reports } = await dispatcher.call(desk.listDeskReports, { query: { view: 'all' } });
    expect(reports).toHaveLength(1);
    const id = reports[0]?.id ?? '';
    expect(await read(dispatcher, id)).toMatchObject({ privacy: 'anonymous', reporter: null });
    const stored = JSON.stringify(await everything(commune));
    expect(stored).not.toContain(trackingCode);
    expect(stored).not.toContain(trackingCode.replaceAll('-', ''));
    expect(stored).not.toContain(body.device);

    const follow = (code: string) => raw(commune.url, 'POST', '/tracked-reports', { body: { trackingCode: code } });
    expect((await follow(` ${trackingCode.toLowerCase().replaceAll('-', ' ')} `)).body).toMatchObject({
      text: street,
      isMine: true,
      status: 'new',
    });
    await act(dispatcher, id, { act: 'assign', officerId: ids.dispatcher });
    await act(dispatcher, id, { act: 'ask', question: 'Ổ gà ở đoạn nào ạ?' });
    const supplied = await raw(commune.url, 'POST', '/tracked-reports/acts', {
      body: { trackingCode, action: { act: 'supplement', text: 'Ngay trước cổng nhà văn hóa.', draft: null, mediaIds: [] } },
    });
    expect(supplied.body).toMatchObject({ status: 'in_progress', question: null });
    await answered(dispatcher, chairman, id, 'Xã đã vá ổ gà ngày 02/12. Cảm ơn ông/bà.');
    const rated = await raw(commune.url, 'POST', '/tracked-reports/acts', {
      body: { trackingCode, action: { act: 'rate', score: 5, comment: '' } },
    });
    expect(rated.body).toMatchObject({ status: 'answered', may: { rate: false, reopen: true } });

    // Whoever guesses gets one answer for every wrong code, and is stopped soon.
    const guesses = [];
    for (let guess = 0; guess < 30; guess += 1) guesses.push((await follow(`AAAA-AAAA-${String(3300 + guess)}`)).status);
    expect(new Set(guesses.slice(0, 20))).toEqual(new Set([404]));
    expect(guesses.at(-1)).toBe(429);
    // Not even the right one helps from there.
    expect((await follow(trackingCode)).status).toBe(429);
  });
});

describe('what the Mini App may not take', () => {
  it('stops a denunciation, with or without marks, and keeps nothing of it; asks once about what may be one', async () => {
    const commune = await house();
    await withHamlets(commune);
    const { dispatcher } = await office(commune);
    const minh = await commune.person('minh');
    const accusations = [
      'Tôi tố cáo cán bộ địa chính nhận tiền của nhà tôi 5 triệu để làm sổ đỏ.',
      'toi to cao can bo dia chinh nhan tien cua nha toi 5 trieu de lam so do',
    ];
    for (const text of accusations)
      await expect(file(minh, { text, confirmed: ['denunciation', 'complaint', 'emergency'] })).rejects.toMatchObject({
        code: 'denunciation_not_here',
      });
    expect(JSON.stringify(await everything(commune))).not.toContain('sổ đỏ');
    expect((await dispatcher.call(desk.listDeskReports, { query: { view: 'all' } })).reports).toEqual([]);

    const complaint = 'Tôi khiếu nại quyết định xử phạt số 12 của xã đối với nhà tôi.';
    await expect(file(minh, { text: complaint })).rejects.toMatchObject({ code: 'confirm_complaint' });
    await file(minh, { text: complaint, confirmed: ['complaint'] });
    const fire = 'Nhà bên cạnh đang cháy to lắm, có người mắc kẹt bên trong.';
    await expect(file(minh, { text: fire })).rejects.toMatchObject({ code: 'confirm_emergency' });
  });

  it('puts aside what may be a denunciation until somebody has looked, and shows it to nobody it names', async () => {
    const commune = await house();
    await withHamlets(commune);
    const people = await office(commune);
    await setUp(people, { routing: [{ categoryKey: 'an-ninh', hamletKey: null, officerId: people.ids.culture }] });
    const minh = await commune.person('minh');
    const text = 'Cuối xóm có tụ tập cờ bạc buổi tối, xin xã nhắc nhở.';
    await expect(file(minh, { text, categoryKey: 'an-ninh' })).rejects.toMatchObject({ code: 'confirm_denunciation' });
    const { id } = await file(minh, { text, categoryKey: 'an-ninh', confirmed: ['denunciation'] });
    const { reports, counts } = await people.dispatcher.call(desk.listDeskReports, { query: { view: 'suspected' } });
    expect([reports, counts.suspected]).toMatchObject([[{ id, suspicions: ['possible_denunciation'], assignee: null }], 1]);
    await expect(read(people.culture, id)).rejects.toMatchObject({ code: 'report_not_found' });
    // The office hears that something waits, without a word of what; and of what nobody has.
    await commune.work();
    const heard = async (words: string) =>
      (await commune.inbox('van-phong')).filter(({ text: said }) => said.includes(words)).map(({ text: said }) => said);
    expect(await heard('xem trước')).toHaveLength(1);
    expect(JSON.stringify(await commune.inbox('van-phong'))).not.toContain('cờ bạc');
    const released = await act(people.dispatcher, id, { act: 'release', reason: '' });
    expect(released).toMatchObject({ assignee: { officerId: people.ids.culture }, suspicions: [] });
    expect(await read(people.culture, id)).toMatchObject({ text });

    const named = await file(minh, { text: 'Bà Lý Thị Hạnh ở một cửa hướng dẫn chưa rõ, đi lại ba lần.', categoryKey: 'thai-do' });
    expect((await read(people.dispatcher, named.id)).assignee).toBeNull();
    await commune.work();
    expect(await heard('chưa có người xử lý')).toHaveLength(1);
  });
});

describe('similar reports nearby', () => {
  it('are suggested without anybody’s words, joined once, and all who joined get the answer', async () => {
    const commune = await house();
    await withHamlets(commune);
    const people = await office(commune);
    await setUp(people, { routing: [{ categoryKey: 'duong-dien-nuoc', hamletKey: null, officerId: people.ids.culture }] });
    const minh = await commune.person('minh');
    const lan = await commune.person('lan', { name: 'Hoàng Thị Lan' });
    const place = { hamletKey: 'xom-1', landmark: '', location: { latitude: 21.6571, longitude: 105.6432, accuracy: 10 } };
    const { id, code } = await file(minh, { place });
    const near = { ...place, location: { latitude: 21.6575, longitude: 105.6436, accuracy: 20 } };
    const { similar } = await lan.call(contract.findSimilarReports, {
      body: { categoryKey: 'duong-dien-nuoc', place: near, text: 'ổ gà to trước nhà văn hóa' },
    });
    expect(similar).toMatchObject([{ id, people: 1, excerpt: null, thumbnailUrl: null, hamletName: 'Xóm 1' }]);
    expect(similar[0]?.metres).toBeLessThan(100);

    const joins = await Promise.all(Array.from({ length: 5 }, () => lan.call(contract.joinReport, { params: { id } })));
    expect(new Set(joins.map(({ people: count }) => count))).toEqual(new Set([2]));
    expect(await minh.call(contract.joinReport, { params: { id } })).toEqual({ people: 2 });
    // Whoever only joined reads nobody else's words.
    expect(await lan.call(contract.readReport, { params: { id } })).toMatchObject({ text: '', media: [], timeline: [], isMine: false });

    for (const person of ['minh', 'lan']) await wroteLately(commune, person);
    await answered(people.culture, people.chairman, id, 'Xã đã vá đường. Hỏi thêm xin gọi 0912 345 678.');
    await commune.work();
    for (const person of ['minh', 'lan']) {
      const letters = (await commune.inbox(person)).filter(({ text }) => text.includes(code) && text.includes('vá đường'));
      expect([person, letters.length]).toEqual([person, 1]);
      expect(letters[0]?.text.includes('0912 345 678')).toBe(person === 'minh');
    }
    const stranger = await commune.person('la', { name: 'Người Lạ' });
    await expect(stranger.call(contract.readReport, { params: { id } })).rejects.toMatchObject({ code: 'report_not_found' });
    await expect(stranger.call(contract.actOnReport, { params: { id }, body: { action: { act: 'confirm_fixed' } } })).rejects.toMatchObject(
      { code: 'report_not_found' },
    );
  });
});

describe('after the answer', () => {
  it('is rated once without a trace, asked about weeks later by a token that works once, and reopened', async () => {
    const commune = await house();
    await withHamlets(commune);
    const people = await office(commune);
    await setUp(people, { routing: [{ categoryKey: 'duong-dien-nuoc', hamletKey: null, officerId: people.ids.culture }] });
    const minh = await commune.person('minh');
    const { id, code } = await file(minh);
    await answered(people.culture, people.chairman, id, 'Xã sẽ sửa đường trong tháng 12.');
    const rate = (score: number) =>
      minh.call(contract.actOnReport, { params: { id }, body: { action: { act: 'rate', score, comment: 'Gọi tôi 0912345678 nhé' } } });
    await Promise.all([rate(4), rate(4), rate(2)]);
    const ratings = (await everything(commune)).report_ratings ?? [];
    expect(ratings).toHaveLength(1);
    expect(JSON.stringify(ratings)).not.toContain(id);
    expect(JSON.stringify(ratings)).not.toContain('0912345678');

    // One rating is nobody's to see.
    expect(await people.chairman.call(desk.listReportRatings, {})).toEqual({ categories: [], hidden: 1 });

    await commune.setClock('2026-12-22T02:00:00Z');
    await wroteLately(commune, 'minh');
    await commune.work();
    await commune.work();
    const questions = (await commune.inbox('minh')).filter(({ text }) => text.includes('khắc phục'));
    expect(questions).toHaveLength(1);
    const token = await checkTokenOf(commune, id);
    expect(await minh.call(contract.readFixedCheck, { params: { token } })).toMatchObject({ code, state: 'open' });
    const notFixed = () => raw(commune.url, 'POST', `/report-checks/${token}`, { body: { fixed: false, reason: 'Đường vẫn còn ổ gà.' } });
    const answers = await Promise.all([notFixed(), notFixed(), notFixed()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    expect(await minh.call(contract.readReport, { params: { id } })).toMatchObject({ status: 'reopened', promisedOn: '2027-01-06' });
    const mine = async () => (await minh.call(contract.listMyReports, { query: {} })).reports.map(({ hasNews }) => hasNews);
    expect(await mine()).toEqual([false]);
    await minh.call(contract.actOnReport, {
      params: { id },
      body: { action: { act: 'supplement', text: 'Chỗ hỏng nay rộng hơn.', draft: null, mediaIds: [] } },
    });
    expect(await mine()).toEqual([false]);
    await act(people.culture, id, { act: 'accept' });
    expect(await mine()).toEqual([true]);
    expect((await raw(commune.url, 'GET', `/report-checks/${token.slice(0, -2)}xx`)).status).toBe(404);
    await commune.work();
    expect((await commune.inbox('van-hoa')).filter(({ text }) => text.includes('mở lại'))).toHaveLength(1);
  });
});

/** Somebody who has just written to the Official Account: texts reach them whole, with buttons. */
async function wroteLately(commune: Awaited<ReturnType<typeof house>>, id: string): Promise<void> {
  await commune.control('POST', `/people/${id}/actions`, { do: 'send_text', text: 'Chào xã' });
  const { oaUserId } = z.looseObject({ oaUserId: z.string() }).parse(await commune.control('GET', `/people/${id}`));
  await commune.composed.contacts.record({ oaUserId, userIdByApp: await commune.zaloIdOf(id), interactedAt: commune.clock.now() });
}

describe('how answers were found', () => {
  it('is told by category from five ratings on, with what people wrote and not whose it is', async () => {
    const commune = await house();
    await withHamlets(commune);
    const people = await office(commune);
    const minh = await commune.person('minh');
    const { id } = await file(minh);
    await act(people.dispatcher, id, { act: 'assign', officerId: people.ids.dispatcher });
    const neighbours = await Promise.all(['lan', 'hoa', 'cuc', 'dao'].map((name) => commune.person(name, { name: `Hoàng Thị ${name}` })));
    for (const neighbour of neighbours) await neighbour.call(contract.joinReport, { params: { id } });
    await answered(people.dispatcher, people.chairman, id, 'Xã đã vá xong ổ gà này.');
    for (const [index, person] of [minh, ...neighbours].entries())
      await person.call(contract.actOnReport, {
        params: { id },
        body: {
          action: { act: 'rate', score: index === 0 ? 1 : 5, comment: ['Vá ẩu, gọi 0912345678', 'Cảm ơn xã', '', '', ''][index] ?? '' },
        },
      });
    expect(await people.chairman.call(desk.listReportRatings, {})).toEqual({
      categories: [
        {
          categoryKey: 'duong-dien-nuoc',
          categoryName: 'Đường, điện, nước',
          count: 5,
          mean: 4.2,
          comments: ['Cảm ơn xã', 'Vá ẩu, gọi 09••••••78'],
        },
      ],
      hidden: 0,
    });
    await expect(people.culture.call(desk.listReportRatings, {})).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

type Rows = Record<string, Record<string, unknown>[]>;
/** Everything the database holds, by collection. */
async function everything(commune: Awaited<ReturnType<typeof house>>): Promise<Rows> {
  const { db } = commune.composed.database.connection;
  const found: Rows = {};
  for (const { name } of (await db?.listCollections().toArray()) ?? []) found[name] = (await db?.collection(name).find().toArray()) ?? [];
  return found;
}

/** What the message's button carries. */
async function checkTokenOf(commune: Awaited<ReturnType<typeof house>>, _id: string): Promise<string> {
  const inbox = JSON.stringify(await commune.control('GET', '/people/minh/inbox'));
  const [, token = ''] = /reports\/check\/([^"\\?]+)/.exec(inbox) ?? [];
  return decodeURIComponent(token);
}
