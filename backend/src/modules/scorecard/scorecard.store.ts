import { Schema } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { ScoreKey, TypedScore } from '../../contracts/scorecard.js';
import type { VisitFacts } from '../../domain/scorecard.js';

/** A number the office typed, with who, when and after which source; null takes the one before back. */
export type TypedEntry = { score: TypedScore | null; source: string; by: string; officerId: string; at: Date };
export type TypedNumber = { quarter: string; criterion: ScoreKey; revision: number; entries: TypedEntry[] };
type StoredNumber = TypedNumber & { _id: string };
type StoredFacts = { _id: string; facts: VisitFacts };

const keyOf = (quarter: string, criterion: ScoreKey) => `${quarter}|${criterion}`;
const mostEntries = 100;

export type ScorecardStore = ReturnType<typeof scorecardStore>;

export function scorecardStore(database: Database) {
  const { Mixed } = Schema.Types;
  const numbers = database.collection<StoredNumber>(
    'scorecard_numbers',
    new Schema<StoredNumber>(
      { _id: String, quarter: { type: String, index: true }, criterion: String, revision: Number, entries: Mixed } as never,
      { versionKey: false },
    ),
  );
  const quarters = database.collection<StoredFacts>(
    'scorecard_visits',
    new Schema<StoredFacts>({ _id: String, facts: Mixed } as never, { versionKey: false, minimize: false }),
  );
  return {
    async typed(ofQuarters: readonly string[]): Promise<TypedNumber[]> {
      const rows = await numbers.find({ quarter: { $in: [...ofQuarters] } }).lean<StoredNumber[]>();
      return rows.map(({ _id, ...rest }) => rest);
    },
    /** Puts an entry on top of the revision that was seen; null when somebody was faster. */
    async type(quarter: string, criterion: ScoreKey, revision: number, entry: TypedEntry): Promise<number | null> {
      try {
        const row = await numbers
          .findOneAndUpdate(
            { _id: keyOf(quarter, criterion), revision },
            {
              $set: { quarter, criterion, revision: revision + 1 },
              $push: { entries: { $each: [entry], $position: 0, $slice: mostEntries } },
            },
            { upsert: revision === 0, returnDocument: 'after' },
          )
          .lean<StoredNumber>();
        return row?.revision ?? null;
      } catch (error) {
        if (duplicateKeyField(error)) return null;
        throw error;
      }
    },
    /** What was read from the visits of quarters that are over. */
    async kept(ofQuarters: readonly string[]): Promise<Map<string, VisitFacts>> {
      const rows = await quarters.find({ _id: { $in: [...ofQuarters] } }).lean<StoredFacts[]>();
      return new Map(rows.map(({ _id, facts }) => [_id, facts]));
    },
    /** Keeps it once; the first to keep it is right. */
    async keep(quarter: string, facts: VisitFacts): Promise<void> {
      try {
        await quarters.insertMany([{ _id: quarter, facts }]);
      } catch (error) {
        if (duplicateKeyField(error) === null) throw error;
      }
    },
  };
}
