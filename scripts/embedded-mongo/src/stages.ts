import { Aggregator } from 'mingo/aggregator';
import { evalExpr } from 'mingo/core';
import { Lazy } from 'mingo/lazy';
import type { Options, PipelineOperator } from 'mingo/types';
import type { Collection } from './collection.js';
import { CommandError } from './errors.js';
import { plainDoc } from './expressions.js';
import { encodeKey } from './keys.js';
import { leavesOf, visitPath } from './paths.js';
import type { PipelineSurroundings, Rows } from './pipeline.js';
import { type Doc, isDoc, MISSING } from './values.js';

export type StageFunction = PipelineOperator;

/** `$group` by MongoDB's equality of values; its accumulators are mingo's. */
export const groupStage = ((rows: Rows, specification: Doc, options: Options) => {
  const names = Object.keys(specification).filter((name) => name !== '_id');
  for (const name of names) {
    const accumulator = specification[name];
    if (!isDoc(accumulator)) throw new CommandError(40234, `The field '${name}' must be an accumulator object`);
  }
  return rows.transform((docs) => {
    const groups = new Map<string, { id: unknown; docs: Doc[] }>();
    for (const doc of docs) {
      const id = evalExpr(doc, specification._id, options) ?? null;
      const key = encodeKey(id);
      const group = groups.get(key);
      if (group) group.docs.push(doc);
      else groups.set(key, { id, docs: [doc] });
    }
    const results = [...groups.values()].map((group) => {
      const result: Doc = { _id: group.id };
      for (const name of names) result[name] = evalExpr(group.docs, specification[name], options) ?? null;
      return result;
    });
    return Lazy(results);
  });
}) as unknown as StageFunction;

/** `$lookup` that asks the other collection through its indexes. */
export function lookupStage(surroundings: PipelineSurroundings): StageFunction {
  return ((rows: Rows, specification: Doc, options: Options) => {
    const { from, localField, foreignField, as, let: bindings, pipeline } = specification;
    if (typeof as !== 'string') throw new CommandError(9, "must specify 'as' field for a $lookup");
    if (pipeline === undefined && (typeof localField !== 'string' || typeof foreignField !== 'string')) {
      throw new CommandError(9, "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
    }
    const other = typeof from === 'string' ? surroundings.resolve(from) : undefined;
    const join =
      typeof localField === 'string' && typeof foreignField === 'string'
        ? joiner(other, localField, foreignField)
        : () => (other ? [...other.all()].map((stored) => plainDoc(stored.doc)) : []);
    const stages = Array.isArray(pipeline) ? pipeline.filter(isDoc) : [];
    return rows.map((doc) => {
      let found = join(doc);
      if (stages.length > 0) {
        const variables = { ...options.variables, ...(isDoc(bindings) ? (evalExpr(doc, bindings, options) as Doc) : {}) };
        found = new Aggregator(stages, { ...plainOptions(options), variables }).run(found);
      }
      return { ...doc, [as]: found };
    });
  }) as unknown as StageFunction;
}

function plainOptions(options: Options): Options {
  const { idKey, processingMode, useStrictMode, scriptEnabled, failOnError, context, collectionResolver } = options;
  return {
    idKey,
    processingMode,
    useStrictMode,
    scriptEnabled,
    failOnError,
    context,
    ...(collectionResolver ? { collectionResolver } : {}),
  };
}

/** Finds what joins a document: through an index when the other field leads one, else through a table made once. */
function joiner(other: Collection | undefined, localField: string, foreignField: string): (doc: Doc) => Doc[] {
  if (!other) return () => [];
  const localParts = localField.split('.');
  if (other.indexes.some((index) => index.fields[0]?.path === foreignField)) {
    return (doc) =>
      [...other.find({ filter: { [foreignField]: { $in: localValues(doc, localParts) } }, context: {} })].map((stored) =>
        plainDoc(stored.doc),
      );
  }
  const table = new Map<string, Doc[]>();
  const foreignParts = foreignField.split('.');
  for (const stored of other.all()) {
    const doc = stored.doc;
    for (const key of new Set(leavesOf(doc, foreignParts).map(encodeKey))) table.set(key, [...(table.get(key) ?? []), doc]);
  }
  return (doc) => {
    const found = new Set(localValues(doc, localParts).flatMap((value) => table.get(encodeKey(value)) ?? []));
    return [...found].map(plainDoc);
  };
}

function localValues(doc: Doc, parts: string[]): unknown[] {
  const values: unknown[] = [];
  visitPath(doc, parts, 0, (value) => {
    if (Array.isArray(value)) values.push(...value);
    else values.push(value === MISSING || value === undefined ? null : value);
    return false;
  });
  return values;
}
