import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { HouseholdGap } from '../../contracts/households.js';
import type { HouseholdEntry, keysOf } from '../../domain/households.js';

export type HouseholdRecord = HouseholdEntry & { id: string; revision: number };
export type HouseholdKeys = ReturnType<typeof keysOf>;
/** A household as lists show it. */
export type HouseholdLine = Pick<HouseholdRecord, 'id' | 'code' | 'hamletKey' | 'headName' | 'address' | 'size' | 'status'> &
  Pick<HouseholdKeys, 'sortKey' | 'representativeName' | 'representativeResidentId'>;

type Stored = HouseholdEntry &
  Omit<HouseholdKeys, 'residentIds' | 'invitationHashes'> & {
    _id: Types.ObjectId;
    revision: number;
    residentIds?: string[];
    invitationHashes?: string[];
    unsettled?: true;
  };

export type HouseholdFilter = {
  hamletKeys: readonly string[] | null;
  status: 'active' | 'ended';
  gap: HouseholdGap | null;
  asked: { keys: readonly string[]; beginsWith: string | null };
};
type Written = { record: HouseholdRecord; keys: HouseholdKeys };
export type HouseholdMark = { sortKey: string; id: string };
export type SaveOutcome = 'saved' | 'changed' | 'code_taken' | 'resident_taken';

const Mixed = Schema.Types.Mixed;
const schema = new Schema<Stored>(
  {
    code: String,
    sortKey: String,
    hamletKey: String,
    headName: String,
    address: String,
    size: Number,
    members: Mixed,
    representativeMemberId: String,
    representativeName: String,
    representativeResidentId: String,
    // An account belongs to one household by standing in this index; the household that ends or unlinks it leaves.
    residentIds: { type: [String], default: undefined },
    invitations: Mixed,
    invitationHashes: { type: [String], default: undefined },
    searchWords: [String],
    status: String,
    ended: Mixed,
    history: Mixed,
    outbox: Mixed,
    // There while the outbox holds something.
    unsettled: { type: Boolean, default: undefined },
    lastImport: String,
    revision: Number,
  },
  { versionKey: false, minimize: false },
)
  .index({ code: 1 }, { unique: true, partialFilterExpression: { status: 'active' } })
  .index({ residentIds: 1 }, { unique: true, sparse: true })
  .index({ invitationHashes: 1 }, { unique: true, sparse: true })
  .index({ status: 1, sortKey: 1, _id: 1 })
  .index({ hamletKey: 1, status: 1, sortKey: 1, _id: 1 })
  .index({ searchWords: 1 })
  .index({ code: 1, status: 1 })
  .index({ unsettled: 1 }, { sparse: true });

const idOf = (id: string) => new Types.ObjectId(id);
const lineFields = {
  code: 1,
  sortKey: 1,
  hamletKey: 1,
  headName: 1,
  address: 1,
  size: 1,
  status: 1,
  representativeName: 1,
  representativeResidentId: 1,
} as const;

export type HouseholdsStore = ReturnType<typeof householdsStore>;

