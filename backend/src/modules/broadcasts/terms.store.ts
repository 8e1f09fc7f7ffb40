import { Schema } from 'mongoose';
import type { Database } from '../../adapters/mongo.js';
import type { MessagingTerms } from '../../contracts/broadcasts.js';

type Stored = { _id: string; terms: MessagingTerms };

export type TermsStore = ReturnType<typeof termsStore>;

/** Zalo's prices and quotas as the commune wrote them down, one row for each day they begin to hold. */
export function termsStore(database: Database) {
  const terms = database.collection<Stored>(
    'messaging_terms',
    new Schema<Stored>({ _id: String, terms: Schema.Types.Mixed }, { versionKey: false, minimize: false }),
  );
  return {
    async all(): Promise<MessagingTerms[]> {
      return (await terms.find().sort({ _id: 1 }).lean<Stored[]>()).map((row) => row.terms);
    },
    async save(given: MessagingTerms): Promise<void> {
      await terms.updateOne({ _id: given.validFrom }, { $set: { terms: given } }, { upsert: true });
    },
  };
}
