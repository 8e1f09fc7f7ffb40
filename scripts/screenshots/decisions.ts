import { castVote } from 'backend/contracts/decisions';
import {
  actOnDecision,
  createDecision,
  type DecisionAct,
  type DecisionDraft,
  type DeskDecision,
  listRoll,
  markHousehold,
  type RollRow,
  readDeskDecision,
  typeBallot,
  typeHands,
} from 'backend/contracts/decisions-desk';
import type { Page } from 'playwright-core';
import { addDays, dayOf } from '../../backend/src/domain/vietnam-time.js';
import type { Caller, Town } from '../../miniapp/test/phone.js';
import { hamlets } from '../seed/hamlets.js';
import { wellKnown } from '../seed/seed.js';
import { type Shooting, settled, shoot } from './shoot.js';

const headId = 'truong-xom-1';
const frontId = 'mat-tran-xom-1';
const hamletKey = hamlets[0]?.key ?? '';

/** One decision in each state that has a page of its own, by their ids. */
export type SampleDecisions = { draft: string; open: string; counting: string; closed: string };

const noSteps: DecisionDraft['steps'] = {
  reportedOn: null,
  reportNumber: '',
  noticeOn: null,
  noticeChannels: ['loudspeaker', 'network'],
  noticePosted: true,
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

function draftsOn(now: Date): Record<keyof SampleDecisions, DecisionDraft> {
  const today = dayOf(now);
  const steps = { ...noSteps, noticeOn: addDays(today, -4), reportedOn: addDays(today, -5), documentsOn: addDays(today, -3) };
  const meeting = {
    key: 'h1',
    hamletKey,
    label: 'Cả xóm',
    day: today,
    time: '07:30',
    place: 'Nhà văn hóa xóm 1',
    presiding: 'Bế Văn Thảo',
    secretary: 'Nông Văn Sáng',
    startedAt: '07:35',
    endedAt: '08:40',
    discussion: 'Các hộ đề nghị làm trước mùa mưa.',
  };
  const common = {
    scope: 'hamlet',
    hamletKeys: [hamletKey],
    meetingVote: null,
    style: 'agreement',
    alternatives: [],
    candidates: [],
    candidateMeeting: null,
    seats: 1,
    papers: [],
    meetings: [],
    team,
    steps,
    opensAt: null,
    closesAt: null,
  } satisfies Partial<DecisionDraft>;
  const inApp = {
    ...common,
    item: 6,
    way: 'online',
    title: 'Mở cửa nhà văn hóa các tối thứ Bảy',
    summary: 'Nhà văn hóa xóm mở đến 21 giờ các tối thứ Bảy để bà con sinh hoạt, các cháu đọc sách.',
    text: 'Mỗi tối có hai hộ trông coi, theo lịch luân phiên.\n\nTiền điện lấy từ quỹ sinh hoạt của xóm, dự tính 60.000 đồng một tháng.',
    question: 'Hộ ông/bà có đồng ý mở cửa nhà văn hóa các tối thứ Bảy không?',
    opensAt: new Date(now.getTime() + 60_000).toISOString(),
    closesAt: new Date(now.getTime() + 7 * 86_400_000).toISOString(),
  } satisfies DecisionDraft;
  return {
    draft: {
      ...inApp,
      title: 'Lịch quét dọn đường xóm sáng Chủ nhật đầu tháng',
      summary: 'Mỗi hộ cử một người quét dọn đường xóm vào sáng Chủ nhật đầu tháng, từ 6 giờ đến 7 giờ.',
      question: 'Hộ ông/bà có đồng ý lịch quét dọn này không?',
      text: '',
      team: team.slice(0, 2),
      steps: { ...noSteps, noticeChannels: [], noticePosted: false },
      opensAt: new Date(now.getTime() + 6 * 86_400_000).toISOString(),
    },
    open: inApp,
    counting: {
      ...common,
      item: 5,
      way: 'meeting',
      meetingVote: 'ballot',
      style: 'election',
      title: 'Bầu thành viên Ban Giám sát đầu tư của cộng đồng',
      summary: 'Bầu hai thành viên cho Ban giám sát công trình làm đường vào xóm.',
      text: '',
      question: 'Ông/bà bầu ai vào Ban Giám sát đầu tư của cộng đồng?',
      candidates: ['Hoàng Văn Đạt', 'Lý Thị Mùi', 'Ma Văn Quyết'].map((name, place) => ({
        key: `c${place + 1}`,
        name,
        birthYear: 1968 + 5 * place,
        detail: '',
        eligible: true,
      })),
      seats: 2,
      meetings: [meeting],
    },
    closed: {
      ...common,
      item: 1,
      way: 'meeting',
      meetingVote: 'hands',
      title: 'Góp công và kinh phí làm rãnh thoát nước',
      summary: 'Mỗi hộ góp 150.000 đồng và hai ngày công để làm 120 m rãnh thoát nước dọc đường xóm.',
      text: 'Xi măng do xã hỗ trợ.',
      question: 'Hộ ông/bà có đồng ý mức đóng góp trên không?',
      meetings: [meeting],
    },
  };
}

/** Runs four decisions of the first hamlet to where the pictures find them; its households are in the book already. */
export async function prepareDecisions(town: Pick<Town, 'as' | 'advance' | 'control'>): Promise<SampleDecisions> {
  const head = await town.as(headId);
  const front = await town.as(frontId);
  const { now } = (await town.control('GET', '/clock')) as { now: string };
  const drafts = draftsOn(new Date(now));
  const act = async (who: Caller, id: string, action: DecisionAct): Promise<DeskDecision> => {
    const { revision } = await who.call(readDeskDecision, { params: { id } });
    return who.call(actOnDecision, { params: { id }, body: { revision, action } });
  };
  const announced = async (draft: DecisionDraft): Promise<{ id: string; rows: RollRow[] }> => {
    const { id } = await head.call(createDecision, { body: draft });
    await act(head, id, { act: 'propose' });
    await act(front, id, { act: 'agree' });
    await act(head, id, { act: 'announce' });
    return { id, rows: (await head.call(listRoll, { params: { id }, query: {} })).rows };
  };
  const mark = (id: string, { householdId }: RollRow, body: Parameters<typeof markBody>[0]) =>
    head.call(markHousehold, { params: { id, householdId }, body: markBody(body) });

  const { id: draft } = await head.call(createDecision, { body: drafts.draft });

  const closed = await announced(drafts.closed);
  await act(head, closed.id, { act: 'open' });
  const present = closed.rows.slice(0, -1);
  for (const row of present) await mark(closed.id, row, 'attended');
  await act(head, closed.id, { act: 'end_meeting' });
  const counts = [
    { key: 'agree', count: present.length - 1 },
    { key: 'disagree', count: 1 },
    { key: 'other', count: 0 },
  ];
  for (const who of [head, front]) await who.call(typeHands, { params: { id: closed.id, meetingKey: 'h1' }, body: { counts } });
  const witnesses = closed.rows
    .slice(0, 2)
    .map(({ code, representativeName, headName }) => ({ name: representativeName ?? headName, householdCode: code }));
  await act(front, closed.id, { act: 'start_closing', witnesses, explanation: '' });
  await act(head, closed.id, { act: 'confirm_closing' });

  const counting = await announced(drafts.counting);
  await act(head, counting.id, { act: 'open' });
  for (const row of counting.rows.slice(0, -1)) await mark(counting.id, row, 'attended');
  for (const row of counting.rows.slice(0, -2)) await mark(counting.id, row, 'returned');
  await act(head, counting.id, { act: 'end_meeting' });
  const type = (who: Caller, number: number, choices: string[]) =>
    who.call(typeBallot, { params: { id: counting.id, serial: `X1-000${number}` }, body: { hamletKey, valid: true, choices } });
  for (const number of [1, 2, 3, 4]) await type(head, number, ['c1', 'c2']);
  for (const number of [1, 2]) await type(front, number, ['c1', 'c2']);
  await type(front, 3, ['c1', 'c3']);

  const open = await announced(drafts.open);
  for (const row of open.rows.slice(0, -1)) await mark(open.id, row, 'agree');
  await town.advance(2 * 60_000);
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await head.call(readDeskDecision, { params: { id: open.id } })).status === 'open') break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  // The grandmother speaks for the first household, and votes in the app.
  await (await town.as(wellKnown.resident.zaloId)).call(castVote, { params: { id: open.id }, body: { choices: ['agree'] } });
  for (const row of open.rows.slice(1, 4)) await mark(open.id, row, 'issued');
  for (const row of open.rows.slice(1, 3)) await mark(open.id, row, 'returned');
  return { draft, open: open.id, counting: counting.id, closed: closed.id };
}

