import { describe, expect, it } from 'vitest';
import { raw } from '../../../testing/house.js';
import { listAudience } from '../../contracts/audience.js';
import { listAudit } from '../../contracts/audit.js';
import * as contract from '../../contracts/households.js';
import { eraseMe, updateMe } from '../../contracts/residents.js';
import { commune, family, memberId, written } from './households.testing.js';

const code = (code: string) => expect.objectContaining({ code });
const reason = 'Hộ họp và thống nhất.';

describe('the book of households', () => {
  it('lets a hamlet head write a household, invite its representative, and the person claim it once, whichever phone is first', async () => {
    const { here, head1, head2, office, residentIdOf } = await commune();
    const household = await written(head1);
    expect(household).toMatchObject({
      code: 'X1-01',
      hamletName: 'Xóm 1',
      representativeName: 'Trần Thị Lan',
      representativeLinked: false,
    });
    const { id } = household;
    const lan = memberId(household, 'Trần Thị Lan');

    // The code is unique in the commune, whoever writes it.
    await expect(written(office, { hamletKey: 'xom-2' })).rejects.toEqual(code('household_code_taken'));
    // Another hamlet's head sees none of it and changes none of it.
    await expect(head2.call(contract.readHousehold, { params: { id } })).rejects.toEqual(code('household_not_found'));
    await expect(head2.call(contract.inviteMember, { params: { id }, body: { memberId: lan } })).rejects.toEqual(
      code('household_not_found'),
    );
    await expect(written(head2, { code: 'X1-99' })).rejects.toEqual(code('hamlet_unknown'));
    expect(await head2.call(contract.listHouseholds, { query: {} })).toMatchObject({
      households: [],
      counts: { active: 0 },
      hamlets: [{ key: 'xom-2' }],
    });

    const first = await head1.call(contract.inviteMember, { params: { id }, body: { memberId: lan } });
    const invitation = await head1.call(contract.inviteMember, { params: { id }, body: { memberId: lan } });
    expect(invitation.code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
    expect(invitation.url).toContain(`/household/claim/${invitation.code}`);
    expect(JSON.stringify(await here.composed.database.connection.collection('households').find().toArray())).not.toContain(
      invitation.code.replace('-', ''),
    );

    const one = await here.person('lan', { name: 'Trần Thị Lan' });
    const other = await here.person('nguoi-la', { name: 'Người Lạ' });
    // A newer code takes the place of the older.
    await expect(one.call(contract.lookAtClaim, { body: { code: first.code } })).rejects.toEqual(code('household_code_invalid'));
    expect(await one.call(contract.lookAtClaim, { body: { code: ` ${invitation.code.toLowerCase()} ` } })).toMatchObject({
      household: { code: 'X1-01', headName: 'Nguyễn Văn Hòa' },
      memberName: 'Trần Thị Lan',
      isRepresentative: true,
    });

    const phones = [one, other, ...(await Promise.all([3, 4, 5, 6, 7, 8].map((place) => here.person(`may-${place}`))))];
    const claims = await Promise.allSettled(
      phones.map((person) => person.call(contract.claimHousehold, { body: { code: invitation.code } })),
    );
    const refused = claims.filter((claim) => claim.status === 'rejected');
    expect(refused).toEqual(phones.slice(1).map(() => expect.objectContaining({ reason: code('household_code_invalid') })));
    const winner = phones[claims.findIndex(({ status }) => status === 'fulfilled')] ?? one;
    const loser = winner === one ? other : one;

    // The winner's repeat, after an answer that was lost, is no fault.
    expect(await winner.call(contract.claimHousehold, { body: { code: invitation.code } })).toMatchObject({
      isRepresentative: true,
      myName: 'Trần Thị Lan',
      representatives: [{ name: 'Trần Thị Lan' }],
    });
    expect((await loser.call(contract.readMyHousehold, {})).household).toBeNull();

    const winnerId = await residentIdOf(winner);
    expect(await here.composed.households.ofResident(winnerId)).toMatchObject({ household: { code: 'X1-01' }, isRepresentative: true });
    expect(await here.composed.households.roll(['xom-1'])).toEqual([
      {
        householdId: id,
        code: 'X1-01',
        hamletKey: 'xom-1',
        headName: 'Nguyễn Văn Hòa',
        representativeName: 'Trần Thị Lan',
        representativeResidentId: winnerId,
      },
    ]);
    // "One per household" of the broadcasts knows it.
    const { members } = await office.call(listAudience, { query: {} });
    expect(members.find(({ householdCode }) => householdCode === 'X1-01')).toMatchObject({ hamletKey: 'xom-1' });

    // Erased, the account goes and the household stays.
    await winner.call(eraseMe, {});
    expect(await here.composed.households.roll(null)).toEqual([
      expect.objectContaining({ code: 'X1-01', representativeName: 'Trần Thị Lan', representativeResidentId: null }),
    ]);
    const after = await head1.call(contract.readHousehold, { params: { id } });
    expect(after.history.map(({ event }) => event)).toEqual(['unlinked', 'linked', 'invited', 'invited', 'created']);
  });

  it('keeps one household per account and one account per member, whoever is invited and asks at once', async () => {
    const { here, head1, office, residentIdOf } = await commune();
    const [mine, theirs] = [await written(head1), await written(head1, { code: 'X1-02', headName: 'Lý Văn Tám' })];
    const invite = async ({ id, ...household }: contract.Household, name: string) =>
      (await head1.call(contract.inviteMember, { params: { id }, body: { memberId: memberId({ id, ...household }, name) } })).code;
    const codes = [await invite(mine, 'Trần Thị Lan'), await invite(theirs, 'Trần Thị Lan')];
    const lan = await here.person('lan', { name: 'Lan' });

    // One person, two codes at once: one household.
    const claims = await Promise.allSettled(codes.map((one) => lan.call(contract.claimHousehold, { body: { code: one } })));
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(claims.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'household_resident_taken' } });
    const roll = await here.composed.households.roll(null);
    expect(roll.filter(({ representativeResidentId }) => representativeResidentId !== null)).toHaveLength(1);
    const free = roll.find(({ representativeResidentId }) => representativeResidentId === null);
    const household = free?.householdId === mine.id ? mine : theirs;
    expect(household.id).toBe(free?.householdId);

    // Somebody asks with a name and a code; a request for a household of another hamlet goes where the code says.
    const hoa = await here.person('hoa', { name: 'Zalo Hòa' });
    const asked = { name: 'Nguyễn Văn Hòa', hamletKey: 'xom-2', household: household.code.toLowerCase() };
    const requests = await Promise.allSettled([1, 2].map(() => hoa.call(contract.askForHousehold, { body: asked })));
    expect(requests.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'household_request_open' } });
    const { requests: waiting } = await head1.call(contract.listHouseholdRequests, { query: {} });
    expect(waiting).toMatchObject([{ name: 'Nguyễn Văn Hòa', zaloName: 'Zalo Hòa', hamletKey: 'xom-1', suggested: { id: household.id } }]);
    const requestId = waiting[0]?.id ?? '';

    // The old code and the request compete for one member: one account.
    const lost = await here.person('la', { name: 'Lạ' });
    const member = memberId(household, 'Trần Thị Lan');
    const place = household.id === mine.id ? 0 : 1;
    const race = await Promise.allSettled([
      lost.call(contract.claimHousehold, { body: { code: codes[place] ?? '' } }),
      head1.call(contract.decideHouseholdRequest, {
        params: { id: requestId },
        body: { decision: 'confirm', householdId: household.id, memberId: member },
      }),
    ]);
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const linked = await here.composed.households.ofResident(await residentIdOf(race[0].status === 'fulfilled' ? lost : hoa));
    expect(linked).toMatchObject({ isRepresentative: true, household: { id: household.id } });

    // Refused with a reason; the person reads it and may ask again.
    const binh = await here.person('binh', { name: 'Bình' });
    const { id } = await binh.call(contract.askForHousehold, { body: { name: 'Lê Bình', hamletKey: 'xom-1', household: 'ông Tám' } });
    const refusal = { decision: 'refuse' as const, reason: 'Tên này chưa có trong hộ.' };
    await office.call(contract.decideHouseholdRequest, { params: { id }, body: refusal });
    await expect(head1.call(contract.decideHouseholdRequest, { params: { id }, body: refusal })).rejects.toEqual(
      code('household_request_closed'),
    );
    expect((await binh.call(contract.readMyHousehold, {})).request).toMatchObject({
      state: 'refused',
      reason: 'Tên này chưa có trong hộ.',
    });
    const again = await binh.call(contract.askForHousehold, { body: { name: 'Lê Bình', hamletKey: 'xom-1', household: 'ông Tám' } });
    // Confirmed as a member who was not written down yet.
    await head1.call(contract.decideHouseholdRequest, {
      params: { id: again.id },
      body: { decision: 'confirm', householdId: theirs.id, memberId: null },
    });
    expect(await binh.call(contract.readMyHousehold, {})).toMatchObject({
      household: { code: 'X1-02', isRepresentative: false, myName: 'Lê Bình' },
      request: null,
      notices: [{ kind: 'linked' }],
    });
    await binh.call(contract.leaveHousehold, {});
    expect((await binh.call(contract.readMyHousehold, {})).household).toBeNull();
    const { members } = await office.call(listAudience, { query: { search: 'Bình' } });
    expect(members).toMatchObject([{ householdCode: null }]);
  });

  it('changes the representative with a reason, tells the one before, and ends a household without losing what was written', async () => {
    const { here, head1, office } = await commune();
    let household = await written(head1);
    const other = await written(office, { code: 'X2-01', hamletKey: 'xom-2', headName: 'Ma Văn Sáu', members: [] });
    const { id } = household;
    const [lan, hoa, be] = ['Trần Thị Lan', 'Nguyễn Văn Hòa', 'Nguyễn Văn Bé'].map((name) => memberId(household, name)) as [
      string,
      string,
      string,
    ];
    const invitation = await head1.call(contract.inviteMember, { params: { id }, body: { memberId: lan } });
    const phone = await here.person('lan', { name: 'Lan' });
    await phone.call(contract.claimHousehold, { body: { code: invitation.code } });
    household = await head1.call(contract.readHousehold, { params: { id } });

    const change = (memberOf: string, revision = household.revision) =>
      head1.call(contract.changeRepresentative, { params: { id }, body: { memberId: memberOf, reason, revision } });
    await expect(change(be)).rejects.toEqual(code('representative_not_adult'));
    await expect(change(lan)).rejects.toEqual(code('already_representative'));
    await expect(change(hoa, 0)).rejects.toEqual(code('household_changed'));
    const changes = await Promise.allSettled(Array.from({ length: 8 }, () => change(hoa)));
    expect(changes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await phone.call(contract.readMyHousehold, {})).toMatchObject({
      household: {
        isRepresentative: false,
        representativeName: 'Nguyễn Văn Hòa',
        representatives: [{ name: 'Nguyễn Văn Hòa', reason }, { name: 'Trần Thị Lan' }],
      },
      notices: [{ kind: 'not_representative', reason, representativeName: 'Nguyễn Văn Hòa' }],
    });
    const { notices } = await phone.call(contract.readMyHousehold, {});
    await phone.call(contract.seeHouseholdNotices, { body: { ids: notices.map((notice) => notice.id) } });
    expect((await phone.call(contract.readMyHousehold, {})).notices).toEqual([]);
    // What follows was left half done: done once more, it tells nobody twice and leaves nothing behind.
    const book = here.composed.database.connection.collection<{ outbox: object[] }>('households');
    const told = await here.composed.database.connection.collection('household_notices').findOne({});
    const left = { id: String(told?._id), residentId: told?.residentId, at: told?.at, notice: { kind: 'not_representative', reason } };
    expect(await book.countDocuments({ unsettled: true })).toBe(0);
    await book.updateOne({ code: 'X1-01' }, { $set: { unsettled: true }, $push: { outbox: left } });
    await here.composed.householdDuty();
    await here.composed.householdDuty();
    expect((await phone.call(contract.readMyHousehold, {})).notices).toEqual([]);
    expect(await book.findOne({ code: 'X1-01' })).toMatchObject({ outbox: [] });
    expect(await book.countDocuments({ unsettled: true })).toBe(0);

    // The representative cannot simply be left out; others can, and their account is free at once.
    household = await head1.call(contract.readHousehold, { params: { id } });
    const keep = (ids: string[]) =>
      household.members
        .filter((member) => ids.includes(member.id))
        .map(({ id, name, birthYear, relation }) => ({ id, name, birthYear, relation }));
    const edit = (members: ReturnType<typeof keep>, more: object = {}) =>
      head1.call(contract.editHousehold, { params: { id }, body: { ...family, members, reason, revision: household.revision, ...more } });
    await expect(edit(keep([lan]))).rejects.toEqual(code('representative_leaves'));
    await expect(edit(keep([hoa]), { code: 'X2-01' })).rejects.toEqual(code('household_code_taken'));
    household = await edit(keep([hoa]), { code: 'X1-07', address: 'Tổ 2' });
    expect(household).toMatchObject({ code: 'X1-07', address: 'Tổ 2', members: [{ name: 'Nguyễn Văn Hòa' }] });
    expect(household.history[0]).toMatchObject({ event: 'edited', reason, by: 'Trần Thị Cán Bộ' });
    expect(household.history[0]?.details).toContainEqual({ field: 'Địa chỉ', before: null, after: 'Tổ 2' });
    expect(await phone.call(contract.readMyHousehold, {})).toMatchObject({ household: null, notices: [{ kind: 'unlinked', reason }] });

    const end = (body: object) =>
      head1.call(contract.endHousehold, { params: { id }, body: { reason: 'merged', revision: household.revision, ...body } });
    await expect(end({ mergedIntoCode: 'X1-07' })).rejects.toEqual(code('merge_target_unknown'));
    await expect(end({})).rejects.toEqual(code('merge_target_unknown'));
    expect(await end({ mergedIntoCode: other.code })).toMatchObject({
      status: 'ended',
      ended: { reason: 'merged', mergedIntoCode: 'X2-01' },
    });
    expect(await here.composed.households.counts(null)).toEqual(new Map([['xom-2', 1]]));
    // Its code is free for another.
    await written(head1, { code: 'X1-07' });
    expect((await head1.call(contract.listHouseholds, { query: { status: 'ended' } })).households).toMatchObject([{ id, code: 'X1-07' }]);
    await expect(change(hoa, household.revision + 1)).rejects.toEqual(code('household_changed'));
  });

  it('stops whoever guesses codes, forgets them after fourteen days, and finds by words without marks, page after page', async () => {
    const { here, head1, office } = await commune();
    const household = await written(head1);
    const { code: invited } = await head1.call(contract.inviteMember, {
      params: { id: household.id },
      body: { memberId: memberId(household, 'Trần Thị Lan') },
    });
    const guesser = await here.person('doan', { name: 'Đoán' });
    for (let tried = 0; tried < 5; tried += 1)
      await expect(guesser.call(contract.lookAtClaim, { body: { code: `AAAA-AAA${tried}` } })).rejects.toMatchObject({
        code: 'household_code_invalid',
      });
    for (const typed of ['AAAA-AAA6', invited])
      await expect(guesser.call(contract.lookAtClaim, { body: { code: typed } })).rejects.toEqual(code('too_many_requests'));

    const lan = await here.person('lan', { name: 'Lan' });
    await lan.call(updateMe, { body: { hamletKey: 'xom-2' } });
    await here.advance(14 * 86_400_000 + 1_000);
    await expect(lan.call(contract.claimHousehold, { body: { code: invited } })).rejects.toEqual(code('household_code_invalid'));

    for (let place = 2; place <= 12; place += 1)
      await written(office, {
        code: `X1-${place}`,
        members: place === 3 ? [] : [{ name: 'Đặng Thị Ước', birthYear: 1970, isRepresentative: true }],
      });
    const found = async (query: object) => (await head1.call(contract.listHouseholds, { query })).households.map(({ code: one }) => one);
    expect(await found({})).toEqual(['X1-01', ...Array.from({ length: 11 }, (_, place) => `X1-${place + 2}`)]);
    expect(await found({ search: 'dang thi uoc x1-1' })).toEqual([]);
    expect(await found({ search: 'tran lan' })).toEqual(['X1-01']);
    expect(await found({ search: 'x1-12' })).toEqual(['X1-12']);
    expect(await found({ gap: 'no_representative' })).toEqual(['X1-3']);
    expect((await found({ gap: 'not_linked' })).length).toBe(12);

    const front = await here.officer('mat-tran', ['hamlet_front'], [], { hamletKeys: ['xom-1'] });
    expect((await front.call(contract.listHouseholds, { query: {} })).counts).toEqual({
      active: 12,
      withoutRepresentative: 1,
      notLinked: 12,
      requests: 0,
    });
    await expect(written(front, { code: 'X1-50' })).rejects.toEqual(code('not_allowed'));
    expect(await raw(here.url, 'GET', '/desk/households?after=khong', { token: head1.token })).toMatchObject({ status: 400 });
    const { entries } = await (await here.officer('quan-tri', ['administrator'])).call(listAudit, { query: {} });
    expect(entries.filter(({ summary }) => summary.startsWith('Sổ hộ')).length).toBeGreaterThan(5);
  });
});
