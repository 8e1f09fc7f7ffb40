import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { PetitionStep } from '../../contracts/sealed-petitions.js';

/** Everything of the matter is in `sealed`; outside stand only who may open it, who may not, and its dates. */
type Stored = {
  _id: Types.ObjectId;
  year: number;
  sequence: number;
  reportId: string;
  sealed: string;
  handlerId: string | null;
  accused: string[];
  sealedAt: Date;
  step: 'received' | PetitionStep;
  dueOn: string | null;
  history: { at: Date; by: string; sealed: string }[];
  openings: { at: Date; by: string }[];
  /** False until nothing of it is left where it came from. */
  finished: boolean;
  /** False until the person who sent it was told where to go. */
  told: boolean;
};
export type PetitionRecord = Omit<Stored, '_id' | 'year' | 'sequence'> & { id: string; code: string };

export type PetitionsStore = ReturnType<typeof petitionsStore>;

const tries = 50;

export function petitionsStore(database: Database) {
  const { Mixed } = Schema.Types;
  const petitions = database.collection<Stored>(
    'sealed_petitions',
    new Schema<Stored>(
      {
        year: Number,
        sequence: Number,
        reportId: { type: String, unique: true },
        sealed: String,
        handlerId: String,
        accused: [String],
        sealedAt: Date,
        step: String,
        dueOn: String,
        history: Mixed,
        openings: Mixed,
        finished: Boolean,
        told: Boolean,
      },
      { versionKey: false, minimize: false },
    )
      .index({ year: 1, sequence: 1 }, { unique: true })
      .index({ handlerId: 1, sealedAt: -1 })
      .index({ finished: 1 })
      .index({ told: 1 }),
  );
  const recordOf = ({ _id, year, sequence, ...rest }: Stored): PetitionRecord => ({
    ...rest,
    id: String(_id),
    code: `ĐT-${year}-${String(sequence).padStart(4, '0')}`,
    handlerId: rest.handlerId ?? null,
    dueOn: rest.dueOn ?? null,
  });
  const idOf = (id: string) => new Types.ObjectId(id);

  return {
    /** One petition for a report; a second call gives the first. */
    async add(
      petition: Pick<Stored, 'reportId' | 'sealed' | 'handlerId' | 'accused' | 'sealedAt' | 'dueOn'>,
      year: number,
    ): Promise<PetitionRecord> {
      const last = await petitions.findOne({ year }).sort({ sequence: -1 }).select({ sequence: 1 }).lean<Stored>();
      for (let attempt = 1; attempt <= tries; attempt += 1) {
        const row: Stored = {
          ...petition,
          _id: new Types.ObjectId(),
          year,
          sequence: (last?.sequence ?? 0) + attempt,
          step: 'received',
          history: [],
          openings: [],
          finished: false,
          told: false,
        };
        try {
          await petitions.insertMany([row]);
          return recordOf(row);
        } catch (error) {
          if (!duplicateKeyField(error)) throw error;
          const before = await petitions.findOne({ reportId: petition.reportId }).lean<Stored>();
          if (before) return recordOf(before);
        }
      }
      throw new Error('no free petition number');
    },
    async find(id: string): Promise<PetitionRecord | null> {
      const row = await petitions.findById(idOf(id)).lean<Stored>();
      return row && recordOf(row);
    },
    /** Those of a handler; without one all of them. The newest first. */
    async list(handlerId: string | null, limit: number): Promise<PetitionRecord[]> {
      const rows = await petitions
        .find(handlerId === null ? {} : { handlerId })
        .sort({ sealedAt: -1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(recordOf);
    },
    /** Written down before anything is shown; null when the petition is no longer theirs. */
    async open(id: string, handlerId: string, opening: { at: Date; by: string }, sealedNote: string): Promise<PetitionRecord | null> {
      const row = await petitions
        .findOneAndUpdate(
          { _id: idOf(id), handlerId },
          { $push: { openings: opening, history: { ...opening, sealed: sealedNote } } },
          { returnDocument: 'after' },
        )
        .lean<Stored>();
      return row && recordOf(row);
    },
    async step(
      id: string,
      handlerId: string,
      step: PetitionStep,
      dueOn: string | null,
      entry: { at: Date; by: string; sealed: string },
    ): Promise<PetitionRecord | null> {
      const row = await petitions
        .findOneAndUpdate(
          { _id: idOf(id), handlerId, step: { $ne: 'closed' } },
          { $set: { step, dueOn }, $push: { history: entry } },
          { returnDocument: 'after' },
        )
        .lean<Stored>();
      return row && recordOf(row);
    },
    /** Null when somebody gave it away meanwhile, or it complains of the new handler. */
    async reassign(
      id: string,
      from: string | null,
      to: string,
      entry: { at: Date; by: string; sealed: string },
    ): Promise<PetitionRecord | null> {
      const row = await petitions
        .findOneAndUpdate(
          { _id: idOf(id), handlerId: from, accused: { $ne: to } },
          { $set: { handlerId: to }, $push: { history: entry } },
          { returnDocument: 'after' },
        )
        .lean<Stored>();
      return row && recordOf(row);
    },
    async unfinished(limit: number): Promise<PetitionRecord[]> {
      return (await petitions.find({ finished: false }).limit(limit).lean<Stored[]>()).map(recordOf);
    },
    async untold(limit: number): Promise<PetitionRecord[]> {
      return (await petitions.find({ told: false }).limit(limit).lean<Stored[]>()).map(recordOf);
    },
    /** What was added to the report before it was emptied. */
    async reseal(id: string, sealed: string): Promise<void> {
      await petitions.updateOne({ _id: idOf(id), finished: false }, { $set: { sealed } });
    },
    async mark(id: string, mark: Partial<Pick<Stored, 'finished' | 'told'>>): Promise<void> {
      await petitions.updateOne({ _id: idOf(id) }, { $set: mark });
    },
  };
}
