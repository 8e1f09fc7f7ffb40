import { bookAppointment, joinWaitingList, type Slip } from 'backend/contracts/appointments';
import { checkIn, complete, findByCode, listDay, revoke, startServing } from 'backend/contracts/desk';
import { type BookBody, birth, type Caller, copies, freePlaces, type Town } from '../../miniapp/test/phone.js';
import { makeResidents } from '../seed/people.js';
import { wellKnown } from '../seed/seed.js';
import { prepareConsultation } from './consultations.js';
import { prepareDecisions, type SampleDecisions } from './decisions.js';
import { prepareHouseholds } from './households.js';
import { prepareInitiatives } from './initiatives.js';
import { prepareReports, type SampleReports } from './reports.js';

/** Those who are on the pictures; all of them invented. */
export const residents = makeResidents(16);

/** What the pictures show. */
export type Sample = {
  /** Two appointments and a waiting list. */
  grandmother: { id: string; slip: Slip; forChild: Slip };
  /** Has nothing yet, and Zalo withholds the name. */
  newcomer: string;
  /** One appointment to give up, one withdrawn by the office. */
  neighbour: { id: string; given: Slip; revoked: Slip };
  reports: SampleReports;
  /** The grandmother's, by its id in the book. */
  household: string;
  /** The grandmother's, being signed. */
  initiative: string;
  /** Open, and spoken to. */
  consultation: string;
  decisions: SampleDecisions;
  /** The day at the counter, 08:42. */
  desk: { date: string; opened: string };
};

type Here = Pick<Town, 'as' | 'person' | 'setClock' | 'advance' | 'control' | 'writes'>;

async function book({ call }: Caller, body: BookBody): Promise<Slip> {
  return call(bookAppointment, { body });
}

/** The day of the desk fills up at the counter that most people come to. */
async function fillDesk(town: Here, date: string, times: readonly string[]): Promise<Slip[]> {
  const slips: Slip[] = [];
  for (const [number, { zaloId, name }] of residents.slice(1).entries()) {
    const start = times[number];
    if (start === undefined) break;
    const person = await town.as(zaloId);
    slips.push(
      await book(person, {
        code: number % 3 === 1 ? birth : copies,
        way: 'counter',
        date,
        start,
        person: number % 4 === 3 ? { relation: 'parent', name: `${name.split(' ')[0]} Thị Hòa` } : { relation: 'self' },
      }),
    );
  }
  return slips;
}

/** Makes the appointments that the residents' pictures show. */
export async function prepareSample(town: Here): Promise<Sample> {
  const { zaloId } = wellKnown.resident;
  await town.control('PUT', '/settings', { oaName: 'UBND xã Phú Lạc', miniAppName: 'Xã Phú Lạc' });
  await town.writes(zaloId, 'Chào xã, tôi cần sao y giấy tờ.');
  const grandmother = await town.as(zaloId);
  const [tomorrow, later] = await freePlaces(grandmother, copies);
  if (!tomorrow || !later) throw new Error('no free places for the pictures');
  const atTomorrow = (start: string) =>
    ({ code: copies, way: 'counter', date: tomorrow.date, start, person: { relation: 'self' } }) as const;
  const slip = await book(grandmother, atTomorrow('08:30'));
  const forChild = await book(grandmother, {
    code: birth,
    way: 'counter',
    date: later.date,
    start: '09:30',
    person: { relation: 'child', name: 'Nông Văn Tài' },
  });

  const deskSlips = await fillDesk(town, tomorrow.date, [
    '07:30',
    '07:30',
    '08:00',
    '08:00',
    '08:30',
    '09:00',
    '09:30',
    '10:00',
    '13:30',
    '14:00',
  ]);
  const opened = deskSlips[5]?.code ?? '';

  const [homeDay] = await freePlaces(grandmother, birth, 'home');
  if (!homeDay) throw new Error('no day of visits at home');
  for (const { start } of homeDay.slots) {
    const person = { relation: 'self' } as const;
    const homeVisit = { reason: 'elderly', address: 'Xóm 2 (mẫu), cạnh nhà văn hóa' } as const;
    await book(await town.as(await town.person({ name: 'Lý Thị Sen' })), {
      code: birth,
      way: 'home',
      date: homeDay.date,
      start,
      person,
      homeVisit,
    });
  }
  await grandmother.call(joinWaitingList, { body: { code: birth, way: 'home', date: homeDay.date } });

  const neighbourId = await town.person({ name: 'Hoàng Thị Mận', follows: true });
  const neighbour = await town.as(neighbourId);
  const given = await book(neighbour, atTomorrow('15:00'));
  const revoked = await book(neighbour, { ...atTomorrow('15:30'), evenIfDuplicate: true });
  const officer = await town.as(wellKnown.officer.zaloId);
  const { id, revision } = await officer.call(findByCode, { params: { code: revoked.code } });
  await officer.call(revoke, { params: { id }, body: { revision, reason: 'Quầy mất điện cả buổi chiều' } });
  return {
    grandmother: { id: zaloId, slip, forChild },
    newcomer: await town.person({ scopes: [] }),
    neighbour: { id: neighbourId, given, revoked },
    reports: await prepareReports(town, zaloId),
    household: await prepareHouseholds(town),
    initiative: await prepareInitiatives(town),
    consultation: await prepareConsultation(town),
    decisions: await prepareDecisions(town),
    desk: { date: tomorrow.date, opened },
  };
}

/** Goes to the day of the desk, where the first have been served, one is being served, and one is late. */
export async function openDesk(town: Here, { desk }: Sample): Promise<void> {
  await town.setClock(new Date(`${desk.date}T08:42:00+07:00`));
  const officer = await town.as(wellKnown.officer.zaloId);
  const steps = [[checkIn, startServing, complete], [checkIn, startServing, complete], [checkIn, startServing], [], [checkIn]];
  const { appointments } = await officer.call(listDay, { query: { date: desk.date, counter: 'ho-tich-chung-thuc' } });
  const codes = appointments.map(({ code }) => code);
  for (const [number, parts] of steps.entries()) {
    const code = codes[number];
    if (code === undefined) continue;
    let { id, revision } = await officer.call(findByCode, { params: { code } });
    for (const step of parts) ({ id, revision } = await officer.call(step, { params: { id }, body: { revision } }));
  }
}
