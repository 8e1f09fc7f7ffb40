import { describe, expect, it } from 'vitest';
import { house, type Person } from '../../../testing/house.js';
import {
  bookAppointment,
  cancelAppointment,
  joinWaitingList,
  leaveWaitingList,
  listMyWaiting,
  readHome,
} from '../../contracts/appointments.js';

const birth = { code: '1.001193', way: 'out_of_hours' } as const;
/** A Saturday session of one slot, so that one booking fills the day. */
const slot = { ...birth, date: '2026-12-05', start: '08:00' } as const;
const one = { public: 1, staff: 0 };

async function saturday(booking: Parameters<typeof house>[0] = {}) {
  const commune = await house({ capacity: one, ...booking });
  const { counter } = await commune.composed.calendar.counterCalendar('ngoai-gio');
  await commune.composed.calendar.saveCounter({ ...counter, hours: [{ weekday: 6, from: '08:00', to: '08:30' }] });
  return commune;
}

const book = (person: Person, holdId?: string) =>
  person.call(bookAppointment, { body: { ...slot, person: { relation: 'self' }, ...(holdId !== undefined && { holdId }) } });
const join = (person: Person) => person.call(joinWaitingList, { body: { ...birth, date: slot.date } });
const entriesOf = async (person: Person) => (await person.call(listMyWaiting, {})).entries;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

describe('waiting for a place on a full day', () => {
  it('offers the place that frees up to the first in line, keeps it for them, and tells them', async () => {
    const commune = await saturday();
    const [minh, lan, hoa, an] = await Promise.all(['minh', 'lan', 'hoa', 'an'].map((id) => commune.person(id)));
    if (!minh || !lan || !hoa || !an) throw new Error('nobody');
    expect(await codeOf(join(lan))).toBe('day_not_full');
    const slip = await book(minh);
    expect((await join(lan)).ahead).toBe(0);
    await commune.advance(1_000);
    expect((await join(hoa)).ahead).toBe(1);
    expect(await codeOf(join(lan))).toBe('already_waiting');

    await minh.call(cancelAppointment, { params: { id: slip.id }, body: {} });
    await commune.work();
    const [offer] = (await lan.call(readHome, {})).offers;
    expect(offer?.offer?.start).toBe('08:00');
    expect((await commune.inbox('lan')).at(-1)?.text).toContain('Có chỗ trống');
    expect(await codeOf(book(an))).toBe('day_full');
    expect(await codeOf(book(hoa, offer?.offer?.holdId))).not.toBe('done');

    expect((await book(lan, offer?.offer?.holdId)).status).toBe('booked');
    await commune.work();
    expect(await entriesOf(lan)).toHaveLength(0);
    expect(await commune.inbox('hoa')).toHaveLength(0);
  });

  it('passes an offer on when it runs out, and when it is declined', async () => {
    const commune = await saturday();
    const [minh, lan, hoa] = [await commune.person('minh'), await commune.person('lan'), await commune.person('hoa')];
    const slip = await book(minh);
    const waiting = await join(lan);
    await commune.advance(1_000);
    await join(hoa);
    await minh.call(cancelAppointment, { params: { id: slip.id }, body: {} });
    await commune.work();
    await commune.advance(61 * 60_000);
    await commune.work();
    expect((await entriesOf(lan))[0]).toMatchObject({ status: 'waiting', ahead: 0 });
    const [offered] = await entriesOf(hoa);
    expect(offered?.status).toBe('offered');
    await hoa.call(leaveWaitingList, { params: { id: offered?.id ?? '' } });
    await commune.work();
    expect((await entriesOf(lan))[0]?.status).toBe('offered');
    expect((await hoa.call(leaveWaitingList, { params: { id: offered?.id ?? '' } })).status).toBe('left');
    expect(await codeOf(lan.call(leaveWaitingList, { params: { id: offered?.id ?? '' } }))).toBe('waiting_not_found');
    expect(waiting.status).toBe('waiting');
  });

  it('makes one offer of one place when several workers look at once', async () => {
    const commune = await saturday();
    const minh = await commune.person('minh');
    const slip = await book(minh);
    const line = await Promise.all(Array.from({ length: 5 }, (_, index) => commune.person(`line-${index}`)));
    for (const person of line) await join(person);
    await minh.call(cancelAppointment, { params: { id: slip.id }, body: {} });
    await Promise.all(Array.from({ length: 4 }, () => commune.composed.waiting.sweep()));
    await commune.work();
    const offered = (await Promise.all(line.map(entriesOf))).flat().filter(({ status }) => status === 'offered');
    expect(offered).toHaveLength(1);
  });

  it('wakes nobody at night', async () => {
    const commune = await saturday();
    const [minh, lan] = [await commune.person('minh'), await commune.person('lan')];
    const slip = await book(minh);
    await join(lan);
    await commune.setClock('2026-12-01T15:00:00Z');
    await minh.call(cancelAppointment, { params: { id: slip.id }, body: {} });
    await commune.work();
    expect((await entriesOf(lan))[0]?.status).toBe('waiting');
    await commune.setClock('2026-12-01T23:45:00Z');
    await commune.work();
    expect((await entriesOf(lan))[0]?.status).toBe('offered');
  });

  it('keeps the number of lists one person waits on under any race', async () => {
    const commune = await saturday({ booking: { maxWaiting: 1 } });
    const [minh, lan] = [await commune.person('minh'), await commune.person('lan')];
    await book(minh);
    await minh.call(bookAppointment, { body: { ...slot, date: '2026-12-12', person: { relation: 'parent', name: 'Nguyễn Thị Lý' } } });
    const outcomes = await Promise.all(
      ['2026-12-05', '2026-12-12'].map((date) => codeOf(lan.call(joinWaitingList, { body: { ...birth, date } }))),
    );
    expect(outcomes.sort()).toEqual(['done', 'too_many_waiting']);
  });
});
