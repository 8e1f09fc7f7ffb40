import { type Collection, encodeDocument } from './collection.js';
import { type Command, checkFields, collectionName, collectionOf, type Handler, reply } from './command.js';
import type { Engine } from './engine.js';
import { CommandError } from './errors.js';
import { encodeKey } from './keys.js';
import { compileFilter } from './match.js';
import { shellText } from './shell-text.js';
import { type Doc, isDoc, numberOf, truthy, typeName } from './values.js';

const indexOptions = new Set(
  'key name unique sparse partialFilterExpression expireAfterSeconds background v ns hidden collation'.split(' '),
);
const refusedTypes: Readonly<Record<string, string>> = {
  text: 'text',
  '2d': 'geospatial',
  '2dsphere': 'geospatial',
  geoHaystack: 'geospatial',
  hashed: 'hashed',
};

function readSpec(given: unknown): Doc {
  if (!isDoc(given)) throw new CommandError(14, "BSON field 'createIndexes.indexes' must hold documents");
  const { key, name } = given;
  if (!isDoc(key)) throw new CommandError(9, "The 'key' field is a required property of an index specification");
  if (typeof name !== 'string' || name === '')
    throw new CommandError(9, "The 'name' field is a required property of an index specification");
  for (const option of Object.keys(given)) {
    if (!indexOptions.has(option))
      throw new CommandError(197, `The field '${option}' is not valid for an index specification. Specification: ${shellText(given)}`);
  }
  checkKey(key);
  if (isDoc(given.collation) && given.collation.locale !== 'simple')
    throw new CommandError(67, 'Indexes with a collation are not supported by this server');
  const expiry = numberOf(given.expireAfterSeconds);
  if (given.expireAfterSeconds !== undefined && (expiry === undefined || expiry < 0))
    throw new CommandError(
      67,
      `TTL index 'expireAfterSeconds' option must be within an acceptable range, try a lower number. Index spec: ${shellText(given)}`,
    );
  if (expiry !== undefined && Object.keys(key).length !== 1)
    throw new CommandError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL.');
  if (given.partialFilterExpression !== undefined) checkPartial(given.partialFilterExpression, given);
  const { background: _, ns: __, ...kept } = given;
  return { v: 2, ...kept };
}

function checkKey(key: Doc): void {
  const paths = Object.keys(key);
  if (paths.length === 0) throw new CommandError(67, 'Index keys cannot be an empty document');
  if (paths.length > 32) throw new CommandError(13103, 'too many compound keys');
  for (const path of paths) {
    const direction = key[path];
    if (typeof direction === 'string') {
      const kind = refusedTypes[direction];
      throw new CommandError(
        67,
        kind
          ? `Index type '${direction}' is not supported by this server: it has no ${kind} indexes`
          : `Unknown index plugin '${direction}'`,
      );
    }
    if (path.includes('$**')) throw new CommandError(67, 'Wildcard indexes are not supported by this server');
    const number = numberOf(direction);
    if (number === undefined || number === 0)
      throw new CommandError(
        67,
        `Values in v:2 index key pattern cannot be of type ${typeName(direction)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
      );
    if (path === '' || path.split('.').includes('')) throw new CommandError(67, 'Index keys cannot be an empty field');
    if (path.split('.').some((part) => part.startsWith('$') && !/^\$(id|ref|db)$/.test(part)))
      throw new CommandError(67, `Index key contains an illegal field name: field name starts with '$'.`);
  }
}

function checkPartial(expression: unknown, spec: Doc): void {
  if (!isDoc(expression)) throw new CommandError(14, "The field 'partialFilterExpression' must be an object");
  if (truthy(spec.sparse ?? false)) throw new CommandError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  if (/"\$(ne|nin|nor|not|regex|expr|where)"/.test(JSON.stringify(expression)) || JSON.stringify(expression).includes('"$exists":false')) {
    throw new CommandError(67, `Expression not supported in partial index: ${shellText(expression)}`);
  }
  compileFilter(expression);
}

const telling = ['unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds'];

function sameOptions(left: Doc, right: Doc): boolean {
  const pick = (spec: Doc): Doc =>
    Object.fromEntries(telling.filter((name) => spec[name] !== undefined && spec[name] !== false).map((name) => [name, spec[name]]));
  return encodeKey(pick(left)) === encodeKey(pick(right));
}

/** Whether the index is there already; throws when another stands in its way. */
function exists(collection: Collection, spec: Doc): boolean {
  const key = encodeKey(spec.key);
  for (const index of collection.indexes) {
    const sameKey = encodeKey(index.key) === key;
    const sameName = index.name === spec.name;
    if (sameKey && index.name === '_id_') return true;
    if (sameKey && sameName && sameOptions(index.spec, spec)) return true;
    if (sameName) {
      throw new CommandError(
        86,
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${shellText(spec)}, existing index: ${shellText(index.spec)}`,
      );
    }
    if (sameKey && sameOptions(index.spec, spec)) {
      throw new CommandError(85, `Index already exists with a different name: ${index.name}`);
    }
    if (sameKey && encodeKey(index.partialFilter ?? null) === encodeKey(spec.partialFilterExpression ?? null)) {
      throw new CommandError(
        85,
        `An equivalent index already exists with the same name but different options. Requested index: ${shellText(spec)}, existing index: ${shellText(index.spec)}`,
      );
    }
  }
  return false;
}

