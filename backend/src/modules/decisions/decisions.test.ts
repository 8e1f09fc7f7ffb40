import { describe, expect, it } from 'vitest';
import { CallFailure } from '../../../../miniapp/src/api.js';
import { type Person, raw } from '../../../testing/house.js';
import { docxLines } from '../../../testing/paper-text.js';
import { receiptOf } from '../../adapters/vote-receipt.js';
import { readHome } from '../../contracts/appointments.js';
import { castVote, checkReceipt, consentToOnline, listDecisions, readDecision } from '../../contracts/decisions.js';
import {
  createDecision,
  type DecisionDraft,
  listDecisionHamlets,
  listRoll,
  listTyped,
  markHousehold,
  paperPath,
  readDeskDecision,
  typeBallot,
  typeHands,
  updateDecision,
  votesPath,
} from '../../contracts/decisions-desk.js';
import { readDeskDisclosure } from '../../contracts/disclosures.js';
import { act, announced, noSteps, onlineDraft, town } from './decisions.testing.js';

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'nothing',
    (error: unknown) => (error instanceof CallFailure ? error.code : String(error)),
  );
const lines = async (response: Response) => (await response.text()).replace('\uFEFF', '').trim().split('\r\n').slice(1);

describe('a vote in the app', () => {
  it('runs from the draft to the closed box: consents, one vote a household whichever way, nothing known before two have closed', async () => {
    const t = await town({ households: 6, linked: 4 });
    const { here, head, front, commune, people, householdIds } = t;
    const [an, binh, chi, dau] = people as [typeof head, typeof head, typeof head, typeof head];

    // The law's gate, before and after the Front has said yes.
    const draft = await head.call(createDecision, { body: onlineDraft });
    expect(draft.number).toMatch(/^BQ-2026-\d{4}$/);
    expect(await failure(act(head, draft.id, { act: 'announce' }))).toBe('decision_not_lawful');
    expect(await failure(act(head, draft.id, { act: 'agree' }))).toBe('not_allowed');
    await act(head, draft.id, { act: 'propose' });
    await act(front, draft.id, { act: 'agree' });
    expect(await failure(an.call(readDecision, { params: { id: draft.id } }))).toBe('decision_not_found');
    const standing = await act(head, draft.id, { act: 'announce' });
    expect(standing.counts).toMatchObject([{ hamletKey: 'xom-1', households: 6 }]);

    // Question, options and roll stand from now on.
    const changed = (change: Partial<DecisionDraft>) =>
      failure(
        head.call(updateDecision, {
          params: { id: draft.id },
          body: { revision: standing.revision, draft: { ...standing.draft, ...change } },
        }),
      );
    expect(await changed({ question: 'Câu hỏi khác hẳn?' })).toBe('decision_frozen');
    expect(await changed({ closesAt: '2026-12-30T10:00:00.000Z' })).toBe('decision_frozen');

    // More than half of ALL households must want to vote in the app: three of six are not enough, paper counts too.
    for (const person of [an, binh, chi]) await person.call(consentToOnline, { params: { id: draft.id }, body: { choice: 'agree' } });
    await here.setClock('2026-12-03T01:30:00Z');
    await here.work();
    expect((await head.call(readDeskDecision, { params: { id: draft.id } })).status).toBe('announced');
    expect(await failure(an.call(castVote, { params: { id: draft.id }, body: { choices: ['agree'] } }))).toBe('decision_not_open');
    await front.call(markHousehold, {
      params: { id: draft.id, householdId: householdIds[5] as string },
      body: { mark: 'consent', choice: 'agree' },
    });
    await here.work();
    await here.work();
    const open = await head.call(readDeskDecision, { params: { id: draft.id } });
    expect(open).toMatchObject({ status: 'open', consents: { agreed: 4, households: 6, needed: 4 }, result: null });

    // One household, two telephones, twenty taps.
    const key = 'mot-phieu-cua-ho-1';
    const params = { id: draft.id };
    const taps = await Promise.all([
      ...Array.from({ length: 10 }, () =>
        an.call(castVote, { params, body: { choices: ['agree'] } }, { idempotencyKey: key }).then(({ receipt }) => receipt),
      ),
      ...Array.from({ length: 10 }, () => failure(an.call(castVote, { params, body: { choices: ['disagree'] } }))),
    ]);
    const receipts = new Set(taps.filter((tap) => /^[A-Z0-9]{4}-/.test(tap)));
    expect(receipts.size).toBeLessThanOrEqual(1);
    expect(taps.every((tap) => receipts.has(tap) || tap === 'already_voted' || tap === 'nothing')).toBe(true);
    // Exactly one of the twenty got in, whichever it was; the others were told so.
    expect(taps.filter((tap) => tap === 'nothing').length + receipts.size).toBe(1);

    // Paper ends the right to vote in the app, and the other way round.
    const mark = (place: number, body: Parameters<typeof head.call<typeof markHousehold>>[1]['body'], who = head) =>
      who.call(markHousehold, { params: { ...params, householdId: householdIds[place] as string }, body });
    expect(await failure(mark(0, { mark: 'returned' }))).toBe('already_voted');
    await mark(1, { mark: 'returned' });
    expect(await failure(binh.call(castVote, { params, body: { choices: ['agree'] } }))).toBe('already_voted');
    await Promise.all([
      failure(chi.call(castVote, { params, body: { choices: ['agree'], other: 'Nên mở đến 22 giờ' } })),
      failure(mark(2, { mark: 'returned' })),
    ]);
    const third = (await head.call(listRoll, { params, query: { search: 'chien' } })).rows;
    expect(third).toHaveLength(1);
    expect(['online', 'paper']).toContain(third[0]?.voted);
    if (third[0]?.voted === 'paper') {
      await mark(2, { mark: 'not_returned', reason: 'Ghi nhầm hộ' });
      await chi.call(castVote, { params, body: { choices: ['agree'], other: 'Nên mở đến 22 giờ' } });
    }
    const dauReceipt = (await dau.call(castVote, { params, body: { choices: ['agree'] } })).receipt;
    expect(await failure((await here.person('nguoi-la')).call(castVote, { params, body: { choices: ['agree'] } }))).toBe(
      'not_representative',
    );

    // Turnout is live; no number of the vote is anywhere, for nobody.
    for (const who of [head, front, commune.office, commune.chairman]) {
      const seen = await who.call(readDeskDecision, { params });
      expect([seen.turnout.tookPart, seen.result, seen.outcome]).toEqual([4, null, null]);
    }
    expect((await an.call(readDecision, { params })).household).toMatchObject({ state: 'voted', way: 'online' });
    expect(await failure(an.call(checkReceipt, { params: { ...params, receipt: dauReceipt } }))).toBe('decision_not_open');
    expect((await raw(here.url, 'GET', votesPath(draft.id), { token: commune.office.token })).status).toBe(409);

    // The hour ends it, for good.
    await here.setClock('2026-12-05T10:00:00Z');
    expect(await failure(people[0]?.call(castVote, { params, body: { choices: ['agree'] } }) as Promise<unknown>)).toMatch(
      /already_voted|vote_closed/,
    );
    await here.work();
    await here.work();
    expect((await head.call(readDeskDecision, { params })).status).toBe('counting');

    // The paper ballot of household 2: two type it, each without seeing the other's.
    const type = (who: typeof head, serial: string, choices: string[]) =>
      who.call(typeBallot, { params: { ...params, serial }, body: { hamletKey: 'xom-1', valid: true, choices } });
    const witnesses = [
      { name: 'Nông Văn Hậu', householdCode: 'H5' },
      { name: 'Nông Văn Khoa', householdCode: 'H6' },
    ];
    expect((await type(head, 'X1-0001', ['agree'])).state).toBe('once');
    expect(await failure(act(head, draft.id, { act: 'start_closing', witnesses, explanation: '' }))).toBe('closing_incomplete');
    expect((await type(front, 'X1-0001', ['disagree'])).state).toBe('differs');
    expect((await front.call(listTyped, { params, query: {} })).ballots).toMatchObject([
      { serial: 'X1-0001', mine: { choices: ['disagree'] } },
    ]);
    expect(await failure(type(commune.office, 'X1-0001', ['agree']))).toBe('typed_by_two');
    expect((await type(front, 'X1-0001', ['agree'])).state).toBe('agreed');
    // One more ballot than households gave back.
    await type(head, 'X1-0002', ['agree']);
    await type(front, 'X1-0002', ['agree']);
    expect((await head.call(readDeskDecision, { params })).closingFaults).toEqual(['Xóm 1: nhập 2 phiếu nhưng sổ chỉ ghi 1 hộ nộp phiếu.']);
    for (const who of [head, front])
      await who.call((await import('../../contracts/decisions-desk.js')).untypeBallot, { params: { ...params, serial: 'X1-0002' } });

    // Two persons, one of them of the Front.
    expect(
      await failure(
        act(head, draft.id, {
          act: 'start_closing',
          witnesses: [witnesses[0], { name: 'Ai đó', householdCode: 'ZZ' }] as never,
          explanation: '',
        }),
      ),
    ).toBe('closing_incomplete');
    await act(head, draft.id, { act: 'start_closing', witnesses, explanation: '' });
    expect(await failure(act(head, draft.id, { act: 'confirm_closing' }))).toBe('closing_same_person');
    expect(await failure(act(commune.office, draft.id, { act: 'confirm_closing' }))).toBe('closing_same_person');
    const closed = await act(front, draft.id, { act: 'confirm_closing' });
    const first = receipts.size === 1 ? 'agree' : 'disagree';
    const agreed = first === 'agree' ? 4 : 3;
    expect(closed.status).toBe('closed');
    expect(closed.result).toMatchObject({
      outcome: agreed === 4 ? 'passed' : 'not_passed',
      households: 6,
      tookPart: 4,
      valid: 4,
      invalid: 0,
      needed: 4,
      otherOpinions: ['Nên mở đến 22 giờ'],
    });
    expect(closed.result?.options.find(({ key: option }) => option === 'agree')?.count).toBe(agreed);

    // Anybody who has the stored votes counts the same, and finds every receipt again.
    const file = await fetch(`${here.url}/api${votesPath(draft.id)}`, { headers: { authorization: `Bearer ${commune.office.token}` } });
    const votes = (await lines(file)).map((line) => line.split(','));
    const tally = new Map<string, number>();
    for (const [receipt, , way, valid, choices, nonce] of votes as string[][]) {
      if (valid === '1') tally.set(choices as string, (tally.get(choices as string) ?? 0) + 1);
      if (way === 'online') expect(receiptOf(draft.id, (choices as string).split('+'), nonce as string)).toBe(receipt);
    }
    expect(tally.get('agree')).toBe(agreed);
    const published = await lines(await fetch(`${here.url}/api/decisions/${draft.id}/receipts.csv`));
    expect(published.toSorted()).toEqual(votes.map(([receipt]) => receipt as string).toSorted());
    expect(await an.call(checkReceipt, { params: { ...params, receipt: dauReceipt } })).toEqual({ included: true, total: 4 });

    // Nothing stored links a household to its choice any more.
    const rows = await here.composed.database.connection.db?.collection('decision_roll').find({}).toArray();
    expect(rows?.every(({ payload, request }) => payload === null && request === null)).toBe(true);
    expect(JSON.stringify(rows)).not.toContain(dauReceipt);

    // Papers, clocks and publication.
    for (const form of ['decision', 'counting-minutes', 'voters'] as const)
      for (const format of ['pdf', 'docx'] as const) {
        const paper = await fetch(`${here.url}/api${paperPath(draft.id, form, format)}`, {
          headers: { authorization: `Bearer ${head.token}` },
        });
        expect([
          form,
          paper.status,
          Buffer.from(await paper.arrayBuffer())
            .subarray(0, 2)
            .toString(),
        ]).toEqual([form, 200, format === 'pdf' ? '%P' : 'PK']);
      }
    expect(await failure(act(head, draft.id, { act: 'note_sent', on: '2026-12-07' }))).toBe('decision_not_open');
    await here.setClock('2026-12-07T02:00:00Z');
    const sent = await act(head, draft.id, { act: 'note_sent', on: '2026-12-07' });
    expect(sent).toMatchObject({ sendBy: '2026-12-11', sentOn: '2026-12-07', recognition: null });
    const disclosed = await act(head, draft.id, { act: 'disclose' });
    expect(await act(head, draft.id, { act: 'disclose' })).toMatchObject({ disclosureId: disclosed.disclosureId });
    expect((await commune.office.call(readDeskDisclosure, { params: { id: disclosed.disclosureId as string } })).text).toContain(
      'Tổng số hộ: 6',
    );
    expect((await act(head, draft.id, { act: 'notify' })).broadcastId).toMatch(/^[0-9a-f]{24}$/);
    const mine = await an.call(listDecisions, {});
    expect(mine.past).toMatchObject([{ number: draft.number, household: { state: 'voted' } }]);
  }, 60_000);

  it('keeps no choice beside a household once it is cancelled, and no answer of a household is written over', async () => {
    const t = await town({ households: 4, linked: 4 });
    const { here, head, people, householdIds } = t;
    const { id } = await announced(t);
    for (const [place, person] of people.entries())
      await person.call(consentToOnline, { params: { id }, body: { choice: place < 3 ? 'agree' : 'disagree' } });
    const consent = head.call(markHousehold, {
      params: { id, householdId: householdIds[3] as string },
      body: { mark: 'consent', choice: 'agree' },
    });
    expect(await failure(consent)).toBe('already_voted');
    // Asked whether to vote in the app until that begins, and to vote until it ends.
    const urgent = async () => (await (people[3] as Person).call(readHome, {})).participation.urgent;
    expect(await urgent()).toMatchObject([{ kind: 'consent', id, closesAt: onlineDraft.opensAt }]);
    await here.setClock('2026-12-03T01:30:00Z');
    await here.work();
    expect(await urgent()).toMatchObject([{ kind: 'vote', id, closesAt: onlineDraft.closesAt }]);
    await people[0]?.call(castVote, { params: { id }, body: { choices: ['agree'] } });
    const kept = () =>
      here.composed.database.connection
        .collection('decision_roll')
        .countDocuments({ $or: [{ payload: { $type: 'string' } }, { request: { $type: 'string' } }] });
    expect(await kept()).toBe(1);
    const rows = here.composed.database.connection.collection('decision_roll');
    const voted = await rows.findOne({ payload: { $type: 'string' } });
    await act(head, id, { act: 'cancel', reason: 'Có việc khác cần bàn trước.' });
    expect(await kept()).toBe(0);
    // As if the API had died between the two: whoever works next empties the box.
    await here.composed.database.connection.collection('decisions').updateOne({}, { $unset: { emptied: '' } });
    await rows.updateOne({ _id: voted?._id as never }, { $set: { payload: voted?.payload, request: voted?.request, stage: 'open' } });
    expect(await kept()).toBe(1);
    await here.work();
    expect([await kept(), (await rows.findOne({ _id: voted?._id as never }))?.stage]).toEqual([0, 'done']);
  }, 60_000);

  it('asks the Front again when anything of what is decided has changed, and not for a step that was taken', async () => {
    const t = await town({ households: 1, linked: 0 });
    const { head, front, commune } = t;
    const { id } = await head.call(createDecision, { body: onlineDraft });
    expect(await failure(act(commune.office, id, { act: 'propose' }))).toBe('not_allowed');
    await act(head, id, { act: 'propose' });
    await act(front, id, { act: 'agree' });
    const change = async (part: Partial<DecisionDraft>) => {
      const { revision, draft } = await head.call(readDeskDecision, { params: { id } });
      return head.call(updateDecision, { params: { id }, body: { revision, draft: { ...draft, ...part } } });
    };
    const stepped = await change({ steps: { ...onlineDraft.steps, reportNumber: '7/BC' }, closesAt: '2026-12-06T10:00:00.000Z' });
    expect([stepped.proposedBy === null, stepped.frontAgreedBy === null]).toEqual([false, false]);
    const other = await change({ text: 'Tiền điện do từng hộ góp.' });
    expect([other.proposedBy, other.frontAgreedBy]).toEqual([null, null]);
  }, 60_000);

  it('opens the box once however often it is begun, also after a crash in the middle', async () => {
    const t = await town({ households: 4, linked: 4 });
    const { here, head, front, people, commune } = t;
    const { id } = await announced(t);
    for (const person of people) await person.call(consentToOnline, { params: { id }, body: { choice: 'agree' } });
    await here.setClock('2026-12-03T01:30:00Z');
    await here.work();
    for (const person of people) await person.call(castVote, { params: { id }, body: { choices: ['agree'] } });
    await here.setClock('2026-12-05T11:00:00Z');
    await here.work();
    const witnesses = [
      { name: 'Một', householdCode: 'H1' },
      { name: 'Hai', householdCode: 'H2' },
    ];
    await act(front, id, { act: 'start_closing', witnesses, explanation: '' });

    // As if the API had died right after the second person had signed: three workers find it, at once.
    const db = here.composed.database.connection.db;
    const decision = await db?.collection('decisions').findOne({});
    await db
      ?.collection('decisions')
      .updateOne({ _id: decision?._id as never }, { $set: { status: 'closing', 'closing.second': decision?.closing.first } });
    const before = await db?.collection('decision_roll').find({}).toArray();
    await Promise.all([here.work(), here.work(), here.work()]);
    const after = await db?.collection('decision_votes').find({}).toArray();
    expect([before?.filter(({ payload }) => payload !== null).length, after?.length]).toEqual([4, 4]);
    expect((await head.call(readDeskDecision, { params: { id } })).result).toMatchObject({ outcome: 'passed', valid: 4, tookPart: 4 });
    // Once more: nothing changes.
    await here.work();
    expect(await db?.collection('decision_votes').countDocuments({})).toBe(4);
    expect((await commune.office.call(readDeskDecision, { params: { id } })).status).toBe('closed');
  }, 60_000);
});

