import type { giveOpinion } from 'backend/contracts/consultations';
import type { RequestOf } from 'backend/contracts/endpoint';
import { legalSigns } from 'backend/contracts/legal-signs';
import { forget, ownKey, remember, remembered } from '../../storage.js';

type Body = RequestOf<typeof giveOpinion>['body'];

/** What somebody is about to say. Kept on the phone at each change, so that nothing is lost by going back, closing, or losing the network. */
export type OpinionDraft = {
  text: string;
  paragraph: string | null;
  named: boolean | null;
  tellHamlet: boolean;
  tellMe: boolean;
  /** The key of the last request sent and the body it stood for: the same words keep their key, changed ones get a new one. */
  sent: { key: string; body: string } | null;
};

export const emptyOpinion: OpinionDraft = { text: '', paragraph: null, named: null, tellHamlet: false, tellMe: false, sent: null };

const keyOf = (consultationId: string) => ownKey(`opinion.${consultationId}`);

function isDraft(value: unknown): value is OpinionDraft {
  if (typeof value !== 'object' || value === null) return false;
  const kept = value as Partial<OpinionDraft>;
  return (
    typeof kept.text === 'string' &&
    (kept.paragraph === null || typeof kept.paragraph === 'string') &&
    (kept.named === null || typeof kept.named === 'boolean') &&
    typeof kept.tellHamlet === 'boolean' &&
    typeof kept.tellMe === 'boolean'
  );
}

export function loadOpinion(consultationId: string): OpinionDraft {
  const kept = remembered(keyOf(consultationId));
  return isDraft(kept) ? { ...emptyOpinion, ...kept } : emptyOpinion;
}

/** True for what is plainly a denunciation: it may only be filed in writing or in person (Luật Tố cáo 25/2018/QH14 Art. 22). */
export function isDenunciation(text: string): boolean {
  return legalSigns(text).some(({ kind, certainty }) => kind === 'denunciation' && certainty === 'clear');
}

/** Keeps what was written; a denunciation is not left lying on the phone either. */
export function keepOpinion(consultationId: string, draft: OpinionDraft): void {
  remember(keyOf(consultationId), { ...draft, text: isDenunciation(draft.text) ? '' : draft.text });
}

export function dropOpinion(consultationId: string): void {
  forget(keyOf(consultationId));
}

/** The request; null while something is missing. Text goes in NFC, as the server counts letters. */
export function opinionOf(draft: OpinionDraft, version: number): Body | null {
  const text = draft.text.normalize('NFC').trim();
  if (text.length < 3 || draft.named === null) return null;
  return { version, paragraph: draft.paragraph, text, named: draft.named, tellHamlet: draft.tellHamlet, tellMe: draft.tellMe };
}

/** The draft with the key under which this body may be sent again and again. */
export function withOpinionKey(
  draft: OpinionDraft,
  body: Body,
  newKey: () => string,
): OpinionDraft & { sent: { key: string; body: string } } {
  const text = JSON.stringify(body);
  return { ...draft, sent: draft.sent?.body === text ? draft.sent : { key: newKey(), body: text } };
}
