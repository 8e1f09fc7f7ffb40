import { describe, expect, it } from 'vitest';
import type { DecisionDraft } from '../contracts/decisions-desk.js';
import { effectiveDay, recognitionOf, runningClock, sendBy } from './decision-clock.js';
import { type LegalFacts, legalChecks } from './decision-legality.js';
import { choiceFault, inOrder } from './decision-vote.js';

const steps: DecisionDraft['steps'] = {
  reportedOn: null,
  reportNumber: '',
  noticeOn: null,
  noticeChannels: [],
  noticePosted: false,
  documentsOn: null,
  planOn: null,
  planSentOn: null,
  clusterPlanOn: null,
  communeBallotOn: null,
  failedMeetingOn: null,
  failedMeetingAttended: null,
  draftPostedOn: null,
  electionPlanOn: null,
  electionTeamOn: null,
  listPostedOn: null,
  candidatesSentOn: null,
};
const team: DecisionDraft['team'] = [
  { name: 'Lương Thị Thơm', capacities: ['front'], head: true },
  { name: 'Bế Văn Thảo', capacities: ['hamlet'], head: false },
  { name: 'Nông Văn Sáng', capacities: ['household', 'technician'], head: false },
];
/** Everything an online vote on item 6 needs. */
const online: DecisionDraft = {
  item: 6,
  scope: 'hamlet',
  hamletKeys: ['xom-1'],
  way: 'online',
  meetingVote: null,
  style: 'agreement',
  title: 'Mở cửa nhà văn hóa buổi tối',
  summary: 'Nhà văn hóa mở cửa đến 21 giờ các tối thứ Bảy.',
  text: '',
  question: 'Ông/bà có đồng ý không?',
  alternatives: [],
  candidates: [],
  candidateMeeting: null,
  seats: 1,
  papers: [],
  meetings: [],
  team,
  steps: { ...steps, reportedOn: '2026-12-01', noticeOn: '2026-12-01', noticeChannels: ['network'], noticePosted: true },
  opensAt: '2026-12-03T01:00:00.000Z',
  closesAt: '2026-12-05T10:00:00.000Z',
};
const facts = (change: Partial<DecisionDraft> = {}, more: Partial<LegalFacts> = {}): LegalFacts => ({
  draft: { ...online, ...change },
  households: new Map([['xom-1', 100]]),
  proposed: true,
  frontAgreed: true,
  consents: 51,
  ...more,
});
const failing = (given: LegalFacts) => legalChecks(given).flatMap(({ key, state }) => (state === 'met' ? [] : [`${key}: ${state}`]));
const meeting = {
  key: 'm1',
  hamletKey: 'xom-1',
  label: 'Cả xóm',
  day: '2026-12-10',
  time: '19:30',
  place: 'Nhà văn hóa',
  presiding: null,
  secretary: null,
  startedAt: null,
  endedAt: null,
  discussion: '',
};
const meets = (change: Partial<DecisionDraft> = {}): Partial<DecisionDraft> => ({
  way: 'meeting',
  meetingVote: 'hands',
  meetings: [meeting],
  opensAt: null,
  closesAt: null,
  team: [],
  steps: { ...online.steps, noticeOn: '2026-12-08', documentsOn: '2026-12-08' },
  ...change,
});

