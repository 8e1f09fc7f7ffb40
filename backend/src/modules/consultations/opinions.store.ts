import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { OpinionState } from '../../contracts/consultation-desk.js';
import type { OpinionChannel, Stance } from '../../contracts/consultations.js';

export type OpinionStep = {
  decision: 'approve' | 'edit' | 'hide' | 'type';
  officerId: string;
  by: string;
  at: Date;
  reason: string | null;
};

export type OpinionRecord = {
  id: string;
  consultationId: string;
  version: number;
  paragraph: string | null;
  channel: OpinionChannel;
  on: string;
  people: number;
  stance: Stance | null;
  /** As it is shown; null: "một người dân", or not from the Mini App. */
  name: string | null;
  hamletKey: string | null;
  /** Masked; after an edit, as it was edited. */
  text: string;
  /** The words as they were written, sealed; null once they were kept long enough. */
  originalSealed: string | null;
  signs: string[];
  state: OpinionState;
  /** The key of a point, `outside`, or null. */
  group: string | null;
  note: string;
  revision: number;
  history: OpinionStep[];
  createdAt: Date;
  fingerprint: string;
};

/** What ties an opinion to who gave it; gone when they have their data erased, and after a year. */
type Tie = { residentId: string; tellMe: boolean };

type Stored = Omit<OpinionRecord, 'id' | 'consultationId'> & {
  _id: Types.ObjectId;
  consultationId: Types.ObjectId;
  residentId?: string;
  /** There only while whoever wrote it wants to be told. */
  tellMe?: true;
  idempotencyKey?: string;
  /** `<person>|<day>|<n>`: so many of one person on one day. */
  limitKey?: string;
};

/** Opinions of one kind, counted. */
export type OpinionCell = {
  state: OpinionState;
  group: string | null;
  channel: OpinionChannel;
  stance: Stance | null;
  opinions: number;
  people: number;
};

const { Mixed, ObjectId } = Schema.Types;
const schema = new Schema<Stored>(
  {
    consultationId: ObjectId,
    version: Number,
    paragraph: String,
    channel: String,
    on: String,
    people: Number,
    stance: String,
    name: String,
    hamletKey: String,
    text: String,
    originalSealed: String,
    signs: [String],
    state: String,
    group: String,
    note: String,
    revision: Number,
    history: Mixed,
    createdAt: { type: Date, index: true },
    fingerprint: String,
    residentId: String,
    tellMe: Boolean,
    idempotencyKey: { type: String, unique: true, sparse: true },
    limitKey: { type: String, unique: true, sparse: true },
  },
  { versionKey: false, minimize: false },
)
  .index({ consultationId: 1, state: 1, _id: 1 })
  .index({ consultationId: 1, group: 1, _id: 1 })
  .index({ consultationId: 1, paragraph: 1, _id: 1 })
  .index({ consultationId: 1, tellMe: 1 }, { partialFilterExpression: { tellMe: true } })
  .index({ residentId: 1, consultationId: 1 }, { partialFilterExpression: { residentId: { $exists: true } } });

const idOf = (id: string) => new Types.ObjectId(id);
const forgetting = { residentId: '', tellMe: '', limitKey: '', idempotencyKey: '' } as const;

export type OpinionsStore = ReturnType<typeof opinionsStore>;

