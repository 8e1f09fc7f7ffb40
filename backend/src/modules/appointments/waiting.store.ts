import { type QueryFilter, Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { WaitingEntry } from '../../contracts/appointments.js';
import type { Way } from '../../contracts/procedures.js';
import type { OutboxEntry, StoredEntry } from './outbox.js';
import { outboxQueries } from './outbox.store.js';

export type WaitingStatus = WaitingEntry['status'];
export type Offer = { holdId: string; start: string; expiresAt: Date };

/** Somebody who waits for a place on a full day. */
export type WaitingRecord = {
  id: string;
  residentId: string;
  procedureCode: string;
  way: Way;
  counterKey: string;
  date: string;
  status: WaitingStatus;
  /** Withdrawn by the office before: comes before the others. */
  priority: boolean;
  /** Place in the line; moves to the end when an offer ran out. */
  queuedAt: Date;
  offers: number;
  offer: Offer | null;
};

type Stored = Omit<WaitingRecord, 'id' | 'offer'> & {
  _id: Types.ObjectId;
  offer?: Offer;
  /** `<resident>|<counter>|<day>`: once a day and counter. */
  openKey?: string;
  /** `<resident>|<n>`: at most so many at once. */
  limitKey?: string;
  outbox: StoredEntry[];
};

const schema = new Schema<Stored>(
  {
    residentId: { type: String, index: true },
    procedureCode: String,
    way: String,
    counterKey: String,
    date: String,
    status: String,
    priority: Boolean,
    queuedAt: Date,
    offers: Number,
    offer: Schema.Types.Mixed,
    openKey: { type: String, unique: true, sparse: true },
    limitKey: { type: String, unique: true, sparse: true },
    outbox: Schema.Types.Mixed,
  },
  { versionKey: false, minimize: false },
)
  .index({ status: 1, counterKey: 1, date: 1, queuedAt: 1 })
  .index({ 'outbox.dueAt': 1 }, { sparse: true });

const idOf = (id: string) => new Types.ObjectId(id);
const live: readonly WaitingStatus[] = ['waiting', 'offered'];
const leaving = { openKey: '', limitKey: '', offer: '' } as const;

function recordOf(row: Stored): WaitingRecord {
  const { _id, openKey: _openKey, limitKey: _limitKey, outbox: _outbox, offer, ...rest } = row;
  return { ...rest, id: String(_id), offer: offer ?? null };
}

export type WaitingStore = ReturnType<typeof waitingStore>;

/** The waiting lists, one per counter and day. */
export function waitingStore(database: Database) {
  const entries = database.collection<Stored>('waiting_entries', schema);
  return {
    /** Joins; `already` when this resident waits for that counter and day, `too_many` when this number of theirs is in use. */
    async join(
      entry: Omit<WaitingRecord, 'id' | 'status' | 'offers' | 'offer'>,
      number: number,
    ): Promise<WaitingRecord | 'already' | 'too_many'> {
      const row = {
        ...entry,
        _id: new Types.ObjectId(),
        status: 'waiting' as const,
        offers: 0,
        openKey: `${entry.residentId}|${entry.counterKey}|${entry.date}`,
        limitKey: `${entry.residentId}|${number}`,
        outbox: [],
      };
      try {
        await entries.insertMany([row]);
        return recordOf(row);
      } catch (error) {
        const field = duplicateKeyField(error);
        if (field === 'openKey') return 'already';
        if (field === 'limitKey') return 'too_many';
        throw error;
      }
    },
    /** The live entries of a resident. */
    async listOf(residentId: string): Promise<WaitingRecord[]> {
      const rows = await entries
        .find({ residentId, status: { $in: [...live] } })
        .sort({ _id: 1 })
        .limit(20)
        .lean();
      return rows.map((row) => recordOf(row as Stored));
    },
    async findOwn(id: string, residentId: string): Promise<WaitingRecord | null> {
      const row = await entries.findOne({ _id: idOf(id), residentId }).lean();
      return row ? recordOf(row as Stored) : null;
    },
    /** How many wait before this entry. */
    async ahead(entry: WaitingRecord): Promise<number> {
      const { counterKey, date, queuedAt, priority } = entry;
      const earlier = { queuedAt: { $lt: queuedAt } };
      return entries.countDocuments({
        status: 'waiting',
        counterKey,
        date,
        ...(priority ? { ...earlier, priority: true } : { $or: [{ priority: true }, earlier] }),
      });
    },
    /** Leaves the list; answers the entry as it was before, or null when it was not live. */
    async leave(id: string, residentId: string): Promise<WaitingRecord | null> {
      const row = await entries
        .findOneAndUpdate(
          { _id: idOf(id), residentId, status: { $in: [...live] } },
          { $set: { status: 'left', outbox: [] }, $unset: leaving },
          { returnDocument: 'before' },
        )
        .lean();
      return row ? recordOf(row as Stored) : null;
    },
    /** The lists somebody waits on. */
    async waitingDays(): Promise<{ counterKey: string; date: string }[]> {
      const rows = await entries.aggregate<{ _id: { counterKey: string; date: string } }>([
        { $match: { status: 'waiting' } },
        { $group: { _id: { counterKey: '$counterKey', date: '$date' } } },
      ]);
      return rows.map(({ _id }) => _id);
    },
    /** Who waits for a counter and day, first come first, those the office put off before all. */
    async lineOf(counterKey: string, date: string): Promise<WaitingRecord[]> {
      const rows = await entries.find({ status: 'waiting', counterKey, date }).sort({ queuedAt: 1 }).limit(500).lean();
      const line = rows.map((row) => recordOf(row as Stored));
      return [...line.filter(({ priority }) => priority), ...line.filter(({ priority }) => !priority)];
    },
    /** Offers a place to one who still waits; false when somebody else was faster. */
    async offer(id: string, offer: Offer, message: OutboxEntry): Promise<boolean> {
      const { modifiedCount } = await entries.updateOne(
        { _id: idOf(id), status: 'waiting' },
        { $set: { status: 'offered', offer, outbox: [message] }, $inc: { offers: 1 } },
      );
      return modifiedCount === 1;
    },
    /** Takes an offer back that could not be kept; it does not count. */
    async withdrawOffer(id: string, holdId: string): Promise<void> {
      await entries.updateOne(
        { _id: idOf(id), status: 'offered', 'offer.holdId': holdId },
        { $set: { status: 'waiting', outbox: [] }, $unset: { offer: '' }, $inc: { offers: -1 } },
      );
    },
    /** Everybody an offer is open for. */
    async offered(): Promise<WaitingRecord[]> {
      const rows = await entries.find({ status: 'offered' }).limit(1_000).lean();
      return rows.map((row) => recordOf(row as Stored));
    },
    /** Ends an offer: back to the end of the line, or out of it. */
    async closeOffer(id: string, holdId: string, to: 'waiting' | 'taken' | 'ended', now: Date): Promise<void> {
      const filter: QueryFilter<Stored> = { _id: idOf(id), status: 'offered', 'offer.holdId': holdId };
      if (to === 'waiting')
        await entries.updateOne(filter, { $set: { status: 'waiting', queuedAt: now, outbox: [] }, $unset: { offer: '' } });
      else await entries.updateOne(filter, { $set: { status: to, outbox: [] }, $unset: leaving });
    },
    /** Notes that an offered place was booked. */
    async take(residentId: string, holdId: string): Promise<void> {
      await entries.updateOne(
        { residentId, status: 'offered', 'offer.holdId': holdId },
        { $set: { status: 'taken', outbox: [] }, $unset: leaving },
      );
    },
    /** Ends the entries of days that are over. */
    async endPast(today: string): Promise<void> {
      await entries.updateMany(
        { status: { $in: [...live] }, date: { $lt: today } },
        { $set: { status: 'ended', outbox: [] }, $unset: leaving },
      );
    },
    ...outboxQueries(entries),
    async entry(id: string, entryId: string): Promise<{ waiting: WaitingRecord; entry: StoredEntry } | null> {
      const row = await entries.findOne({ _id: idOf(id), 'outbox.id': entryId }).lean();
      const entry = (row?.outbox as StoredEntry[] | undefined)?.find((each) => each.id === entryId);
      return row && entry ? { waiting: recordOf(row as Stored), entry } : null;
    },
    async removeBefore(day: string): Promise<void> {
      await entries.deleteMany({ date: { $lt: day } });
    },
    async erase(residentId: string): Promise<void> {
      await entries.deleteMany({ residentId });
    },
  };
}
