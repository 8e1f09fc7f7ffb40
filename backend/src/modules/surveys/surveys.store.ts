import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { SurveyForm } from '../../contracts/survey-questions.js';
import type { SurveyMode } from '../../contracts/surveys.js';
import type { SurveyAudience, SurveyQuotas } from '../../contracts/surveys-desk.js';

export type Signed = { officerId: string; name: string; at: Date };
export type Written = {
  title: string;
  intro: string;
  mode: SurveyMode;
  audience: SurveyAudience;
  opensAt: Date | null;
  closesAt: Date | null;
  quotas: SurveyQuotas;
  form: SurveyForm;
};

export type SurveyRecord = Written & {
  id: string;
  revision: number;
  status: 'draft' | 'published' | 'closed' | 'cancelled';
  version: number;
  versions: { version: number; by: Signed; reason: string; form: SurveyForm }[];
  corrections: { by: Signed; reason: string; words: { before: string; after: string }[] }[];
  /** Somebody has sent, or is about to: the questions cannot change any more. */
  locked: boolean;
  minutes: number;
  questions: number;
  author: Signed;
  published: Signed | null;
  extensions: { by: Signed; from: Date; to: Date; reason: string }[];
  closed: { at: Date; by: Signed | null; reason: string | null } | null;
  cancelled: (Signed & { reason: string }) | null;
  copiedFrom: string | null;
  reminders: { by: Signed; broadcastId: string }[];
  /** Who began to make the disclosure of the results: the draft is theirs, whoever asks again. */
  disclosing: Signed | null;
  disclosureId: string | null;
  /** After closing: `waiting` until everything that was sent is put away. */
  putAway: 'none' | 'waiting' | 'done';
  /** Where those stopped who never sent, by question; written down at closing, when drafts are deleted. */
  stopped: { drafts: number; at: Record<string, number> } | null;
  /** Which hamlets are told beside anonymous answers; decided once. */
  hamletsTold: string[] | null;
  updatedAt: Date;
};
/** Without what a list does not need. */
export type SurveyHead = Omit<SurveyRecord, 'form' | 'versions' | 'corrections'>;

type Stored = Omit<SurveyRecord, 'id' | 'disclosureId'> & { _id: Types.ObjectId; disclosureId?: string; idempotencyKey?: string };

const Mixed = Schema.Types.Mixed;
const schema = new Schema<Stored>(
  {
    revision: Number,
    status: String,
    title: String,
    intro: String,
    mode: String,
    audience: Mixed,
    opensAt: Date,
    closesAt: Date,
    quotas: Mixed,
    form: Mixed,
    version: Number,
    versions: Mixed,
    corrections: Mixed,
    locked: Boolean,
    minutes: Number,
    questions: Number,
    author: Mixed,
    published: Mixed,
    extensions: Mixed,
    closed: Mixed,
    cancelled: Mixed,
    copiedFrom: String,
    reminders: Mixed,
    disclosing: Mixed,
    disclosureId: { type: String, sparse: true, index: true },
    putAway: String,
    stopped: Mixed,
    hamletsTold: Mixed,
    updatedAt: Date,
    idempotencyKey: { type: String, unique: true, sparse: true },
  },
  { versionKey: false, minimize: false },
)
  .index({ status: 1, _id: -1 })
  .index({ status: 1, closesAt: 1 })
  .index({ putAway: 1 }, { partialFilterExpression: { putAway: 'waiting' } });

const idOf = (id: string) => new Types.ObjectId(id);
const heads = { form: 0, versions: 0, corrections: 0 } as const;

function recordOf({ _id, idempotencyKey: _key, disclosureId, ...rest }: Stored): SurveyRecord {
  return { ...rest, id: String(_id), disclosureId: disclosureId ?? null };
}
const headOf = (row: unknown): SurveyHead => recordOf(row as Stored);

export type SurveysStore = ReturnType<typeof surveysStore>;

