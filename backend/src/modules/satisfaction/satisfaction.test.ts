import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { house, type Person, raw } from '../../../testing/house.js';
import { bookAppointment, readHome } from '../../contracts/appointments.js';
import { listAudit } from '../../contracts/audit.js';
import * as desk from '../../contracts/desk.js';
import { eraseMe, updateMe } from '../../contracts/residents.js';
import * as contract from '../../contracts/satisfaction.js';
import { criterionKeys, satisfactionLabel } from '../../contracts/satisfaction-questions.js';

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
const fieldOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { fields: Record<string, string> }) => Object.keys(error.fields)[0],
  );

async function town() {
  const here = await house({ capacity: { public: 12, staff: 1 } });
  const office = await here.officer('van-phong', ['office_officer']);
  const counter = await here.officer('can-bo', ['one_stop_officer']);
  const chairman = await here.officer('chu-tich', ['chairman']);
  const { sampling, revision } = await office.call(contract.readSatisfactionSettings, {});
  const sample = (change: Partial<contract.SatisfactionSampling>, at = revision) =>
    office.call(contract.saveSatisfactionSampling, { body: { revision: at, sampling: { ...sampling, ...change } } });
  /** Somebody is served at half past one on a day, which becomes today. */
  const visited = async (person: Person, date: string, officer = office) => {
    const slip = await person.call(bookAppointment, {
      body: { code: '1.001193', way: 'counter', date, start: '13:30', person: { relation: 'self' } },
    });
    let seen = await officer.call(desk.findByCode, { params: { code: slip.code } });
    for (const step of [desk.checkIn, desk.startServing, desk.complete])
      seen = await officer.call(step as typeof desk.checkIn, { params: { id: slip.id }, body: { revision: seen.revision } });
    return slip.id;
  };
  const rows = async (collection: string) => here.composed.database.connection.collection(collection).find().toArray();
  const asked = async (person: Person) => (await person.call(readHome, {})).satisfaction;
  return { ...here, office, counter, chairman, sample, visited, rows, asked };
}

type Body = Partial<{ levels: contract.Levels; facts: contract.Facts; words: string }>;
const answer = (person: Person, id: string, body: Body = {}, idempotencyKey?: string) =>
  (person.call as (endpoint: unknown, request: unknown, options: unknown) => Promise<{ thanked: boolean }>)(
    contract.answerSatisfaction,
    { params: { id }, body: { levels: { polite: 5 }, facts: {}, words: '', ...body } },
    idempotencyKey === undefined ? {} : { idempotencyKey },
  );

