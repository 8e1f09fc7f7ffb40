import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { LifeLetterDraft, LifeLetterKind, LifeLetterStatus } from '../../contracts/life-letters.js';

export type Signed = { officerId: string; name: string; at: Date };
/** The words of a letter as they were when it was last written. */
export type Wording = { templateVersion: number; title: string; paragraphs: string[] };

export type LifeLetterRecord = LifeLetterDraft &
  Wording & {
    id: string;
    revision: number;
    status: LifeLetterStatus;
    /** Everybody who wrote at it: none of them approves it. */
    authors: { officerId: string; name: string }[];
    submitted: Signed | null;
    approved: (Signed & { title: string }) | null;
    returned: (Signed & { note: string }) | null;
    handedOver: (Signed & { note: string }) | null;
    /** Kept once given, also when the letter has to be approved again. */
    number: string | null;
    /** Of this approval; a void approval takes it along. */
    code: string | null;
    /** Grows with each approval and each new sending: names the message. */
    attempt: number;
    /** When the worker looks at it; null when nothing is left to do. */
    dueAt: Date | null;
    /** Why no message was even tried. */
    unsent: string | null;
    createdAt: Date;
    updatedAt: Date;
  };

type Stored = Omit<LifeLetterRecord, 'id' | 'number' | 'code'> & {
  _id: Types.ObjectId;
  number?: string;
  numberYear?: number;
  numberSequence?: number;
  code?: string;
  idempotencyKey?: string;
};

export type LetterChange = LifeLetterDraft & Wording;

/** What was signed: made once for each approval and never again. */
export type PaperRecord = { code: string; letterId: string; pdf: Buffer; sha256: string; signature: Buffer | null };
type StoredPaper = Omit<PaperRecord, 'code'> & { _id: string; createdAt: Date };

export type TemplateRecord = { kind: LifeLetterKind; version: number; title: string; text: string; changed: Signed };

const schema = new Schema<Stored>(
  {
    revision: Number,
    status: String,
    kind: String,
    facts: Schema.Types.Mixed,
    recipient: Schema.Types.Mixed,
    familyAgreed: Boolean,
    deceasedMemberId: String,
    templateVersion: Number,
    title: String,
    paragraphs: [String],
    authors: Schema.Types.Mixed,
    submitted: Schema.Types.Mixed,
    approved: Schema.Types.Mixed,
    returned: Schema.Types.Mixed,
    handedOver: Schema.Types.Mixed,
    number: { type: String, unique: true, sparse: true },
    numberYear: Number,
    numberSequence: Number,
    code: { type: String, unique: true, sparse: true },
    idempotencyKey: { type: String, unique: true, sparse: true },
    attempt: Number,
    dueAt: Date,
    unsent: String,
    createdAt: Date,
    updatedAt: Date,
  },
  { versionKey: false, minimize: false },
)
  .index({ status: 1, _id: -1 })
  .index({ numberYear: 1, numberSequence: -1 }, { sparse: true })
  .index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $type: 'date' } } })
  .index({ 'recipient.memberId': 1, _id: -1 })
  .index({ deceasedMemberId: 1 })
  .index({ 'facts.dossierCode': 1 }, { sparse: true });

const idOf = (id: string) => new Types.ObjectId(id);
const ended: readonly LifeLetterStatus[] = ['sent', 'handed_over'];
/** May still be written at: nothing of it has left the house. */
const changeable = { $or: [{ status: { $in: ['draft', 'submitted'] } }, { status: 'approved', dueAt: null }] };
const bytesOf = (bytes: Buffer | { buffer: Uint8Array } | null): Buffer | null =>
  bytes === null || Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer);

export type LifeLettersStore = ReturnType<typeof lifeLettersStore>;

