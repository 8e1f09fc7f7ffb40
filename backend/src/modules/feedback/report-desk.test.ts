import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type House, house, type Person, raw } from '../../../testing/house.js';
import { act, answered, draft, file, mark, office, read, setUp, withHamlets } from '../../../testing/reports.js';
import * as boardContract from '../../contracts/board.js';
import * as contract from '../../contracts/feedback.js';
import * as desk from '../../contracts/feedback-desk.js';
import { readFeedbackSettings, saveFeedbackSettings } from '../../contracts/feedback-settings.js';
import { ReportMedia } from '../../contracts/report-media.js';

const list = (person: Person, query: Record<string, string> = {}) => person.call(desk.listDeskReports, { query });
const codesOf = ({ reports }: { reports: { code: string }[] }) => reports.map(({ code }) => code).sort();
const lettersWith = async (commune: House, id: string, words: string) =>
  (await commune.inbox(id)).filter(({ text }) => text.includes(words));

async function picture(commune: House, place: string): Promise<{ draft: string; media: ReportMedia }> {
  const bytes = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#446688' } })
    .jpeg()
    .toBuffer();
  const draftMark = mark();
  const response = await fetch(`${commune.url}/api/report-media?draft=${draftMark}&slot=${place}`, {
    method: 'POST',
    body: new Uint8Array(bytes),
  });
  return { draft: draftMark, media: ReportMedia.parse(await response.json()) };
}

