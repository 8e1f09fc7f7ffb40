import { Schema } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';

/** What a look at Zalo's list does, one after the other. */
export const syncPhases = ['list', 'details', 'missing', 'rows'] as const;
export type SyncPhase = (typeof syncPhases)[number];

export type SyncRecord = {
  run: string | null;
  phase: SyncPhase;
  /** Of the list: the offset of the next page. Of the rows: the id it came to. */
  offset: number;
  after: string | null;
  startedAt: Date | null;
  endedAt: Date | null;
  /** `followers`: how many Zalo said there are; `listed`: how many it showed us. */
  followers: number | null;
  listed: number;
  /** A look began and did not end yet. */
  running: boolean;
  /** When it goes on after Zalo asked us to wait, or refused. */
  notBefore: Date | null;
  failedAt: Date | null;
  requestedAt: Date | null;
  leaseUntil: Date | null;
};
type Stored = SyncRecord & { _id: string; leasedBy: string | null };

export type FollowerSyncStore = ReturnType<typeof followerSyncStore>;

/** How far the look at Zalo's list of followers has come; one worker at a time moves it on. */
export function followerSyncStore(database: Database) {
  const syncs = database.collection<Stored>(
    'follower_syncs',
    new Schema<Stored>(
      {
        _id: String,
        run: String,
        phase: String,
        offset: Number,
        after: String,
        startedAt: Date,
        endedAt: Date,
        followers: Number,
        listed: Number,
        running: Boolean,
        notBefore: Date,
        failedAt: Date,
        requestedAt: Date,
        leaseUntil: Date,
        leasedBy: String,
      },
      { versionKey: false },
    ),
  );
  const _id = 'followers';
  const fresh: Omit<Stored, '_id'> = {
    run: null,
    phase: 'list',
    offset: 0,
    after: null,
    startedAt: null,
    endedAt: null,
    followers: null,
    listed: 0,
    running: false,
    notBefore: null,
    failedAt: null,
    requestedAt: null,
    leaseUntil: null,
    leasedBy: null,
  };

  return {
    async read(): Promise<SyncRecord> {
      const row = await syncs.findById(_id).lean();
      if (!row) return fresh;
      const { _id: _, leasedBy: __, ...record } = row as Stored;
      return { ...fresh, ...record };
    },
    async request(at: Date): Promise<void> {
      try {
        const { requestedAt: _, notBefore: __, ...rest } = fresh;
        await syncs.updateOne({ _id }, { $max: { requestedAt: at }, $set: { notBefore: null }, $setOnInsert: rest }, { upsert: true });
      } catch (error) {
        if (!duplicateKeyField(error)) throw error;
        return this.request(at);
      }
    },
    /** Takes the lease for one worker; null when another one has it. */
    async lease(by: string, now: Date, until: Date): Promise<SyncRecord | null> {
      try {
        const row = await syncs
          .findOneAndUpdate(
            { _id, $or: [{ leaseUntil: null }, { leaseUntil: { $lte: now } }, { leasedBy: by }] },
            { $set: { leaseUntil: until, leasedBy: by } },
            { returnDocument: 'after' },
          )
          .lean();
        if (row) return { ...fresh, ...(row as Stored) };
        await syncs.create({ ...fresh, _id, leaseUntil: until, leasedBy: by });
        return { ...fresh, leaseUntil: until };
      } catch (error) {
        if (duplicateKeyField(error)) return null;
        throw error;
      }
    },
    /** Notes how far it came; false when the lease went to somebody else. */
    async move(by: string, change: Partial<SyncRecord>): Promise<boolean> {
      return (await syncs.updateOne({ _id, leasedBy: by }, { $set: change })).matchedCount === 1;
    },
    async release(by: string): Promise<void> {
      await syncs.updateOne({ _id, leasedBy: by }, { $set: { leaseUntil: null, leasedBy: null } });
    },
  };
}
