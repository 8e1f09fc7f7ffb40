import { describe, expect, it } from 'vitest';
import { readHome } from '../../contracts/appointments.js';
import {
  answerInitiative,
  checkInitiative,
  findSigningHouseholds,
  listAssents,
  listDeskInitiatives,
  listInitiatives,
  proposeInitiative,
  readDeskInitiative,
  readInitiative,
  readInitiativeTerms,
  recordAssent,
  removeAssent,
  saveInitiativeTerms,
  signInitiative,
  supportInitiative,
  unsignInitiative,
} from '../../contracts/initiatives.js';
import { readParticipation } from '../../contracts/participation.js';
import { eraseMe } from '../../contracts/residents.js';
import { admitted, commune, firstHamlet, idea, proposed } from './initiatives.testing.js';

const code = (problem: string) => expect.objectContaining({ code: problem });

describe('an initiative', () => {
  it('goes from who proposes it past the check to a tenth of the households and to the meeting', async () => {
    const { here, minh, lan, hoa, tu, stranger, first, head, otherHead, office, told } = await commune();

    // Only who belongs to a household proposes, and nothing that is a denunciation.
    await expect(proposed(stranger)).rejects.toEqual(code('household_needed'));
    await expect(proposed(minh, { why: 'Tôi tố cáo trưởng xóm tham ô tiền quỹ 5 triệu đồng.' })).rejects.toEqual(
      code('denunciation_not_here'),
    );
    await expect(minh.call(proposeInitiative, { body: { ...idea, answersForList: false as unknown as true } })).rejects.toEqual(
      code('invalid_request'),
    );
    const mine = await proposed(minh, {}, 'mot-lan-bam');
    expect(mine).toMatchObject({ state: 'submitted', mine: true, checkBy: '2026-12-08', progress: null, hamletName: 'Xóm 1' });
    expect((await proposed(minh, {}, 'mot-lan-bam')).id).toBe(mine.id);
    await expect(proposed(minh, { cost: null }, 'mot-lan-bam')).rejects.toEqual(code('idempotency_key_reused'));
    const { id } = mine;
    const about = { params: { id } };

    // Before it was checked nobody else reads it, and Zalo carries no word of it.
    await expect(hoa.call(readInitiative, about)).rejects.toEqual(code('initiative_not_found'));
    expect(await hoa.call(listInitiatives, { query: {} })).toMatchObject({ mine: [], open: [], past: [], checkWithin: 5 });
    await here.work();
    expect(await told('truong-1', /chờ xem/)).toBe(1);
    expect(await told('mat-tran-1', /chờ xem/)).toBe(1);
    expect(await told('truong-1', /đèn chiếu sáng/)).toBe(0);

    // The head of the hamlet sees and checks it; the head of another does not.
    await expect(otherHead.call(readDeskInitiative, about)).rejects.toEqual(code('initiative_not_found'));
    await expect(otherHead.call(checkInitiative, { ...about, body: { decision: 'admit', item: 1 } })).rejects.toEqual(
      code('initiative_not_found'),
    );
    expect((await otherHead.call(listDeskInitiatives, { query: {} })).counts).toEqual({ to_check: 0, collecting: 0, to_answer: 0 });
    const [waiting] = (await head.call(listDeskInitiatives, { query: {} })).initiatives;
    expect(waiting).toMatchObject({ id, dueOn: '2026-12-08', lateBy: 0, proposerName: 'Nguyễn Văn Minh' });
    expect((await head.call(readDeskInitiative, about)).words.what).toContain('0912 345 678');
    const open = await head.call(checkInitiative, { ...about, body: { decision: 'admit', item: 1 } });
    expect(open).toMatchObject({ state: 'collecting', until: '2027-03-01', progress: { signed: 0, households: 21, needed: 3 } });
    await expect(head.call(checkInitiative, { ...about, body: { decision: 'refuse', reason: 'Không thuộc Điều 15.' } })).rejects.toEqual(
      code('initiative_not_open'),
    );

    // Personal data are masked for everybody else.
    expect((await minh.call(readInitiative, about)).what).toContain('0912 345 678');
    const seen = await hoa.call(readInitiative, about);
    expect(seen.what).not.toContain('345');
    expect(seen).toMatchObject({ proposerName: 'Nguyễn Văn Minh', household: { state: 'may_sign', code: 'X1-2' } });

    // The page of all that asks people has it, and the first screen counts it.
    const card = { id, title: idea.title, hamletName: 'Xóm 1', signed: 0, needed: 3, until: '2027-03-01', mine: false };
    expect(await hoa.call(readParticipation, {})).toEqual({ votes: [], surveys: [], consultations: [], initiatives: [card] });
    expect((await minh.call(readParticipation, {})).initiatives).toEqual([{ ...card, mine: true }]);
    expect((await tu.call(readParticipation, {})).initiatives).toEqual([]);
    expect((await hoa.call(readHome, {})).participation).toEqual({ open: 1, urgent: [] });

    // One assent a household, by who represents it.
    await expect(lan.call(signInitiative, about)).rejects.toEqual(code('not_representative'));
    await expect(tu.call(signInitiative, about)).rejects.toEqual(code('household_elsewhere'));
    await expect(stranger.call(signInitiative, about)).rejects.toEqual(code('household_needed'));
    await hoa.call(signInitiative, about);
    expect(await hoa.call(signInitiative, about)).toMatchObject({
      progress: { signed: 1 },
      household: { state: 'signed', givenOn: '2026-12-01', until: '2027-03-01', counts: true },
    });
    expect((await hoa.call(unsignInitiative, about)).progress).toMatchObject({ signed: 0 });
    await hoa.call(signInitiative, about);

    // On paper, by who is trusted with it, under the same key.
    const [fifth, , eighth] = [first[4] ?? '', first[6], first[7] ?? ''];
    const search = (words: string) => head.call(findSigningHouseholds, { ...about, query: { search: words } });
    expect((await search('chu ho 5')).households).toMatchObject([{ householdId: fifth, code: 'X1-5' }]);
    const onPaper = (householdId: string, givenOn: string) => head.call(recordAssent, { ...about, body: { householdId, givenOn } });
    await expect(onPaper(fifth, '2026-12-02')).rejects.toEqual(code('invalid_request'));
    await expect(onPaper(fifth, '2026-08-30')).rejects.toEqual(code('invalid_request'));
    await expect(onPaper('f'.repeat(24), '2026-11-20')).rejects.toEqual(code('household_elsewhere'));
    expect((await onPaper(fifth, '2026-11-20')).progress).toMatchObject({ signed: 2, isReached: false });
    await expect(onPaper(fifth, '2026-11-21')).rejects.toEqual(code('assent_exists'));
    await expect(onPaper(first[1] ?? '', '2026-11-20')).rejects.toEqual(code('assent_exists'));
    await expect(head.call(removeAssent, { params: { id, householdId: first[1] ?? '' } })).rejects.toEqual(code('assent_not_found'));
    expect((await onPaper(eighth, '2026-11-20')).state).toBe('reached');
    expect((await head.call(removeAssent, { params: { id, householdId: eighth } })).state).toBe('collecting');

    // The third household: who must answer is told once, though a household takes its word back and gives it again.
    expect((await minh.call(signInitiative, about)).state).toBe('reached');
    expect((await minh.call(unsignInitiative, about)).state).toBe('collecting');
    expect(await minh.call(signInitiative, about)).toMatchObject({ state: 'reached', reachedOn: '2026-12-01', answerBy: '2026-12-08' });
    await here.work();
    await here.work();
    expect(await told('truong-1', /đủ hộ đồng thuận[\s\S]*3 trong 21 hộ/)).toBe(1);
    expect(await told('mat-tran-1', /đủ hộ đồng thuận/)).toBe(1);
    expect(await told('minh', /đủ hộ đồng thuận/)).toBe(1);
    for (const other of ['truong-2', 'van-phong', 'chu-tich', 'hoa'])
      expect([other, await told(other, /đủ hộ đồng thuận/)]).toEqual([other, 0]);

    // Who signed is for the officers responsible; everybody else reads a number.
    const { assents } = await office.call(listAssents, { ...about, query: {} });
    expect(assents.map(({ code: one, way, counts }) => [one, way, counts]).sort()).toEqual([
      ['X1-1', 'app', true],
      ['X1-2', 'app', true],
      ['X1-5', 'paper', true],
    ]);
    await expect(otherHead.call(listAssents, { ...about, query: {} })).rejects.toEqual(code('initiative_not_found'));
    expect(JSON.stringify(await minh.call(readInitiative, about))).not.toMatch(/X1-[25]/);

    const forward = { answer: 'forward' as const, meetingOn: '2026-12-12', decisionId: null, words: 'Họp tại nhà văn hóa, 19 giờ.' };
    await expect(head.call(answerInitiative, { ...about, body: { ...forward, meetingOn: '2026-11-30' } })).rejects.toEqual(
      code('invalid_request'),
    );
    await expect(head.call(answerInitiative, { ...about, body: { ...forward, decisionId: 'f'.repeat(24) } })).rejects.toEqual(
      code('decision_not_found'),
    );
    expect(await head.call(answerInitiative, { ...about, body: forward })).toMatchObject({ state: 'forwarded', progress: { signed: 3 } });
    await expect(head.call(answerInitiative, { ...about, body: forward })).rejects.toEqual(code('initiative_not_open'));
    await expect(minh.call(unsignInitiative, about)).rejects.toEqual(code('initiative_not_open'));
    await expect(hoa.call(signInitiative, about)).rejects.toEqual(code('initiative_not_open'));
    await here.work();
    expect(await told('minh', /12\/12\/2026/)).toBe(1);
    const [past] = (await hoa.call(listInitiatives, { query: {} })).past;
    expect(past).toMatchObject({ id, state: 'forwarded', signed: true, progress: { signed: 3, households: 21 } });
  });

  it('is supported by the Front with fewer households, and answered by the commune when it concerns all of it', async () => {
    const { here, minh, hoa, sen, tu, first, second, head, front, otherHead, office, chairman, communeFront, told } = await commune();
    const small = await admitted(minh, head);
    const support = { params: { id: small }, body: { reason: 'Việc cần làm trước mùa mưa, xóm đều thấy.' } };
    await expect(head.call(supportInitiative, support)).rejects.toEqual(code('not_allowed'));
    expect((await front.call(supportInitiative, support)).state).toBe('collecting');
    await expect(communeFront.call(supportInitiative, support)).rejects.toEqual(code('initiative_not_open'));
    expect(await hoa.call(signInitiative, { params: { id: small } })).toMatchObject({
      state: 'reached',
      progress: { signed: 1, needed: 1 },
      support: { reason: support.body.reason },
    });
    const reason = 'Quỹ xóm năm nay đã chi hết, xin bàn lại vào đầu năm sau.';
    await front.call(answerInitiative, { params: { id: small }, body: { answer: 'decline', reason } });
    expect(await sen.call(readInitiative, { params: { id: small } })).toMatchObject({ state: 'declined', answer: { words: reason } });

    // Of the whole commune: 51 households, six must agree; its hamlets type in their own paper and no more.
    const { id } = await proposed(minh, { scope: 'commune', title: 'Mở chợ phiên sáng Chủ nhật ở sân vận động xã' });
    const about = { params: { id } };
    await expect(head.call(readDeskInitiative, about)).rejects.toEqual(code('initiative_not_found'));
    await here.work();
    expect(await told('van-phong', /chờ xem/)).toBe(1);
    await office.call(checkInitiative, { ...about, body: { decision: 'admit', item: 6 } });
    expect(await head.call(readDeskInitiative, about)).toMatchObject({
      may: { check: false, support: false, record: true, answer: false },
      householdCode: null,
      progress: { households: 51, needed: 6 },
    });
    expect((await head.call(readDeskInitiative, about)).words.what).not.toContain('345');
    const onPaper = (who: typeof head, householdId = '') =>
      who.call(recordAssent, { ...about, body: { householdId, givenOn: '2026-12-01' } });
    await expect(onPaper(otherHead, first[9])).rejects.toEqual(code('household_elsewhere'));
    await onPaper(otherHead, second[9]);
    await onPaper(head, first[9]);
    expect((await head.call(listAssents, { ...about, query: {} })).assents.map(({ code: one }) => one)).toEqual(['X1-10']);
    expect((await office.call(listAssents, { ...about, query: {} })).assents).toHaveLength(2);
    await onPaper(office, second[10]);
    await tu.call(signInitiative, about);
    await hoa.call(signInitiative, about);
    expect((await minh.call(signInitiative, about)).state).toBe('reached');
    await here.work();
    expect([await told('chu-tich', /đủ hộ/), await told('mat-tran-xa', /đủ hộ/)]).toEqual([1, 1]);
    expect(await told('truong-1', /chợ phiên/)).toBe(0);
    const forward = { answer: 'forward' as const, meetingOn: null, decisionId: null, words: '' };
    await expect(front.call(answerInitiative, { ...about, body: forward })).rejects.toEqual(code('not_allowed'));
    expect((await chairman.call(answerInitiative, { ...about, body: forward })).state).toBe('forwarded');
  });

  it('takes one assent of a household, whichever way comes first', async () => {
    const { here, minh, hoa, head, office, first } = await commune();
    const id = await admitted(minh, head);
    const about = { params: { id } };
    const household = { householdId: first[1] ?? '', givenOn: '2026-12-01' };
    const outcomes = await Promise.allSettled([
      hoa.call(signInitiative, about),
      hoa.call(signInitiative, about),
      head.call(recordAssent, { ...about, body: household }),
      office.call(recordAssent, { ...about, body: household }),
      hoa.call(signInitiative, about),
    ]);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toEqual(code('assent_exists'));
    const rows = await here.composed.database.connection.collection('initiative_assents').find().toArray();
    expect(rows).toHaveLength(1);
    expect((await minh.call(readInitiative, about)).progress).toMatchObject({ signed: 1 });

    // Three open ones a person, however fast they are sent.
    const many = await Promise.allSettled(Array.from({ length: 5 }, () => proposed(minh)));
    const refused = many.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(3);
    for (const { reason } of refused) expect(reason).toEqual(code('too_many_initiatives'));
  });

  it('stops counting what is old or has left the book, and lapses after three months, told once', async () => {
    const { here, minh, sen, head, first, told } = await commune();
    const id = await admitted(minh, head);
    const about = { params: { id } };
    const progress = async () => (await (await here.signedIn('sen')).call(readInitiative, about)).progress;
    await head.call(recordAssent, { ...about, body: { householdId: first[6] ?? '', givenOn: '2026-09-15' } });
    await sen.call(signInitiative, about);
    expect(await progress()).toMatchObject({ signed: 2, households: 21, needed: 3 });

    // The household on paper counts to the end of 15 December in Vietnam.
    await here.setClock('2026-12-15T16:30:00Z');
    expect(await progress()).toMatchObject({ signed: 2 });
    await here.setClock('2026-12-15T17:30:00Z');
    expect(await progress()).toMatchObject({ signed: 1 });
    // It may sign anew.
    const headAgain = await here.signedIn('truong-1');
    expect(await headAgain.call(recordAssent, { ...about, body: { householdId: first[6] ?? '', givenOn: '2026-12-16' } })).toMatchObject({
      progress: { signed: 2 },
    });

    // A household leaves the book, and with it the numbers: 20 left, two needed, one still agrees.
    const households = here.composed.database.connection.collection('households');
    const leave = async (code: string, status: string) => void (await households.updateOne({ code }, { $set: { status } }));
    await leave('X1-7', 'ended');
    await here.work();
    expect(await progress()).toMatchObject({ signed: 1, households: 20, needed: 2, isReached: false });
    // Without another ten, one of ten is enough: nobody pressed anything, the worker sees it; two workers at once do it once.
    for (let number = 11; number <= 20; number += 1) await leave(`X1-${number}`, 'ended');
    await Promise.all([here.composed.initiatives.counting.sweep(), here.composed.initiatives.counting.sweep()]);
    await Promise.all([here.composed.initiatives.notices.relay(), here.composed.initiatives.notices.relay()]);
    await here.work();
    expect(await (await here.signedIn('sen')).call(readInitiative, about)).toMatchObject({ state: 'reached', reachedOn: '2026-12-16' });
    expect(await told('truong-1', /đủ hộ đồng thuận/)).toBe(1);

    // Another, that nobody else wants.
    const lonely = await admitted(await here.signedIn('hoa'), await here.signedIn('truong-1'), {
      title: 'Sơn lại cổng nhà văn hóa màu xanh',
    });
    for (let number = 11; number <= 20; number += 1) await leave(`X1-${number}`, 'active');
    // What had enough when it did goes on, however long the answer takes and though the households grew more again.
    await here.setClock('2027-03-01T01:00:00Z');
    const late = await here.signedIn('truong-1');
    expect((await late.call(listDeskInitiatives, { query: { shelf: 'to_answer' } })).initiatives).toMatchObject([
      { id, progress: { signed: 1, households: 10 } },
    ]);
    const forward = { answer: 'forward' as const, meetingOn: null, decisionId: null, words: '' };
    await late.call(answerInitiative, { ...about, body: forward });
    await here.work();
    expect(await told('minh', /bàn, quyết định/)).toBe(1);
    await here.setClock('2027-03-16T16:00:00Z');
    await here.work();
    expect(await (await here.signedIn('sen')).call(readInitiative, { params: { id: lonely } })).toMatchObject({
      state: 'collecting',
      until: '2027-03-16',
    });
    await here.setClock('2027-03-16T17:30:00Z');
    await Promise.all([here.work(), here.composed.initiatives.counting.sweep()]);
    await here.work();
    expect(await (await here.signedIn('sen')).call(readInitiative, { params: { id: lonely } })).toMatchObject({
      state: 'lapsed',
      progress: { signed: 0, households: 20 },
    });
    // Not in the night.
    await here.setClock('2027-03-17T01:00:00Z');
    await here.work();
    await here.work();
    expect(await told('hoa', /hết thời gian lấy chữ ký/)).toBe(1);
  });

  it('is checked and answered within the days the commune has set, not by who proposed it, and outlives their account', async () => {
    const { here, minh, hoa, office, head, told } = await commune();
    const terms = { validFrom: '2026-12-01', checkWithin: 3, answerWithin: 10, source: 'Quy chế của xã' };
    await expect(head.call(saveInitiativeTerms, { body: terms })).rejects.toEqual(code('not_allowed'));
    await office.call(saveInitiativeTerms, { body: terms });
    await office.call(saveInitiativeTerms, { body: { ...terms, validFrom: '2027-01-01', checkWithin: 7 } });
    expect(await head.call(readInitiativeTerms, {})).toMatchObject({ inForce: terms, upcoming: [{ validFrom: '2027-01-01' }] });
    const one = await proposed(minh);
    expect(one.checkBy).toBe('2026-12-04');

    // A refusal is read by its author alone.
    const road = await proposed(minh, { title: 'Xin tỉnh bỏ thu phí cầu đường trên quốc lộ' });
    const refused = { params: { id: road.id } };
    await here.setClock('2026-12-07T02:00:00Z');
    expect((await office.call(listDeskInitiatives, { query: {} })).initiatives).toContainEqual(
      expect.objectContaining({ id: road.id, lateBy: 1 }),
    );
    const reason = 'Phí đường bộ không phải việc của xóm theo Điều 15; xin gửi kiến nghị ở mục Phản ánh.';
    await head.call(checkInitiative, { ...refused, body: { decision: 'refuse', reason } });
    expect(await minh.call(readInitiative, refused)).toMatchObject({ state: 'refused', refusal: { reason, on: '2026-12-07' } });
    await expect(hoa.call(readInitiative, refused)).rejects.toEqual(code('initiative_not_found'));
    expect((await hoa.call(listInitiatives, { query: {} })).past).toEqual([]);
    const ended = await head.call(listDeskInitiatives, { query: { shelf: 'ended' } });
    expect(ended.initiatives).toMatchObject([{ id: road.id, state: 'refused' }]);
    await here.work();
    expect([await told('minh', /chưa được nhận/), await told('minh', /Phí đường bộ/)]).toEqual([1, 0]);

    // The head of the hamlet may propose like anybody, and another looks at it.
    const zaloUserId = await here.zaloIdOf('truong-1');
    const headAsResident = await here.composed.residents.findByZalo({ zaloUserId });
    await here.composed.database.connection
      .collection('households')
      .updateOne({ code: 'X1-9' }, { $set: { residentIds: [headAsResident?.id], hamletKey: firstHamlet } });
    const own = await proposed(head);
    await expect(head.call(checkInitiative, { params: { id: own.id }, body: { decision: 'admit', item: 1 } })).rejects.toEqual(
      code('own_initiative'),
    );
    expect((await head.call(readDeskInitiative, { params: { id: own.id } })).may).toMatchObject({ check: false });

    // Erased: what nobody had read is gone, what households sign stays without a name.
    await head.call(checkInitiative, { params: { id: one.id }, body: { decision: 'admit', item: 1 } });
    const waiting = await proposed(minh);
    await hoa.call(signInitiative, { params: { id: one.id } });
    await minh.call(eraseMe, {});
    expect(await hoa.call(readInitiative, { params: { id: one.id } })).toMatchObject({
      state: 'collecting',
      proposerName: null,
      progress: { signed: 1 },
    });
    await expect(office.call(readDeskInitiative, { params: { id: waiting.id } })).rejects.toEqual(code('initiative_not_found'));
    expect(JSON.stringify(await office.call(readDeskInitiative, { params: { id: one.id } }))).not.toMatch(/Minh|345 678|345678/);
  });
});
