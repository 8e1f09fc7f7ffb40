import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { house, type Person, raw } from '../../../testing/house.js';
import { compose } from '../../compose.js';
import {
  bookAppointment,
  cancelAppointment,
  holdPlace,
  listMyAppointments,
  listOpenSlots,
  readHome,
  readSlip,
  releaseHold,
  rescheduleAppointment,
} from '../../contracts/appointments.js';
import { listDay } from '../../contracts/desk.js';
import { eraseMe, readMe, savePhone } from '../../contracts/residents.js';

const birth = { code: '1.001193', way: 'counter' } as const;
const slot = { ...birth, date: '2026-12-02', start: '08:30' } as const;
const hour = 3_600_000;

const book = (person: Person, body: Partial<Parameters<typeof bookAppointment.body.parse>[0] & object> = {}, idempotencyKey?: string) =>
  person.call(
    bookAppointment,
    { body: { ...slot, person: { relation: 'self' }, ...body } as never },
    idempotencyKey === undefined ? {} : { idempotencyKey },
  );

const refusal = async (
  work: Promise<unknown>,
): Promise<{ code: string; status: number; nearest: unknown; fields: Record<string, string> }> => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) throw new Error('this should have been refused');
  return error as never;
};

describe('a resident books and holds a slip', () => {
  it('shows the free places, keeps one while the form is filled in, and answers with the slip and a Zalo message', async () => {
    const commune = await house();
    const minh = await commune.person('minh');

    const before = await minh.call(listOpenSlots, { params: { code: birth.code }, query: { way: 'counter' } });
    const wednesday = before.days.find(({ date }) => date === slot.date);
    expect(wednesday?.state).toBe('open');
    expect(before.days.find(({ date }) => date === '2026-12-05')?.reason).toContain('Thứ Bảy');
    expect(before.days.filter(({ state }) => state === 'open')).toHaveLength(15);

    const hold = await minh.call(holdPlace, { body: slot });
    expect(hold.seat).toBe(1);
    const during = await minh.call(listOpenSlots, { params: { code: birth.code }, query: { way: 'counter' } });
    expect(during.days.find(({ date }) => date === slot.date)?.slots.find(({ start }) => start === '08:30')?.placesLeft).toBe(2);

    const slip = await book(minh, { holdId: hold.holdId });
    expect(slip).toMatchObject({
      id: hold.holdId,
      status: 'booked',
      seat: 1,
      date: slot.date,
      start: '08:30',
      end: '09:00',
      resultOn: '2026-12-02',
      notice: 'Đây là lịch hẹn, chưa phải nộp hồ sơ',
      person: { name: 'Nguyễn Văn Minh', relation: 'self' },
      message: 'waiting',
    });
    expect(slip.code).toMatch(/^LH-\d{4}-\d{4}$/);
    expect(slip.qr).toBe(slip.code);

    await commune.work();
    const [message] = await commune.inbox('minh');
    expect(message?.text).toContain(slip.code);
    expect(message?.text).toContain('chưa phải nộp hồ sơ');
    expect((await minh.call(readSlip, { params: { id: slip.id } })).message).toBe('sent');
    expect((await minh.call(readHome, {})).upcoming).toMatchObject([{ code: slip.code }]);
  });

  it('prints the same slip as a PDF and a calendar entry behind an address that cannot be guessed', async () => {
    const commune = await house();
    const slip = await book(await commune.person('minh'));
    const at = (url: string) => fetch(url.replace('http://127.0.0.1:1', commune.url));

    const pdf = await at(slip.pdfUrl);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(await (await at(slip.calendarUrl)).text()).toContain('BEGIN:VEVENT');

    expect((await at(slip.pdfUrl.replace(/.{6}\.pdf$/, 'AAAAAA.pdf'))).status).toBe(404);
    await commune.advance(4 * 24 * hour);
    expect((await at(slip.pdfUrl)).status).toBe(404);
  });

  it('reminds the evening before and two hours before, once each', async () => {
    const commune = await house();
    await book(await commune.person('minh'));
    await commune.work();
    expect(await commune.inbox('minh')).toHaveLength(1);

    await commune.setClock('2026-12-01T12:01:00Z');
    await commune.work();
    await commune.work();
    const evening = await commune.inbox('minh');
    expect(evening).toHaveLength(2);
    expect(evening[1]?.text).toContain('Ngày mai');

    await commune.setClock('2026-12-01T23:31:00Z');
    await commune.work();
    await commune.work();
    const all = await commune.inbox('minh');
    expect(all).toHaveLength(3);
    expect(all[2]?.text).toContain('Hai giờ nữa');
  });

  it('books for a family member, who is remembered for the next time', async () => {
    const commune = await house();
    const minh = await commune.person('minh');
    const slip = await book(minh, { person: { relation: 'parent', name: 'NGUYỄN THỊ LÝ' } });
    expect(slip.person).toEqual({ name: 'Nguyễn Thị Lý', relation: 'parent' });
    expect((await minh.call(readMe, {})).family).toEqual([{ name: 'Nguyễn Thị Lý', relation: 'parent' }]);
  });

  it('serves at home with a reason and an address, and keeps both out of messages', async () => {
    const commune = await house();
    const minh = await commune.person('minh');
    const home = { way: 'home', start: '08:30' } as const;
    expect(await refusal(book(minh, home))).toMatchObject({ code: 'home_visit_not_eligible', status: 422 });
    const slip = await book(minh, {
      ...home,
      homeVisit: { reason: 'elderly', address: 'Xóm 6, cạnh nhà văn hóa', note: 'Mẹ tôi 90 tuổi' },
    });
    expect(slip.homeVisit).toMatchObject({ reason: 'elderly', address: 'Xóm 6, cạnh nhà văn hóa' });
    await commune.work();
    expect(JSON.stringify(await commune.inbox('minh'))).not.toContain('nhà văn hóa');
    const stored = await commune.composed.database.connection.collection('appointments').findOne({});
    expect(JSON.stringify(stored)).not.toContain('nhà văn hóa');
  });

  it('gives a procedure of two slots two seats in a row', async () => {
    const commune = await house({ capacity: { public: 1, staff: 0 } });
    const minh = await commune.person('minh');
    const lan = await commune.person('lan');
    const slip = await book(minh, { code: '1.000894' });
    expect(slip).toMatchObject({ start: '08:30', end: '09:30' });
    expect(await refusal(book(lan, { start: '09:00' }))).toMatchObject({ code: 'slot_taken', status: 409 });
    expect((await book(lan, { start: '09:30' })).start).toBe('09:30');
  });

  it('answers a repeat under the same key with the first slip, also when both come at once', async () => {
    const commune = await house();
    const minh = await commune.person('minh');
    const slips = await Promise.all(Array.from({ length: 6 }, () => book(minh, {}, 'one-and-the-same-key')));
    expect(new Set(slips.map(({ id }) => id)).size).toBe(1);
    expect((await minh.call(listMyAppointments, { query: {} })).appointments).toHaveLength(1);
    expect(await refusal(book(minh, { start: '09:00' }, 'one-and-the-same-key'))).toMatchObject({
      code: 'idempotency_key_reused',
      status: 422,
    });
  });

  it('answers a repeat with the first slip when it took the last place', async () => {
    const commune = await house({ capacity: { public: 1, staff: 0 } });
    const minh = await commune.person('minh');
    const slip = await book(minh, {}, 'the-last-place');
    expect(await refusal(book(minh, { evenIfDuplicate: true }, 'another-key'))).toMatchObject({ code: 'slot_taken' });
    expect(await book(minh, {}, 'the-last-place')).toMatchObject({ code: slip.code, seat: slip.seat });
  });
});

