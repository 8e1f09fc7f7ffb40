import { describe, expect, it } from 'vitest';
import { type Person, raw } from '../../../testing/house.js';
import * as desk from '../../contracts/consultation-desk.js';
import * as contract from '../../contracts/consultations.js';
import { readDisclosure } from '../../contracts/disclosures.js';
import { eraseMe, updateMe } from '../../contracts/residents.js';
import { asking, codeOf, draft } from './consultations.testing.js';

async function uploadPdf(url: string, person: Person): Promise<string> {
  const response = await fetch(`${url}/api/files?name=du-thao`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/pdf' },
    body: '%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n%%EOF\n',
  });
  return ((await response.json()) as { id: string }).id;
}

describe('asking Nhân dân before deciding', () => {
  it('goes from a draft through opinions to a published synthesis, and tells who wanted to know, once', async () => {
    const { commune, writer, chairman, create, read, publish, give, list, approve, type, rows } = await asking();
    const fileId = await uploadPdf(commune.url, writer);
    const made = await create({ papers: [{ fileId, label: 'Dự thảo đầy đủ' }], planFront: null, closesOn: '2026-12-20' });
    expect(made).toMatchObject({ number: 'LYK-2026-0001', state: 'draft', leastClosing: { day: '2026-12-21', days: 20 } });
    expect(made.working?.content.parts.map(({ key }) => key)).toEqual(['p1', 'p2', 'p3']);

    // Nothing reaches people before everything is there; what is missing is named with its article.
    const refused = await raw(commune.url, 'POST', `/desk/consultations/${made.id}/publish`, {
      token: chairman.token,
      body: { revision: made.revision },
    });
    expect([refused.status, refused.body.code]).toEqual([422, 'consultation_incomplete']);
    const fields = refused.body.fields as { field: string; message: string }[];
    expect(fields.map(({ field }) => field)).toEqual(['body.planFront', 'body.closesOn']);
    expect(fields[0]?.message).toContain('Điều 28');
    const minh = await commune.person('minh', { name: 'Nguyễn Văn Minh' });
    expect(await codeOf(minh.call(contract.readConsultation, { params: { id: made.id } }))).toBe('consultation_not_found');
    expect((await fetch(`${commune.url}/files/${fileId}`)).status).toBe(404);

    const { content } = made.working ?? {};
    const fixed = await writer.call(desk.saveConsultation, {
      params: { id: made.id },
      body: { ...draft, parts: content?.parts ?? [], papers: [{ fileId, label: 'Dự thảo đầy đủ' }], revision: made.revision, reason: null },
    });
    // Whoever wrote it last does not publish it; of two who press at once, one does.
    expect(await codeOf(publish(made.id, writer))).toBe('own_consultation');
    const pressed = await Promise.all(
      [1, 2, 3].map(() => codeOf(chairman.call(desk.publishConsultation, { params: { id: made.id }, body: { revision: fixed.revision } }))),
    );
    expect(pressed.sort()).toEqual(['consultation_changed', 'consultation_changed', 'done']);
    const { id } = made;
    expect(await read(id)).toMatchObject({ state: 'open', opensOn: '2026-12-01', closesOn: '2026-12-21', working: null });
    expect((await fetch(`${commune.url}/files/${fileId}`)).status).toBe(200);
    expect(await commune.composed.consultations.reading.openFor()).toEqual([
      { id, number: 'LYK-2026-0001', title: draft.title, closesOn: '2026-12-21' },
    ]);

    // Opinions wait until they are read.
    await minh.call(updateMe, { body: { hamletKey: 'xom-1' } });
    const own = await give(minh, id, {
      paragraph: 'p2',
      text: 'Nên trồng ở xóm 3 nữa, gọi tôi 0912 345 678.',
      named: true,
      tellHamlet: true,
      tellMe: true,
    });
    expect(own).toMatchObject({ state: 'waiting', name: 'Nguyễn Văn Minh', answer: null });
    await give(minh, id, { text: 'Đường nên làm trước mùa mưa.', tellMe: true });
    expect(await codeOf(give(minh, id, { paragraph: 'p1' }))).toBe('invalid_request');
    const lan = await commune.person('lan', { name: 'Hoàng Thị Lan' });
    const page = await lan.call(contract.readConsultation, { params: { id } });
    expect([page.opinions.opinions, page.stances, page.mine.leftToday]).toEqual([[], null, 10]);
    expect(page.parts.map(({ number }) => number)).toEqual([null, 1, 2]);

    const waiting = await list(id, { state: 'waiting' });
    expect(waiting.map(({ name, hamletName, paragraphNumber }) => [name, hamletName, paragraphNumber])).toEqual([
      ['Nguyễn Văn Minh', 'Xóm 1', 1],
      [null, null, null],
    ]);
    expect(waiting[0]?.text).not.toContain('345');
    expect(await writer.call(desk.readOpinionOriginal, { params: { id: waiting[0]?.id ?? '' } })).toEqual({
      original: 'Nên trồng ở xóm 3 nữa, gọi tôi 0912 345 678.',
    });
    const [first, second] = waiting as [desk.DeskOpinion, desk.DeskOpinion];
    const decided = await Promise.all([codeOf(approve(first)), codeOf(approve(first, chairman)), codeOf(approve(first))]);
    expect(decided.sort()).toEqual(['done', 'not_allowed', 'opinion_changed']);
    await writer.call(desk.moderateOpinion, {
      params: { id: second.id },
      body: { decision: 'hide', revision: 0, reason: 'Thử xem có đăng được không' },
    });
    const seen = await lan.call(contract.readConsultation, { params: { id } });
    expect(seen.opinions.opinions.map(({ name, hamletName }) => [name, hamletName])).toEqual([['Nguyễn Văn Minh', 'Xóm 1']]);
    expect(seen.parts.map(({ opinions }) => opinions)).toEqual([0, 1, 0]);
    const mine = (await minh.call(contract.readConsultation, { params: { id } })).mine;
    expect(mine.opinions.map(({ state, reason }) => [state, reason])).toEqual([
      ['hidden', 'Thử xem có đăng được không'],
      ['shown', null],
    ]);
    // Let through after all, edited, and what was written is kept.
    const edited = await writer.call(desk.moderateOpinion, {
      params: { id: second.id },
      body: { decision: 'edit', revision: 1, text: 'Đường nên làm trước mùa mưa năm sau.', reason: 'Ghi rõ năm' },
    });
    expect(edited.history.map(({ decision }) => decision)).toEqual(['hide', 'edit']);

    // What came otherwise is typed in, and stands beside the others as what it is.
    await commune.setClock('2026-12-08T02:00:00Z');
    const typed = await type(id);
    expect(typed).toMatchObject({ channel: 'hamlet_meeting', people: 35, state: 'shown', name: null });
    expect(await codeOf(type(id, { on: '2026-12-09' }))).toBe('invalid_request');
    expect(await codeOf(type(id, { on: '2026-11-30' }))).toBe('invalid_request');
    await lan.call(contract.takeStance, { params: { id }, body: { version: 1, stance: 'disagree' } });

    // Groups are made while opinions still come in; one that holds opinions cannot be dropped.
    const points = [
      { key: null, title: 'Trồng chè ở xóm 3', decision: 'accepted' as const, reason: 'Đất xóm 3 phù hợp, bổ sung 5 ha.' },
      { key: null, title: 'Thứ tự làm đường', decision: 'partly' as const, reason: 'Làm trước đoạn qua nhà văn hóa.' },
    ];
    const grouped = await writer.call(desk.saveSynthesis, {
      params: { id },
      body: { revision: (await read(id)).revision, text: 'Xã cảm ơn bà con đã góp ý.', points, sentAbove: null },
    });
    expect(grouped.synthesis?.points.map(({ key }) => key)).toEqual(['n1', 'n2']);
    const put = (opinionIds: string[], group: string | null) =>
      writer.call(desk.groupOpinions, { params: { id }, body: { opinionIds, group } });
    await put([first.id], 'n1');
    const left = await put([second.id, typed.id], 'n2');
    expect(left.synthesis?.points.map(({ counts }) => counts)).toEqual([
      [{ channel: 'app', opinions: 1, people: 1 }],
      [
        { channel: 'app', opinions: 1, people: 1 },
        { channel: 'hamlet_meeting', opinions: 1, people: 35 },
      ],
    ]);
    const keptPoints = (left.synthesis?.points ?? []).map(({ counts: _counts, ...point }) => point);
    const without = { revision: left.revision, text: 'Xã cảm ơn bà con.', sentAbove: null, points: keptPoints.slice(1) };
    expect(await codeOf(writer.call(desk.saveSynthesis, { params: { id }, body: without }))).toBe('point_in_use');

    // A late one that nobody has grouped keeps the synthesis back, and so does the last day.
    const late = await give(lan, id, { text: 'Xin bán rẻ cây giống.' });
    const tell = async (by: Person = chairman) =>
      by.call(desk.publishSynthesis, { params: { id }, body: { revision: (await read(id)).revision } });
    expect(await codeOf(tell())).toBe('synthesis_incomplete');
    await commune.setClock('2026-12-22T02:00:00Z');
    expect(await read(id)).toMatchObject({ state: 'closed' });
    expect(await codeOf(give(lan, id))).toBe('consultation_closed');
    expect(await codeOf(lan.call(contract.takeStance, { params: { id }, body: { version: 1, stance: 'agree' } }))).toBe(
      'consultation_closed',
    );
    await commune.work();
    const closed = await read(id);
    expect(closed).toMatchObject({ state: 'closed', synthesisDueOn: '2027-01-05', isLate: false, counts: { waiting: 1 } });
    expect(closed.synthesisGate.filter(({ met }) => !met).map(({ key }) => key)).toEqual(['read']);
    await approve({ id: late.id, revision: 0 });
    expect((await read(id)).counts).toMatchObject({ waiting: 0, ungrouped: 1 });
    await put([late.id], desk.outside);
    expect(await codeOf(tell(writer))).toBe('own_consultation');
    // Of letting one more through and publishing without it, one happens.
    await commune.setClock('2026-12-21T02:00:00Z');
    const hidden = await type(id, { on: '2026-12-10', text: 'Ý kiến ghi trùng.' });
    await commune.setClock('2026-12-22T02:00:00Z');
    const kept = await writer.call(desk.moderateOpinion, {
      params: { id: hidden.id },
      body: { decision: 'hide', revision: 0, reason: 'Đã nhập trước đó' },
    });
    const { revision } = await read(id);
    const both = await Promise.all([
      codeOf(chairman.call(desk.publishSynthesis, { params: { id }, body: { revision } })),
      codeOf(approve(kept)),
    ]);
    expect(both.filter((code) => code === 'done')).toHaveLength(1);
    if (both[1] === 'done') {
      await writer.call(desk.moderateOpinion, {
        params: { id: hidden.id },
        body: { decision: 'hide', revision: 2, reason: 'Đã nhập trước đó' },
      });
      await tell();
    }
    const answered = await read(id);
    expect(answered).toMatchObject({ state: 'answered', disclosureSlug: expect.stringContaining('tong-hop-tiep-thu') });
    expect(await codeOf(put([late.id], 'n1'))).toBe('consultation_not_open');
    expect(await codeOf(type(id, { on: '2026-12-10' }))).toBe('consultation_not_open');

    // Everybody reads what was heard and done; it is a disclosure of class 11, and stays counted.
    const result = await lan.call(contract.readConsultation, { params: { id } });
    expect(result.synthesis).toMatchObject({
      publishedOn: '2026-12-22',
      outside: 1,
      points: [{ decision: 'accepted' }, { decision: 'partly', counts: [{ people: 1 }, { people: 35 }] }],
      counts: [
        { channel: 'app', opinions: 3 },
        { channel: 'hamlet_meeting', opinions: 1, people: 35 },
      ],
    });
    expect(result.stances).toEqual({ app: { agree: 0, disagree: 1, other: 0 }, otherwise: { agree: 35, disagree: 0, other: 0 } });
    expect(result.opinions.opinions.find((one) => one.id === first.id)?.answer).toEqual({
      title: 'Trồng chè ở xóm 3',
      decision: 'accepted',
    });
    const disclosed = await lan.call(readDisclosure, { params: { slug: result.synthesis?.disclosureSlug ?? '' } });
    expect(disclosed).toMatchObject({ state: 'published', classNumber: 11 });
    const web = await (await fetch(`${commune.url}/lay-y-kien/${id}`)).text();
    for (const words of ['Chúng tôi đã nghe gì và làm gì', 'Đất xóm 3 phù hợp', 'Họp xóm: 1 ý kiến của 35 người', 'Đoạn 1.'])
      expect(web).toContain(words);
    expect(await (await fetch(`${commune.url}/lay-y-kien`)).text()).toContain('đã công bố kết quả');
    expect((await fetch(`${commune.url}/lay-y-kien/${'f'.repeat(24)}`)).status).toBe(404);

    // Whoever wanted to be told is told once, for two opinions and two turns of the worker.
    await Promise.all([commune.composed.consultations.duty(), commune.composed.consultations.duty()]);
    await commune.work();
    await commune.work();
    const told = async (who: string) => (await commune.inbox(who)).filter(({ text }) => text.includes('kết quả')).length;
    expect([await told('minh'), await told('lan')]).toEqual([1, 0]);
    expect(await rows('disclosures')).toHaveLength(1);

    // The archive waits for what goes to the council and to the Front.
    const note = async (to: 'council' | 'front') =>
      writer.call(desk.noteConsultationReport, {
        params: { id },
        body: { revision: (await read(id)).revision, to, on: '2026-12-22', documentNumber: '99/BC-UBND', note: 'Kỳ họp thứ 5' },
      });
    const archive = async () => chairman.call(desk.archiveConsultation, { params: { id }, body: { revision: (await read(id)).revision } });
    await note('council');
    expect(await codeOf(archive())).toBe('consultation_incomplete');
    await note('front');
    expect((await archive()).state).toBe('archived');

    // Files for above, safe to open in a spreadsheet, and noted.
    const csv = await fetch(`${commune.url}/api/desk/consultations/${id}/opinions.csv`, {
      headers: { authorization: `Bearer ${writer.token}` },
    });
    const bytes = Buffer.from(await csv.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString('utf8').trim().split('\r\n')).toHaveLength(6);
    const xlsx = await fetch(`${commune.url}/api/desk/consultations/${id}/opinions.xlsx`, {
      headers: { authorization: `Bearer ${writer.token}` },
    });
    expect(Buffer.from(await xlsx.arrayBuffer()).toString('latin1', 0, 2)).toBe('PK');
    const log = JSON.stringify(await rows('audit_entries'));
    for (const path of ['opinions.csv', 'opinions.xlsx', '/original']) expect(log).toContain(path);

    // A person who has their data erased leaves their words without themselves.
    const people = await rows('residents');
    await minh.call(eraseMe, {});
    const after = JSON.stringify([
      await rows('consultation_opinions'),
      await rows('consultation_supports'),
      await rows('consultation_stances'),
    ]);
    for (const secret of [
      'Nguyễn Văn Minh',
      ...people.filter(({ zaloName }) => zaloName === 'Nguyễn Văn Minh').map(({ _id }) => String(_id)),
    ])
      expect(after).not.toContain(secret);
    expect(after).toContain('Đường nên làm trước mùa mưa năm sau.');
  });
});

