import mongoose from 'mongoose';
import type { Database } from './mongo.js';

/** Bytes of files in MongoDB (GridFS), beside the documents they belong to: one backup holds both. */
export type FileBytes = {
  /** Resolves when the bytes and, after them, the file's own document are stored. */
  write(file: { id: string; name: string; metadata: Record<string, unknown>; bytes: Buffer }): Promise<void>;
  /** The file, or its bytes from `from` up to, not including, `to`. Null when there is no such file. */
  read(id: string, part?: { from: number; to: number }): Promise<Buffer | null>;
  /** Removes the pieces of a file whose document is gone. */
  removePieces(id: string): Promise<void>;
  /** Removes a file and its pieces: from the first step on nobody can read it. May be repeated. */
  remove(id: string): Promise<void>;
};

export function fileBytes(database: Database, bucketName: string): FileBytes {
  const bucket = () => {
    database.assertReady();
    const { db } = database.connection;
    if (!db) throw new Error('not connected');
    return { db, grid: new mongoose.mongo.GridFSBucket(db, { bucketName, writeConcern: { w: 'majority' } }) };
  };
  const idOf = (id: string) => new mongoose.Types.ObjectId(id);
  const removePieces = async (id: string) => {
    await bucket()
      .db.collection(`${bucketName}.chunks`)
      .deleteMany({ files_id: idOf(id) });
  };
  return {
    write({ id, name, metadata, bytes }) {
      const stream = bucket().grid.openUploadStreamWithId(idOf(id), name, { metadata });
      return new Promise((resolve, reject) => {
        stream.once('finish', () => resolve());
        stream.once('error', reject);
        stream.end(bytes);
      });
    },
    async read(id, part) {
      const chunks: Buffer[] = [];
      const options = part && { start: part.from, end: part.to };
      try {
        for await (const chunk of bucket().grid.openDownloadStream(idOf(id), options)) chunks.push(chunk as Buffer);
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
      return Buffer.concat(chunks);
    },
    removePieces,
    async remove(id) {
      await bucket()
        .db.collection(`${bucketName}.files`)
        .deleteOne({ _id: idOf(id) });
      await removePieces(id);
    },
  };
}