/** Letters, what was signed of them, their templates and signatures. Each step is conditional on the one before: of two at once one wins. */
export function lifeLettersStore(database: Database, { letterNumber }: { letterNumber: (year: number, sequence: number) => string }) {
  const letters = database.collection<Stored>('life_letters', schema);
  const papers = database.collection<StoredPaper>(
    'life_letter_papers',
    new Schema<StoredPaper>(
      { _id: String, letterId: { type: String, index: true }, pdf: Buffer, sha256: String, signature: Buffer, createdAt: Date },
      { versionKey: false },
    ),
  );
  const templates = database.collection<TemplateRecord>(
    'life_letter_template_versions',
    new Schema<TemplateRecord>(
      { kind: String, version: Number, title: String, text: String, changed: Schema.Types.Mixed },
      { versionKey: false, minimize: false },
    ).index({ kind: 1, version: 1 }, { unique: true }),
  );
  const signatures = database.collection<{ _id: string; picture: Buffer }>(
    'life_letter_signatures',
    new Schema({ _id: String, picture: Buffer }, { versionKey: false }),
  );

  function recordOf(row: Stored): LifeLetterRecord {
    const { _id, number, code, numberYear: _year, numberSequence: _sequence, idempotencyKey: _key, ...rest } = row;
    return { ...rest, id: String(_id), number: number ?? null, code: code ?? null };
  }
  const found = (row: unknown): LifeLetterRecord | null => (row ? recordOf(row as Stored) : null);

  async function step(id: string, when: Record<string, unknown>, change: Record<string, unknown>): Promise<LifeLetterRecord | null> {
    return found(await letters.findOneAndUpdate({ _id: idOf(id), ...when }, change, { returnDocument: 'after' }).lean());
  }
  const paperOf = ({ _id, letterId, pdf, sha256, signature }: StoredPaper): PaperRecord => ({
    code: _id,
    letterId,
    pdf: bytesOf(pdf) as Buffer,
    sha256,
    signature: bytesOf(signature ?? null),
  });

  const store = {
    /** A new draft; the same request again gives the one it made. */
    async create(
      change: LetterChange,
      author: { officerId: string; name: string },
      now: Date,
      key: string | null,
    ): Promise<LifeLetterRecord> {
      try {
        const row = await letters.create({
          ...change,
          ...(key !== null && { idempotencyKey: key }),
          revision: 1,
          status: 'draft',
          authors: [author],
          submitted: null,
          approved: null,
          returned: null,
          handedOver: null,
          attempt: 0,
          dueAt: null,
          unsent: null,
          createdAt: now,
          updatedAt: now,
        });
        return recordOf(row.toObject() as Stored);
      } catch (error) {
        const before =
          duplicateKeyField(error) === 'idempotencyKey' ? found(await letters.findOne({ idempotencyKey: key as string }).lean()) : null;
        if (before) return before;
        throw error;
      }
    },
    find: async (id: string) => found(await letters.findById(idOf(id)).lean()),
    findByCode: async (code: string) => found(await letters.findOne({ code }).lean()),
    /** The newest first. */
    async list(show: 'open' | 'ended' | 'all', before: string | null, limit: number): Promise<LifeLetterRecord[]> {
      const rows = await letters
        .find({
          ...(show === 'open' && { status: { $nin: [...ended] } }),
          ...(show === 'ended' && { status: { $in: [...ended] } }),
          ...(before !== null && { _id: { $lt: idOf(before) } }),
        })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(recordOf);
    },

    /** What was signed for this member, the newest first. */
    async listFor(memberId: string, limit: number): Promise<LifeLetterRecord[]> {
      const rows = await letters
        .find({ 'recipient.memberId': memberId, status: { $in: ['approved', ...ended] } })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(recordOf);
    },

    /** Null when it changed meanwhile, or has left the house. */
    edit: (id: string, revision: number, change: LetterChange, author: { officerId: string; name: string }, now: Date) =>
      step(
        id,
        { revision, ...changeable },
        {
          $set: { ...change, status: 'draft', submitted: null, approved: null, returned: null, unsent: null, updatedAt: now },
          $unset: { code: '' },
          $addToSet: { authors: author },
          $inc: { revision: 1 },
        },
      ),
    submit: (id: string, revision: number, by: Signed) =>
      step(
        id,
        { revision, status: 'draft' },
        { $set: { status: 'submitted', submitted: by, returned: null, updatedAt: by.at }, $inc: { revision: 1 } },
      ),
    giveBack: (id: string, revision: number, by: Signed & { note: string }) =>
      step(
        id,
        { revision, status: 'submitted' },
        { $set: { status: 'draft', submitted: null, returned: by, updatedAt: by.at }, $inc: { revision: 1 } },
      ),
    /** Signs and numbers. Of two at once one gets null; numbers are never given twice. */
    async approve(
      id: string,
      revision: number,
      by: Signed & { title: string },
      year: number,
      newCode: () => string,
    ): Promise<LifeLetterRecord | null> {
      for (;;) {
        const current = await store.find(id);
        if (current?.status !== 'submitted' || current.revision !== revision) return null;
        const last = await letters.findOne({ numberYear: year }, { numberSequence: 1 }).sort({ numberSequence: -1 }).lean();
        const sequence = (last?.numberSequence ?? 0) + 1;
        const number = current.number === null ? { number: letterNumber(year, sequence), numberYear: year, numberSequence: sequence } : {};
        try {
          return await step(
            id,
            { revision, status: 'submitted' },
            {
              $set: { status: 'approved', approved: by, ...number, code: newCode(), dueAt: by.at, unsent: null, updatedAt: by.at },
              $inc: { revision: 1, attempt: 1 },
            },
          );
        } catch (error) {
          if (!duplicateKeyField(error)) throw error;
        }
      }
    },
    /** A new message for an approved letter that went nowhere. */
    sendAgain: (id: string, revision: number, now: Date) =>
      step(
        id,
        { revision, status: 'approved', dueAt: null },
        { $set: { dueAt: now, unsent: null, updatedAt: now }, $inc: { revision: 1, attempt: 1 } },
      ),
    handOver: (id: string, revision: number, by: Signed & { note: string }) =>
      step(
        id,
        { revision, status: 'approved', dueAt: null },
        { $set: { status: 'handed_over', handedOver: by, updatedAt: by.at }, $inc: { revision: 1 } },
      ),
    async discard(id: string): Promise<boolean> {
      return (await letters.deleteOne({ _id: idOf(id), status: { $in: ['draft', 'submitted'] }, number: null })).deletedCount === 1;
    },

    /** Approved letters the worker has to look at. */
    async due(now: Date, limit: number): Promise<LifeLetterRecord[]> {
      const rows = await letters
        .find({ dueAt: { $lte: now }, status: 'approved' })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(recordOf);
    },
    postpone: (id: string, attempt: number, dueAt: Date) =>
      step(id, { attempt, status: 'approved', dueAt: { $ne: null } }, { $set: { dueAt } }),
    /** Ends an attempt: `sent`, or still approved and to be handed over. */
    settle: (id: string, attempt: number, status: 'sent' | 'approved', unsent: string | null, now: Date) =>
      step(
        id,
        { attempt, status: 'approved', dueAt: { $ne: null } },
        { $set: { status, dueAt: null, unsent, updatedAt: now }, $inc: { revision: 1 } },
      ),

    /** Whether an approved condolence named this member as the one who died. */
    isDeceased: async (memberId: string) =>
      (await letters.exists({ deceasedMemberId: memberId, status: { $in: ['approved', ...ended] } })) !== null,
    /** Approved apologies for the same dossier, other than this letter. */
    countApologies: (dossierCode: string, except: string | null) =>
      letters.countDocuments({
        kind: 'apology',
        'facts.dossierCode': dossierCode,
        status: { $in: ['approved', ...ended] },
        ...(except !== null && { _id: { $ne: idOf(except) } }),
      }),

    async paper(code: string): Promise<PaperRecord | null> {
      const row = await papers.findById(code).lean<StoredPaper>();
      return row ? paperOf(row) : null;
    },
    /** Keeps the first; the one that was kept is given back. */
    async keepPaper({ code, ...paper }: PaperRecord, now: Date): Promise<PaperRecord> {
      try {
        await papers.create({ _id: code, ...paper, createdAt: now });
      } catch (error) {
        if (!duplicateKeyField(error)) throw error;
      }
      return (await store.paper(code)) ?? { code, ...paper };
    },
    async removePapers(letterId: string): Promise<void> {
      await papers.deleteMany({ letterId });
    },

    /** Newest first; of one kind or of all. */
    async templates(kind: LifeLetterKind | null): Promise<TemplateRecord[]> {
      return templates
        .find(kind === null ? {} : { kind }, { _id: 0 })
        .sort({ version: -1 })
        .lean<TemplateRecord[]>();
    },
    /** False when somebody else made this version already. */
    async addTemplate(record: TemplateRecord): Promise<boolean> {
      try {
        await templates.create(record);
        return true;
      } catch (error) {
        if (duplicateKeyField(error)) return false;
        throw error;
      }
    },

    async signature(officerId: string): Promise<Buffer | null> {
      return bytesOf((await signatures.findById(officerId).lean())?.picture ?? null);
    },
    async saveSignature(officerId: string, picture: Buffer | null): Promise<void> {
      if (picture === null) await signatures.deleteOne({ _id: officerId });
      else await signatures.updateOne({ _id: officerId }, { $set: { picture } }, { upsert: true });
    },
  };
  return store;
}
