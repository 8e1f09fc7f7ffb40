import { type PipelineStage, type QueryFilter, Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import { type AudienceFilter, type Topic, topics } from '../../contracts/audience.js';
import type { Role } from '../../contracts/residents.js';

/** The last decision on a topic and its instant; a later one wins whatever order they come in. */
export type Decision = { stopped: boolean; at: Date };

/** What the sources (residents, contacts, officers) say of a person: rewritten by every refresh. */
export type Projection = {
  residentId: string | null;
  oaUserId: string | null;
  appUserId: string | null;
  name: string | null;
  nameFolded: string[];
  follows: boolean | null;
  followsAt: Date | null;
  lastInteractionAt: Date | null;
  /** Said by the resident; null leaves it to what was noted. */
  saidHamletKey: string | null;
  roles: Role[];
  hasPhone: boolean;
  newsConsent: boolean;
};

/** What is known here alone. */
export type Noted = { notedHamletKey: string | null; householdCode: string | null; birthYear: number | null };

export type MemberRecord = Projection &
  Noted & {
    id: string;
    revision: number;
    /** The resident's own word, or what was noted. */
    hamletKey: string | null;
    blockedAt: Date | null;
    stops: Partial<Record<Topic, Decision>>;
    groupIds: string[];
    /** Another row turned out to be the same person; this one only points there. */
    mergedInto: string | null;
    createdAt: Date;
  };

type Ids = 'residentId' | 'oaUserId' | 'appUserId';
type Stored = Omit<MemberRecord, 'id' | 'mergedInto' | Ids> &
  Partial<Record<Ids, string>> & {
    _id: Types.ObjectId;
    mergedInto: Types.ObjectId | null;
    /** Of a tombstone: what it knew has not reached the other row yet. */
    unfolded?: boolean;
  };

/** How long ago a person last wrote or tapped, as Zalo's windows divide it. */
export const interactions = ['48h', '7d', 'older', 'unknown'] as const;
export type Interaction = (typeof interactions)[number];

/** Everything that decides how somebody can be reached. */
export type Signature = {
  follows: boolean | null;
  blocked: boolean;
  hasOa: boolean;
  hasApp: boolean;
  hasPhone: boolean;
  newsConsent: boolean;
  stopped: Topic[];
  interaction: Interaction;
  /** A member of one of the Zalo groups asked for. */
  inGroup: boolean;
  count: number;
};

const hour = 3_600_000;
const idFields = ['residentId', 'oaUserId', 'appUserId'] as const satisfies readonly Ids[];

export type AudienceStore = ReturnType<typeof audienceStore>;

/** One row for each person who may be reached; unique keys keep it so. */
export function audienceStore(database: Database) {
  const schema = new Schema<Stored>(
    {
      residentId: { type: String, unique: true, sparse: true },
      oaUserId: { type: String, unique: true, sparse: true },
      appUserId: { type: String, unique: true, sparse: true },
      name: String,
      nameFolded: [String],
      follows: Boolean,
      followsAt: Date,
      lastInteractionAt: Date,
      saidHamletKey: String,
      notedHamletKey: String,
      hamletKey: String,
      householdCode: String,
      birthYear: Number,
      roles: [String],
      hasPhone: Boolean,
      newsConsent: Boolean,
      blockedAt: Date,
      stops: Schema.Types.Mixed,
      groupIds: [String],
      mergedInto: Schema.Types.ObjectId,
      unfolded: Boolean,
      revision: Number,
      createdAt: Date,
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ hamletKey: 1, _id: 1 });
  schema.index({ householdCode: 1, _id: 1 });
  schema.index({ roles: 1, _id: 1 });
  schema.index({ birthYear: 1, _id: 1 });
  schema.index({ nameFolded: 1 });
  schema.index({ follows: 1, _id: 1 });
  schema.index({ groupIds: 1 });
  schema.index({ mergedInto: 1 });
  schema.index({ unfolded: 1 }, { sparse: true });
  const members = database.collection<Stored>('audience_members', schema);

  const recordOf = ({ _id, mergedInto, unfolded: _, residentId, oaUserId, appUserId, ...rest }: Stored): MemberRecord => ({
    ...rest,
    id: String(_id),
    residentId: residentId ?? null,
    oaUserId: oaUserId ?? null,
    appUserId: appUserId ?? null,
    mergedInto: mergedInto === null ? null : String(mergedInto),
  });

  const live = { mergedInto: null };

  function matchOf(filter: AudienceFilter, today: string): QueryFilter<Stored> {
    const year = Number(today.slice(0, 4));
    const { ageFrom, ageTo } = filter;
    const born = { ...(ageFrom !== null && { $lte: year - ageFrom }), ...(ageTo !== null && { $gte: year - ageTo }) };
    const aged = ageFrom !== null || ageTo !== null;
    return {
      ...live,
      ...(filter.hamletKeys.length > 0 && {
        hamletKey: { $in: filter.includeUnknownHamlet ? [...filter.hamletKeys, null] : filter.hamletKeys },
      }),
      ...(filter.roles.length > 0 && { roles: { $in: filter.roles } }),
      ...(filter.householdCodes.length > 0 && { householdCode: { $in: filter.householdCodes } }),
      ...(aged && (filter.includeUnknownAge ? { $or: [{ birthYear: born }, { birthYear: null }] } : { birthYear: born })),
    };
  }

  /** Of these households, the first member that fits: it alone gets the household's message. */
  async function firstsOf(codes: string[], match: QueryFilter<Stored>, upTo: Types.ObjectId): Promise<Map<string, string>> {
    if (codes.length === 0) return new Map();
    const rows = await members
      .find({ $and: [match, { householdCode: { $in: codes }, _id: { $lte: upTo } }] }, { householdCode: 1 })
      .sort({ householdCode: 1, _id: 1 })
      .lean();
    const firsts = new Map<string, string>();
    for (const { householdCode, _id } of rows)
      if (householdCode !== null && !firsts.has(householdCode)) firsts.set(householdCode, String(_id));
    return firsts;
  }

  const changesOf = (projection: Projection, noted: Noted['notedHamletKey'], blockedAt: Date | null) => {
    const { residentId, oaUserId, appUserId, ...plain } = projection;
    const ids = { residentId, oaUserId, appUserId };
    const known = Object.fromEntries(idFields.filter((field) => ids[field] !== null).map((field) => [field, ids[field]]));
    const unknown = Object.fromEntries(idFields.filter((field) => ids[field] === null).map((field) => [field, '']));
    const cleared = blockedAt !== null && plain.lastInteractionAt !== null && plain.lastInteractionAt > blockedAt;
    return {
      set: { ...plain, ...known, hamletKey: plain.saidHamletKey ?? noted, ...(cleared && { blockedAt: null }) },
      unset: unknown,
    };
  };

  return {
    async find(id: string): Promise<MemberRecord | null> {
      const row = await members.findById(new Types.ObjectId(id)).lean();
      return row ? recordOf(row as Stored) : null;
    },
    /** Tombstones included. */
    async findMany(ids: readonly string[]): Promise<MemberRecord[]> {
      // Past mongoose: a broadcast reads everybody once.
      const rows = await members.collection.find<Stored>({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } }).toArray();
      return rows.map(recordOf);
    },
    /** The rows that carry one of these ids, the oldest first. */
    async findByIds(ids: Record<Ids, string | null>): Promise<MemberRecord[]> {
      const conditions = idFields.flatMap((field) => (ids[field] === null ? [] : [{ [field]: ids[field] }]));
      if (conditions.length === 0) return [];
      const rows = await members.find({ $or: conditions }).sort({ _id: 1 }).lean();
      return rows.map((row) => recordOf(row as Stored));
    },
    /** Of these ids, those no row carries. */
    async without(field: Ids, ids: readonly string[]): Promise<string[]> {
      const rows = (await members.find({ [field]: { $in: [...ids] } }, { [field]: 1 }).lean()) as Stored[];
      const known = new Set(rows.map((row) => row[field]));
      return ids.filter((id) => !known.has(id));
    },
    /** `taken`: another row carries one of the ids. */
    async insert(projection: Projection, now: Date): Promise<'saved' | 'taken'> {
      try {
        const { set } = changesOf(projection, null, null);
        await members.create({
          ...set,
          notedHamletKey: null,
          householdCode: null,
          birthYear: null,
          blockedAt: null,
          stops: {},
          groupIds: [],
          mergedInto: null,
          revision: 1,
          createdAt: now,
        });
        return 'saved';
      } catch (error) {
        if (duplicateKeyField(error)) return 'taken';
        throw error;
      }
    },
    /** Rewrites what the sources say, unless the row changed since it was read. */
    async project(row: MemberRecord, projection: Projection): Promise<'saved' | 'changed' | 'taken'> {
      const { set, unset } = changesOf(projection, row.notedHamletKey, row.blockedAt);
      try {
        const saved = await members.updateOne(
          { _id: new Types.ObjectId(row.id), revision: row.revision, ...live },
          { $set: set, ...(Object.keys(unset).length > 0 && { $unset: unset }), $inc: { revision: 1 } },
        );
        return saved.matchedCount === 1 ? 'saved' : 'changed';
      } catch (error) {
        if (duplicateKeyField(error)) return 'taken';
        throw error;
      }
    },
    /** Makes a row point to another one and gives its ids free, unless it changed since it was read. What it knew is folded in afterwards. */
    async bury(row: MemberRecord, into: string): Promise<boolean> {
      const buried = await members.updateOne(
        { _id: new Types.ObjectId(row.id), revision: row.revision, ...live },
        {
          $set: { mergedInto: new Types.ObjectId(into), unfolded: true },
          $unset: { residentId: '', oaUserId: '', appUserId: '' },
          $inc: { revision: 1 },
        },
      );
      return buried.matchedCount === 1;
    },
    /** Tombstones whose knowledge has not reached the row they point to: all, or those of one row. */
    async unfolded(into: string | null, limit: number): Promise<MemberRecord[]> {
      const rows = await members
        .find(into === null ? { unfolded: true } : { mergedInto: new Types.ObjectId(into), unfolded: true })
        .limit(limit)
        .lean();
      return rows.map((row) => recordOf(row as Stored));
    },
    /** Gives a row what a tombstone knew and it does not; may be repeated. */
    async inherit(into: string, from: MemberRecord): Promise<void> {
      const _id = new Types.ObjectId(into);
      for (const field of ['householdCode', 'birthYear', 'notedHamletKey'] as const)
        if (from[field] !== null)
          await members.updateOne({ _id, ...live, [field]: null }, { $set: { [field]: from[field] }, $inc: { revision: 1 } });
      if (from.groupIds.length > 0)
        await members.updateOne({ _id, ...live }, { $addToSet: { groupIds: { $each: from.groupIds } }, $inc: { revision: 1 } });
    },
    /** Tombstones that point to a tombstone point on. */
    async repoint(from: string, to: string): Promise<void> {
      await members.updateMany({ mergedInto: new Types.ObjectId(from) }, { $set: { mergedInto: new Types.ObjectId(to) } });
    },
    /** What a tombstone knew has arrived; older tombstones point on to the same row, and the person's data leave this one. */
    async folded(id: string, into: string): Promise<void> {
      const _id = new Types.ObjectId(id);
      await members.updateMany({ mergedInto: _id }, { $set: { mergedInto: new Types.ObjectId(into) } });
      await members.updateOne(
        { _id },
        {
          $set: {
            name: null,
            nameFolded: [],
            saidHamletKey: null,
            notedHamletKey: null,
            hamletKey: null,
            householdCode: null,
            birthYear: null,
            roles: [],
            groupIds: [],
          },
          $unset: { unfolded: '' },
        },
      );
    },
    /** Notes a decision unless a later one is there; of two at the same instant the stop wins. False when the row is gone or points elsewhere. */
    async decide(id: string, topic: Topic, { stopped, at }: Decision): Promise<boolean> {
      const field = `stops.${topic}`;
      const _id = new Types.ObjectId(id);
      const older = [{ [`${field}.at`]: null }, { [`${field}.at`]: stopped ? { $lte: at } : { $lt: at } }];
      const decided = await members.updateOne({ _id, ...live, $or: older }, { $set: { [field]: { stopped, at } } });
      return decided.matchedCount === 1 || (await members.countDocuments({ _id, ...live })) === 1;
    },
    /** Zalo said that the person does not want us; a later interaction takes it back. */
    async block(id: string, at: Date): Promise<void> {
      await members.updateOne(
        { _id: new Types.ObjectId(id), ...live, $or: [{ lastInteractionAt: null }, { lastInteractionAt: { $lte: at } }] },
        { $max: { blockedAt: at }, $inc: { revision: 1 } },
      );
    },
    /** Writes down what the commune knows of somebody. Null when the row is gone, or not one that `among` allows. */
    async note(
      id: string,
      noted: Partial<Noted>,
      among: { hamletKeys: readonly (string | null)[] } | null = null,
    ): Promise<MemberRecord | null> {
      const row = await members
        .findOneAndUpdate(
          { _id: new Types.ObjectId(id), ...live, ...(among && { hamletKey: { $in: [...among.hamletKeys] } }) },
          { $set: noted, $inc: { revision: 1 } },
          { returnDocument: 'after' },
        )
        .lean();
      return row ? recordOf(row as Stored) : null;
    },
    async joinGroup(id: string, groupId: string, joined: boolean): Promise<void> {
      const change = joined ? { $addToSet: { groupIds: groupId } } : { $pull: { groupIds: groupId } };
      await members.updateOne({ _id: new Types.ObjectId(id), ...live }, { ...change, $inc: { revision: 1 } });
    },
    /** Removes a row nothing stands behind any more, unless it changed since it was read. */
    async remove(row: MemberRecord): Promise<boolean> {
      const _id = new Types.ObjectId(row.id);
      const removed = await members.deleteOne({ _id, revision: row.revision });
      if (removed.deletedCount === 1) await members.deleteMany({ mergedInto: _id });
      return removed.deletedCount === 1;
    },

    /** Rows that fit, by id after `afterId`; households are told apart by their first fitting member. */
    async page(filter: AudienceFilter, today: string, afterId: string | null, limit: number): Promise<MemberRecord[]> {
      const match = matchOf(filter, today);
      const found: MemberRecord[] = [];
      let after = afterId;
      while (found.length < limit) {
        const rows = await members
          .find(after === null ? match : { $and: [match, { _id: { $gt: new Types.ObjectId(after) } }] })
          .sort({ _id: 1 })
          .limit(limit)
          .lean();
        const last = rows.at(-1);
        if (!last) break;
        const codes = filter.onePerHousehold
          ? [...new Set(rows.flatMap(({ householdCode }) => (householdCode === null ? [] : [householdCode])))]
          : [];
        const firsts = await firstsOf(codes, match, last._id as Types.ObjectId);
        for (const row of rows as Stored[]) {
          if (found.length === limit) break;
          if (filter.onePerHousehold && row.householdCode !== null && firsts.get(row.householdCode) !== String(row._id)) continue;
          found.push(recordOf(row));
        }
        if (rows.length < limit) break;
        after = String(last._id);
      }
      return found;
    },
    /** How many of those who fit can be reached in which way; counted in the database. */
    async signatures(filter: AudienceFilter, today: string, now: Date, groupIds: readonly string[]): Promise<Signature[]> {
      const since = (hours: number) => new Date(now.getTime() - hours * hour);
      // Missing and null come before everything else; one comparison, since it is made for every row.
      const known = (field: string) => ({ $gt: [`$${field}`, null] });
      const shown = {
        follows: '$follows',
        blocked: known('blockedAt'),
        hasOa: known('oaUserId'),
        hasApp: known('appUserId'),
        hasPhone: '$hasPhone',
        newsConsent: '$newsConsent',
        ...Object.fromEntries(topics.map((topic) => [topic, { $eq: [`$stops.${topic}.stopped`, true] }])),
        interaction: {
          $cond: [
            known('lastInteractionAt'),
            {
              $cond: [
                { $gte: ['$lastInteractionAt', since(48)] },
                '48h',
                { $cond: [{ $gte: ['$lastInteractionAt', since(7 * 24)] }, '7d', 'older'] },
              ],
            },
            'unknown',
          ],
        },
        ...(groupIds.length > 0 && { inGroup: { $gt: [{ $size: { $setIntersection: ['$groupIds', [...groupIds]] } }, 0] } }),
      };
      const pipeline: PipelineStage[] = [
        { $match: matchOf(filter, today) },
        ...(filter.onePerHousehold
          ? [
              { $sort: { _id: 1 as const } },
              { $group: { _id: { $ifNull: ['$householdCode', '$_id'] }, signature: { $first: shown } } },
              { $group: { _id: '$signature', count: { $sum: 1 } } },
            ]
          : [{ $group: { _id: shown, count: { $sum: 1 } } }]),
      ];
      type Row = { _id: Omit<Signature, 'count' | 'stopped'> & Record<Topic, boolean>; count: number };
      const rows = await members.aggregate<Row>(pipeline).allowDiskUse(true);
      return rows.map(({ _id, count }) => ({
        follows: _id.follows ?? null,
        blocked: _id.blocked,
        hasOa: _id.hasOa,
        hasApp: _id.hasApp,
        hasPhone: _id.hasPhone,
        newsConsent: _id.newsConsent,
        stopped: topics.filter((topic) => _id[topic]),
        interaction: _id.interaction,
        inGroup: _id.inGroup ?? false,
        count,
      }));
    },

    /** For the officers' list, the newest first. `words` are folded beginnings of words of the name. */
    async list(
      {
        words,
        hamletKey,
        among,
      }: { words: readonly string[]; hamletKey: string | null | undefined; among: readonly (string | null)[] | null },
      before: string | null,
      limit: number,
    ): Promise<MemberRecord[]> {
      const conditions: QueryFilter<Stored>[] = [
        live,
        ...words.map((word) => ({ nameFolded: new RegExp(`^${word.replace(/[^\p{L}\p{N}]/gu, '')}`) })),
        ...(hamletKey === undefined ? [] : [{ hamletKey }]),
        ...(among === null ? [] : [{ hamletKey: { $in: [...among] } }]),
        ...(before === null ? [] : [{ _id: { $lt: new Types.ObjectId(before) } }]),
      ];
      const rows = await members.find({ $and: conditions }).sort({ _id: -1 }).limit(limit).lean();
      return rows.map((row) => recordOf(row as Stored));
    },
    async counts(
      among: readonly (string | null)[] | null,
    ): Promise<{ members: number; followers: number; residents: number; withoutHamlet: number }> {
      const those = { ...live, ...(among && { hamletKey: { $in: [...among] } }) };
      const [all, followers, residents, withoutHamlet] = await Promise.all([
        members.countDocuments(those),
        members.countDocuments({ ...those, follows: true }),
        members.countDocuments({ ...those, residentId: { $type: 'string' } }),
        members.countDocuments({ $and: [those, { hamletKey: null }] }),
      ]);
      return { members: all, followers, residents, withoutHamlet };
    },
  };
}
