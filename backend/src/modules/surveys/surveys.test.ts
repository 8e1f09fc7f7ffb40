import { describe, expect, it } from 'vitest';
import { raw } from '../../../testing/house.js';
import { readBroadcast } from '../../contracts/broadcasts.js';
import { readParticipation } from '../../contracts/participation.js';
import { eraseMe, updateMe } from '../../contracts/residents.js';
import * as contract from '../../contracts/surveys.js';
import * as desk from '../../contracts/surveys-desk.js';
import { chose, codeOf, draftOf, scored, send, town, water, wrote } from './surveys.testing.js';

const params = ({ id }: { id: string }) => ({ params: { id } });

describe('answering', () => {
  it('is resumed on another phone, happens once, leaves out what is not asked, and may be changed until closing', async () => {
    const { writer, publish, resident, rows, setClock, url } = await town();
    const survey = await publish(draftOf());
    expect(survey).toMatchObject({ status: 'open', version: 1, locked: false, answered: 0 });
    const [person, other] = [await resident(), await resident()];
    expect((await person.call(contract.listSurveys, {})).open).toEqual([
      expect.objectContaining({ id: survey.id, state: 'new', full: false, questions: 4 }),
    ]);
    expect((await person.call(readParticipation, {})).surveys).toEqual([expect.objectContaining({ id: survey.id, state: 'new' })]);
    const read = await person.call(contract.readSurvey, params(survey));
    expect(read).toMatchObject({ mode: 'confidential', version: 1, standing: { kind: 'new' }, basis: expect.stringContaining('Điều 34') });
    expect(read.modeSentence).toContain('giữ kín tên');
    expect(read.minutes).toBe(2);

    // Two phones of one person.
    const times = { 'co-nuoc': 1_796_000_000_000, 'chat-luong': 1_796_000_060_000 };
    const save = (revision: number, answers: object, at = 'chat-luong') =>
      person.call(contract.saveSurveyDraft, { ...params(survey), body: { version: 1, revision, at, times, answers: answers as never } });
    const begun = { 'co-nuoc': chose('co'), 'chat-luong': scored(2), 'vi-sao': wrote('Nước đục') };
    expect(await save(0, begun)).toEqual({ kind: 'saved', revision: 1 });
    expect(await save(1, { ...begun, 'chat-luong': scored(4) })).toEqual({ kind: 'saved', revision: 2 });
    // The branch is closed again: its words are not kept, on either side.
    const conflict = await save(1, begun);
    expect(conflict).toEqual({
      kind: 'conflict',
      draft: { revision: 2, answers: { 'co-nuoc': chose('co'), 'chat-luong': scored(4) }, times, at: 'chat-luong', mediaDraft: null },
    });
    expect((await person.call(contract.readSurvey, params(survey))).standing).toMatchObject({ kind: 'draft', draft: { revision: 2 } });
    expect((await person.call(contract.listSurveys, {})).open[0]?.state).toBe('draft');
    expect(await writer.call(desk.readSurveyTurnout, params(survey))).toMatchObject({
      answered: 0,
      drafts: 1,
      dropOff: [{ question: 'chat-luong', count: 1 }],
    });
    const stored = JSON.stringify(await rows('survey_drafts'));
    for (const secret of ['đục', 'co-nuoc"', person.id]) expect(stored).not.toContain(secret);

    // What is missing is named; a hidden answer is no fault and is not stored.
    const missing = await person
      .call(contract.sendSurvey, { ...params(survey), body: { version: 1, answers: { 'co-nuoc': chose('co') } } })
      .catch((error: { code: string; fields: unknown }) => error);
    expect(missing).toMatchObject({
      code: 'survey_answers_incomplete',
      fields: { 'body.answers.chat-luong': 'Xin trả lời câu này.' },
    });
    const answers = { 'co-nuoc': chose('chua'), 'chat-luong': scored(1), 'vi-sao': wrote('Không được lưu') };
    // Twenty at once, of one person on many phones: one stands.
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => send(person, survey, answers)));
    expect(outcomes.filter(({ kind }) => kind === 'thanked')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'already_answered')).toHaveLength(19);
    expect(await rows('survey_answers')).toHaveLength(1);
    expect(await rows('survey_drafts')).toEqual([]);
    expect(await save(2, begun)).toEqual({ kind: 'answered' });
    expect((await person.call(contract.readSurvey, params(survey))).standing).toEqual({
      kind: 'answered',
      answers: { 'co-nuoc': chose('chua') },
      mediaDraft: null,
    });
    expect((await person.call(readParticipation, {})).surveys).toEqual([]);

    // A lost reply: the same request again gets the same thanks, whatever came between; the same button pressed four times is one answer.
    const given = { 'co-nuoc': chose('co'), 'chat-luong': scored(5) };
    const pressed = await Promise.all([1, 2, 3, 4].map(() => send(other, survey, given, { key: 'mot-lan-bam-nut' })));
    expect(pressed.every(({ kind }) => kind === 'thanked')).toBe(true);
    expect(await send(other, survey, given, { key: 'mot-lan-bam-nut' })).toEqual({ kind: 'thanked', changed: false, mayChange: true });
    expect(await send(other, survey, given)).toEqual({ kind: 'already_answered', mayChange: true });
    expect(await send(other, survey, { ...given, 'chat-luong': scored(3) }, { change: true })).toMatchObject({
      kind: 'thanked',
      changed: true,
    });
    expect(await rows('survey_answers')).toHaveLength(2);
    expect(await writer.call(desk.readDeskSurvey, params(survey))).toMatchObject({ answered: 2, locked: true });

    // Nobody reads results before closing, nobody answers after it.
    for (const look of [
      writer.call(desk.readSurveyResults, params(survey)),
      writer.call(desk.crossSurvey, { ...params(survey), query: { row: 'co-nuoc', column: 'hamlet' } }),
      writer.call(desk.listSurveyTexts, { params: { id: survey.id, question: 'de-nghi' }, query: {} }),
      writer.call(desk.discloseSurvey, { ...params(survey), body: {} }),
    ])
      expect(await codeOf(look)).toBe('survey_not_closed');
    for (const [token, status] of [
      [person.token, 403],
      [undefined, 401],
    ] as const)
      expect((await raw(url, 'GET', `/desk/surveys/${survey.id}/tra-loi.csv`, { ...(token !== undefined && { token }) })).status).toBe(
        status,
      );
    for (const name of desk.surveyFiles)
      expect((await raw(url, 'GET', `/desk/surveys/${survey.id}/${name}`, { token: writer.token })).body).toMatchObject({
        code: 'survey_not_closed',
      });
    await setClock('2026-12-10T10:00:00Z');
    const late = await resident();
    expect(await codeOf(send(late, survey, given))).toBe('survey_closed');
    expect(await codeOf(send(other, survey, given, { change: true }))).toBe('survey_closed');
    expect((await late.call(contract.readSurvey, params(survey))).standing).toMatchObject({ kind: 'closed', answered: false });
    expect((await other.call(contract.readSurvey, params(survey))).standing).toMatchObject({ kind: 'closed', answered: true });
  });
});

