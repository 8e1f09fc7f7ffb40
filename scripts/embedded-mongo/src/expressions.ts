import { BSONRegExp, Double, Long, Timestamp } from 'bson';
import { Context, evalExpr, ProcessingMode } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as projections from 'mingo/operators/projection';
import * as queries from 'mingo/operators/query';
import * as windows from 'mingo/operators/window';
import type { Options } from 'mingo/types';
import { exactly, ownAccumulators, quotient } from './accumulators.js';
import { conversions } from './conversions.js';
import { toRegExp } from './regex.js';
import { compareValues, type Doc, isDoc, MISSING, numberOf, type StringOrder, setField } from './values.js';

export type StageOperators = NonNullable<Parameters<typeof Context.init>[0]>['pipeline'];

/** What mingo computes with: plain numbers and JavaScript's regular expressions; everything else as it is. Always a copy. */
export function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue);
  if (isDoc(value)) return plainDoc(value);
  if (value instanceof Double) return value.value;
  if (value instanceof Long && !(value instanceof Timestamp)) {
    const number = value.toNumber();
    return Number.isSafeInteger(number) ? number : value;
  }
  return value instanceof BSONRegExp ? toRegExp(value) : value;
}

export function plainDoc(doc: Doc): Doc {
  const copy: Doc = {};
  for (const name of Object.keys(doc)) setField(copy, name, plainValue(doc[name]));
  return copy;
}

/** Gives numbers that mingo passed on unchanged their BSON type back. */
export function restoreTypes(original: unknown, computed: unknown): unknown {
  if (typeof computed === 'number' && (original instanceof Double || original instanceof Long) && Number(original) === computed)
    return original;
  if (computed instanceof RegExp)
    return original instanceof BSONRegExp ? original : new BSONRegExp(computed.source, computed.flags.replace(/[^imsx]/g, ''));
  if (Array.isArray(computed)) return computed.map((entry, at) => restoreTypes(Array.isArray(original) ? original[at] : undefined, entry));
  if (!isDoc(computed)) return computed;
  const copy: Doc = {};
  for (const name of Object.keys(computed)) {
    if (computed[name] !== undefined) setField(copy, name, restoreTypes(isDoc(original) ? original[name] : undefined, computed[name]));
  }
  return copy;
}

type Expression = (typeof expressions)['$eq'];

/** Comparisons of two expressions in MongoDB's order of all values, a missing field below null. */
function comparison(order: StringOrder, accept: (difference: number) => unknown): Expression {
  return ((doc: Doc, operands: unknown, options: Options) => {
    const [left, right] = evalExpr(doc, operands, options) as unknown[];
    return accept(compareValues(left === undefined ? MISSING : left, right === undefined ? MISSING : right, order));
  }) as unknown as Expression;
}

/** mingo's arithmetic, but exact where an int64 or a decimal takes part. */
function arithmetic(
  plain: (doc: Doc, operands: unknown, options: Options) => unknown,
  combined: (values: unknown[]) => unknown,
): Expression {
  return ((doc: Doc, operands: unknown, options: Options) => {
    const values = evalExpr(doc, operands, options) as unknown;
    const numbers = Array.isArray(values) && values.every((value) => numberOf(value) !== undefined);
    return numbers && values.some((value) => typeof value !== 'number') ? combined(values) : plain(doc, operands, options);
  }) as unknown as Expression;
}

/** An accumulator also serves as an expression: over a list, or over one value. */
function overList(name: '$sum' | '$avg' | '$min' | '$max' | '$mergeObjects'): Expression {
  const accumulate = ownAccumulators[name];
  return ((doc: Doc, operand: unknown, options: Options) => {
    if (Array.isArray(doc)) return accumulate(doc, operand, options);
    const values = evalExpr(doc, operand, options) as unknown;
    return accumulate((Array.isArray(values) ? values : [values]) as Doc[], null, options);
  }) as unknown as Expression;
}

function ownExpressions(order: StringOrder): Record<string, Expression> {
  return {
    ...(conversions as Record<string, Expression>),
    $sum: overList('$sum'),
    $avg: overList('$avg'),
    $min: overList('$min'),
    $max: overList('$max'),
    $mergeObjects: overList('$mergeObjects'),
    $eq: comparison(order, (difference) => difference === 0),
    $ne: comparison(order, (difference) => difference !== 0),
    $lt: comparison(order, (difference) => difference < 0),
    $lte: comparison(order, (difference) => difference <= 0),
    $gt: comparison(order, (difference) => difference > 0),
    $gte: comparison(order, (difference) => difference >= 0),
    $cmp: comparison(order, (difference) => Math.sign(difference)),
    $in: ((doc: Doc, operands: unknown, options: Options) => {
      const [wanted, list] = evalExpr(doc, operands, options) as unknown[];
      return Array.isArray(list) && list.some((entry) => compareValues(entry, wanted, order) === 0);
    }) as unknown as Expression,
    $add: arithmetic(expressions.$add, (values) => values.reduce((sum, value) => exactly(sum, value, 'add'))),
    $multiply: arithmetic(expressions.$multiply, (values) => values.reduce((product, value) => exactly(product, value, 'multiply'))),
    $divide: arithmetic(expressions.$divide, ([left, right]) => quotient(left, right)),
    $subtract: arithmetic(expressions.$subtract, ([left, right]) => exactly(left, exactly(right, -1, 'multiply'), 'add')),
  };
}

/** mingo's operators with MongoDB's comparisons and sums, and the given stages in the place of mingo's own. */
export function mingoContext(stages: StageOperators, order?: StringOrder): Context {
  return Context.init({ expression: ownExpressions(order), accumulator: ownAccumulators as never, pipeline: stages ?? {} })
    .addAccumulatorOps(accumulators)
    .addExpressionOps(expressions)
    .addPipelineOps(pipeline)
    .addProjectionOps(projections)
    .addQueryOps(queries)
    .addWindowOps(windows);
}

const plainContext = mingoContext({});

export function mingoOptions(context: Context, variables: Doc, resolver?: (name: string) => Doc[]): Options {
  return {
    idKey: '_id',
    processingMode: ProcessingMode.CLONE_OFF,
    useStrictMode: true,
    scriptEnabled: false,
    failOnError: true,
    variables,
    context,
    ...(resolver ? { collectionResolver: resolver } : {}),
  };
}

/** The variables of a command's `let`, computed once. */
export function letVariables(given: unknown): Doc {
  if (!isDoc(given)) return {};
  const options = mingoOptions(plainContext, {});
  return Object.fromEntries(Object.keys(given).map((name) => [name, evalExpr({}, plainValue(given[name]), options)]));
}

/** What a filter's `$expr` and a projection's computed fields are evaluated with. */
export function expressionContext(
  order: StringOrder,
  variables: Doc,
): { order?: StringOrder; expression: (doc: Doc, expression: unknown) => unknown } {
  const options = mingoOptions(order ? mingoContext({}, order) : plainContext, variables);
  return {
    ...(order ? { order } : {}),
    expression: (doc, expression) => evalExpr(plainDoc(doc), plainValue(expression), options) as unknown,
  };
}
