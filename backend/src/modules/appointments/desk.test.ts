import { describe, expect, it } from 'vitest';
import { type House, house, type Person } from '../../../testing/house.js';
import { bookAppointment, joinWaitingList, listMyAppointments, listOpenSlots, readSlip } from '../../contracts/appointments.js';
import * as desk from '../../contracts/desk.js';
import { listOfficers, updateOfficer } from '../../contracts/residents.js';

const slot = { code: '1.001193', way: 'counter', date: '2026-12-01', start: '13:30' } as const;
const book = (person: Person, body: Record<string, unknown> = {}) =>
  person.call(bookAppointment, { body: { ...slot, person: { relation: 'self' }, ...body } as never });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

async function deskOf(commune: House) {
  const officer = await commune.officer('can-bo', ['one_stop_officer'], ['ho-tich']);
  const day = (date: string = slot.date) => officer.call(desk.listDay, { query: { date } });
  const take = (
    step:
      | (typeof desk)['checkIn']
      | (typeof desk)['startServing']
      | (typeof desk)['complete']
      | (typeof desk)['markNoShow']
      | (typeof desk)['undoStep'],
    seen: { id: string; revision: number },
  ) => officer.call(step as typeof desk.checkIn, { params: { id: seen.id }, body: { revision: seen.revision } });
  return { officer, day, take };
}

describe('the officer works the day', () => {
  it('opens the list, finds by code, checks in, serves, completes, and takes a wrong tap back', async () => {
    const commune = await house();
    const { officer, day, take } = await deskOf(commune);
    const slip = await book(await commune.person('minh'), { person: { relation: 'child', name: 'Nguyễn Gia Bảo' }, phone: '0912 345 678' });
    const list = await day();
    expect(list).toMatchObject({
      open: true,
      counts: { booked: 1 },
      appointments: [{ code: slip.code, personName: 'Nguyễn Gia Bảo', bookedByName: 'Nguyễn Văn Minh', phone: '+84912345678' }],
    });

    const found = await officer.call(desk.findByCode, { params: { code: slip.code.replaceAll('-', '').toLowerCase() } });
    const arrived = await take(desk.checkIn, found);
    expect(await codeOf(take(desk.checkIn, found))).toBe('wrong_state');
    const serving = await take(desk.startServing, arrived);
    const seen = await take(desk.complete, serving);
    expect(seen.status).toBe('seen');
    expect((await take(desk.undoStep, seen)).status).toBe('serving');
    expect((await day()).counts).toMatchObject({ serving: 1, booked: 0 });
  });

  it('lets only one of two officers take the same step', async () => {
    const commune = await house();
    const { day, take } = await deskOf(commune);
    await book(await commune.person('minh'));
    const [seen] = (await day()).appointments;
    if (!seen) throw new Error('nobody on the list');
    const outcomes = await Promise.all([codeOf(take(desk.checkIn, seen)), codeOf(take(desk.checkIn, seen))]);
    expect(outcomes.sort()).toEqual(['done', 'wrong_state']);
  });

  it('takes steps on the day itself only, and marks no-show not before the time', async () => {
    const commune = await house();
    const { day, take } = await deskOf(commune);
    const minh = await commune.person('minh');
    await book(minh);
    await book(minh, { date: '2026-12-02', evenIfDuplicate: true });
    const [today] = (await day()).appointments;
    const [tomorrow] = (await day('2026-12-02')).appointments;
    if (!today || !tomorrow) throw new Error('nobody on the list');
    expect(await codeOf(take(desk.checkIn, tomorrow))).toBe('not_today');
    expect(await codeOf(take(desk.markNoShow, today))).toBe('wrong_state');
    await commune.setClock('2026-12-01T06:45:00Z');
    expect((await take(desk.markNoShow, today)).status).toBe('no_show');
  });

  it('turns whoever never came into a no-show at the end of the day, and nobody twice', async () => {
    const commune = await house();
    const { day } = await deskOf(commune);
    await book(await commune.person('minh'));
    await commune.setClock('2026-12-01T08:30:00Z');
    await commune.work();
    expect((await day()).counts.booked).toBe(1);
    await commune.setClock('2026-12-01T13:30:00Z');
    await commune.work();
    await commune.work();
    expect((await day()).counts).toMatchObject({ booked: 0, no_show: 1 });
  });

  it('shows officers the counters they are assigned to and nobody else anything', async () => {
    const commune = await house();
    const { officer } = await deskOf(commune);
    const minh = await commune.person('minh');
    const slip = await book(minh, { way: 'home', homeVisit: { reason: 'illness', address: 'Xóm 3, đầu dốc', note: 'Nằm liệt' } });
    expect(await codeOf(officer.call(desk.findByCode, { params: { code: slip.code } }))).toBe('not_allowed');
    expect((await officer.call(desk.listDay, { query: { date: slot.date } })).appointments).toHaveLength(0);
    expect(await codeOf(minh.call(desk.listDay, { query: { date: slot.date } }))).toBe('not_allowed');

    const chairman = await commune.officer('chu-tich', ['chairman']);
    const seen = await chairman.call(desk.findByCode, { params: { code: slip.code } });
    expect(seen.homeVisit).toEqual({ reason: 'illness', address: 'Xóm 3, đầu dốc', note: null });
    expect(await codeOf(chairman.call(desk.checkIn, { params: { id: seen.id }, body: { revision: 0 } }))).toBe('not_allowed');
    const visitor = await commune.officer('tai-nha', ['one_stop_officer'], ['tai-nha']);
    expect((await visitor.call(desk.findByCode, { params: { code: slip.code } })).homeVisit?.note).toBe('Nằm liệt');
    await commune.setClock('2026-12-02T02:00:00Z');
    await commune.work();
    expect((await visitor.call(desk.findByCode, { params: { code: slip.code } })).homeVisit).toBeNull();
  });
});

