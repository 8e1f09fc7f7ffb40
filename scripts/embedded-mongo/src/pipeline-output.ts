import { ObjectId } from 'bson';
import type { Catalogue } from './catalogue.js';
import type { Collection, WriteOptions } from './collection.js';
import { CommandError } from './errors.js';
import { expressionContext } from './expressions.js';
import { applyPipelineUpdate, type PipelineSurroundings } from './pipeline.js';
import { withIdFirst } from './update-operators.js';
import { type Doc, fieldOf, isDoc, MISSING } from './values.js';

/** `$out`: the collection then holds these documents and no others, with the indexes it had. */
export function writeOut(catalogue: Catalogue, database: string, target: unknown, docs: Iterable<Doc>, writing: WriteOptions): void {
  const named = isDoc(target) ? target : { coll: target };
  if (typeof named.coll !== 'string')
    throw new CommandError(16990, `$out only supports a string or object argument, but found ${typeof target}`);
  const withIds = [...docs].map((doc) => withIdFirst(doc, new ObjectId()));
  catalogue.replaceContents(String(named.db ?? database), named.coll, withIds, writing);
}

/** `$merge`: each document into the one with the same `on` fields, or as a new one. */
export function writeMerge(
  catalogue: Catalogue,
  database: string,
  specification: unknown,
  docs: Iterable<Doc>,
  surroundings: PipelineSurroundings,
  writing: WriteOptions,
): void {
  const options: Doc = isDoc(specification) ? specification : { into: specification };
  const into = isDoc(options.into) ? options.into : { coll: options.into };
  if (typeof into.coll !== 'string') throw new CommandError(51178, "$merge 'into' field must be a string or an object");
  const collection = catalogue.ensure(String(into.db ?? database), into.coll);
  const on = (Array.isArray(options.on) ? options.on : [options.on ?? '_id']).map(String);
  const isUnique = collection.indexes.some(
    (index) =>
      index.unique &&
      !index.partialFilter &&
      index.fields.length === on.length &&
      on.every((path) => index.fields.some((field) => field.path === path)),
  );
  if (!isUnique) throw new CommandError(51183, 'Cannot find index to verify that join fields will be unique');
  for (const doc of [...docs]) mergeOne(collection, doc, on, { options, surroundings, writing });
}

interface Merge {
  readonly options: Doc;
  readonly surroundings: PipelineSurroundings;
  readonly writing: WriteOptions;
}

/** What a `whenMatched` pipeline may name: the incoming document as `$$new`, and what the stage's `let` computes from it. */
function mergeVariables(incoming: Doc, { options, surroundings }: Merge): Doc {
  const computed: Doc = {};
  if (isDoc(options.let)) {
    const { expression } = expressionContext(surroundings.order, surroundings.variables);
    for (const name of Object.keys(options.let)) computed[name] = expression(incoming, options.let[name]);
  }
  return { ...surroundings.variables, ...computed, new: incoming };
}

function mergeOne(collection: Collection, doc: Doc, on: string[], merge: Merge): void {
  const { options, surroundings, writing } = merge;
  const prepared = withIdFirst(doc, new ObjectId());
  const filter: Doc = {};
  for (const path of on) {
    const value = fieldOf(prepared, path);
    if (value === MISSING || value === null || Array.isArray(value))
      throw new CommandError(51132, "$merge write error: 'on' field cannot be missing, null, undefined or an array");
    filter[path] = { $eq: value };
  }
  const [existing] = collection.find({ filter, limit: 1, context: {} });
  if (!existing) {
    const action = options.whenNotMatched ?? 'insert';
    if (action === 'fail')
      throw new CommandError(
        13113,
        '$merge could not find a matching document in the target collection for at least one document in the source collection',
      );
    if (action === 'insert') collection.insert(prepared, writing);
    return;
  }
  const action = options.whenMatched ?? 'merge';
  if (Array.isArray(action)) {
    const variables = mergeVariables(prepared, merge);
    collection.replace(existing, applyPipelineUpdate(existing.doc, action.filter(isDoc), { ...surroundings, variables }), writing);
  } else if (action === 'fail') {
    throw new CommandError(11000, `E11000 duplicate key error collection: ${collection.namespace}`, {
      keyPattern: { _id: 1 },
      keyValue: { _id: prepared._id },
    });
  } else if (action === 'replace') {
    collection.replace(existing, withIdFirst({ ...doc, _id: existing.doc._id }, existing.doc._id), writing);
  } else if (action === 'merge') {
    collection.replace(existing, withIdFirst({ ...existing.doc, ...doc, _id: existing.doc._id }, existing.doc._id), writing);
  }
}
