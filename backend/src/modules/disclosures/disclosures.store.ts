import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { DisclosureDraft, DisclosureStatus } from '../../contracts/disclosures.js';

type Signed = { officerId: string; name: string; at: Date };
/** What stood there before a correction. */
export type Correction = Signed & { reason: string; before: DisclosureDraft };

export type DisclosureRecord = DisclosureDraft & {
  id: string;
  number: string;
  revision: number;
  status: DisclosureStatus;
  slug: string | null;
  postedFrom: string | null;
  author: Signed;
  published: Signed | null;
  corrections: Correction[];
  withdrawn: (Signed & { reason: string }) | null;
  broadcastId: string | null;
  /** True when what follows from the last step (files, message) has been done. */
  settled: boolean;
};

/** `places` and `words` are what the archive is searched by. */
type Stored = Omit<DisclosureRecord, 'id' | 'number' | 'slug'> & {
  _id: Types.ObjectId;
  year: number;
  sequence: number;
  slug?: string;
  places: string[];
  words: string[];
  idempotencyKey?: string;
};

/** The words of a search in order; the last one may be unfinished. */
type Search = { words: readonly string[]; classNumber?: number | undefined; limit: number };
/** Where the next page starts. */
export type Mark = { postedFrom: string; id: string };

const everywhere = '*';
const tries = 50;

export type DisclosuresStore = ReturnType<typeof disclosuresStore>;

