import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import { house, type Person } from '../../../testing/house.js';
import { answered, file, office as officeOf, withHamlets } from '../../../testing/reports.js';
import { bookAppointment } from '../../contracts/appointments.js';
import * as desk from '../../contracts/desk.js';
import { createDisclosure, publishDisclosure } from '../../contracts/disclosures.js';
import * as contract from '../../contracts/scorecard.js';

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

it('scores what the system holds, says where it holds nothing, and keeps what was typed with its source', async () => {
  const here = await house({ capacity: { public: 12, staff: 1 } });
  await withHamlets(here);
  const { dispatcher, culture, chairman } = await officeOf(here);
  const read = (period?: string, who = chairman) => who.call(contract.readScorecard, { query: period === undefined ? {} : { period } });
  const rowOf = async (key: contract.ScoreKey, period?: string) => {
    const { rows } = await read(period);
    return rows.find((row) => row.key === key) as contract.ScorecardRow;
  };

  // Nothing has happened: procedures are published electronically, and everything else is not there.
  const empty = await read();
  expect(empty).toMatchObject({ period: '2026-Q4', isOver: false, total: 1, criteria: 1, band: null, teams: [] });
  expect(empty.rows.map(({ key, origin }) => [key, origin])).toEqual([
    ['totalTime', 'none'],
    ['unitTime', 'none'],
    ['contacts', 'none'],
    ['agencies', 'none'],
    ['organisation', 'none'],
    ['published', 'computed'],
    ['attitude', 'none'],
    ['voices', 'none'],
    ['online', 'none'],
  ]);

  // Booked at 13:30–14:00: one called before, one within, one after; the first comes again.
  const book = (person: Person, date: string) =>
    person.call(bookAppointment, { body: { code: '1.001193', way: 'counter', date, start: '13:30', person: { relation: 'self' } } });
  const serve = async (id: string, date: string, called: string) => {
    let seen = await dispatcher.call(desk.findByCode, { params: { code: id } });
    const take = async (step: (typeof desk)['checkIn' | 'startServing' | 'complete'], time: string) => {
      await here.setClock(`${date}T${time}:00+07:00`);
      seen = await dispatcher.call(step as typeof desk.checkIn, { params: { id: seen.id }, body: { revision: seen.revision } });
    };
    await take(desk.checkIn, '13:20');
    await take(desk.startServing, called);
    await take(desk.complete, '15:00');
  };
  const people = await Promise.all(['mot', 'hai', 'ba'].map((id) => here.person(id, { name: `Hà Văn ${id}` })));
  const [first, second, third] = people as [Person, Person, Person];
  const slips = [];
  for (const person of people) slips.push((await book(person, '2026-12-01')).code);
  for (const [index, called] of ['13:25', '13:45', '14:10'].entries()) await serve(slips[index] ?? '', '2026-12-01', called);
  const again = (await book(first, '2026-12-08')).code;

  // Reports: a complaint of attitude that is answered, one on procedures that nobody answers, and the list of procedures is posted.
  const complaint = await file(second, { categoryKey: 'thai-do', text: 'Cán bộ ở quầy nói trống không, hỏi không trả lời đầy đủ.' });
  await answered(dispatcher, chairman, complaint.id, 'UBND xã đã kiểm tra, nhắc nhở và xin lỗi ông/bà.');
  await file(third, {
    categoryKey: 'thu-tuc',
    kind: 'procedure_feedback',
    text: 'Làm khai sinh bị đòi thêm giấy ngoài danh mục niêm yết.',
  });
  const disclosure = await culture.call(createDisclosure, {
    body: {
      classNumber: 13,
      title: 'Danh mục thủ tục hành chính của xã',
      summary: 'Các thủ tục xã giải quyết, giấy tờ phải nộp, thời hạn và phí.',
      text: 'Danh mục đầy đủ niêm yết tại Bộ phận Một cửa.',
      attachments: [],
      documentNumber: '1/TB-UBND',
      documentDate: '2026-11-30',
      hamletKeys: [],
      permanent: true,
      postedUntil: null,
      shorterBasis: null,
    },
  });
  await culture.call(publishDisclosure, { params: { id: disclosure.id }, body: { revision: disclosure.revision } });
  await serve(again, '2026-12-08', '13:25');

  expect(await rowOf('totalTime')).toMatchObject({ points: 1.25, origin: 'computed', basis: 4 });
  // Two matters of one visit, one of two.
  expect(await rowOf('contacts')).toMatchObject({ points: 1.67, basis: 3 });
  // The complaint takes a visit's two points.
  expect(await rowOf('attitude')).toMatchObject({ points: 0.75, basis: 4 });
  expect(await rowOf('published')).toMatchObject({ points: 2, basis: null });
  expect(await rowOf('voices')).toMatchObject({ points: null, origin: 'none' });
  const now = await read();
  expect(now).toMatchObject({ total: 5.7, criteria: 4, band: null });
  expect(now.teams).toEqual([
    { key: 'ho-tich', name: 'Quầy Hộ tịch', visits: 4, totalTime: 1.25, contacts: 1.67, waitMinutes: 15, workMinutes: 85 },
  ]);

  // Typing: who may, what may, and each before the other only once.
  const type = (criterion: contract.ScoreKey, score: contract.TypedScore | null, revision = 0, quarter = '2026-Q4', who = dispatcher) =>
    who.call(contract.typeScore, {
      params: { quarter, criterion },
      body: { revision, score, source: 'Hệ thống thông tin giải quyết TTHC tỉnh, xuất ngày 08/12' },
    });
  const unit = { kind: 'unit', points: 2 } as const;
  const files = { kind: 'files', two: 30, one: 60, none: 10 } as const;
  expect(await codeOf(type('online', unit, 0, '2026-Q4', chairman))).toBe('not_allowed');
  expect(await codeOf(type('contacts', files))).toBe('score_not_typed');
  expect(await codeOf(type('online', files))).toBe('invalid_request');
  expect(await codeOf(type('unitTime', { ...files, two: 0, one: 0, none: 0 }))).toBe('invalid_request');
  expect(await codeOf(type('online', unit, 0, '2027-Q1'))).toBe('score_too_early');
  expect((await Promise.all([1, 2].map(() => codeOf(type('online', unit))))).sort()).toEqual(['done', 'score_changed']);
  await type('unitTime', files);
  await type('agencies', { ...files, two: 100, one: 0, none: 0 });
  await type('organisation', { kind: 'unit', points: 1 });
  await type('totalTime', files);
  expect(await rowOf('totalTime')).toMatchObject({ points: 1.2, origin: 'typed', basis: 100 });
  expect(await rowOf('organisation')).toMatchObject({ points: 1, origin: 'typed', revision: 1 });
  expect((await rowOf('online')).typed).toEqual([
    { score: unit, source: expect.stringContaining('tỉnh'), by: 'Trần Thị Cán Bộ', at: expect.stringMatching(/^2026-12-08T/) },
  ]);
  await type('totalTime', null, 1);
  expect(await rowOf('totalTime')).toMatchObject({ points: 1.25, origin: 'computed' });
  expect((await rowOf('totalTime')).typed).toHaveLength(2);
  // Of a year when every quarter that has begun has its number; a year is not typed.
  expect(await rowOf('online', '2026')).toMatchObject({ origin: 'none', typed: [], numbers: [expect.stringContaining('1 trong 4 quý')] });
  for (const quarter of ['2026-Q1', '2026-Q2', '2026-Q3']) await type('online', { kind: 'unit', points: 1 }, 0, quarter);
  expect(await rowOf('online', '2026')).toMatchObject({ origin: 'typed', points: 1.25 });

  // Overdue and not answered is late; with the ninth criterion the whole stands, and so does its band.
  await here.setClock('2027-01-18T09:00:00+07:00');
  const chief = await here.signedIn('chu-tich');
  const whole = await read('2026-Q4', chief);
  expect(whole.rows.find(({ key }) => key === 'voices')).toMatchObject({ points: 0, basis: 1 });
  // 1,25 + 1,2 + 1,667 + 2 + 1 + 2 + 0,75 + 0 + 2 = 11,867.
  expect(whole).toMatchObject({ isOver: true, criteria: 9, total: 11.9, band: 'Khá' });

  // What is over is kept: a year later nobody is named in those visits any more, and the scorecard is the same. A second run changes nothing.
  await here.composed.forgetOldData();
  await here.composed.forgetOldData();
  expect(await here.composed.database.connection.collection('scorecard_visits').countDocuments()).toBe(4);
  await here.setClock('2028-01-20T09:00:00+07:00');
  await here.composed.forgetOldData();
  const later = await here.signedIn('chu-tich');
  const kept = await read('2026-Q4', later);
  expect([kept.total, kept.band, kept.teams]).toEqual([whole.total, whole.band, whole.teams]);

  const response = await fetch(`${here.url}/api/desk/scorecard.xlsx?period=2026-Q4`, {
    headers: { authorization: `Bearer ${later.token}` },
  });
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(await response.arrayBuffer());
  const lines = (workbook.worksheets[0]?.getSheetValues() ?? []).map((row) => (Array.isArray(row) ? row.slice(1) : []));
  expect(String(lines[1]?.[0])).toContain('Tham khảo theo Thông tư 01/2018/TT-VPCP');
  expect(lines[3]?.slice(0, 5)).toEqual([1, 'Tổng thời gian giải quyết so với quy định', 1.25, 'Tính từ hệ thống', 4]);
  expect(lines.at(-1)).toContain('Xếp loại: Khá');
}, 60_000);
