import type { DecisionItem, DecisionScope } from 'backend/contracts/decisions';
import type { RequestOf } from 'backend/contracts/endpoint';
import type { proposeInitiative } from 'backend/contracts/initiatives';
import { legalSigns } from 'backend/contracts/legal-signs';
import { forget, remember, remembered } from '../../storage.js';

type ProposeBody = RequestOf<typeof proposeInitiative>['body'];

/** What somebody is proposing. Kept on the phone at each change. */
export type InitiativeDraft = {
  title: string;
  what: string;
  why: string;
  cost: string;
  scope: DecisionScope;
  /** Null: who proposes does not know. */
  item: DecisionItem | null;
  answersForList: boolean;
  /** The key of the last request sent and the body it stood for: the same proposal keeps its key, a changed one gets a new one. */
  sent: { key: string; body: string } | null;
};

const key = 'initiative';

export const emptyInitiative: InitiativeDraft = {
  title: '',
  what: '',
  why: '',
  cost: '',
  scope: 'hamlet',
  item: null,
  answersForList: false,
  sent: null,
};

const texts = ['title', 'what', 'why', 'cost'] as const;

function isDraft(value: unknown): value is InitiativeDraft {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return texts.every((name) => typeof fields[name] === 'string') && (fields.scope === 'hamlet' || fields.scope === 'commune');
}

export function loadInitiative(): InitiativeDraft {
  const kept = remembered(key);
  return isDraft(kept) ? { ...emptyInitiative, ...kept } : emptyInitiative;
}

/** A text that is a denunciation is not left lying on the phone (Luật Tố cáo 25/2018/QH14 Art. 22). */
export function keepInitiative(draft: InitiativeDraft): void {
  const clean = Object.fromEntries(texts.map((name) => [name, denunciationIn(draft[name]) ? '' : draft[name]]));
  remember(key, { ...draft, ...clean });
}

export function dropInitiative(): void {
  forget(key);
}

/** True for what is plainly a denunciation. */
export const denunciationIn = (text: string): boolean =>
  legalSigns(text).some(({ kind, certainty }) => kind === 'denunciation' && certainty === 'clear');

const tidy = (text: string): string => text.normalize('NFC').trim();

/** What still keeps a step from being left, keyed as the server keys it. */
export function initiativeFaults(draft: InitiativeDraft, step: 'what' | 'who' | 'check'): Record<string, string> {
  const faults: Record<string, string> = {};
  if (step === 'what') {
    if (tidy(draft.title).length < 10) faults['body.title'] = 'Xin ghi việc muốn đề xuất, ít nhất 10 chữ cái.';
    if (tidy(draft.what).length < 20) faults['body.what'] = 'Xin nói rõ làm gì, ở đâu.';
    if (tidy(draft.why).length < 10) faults['body.why'] = 'Xin nói vì sao nên làm.';
    for (const name of ['title', 'what', 'why'] as const)
      if (/[<>]/.test(draft[name])) faults[`body.${name}`] = 'Xin không dùng dấu < hoặc >.';
  }
  if (step === 'who' && /[<>]/.test(draft.cost)) faults['body.cost'] = 'Xin không dùng dấu < hoặc >.';
  if (step === 'check' && !draft.answersForList) faults['body.answersForList'] = 'Xin đánh dấu đồng ý, rồi bấm Gửi.';
  return faults;
}

/** The request of a filled form. Text goes in NFC, as the server counts letters. */
export function initiativeBodyOf({ title, what, why, cost, scope, item }: InitiativeDraft): ProposeBody {
  return {
    title: tidy(title).replace(/\s+/g, ' '),
    what: tidy(what),
    why: tidy(why),
    cost: tidy(cost) === '' ? null : tidy(cost),
    scope,
    item,
    answersForList: true,
  };
}

/** The draft with the key under which this body may be sent again and again. */
export function withInitiativeKey(draft: InitiativeDraft, body: ProposeBody, newKey: () => string) {
  const text = JSON.stringify(body);
  return { ...draft, sent: draft.sent?.body === text ? draft.sent : { key: newKey(), body: text } };
}