describe('no place is ever given twice', () => {
  it('gives the places of a slot to exactly as many of a crowd, each a seat of its own', async () => {
    const commune = await house({ capacity: { public: 7, staff: 0 } });
    const crowd = await Promise.all(Array.from({ length: 40 }, (_, index) => commune.person(`crowd-${index}`)));
    const outcomes = await Promise.allSettled(crowd.map((person) => book(person)));
    const slips = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const refused = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as { code: string; status: number; nearest: unknown[] }] : [],
    );
    expect(slips).toHaveLength(7);
    expect(new Set(slips.map(({ seat }) => seat))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]));
    expect(refused.every(({ code, status }) => code === 'slot_taken' && status === 409)).toBe(true);
    expect(refused[0]?.nearest).toHaveLength(2);
  });

  it('keeps holds, bookings and officers apart under the same seats', async () => {
    const commune = await house({ capacity: { public: 2, staff: 0 } });
    const crowd = await Promise.all(Array.from({ length: 12 }, (_, index) => commune.person(`crowd-${index}`)));
    const outcomes = await Promise.allSettled(
      crowd.map((person, index) => (index % 2 === 0 ? person.call(holdPlace, { body: slot }) : book(person))),
    );
    const seats = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.seat] : []));
    expect(seats.sort()).toEqual([1, 2]);
  });

  it('frees a hold when its time is up, and lets only one of two takers have it', async () => {
    const commune = await house({ capacity: { public: 1, staff: 0 } });
    const [minh, lan, hoa] = await Promise.all([commune.person('minh'), commune.person('lan'), commune.person('hoa')]);
    const hold = await minh.call(holdPlace, { body: slot });
    expect(await refusal(book(lan))).toMatchObject({ code: 'slot_taken' });
    await commune.advance(6 * 60_000);
    const outcomes = await Promise.allSettled([book(lan), book(hoa)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusal(book(minh, { holdId: hold.holdId }))).toMatchObject({ code: 'hold_expired', status: 409 });
  });

  it('books without a lapsed hold when the place is still free', async () => {
    const commune = await house({ capacity: { public: 1, staff: 0 } });
    const minh = await commune.person('minh');
    const hold = await minh.call(holdPlace, { body: slot });
    await commune.advance(6 * 60_000);
    expect((await book(minh, { holdId: hold.holdId })).status).toBe('booked');
  });

  it('moves the hold of a resident instead of keeping two', async () => {
    const commune = await house({ capacity: { public: 1, staff: 0 } });
    const [minh, lan] = await Promise.all([commune.person('minh'), commune.person('lan')]);
    const first = await minh.call(holdPlace, { body: slot });
    expect((await minh.call(holdPlace, { body: slot })).holdId).toBe(first.holdId);
    await minh.call(holdPlace, { body: { ...slot, start: '09:00' } });
    expect((await book(lan)).start).toBe('08:30');
    expect(await minh.call(releaseHold, { params: { id: first.holdId } })).toEqual({ released: true });
    expect(await lan.call(releaseHold, { params: { id: first.holdId } })).toEqual({ released: false });
  });
});

