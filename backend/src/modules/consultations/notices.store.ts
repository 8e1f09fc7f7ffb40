import { Schema } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';

/** A message to be sent, under the key it is sent by: made once however often it is asked for. What it says is read when it goes. */
export type ConsultationNotice = {
  id: string;
  consultationId: string;
  /** An officer who is reminded of a due synthesis, or the opinion whose author is told of the answer. */
  to: { officerId: string } | { opinionId: string };
  dueAt: Date | null;
  staleAfter: Date;
};

type Stored = Omit<ConsultationNotice, 'id'> & { _id: string; createdAt: Date };

/** Far longer than any of its causes is looked at again. */
const keptSeconds = 400 * 86_400;

const schema = new Schema<Stored>(
  {
    _id: String,
    consultationId: String,
    to: Schema.Types.Mixed,
    dueAt: { type: Date, index: true },
    staleAfter: Date,
    createdAt: { type: Date, expires: keptSeconds },
  },
  { versionKey: false },
);

export type ConsultationNoticesStore = ReturnType<typeof consultationNoticesStore>;

export function consultationNoticesStore(database: Database) {
  const notices = database.collection<Stored>('consultation_notices', schema);
  return {
    async add({ id, ...notice }: ConsultationNotice, now: Date): Promise<void> {
      try {
        await notices.insertMany([{ ...notice, _id: id, createdAt: now }]);
      } catch (error) {
        if (duplicateKeyField(error) === null) throw error;
      }
    },
    async due(now: Date, limit: number): Promise<ConsultationNotice[]> {
      const rows = await notices
        .find({ dueAt: { $lte: now } })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(({ _id, createdAt: _createdAt, ...rest }) => ({ ...rest, id: _id }));
    },
    /** Null: it is settled. */
    async postpone(id: string, dueAt: Date | null): Promise<void> {
      await notices.updateOne({ _id: id }, { $set: { dueAt } });
    },
  };
}
