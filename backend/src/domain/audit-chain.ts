import type { AuditEntry } from '../contracts/audit.js';

/** An entry before it is chained. */
export type Unchained = Omit<AuditEntry, 'previousHash' | 'hash'>;

/** What the first entry names as the one before it. */
export const chainStart = '0'.repeat(64);

/** The text whose digest is an entry's hash: every field in a fixed order, and the hash before it. */
export function chainText(entry: Unchained, previousHash: string): string {
  const { seq, at, officerId, officerName, roles, verb, summary, method, path, subject, fields, note } = entry;
  const pairs = subject.map(({ name, value }) => [name, value]);
  return JSON.stringify([seq, at, officerId, officerName, roles, verb, summary, method, path, pairs, fields, note, previousHash]);
}

/** Whether an entry follows the one whose number and hash are given. */
export function follows(entry: AuditEntry, last: { seq: number; hash: string }, digest: (text: string) => string): boolean {
  return entry.seq === last.seq + 1 && entry.previousHash === last.hash && entry.hash === digest(chainText(entry, last.hash));
}

/** Ids, days, keys and codes say on what something was done. Telephone numbers, words typed for a search and tokens stay out of the log. */
export function mayBeLogged(value: string): boolean {
  return /^[\w.-]{1,40}$/.test(value) && !/^\d{8,}$/.test(value);
}