describe('who is asked', () => {
  it('is drawn by lot when the day is over: nobody twice, nobody of that counter, and no more than the day’s most', async () => {
    const here = await town();
    // Nobody is asked before the commune says so; who may say it is the office.
    expect((await here.office.call(contract.readSatisfactionSettings, {})).sampling.percent).toBe(0);
    expect(await codeOf(here.chairman.call(contract.saveSatisfactionSampling, { body: {} as never }))).toBe('not_allowed');
    expect(await fieldOf(here.sample({ procedures: [{ code: '9.999999', percent: 5 }] }))).toBe('body.sampling.procedures.0.code');
    await here.sample({ percent: 100, dailyMaximum: 3 });
    expect(await codeOf(here.sample({ percent: 50 }))).toBe('satisfaction_settings_changed');
    const edition = (validFrom: string, off: string[], revision = 1) =>
      here.office.call(contract.addSatisfactionEdition, { body: { revision, validFrom, off: off as never } });
    expect(await fieldOf(edition('2026-11-30', []))).toBe('body.validFrom');
    expect(await fieldOf(edition('2026-12-01', ['onTheDay', 'lawfulResult', 'correctResult', 'fair']))).toBe('body.off');
    await edition('2026-12-01', ['modernEquipment']);

    const people: Person[] = [];
    for (let count = 1; count <= 5; count += 1) {
      const person = await here.person(`dan-${count}`, { name: `Lý Văn ${count}` });
      if (count < 5) await person.call(updateMe, { body: { consents: { surveys: true } } });
      people.push(person);
      await here.visited(person, '2026-12-01');
    }
    await here.visited(here.counter, '2026-12-01');
    await here.work();
    for (const person of people) expect(await here.asked(person)).toBeNull();

    // Half past midnight: two workers draw at once, and again. Nobody is woken.
    await here.setClock('2026-12-01T17:30:00Z');
    const { satisfaction } = here.composed;
    await Promise.all([satisfaction.duty(), satisfaction.duty()]);
    await here.work();
    expect(await here.rows('satisfaction_invitations')).toHaveLength(3);
    expect((await here.office.call(contract.readSatisfactionSettings, {})).draws[0]).toEqual({
      day: '2026-12-01',
      served: 6,
      reachable: 6,
      invited: 3,
    });
    const told = async (person: Person) => (await here.inbox(person.id)).filter(({ text }) => text.includes(satisfactionLabel));
    for (const person of people) expect(await told(person)).toEqual([]);
    expect(await here.asked(here.counter)).toBeNull();
    const homes = await Promise.all(people.map((person) => person.call(readHome, {})));
    const invited = people.filter((_, index) => homes[index]?.satisfaction !== null);
    expect(invited).toHaveLength(3);
    // One card, never two about one visit.
    for (const { satisfaction: survey, rate } of homes) expect([survey === null, rate === null]).toEqual([rate !== null, survey !== null]);

    // In the morning those who agreed are told, once; the consent taken back before that counts.
    await here.setClock('2026-12-02T01:00:00Z');
    await Promise.all([satisfaction.duty(), satisfaction.duty()]);
    await here.work();
    for (const person of people) {
      const agreed = person.id !== 'dan-5' && invited.includes(person);
      expect(await told(person)).toHaveLength(agreed ? 1 : 0);
      expect((await here.inbox(person.id)).some(({ text }) => text.includes('khai sinh') && text.includes(satisfactionLabel))).toBe(false);
    }

    // The next day everybody comes again: only who was not asked before is asked now.
    await here.sample({ percent: 100, dailyMaximum: 10 }, 2);
    for (const person of people) await here.visited(person, '2026-12-02');
    await here.setClock('2026-12-02T18:00:00Z');
    await Promise.all([satisfaction.duty(), satisfaction.duty()]);
    const second = await here.rows('satisfaction_invitations');
    expect(second.map(({ date }) => date).sort()).toEqual(['2026-12-01', '2026-12-01', '2026-12-01', '2026-12-02', '2026-12-02']);
    expect(new Set(second.map(({ residentId }) => residentId)).size).toBe(5);

    // Not answered: gone after fourteen days, and then only that somebody was asked is kept.
    await here.setClock('2026-12-15T16:59:00Z');
    expect(await here.asked(invited[0] as Person)).not.toBeNull();
    await here.setClock('2026-12-17T01:00:00Z');
    for (const person of people) expect(await here.asked(person)).toBeNull();
    await here.composed.forgetOldData();
    for (const row of await here.rows('satisfaction_invitations'))
      expect(Object.keys(row).sort()).toEqual(['_id', 'hamletKey', 'month', 'off', 'procedureCode', 'questions', 'state', 'until']);
    // After ninety days their turn may come again.
    await here.setClock('2027-03-02T02:00:00Z');
    const again = await here.signedIn(invited[0]?.id ?? '');
    await here.visited(again, '2027-03-02', await here.signedIn('van-phong'));
    await here.setClock('2027-03-02T18:00:00Z');
    await here.work();
    expect(await here.asked(again)).not.toBeNull();
  }, 60_000);
});

