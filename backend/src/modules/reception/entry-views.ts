import type { AnswerKind, ReceptionOutcome, ReceptionPromise } from '../../contracts/reception.js';
import type { ReceptionEntry, ReceptionEntryRow, ReceptionFields } from '../../contracts/reception-register.js';
import { workingDaysLate } from '../../domain/reception-days.js';
import type { PublicCalendar } from '../../domain/working-days.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { EntryRecord } from './register.store.js';

type Written = { officerId: string; by: string; at: string };
export type KeptAnswer = Written & {
  kind: AnswerKind;
  reason: string;
  forwardedTo: string;
  until: string | null;
  correction: string | null;
};
export type KeptMinutes = Written & { said: string; promises: ReceptionPromise[] };

/** Everything that was written in a line, as it lies under the seal. */
export type Kept = {
  /** Kind, people and whom it is about stand beside the seal as well, for lists and clocks. */
  fields: ReceptionFields;
  answers: KeptAnswer[];
  minutes: KeptMinutes | null;
  corrections: (Written & {
    reason: string;
    before: { part: 'fields'; fields: ReceptionFields } | { part: 'minutes'; said: string; promises: ReceptionPromise[] };
  })[];
};

/** What stands in the place of a line no key opens any more. */
export const unreadable: Kept = {
  fields: {
    name: 'Không mở được dòng này nữa',
    address: '',
    identityNumber: '',
    content: '',
    kind: 'reflection',
    people: 1,
    settledBy: '',
    competent: null,
    guidance: '',
    acceptedBy: '',
    result: '',
    note: '',
    refusal: null,
    complainedOfficerIds: [],
  },
  answers: [],
  minutes: null,
  corrections: [],
};

export const numberOf = ({ sequence, year }: Pick<EntryRecord, 'sequence' | 'year'>): string => `${sequence}/${year}`;

/**
 * A denunciation is for its handler and the chairman; nobody complained of reads what complains of them (Luật Tố cáo 25/2018/QH14 Art. 8, 9, 47).
 */
export function isSecretFor(entry: Pick<EntryRecord, 'kind' | 'handler' | 'complainedOfficerIds'>, who: OfficerIdentity): boolean {
  if (entry.complainedOfficerIds.includes(who.officerId)) return true;
  return entry.kind === 'denunciation' && entry.handler.officerId !== who.officerId && !who.roles.includes('chairman');
}

export function answerStateOf({ clock, answer }: Pick<EntryRecord, 'clock' | 'answer'>): ReceptionEntryRow['state'] {
  if (clock === 'none') return 'none';
  if (answer === null) return 'waiting';
  return answer === 'extended' ? 'extended' : 'answered';
}

const snippetLength = 160;

type Day = { today: string; calendar: PublicCalendar };

/** A line as lists show it; without a word of what the law keeps from who asks. */
export function entryRow(entry: EntryRecord, kept: Kept, who: OfficerIdentity, { today, calendar }: Day): ReceptionEntryRow {
  const secret = isSecretFor(entry, who);
  const state = answerStateOf(entry);
  const open = state === 'waiting' || state === 'extended';
  return {
    id: entry.id,
    number: numberOf(entry),
    day: entry.day,
    secret,
    kind: secret ? null : entry.kind,
    name: secret ? '' : kept.fields.name,
    content: secret ? '' : kept.fields.content.replaceAll('\n', ' ').slice(0, snippetLength),
    people: secret ? null : entry.people,
    refused: !secret && kept.fields.refusal !== null,
    state,
    answer: secret ? null : entry.answer,
    dueOn: entry.dueOn,
    lateDays: open && entry.dueOn !== null ? workingDaysLate(entry.dueOn, today, calendar) : 0,
    escalated: entry.escalatedFor !== null && entry.escalatedFor === entry.dueOn,
    handlerName: entry.handler.name,
    openPromises: secret ? 0 : entry.openPromises,
  };
}

export function wholeEntry(entry: EntryRecord, kept: Kept, who: OfficerIdentity, day: Day): ReceptionEntry {
  return {
    ...entryRow(entry, kept, who, day),
    revision: entry.revision,
    sessionId: entry.sessionId,
    fields: kept.fields,
    booked: entry.bookingId !== null,
    clock: entry.clock,
    answers: kept.answers.map(({ officerId: _officerId, ...answer }) => answer),
    minutes: kept.minutes && { said: kept.minutes.said, promises: kept.minutes.promises, by: kept.minutes.by, at: kept.minutes.at },
    corrections: kept.corrections.map(({ officerId: _officerId, ...correction }) => correction),
  };
}

/** What the person who booked reads; a denunciation stays off the phone, which may lie on a table. */
export function outcomeFor(entry: EntryRecord, kept: Kept): ReceptionOutcome {
  const secret = entry.kind === 'denunciation';
  const state = answerStateOf(entry);
  return {
    number: numberOf(entry),
    secret,
    dueOn: secret || (state !== 'waiting' && state !== 'extended') ? null : entry.dueOn,
    answers: secret
      ? []
      : kept.answers
          .filter((_answer, place) => kept.answers[place + 1]?.correction == null)
          .map(({ kind, at, reason, forwardedTo, until }) => ({ kind, at, reason, forwardedTo, until })),
    said: secret ? null : (kept.minutes?.said ?? null),
    promises: secret ? [] : (kept.minutes?.promises ?? []),
  };
}
