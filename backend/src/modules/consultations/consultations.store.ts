import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { ConsultationDraft, ConsultationState } from '../../contracts/consultation-desk.js';
import type { ChannelCount, PointDecision, StanceCounts } from '../../contracts/consultations.js';

export type Signed = { officerId: string; name: string; at: Date };
/** What is written, each paragraph under its key. */
export type Content = Omit<ConsultationDraft, 'parts'> & { parts: { key: string; kind: 'heading' | 'text'; text: string }[] };
/** What lies before Nhân dân; it is never changed, only followed by another. */
export type Version = Content & {
  version: number;
  opensOn: string;
  until: string;
  reason: string | null;
  written: Signed;
  published: Signed;
};
export type PointRecord = { key: string; title: string; decision: PointDecision | null; reason: string };
export type Synthesis = {
  text: string;
  points: PointRecord[];
  sentAbove: { on: string; documentNumber: string } | null;
  written: Signed;
};
export type ReportNote = { on: string; documentNumber: string; note: string; by: string };

export type ConsultationRecord = {
  id: string;
  number: string;
  revision: number;
  state: ConsultationState;
  /** Of what is published, or of the draft: what lists show. */
  title: string;
  summary: string;
  matter: number | null;
  opensOn: string | null;
  closesOn: string | null;
  decidedAbove: string | null;
  /** What is being written; null when nothing is. */
  working: (Content & { reason: string | null; written: Signed }) | null;
  versions: Version[];
  /** The newest published version; 0 before the first. */
  version: number;
  /** How many keys of paragraphs were given. */
  lastPart: number;
  extensions: { from: string; to: string; reason: string; by: string; at: Date }[];
  withdrawn: (Signed & { reason: string }) | null;
  synthesis: Synthesis | null;
  lastPoint: number;
  synthesisDueOn: string | null;
  /** The numbers as they stood when the synthesis was published. */
  heard: {
    points: Record<string, ChannelCount[]>;
    outside: number;
    counts: ChannelCount[];
    stances: { app: StanceCounts; otherwise: StanceCounts };
  } | null;
  answered: Signed | null;
  disclosure: { id: string; slug: string } | null;
  reports: { council: ReportNote | null; front: ReportNote | null };
  archived: Signed | null;
  /** Ids of opinions that are unread, or let through and in no group: while there is one, no synthesis is published. */
  ungrouped: string[];
  /** True when what follows from the last step (files, disclosure) has been done. */
  settled: boolean;
  /** The due day of which the office has been reminded. */
  remindedFor: string | null;
  /** Everybody who wanted it was told of the answer. */
  told: boolean;
};

type Stored = Omit<ConsultationRecord, 'id' | 'number'> & {
  _id: Types.ObjectId;
  year: number;
  sequence: number;
  idempotencyKey?: string;
};

export type ConsultationRow = Omit<ConsultationRecord, 'working' | 'versions'> & { hasCorrection: boolean };
/** Where the next page of what is over starts. */
export type PastMark = { closesOn: string; id: string };
/** What a step changes. */
export type Change = Partial<Omit<ConsultationRecord, 'id' | 'number' | 'revision'>>;

const tries = 50;
const { Mixed } = Schema.Types;
const schema = new Schema<Stored>(
  {
    year: Number,
    sequence: Number,
    revision: Number,
    state: String,
    title: String,
    summary: String,
    matter: Number,
    opensOn: String,
    closesOn: String,
    decidedAbove: String,
    working: Mixed,
    versions: Mixed,
    version: Number,
    lastPart: Number,
    extensions: Mixed,
    withdrawn: Mixed,
    synthesis: Mixed,
    lastPoint: Number,
    synthesisDueOn: String,
    heard: Mixed,
    answered: Mixed,
    disclosure: Mixed,
    reports: Mixed,
    archived: Mixed,
    ungrouped: [String],
    settled: Boolean,
    remindedFor: String,
    told: Boolean,
    idempotencyKey: { type: String, unique: true, sparse: true },
  },
  { versionKey: false, minimize: false },
)
  .index({ year: 1, sequence: 1 }, { unique: true })
  .index({ state: 1, closesOn: 1, _id: 1 })
  .index({ closesOn: -1, _id: -1 })
  .index({ settled: 1 }, { partialFilterExpression: { settled: false } })
  .index({ told: 1 }, { partialFilterExpression: { told: false } });

const idOf = (id: string) => new Types.ObjectId(id);
const heavy = { versions: 0, heard: 0, 'working.parts': 0 } as const;

export type ConsultationsStore = ReturnType<typeof consultationsStore>;

