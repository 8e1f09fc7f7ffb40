import mongoose, { type Connection, type Model, type Schema } from 'mongoose';
import type { Log } from './log.js';

mongoose.set('bufferCommands', false);
mongoose.set('autoIndex', false);
mongoose.set('autoCreate', false);
mongoose.set('strictQuery', 'throw');

/** MongoDB cannot be used yet: not connected, or its unique indexes are not made. Answered as 503. */
export class DatabaseNotReady extends Error {
  override name = 'DatabaseNotReady';
}

/** The connection to MongoDB: connects in the background, for as long as it takes, and makes every index before anything is written. */
export type Database = {
  connection: Connection;
  /** Declares a collection; its indexes are made before `ready`. */
  collection<Record>(name: string, schema: Schema<Record>): Model<Record>;
  /** Starts connecting; resolves at once. */
  open(): void;
  /** Resolves when connected and indexed. */
  whenReady(): Promise<void>;
  /** Throws `DatabaseNotReady` while nothing may be read or written. */
  assertReady(): void;
  ping(): Promise<boolean>;
  close(): Promise<void>;
};

type Options = { uri: string; database: string; log: Log; selectionMilliseconds?: number };

export function mongoDatabase({ uri, database, log, selectionMilliseconds = 2_000 }: Options): Database {
  const connection = mongoose.createConnection();
  const models: Model<never>[] = [];
  let ready = false;
  let closed = false;
  let opening: Promise<void> | null = null;

  async function connect(): Promise<void> {
    for (let attempt = 0; !closed; attempt += 1) {
      try {
        if (connection.readyState !== mongoose.ConnectionStates.connected)
          await connection.openUri(uri, {
            dbName: database,
            serverSelectionTimeoutMS: selectionMilliseconds,
            connectTimeoutMS: selectionMilliseconds,
            maxPoolSize: 40,
            w: 'majority',
          });
        for (const model of models) await createIndexes(model);
        ready = true;
        log.info('database ready');
        return;
      } catch (error) {
        if (attempt % 10 === 0) log.warn({ reason: (error as Error).message }, 'database not ready, trying again');
        await new Promise((resolve) => setTimeout(resolve, Math.min(250 * (attempt + 1), 2_000)));
      }
    }
  }

  return {
    connection,
    collection: <Record>(name: string, schema: Schema<Record>) => {
      const model = connection.model<Record>(name, schema, name);
      models.push(model as unknown as Model<never>);
      return model;
    },
    open() {
      opening ??= connect();
    },
    async whenReady() {
      opening ??= connect();
      await opening;
    },
    assertReady() {
      if (!ready) throw new DatabaseNotReady('database not ready');
    },
    async ping() {
      if (!ready || !connection.db) return false;
      try {
        await connection.db.admin().ping({ timeoutMS: 1_500 });
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      closed = true;
      await connection.close(true).catch(() => undefined);
    },
  };
}

/** All indexes of a collection in one command. */
async function createIndexes({ schema, collection }: Model<never>): Promise<void> {
  const indexes = schema.indexes().map(([key, options]) => ({ ...options, key }) as mongoose.mongo.IndexDescription);
  if (indexes.length > 0) await collection.createIndexes(indexes);
}

/** The index a duplicate-key error names, as the name of its first field; null for any other error. */
export function duplicateKeyField(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 11000) return null;
  const pattern = 'keyPattern' in error ? error.keyPattern : null;
  if (pattern && typeof pattern === 'object') return Object.keys(pattern)[0] ?? 'unknown';
  return /index: (\w+?)_-?1/.exec(error.message)?.[1] ?? 'unknown';
}
