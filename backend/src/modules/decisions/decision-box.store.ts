import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';

/** A vote of the opened box. Nothing in it says whose it is or when it was cast; the receipt follows from decision, choices and nonce. */
export type VoteRecord = {
  id: string;
  decisionId: string;
  hamletKey: string;
  way: 'online' | 'paper';
  valid: boolean;
  choices: string[];
  other: string;
  nonce: string;
  receipt: string;
};

/** What one person typed: of a paper ballot under its number, or of a meeting's hands under its key. Sealed until the box is opened. */
export type TypedRecord = {
  decisionId: string;
  kind: 'ballot' | 'hands';
  key: string;
  hamletKey: string;
  slot: 1 | 2;
  officerId: string;
  /** A keyed hash of what was typed: two alike are alike. */
  digest: string;
  sealed: string;
};

type StoredVote = Omit<VoteRecord, 'id'> & { _id: Types.ObjectId };
type StoredTyped = TypedRecord & { _id: Types.ObjectId };
export type TypedState = 'once' | 'agreed' | 'differs';
export type TypedGroup = { key: string; hamletKey: string; state: TypedState; entries: TypedRecord[] };
export type BoxStore = ReturnType<typeof decisionBoxStore>;

const chunk = 1_000;
const stateOf = (entries: readonly Pick<TypedRecord, 'digest'>[]): TypedState =>
  entries.length < 2 ? 'once' : entries[0]?.digest === entries[1]?.digest ? 'agreed' : 'differs';

/** What is typed while counting, and the votes of opened boxes. */
export function decisionBoxStore(database: Database) {
  const votes = database.collection<StoredVote>(
    'decision_votes',
    new Schema<StoredVote>(
      {
        decisionId: String,
        hamletKey: String,
        way: String,
        valid: Boolean,
        choices: [String],
        other: String,
        nonce: String,
        receipt: String,
      },
      { versionKey: false },
    )
      .index({ decisionId: 1, receipt: 1 }, { unique: true })
      .index({ decisionId: 1, _id: 1 }),
  );
  const typed = database.collection<StoredTyped>(
    'decision_typed',
    new Schema<StoredTyped>(
      { decisionId: String, kind: String, key: String, hamletKey: String, slot: Number, officerId: String, digest: String, sealed: String },
      { versionKey: false },
    )
      .index({ decisionId: 1, kind: 1, key: 1, slot: 1 }, { unique: true })
      .index({ decisionId: 1, kind: 1, key: 1, officerId: 1 }, { unique: true }),
  );
  const voteOf = ({ _id, ...rest }: StoredVote): VoteRecord => ({ ...rest, id: String(_id) });
  const typedOf = ({ _id, ...rest }: StoredTyped): TypedRecord => rest;

  return {
    /** Takes the first or second place of what is typed under a key, or writes one's own again; `full` when two others have typed it. */
    async type(entry: Omit<TypedRecord, 'slot'>): Promise<'saved' | 'full'> {
      const { decisionId, kind, key, officerId, ...content } = entry;
      const own = await typed.updateOne({ decisionId, kind, key, officerId }, { $set: content });
      if (own.matchedCount > 0) return 'saved';
      for (const slot of [1, 2] as const)
        try {
          await typed.insertMany([{ ...entry, slot, _id: new Types.ObjectId() }]);
          return 'saved';
        } catch (error) {
          if (!duplicateKeyField(error)) throw error;
        }
      // The same person from two computers at once: the other one has just saved it.
      return (await typed.updateOne({ decisionId, kind, key, officerId }, { $set: content })).matchedCount > 0 ? 'saved' : 'full';
    },
    async untype(decisionId: string, key: string, officerId: string): Promise<boolean> {
      return (await typed.deleteOne({ decisionId, kind: 'ballot', key, officerId })).deletedCount > 0;
    },
    async typedUnder(decisionId: string, kind: TypedRecord['kind'], key: string): Promise<TypedGroup | null> {
      const entries = (await typed.find({ decisionId, kind, key }).sort({ slot: 1 }).lean<StoredTyped[]>()).map(typedOf);
      return entries[0] ? { key, hamletKey: entries[0].hamletKey, state: stateOf(entries), entries } : null;
    },
    /** Everything typed under keys after `after`, by key. */
    async typedAfter(decisionId: string, kind: TypedRecord['kind'], after: string | null, limit: number): Promise<TypedGroup[]> {
      // Two rows a key at most, so that one key more than asked is always whole.
      const found = await typed
        .find({ decisionId, kind, ...(after !== null && { key: { $gt: after } }) })
        .sort({ key: 1, slot: 1 })
        .limit(2 * limit + 2)
        .lean<StoredTyped[]>();
      const groups = new Map<string, TypedRecord[]>();
      for (const row of found) groups.set(row.key, [...(groups.get(row.key) ?? []), typedOf(row)]);
      return [...groups]
        .slice(0, limit)
        .map(([key, entries]) => ({ key, hamletKey: entries[0]?.hamletKey ?? '', state: stateOf(entries), entries }));
    },
    /** Puts votes into the opened box; those that lie there already are left as they are. */
    async put(list: readonly VoteRecord[]): Promise<void> {
      for (let from = 0; from < list.length; from += chunk)
        try {
          await votes.insertMany(
            list.slice(from, from + chunk).map(({ id, ...rest }) => ({ ...rest, _id: new Types.ObjectId(id) })),
            { ordered: false },
          );
        } catch (error) {
          if (!duplicateKeyField(error)) throw error;
        }
    },
    /** Every vote of the box, in the order of random ids. */
    async *all(decisionId: string): AsyncGenerator<VoteRecord> {
      for (let after: Types.ObjectId | null = null; ; ) {
        const page: StoredVote[] = await votes
          .find({ decisionId, ...(after !== null && { _id: { $gt: after } }) })
          .sort({ _id: 1 })
          .limit(chunk)
          .lean<StoredVote[]>();
        for (const row of page) yield voteOf(row);
        const last = page.at(-1);
        if (page.length < chunk || last === undefined) return;
        after = last._id;
      }
    },
    async *receipts(decisionId: string): AsyncGenerator<string> {
      for (let after: string | null = null; ; ) {
        const page: StoredVote[] = await votes
          .find({ decisionId, ...(after !== null && { receipt: { $gt: after } }) }, { receipt: 1 })
          .sort({ receipt: 1 })
          .limit(chunk)
          .lean<StoredVote[]>();
        for (const { receipt } of page) yield receipt;
        const last = page.at(-1);
        if (page.length < chunk || last === undefined) return;
        after = last.receipt;
      }
    },
    async hasReceipt(decisionId: string, receipt: string): Promise<boolean> {
      return (await votes.exists({ decisionId, receipt })) !== null;
    },
    count: (decisionId: string): Promise<number> => votes.countDocuments({ decisionId }),
  };
}