/** Consultations. Each step names the revision it saw, so of two at once one wins; numbers are unique within a year. */
export function consultationsStore(database: Database) {
  const rows = database.collection<Stored>('consultations', schema);
  const numberOf = ({ year, sequence }: Pick<Stored, 'year' | 'sequence'>) => `LYK-${year}-${String(sequence).padStart(4, '0')}`;
  const record = ({ _id, year, sequence, idempotencyKey: _key, ...rest }: Stored): ConsultationRecord => ({
    ...rest,
    id: String(_id),
    number: numberOf({ year, sequence }),
  });
  const found = (row: unknown): ConsultationRecord | null => (row ? record(row as Stored) : null);
  const light = (row: unknown): ConsultationRow => {
    const { working, versions: _versions, ...rest } = record(row as Stored);
    return { ...rest, hasCorrection: working !== null && rest.version > 0 };
  };

  return {
    /** A draft under the next free number of the year; the same key again gives what it made the first time. */
    async create(
      draft: Omit<ConsultationRecord, 'id' | 'number'>,
      { year, officerId, key }: { year: number; officerId: string; key: string | null },
    ): Promise<ConsultationRecord> {
      const last = await rows.findOne({ year }).sort({ sequence: -1 }).select({ sequence: 1 }).lean();
      for (let attempt = 1; ; attempt += 1) {
        const row: Stored = {
          ...draft,
          _id: new Types.ObjectId(),
          year,
          sequence: (last?.sequence ?? 0) + attempt,
          ...(key !== null && { idempotencyKey: `${officerId} ${key}` }),
        };
        try {
          await rows.insertMany([row]);
          return record(row);
        } catch (error) {
          const field = duplicateKeyField(error);
          if (field === 'idempotencyKey') {
            const before = found(await rows.findOne({ idempotencyKey: row.idempotencyKey as string }).lean());
            if (before) return before;
          }
          if (field === null || attempt === tries) throw error;
        }
      }
    },
    find: async (id: string) => found(await rows.findById(idOf(id)).lean()),
    /** One step from one of these states; null when it was changed meanwhile. */
    async step(id: string, revision: number, from: readonly ConsultationState[], change: Change): Promise<ConsultationRecord | null> {
      return found(
        await rows
          .findOneAndUpdate(
            { _id: idOf(id), revision, state: { $in: [...from] } },
            { $set: change, $inc: { revision: 1 } },
            { returnDocument: 'after' },
          )
          .lean(),
      );
    },
    /** Lays what was written before everybody; whoever wrote it last is not the one who does. */
    async publish(id: string, revision: number, version: Version, change: Change, notBy: string): Promise<ConsultationRecord | null> {
      return found(
        await rows
          .findOneAndUpdate(
            { _id: idOf(id), revision, state: { $in: ['draft', 'open'] }, 'working.written.officerId': { $ne: notBy } },
            { $set: change, $push: { versions: version }, $inc: { revision: 1 } },
            { returnDocument: 'after' },
          )
          .lean(),
      );
    },
    async extend(id: string, revision: number, extension: ConsultationRecord['extensions'][number]): Promise<ConsultationRecord | null> {
      return found(
        await rows
          .findOneAndUpdate(
            { _id: idOf(id), revision, state: 'open', closesOn: { $lt: extension.to } },
            { $set: { closesOn: extension.to }, $push: { extensions: extension }, $inc: { revision: 1 } },
            { returnDocument: 'after' },
          )
          .lean(),
      );
    },
    /** Publishes the synthesis; not by whoever wrote it last, and not while an opinion is unread or in no group. */
    async answer(
      id: string,
      revision: number,
      change: Change,
      { notBy, today }: { notBy: string; today: string },
    ): Promise<ConsultationRecord | null> {
      return found(
        await rows
          .findOneAndUpdate(
            {
              _id: idOf(id),
              revision,
              state: { $in: ['open', 'closed'] },
              closesOn: { $lt: today },
              ungrouped: { $size: 0 },
              'synthesis.written.officerId': { $ne: notBy },
            },
            { $set: change, $inc: { revision: 1 } },
            { returnDocument: 'after' },
          )
          .lean(),
      );
    },

    // ---- Opinions on their way

    /** Room for one more opinion of a resident: false when it is closed, withdrawn, or another version was published. */
    async expect(id: string, opinionId: string, { version, today }: { version: number; today: string }): Promise<boolean> {
      const { modifiedCount } = await rows.updateOne(
        { _id: idOf(id), state: 'open', version, closesOn: { $gte: today } },
        { $addToSet: { ungrouped: opinionId } },
      );
      return modifiedCount === 1;
    },
    /** The same for officers, who also take in what came before the last day and reached them after it. */
    async unplace(id: string, opinionIds: readonly string[]): Promise<boolean> {
      const { matchedCount } = await rows.updateOne(
        { _id: idOf(id), state: { $in: ['open', 'closed'] } },
        { $addToSet: { ungrouped: { $each: [...opinionIds] } } },
      );
      return matchedCount === 1;
    },
    /** They are settled: hidden, or in a group. In a group only while that group is there. */
    async place(id: string, opinionIds: readonly string[], pointKey: string | null): Promise<void> {
      await rows.updateOne(
        { _id: idOf(id), ...(pointKey !== null && { 'synthesis.points.key': pointKey }) },
        { $pull: { ungrouped: { $in: [...opinionIds] } } },
      );
    },

    // ---- Lists

    async listForOfficers(state: ConsultationState | undefined, after: string | null, limit: number): Promise<ConsultationRow[]> {
      const found = await rows
        .find({ ...(state !== undefined && { state }), ...(after !== null && { _id: { $lt: idOf(after) } }) })
        .sort({ _id: -1 })
        .limit(limit)
        .select(heavy)
        .lean();
      return found.map(light);
    },
    /** Open on a day, the soonest to close first. */
    async open(today: string, limit: number): Promise<ConsultationRow[]> {
      const found = await rows
        .find({ state: 'open', closesOn: { $gte: today } })
        .sort({ closesOn: 1, _id: 1 })
        .limit(limit)
        .select(heavy)
        .lean();
      return found.map(light);
    },
    /** Published once and open no more, the last to close first. */
    async past(today: string, after: PastMark | null, limit: number): Promise<ConsultationRow[]> {
      const found = await rows
        .find({
          version: { $gte: 1 },
          $and: [
            { $or: [{ state: { $ne: 'open' } }, { closesOn: { $lt: today } }] },
            ...(after === null
              ? []
              : [{ $or: [{ closesOn: { $lt: after.closesOn } }, { closesOn: after.closesOn, _id: { $lt: idOf(after.id) } }] }]),
          ],
        })
        .sort({ closesOn: -1, _id: -1 })
        .limit(limit)
        .select(heavy)
        .lean();
      return found.map(light);
    },

    // ---- The worker

    /** Open ones whose last day is over. */
    async overdueToClose(today: string, limit: number): Promise<ConsultationRow[]> {
      return (
        await rows
          .find({ state: 'open', closesOn: { $lt: today } })
          .limit(limit)
          .select(heavy)
          .lean()
      ).map(light);
    },
    /** Closes what still closes on that day; false when it was extended, or another did so. */
    async close(id: string, closesOn: string, synthesisDueOn: string): Promise<boolean> {
      const { modifiedCount } = await rows.updateOne(
        { _id: idOf(id), state: 'open', closesOn },
        { $set: { state: 'closed', synthesisDueOn }, $inc: { revision: 1 } },
      );
      return modifiedCount === 1;
    },
    /** Closed ones whose synthesis was due by that day and of which nobody was reminded. */
    async dueAndSilent(today: string, limit: number): Promise<ConsultationRow[]> {
      return (
        await rows
          .find({ state: 'closed', synthesisDueOn: { $lte: today }, remindedFor: null })
          .limit(limit)
          .select(heavy)
          .lean()
      ).map(light);
    },
    async reminded(id: string, dueOn: string): Promise<void> {
      await rows.updateOne({ _id: idOf(id) }, { $set: { remindedFor: dueOn } });
    },
    /** Closed ones that still note an opinion as unread or in no group. */
    async unplacedClosed(limit: number): Promise<string[]> {
      const noted = await rows
        .find({ state: 'closed', 'ungrouped.0': { $exists: true } }, { _id: 1 })
        .limit(limit)
        .lean();
      return noted.map(({ _id }) => String(_id));
    },
    async untold(limit: number): Promise<ConsultationRow[]> {
      return (await rows.find({ told: false }).limit(limit).select(heavy).lean()).map(light);
    },
    async toldAll(id: string): Promise<void> {
      await rows.updateOne({ _id: idOf(id) }, { $set: { told: true } });
    },
    async unsettled(limit: number): Promise<ConsultationRecord[]> {
      return ((await rows.find({ settled: false }).limit(limit).lean()) as Stored[]).map(record);
    },
    /** What followed from the step up to this revision is done; a later step leaves more to do. */
    async settle(id: string, revision: number, disclosure: ConsultationRecord['disclosure']): Promise<void> {
      await rows.updateOne({ _id: idOf(id), revision }, { $set: { settled: true, ...(disclosure !== null && { disclosure }) } });
    },
  };
}
