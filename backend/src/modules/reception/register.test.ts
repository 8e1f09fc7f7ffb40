import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { type Person, raw } from '../../../testing/house.js';
import { listAudit } from '../../contracts/audit.js';
import { permissions } from '../../contracts/permissions.js';
import * as contract from '../../contracts/reception.js';
import { cancelReceptionSession, readReceptionBooking } from '../../contracts/reception.js';
import * as register from '../../contracts/reception-register.js';
import {
  answerReceptionEntry,
  correctReceptionEntry,
  keepReceptionPromise,
  listDueReceptionAnswers,
  listReceptionEntries,
  listReceptionOfficers,
  markReceptionAbsence,
  type ReceptionEntry,
  readReceptionDay,
  readReceptionEntry,
  saveReceptionMinutes,
} from '../../contracts/reception-register.js';
import { type Role, roles } from '../../contracts/residents.js';
import { booked, commune, documents, line, onThatDay, published, visit, written, wroteToUs } from './reception.testing.js';

const code = (code: string) => expect.objectContaining({ code });
const at = (field: string) =>
  expect.objectContaining({ code: 'invalid_request', fields: expect.objectContaining({ [field]: expect.any(String) }) });
const fulfilled = <T>(outcomes: PromiseSettledResult<T>[]) => outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
const minutesOf = (entry: ReceptionEntry, change: Record<string, unknown> = {}) => ({
  revision: entry.revision,
  said: 'Ông Minh trình bày đường sạt. Chủ tịch tiếp thu.',
  promises: [{ id: null, what: 'Cử cán bộ địa chính đi xem', by: 'Công chức Địa chính', until: '2026-12-18' }],
  ...change,
});

