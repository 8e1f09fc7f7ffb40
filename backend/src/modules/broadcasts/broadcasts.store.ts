import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { BroadcastDraft, BroadcastStatus } from '../../contracts/broadcasts.js';

export type Signed = { officerId: string; name: string; at: Date };

/** One message to many on its way; `channel` is named after what it is. */
export type PostRecord = {
  /** `article` or `group:<id>`. */
  key: string;
  kind: 'article' | 'group';
  name: string;
  groupId: string | null;
  state: 'waiting' | 'preparing' | 'sending' | 'sent' | 'failed' | 'unconfirmed';
  /** What an article needs next: to be made, looked at until Zalo has made it, shown, and looked at once more. */
  step: 'make' | 'check' | 'show' | 'check_again' | 'call';
  /** Zalo's token of an article it is working on, and the article's id once it is known. */
  token: string | null;
  articleId: string | null;
  claimedAt: Date | null;
  reason: string | null;
  tries: number;
  dueAt: Date;
};

export type BroadcastRecord = BroadcastDraft & {
  id: string;
  revision: number;
  status: BroadcastStatus;
  occasion: { key: string; year: number; day: string; name: string } | null;
  disclosureId: string | null;
  /** Everybody who wrote at it since it was begun: none of them approves it. */
  authors: { officerId: string; name: string }[];
  submitted: Signed | null;
  approved: (Signed & { recipients: number; costDong: number }) | null;
  returned: (Signed & { note: string }) | null;
  pause: { cause: 'officer' | 'failures' | 'content'; name: string | null; at: Date; detail: string | null } | null;
  cancelled: (Signed & { reason: string }) | null;
  /** Names the frozen audience of what was approved; a new approval makes a new one. */
  runId: string | null;
  freeze: { after: string | null; done: boolean; assigned: Record<string, number> } | null;
  posts: PostRecord[];
  /** Nobody waits any more: nothing is left to do. */
  closed: boolean;
  startedAt: Date | null;
  finishedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

type Stored = Omit<BroadcastRecord, 'id' | 'sendAt'> & {
  _id: Types.ObjectId;
  sendAt: Date | null;
  occasionKey?: string;
  idempotencyKey?: string;
};
export type BroadcastDraftRecord = Omit<BroadcastDraft, 'sendAt'> & { sendAt: Date | null };

const schema = new Schema<Stored>(
  {
    revision: Number,
    status: String,
    kind: String,
    content: Schema.Types.Mixed,
    audience: Schema.Types.Mixed,
    modes: Schema.Types.Mixed,
    sendAt: Date,
    occasion: Schema.Types.Mixed,
    /** `<occasion>|<year>`: one draft each year. */
    occasionKey: { type: String, unique: true, sparse: true },
    disclosureId: { type: String, unique: true, sparse: true },
    idempotencyKey: { type: String, unique: true, sparse: true },
    authors: Schema.Types.Mixed,
    submitted: Schema.Types.Mixed,
    approved: Schema.Types.Mixed,
    returned: Schema.Types.Mixed,
    pause: Schema.Types.Mixed,
    cancelled: Schema.Types.Mixed,
    runId: String,
    freeze: Schema.Types.Mixed,
    posts: Schema.Types.Mixed,
    closed: Boolean,
    startedAt: Date,
    finishedAt: Date,
    createdAt: Date,
    updatedAt: Date,
  },
  { versionKey: false, minimize: false },
)
  .index({ closed: 1, _id: -1 })
  .index({ closed: 1, status: 1 })
  .index({ startedAt: -1, _id: -1 }, { partialFilterExpression: { startedAt: { $type: 'date' } } });

const idOf = (id: string) => new Types.ObjectId(id);

export type BroadcastsStore = ReturnType<typeof broadcastsStore>;

/** Broadcasts; every step of one is conditional on the step before, so that of two at once one wins and the other hears of it. */
export function broadcastsStore(database: Database) {
  const broadcasts = database.collection<Stored>('broadcasts', schema);

  function recordOf(row: Stored): BroadcastRecord {
    const { _id, sendAt, occasionKey: _occasionKey, idempotencyKey: _idempotencyKey, disclosureId, ...rest } = row;
    return { ...rest, id: String(_id), sendAt: sendAt?.toISOString() ?? null, disclosureId: disclosureId ?? null };
  }
  const found = (row: unknown): BroadcastRecord | null => (row ? recordOf(row as Stored) : null);

  async function step(id: string, when: Record<string, unknown>, change: Record<string, unknown>): Promise<BroadcastRecord | null> {
    return found(await broadcasts.findOneAndUpdate({ _id: idOf(id), ...when }, change, { returnDocument: 'after' }).lean());
  }

  return {
    /** A new draft; the one that exists already for the same occasion, disclosure or request is given back instead. */
    async create(input: {
      draft: BroadcastDraftRecord;
      author: { officerId: string; name: string } | null;
      now: Date;
      occasion?: BroadcastRecord['occasion'];
      disclosureId?: string;
      idempotencyKey?: string | null;
      submitted?: Signed;
    }): Promise<{ broadcast: BroadcastRecord; made: boolean }> {
      const { draft, author, now, occasion = null, disclosureId, idempotencyKey, submitted = null } = input;
      const keys = {
        ...(occasion && { occasionKey: `${occasion.key}|${occasion.year}` }),
        ...(disclosureId !== undefined && { disclosureId }),
        ...(idempotencyKey && { idempotencyKey }),
      };
      try {
        const row = await broadcasts.create({
          ...draft,
          ...keys,
          occasion,
          revision: 1,
          status: submitted ? 'submitted' : 'draft',
          authors: author ? [author] : [],
          submitted,
          approved: null,
          returned: null,
          pause: null,
          cancelled: null,
          runId: null,
          freeze: null,
          posts: [],
          closed: false,
          startedAt: null,
          finishedAt: null,
          createdAt: now,
          updatedAt: now,
        });
        return { broadcast: recordOf(row.toObject() as Stored), made: true };
      } catch (error) {
        if (!duplicateKeyField(error)) throw error;
        const [[field, value] = ['_id', null]] = Object.entries(keys);
        const known = found(await broadcasts.findOne({ [field]: value }).lean());
        if (!known) throw error;
        return { broadcast: known, made: false };
      }
    },

    async find(id: string): Promise<BroadcastRecord | null> {
      return found(await broadcasts.findById(idOf(id)).lean());
    },

    /** Newest first; `open` ones still ask for something. */
    async list(closed: boolean | null, before: string | null, limit: number): Promise<BroadcastRecord[]> {
      const rows = await broadcasts
        .find({ ...(closed !== null && { closed }), ...(before !== null && { _id: { $lt: idOf(before) } }) })
        .sort({ _id: -1 })
        .limit(limit)
        .lean();
      return rows.map((row) => recordOf(row as Stored));
    },

    /** What began to be sent, newest first. */
    async started(before: { at: Date; id: string } | null, limit: number): Promise<BroadcastRecord[]> {
      const after = before ? { $or: [{ startedAt: { $lt: before.at } }, { startedAt: before.at, _id: { $lt: idOf(before.id) } }] } : {};
      const rows = await broadcasts
        .find({ startedAt: { $type: 'date' }, ...after })
        .sort({ startedAt: -1, _id: -1 })
        .limit(limit)
        .lean();
      return rows.map((row) => recordOf(row as Stored));
    },

    async byOccasions(keys: readonly string[]): Promise<BroadcastRecord[]> {
      const rows = await broadcasts.find({ occasionKey: { $in: [...keys] } }).lean();
      return rows.map((row) => recordOf(row as Stored));
    },

    /** Writes a new revision: whatever was submitted or approved is void. Null when it changed meanwhile or has begun. */
    edit: (id: string, revision: number, draft: BroadcastDraftRecord, author: { officerId: string; name: string }, now: Date) =>
      step(
        id,
        { revision, status: { $in: ['draft', 'submitted', 'approved'] } },
        {
          $set: { ...draft, status: 'draft', submitted: null, approved: null, runId: null, freeze: null, posts: [], updatedAt: now },
          $inc: { revision: 1 },
          $addToSet: { authors: author },
        },
      ),

    submit: (id: string, revision: number, by: Signed) =>
      step(id, { revision, status: 'draft' }, { $set: { status: 'submitted', submitted: by, returned: null, updatedAt: by.at } }),

    giveBack: (id: string, revision: number, by: Signed & { note: string }) =>
      step(
        id,
        { revision, status: { $in: ['submitted', 'approved'] } },
        {
          $set: { status: 'draft', submitted: null, approved: null, runId: null, freeze: null, posts: [], returned: by, updatedAt: by.at },
        },
      ),

    /** Approves the revision that was seen. Nobody who wrote at it can. */
    approve: (id: string, revision: number, by: Signed & { recipients: number; costDong: number }, runId: string, posts: PostRecord[]) =>
      step(
        id,
        { revision, status: 'submitted', 'authors.officerId': { $ne: by.officerId } },
        { $set: { status: 'approved', approved: by, runId, freeze: { after: null, done: false, assigned: {} }, posts, updatedAt: by.at } },
      ),

    /** Moves the freezing on; false when another worker did, or the approval is void. */
    async freezeOn(id: string, runId: string, from: string | null, to: NonNullable<BroadcastRecord['freeze']>): Promise<boolean> {
      const moved = await broadcasts.updateOne(
        { _id: idOf(id), runId, status: 'approved', 'freeze.done': false, 'freeze.after': from },
        { $set: { freeze: to } },
      );
      return moved.matchedCount === 1;
    },

    start: (id: string, runId: string, now: Date) =>
      step(id, { runId, status: 'approved', 'freeze.done': true }, { $set: { status: 'running', startedAt: now, updatedAt: now } }),

    pause: (id: string, pause: NonNullable<BroadcastRecord['pause']>) =>
      step(id, { status: 'running' }, { $set: { status: 'paused', pause, updatedAt: pause.at } }),

    resume: (id: string, now: Date) => step(id, { status: 'paused' }, { $set: { status: 'running', pause: null, updatedAt: now } }),

    /** Sends again what had ended. */
    reopen: (id: string, now: Date) =>
      step(
        id,
        { status: { $in: ['finished', 'paused', 'running'] } },
        { $set: { status: 'running', pause: null, closed: false, finishedAt: null, updatedAt: now } },
      ),

    cancel: (id: string, by: Signed & { reason: string }) =>
      step(
        id,
        { status: { $in: ['draft', 'submitted', 'approved', 'running', 'paused'] } },
        { $set: { status: 'cancelled', cancelled: by, pause: null, finishedAt: by.at, updatedAt: by.at } },
      ),

    finish: (id: string, now: Date) =>
      step(id, { status: 'running' }, { $set: { status: 'finished', finishedAt: now, closed: true, updatedAt: now } }),

    close: (id: string) => step(id, { status: 'cancelled' }, { $set: { closed: true } }),

    /** Whatever still asks the worker for something. */
    async working(): Promise<BroadcastRecord[]> {
      const rows = await broadcasts.find({ closed: false, status: { $in: ['approved', 'running', 'cancelled'] } }).lean();
      return rows.map((row) => recordOf(row as Stored));
    },

    /** Which of these are running now, and whether any urgent one is. */
    async running(): Promise<{ id: string; kind: BroadcastDraft['kind'] }[]> {
      const rows = await broadcasts.find({ closed: false, status: 'running' }, { kind: 1 }).lean();
      return rows.map((row) => ({ id: String(row._id), kind: row.kind }));
    },

    /** Takes a post that is due; one claimed before `doubtBefore` while sending becomes `unconfirmed` instead of being taken. */
    async claimPost(id: string, key: string, now: Date, deadBefore: Date): Promise<PostRecord | null> {
      const row = await step(
        id,
        {
          status: 'running',
          posts: {
            $elemMatch: {
              key,
              state: { $in: ['waiting', 'preparing'] },
              dueAt: { $lte: now },
              $or: [{ claimedAt: null }, { claimedAt: { $lte: deadBefore } }],
            },
          },
        },
        { $set: { 'posts.$.claimedAt': now } },
      );
      return row?.posts.find((post) => post.key === key) ?? null;
    },

    async savePost(id: string, key: string, change: Partial<PostRecord>): Promise<void> {
      const set = Object.fromEntries(Object.entries(change).map(([field, value]) => [`posts.$.${field}`, value]));
      await broadcasts.updateOne({ _id: idOf(id), 'posts.key': key }, { $set: set });
    },

    /** Takes the one right to make a post's call; false when its time has passed or somebody made it. */
    async beginPostCall(id: string, key: string, now: Date): Promise<boolean> {
      const begun = await broadcasts.updateOne(
        { _id: idOf(id), status: 'running', posts: { $elemMatch: { key, state: { $in: ['waiting', 'preparing'] } } } },
        { $set: { 'posts.$.state': 'sending', 'posts.$.claimedAt': now } },
      );
      return begun.matchedCount === 1;
    },
  };
}
