import { randomUUID } from 'node:crypto';
import { Binary } from 'bson';
import { Collection, encodeDocument, type WriteOptions } from './collection.js';
import { decodeDocument } from './decode.js';
import { CommandError } from './errors.js';
import type { DiskStorage, Storage } from './storage.js';
import { type Doc, isDoc, numberOf } from './values.js';

const idIndex: Doc = { v: 2, key: { _id: 1 }, name: '_id_' };

/** All databases and their collections, in memory over a storage. */
export class Catalogue {
  readonly #databases = new Map<string, Map<string, Collection>>();
  #nextId = 1;

  constructor(private readonly storage: Storage) {}

  /** Takes in everything a folder holds. */
  load(disk: DiskStorage): void {
    const byId = new Map<number, Collection>();
    for (const { collection: id, bytes } of disk.catalogue()) {
      const entry = decodeDocument(bytes);
      const specs = Array.isArray(entry.indexes) ? entry.indexes.filter(isDoc) : [];
      const uuid = entry.uuid instanceof Binary ? Uint8Array.from(entry.uuid.buffer) : newUuid();
      const collection = new Collection(
        id,
        String(entry.db),
        String(entry.name),
        uuid,
        isDoc(entry.options) ? entry.options : {},
        specs,
        this.storage,
      );
      byId.set(id, collection);
      this.#database(collection.database).set(collection.name, collection);
      this.#nextId = Math.max(this.#nextId, id + 1);
    }
    for (const { collection: id, position, bytes } of disk.documents()) byId.get(id)?.load(position, bytes);
  }

  #database(name: string): Map<string, Collection> {
    let database = this.#databases.get(name);
    if (!database) {
      database = new Map();
      this.#databases.set(name, database);
    }
    return database;
  }

  databaseNames(): string[] {
    return [...this.#databases].filter(([, collections]) => collections.size > 0).map(([name]) => name);
  }

  collections(database: string): Collection[] {
    return [...(this.#databases.get(database)?.values() ?? [])];
  }

  find(database: string, name: string): Collection | undefined {
    return this.#databases.get(database)?.get(name);
  }

  /** The collection, made when it is not there yet. Throws InvalidNamespace for a name MongoDB refuses. */
  ensure(database: string, name: string): Collection {
    return this.find(database, name) ?? this.create(database, name, {});
  }

  /** The collection to update; without an upsert one that does not exist stays so, and an empty stand-in is answered. */
  forUpdate(database: string, name: string, upsert: boolean): Collection {
    if (upsert) return this.ensure(database, name);
    return this.find(database, name) ?? new Collection(0, database, name, newUuid(), {}, [idIndex], this.storage);
  }

  create(database: string, name: string, options: Doc): Collection {
    checkNamespace(database, name);
    const collection = new Collection(this.#nextId++, database, name, newUuid(), options, [idIndex], this.storage);
    this.#database(database).set(name, collection);
    this.save(collection);
    return collection;
  }

  /** Writes down a collection's options and indexes. */
  save(collection: Collection): void {
    const { database, name, options } = collection;
    const entry = {
      db: database,
      name,
      uuid: new Binary(collection.uuid, 4),
      options,
      indexes: collection.indexes.map((index) => index.spec),
    };
    this.storage.putCatalogue(collection.id, encodeDocument(entry));
  }

  drop(collection: Collection): void {
    for (const stored of collection.all()) this.storage.remove(collection.id, stored.position);
    this.storage.putCatalogue(collection.id, undefined);
    this.#databases.get(collection.database)?.delete(collection.name);
  }

  /** Makes a collection hold exactly these documents under the indexes it had; when one is refused, everything stays as it was. */
  replaceContents(database: string, name: string, docs: readonly Doc[], writing: WriteOptions, from?: Collection): void {
    checkNamespace(database, name);
    const old = this.find(database, name);
    const model = from ?? old;
    const specs = model?.indexes.map((index) => index.spec) ?? [idIndex];
    const fresh = new Collection(this.#nextId++, database, name, newUuid(), { ...model?.options }, specs, this.storage);
    try {
      for (const doc of docs) fresh.insert(doc, writing);
    } catch (fault) {
      for (const stored of fresh.all()) this.storage.remove(fresh.id, stored.position);
      throw fault;
    }
    if (old) this.drop(old);
    this.#database(database).set(name, fresh);
    this.save(fresh);
  }

  rename(collection: Collection, database: string, name: string): void {
    this.replaceContents(
      database,
      name,
      [...collection.all()].map((stored) => stored.doc),
      { bypassValidation: true },
      collection,
    );
    this.drop(collection);
  }

  /** Removes what TTL indexes say is over at `now`; answers how many documents went. */
  removeExpired(now: number): number {
    let removed = 0;
    for (const database of this.#databases.values()) {
      for (const collection of database.values()) {
        for (const index of collection.indexes) {
          const { expireAfterSeconds } = index;
          const [field] = index.fields;
          if (expireAfterSeconds === undefined || !field) continue;
          const filter = { $and: [{ [field.path]: { $lt: new Date(now - expireAfterSeconds * 1000) } }, index.partialFilter ?? {}] };
          const expired = [...collection.find({ filter, context: {} })];
          for (const stored of expired) collection.remove(stored);
          removed += expired.length;
        }
      }
    }
    return removed;
  }
}

function newUuid(): Uint8Array {
  return Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
}

/** Refuses names MongoDB refuses. */
export function checkNamespace(database: string, name: string): void {
  if (database === '' || /[/\\. "$\0]/.test(database)) throw new CommandError(73, `Invalid database name: '${database}'`);
  if (name === '' || name.startsWith('.') || name.endsWith('.') || name.includes('$') || name.includes('\0') || name.includes('..')) {
    throw new CommandError(73, `Invalid collection name: ${name}`);
  }
  if (name.startsWith('system.') && name !== 'system.profile') throw new CommandError(73, `Invalid system namespace: ${database}.${name}`);
  if (Buffer.byteLength(`${database}.${name}`) > 255)
    throw new CommandError(73, `Fully qualified namespace is too long. Namespace: ${database}.${name} Max: 255`);
}

/** Whole number of a command option, with the refusal MongoDB gives for anything else. */
export function wholeOption(command: Doc, name: string, fallback: number): number {
  const value = command[name];
  if (value === undefined || value === null) return fallback;
  const number = numberOf(value);
  if (number === undefined)
    throw new CommandError(14, `BSON field '${name}' is the wrong type, expected types '[long, int, decimal, double]'`);
  return Math.trunc(number);
}
