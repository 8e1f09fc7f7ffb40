import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { startEmbeddedMongo } from '../../scripts/embedded-mongo/src/server.js';

/** A MongoDB with a database of one test's own. `stoppable` ones are always embedded: a test must not stop the operator's server. */
export type TestMongo = { uri: string; database: string; close(): Promise<void> };

/** The embedded server in memory, or the one at MONGODB_URI with a new database that is dropped at the end. `close` may be called twice. */
export async function testMongo({ stoppable = false }: { stoppable?: boolean } = {}): Promise<TestMongo> {
  const given = process.env.MONGODB_URI;
  const database = `test_${randomBytes(6).toString('hex')}`;
  if (given && !stoppable) {
    const drop = async () => {
      const connection = await mongoose.createConnection(given, { dbName: database, serverSelectionTimeoutMS: 5_000 }).asPromise();
      await connection.dropDatabase();
      await connection.close();
    };
    return { uri: given, database, close: once(drop) };
  }
  // Tests live on days of their own, some of which have passed.
  const server = await startEmbeddedMongo({ enableTestCommands: true, removesExpired: false });
  return { uri: server.uri, database, close: once(() => server.close()) };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}