describe('an answer', () => {
  it('is taken once, is kept without who gave it, and counts nobody who would not', async () => {
    const here = await town();
    await here.sample({ percent: 100 });
    const names = ['mot', 'hai', 'ba', 'bon'];
    const people = await Promise.all(names.map((name) => here.person(name, { name: `Hà Thị ${name}` })));
    const visits = [];
    for (const person of people) visits.push(await here.visited(person, '2026-12-01'));
    await here.setClock('2026-12-02T02:00:00Z');
    await here.work();
    const ids = await Promise.all(people.map(async (person) => (await here.asked(person))?.id ?? ''));
    const [one, two, three, four] = people as [Person, Person, Person, Person];
    const [first, second, third, fourth] = ids as [string, string, string, string];

    expect(await one.call(contract.readSatisfactionInvitation, { params: { id: first } })).toEqual({
      id: first,
      plainName: 'Làm giấy khai sinh',
      date: '2026-12-01',
      until: '2026-12-15',
      questions: 1,
      off: [],
    });
    for (const id of [second, 'f'.repeat(24)]) {
      expect(await codeOf(one.call(contract.readSatisfactionInvitation, { params: { id } }))).toBe('satisfaction_not_found');
      expect(await codeOf(answer(one, id))).toBe('satisfaction_not_found');
    }
    for (const [body, field] of [
      [{ levels: {} }, 'body.levels'],
      [{ levels: { polite: 6 } }, 'body.levels.polite'],
      [{ facts: { apology: 'yes' } }, 'body.facts.apology'],
      [{ words: 'a'.repeat(1_001) }, 'body.words'],
    ] as [Body, string][])
      expect(await fieldOf(answer(one, first, body))).toBe(field);
    expect(await codeOf(answer(one, first, { words: 'Tôi tố cáo cán bộ nhận hối lộ 5 triệu đồng mới ký giấy.' }))).toBe(
      'denunciation_not_here',
    );

    // The same press again gets the same thanks, other words do not; two phones at once give one answer.
    const said: Body = {
      levels: { polite: 5, fair: 2, enoughSeats: 0 },
      facts: { trips: 'two', late: 'yes', apology: 'no' },
      words: 'Trần Thị Cán Bộ nói nhẹ nhàng, gọi tôi số 0912345678.',
    };
    expect(await answer(one, first, said, 'mot-lan-bam')).toEqual({ thanked: true });
    expect(await answer(one, first, said, 'mot-lan-bam')).toEqual({ thanked: true });
    expect(await codeOf(answer(one, first, { levels: { polite: 1 } }, 'mot-lan-bam'))).toBe('satisfaction_answered');
    const phones = await Promise.all([1, 2].map((level) => codeOf(answer(two, second, { levels: { fair: level } }))));
    expect(phones.sort()).toEqual(['done', 'satisfaction_answered']);
    await three.call(contract.declineSatisfaction, { params: { id: third }, body: {} });
    expect(await codeOf(one.call(contract.declineSatisfaction, { params: { id: first }, body: {} }))).toBe('satisfaction_answered');
    // Neither the survey nor the other questions about the same visit are put again.
    for (const person of [one, two, three]) {
      const home = await person.call(readHome, {});
      expect([home.satisfaction, home.rate]).toEqual([null, null]);
    }
    await here.work();
    expect(await here.rows('satisfaction_answers')).toEqual([]);
    expect(JSON.stringify(await here.rows('satisfaction_invitations'))).not.toContain('nhẹ nhàng');

    // Who has their data erased leaves what they said without themselves.
    await four.call(eraseMe, {});
    await one.call(eraseMe, {});
    await here.setClock('2026-12-03T02:00:00Z');
    await Promise.all([here.composed.satisfaction.duty(), here.composed.satisfaction.duty()]);
    await here.work();
    const answers = await here.rows('satisfaction_answers');
    const invitations = await here.rows('satisfaction_invitations');
    expect(answers).toHaveLength(2);
    for (const row of answers)
      expect(
        Object.keys(row)
          .filter((field) => field !== 'words')
          .sort(),
      ).toEqual(['_id', 'facts', 'hamletKey', 'levels', 'month', 'procedureCode']);
    const mine = answers.find(({ words }) => words !== undefined);
    expect(mine).toMatchObject({ levels: said.levels, facts: said.facts, month: '2026-12', procedureCode: '1.001193' });
    expect(mine?.words).not.toMatch(/Trần|0912345678/);
    const written = JSON.stringify(answers);
    for (const secret of [...ids, ...visits, 'pending', '2026-12-0']) expect(written).not.toContain(secret);
    expect(JSON.stringify(invitations)).not.toMatch(/pending|answeredOn/);
    expect(invitations.map(({ state }) => state).sort()).toEqual(['answered', 'answered', 'declined', 'open']);
    expect(invitations.filter(({ residentId }) => residentId !== undefined)).toHaveLength(2);
    expect(fourth).toHaveLength(24);
    expect(await codeOf(answer(three, third))).toBe('done');
    await here.setClock('2026-12-16T02:00:00Z');
    expect(await codeOf(two.call(contract.readSatisfactionInvitation, { params: { id: second } }))).toBe('satisfaction_answered');
  }, 60_000);
});

