import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { AdHocGround, ReceptionRules } from '../../contracts/reception.js';

export type Signed = { officerId: string; name: string; at: Date };

/** Where, when, by whom, about what: what a change may move. */
export type SessionWords = {
  day: string;
  from: string;
  to: string;
  place: string;
  leaderOfficerId: string;
  leaderName: string;
  leaderTitle: string;
  leaderIsChairman: boolean;
  attendees: string;
  content: string;
  places: number;
  minutesEach: number;
};

export type SessionRecord = SessionWords & {
  id: string;
  startsAt: Date;
  endsAt: Date;
  adHoc: { ground: AdHocGround; note: string } | null;
  published: Signed;
  changes: (Signed & { reason: string; before: SessionWords })[];
  cancelled: (Signed & { reason: string }) | null;
  revision: number;
  /** Of the request that published it, to know a repeat from another one. */
  fingerprint: string | null;
};

type Stored = Omit<SessionRecord, 'id'> & { _id: Types.ObjectId; blocks?: string[]; idempotencyKey?: string };
export type Timed = SessionWords & { startsAt: Date; endsAt: Date; blocks: string[] };

const schema = new Schema<Stored>(
  {
    day: String,
    from: String,
    to: String,
    startsAt: Date,
    endsAt: Date,
    place: String,
    leaderOfficerId: String,
    leaderName: String,
    leaderTitle: String,
    leaderIsChairman: Boolean,
    attendees: String,
    content: String,
    places: Number,
    minutesEach: Number,
    adHoc: Schema.Types.Mixed,
    published: Schema.Types.Mixed,
    changes: Schema.Types.Mixed,
    cancelled: Schema.Types.Mixed,
    revision: Number,
    // A leader is in one place at a time by standing in this index; a cancelled session leaves it.
    blocks: { type: [String], default: undefined },
    idempotencyKey: { type: String, unique: true, sparse: true },
    fingerprint: String,
  },
  { versionKey: false, minimize: false },
)
  .index({ blocks: 1 }, { unique: true, sparse: true })
  .index({ startsAt: 1, _id: 1 })
  .index({ endsAt: 1 });

const idOf = (id: string) => new Types.ObjectId(id);
/** A mark in a list sorted by the beginning of sessions. */
export type SessionMark = { at: Date; id: string };

export type SessionsStore = ReturnType<typeof sessionsStore>;