describe('booking for somebody without Zalo', () => {
  it('takes the staff-made places first, prints, and reaches the phone', async () => {
    const commune = await house({ capacity: { public: 1, staff: 1 } });
    const { officer } = await deskOf(commune);
    await commune.control('POST', '/people', [{ id: 'ly', name: 'Nguyễn Thị Lý', phone: '0987654321', follows: false }]);
    const open = await officer.call(desk.staffSlots, { query: { code: slot.code, way: 'counter' } });
    expect(open.days[0]?.slots.find(({ start }) => start === slot.start)).toMatchObject({ publicLeft: 1, staffLeft: 1 });
    const body = { ...slot, personName: 'nguyễn thị lý', phone: '0987654321', via: 'phone' as const };
    const booked = await officer.call(desk.bookForSomeone, { body }, { idempotencyKey: 'an-officer-pressed-twice' });
    expect(booked).toMatchObject({ personName: 'Nguyễn Thị Lý', staffPlace: true, seat: 101, bookedVia: 'phone' });
    expect((await officer.call(desk.bookForSomeone, { body }, { idempotencyKey: 'an-officer-pressed-twice' })).id).toBe(booked.id);
    await commune.work();
    expect((await commune.inbox('ly'))[0]?.text).toContain(booked.code);
    const { pdfUrl } = await officer.call(desk.printSlip, { params: { id: booked.id } });
    expect((await fetch(pdfUrl.replace('http://127.0.0.1:1', commune.url))).status).toBe(200);
    expect((await book(await commune.person('minh'))).seat).toBe(1);
    expect(await codeOf(officer.call(desk.bookForSomeone, { body: { ...body, personName: 'Trần Văn Tư' } }))).toMatch(
      /slot_taken|day_full/,
    );
  });
});

