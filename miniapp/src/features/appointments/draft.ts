import type { bookAppointment, homeVisitReasons, relations, WaitingEntry } from 'backend/contracts/appointments';
import type { RequestOf } from 'backend/contracts/endpoint';
import { type Way, ways } from 'backend/contracts/procedures';
import { forget, remember, remembered } from '../../storage.js';

type Relation = (typeof relations)[number];
type HomeVisitReason = (typeof homeVisitReasons)[number];
type Hold = { id: string; expiresAt: string };
type BookBody = RequestOf<typeof bookAppointment>['body'];

/** Everything filled in so far for one procedure. Kept on the phone at each change, so nothing is lost by going back, closing, or losing the network. */
export type Draft = {
  code: string;
  way: Way | null;
  date: string | null;
  start: string | null;
  hold: Hold | null;
  relation: Relation;
  /** The name of the person who comes; for oneself only used when Zalo did not tell it. */
  name: string;
  phone: string;
  visitReason: HomeVisitReason | null;
  visitAddress: string;
  visitNote: string;
  /** The key of the last request sent and the body it stood for: the same form keeps its key, a changed form gets a new one. */
  sent: { key: string; body: string } | null;
  savedAt: number;
};

/** How long an untouched draft is kept, in milliseconds. */
const draftLife = 7 * 24 * 3_600_000;

/** A form nobody has touched. */
export function emptyDraft(code: string): Draft {
  return {
    code,
    way: null,
    date: null,
    start: null,
    hold: null,
    relation: 'self',
    name: '',
    phone: '',
    visitReason: null,
    visitAddress: '',
    visitNote: '',
    sent: null,
    savedAt: 0,
  };
}

/** The form of somebody who takes an offered place: way, day and time are given, the place is already kept. */
export function draftFromOffer(entry: WaitingEntry, offer: NonNullable<WaitingEntry['offer']>, now: number): Draft {
  return {
    ...loadDraft(entry.code, now),
    way: entry.way,
    date: entry.date,
    start: offer.start,
    hold: { id: offer.holdId, expiresAt: offer.expiresAt },
  };
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const kept = value as Partial<Draft>;
  return (
    typeof kept.code === 'string' &&
    typeof kept.savedAt === 'number' &&
    typeof kept.name === 'string' &&
    typeof kept.phone === 'string' &&
    (kept.way === null || (ways as readonly unknown[]).includes(kept.way))
  );
}

/** The kept draft of a procedure, or an empty one when there is none or it is older than a week. */
export function loadDraft(code: string, now: number): Draft {
  const kept = remembered(`draft.${code}`);
  return isDraft(kept) && now - kept.savedAt < draftLife ? { ...emptyDraft(code), ...kept, code } : emptyDraft(code);
}

/** Keeps a draft on the phone. */
export function keepDraft(draft: Draft): void {
  remember(`draft.${draft.code}`, { ...draft, savedAt: Date.now() });
}

/** Forgets the draft of a procedure: it has become an appointment. */
export function dropDraft(code: string): void {
  forget(`draft.${code}`);
}

/** True once a day and a time are chosen. */
export function hasSlot(draft: Draft): draft is Draft & { way: Way; date: string; start: string } {
  return draft.way !== null && draft.date !== null && draft.start !== null;
}

/** What still keeps the form from being sent, keyed as the server keys it (`body.person.name`). */
export function faultsOf(draft: Draft, nameKnown: boolean): Record<string, string> {
  const faults: Record<string, string> = {};
  if ((draft.relation !== 'self' || !nameKnown) && draft.name.trim().length < 2) {
    faults['body.person.name'] = draft.relation === 'self' ? 'Xin gõ họ và tên của ông/bà.' : 'Xin gõ họ và tên người cần làm giấy tờ.';
  }
  if (/[<>]/.test(draft.name)) faults['body.person.name'] = 'Tên không dùng dấu < hoặc >.';
  const digits = draft.phone.replace(/\D/g, '');
  if (draft.phone.trim() !== '' && (digits.length < 8 || digits.length > 12)) {
    faults['body.phone'] = 'Số điện thoại chưa đúng. Xin gõ lại, ví dụ 0912 345 678, hoặc để trống.';
  }
  if (draft.way === 'home') {
    if (draft.visitReason === null) faults['body.homeVisit.reason'] = 'Xin chọn lý do cần phục vụ tại nhà.';
    if (draft.visitAddress.trim().length < 5) faults['body.homeVisit.address'] = 'Xin ghi xóm và chỗ dễ tìm, ít nhất vài chữ.';
  }
  return faults;
}

/** The booking request of a filled form; null while no time is chosen. Text goes in NFC, as the server counts letters. */
export function bookingOf(draft: Draft, { evenIfDuplicate = false, withHold = true } = {}): BookBody | null {
  if (!hasSlot(draft)) return null;
  const name = tidy(draft.name);
  const note = tidy(draft.visitNote);
  return {
    code: draft.code,
    way: draft.way,
    date: draft.date,
    start: draft.start,
    ...(withHold && draft.hold !== null ? { holdId: draft.hold.id } : {}),
    person: draft.relation === 'self' ? { relation: 'self', ...(name === '' ? {} : { name }) } : { relation: draft.relation, name },
    ...(draft.phone.trim() === '' ? {} : { phone: draft.phone.trim() }),
    ...(draft.way === 'home' && draft.visitReason !== null
      ? { homeVisit: { reason: draft.visitReason, address: tidy(draft.visitAddress), ...(note === '' ? {} : { note }) } }
      : {}),
    ...(evenIfDuplicate ? { evenIfDuplicate: true } : {}),
  };
}

/** The draft with the key under which this body may be sent again and again: unchanged while the body is. */
export function withKey(draft: Draft, body: BookBody, newKey: () => string): Draft & { sent: { key: string; body: string } } {
  const text = JSON.stringify(body);
  return { ...draft, sent: draft.sent?.body === text ? draft.sent : { key: newKey(), body: text } };
}

function tidy(text: string): string {
  return text.normalize('NFC').trim();
}