describe('the results', () => {
  it('are of closed months and of ten, by quarter and year, on the screen and in the sheet alike', async () => {
    const here = await town();
    const { connection } = here.composed.database;
    /** So many asked, and so many of them answered, so many of these satisfied with everything. */
    const month = async (name: string, procedureCode: string, hamletKey: string | null, sums: [number, number, number], words?: string) => {
      const [invited, answers, satisfied] = sums;
      const where = { month: name, procedureCode, hamletKey };
      const rows = Array.from({ length: answers }, (_, index) => ({
        ...where,
        levels: Object.fromEntries(criterionKeys.map((key) => [key, index < satisfied ? 4 : 3])),
        facts: { trips: 'one', trouble: index === 0 ? 'yes' : 'no' },
        ...(words !== undefined && index === 0 && { words }),
      }));
      if (rows.length > 0) await connection.collection('satisfaction_answers').insertMany(rows);
      await connection.collection('satisfaction_invitations').insertMany(
        Array.from({ length: invited }, (_, index) => ({
          ...where,
          state: index < answers ? 'answered' : 'open',
          until: `${name}-28`,
          questions: 1,
          off: [],
        })),
      );
    };
    await month('2026-07', '1.001193', 'xom-1', [30, 12, 9], '=HYPERLINK("http://x","y") ghế ngồi hơi ít');
    await month('2026-07', '1.000894', 'xom-2', [10, 4, 4]);
    await month('2026-08', '1.001193', 'xom-1', [6, 3, 0], 'Tháng có ít người');
    await month('2026-09', '1.001193', null, [20, 14, 7]);
    await month('2026-10', '1.001193', 'xom-1', [20, 11, 11]);
    await month('2026-11', '1.001193', 'xom-1', [20, 12, 12]);
    const results = (period?: string) =>
      here.chairman.call(contract.readSatisfactionResults, { query: period === undefined ? {} : { period } });

    const third = await results();
    expect(third).toMatchObject({ period: '2026-Q3', isShown: true, atLeast: 10, leftOut: ['2026-08'], shownFrom: '2026-10-16' });
    // July and September: 30 answers of 60 asked, (9 + 4 + 7) of 30 satisfied.
    expect(third.total).toMatchObject({ state: 'shown', answers: 30, invited: 60, total: { percent: 66.7, people: 30 } });
    // Four of one procedure are few, and thirty less twenty-six would tell them: both are hidden.
    expect(third.procedures.map(({ name, cell }) => [name, cell.state])).toEqual([
      ['Đăng ký kết hôn', 'hidden'],
      ['Làm giấy khai sinh', 'hidden'],
    ]);
    expect(third.hamlets.map(({ key, cell }) => [key, cell.state === 'shown' ? cell.answers : null])).toEqual([
      ['xom-1', null],
      ['xom-2', null],
      [null, 14],
    ]);
    expect(third.facts).toEqual({
      trips: { one: 30, two: 0, three: 0, more: 0 },
      trouble: { yes: 3, no: 27 },
      extraPayment: null,
      late: null,
      apology: null,
    });
    // November is not closed on the first of December.
    expect(third.months.map(({ month: each, cell }) => [each, cell.state])).toEqual([
      ['2026-07', 'shown'],
      ['2026-08', 'hidden'],
      ['2026-09', 'shown'],
      ['2026-10', 'shown'],
    ]);
    expect(await results('2026-Q4')).toMatchObject({ isShown: false, total: { state: 'hidden' }, procedures: [], shownFrom: '2027-01-16' });
    expect((await results('2026')).total).toMatchObject({ answers: 30 });
    expect(third.periods.slice(0, 3)).toEqual([
      { period: '2026', isShown: true },
      { period: '2026-Q4', isShown: false },
      { period: '2026-Q3', isShown: true },
    ]);

    const wordsOf = (period: string) => here.chairman.call(contract.listSatisfactionWords, { query: { period } });
    expect((await wordsOf('2026-Q3')).words).toEqual([expect.stringContaining('ghế ngồi')]);
    expect((await wordsOf('2026-Q4')).words).toEqual([]);

    const path = '/desk/satisfaction/results.xlsx';
    const response = await fetch(`${here.url}/api${path}?period=2026-Q3`, { headers: { authorization: `Bearer ${here.chairman.token}` } });
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    const lines = (workbook.worksheets[0]?.getSheetValues() ?? []).map((row) => (Array.isArray(row) ? row.slice(1) : []));
    expect(String(lines[1]?.[0])).toBe(`Quý III năm 2026. ${satisfactionLabel}. Không phải Chỉ số SIPAS.`);
    expect(lines).toContainEqual(['Chung', 'Cả Bộ phận Một cửa', 30, 60, 66.7, 48.8, 80.8]);
    expect(JSON.stringify(lines)).toContain('Chưa cho biết xóm');
    expect((await raw(here.url, 'GET', path, { token: here.chairman.token })).status).toBe(400);
    const citizen = await here.person('dan', { name: 'Lý Văn Dân' });
    for (const [token, status] of [
      [citizen.token, 403],
      [here.counter.token, 403],
      [undefined, 401],
    ] as const)
      expect((await raw(here.url, 'GET', `${path}?period=2026-Q3`, token === undefined ? {} : { token })).status).toBe(status);
    const { entries } = await here.chairman.call(listAudit, { query: { verb: 'exported' } });
    expect(JSON.stringify(entries)).toContain('2026-Q3');

    // In the new year the fourth quarter is closed; the year is what its quarters told.
    await here.setClock('2027-01-16T02:00:00Z');
    const again = await here.signedIn('chu-tich');
    const year = await again.call(contract.readSatisfactionResults, { query: { period: '2026' } });
    expect(year.total).toMatchObject({ answers: 53, invited: 100 });
  }, 60_000);
});