describe('what residents say', () => {
  it('counts each person once, however many phones they hold and however often they press', async () => {
    const { commune, writer, open, give, list, approve, rows } = await asking();
    const { id } = await open();
    const minh = await commune.person('minh');
    const lan = await commune.person('lan');

    // One button pressed four times, then ten others at once of which the last ones are too many.
    const pressed = await Promise.all([1, 2, 3, 4].map(() => give(minh, id, {}, 'mot-lan-bam-nut')));
    expect(new Set(pressed.map((one) => one.id)).size).toBe(1);
    expect(await codeOf(give(minh, id, { text: 'Lời khác hẳn.' }, 'mot-lan-bam-nut'))).toBe('idempotency_key_reused');
    const many = await Promise.all(Array.from({ length: 12 }, (_, index) => codeOf(give(minh, id, { text: `Ý kiến số ${index}` }))));
    expect(many.filter((code) => code === 'done')).toHaveLength(9);
    expect(many.filter((code) => code === 'opinion_limit')).toHaveLength(3);
    expect((await minh.call(contract.readConsultation, { params: { id } })).mine.leftToday).toBe(0);
    expect((await rows('consultations'))[0]?.ungrouped).toHaveLength(10);
    await commune.setClock('2026-12-02T02:00:00Z');
    expect(await codeOf(give(minh, id))).toBe('done');

    // A denunciation goes no further, and nothing of it is kept.
    const denouncing = 'Tôi tố cáo cán bộ này nhận hối lộ 5 triệu đồng mới ký giấy.';
    expect(await codeOf(give(lan, id, { text: denouncing }))).toBe('denunciation_not_here');
    expect(JSON.stringify(await rows('consultation_opinions'))).not.toContain('hối lộ');
    for (const wrong of [{ text: 'a'.repeat(1_001) }, { text: 'a' }, { paragraph: 'p99' }, { paragraph: 'x' }])
      expect(await codeOf(give(lan, id, wrong))).toBe('invalid_request');

    // Support from two phones, and pressed again and again.
    const [opinion] = await list(id);
    if (!opinion) throw new Error('no opinion');
    const ofOne = { params: { id, opinionId: opinion.id } };
    expect(await codeOf(lan.call(contract.supportOpinion, ofOne))).toBe('opinion_not_found');
    await approve(opinion);
    const other = await commune.signedIn('lan');
    await Promise.all([lan, other, lan, other].map((phone) => phone.call(contract.supportOpinion, ofOne)));
    expect(await minh.call(contract.supportOpinion, ofOne)).toEqual({ supports: 2, supported: true });
    expect(await minh.call(contract.takeSupportBack, ofOne)).toEqual({ supports: 1, supported: false });
    const seen = await lan.call(contract.listPublicOpinions, { params: { id }, query: {} });
    expect(seen.opinions.map(({ supports, supported }) => [supports, supported])).toEqual([[1, true]]);

    // What one thinks on the whole is one voice, changed from whichever phone; the last word stands.
    const say = (phone: Person, stance: contract.Stance) =>
      phone.call(contract.takeStance, { params: { id }, body: { version: 1, stance } });
    await Promise.all([say(lan, 'agree'), say(other, 'disagree'), say(lan, 'other'), say(other, 'agree')]);
    await say(other, 'disagree');
    await say(minh, 'agree');
    expect((await writer.call(desk.readDeskConsultation, { params: { id } })).stances.app).toEqual({ agree: 1, disagree: 1, other: 0 });
    expect((await lan.call(contract.readConsultation, { params: { id } })).mine.stance).toBe('disagree');
    const kept = JSON.stringify([await rows('consultation_supports'), await rows('consultation_stances')]);
    for (const { _id } of await rows('residents')) expect(kept).not.toContain(String(_id));
  });

  it('stays with the version it speaks of: a correction is a new one, with a reason and its days anew', async () => {
    const { commune, writer, chairman, open, read, publish, give, list, type } = await asking();
    const { id } = await open();
    const minh = await commune.person('minh');
    await give(minh, id, { paragraph: 'p3' });
    await minh.call(contract.takeStance, { params: { id }, body: { version: 1, stance: 'agree' } });
    await commune.setClock('2026-12-04T02:00:00Z');

    const before = await read(id);
    const parts = before.current?.content.parts ?? [];
    const save = async (reason: string | null) =>
      writer.call(desk.saveConsultation, {
        params: { id },
        body: {
          ...draft,
          parts: [...parts, { key: null, kind: 'text' as const, text: 'Sửa trạm y tế.' }],
          revision: (await read(id)).revision,
          reason,
        },
      });
    expect((await save(null)).working?.gate.filter(({ met }) => !met).map(({ key }) => key)).toEqual(['reason']);
    expect(await codeOf(publish(id))).toBe('consultation_incomplete');
    // What lies before people is untouched meanwhile.
    expect((await minh.call(contract.readConsultation, { params: { id } })).parts).toHaveLength(3);
    await save('Bổ sung việc sửa trạm y tế');
    const corrected = await publish(id);
    expect(corrected).toMatchObject({ state: 'open', opensOn: '2026-12-04', closesOn: '2026-12-24', current: { version: 2 } });
    expect(corrected.current?.content.parts.map(({ key }) => key)).toEqual(['p1', 'p2', 'p3', 'p5']);
    const page = await minh.call(contract.readConsultation, { params: { id } });
    expect(page.corrections).toEqual([{ version: 2, on: '2026-12-04', reason: 'Bổ sung việc sửa trạm y tế' }]);
    expect([page.mine.stance, page.mine.opinions[0]?.version]).toEqual([null, 1]);
    expect(await codeOf(give(minh, id, { version: 1 }))).toBe('consultation_changed');
    expect(await codeOf(give(minh, id, { version: 2, paragraph: 'p5' }))).toBe('done');
    expect((await list(id)).map(({ version, paragraphNumber }) => [version, paragraphNumber])).toEqual([
      [1, 2],
      [2, 3],
    ]);

    // The last day moves later only.
    const extend = async (closesOn: string) =>
      chairman.call(desk.extendConsultation, {
        params: { id },
        body: { revision: (await read(id)).revision, closesOn, reason: 'Nhiều bà con xin thêm thời gian' },
      });
    expect(await codeOf(extend('2026-12-24'))).toBe('closing_only_later');
    expect(await codeOf(extend('2026-12-23'))).toBe('closing_only_later');
    expect((await extend('2026-12-25')).closesOn).toBe('2026-12-25');
    await commune.setClock('2026-12-25T02:00:00Z');
    await commune.work();
    expect((await read(id)).state).toBe('open');

    // The office is reminded once when the commune's own term is over.
    await chairman.call(desk.saveConsultationTerm, { body: { validFrom: '2026-12-25', synthesisWorkingDays: 2 } });
    await commune.setClock('2026-12-26T02:00:00Z');
    await commune.work();
    expect(await read(id)).toMatchObject({ state: 'closed', synthesisDueOn: '2026-12-29' });
    await commune.setClock('2026-12-30T01:00:00Z');
    for (let turn = 0; turn < 3; turn += 1) await commune.work();
    const reminders = (await commune.inbox('van-phong')).filter(({ text }) => text.includes('quá hạn công bố tổng hợp'));
    expect(reminders).toHaveLength(1);
    expect((await read(id)).isLate).toBe(true);

    // A crash left an opinion's id behind: the worker puts it right.
    await type(id, { on: '2026-12-05' });
    const { db } = commune.composed.database.connection;
    await db?.collection('consultations').updateMany({}, { $set: { ungrouped: ['f'.repeat(24)] } });
    await commune.work();
    const row = await db?.collection('consultations').findOne({});
    expect(row?.ungrouped).toHaveLength(3);
    expect(row?.ungrouped).not.toContain('f'.repeat(24));

    // Withdrawn with a reason: what stood there is gone, the reason stays.
    await chairman.call(desk.withdrawConsultation, {
      params: { id },
      body: { revision: (await read(id)).revision, reason: 'Tỉnh đã thay đổi chỉ tiêu' },
    });
    const gone = await minh.call(contract.readConsultation, { params: { id } });
    expect(gone).toMatchObject({
      state: 'withdrawn',
      parts: [],
      withdrawn: { reason: 'Tỉnh đã thay đổi chỉ tiêu' },
      opinions: { opinions: [] },
    });
    expect((await fetch(`${commune.url}/lay-y-kien/${id}`)).status).toBe(410);
    expect((await minh.call(contract.listConsultations, { query: {} })).past.map(({ state }) => state)).toEqual(['withdrawn']);
  });
});
