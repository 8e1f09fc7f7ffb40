import { decisionItems } from '../../contracts/decisions.js';
import type {
  DeskInitiative,
  DeskInitiativeRow,
  Initiative,
  InitiativeProgress,
  InitiativeRow,
  InitiativeState,
  SigningHousehold,
} from '../../contracts/initiatives.js';
import { assentCounts, assentUntil } from '../../domain/initiatives.js';
import { nextWorkingDay, type PublicCalendar } from '../../domain/working-days.js';
import type { AssentRecord } from './assents.store.js';
import type { InitiativeRecord } from './initiatives.store.js';

export type OwnHousehold = {
  household: { id: string; code: string; hamletKey: string; hamletName: string; representativeName: string | null };
  isRepresentative: boolean;
};

/** Read by everybody; the others only by who proposed and who checks. */
export const publicStates: readonly InitiativeState[] = ['collecting', 'reached', 'forwarded', 'declined', 'lapsed'];
export const isPublic = ({ state }: Pick<InitiativeRecord, 'state'>): boolean => publicStates.includes(state);
export const isOpen = ({ state }: Pick<InitiativeRecord, 'state'>): boolean => state === 'collecting' || state === 'reached';

export const nameIn = (hamletNames: ReadonlyMap<string, string>, { scope, hamletKey }: InitiativeRecord): string | null =>
  scope === 'commune' ? null : (hamletNames.get(hamletKey) ?? hamletKey);

export function rowOf(
  record: InitiativeRecord,
  {
    residentId,
    hamletNames,
    progress,
    signed,
  }: {
    residentId: string;
    hamletNames: ReadonlyMap<string, string>;
    progress: InitiativeProgress | undefined;
    signed: boolean;
  },
): InitiativeRow {
  const mine = record.proposer.residentId === residentId;
  return {
    id: record.id,
    title: (mine ? record.words : record.shown).title,
    scope: record.scope,
    hamletName: nameIn(hamletNames, record),
    state: record.state,
    mine,
    progress: progress ?? null,
    until: record.until,
    signed,
  };
}

/** What a household can do with an initiative. */
export function signingHousehold(
  record: InitiativeRecord,
  own: OwnHousehold | null,
  assent: AssentRecord | undefined,
  today: string,
): SigningHousehold {
  if (own === null) return { state: 'none' };
  const { code, hamletKey, hamletName, representativeName } = own.household;
  if (record.scope === 'hamlet' && hamletKey !== record.hamletKey) return { state: 'elsewhere', code, hamletName };
  if (!own.isRepresentative) return { state: 'not_representative', code, representativeName, signed: assent !== undefined };
  if (assent === undefined) return { state: 'may_sign', code };
  const { way, givenOn } = assent;
  const counts = assentCounts(givenOn, today) || (record.reached !== null && assentCounts(givenOn, record.reached.on));
  return { state: 'signed', code, way, givenOn, until: assentUntil(givenOn), counts };
}

const itemOf = (number: InitiativeRecord['item']) => decisionItems.find(({ item }) => item === number) ?? null;

export function initiativeOf(record: InitiativeRecord, row: InitiativeRow, household: SigningHousehold): Initiative {
  const { title: _title, ...words } = row.mine ? record.words : record.shown;
  const { check, support, answer } = record;
  return {
    ...row,
    ...words,
    item: itemOf(record.item ?? record.saidItem),
    proposerName: record.proposer.name,
    submittedOn: record.submittedOn,
    checkBy: record.state === 'submitted' ? record.dueOn : null,
    refusal: row.mine && record.state === 'refused' && check !== null ? { on: check.on, reason: check.reason ?? '' } : null,
    admittedOn: check?.admitted ? check.on : null,
    support: support && { by: support.name, on: support.on, reason: support.reason },
    reachedOn: record.reached?.on ?? null,
    answerBy: record.state === 'reached' ? record.dueOn : null,
    answer: answerOf(answer),
    household,
  };
}

const answerOf = (answer: InitiativeRecord['answer']) =>
  answer && {
    kind: answer.kind,
    by: answer.name,
    on: answer.on,
    words: answer.words,
    meetingOn: answer.meetingOn,
    decisionId: answer.decisionId,
  };

/** Working days after the due day, today included. */
function lateBy(dueOn: string | null, today: string, calendar: PublicCalendar): number {
  let late = 0;
  if (dueOn !== null) for (let day = nextWorkingDay(dueOn, calendar); day <= today; day = nextWorkingDay(day, calendar)) late += 1;
  return late;
}

type DeskView = {
  hamletNames: ReadonlyMap<string, string>;
  progress: InitiativeProgress | undefined;
  calendar: PublicCalendar;
  today: string;
};

export function deskRowOf(record: InitiativeRecord, { hamletNames, progress, calendar, today }: DeskView): DeskInitiativeRow {
  return {
    id: record.id,
    title: record.shown.title,
    scope: record.scope,
    hamletName: nameIn(hamletNames, record),
    state: record.state,
    proposerName: record.proposer.name,
    submittedOn: record.submittedOn,
    dueOn: record.dueOn,
    lateBy: record.state === 'collecting' ? 0 : lateBy(record.dueOn, today, calendar),
    progress: progress ?? null,
  };
}

export function deskInitiativeOf(
  record: InitiativeRecord,
  view: DeskView,
  { readsAll, may }: { readsAll: boolean; may: DeskInitiative['may'] },
): DeskInitiative {
  const { check, support } = record;
  return {
    ...deskRowOf(record, view),
    words: readsAll ? record.words : record.shown,
    shown: record.shown,
    householdCode: readsAll ? record.proposer.householdCode : null,
    saidItem: record.saidItem,
    item: record.item,
    signs: record.signs,
    check: check && { by: check.name, at: check.at.toISOString(), admitted: check.admitted, reason: check.reason },
    until: record.until,
    support: support && { by: support.name, on: support.on, reason: support.reason },
    reachedOn: record.reached?.on ?? null,
    answer: answerOf(record.answer),
    may,
  };
}
