import { Schema } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { OaTokenRecord, OaTokenState, OaTokenStore } from '../../adapters/zalo-tokens.js';

type Stored = {
  _id: string;
  generation: number;
  pair?: Omit<OaTokenRecord, 'generation'>;
  lost?: NonNullable<OaTokenState['lost']>;
  leaseOwner?: string;
  leaseUntil?: Date;
};

const schema = new Schema<Stored>(
  {
    _id: String,
    generation: Number,
    pair: {
      type: new Schema(
        { accessToken: String, refreshToken: String, accessExpiresAt: Date, refreshedAt: Date, origin: String },
        { _id: false },
      ),
    },
    lost: { type: new Schema({ reason: String, at: Date, origin: String }, { _id: false }) },
    leaseOwner: String,
    leaseUntil: Date,
  },
  { versionKey: false },
);

/** The Official Account's token pair: one document per account, changed only under conditions, so that any number of processes agree. */
export function oaTokenStore(database: Pick<Database, 'collection'>, oaId: string): OaTokenStore {
  const grants = database.collection<Stored>('zalo_grants', schema);

  return {
    async read() {
      const stored = await grants.findById(oaId).lean<Stored>();
      if (!stored) return { record: null, lost: null };
      const { pair, generation, lost } = stored;
      return {
        record: pair ? { ...pair, generation, origin: pair.origin ?? null } : null,
        lost: lost ? { ...lost, origin: lost.origin ?? null } : null,
      };
    },

    async claimLease(owner, leaseUntil, now) {
      try {
        const claim = await grants.updateOne(
          { _id: oaId, $or: [{ leaseUntil: null }, { leaseUntil: { $lte: now } }] },
          { $set: { leaseOwner: owner, leaseUntil }, $setOnInsert: { generation: 0 } },
          { upsert: true },
        );
        return claim.modifiedCount + claim.upsertedCount === 1;
      } catch (error) {
        // The document exists and its lease is held: the upsert tried to insert a second one.
        if (duplicateKeyField(error) !== null) return false;
        throw error;
      }
    },

    async save({ generation, ...pair }) {
      const saved = await grants.updateOne({ _id: oaId, generation: generation - 1 }, { $set: { generation, pair }, $unset: { lost: '' } });
      if (saved.matchedCount === 1) return 'saved';
      // A save whose acknowledgement was lost is repeated; the pair that is already there is ours.
      const same = await grants.exists({ _id: oaId, generation, 'pair.refreshToken': pair.refreshToken });
      return same ? 'saved' : 'overtaken';
    },

    async markLost(owner, generation, lost) {
      const marked = await grants.updateOne({ _id: oaId, generation, leaseOwner: owner }, { $set: { lost } });
      return marked.matchedCount === 1;
    },

    async release(owner) {
      await grants.updateOne({ _id: oaId, leaseOwner: owner }, { $unset: { leaseOwner: '', leaseUntil: '' } });
    },
  };
}
