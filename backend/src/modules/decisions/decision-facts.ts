import type { Meeting, TeamMember } from '../../contracts/decisions-desk.js';
import type { DecisionFacts } from '../../domain/decision-facts.js';
import { neededOf, ruleText, thresholdArticle, thresholdOf } from '../../domain/decision-tally.js';
import { optionsOf } from '../../domain/decision-vote.js';
import type { RollCounts, RollRecord } from './decision-roll.store.js';
import type { DecisionRecord } from './decisions.store.js';

export type PaperContext = {
  commune: DecisionFacts['commune'];
  day: string;
  hamletNames: ReadonlyMap<string, string>;
  hamletHead: string | null;
  frontHead: string | null;
};

const roleOf = ({ capacities, head }: TeamMember): string => {
  const names = {
    front: 'đại diện Mặt trận',
    hamlet: 'đại diện xóm',
    household: 'đại diện hộ gia đình',
    technician: 'người phụ trách kỹ thuật',
  };
  return [head ? 'tổ trưởng' : '', ...capacities.map((capacity) => names[capacity])].filter(Boolean).join(', ');
};

const blank = '…………';

/** How the meeting went, as far as it was written down. */
function meetingOf({ draft, result }: DecisionRecord, meeting: Meeting | undefined): DecisionFacts['meeting'] {
  if (meeting === undefined || result === null) return null;
  const { day, time, startedAt, endedAt, place, presiding, secretary, discussion } = meeting;
  return {
    day,
    startedAt: startedAt ?? time,
    endedAt: endedAt ?? startedAt ?? time,
    place,
    presiding: { name: presiding ?? blank, title: null },
    secretary: { name: secretary ?? blank, title: null },
    guests: null,
    discussion: discussion === '' ? null : discussion,
    vote: draft.meetingVote === 'hands' ? 'hands' : 'ballots',
  };
}

/** What the papers need to know of a decision; numbers only once two persons have closed it. */
export function factsOf(
  decision: DecisionRecord,
  parts: { register: readonly RollCounts[]; voters: readonly RollRecord[]; hamletKey: string | null },
  context: PaperContext,
): DecisionFacts {
  const { draft, result, closing } = decision;
  const { register, voters, hamletKey } = parts;
  const name = (key: string) => context.hamletNames.get(key) ?? key;
  const sizes = decision.households.filter((one) => hamletKey === null || one.hamletKey === hamletKey);
  const households = sizes.reduce((sum, { count }) => sum + count, 0);
  const threshold = thresholdOf(draft.item);
  const hamlets = sizes.map(({ hamletKey: key, count }): DecisionFacts['hamlets'][number] => {
    const row = register.find((one) => one.hamletKey === key);
    const found = result?.hamlets.find((one) => one.hamletKey === key);
    return {
      key,
      name: name(key),
      households: count,
      representativesPresent: row?.attended ?? 0,
      ballotsIssued: row?.issued ?? 0,
      ballotsReturned: row?.returned ?? 0,
      votes: Object.fromEntries((found?.votes ?? []).map((vote) => [vote.key, vote.count])),
      invalid: found?.invalid ?? 0,
      needed: draft.style === 'election' ? null : neededOf(threshold, count),
      passed: found?.passed ?? (decision.hamletKeys.length === 1 && result ? result.outcome === 'passed' : null),
    };
  });
  /** Of a decision of the whole commune, one hamlet alone: it agrees or not, and decides nothing by itself. */
  const one = draft.scope === 'commune' && hamletKey !== null ? (hamlets[0] ?? null) : null;
  const total = (key: string) => hamlets.reduce((sum, { votes }) => sum + (votes[key] ?? 0), 0);
  const meetings = draft.meetings.filter((meeting) => hamletKey === null || meeting.hamletKey === hamletKey);
  return {
    commune: context.commune,
    day: context.day,
    number: decision.number,
    title: draft.title,
    content: [draft.summary, draft.text, draft.question].filter((text) => text.trim() !== '').join('\n'),
    item: draft.item,
    scope: draft.scope,
    way: draft.way,
    style: draft.style,
    seats: draft.style === 'election' ? draft.seats : null,
    hamlets,
    options: optionsOf(draft).map(({ key, label, detail }) => ({
      key,
      label,
      detail,
      total: total(key),
      ...(draft.style === 'election' && { elected: result?.options.find((option) => option.key === key)?.chosen ?? false }),
    })),
    // They are kept without their hamlets: of several they stand in the paper of all.
    otherOpinions: one === null ? (result?.otherOpinions ?? []) : [],
    invalid: hamlets.reduce((sum, { invalid }) => sum + invalid, 0),
    households,
    needed: draft.scope === 'commune' && hamletKey === null ? neededOf('two_thirds', sizes.length) : neededOf(threshold, households),
    rule: ruleText(draft, households, decision.households.length),
    article: thresholdArticle(draft.item),
    outcome: result === null ? null : one === null ? result.outcome : one.passed === true ? 'passed' : 'not_passed',
    conclusion: '',
    openedAt: decision.openedAt,
    closedAt: decision.endedAt,
    meeting: draft.way === 'meeting' ? meetingOf(decision, meetings[0]) : null,
    team: draft.team
      .toSorted((one, other) => Number(other.head) - Number(one.head))
      .map((member) => ({ name: member.name, role: roleOf(member) })),
    witnesses: closing?.witnesses ?? [],
    closers: [closing?.first, closing?.second].flatMap((signature) =>
      signature ? [{ name: signature.name, title: signature.title ?? '' }] : [],
    ),
    frontHead: context.frontHead,
    hamletHead: context.hamletHead,
    voters: voters.map(({ code, hamletKey: key, headName, representativeName, voted }) => ({
      code,
      hamletName: name(key),
      headName,
      representativeName,
      way: voted ?? 'meeting',
    })),
  };
}