describe('limits of one resident', () => {
  it('keeps the number of open appointments under any race', async () => {
    const commune = await house({ booking: { maxOpenAppointments: 2 } });
    const minh = await commune.person('minh');
    const starts = ['07:30', '08:00', '08:30', '09:00', '09:30', '10:00'];
    const outcomes = await Promise.allSettled(starts.map((start) => book(minh, { start, evenIfDuplicate: true })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [(outcome.reason as { code: string }).code] : []));
    expect(new Set(refused)).toEqual(new Set(['too_many_open']));
  });

  it('warns of a second appointment for the same procedure and person, and books it when asked again', async () => {
    const commune = await house();
    const minh = await commune.person('minh');
    await book(minh);
    expect(await refusal(book(minh, { start: '09:00' }))).toMatchObject({ code: 'duplicate_appointment', status: 409 });
    expect((await book(minh, { start: '09:00', person: { relation: 'parent', name: 'Nguyễn Thị Lý' } })).status).toBe('booked');
    expect((await book(minh, { start: '09:30', evenIfDuplicate: true })).status).toBe('booked');
  });

  it('lets somebody who often did not come wait, and says until when', async () => {
    const commune = await house({ booking: { noShowLimit: 2, noShowCoolDownDays: 7 } });
    const [minh, officer] = [await commune.person('minh'), await commune.officer('lan', ['one_stop_officer'])];
    const { markNoShow, findByCode } = await import('../../contracts/desk.js');
    for (const start of ['13:30', '14:00']) {
      const slip = await book(minh, { date: '2026-12-01', start, evenIfDuplicate: true });
      await commune.setClock('2026-12-01T08:00:00Z');
      const seen = await officer.call(findByCode, { params: { code: slip.code } });
      await officer.call(markNoShow, { params: { id: seen.id }, body: { revision: seen.revision } });
      await commune.setClock('2026-12-01T03:00:00Z');
    }
    const refused = await refusal(book(minh));
    expect(refused).toMatchObject({ code: 'no_show_cool_down', status: 409, detail: expect.stringContaining('08/12/2026') });
    await commune.setClock('2026-12-09T02:00:00Z');
    expect((await book(minh, { date: '2026-12-10' })).status).toBe('booked');
  });
});