/** A mark without its details. */
function markOf(mark: 'attended' | 'not_attended' | 'returned' | 'not_returned') {
  if (mark === 'attended') return { mark, meetingKey: 'hop-1' } as const;
  return mark === 'not_returned' ? ({ mark, reason: 'Ghi nhầm hộ' } as const) : ({ mark } as const);
}

describe('a meeting', () => {
  const meeting = {
    key: 'hop-1',
    hamletKey: 'xom-1',
    label: 'Cả xóm',
    day: '2026-12-05',
    time: '19:30',
    place: 'Nhà văn hóa xóm 1',
    presiding: 'Bế Văn Thảo',
    secretary: 'Nông Văn Sáng',
    startedAt: '19:35',
    endedAt: '21:00',
    discussion: '',
  };
  const steps = {
    ...noSteps,
    noticeOn: '2026-12-03',
    noticeChannels: ['loudspeaker' as const],
    noticePosted: true,
    documentsOn: '2026-12-03',
  };
  const electing: DecisionDraft = {
    ...onlineDraft,
    item: 5,
    way: 'meeting',
    meetingVote: 'hands',
    style: 'election',
    title: 'Bầu thành viên Ban Thanh tra nhân dân',
    question: 'Ông/bà bầu ai vào Ban Thanh tra nhân dân?',
    candidates: [
      { key: 'an', name: 'Nông Văn An', birthYear: 1975, detail: '', eligible: true },
      { key: 'binh', name: 'Lý Thị Bình', birthYear: 1980, detail: '', eligible: true },
    ],
    seats: 1,
    meetings: [meeting],
    team: [],
    steps,
    opensAt: null,
    closesAt: null,
  };

  it('writes down who stands for head of a hamlet before anything is announced, and never after', async () => {
    const t = await town({ households: 3, linked: 0 });
    const { here, head, commune } = t;
    const candidateMeeting = {
      term: '2026 – 2031',
      day: '2026-11-20',
      startedAt: '19:30',
      endedAt: '20:45',
      place: 'Nhà văn hóa Xóm 1',
      presiding: 'Lương Thị Thơm',
      secretary: 'Bế Văn Thảo',
      present: 12,
      invited: 15,
      discussion: 'Nhất trí cao.',
    };
    const draft: DecisionDraft = {
      ...electing,
      item: 4,
      meetingVote: 'ballot',
      title: 'Bầu trưởng xóm nhiệm kỳ mới',
      question: 'Ông/bà bầu ai làm trưởng xóm?',
      team: onlineDraft.team,
      meetings: [{ ...meeting, day: '2026-12-25' }],
      steps: {
        ...steps,
        electionPlanOn: '2026-12-01',
        candidatesSentOn: '2026-12-01',
        electionTeamOn: '2026-12-01',
        listPostedOn: '2026-12-01',
      },
    };
    const paper = (id: string, format: 'docx' | 'pdf', who = head) =>
      fetch(`${here.url}/api${paperPath(id, 'candidates', format)}`, { headers: { authorization: `Bearer ${who.token}` } });
    const { id } = await head.call(createDecision, { body: draft });
    const early = await paper(id, 'docx');
    expect([early.status, ((await early.json()) as { code: string }).code]).toEqual([409, 'decision_not_open']);

    const change = async (part: Partial<DecisionDraft>) => {
      const { revision } = await head.call(readDeskDecision, { params: { id } });
      return head.call(updateDecision, { params: { id }, body: { revision, draft: { ...draft, ...part } } });
    };
    expect(await failure(change({ candidateMeeting: { ...candidateMeeting, endedAt: '19:30' } }))).toBe('invalid_request');
    expect(await failure(change({ candidateMeeting: { ...candidateMeeting, invited: 11 } }))).toBe('invalid_request');
    expect((await change({ candidateMeeting })).draft.candidateMeeting).toEqual(candidateMeeting);
    const lines = docxLines(Buffer.from(await (await paper(id, 'docx')).arrayBuffer())).join('\n');
    for (const words of [
      'dự kiến danh sách người ứng cử Trưởng xóm',
      '(nhiệm kỳ 2026 – 2031)',
      'vào hồi 19 giờ 30, ngày 20 tháng 11 năm 2026, tại Nhà văn hóa Xóm 1',
      '12 trong 15 người được mời',
      'Nông Văn An',
      'Lý Thị Bình',
      'Nhất trí cao.',
    ])
      expect(lines).toContain(words);
    expect((await paper(id, 'pdf')).headers.get('content-type')).toContain('pdf');
    expect((await paper(id, 'pdf', commune.office)).status).toBe(200);
    // Other papers are of what was announced, and the election of a board has none of this kind.
    expect(
      (await fetch(`${here.url}/api${paperPath(id, 'voters', 'pdf')}`, { headers: { authorization: `Bearer ${head.token}` } })).status,
    ).toBe(409);

    await act(head, id, { act: 'propose' });
    await act(t.front, id, { act: 'agree' });
    await act(head, id, { act: 'announce' });
    expect(await failure(change({ candidateMeeting: { ...candidateMeeting, present: 13 } }))).toBe('decision_frozen');
    expect((await paper(id, 'pdf')).status).toBe(200);
    const board = await head.call(createDecision, { body: { ...electing, candidateMeeting } });
    expect((await paper(board.id, 'pdf')).status).toBe(409);
  }, 60_000);

  it('elects by hands: attendance by household, two counts alike, more than half of all households, recognised by the Front', async () => {
    const t = await town({ households: 5, linked: 0, others: 1 });
    const { here, head, front, commune, householdIds } = t;
    const { id } = await announced(t, electing);
    const params = { id };
    expect(await failure(act(head, id, { act: 'open' }))).toBe('decision_not_open');
    await here.setClock('2026-12-05T12:00:00Z');
    await act(head, id, { act: 'open' });
    for (const householdId of householdIds.slice(0, 4))
      await head.call(markHousehold, { params: { id, householdId }, body: { mark: 'attended', meetingKey: 'hop-1' } });
    expect(
      await failure(
        head.call(markHousehold, {
          params: { id, householdId: householdIds[5] as string },
          body: { mark: 'attended', meetingKey: 'hop-1' },
        }),
      ),
    ).toBe('household_unknown');
    expect(
      await failure(head.call(markHousehold, { params: { id, householdId: householdIds[0] as string }, body: { mark: 'returned' } })),
    ).toBe('decision_not_open');
    await act(head, id, { act: 'end_meeting' });
    const hands = (who: typeof head, an: number, binh: number) =>
      who.call(typeHands, {
        params: { ...params, meetingKey: 'hop-1' },
        body: {
          counts: [
            { key: 'an', count: an },
            { key: 'binh', count: binh },
          ],
        },
      });
    expect(await failure(hands(head, 5, 0))).toBe('choice_invalid');
    expect((await hands(head, 3, 1)).state).toBe('once');
    expect((await hands(front, 2, 1)).state).toBe('differs');
    expect((await head.call(readDeskDecision, { params })).closingFaults).toHaveLength(1);
    expect((await hands(front, 3, 1)).state).toBe('agreed');
    await act(front, id, {
      act: 'start_closing',
      witnesses: [
        { name: 'Một', householdCode: 'H1' },
        { name: 'Hai', householdCode: 'H2' },
      ],
      explanation: '',
    });
    const closed = await act(head, id, { act: 'confirm_closing' });
    expect(closed.result).toMatchObject({ outcome: 'passed', households: 5, tookPart: 4, needed: 3 });
    expect(closed.result?.conclusion).toContain('Nông Văn An (3 hộ)');
    for (const form of ['invitation', 'meeting-minutes', 'counting-minutes', 'decision', 'voters'] as const)
      expect(
        (await fetch(`${here.url}/api${paperPath(id, form, 'docx')}`, { headers: { authorization: `Bearer ${head.token}` } })).status,
      ).toBe(200);
    expect(
      await failure(
        act(commune.front, id, { act: 'recognise', recognised: true, on: '2026-12-08', documentNumber: '5/QĐ-MTTQ', reason: '' }),
      ),
    ).toBe('decision_not_open');
    await here.setClock('2026-12-08T02:00:00Z');
    await act(head, id, { act: 'note_sent', on: '2026-12-07' });
    expect(
      await failure(act(commune.front, id, { act: 'recognise', recognised: true, on: '2026-12-09', documentNumber: '5', reason: '' })),
    ).toBe('decision_not_open');
    expect(
      await failure(act(commune.chairman, id, { act: 'recognise', recognised: true, on: '2026-12-08', documentNumber: '5', reason: '' })),
    ).toBe('not_allowed');
    const recognised = await act(commune.front, id, {
      act: 'recognise',
      recognised: true,
      on: '2026-12-08',
      documentNumber: '5/QĐ-MTTQ',
      reason: '',
    });
    expect(recognised).toMatchObject({ effectiveOn: '2026-12-08', clock: null, recognition: { by: 'front', dueOn: '2026-12-14' } });
    // One answer; and after the count nothing that led to it is written down any more, but the minutes are.
    expect(
      await failure(act(commune.front, id, { act: 'recognise', recognised: false, on: '2026-12-08', documentNumber: '6', reason: 'Sai.' })),
    ).toBe('decision_not_open');
    const { revision } = await head.call(readDeskDecision, { params });
    const later = (draft: DecisionDraft) => head.call(updateDecision, { params, body: { revision, draft } });
    expect(await failure(later({ ...electing, steps: { ...steps, noticePosted: false } }))).toBe('decision_frozen');
    const minuted = await later({ ...electing, meetings: [{ ...meeting, discussion: 'Không ai có ý kiến.' }] });
    expect(minuted.draft.meetings[0]?.discussion).toBe('Không ai có ý kiến.');
  }, 60_000);

  it('takes a ballot only from a household that is there, says why one was given back, and keeps who was there once it has ended', async () => {
    const t = await town({ households: 5, linked: 0 });
    const { here, head, householdIds } = t;
    const [one = '', two = '', three = ''] = householdIds;
    const { id } = await announced(t, { ...electing, meetingVote: 'ballot', team: onlineDraft.team });
    await here.setClock('2026-12-05T12:35:00Z');
    await act(head, id, { act: 'open' });
    const mark = (householdId: string, body: Parameters<typeof markOf>[0]) =>
      head.call(markHousehold, { params: { id, householdId }, body: markOf(body) });
    expect(await failure(mark(one, 'returned'))).toBe('decision_not_open');
    await mark(one, 'attended');
    await mark(one, 'returned');
    expect(await failure(mark(one, 'not_attended'))).toBe('decision_not_open');
    await mark(one, 'not_returned');
    expect((await head.call(readDeskDecision, { params: { id } })).history[0]).toMatchObject({
      act: 'not_returned',
      note: 'Hộ H1: Ghi nhầm hộ',
    });
    await mark(one, 'not_attended');
    await mark(one, 'attended');
    await mark(two, 'attended');
    await mark(two, 'returned');
    await act(head, id, { act: 'end_meeting' });
    expect(await failure(mark(three, 'attended'))).toBe('decision_not_open');
    expect(await failure(mark(two, 'not_attended'))).toBe('decision_not_open');
    expect((await mark(one, 'returned')).voted).toBe('paper');
    // Nobody may have been there in fewer numbers than gave ballots, however the rows came to be.
    await here.composed.database.connection.collection('decision_roll').updateOne({ code: 'H1' }, { $set: { meetingKey: null } });
    expect((await head.call(readDeskDecision, { params: { id } })).closingFaults).toContainEqual(
      expect.stringContaining('2 hộ nộp phiếu nhưng chỉ 1 hộ có mặt'),
    );
  }, 60_000);

  it('is announced ahead of its day, and ends after the last of its parts', async () => {
    const t = await town({ households: 2, linked: 0 });
    const { here, head } = t;
    const clusters = [meeting, { ...meeting, key: 'hop-2', label: 'Cụm 2', day: '2026-12-07' }];
    const draft: DecisionDraft = { ...electing, meetings: clusters, steps: { ...steps, clusterPlanOn: '2026-12-01' } };
    const past = await failure(announced(t, { ...draft, meetings: clusters.map((one) => ({ ...one, day: '2026-11-30' })) }));
    expect(past).toBe('decision_not_lawful');
    const { id } = await announced(t, draft);
    await here.setClock('2026-12-05T12:35:00Z');
    await act(head, id, { act: 'open' });
    expect(await failure(act(head, id, { act: 'end_meeting' }))).toBe('decision_not_open');
    await here.setClock('2026-12-07T12:35:00Z');
    expect((await act(head, id, { act: 'end_meeting' })).status).toBe('counting');
  }, 60_000);

  it('recognises who was elected though the last seat was tied', async () => {
    const t = await town({ households: 5, linked: 0 });
    const { here, head, front, commune, householdIds } = t;
    const chi = { key: 'chi', name: 'Ma Thị Chi', birthYear: 1985, detail: '', eligible: true };
    const { id } = await announced(t, { ...electing, candidates: [...electing.candidates, chi], seats: 2 });
    await here.setClock('2026-12-05T12:35:00Z');
    await act(head, id, { act: 'open' });
    for (const householdId of householdIds)
      await head.call(markHousehold, { params: { id, householdId }, body: { mark: 'attended', meetingKey: 'hop-1' } });
    await act(head, id, { act: 'end_meeting' });
    const counts = Object.entries({ an: 4, binh: 3, chi: 3 }).map(([key, count]) => ({ key, count }));
    for (const who of [head, front]) await who.call(typeHands, { params: { id, meetingKey: 'hop-1' }, body: { counts } });
    const witnesses = ['H1', 'H2'].map((householdCode) => ({ name: 'Nông Văn Sáng', householdCode }));
    await act(front, id, { act: 'start_closing', witnesses, explanation: '' });
    const closed = await act(head, id, { act: 'confirm_closing' });
    expect(closed).toMatchObject({ outcome: 'tied', recognition: { by: 'front', answer: null } });
    await act(head, id, { act: 'note_sent', on: '2026-12-05' });
    const answer = { recognised: true, on: '2026-12-05', documentNumber: '5/QĐ-MTTQ', reason: '' };
    expect((await act(commune.front, id, { act: 'recognise', ...answer })).effectiveOn).toBe('2026-12-05');
  }, 60_000);
});

