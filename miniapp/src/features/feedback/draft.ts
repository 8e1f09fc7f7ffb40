import type { RequestOf } from 'backend/contracts/endpoint';
import {
  type ConfirmedSign,
  type fileAnonymousReport,
  type fileReport,
  type InformationWish,
  type Location,
  longestReport,
  type PrivacyLevel,
  type ReportKind,
} from 'backend/contracts/feedback';
import { forget, ownKey, remember, remembered, rememberedKeys } from '../../storage.js';

/** A person writes one report and one request for information at a time. */
export type DraftName = 'report' | 'information';

/** Everything filled in so far. Kept on the phone at each change, so nothing is lost by going back, closing, or losing the network. */
export type Draft = {
  name: DraftName;
  /** Under which its media are uploaded: 128 random bits. */
  mark: string;
  /** The `Idempotency-Key` of the whole draft, whatever is changed in it: the commune files one report under it. */
  key: string;
  categoryKey: string | null;
  /** As the category says, until the person says otherwise. */
  kind: ReportKind | null;
  text: string;
  /** Null: not chosen yet; the person's own hamlet is shown first. */
  hamletKey: string | null;
  landmark: string;
  location: Location | null;
  privacy: PrivacyLevel | null;
  /** The name shown or told, when it is not the one in the account. */
  shownName: string;
  wish: { name: string; address: string; form: InformationWish['form'] | null; purpose: string };
  confirmed: ConfirmedSign[];
  /** For which place, category and words the person saw what others reported, and said that theirs is another matter. */
  similarSeen: string | null;
  /** The person pressed "Gửi": it goes on its way as soon as it can. */
  queued: boolean;
  /** Requests of which nobody knows whether they arrived, the last first. */
  attempts: Filing[];
  savedAt: number;
};

export type ReportBody = RequestOf<typeof fileReport>['body'];
export type AnonymousBody = RequestOf<typeof fileAnonymousReport>['body'];
/** What is sent: with the session, or without. */
export type Filing = { anonymous: false; body: ReportBody } | { anonymous: true; body: AnonymousBody };

/** How long an untouched draft waits on the phone, in milliseconds. */
export const draftLife = 30 * 24 * 3_600_000;

/** 128 random bits, as the contract wants marks and keys. */
export function randomMark(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What tells this phone from others, for limits only. Reports without a name have a mark of their own, so that they cannot be laid beside those with one. */
export function deviceMark(anonymous: boolean): string {
  const key = anonymous ? 'device-unnamed' : 'device';
  const kept = remembered(key);
  if (typeof kept === 'string' && /^[0-9a-f]{32}$/.test(kept)) return kept;
  const mark = randomMark();
  remember(key, mark);
  return mark;
}

/** A draft nobody has touched. */
export function emptyDraft(name: DraftName): Draft {
  return {
    name,
    mark: randomMark(),
    key: randomMark(),
    categoryKey: null,
    kind: name === 'information' ? 'information_request' : null,
    text: '',
    hamletKey: null,
    landmark: '',
    location: null,
    privacy: name === 'information' ? 'officers_only' : null,
    shownName: '',
    wish: { name: '', address: '', form: null, purpose: '' },
    confirmed: [],
    similarSeen: null,
    queued: false,
    attempts: [],
    savedAt: 0,
  };
}

const keyOfDraft = (name: DraftName) => ownKey(`draft.${name}`);

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const kept = value as Partial<Draft>;
  return (
    typeof kept.mark === 'string' &&
    typeof kept.key === 'string' &&
    typeof kept.text === 'string' &&
    typeof kept.savedAt === 'number' &&
    Array.isArray(kept.attempts) &&
    Array.isArray(kept.confirmed)
  );
}

/** The kept draft of the person who holds the phone; null when there is none or it is too old. */
export function keptDraft(name: DraftName, now: number): Draft | null {
  const kept = remembered(keyOfDraft(name));
  return isDraft(kept) && now - kept.savedAt < draftLife ? { ...emptyDraft(name), ...kept, name } : null;
}

/** Keeps a draft on the phone. Words the law forbids us to keep are left out; who shows them has them in hand. */
export function keepDraft(draft: Draft, now: number, mayKeep: (text: string) => boolean): void {
  const allowed = mayKeep(wordsOf(draft));
  remember(keyOfDraft(draft.name), { ...draft, savedAt: now, ...(allowed ? {} : { text: '', landmark: '', attempts: [] }) });
}

/** All that the person wrote and the commune looks through for matters of another legal kind. */
export const wordsOf = ({ text, landmark }: Pick<Draft, 'text' | 'landmark'>): string => (landmark === '' ? text : `${text}\n${landmark}`);

/** Forgets a draft: it was sent, or the person does not want it any more. */
export function dropDraft(name: DraftName): void {
  forget(keyOfDraft(name));
}

/** Forgets drafts nobody came back to, whoever's they are. */
export function sweepDrafts(now: number): void {
  for (const key of rememberedKeys('of.').filter((one) => /\.(draft|answer)\.[^.]*$/.test(one))) {
    const kept = remembered(key);
    const savedAt = typeof kept === 'object' && kept !== null && 'savedAt' in kept ? kept.savedAt : null;
    if (typeof savedAt !== 'number' || now - savedAt >= draftLife) forget(key);
  }
}

/** How many characters people see in a text, as the commune counts them. */
export function charactersIn(text: string): number {
  return [...text.normalize('NFC').trim()].length;
}

/** The shortest text that can be understood. */
export const shortestReport = 10;