describe('the register', () => {
  it('opens on the day, knows who booked, and numbers lines without a gap whoever writes at once', async () => {
    const { here, office, chairman, minh } = await commune();
    const { id } = await published(office, { places: 6 });
    const mine = await booked(minh, id, { phone: '0912 345 678' });
    const hoa = await here.person('hoa', { name: 'Lý Thị Hoa' });
    const absent = await booked(hoa, id);
    expect(await office.call(readReceptionDay, { params: { id } })).toMatchObject({ registerOpen: false, entries: [] });
    await expect(written(office, id)).rejects.toEqual(code('reception_too_early'));
    await expect(office.call(markReceptionAbsence, { params: { id: absent.id }, body: { absent: true } })).rejects.toEqual(
      code('reception_too_early'),
    );

    await here.setClock(onThatDay('09:00'));
    const day = await office.call(readReceptionDay, { params: { id } });
    expect(day.registerOpen).toBe(true);
    expect(day.visitors).toEqual([
      expect.objectContaining({
        seat: 1,
        around: '08:00',
        name: 'Nguyễn Văn Minh',
        phone: '+84912345678',
        topic: visit.topic,
        absent: false,
      }),
      expect.objectContaining({ seat: 2, name: 'Nguyễn Văn Minh' }),
    ]);
    const { topic: content, phone: _phone, people, name, address } = { ...visit };
    const fromBooking = { content, people, name, address, bookingId: mine.id };
    const entry = await written(office, id, fromBooking);
    expect(entry).toMatchObject({ number: '1/2026', day: '2026-12-10', dueOn: '2026-12-24', state: 'waiting', booked: true });
    await expect(written(chairman, id, fromBooking)).rejects.toEqual(code('reception_entry_exists'));
    await office.call(markReceptionAbsence, { params: { id: absent.id }, body: { absent: true } });
    expect((await office.call(readReceptionDay, { params: { id } })).visitors).toEqual([
      expect.objectContaining({ seat: 2, absent: true }),
    ]);
    await office.call(markReceptionAbsence, { params: { id: absent.id }, body: { absent: false } });
    await expect(office.call(markReceptionAbsence, { params: { id: mine.id }, body: { absent: true } })).rejects.toEqual(
      code('reception_entry_exists'),
    );

    // Walk-ins, all at once, one of them pressed three times.
    const rush = await Promise.all([
      ...Array.from({ length: 6 }, (_, place) => written(place % 2 === 0 ? office : chairman, id, { name: `Người Thứ ${place}` })),
      ...Array.from({ length: 3 }, () => written(office, id, { name: 'Ba Lần' }, 'three-presses')),
    ]);
    expect(new Set(rush.map(({ number }) => number)).size).toBe(7);
    await expect(written(office, id, { name: 'Khác' }, 'three-presses')).rejects.toEqual(code('idempotency_key_reused'));
    const { entries } = await office.call(listReceptionEntries, { query: {} });
    expect(entries.map(({ number }) => number)).toEqual([8, 7, 6, 5, 4, 3, 2, 1].map((number) => `${number}/2026`));

    const stored = JSON.stringify(await documents(here, 'reception_entries'));
    for (const secret of ['Hoa', 'Xóm 5', '019190000123', 'liên xóm', 'Tân Lập', 'sạt']) expect(stored).not.toContain(secret);
  });

  it('is found by number, day and kind, and corrected so that what stood before stays', async () => {
    const { here, office, chairman } = await commune();
    const { id } = await published(office);
    await here.setClock(onThatDay('09:00'));
    const one = await written(office, id);
    await written(office, id, { kind: 'complaint', name: 'BẾ THỊ XUÂN' });
    const find = (query: Parameters<typeof office.call<typeof listReceptionEntries>>[1]['query']) =>
      office.call(listReceptionEntries, { query }).then(({ entries }) => entries.map(({ number }) => number));
    expect(await find({ number: '1' })).toEqual(['1/2026']);
    expect(await find({ number: '2/2026' })).toEqual(['2/2026']);
    expect(await find({ number: '2/2025' })).toEqual([]);
    expect(await find({ kind: 'complaint', from: '2026-12-10', to: '2026-12-10' })).toEqual(['2/2026']);
    expect(await find({ to: '2026-12-09' })).toEqual([]);

    const better = { ...line, address: 'Xóm 6', result: 'Đã sửa tạm', revision: 0, reason: 'Ghi nhầm xóm' };
    const races = await Promise.allSettled(
      [office, chairman, office].map((who) => who.call(correctReceptionEntry, { params: { id: one.id }, body: better })),
    );
    expect(fulfilled(races)).toHaveLength(1);
    const shown = await chairman.call(readReceptionEntry, { params: { id: one.id } });
    expect(shown).toMatchObject({ revision: 1, fields: { address: 'Xóm 6', result: 'Đã sửa tạm' } });
    expect(shown.corrections).toEqual([
      expect.objectContaining({
        by: 'Trần Thị Cán Bộ',
        reason: 'Ghi nhầm xóm',
        before: { part: 'fields', fields: expect.objectContaining({ address: 'Xóm 5' }) },
      }),
    ]);
    for (const [change, field] of [
      [{ identityNumber: '12345' }, 'identityNumber'],
      [{ people: 0 }, 'people'],
      [{ content: 'x'.repeat(10_000) }, 'content'],
      [{ name: '' }, 'name'],
      [{ refusal: { ground: 'bored', note: '' } }, 'refusal.ground'],
      [{ complainedOfficerIds: ['0123456789abcdef01234567'] }, 'complainedOfficerIds'],
    ] as const)
      await expect(written(office, id, change as object)).rejects.toEqual(at(`body.${field}`));
    const { id: gone, revision } = await published(office, { day: '2026-12-24' });
    await office.call(cancelReceptionSession, { params: { id: gone }, body: { revision, reason: 'Bận họp đột xuất' } });
    await here.setClock('2026-12-24T03:00:00Z');
    await expect(written(office, gone)).rejects.toEqual(code('reception_session_closed'));
  });

  it('keeps a denunciation to its handler and the chairman, and from whoever is complained of', async () => {
    const { here, office, chairman, minh } = await commune();
    const judicial = await here.officer('tu-phap', ['judicial_officer']);
    const { id } = await published(office);
    const mine = await booked(minh, id, { topic: 'Xin trình bày trực tiếp' });
    await here.setClock(onThatDay('09:00'));
    await wroteToUs(here, 'minh');
    const secret = { kind: 'denunciation' as const, content: 'Tố cáo việc thu tiền', bookingId: mine.id, name: 'Nguyễn Văn Minh' };
    const one = await written(judicial, id, secret);
    await expect(office.call(readReceptionEntry, { params: { id: one.id } })).rejects.toEqual(code('not_allowed'));
    const [row] = (await office.call(listReceptionEntries, { query: {} })).entries;
    expect(row).toMatchObject({ number: '1/2026', secret: true, kind: null, name: '', content: '', people: null, answer: null });
    expect((await office.call(listReceptionEntries, { query: { kind: 'denunciation' } })).entries).toEqual([]);
    expect((await chairman.call(readReceptionEntry, { params: { id: one.id } })).fields.content).toBe('Tố cáo việc thu tiền');

    // It stays off the phone, which may lie on a table.
    await judicial.call(saveReceptionMinutes, { params: { id: one.id }, body: minutesOf(one) });
    await judicial.call(answerReceptionEntry, { params: { id: one.id }, body: { kind: 'accepted', revision: 1 } });
    await here.work();
    expect(await here.inbox('minh')).toEqual([]);
    expect((await minh.call(readReceptionBooking, { params: { id: mine.id } })).outcome).toEqual({
      number: '1/2026',
      secret: true,
      dueOn: null,
      answers: [],
      said: null,
      promises: [],
    });

    const { officers } = await office.call(listReceptionOfficers, {});
    const chairmanId = officers.find(({ title }) => title === 'Chủ tịch UBND xã')?.id ?? '';
    const about = await written(judicial, id, { kind: 'complaint', content: 'Khiếu nại Chủ tịch', complainedOfficerIds: [chairmanId] });
    await expect(chairman.call(readReceptionEntry, { params: { id: about.id } })).rejects.toEqual(code('not_allowed'));
    await expect(written(chairman, id, { complainedOfficerIds: [chairmanId] })).rejects.toEqual(at('body.complainedOfficerIds'));
    // Late or not: who is complained of is not told.
    await here.setClock('2026-12-28T02:00:00Z');
    await here.work();
    expect((await here.inbox('chu-tich')).filter(({ text }) => text.includes('2/2026'))).toEqual([]);
  });

  it('leaves as a spreadsheet with the thirteen columns, denunciations without a word, and is written down as taken out', async () => {
    const { here, office, chairman } = await commune();
    const { id } = await published(office);
    await here.setClock(onThatDay('09:00'));
    const first = await written(office, id, { content: '=HYPERLINK("http://x","y")' });
    await office.call(answerReceptionEntry, {
      params: { id: first.id },
      body: { kind: 'forwarded', revision: 0, forwardedTo: 'Công an xã' },
    });
    await written(chairman, id, { kind: 'denunciation', name: 'Người Tố Cáo', content: 'Chuyện kín' });
    await written(office, id, { refusal: { ground: 'unfit', note: 'Đã mời về' } });
    const path = '/desk/reception/register.xlsx';
    const response = await fetch(`${here.url}/api${path}?from=2026-12-01&to=2026-12-31`, {
      headers: { authorization: `Bearer ${office.token}` },
    });
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    const rows =
      workbook.worksheets[0]
        ?.getSheetValues()
        .map((row) => Array.from({ length: 13 }, (_, place) => (Array.isArray(row) ? (row[place + 1] ?? '') : ''))) ?? [];
    expect(rows[2]).toEqual(expect.arrayContaining(['STT', 'Họ tên, địa chỉ', 'Số CCCD/định danh', 'Loại đơn', 'Ghi chú']));
    expect(rows[2]?.every((header) => header !== '')).toBe(true);
    expect(rows[3]).toEqual([
      1,
      '10/12/2026',
      'Lý Thị Hoa, Xóm 5',
      '••••0123',
      '=HYPERLINK("http://x","y")',
      'Kiến nghị',
      1,
      '',
      'Có',
      '',
      'Công an xã',
      'Đã chuyển cơ quan có thẩm quyền ngày 10/12/2026.',
      '',
    ]);
    expect(rows[4]).toEqual([2, '10/12/2026', ...Array.from({ length: 11 }, () => '(bảo mật theo Luật Tố cáo)')]);
    expect(rows[5]).toEqual(expect.arrayContaining([expect.stringContaining('Từ chối tiếp: Đang say')]));
    const { entries } = await chairman.call(listAudit, { query: { verb: 'exported' } });
    expect(entries[0]).toMatchObject({ path, summary: 'Xuất sổ tiếp công dân ra Excel' });
    const token = office.token;
    expect((await raw(here.url, 'GET', `${path}?from=2026-12-31&to=2026-12-01`, { token })).body.code).toBe('invalid_request');
    expect((await raw(here.url, 'GET', `${path}?from=hom-nay&to=2026-12-01`, { token })).body.code).toBe('invalid_request');
  });
});

