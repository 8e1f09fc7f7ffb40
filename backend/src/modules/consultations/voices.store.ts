import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { Stance, StanceCounts } from '../../contracts/consultations.js';

/** Both lie under a keyed hash of what is spoken of and of who speaks: the key is the rule that each has one, and nothing says who it is. */
type Support = { _id: string; consultationId: Types.ObjectId; opinionId: Types.ObjectId };
type Voice = { _id: string; consultationId: Types.ObjectId; version: number; stance: Stance };

const { ObjectId } = Schema.Types;
const supportSchema = new Schema<Support>({ _id: String, consultationId: ObjectId, opinionId: ObjectId }, { versionKey: false }).index({
  opinionId: 1,
});
const voiceSchema = new Schema<Voice>(
  { _id: String, consultationId: ObjectId, version: Number, stance: String },
  { versionKey: false },
).index({
  consultationId: 1,
  version: 1,
  stance: 1,
});

const idOf = (id: string) => new Types.ObjectId(id);

export type VoicesStore = ReturnType<typeof voicesStore>;

/** Who supports which opinion, and what each thinks of the draft on the whole. */
export function voicesStore(database: Database) {
  const supports = database.collection<Support>('consultation_supports', supportSchema);
  const voices = database.collection<Voice>('consultation_stances', voiceSchema);

  return {
    async support(hash: string, { consultationId, opinionId }: { consultationId: string; opinionId: string }): Promise<void> {
      try {
        await supports.insertMany([{ _id: hash, consultationId: idOf(consultationId), opinionId: idOf(opinionId) }]);
      } catch (error) {
        if (duplicateKeyField(error) === null) throw error;
      }
    },
    async takeBack(hashes: readonly string[]): Promise<void> {
      await supports.deleteMany({ _id: { $in: [...hashes] } });
    },
    async supportsOf(opinionIds: readonly string[]): Promise<Map<string, number>> {
      if (opinionIds.length === 0) return new Map();
      const counted = await supports.aggregate<{ _id: Types.ObjectId; count: number }>([
        { $match: { opinionId: { $in: opinionIds.map(idOf) } } },
        { $group: { _id: '$opinionId', count: { $sum: 1 } } },
      ]);
      return new Map(counted.map(({ _id, count }) => [String(_id), count]));
    },
    /** Those of these hashes under which a support stands. */
    async standing(hashes: readonly string[]): Promise<Set<string>> {
      if (hashes.length === 0) return new Set();
      return new Set((await supports.find({ _id: { $in: [...hashes] } }, { _id: 1 }).lean()).map(({ _id }) => _id));
    },
    /** Says or changes what somebody thinks; the last word stands, once. */
    async say(hash: string, voice: { consultationId: string; version: number; stance: Stance }): Promise<void> {
      const { consultationId, version, stance } = voice;
      const write = () =>
        voices.updateOne(
          { _id: hash },
          { $set: { stance }, $setOnInsert: { consultationId: idOf(consultationId), version } },
          { upsert: true },
        );
      try {
        await write();
      } catch (error) {
        // Two phones at the same moment: the other made it, so this is a change.
        if (duplicateKeyField(error) === null) throw error;
        await write();
      }
    },
    async unsay(hashes: readonly string[]): Promise<void> {
      await voices.deleteMany({ _id: { $in: [...hashes] } });
    },
    async stanceOf(hashes: readonly string[]): Promise<Stance | null> {
      return (await voices.findOne({ _id: { $in: [...hashes] } }).lean())?.stance ?? null;
    },
    async stances(consultationId: string, version: number): Promise<StanceCounts> {
      const counted = await voices.aggregate<{ _id: Stance; count: number }>([
        { $match: { consultationId: idOf(consultationId), version } },
        { $group: { _id: '$stance', count: { $sum: 1 } } },
      ]);
      return { agree: 0, disagree: 0, other: 0, ...Object.fromEntries(counted.map(({ _id, count }) => [_id, count])) };
    },
  };
}
