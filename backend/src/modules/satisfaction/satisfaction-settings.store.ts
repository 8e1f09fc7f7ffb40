import { Schema } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { SatisfactionSampling } from '../../contracts/satisfaction.js';
import type { Criterion } from '../../contracts/satisfaction-questions.js';

export type Edition = { validFrom: string; questions: number; off: Criterion[]; by: string | null; at: Date | null };
export type SettingsRecord = { revision: number; sampling: SatisfactionSampling; editions: Edition[] };

/** What a day's lot was drawn by, kept from its beginning: whoever draws the day again draws the same. */
export type DrawPlan = { sampling: SatisfactionSampling; questions: number; off: Criterion[] };
export type DrawCounts = { served: number; reachable: number; invited: number };
type StoredDraw = DrawPlan & Partial<DrawCounts> & { _id: string; done: boolean };
type StoredSettings = SettingsRecord & { _id: string };

const only = 'satisfaction';

export type SatisfactionSettingsStore = ReturnType<typeof satisfactionSettingsStore>;

export function satisfactionSettingsStore(database: Database) {
  const { Mixed } = Schema.Types;
  const settings = database.collection<StoredSettings>(
    'satisfaction_settings',
    new Schema<StoredSettings>({ _id: String, revision: Number, sampling: Mixed, editions: Mixed } as never, {
      versionKey: false,
      minimize: false,
    }),
  );
  const draws = database.collection<StoredDraw>(
    'satisfaction_draws',
    new Schema<StoredDraw>(
      {
        _id: String,
        sampling: Mixed,
        questions: Number,
        off: [String],
        done: Boolean,
        served: Number,
        reachable: Number,
        invited: Number,
      } as never,
      { versionKey: false },
    ),
  );
  return {
    async read(): Promise<SettingsRecord | null> {
      const row = await settings.findById(only).lean<StoredSettings>();
      return row && { revision: row.revision, sampling: row.sampling, editions: row.editions };
    },
    /** Null when somebody saved meanwhile. */
    async save({ revision, ...given }: SettingsRecord): Promise<SettingsRecord | null> {
      const next = { ...given, revision: revision + 1 };
      try {
        // The first save makes the document; a second first save meets its key.
        const row = await settings
          .findOneAndUpdate({ _id: only, revision }, { $set: next }, { upsert: revision === 0, returnDocument: 'after' })
          .lean<StoredSettings>();
        return row && next;
      } catch (error) {
        if (duplicateKeyField(error)) return null;
        throw error;
      }
    },

    /** Those of these days whose lot has not been drawn to the end. */
    async undrawn(days: readonly string[]): Promise<string[]> {
      const rows = await draws.find({ _id: { $in: [...days] }, done: true }, { _id: 1 }).lean<Pick<StoredDraw, '_id'>[]>();
      const done = new Set(rows.map(({ _id }) => _id));
      return days.filter((day) => !done.has(day));
    },
    /** Begins a day's lot; the first to begin it says by what it is drawn. */
    async begin(day: string, plan: DrawPlan): Promise<DrawPlan> {
      try {
        await draws.insertMany([{ _id: day, ...plan, done: false }]);
        return plan;
      } catch (error) {
        if (duplicateKeyField(error) === null) throw error;
        return (await draws.findById(day).lean<StoredDraw>()) ?? plan;
      }
    },
    async end(day: string, counts: DrawCounts): Promise<void> {
      await draws.updateOne({ _id: day, done: false }, { $set: { ...counts, done: true } });
    },
    async lastDraws(limit: number): Promise<({ day: string } & DrawCounts)[]> {
      const rows = await draws.find({ done: true }).sort({ _id: -1 }).limit(limit).lean<StoredDraw[]>();
      return rows.map(({ _id, served = 0, reachable = 0, invited = 0 }) => ({ day: _id, served, reachable, invited }));
    },
  };
}