describe('changing and cancelling', () => {
  it('moves to another time under the same code, gives the old place back and sends the new slip', async () => {
    const commune = await house({ capacity: { public: 1, staff: 0 } });
    const [minh, lan] = await Promise.all([commune.person('minh'), commune.person('lan')]);
    const slip = await book(minh);
    await commune.work();
    const moved = await minh.call(rescheduleAppointment, { params: { id: slip.id }, body: { date: '2026-12-03', start: '09:00' } });
    expect(moved).toMatchObject({ id: slip.id, code: slip.code, date: '2026-12-03', start: '09:00' });
    await commune.work();
    expect((await commune.inbox('minh')).at(-1)?.text).toContain('đổi giờ');
    await commune.advance(1_000);
    await commune.work();
    expect((await book(lan)).start).toBe('08:30');
    // The reminders of the old time are gone with it.
    await commune.setClock('2026-12-01T12:01:00Z');
    await commune.work();
    expect(await commune.inbox('minh')).toHaveLength(2);
    expect(
      await refusal(minh.call(rescheduleAppointment, { params: { id: slip.id }, body: { date: '2026-12-03', start: '09:00' } })),
    ).toMatchObject({ code: 'same_slot' });
  });

  it('cancels once however often the button is pressed, and withholds the place for a while', async () => {
    const commune = await house({ capacity: { public: 1, staff: 0 }, booking: { withholdMinutes: { from: 3, to: 3 } } });
    const [minh, lan] = await Promise.all([commune.person('minh'), commune.person('lan')]);
    const slip = await book(minh);
    const cancelled = await Promise.all(
      [1, 2].map(() => minh.call(cancelAppointment, { params: { id: slip.id }, body: {} }).catch((error: { code: string }) => error.code)),
    );
    expect(cancelled.some((each) => typeof each === 'object' && each.status === 'cancelled')).toBe(true);
    expect((await minh.call(cancelAppointment, { params: { id: slip.id }, body: {} })).status).toBe('cancelled');
    expect(await refusal(book(lan))).toMatchObject({ code: 'slot_taken' });
    await commune.advance(3 * 60_000 + 1_000);
    await commune.work();
    expect((await book(lan)).status).toBe('booked');
    expect((await minh.call(listMyAppointments, { query: { which: 'past' } })).appointments).toMatchObject([{ status: 'cancelled' }]);
  });

  it('refuses both after the cut-off, with the number to call', async () => {
    const commune = await house();
    const minh = await commune.person('minh');
    const slip = await book(minh, { date: '2026-12-01', start: '13:30' });
    await commune.setClock('2026-12-01T05:00:00Z');
    expect(await refusal(minh.call(cancelAppointment, { params: { id: slip.id }, body: {} }))).toMatchObject({
      code: 'past_cut_off',
      detail: expect.stringContaining('0208'),
    });
    expect((await minh.call(readSlip, { params: { id: slip.id } })).changeUntil).toBeNull();
  });

  it('pages a long list without losing or repeating one', async () => {
    const commune = await house({ booking: { maxOpenAppointments: 20 } });
    const minh = await commune.person('minh');
    const dates = ['2026-12-02', '2026-12-03', '2026-12-04'];
    for (const date of dates)
      for (const start of ['07:30', '08:00', '08:30', '09:00', '09:30', '10:00', '10:30']) {
        const slip = await book(minh, { date, start, evenIfDuplicate: true });
        await minh.call(cancelAppointment, { params: { id: slip.id }, body: {} });
      }
    const first = await minh.call(listMyAppointments, { query: { which: 'past' } });
    const second = await minh.call(listMyAppointments, { query: { which: 'past', after: first.next ?? '' } });
    const all = [...first.appointments, ...second.appointments];
    expect(all).toHaveLength(21);
    expect(new Set(all.map(({ id }) => id)).size).toBe(21);
    expect(second.next).toBeNull();
  });
});