export function opinionsStore(database: Database) {
  const rows = database.collection<Stored>('consultation_opinions', schema);
  function record(row: unknown): OpinionRecord {
    const { _id, consultationId, residentId: _r, tellMe: _t, idempotencyKey: _i, limitKey: _l, ...rest } = row as Stored;
    return { ...rest, id: String(_id), consultationId: String(consultationId) };
  }
  const found = (row: unknown): OpinionRecord | null => (row ? record(row) : null);
  const all = (list: unknown): OpinionRecord[] => (list as Stored[]).map(record);

  return {
    /** Keeps an opinion under the number it is of its author's day, or says which key stood in the way. */
    async insert(
      { id, consultationId, ...opinion }: OpinionRecord,
      tie: (Tie & { limitKey: string }) | null,
      key: string | null,
    ): Promise<'saved' | 'repeat' | 'number_taken'> {
      try {
        await rows.insertMany([
          {
            ...opinion,
            _id: idOf(id),
            consultationId: idOf(consultationId),
            ...(tie && { residentId: tie.residentId, limitKey: tie.limitKey, ...(tie.tellMe && { tellMe: true as const }) }),
            ...(key !== null && { idempotencyKey: key }),
          },
        ]);
        return 'saved';
      } catch (error) {
        const field = duplicateKeyField(error);
        if (field === 'idempotencyKey') return 'repeat';
        if (field === 'limitKey') return 'number_taken';
        throw error;
      }
    },
    async remove(id: string): Promise<void> {
      await rows.deleteOne({ _id: idOf(id) });
    },
    find: async (id: string) => found(await rows.findById(idOf(id)).lean()),
    findByKey: async (key: string) => found(await rows.findOne({ idempotencyKey: key }).lean()),
    async ownOf(residentId: string, consultationId: string, limit: number): Promise<OpinionRecord[]> {
      return all(
        await rows
          .find({ residentId, consultationId: idOf(consultationId) })
          .sort({ _id: -1 })
          .limit(limit)
          .lean(),
      );
    },
    /** How many of these numbers of a person's day are taken. */
    countOf: (limitKeys: readonly string[]): Promise<number> => rows.countDocuments({ limitKey: { $in: [...limitKeys] } }),
    /** What everybody may read, newest first. */
    async shown(
      consultationId: string,
      search: { paragraph: string | undefined; after: string | null; limit: number },
    ): Promise<OpinionRecord[]> {
      const { paragraph, after, limit } = search;
      return all(
        await rows
          .find({
            consultationId: idOf(consultationId),
            state: 'shown',
            ...(paragraph !== undefined && { paragraph }),
            ...(after !== null && { _id: { $lt: idOf(after) } }),
          })
          .sort({ _id: -1 })
          .limit(limit)
          .lean(),
      );
    },
    /** For officers, oldest first. `group` null: in none. */
    async listForOfficers(
      consultationId: string,
      search: {
        state?: OpinionState | undefined;
        channel?: OpinionChannel | undefined;
        group?: string | null | undefined;
        after: string | null;
        limit: number;
      },
    ): Promise<OpinionRecord[]> {
      const { state, channel, group, after, limit } = search;
      return all(
        await rows
          .find({
            consultationId: idOf(consultationId),
            ...(state !== undefined && { state }),
            ...(channel !== undefined && { channel }),
            ...(group !== undefined && { group }),
            ...(after !== null && { _id: { $gt: idOf(after) } }),
          })
          .sort({ _id: 1 })
          .limit(limit)
          .lean(),
      );
    },
    /** Decides on an opinion as it was seen; null when somebody else was faster. */
    async decide(
      id: string,
      revision: number,
      to: { state: OpinionState; text?: string; group?: null },
      step: OpinionStep,
    ): Promise<OpinionRecord | null> {
      return found(
        await rows
          .findOneAndUpdate(
            { _id: idOf(id), revision },
            { $set: to, $push: { history: step }, $inc: { revision: 1 } },
            { returnDocument: 'after' },
          )
          .lean(),
      );
    },
    /** Puts those of them that were let through into a group; answers which they are. */
    async group(consultationId: string, ids: readonly string[], group: string | null): Promise<string[]> {
      const mine = { _id: { $in: ids.map(idOf) }, consultationId: idOf(consultationId), state: 'shown' as const };
      await rows.updateMany(mine, { $set: { group } });
      return (await rows.find({ ...mine, group }, { _id: 1 }).lean()).map(({ _id }) => String(_id));
    },
    /** Those of them that were let through. */
    async shownAmong(consultationId: string, ids: readonly string[]): Promise<string[]> {
      const list = await rows
        .find({ _id: { $in: ids.map(idOf) }, consultationId: idOf(consultationId), state: 'shown' }, { _id: 1 })
        .lean();
      return list.map(({ _id }) => String(_id));
    },
    async isUsed(consultationId: string, groups: readonly string[]): Promise<boolean> {
      return (await rows.exists({ consultationId: idOf(consultationId), group: { $in: [...groups] } })) !== null;
    },
    /** Unread, or let through and in none of these groups. */
    async pendingIds(consultationId: string, groups: readonly string[], limit: number): Promise<string[]> {
      const pending = await rows
        .find(
          { consultationId: idOf(consultationId), $or: [{ state: 'waiting' }, { state: 'shown', group: { $nin: [...groups] } }] },
          { _id: 1 },
        )
        .limit(limit)
        .lean();
      return pending.map(({ _id }) => String(_id));
    },
    /** All opinions, counted in one look. */
    async cells(consultationId: string): Promise<OpinionCell[]> {
      const counted = await rows.aggregate<{ _id: Omit<OpinionCell, 'opinions' | 'people'>; opinions: number; people: number }>([
        { $match: { consultationId: idOf(consultationId) } },
        {
          $group: {
            _id: { state: '$state', group: '$group', channel: '$channel', stance: '$stance' },
            opinions: { $sum: 1 },
            people: { $sum: '$people' },
          },
        },
      ]);
      return counted.map(({ _id, opinions, people }) => ({
        ..._id,
        group: _id.group ?? null,
        stance: _id.stance ?? null,
        opinions,
        people,
      }));
    },
    /** How many everybody may read, by paragraph; those of the whole under null. */
    async perParagraph(consultationId: string): Promise<Map<string | null, number>> {
      const counted = await rows.aggregate<{ _id: string | null; opinions: number }>([
        { $match: { consultationId: idOf(consultationId), state: 'shown' } },
        { $group: { _id: '$paragraph', opinions: { $sum: 1 } } },
      ]);
      return new Map(counted.map(({ _id, opinions }) => [_id ?? null, opinions]));
    },
    /** Opinions whose authors want to be told, with who they are. */
    async toTell(consultationId: string, limit: number): Promise<{ id: string; residentId: string }[]> {
      const list = await rows
        .find({ consultationId: idOf(consultationId), tellMe: true }, { residentId: 1 })
        .limit(limit)
        .lean();
      return list.flatMap(({ _id, residentId }) => (residentId === undefined ? [] : [{ id: String(_id), residentId }]));
    },
    async told(ids: readonly string[]): Promise<void> {
      await rows.updateMany({ _id: { $in: ids.map(idOf) } }, { $unset: { tellMe: '' } });
    },
    async residentOf(id: string): Promise<string | null> {
      return (await rows.findById(idOf(id), { residentId: 1 }).lean())?.residentId ?? null;
    },
    /** The words stay, for they were said to the commune; nothing says who said them. */
    async erase(residentId: string): Promise<void> {
      await rows.updateMany({ residentId }, { $set: { name: null, hamletKey: null, originalSealed: null }, $unset: forgetting });
    },
    async forgetBefore(before: Date): Promise<void> {
      await rows.updateMany(
        { createdAt: { $lt: before }, $or: [{ originalSealed: { $type: 'string' } }, { residentId: { $exists: true } }] },
        { $set: { originalSealed: null }, $unset: forgetting },
      );
    },
  };
}
