import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';

/** A rating of an answer. Nothing in it leads to the report or the person: not even its id tells when it was given. */
type Stored = { _id: Types.ObjectId; key: string; month: string; categoryKey: string; score: number; comment: string };
export type RatingSums = { categoryKey: string; count: number; total: number };

export type RatingsStore = ReturnType<typeof ratingsStore>;

/** `randomId`: 24 hexadecimal characters that tell nothing of when they were drawn. */
export function ratingsStore(database: Database, randomId: () => string) {
  const ratings = database.collection<Stored>(
    'report_ratings',
    new Schema<Stored>(
      { key: { type: String, unique: true }, month: String, categoryKey: String, score: Number, comment: String },
      { versionKey: false },
    ).index({ month: 1, categoryKey: 1 }),
  );
  return {
    /** False when this key has rated before. */
    async add(rating: Omit<Stored, '_id'>): Promise<boolean> {
      try {
        await ratings.insertMany([{ ...rating, _id: new Types.ObjectId(randomId()) }]);
        return true;
      } catch (error) {
        if (duplicateKeyField(error)) return false;
        throw error;
      }
    },
    async has(keys: readonly string[]): Promise<boolean> {
      return (await ratings.exists({ key: { $in: [...keys] } })) !== null;
    },
    async sums(fromMonth: string): Promise<RatingSums[]> {
      const rows = await ratings.aggregate<{ _id: string; count: number; total: number }>([
        { $match: { month: { $gte: fromMonth } } },
        { $group: { _id: '$categoryKey', count: { $sum: 1 }, total: { $sum: '$score' } } },
      ]);
      return rows.map(({ _id, count, total }) => ({ categoryKey: _id, count, total }));
    },
    async comments(fromMonth: string, categoryKey: string): Promise<string[]> {
      const rows = await ratings
        .find({ month: { $gte: fromMonth }, categoryKey, comment: { $ne: '' } })
        .limit(200)
        .lean<Stored[]>();
      return rows.map(({ comment }) => comment);
    },
  };
}
