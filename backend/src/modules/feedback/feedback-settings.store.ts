import { Schema } from 'mongoose';
import type { Database } from '../../adapters/mongo.js';
import { duplicateKeyField } from '../../adapters/mongo.js';
import type { FeedbackSettings } from '../../contracts/feedback-settings.js';

type Stored = FeedbackSettings & { _id: string };
const only = 'feedback';

export type FeedbackSettingsStore = ReturnType<typeof feedbackSettingsStore>;

/** Categories, routing, covers, templates and terms: one document, replaced as a whole by whoever saw the latest. */
export function feedbackSettingsStore(database: Database) {
  const { Mixed } = Schema.Types;
  const settings = database.collection<Stored>(
    'feedback_settings',
    new Schema<Stored>(
      {
        _id: String,
        revision: Number,
        categories: Mixed,
        routing: Mixed,
        covers: Mixed,
        templates: Mixed,
        terms: Mixed,
        petitionHandlerId: String,
      } as never,
      { versionKey: false, minimize: false },
    ),
  );
  return {
    async read(): Promise<FeedbackSettings | null> {
      const row = await settings.findById(only).lean<Stored>();
      if (!row) return null;
      const { _id, ...rest } = row;
      return { ...rest, petitionHandlerId: rest.petitionHandlerId ?? null };
    },
    /** Null when somebody saved meanwhile. */
    async save({ revision, ...given }: FeedbackSettings): Promise<FeedbackSettings | null> {
      const next = { ...given, revision: revision + 1 };
      try {
        // The first save makes the document; a second first save meets its key.
        const row = await settings
          .findOneAndUpdate({ _id: only, revision }, { $set: next }, { upsert: revision === 0, returnDocument: 'after' })
          .lean<Stored>();
        return row && next;
      } catch (error) {
        if (duplicateKeyField(error)) return null;
        throw error;
      }
    },
  };
}