/** Disclosures and what they were before each correction. Numbers are unique within a year; a slug, once given, is never given again. */
export function disclosuresStore(database: Database) {
  const { Mixed } = Schema.Types;
  const disclosures = database.collection<Stored>(
    'disclosures',
    new Schema<Stored>(
      {
        year: Number,
        sequence: Number,
        revision: Number,
        status: String,
        slug: { type: String, unique: true, sparse: true },
        classNumber: Number,
        title: String,
        summary: String,
        text: String,
        attachments: Mixed,
        documentNumber: String,
        documentDate: String,
        hamletKeys: [String],
        permanent: Boolean,
        postedFrom: String,
        postedUntil: String,
        shorterBasis: String,
        author: Mixed,
        published: Mixed,
        corrections: Mixed,
        withdrawn: Mixed,
        broadcastId: String,
        settled: Boolean,
        places: [String],
        words: [String],
        idempotencyKey: { type: String, unique: true, sparse: true },
      },
      { versionKey: false, minimize: false },
    )
      .index({ year: 1, sequence: 1 }, { unique: true })
      .index({ status: 1, postedFrom: -1, _id: -1 })
      .index({ words: 1 })
      .index({ settled: 1 }),
  );

  const numberOf = ({ year, sequence }: Pick<Stored, 'year' | 'sequence'>) => `CK-${year}-${String(sequence).padStart(4, '0')}`;
  const record = ({
    _id,
    year,
    sequence,
    slug,
    places: _places,
    words: _words,
    idempotencyKey: _key,
    ...rest
  }: Stored): DisclosureRecord => ({
    ...rest,
    id: String(_id),
    number: numberOf({ year, sequence }),
    slug: slug ?? null,
  });
  const placesOf = ({ hamletKeys }: DisclosureDraft) => (hamletKeys.length === 0 ? [everywhere] : hamletKeys);
  const found = ({ words, classNumber }: Search) => ({
    ...(classNumber !== undefined && { classNumber }),
    ...(words.length > 0 && {
      $and: words.map((word, index) => ({ words: index === words.length - 1 ? { $regex: `^${word.replaceAll('.', '\\.')}` } : word })),
    }),
  });
  const change = async (
    id: string,
    revision: number,
    status: DisclosureStatus,
    update: Partial<Stored>,
  ): Promise<DisclosureRecord | null> => {
    const row = await disclosures
      .findOneAndUpdate(
        { _id: new Types.ObjectId(id), revision, status },
        { $set: update, $inc: { revision: 1 } },
        { returnDocument: 'after' },
      )
      .lean<Stored>();
    return row && record(row);
  };

  return {
    /** A draft under the next free number of the year; the same key again gives what it made the first time. */
    async create(
      draft: DisclosureDraft,
      { author, words, year, key }: { author: Signed; words: string[]; year: number; key: string | null },
    ): Promise<DisclosureRecord> {
      const last = await disclosures.findOne({ year }).sort({ sequence: -1 }).select({ sequence: 1 }).lean();
      for (let attempt = 1; ; attempt += 1) {
        const row: Stored = {
          ...draft,
          _id: new Types.ObjectId(),
          year,
          sequence: (last?.sequence ?? 0) + attempt,
          revision: 0,
          status: 'draft',
          postedFrom: null,
          author,
          published: null,
          corrections: [],
          withdrawn: null,
          broadcastId: null,
          settled: true,
          places: placesOf(draft),
          words,
          ...(key !== null && { idempotencyKey: `${author.officerId} ${key}` }),
        };
        try {
          await disclosures.insertMany([row]);
          return record(row);
        } catch (error) {
          const field = duplicateKeyField(error);
          if (field === 'idempotencyKey') {
            const before = await disclosures.findOne({ idempotencyKey: row.idempotencyKey as string }).lean<Stored>();
            if (before) return record(before);
          }
          if (field === null || attempt === tries) throw error;
        }
      }
    },
    /** Where those of these that are posted can be read, by id. */
    async publishedSlugs(ids: readonly string[]): Promise<Map<string, string>> {
      if (ids.length === 0) return new Map();
      const rows = await disclosures
        .find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) }, status: 'published' })
        .select({ slug: 1 })
        .lean<Pick<Stored, '_id' | 'slug'>[]>();
      return new Map(rows.flatMap(({ _id, slug }) => (slug ? [[String(_id), slug] as const] : [])));
    },
    async find(id: string): Promise<DisclosureRecord | null> {
      const row = await disclosures.findById(id).lean<Stored>();
      return row && record(row);
    },
    async findBySlug(slug: string): Promise<DisclosureRecord | null> {
      const row = await disclosures.findOne({ slug }).lean<Stored>();
      return row && record(row);
    },
    edit: (id: string, revision: number, draft: DisclosureDraft, words: string[]) =>
      change(id, revision, 'draft', { ...draft, words, places: placesOf(draft) }),
    /** Publishes under the first slug that nobody has; null when it is no draft of that revision any more. */
    async publish(
      id: string,
      revision: number,
      step: { slugs: readonly string[]; published: Signed; postedFrom: string; postedUntil: string | null },
    ): Promise<DisclosureRecord | null> {
      const { slugs, ...rest } = step;
      for (const [index, slug] of slugs.entries()) {
        try {
          return await change(id, revision, 'draft', { ...rest, slug, status: 'published', settled: false });
        } catch (error) {
          if (duplicateKeyField(error) !== 'slug' || index === slugs.length - 1) throw error;
        }
      }
      return null;
    },
    async correct(
      before: DisclosureRecord,
      draft: DisclosureDraft,
      correction: Correction,
      words: string[],
    ): Promise<DisclosureRecord | null> {
      const row = await disclosures
        .findOneAndUpdate(
          { _id: new Types.ObjectId(before.id), revision: before.revision, status: 'published' },
          {
            $set: { ...draft, words, places: placesOf(draft), settled: false },
            $push: { corrections: correction },
            $inc: { revision: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean<Stored>();
      return row && record(row);
    },
    withdraw: (id: string, revision: number, withdrawn: Signed & { reason: string }) =>
      change(id, revision, 'published', { status: 'withdrawn', withdrawn, settled: false }),
    /** What followed from the step up to this revision is done; a later step leaves more to do. */
    async settle(id: string, revision: number, broadcastId: string | null): Promise<void> {
      await disclosures.updateOne(
        { _id: new Types.ObjectId(id), revision },
        { $set: { settled: true, ...(broadcastId !== null && { broadcastId }) } },
      );
    },
    async unsettled(limit: number): Promise<DisclosureRecord[]> {
      return (await disclosures.find({ settled: false }).limit(limit).lean<Stored[]>()).map(record);
    },
    /** Newest first, without text. */
    async listForOfficers(search: Search & { status?: DisclosureStatus | undefined; after: string | null }): Promise<DisclosureRecord[]> {
      const rows = await disclosures
        .find({
          ...found(search),
          ...(search.status && { status: search.status }),
          ...(search.after !== null && { _id: { $lt: new Types.ObjectId(search.after) } }),
        })
        .sort({ _id: -1 })
        .limit(search.limit)
        .select({ text: 0, words: 0, corrections: 0 })
        .lean<Stored[]>();
      return rows.map(record);
    },
    /** What is published, the last posted first, without text. */
    async listPublished(
      search: Search & { year?: string | undefined; hamlet?: string | undefined; after: Mark | null },
    ): Promise<DisclosureRecord[]> {
      const { year, hamlet, after } = search;
      const rows = await disclosures
        .find({
          ...found(search),
          status: 'published',
          ...(year !== undefined && { postedFrom: { $gte: `${year}-01-01`, $lte: `${year}-12-31` } }),
          ...(hamlet !== undefined && { places: { $in: [hamlet, everywhere] } }),
          ...(after && {
            $or: [{ postedFrom: { $lt: after.postedFrom } }, { postedFrom: after.postedFrom, _id: { $lt: new Types.ObjectId(after.id) } }],
          }),
        })
        .sort({ postedFrom: -1, _id: -1 })
        .limit(search.limit)
        .select({ text: 0, words: 0, corrections: 0 })
        .lean<Stored[]>();
      return rows.map(record);
    },
    /** How many of a class were posted on a day. */
    async countPosted(classNumber: number, day: string): Promise<number> {
      return disclosures.countDocuments({
        status: 'published',
        classNumber,
        postedFrom: { $lte: day },
        $or: [{ postedUntil: null }, { postedUntil: { $gte: day } }],
      });
    },
    /** The day the oldest published one was posted; null when there is none. */
    async firstPosted(): Promise<string | null> {
      const row = await disclosures.findOne({ status: 'published' }).sort({ postedFrom: 1, _id: 1 }).select({ postedFrom: 1 }).lean();
      return row?.postedFrom ?? null;
    },
  };
}