describe('bad requests change nothing and name the field', () => {
  const cases: [string, Record<string, unknown>, number, string, string | null][] = [
    ['a wrong type', { start: 830 }, 400, 'invalid_request', 'body.start'],
    ['a missing field', { person: undefined }, 400, 'invalid_request', 'body.person'],
    ['a field that does not exist', { residentId: '6925a1b2c3d4e5f601234567' }, 400, 'invalid_request', 'body.residentId'],
    ['a past day', { date: '2026-11-30' }, 422, 'day_in_past', 'body.date'],
    ['a day too far', { date: '2027-06-01' }, 422, 'too_far', 'body.date'],
    ['a Sunday', { date: '2026-12-06' }, 409, 'place_closed', 'body.date'],
    ['a time between slots', { start: '08:40' }, 422, 'slot_unknown', 'body.start'],
    ['a time too near', { date: '2026-12-01', start: '09:30' }, 422, 'too_soon', 'body.start'],
    ['an unknown procedure', { code: '9.999999' }, 404, 'procedure_not_found', null],
    ['a way that is not offered', { code: '1.000894', way: 'out_of_hours' }, 422, 'way_not_offered', 'body.way'],
    ['a name with markup', { person: { relation: 'child', name: '<b>Bé</b>' } }, 400, 'invalid_request', 'body.person.name'],
    ['a phone number that cannot be', { phone: '12345678' }, 422, 'phone_invalid', 'body.phone'],
    [
      'an address without a home visit',
      { homeVisit: { reason: 'elderly', address: 'Xóm 6 nhà' } },
      400,
      'invalid_request',
      'body.homeVisit',
    ],
  ];
  it.each(cases)('%s', async (_name, change, status, code, field) => {
    const commune = await house();
    const minh = await commune.person('minh');
    const answer = await raw(commune.url, 'POST', '/appointments', {
      token: minh.token,
      body: { ...slot, person: { relation: 'self' }, ...change },
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code, status });
    if (field !== null) expect((answer.body.fields as { field: string }[]).map((each) => each.field)).toContain(field);
    expect((await minh.call(listMyAppointments, { query: {} })).appointments).toHaveLength(0);
  });

  it('treats another resident’s appointment and hold as if they did not exist', async () => {
    const commune = await house();
    const [minh, lan] = await Promise.all([commune.person('minh'), commune.person('lan')]);
    const slip = await book(minh);
    const hold = await minh.call(holdPlace, { body: { ...slot, start: '10:00' } });
    const params = { id: slip.id };
    for (const attempt of [
      () => lan.call(readSlip, { params }),
      () => lan.call(cancelAppointment, { params, body: {} }),
      () => lan.call(rescheduleAppointment, { params, body: { date: '2026-12-03', start: '09:00' } }),
    ])
      expect(await refusal(attempt())).toMatchObject({ code: 'appointment_not_found', status: 404 });
    expect(await lan.call(releaseHold, { params: { id: hold.holdId } })).toEqual({ released: false });
    expect((await minh.call(readSlip, { params })).status).toBe('booked');
  });

  it('asks for a session, and refuses a forged one', async () => {
    const commune = await house();
    expect(await raw(commune.url, 'GET', '/home')).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
    expect(await raw(commune.url, 'GET', '/home', { token: 'eyJhbGciOiJub25lIn0.e30.' })).toMatchObject({ status: 401 });
  });
});