describe('who may answer, and how many', () => {
  it('keeps to its audience and says for whom it is', async () => {
    const { writer, publish, resident, person, composed } = await town();
    const forHamlet = await publish(draftOf({ audience: { kind: 'hamlets', hamletKeys: ['xom-mot', 'xom-hai'] } }));
    const outsider = await resident();
    expect((await outsider.call(contract.listSurveys, {})).open).toEqual([]);
    const { standing, form } = await outsider.call(contract.readSurvey, params(forHamlet));
    expect(standing).toEqual({
      kind: 'not_for_you',
      message: expect.stringMatching(/^Khảo sát này dành cho người dân Xóm 1, Xóm 2\..*mục Cá nhân\.$/),
    });
    expect(form).toBeNull();
    const answers = { 'co-nuoc': chose('chua') };
    expect(await codeOf(send(outsider, forHamlet, answers))).toBe('survey_not_for_you');
    expect(
      await codeOf(outsider.call(contract.saveSurveyDraft, { ...params(forHamlet), body: { version: 1, revision: 0, answers } })),
    ).toBe('survey_not_for_you');
    await outsider.call(updateMe, { body: { hamletKey: 'xom-hai' } });
    expect(await codeOf(send(outsider, forHamlet, answers))).toBe('done');
    expect(await writer.call(desk.readSurveyTurnout, params(forHamlet))).toMatchObject({
      answered: 1,
      audience: 1,
      hamlets: [
        { key: 'xom-mot', answered: 0 },
        { key: 'xom-hai', name: 'Xóm 2', answered: 1 },
      ],
    });
    const forHeads = await publish(draftOf({ audience: { kind: 'roles', roles: ['hamlet_head'] } }));
    expect(await codeOf(send(outsider, forHeads, answers))).toBe('survey_not_for_you');
    const visitors = await publish(draftOf({ audience: { kind: 'visitors', from: '2026-11-20', to: '2026-12-01' } }));
    expect(await codeOf(send(outsider, visitors, answers))).toBe('survey_not_for_you');
    const visitor = await person('nguoi-den', { name: 'Lý Thị Đến' });
    const residentId = String(
      (await composed.database.connection.collection('residents').find().sort({ _id: -1 }).limit(1).toArray())[0]?._id,
    );
    await composed.database.connection
      .collection('appointments')
      .insertOne({ residentId, status: 'seen', date: '2026-11-25', startsAt: new Date('2026-11-25T02:00:00Z') });
    expect(await codeOf(send(visitor, visitors, answers))).toBe('done');
    expect(await codeOf(writer.call(desk.remindSurvey, { ...params(visitors), body: {} }))).toBe('survey_cannot_remind');
    // Not yet, unknown, a draft.
    const later = await publish(draftOf({ opensAt: '2026-12-05T00:00:00.000Z' }));
    expect((await outsider.call(contract.readSurvey, params(later))).standing).toMatchObject({
      kind: 'not_yet',
      message: 'Khảo sát mở lúc 7 giờ ngày 05/12/2026.',
    });
    expect(await codeOf(send(outsider, later, answers))).toBe('survey_not_open');
    const { id } = await writer.call(desk.createSurvey, { body: draftOf() });
    for (const unknown of [id, 'f'.repeat(24)])
      expect(await codeOf(outsider.call(contract.readSurvey, { params: { id: unknown } }))).toBe('survey_not_found');
  });

  it('never takes one more than its quotas, however many press at once', async () => {
    const { writer, publish, resident, rows } = await town();
    const crowd = [];
    for (let count = 0; count < 9; count += 1) crowd.push(await resident(count < 6 ? 'xom-mot' : 'xom-hai'));
    const answers = { 'co-nuoc': chose('chua') };
    const limited = await publish(
      draftOf({ mode: 'anonymous', quotas: { total: 4, hamlets: [{ hamletKey: 'xom-mot', most: 3 }], options: null } }),
    );
    const outcomes = await Promise.all(crowd.map((person) => codeOf(send(person, limited, answers))));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(4);
    expect(outcomes.filter((outcome) => outcome === 'survey_full')).toHaveLength(5);
    const stands = await rows('survey_participations');
    expect(stands).toHaveLength(4);
    expect(stands.filter(({ hamlet }) => hamlet === 'xom-mot').length).toBeLessThanOrEqual(3);
    expect(await writer.call(desk.readSurveyTurnout, params(limited))).toMatchObject({
      quotas: [
        { name: 'Cả khảo sát', most: 4, taken: 4 },
        { name: 'Xóm 1', most: 3 },
      ],
      dropOff: null,
    });
    // It says so before the first question.
    const late = await resident();
    expect((await late.call(contract.readSurvey, params(limited))).standing).toMatchObject({ kind: 'full' });
    expect((await late.call(contract.listSurveys, {})).open).toMatchObject([{ full: true, state: 'new' }]);
    expect((await late.call(readParticipation, {})).surveys).toEqual([]);

    const byChoice = await publish(
      draftOf({ quotas: { total: null, hamlets: [], options: { question: 'co-nuoc', limits: [{ option: 'chua', most: 2 }] } } }),
    );
    const chosen = await Promise.all(crowd.map((person) => codeOf(send(person, byChoice, answers))));
    expect(chosen.filter((outcome) => outcome === 'done')).toHaveLength(2);
    const holder = crowd[chosen.indexOf('done')];
    const waiting = crowd[chosen.indexOf('survey_full')];
    if (!holder || !waiting) throw new Error('nobody holds a place');
    // Who changes their mind makes room for one, and for no more.
    const had = { 'co-nuoc': chose('co'), 'chat-luong': scored(3) };
    expect(await send(holder, byChoice, had, { change: true })).toMatchObject({ changed: true });
    expect(await codeOf(send(waiting, byChoice, answers))).toBe('done');
    expect(await codeOf(send(holder, byChoice, answers, { change: true }))).toBe('survey_full');
    expect(await codeOf(send(late, byChoice, had))).toBe('done');
  });
});

