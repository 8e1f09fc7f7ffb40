import { Aggregator } from 'mingo/aggregator';
import { Lazy } from 'mingo/lazy';
import { type Collection, encodeDocument, sortDocuments } from './collection.js';
import { CommandError } from './errors.js';
import { expressionContext, mingoContext, mingoOptions, plainDoc, plainValue, restoreTypes } from './expressions.js';
import { compileFilter } from './match.js';
import { StoredDocument } from './record.js';
import {
  addFieldsStage,
  bucketStage,
  groupStage,
  lookupStage,
  projectStage,
  type StageFunction,
  sampleStage,
  windowStage,
} from './stages.js';
import { type Doc, isDoc, numberOf, type StringOrder } from './values.js';

/** What a pipeline runs in: other collections of its database, the collation and the variables of `let`. */
export interface PipelineSurroundings {
  readonly resolve: (name: string) => Collection | undefined;
  readonly order: StringOrder;
  readonly variables: Doc;
  readonly hint?: unknown;
}

const known = new Set(
  (
    'addFields bucket bucketAuto collStats count densify documents facet fill graphLookup group limit lookup match merge out project redact replaceRoot ' +
    'replaceWith sample set setWindowFields skip sort sortByCount unionWith unset unwind'
  ).split(' '),
);
const refused: Readonly<Record<string, [number, string]>> = {
  $changeStream: [40573, 'The $changeStream stage is only supported on replica sets'],
  $geoNear: [27, '$geoNear requires a 2d or 2dsphere index, but none were found'],
  $search: [31082, '$search is not supported by this server'],
  $searchMeta: [31082, '$searchMeta is not supported by this server'],
  $vectorSearch: [31082, '$vectorSearch is not supported by this server'],
};

/** Checks the form of a pipeline; throws MongoDB's errors for stages that are unknown, refused or out of place. */
export function checkPipeline(pipeline: unknown): Doc[] {
  if (!Array.isArray(pipeline)) throw new CommandError(14, "'pipeline' option must be specified as an array");
  return pipeline.map((stage: unknown, at) => {
    if (!isDoc(stage)) throw new CommandError(14, "Each element of the 'pipeline' array must be an object");
    const [name, ...more] = Object.keys(stage);
    if (name === undefined || more.length > 0)
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
    const refusal = refused[name];
    if (refusal) throw new CommandError(...refusal);
    if (!name.startsWith('$') || !known.has(name.slice(1))) throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
    if ((name === '$out' || name === '$merge') && at !== pipeline.length - 1)
      throw new CommandError(40601, `${name} can only be the final stage in the pipeline`);
    if (name === '$documents' && at !== 0) throw new CommandError(40602, `${name} is only valid as the first stage in a pipeline`);
    if (name === '$collStats' && at !== 0) throw new CommandError(40602, '$collStats is only valid as the first stage in a pipeline');
    checkStage(name, stage[name]);
    return stage;
  });
}

function checkStage(name: string, value: unknown): void {
  if (name === '$limit' && !(Number(numberOf(value)) > 0)) throw new CommandError(15958, 'the limit must be positive');
  if (name === '$skip' && !(Number(numberOf(value)) >= 0))
    throw new CommandError(5107200, 'invalid argument to $skip stage: Expected a non-negative number');
  if (name === '$match' && !isDoc(value)) throw new CommandError(15959, 'the match filter must be an expression in an object');
  if (name === '$sort' && (!isDoc(value) || Object.keys(value).length === 0))
    throw new CommandError(15976, '$sort stage must have at least one sort key');
  if (name === '$project' && (!isDoc(value) || Object.keys(value).length === 0))
    throw new CommandError(51272, 'Invalid $project :: caused by :: projection specification must have at least one field');
  if (name === '$group' && !(isDoc(value) && '_id' in value)) throw new CommandError(15955, 'a group specification must include an _id');
  if (name === '$unwind' && !String(isDoc(value) ? value.path : value).startsWith('$'))
    throw new CommandError(
      28818,
      `path option to $unwind stage should be prefixed with a '$': ${String(isDoc(value) ? value.path : value)}`,
    );
  if (name === '$count' && (typeof value !== 'string' || value === ''))
    throw new CommandError(40156, 'the count field must be a non-empty string');
}

/** The part of a pipeline's beginning that a collection can answer itself, through its indexes. */
interface Head {
  filter: Doc;
  sort: Doc | undefined;
  skip: number;
  limit: number;
}

export function splitHead(pipeline: readonly Doc[]): { head: Head; rest: Doc[] } {
  const head: Head = { filter: {}, sort: undefined, skip: 0, limit: 0 };
  const filters: Doc[] = [];
  let at = 0;
  for (; at < pipeline.length; at++) {
    const stage = pipeline[at] ?? {};
    if (isDoc(stage.$match) && head.skip === 0 && head.limit === 0) filters.push(stage.$match);
    else if (isDoc(stage.$sort) && head.sort === undefined && head.skip === 0 && head.limit === 0) head.sort = stage.$sort;
    else if (stage.$skip !== undefined && head.limit === 0) head.skip += Number(numberOf(stage.$skip));
    else if (stage.$limit !== undefined && head.limit === 0) head.limit = Number(numberOf(stage.$limit));
    else break;
  }
  head.filter = filters.length === 1 && filters[0] ? filters[0] : filters.length > 0 ? { $and: filters } : {};
  return { head, rest: pipeline.slice(at) };
}

