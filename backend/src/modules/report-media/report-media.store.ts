import { Schema, Types } from 'mongoose';
import { fileBytes } from '../../adapters/files.js';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { ReportMediaKind } from '../../contracts/report-media.js';

/** What a medium is, once its bytes are stored. */
export type MediaFacts = {
  kind: ReportMediaKind;
  type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  seconds: number | null;
};

/** A copy made for everybody's eyes, with what had to be hidden in it. */
export type ReviewedCopy = { fileId: string; bytes: number; width: number; height: number };

export type MediaRecord = MediaFacts & {
  id: string;
  /** Null until the bytes are stored. */
  contentId: string | null;
  hasThumbnail: boolean;
  /** The report that holds it; null while it belongs to a draft. */
  ownerId: string | null;
  reviewed: ReviewedCopy | null;
  /** Under which everybody may read the reviewed copy; null when nobody may. */
  publicId: string | null;
  sealed: boolean;
  /** Whether its bytes are encrypted, as those of everything sealed soon are. */
  encrypted: boolean;
};

type Stored = MediaFacts & {
  _id: Types.ObjectId;
  draftHash: string;
  /** `<draft>|<slot>`: the same place in the same draft is the same medium. */
  slotKey?: string;
  /** `<draft>|<kind>|<n>`: so many of a kind and no more (decision 0008). */
  limitKey?: string;
  contentId?: string;
  thumbnail?: Buffer;
  hasThumbnail: boolean;
  ownerId?: string;
  /** Absent while something holds it. */
  unheldSince?: Date;
  reviewed?: ReviewedCopy & { thumbnail?: Buffer };
  publicId?: string;
  sealed?: boolean;
  encrypted?: boolean;
  removed?: boolean;
  /** Files that are being written for it, and files it no longer needs. A crash leaves them here, and the next look removes them. */
  arriving: string[];
  leaving: string[];
  tidyAt?: Date;
};

type Condition = Readonly<Record<string, unknown>>;
type Update = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const bucketName = 'report_media';
/** Longer than anything takes to be written. */
const writingMilliseconds = 3_600_000;
const absent = { $exists: false };
const batch = 200;

const schema = new Schema<Stored>(
  {
    kind: String,
    type: String,
    bytes: Number,
    width: Number,
    height: Number,
    seconds: Number,
    draftHash: String,
    slotKey: { type: String, unique: true, sparse: true },
    limitKey: { type: String, unique: true, sparse: true },
    contentId: String,
    thumbnail: Buffer,
    hasThumbnail: Boolean,
    ownerId: { type: String, index: true, sparse: true },
    unheldSince: { type: Date, index: true, sparse: true },
    reviewed: Schema.Types.Mixed,
    publicId: { type: String, unique: true, sparse: true },
    sealed: Boolean,
    encrypted: Boolean,
    removed: Boolean,
    arriving: [String],
    leaving: [String],
    tidyAt: { type: Date, index: true, sparse: true },
  },
  { versionKey: false, minimize: false },
);

const record = (stored: Stored): MediaRecord => ({
  id: String(stored._id),
  kind: stored.kind,
  type: stored.type,
  bytes: stored.bytes,
  width: stored.width,
  height: stored.height,
  seconds: stored.seconds,
  contentId: stored.contentId ?? null,
  hasThumbnail: stored.hasThumbnail,
  ownerId: stored.ownerId ?? null,
  reviewed: stored.reviewed ?? null,
  publicId: stored.publicId ?? null,
  sealed: stored.sealed === true,
  encrypted: stored.encrypted === true,
});

const bytesOf = (bytes: Buffer | { buffer: Uint8Array } | undefined): Buffer | null =>
  bytes === undefined || Buffer.isBuffer(bytes) ? (bytes ?? null) : Buffer.from(bytes.buffer);

export type ReportMediaStore = ReturnType<typeof reportMediaStore>;

