import type { RequestOf } from 'backend/contracts/endpoint';
import { legalSigns } from 'backend/contracts/legal-signs';
import { type bookReception, mostPeople } from 'backend/contracts/reception';
import { forget, remember, remembered } from '../../storage.js';

export type BookReceptionBody = RequestOf<typeof bookReception>['body'];

/** What is filled in to see the leader in one session. Kept on the phone at each change. */
export type ReceptionDraft = {
  name: string;
  address: string;
  phone: string;
  topic: string;
  people: string;
  /** The key of the last request sent and the body it stood for: the same form keeps its key, a changed one gets a new one. */
  sent: { key: string; body: string } | null;
  savedAt: number;
};

/** How long an untouched draft is kept, in milliseconds. */
const draftLife = 14 * 24 * 3_600_000;
const keyOf = (sessionId: string) => `reception.${sessionId}`;

export const emptyReceptionDraft: ReceptionDraft = { name: '', address: '', phone: '', topic: '', people: '1', sent: null, savedAt: 0 };

const texts = ['name', 'address', 'phone', 'topic', 'people'] as const;
function isDraft(value: unknown): value is ReceptionDraft {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return texts.every((name) => typeof fields[name] === 'string') && typeof fields.savedAt === 'number';
}

/** The kept draft of a session, or an empty one. */
export function loadReceptionDraft(sessionId: string, now: number): ReceptionDraft {
  const kept = remembered(keyOf(sessionId));
  return isDraft(kept) && now - kept.savedAt < draftLife ? { ...emptyReceptionDraft, ...kept } : emptyReceptionDraft;
}

/** True for what is plainly a denunciation: it may only be said in person or filed in writing (Luật Tố cáo 25/2018/QH14 Art. 22). */
export function isDenunciation(text: string): boolean {
  return legalSigns(text).some(({ kind, certainty }) => kind === 'denunciation' && certainty === 'clear');
}

/** Keeps a draft on the phone; a denunciation is not left lying there either. */
export function keepReceptionDraft(sessionId: string, draft: ReceptionDraft, now: number): void {
  remember(keyOf(sessionId), { ...draft, topic: isDenunciation(draft.topic) ? '' : draft.topic, savedAt: now });
}

export function dropReceptionDraft(sessionId: string): void {
  forget(keyOf(sessionId));
}

const tidy = (text: string): string => text.normalize('NFC').trim();

/** How many come, as far as what was typed is a number; null otherwise. */
export function peopleOf(draft: Pick<ReceptionDraft, 'people'>): number | null {
  const typed = draft.people.trim();
  return /^\d{1,6}$/.test(typed) && Number(typed) >= 1 ? Number(typed) : null;
}

/** What still keeps the form from being sent, keyed as the server keys it. */
export function receptionFaults(draft: ReceptionDraft): Record<string, string> {
  const faults: Record<string, string> = {};
  const people = peopleOf(draft);
  if (tidy(draft.name).length < 2) faults['body.name'] = 'Xin gõ họ và tên.';
  if (tidy(draft.address).length < 5) faults['body.address'] = 'Xin ghi xóm, xã nơi ở.';
  for (const field of ['name', 'address', 'topic'] as const)
    if (/[<>]/.test(draft[field])) faults[`body.${field}`] = 'Xin không dùng dấu < hoặc >.';
  const digits = draft.phone.replace(/\D/g, '');
  if (draft.phone.trim() !== '' && (digits.length < 8 || digits.length > 12))
    faults['body.phone'] = 'Số điện thoại chưa đúng. Xin gõ lại, ví dụ 0912 345 678, hoặc để trống.';
  if (tidy(draft.topic).length < 5) faults['body.topic'] = 'Xin ghi vài chữ về việc muốn trình bày.';
  if (people === null || people > mostPeople) faults['body.people'] = `Xin ghi số người cùng đến, từ 1 đến ${mostPeople}.`;
  return faults;
}

/** The request of a filled form. Text goes in NFC, as the server counts letters. */
export function receptionBodyOf(draft: ReceptionDraft): BookReceptionBody {
  return {
    name: tidy(draft.name),
    address: tidy(draft.address),
    phone: draft.phone.trim() === '' ? null : draft.phone.trim(),
    topic: tidy(draft.topic),
    people: peopleOf(draft) ?? 1,
  };
}

/** The draft with the key under which this body may be sent again and again. */
export function withReceptionKey(
  draft: ReceptionDraft,
  body: BookReceptionBody,
  newKey: () => string,
): ReceptionDraft & { sent: { key: string; body: string } } {
  const text = JSON.stringify(body);
  return { ...draft, sent: draft.sent?.body === text ? draft.sent : { key: newKey(), body: text } };
}