function markBody(name: 'attended' | 'issued' | 'returned' | 'agree') {
  if (name === 'attended') return { mark: name, meetingKey: 'h1' };
  return name === 'agree' ? ({ mark: 'consent', choice: name } as const) : { mark: name };
}

/** What a resident who speaks for a household sees of votes and elections, in its states. */
export async function residentDecisionShots(
  shooting: Shooting,
  { personId, newcomer }: { personId: string; newcomer: string },
  { open, counting, closed }: SampleDecisions,
): Promise<void> {
  const pages = [
    { name: 'decisions', path: '/decisions' },
    { name: 'decision-voted', path: `/decisions/${open}` },
    { name: 'decision-election', path: `/decisions/${counting}` },
    { name: 'decision-closed', path: `/decisions/${closed}` },
  ];
  for (const { name, path } of pages)
    for (const state of ['full', 'large', 'zoomed', 'loading', 'error', 'offline'] as const)
      await shoot(shooting, { name: `resident/${name}.${state}`, personId, path, state });
  for (const { name, path } of pages) await shoot(shooting, { name: `resident/${name}.outsider`, personId: newcomer, path });
}

/** The pages of decisions and elections at the desk, in their states. */
export async function decisionShots(shooting: Shooting, { draft, open, counting, closed }: SampleDecisions): Promise<void> {
  const pages = [
    { name: 'decisions', path: '/console/decisions' },
    { name: 'elections', path: '/console/elections' },
    { name: 'decision-new', path: '/console/decisions/new' },
    { name: 'decision-edit', path: `/console/decisions/${draft}/edit` },
    { name: 'decision-draft', path: `/console/decisions/${draft}` },
    { name: 'decision-open', path: `/console/decisions/${open}` },
    { name: 'decision-roll', path: `/console/decisions/${open}/roll` },
    { name: 'election-counting', path: `/console/elections/${counting}` },
    { name: 'election-typing', path: `/console/elections/${counting}/count` },
    { name: 'decision-closed', path: `/console/decisions/${closed}` },
  ];
  for (const { name, path } of pages) {
    for (const state of ['full', 'loading', 'error', 'large'] as const)
      await shoot(shooting, { name: `console/${name}.${state}`, personId: headId, path, state, computer: true, screenOnly: true });
    await shoot(shooting, { name: `console/${name}.phone`, personId: headId, path });
  }
  // Nothing of the whole commune has ended for somebody of another hamlet.
  await shoot(shooting, {
    name: 'console/elections.empty',
    personId: frontId,
    path: '/console/elections',
    computer: true,
    screenOnly: true,
    act: async (page) => {
      await settled(page);
      await page.getByRole('button', { name: 'Đã xong' }).click();
      await settled(page);
    },
  });
}

/** The pictures of the guide on decisions. */
export async function decisionGuideShots(shooting: Shooting, { draft, open, counting, closed }: SampleDecisions): Promise<void> {
  const onComputer = { personId: headId, computer: true, screenOnly: true };
  const seen = async (page: Page) => {
    await settled(page);
    await page.evaluate('document.activeElement.blur()');
  };
  await shoot(shooting, { ...onComputer, name: 'bieu-quyet-soan', path: `/console/decisions/${draft}/edit`, act: seen });
  await shoot(shooting, { ...onComputer, name: 'bieu-quyet-so-ho', path: `/console/decisions/${open}/roll`, act: seen });
  await shoot(shooting, { ...onComputer, name: 'bieu-quyet-nhap-phieu', path: `/console/elections/${counting}/count`, act: seen });
  await shoot(shooting, { ...onComputer, name: 'bieu-quyet-ket-qua', path: `/console/decisions/${closed}`, act: seen });
}
