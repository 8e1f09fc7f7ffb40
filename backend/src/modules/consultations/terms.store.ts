import { Schema } from 'mongoose';
import type { Database } from '../../adapters/mongo.js';
import type { ConsultationTerm } from '../../contracts/consultation-desk.js';

type Stored = { _id: string; synthesisWorkingDays: number };

export type ConsultationTermsStore = ReturnType<typeof consultationTermsStore>;

/** The commune's own terms, one for each day from which one holds. */
export function consultationTermsStore(database: Database) {
  const rows = database.collection<Stored>(
    'consultation_terms',
    new Schema<Stored>({ _id: String, synthesisWorkingDays: Number }, { versionKey: false }),
  );
  return {
    async list(): Promise<ConsultationTerm[]> {
      const terms = await rows.find().sort({ _id: 1 }).limit(200).lean();
      return terms.map(({ _id, synthesisWorkingDays }) => ({ validFrom: _id, synthesisWorkingDays }));
    },
    async save({ validFrom, synthesisWorkingDays }: ConsultationTerm): Promise<void> {
      await rows.updateOne({ _id: validFrom }, { $set: { synthesisWorkingDays } }, { upsert: true });
    },
  };
}
