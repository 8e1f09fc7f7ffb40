import { Aggregator } from 'mingo/aggregator';
import { evalExpr } from 'mingo/core';
import { Lazy } from 'mingo/lazy';
import * as mingoStages from 'mingo/operators/pipeline';
import type { Options, PipelineOperator } from 'mingo/types';
import { plainOptions } from './accumulators.js';
import { type Collection, sortDocuments } from './collection.js';
import { CommandError } from './errors.js';
import { plainDoc } from './expressions.js';
import { encodeKey } from './keys.js';
import { leavesOf, visitPath } from './paths.js';
import type { PipelineSurroundings, Rows } from './pipeline.js';
import { compileProjection, flattenFields, setPath } from './projection.js';
import { compareValues, type Doc, fieldOf, isDoc, MISSING, numberOf, type StringOrder } from './values.js';

export type StageFunction = PipelineOperator;

/** `$group` by MongoDB's equality of values, strings as the collation has them. */
export function groupStage(order: StringOrder): StageFunction {
  return ((rows: Rows, specification: Doc, options: Options) => {
    const { _id: id, ...accumulators } = specification;
    return group(rows, accumulators, (doc) => withoutMissing(evalExpr(doc, id, options) ?? null), options, order);
  }) as unknown as StageFunction;
}

function group(rows: Rows, accumulators: Doc, idOf: (doc: Doc) => unknown, options: Options, order: StringOrder): Rows {
  const names = Object.keys(accumulators);
  for (const name of names) {
    const accumulator = accumulators[name];
    if (!isDoc(accumulator)) throw new CommandError(40234, `The field '${name}' must be an accumulator object`);
  }
  return rows.transform((docs) => {
    const groups = new Map<string, { id: unknown; docs: Doc[] }>();
    for (const doc of docs) {
      const id = idOf(doc);
      const key = encodeKey(id);
      const members = groups.get(key);
      if (members) members.docs.push(doc);
      else groups.set(key, { id, docs: [doc] });
    }
    const results = (order ? joined([...groups.values()], order) : [...groups.values()]).map((members) => {
      const result: Doc = { _id: members.id };
      for (const name of names) result[name] = evalExpr(members.docs, withOperand(accumulators[name]), options) ?? null;
      return result;
    });
    return Lazy(results);
  });
}

/** mingo takes an accumulator over null for one over the documents themselves. */
function withOperand(accumulator: unknown): unknown {
  const [[operator = '', operand] = []] = isDoc(accumulator) ? Object.entries(accumulator) : [];
  return operand === null ? { [operator]: { $literal: null } } : accumulator;
}

/** Groups whose ids differ, but not to the collation, become one. */
function joined(groups: { id: unknown; docs: Doc[] }[], order: StringOrder): { id: unknown; docs: Doc[] }[] {
  const kept: { id: unknown; docs: Doc[] }[] = [];
  for (const members of groups) {
    const same = kept.find(({ id }) => compareValues(id, members.id, order) === 0);
    if (same) same.docs.push(...members.docs);
    else kept.push(members);
  }
  return kept;
}

/** An id made of several fields leaves out those that are missing. */
function withoutMissing(id: unknown): unknown {
  return isDoc(id) ? Object.fromEntries(Object.entries(id).filter(([, value]) => value !== undefined)) : id;
}

/** `$bucket` is a `$group` by the lower boundary, sorted. */
export function bucketStage(order: StringOrder): StageFunction {
  return ((rows: Rows, specification: Doc, options: Options) => {
    const { groupBy, boundaries, default: otherwise, output } = specification;
    if (!Array.isArray(boundaries) || boundaries.length < 2)
      throw new CommandError(40192, "The $bucket 'boundaries' field must have at least 2 values");
    const idOf = (doc: Doc): unknown => {
      const value = evalExpr(doc, groupBy, options) as unknown;
      const at = boundaries.findIndex((upper, place) => place > 0 && compareValues(value, upper, order) < 0);
      if (at > 0 && value !== undefined && compareValues(value, boundaries[0], order) >= 0) return boundaries[at - 1];
      if (otherwise !== undefined) return otherwise;
      throw new CommandError(40066, '$switch could not find a matching branch for an input, and no default was specified.');
    };
    const grouped = group(rows, isDoc(output) ? output : { count: { $sum: 1 } }, idOf, options, order);
    return grouped.transform((docs) => Lazy(sortDocuments(docs, (doc) => doc, { _id: 1 }, order)));
  }) as unknown as StageFunction;
}

/** `$addFields`: a document of fields is merged into the one that is there, in every element of an array. */
export const addFieldsStage = ((rows: Rows, specification: Doc, options: Options) => {
  const fields = Object.entries(flattenFields(specification));
  return rows.map((doc) => {
    const values = fields.map(([path, expression]): [string, unknown] => [path, evalExpr(doc, expression, options)]);
    const result = { ...doc };
    for (const [path, value] of values) {
      if (value !== undefined) setPath(result, path, value);
      else removePath(result, path);
    }
    return result;
  });
}) as unknown as StageFunction;

function removePath(target: Doc, path: string): void {
  const [first = path, ...rest] = path.split('.');
  const below = fieldOf(target, first);
  if (rest.length === 0) delete target[first];
  else if (isDoc(below)) {
    const copy = { ...below };
    removePath(copy, rest.join('.'));
    target[first] = copy;
  }
}

/** `$sample` without giving a document twice. */
export const sampleStage = ((rows: Rows, specification: Doc) =>
  rows.transform((docs) => {
    const left = [...docs];
    const taken: Doc[] = [];
    while (left.length > 0 && taken.length < Number(numberOf(specification.size)))
      taken.push(...left.splice(Math.floor(Math.random() * left.length), 1));
    return Lazy(taken);
  })) as unknown as StageFunction;

/** mingo computes windows by a function of its own, which it takes for a script. */
export const windowStage = ((rows: Rows, specification: Doc, options: Options) =>
  (mingoStages.$setWindowFields as unknown as (...given: unknown[]) => Rows)(rows, specification, {
    ...plainOptions(options),
    scriptEnabled: true,
  })) as unknown as StageFunction;

/** `$project` as find projects: what it keeps stays in the document's order, `_id` at the front. */
export function projectStage(order: StringOrder): StageFunction {
  return ((rows: Rows, specification: Doc, options: Options) => {
    const expression = (doc: Doc, given: unknown): unknown => evalExpr(doc, given, options);
    const project = compileProjection(specification, {}, { ...(order ? { order } : {}), expression });
    return project ? rows.map(project) : rows;
  }) as unknown as StageFunction;
}

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
