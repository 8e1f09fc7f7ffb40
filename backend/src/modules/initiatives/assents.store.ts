import { Schema } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { AssentWay } from '../../contracts/initiatives.js';

/** That a household agrees with an initiative. Of people only what proves it: no name of who pressed. */
export type AssentRecord = {
  initiativeId: string;
  householdId: string;
  hamletKey: string;
  way: AssentWay;
  givenOn: string;
  at: Date;
  /** Who typed it in from paper. */
  recordedBy: string | null;
  /** False when the household has left the roll. */
  inRoll: boolean;
};

type Stored = AssentRecord & { _id: string };

/** Nothing is open for longer than three months and an answer; after a year nobody asks for the list, and its numbers stay with the initiative. */
const keptSeconds = 400 * 86_400;

const schema = new Schema<Stored>(
  {
    // Initiative and household: a household agrees once, whoever of it and whichever way comes first.
    _id: String,
    initiativeId: String,
    householdId: String,
    hamletKey: String,
    way: String,
    givenOn: String,
    at: { type: Date, expires: keptSeconds },
    recordedBy: String,
    inRoll: Boolean,
  },
  { versionKey: false },
).index({ initiativeId: 1, givenOn: 1 });

const keyOf = (initiativeId: string, householdId: string) => `${initiativeId}|${householdId}`;

export type AssentsStore = ReturnType<typeof assentsStore>;

/** Households' assents, one for each initiative and household. */
export function assentsStore(database: Database) {
  const assents = database.collection<Stored>('initiative_assents', schema);
  const recordOf = ({ _id, ...rest }: Stored): AssentRecord => ({ ...rest, recordedBy: rest.recordedBy ?? null });

  return {
    async insert(assent: AssentRecord): Promise<'saved' | 'exists'> {
      try {
        await assents.insertMany([{ ...assent, _id: keyOf(assent.initiativeId, assent.householdId) }]);
        return 'saved';
      } catch (error) {
        if (duplicateKeyField(error) === null) throw error;
        return 'exists';
      }
    },
    /** Puts a new one in the place of one that was given then and counts no more; false when that is not there. */
    async renew(assent: AssentRecord, givenBefore: string): Promise<boolean> {
      const { initiativeId, householdId } = assent;
      const { matchedCount } = await assents.updateOne({ _id: keyOf(initiativeId, householdId), givenOn: givenBefore }, { $set: assent });
      return matchedCount === 1;
    },
    /** False when there is none, or not in that way. */
    async remove(initiativeId: string, householdId: string, way?: AssentWay): Promise<boolean> {
      const { deletedCount } = await assents.deleteOne({ _id: keyOf(initiativeId, householdId), ...(way && { way }) });
      return deletedCount === 1;
    },
    /** The assents of one household to these initiatives, by initiative. */
    async ofHousehold(householdId: string, initiativeIds: readonly string[]): Promise<Map<string, AssentRecord>> {
      const rows = (await assents.find({ _id: { $in: initiativeIds.map((id) => keyOf(id, householdId)) } }).lean()) as Stored[];
      return new Map(rows.map((row) => [row.initiativeId, recordOf(row)]));
    },
    /** How many households of the roll agreed on which day, by initiative. */
    async tallies(initiativeIds: readonly string[]): Promise<Map<string, { givenOn: string; households: number }[]>> {
      const rows = await assents.aggregate<{ _id: { initiativeId: string; givenOn: string }; households: number }>([
        { $match: { initiativeId: { $in: [...initiativeIds] }, inRoll: true } },
        { $group: { _id: { initiativeId: '$initiativeId', givenOn: '$givenOn' }, households: { $sum: 1 } } },
      ]);
      const tallies = new Map<string, { givenOn: string; households: number }[]>(initiativeIds.map((id) => [id, []]));
      for (const { _id, households } of rows) tallies.get(_id.initiativeId)?.push({ givenOn: _id.givenOn, households });
      return tallies;
    },
    /** A page in no order that tells anything; of these hamlets, or of all when null. */
    async list(initiativeId: string, hamletKeys: readonly string[] | null, after: string | null, limit: number): Promise<AssentRecord[]> {
      const rows = await assents
        .find({
          // Ids of one initiative stand side by side; "}" is the next character after "|".
          _id: { $gt: keyOf(initiativeId, after ?? ''), $lt: `${initiativeId}}` },
          ...(hamletKeys && { hamletKey: { $in: [...hamletKeys] } }),
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return (rows as Stored[]).map(recordOf);
    },
    async householdsOf(initiativeId: string): Promise<{ householdId: string; inRoll: boolean }[]> {
      const rows = (await assents.find({ initiativeId }, { householdId: 1, inRoll: 1 }).lean()) as Stored[];
      return rows.map(({ householdId, inRoll }) => ({ householdId, inRoll }));
    },
    /** Whether these households stand in the roll. */
    async mark(initiativeId: string, householdIds: readonly string[], inRoll: boolean): Promise<void> {
      if (householdIds.length === 0) return;
      await assents.updateMany({ _id: { $in: householdIds.map((id) => keyOf(initiativeId, id)) } }, { $set: { inRoll } });
    },
  };
}
