import { Schema, Types } from 'mongoose';
import { fileBytes } from '../../adapters/files.js';
import type { Database } from '../../adapters/mongo.js';
import type { FileKind } from '../../contracts/files.js';

/** What holds a file. */
export type FileOwner = { kind: string; id: string };

export type FileRecord = {
  id: string;
  kind: FileKind;
  type: 'image/jpeg' | 'application/pdf';
  name: string;
  bytes: number;
  width: number | null;
  height: number | null;
  public: boolean;
  owners: FileOwner[];
};

type Metadata = Pick<FileRecord, 'kind' | 'type' | 'width' | 'height' | 'public' | 'owners'> & { uploadedBy: string; touchedAt: Date };
type Stored = { _id: Types.ObjectId; filename: string; length: number; metadata: Metadata };

export type FilesStore = ReturnType<typeof filesStore>;

const bucketName = 'files';

/** Files in GridFS; what holds each stands in its own document, so that attaching and removing cannot pass each other. */
export function filesStore(database: Database) {
  const documents = database.collection<Stored>(
    `${bucketName}.files`,
    new Schema<Stored>({ filename: String, length: Number, metadata: Schema.Types.Mixed }, { versionKey: false, strict: false }).index({
      'metadata.touchedAt': 1,
    }),
  );
  const bytes = fileBytes(database, bucketName);
  const among = (ids: readonly string[]) => ({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } });
  const record = ({ _id, filename, length, metadata }: Stored): FileRecord => ({
    id: String(_id),
    kind: metadata.kind,
    type: metadata.type,
    name: filename,
    bytes: length,
    width: metadata.width,
    height: metadata.height,
    public: metadata.public,
    owners: metadata.owners,
  });

  return {
    async add(
      file: Omit<FileRecord, 'id' | 'bytes' | 'public' | 'owners'>,
      content: Buffer,
      uploadedBy: string,
      now: Date,
    ): Promise<FileRecord> {
      const id = String(new Types.ObjectId());
      const { name, ...rest } = file;
      const metadata: Metadata = { ...rest, public: false, owners: [], uploadedBy, touchedAt: now };
      await bytes.write({ id, name, metadata, bytes: content });
      return { ...file, id, bytes: content.length, public: false, owners: [] };
    },
    async find(ids: readonly string[]): Promise<FileRecord[]> {
      return (await documents.find(among(ids)).lean<Stored[]>()).map(record);
    },
    read: (id: string) => bytes.read(id),
    /** How many of them are there to be held. */
    async attach(ids: readonly string[], { kind, id }: FileOwner, now: Date): Promise<number> {
      const { matchedCount } = await documents.updateMany(among(ids), {
        $addToSet: { 'metadata.owners': { kind, id } },
        $set: { 'metadata.touchedAt': now },
      });
      return matchedCount;
    },
    async detach(ids: readonly string[], { kind, id }: FileOwner, now: Date): Promise<void> {
      await documents.updateMany(among(ids), { $pull: { 'metadata.owners': { kind, id } }, $set: { 'metadata.touchedAt': now } });
    },
    async publish(ids: readonly string[]): Promise<void> {
      await documents.updateMany(among(ids), { $set: { 'metadata.public': true } });
    },
    /** Takes back what nobody else holds. */
    async conceal(ids: readonly string[]): Promise<void> {
      await documents.updateMany({ ...among(ids), 'metadata.owners.1': { $exists: false } }, { $set: { 'metadata.public': false } });
    },
    /** Removes files that nothing has held since `before`. */
    async removeUnheld(before: Date): Promise<number> {
      const unheld = { 'metadata.owners': { $size: 0 }, 'metadata.touchedAt': { $lt: before } };
      const rows = await documents.find(unheld).select({ _id: 1 }).limit(200).lean();
      let removed = 0;
      for (const { _id } of rows) {
        const { deletedCount } = await documents.deleteOne({ _id, ...unheld });
        if (deletedCount === 0) continue;
        await bytes.removePieces(String(_id));
        removed += 1;
      }
      return removed;
    },
  };
}
