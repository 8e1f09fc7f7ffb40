import { agreementOptions, noCandidate, noneOption } from 'backend/contracts/decisions';
import { describe, expect, it } from 'vitest';
import { sampleDecision } from './decision.testing.js';
import { faultsOf, fieldFaults } from './decision-faults.js';
import {
  type DecisionForm,
  draftOf,
  emptyForm,
  formOf,
  laterDraftOf,
  newKey,
  optionsOf,
  withChoice,
  withMeetings,
} from './decision-form.js';
import { askedSteps, firstDay, stepHint } from './decision-steps.js';

const written = { title: 'Làm đường vào xóm', summary: 'Đổ bê tông 300 m đường', question: 'Hộ có đồng ý không?' };
const meeting = {
  key: 'h1',
  hamletKey: 'xom-1',
  label: 'Cả xóm',
  day: '2026-12-10',
  time: '19:30',
  place: 'Nhà văn hóa',
  presiding: '',
  secretary: '',
  startedAt: '',
  endedAt: '',
  discussion: '',
};
const online: DecisionForm = {
  ...emptyForm('decision', ['xom-1']),
  ...written,
  way: 'online',
  opensDay: '2026-12-10',
  opensTime: '07:00',
  closesDay: '2026-12-12',
  closesTime: '17:00',
  steps: { ...emptyForm('decision', []).steps, reportedOn: '2026-12-01', planOn: '2026-11-30', noticeChannels: ['loudspeaker'] },
  team: [{ name: ' Lương Thị Thơm ', capacities: ['front'], head: true }],
};
const candidateMeeting = {
  term: '',
  day: '2026-11-20',
  startedAt: '19:30',
  endedAt: '20:45',
  place: 'Nhà văn hóa',
  presiding: 'Lương Thị Thơm',
  secretary: 'Bế Văn Thảo',
  present: '12',
  invited: '',
  discussion: '',
};
const election: DecisionForm = {
  ...emptyForm('election', ['xom-1']),
  ...written,
  candidates: [
    { key: 'c1', name: 'Bế Văn Thảo', birthYear: '1970', detail: '', eligible: true },
    { key: 'c2', name: 'Nông Thị Mai', birthYear: '', detail: 'Chi hội phụ nữ', eligible: false },
  ],
  meetings: [meeting],
};

