import exceljs from 'exceljs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { keyring } from '../../adapters/crypto.js';
import { publishDisclosure, readDeskDisclosure } from '../../contracts/disclosures.js';
import { eraseMe } from '../../contracts/residents.js';
import type { SurveyAnswers } from '../../contracts/survey-questions.js';
import * as contract from '../../contracts/surveys.js';
import * as desk from '../../contracts/surveys-desk.js';
import { chose, codeOf, draftOf, scored, send, town, wrote } from './surveys.testing.js';

const params = ({ id }: { id: string }) => ({ params: { id } });

/** How far two orders agree: 1 the same, −1 turned round, near 0 nothing in common (Spearman). */
function agreement(places: readonly number[]): number {
  const n = places.length;
  const ranks = [...places].sort((one, other) => one - other);
  const apart = places.reduce((sum, place, at) => sum + (ranks.indexOf(place) - at) ** 2, 0);
  return 1 - (6 * apart) / (n * (n * n - 1));
}
/** Of sixty in no order, further than this from nought would be one chance in a hundred thousand. */
const noOrder = 0.6;

async function file(url: string, token: string, id: string, name: string): Promise<Buffer> {
  const response = await fetch(`${url}/api/desk/surveys/${id}/${name}`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

describe('an anonymous survey', () => {
  it('keeps who took part and what was said apart for good, whatever stops the worker on its way', async () => {
    const { writer, publish, resident, many, rows, composed, url } = await town();
    const survey = await publish(draftOf({ mode: 'anonymous' }));
    const people = [await resident('xom-mot'), await resident('xom-hai')];
    for (const [place, person] of people.entries()) {
      await person.call(contract.saveSurveyDraft, {
        ...params(survey),
        body: { version: 1, revision: 0, at: 'co-nuoc', answers: { 'de-nghi': wrote('Lời viết dở') } },
      });
      const sent = await send(
        person,
        survey,
        { 'co-nuoc': chose('chua'), 'de-nghi': wrote(`Lời thứ ${1000 + place}`) },
        { key: `mot-lan-bam-${place}` },
      );
      expect(sent).toEqual({ kind: 'thanked', changed: false, mayChange: false });
      expect(await send(person, survey, { 'co-nuoc': chose('chua') }, { change: true })).toEqual({
        kind: 'already_answered',
        mayChange: false,
      });
    }
    const order = Array.from({ length: 60 }, (_, place) => place);
    await many(
      survey,
      order.map((place): SurveyAnswers => ({ 'co-nuoc': chose('chua'), 'de-nghi': wrote(`Lời thứ ${place}`) })),
    );

    // While it is open: sealed, without time, and the draft is gone.
    const before = await rows('survey_participations');
    expect(before).toHaveLength(62);
    expect(await rows('survey_drafts')).toEqual([]);
    expect(await rows('survey_answers')).toEqual([]);
    expect(JSON.stringify(before)).not.toMatch(/Lời|T\d\d:|2026-12/);
    const live = await writer.call(desk.readSurveyTurnout, params(survey));
    expect(live).toMatchObject({ answered: 62, drafts: 0, dropOff: null });

    const { revision } = await writer.call(desk.readDeskSurvey, params(survey));
    await writer.call(desk.closeSurvey, { ...params(survey), body: { revision, reason: 'Đã đủ ý kiến.' } });
    expect(await codeOf(writer.call(desk.readSurveyResults, params(survey)))).toBe('survey_counting');

    // The worker dies with half of the answers put away, then before it has cut anything, then after it has cut some.
    const { puttingAway } = composed.surveys;
    const answers = composed.database.connection.collection('survey_answers');
    const participations = composed.database.connection.collection('survey_participations');
    const dies = async (collection: typeof answers, method: 'insertMany' | 'updateMany', half: (...given: never[]) => Promise<unknown>) => {
      const whole = collection[method].bind(collection) as (...given: unknown[]) => Promise<unknown>;
      Object.assign(collection, {
        [method]: async (...given: unknown[]) => {
          if (method === 'updateMany' && !('$unset' in (given[1] as object))) return whole(...given);
          await half(...(given as never[]));
          throw new Error('the worker died');
        },
      });
      await expect(puttingAway.run()).rejects.toThrow('the worker died');
      Object.assign(collection, { [method]: whole });
      return whole;
    };
    const insert = answers.insertMany.bind(answers);
    let written: string[] = [];
    await dies(answers, 'insertMany', (documents: never) => {
      written = (documents as { _id: unknown }[]).map(({ _id }) => String(_id));
      return insert((documents as object[]).slice(0, 31));
    });
    expect(await rows('survey_answers')).toHaveLength(31);
    await dies(participations, 'updateMany', async () => undefined);
    expect(await rows('survey_answers')).toHaveLength(62);
    const cut = participations.updateMany.bind(participations);
    await dies(participations, 'updateMany', (filter: never, change: never) => {
      const { _id } = filter as { _id: { $in: object[] } };
      return cut({ _id: { $in: _id.$in.slice(0, 20) } } as never, change);
    });
    // Then two at once, and once more.
    await Promise.all([puttingAway.run(), puttingAway.run()]);
    await puttingAway.run();

    const took = await rows('survey_participations');
    const said = await rows('survey_answers');
    expect(took).toHaveLength(62);
    expect(said).toHaveLength(62);
    for (const row of took) expect(Object.keys(row).sort()).toEqual(['_id', 'hamlet', 'person', 'survey', 'taken']);
    for (const row of said) expect(Object.keys(row).sort()).toEqual(['_id', 'hamlet', 'sealed', 'survey', 'taken']);
    // Nothing that stands on the one side stands on the other, nor did before it was cut.
    const marks = (found: readonly Record<string, unknown>[]) =>
      new Set(found.flatMap((row) => [String(row._id), String(row.person), String(row.sealed), String(row.request)]));
    const known = new Set([...marks(took), ...marks(before)]);
    known.delete('undefined');
    for (const mark of marks(said)) expect(mark === 'undefined' || !known.has(mark)).toBe(true);
    // Two of a hamlet would be as good as a name.
    expect(said.every(({ hamlet }) => hamlet === null)).toBe(true);
    expect(JSON.stringify(said)).not.toContain('Lời');
    // No id is made from the time.
    const hours = said.map(({ _id }) => Number.parseInt(String(_id).slice(0, 8), 16));
    expect(Math.max(...hours) - Math.min(...hours)).toBeGreaterThan(86_400 * 365 * 20);

    // Officers read them in an order that says nothing of when they came; so it is in the files, each time anew.
    const read = await writer.call(desk.listSurveyTexts, { params: { id: survey.id, question: 'de-nghi' }, query: {} });
    const next = await writer.call(desk.listSurveyTexts, {
      params: { id: survey.id, question: 'de-nghi' },
      query: { after: read.next ?? '' },
    });
    const last = await writer.call(desk.listSurveyTexts, {
      params: { id: survey.id, question: 'de-nghi' },
      query: { after: next.next ?? '' },
    });
    expect(last.next).toBeNull();
    const placesIn = (texts: readonly string[]) => texts.flatMap((text) => /Lời thứ (\d+)/.exec(text)?.[1] ?? []).map(Number);
    const inTexts = placesIn([...read.texts, ...next.texts, ...last.texts].map(({ text }) => text));
    expect(inTexts).toHaveLength(62);
    const csv = (await file(url, writer.token, survey.id, 'tra-loi.csv')).toString();
    const again = (await file(url, writer.token, survey.id, 'tra-loi.csv')).toString();
    const orders = [
      inTexts,
      placesIn(csv.split('\r\n')),
      placesIn(again.split('\r\n')),
      placesIn(said.map(({ sealed }) => String(sealed))),
    ];
    for (const places of orders.slice(0, 3)) expect(Math.abs(agreement(places.filter((place) => place < 1000)))).toBeLessThan(noOrder);
    expect(orders[1]).not.toEqual(orders[2]);
    // Nor does the order in which they lie follow that of who took part, by whatever mark.
    const stored = new Map(inTexts.map((place, at) => [String([...read.texts, ...next.texts, ...last.texts][at]?.id), place]));
    const placesOf = (ids: readonly string[]) => ids.map((id) => stored.get(id) ?? 0).filter((place) => place < 1000);
    const laid = [placesOf(written), placesOf(said.map(({ _id }) => String(_id)))];
    for (const places of laid) expect(Math.abs(agreement(places))).toBeLessThan(noOrder);
    // Not even for whoever holds the key and so knows which row is whose: neither by its id nor by its hash nor by where it lies.
    const keys = keyring(composed.config.DATA_KEY);
    const rowOf = (place: number) => keys.blindIndex('surveys/person', `${survey.id}|${String(place).padStart(24, 'e')}`);
    for (const mark of ['_id', 'person'] as const) {
      const sorted = [...took].sort((one, other) => (String(one[mark]) < String(other[mark]) ? -1 : 1)).map(({ person }) => person);
      for (const places of laid) expect(Math.abs(agreement(places.map((place) => sorted.indexOf(rowOf(place)))))).toBeLessThan(noOrder);
    }
    expect(csv).not.toMatch(/[0-9a-f]{24}|2026|\d\d:\d\d|Xóm/);

    const results = await writer.call(desk.readSurveyResults, params(survey));
    expect(results).toMatchObject({ answered: 62, trend: null, atLeast: 10 });
    // Who is erased leaves what they said uncounted by nobody, and nothing that leads to them.
    await people[0]?.call(eraseMe, {});
    expect((await rows('survey_participations')).filter(({ person }) => person === undefined)).toHaveLength(1);
    expect((await writer.call(desk.readSurveyResults, params(survey))).answered).toBe(62);
  });
});

describe('results', () => {
  it('are told in numbers, tables, words, files and as a disclosure, and never of few', async () => {
    const { writer, publish, resident, many, close, rows, composed, url, advance } = await town();
    const survey = await publish(draftOf());
    // 30 have water: 20 find it good (5), 10 bad (1); 12 have none.
    const given = (place: number): SurveyAnswers =>
      place < 20
        ? { 'co-nuoc': chose('co'), 'chat-luong': scored(5) }
        : place < 30
          ? {
              'co-nuoc': chose('co'),
              'chat-luong': scored(1),
              'vi-sao': wrote(place === 20 ? '=1+1 gọi tôi số 0912 345 678' : 'Nước máy đục, có mùi'),
            }
          : { 'co-nuoc': chose('chua'), 'de-nghi': wrote(place === 30 ? '＝HYPERLINK("x")' : 'Kéo đường nước về xóm') };
    await many(
      survey,
      Array.from({ length: 39 }, (_, place) => given(place)),
    );
    // What lies sealed is of one length, however much somebody said.
    expect(new Set((await rows('survey_answers')).map(({ sealed }) => String(sealed).length)).size).toBe(1);
    await advance(8 * 86_400_000);
    const people = [await resident('xom-mot'), await resident('xom-mot'), await resident('xom-hai')];
    for (const person of people) await send(person, survey, given(31));
    await close(survey.id);

    const results = await writer.call(desk.readSurveyResults, params(survey));
    expect(results).toMatchObject({
      answered: 42,
      atLeast: 10,
      trend: [
        { week: '2026-11-30', count: 39 },
        { week: '2026-12-07', count: 3 },
      ],
    });
    const [water, quality, why, wish] = results.questions;
    expect(water).toMatchObject({
      n: 42,
      asked: 42,
      figures: {
        options: [
          { key: 'co', count: 30, share: 71 },
          { key: 'chua', count: 12, share: 29 },
        ],
      },
    });
    // (20 × 5 + 10 × 1) / 30 = 3,67.
    expect(quality).toMatchObject({ n: 30, asked: 30, figures: { mean: 3.67, median: 5, diverging: { low: 33, middle: 0, high: 67 } } });
    expect(why).toMatchObject({ n: 10, asked: 10, hasTexts: true });
    expect(why?.figures.kind === 'text' && why.figures.themes.map(({ words }) => words)).toContain('nước máy đục');
    expect(wish).toMatchObject({ n: 12, asked: 42 });

    // 12 without water were not asked for its quality; of the hamlets nobody is told apart.
    const cross = await writer.call(desk.crossSurvey, { ...params(survey), query: { row: 'co-nuoc', column: 'chat-luong' } });
    expect(cross).toMatchObject({
      rows: [{ key: 'co' }],
      columns: [{ key: '1' }, { key: '5' }],
      cells: [[10, 20]],
      total: 30,
      several: false,
    });
    const byHamlet = await writer.call(desk.crossSurvey, { ...params(survey), query: { row: 'hamlet', column: 'co-nuoc' } });
    expect(byHamlet).toMatchObject({ rows: [{ label: 'Xóm khác hoặc chưa rõ' }], cells: [[30, 12]] });
    expect(await codeOf(writer.call(desk.crossSurvey, { ...params(survey), query: { row: 'de-nghi', column: 'co-nuoc' } }))).toBe(
      'survey_question_unknown',
    );

    const texts = await writer.call(desk.listSurveyTexts, { params: { id: survey.id, question: 'vi-sao' }, query: {} });
    expect(texts).toMatchObject({ hidden: false, next: null });
    expect(texts.texts.every(({ person }) => person === null)).toBe(true);
    const words = texts.texts.map(({ text }) => text).join('\n');
    expect(words).not.toContain('345');
    expect(words).toContain('•');

    // Files open in Excel as they are: marks, lines, and no formula.
    const csv = (await file(url, writer.token, survey.id, 'tra-loi.csv')).toString();
    expect(csv.startsWith('\uFEFFxom,co-nuoc,chat-luong,vi-sao,de-nghi\r\n')).toBe(true);
    const lines = csv.split('\r\n');
    expect(lines).toHaveLength(44);
    expect(lines.filter((line) => line.includes("'=1+1"))).toHaveLength(1);
    expect(lines.filter((line) => line.includes("'＝HYPERLINK"))).toHaveLength(1);
    expect(csv).not.toMatch(/,"?[=＝]/);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load((await file(url, writer.token, survey.id, 'tra-loi.xlsx')) as never);
    expect(workbook.worksheets.map(({ name, rowCount }) => [name, rowCount])).toEqual([
      ['Câu trả lời', 43],
      ['Bảng mã', 5],
    ]);
    workbook.eachSheet((sheet) => sheet.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(exceljs.ValueType.Formula))));
    const codebook = (await file(url, writer.token, survey.id, 'bang-ma.csv')).toString();
    expect(codebook).toContain('chat-luong không quá 2');
    expect(codebook).toContain('co = Có; chua = Chưa');
    const trace = await composed.database.connection.collection('audit_entries').find({ verb: 'exported' }).toArray();
    expect(trace).toHaveLength(3);

    // Published for everybody, once.
    const told = await Promise.all([1, 2].map(() => writer.call(desk.discloseSurvey, { ...params(survey), body: {} })));
    expect(new Set(told.map(({ disclosureId }) => disclosureId)).size).toBe(1);
    const { disclosureId } = told[0] as { disclosureId: string };
    const draft = await writer.call(readDeskDisclosure, { params: { id: disclosureId } });
    expect(draft).toMatchObject({ classNumber: 11, status: 'draft' });
    expect(draft.text).toContain('không phải là quyết định của cộng đồng');
    expect(draft.text).toContain('- Có: 30 lượt (71%)');
    expect(draft.text).toContain('Điểm trung bình 3,67');
    const [person] = people;
    if (!person) throw new Error('nobody');
    expect((await person.call(contract.listSurveys, {})).published).toEqual([]);
    await writer.call(publishDisclosure, { params: { id: disclosureId }, body: { revision: draft.revision } });
    const { published } = await person.call(contract.listSurveys, {});
    expect(published).toMatchObject([{ id: survey.id, answered: true, disclosureSlug: expect.stringContaining('nuoc-sach') }]);
    expect((await person.call(contract.readSurvey, params(survey))).standing).toMatchObject({
      kind: 'closed',
      answered: true,
      disclosureSlug: published[0]?.disclosureSlug,
    });

    // A photograph belongs to the answer it was sent with.
    const pictured = await publish(
      draftOf({
        closesAt: '2026-12-20T10:00:00.000Z',
        mode: 'named',
        form: { sections: [{ key: 'anh', questions: [{ key: 'anh', type: 'photo', title: 'Ảnh nguồn nước?', required: true }] }] } as never,
      }),
    );
    const mediaDraft = 'ab'.repeat(16);
    const upload = await fetch(`${url}/api/report-media?${new URLSearchParams({ draft: mediaDraft, slot: 'anh-thu-nhat' })}`, {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body: new Uint8Array(
        await sharp({ create: { width: 40, height: 30, channels: 3, background: '#369' } })
          .jpeg()
          .toBuffer(),
      ),
    });
    const { id: mediaId } = (await upload.json()) as { id: string };
    const picture = (given: string | null) => {
      const answers = { anh: { type: 'photo' as const, mediaIds: [mediaId] } };
      return person.call(contract.sendSurvey, { ...params(pictured), body: { version: 1, answers, mediaDraft: given } });
    };
    expect(await codeOf(picture(null))).toBe('file_unknown');
    expect(await codeOf(picture('cd'.repeat(16)))).toBe('file_unknown');
    expect(await picture(mediaDraft)).toMatchObject({ kind: 'thanked' });
    await close(pictured.id);
    const { texts: photos } = await writer.call(desk.listSurveyTexts, { params: { id: pictured.id, question: 'anh' }, query: {} });
    expect(photos).toMatchObject([{ text: '', photos: [{ id: mediaId, kind: 'picture' }] }]);

    // Named ones say who, until who it was is erased; few without a name are not told at all.
    const named = await publish(draftOf({ mode: 'named', closesAt: '2026-12-20T10:00:00.000Z' }));
    const few = await publish(draftOf({ closesAt: '2026-12-20T10:00:00.000Z' }));
    for (const each of [named, few]) await send(person, each, given(20));
    await close(named.id);
    await close(few.id);
    const whose = () => writer.call(desk.listSurveyTexts, { params: { id: named.id, question: 'vi-sao' }, query: {} });
    expect((await whose()).texts).toMatchObject([{ person: 'Lý Văn 1' }]);
    expect((await file(url, writer.token, named.id, 'tra-loi.csv')).toString()).toContain('Lý Văn 1');
    expect((await writer.call(desk.readSurveyResults, params(few))).questions.map(({ figures }) => figures.kind)).toEqual([
      'hidden',
      'hidden',
      'hidden',
      'hidden',
    ]);
    expect(await writer.call(desk.listSurveyTexts, { params: { id: few.id, question: 'vi-sao' }, query: {} })).toEqual({
      texts: [],
      next: null,
      hidden: true,
    });
    const refused = await fetch(`${url}/api/desk/surveys/${few.id}/tra-loi.xlsx`, { headers: { authorization: `Bearer ${writer.token}` } });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'survey_too_few']);
    await person.call(eraseMe, {});
    expect((await whose()).texts).toMatchObject([{ person: null }]);
    expect((await rows('survey_answers')).filter(({ residentId }) => residentId !== undefined)).toEqual([]);
    // After a year nobody's name leads to what they said.
    await advance(370 * 86_400_000);
    await composed.surveys.forgetOld();
    expect((await rows('survey_answers')).filter(({ person: whoseHash }) => whoseHash !== undefined)).toEqual([]);
    expect(await rows('survey_answers')).toHaveLength(45);
  });
});