describe('what follows', () => {
  it('is read by who booked: minutes, promises until they are done, and the answer', async () => {
    const { here, office, chairman, minh } = await commune();
    const { id } = await published(office);
    const mine = await booked(minh, id);
    const theirs = () => minh.call(readReceptionBooking, { params: { id: mine.id } });
    await here.setClock(onThatDay('10:00'));
    await wroteToUs(here, 'minh');
    const entry = await written(office, id, { bookingId: mine.id });
    expect((await theirs()).outcome).toMatchObject({ number: '1/2026', dueOn: '2026-12-24', answers: [], said: null });
    await expect(
      office.call(saveReceptionMinutes, {
        params: { id: entry.id },
        body: minutesOf(entry, { promises: [{ id: null, what: 'Đi xem', by: 'Ông A', until: '2026-12-01' }] }),
      }),
    ).rejects.toEqual(at('body.promises.0.until'));
    const first = await office.call(saveReceptionMinutes, { params: { id: entry.id }, body: minutesOf(entry) });
    const promise = first.minutes?.promises[0];
    expect((await theirs()).outcome).toMatchObject({
      said: expect.stringContaining('tiếp thu'),
      promises: [{ what: 'Cử cán bộ địa chính đi xem', done: null }],
    });

    await expect(office.call(saveReceptionMinutes, { params: { id: entry.id }, body: minutesOf(first) })).rejects.toEqual(
      at('body.reason'),
    );
    const kept = await office.call(keepReceptionPromise, {
      params: { id: entry.id, promise: promise?.id ?? '' },
      body: { revision: 1, note: 'Đã đi xem ngày 12' },
    });
    expect([kept.openPromises, (await office.call(listDueReceptionAnswers, {})).promises]).toEqual([0, []]);
    await expect(
      office.call(keepReceptionPromise, { params: { id: entry.id, promise: 'khongco' }, body: { revision: 2, note: '' } }),
    ).rejects.toEqual(code('reception_entry_not_found'));
    const more = [
      { id: promise?.id ?? null, what: 'Cử cán bộ địa chính đi xem', by: 'Công chức Địa chính', until: '2026-12-18' },
      { id: null, what: 'Sửa đoạn sạt', by: 'UBND xã', until: '2027-01-15' },
    ];
    const second = await chairman.call(saveReceptionMinutes, {
      params: { id: entry.id },
      body: minutesOf(kept, { promises: more, reason: 'Bổ sung việc sửa đường' }),
    });
    expect(second.minutes?.promises.map(({ done }) => done?.note ?? null)).toEqual(['Đã đi xem ngày 12', null]);
    expect(second.corrections).toEqual([
      expect.objectContaining({ reason: 'Bổ sung việc sửa đường', before: expect.objectContaining({ part: 'minutes' }) }),
    ]);
    expect((await office.call(listDueReceptionAnswers, {})).promises).toHaveLength(1);

    const presses = await Promise.allSettled(
      [office, chairman, office].map((who) =>
        who.call(answerReceptionEntry, { params: { id: entry.id }, body: { kind: 'accepted', revision: second.revision } }),
      ),
    );
    expect(fulfilled(presses)).toHaveLength(1);
    await here.work();
    await here.work();
    const [told, ...others] = await here.inbox('minh');
    expect([told?.text, others]).toEqual([expect.stringContaining('Xã đã có trả lời sau buổi tiếp công dân ngày 10/12/2026'), []]);
    expect((await theirs()).outcome).toMatchObject({ dueOn: null, answers: [{ kind: 'accepted' }] });

    const revision = second.revision + 1;
    const wrong = { kind: 'refused', revision, reason: 'Không thuộc thẩm quyền của xã' } as const;
    await expect(office.call(answerReceptionEntry, { params: { id: entry.id }, body: wrong })).rejects.toEqual(code('reception_answered'));
    const put = await office.call(answerReceptionEntry, { params: { id: entry.id }, body: { ...wrong, correction: 'Bấm nhầm nút' } });
    expect(put.answers.map(({ kind, correction }) => [kind, correction])).toEqual([
      ['accepted', null],
      ['refused', 'Bấm nhầm nút'],
    ]);
    expect((await theirs()).outcome?.answers.map(({ kind }) => kind)).toEqual(['refused']);
    await here.work();
    expect(await here.inbox('minh')).toHaveLength(2);
  });

  it('is due in ten working days, extended once, reminded of twice, and goes to the chairman once when it is late', async () => {
    const opened = await commune();
    const { here } = opened;
    let { office, chairman } = opened;
    const { id } = await published(office);
    await here.setClock(onThatDay('10:00'));
    const entry = await written(office, id);
    const answer = (body: Parameters<typeof office.call<typeof answerReceptionEntry>>[1]['body']) =>
      office.call(answerReceptionEntry, { params: { id: entry.id }, body });
    const toOffice = async () => (await here.inbox('van-phong')).map(({ text }) => text);
    const toChairman = async () => (await here.inbox('chu-tich')).map(({ text }) => text);
    const everybodyWorks = async (instant: string) => {
      await here.setClock(instant);
      // Two workers, each twice.
      await Promise.all([here.composed.reception.duty(), here.composed.reception.duty()]);
      await Promise.all([here.composed.reception.duty(), here.composed.reception.duty()]);
    };

    const extension = { kind: 'extended', revision: 0, reason: 'Cần xác minh thực địa' } as const;
    for (const [until, words] of [
      ['2026-12-24', 'sau ngày 24/12/2026'],
      ['2026-12-26', 'không làm việc'],
      ['2027-03-01', 'quá 45 ngày'],
    ] as const)
      await expect(answer({ ...extension, until })).rejects.toEqual(
        expect.objectContaining({ fields: { 'body.until': expect.stringContaining(words) } }),
      );
    await everybodyWorks('2026-12-22T02:00:00Z');
    expect(await toOffice()).toEqual([]);
    await everybodyWorks('2026-12-23T00:00:00Z');
    expect(await toOffice()).toEqual([]);
    await everybodyWorks('2026-12-23T01:00:00Z');
    expect(await toOffice()).toEqual([expect.stringContaining('phải trả lời trong ngày làm việc tới, Thứ Năm, 24/12/2026')]);
    await everybodyWorks('2026-12-24T01:00:00Z');
    expect(await toOffice()).toEqual([expect.anything(), expect.stringContaining('Hôm nay là hạn trả lời lượt tiếp công dân số 1/2026')]);
    // Neither a name nor a word of the matter.
    expect((await toOffice()).join()).not.toMatch(/Hoa|đường/);

    const extended = await answer({ ...extension, until: '2026-12-31' });
    expect(extended).toMatchObject({ state: 'extended', dueOn: '2026-12-31' });
    await expect(answer({ ...extension, revision: 1, until: '2027-01-08' })).rejects.toEqual(code('already_extended'));
    await everybodyWorks('2026-12-28T02:00:00Z');
    expect([(await toOffice()).length, await toChairman()]).toEqual([2, []]);

    // 1 January is a Friday off: late from then on, and the chairman hears of it once, however often the workers look.
    await everybodyWorks('2027-01-04T01:00:00Z');
    await everybodyWorks('2027-01-04T03:00:00Z');
    await everybodyWorks('2027-01-05T03:00:00Z');
    expect(await toChairman()).toEqual([expect.stringContaining('đã quá hạn trả lời 31/12/2026. Người phụ trách: Trần Thị Cán Bộ.')]);
    // A session lives thirty days.
    [office, chairman] = [await here.signedIn('van-phong'), await here.signedIn('chu-tich')];
    const [late] = (await chairman.call(listDueReceptionAnswers, {})).entries;
    expect(late).toMatchObject({ number: '1/2026', lateDays: 2, escalated: true });
    expect((await documents(here, 'reception_notices')).filter((row) => row.kind === 'answer_late')).toHaveLength(1);

    await answer({ kind: 'accepted', revision: extended.revision });
    await everybodyWorks('2027-01-06T03:00:00Z');
    expect([(await toChairman()).length, (await office.call(listDueReceptionAnswers, {})).entries]).toEqual([1, []]);
  });

  it('knows a refusal of Art. 9: nothing to answer, but for a repeated matter a written notice in three working days', async () => {
    const { here, office } = await commune();
    const { id } = await published(office);
    await here.setClock(onThatDay('10:00'));
    const unfit = await written(office, id, { refusal: { ground: 'unfit', note: 'Đang say rượu' } });
    expect(unfit).toMatchObject({ refused: true, clock: 'none', state: 'none', dueOn: null });
    await expect(office.call(answerReceptionEntry, { params: { id: unfit.id }, body: { kind: 'accepted', revision: 0 } })).rejects.toEqual(
      code('reception_answered'),
    );
    const settled = await written(office, id, { kind: 'complaint', refusal: { ground: 'settled', note: 'QĐ 12/QĐ-UBND' } });
    expect(settled).toMatchObject({ clock: 'refusal_notice', state: 'waiting', dueOn: '2026-12-15' });
    const params = { id: settled.id };
    await expect(office.call(answerReceptionEntry, { params, body: { kind: 'accepted', revision: 0 } })).rejects.toEqual(at('body.kind'));
    expect(await office.call(answerReceptionEntry, { params, body: { kind: 'notice', revision: 0 } })).toMatchObject({ state: 'answered' });
    // Put right: it was no refusal at all, and the clock of the law begins.
    const better = { ...line, refusal: null, revision: 0, reason: 'Ghi nhầm là từ chối' };
    expect(await office.call(correctReceptionEntry, { params: { id: unfit.id }, body: better })).toMatchObject({
      state: 'waiting',
      dueOn: '2026-12-24',
    });
  });
});

