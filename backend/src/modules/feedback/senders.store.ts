import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';

/** `request`: a keyed hash that tells a repeat of the same request from another one. */
type Sent = { _id: Types.ObjectId; sender: string; request: string; textHash: string; at: Date };
type Block = { _id: Types.ObjectId; sender: string; until: string; reason: string; by: string; at: Date; held: number };
export type BlockRecord = Omit<Block, '_id' | 'sender'> & { id: string };

const rememberedSeconds = 3 * 86_400;

export type SendersStore = ReturnType<typeof sendersStore>;

/** How much somebody sent lately, and who is put aside. Senders are keyed hashes; nothing here says which report was whose. */
export function sendersStore(database: Database) {
  const sent = database.collection<Sent>(
    'report_senders',
    new Schema<Sent>(
      { sender: String, request: { type: String, unique: true }, textHash: String, at: { type: Date, expires: rememberedSeconds } },
      { versionKey: false },
    ).index({ sender: 1, at: 1 }),
  );
  const blocks = database.collection<Block>(
    'report_blocks',
    new Schema<Block>(
      { sender: { type: String, unique: true }, until: String, reason: String, by: String, at: Date, held: Number },
      { versionKey: false },
    ),
  );
  const blockOf = ({ _id, sender: _sender, ...rest }: Block): BlockRecord => ({ ...rest, id: String(_id) });

  return {
    /** The same request again is noted once. */
    async note(sender: string, request: string, textHash: string, at: Date): Promise<void> {
      try {
        await sent.create({ sender, request, textHash, at });
      } catch (error) {
        if (!duplicateKeyField(error)) throw error;
      }
    },
    /** When one of these keys sent something else since, and whether it was the same text. */
    async recent(senders: readonly string[], request: string, textHash: string, since: Date): Promise<{ at: Date; same: boolean }[]> {
      const rows = await sent
        .find({ sender: { $in: [...senders] }, at: { $gte: since }, request: { $ne: request } })
        .sort({ at: -1 })
        .limit(200)
        .lean<Sent[]>();
      return rows.map((row) => ({ at: row.at, same: row.textHash === textHash }));
    },
    /** Counts one more report of a sender who is put aside; false for everybody else. */
    async hold(senders: readonly string[], today: string): Promise<boolean> {
      const { modifiedCount } = await blocks.updateOne({ sender: { $in: [...senders] }, until: { $gte: today } }, { $inc: { held: 1 } });
      return modifiedCount === 1;
    },
    async block(sender: string, block: Omit<BlockRecord, 'id' | 'held'>): Promise<void> {
      try {
        await blocks.updateOne({ sender }, { $set: block, $setOnInsert: { held: 0 } }, { upsert: true });
      } catch (error) {
        if (!duplicateKeyField(error)) throw error;
        await blocks.updateOne({ sender }, { $set: block });
      }
    },
    async listBlocks(): Promise<BlockRecord[]> {
      return (await blocks.find().sort({ _id: -1 }).limit(500).lean<Block[]>()).map(blockOf);
    },
    async lift(id: string): Promise<boolean> {
      return (await blocks.deleteOne({ _id: new Types.ObjectId(id) })).deletedCount === 1;
    },
  };
}
