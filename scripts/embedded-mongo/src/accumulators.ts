import { Decimal128, Long } from 'bson';
import { evalExpr } from 'mingo/core';
import type { Options } from 'mingo/types';
import { combine } from './arithmetic.js';
import { CommandError } from './errors.js';
import { encodeKey } from './keys.js';
import { compareValues, type Doc, isDoc, numberOf, setField, typeName } from './values.js';

type Accumulator = (docs: Doc[], expression: unknown, options: Options) => unknown;

/** Options for another document: mingo remembers the root it began with. */
export function plainOptions(options: Options): Options {
  const { idKey, processingMode, useStrictMode, scriptEnabled, failOnError, context, collectionResolver, variables } = options;
  return {
    idKey,
    processingMode,
    useStrictMode,
    scriptEnabled,
    failOnError,
    context,
    ...(variables ? { variables } : {}),
    ...(collectionResolver ? { collectionResolver } : {}),
  };
}

/** The options while mingo computes: they carry the root document. */
interface Computing extends Options {
  readonly local?: { readonly root?: unknown };
  readonly update?: (locals: { root: unknown }) => Options;
}

/** What an expression gives for each document, undefined where a field is missing; without one the list is that of the values. */
function valuesOf(docs: Doc[], expression: unknown, options: Options): unknown[] {
  if (expression === null || expression === undefined) return docs;
  if (typeof expression === 'number') return docs.map(() => expression);
  const { update, local } = options as Computing;
  if (!update || !local) return docs.map((doc) => evalExpr(doc, expression, plainOptions(options)) as unknown);
  // Options made anew for each document would take far longer than the expression.
  const { root } = local;
  try {
    return docs.map((doc) => evalExpr(doc, expression, update.call(options, { root: doc })) as unknown);
  } finally {
    update.call(options, { root });
  }
}

/** A sum or product that is exact for int64 and decimals; plain numbers stay plain. */
export function exactly(left: unknown, right: unknown, operation: 'add' | 'multiply'): unknown {
  if (typeof left === 'number' && typeof right === 'number') return operation === 'add' ? left + right : left * right;
  const result = combine(left, right, operation) ?? combine(numberOf(left), numberOf(right), operation);
  if (!(result instanceof Long)) return result;
  const plain = result.toNumber();
  return Number.isSafeInteger(plain) ? plain : result;
}

/** Division with the digits of a double; a decimal stays a decimal. Throws MongoDB's error for a division by zero. */
export function quotient(left: unknown, right: unknown): unknown {
  const divisor = Number(numberOf(right));
  if (divisor === 0) throw new CommandError(2, "can't $divide by zero");
  const result = Number(numberOf(left)) / divisor;
  return left instanceof Decimal128 || right instanceof Decimal128 ? Decimal128.fromString(String(result)) : result;
}

function total(values: readonly unknown[]): { sum: unknown; count: number } {
  let sum: unknown = 0;
  let count = 0;
  for (const value of values) {
    if (numberOf(value) === undefined) continue;
    sum = exactly(sum, value, 'add');
    count++;
  }
  return { sum, count };
}

function average(values: readonly unknown[]): unknown {
  const { sum, count } = total(values);
  if (count === 0) return null;
  return quotient(sum, count);
}

function extreme(sign: 1 | -1): Accumulator {
  return (docs, expression, options) => {
    const values = valuesOf(docs, expression, options).filter((value) => value !== null && value !== undefined);
    return values.length === 0 ? null : values.reduce((best, value) => (compareValues(value, best) * sign > 0 ? value : best));
  };
}

function merged(values: readonly unknown[]): Doc {
  const result: Doc = {};
  for (const value of values) {
    if (value === null || value === undefined) continue;
    if (!isDoc(value)) throw new CommandError(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
    for (const name of Object.keys(value)) setField(result, name, value[name]);
  }
  return result;
}

/** Accumulators with MongoDB's idea of missing fields, of equality and of large numbers. */
export const ownAccumulators = {
  $push: ((docs, expression, options) => valuesOf(docs, expression, options).filter((value) => value !== undefined)) as Accumulator,
  $addToSet: ((docs, expression, options) => [
    ...new Map(
      valuesOf(docs, expression, options)
        .filter((value) => value !== undefined)
        .map((value) => [encodeKey(value), value]),
    ).values(),
  ]) as Accumulator,
  $sum: ((docs, expression, options) => total(valuesOf(docs, expression, options)).sum) as Accumulator,
  $avg: ((docs, expression, options) => average(valuesOf(docs, expression, options))) as Accumulator,
  $min: extreme(-1),
  $max: extreme(1),
  $mergeObjects: ((docs, expression, options) => merged(valuesOf(docs, expression, options))) as Accumulator,
};
