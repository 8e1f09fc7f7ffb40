import { hamletsWhere, mayDo, type Permission } from '../../contracts/permissions.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { DecisionRecord, DecisionsStore, Signature } from './decisions.store.js';

type Officer = Pick<OfficerIdentity, 'roles' | 'hamletKeys'>;

/** Whether somebody answers for every hamlet of it, with this permission. */
export function answersFor(who: Officer, permission: Permission, { hamletKeys }: Pick<DecisionRecord, 'hamletKeys'>): boolean {
  const own = hamletsWhere(who, permission);
  return own === null ? mayDo(who.roles, permission) : mayDo(who.roles, permission) && hamletKeys.every((key) => own.includes(key));
}

/** Whether somebody sees it: it concerns a hamlet of theirs. */
export function sees(who: Officer, { hamletKeys }: Pick<DecisionRecord, 'hamletKeys'>): boolean {
  const own = hamletsWhere(who, 'decisions.read');
  return own === null || hamletKeys.some((key) => own.includes(key));
}

export const notAllowed = (sentence: string) => new ProblemError('not_allowed', sentence);
export const unknownDecision = () => new ProblemError('decision_not_found', 'Không có việc biểu quyết này.');
export const changedMeanwhile = () => new ProblemError('decision_changed', 'Việc này vừa được người khác sửa. Xin tải lại rồi làm tiếp.');
export const notNow = (sentence = 'Việc này không làm được ở bước hiện tại.') => new ProblemError('decision_not_open', sentence);

/** The decision, for an officer who may see it. */
export async function decisionFor(store: DecisionsStore, who: Officer, id: string): Promise<DecisionRecord> {
  const decision = await store.find(id);
  if (!decision || !sees(who, decision)) throw unknownDecision();
  return decision;
}

export const signatureOf = ({ officerId, name, title }: OfficerIdentity, at: Date): Signature => ({ officerId, name, title, at });

/** Stands for the Front, at the hamlet or in the commune. */
export const ofTheFront = ({ roles }: Officer): boolean => roles.includes('hamlet_front') || roles.includes('front_officer');