describe('when Zalo, Redis or MongoDB is away', () => {
  it('books while Zalo does not answer, and the message goes out later, once', async () => {
    const commune = await house();
    const minh = await commune.person('minh');
    await commune.control('PUT', '/faults', [{ kind: 'limit', match: { host: 'openapi' } }]);
    const slip = await book(minh);
    await commune.work();
    expect(await commune.inbox('minh')).toHaveLength(0);
    expect((await minh.call(readSlip, { params: { id: slip.id } })).message).toBe('waiting');
    await commune.control('DELETE', '/faults');
    await commune.advance(5 * 60_000);
    await commune.work();
    await commune.work();
    expect(await commune.inbox('minh')).toHaveLength(1);
  });

  it('never sends again what may have arrived', async () => {
    const commune = await house();
    const minh = await commune.person('minh');
    await commune.control('PUT', '/faults', [
      { kind: 'timeout_after_accepting', match: { host: 'openapi', path: '/v3.0/oa/message' }, count: 1 },
    ]);
    const slip = await book(minh);
    await commune.work();
    expect((await minh.call(readSlip, { params: { id: slip.id } })).message).toBe('unconfirmed');
    await commune.advance(hour);
    await commune.work();
    expect(await commune.inbox('minh')).toHaveLength(1);
  });

  it('books while the queue is away, and the message catches up', async () => {
    const commune = await house();
    const minh = await commune.person('minh');
    commune.queueIs('down');
    await book(minh);
    await expect(commune.work()).rejects.toThrow('away');
    commune.queueIs('up');
    await commune.work();
    expect(await commune.inbox('minh')).toHaveLength(1);
  });

  it('queues a message again that the queue lost', async () => {
    const commune = await house();
    const minh = await commune.person('minh');
    await book(minh);
    await commune.composed.letters.relay();
    commune.forgetJobs();
    await commune.work();
    expect(await commune.inbox('minh')).toHaveLength(0);
    await commune.advance(3 * 60_000);
    await commune.work();
    expect(await commune.inbox('minh')).toHaveLength(1);
  });

  it('answers 503 with Retry-After while MongoDB is away', async () => {
    const commune = await house({ stoppable: true });
    const minh = await commune.person('minh');
    await commune.mongo.close();
    const answer = await raw(commune.url, 'GET', '/appointments', { token: minh.token });
    expect(answer).toMatchObject({ status: 503, body: { code: 'database_unavailable' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a person’s own data', () => {
  it('is forgotten when they ask: what is to come is cancelled, what is past keeps no name, the session is over', async () => {
    const commune = await house();
    const minh = await commune.person('minh');
    const officer = await commune.officer('can-bo', ['one_stop_officer']);
    await minh.call(savePhone, { body: { phone: '0912 345 678' } });
    const slip = await book(minh);
    const day = () => officer.call(listDay, { query: { date: slot.date } });
    expect((await day()).appointments).toMatchObject([{ phone: '+84912345678', personName: 'Nguyễn Văn Minh' }]);
    expect(await minh.call(eraseMe, {})).toEqual({ erased: true });
    expect((await day()).appointments).toMatchObject([{ status: 'cancelled', personName: '', phone: null }]);
    const everything = await commune.composed.database.connection.db?.collections();
    for (const collection of everything ?? []) expect(JSON.stringify(await collection.find().toArray())).not.toContain('Văn Minh');
    expect((await raw(commune.url, 'GET', `/appointments/${slip.id}`, { token: minh.token })).status).toBe(404);
    expect((await raw(commune.url, 'POST', '/holds', { token: minh.token, body: slot })).status).toBe(401);
    expect((await raw(commune.url, 'POST', '/waiting', { token: minh.token, body: { ...birth, date: slot.date } })).status).toBe(401);
    await commune.work();
    expect(await commune.inbox('minh')).toHaveLength(0);
  });

  it('moves an appointment of two slots by one slot, over a seat of its own', async () => {
    const commune = await house({ capacity: { public: 1, staff: 0 } });
    const [minh, lan] = [await commune.person('minh'), await commune.person('lan')];
    const slip = await book(minh, { code: '1.000894' });
    const moved = await minh.call(rescheduleAppointment, { params: { id: slip.id }, body: { date: slot.date, start: '09:00' } });
    expect(moved).toMatchObject({ start: '09:00', end: '10:00' });
    await commune.advance(1_000);
    await commune.work();
    expect((await book(lan)).start).toBe('08:30');
    expect(await refusal(book(lan, { start: '09:30', evenIfDuplicate: true }))).toMatchObject({ code: 'slot_taken' });
  });

  it('stays readable while the key at rest is changed, and is sealed again under the new one', async () => {
    const commune = await house();
    const minh = await commune.person('minh');
    await minh.call(savePhone, { body: { phone: '0912 345 678' } });
    const sealed = async () => String((await commune.composed.database.connection.collection('residents').findOne({}))?.phoneSealed);
    const before = await sealed();
    const newer = compose({
      ...commune.composed,
      config: { ...commune.config, DATA_KEY: [randomBytes(32).toString('base64'), ...commune.config.DATA_KEY] },
      overrides: { jobs: commune.composed.jobs },
    });
    newer.database.open();
    await newer.database.whenReady();
    const resident = await newer.residents.findByZalo({ zaloUserId: await commune.zaloIdOf('minh') });
    expect((await newer.residents.me(resident?.id ?? '')).phoneMasked).toBe('09xx xxx 678');
    await newer.forgetOldData();
    expect(await sealed()).not.toBe(before);
    expect((await newer.residents.me(resident?.id ?? '')).phoneMasked).toBe('09xx xxx 678');
    await newer.forgetOldData();
    await newer.close();
    // The old process no longer holds the key: the number is unknown to it, and everything else goes on.
    expect((await minh.call(readMe, {})).phoneMasked).toBeNull();
  });
});
