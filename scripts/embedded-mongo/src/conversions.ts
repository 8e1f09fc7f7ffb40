import { Decimal128, Long, ObjectId } from 'bson';
import { evalExpr } from 'mingo/core';
import * as expressions from 'mingo/operators/expression';
import type { Options } from 'mingo/types';
import { CommandError } from './errors.js';
import { type Doc, isDoc, MISSING, numberOf, typeName } from './values.js';

/** An expression as mingo calls it. */
export type Compute = (doc: Doc, operands: unknown, options: Options) => unknown;

function failed(value: unknown, type: string): CommandError {
  return new CommandError(
    241,
    `Failed to convert '${String(value)}' of type ${typeName(value)} to ${type} in $convert with no onError value`,
  );
}

function toObjectId(value: unknown): unknown {
  if (value instanceof ObjectId) return value;
  if (typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value)) return new ObjectId(value);
  throw failed(value, 'objectId');
}

function toDecimal(value: unknown): unknown {
  if (value instanceof Decimal128) return value;
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  try {
    return Decimal128.fromString(String(value));
  } catch {
    throw failed(value, 'decimal');
  }
}

/** A conversion of a value that is there; null and missing stay null. */
function converted(convert: (value: unknown, again: () => unknown) => unknown, otherwise?: Compute): Compute {
  return (doc, operand, options) => {
    const value = evalExpr(doc, operand, options) as unknown;
    if (value === null || value === undefined) return null;
    return convert(value, () => otherwise?.(doc, { $literal: value }, options));
  };
}

const toText = converted(
  (value, again) => (value instanceof ObjectId || value instanceof Decimal128 || value instanceof Long ? value.toString() : again()),
  expressions.$toString,
);

const targets: Readonly<Record<string, Compute>> = {
  string: toText,
  '2': toText,
  objectId: converted(toObjectId),
  '7': converted(toObjectId),
  decimal: converted(toDecimal),
  '19': converted(toDecimal),
};

const convert: Compute = (doc, operand, options) => {
  const { input, to, onError, onNull } = isDoc(operand) ? operand : {};
  const target = targets[String(evalExpr(doc, to, options))];
  if (!target) return expressions.$convert(doc, operand as never, options);
  const value = evalExpr(doc, input, options) as unknown;
  if (value === null || value === undefined) return onNull === undefined ? null : evalExpr(doc, onNull, options);
  try {
    return target(doc, { $literal: value }, options);
  } catch (fault) {
    if (onError === undefined) throw fault;
    return evalExpr(doc, onError, options);
  }
};

const indexOfCodePoint: Compute = (doc, operands, options) => {
  const [text, wanted, start = 0, end] = evalExpr(doc, operands, options) as unknown[];
  if (typeof text !== 'string') return null;
  if (typeof wanted !== 'string') throw new CommandError(40094, '$indexOfCP requires a string as the second argument');
  const points = [...text].slice(0, numberOf(end));
  const size = [...wanted].length;
  for (let at = numberOf(start) ?? 0; at + size <= points.length; at++) if (points.slice(at, at + size).join('') === wanted) return at;
  return -1;
};

const dayLength = 86_400_000;

/** Months have different lengths: MongoDB ends at a month's last day where JavaScript runs into the next month. */
function clamped(compute: Compute): Compute {
  return (doc, operand, options) => {
    const result = compute(doc, operand, options);
    const { startDate, unit, timezone } = isDoc(operand) ? operand : {};
    if (!(result instanceof Date) || !['year', 'quarter', 'month'].includes(String(evalExpr(doc, unit, options)))) return result;
    const dayOf = (date: unknown): number =>
      Number(expressions.$dayOfMonth(doc, { date, ...(timezone === undefined ? {} : { timezone }) }, options));
    const day = dayOf(result);
    return day === dayOf(startDate) ? result : new Date(result.getTime() - day * dayLength);
  };
}

/** mingo's conversions and dates where it knows no BSON types or another calendar. */
export const conversions: Readonly<Record<string, Compute>> = {
  $type: (doc, operand, options) => {
    const value = evalExpr(doc, operand, options) as unknown;
    return typeName(value === undefined ? MISSING : value);
  },
  $isNumber: (doc, operand, options) => numberOf(evalExpr(doc, operand, options)) !== undefined,
  $toString: toText,
  $toObjectId: converted(toObjectId),
  $toDecimal: converted(toDecimal),
  $convert: convert,
  $indexOfCP: indexOfCodePoint,
  $dateAdd: clamped(expressions.$dateAdd),
  $dateSubtract: clamped(expressions.$dateSubtract),
};
