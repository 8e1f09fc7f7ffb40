import type { DecisionPaper, OwnHousehold } from '../../contracts/decisions.js';
import { decisionItems } from '../../contracts/decisions.js';
import type { CountState, DeskDecision, DeskDecisionRow, LegalCheck } from '../../contracts/decisions-desk.js';
import type { HouseholdCard } from '../../contracts/households.js';
import { effectiveDay, recognitionOf, runningClock, sendBy } from '../../domain/decision-clock.js';
import { mayAnnounce, mayOpen } from '../../domain/decision-legality.js';
import { neededOf, quorumOf, ruleText } from '../../domain/decision-tally.js';
import { optionsOf } from '../../domain/decision-vote.js';
import type { PublicCalendar } from '../../domain/working-days.js';
import type { RollCounts, RollRecord } from './decision-roll.store.js';
import type { DecisionRecord, Signature } from './decisions.store.js';

export type ViewContext = { today: string; calendar: PublicCalendar; hamletNames: ReadonlyMap<string, string> };

const signed = (signature: Signature | null) =>
  signature && { name: signature.name, title: signature.title, at: signature.at.toISOString() };
const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

export const itemName = (item: number): string => decisionItems[item - 1]?.name ?? '';

export const householdsOf = ({ households }: Pick<DecisionRecord, 'households'>): number =>
  households.reduce((sum, { count }) => sum + count, 0);

const byHands = ({ draft }: DecisionRecord): boolean => draft.way === 'meeting' && draft.meetingVote === 'hands';
const sumOf = (counts: readonly RollCounts[], read: (row: RollCounts) => number) => counts.reduce((sum, row) => sum + read(row), 0);

export function turnoutOf(decision: DecisionRecord, counts: readonly RollCounts[]): { tookPart: number; households: number } {
  if (decision.result) return { tookPart: decision.result.tookPart, households: decision.result.households };
  return {
    tookPart: sumOf(counts, (row) => (byHands(decision) ? row.attended : row.online + row.returned)),
    households: householdsOf(decision),
  };
}

export const rule = ({ draft, hamletKeys }: DecisionRecord, households: number): string => ruleText(draft, households, hamletKeys.length);

/** Whether something or somebody was chosen, be it that other seats stayed empty or tied; then recognition and effect follow. */
export const hasChosen = ({ result }: Pick<DecisionRecord, 'result'>): boolean => result?.options.some(({ chosen }) => chosen) === true;

/** What follows from the closing: clocks, recognition and the day from which it holds. */
function afterClosing(decision: DecisionRecord, { calendar, today }: ViewContext) {
  const { draft, result, closedOn, sentOn, answer, effectiveOn } = decision;
  if (closedOn === null || result === null) return { clock: null, sendBy: null, recognition: null, effectiveOn: null };
  const closed = { draft, passed: hasChosen(decision), closedOn, sentOn, answer, effectiveOn };
  return {
    clock: runningClock(closed, today, calendar),
    sendBy: sendBy(closedOn, calendar),
    recognition: recognitionOf(closed, calendar),
    effectiveOn: effectiveDay(closed),
  };
}

const namesOf = ({ hamletKeys }: DecisionRecord, { hamletNames }: ViewContext) => hamletKeys.map((key) => hamletNames.get(key) ?? key);

export function deskRowOf(decision: DecisionRecord, counts: readonly RollCounts[], context: ViewContext): DeskDecisionRow {
  const { id, number, draft, status } = decision;
  return {
    id,
    number,
    title: draft.title,
    item: draft.item,
    scope: draft.scope,
    way: draft.way,
    style: draft.style,
    hamletNames: namesOf(decision, context),
    status,
    opensAt: instant(decision.opensAt) ?? draft.opensAt,
    closesAt: instant(decision.closesAt) ?? draft.closesAt,
    turnout: turnoutOf(decision, counts),
    outcome: decision.result?.outcome ?? null,
    clock: afterClosing(decision, context).clock,
  };
}

