import { forget, ownKey, remember, remembered } from '../../storage.js';

/** A ballot that was begun on this phone. `key` goes with every attempt to send these choices, so that however often it is sent it counts once. */
export type KeptBallot = { choices: string[]; other: string; sent: { key: string; body: string } | null };
export type KeptReceipt = { receipt: string; householdCode: string };

const ballotKey = (id: string) => ownKey(`ballot.${id}`);
const receiptKey = (id: string) => ownKey(`receipt.${id}`);

const isBallot = (value: unknown): value is KeptBallot =>
  typeof value === 'object' &&
  value !== null &&
  'choices' in value &&
  Array.isArray(value.choices) &&
  'other' in value &&
  typeof value.other === 'string';

export function loadBallot(id: string): KeptBallot {
  const kept = remembered(ballotKey(id));
  return isBallot(kept)
    ? { choices: kept.choices.map(String), other: kept.other, sent: kept.sent ?? null }
    : { choices: [], other: '', sent: null };
}

export function keepBallot(id: string, ballot: KeptBallot): void {
  remember(ballotKey(id), ballot);
}

/** The key under which these choices go out; other choices get another one. */
export function withKey(ballot: KeptBallot, newKey: () => string): KeptBallot & { sent: { key: string; body: string } } {
  const body = JSON.stringify([ballot.choices, ballot.other]);
  return { ...ballot, sent: ballot.sent?.body === body ? ballot.sent : { key: newKey(), body } };
}

/** After sending, the phone keeps the receipt and forgets what was chosen: a family shares it. */
export function keepReceipt(id: string, receipt: KeptReceipt): void {
  forget(ballotKey(id));
  remember(receiptKey(id), receipt);
}

export function dropBallot(id: string): void {
  forget(ballotKey(id));
}

export function loadReceipt(id: string): KeptReceipt | null {
  const kept = remembered(receiptKey(id));
  return typeof kept === 'object' && kept !== null && 'receipt' in kept && typeof kept.receipt === 'string' && 'householdCode' in kept
    ? { receipt: kept.receipt, householdCode: String(kept.householdCode) }
    : null;
}
