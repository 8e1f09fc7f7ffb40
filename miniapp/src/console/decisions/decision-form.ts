import { styleRefusal } from 'backend/contracts/decision-ways';
import type { DecisionItem, DecisionOption, DecisionScope, DecisionStyle, DecisionWay, MeetingVote } from 'backend/contracts/decisions';
import type { CandidateMeeting, DecisionDraft, DecisionSteps, DeskDecision, Meeting, TeamMember } from 'backend/contracts/decisions-desk';
import { inVietnam } from '../../days.js';
import { isDay } from '../day-list.js';
import { askedSteps, type StepKey } from './decision-steps.js';

/** A paper in the form; what kind of file it is is known of those just uploaded only. */
export type FormPaper = { fileId: string; label: string; kind: 'picture' | 'document'; bytes: number };
export type FormAlternative = { key: string; label: string; detail: string };
export type FormCandidate = { key: string; name: string; birthYear: string; detail: string; eligible: boolean };
export type FormMeeting = {
  key: string;
  hamletKey: string;
  label: string;
  day: string;
  time: string;
  place: string;
  presiding: string;
  secretary: string;
  startedAt: string;
  endedAt: string;
  discussion: string;
};

/** The meeting on who stands, as typed; all empty: not written down. */
export type FormCandidateMeeting = Record<keyof CandidateMeeting, string>;

/** The draft as typed. */
export type DecisionForm = {
  item: DecisionItem;
  scope: DecisionScope;
  hamletKeys: string[];
  way: DecisionWay;
  meetingVote: MeetingVote;
  style: DecisionStyle;
  title: string;
  summary: string;
  text: string;
  question: string;
  alternatives: FormAlternative[];
  candidates: FormCandidate[];
  candidateMeeting: FormCandidateMeeting;
  seats: string;
  papers: FormPaper[];
  meetings: FormMeeting[];
  team: TeamMember[];
  steps: Record<StepKey, string> &
    Pick<DecisionSteps, 'noticeChannels' | 'noticePosted'> & { reportNumber: string; failedMeetingAttended: string };
  opensDay: string;
  opensTime: string;
  closesDay: string;
  closesTime: string;
};

const noSteps: DecisionForm['steps'] = {
  reportedOn: '',
  noticeOn: '',
  documentsOn: '',
  planOn: '',
  planSentOn: '',
  clusterPlanOn: '',
  communeBallotOn: '',
  failedMeetingOn: '',
  draftPostedOn: '',
  electionPlanOn: '',
  electionTeamOn: '',
  listPostedOn: '',
  candidatesSentOn: '',
  noticeChannels: [],
  noticePosted: false,
  reportNumber: '',
  failedMeetingAttended: '',
};

const noCandidateMeeting: FormCandidateMeeting = {
  term: '',
  day: '',
  startedAt: '',
  endedAt: '',
  place: '',
  presiding: '',
  secretary: '',
  present: '',
  invited: '',
  discussion: '',
};

/** Whether this is the election of a hamlet's head, who stand by a meeting of their own (NĐ 59/2023/NĐ-CP Art. 7). */
export const electsHead = ({ item, style }: Pick<DecisionForm, 'item' | 'style'>): boolean => item === 4 && style === 'election';

/** Whether anything of the meeting on who stands was typed. */
export const isWritten = (meeting: FormCandidateMeeting): boolean => Object.values(meeting).some((text) => text.trim() !== '');

/** What the editor begins with: another matter of the hamlet in a meeting, or the election of its head. */
export function emptyForm(kind: 'decision' | 'election', hamletKeys: readonly string[]): DecisionForm {
  const [hamletKey = ''] = hamletKeys;
  return {
    item: kind === 'election' ? 4 : 6,
    scope: 'hamlet',
    hamletKeys: hamletKey === '' ? [] : [hamletKey],
    way: 'meeting',
    meetingVote: kind === 'election' ? 'ballot' : 'hands',
    style: kind === 'election' ? 'election' : 'agreement',
    title: '',
    summary: '',
    text: '',
    question: '',
    alternatives: [],
    candidates: [],
    candidateMeeting: noCandidateMeeting,
    seats: '1',
    papers: [],
    meetings: [],
    team: [],
    steps: noSteps,
    opensDay: '',
    opensTime: '07:00',
    closesDay: '',
    closesTime: '17:00',
  };
}

export const instantOf = (day: string, time: string): string | null =>
  isDay(day) && time !== '' ? new Date(`${day}T${time}:00+07:00`).toISOString() : null;
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