export const createIndexes: Handler = (engine, command) => {
  checkFields(command, 'indexes commitQuorum ignoreUnknownIndexOptions');
  const { indexes } = command.body;
  if (!Array.isArray(indexes) || indexes.length === 0) throw new CommandError(2, 'Must specify at least one index to create');
  const specs = indexes.map(readSpec);
  const created = engine.catalogue.find(command.database, collectionName(command)) === undefined;
  const collection = engine.catalogue.ensure(command.database, collectionName(command));
  const numIndexesBefore = collection.indexes.length;
  try {
    for (const spec of specs) if (!exists(collection, spec)) collection.addIndex(spec);
  } catch (fault) {
    collection.indexes.splice(numIndexesBefore);
    throw fault;
  }
  const numIndexesAfter = collection.indexes.length;
  // A program that starts asks for every index it knows; nothing is written, and nobody waits for the disk, when all are there.
  const changed = created || numIndexesAfter !== numIndexesBefore;
  if (changed) engine.catalogue.save(collection);
  const note = numIndexesAfter === numIndexesBefore ? { note: 'all indexes already exist' } : {};
  return reply({ numIndexesBefore, numIndexesAfter, createdCollectionAutomatically: created, ...note }, changed);
};

function existing(engine: Engine, command: Command): Collection {
  const collection = collectionOf(engine, command);
  if (!collection) throw new CommandError(26, `ns does not exist: ${command.database}.${collectionName(command)}`);
  return collection;
}

export const listIndexes: Handler = (engine, command) => {
  const collection = existing(engine, command);
  const rows = collection.indexes.map((index) => encodeDocument(index.spec));
  return {
    fields: {},
    cursor: { batch: engine.cursors.start(collection.namespace, rows[Symbol.iterator](), batchSize(command)), first: true },
  };
};

export function batchSize(command: Command): number {
  const { cursor } = command.body;
  return (isDoc(cursor) ? numberOf(cursor.batchSize) : undefined) ?? 101;
}

export const dropIndexes: Handler = (engine, command) => {
  const collection = collectionOf(engine, command);
  if (!collection) throw new CommandError(26, `ns not found ${command.database}.${collectionName(command)}`);
  const nIndexesWas = collection.indexes.length;
  const { index: wanted } = command.body;
  for (const target of Array.isArray(wanted) ? wanted : [wanted]) dropOne(collection, target);
  engine.catalogue.save(collection);
  return reply({ nIndexesWas }, true);
};

function dropOne(collection: Collection, target: unknown): void {
  if (target === '*') {
    collection.indexes.splice(0, collection.indexes.length, ...collection.indexes.filter((index) => index.name === '_id_'));
    return;
  }
  const key = isDoc(target) ? encodeKey(target) : undefined;
  const at = collection.indexes.findIndex((index) => (key === undefined ? index.name === target : encodeKey(index.key) === key));
  if (at < 0)
    throw new CommandError(
      27,
      isDoc(target) ? `can't find index with key: ${shellText(target)}` : `index not found with name [${String(target)}]`,
    );
  if (collection.indexes[at]?.name === '_id_') throw new CommandError(72, 'cannot drop _id index');
  collection.indexes.splice(at, 1);
}

/** The options of create and collMod that say what documents a collection takes. */
export function validationOptions(body: Doc): Doc {
  return Object.fromEntries(
    ['validator', 'validationLevel', 'validationAction'].filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
  );
}

/** Changes a TTL index or the validator. */
export const collMod: Handler = (engine, command) => {
  checkFields(command, 'index validator validationLevel validationAction');
  const collection = existing(engine, command);
  const validation = validationOptions(command.body);
  if (Object.keys(validation).length > 0) {
    collection.setOptions(validation);
    engine.catalogue.save(collection);
  }
  const { index: wanted } = command.body;
  if (!isDoc(wanted)) return reply({}, true);
  const index = collection.indexes.find((candidate) =>
    isDoc(wanted.keyPattern) ? encodeKey(candidate.key) === encodeKey(wanted.keyPattern) : candidate.name === wanted.name,
  );
  if (!index) throw new CommandError(27, `cannot find index ${shellText(wanted.keyPattern ?? wanted.name)} for ns ${collection.namespace}`);
  const seconds = numberOf(wanted.expireAfterSeconds);
  if (seconds === undefined) throw new CommandError(72, 'no expireAfterSeconds field to update');
  const before = index.spec.expireAfterSeconds;
  index.spec.expireAfterSeconds = wanted.expireAfterSeconds;
  engine.catalogue.save(collection);
  return reply(
    { ...(before === undefined ? {} : { expireAfterSeconds_old: before }), expireAfterSeconds_new: wanted.expireAfterSeconds },
    true,
  );
};