describe('the office withdraws', () => {
  it('revokes one with a reason and an offer to rebook, and does not count it against the resident', async () => {
    const commune = await house({ booking: { maxOpenAppointments: 1 } });
    const { officer, day } = await deskOf(commune);
    const minh = await commune.person('minh');
    const slip = await book(minh);
    await commune.work();
    const [seen] = (await day()).appointments;
    if (!seen) throw new Error('nobody on the list');
    const revoked = await officer.call(desk.revoke, {
      params: { id: seen.id },
      body: { revision: seen.revision, reason: 'Cán bộ họp đột xuất' },
    });
    expect(revoked.status).toBe('revoked');
    await commune.work();
    const last = (await commune.inbox('minh')).at(-1);
    expect(last?.text).toContain('xin lỗi');
    expect(last?.text).toContain('Cán bộ họp đột xuất');
    expect(await minh.call(readSlip, { params: { id: slip.id } })).toMatchObject({
      status: 'revoked',
      revokedReason: 'Cán bộ họp đột xuất',
    });
    expect((await book(minh, { start: '14:00' })).status).toBe('booked');
  });

  it('revokes a whole day, closes it, tells everybody once, and puts them first on waiting lists', async () => {
    const commune = await house({ capacity: { public: 1, staff: 0 } });
    const { officer } = await deskOf(commune);
    const [minh, lan, hoa] = [await commune.person('minh'), await commune.person('lan'), await commune.person('hoa')];
    const tomorrow = '2026-12-02';
    await book(minh, { date: tomorrow });
    await book(lan, { date: tomorrow, start: '14:00' });
    expect(await officer.call(desk.revokeDay, { body: { counterKey: 'ho-tich', date: tomorrow, reason: 'Mưa bão lớn' } })).toEqual({
      revoked: 2,
    });
    expect(await codeOf(book(hoa, { date: tomorrow }))).toBe('place_closed');
    const open = await minh.call(listOpenSlots, { params: { code: slot.code }, query: { way: 'counter' } });
    expect(open.days.find(({ date }) => date === tomorrow)).toMatchObject({ state: 'closed', reason: 'Mưa bão lớn' });
    await commune.work();
    await commune.work();
    for (const person of [minh, lan]) {
      expect((await person.call(listMyAppointments, { query: { which: 'past' } })).appointments).toMatchObject([{ status: 'revoked' }]);
      expect((await commune.inbox(person.id)).filter(({ text }) => text.includes('Mưa bão lớn'))).toHaveLength(1);
    }
    const { counter } = await commune.composed.calendar.counterCalendar('ho-tich');
    await commune.composed.calendar.saveCounter({ ...counter, hours: [{ weekday: 4, from: '08:00', to: '08:30' }] });
    await book(await commune.person('an'), { date: '2026-12-03', start: '08:00' });
    await hoa.call(joinWaitingList, { body: { code: slot.code, way: 'counter', date: '2026-12-03' } });
    await commune.advance(1_000);
    expect((await minh.call(joinWaitingList, { body: { code: slot.code, way: 'counter', date: '2026-12-03' } })).ahead).toBe(0);
  });

  it('finishes revoking a day after a crash in the middle', async () => {
    const commune = await house();
    const { day } = await deskOf(commune);
    await book(await commune.person('minh'));
    // The closure was saved, then the process died.
    await commune.composed.calendar.addClosure(
      { counterKey: 'ho-tich', from: slot.date, to: slot.date, fromTime: null, toTime: null, reason: 'Mất điện' },
      'Mất điện',
    );
    await commune.work();
    expect((await day()).counts).toMatchObject({ revoked: 1, booked: 0 });
    expect((await commune.inbox('minh')).at(-1)?.text).toContain('Mất điện');
  });
});

describe('officers', () => {
  it('lose what they may do at their next request, and nobody locks themselves out', async () => {
    const commune = await house();
    const { officer, day } = await deskOf(commune);
    const admin = await commune.officer('quan-tri', ['administrator']);
    const list = async () => (await admin.call(listOfficers, {})).officers;
    const [one] = (await list()).filter(({ counterKeys }) => counterKeys.includes('ho-tich'));
    expect((await day()).appointments).toHaveLength(0);
    await admin.call(updateOfficer, { params: { id: one?.id ?? '' }, body: { counterKeys: ['tai-nha'] } });
    expect((await day()).counters.map(({ key }) => key)).toEqual(['tai-nha']);
    await admin.call(updateOfficer, { params: { id: one?.id ?? '' }, body: { active: false } });
    expect(await codeOf(day())).toBe('not_allowed');
    const me = (await list()).find(({ roles }) => roles.includes('administrator'));
    expect(await codeOf(admin.call(updateOfficer, { params: { id: me?.id ?? '' }, body: { active: false } }))).toBe('own_role');
    expect(await codeOf(officer.call(updateOfficer, { params: { id: one?.id ?? '' }, body: { active: true } }))).toBe('not_allowed');
  });
});
