import { house, type Person } from '../../../testing/house.js';
import { withHamlets } from '../../../testing/reports.js';
import {
  actOnDecision,
  createDecision,
  type DecisionAct,
  type DecisionDraft,
  type DeskDecision,
  readDeskDecision,
} from '../../contracts/decisions-desk.js';
import { addHousehold, claimHousehold, inviteMember } from '../../contracts/households.js';

const names = ['An', 'Bình', 'Chiến', 'Dậu', 'Hậu', 'Khoa', 'Lâm', 'Nam', 'Phúc', 'Quý', 'Sáng', 'Thắng'];

/** A commune with hamlets, their head and Front, the office, and households; the first `linked` of hamlet 1 have a representative with a telephone. */
export async function town({ households = 6, linked = 3, others = 0 }: { households?: number; linked?: number; others?: number } = {}) {
  const here = await house();
  await withHamlets(here);
  const head = await here.officer('truong-xom', ['hamlet_head'], [], { hamletKeys: ['xom-1'], title: 'Trưởng xóm 1' });
  const front = await here.officer('mat-tran-xom', ['hamlet_front'], [], {
    hamletKeys: ['xom-1'],
    title: 'Trưởng ban công tác Mặt trận xóm 1',
  });
  const commune = {
    office: await here.officer('van-phong', ['office_officer']),
    chairman: await here.officer('chu-tich', ['chairman']),
    front: await here.officer('mat-tran-xa', ['front_officer']),
  };
  const people: Person[] = [];
  const ids: string[] = [];
  for (let place = 0; place < households + others; place += 1) {
    const mine = place < households;
    const code = mine ? `H${place + 1}` : `K${place + 1 - households}`;
    const made = await commune.office.call(addHousehold, {
      body: {
        code,
        hamletKey: mine ? 'xom-1' : 'xom-2',
        headName: `Nông Văn ${names[place % names.length]}`,
        members: [{ name: `Nông Văn ${names[place % names.length]}`, birthYear: 1970, relation: 'Chủ hộ', isRepresentative: true }],
      },
    });
    ids.push(made.id);
    const [member] = made.members;
    if (!mine || place >= linked || !member) continue;
    const { code: invitation } = await head.call(inviteMember, { params: { id: made.id }, body: { memberId: member.id } });
    const person = await here.person(`ho-${place + 1}`, { name: member.name });
    await person.call(claimHousehold, { body: { code: invitation } });
    people.push(person);
  }
  return { here, head, front, commune, people, householdIds: ids };
}
export type Town = Awaited<ReturnType<typeof town>>;

export const noSteps: DecisionDraft['steps'] = {
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

/** An online vote on item 6 with every step taken; the tests' day is 1 December 2026. */
export const onlineDraft: DecisionDraft = {
  item: 6,
  scope: 'hamlet',
  hamletKeys: ['xom-1'],
  way: 'online',
  meetingVote: null,
  style: 'agreement',
  title: 'Mở cửa nhà văn hóa buổi tối',
  summary: 'Nhà văn hóa xóm mở cửa đến 21 giờ các tối thứ Bảy.',
  text: 'Tiền điện lấy từ quỹ của xóm.',
  question: 'Ông/bà có đồng ý mở cửa nhà văn hóa buổi tối không?',
  alternatives: [],
  candidates: [],
  candidateMeeting: null,
  seats: 1,
  papers: [],
  meetings: [],
  team: [
    { name: 'Lương Thị Thơm', capacities: ['front'], head: true },
    { name: 'Bế Văn Thảo', capacities: ['hamlet'], head: false },
    { name: 'Nông Văn Sáng', capacities: ['household', 'technician'], head: false },
  ],
  steps: { ...noSteps, reportedOn: '2026-12-01', noticeOn: '2026-12-01', noticeChannels: ['network'], noticePosted: true },
  opensAt: '2026-12-03T01:00:00.000Z',
  closesAt: '2026-12-05T10:00:00.000Z',
};

export const act = async (who: Person, id: string, action: DecisionAct): Promise<DeskDecision> => {
  const { revision } = await who.call(readDeskDecision, { params: { id } });
  return who.call(actOnDecision, { params: { id }, body: { revision, action } });
};

/** Prepared, agreed and announced; the roll is frozen. */
export async function announced({ head, front, commune }: Town, draft: DecisionDraft = onlineDraft): Promise<DeskDecision> {
  const communeWide = draft.scope === 'commune';
  const { id } = await (communeWide ? commune.office : head).call(createDecision, { body: draft });
  await act(communeWide ? commune.chairman : head, id, { act: 'propose' });
  await act(communeWide ? commune.front : front, id, { act: 'agree' });
  return act(communeWide ? commune.office : head, id, { act: 'announce' });
}
