import { Binary, Long } from 'bson';
import { type Collection, encodeDocument } from './collection.js';
import { type Command, checkFields, collectionName, collectionOf, docOption, type Handler, type Reply, reply } from './command.js';
import type { Engine } from './engine.js';
import { CommandError } from './errors.js';
import { batchSize, validationOptions } from './index-commands.js';
import { encodeKey } from './keys.js';
import { compileFilter } from './match.js';
import { type Doc, isDoc, truthy } from './values.js';

function batchReply(engine: Engine, command: Command, namespace: string, rows: Doc[]): Reply {
  const batch = engine.cursors.start(namespace, rows.map(encodeDocument)[Symbol.iterator](), batchSize(command));
  return { fields: {}, cursor: { batch, first: true } };
}

const createFields =
  'capped autoIndexId idIndex size max storageEngine validator validationLevel validationAction indexOptionDefaults viewOn pipeline collation timeseries expireAfterSeconds clusteredIndex changeStreamPreAndPostImages encryptedFields flags';
const refusedOptions = ['capped', 'viewOn', 'timeseries', 'clusteredIndex', 'encryptedFields', 'changeStreamPreAndPostImages'];

export const create: Handler = (engine, command) => {
  checkFields(command, createFields);
  const name = collectionName(command);
  for (const option of refusedOptions) {
    if (command.body[option] !== undefined && command.body[option] !== false)
      throw new CommandError(72, `the option '${option}' of create is not supported by this server`);
  }
  const { collation } = command.body;
  if (isDoc(collation) && collation.locale !== 'simple')
    throw new CommandError(72, "the option 'collation' of create is not supported by this server");
  const existing = engine.catalogue.find(command.database, name);
  if (existing && encodeKey(existing.options) !== encodeKey(validationOptions(command.body))) {
    throw new CommandError(48, `namespace ${existing.namespace} already exists, but with different options`);
  }
  if (existing) return reply();
  engine.catalogue.create(command.database, name, validationOptions(command.body));
  return reply({}, true);
};

export const drop: Handler = (engine, command) => {
  const collection = collectionOf(engine, command);
  // Since MongoDB 7 dropping what is not there succeeds.
  if (!collection) return reply();
  engine.catalogue.drop(collection);
  return reply({ nIndexesWas: collection.indexes.length, ns: collection.namespace }, true);
};

export const dropDatabase: Handler = (engine, command) => {
  const collections = engine.catalogue.collections(command.database);
  for (const collection of collections) engine.catalogue.drop(collection);
  return reply(collections.length > 0 ? { dropped: command.database } : {}, true);
};

export const renameCollection: Handler = (engine, command) => {
  const [from, to] = [command.body.renameCollection, command.body.to].map((namespace) => {
    const text = String(namespace);
    const dot = text.indexOf('.');
    return { database: text.slice(0, dot), name: text.slice(dot + 1) };
  });
  const collection = from && engine.catalogue.find(from.database, from.name);
  if (!collection || !to) throw new CommandError(26, `Source collection ${String(command.body.renameCollection)} does not exist`);
  const target = engine.catalogue.find(to.database, to.name);
  if (target && !truthy(command.body.dropTarget ?? false)) throw new CommandError(48, 'target namespace exists');
  engine.catalogue.rename(collection, to.database, to.name);
  return reply({}, true);
};

export const listCollections: Handler = (engine, command) => {
  const matcher = compileFilter(docOption(command.body, 'filter'));
  const nameOnly = truthy(command.body.nameOnly ?? false);
  const rows = engine.catalogue.collections(command.database).map((collection): Doc => {
    const name = { name: collection.name, type: 'collection' };
    if (nameOnly) return name;
    return {
      ...name,
      options: collection.options,
      info: { readOnly: false, uuid: new Binary(collection.uuid, 4) },
      idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
    };
  });
  return batchReply(
    engine,
    command,
    `${command.database}.$cmd.listCollections`,
    rows.filter((row) => matcher.test(row)),
  );
};

export const listDatabases: Handler = (engine, command) => {
  const matcher = compileFilter(docOption(command.body, 'filter'));
  const nameOnly = truthy(command.body.nameOnly ?? false);
  const databases = engine.catalogue
    .databaseNames()
    .map((name): Doc => {
      const bytes = engine.catalogue.collections(name).reduce((sum, collection) => sum + collection.bytes, 0);
      return nameOnly ? { name } : { name, sizeOnDisk: Long.fromNumber(bytes), empty: false };
    })
    .filter((row) => matcher.test(row));
  return reply(
    nameOnly ? { databases } : { databases, totalSize: Long.fromNumber(databases.reduce((sum, row) => sum + Number(row.sizeOnDisk), 0)) },
  );
};

function statistics(collections: Collection[]): { objects: number; bytes: number; indexes: number } {
  return {
    objects: collections.reduce((sum, collection) => sum + collection.size, 0),
    bytes: collections.reduce((sum, collection) => sum + collection.bytes, 0),
    indexes: collections.reduce((sum, collection) => sum + collection.indexes.length, 0),
  };
}

export const collStats: Handler = (engine, command) => {
  const collection = collectionOf(engine, command);
  const { objects, bytes, indexes } = statistics(collection ? [collection] : []);
  return reply({
    ns: `${command.database}.${collectionName(command)}`,
    size: bytes,
    count: objects,
    avgObjSize: objects === 0 ? 0 : Math.round(bytes / objects),
    storageSize: bytes,
    nindexes: indexes,
    capped: false,
    scaleFactor: 1,
  });
};

export const dbStats: Handler = (engine, command) => {
  const collections = engine.catalogue.collections(command.database);
  const { objects, bytes, indexes } = statistics(collections);
  return reply({
    db: command.database,
    collections: collections.length,
    views: 0,
    objects,
    avgObjSize: objects === 0 ? 0 : bytes / objects,
    dataSize: bytes,
    storageSize: bytes,
    indexes,
    indexSize: 0,
    scaleFactor: 1,
  });
};

export const validate: Handler = (engine, command) => {
  const collection = collectionOf(engine, command);
  if (!collection) throw new CommandError(26, `Collection '${command.database}.${collectionName(command)}' does not exist to validate.`);
  return reply({
    ns: collection.namespace,
    nrecords: collection.size,
    nIndexes: collection.indexes.length,
    keysPerIndex: Object.fromEntries(collection.indexes.map((index) => [index.name, index.size])),
    valid: true,
    warnings: [],
    errors: [],
  });
};