describe('at the desk', () => {
  it('a survey is checked before it is published, corrected, extended, reminded of and ended with reasons', async () => {
    const { writer, publish, resident, officer, rows, advance, composed, setClock } = await town();
    const seen = async (survey: { id: string }) => writer.call(desk.readDeskSurvey, params(survey));
    // Unfinished is fine while it is a draft.
    const wrong = {
      sections: [
        {
          key: 'mot',
          questions: [
            {
              key: 'a',
              type: 'single' as const,
              title: '',
              required: true,
              options: [
                { key: 'x', label: 'X', next: { to: 'question' as const, question: 'b' } },
                { key: 'y', label: 'Y', next: { to: 'end' as const } },
              ],
            },
            {
              key: 'b',
              type: 'single' as const,
              title: 'B?',
              required: true,
              when: { kind: 'answered' as const, question: 'c' },
              options: [
                { key: 'x', label: 'X', next: { to: 'question' as const, question: 'a' } },
                { key: 'y', label: 'Y' },
              ],
            },
            { key: 'anh', type: 'photo' as const, title: 'Ảnh?' },
          ],
        },
      ],
    };
    const draft = draftOf({
      mode: 'anonymous',
      form: wrong as never,
      closesAt: null,
      quotas: { total: null, hamlets: [], options: { question: 'a', limits: [] } },
    });
    const begun = await writer.call(desk.createSurvey, { body: draft });
    expect(begun).toMatchObject({ status: 'draft', version: 0, may: { edit: true, publish: true, close: false } });
    const { faults } = await writer.call(desk.checkSurvey, params(begun));
    expect(faults.map(({ code, questions }) => [code, ...questions].join(' ')).sort()).toEqual([
      'condition_unknown b',
      'cycle a b',
      'no_closing',
      'no_title a',
      'photo_anonymous anh',
      'quota_anonymous a',
    ]);
    const refused = await writer
      .call(desk.publishSurvey, { ...params(begun), body: { revision: 0 } })
      .catch((error: { code: string; fields: object }) => error);
    expect(refused).toMatchObject({ code: 'survey_faulty' });
    expect('fields' in refused && Object.keys(refused.fields)).toContain('body.form.anh');
    // Two hands at once: one is heard.
    const both = await Promise.all(
      [1, 2].map(() => codeOf(writer.call(desk.updateSurvey, { ...params(begun), body: { ...draftOf(), revision: 0 } }))),
    );
    expect(both.sort()).toEqual(['done', 'survey_changed']);
    for (const bad of [
      { title: '' },
      { mode: 'secret' },
      { audience: { kind: 'hamlets', hamletKeys: [] } },
      { quotas: { total: 0, hamlets: [], options: null } },
      { form: { sections: [] } },
      { more: 1 },
    ])
      expect(await codeOf(writer.call(desk.updateSurvey, { ...params(begun), body: { ...draftOf(), ...bad, revision: 1 } as never }))).toBe(
        'invalid_request',
      );
    const chairman = await officer('chu-tich', ['chairman']);
    expect(await codeOf(chairman.call(desk.updateSurvey, { ...params(begun), body: { ...draftOf(), revision: 1 } }))).toBe('not_allowed');
    const open = await chairman.call(desk.publishSurvey, { ...params(begun), body: { revision: 1 } });
    expect(open).toMatchObject({ status: 'open', version: 1, published: { name: 'Trần Thị Cán Bộ' } });
    expect(await codeOf(writer.call(desk.updateSurvey, { ...params(open), body: { ...draftOf(), revision: open.revision } }))).toBe(
      'survey_published',
    );

    // New questions before anybody answered; afterwards only words.
    const longer = structuredClone(water);
    longer.sections[1]?.questions.push({ key: 'goi-lai', type: 'rating', title: 'Chấm điểm chung?' } as never);
    const revise = (form: object, revision: number) =>
      writer.call(desk.reviseSurvey, { ...params(open), body: { revision, form: form as never, reason: 'Thêm một câu.' } });
    const second = await revise(longer, open.revision);
    expect(second).toMatchObject({ version: 2, versions: [{ version: 1 }, { version: 2, reason: 'Thêm một câu.' }] });
    const person = await resident();
    const answers = { 'co-nuoc': chose('co'), 'chat-luong': scored(3) };
    expect(await codeOf(send(person, open, answers))).toBe('survey_version_changed');
    // The first answer and a new version at once: never both.
    const [sending, revising] = await Promise.all([codeOf(send(person, second, answers)), codeOf(revise(water, second.revision))]);
    expect([
      ['done', 'survey_locked'],
      ['survey_version_changed', 'done'],
      ['done', 'survey_changed'],
    ]).toContainEqual([sending, revising]);
    if (sending !== 'done') await send(person, await seen(open), answers);
    const locked = await seen(open);
    expect(locked.locked).toBe(true);
    expect(await codeOf(revise(longer, locked.revision))).toBe('survey_locked');
    const reworded = structuredClone(locked.form);
    const [first] = reworded.sections[0]?.questions ?? [];
    if (first?.type !== 'single' || !first.options[0]) throw new Error('no question');
    first.title = 'Nhà ông/bà đã có nước máy chưa?';
    const correct = (form: typeof reworded) =>
      writer.call(desk.correctSurvey, { ...params(open), body: { revision: locked.revision, form, reason: 'Thiếu chữ.' } });
    const turned = structuredClone(reworded);
    const [option] = turned.sections[0]?.questions[0]?.type === 'single' ? turned.sections[0].questions[0].options : [];
    if (option) option.label = 'Không có';
    expect(await codeOf(correct(turned))).toBe('survey_not_a_correction');
    expect(await codeOf(correct(locked.form))).toBe('survey_not_a_correction');
    const corrected = await correct(reworded);
    expect(corrected).toMatchObject({
      version: locked.version,
      corrections: [{ reason: 'Thiếu chữ.', words: [{ before: 'Nhà ông/bà có nước máy chưa?', after: first.title }] }],
    });

    // Later, never sooner.
    const extend = (closesAt: string) =>
      writer.call(desk.extendSurvey, { ...params(open), body: { revision: corrected.revision, closesAt, reason: 'Xin thêm ý kiến.' } });
    expect(await codeOf(extend('2026-12-09T10:00:00.000Z'))).toBe('survey_time_wrong');
    const extended = await extend('2026-12-20T10:00:00.000Z');
    expect(extended).toMatchObject({ closesAt: '2026-12-20T10:00:00.000Z', extensions: [{ from: '2026-12-10T10:00:00.000Z' }] });

    // Reminders: one draft, whoever asks at once, and three days of quiet.
    const remind = () => writer.call(desk.remindSurvey, { ...params(open), body: {} });
    const reminded = await Promise.all([remind(), remind().catch(() => null)]);
    const { broadcastId } = reminded[0];
    expect([broadcastId, undefined]).toContain(reminded[1]?.broadcastId);
    const message = await chairman.call(readBroadcast, { params: { id: broadcastId } });
    expect(message).toMatchObject({
      status: 'draft',
      kind: 'notice',
      content: { button: { path: `/surveys/${open.id}` } },
      audience: { hamletKeys: [] },
    });
    expect(await codeOf(remind())).toBe('survey_reminded');
    expect((await seen(open)).remindFrom).not.toBeNull();
    await advance(3 * 86_400_000 + 60_000);
    expect((await remind()).broadcastId).not.toBe(broadcastId);
    expect((await seen(open)).reminders).toHaveLength(2);

    // Copies begin anew; lists go by what is asked.
    const copy = await writer.call(desk.copySurvey, { ...params(open), body: {} }, { idempotencyKey: 'chep-mot-lan' });
    expect(copy).toMatchObject({ status: 'draft', copiedFrom: open.id, version: 0, closesAt: null, answered: 0 });
    expect((await writer.call(desk.copySurvey, { ...params(open), body: {} }, { idempotencyKey: 'chep-mot-lan' })).id).toBe(copy.id);
    expect((await writer.call(desk.listDeskSurveys, { query: { show: 'draft' } })).surveys.map(({ id }) => id)).toEqual([copy.id]);
    expect((await writer.call(desk.listDeskSurveys, { query: { show: 'running' } })).surveys).toMatchObject([
      { id: open.id, answered: 1, status: 'open' },
    ]);

    // Cancelled: nothing of it is kept.
    const other = await publish(draftOf());
    await send(person, other, answers);
    await person.call(contract.saveSurveyDraft, { ...params(open), body: { version: 2, revision: 0, answers: {} } });
    const cancelled = await writer.call(desk.cancelSurvey, {
      ...params(other),
      body: { revision: (await seen(other)).revision, reason: 'Soạn nhầm câu hỏi.' },
    });
    expect(cancelled.status).toBe('cancelled');
    expect(await codeOf(send(await resident(), other, answers))).toBe('survey_not_open');
    await composed.surveys.puttingAway.run();
    expect((await rows('survey_answers')).filter(({ survey }) => survey === other.id)).toEqual([]);
    expect((await person.call(contract.readSurvey, params(other))).standing).toMatchObject({
      kind: 'closed',
      message: 'Khảo sát đã hủy. Lý do: Soạn nhầm câu hỏi.',
    });

    // Two hundred questions, as large as officers write them.
    const long = {
      sections: [
        {
          key: 'dai',
          questions: Array.from({ length: 200 }, (_, place) => ({
            key: `q${place}`,
            type: 'single' as const,
            title: `Câu số ${place}: ông/bà có hài lòng với việc vệ sinh, đường sá, đèn chiếu sáng ở xóm mình trong tháng này không?`,
            help: 'Xin chọn ý đúng nhất với gia đình ông/bà.',
            options: ['Rất hài lòng', 'Hài lòng', 'Bình thường', 'Không hài lòng', 'Không có ý kiến'].map((label, at) => ({
              key: `o${at}`,
              label,
            })),
            ...(place > 0 && { when: { kind: 'not' as const, of: { kind: 'equals' as const, question: `q${place - 1}`, value: 'o4' } } }),
          })),
        },
      ],
    };
    const big = await publish(draftOf({ form: long as never }));
    expect(
      await send(person, big, Object.fromEntries(Array.from({ length: 200 }, (_, place) => [`q${place}`, chose('o1')]))),
    ).toMatchObject({ kind: 'thanked' });

    // Somebody who goes takes what does not count yet with them.
    await person.call(eraseMe, {});
    expect(await rows('survey_answers')).toEqual([]);
    expect(await rows('survey_drafts')).toEqual([]);
    await setClock('2026-12-20T10:00:01Z');
    expect((await chairman.call(desk.readDeskSurvey, params(open))).status).toBe('closed');
    expect(await codeOf(chairman.call(desk.readSurveyResults, params(open)))).toBe('survey_counting');
    await composed.surveys.puttingAway.run();
    expect((await chairman.call(desk.readSurveyResults, params(open))).answered).toBe(0);
  });
});
