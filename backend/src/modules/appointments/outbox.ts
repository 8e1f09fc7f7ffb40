import type { JobQueue } from '../../jobs.js';

/** The messages a document causes. Reminders are written with the booking, due later. */
export const messageKinds = ['slip', 'rescheduled', 'revoked', 'reminder_evening', 'reminder_two_hours', 'offer'] as const;
export type MessageKind = (typeof messageKinds)[number];

/**
 * One message kept inside the document that causes it, so that a crash between saving and queueing loses nothing. `id` is the message's
 * key for ever. It leaves the document only when the message is settled; until then the relay queues it again.
 */
export type OutboxEntry = { id: string; kind: MessageKind; dueAt: Date; staleAfter: Date | null };
export type StoredEntry = OutboxEntry & { queuedAt?: Date };

export type OutboxSource = 'appointment' | 'waiting';

/** A queued entry that was not settled after so long was lost by the queue. */
export const requeueAfterMilliseconds = 120_000;

type Entries = {
  dueEntries(now: Date, requeueBefore: Date, limit: number): Promise<{ id: string; entry: StoredEntry }[]>;
  markQueued(id: string, entry: StoredEntry, at: Date): Promise<void>;
};

/** Moves what is due from documents to the queue under the entry's own job id. Throws when the queue is away; nothing is lost by that. */
export async function relayOutbox(source: OutboxSource, entries: Entries, jobs: JobQueue, now: Date): Promise<number> {
  const due = await entries.dueEntries(now, new Date(now.getTime() - requeueAfterMilliseconds), 500);
  for (const { id, entry } of due) {
    await jobs.add('deliver_message', { source, id, entryId: entry.id, kind: entry.kind }, `deliver-${entry.id}`);
    await entries.markQueued(id, entry, now);
  }
  return due.length;
}
