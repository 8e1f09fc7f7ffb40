import { Schema } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { ZaloEvent } from '../../adapters/zalo-events.js';

type EventState = 'new' | 'handling' | 'handled' | 'ignored';
/** An event as it is kept: its personal part sealed, and only until it is handled. */
export type KeptEvent = Omit<ZaloEvent, 'content'> & { sealed?: string | undefined };
type Stored = Omit<KeptEvent, 'id'> & {
  _id: string;
  state: EventState;
  receivedAt: Date;
  /** When somebody should have taken care of it. */
  dueAt: Date;
  attempts: number;
  handledAt?: Date;
};

const keptSeconds = 30 * 86_400;

export type EventsStore = ReturnType<typeof eventsStore>;

/** Zalo's events, each stored once however often it is delivered. */
export function eventsStore(database: Database) {
  const schema = new Schema<Stored>(
    {
      _id: String,
      source: String,
      name: String,
      effect: String,
      at: Date,
      oaUserId: { type: String, index: true },
      userIdByApp: { type: String, index: true },
      messageIds: [String],
      trackingId: String,
      sealed: String,
      state: String,
      receivedAt: { type: Date, expires: keptSeconds },
      dueAt: Date,
      attempts: Number,
      handledAt: Date,
    },
    { versionKey: false },
  );
  schema.index({ state: 1, dueAt: 1 });
  const events = database.collection<Stored>('zalo_events', schema);

  return {
    /** Throws `DatabaseNotReady` or the driver's error when it cannot be kept. */
    async insert({ id, ...event }: KeptEvent, now: Date): Promise<'stored' | 'known'> {
      database.assertReady();
      const state = event.effect === 'ignored' ? 'ignored' : 'new';
      try {
        await events.create({ _id: id, ...event, state, receivedAt: now, dueAt: now, attempts: 0 });
        return 'stored';
      } catch (error) {
        if (duplicateKeyField(error) === '_id') return 'known';
        throw error;
      }
    },

    /** Takes an event that is new, or was taken before `deadBefore` and never finished. */
    async claim(id: string, now: Date, deadBefore: Date): Promise<(KeptEvent & { attempts: number }) | null> {
      const row = await events
        .findOneAndUpdate(
          { _id: id, $or: [{ state: 'new' }, { state: 'handling', dueAt: { $lte: deadBefore } }] },
          { $set: { state: 'handling', dueAt: now }, $inc: { attempts: 1 } },
          { returnDocument: 'after' },
        )
        .lean<Stored>();
      if (!row) return null;
      const { source, name, effect, at, oaUserId, userIdByApp, messageIds, trackingId, sealed, attempts } = row;
      return { id, source, name, effect, at, oaUserId, userIdByApp, messageIds, trackingId, sealed, attempts };
    },

    /** Marks an event as done and drops its sealed part; with `forget` the person's ids go in the same step. */
    async finish(id: string, now: Date, forget: boolean): Promise<void> {
      const done = { state: 'handled' as const, handledAt: now };
      const change = forget ? { ...done, oaUserId: null, userIdByApp: null } : done;
      await events.updateOne({ _id: id }, { $set: change, $unset: { sealed: '' } });
    },

    /** Gives a claimed event back, to be taken up at `dueAt`. */
    async postpone(id: string, dueAt: Date): Promise<void> {
      await events.updateOne({ _id: id, state: 'handling' }, { $set: { state: 'new', dueAt } });
    },

    /** Events that should have been handled before `deadBefore`, the oldest first. */
    async overdue(deadBefore: Date, limit: number): Promise<string[]> {
      const rows = await events
        .find({ state: { $in: ['new', 'handling'] }, dueAt: { $lte: deadBefore } }, { _id: 1 })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean();
      return rows.map(({ _id }) => _id);
    },

    countOpen: (): Promise<number> => events.countDocuments({ state: { $in: ['new', 'handling'] } }),

    /** Cuts a person's ids out of what is kept of them. */
    async forget(person: { oaUserId: string | null; userIdByApp: string | null }): Promise<void> {
      const cut = { $set: { oaUserId: null, userIdByApp: null } };
      if (person.oaUserId !== null) await events.updateMany({ oaUserId: person.oaUserId, state: 'handled' }, cut);
      if (person.userIdByApp !== null) await events.updateMany({ userIdByApp: person.userIdByApp, state: 'handled' }, cut);
    },
  };
}
