import { Binary, BSONRegExp, BSONSymbol, Long } from 'bson';
import { CommandError } from './errors.js';
import { encodeKey } from './keys.js';
import type { MatchContext } from './match.js';
import { toRegExp } from './regex.js';
import { compareValues, isDoc, MISSING, numberOf, rank, rankOf, type StringOrder, typeName } from './values.js';

/** A condition on what a path leads to: on the value as a whole, and on each element should it be an array. */
export interface LeafTest {
  whole(value: unknown): boolean;
  element?: (value: unknown) => boolean;
  position?: (value: unknown) => number | undefined;
}

function both(test: (value: unknown) => boolean): LeafTest {
  return { whole: test, element: test };
}

/** Compiles one operator of a field; `whole` is the operator document it stands in (for `$options`). */
export function leafTest(operator: string, operand: unknown, context: MatchContext, whole: unknown): LeafTest {
  switch (operator) {
    case '$eq':
      return both(equalTest(operand, context.order));
    case '$lt':
      return both(orderTest(operand, context.order, (difference) => difference < 0, false));
    case '$lte':
      return both(orderTest(operand, context.order, (difference) => difference <= 0, true));
    case '$gt':
      return both(orderTest(operand, context.order, (difference) => difference > 0, false));
    case '$gte':
      return both(orderTest(operand, context.order, (difference) => difference >= 0, true));
    case '$in':
      return both(inTest(operand, context.order));
    case '$regex':
      return regexTest(operand, isDoc(whole) ? whole.$options : undefined);
    case '$size':
      return sizeTest(operand);
    case '$type':
      return typeTest(operand);
    case '$mod':
      return modTest(operand);
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return bitsTest(operator, operand);
    default:
      throw new CommandError(2, `unknown operator: ${operator}`);
  }
}

function equalTest(operand: unknown, order: StringOrder): (value: unknown) => boolean {
  if (operand === null || operand === undefined) return (value) => value === null || value === MISSING || value === undefined;
  if (typeof operand === 'string' && !order)
    return (value) => value === operand || (value instanceof BSONSymbol && value.value === operand);
  return (value) => value !== MISSING && compareValues(value, operand, order) === 0;
}

function orderTest(
  operand: unknown,
  order: StringOrder,
  accept: (difference: number) => boolean,
  orEqual: boolean,
): (value: unknown) => boolean {
  if (operand instanceof BSONRegExp) throw new CommandError(2, "Can't have RegEx as arg to predicate over field.");
  const bracket = rankOf(operand);
  if (bracket === rank.null) return (value) => orEqual && (value === null || value === MISSING);
  if (bracket === rank.minKey || bracket === rank.maxKey)
    return (value) => value !== MISSING && accept(compareValues(value, operand, order));
  const isNaNOperand = Number.isNaN(numberOf(operand));
  return (value) => {
    if (rankOf(value) !== bracket) return false;
    if (bracket === rank.number && Number.isNaN(numberOf(value)) !== isNaNOperand) return false;
    return accept(compareValues(value, operand, order));
  };
}

function inTest(operand: unknown, order: StringOrder): (value: unknown) => boolean {
  if (!Array.isArray(operand)) throw new CommandError(2, '$in needs an array');
  const patterns: RegExp[] = [];
  const keys = new Set<string>();
  for (const entry of operand) {
    if (isDoc(entry) && Object.keys(entry)[0]?.startsWith('$') && !('$ref' in entry)) throw new CommandError(2, 'cannot nest $ under $in');
    if (entry instanceof BSONRegExp || entry instanceof RegExp) patterns.push(toRegExp(entry));
    keys.add(encodeKey(entry));
  }
  const strings = order ? operand.filter((entry): entry is string => typeof entry === 'string') : [];
  return (value) =>
    keys.has(encodeKey(value)) ||
    (typeof value === 'string' &&
      (patterns.some((pattern) => pattern.test(value)) || strings.some((entry) => order?.(entry, value) === 0)));
}

function regexTest(operand: unknown, options: unknown): LeafTest {
  if (!(operand instanceof BSONRegExp || operand instanceof RegExp || typeof operand === 'string'))
    throw new CommandError(2, '$regex has to be a string');
  const pattern = toRegExp(operand, typeof options === 'string' ? options : '');
  return both((value) =>
    typeof value === 'string'
      ? pattern.test(value)
      : value instanceof BSONRegExp &&
        operand instanceof BSONRegExp &&
        value.pattern === operand.pattern &&
        value.options === operand.options,
  );
}