/** Surveys; every step of one is conditional on the step before, so that of two at once one wins and the other hears of it. */
export function surveysStore(database: Database) {
  const surveys = database.collection<Stored>('surveys', schema);

  async function step(id: string, when: Record<string, unknown>, change: Record<string, unknown>): Promise<SurveyRecord | null> {
    const row = await surveys.findOneAndUpdate({ _id: idOf(id), ...when }, change, { returnDocument: 'after' }).lean();
    return row ? recordOf(row as Stored) : null;
  }

  return {
    /** A new draft; the one that exists already for the same request is given back instead. */
    async create(
      written: Written,
      more: { author: Signed; copiedFrom: string | null; minutes: number; questions: number; key: string | null },
    ): Promise<SurveyRecord> {
      const { author, copiedFrom, minutes, questions, key } = more;
      const row: Stored = {
        ...written,
        _id: new Types.ObjectId(),
        revision: 0,
        status: 'draft',
        version: 0,
        versions: [],
        corrections: [],
        locked: false,
        minutes,
        questions,
        author,
        published: null,
        extensions: [],
        closed: null,
        cancelled: null,
        copiedFrom,
        reminders: [],
        disclosing: null,
        putAway: 'none',
        stopped: null,
        hamletsTold: null,
        updatedAt: author.at,
        ...(key !== null && { idempotencyKey: key }),
      };
      try {
        await surveys.insertMany([row]);
        return recordOf(row);
      } catch (error) {
        if (key === null || duplicateKeyField(error) === null) throw error;
        const before = await surveys.findOne({ idempotencyKey: key }).lean();
        if (!before) throw error;
        return recordOf(before as Stored);
      }
    },
    async find(id: string): Promise<SurveyRecord | null> {
      const row = await surveys.findById(idOf(id)).lean();
      return row ? recordOf(row as Stored) : null;
    },
    /** Whether it still takes answers of a version, just now. */
    async takes(id: string, version: number): Promise<boolean> {
      return (await surveys.countDocuments({ _id: idOf(id), status: 'published', version })) === 1;
    },
    /** Newest first. */
    async list(statuses: readonly SurveyRecord['status'][] | null, before: string | null, limit: number): Promise<SurveyHead[]> {
      const rows = await surveys
        .find({ ...(statuses && { status: { $in: [...statuses] } }), ...(before !== null && { _id: { $lt: idOf(before) } }) }, heads)
        .sort({ _id: -1 })
        .limit(limit)
        .lean();
      return rows.map(headOf);
    },
    /** Published ones that are open now, the soonest to close first. */
    async open(now: Date, limit: number): Promise<SurveyHead[]> {
      const rows = await surveys
        .find({ status: 'published', closesAt: { $gt: now }, opensAt: { $lte: now } }, heads)
        .sort({ closesAt: 1 })
        .limit(limit)
        .lean();
      return rows.map(headOf);
    },
    /** Closed ones of which a disclosure was made, newest first. */
    async disclosed(limit: number): Promise<SurveyHead[]> {
      const rows = await surveys
        .find({ status: 'closed', disclosureId: { $exists: true } }, heads)
        .sort({ _id: -1 })
        .limit(limit)
        .lean();
      return rows.map(headOf);
    },
    /** Every survey that somebody may have answered, for taking a person out. */
    async everPublished(): Promise<{ id: string; mode: SurveyMode; status: SurveyRecord['status'] }[]> {
      const rows = await surveys.find({ status: { $ne: 'draft' } }, { mode: 1, status: 1 }).lean();
      return rows.map(({ _id, mode, status }) => ({ id: String(_id), mode, status }));
    },

    edit: (id: string, revision: number, written: Written, more: { minutes: number; questions: number; now: Date }) =>
      step(
        id,
        { status: 'draft', revision },
        { $set: { ...written, minutes: more.minutes, questions: more.questions, updatedAt: more.now }, $inc: { revision: 1 } },
      ),
    publish: (id: string, revision: number, by: Signed, given: { opensAt: Date; form: SurveyForm }) =>
      step(
        id,
        { status: 'draft', revision },
        {
          $set: {
            status: 'published',
            opensAt: given.opensAt,
            version: 1,
            versions: [{ version: 1, by, reason: '', form: given.form }],
            published: by,
            updatedAt: by.at,
          },
          $inc: { revision: 1 },
        },
      ),
    /** From now on the questions of this version stand; false when another version stands or nothing is taken any more. */
    async lock(id: string, version: number): Promise<boolean> {
      return (await surveys.updateOne({ _id: idOf(id), status: 'published', version }, { $set: { locked: true } })).matchedCount === 1;
    },
    revise: (
      record: SurveyRecord,
      revision: number,
      form: SurveyForm,
      more: { by: Signed; reason: string; minutes: number; questions: number },
    ) =>
      step(
        record.id,
        { status: 'published', revision, locked: false },
        {
          $set: { form, version: record.version + 1, minutes: more.minutes, questions: more.questions, updatedAt: more.by.at },
          $push: { versions: { version: record.version + 1, by: more.by, reason: more.reason, form } },
          $inc: { revision: 1 },
        },
      ),
    correct: (id: string, revision: number, form: SurveyForm, correction: SurveyRecord['corrections'][number]) =>
      step(
        id,
        { status: 'published', revision },
        { $set: { form, updatedAt: correction.by.at }, $push: { corrections: correction }, $inc: { revision: 1 } },
      ),
    extend: (id: string, revision: number, extension: SurveyRecord['extensions'][number]) =>
      step(
        id,
        // Once its time has come it is closed, even when nobody has written that down yet.
        { status: 'published', revision, closesAt: { $gt: extension.by.at, $lt: extension.to } },
        { $set: { closesAt: extension.to, updatedAt: extension.by.at }, $push: { extensions: extension }, $inc: { revision: 1 } },
      ),
    close: (id: string, revision: number, by: Signed, reason: string) =>
      step(
        id,
        { status: 'published', revision, closesAt: { $gt: by.at }, opensAt: { $lte: by.at } },
        {
          $set: { status: 'closed', closesAt: by.at, closed: { at: by.at, by, reason }, putAway: 'waiting', updatedAt: by.at },
          $inc: { revision: 1 },
        },
      ),
    cancel: (id: string, revision: number, by: Signed, reason: string) =>
      step(
        id,
        { status: { $in: ['draft', 'published'] }, revision, $or: [{ status: 'draft' }, { closesAt: { $gt: by.at } }] },
        { $set: { status: 'cancelled', cancelled: { ...by, reason }, putAway: 'waiting', updatedAt: by.at }, $inc: { revision: 1 } },
      ),
    /** Notes a reminder unless another was faster; then null. */
    remind: (id: string, count: number, reminder: SurveyRecord['reminders'][number]) =>
      step(
        id,
        { status: 'published', reminders: { $size: count } },
        { $push: { reminders: reminder }, $set: { updatedAt: reminder.by.at }, $inc: { revision: 1 } },
      ),
    /** Whoever began first makes the disclosure; answers with who that is. */
    async beginDisclosure(id: string, by: Signed): Promise<Signed> {
      await surveys.updateOne({ _id: idOf(id), disclosing: null }, { $set: { disclosing: by } });
      return (await surveys.findById(idOf(id), { disclosing: 1 }).lean())?.disclosing ?? by;
    },
    disclose: (id: string, disclosureId: string, now: Date) =>
      step(id, {}, { $set: { disclosureId, updatedAt: now }, $inc: { revision: 1 } }),

    // ---- The worker

    /** Those whose time has come are closed from here on. */
    async closeDue(now: Date): Promise<void> {
      const due = await surveys.find({ status: 'published', closesAt: { $lte: now } }, { closesAt: 1 }).lean();
      for (const { _id, closesAt } of due)
        await surveys.updateOne(
          { _id, status: 'published', closesAt },
          {
            $set: { status: 'closed', closed: { at: closesAt, by: null, reason: null }, putAway: 'waiting', updatedAt: now },
            $inc: { revision: 1 },
          },
        );
    },
    /** What was closed before this day and is put away. */
    async closedBefore(instant: Date): Promise<string[]> {
      const rows = await surveys.find({ status: 'closed', closesAt: { $lt: instant }, putAway: 'done' }, { _id: 1 }).lean();
      return rows.map(({ _id }) => String(_id));
    },
    async waiting(): Promise<{ id: string; mode: SurveyMode; status: SurveyRecord['status'] }[]> {
      const rows = await surveys.find({ putAway: 'waiting' }, { mode: 1, status: 1 }).lean();
      return rows.map(({ _id, mode, status }) => ({ id: String(_id), mode, status }));
    },
    /** Kept as it was first written. */
    async noteStopped(id: string, stopped: NonNullable<SurveyRecord['stopped']>): Promise<void> {
      await surveys.updateOne({ _id: idOf(id), stopped: null }, { $set: { stopped } });
    },
    /** Decided once, by whoever puts away first; answers with what stands. */
    async decideHamlets(id: string, told: readonly string[]): Promise<string[]> {
      await surveys.updateOne({ _id: idOf(id), hamletsTold: null }, { $set: { hamletsTold: [...told] } });
      return (await surveys.findById(idOf(id), { hamletsTold: 1 }).lean())?.hamletsTold ?? [];
    },
    async done(id: string): Promise<void> {
      await surveys.updateOne({ _id: idOf(id), putAway: 'waiting' }, { $set: { putAway: 'done' } });
    },
  };
}