it('lets each role do what it may and nothing else, on its own and on others’', async () => {
  const { here, office, minh } = await commune();
  const { id } = await published(office);
  const mine = await booked(minh, id);
  const { id: later } = await published(office, { day: '2026-12-31' });
  await here.setClock(onThatDay('09:00'));
  const entry = await written(office, id);
  const people = new Map<Role | 'resident' | 'nobody', Person | null>([['nobody', null]]);
  people.set('resident', await here.person('hoa', { name: 'Lý Thị Hoa' }));
  for (const role of roles) people.set(role, await here.officer(`vai-${role.replaceAll('_', '-')}`, [role]));

  const promise = { id: entry.id, promise: 'abc' };
  const endpoints: [{ method: string; path: string }, Record<string, string>, readonly string[] | 'everybody' | 'residents'][] = [
    [contract.listReception, {}, 'everybody'],
    [contract.bookReception, { id: later }, 'residents'],
    [contract.listMyReceptionBookings, {}, 'residents'],
    [contract.readReceptionBooking, { id: mine.id }, 'residents'],
    [contract.cancelReceptionBooking, { id: mine.id }, 'residents'],
    [contract.readReceptionDefaults, {}, permissions['reception.read']],
    [contract.saveReceptionRules, {}, permissions['reception.manage']],
    [contract.listReceptionSessions, {}, permissions['reception.read']],
    [contract.publishReceptionSession, {}, permissions['reception.manage']],
    [contract.planWeeklyReception, {}, permissions['reception.manage']],
    [contract.publishWeeklyReception, {}, permissions['reception.manage']],
    [contract.changeReceptionSession, { id }, permissions['reception.manage']],
    [contract.cancelReceptionSession, { id }, permissions['reception.manage']],
    [register.readReceptionDay, { id }, permissions['reception.read']],
    [register.listReceptionOfficers, {}, permissions['reception.read']],
    [register.addReceptionEntry, { id }, permissions['reception.receive']],
    [register.markReceptionAbsence, { id: mine.id }, permissions['reception.receive']],
    [register.readReceptionEntry, { id: entry.id }, permissions['reception.read']],
    [register.correctReceptionEntry, { id: entry.id }, permissions['reception.receive']],
    [register.saveReceptionMinutes, { id: entry.id }, permissions['reception.receive']],
    [register.keepReceptionPromise, promise, permissions['reception.receive']],
    [register.answerReceptionEntry, { id: entry.id }, permissions['reception.receive']],
    [register.listReceptionEntries, {}, permissions['reception.read']],
    [register.listDueReceptionAnswers, {}, permissions['reception.read']],
    [{ method: 'GET', path: '/desk/reception/register.xlsx' }, {}, permissions['reception.read']],
  ];
  const declared = [...Object.values(contract), ...Object.values(register)].filter(
    (one): one is typeof contract.listReception => typeof one === 'object' && 'path' in one && 'method' in one,
  );
  expect(endpoints).toHaveLength(declared.length + 1);

  const found: string[] = [];
  const expected: string[] = [];
  for (const [{ method, path }, params, may] of endpoints)
    for (const [role, person] of people) {
      const address = Object.entries(params).reduce((so, [name, value]) => so.replace(`:${name}`, value), path);
      // An empty body: who may is told what is missing, who may not is told that first.
      const { status } = await raw(here.url, method, address, {
        ...(person && { token: person.token }),
        ...(method !== 'GET' && method !== 'DELETE' && { body: {} }),
      });
      const verdict = status === 401 ? 'sign in' : status === 403 ? 'not allowed' : 'open';
      found.push(`${method} ${path} ${role}: ${verdict}`);
      const open = may === 'everybody' || (may === 'residents' ? role !== 'nobody' : may.includes(role));
      expected.push(`${method} ${path} ${role}: ${open ? 'open' : role === 'nobody' ? 'sign in' : 'not allowed'}`);
      // What is another's is not there.
      if (may === 'residents' && params.id === mine.id && person) expect([path, role, status]).toEqual([path, role, 404]);
    }
  expect(found).toEqual(expected);
  // The owner alone finds it.
  expect((await minh.call(readReceptionBooking, { params: { id: mine.id } })).id).toBe(mine.id);
});