/** Runs a checked pipeline (without `$out` or `$merge`); rows that pass through unchanged are the stored bytes. */
export function* runPipeline(
  collection: Collection | undefined,
  pipeline: readonly Doc[],
  surroundings: PipelineSurroundings,
): Generator<Buffer, void> {
  for (const row of rowsOf(collection, pipeline, surroundings)) {
    yield row instanceof StoredDocument ? row.bytes : encodeDocument(row);
  }
}

/** The documents a pipeline yields, for `$out` and `$merge`. */
export function* pipelineDocs(
  collection: Collection | undefined,
  pipeline: readonly Doc[],
  surroundings: PipelineSurroundings,
): Generator<Doc, void> {
  for (const row of rowsOf(collection, pipeline, surroundings)) yield row instanceof StoredDocument ? row.doc : row;
}

function* rowsOf(
  collection: Collection | undefined,
  pipeline: readonly Doc[],
  surroundings: PipelineSurroundings,
): Generator<StoredDocument | Doc, void> {
  const [first] = pipeline;
  if (first && '$collStats' in first) {
    const stages = pipeline.slice(1);
    const rows = [collectionStatistics(collection)];
    yield* stages.length > 0 ? transform(rows, stages, surroundings) : rows;
    return;
  }
  const { head, rest } = splitHead(pipeline);
  const context = expressionContext(surroundings.order, surroundings.variables);
  const search = { ...head, context, hint: surroundings.hint };
  compileFilter(head.filter, context);
  const found = collection ? collection.find(search) : [][Symbol.iterator]();
  if (rest.length === 0) {
    yield* found;
    return;
  }
  const counted = countOf(rest);
  if (counted) {
    let total = 0;
    if (collection && Object.keys(head.filter).length === 0 && head.limit === 0) total = Math.max(0, collection.size - head.skip);
    else for (const _ of found) total++;
    if (total > 0) yield counted(total);
    return;
  }
  for (const doc of transform(docsOf(found), rest, surroundings)) yield doc;
}

function collectionStatistics(collection: Collection | undefined): Doc {
  if (!collection) throw new CommandError(26, 'Unable to retrieve count in $collStats stage :: caused by :: Collection not found.');
  const { size: count, bytes: size, namespace } = collection;
  return {
    ns: namespace,
    localTime: new Date(),
    count,
    storageStats: {
      size,
      count,
      avgObjSize: count === 0 ? 0 : Math.round(size / count),
      storageSize: size,
      nindexes: collection.indexes.length,
      capped: false,
    },
  };
}

function* docsOf(found: Iterable<StoredDocument>): Generator<Doc, void> {
  for (const stored of found) yield plainDoc(stored.doc);
}

/** Counting needs no documents: `[{ $count: 'n' }]` and the `$group` the driver's `countDocuments` sends. */
function countOf(rest: readonly Doc[]): ((total: number) => Doc) | undefined {
  const [stage] = rest;
  if (rest.length !== 1 || !stage) return undefined;
  const { $count: name, $group: group } = stage;
  if (typeof name === 'string') return (total) => ({ [name]: total });
  if (!isDoc(group) || Object.keys(group).length !== 2 || isDoc(group._id) || typeof group._id === 'string') return undefined;
  const field = Object.keys(group)[1] ?? '';
  const sum = group[field];
  return isDoc(sum) && Object.keys(sum).length === 1 && numberOf(sum.$sum) === 1
    ? (total) => ({ _id: plainValue(group._id), [field]: total })
    : undefined;
}

/** Runs stages over plain documents with mingo. */
export function transform(docs: Iterable<Doc>, stages: readonly Doc[], surroundings: PipelineSurroundings): Iterable<Doc> {
  const { order, variables, resolve } = surroundings;
  const context = mingoContext(
    {
      $match: ((rows: Rows, filter: Doc, options: { variables?: Doc }) => {
        const matcher = compileFilter(filter, expressionContext(order, { ...variables, ...options.variables }));
        return rows.filter((doc) => matcher.test(doc));
      }) as unknown as StageFunction,
      $sort: ((rows: Rows, sort: Doc) =>
        rows.transform((list) => Lazy(sortDocuments(list, (doc) => doc, sort, order)))) as unknown as StageFunction,
      $project: projectStage(order),
      $addFields: addFieldsStage,
      $set: addFieldsStage,
      $sample: sampleStage,
      $setWindowFields: windowStage,
      $bucket: bucketStage(order),
      $group: groupStage(order),
      $lookup: lookupStage(surroundings),
    },
    order,
  );
  const resolver = (name: string): Doc[] => [...(resolve(name)?.all() ?? [])].map((stored) => plainDoc(stored.doc));
  const plainStages = stages.map(plainDoc);
  return new Aggregator(plainStages, mingoOptions(context, variables, resolver)).stream(docs) as unknown as Iterable<Doc>;
}

/** The lazy list of documents mingo passes from stage to stage. */
export interface Rows {
  filter(test: (doc: Doc) => boolean): Rows;
  map(change: (doc: Doc) => Doc): Rows;
  transform(change: (docs: Doc[]) => ReturnType<typeof Lazy>): Rows;
}

/** Applies the stages of a pipeline update to one document; numbers it leaves alone keep their BSON type. */
export function applyPipelineUpdate(doc: Doc, stages: readonly Doc[], surroundings: PipelineSurroundings): Doc {
  const [result] = transform([plainDoc(doc)], stages, surroundings);
  return restoreTypes(doc, result ?? {}) as Doc;
}

const updateStages = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);

export function checkPipelineUpdate(stages: unknown[]): Doc[] {
  const checked = checkPipeline(stages);
  for (const stage of checked) {
    const name = Object.keys(stage)[0] ?? '';
    if (!updateStages.has(name)) throw new CommandError(72, `${name} is not allowed to be used within an update`);
  }
  return checked;
}
