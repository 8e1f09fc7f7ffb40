import { Long } from 'bson';
import { wholeOption } from './catalogue.js';
import { type Collection, encodeDocument, type Search } from './collection.js';
import {
  bypassesValidation,
  type Command,
  checkFields,
  collectionName,
  collectionOf,
  commandSurroundings,
  docOption,
  type Handler,
  reply,
  type Surroundings,
} from './command.js';
import { decodeDocument } from './decode.js';
import type { Engine } from './engine.js';
import { CommandError } from './errors.js';
import { encodeKey } from './keys.js';
import { compileFilter } from './match.js';
import { leavesOf } from './paths.js';
import { checkPipeline, type PipelineSurroundings, pipelineDocs, runPipeline } from './pipeline.js';
import { writeMerge, writeOut } from './pipeline-output.js';
import { compileProjection, type Projection } from './projection.js';
import type { StoredDocument } from './record.js';
import { compareValues, type Doc, isDoc, MISSING, numberOf, truthy } from './values.js';

const defaultBatch = 101;

export const findFields =
  'filter sort projection hint skip limit batchSize singleBatch min max returnKey showRecordId tailable oplogReplay noCursorTimeout awaitData allowPartialResults collation let allowDiskUse rawData';

function nonNegative(body: Doc, name: string, fallback: number): number {
  const value = wholeOption(body, name, fallback);
  if (value < 0) throw new CommandError(51024, `BSON field '${name}' value must be >= 0, actual value '${value}'`);
  return value;
}

/** The search a find (or the like) asks for, checked whether or not the collection exists. */
export function searchOf(body: Doc, filterName: string, surroundings: Surroundings): Search {
  const filter = docOption(body, filterName);
  compileFilter(filter, surroundings.context);
  const sort = docOption(body, 'sort');
  checkSort(sort);
  return {
    filter,
    sort,
    hint: body.hint,
    skip: nonNegative(body, 'skip', 0),
    limit: nonNegative(body, 'limit', 0),
    context: surroundings.context,
  };
}