describe('the form of a decision', () => {
  it('comes back from the server as it went, whatever its way', () => {
    for (const form of [
      online,
      election,
      { ...election, candidateMeeting },
      { ...emptyForm('decision', ['xom-1']), ...written, meetings: [meeting] },
    ]) {
      const draft = draftOf(form);
      expect(draftOf(formOf({ draft }))).toEqual(draft);
    }
  });

  it('sends only what belongs to its way, and the hours of Vietnam as instants', () => {
    expect(draftOf(online)).toMatchObject({
      meetingVote: null,
      opensAt: '2026-12-10T00:00:00.000Z',
      closesAt: '2026-12-12T10:00:00.000Z',
      meetings: [],
      team: [{ name: 'Lương Thị Thơm' }],
      // A date typed for ballots before the way was changed stays behind.
      steps: { reportedOn: '2026-12-01', planOn: null, noticeChannels: ['loudspeaker'] },
    });
    expect(draftOf({ ...election, opensDay: '2026-12-10' })).toMatchObject({ opensAt: null, meetingVote: 'ballot', seats: 1 });
    expect(draftOf({ ...online, candidates: election.candidates, seats: '3' })).toMatchObject({ candidates: [], seats: 1 });
    expect(draftOf({ ...online, item: 1, scope: 'commune' }).hamletKeys).toEqual([]);
    // Only who stands for head of a hamlet is agreed on in a meeting of its own; what nobody typed was not held.
    expect(draftOf({ ...election, candidateMeeting }).candidateMeeting).toMatchObject({ day: '2026-11-20', present: 12, invited: null });
    for (const form of [election, { ...election, item: 5, candidateMeeting }, { ...online, candidateMeeting }] as DecisionForm[])
      expect(draftOf(form).candidateMeeting).toBeNull();
  });

  it('changes only what comes after the announcement once it is announced', () => {
    const before = draftOf(election);
    const later = laterDraftOf(before, { ...election, title: 'Tên khác', meetings: [{ ...meeting, presiding: 'Bế Văn Thảo' }] });
    expect(later).toEqual({ ...before, meetings: [{ ...before.meetings[0], presiding: 'Bế Văn Thảo' }] });
  });

  it.each([
    [{ way: 'online' }, { item: 1 }, { way: 'meeting', style: 'agreement' }],
    [{ item: 1, scope: 'commune' }, { item: 3 }, { scope: 'hamlet' }],
    [{ item: 5, style: 'election' }, { item: 2 }, { style: 'agreement' }],
    [{ style: 'alternatives' }, { way: 'online' }, { style: 'agreement' }],
    [{ item: 6 }, { way: 'online' }, { way: 'online' }],
  ] as const)('lets go of what the law does not allow: %j then %j', (before, part, after) => {
    expect(withChoice({ ...emptyForm('decision', ['xom-1']), ...before }, part)).toMatchObject(after);
  });

  it.each([
    [online, {}, []],
    [election, {}, []],
    [online, { title: 'x' }, ['title']],
    [online, { hamletKeys: [] }, ['hamletKeys']],
    [online, { closesDay: '2026-12-09' }, ['closesAt']],
    [online, { team: [{ name: 'Thơm', capacities: [], head: true }] }, ['team.0.capacities']],
    [election, { seats: '0' }, ['seats']],
    [
      election,
      { candidates: [{ key: 'c1', name: '', birthYear: '70', detail: '', eligible: true }] },
      ['candidates.0.name', 'candidates.0.birthYear'],
    ],
    [election, { meetings: [{ ...meeting, day: '', place: '' }] }, ['meetings.0.day', 'meetings.0.place']],
    [election, { candidateMeeting }, []],
    [
      election,
      { candidateMeeting: { ...candidateMeeting, place: '', endedAt: '19:30', invited: '11' } },
      ['candidateMeeting.place', 'candidateMeeting.endedAt', 'candidateMeeting.invited'],
    ],
    [
      election,
      { candidateMeeting, steps: { ...emptyForm('election', []).steps, candidatesSentOn: '2026-11-19' } },
      ['candidateMeeting.day'],
    ],
    [online, { candidateMeeting: { ...candidateMeeting, place: '' } }, []],
    [online, { summary: 'ngắn', question: '' }, ['summary', 'question']],
  ] as [DecisionForm, Partial<DecisionForm>, string[]][])('says what is missing: %#', (form, change, fields) => {
    expect(Object.keys(faultsOf({ ...form, ...change }))).toEqual(fields);
  });

  it('knows a fault of the server by the same name, whether it was created or changed', () => {
    expect(fieldFaults({ 'body.title': 'a', 'body.draft.team.0.name': 'b' })).toEqual({ title: 'a', 'team.0.name': 'b' });
  });

  it('adds a meeting for each hamlet that has none, and then for a cluster', () => {
    const hamlets = [1, 2, 3].map((place) => ({ key: `xom-${place}`, name: `Xóm ${place}` }));
    const all = withMeetings([meeting], hamlets, 2);
    expect(all.map(({ key, hamletKey, label, day, place }) => [key, hamletKey, label, day, place])).toEqual([
      ['h1', 'xom-1', 'Cả xóm', '2026-12-10', 'Nhà văn hóa'],
      ['h2', 'xom-2', 'Cả xóm', '2026-12-10', 'Nhà văn hóa Xóm 2'],
      ['h3', 'xom-3', 'Cả xóm', '2026-12-10', 'Nhà văn hóa Xóm 3'],
    ]);
    expect(withMeetings(all, hamlets, 1).at(-1)).toMatchObject({ key: 'h4', hamletKey: 'xom-3', label: '', place: '' });
    expect(withMeetings([], hamlets, 1)).toMatchObject([{ key: 'h1', hamletKey: 'xom-1', day: '', time: '19:30', place: '' }]);
  });

  it('gives no key twice, and shows the options as they will stand on the ballot', () => {
    expect(newKey('c', [{ key: 'c1' }, { key: 'c3' }, { key: 'p9' }])).toBe('c4');
    const fixed = { agreement: agreementOptions, none: noneOption, noCandidate };
    expect(optionsOf(online, fixed).map(({ key }) => key)).toEqual(['agree', 'disagree', 'other']);
    expect(optionsOf(election, fixed)).toEqual([
      { key: 'c1', label: 'Bế Văn Thảo', detail: 'Sinh năm 1970' },
      { key: 'c2', label: 'Nông Thị Mai', detail: 'Chi hội phụ nữ' },
      { key: 'none', label: 'Không bầu ai trong danh sách', detail: null },
    ]);
    expect(sampleDecision().draft.hamletKeys).toEqual(['xom-1']);
  });
});

describe('the steps of the law', () => {
  const of = (part: Partial<DecisionForm>) => askedSteps({ ...emptyForm('decision', ['xom-1']), ...part });
  it.each([
    [{ way: 'online', item: 6 }, ['reportedOn', 'noticeOn']],
    [{ way: 'paper', item: 6 }, ['planOn', 'planSentOn', 'noticeOn']],
    [{ way: 'paper', item: 1 }, ['failedMeetingOn', 'planOn', 'planSentOn', 'documentsOn', 'noticeOn']],
    [{ way: 'paper', item: 1, scope: 'commune' }, ['communeBallotOn', 'planOn', 'planSentOn', 'documentsOn', 'noticeOn']],
    [{ way: 'meeting', item: 3 }, ['draftPostedOn', 'documentsOn', 'noticeOn']],
    [{ way: 'meeting', item: 4, style: 'election' }, ['electionPlanOn', 'candidatesSentOn', 'electionTeamOn', 'listPostedOn', 'noticeOn']],
    [{ way: 'meeting', item: 6, meetings: [meeting, { ...meeting, key: 'h2', label: 'Cụm Đồng Bãi' }] }, ['clusterPlanOn', 'noticeOn']],
  ] as [Partial<DecisionForm>, string[]][])('are those of its way: %j', (part, steps) => expect(of(part)).toEqual(steps));

  it('are counted back from the first day on which anything happens', () => {
    const form = { ...online, way: 'meeting' as const, meetings: [{ ...meeting, day: '2026-12-12' }, meeting] };
    expect(firstDay(form)).toBe('2026-12-10');
    expect(firstDay(online)).toBe('2026-12-10');
    expect(firstDay({ ...form, meetings: [] })).toBeNull();
    expect(stepHint('noticeOn', '2026-12-10')).toContain('Chậm nhất 08/12/2026 (trước ít nhất 2 ngày)');
    expect(stepHint('electionPlanOn', '2026-12-10')).toContain('20/11/2026');
    expect(stepHint('reportedOn', null)).toContain('trước khi bắt đầu');
  });
});
