import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { DecisionResult, DecisionStatus } from '../../contracts/decisions.js';
import type { DecisionDraft, Witness } from '../../contracts/decisions-desk.js';

export type Signature = { officerId: string; name: string; title: string | null; at: Date };
export type History = Signature & { act: string; note: string | null };
export type Closing = { first: Signature; second: Signature | null; front: boolean; witnesses: Witness[]; explanation: string };
export type Answer = { recognised: boolean; on: string; documentNumber: string; reason: string | null };

export type DecisionRecord = {
  id: string;
  number: string;
  revision: number;
  status: DecisionStatus;
  draft: DecisionDraft;
  author: Signature;
  /** Every hamlet it is for, also at commune scope. */
  hamletKeys: string[];
  proposedBy: Signature | null;
  frontAgreedBy: Signature | null;
  /** Which roll of households counts; 0 before the first. */
  roll: number;
  households: { hamletKey: string; count: number }[];
  announcedAt: Date | null;
  opensAt: Date | null;
  closesAt: Date | null;
  openedAt: Date | null;
  endedAt: Date | null;
  closing: Closing | null;
  result: DecisionResult | null;
  closedOn: string | null;
  sentOn: string | null;
  answer: Answer | null;
  effectiveOn: string | null;
  disclosureId: string | null;
  broadcastIds: Record<string, string>;
  cancelledReason: string | null;
  history: History[];
};

type Stored = Omit<DecisionRecord, 'id' | 'number'> & {
  _id: Types.ObjectId;
  year: number;
  sequence: number;
  idempotencyKey?: string;
  /** Cancelled, and nothing is left beside the households of what they had chosen. */
  emptied?: boolean;
};
export type DecisionChange = Partial<Omit<DecisionRecord, 'id' | 'number' | 'revision' | 'history'>>;
export type DecisionsStore = ReturnType<typeof decisionsStore>;

const { Mixed } = Schema.Types;
const tries = 20;

/** What households decide. Whoever changes one names the revision they saw. */
export function decisionsStore(database: Database) {
  const decisions = database.collection<Stored>(
    'decisions',
    new Schema<Stored>(
      {
        year: Number,
        sequence: Number,
        revision: Number,
        status: String,
        draft: Mixed,
        author: Mixed,
        hamletKeys: [String],
        proposedBy: Mixed,
        frontAgreedBy: Mixed,
        roll: Number,
        households: Mixed,
        announcedAt: Date,
        opensAt: Date,
        closesAt: Date,
        openedAt: Date,
        endedAt: Date,
        closing: Mixed,
        result: Mixed,
        closedOn: String,
        sentOn: String,
        answer: Mixed,
        effectiveOn: String,
        disclosureId: String,
        broadcastIds: Mixed,
        cancelledReason: String,
        history: Mixed,
        emptied: Boolean,
        idempotencyKey: { type: String, unique: true, sparse: true },
      },
      { versionKey: false, minimize: false },
    )
      .index({ year: 1, sequence: 1 }, { unique: true })
      .index({ status: 1, _id: -1 })
      .index({ hamletKeys: 1, status: 1, _id: -1 }),
  );
  const recordOf = ({ _id, year, sequence, idempotencyKey: _key, emptied: _emptied, ...rest }: Stored): DecisionRecord => ({
    ...rest,
    // Rows from before there was one lack it.
    draft: { ...rest.draft, candidateMeeting: rest.draft.candidateMeeting ?? null },
    id: String(_id),
    number: `BQ-${year}-${String(sequence).padStart(4, '0')}`,
  });
  const idOf = (id: string) => new Types.ObjectId(id);

  return {
    /** A draft under the next free number of the year; the same key again gives what it made the first time. */
    async create(draft: DecisionDraft, hamletKeys: string[], author: Signature, year: number, key: string | null): Promise<DecisionRecord> {
      const last = await decisions.findOne({ year }).sort({ sequence: -1 }).select({ sequence: 1 }).lean();
      for (let attempt = 1; ; attempt += 1) {
        const row: Stored = {
          _id: new Types.ObjectId(),
          year,
          sequence: (last?.sequence ?? 0) + attempt,
          revision: 0,
          status: 'draft',
          draft,
          author,
          hamletKeys,
          proposedBy: null,
          frontAgreedBy: null,
          roll: 0,
          households: [],
          announcedAt: null,
          opensAt: null,
          closesAt: null,
          openedAt: null,
          endedAt: null,
          closing: null,
          result: null,
          closedOn: null,
          sentOn: null,
          answer: null,
          effectiveOn: null,
          disclosureId: null,
          broadcastIds: {},
          cancelledReason: null,
          history: [{ ...author, act: 'create', note: null }],
          ...(key !== null && { idempotencyKey: `${author.officerId} ${key}` }),
        };
        try {
          await decisions.insertMany([row]);
          return recordOf(row);
        } catch (error) {
          const field = duplicateKeyField(error);
          if (field === 'idempotencyKey') {
            const before = await decisions.findOne({ idempotencyKey: row.idempotencyKey as string }).lean<Stored>();
            if (before) return recordOf(before);
          }
          if (field === null || attempt === tries) throw error;
        }
      }
    },
    async find(id: string): Promise<DecisionRecord | null> {
      const row = await decisions.findById(idOf(id)).lean<Stored>();
      return row && recordOf(row);
    },
    /** Newest first, after `after`; `hamlets` null is the whole commune. */
    async list(
      statuses: readonly DecisionStatus[],
      hamlets: readonly string[] | null,
      elections: boolean | null,
      after: string | null,
      limit: number,
    ): Promise<DecisionRecord[]> {
      const rows = await decisions
        .find({
          status: { $in: [...statuses] },
          ...(hamlets !== null && { hamletKeys: { $in: [...hamlets] } }),
          ...(elections !== null && { 'draft.style': elections ? 'election' : { $ne: 'election' } }),
          ...(after !== null && { _id: { $lt: idOf(after) } }),
        })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(recordOf);
    },
    async ofStatus(status: DecisionStatus): Promise<DecisionRecord[]> {
      const rows = await decisions.find({ status }).sort({ _id: 1 }).limit(200).lean<Stored[]>();
      return rows.map(recordOf);
    },
    /** Cancelled ones whose box may still hold something. */
    async toEmpty(): Promise<DecisionRecord[]> {
      const rows = await decisions
        .find({ status: 'cancelled', roll: { $gt: 0 }, emptied: { $ne: true } })
        .sort({ _id: 1 })
        .limit(200)
        .lean<Stored[]>();
      return rows.map(recordOf);
    },
    async emptied(id: string): Promise<void> {
      await decisions.updateOne({ _id: idOf(id) }, { $set: { emptied: true } });
    },
    /** Changes the revision that was seen, in the status it was seen in; null when somebody else was faster. */
    async change(
      { id, revision, status }: Pick<DecisionRecord, 'id' | 'revision' | 'status'>,
      change: DecisionChange,
      entry: History | null,
    ): Promise<DecisionRecord | null> {
      const row = await decisions
        .findOneAndUpdate(
          { _id: idOf(id), revision, status },
          { $set: change, $inc: { revision: 1 }, ...(entry && { $push: { history: { $each: [entry], $slice: -500 } } }) },
          { returnDocument: 'after' },
        )
        .lean<Stored>();
      return row && recordOf(row);
    },
    /** Adds to the history what changes nothing else. */
    async note(id: string, entry: History): Promise<void> {
      await decisions.updateOne({ _id: idOf(id) }, { $push: { history: { $each: [entry], $slice: -500 } } });
    },
  };
}
