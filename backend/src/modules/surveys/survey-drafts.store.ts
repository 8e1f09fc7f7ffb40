import { Schema } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';

/** What somebody answered so far; `person` is the keyed hash of survey and person. The words lie sealed, no time is kept. */
export type DraftRecord = {
  person: string;
  survey: string;
  version: number;
  revision: number;
  /** The question they were at. */
  at: string | null;
  sealed: string;
};

type Stored = Omit<DraftRecord, 'person'> & { _id: string };

const schema = new Schema<Stored>(
  { _id: String, survey: String, version: Number, revision: Number, at: String, sealed: String },
  { versionKey: false },
).index({ survey: 1 });

const recordOf = ({ _id, ...rest }: Stored): DraftRecord => ({ ...rest, person: _id, at: rest.at ?? null });

export type SurveyDraftsStore = ReturnType<typeof surveyDraftsStore>;

export function surveyDraftsStore(database: Database) {
  const drafts = database.collection<Stored>('survey_drafts', schema);
  return {
    async find(hashes: readonly string[]): Promise<DraftRecord | null> {
      const row = await drafts.findOne({ _id: { $in: [...hashes] } }).lean();
      return row && recordOf(row as Stored);
    },
    /** The surveys of which one of these hashes has a draft. */
    async begun(hashes: readonly string[]): Promise<Set<string>> {
      const rows = await drafts.find({ _id: { $in: [...hashes] } }, { survey: 1 }).lean();
      return new Set(rows.map(({ survey }) => survey));
    },
    /** Stores the next revision of what was seen; false when another phone was faster. */
    async save({ person, ...draft }: DraftRecord, seen: number): Promise<boolean> {
      const changed = await drafts.updateOne({ _id: person, revision: seen }, { $set: draft });
      if (changed.matchedCount === 1) return true;
      try {
        await drafts.insertMany([{ ...draft, _id: person }]);
        return true;
      } catch (error) {
        if (duplicateKeyField(error) === null) throw error;
        return false;
      }
    },
    async remove(hashes: readonly string[]): Promise<void> {
      await drafts.deleteMany({ _id: { $in: [...hashes] } });
    },
    /** How many stand at each question; those that were at none under null. */
    async stops(survey: string): Promise<Map<string | null, number>> {
      const rows = await drafts.aggregate<{ _id: string | null; count: number }>([
        { $match: { survey } },
        { $group: { _id: '$at', count: { $sum: 1 } } },
      ]);
      return new Map(rows.map(({ _id, count }) => [_id ?? null, count]));
    },
    async removeOf(survey: string): Promise<void> {
      await drafts.deleteMany({ survey });
    },
  };
}