/** Published sessions and the law's numbers with their days. */
export function sessionsStore(database: Database) {
  const sessions = database.collection<Stored>('reception_sessions', schema);
  const rules = database.collection<{ _id: string; rules: ReceptionRules }>(
    'reception_rules',
    new Schema({ _id: String, rules: Schema.Types.Mixed }, { versionKey: false, minimize: false }),
  );

  function recordOf({ _id, blocks: _blocks, idempotencyKey: _key, ...rest }: Stored): SessionRecord {
    return { ...rest, id: String(_id), changes: rest.changes ?? [], cancelled: rest.cancelled ?? null, adHoc: rest.adHoc ?? null };
  }
  const found = (row: unknown): SessionRecord | null => (row ? recordOf(row as Stored) : null);
  const all = (rows: unknown): SessionRecord[] => (rows as Stored[]).map(recordOf);

  return {
    /** `overlap`: the leader has another session then. `repeat`: the same key was used before; the session it made is given. */
    async publish(
      words: Timed,
      more: Pick<SessionRecord, 'adHoc' | 'published' | 'fingerprint'>,
      key: string | null,
    ): Promise<{ kind: 'saved' | 'repeat'; session: SessionRecord } | { kind: 'overlap' }> {
      try {
        const row = await sessions.create({
          ...words,
          ...more,
          changes: [],
          cancelled: null,
          revision: 0,
          ...(key !== null && { idempotencyKey: key }),
        });
        return { kind: 'saved', session: recordOf(row.toObject() as Stored) };
      } catch (error) {
        const field = duplicateKeyField(error);
        if (field === null) throw error;
        const before = key === null ? null : found(await sessions.findOne({ idempotencyKey: key }).lean());
        if (before) return { kind: 'repeat', session: before };
        if (field === 'blocks') return { kind: 'overlap' };
        throw error;
      }
    },
    find: async (id: string) => found(await sessions.findById(idOf(id)).lean()),
    async list(ids: readonly string[]): Promise<Map<string, SessionRecord>> {
      const rows = all(await sessions.find({ _id: { $in: ids.map(idOf) } }).lean());
      return new Map(rows.map((row) => [row.id, row]));
    },
    /** Those that have not ended, the next one first. */
    async upcoming(now: Date, limit: number, after: SessionMark | null = null): Promise<SessionRecord[]> {
      const later = after === null ? {} : { $or: [{ startsAt: { $gt: after.at } }, { startsAt: after.at, _id: { $gt: idOf(after.id) } }] };
      return all(
        await sessions
          .find({ endsAt: { $gt: now }, ...later })
          .sort({ startsAt: 1, _id: 1 })
          .limit(limit)
          .lean(),
      );
    },
    /** Those that have ended, the last one first. */
    async past(now: Date, limit: number, after: SessionMark | null): Promise<SessionRecord[]> {
      const earlier =
        after === null ? {} : { $or: [{ startsAt: { $lt: after.at } }, { startsAt: after.at, _id: { $lt: idOf(after.id) } }] };
      return all(
        await sessions
          .find({ endsAt: { $lte: now }, ...earlier })
          .sort({ startsAt: -1, _id: -1 })
          .limit(limit)
          .lean(),
      );
    },
    /** Days from one on, on which the chairman receives. */
    async chairmanDays(from: Date, until: Date): Promise<string[]> {
      const rows = await sessions
        .find({ startsAt: { $gte: from, $lt: until }, leaderIsChairman: true, cancelled: null }, { day: 1 })
        .limit(500)
        .lean();
      return rows.map(({ day }) => day);
    },
    async latest(): Promise<SessionRecord | null> {
      return found(await sessions.findOne({ adHoc: null }).sort({ _id: -1 }).lean());
    },
    /** Every five minutes that are taken on these days, as keys. */
    async takenBlocks(days: readonly string[]): Promise<Set<string>> {
      const rows = await sessions.find({ day: { $in: [...days] }, cancelled: null }, { blocks: 1 }).lean();
      return new Set(rows.flatMap(({ blocks }) => blocks ?? []));
    },
    /** Null when it changed meanwhile, was cancelled, or has begun. */
    async change(
      id: string,
      revision: number,
      words: Timed,
      change: SessionRecord['changes'][number],
    ): Promise<SessionRecord | null | 'overlap'> {
      try {
        return found(
          await sessions
            .findOneAndUpdate(
              { _id: idOf(id), revision, cancelled: null, startsAt: { $gt: change.at } },
              { $set: words, $push: { changes: change }, $inc: { revision: 1 } },
              { returnDocument: 'after' },
            )
            .lean(),
        );
      } catch (error) {
        if (duplicateKeyField(error) === 'blocks') return 'overlap';
        throw error;
      }
    },
    async cancel(id: string, revision: number, cancelled: Signed & { reason: string }): Promise<SessionRecord | null> {
      return found(
        await sessions
          .findOneAndUpdate(
            { _id: idOf(id), revision, cancelled: null, startsAt: { $gt: cancelled.at } },
            { $set: { cancelled }, $unset: { blocks: '' }, $inc: { revision: 1 } },
            { returnDocument: 'after' },
          )
          .lean(),
      );
    },

    async rules(): Promise<ReceptionRules[]> {
      return (await rules.find().sort({ _id: 1 }).limit(200).lean<{ rules: ReceptionRules }[]>()).map((row) => row.rules);
    },
    async saveRules(given: ReceptionRules): Promise<void> {
      await rules.updateOne({ _id: given.validFrom }, { $set: { rules: given } }, { upsert: true });
    },
  };
}