function sizeTest(operand: unknown): LeafTest {
  const size = numberOf(operand);
  if (size === undefined) throw new CommandError(2, `Failed to parse $size. Expected a number in: $size: ${JSON.stringify(operand)}`);
  if (!Number.isInteger(size)) throw new CommandError(2, `Failed to parse $size. Expected an integer: $size: ${size}`);
  if (size < 0) throw new CommandError(2, `Failed to parse $size. Expected a non-negative number in: $size: ${size}`);
  return { whole: (value) => Array.isArray(value) && value.length === size };
}

const typeNumbers: Readonly<Record<number, string>> = {
  [-1]: 'minKey',
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  6: 'undefined',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  12: 'dbPointer',
  13: 'javascript',
  14: 'symbol',
  15: 'javascriptWithScope',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  127: 'maxKey',
};
const numeric = ['int', 'long', 'double', 'decimal'];

function typeTest(operand: unknown): LeafTest {
  const wanted = new Set<string>();
  const entries: unknown[] = Array.isArray(operand) ? operand : [operand];
  if (entries.length === 0) throw new CommandError(9, '$type must match at least one type');
  for (const entry of entries) {
    const name = typeof entry === 'string' ? entry : typeNumbers[numberOf(entry) ?? 0];
    if (name === 'number') for (const kind of numeric) wanted.add(kind);
    else if (name !== undefined && Object.values(typeNumbers).includes(name)) wanted.add(name);
    else throw new CommandError(2, `Unknown type name alias: ${String(entry)}`);
  }
  return both((value) => value !== MISSING && wanted.has(typeName(value)));
}

function modTest(operand: unknown): LeafTest {
  if (!Array.isArray(operand)) throw new CommandError(2, 'malformed mod, needs to be an array');
  if (operand.length < 2) throw new CommandError(2, 'malformed mod, not enough elements');
  if (operand.length > 2) throw new CommandError(2, 'malformed mod, too many elements');
  const [divisor, remainder] = operand.map((entry) => Math.trunc(numberOf(entry) ?? Number.NaN));
  if (divisor === undefined || Number.isNaN(divisor)) throw new CommandError(2, 'malformed mod, divisor not a number');
  if (remainder === undefined || Number.isNaN(remainder)) throw new CommandError(2, 'malformed mod, remainder not a number');
  if (divisor === 0) throw new CommandError(2, 'divisor cannot be 0');
  return both((value) => {
    const number = numberOf(value);
    return number !== undefined && Number.isFinite(number) && Math.trunc(number) % divisor === (remainder === 0 ? 0 : remainder);
  });
}

function bitMask(operator: string, operand: unknown): bigint {
  if (operand instanceof Long) return operand.toBigInt();
  const number = numberOf(operand);
  if (number !== undefined && Number.isInteger(number) && number >= 0) return BigInt(number);
  if (operand instanceof Binary) return [...operand.buffer].reduce((mask, byte, index) => mask | (BigInt(byte) << BigInt(8 * index)), 0n);
  if (!Array.isArray(operand)) throw new CommandError(2, `${operator} takes an Array, a number, or a BinData`);
  return operand.reduce<bigint>((mask, position) => {
    const bit = numberOf(position);
    if (bit === undefined || !Number.isInteger(bit) || bit < 0)
      throw new CommandError(2, `bit positions of ${operator} must be integers >= 0`);
    return mask | (1n << BigInt(bit));
  }, 0n);
}

function bitsTest(operator: string, operand: unknown): LeafTest {
  const mask = bitMask(operator, operand);
  return both((value) => {
    const number = numberOf(value);
    if (number === undefined ? !(value instanceof Binary) : !Number.isInteger(number)) return false;
    const bits = value instanceof Binary ? bitMask(operator, value) : value instanceof Long ? value.toBigInt() : BigInt(number ?? 0);
    if (operator === '$bitsAllSet') return (bits & mask) === mask;
    if (operator === '$bitsAllClear') return (bits & mask) === 0n;
    if (operator === '$bitsAnySet') return (bits & mask) !== 0n;
    return (bits & mask) !== mask;
  });
}
