import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { HouseholdNotice } from '../../contracts/households.js';

export type RequestRecord = {
  id: string;
  residentId: string;
  /** As typed. */
  name: string;
  household: string;
  hamletKey: string;
  /** The household whose code was typed. */
  householdId: string | null;
  state: 'waiting' | 'confirmed' | 'refused' | 'withdrawn';
  at: Date;
  closedAt: Date | null;
  closedBy: string | null;
  reason: string | null;
};
type StoredRequest = Omit<RequestRecord, 'id'> & { _id: Types.ObjectId; openKey?: string };

export type NoticeRecord = {
  id: string;
  residentId: string;
  at: Date;
  kind: HouseholdNotice['kind'];
  householdId: string;
  householdCode: string;
  reason: string | null;
  seenAt: Date | null;
};
type StoredNotice = Omit<NoticeRecord, 'id'> & { _id: Types.ObjectId };

/** Long enough for somebody who opens the Mini App a few times a year. */
const noticeSeconds = 365 * 86_400;
const closedRequestSeconds = 180 * 86_400;

const requestSchema = new Schema<StoredRequest>(
  {
    residentId: String,
    name: String,
    household: String,
    hamletKey: String,
    householdId: String,
    state: String,
    at: Date,
    closedAt: Date,
    closedBy: String,
    reason: String,
    // One open request of a person by standing in this index.
    openKey: { type: String, unique: true, sparse: true },
  },
  { versionKey: false },
)
  .index({ residentId: 1, _id: -1 })
  .index({ state: 1, hamletKey: 1, _id: 1 })
  .index({ closedAt: 1 }, { expireAfterSeconds: closedRequestSeconds });

const noticeSchema = new Schema<StoredNotice>(
  {
    residentId: String,
    at: Date,
    kind: String,
    householdId: String,
    householdCode: String,
    reason: String,
    seenAt: Date,
  },
  { versionKey: false },
)
  .index({ residentId: 1, _id: -1 })
  .index({ at: 1 }, { expireAfterSeconds: noticeSeconds });

const idOf = (id: string) => new Types.ObjectId(id);

export type LinksStore = ReturnType<typeof linksStore>;

/** What people ask of the book, and what it has to tell them. */
export function linksStore(database: Database) {
  const requests = database.collection<StoredRequest>('household_requests', requestSchema);
  const notices = database.collection<StoredNotice>('household_notices', noticeSchema);

  const requestOf = ({ _id, openKey: _key, ...row }: StoredRequest): RequestRecord => ({
    ...row,
    id: String(_id),
    householdId: row.householdId ?? null,
    closedAt: row.closedAt ?? null,
    closedBy: row.closedBy ?? null,
    reason: row.reason ?? null,
  });
  const found = (row: unknown): RequestRecord | null => (row ? requestOf(row as StoredRequest) : null);
  const inHamlets = (hamletKeys: readonly string[] | null) => (hamletKeys === null ? {} : { hamletKey: { $in: [...hamletKeys] } });

  return {
    /** `open`: the person has one that waits. */
    async ask({ id, ...request }: RequestRecord): Promise<'saved' | 'open'> {
      try {
        await requests.create({ ...request, _id: idOf(id), openKey: request.residentId });
        return 'saved';
      } catch (error) {
        if (duplicateKeyField(error) === 'openKey') return 'open';
        throw error;
      }
    },
    find: async (id: string) => found(await requests.findById(idOf(id)).lean()),
    latestOf: async (residentId: string) => found(await requests.findOne({ residentId }).sort({ _id: -1 }).lean()),
    async waiting(hamletKeys: readonly string[] | null, after: string | null, limit: number): Promise<RequestRecord[]> {
      const rows = await requests
        .find({ state: 'waiting', ...inHamlets(hamletKeys), ...(after !== null && { _id: { $gt: idOf(after) } }) })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return (rows as StoredRequest[]).map(requestOf);
    },
    countWaiting: (hamletKeys: readonly string[] | null): Promise<number> =>
      requests.countDocuments({ state: 'waiting', ...inHamlets(hamletKeys) }),
    /** False when it waits no more. */
    async close(
      where: { id: string; residentId?: string } | { residentId: string },
      closed: Pick<RequestRecord, 'state' | 'reason' | 'closedBy'> & { closedAt: Date },
    ): Promise<boolean> {
      const whose =
        'id' in where ? { _id: idOf(where.id), ...(where.residentId !== undefined && { residentId: where.residentId }) } : where;
      const done = await requests.updateOne({ ...whose, state: 'waiting' }, { $set: closed, $unset: { openKey: '' } });
      return done.matchedCount === 1;
    },

    /** The same notice again changes nothing. */
    async tell({ id, ...notice }: NoticeRecord): Promise<void> {
      await notices.updateOne({ _id: idOf(id) }, { $setOnInsert: notice }, { upsert: true });
    },
    async unseen(residentId: string, limit: number): Promise<NoticeRecord[]> {
      const rows = (await notices.find({ residentId, seenAt: null }).sort({ _id: -1 }).limit(limit).lean()) as StoredNotice[];
      return rows.map(({ _id, ...row }) => ({ ...row, id: String(_id), reason: row.reason ?? null, seenAt: row.seenAt ?? null }));
    },
    async see(residentId: string, ids: readonly string[], at: Date): Promise<number> {
      const done = await notices.updateMany({ _id: { $in: ids.map(idOf) }, residentId, seenAt: null }, { $set: { seenAt: at } });
      return done.modifiedCount;
    },
    async erase(residentId: string): Promise<void> {
      await requests.deleteMany({ residentId });
      await notices.deleteMany({ residentId });
    },
  };
}