describe('the legality gate', () => {
  it('lets an online vote through when every step of NĐ 59/2023 Art. 5 was taken', () => {
    expect(failing(facts())).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5] as const)('forbids an online vote on item %i', (item) => {
    expect(failing(facts({ item }))).toContain('way: forbidden');
  });

  it.each([
    ['the Front has not agreed', {}, { frontAgreed: false }, ['front_agreed: missing']],
    ['the hamlet has not proposed', {}, { proposed: false }, ['proposed: missing']],
    ['exactly half consented', {}, { consents: 50 }, ['consents: missing']],
    ['two in the team', { team: team.slice(0, 2) }, {}, ['team: missing']],
    ['six in the team', { team: [...team, ...team] }, {}, ['team: missing']],
    [
      'the head is not of the Front',
      { team: team.map((member) => ({ ...member, head: member.name === 'Bế Văn Thảo' })) },
      {},
      ['team: missing'],
    ],
    [
      'nobody who knows the technique',
      { team: team.map((member) => ({ ...member, capacities: member.capacities.filter((one) => one !== 'technician') })) },
      {},
      ['team: missing'],
    ],
    ['reported after it began', { steps: { ...online.steps, reportedOn: '2026-12-04' } }, {}, ['reported: missing']],
    ['notice one day before', { steps: { ...online.steps, noticeOn: '2026-12-02' } }, {}, ['notice: missing']],
    ['notice nowhere posted', { steps: { ...online.steps, noticePosted: false } }, {}, ['notice_posted: missing']],
    [
      'several alternatives',
      {
        style: 'alternatives',
        alternatives: [
          { key: 'a', label: 'A', detail: '' },
          { key: 'b', label: 'B', detail: '' },
        ],
      },
      {},
      ['question: forbidden'],
    ],
    ['ends before it begins', { closesAt: '2026-12-03T00:00:00.000Z' }, {}, ['times: missing']],
    ['a hamlet without a book of households', {}, { households: new Map([['xom-1', 0]]) }, ['roll: missing', 'consents: missing']],
    ['the whole commune', { scope: 'commune', hamletKeys: [] }, {}, ['scope: forbidden']],
  ] as const)('says what is wrong: %s', (_name, change, more, wanted) => {
    expect(failing(facts(change as Partial<DecisionDraft>, more))).toEqual(wanted);
  });

  it('lets a meeting decide any item, with notice and papers two days before', () => {
    for (const item of [1, 2, 6] as const) expect(failing(facts(meets({ item })))).toEqual([]);
    expect(failing(facts(meets({ item: 1, steps: { ...online.steps, noticeOn: '2026-12-09', documentsOn: '2026-12-09' } })))).toEqual([
      'notice: missing',
      'documents: missing',
    ]);
    expect(failing(facts(meets({ item: 3 })))).toEqual(['convention_posted: missing']);
    expect(
      failing(
        facts(
          meets({ item: 3, steps: { ...online.steps, noticeOn: '2026-12-08', documentsOn: '2026-12-08', draftPostedOn: '2026-11-10' } }),
        ),
      ),
    ).toEqual([]);
    expect(failing(facts(meets({ meetings: [meeting, { ...meeting, key: 'm2', label: 'Cụm 2' }] })))).toEqual(['cluster_plan: missing']);
    expect(failing(facts(meets({ meetingVote: 'ballot' })))).toEqual(['team: missing']);
  });

  it('hands out ballots only where the law lets them: item 6, the chairman for the commune, or after a meeting that lacked households', () => {
    const paper = (change: Partial<DecisionDraft>) =>
      facts({
        way: 'paper',
        ...change,
        steps: {
          ...online.steps,
          documentsOn: '2026-12-01',
          planOn: '2026-11-30',
          planSentOn: '2026-12-02',
          ...change.steps,
        } as DecisionDraft['steps'],
      });
    expect(failing(paper({}))).toEqual([]);
    expect(failing(paper({ item: 1 }))).toEqual(['way: missing']);
    expect(
      failing(paper({ item: 1, steps: { failedMeetingOn: '2026-11-25', failedMeetingAttended: 40 } as DecisionDraft['steps'] })),
    ).toEqual([]);
    expect(failing(paper({ item: 1, scope: 'commune', hamletKeys: [] }))).toEqual(['way: missing']);
    expect(
      failing(paper({ item: 1, scope: 'commune', hamletKeys: [], steps: { communeBallotOn: '2026-11-28' } as DecisionDraft['steps'] })),
    ).toEqual([]);
    expect(failing(paper({ steps: { planSentOn: '2026-12-03' } as DecisionDraft['steps'] }))).toEqual(['plan_sent: missing']);
    // Item 1 takes 67 of 100 households: with so many there the meeting itself could decide. Nor may it be made up, or come afterwards.
    for (const [failedMeetingOn, failedMeetingAttended, allowed] of [
      ['2026-11-25', 66, true],
      ['2026-11-25', 67, false],
      ['2026-11-25', 101, false],
      ['2027-01-25', 40, false],
    ] as const)
      expect(
        failing(paper({ item: 1, steps: { failedMeetingOn, failedMeetingAttended } as DecisionDraft['steps'] })).includes('way: missing'),
      ).toBe(!allowed);
    const late = { communeBallotOn: '2027-01-28' } as DecisionDraft['steps'];
    expect(failing(paper({ item: 1, scope: 'commune', hamletKeys: [], steps: late }))).toContain('way: missing');
    expect(failing(paper({ steps: { planOn: '2027-01-03', planSentOn: '2027-01-03' } as DecisionDraft['steps'] }))).toEqual([
      'plan_sent: missing',
    ]);
  });

  it('asks an election of the head for its four days', () => {
    const candidates = [{ key: 'an', name: 'Nông Văn An', birthYear: 1980, detail: '', eligible: true }];
    const given = meets({ item: 4, style: 'election', candidates });
    expect(failing(facts(given))).toEqual([
      'election_plan: missing',
      'candidates_sent: missing',
      'election_team: missing',
      'list_posted: missing',
    ]);
    const done = { electionPlanOn: '2026-11-20', candidatesSentOn: '2026-11-25', electionTeamOn: '2026-11-30', listPostedOn: '2026-12-03' };
    expect(failing(facts({ ...given, steps: { ...given.steps, ...done } as DecisionDraft['steps'] }))).toEqual([]);
    expect(failing(facts({ ...given, item: 6 }))).toContain('election_item: forbidden');
    expect(failing(facts({ ...given, item: 5, candidates: [{ ...candidates[0], eligible: false } as never] }))).toEqual([
      'eligible: missing',
    ]);
  });
});