export function deskDecisionOf(
  decision: DecisionRecord,
  parts: {
    register: readonly RollCounts[];
    counts: CountState[];
    checks: LegalCheck[];
    closingFaults: string[];
    papers: DecisionPaper[];
    households: number;
  },
  context: ViewContext,
): DeskDecision {
  const { register, counts, checks, closingFaults, papers, households } = parts;
  const { clock: _clock, ...after } = afterClosing(decision, context);
  const { closing, history } = decision;
  return {
    ...deskRowOf(decision, register, context),
    // A draft has no roll yet: how many it would be today.
    ...(decision.status === 'draft' && { turnout: { tookPart: 0, households } }),
    revision: decision.revision,
    draft: decision.draft,
    options: optionsOf(decision.draft),
    papers,
    proposedBy: signed(decision.proposedBy),
    frontAgreedBy: signed(decision.frontAgreedBy),
    checks,
    mayAnnounce: mayAnnounce(checks),
    mayOpen: mayOpen(checks),
    rule: rule(decision, households),
    consents:
      decision.draft.way === 'online' && decision.roll > 0
        ? {
            agreed: sumOf(register, (row) => row.agreed),
            disagreed: sumOf(register, (row) => row.disagreed),
            households,
            needed: neededOf('more_than_half', households),
          }
        : null,
    withoutRepresentative: sumOf(register, (row) => row.withoutRepresentative),
    quorum:
      decision.draft.way === 'meeting' && decision.roll > 0
        ? quorumOf(
            decision.draft.item,
            sumOf(register, (row) => row.attended),
            households,
          )
        : null,
    counts,
    closingFaults,
    closing: closing && {
      first: signed(closing.first) ?? { name: '', title: null, at: new Date(0).toISOString() },
      second: signed(closing.second),
      witnesses: closing.witnesses,
      explanation: closing.explanation,
    },
    // Nobody sees a number before two persons have closed it, whatever their role.
    result: decision.status === 'closed' ? decision.result : null,
    sentOn: decision.sentOn,
    ...after,
    disclosureId: decision.disclosureId,
    broadcastId: decision.broadcastIds[stageOf(decision)] ?? null,
    cancelledReason: decision.cancelledReason,
    history: history.toReversed().map(({ name, title, at, act, note }) => ({ name, title, at: at.toISOString(), act, note })),
  };
}

/** Stages of which households are told once each. */
export function stageOf({ status }: Pick<DecisionRecord, 'status'>): 'announced' | 'open' | 'closed' | 'none' {
  return status === 'announced' || status === 'open' || status === 'closed' ? status : 'none';
}

/** Consents asked and given; shown while they are asked for. */
export function consentsOf(decision: DecisionRecord, counts: readonly RollCounts[]) {
  if (decision.draft.way !== 'online' || decision.status !== 'announced') return null;
  const households = householdsOf(decision);
  return { agreed: sumOf(counts, (row) => row.agreed), households, needed: neededOf('more_than_half', households) };
}

export function ownHouseholdOf(
  decision: DecisionRecord,
  own: { household: HouseholdCard; isRepresentative: boolean } | null,
  row: RollRecord | null,
): OwnHousehold {
  if (own === null) return { state: 'none' };
  const { code } = own.household;
  if (row === null) return { state: 'elsewhere', code, hamletName: own.household.hamletName };
  if (row.voted !== null) return { state: 'voted', code, way: row.voted };
  if (byHands(decision) && row.meetingKey !== null) return { state: 'took_part', code };
  if (!['draft', 'announced', 'open'].includes(decision.status)) return { state: 'missed', code };
  if (!own.isRepresentative) return { state: 'not_representative', code, representativeName: own.household.representativeName };
  if (decision.status === 'open' && decision.draft.way === 'online') return { state: 'may_vote', code };
  if (decision.status === 'announced' && decision.draft.way === 'online')
    return { state: 'may_consent', code, consent: row.consent?.choice ?? null };
  return { state: 'waits', code };
}

export const residentAfter = afterClosing;