describe('the inbox', () => {
  it('divides reports by category, hamlet and leave; each officer sees their own, the office all', async () => {
    const commune = await house();
    await withHamlets(commune);
    const people = await office(commune);
    const { dispatcher, culture, judicial, chairman, ids } = people;
    await setUp(people, {
      routing: [
        { categoryKey: 'duong-dien-nuoc', hamletKey: null, officerId: ids.culture },
        { categoryKey: 'duong-dien-nuoc', hamletKey: 'xom-2', officerId: ids.judicial },
      ],
    });
    const minh = await commune.person('minh');
    const one = await file(minh);
    const two = await file(minh, {
      place: { ...draft().place, hamletKey: 'xom-2' },
      text: 'Cầu gỗ qua suối ở xóm 2 gãy hai thanh lan can.',
    });
    const three = await file(minh, { categoryKey: 'moi-truong', text: 'Rác thải chất đống ở đầu chợ, mùi rất khó chịu.' });
    expect(codesOf(await list(culture))).toEqual([one.code]);
    expect(codesOf(await list(judicial))).toEqual([two.code]);
    expect(codesOf(await list(dispatcher))).toEqual([one.code, two.code, three.code].sort());
    expect(codesOf(await list(dispatcher, { view: 'unassigned' }))).toEqual([three.code]);
    await expect(read(culture, two.id)).rejects.toMatchObject({ code: 'report_not_found' });
    await commune.work();
    expect(await lettersWith(commune, 'van-hoa', one.code)).toHaveLength(1);
    expect((await lettersWith(commune, 'van-hoa', 'ổ gà')).length).toBe(0);

    // Away: the other stands in, for what comes and for what is there.
    await setUp(people, { covers: [{ officerId: ids.culture, coverOfficerId: ids.judicial, from: '2026-12-01', to: '2026-12-03' }] });
    const four = await file(minh, { text: 'Đèn đường ngã ba xóm 1 tắt từ tối thứ Bảy.' });
    expect(codesOf(await list(judicial))).toEqual([one.code, two.code, four.code].sort());
    expect(await read(judicial, four.id)).toMatchObject({ assignee: { officerId: ids.judicial } });
    await act(judicial, one.id, { act: 'accept' });

    // By the words, without marks, whatever the list.
    expect(codesOf(await list(dispatcher, { view: 'all', q: 'CAU GO' }))).toEqual([two.code]);
    expect(codesOf(await list(dispatcher, { view: 'all', q: three.code.toLowerCase() }))).toEqual([three.code]);
    expect(codesOf(await list(judicial, { view: 'all', q: 'rac thai' }))).toEqual([]);
    expect((await list(chairman)).counts).toMatchObject({ open: 4, unassigned: 1, overdue: 0, mine: 0 });

    const handedOver = await act(judicial, two.id, { act: 'hand_over', officerId: ids.culture, reason: 'Thuộc việc văn hóa' });
    expect(handedOver.assignee?.officerId).toBe(ids.judicial);
    await commune.setClock('2026-12-04T02:00:00Z');
    const after = await act(dispatcher, two.id, { act: 'assign', officerId: ids.culture });
    expect(after.assignee?.officerId).toBe(ids.culture);
    await expect(act(dispatcher, two.id, { act: 'assign', officerId: ids.chairman })).rejects.toMatchObject({ code: 'officer_excluded' });

    // Settings say what is wrong, and to whom they were changed under their hands.
    const settings = await dispatcher.call(readFeedbackSettings, {});
    const save = (change: object) =>
      raw(commune.url, 'PUT', '/desk/feedback-settings', { token: dispatcher.token, body: { ...settings, ...change } });
    const wrong = await save({ routing: [{ categoryKey: 'khong-co', hamletKey: 'xom-9', officerId: ids.chairman }] });
    expect(JSON.stringify(wrong.body)).toContain('body.routing.0.hamletKey');
    expect((await save({ revision: settings.revision - 1 })).body.code).toBe('report_changed');
    const twice = await Promise.allSettled([1, 2].map(() => dispatcher.call(saveFeedbackSettings, { body: settings })));
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('assigns and merges many at once, says what was changed meanwhile, and takes it back within ten minutes', async () => {
    const commune = await house();
    await withHamlets(commune);
    const people = await office(commune);
    const { dispatcher, culture, chairman, ids } = people;
    const minh = await commune.person('minh');
    const lan = await commune.person('lan', { name: 'Hoàng Thị Lan' });
    const one = await file(minh);
    const two = await file(lan, { text: 'Chỗ nhà văn hóa đường lõm một hố to, nước đọng.' });
    const three = await file(lan, { text: 'Xin sửa giúp hố ở đường trước nhà văn hóa xóm 1.' });
    const stale = { id: three.id, revision: 0 };
    await act(dispatcher, three.id, { act: 'note', text: 'Trùng với phản ánh khác.' });
    const done = await dispatcher.call(desk.assignReports, {
      body: { reports: [{ id: one.id, revision: 0 }, { id: two.id, revision: 0 }, stale], officerId: ids.culture, reason: '' },
    });
    expect(done).toMatchObject({ done: 2, refused: [{ id: three.id, code: three.code }] });
    await commune.work();
    expect(await lettersWith(commune, 'van-hoa', 'phản ánh khác')).toHaveLength(1);
    const undo = () => dispatcher.call(desk.undoReportAction, { params: { id: done.actionId ?? '' } });
    await expect(culture.call(desk.undoReportAction, { params: { id: done.actionId ?? '' } })).rejects.toMatchObject({
      code: 'not_allowed',
    });
    const undone = await Promise.allSettled([undo(), undo()]);
    expect(undone.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await list(dispatcher, { view: 'unassigned' })).reports).toHaveLength(3);

    const now = async (id: string) => ({ id, revision: (await read(dispatcher, id)).revision });
    const merged = await dispatcher.call(desk.mergeReports, {
      body: { into: await now(one.id), reports: [await now(two.id), await now(three.id)], reason: 'Cùng một chỗ' },
    });
    expect(merged).toMatchObject({ done: 2, refused: [] });
    expect(await read(dispatcher, one.id)).toMatchObject({
      people: 2,
      merged: expect.arrayContaining([expect.objectContaining({ code: two.code })]),
    });
    expect(await lan.call(contract.readReport, { params: { id: two.id } })).toMatchObject({ status: 'merged' });
    await dispatcher.call(desk.undoReportAction, { params: { id: merged.actionId ?? '' } });
    expect(await read(dispatcher, one.id)).toMatchObject({ people: 1, merged: [] });
    expect(await read(dispatcher, two.id)).toMatchObject({ status: 'new', mergedInto: null });

    const again = await dispatcher.call(desk.mergeReports, {
      body: { into: await now(one.id), reports: [await now(two.id), await now(three.id)], reason: '' },
    });
    await commune.advance(11 * 60_000);
    await expect(dispatcher.call(desk.undoReportAction, { params: { id: again.actionId ?? '' } })).rejects.toMatchObject({
      code: 'undo_too_late',
    });
    await act(dispatcher, one.id, { act: 'assign', officerId: ids.dispatcher });
    await answered(dispatcher, chairman, one.id, 'Xã đã đổ bê tông chỗ hố này.');
    // Whoever was merged reads the one answer under their own code.
    expect((await lan.call(contract.readReport, { params: { id: two.id } })).answers).toMatchObject([
      { text: 'Xã đã đổ bê tông chỗ hố này.' },
    ]);
    await commune.work();
    expect(await lettersWith(commune, 'lan', one.code)).toHaveLength(1);
  });

  it('lets one of two officers act on the same report, and the other read it anew', async () => {
    const commune = await house();
    await withHamlets(commune);
    const people = await office(commune);
    const minh = await commune.person('minh');
    const { id } = await file(minh);
    const accept = (who: Person) => who.call(desk.actOnDeskReport, { params: { id }, body: { revision: 0, action: { act: 'accept' } } });
    const results = await Promise.allSettled([accept(people.dispatcher), accept(people.dispatcher), accept(people.dispatcher)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(accept(people.dispatcher)).rejects.toMatchObject({ code: 'report_changed' });
    await expect(act(people.dispatcher, id, { act: 'accept' })).rejects.toMatchObject({ code: 'report_not_open' });
  });
});

describe('the clock', () => {
  it('reminds before, on and after the due day and tells the chairman once, however often and in however many workers it runs', async () => {
    const commune = await house();
    await withHamlets(commune);
    const people = await office(commune);
    await setUp(people, { routing: [{ categoryKey: 'an-ninh', hamletKey: null, officerId: people.ids.culture }] });
    const minh = await commune.person('minh');
    const { id, code, promisedOn } = await file(minh, { categoryKey: 'an-ninh', text: 'Chó thả rông đuổi trẻ con ở ngõ cuối xóm.' });
    expect(promisedOn).toBe('2026-12-08');
    const { notices } = commune.composed.feedback;
    const morning = async (day: string) => {
      await commune.setClock(`${day}T01:00:00Z`);
      await Promise.all([notices.sweep(), notices.sweep(), notices.sweep()]);
      await notices.sweep();
      await Promise.all([notices.relay(), notices.relay()]);
    };
    for (const day of ['2026-12-04', '2026-12-07', '2026-12-07', '2026-12-08', '2026-12-09', '2026-12-10', '2026-12-15', '2026-12-16'])
      await morning(day);
    const said = async (who: string, words: string) =>
      (await lettersWith(commune, who, code)).filter(({ text }) => text.includes(words)).length;
    expect([
      await said('van-hoa', 'còn 1 ngày'),
      await said('van-hoa', 'hạn trả lời hôm nay'),
      await said('van-hoa', 'đã quá hạn'),
    ]).toEqual([1, 1, 1]);
    expect([await said('chu-tich', 'quá hạn nhiều ngày'), await said('van-hoa', 'quá hạn nhiều ngày')]).toEqual([1, 0]);
    const { events } = await read(people.dispatcher, id);
    for (const words of ['Đã quá hạn.', 'Quá hạn nhiều ngày: báo lãnh đạo.'])
      expect(events.filter(({ text }) => text === words)).toHaveLength(1);
    const { reports, counts } = await list(people.chairman, { view: 'overdue' });
    expect([counts.overdue, reports[0]?.lateness, reports[0]?.veryOverdue]).toEqual([1, { kind: 'late', workingDays: 6 }, true]);
    expect(await minh.call(contract.readReport, { params: { id } })).toMatchObject({ lateDays: 6, promisedOn: '2026-12-08' });
  });

  it('counts over Tết, stands still while the resident is asked, and moves with the calendar only forward', async () => {
    const commune = await house();
    await withHamlets(commune);
    await commune.setClock('2026-02-09T02:00:00Z');
    for (const date of ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'])
      await commune.composed.calendar.saveHoliday({
        date,
        name: 'Tết Nguyên đán',
        kind: 'lunar',
        confirmed: true,
        decision: null,
        cancelled: false,
      });
    const people = await office(commune);
    await setUp(people, { routing: [{ categoryKey: 'duong-dien-nuoc', hamletKey: null, officerId: people.ids.culture }] });
    const minh = await commune.person('minh');
    // 10–13 February are four working days, 23 February to 2 March six.
    const { id, promisedOn } = await file(minh);
    expect(promisedOn).toBe('2026-03-02');
    await commune.setClock('2026-02-12T02:00:00Z');
    expect(await act(people.culture, id, { act: 'ask', question: 'Đoạn nào hỏng nặng nhất?' })).toMatchObject({
      dueOn: null,
      lateness: { kind: 'paused' },
    });
    await commune.setClock('2026-02-24T02:00:00Z');
    await minh.call(contract.actOnReport, {
      params: { id },
      body: { action: { act: 'supplement', text: 'Đoạn gần cổng trường.', draft: null, mediaIds: [] } },
    });
    // 12, 13 and 23 February did not count.
    expect(await read(people.culture, id)).toMatchObject({ dueOn: '2026-03-05', status: 'in_progress', question: null });
    await commune.composed.calendar.saveHoliday({
      date: '2026-03-04',
      name: 'Nghỉ bù',
      kind: 'compensatory',
      confirmed: true,
      decision: null,
      cancelled: false,
    });
    await Promise.all([commune.composed.feedback.notices.recount(), commune.composed.feedback.notices.recount()]);
    expect((await read(people.culture, id)).dueOn).toBe('2026-03-06');
    await commune.composed.calendar.saveHoliday({
      date: '2026-03-04',
      name: 'Nghỉ bù',
      kind: 'compensatory',
      confirmed: true,
      decision: null,
      cancelled: true,
    });
    await commune.composed.feedback.notices.recount();
    expect(await read(people.culture, id)).toMatchObject({ dueOn: '2026-03-06', promisedOn: '2026-03-06' });
  });
});

describe('what was put aside', () => {
  it('is asked after when it may be serious, and not when it is advertising', async () => {
    const commune = await house();
    await withHamlets(commune);
    const people = await office(commune);
    const minh = await commune.person('minh');
    const serious = await file(minh, { text: 'Cuối xóm có tụ tập cờ bạc buổi tối, xin xã nhắc nhở.', confirmed: ['denunciation'] });
    const lan = await commune.person('lan', { name: 'Hoàng Thị Lan' });
    const advertising = await file(lan, {
      text: 'Vay nhanh lãi thấp giải ngân trong ngày, truy cập http://vay-nhanh.example hoặc zalo 0987654321 nhé bà con',
    });
    await commune.setClock('2026-12-16T02:00:00Z');
    await commune.work();
    await commune.work();
    expect(await lettersWith(commune, 'van-phong', serious.code)).toMatchObject([
      expect.anything(),
      { text: expect.stringContaining('quá hạn') },
    ]);
    expect(await lettersWith(commune, 'van-phong', advertising.code)).toEqual([]);
    expect((await list(people.dispatcher, { view: 'suspected' })).counts.suspected).toBe(2);
  });
});

describe('what everybody may read', () => {
  it('is moderated, masked and reviewed; the original stays with the office', async () => {
    const commune = await house();
    await withHamlets(commune);
    const people = await office(commune);
    await setUp(people, { routing: [{ categoryKey: 'duong-dien-nuoc', hamletKey: null, officerId: people.ids.culture }] });
    const minh = await commune.person('minh');
    const { draft: draftMark, media } = await picture(commune, 'picture-1');
    const text = 'Đường hỏng trước nhà ông Bảy, gọi 0912 345 678, xe 20-B1 123.45 ngã hôm qua.';
    const place = {
      hamletKey: 'xom-1',
      landmark: 'cạnh nhà ông Bảy',
      location: { latitude: 21.657123, longitude: 105.643456, accuracy: 5 },
    };
    const { id } = await file(minh, { text, place, draft: draftMark, mediaIds: [media.id] });
    const board = (query: Record<string, string> = {}) => minh.call(boardContract.listBoard, { query });
    expect((await board()).reports).toEqual([]);
    await expect(minh.call(boardContract.readBoardReport, { params: { id } })).rejects.toMatchObject({ code: 'report_not_found' });

    const publish = (pictureIds: string[]): desk.DeskAct => ({
      act: 'publish_on_board',
      text: text.replace('trước nhà ông Bảy, ', ''),
      pictureIds,
      reason: 'Bỏ tên người',
    });
    await expect(act(people.culture, id, publish([media.id]))).rejects.toMatchObject({ code: 'picture_not_reviewed' });
    await people.culture.call(desk.reviewPicture, {
      params: { id, mediaId: media.id },
      body: { areas: [{ x: 0.1, y: 0.1, width: 0.3, height: 0.3 }] },
    });
    const shown = await act(people.culture, id, publish([media.id]));
    expect(shown).toMatchObject({ text, board: { state: 'published', reason: 'Bỏ tên người' } });
    const found = await minh.call(boardContract.readBoardReport, { params: { id } });
    expect(found.text).not.toMatch(/0912|345 678|123\.45|ông Bảy/);
    expect(found).toMatchObject({ reporterName: null, location: { latitude: 21.657, longitude: 105.643 }, state: 'open' });
    expect(JSON.stringify(found)).not.toContain('ông Bảy');
    expect((await fetch(found.pictures[0]?.url.replace(/^.*(?=\/report-media)/, commune.url) ?? '')).status).toBe(200);
    expect((await board({ q: 'duong hong' })).reports).toHaveLength(1);
    // The words that were taken out are not found either.
    expect((await board({ q: 'bảy' })).reports).toEqual([]);
    expect((await board({ hamlet: 'xom-2' })).reports).toEqual([]);
    expect((await board({ state: 'answered' })).reports).toEqual([]);
    expect((await minh.call(boardContract.readBoardMap, { query: {} })).points).toMatchObject([{ id, latitude: 21.657 }]);

    await answered(people.culture, people.chairman, id, 'Đã vá xong. Ông Bảy 0912 345 678 xác nhận; thắc mắc xin gọi 0208 000 0000.');
    const answeredReport = await minh.call(boardContract.readBoardReport, { params: { id } });
    expect(answeredReport).toMatchObject({ state: 'answered', answers: [{ signedBy: 'Trần Thị Cán Bộ, Chủ tịch UBND xã' }] });
    expect(answeredReport.answers[0]?.text).not.toContain('345 678');
    expect(answeredReport.answers[0]?.text).toContain('0208 000 0000');
    const statistics = await minh.call(boardContract.readBoardStatistics, {});
    expect(statistics.all).toMatchObject({ received: 1, answered: 1, onTimePercent: 100, medianWorkingDays: 0, satisfaction: null });

    await act(people.culture, id, { act: 'hide_from_board', reason: 'Người dân đề nghị gỡ' });
    expect((await board()).reports).toEqual([]);
    expect((await fetch(found.pictures[0]?.url.replace(/^.*(?=\/report-media)/, commune.url) ?? '')).status).toBe(404);
  });

  it('names a reporter only who chose it', async () => {
    const commune = await house();
    await withHamlets(commune);
    const people = await office(commune);
    const minh = await commune.person('minh');
    for (const [privacy, expected] of [
      ['public', 'Nguyễn Văn Minh'],
      ['officers_only', null],
    ] as const) {
      const { id } = await file(minh, {
        privacy,
        text: `Đèn đường ngã ba bị tắt đã lâu, xin sửa giúp (${privacy === 'public' ? 'có tên' : 'ẩn tên'}).`,
      });
      await act(people.dispatcher, id, { act: 'publish_on_board', text: 'Đèn đường ngã ba bị tắt đã lâu.', pictureIds: [], reason: '' });
      const found = await minh.call(boardContract.readBoardReport, { params: { id } });
      expect([privacy, found.reporterName]).toEqual([privacy, expected]);
    }
  });
});

describe('abuse', () => {
  it('slows a flood down, puts advertising aside, and blocks silently', async () => {
    const commune = await house();
    await withHamlets(commune);
    const people = await office(commune);
    const minh = await commune.person('minh');
    const advertising = 'Vay nhanh lãi thấp giải ngân trong ngày, truy cập http://vay-nhanh.example hoặc zalo 0987654321 nhé bà con';
    const spam = await file(minh, { text: advertising });
    expect((await list(people.dispatcher, { view: 'suspected' })).reports).toMatchObject([{ code: spam.code }]);
    expect((await list(people.dispatcher)).reports).toEqual([]);
    await act(people.dispatcher, spam.id, { act: 'block', days: 30, reason: 'Quảng cáo vay tiền' });
    await act(people.dispatcher, spam.id, { act: 'mark_spam', reason: 'Quảng cáo vay tiền' });
    await commune.advance(2 * 3_600_000);
    // The blocked one gets a receipt like everybody else.
    const next = await file(minh, { text: 'Rác ở bờ ao đầu xóm bốc mùi mấy hôm nay.' });
    expect(next.code).toMatch(/^PA-/);
    expect((await list(people.dispatcher, { view: 'suspected' })).reports).toMatchObject([{ code: next.code, suspicions: ['blocked'] }]);
    const { blocks } = await people.dispatcher.call(desk.listReportBlocks, {});
    expect(blocks).toMatchObject([{ held: 1, until: '2026-12-31' }]);
    await act(people.dispatcher, next.id, { act: 'release', reason: 'Đúng sự việc' });
    await people.dispatcher.call(desk.liftReportBlock, { params: { id: blocks[0]?.id ?? '' } });

    const lan = await commune.person('lan', { name: 'Hoàng Thị Lan' });
    let slowed: Record<string, unknown> | null = null;
    for (let count = 0; count < 30 && slowed === null; count += 1) {
      const answer = await raw(commune.url, 'POST', '/reports', {
        token: lan.token,
        body: draft({ text: `Đường hỏng đoạn số ${count}, xin xã sửa giúp bà con.` }),
      });
      if (answer.status === 429) slowed = answer.body;
    }
    expect(slowed).toMatchObject({ code: 'too_many_requests', retryAfter: expect.any(Number) });
  });
});