export function formOf({ draft }: Pick<DeskDecision, 'draft'>): DecisionForm {
  const opens = draft.opensAt === null ? null : inVietnam(new Date(draft.opensAt));
  const closes = draft.closesAt === null ? null : inVietnam(new Date(draft.closesAt));
  return {
    ...draft,
    meetingVote: draft.meetingVote ?? 'hands',
    alternatives: draft.alternatives.map((one) => ({ ...one })),
    candidates: draft.candidates.map((one) => ({ ...one, birthYear: one.birthYear === null ? '' : String(one.birthYear) })),
    candidateMeeting:
      draft.candidateMeeting === null
        ? noCandidateMeeting
        : {
            ...draft.candidateMeeting,
            present: String(draft.candidateMeeting.present),
            invited: draft.candidateMeeting.invited === null ? '' : String(draft.candidateMeeting.invited),
          },
    seats: String(draft.seats),
    papers: draft.papers.map((one) => ({ ...one, kind: 'document', bytes: 0 })),
    meetings: draft.meetings.map((one) => ({
      ...one,
      presiding: one.presiding ?? '',
      secretary: one.secretary ?? '',
      startedAt: one.startedAt ?? '',
      endedAt: one.endedAt ?? '',
    })),
    steps: {
      ...noSteps,
      ...Object.fromEntries(Object.entries(draft.steps).map(([key, value]) => [key, value ?? ''])),
      failedMeetingAttended: draft.steps.failedMeetingAttended === null ? '' : String(draft.steps.failedMeetingAttended),
    },
    opensDay: opens?.day ?? '',
    opensTime: opens?.time ?? '07:00',
    closesDay: closes?.day ?? '',
    closesTime: closes?.time ?? '17:00',
  };
}

const meetingOf = (one: FormMeeting): Meeting => ({
  key: one.key,
  hamletKey: one.hamletKey,
  label: one.label.trim(),
  day: one.day,
  time: one.time,
  place: one.place.trim(),
  presiding: orNull(one.presiding),
  secretary: orNull(one.secretary),
  startedAt: orNull(one.startedAt),
  endedAt: orNull(one.endedAt),
  discussion: one.discussion,
});

const candidateMeetingOf = (one: FormCandidateMeeting): CandidateMeeting => ({
  term: one.term.trim(),
  day: one.day,
  startedAt: one.startedAt,
  endedAt: one.endedAt,
  place: one.place.trim(),
  presiding: one.presiding.trim(),
  secretary: one.secretary.trim(),
  present: Number(one.present),
  invited: one.invited.trim() === '' ? null : Number(one.invited),
  discussion: one.discussion.trim(),
});

/** The steps as sent: only those this way of deciding asks for, so that a date typed for another way is not kept. */
function stepsOf(form: DecisionForm): DecisionSteps {
  const asked = new Set<StepKey>(askedSteps(form));
  const day = (key: StepKey) => (asked.has(key) ? orNull(form.steps[key]) : null);
  const attended = orNull(form.steps.failedMeetingAttended);
  return {
    reportedOn: day('reportedOn'),
    reportNumber: asked.has('reportedOn') ? form.steps.reportNumber.trim() : '',
    noticeOn: day('noticeOn'),
    noticeChannels: form.steps.noticeChannels,
    noticePosted: form.steps.noticePosted,
    documentsOn: day('documentsOn'),
    planOn: day('planOn'),
    planSentOn: day('planSentOn'),
    clusterPlanOn: day('clusterPlanOn'),
    communeBallotOn: day('communeBallotOn'),
    failedMeetingOn: day('failedMeetingOn'),
    failedMeetingAttended: asked.has('failedMeetingOn') && attended !== null ? Number(attended) : null,
    draftPostedOn: day('draftPostedOn'),
    electionPlanOn: day('electionPlanOn'),
    electionTeamOn: day('electionTeamOn'),
    listPostedOn: day('listPostedOn'),
    candidatesSentOn: day('candidatesSentOn'),
  };
}

const teamOf = (form: DecisionForm): TeamMember[] => form.team.map((one) => ({ ...one, name: one.name.trim() }));

