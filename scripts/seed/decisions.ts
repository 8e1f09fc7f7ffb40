import { consentToOnline } from 'backend/contracts/decisions';
import {
  actOnDecision,
  createDecision,
  type DecisionAct,
  type DecisionDraft,
  type DeskDecision,
  listRoll,
  markHousehold,
  readDeskDecision,
  typeHands,
} from 'backend/contracts/decisions-desk';
import type { Endpoint, ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import { addDays, dayOf, timeOf } from '../../backend/src/domain/vietnam-time.js';
import type { CallOptions } from '../../miniapp/src/api.js';
import { hamlets } from './hamlets.js';

type Person = { call<E extends Endpoint>(endpoint: E, request: RequestOf<E>, options?: CallOptions): Promise<ReplyOf<E>> };
type Deciders = { head: Person; front: Person; representatives: readonly Person[]; now: () => Promise<Date> };

const hamletKey = hamlets[0]?.key ?? '';
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

const team: DecisionDraft['team'] = [
  { name: 'Lương Thị Thơm', capacities: ['front'], head: true },
  { name: 'Bế Văn Thảo', capacities: ['hamlet'], head: false },
  { name: 'Nông Văn Sáng', capacities: ['household', 'technician'], head: false },
];
const noSteps: DecisionDraft['steps'] = {
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
const common = {
  scope: 'hamlet',
  hamletKeys: [hamletKey],
  style: 'agreement',
  alternatives: [],
  candidates: [],
  candidateMeeting: null,
  seats: 1,
  papers: [],
} as const;

/** A vote in the app that is open for a week. */
function onlineVote(now: Date): DecisionDraft {
  const today = dayOf(now);
  return {
    ...common,
    hamletKeys: [hamletKey],
    alternatives: [],
    candidates: [],
    candidateMeeting: null,
    papers: [],
    item: 6,
    way: 'online',
    meetingVote: null,
    title: 'Mở cửa nhà văn hóa các tối thứ Bảy',
    summary: 'Nhà văn hóa xóm mở cửa đến 21 giờ các tối thứ Bảy để bà con sinh hoạt, các cháu đọc sách.',
    text: 'Mỗi tối thứ Bảy có hai hộ trông coi, theo lịch luân phiên do trưởng xóm lập.\n\nTiền điện lấy từ quỹ sinh hoạt của xóm, dự tính 60.000 đồng một tháng.',
    question: 'Hộ có đồng ý mở cửa nhà văn hóa các tối thứ Bảy như trên không?',
    meetings: [],
    team,
    steps: {
      ...noSteps,
      reportedOn: addDays(today, -5),
      noticeOn: addDays(today, -4),
      noticeChannels: ['loudspeaker', 'network'],
      noticePosted: true,
    },
    opensAt: new Date(now.getTime() + 2_500).toISOString(),
    closesAt: new Date(now.getTime() + 7 * 86_400_000).toISOString(),
  };
}

/** A meeting of today that decided on a contribution by hands, to be sent on. */
function meetingDecision(now: Date): DecisionDraft {
  const today = dayOf(now);
  return {
    ...common,
    hamletKeys: [hamletKey],
    alternatives: [],
    candidates: [],
    candidateMeeting: null,
    papers: [],
    item: 1,
    way: 'meeting',
    meetingVote: 'hands',
    title: 'Góp công và kinh phí làm rãnh thoát nước',
    summary: 'Mỗi hộ góp 150.000 đồng và hai ngày công để làm 120 m rãnh thoát nước dọc đường xóm.',
    text: 'Xi măng do xã hỗ trợ. Sổ thu, chi được niêm yết tại nhà văn hóa sau khi làm xong.',
    question: 'Hộ có đồng ý mức đóng góp trên để làm rãnh thoát nước không?',
    meetings: [
      {
        key: 'ca-xom',
        hamletKey,
        label: 'Cả xóm',
        day: today,
        time: '08:00',
        place: 'Nhà văn hóa xóm',
        presiding: 'Bế Văn Thảo',
        secretary: 'Nông Văn Sáng',
        startedAt: '08:05',
        endedAt: timeOf(now) > '08:10' ? '09:30' : '08:10',
        discussion: 'Một số hộ đề nghị làm trước mùa mưa; hộ có người già yếu được góp công bằng cách nấu nước.',
      },
    ],
    team: [],
    steps: {
      ...noSteps,
      noticeOn: addDays(today, -4),
      noticeChannels: ['invitation', 'loudspeaker'],
      noticePosted: true,
      documentsOn: addDays(today, -3),
    },
    opensAt: null,
    closesAt: null,
  };
}

/** Decides two things in the first hamlet as its people would; what an earlier run did, or people did since, stays. */
export async function decide({ head, front, representatives, now }: Deciders): Promise<void> {
  const act = async (who: Person, id: string, action: DecisionAct): Promise<DeskDecision> => {
    const { revision } = await who.call(readDeskDecision, { params: { id } });
    return who.call(actOnDecision, { params: { id }, body: { revision, action } });
  };
  const announced = async (draft: DecisionDraft, key: string): Promise<string | null> => {
    const made = await head.call(createDecision, { body: draft }, { idempotencyKey: key });
    if (made.status !== 'draft') return null;
    await act(head, made.id, { act: 'propose' });
    await act(front, made.id, { act: 'agree' });
    await act(head, made.id, { act: 'announce' });
    return made.id;
  };

  const met = await announced(meetingDecision(await now()), 'seed-decision-meeting');
  if (met !== null) {
    await act(head, met, { act: 'open' });
    const { rows } = await head.call(listRoll, { params: { id: met }, query: {} });
    const present = rows.slice(0, -2);
    for (const { householdId } of present)
      await head.call(markHousehold, { params: { id: met, householdId }, body: { mark: 'attended', meetingKey: 'ca-xom' } });
    await act(head, met, { act: 'end_meeting' });
    const counts = [
      { key: 'agree', count: present.length - 2 },
      { key: 'disagree', count: 1 },
      { key: 'other', count: 1 },
    ];
    for (const who of [head, front]) await who.call(typeHands, { params: { id: met, meetingKey: 'ca-xom' }, body: { counts } });
    const witnesses = rows
      .slice(0, 2)
      .map(({ code, representativeName, headName }) => ({ name: representativeName ?? headName, householdCode: code }));
    await act(front, met, { act: 'start_closing', witnesses, explanation: '' });
    await act(head, met, { act: 'confirm_closing' });
  }

  const vote = await announced(onlineVote(await now()), 'seed-decision-online');
  if (vote === null) return;
  await Promise.all(representatives.map((person) => person.call(consentToOnline, { params: { id: vote }, body: { choice: 'agree' } })));
  // It opens by itself; nobody looks at the sample before it has.
  for (let tries = 0; tries < 40; tries += 1) {
    const { status } = await head.call(readDeskDecision, { params: { id: vote } });
    if (status === 'open') break;
    if (tries > 7) await act(head, vote, { act: 'open' }).catch(() => undefined);
    await pause(250);
  }
}
