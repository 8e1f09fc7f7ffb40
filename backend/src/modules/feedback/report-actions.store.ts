import { Schema, Types } from 'mongoose';
import type { Database } from '../../adapters/mongo.js';
import type { ReportRecord } from '../../domain/report-record.js';

export type ActionItem = {
  id: string;
  before: Pick<ReportRecord, 'assignee' | 'status' | 'queue' | 'dueOn'>;
  revisionAfter: number;
};
type Stored = {
  _id: Types.ObjectId;
  kind: 'assign' | 'merge';
  by: string;
  at: Date;
  into: string | null;
  /** Who was added to the report the others were merged into. */
  joined: string[];
  items: ActionItem[];
  undoneAt: Date | null;
};
export type ActionRecord = Omit<Stored, '_id'> & { id: string };

const keptSeconds = 86_400;

export type ReportActionsStore = ReturnType<typeof reportActionsStore>;

/** What was done to many reports at once, for a day, so that it can be taken back. */
export function reportActionsStore(database: Database) {
  const { Mixed } = Schema.Types;
  const actions = database.collection<Stored>(
    'report_actions',
    new Schema<Stored>(
      {
        kind: String,
        by: String,
        at: { type: Date, expires: keptSeconds },
        into: String,
        joined: [String],
        items: Mixed,
        undoneAt: Date,
      },
      { versionKey: false, minimize: false },
    ),
  );
  return {
    async add(action: Omit<ActionRecord, 'id' | 'undoneAt'>): Promise<string> {
      const _id = new Types.ObjectId();
      await actions.insertMany([{ ...action, _id, undoneAt: null }]);
      return String(_id);
    },
    /** Taken back by one call only, by whom did it, while it is not older than `since`. */
    async claimUndo(id: string, by: string, since: Date, now: Date): Promise<ActionRecord | null> {
      const row = await actions
        .findOneAndUpdate({ _id: new Types.ObjectId(id), by, undoneAt: null, at: { $gte: since } }, { $set: { undoneAt: now } })
        .lean<Stored>();
      if (!row) return null;
      const { _id, ...rest } = row;
      return { ...rest, id: String(_id), into: rest.into ?? null };
    },
  };
}