/** What is wrong with the words of a report, if anything. */
export function textFault(text: string): string | undefined {
  const length = charactersIn(text);
  if (length === 0) return 'Xin kể việc gì, ở đâu, từ bao giờ.';
  if (length < shortestReport) return `Xin viết rõ hơn một chút, ít nhất ${shortestReport} ký tự.`;
  if (length > longestReport) return `Dài quá ${longestReport.toLocaleString('vi-VN')} ký tự. Xin viết ngắn lại, hoặc gửi làm hai lần.`;
  return undefined;
}

const forbiddenInLine = /[\p{Cc}<>]/u;

/** What is wrong with something written in one line. */
export function lineFault(text: string, min: number, max: number, missing: string): string | undefined {
  const tidy = text.normalize('NFC').trim();
  if (tidy.length < min) return missing;
  if (tidy.length > max) return `Không dài quá ${max} ký tự.`;
  return forbiddenInLine.test(tidy) ? 'Xin viết một dòng, không dùng dấu < hoặc >.' : undefined;
}

export type Faults = Record<string, string>;

/** Of what was found missing, what still is: a field that was mended in the meantime is not complained of any more. */
export function stillMissing(found: Faults, now: Faults): Faults {
  return Object.fromEntries(Object.entries(now).filter(([field]) => field in found));
}

function faultsFrom(found: Record<string, string | undefined>): Faults {
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** What still keeps the person from going on, keyed as the server keys it (`body.place.hamletKey`). */
export const faultsOf = {
  place: (draft: Draft): Faults =>
    faultsFrom({
      'body.place.hamletKey': draft.hamletKey === null ? 'Xin chọn xóm, để cán bộ biết tìm ở đâu.' : undefined,
      'body.place.landmark': lineFault(draft.landmark, 0, 150, ''),
    }),
  matter: (draft: Draft): Faults =>
    faultsFrom({
      'body.categoryKey': draft.categoryKey === null ? 'Xin chọn một lĩnh vực.' : undefined,
      'body.text': textFault(draft.text),
    }),
  who: (draft: Draft, nameKnown: boolean): Faults =>
    faultsFrom({
      'body.privacy': draft.privacy === null ? 'Xin chọn ai thấy tên.' : undefined,
      'body.name':
        needsName(draft, nameKnown) || draft.shownName.trim() !== ''
          ? lineFault(draft.shownName, 2, 80, 'Xin gõ họ và tên của ông/bà.')
          : undefined,
    }),
  wish: ({ wish, text }: Draft): Faults =>
    faultsFrom({
      'body.text': charactersIn(text) === 0 ? 'Xin ghi cần thông tin, giấy tờ nào.' : textFault(text),
      'body.information.form': wish.form === null ? 'Xin chọn muốn nhận bằng cách nào.' : undefined,
      'body.information.purpose': lineFault(wish.purpose, 0, 300, ''),
    }),
  asker: ({ wish, hamletKey }: Draft): Faults =>
    faultsFrom({
      'body.information.name': lineFault(wish.name, 2, 80, 'Xin gõ họ và tên của ông/bà.'),
      'body.information.address': lineFault(wish.address, 5, 200, 'Xin ghi địa chỉ: xóm, xã, tỉnh.'),
      'body.place.hamletKey': hamletKey === null ? 'Xin chọn xóm.' : undefined,
    }),
} as const;

/** Kinds that the law answers only to somebody who says who they are (NĐ 20/2008 Art. 7; Luật 104/2016 Art. 24). */
export function mayBeAnonymous(kind: ReportKind | null): boolean {
  return kind === null || kind === 'reflection' || kind === 'proposal' || kind === 'praise';
}

/** Whether a name has to be typed: it is shown or asked for, and the account has none. */
export function needsName({ privacy, kind }: Draft, nameKnown: boolean): boolean {
  return !nameKnown && (privacy === 'public' || (privacy === 'officers_only' && !mayBeAnonymous(kind)));
}

/** The request a complete draft becomes; null while something is missing. */
export function filingOf(draft: Draft, mediaIds: string[]): Filing | null {
  const { kind, categoryKey, hamletKey, privacy, wish } = draft;
  if (kind === null || categoryKey === null || hamletKey === null || privacy === null) return null;
  const shared = {
    categoryKey,
    text: draft.text.normalize('NFC').trim(),
    place: { hamletKey, landmark: draft.landmark.normalize('NFC').trim(), location: draft.location },
    draft: mediaIds.length === 0 ? null : draft.mark,
    mediaIds,
    confirmed: draft.confirmed,
    device: deviceMark(privacy === 'anonymous'),
  };
  if (privacy === 'anonymous') {
    if (kind === 'procedure_feedback' || kind === 'information_request') return null;
    return { anonymous: true, body: { ...shared, kind } };
  }
  const name = draft.shownName.normalize('NFC').trim();
  const body = { ...shared, kind, privacy, name: name === '' ? null : name };
  if (kind !== 'information_request') return { anonymous: false, body };
  if (wish.form === null) return null;
  const information = { name: wish.name.trim(), address: wish.address.trim(), form: wish.form, purpose: wish.purpose.trim() };
  return { anonymous: false, body: { ...body, information } };
}

/** Whether one of the requests nobody knows the fate of would have been sent the other way, with a name instead of without. */
export function attemptedOtherwise({ attempts }: Draft, anonymous: boolean): boolean {
  return attempts.some((attempt) => attempt.anonymous !== anonymous);
}
