import { Schema } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { ImportRow } from '../../domain/household-import.js';

/** A line that is to be taken over: into a new household, or into one as it stood at a revision. */
export type PlannedRow = ImportRow & { householdId: string; revision: number | null };
export type ImportCounts = { created: number; changed: number; unchanged: number; wrong: number };
export type ImportOutcome = { counts: ImportCounts; skipped: { row: number; code: string }[] };

export type ImportRecord = {
  /** Names the outcome that was previewed. */
  digest: string;
  fileHash: string;
  by: string;
  at: Date;
  counts: ImportCounts;
  /** Empty once done. */
  rows: PlannedRow[];
  state: 'running' | 'done';
  outcome: ImportOutcome | null;
};
type Stored = Omit<ImportRecord, 'digest'> & { _id: string };

const Mixed = Schema.Types.Mixed;
const schema = new Schema<Stored>(
  { _id: String, fileHash: String, by: String, at: Date, counts: Mixed, rows: Mixed, state: String, outcome: Mixed },
  { versionKey: false, minimize: false },
).index({ state: 1, at: 1 });

export type ImportsStore = ReturnType<typeof importsStore>;

/** Imports that have begun: what is to be done is written down first, so that it can be finished by whoever comes next. */
export function importsStore(database: Database) {
  const imports = database.collection<Stored>('household_imports', schema);
  const recordOf = ({ _id, ...row }: Stored): ImportRecord => ({ ...row, digest: _id, outcome: row.outcome ?? null });

  return {
    async find(digest: string): Promise<ImportRecord | null> {
      const row = await imports.findById(digest).lean();
      return row ? recordOf(row as Stored) : null;
    },
    /** The one that stands there when the same was begun before. */
    async begin({ digest, ...record }: ImportRecord): Promise<ImportRecord> {
      try {
        await imports.create({ ...record, _id: digest });
        return { digest, ...record };
      } catch (error) {
        if (duplicateKeyField(error) === null) throw error;
        const before = await imports.findById(digest).lean();
        if (!before) throw error;
        return recordOf(before as Stored);
      }
    },
    async finish(digest: string, outcome: ImportOutcome): Promise<void> {
      await imports.updateOne({ _id: digest, state: 'running' }, { $set: { state: 'done', outcome, rows: [] } });
    },
    async unfinished(before: Date, limit: number): Promise<ImportRecord[]> {
      const rows = await imports
        .find({ state: 'running', at: { $lt: before } })
        .sort({ at: 1 })
        .limit(limit)
        .lean();
      return (rows as Stored[]).map(recordOf);
    },
  };
}
