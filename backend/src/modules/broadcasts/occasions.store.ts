import { Schema } from 'mongoose';
import type { Database } from '../../adapters/mongo.js';

/** What the commune changed of an occasion; what is absent is as the list has it. */
export type OccasionChange = {
  enabled?: boolean | undefined;
  draftDaysBefore?: number | undefined;
  sendTime?: string | undefined;
  title?: string | undefined;
  text?: string | undefined;
};
type Stored = OccasionChange & { _id: string };

export type OccasionsStore = ReturnType<typeof occasionsStore>;

export function occasionsStore(database: Database) {
  const occasions = database.collection<Stored>(
    'occasions',
    new Schema<Stored>(
      { _id: String, enabled: Boolean, draftDaysBefore: Number, sendTime: String, title: String, text: String },
      { versionKey: false },
    ),
  );
  return {
    async changes(): Promise<ReadonlyMap<string, OccasionChange>> {
      const rows = await occasions.find().lean<Stored[]>();
      return new Map(rows.map(({ _id, ...change }) => [_id, change]));
    },
    async save(key: string, change: OccasionChange): Promise<void> {
      await occasions.updateOne({ _id: key }, { $set: change }, { upsert: true });
    },
  };
}
