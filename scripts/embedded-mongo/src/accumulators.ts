import { Decimal128, Long } from 'bson';
import { evalExpr } from 'mingo/core';
import type { Options } from 'mingo/types';
import { combine } from './arithmetic.js';
import { encodeKey } from './keys.js';
import { compareValues, type Doc, numberOf } from './values.js';

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

/** What an expression gives for each document; undefined where a field is missing. */
function valuesOf(docs: Doc[], expression: unknown, options: Options): unknown[] {
  const plain = plainOptions(options);
  return docs.map((doc) => evalExpr(doc, expression, plain) as unknown);
}

/** A sum or product that is exact for int64 and decimals; plain numbers stay plain. */
export function exactly(left: unknown, right: unknown, operation: 'add' | 'multiply'): unknown {
  if (typeof left === 'number' && typeof right === 'number') return operation === 'add' ? left + right : left * right;
  const result = combine(left, right, operation) ?? combine(numberOf(left), numberOf(right), operation);
  if (!(result instanceof Long)) return result;
  const plain = result.toNumber();
  return Number.isSafeInteger(plain) ? plain : result;
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
  const mean = Number(numberOf(sum)) / count;
  return sum instanceof Decimal128 ? Decimal128.fromString(String(mean)) : mean;
}

function extreme(sign: 1 | -1): Accumulator {
  return (docs, expression, options) => {
    const values = valuesOf(docs, expression, options).filter((value) => value !== null && value !== undefined);
    return values.length === 0 ? null : values.reduce((best, value) => (compareValues(value, best) * sign > 0 ? value : best));
  };
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
};
