import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, MongoClient, MongoServerError } from 'mongodb';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type EmbeddedMongo, startEmbeddedMongo } from '../src/server.js';

/** A server in memory, a client of the official driver and an empty database for each test of a file. */
export function useServer(): { client: MongoClient; db: Db; server: EmbeddedMongo } {
  const parts: { client?: MongoClient; server?: EmbeddedMongo; db?: Db | undefined } = {};
  let number = 0;
  beforeAll(async () => {
    parts.server = await startEmbeddedMongo({ enableTestCommands: true });
    parts.client = await new MongoClient(parts.server.uri, { maxPoolSize: 100 }).connect();
  });
  beforeEach(() => {
    parts.db = parts.client?.db(`test${++number}`);
  });
  afterAll(async () => {
    await parts.client?.close();
    await parts.server?.close();
  });
  const need = <Part>(part: Part | undefined): Part => {
    if (part === undefined) throw new Error('only inside a test');
    return part;
  };
  return {
    get client() {
      return need(parts.client);
    },
    get db() {
      return need(parts.db);
    },
    get server() {
      return need(parts.server);
    },
  };
}

/** The error a refused operation ends with. */
export async function refusal(operation: Promise<unknown>): Promise<MongoServerError> {
  try {
    await operation;
  } catch (fault) {
    if (fault instanceof MongoServerError) return fault;
    throw fault;
  }
  throw new Error('was not refused');
}

/** A folder that goes away with the test. */
export async function withFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-mongo-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Asks again until the answer is yes; throws after the deadline. */
export async function until(holds: () => Promise<boolean> | boolean, deadline = 10_000): Promise<void> {
  const end = Date.now() + deadline;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('the deadline passed');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
