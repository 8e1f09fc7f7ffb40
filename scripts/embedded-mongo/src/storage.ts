import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';

/** One change to write: without bytes the key is removed. */
interface Change {
  readonly key: Buffer;
  readonly bytes: Buffer | undefined;
}

/** Key spaces of the file. */
const CATALOGUE = 1;
const DOCUMENTS = 2;

/** Documents on disk. Changes of one command go down together; all that wait share one sync. */
export interface Storage {
  put(collection: number, position: number, bytes: Buffer): void;
  remove(collection: number, position: number): void;
  putCatalogue(collection: number, bytes: Buffer | undefined): void;
  /** Set for ever once the disk failed: what is in memory is then ahead of what is kept. */
  readonly failure: Error | undefined;
  /** Resolves when everything changed so far is on disk; rejects when the disk failed, and then for ever. */
  durable(): Promise<void>;
  close(): Promise<void>;
}

/** Keeps nothing. */
export const memoryOnly: Storage = {
  failure: undefined,
  put: () => undefined,
  remove: () => undefined,
  putCatalogue: () => undefined,
  durable: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

function ignore(): void {
  // Nothing to do: see where it is used.
}

function documentKey(collection: number, position: number): Buffer {
  const key = Buffer.allocUnsafe(13);
  key.writeUInt8(DOCUMENTS, 0);
  key.writeUInt32BE(collection, 1);
  key.writeBigUInt64BE(BigInt(position), 5);
  return key;
}

function catalogueKey(collection: number): Buffer {
  const key = Buffer.allocUnsafe(5);
  key.writeUInt8(CATALOGUE, 0);
  key.writeUInt32BE(collection, 1);
  return key;
}

/** Storage in a folder, by LMDB: a commit is synced before `durable` resolves, and a crash leaves whole commits only. */
export class DiskStorage implements Storage {
  readonly #database: RootDatabase<Buffer, Buffer>;
  #waiting: Change[] = [];
  #flushing: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #failure: Error | undefined;

  /** Throws the system's error when the folder cannot be made or written. `onFailure` hears, once, that the disk failed. */
  constructor(
    folder: string,
    private readonly onFailure: (fault: Error) => void,
  ) {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    this.#database = open<Buffer, Buffer>({
      path: join(folder, 'commune.mdb'),
      noSubdir: true,
      encoding: 'binary',
      keyEncoding: 'binary',
      overlappingSync: false,
      compression: false,
      cache: false,
      // Batches are made here; the library's own leave a promise unheard, so that a full disk would end the process.
      eventTurnBatching: false,
    });
  }

  /** Reads everything: catalogue entries first, then documents in the order they were inserted. */
  *catalogue(): Generator<{ collection: number; bytes: Buffer }, void> {
    for (const { key, value } of this.#database.getRange({ start: catalogueKey(0), end: Buffer.from([DOCUMENTS]) })) {
      yield { collection: key.readUInt32BE(1), bytes: Buffer.from(value) };
    }
  }

  *documents(): Generator<{ collection: number; position: number; bytes: Buffer }, void> {
    for (const { key, value } of this.#database.getRange({ start: Buffer.from([DOCUMENTS]) })) {
      yield { collection: key.readUInt32BE(1), position: Number(key.readBigUInt64BE(5)), bytes: Buffer.from(value) };
    }
  }

  get failure(): Error | undefined {
    return this.#failure;
  }

  put(collection: number, position: number, bytes: Buffer): void {
    this.#waiting.push({ key: documentKey(collection, position), bytes });
  }

  remove(collection: number, position: number): void {
    this.#waiting.push({ key: documentKey(collection, position), bytes: undefined });
  }

  putCatalogue(collection: number, bytes: Buffer | undefined): void {
    this.#waiting.push({ key: catalogueKey(collection), bytes });
  }

  durable(): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#next) return this.#next;
    if (this.#waiting.length === 0) return this.#flushing ?? Promise.resolve();
    if (!this.#flushing) return this.#flush();
    // Whoever comes while a sync is under way shares the next one.
    this.#next = this.#flushing.then(() => this.#flush());
    return this.#next;
  }

  #flush(): Promise<void> {
    this.#next = undefined;
    const changes = this.#waiting;
    this.#waiting = [];
    const written = this.#database.batch(() => {
      for (const { key, bytes } of changes) {
        // The batch tells the outcome of all; each of its promises must still be listened to.
        (bytes ? this.#database.put(key, bytes) : this.#database.remove(key)).catch(ignore);
      }
    });
    this.#flushing = written.then(
      () => {
        this.#flushing = undefined;
      },
      (fault: unknown) => {
        this.#failure = fault instanceof Error ? fault : new Error(String(fault));
        if ('commitError' in this.#failure && this.#failure.commitError instanceof Promise) this.#failure.commitError.catch(ignore);
        this.onFailure(this.#failure);
        throw this.#failure;
      },
    );
    return this.#flushing;
  }

  async close(): Promise<void> {
    if (!this.#failure) await this.durable();
    await this.#database.close();
  }
}
