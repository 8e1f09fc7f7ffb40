import { type Model, Types } from 'mongoose';
import type { StoredEntry } from './outbox.js';

type WithOutbox = { _id: Types.ObjectId; outbox: StoredEntry[] };

/** The queries every document with an outbox needs; its collection has an index on `outbox.dueAt`. */
export function outboxQueries<Stored extends WithOutbox>(model: Model<Stored>) {
  const documents = model as unknown as Model<WithOutbox>;
  const one = (id: string, entryId: string) => ({ _id: new Types.ObjectId(id), 'outbox.id': entryId });
  return {
    /** Entries that are due and not queued, or queued before `requeueBefore` without having been settled since. */
    async dueEntries(now: Date, requeueBefore: Date, limit: number): Promise<{ id: string; entry: StoredEntry }[]> {
      const rows = await documents
        .find({ 'outbox.dueAt': { $lte: now } }, { outbox: 1 })
        .limit(limit)
        .lean();
      return rows.flatMap(({ _id, outbox }) =>
        outbox
          .filter((entry) => entry.dueAt <= now && (!entry.queuedAt || entry.queuedAt <= requeueBefore))
          .map((entry) => ({ id: String(_id), entry })),
      );
    },
    /** Notes that an entry is queued, unless it was put off meanwhile. */
    async markQueued(id: string, { id: entryId, dueAt }: StoredEntry, at: Date): Promise<void> {
      const unchanged = { _id: new Types.ObjectId(id), outbox: { $elemMatch: { id: entryId, dueAt } } };
      await documents.updateOne(unchanged, { $set: { 'outbox.$.queuedAt': at } });
    },
    /** Takes a settled entry out. */
    async settleEntry(id: string, entryId: string): Promise<void> {
      await documents.updateOne({ _id: new Types.ObjectId(id) }, { $pull: { outbox: { id: entryId } } });
    },
    /** Puts an entry off; the relay brings it back. */
    async postponeEntry(id: string, entryId: string, dueAt: Date): Promise<void> {
      await documents.updateOne(one(id, entryId), { $set: { 'outbox.$.dueAt': dueAt }, $unset: { 'outbox.$.queuedAt': '' } });
    },
    /** How many messages are due and wait. */
    async waitingEntries(now: Date): Promise<number> {
      return documents.countDocuments({ 'outbox.dueAt': { $lte: now } });
    },
  };
}
