import { Schema, Types } from 'mongoose';
import type { Database } from '../../adapters/mongo.js';
import { duplicateKeyField } from '../../adapters/mongo.js';
import type { ProcedureVersion } from '../../contracts/procedures.js';

const { Mixed } = Schema.Types;
type Stored = Omit<ProcedureVersion, 'id' | 'validTo'> & { _id: Types.ObjectId };

export type ProceduresStore = ReturnType<typeof proceduresStore>;

/** Versions are only ever added: the end of one is the day before the next begins, so nothing written before is touched. */
export function proceduresStore(database: Database) {
  const versions = database.collection<Stored>(
    'procedure_versions',
    new Schema<Stored>(
      {
        code: String,
        otherCodes: [String],
        version: Number,
        validFrom: String,
        name: String,
        plainName: String,
        synonyms: [String],
        field: String,
        processing: Mixed,
        fees: Mixed,
        feeExemption: String,
        documents: Mixed,
        steps: [String],
        channels: [String],
        presence: String,
        resultName: String,
        legalBasis: [String],
        portalUrl: String,
        certainty: String,
        certaintyNote: String,
        places: Mixed,
        booking: Mixed,
      },
      { versionKey: false, minimize: false },
    ).index({ code: 1, version: 1 }, { unique: true }),
  );
  return {
    async all(): Promise<Omit<ProcedureVersion, 'validTo'>[]> {
      const rows = await versions.find().sort({ code: 1, version: 1 }).lean();
      return rows.map(({ _id, ...rest }) => ({ ...rest, id: String(_id) })) as Omit<ProcedureVersion, 'validTo'>[];
    },
    /** Inserts under (code, version): of two officers adding the same version one is told `taken`. */
    async add(version: Omit<ProcedureVersion, 'id' | 'validTo'>): Promise<{ kind: 'saved'; id: string } | { kind: 'taken' }> {
      const _id = new Types.ObjectId();
      try {
        await versions.insertMany([{ ...version, _id }]);
        return { kind: 'saved', id: String(_id) };
      } catch (error) {
        if (duplicateKeyField(error)) return { kind: 'taken' };
        throw error;
      }
    },
  };
}