/** What is sent to the API; what belongs to another way or style is left behind. */
export function draftOf(form: DecisionForm): DecisionDraft {
  const isMeeting = form.way === 'meeting';
  return {
    item: form.item,
    scope: form.scope,
    hamletKeys: form.scope === 'hamlet' ? form.hamletKeys.slice(0, 1) : [],
    way: form.way,
    meetingVote: isMeeting ? form.meetingVote : null,
    style: form.style,
    title: form.title.trim(),
    summary: form.summary.trim(),
    text: form.text.trim(),
    question: form.question.trim(),
    alternatives:
      form.style === 'alternatives'
        ? form.alternatives.map(({ key, label, detail }) => ({ key, label: label.trim(), detail: detail.trim() }))
        : [],
    candidates:
      form.style === 'election'
        ? form.candidates.map(({ key, name, birthYear, detail, eligible }) => ({
            key,
            name: name.trim(),
            birthYear: birthYear.trim() === '' ? null : Number(birthYear),
            detail: detail.trim(),
            eligible,
          }))
        : [],
    candidateMeeting: electsHead(form) && isWritten(form.candidateMeeting) ? candidateMeetingOf(form.candidateMeeting) : null,
    seats: form.style === 'election' ? Number(form.seats) : 1,
    papers: form.papers.map(({ fileId, label }) => ({ fileId, label: label.trim() })),
    meetings: isMeeting ? form.meetings.map(meetingOf) : [],
    team: teamOf(form),
    steps: stepsOf(form),
    opensAt: isMeeting ? null : instantOf(form.opensDay, form.opensTime),
    closesAt: isMeeting ? null : instantOf(form.closesDay, form.closesTime),
  };
}

/** Once it is announced only what is done afterwards changes; all else goes back as it came. */
export function laterDraftOf(before: DecisionDraft, form: DecisionForm): DecisionDraft {
  return {
    ...before,
    meetings: before.way === 'meeting' ? form.meetings.map(meetingOf) : before.meetings,
    team: teamOf(form),
    steps: stepsOf(form),
  };
}

/** The first key of a kind that none of the list carries: c1, c2, … A key printed on a ballot is never given to another. */
export function newKey(letter: string, taken: readonly { key: string }[]): string {
  const highest = Math.max(0, ...taken.map(({ key }) => (key.startsWith(letter) && /^\d+$/.test(key.slice(1)) ? Number(key.slice(1)) : 0)));
  return `${letter}${highest + 1}`;
}

/** As many as the API takes. */
export const mostMeetings = 40;

/** With a meeting more for each of so many hamlets that have none yet, on the day and at the hour of the last; where every hamlet has one, it is for a cluster. */
export function withMeetings(
  meetings: readonly FormMeeting[],
  hamlets: readonly { key: string; name: string }[],
  count: number,
): FormMeeting[] {
  const without = hamlets.filter(({ key }) => !meetings.some(({ hamletKey }) => hamletKey === key)).slice(0, count);
  const last = meetings.at(-1);
  const next = [...meetings];
  const push = (hamletKey: string, label: string, place: string) =>
    next.push({
      key: newKey('h', next),
      hamletKey,
      label,
      day: last?.day ?? '',
      time: last?.time ?? '19:30',
      place,
      presiding: '',
      secretary: '',
      startedAt: '',
      endedAt: '',
      discussion: '',
    });
  for (const { key, name } of without) push(key, 'Cả xóm', count > 1 ? `Nhà văn hóa ${name}` : '');
  if (without.length === 0) push(last?.hamletKey ?? hamlets[0]?.key ?? '', '', '');
  return next.slice(0, mostMeetings);
}

/** After another item or way was chosen: a style the law does not allow there gives way to plain agreement. */
export function withChoice(form: DecisionForm, part: Partial<DecisionForm>): DecisionForm {
  const next = { ...form, ...part };
  if (next.item > 2) next.scope = 'hamlet';
  if (next.way === 'online' && next.item !== 6) next.way = 'meeting';
  if (styleRefusal(next.item, next.way, next.style) !== null) next.style = 'agreement';
  return next;
}

export type FormOptions = {
  agreement: readonly { key: string; label: string }[];
  none: { key: string; label: string };
  noCandidate: { key: string; label: string };
};

/** The options as they will stand on the ballot. */
export function optionsOf(form: DecisionForm, fixed: FormOptions): DecisionOption[] {
  const plain = ({ key, label }: { key: string; label: string }) => ({ key, label, detail: null });
  if (form.style === 'agreement') return fixed.agreement.map(plain);
  if (form.style === 'alternatives')
    return [
      ...form.alternatives.map(({ key, label, detail }) => ({ key, label: label || 'Phương án…', detail: orNull(detail) })),
      plain(fixed.none),
    ];
  return [
    ...form.candidates.map(({ key, name, birthYear, detail }) => ({
      key,
      label: name || 'Người ứng cử…',
      detail: [birthYear === '' ? '' : `Sinh năm ${birthYear}`, detail].filter((part) => part.trim() !== '').join('. ') || null,
    })),
    plain(fixed.noCandidate),
  ];
}