describe('whose hamlet it is', () => {
  it('keeps a hamlet to its own people, and a decision of the commune to the commune', async () => {
    const t = await town({ households: 1, linked: 0 });
    const { here, head, commune } = t;
    const stranger = await here.officer('truong-xom-2', ['hamlet_head'], [], { hamletKeys: ['xom-2'] });
    const mine = await head.call(listDecisionHamlets, {});
    expect(mine.hamlets).toEqual([{ key: 'xom-1', name: expect.any(String), households: 1 }]);
    expect((await commune.office.call(listDecisionHamlets, {})).hamlets.length).toBeGreaterThan(1);
    const { id, turnout } = await head.call(createDecision, { body: onlineDraft });
    expect(turnout).toEqual({ tookPart: 0, households: 1 });
    expect(await failure(stranger.call(readDeskDecision, { params: { id } }))).toBe('decision_not_found');
    expect(await failure(stranger.call(createDecision, { body: onlineDraft }))).toBe('not_allowed');
    const wide: DecisionDraft = {
      ...onlineDraft,
      item: 1,
      scope: 'commune',
      hamletKeys: [],
      way: 'paper',
      steps: {
        ...onlineDraft.steps,
        documentsOn: '2026-12-01',
        communeBallotOn: '2026-11-30',
        planOn: '2026-11-30',
        planSentOn: '2026-12-01',
      },
    };
    expect(await failure(head.call(createDecision, { body: wide }))).toBe('not_allowed');
    const made = await commune.office.call(createDecision, { body: wide });
    expect(made.checks.filter(({ state }) => state !== 'met').map(({ key }) => key)).toEqual(['roll', 'proposed', 'front_agreed']);
    expect(await failure(act(head, made.id, { act: 'propose' }))).toBe('not_allowed');
    expect(await failure(act(t.front, made.id, { act: 'agree' }))).toBe('not_allowed');
  }, 60_000);
});