describe('a ballot', () => {
  const alternatives = [
    { key: 'a', label: 'A', detail: '' },
    { key: 'b', label: 'B', detail: '' },
  ];
  const candidates = ['an', 'binh', 'chi'].map((key) => ({ key, name: key, birthYear: null, detail: '', eligible: true }));
  it.each([
    ['agreement', ['agree'], null],
    ['agreement', ['agree', 'disagree'], 'Chỉ chọn một phương án.'],
    ['agreement', [], 'Chọn một phương án.'],
    ['agreement', ['a'], 'Có lựa chọn không nằm trong phiếu.'],
    ['alternatives', ['none'], null],
    ['election', ['an', 'chi'], null],
    ['election', ['an', 'binh', 'chi'], 'Chỉ chọn nhiều nhất 2 người.'],
    ['election', ['an', 'an'], 'Có lựa chọn ghi hai lần.'],
    ['election', ['an', 'none'], 'Đã chọn “không” thì không chọn thêm.'],
  ] as const)('%s %j: %s', (style, choices, fault) => {
    expect(choiceFault({ style, alternatives, candidates, seats: 2 }, choices)).toBe(fault);
  });
  it('is the same in whatever order it was tapped', () => {
    expect(inOrder({ style: 'election', alternatives, candidates }, ['chi', 'an'])).toEqual(['an', 'chi']);
  });
});

describe('clocks after the vote', () => {
  const calendar = { holidays: [], makeUpDays: [] };
  const closed = {
    draft: { item: 5, scope: 'hamlet' },
    passed: true,
    closedOn: '2026-12-04',
    sentOn: null,
    answer: null,
    effectiveOn: null,
  } as const;
  it('counts five working days to send, and five from when it was received to recognise', () => {
    expect(sendBy('2026-12-04', calendar)).toBe('2026-12-11');
    expect(runningClock(closed, '2026-12-14', calendar)).toEqual({
      what: 'Gửi kết quả tới UBND xã và Mặt trận',
      dueOn: '2026-12-11',
      late: true,
      lateDays: 1,
    });
    const sent = { ...closed, sentOn: '2026-12-07' };
    expect(recognitionOf(sent, calendar)).toEqual({ by: 'front', dueOn: '2026-12-14', answer: null });
    expect(effectiveDay(sent)).toBeNull();
    const answer = { recognised: true, on: '2026-12-10', documentNumber: '12/QĐ-MTTQ', reason: null };
    expect(effectiveDay({ ...sent, answer })).toBe('2026-12-10');
    expect(runningClock({ ...sent, answer }, '2026-12-20', calendar)).toBeNull();
  });
  it('holds item 6 from the day it passed, a decision of the commune from the day it is set, and nothing that did not pass', () => {
    expect(effectiveDay({ ...closed, draft: { item: 6, scope: 'hamlet' } })).toBe('2026-12-04');
    expect(effectiveDay({ ...closed, draft: { item: 1, scope: 'commune' } })).toBeNull();
    expect(effectiveDay({ ...closed, draft: { item: 1, scope: 'commune' }, effectiveOn: '2027-01-01' })).toBe('2027-01-01');
    expect(effectiveDay({ ...closed, passed: false })).toBeNull();
    expect(recognitionOf({ ...closed, passed: false }, calendar)).toBeNull();
  });
});