export function checkSort(sort: Doc): void {
  for (const path of Object.keys(sort)) {
    const direction = numberOf(sort[path]);
    if (isDoc(sort[path]))
      throw new CommandError(2, `sorting by ${Object.keys(sort[path] as Doc)[0] ?? ''} is not supported by this server`);
    if (direction !== 1 && direction !== -1)
      throw new CommandError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    if (path === '' || (path.startsWith('$') && path !== '$natural'))
      throw new CommandError(16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
  }
}

export const find: Handler = (engine, command) => {
  const { body } = command;
  checkFields(command, findFields);
  if (truthy(body.returnKey ?? false)) throw new CommandError(72, "the option 'returnKey' of find is not supported by this server");
  if (truthy(body.tailable ?? false))
    throw new CommandError(
      2,
      `error processing query: ns=${command.database}.${collectionName(command)} tailable cursor requested on non capped collection`,
    );
  const surroundings = commandSurroundings(body);
  const search = searchOf(body, 'filter', surroundings);
  const projection = compileProjection(docOption(body, 'projection'), search.filter, surroundings.context);
  const collection = collectionOf(engine, command);
  const bounded = boundedByKeys(body, collection, search);
  const found = collection ? [...collection.find(bounded)].map((stored) => ({ stored, bytes: stored.bytes })) : [];
  const size = nonNegative(body, 'batchSize', defaultBatch);
  const single = truthy(body.singleBatch ?? false) || search.limit === 1;
  const options = { single, timesOut: !truthy(body.noCursorTimeout ?? false) };
  const namespace = `${command.database}.${collectionName(command)}`;
  return {
    fields: {},
    cursor: {
      batch: engine.cursors.start(namespace, rows(found, projection, truthy(body.showRecordId ?? false)), size, options),
      first: true,
    },
  };
};

/** The found documents as they were when they were found, projected when their batch goes out. */
function* rows(
  found: { stored: StoredDocument; bytes: Buffer }[],
  projection: Projection | undefined,
  withRecordId: boolean,
): Generator<Buffer, void> {
  for (const { stored, bytes } of found) {
    if (!projection && !withRecordId) {
      yield bytes;
      continue;
    }
    const doc = stored.bytes === bytes ? stored.doc : decodeDocument(bytes);
    const projected = projection ? projection(doc) : doc;
    yield encodeDocument(withRecordId ? { ...projected, $recordId: Long.fromNumber(stored.position) } : projected);
  }
}

/** `min` and `max` bound a find by keys of the hinted index; they become a filter over the index's fields. */
function boundedByKeys(body: Doc, collection: Collection | undefined, search: Search): Search {
  const min = docOption(body, 'min');
  const max = docOption(body, 'max');
  if (Object.keys(min).length === 0 && Object.keys(max).length === 0) return search;
  if (body.hint === undefined) throw new CommandError(51173, 'When using min()/max() a hint of which index to use must be provided');
  const fields = Object.keys(Object.keys(min).length > 0 ? min : max);
  const [field] = fields;
  if (fields.length !== 1 || field === undefined)
    throw new CommandError(2, 'min and max over compound indexes are not supported by this server');
  if (collection) collection.plan({ ...search, filter: {} });
  const bounds: Doc = { ...(field in min ? { $gte: min[field] } : {}), ...(field in max ? { $lt: max[field] } : {}) };
  return { ...search, filter: { $and: [search.filter, { [field]: bounds }] } };
}

export const getMore: Handler = (engine, command) => {
  const id = command.body.getMore;
  const name = command.body.collection;
  if (!(id instanceof Long) || typeof name !== 'string')
    throw new CommandError(14, "BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
  return {
    fields: {},
    cursor: { batch: engine.cursors.next(id, `${command.database}.${name}`, nonNegative(command.body, 'batchSize', 0)), first: false },
  };
};

export const killCursors: Handler = (engine, command) => {
  const { cursors } = command.body;
  if (!Array.isArray(cursors)) throw new CommandError(14, "BSON field 'killCursors.cursors' is the wrong type, expected type 'array'");
  const killed = cursors.filter((id) => id instanceof Long && engine.cursors.kill(id));
  const notFound = cursors.filter((id) => !killed.includes(id));
  return reply({ cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] });
};

export const count: Handler = (engine, command) => {
  checkFields(command, 'query limit skip hint collation fields rawData');
  const search = searchOf(
    { ...command.body, limit: Math.abs(wholeOption(command.body, 'limit', 0)) },
    'query',
    commandSurroundings(command.body),
  );
  const collection = collectionOf(engine, command);
  if (!collection) return reply({ n: 0 });
  if (Object.keys(search.filter).length === 0 && !search.limit && !search.skip && search.hint === undefined)
    return reply({ n: collection.size });
  let n = 0;
  for (const _ of collection.find(search)) n++;
  return reply({ n });
};

export const distinct: Handler = (engine, command) => {
  checkFields(command, 'key query collation hint rawData');
  const { key } = command.body;
  if (typeof key !== 'string') throw new CommandError(14, "BSON field 'distinct.key' is the wrong type, expected type 'string'");
  const surroundings = commandSurroundings(command.body);
  const search = searchOf(command.body, 'query', surroundings);
  const parts = key.split('.');
  const found = new Map<string, unknown>();
  for (const stored of collectionOf(engine, command)?.find(search) ?? []) {
    for (const value of leavesOf(stored.doc, parts)) if (value !== MISSING) found.set(encodeKey(value), value);
  }
  const values = [...found.values()].sort((left, right) => compareValues(left, right, surroundings.order));
  const { order } = surroundings;
  return reply({ values: order ? values.filter((value, at) => at === 0 || compareValues(value, values[at - 1], order) !== 0) : values });
};

function pipelineSurroundings(engine: Engine, command: Command): PipelineSurroundings {
  const { order, variables } = commandSurroundings(command.body);
  const resolve = (name: string): Collection | undefined => engine.catalogue.find(command.database, name);
  return { resolve, order, variables, hint: command.body.hint };
}

const sessionStages = new Set(['$listLocalSessions', '$currentOp', '$listSessions']);

export const aggregate: Handler = (engine, command) => {
  const { body } = command;
  checkFields(command, 'pipeline explain allowDiskUse cursor bypassDocumentValidation hint collation let rawData');
  if (truthy(body.explain ?? false)) throw new CommandError(9, 'use the explain command');
  if (!isDoc(body.cursor)) throw new CommandError(9, "The 'cursor' option is required, except for aggregate with the explain argument");
  const size = nonNegative(body.cursor, 'batchSize', defaultBatch);
  const onDatabase = numberOf(body.aggregate) === 1;
  const given: unknown[] = Array.isArray(body.pipeline) ? body.pipeline : [];
  const sessions = onDatabase && isDoc(given[0]) && sessionStages.has(Object.keys(given[0])[0] ?? '');
  const pipeline = checkPipeline(sessions ? given.slice(1) : body.pipeline);
  if (onDatabase && !sessions && !(pipeline[0] && '$documents' in pipeline[0])) {
    throw new CommandError(73, `Invalid namespace specified '${command.database}.$cmd.aggregate'`);
  }
  if (sessions && command.database !== 'admin')
    throw new CommandError(73, `${Object.keys(given[0] as Doc)[0]} must be run against the 'admin' database with {aggregate: 1}`);
  const name = onDatabase ? '$cmd.aggregate' : collectionName(command);
  const source = sessions ? [{ $documents: [sessionRow(engine, command)] }, ...pipeline] : pipeline;
  const result = runAggregate(engine, command, source, onDatabase ? undefined : engine.catalogue.find(command.database, name));
  const batch = engine.cursors.start(`${command.database}.${name}`, result.rows[Symbol.iterator](), size);
  return { fields: {}, cursor: { batch, first: true }, changed: result.changed };
};

function sessionRow(engine: Engine, command: Command): Doc {
  const { host, port } = engine.address();
  return {
    type: 'op',
    host: `${host}:${port}`,
    desc: `conn${command.connection}`,
    connectionId: command.connection,
    active: true,
    op: 'command',
    ns: `${command.database}.$cmd.aggregate`,
    command: { $literal: { aggregate: 1, comment: command.body.comment } },
  };
}

function runAggregate(
  engine: Engine,
  command: Command,
  pipeline: Doc[],
  collection: Collection | undefined,
): { rows: Buffer[]; changed: boolean } {
  const surroundings = pipelineSurroundings(engine, command);
  const last = pipeline.at(-1) ?? {};
  if (!('$out' in last || '$merge' in last)) return { rows: [...runPipeline(collection, pipeline, surroundings)], changed: false };
  const docs = [...pipelineDocs(collection, pipeline.slice(0, -1), surroundings)];
  const writing = { bypassValidation: bypassesValidation(command.body) };
  if ('$out' in last) writeOut(engine.catalogue, command.database, last.$out, docs, writing);
  else writeMerge(engine.catalogue, command.database, last.$merge, docs, surroundings, writing);
  return { rows: [], changed: true };
}
