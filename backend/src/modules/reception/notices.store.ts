import { Schema } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';

export type NoticeKind =
  | 'reception_changed'
  | 'reception_cancelled'
  | 'reception_reminder'
  | 'reception_answered'
  | 'answer_due'
  | 'answer_late';

/**
 * A message to be sent, under the key it is sent by: made once however often and by however many it is asked for. What it says is read when it goes.
 */
export type Notice = {
  id: string;
  kind: NoticeKind;
  /** The booking, or for officers the line of the register. */
  aboutId: string;
  /** Who gets it: an officer, or (null) whoever booked. */
  officerId: string | null;
  /** What it was made for: a session's revision or day, a due day. When that has passed, it is not sent. */
  mark: string;
  dueAt: Date | null;
  staleAfter: Date;
};

type Stored = Omit<Notice, 'id'> & { _id: string; createdAt: Date };

/** Far longer than any of its causes is looked at again. */
const keptSeconds = 200 * 86_400;

const schema = new Schema<Stored>(
  {
    _id: String,
    kind: String,
    aboutId: { type: String, index: true },
    officerId: String,
    mark: String,
    dueAt: { type: Date, index: true },
    staleAfter: Date,
    createdAt: { type: Date, expires: keptSeconds },
  },
  { versionKey: false },
);

export type NoticesStore = ReturnType<typeof noticesStore>;

export function noticesStore(database: Database) {
  const notices = database.collection<Stored>('reception_notices', schema);
  const noticeOf = ({ _id, createdAt: _createdAt, ...rest }: Stored): Notice => ({ ...rest, id: _id });
  return {
    /** False when it was made before. */
    async add({ id, ...notice }: Notice, now: Date): Promise<boolean> {
      try {
        await notices.create({ ...notice, _id: id, createdAt: now });
        return true;
      } catch (error) {
        if (duplicateKeyField(error)) return false;
        throw error;
      }
    },
    async due(now: Date, limit: number): Promise<Notice[]> {
      const rows = await notices
        .find({ dueAt: { $lte: now } })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(noticeOf);
    },
    /** Null: it is settled. */
    async postpone(id: string, dueAt: Date | null): Promise<void> {
      await notices.updateOne({ _id: id }, { $set: { dueAt } });
    },
  };
}
