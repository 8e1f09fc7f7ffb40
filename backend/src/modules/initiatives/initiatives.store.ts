import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { DecisionItem, DecisionScope } from '../../contracts/decisions.js';
import type { InitiativeState, InitiativeTerms } from '../../contracts/initiatives.js';

export type Words = { title: string; what: string; why: string; cost: string | null };

export const initiativeNoticeKinds = ['submitted', 'admitted', 'refused', 'reached', 'forwarded', 'declined', 'lapsed'] as const;
export type InitiativeNoticeKind = (typeof initiativeNoticeKinds)[number];
/** What is to be said, and from when on; its key is made of what it is about, so that it is said once. */
export type InitiativeNotice = { key: string; kind: InitiativeNoticeKind; to: 'proposer' | 'checkers' | 'answerers'; at: Date };

export type Signed = { officerId: string; name: string; on: string; at: Date };

export type InitiativeRecord = {
  id: string;
  words: Words;
  /** The words as everybody reads them. */
  shown: Words;
  signs: string[];
  scope: DecisionScope;
  /** Of the household that proposes. */
  hamletKey: string;
  /** Whose matter it is: the hamlet's key, or `wholeCommune`. */
  area: string;
  saidItem: DecisionItem | null;
  proposer: { residentId: string | null; name: string | null; householdCode: string | null };
  state: InitiativeState;
  submittedAt: Date;
  submittedOn: string;
  /** Until when somebody has to act in this state. */
  dueOn: string | null;
  item: DecisionItem | null;
  check: (Signed & { admitted: boolean; reason: string | null }) | null;
  until: string | null;
  support: (Signed & { reason: string }) | null;
  /** The day, and of how many households a tenth had signed. */
  reached: { on: string; households: number } | null;
  answer: (Signed & { kind: 'forwarded' | 'declined'; words: string; meetingOn: string | null; decisionId: string | null }) | null;
  /** The numbers it ended with. */
  ended: { at: Date; signed: number; households: number } | null;
  outbox: InitiativeNotice[];
};

type Stored = Omit<InitiativeRecord, 'id'> & { _id: Types.ObjectId; requestDigest: string; openKey?: string };

const Mixed = Schema.Types.Mixed;
const schema = new Schema<Stored>(
  {
    words: Mixed,
    shown: Mixed,
    signs: Mixed,
    scope: String,
    hamletKey: String,
    area: String,
    saidItem: Number,
    proposer: Mixed,
    state: String,
    submittedAt: Date,
    submittedOn: String,
    dueOn: String,
    item: Number,
    check: Mixed,
    until: String,
    support: Mixed,
    reached: Mixed,
    answer: Mixed,
    ended: Mixed,
    outbox: Mixed,
    requestDigest: String,
    // How many a person has open is bound by standing in this index; what ends leaves it.
    openKey: { type: String, unique: true, sparse: true },
  },
  { versionKey: false, minimize: false },
)
  .index({ state: 1, area: 1, dueOn: 1, _id: 1 })
  .index({ area: 1, 'ended.at': -1, _id: -1 })
  .index({ 'ended.at': -1, _id: -1 })
  .index({ 'proposer.residentId': 1, submittedAt: -1 })
  .index({ 'outbox.at': 1 }, { sparse: true });

/** A page of a list by the day something is due, or by when it ended. */
export type DueMark = { dueOn: string; id: string };
export type EndMark = { at: Date; id: string };

const idOf = (id: string) => new Types.ObjectId(id);
const inAreas = (areas: readonly string[] | null) => (areas === null ? {} : { area: { $in: [...areas] } });
/** What everybody may read of those that have ended. */
const publicEnds: readonly InitiativeState[] = ['forwarded', 'declined', 'lapsed'];

export type InitiativesStore = ReturnType<typeof initiativesStore>;