/**
 * Media of reports: a document for each, its bytes in a GridFS bucket of their own, which no address of other files reaches. Before bytes are
 * written their file's id stands in the document, and what takes them into use or out of it is one conditional update, so that a crash leaves no
 * copy behind that nobody knows of.
 */
export function reportMediaStore(database: Database) {
  const documents = database.collection<Stored>(bucketName, schema);
  const files = fileBytes(database, bucketName);
  const without = { thumbnail: 0, 'reviewed.thumbnail': 0 };
  const newId = () => String(new Types.ObjectId());
  const idOf = (id: string) => new Types.ObjectId(id);
  const find = async (condition: Condition) => documents.find({ removed: absent, ...condition }, without).lean<Stored[]>();
  const soon = (now: Date) => new Date(now.getTime() + writingMilliseconds);

  /** Removes the files that the document no longer needs. */
  async function clear(id: string): Promise<void> {
    const found = await documents.findById(id, { leaving: 1 }).lean<Pick<Stored, 'leaving'>>();
    for (const fileId of found?.leaving ?? []) await files.remove(fileId);
    if (found?.leaving.length) await documents.updateOne({ _id: idOf(id) }, { $pull: { leaving: { $in: found.leaving } } });
  }

  /** Files come first, then the document that names them all. */
  async function finishRemoval(id: string): Promise<void> {
    const found = await documents.findOne({ _id: idOf(id), removed: true }, without).lean<Stored>();
    if (!found) return;
    for (const fileId of [found.contentId, found.reviewed?.fileId, ...found.arriving, ...found.leaving])
      if (fileId !== undefined) await files.remove(fileId);
    await documents.deleteOne({ _id: idOf(id), removed: true });
  }

  /** From here on it is gone for everybody; its bytes follow. False when it does not fulfil the condition. */
  async function remove(id: string, condition: Condition, now: Date): Promise<boolean> {
    const { matchedCount } = await documents.updateOne(
      { _id: idOf(id), removed: absent, ...condition },
      {
        $set: { removed: true, tidyAt: now },
        $unset: { slotKey: 1, limitKey: 1, publicId: 1, ownerId: 1, unheldSince: 1, thumbnail: 1, 'reviewed.thumbnail': 1 },
      },
    );
    if (matchedCount > 0) await finishRemoval(id);
    return matchedCount > 0;
  }

  /** Writes a file for a document that fulfils the condition before and after; `taken` says what then becomes of the document. */
  async function write(id: string, bytes: Buffer, condition: Condition, now: Date, taken: (fileId: string) => Update): Promise<boolean> {
    const fileId = newId();
    const where = { _id: idOf(id), removed: absent, ...condition };
    const announced = await documents.updateOne(where, { $push: { arriving: fileId }, $set: { tidyAt: soon(now) } });
    if (announced.matchedCount === 0) return false;
    await files.write({ id: fileId, name: id, metadata: {}, bytes });
    const update = taken(fileId);
    const adopted = await documents.updateOne({ ...where, arriving: fileId }, { ...update, $pull: { arriving: fileId } });
    if (adopted.matchedCount === 0) {
      await documents.updateOne({ _id: idOf(id) }, { $pull: { arriving: fileId }, $addToSet: { leaving: fileId } });
      await files.remove(fileId);
    }
    await clear(id);
    return adopted.matchedCount > 0;
  }

  return {
    async ofSlot(draftHashes: readonly string[], slot: string): Promise<MediaRecord | null> {
      const [found] = await find({ slotKey: { $in: draftHashes.map((hash) => `${hash}|${slot}`) } });
      return found ? record(found) : null;
    },
    /** Takes the place in the draft and the n-th of its kind; whose key is taken says why not. */
    async reserve(
      draftHash: string,
      slot: string,
      nth: number,
      facts: MediaFacts,
      now: Date,
    ): Promise<MediaRecord | 'slot_taken' | 'number_taken'> {
      try {
        const stored = await documents.create({
          _id: idOf(newId()),
          ...facts,
          draftHash,
          slotKey: `${draftHash}|${slot}`,
          limitKey: `${draftHash}|${facts.kind}|${nth}`,
          hasThumbnail: false,
          unheldSince: now,
          arriving: [],
          leaving: [],
        });
        return record(stored.toObject());
      } catch (error) {
        const field = duplicateKeyField(error);
        if (field === 'slotKey') return 'slot_taken';
        if (field === 'limitKey') return 'number_taken';
        throw error;
      }
    },
    /** False when somebody else's bytes came first, or it was taken away meanwhile. */
    fill: (id: string, facts: MediaFacts, content: Buffer, thumbnail: Buffer | null, now: Date): Promise<boolean> =>
      write(id, content, { contentId: absent }, now, (contentId) => ({
        $set: { ...facts, contentId, hasThumbnail: thumbnail !== null, ...(thumbnail && { thumbnail }) },
      })),
    /** Somebody asked for it again: nothing holds it from now on only. */
    async touch(id: string, now: Date): Promise<void> {
      await documents.updateOne({ _id: idOf(id), unheldSince: { $exists: true } }, { $set: { unheldSince: now } });
    },

    /** Those that are there, in no order. */
    async find(ids: readonly string[]): Promise<MediaRecord[]> {
      return (await find({ _id: { $in: ids.map(idOf) }, contentId: { $exists: true } })).map(record);
    },
    async ofOwner(ownerId: string): Promise<MediaRecord[]> {
      return (await find({ ownerId })).map(record);
    },
    async ofPublicId(publicId: string): Promise<MediaRecord | null> {
      const [found] = await find({ publicId, sealed: absent });
      return found ? record(found) : null;
    },
    /** Of this draft, stored, and held by nobody else. */
    async claimable(draftHashes: readonly string[], ids: readonly string[], ownerId: string): Promise<MediaRecord[]> {
      const found = await find({ _id: { $in: ids.map(idOf) }, draftHash: { $in: draftHashes }, contentId: { $exists: true } });
      return found.map(record).filter((one) => one.ownerId === null || one.ownerId === ownerId);
    },
    /** `held`: it was this report's before. */
    async attach(id: string, ownerId: string): Promise<'attached' | 'held' | 'gone'> {
      const before = await documents
        .findOneAndUpdate(
          { _id: idOf(id), removed: absent, contentId: { $exists: true }, $or: [{ ownerId: absent }, { ownerId }] },
          { $set: { ownerId }, $unset: { unheldSince: 1 } },
          { returnDocument: 'before', projection: { ownerId: 1 } },
        )
        .lean<Pick<Stored, 'ownerId'>>();
      if (!before) return 'gone';
      return before.ownerId === undefined ? 'attached' : 'held';
    },
    async release(ids: readonly string[], ownerId: string, now: Date): Promise<void> {
      await documents.updateMany({ _id: { $in: ids.map(idOf) }, ownerId }, { $set: { unheldSince: now }, $unset: { ownerId: 1 } });
    },
    /** `held`: a report holds it, so it stays. `gone`: there is no such medium in this draft. */
    async removeUnheld(draftHashes: readonly string[], id: string, now: Date): Promise<'removed' | 'held' | 'gone'> {
      const draft = { draftHash: { $in: draftHashes } };
      if (await remove(id, { ...draft, ownerId: absent }, now)) return 'removed';
      return (await find({ _id: idOf(id), ...draft })).length > 0 ? 'held' : 'gone';
    },

    /** Puts a reviewed copy in the place of the one before; nobody but officers may read it yet. False when the medium changed meanwhile. */
    async review(medium: MediaRecord, copy: Omit<ReviewedCopy, 'fileId'>, content: Buffer, thumbnail: Buffer, now: Date): Promise<boolean> {
      const before = medium.reviewed?.fileId;
      const condition = { ownerId: medium.ownerId, sealed: absent, 'reviewed.fileId': before ?? absent };
      return write(medium.id, content, condition, now, (fileId) => ({
        $set: { reviewed: { ...copy, fileId, thumbnail } },
        $unset: { publicId: 1 },
        ...(before !== undefined && { $addToSet: { leaving: before } }),
      }));
    },
    /** Everybody may read this copy from now on. */
    async publish(id: string, copy: ReviewedCopy, publicId: string): Promise<void> {
      await documents.updateOne(
        { _id: idOf(id), removed: absent, sealed: absent, 'reviewed.fileId': copy.fileId, publicId: absent },
        { $set: { publicId } },
      );
    },
    async conceal(ownerId: string): Promise<void> {
      await documents.updateMany({ ownerId, publicId: { $exists: true } }, { $unset: { publicId: 1 } });
    },

    /** Nobody may read it from now on; copies and small pictures go. Once. */
    async close(id: string, now: Date): Promise<void> {
      for (;;) {
        const found = await documents.findOne({ _id: idOf(id), removed: absent, sealed: absent }, without).lean<Stored>();
        if (!found) return;
        const copies = [found.reviewed?.fileId, ...found.arriving].filter((fileId) => fileId !== undefined);
        const { matchedCount } = await documents.updateOne(
          { _id: idOf(id), sealed: absent, 'reviewed.fileId': found.reviewed?.fileId ?? absent },
          {
            $set: { sealed: true, hasThumbnail: false, tidyAt: now },
            $unset: { thumbnail: 1, reviewed: 1, publicId: 1 },
            $addToSet: { leaving: { $each: copies } },
            $pullAll: { arriving: copies },
          },
        );
        if (matchedCount > 0) return;
      }
    },
    /** Puts the encrypted bytes in the place of the others. */
    encrypt: (id: string, contentId: string, encrypted: Buffer, now: Date): Promise<boolean> =>
      write(id, encrypted, { sealed: true, encrypted: absent, contentId }, now, (fileId) => ({
        $set: { contentId: fileId, encrypted: true },
        $addToSet: { leaving: contentId },
      })),
    clear,

    read: (fileId: string, part?: { from: number; to: number }): Promise<Buffer | null> => files.read(fileId, part),
    async thumbnail(id: string, of: 'content' | 'reviewed'): Promise<Buffer | null> {
      const found = await documents.findOne({ _id: idOf(id), removed: absent }, { thumbnail: 1, reviewed: 1 }).lean<Stored>();
      return bytesOf(of === 'content' ? found?.thumbnail : found?.reviewed?.thumbnail);
    },

    async removeOf(ownerId: string, now: Date): Promise<void> {
      for (const { _id } of await find({ ownerId })) await remove(String(_id), { ownerId }, now);
    },
    /** Removes what nothing has held since `before`, and what crashes left. Tells how many media went. */
    async sweep(before: Date, now: Date): Promise<number> {
      const unheld = { unheldSince: { $lt: before } };
      let removed = 0;
      for (const { _id } of await documents.find(unheld, { _id: 1 }).limit(batch).lean())
        if (await remove(String(_id), unheld, now)) removed += 1;
      for (const found of await documents
        .find({ tidyAt: { $lte: now } }, without)
        .limit(batch)
        .lean<Stored[]>()) {
        const id = String(found._id);
        if (found.removed) await finishRemoval(id);
        else {
          // Whatever has been announced since moves the instant, and is left alone.
          const same = { _id: found._id, tidyAt: found.tidyAt ?? now };
          await documents.updateOne(same, {
            $addToSet: { leaving: { $each: found.arriving } },
            $pullAll: { arriving: found.arriving },
          });
          await clear(id);
          await documents.updateOne({ ...same, arriving: { $size: 0 }, leaving: { $size: 0 } }, { $unset: { tidyAt: 1 } });
        }
      }
      return removed;
    },
  };
}