/** The book of households. Each is one document and changes as one, under the revision it was read at. */
export function householdsStore(database: Database) {
  const households = database.collection<Stored>('households', schema);

  const recordOf = ({ _id, ...row }: Stored): HouseholdRecord => ({
    id: String(_id),
    code: row.code,
    hamletKey: row.hamletKey,
    headName: row.headName,
    address: row.address,
    size: row.size ?? null,
    members: row.members,
    representativeMemberId: row.representativeMemberId ?? null,
    invitations: row.invitations,
    status: row.status,
    ended: row.ended ?? null,
    history: row.history,
    outbox: row.outbox,
    lastImport: row.lastImport ?? null,
    revision: row.revision,
  });
  const lineOf = ({ _id, ...row }: Stored): HouseholdLine => ({
    id: String(_id),
    code: row.code,
    sortKey: row.sortKey,
    hamletKey: row.hamletKey,
    headName: row.headName,
    address: row.address,
    size: row.size ?? null,
    status: row.status,
    representativeName: row.representativeName ?? null,
    representativeResidentId: row.representativeResidentId ?? null,
  });
  const found = (row: unknown): HouseholdRecord | null => (row ? recordOf(row as Stored) : null);
  const lines = (rows: unknown): HouseholdLine[] => (rows as Stored[]).map(lineOf);
  const inHamlets = (hamletKeys: readonly string[] | null) => (hamletKeys === null ? {} : { hamletKey: { $in: [...hamletKeys] } });
  const gaps = { no_representative: { representativeMemberId: null }, not_linked: { representativeResidentId: null } } as const;

  /** A list that is empty leaves its index. */
  const changesOf = (entry: HouseholdEntry, { residentIds, invitationHashes, ...keys }: HouseholdKeys) => {
    const lists = Object.entries({ residentIds, invitationHashes, unsettled: entry.outbox });
    const filled = lists.filter(([, list]) => list.length > 0).map(([field, list]) => [field, field === 'unsettled' ? true : list]);
    const empty = lists.filter(([, list]) => list.length === 0).map(([field]) => [field, '']);
    return { set: { ...entry, ...keys, ...Object.fromEntries(filled) }, unset: Object.fromEntries(empty) };
  };
  const clashOf = (error: unknown): 'code_taken' | 'resident_taken' => {
    const field = duplicateKeyField(error);
    if (field === 'code') return 'code_taken';
    if (field === 'residentIds') return 'resident_taken';
    throw error;
  };

  return {
    async insert({ id, revision, ...entry }: HouseholdRecord, keys: HouseholdKeys): Promise<'saved' | 'code_taken' | 'resident_taken'> {
      try {
        await households.create({ _id: idOf(id), revision, ...changesOf(entry, keys).set });
        return 'saved';
      } catch (error) {
        return clashOf(error);
      }
    },
    /** Writes the record over the one it was read from, unless that changed meanwhile. */
    async save({ id, revision, ...entry }: HouseholdRecord, keys: HouseholdKeys): Promise<SaveOutcome> {
      const { set, unset } = changesOf(entry, keys);
      try {
        const saved = await households.updateOne(
          { _id: idOf(id), revision },
          { $set: set, ...(Object.keys(unset).length > 0 && { $unset: unset }), $inc: { revision: 1 } },
        );
        return saved.matchedCount === 1 ? 'saved' : 'changed';
      } catch (error) {
        return clashOf(error);
      }
    },
    find: async (id: string) => found(await households.findById(idOf(id)).lean()),
    findByResident: async (residentId: string) => found(await households.findOne({ residentIds: residentId }).lean()),
    findByInvitation: async (hashes: readonly string[]) =>
      found(await households.findOne({ invitationHashes: { $in: [...hashes] } }).lean()),
    findByCode: async (code: string) => found(await households.findOne({ code, status: 'active' }).lean()),
    /** As lists show them, by id. */
    async lines(ids: readonly string[]): Promise<Map<string, HouseholdLine>> {
      if (ids.length === 0) return new Map();
      const rows = lines(await households.find({ _id: { $in: ids.map(idOf) } }, lineFields).lean());
      return new Map(rows.map((line) => [line.id, line]));
    },
    async byIds(ids: readonly string[]): Promise<Map<string, HouseholdRecord>> {
      const rows = (await households.find({ _id: { $in: ids.map(idOf) } }).lean()) as Stored[];
      return new Map(rows.map((row) => [String(row._id), recordOf(row)]));
    },
    /** Everything with these codes, ended ones too. */
    async withCodes(codes: readonly string[]): Promise<HouseholdRecord[]> {
      return ((await households.find({ code: { $in: [...codes] } }).lean()) as Stored[]).map(recordOf);
    },
    /** Writes many of one import at once; those that stand in the way of a unique key or have changed stay as they are. */
    async writeImport(created: readonly Written[], changed: readonly Written[]): Promise<void> {
      const inserts = created.map(({ record: { id, ...entry }, keys }) => ({
        insertOne: { document: { _id: idOf(id), ...changesOf(entry, keys).set } as Stored },
      }));
      const updates = changed.map(({ record: { id, revision, ...entry }, keys }) => {
        const { set, unset } = changesOf(entry, keys);
        const more = Object.keys(unset).length > 0 && { $unset: unset };
        return { updateOne: { filter: { _id: idOf(id), revision }, update: { $set: set, ...more, $inc: { revision: 1 } } } };
      });
      if (inserts.length + updates.length === 0) return;
      try {
        // Past mongoose: thousands at once.
        await households.collection.bulkWrite([...inserts, ...updates], { ordered: false });
      } catch (error) {
        if (duplicateKeyField(error) === null) throw error;
      }
    },
    /** Of these, those that an import wrote last. */
    async writtenBy(importDigest: string, ids: readonly string[]): Promise<HouseholdRecord[]> {
      const rows = await households.find({ _id: { $in: ids.map(idOf) }, lastImport: importDigest }).lean();
      return (rows as Stored[]).map(recordOf);
    },
    /** Those with something still to follow. */
    async unsettled(limit: number): Promise<HouseholdRecord[]> {
      return ((await households.find({ unsettled: true }).limit(limit).lean()) as Stored[]).map(recordOf);
    },
    async settled(id: string, toldIds: readonly string[]): Promise<void> {
      await households.updateOne({ _id: idOf(id) }, { $pull: { outbox: { id: { $in: [...toldIds] } } } });
      await households.updateOne({ _id: idOf(id), outbox: { $size: 0 } }, { $unset: { unsettled: '' } });
    },
    async list(filter: HouseholdFilter, after: HouseholdMark | null, limit: number): Promise<HouseholdLine[]> {
      const { keys, beginsWith } = filter.asked;
      return lines(
        await households
          .find(
            {
              ...inHamlets(filter.hamletKeys),
              status: filter.status,
              ...(filter.gap !== null && gaps[filter.gap]),
              $and: [
                ...keys.map((key) => ({ searchWords: key })),
                ...(beginsWith === null ? [] : [{ searchWords: { $regex: `^${beginsWith.replaceAll('.', '\\.')}` } }]),
                after === null
                  ? {}
                  : { $or: [{ sortKey: { $gt: after.sortKey } }, { sortKey: after.sortKey, _id: { $gt: idOf(after.id) } }] },
              ],
            },
            lineFields,
          )
          .sort({ sortKey: 1, _id: 1 })
          .limit(limit)
          .lean(),
      );
    },
    /** Whole ones of the hamlets by code, to be written out. */
    async each(
      hamletKeys: readonly string[] | null,
      after: HouseholdMark | null,
      limit: number,
    ): Promise<(HouseholdRecord & { sortKey: string })[]> {
      const beyond =
        after === null ? {} : { $or: [{ sortKey: { $gt: after.sortKey } }, { sortKey: after.sortKey, _id: { $gt: idOf(after.id) } }] };
      const rows = await households
        .find({ ...inHamlets(hamletKeys), status: 'active', ...beyond })
        .sort({ sortKey: 1, _id: 1 })
        .limit(limit)
        .lean();
      return (rows as Stored[]).map((row) => ({ ...recordOf(row), sortKey: row.sortKey }));
    },
    /** Every active one of the hamlets. */
    async active(hamletKeys: readonly string[] | null): Promise<HouseholdLine[]> {
      return lines(await households.find({ ...inHamlets(hamletKeys), status: 'active' }, lineFields).lean());
    },
    /** Per hamlet: active ones, those nobody represents, those whose representative no account stands for. */
    async counts(
      hamletKeys: readonly string[] | null,
    ): Promise<{ hamletKey: string; active: number; represented: number; linked: number }[]> {
      const rows = await households.aggregate<{ _id: string; active: number; represented: number; linked: number }>([
        { $match: { ...inHamlets(hamletKeys), status: 'active' } },
        {
          $group: {
            _id: '$hamletKey',
            active: { $sum: 1 },
            represented: { $sum: { $cond: [{ $gt: ['$representativeMemberId', null] }, 1, 0] } },
            linked: { $sum: { $cond: [{ $gt: ['$representativeResidentId', null] }, 1, 0] } },
          },
        },
      ]);
      return rows.map(({ _id, ...row }) => ({ hamletKey: _id, ...row }));
    },
  };
}