/** Initiatives, each one document with what is to be said about it. Every step is an update under the state it begins in. */
export function initiativesStore(database: Database) {
  const initiatives = database.collection<Stored>('initiatives', schema);
  const terms = database.collection<{ _id: string; terms: InitiativeTerms }>(
    'initiative_terms',
    new Schema({ _id: String, terms: Mixed }, { versionKey: false, minimize: false }),
  );

  const recordOf = ({ _id, requestDigest: _digest, openKey: _key, ...rest }: Stored): InitiativeRecord => ({
    ...rest,
    id: String(_id),
    saidItem: rest.saidItem ?? null,
    item: rest.item ?? null,
    dueOn: rest.dueOn ?? null,
    until: rest.until ?? null,
    outbox: rest.outbox ?? [],
  });
  const found = (row: unknown): InitiativeRecord | null => (row ? recordOf(row as Stored) : null);
  const all = (rows: unknown): InitiativeRecord[] => (rows as Stored[]).map(recordOf);

  return {
    /** `taken`: that one of the person's open ones stands already. `made`: the same request came before. */
    async insert(
      { id, ...record }: InitiativeRecord,
      { requestDigest, openKey }: { requestDigest: string; openKey: string },
    ): Promise<{ kind: 'saved' } | { kind: 'taken' } | { kind: 'made'; record: InitiativeRecord; requestDigest: string }> {
      try {
        await initiatives.create({ ...record, _id: idOf(id), requestDigest, openKey });
        return { kind: 'saved' };
      } catch (error) {
        const field = duplicateKeyField(error);
        if (field === null) throw error;
        const before = await this.made(id);
        return before ? { kind: 'made', ...before } : { kind: 'taken' };
      }
    },
    /** What the same request made before. */
    async made(id: string): Promise<{ record: InitiativeRecord; requestDigest: string } | null> {
      const row = (await initiatives.findById(idOf(id)).lean()) as Stored | null;
      return row ? { record: recordOf(row), requestDigest: row.requestDigest } : null;
    },
    find: async (id: string) => found(await initiatives.findById(idOf(id)).lean()),
    /**
     * Goes from one state to the next with what is written down and said; null when it is in another state meanwhile. What ends gives its place
     * among the person's open ones back.
     */
    async step(
      id: string,
      from: InitiativeState,
      set: Partial<Omit<InitiativeRecord, 'id' | 'outbox'>>,
      notices: readonly InitiativeNotice[],
    ): Promise<InitiativeRecord | null> {
      return found(
        await initiatives
          .findOneAndUpdate(
            { _id: idOf(id), state: from },
            {
              $set: set,
              ...(notices.length > 0 && { $push: { outbox: { $each: notices } } }),
              ...(set.ended && { $unset: { openKey: '' } }),
            },
            { returnDocument: 'after' },
          )
          .lean(),
      );
    },
    /** The Front's word, once. */
    async support(id: string, support: NonNullable<InitiativeRecord['support']>): Promise<InitiativeRecord | null> {
      return found(
        await initiatives
          .findOneAndUpdate({ _id: idOf(id), state: 'collecting', support: null }, { $set: { support } }, { returnDocument: 'after' })
          .lean(),
      );
    },

    // ---- Lists

    async ofResident(residentId: string, limit: number): Promise<InitiativeRecord[]> {
      return all(await initiatives.find({ 'proposer.residentId': residentId }).sort({ submittedAt: -1 }).limit(limit).lean());
    },
    /** In these states and areas (every one when null), what is due first comes first. */
    async due(
      states: readonly InitiativeState[],
      areas: readonly string[] | null,
      after: DueMark | null,
      limit: number,
    ): Promise<InitiativeRecord[]> {
      const page = after ? { $or: [{ dueOn: { $gt: after.dueOn } }, { dueOn: after.dueOn, _id: { $gt: idOf(after.id) } }] } : {};
      return all(
        await initiatives
          .find({ state: { $in: [...states] }, ...inAreas(areas), ...page })
          .sort({ dueOn: 1, _id: 1 })
          .limit(limit)
          .lean(),
      );
    },
    async count(state: InitiativeState, areas: readonly string[] | null): Promise<number> {
      return initiatives.countDocuments({ state, ...inAreas(areas) });
    },
    /** Those that have ended, the latest first; of refused ones those of `refusedIn` (every one when null). */
    async endedIn(
      areas: readonly string[] | null,
      refusedIn: readonly string[] | null,
      after: EndMark | null,
      limit: number,
    ): Promise<InitiativeRecord[]> {
      const page = after
        ? { $or: [{ 'ended.at': { $lt: after.at } }, { 'ended.at': after.at, _id: { $lt: idOf(after.id) } }] }
        : { 'ended.at': { $exists: true } };
      const states = { $or: [{ state: { $in: [...publicEnds] } }, { state: 'refused' as const, ...inAreas(refusedIn) }] };
      return all(
        await initiatives
          .find({ ...inAreas(areas), $and: [states, page] })
          .sort({ 'ended.at': -1, _id: -1 })
          .limit(limit)
          .lean(),
      );
    },

    // ---- What is to be said

    async toTell(now: Date, limit: number): Promise<InitiativeRecord[]> {
      return all(
        await initiatives
          .find({ 'outbox.at': { $lte: now } })
          .limit(limit)
          .lean(),
      );
    },
    /** Takes a notice out, or puts it off. */
    async settleNotice(id: string, key: string, later: Date | null): Promise<void> {
      if (later === null) await initiatives.updateOne({ _id: idOf(id) }, { $pull: { outbox: { key } } });
      else await initiatives.updateOne({ _id: idOf(id), 'outbox.key': key }, { $set: { 'outbox.$.at': later } });
    },

    // ---- Forgetting

    /** Who proposed is forgotten; what nobody else has read goes too. */
    async erase(residentId: string): Promise<void> {
      await initiatives.deleteMany({ 'proposer.residentId': residentId, state: { $in: ['submitted', 'refused'] } });
      const own = (await initiatives.find({ 'proposer.residentId': residentId }, { shown: 1 }).lean()) as Pick<Stored, '_id' | 'shown'>[];
      for (const { _id, shown } of own)
        await initiatives.updateOne(
          { _id },
          { $set: { proposer: { residentId: null, name: null, householdCode: null }, words: shown }, $unset: { openKey: '' } },
        );
    },
    async forgetRefused(before: Date): Promise<void> {
      await initiatives.deleteMany({ state: 'refused', 'ended.at': { $lt: before } });
    },

    // ---- Terms

    async terms(): Promise<InitiativeTerms[]> {
      return (await terms.find().sort({ _id: 1 }).limit(200).lean<{ terms: InitiativeTerms }[]>()).map((row) => row.terms);
    },
    async saveTerms(given: InitiativeTerms): Promise<void> {
      await terms.updateOne({ _id: given.validFrom }, { $set: { terms: given } }, { upsert: true });
    },
  };
}
