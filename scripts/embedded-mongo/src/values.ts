import { Binary, BSONRegExp, BSONSymbol, Code, DBRef, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';

/**
 * A document in memory. Numbers keep their BSON type: an int32 is a JavaScript number, a double is a JavaScript number
 * unless it would be taken for an int32 (then it is a `Double`), an int64 is a `Long`.
 */
export type Doc = Record<string, unknown>;

/** Stands for a field that is not there. */
export const MISSING: unique symbol = Symbol('missing');

/** Orders two strings as a collation asks; without one strings compare by code point. */
export type StringOrder = ((left: string, right: string) => number) | undefined;

/** MongoDB's order of types; values of different brackets never compare equal. */
export const rank = {
  minKey: 1,
  missing: 5,
  null: 10,
  number: 20,
  string: 30,
  object: 40,
  array: 50,
  binary: 60,
  objectId: 70,
  boolean: 80,
  date: 90,
  timestamp: 100,
  regex: 110,
  dbPointer: 115,
  code: 120,
  maxKey: 254,
} as const;

export function isDoc(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The value of a field of its own, or MISSING. */
export function fieldOf(doc: Doc, name: string): unknown {
  return Object.hasOwn(doc, name) ? doc[name] : MISSING;
}

/** Sets a field even when its name is `__proto__`. */
export function setField(doc: Doc, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
  else doc[name] = value;
}

export function rankOf(value: unknown): number {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return rank.number;
    case 'string':
      return rank.string;
    case 'boolean':
      return rank.boolean;
    case 'undefined':
      return rank.null;
    case 'symbol':
      return rank.missing;
    default:
  }
  if (value === null) return rank.null;
  if (Array.isArray(value)) return rank.array;
  if (isDoc(value)) return rank.object;
  if (value instanceof ObjectId) return rank.objectId;
  if (value instanceof Date) return rank.date;
  if (value instanceof Double || value instanceof Decimal128) return rank.number;
  if (value instanceof Timestamp) return rank.timestamp;
  if (value instanceof Long) return rank.number;
  if (value instanceof Binary || value instanceof Uint8Array) return rank.binary;
  if (value instanceof BSONRegExp || value instanceof RegExp) return rank.regex;
  if (value instanceof BSONSymbol) return rank.string;
  if (value instanceof MinKey) return rank.minKey;
  if (value instanceof MaxKey) return rank.maxKey;
  if (value instanceof Code) return rank.code;
  if (value instanceof DBRef) return rank.dbPointer;
  return rank.object;
}

/** Orders strings by code point, as MongoDB does over UTF-8 bytes. */
export function compareStrings(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return codePointOrder(a) - codePointOrder(b);
  }
  return left.length - right.length;
}

/** UTF-16 puts surrogates before U+E000; moving them behind gives the order of code points. */
export function codePointOrder(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** An exact decimal: `digits` × 10^`exponent`. */
type Exact = { digits: bigint; exponent: number };

export function exactOf(value: unknown): Exact | number {
  if (value instanceof Long) return { digits: value.toBigInt(), exponent: 0 };
  if (value instanceof Decimal128) return exactDecimal(value.toString());
  const plain = value instanceof Double ? value.value : Number(value);
  if (!Number.isFinite(plain)) return plain;
  if (Number.isInteger(plain)) return { digits: BigInt(plain), exponent: 0 };
  let scaled = plain;
  let power = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    power++;
  }
  return { digits: BigInt(scaled) * 5n ** BigInt(power), exponent: -power };
}

function exactDecimal(text: string): Exact | number {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i.exec(text);
  if (!parts) return text.includes('Infinity') ? (text.startsWith('-') ? -Infinity : Infinity) : Number.NaN;
  const [, sign, whole, fraction = '', exponent = '0'] = parts;
  const digits = BigInt(`${whole}${fraction}`);
  if (digits === 0n) return { digits, exponent: 0 };
  return { digits: sign ? -digits : digits, exponent: Number(exponent) - fraction.length };
}

function compareExact(left: Exact | number, right: Exact | number): number {
  if (typeof left === 'number' || typeof right === 'number') {
    const a = typeof left === 'number' ? left : 0;
    const b = typeof right === 'number' ? right : 0;
    return comparePlain(a, b);
  }
  const exponent = Math.min(left.exponent, right.exponent);
  const a = left.digits * 10n ** BigInt(left.exponent - exponent);
  const b = right.digits * 10n ** BigInt(right.exponent - exponent);
  return a < b ? -1 : a > b ? 1 : 0;
}

function comparePlain(left: number, right: number): number {
  if (left < right) return -1;
  if (left > right) return 1;
  if (left === right) return 0;
  return Number.isNaN(left) ? (Number.isNaN(right) ? 0 : -1) : 1;
}

export function compareNumbers(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return comparePlain(left, right);
  const a = left instanceof Double ? left.value : left;
  const b = right instanceof Double ? right.value : right;
  if (typeof a === 'number' && typeof b === 'number') return comparePlain(a, b);
  return compareExact(exactOf(a), exactOf(b));
}

export function bytesOf(value: unknown): { bytes: Uint8Array; subtype: number } {
  if (value instanceof Binary) return { bytes: value.buffer.subarray(0, value.position), subtype: value.sub_type };
  return { bytes: value as Uint8Array, subtype: 0 };
}

/** The order MongoDB gives any two values; 0 means equal. Numbers compare by value whatever their type. */
export function compareValues(left: unknown, right: unknown, order?: StringOrder): number {
  if (left === right) return 0;
  const leftRank = rankOf(left);
  const rightRank = rankOf(right);
  if (leftRank !== rightRank) return leftRank - rightRank;
  switch (leftRank) {
    case rank.number:
      return compareNumbers(left, right);
    case rank.string:
      return order ? order(String(left), String(right)) : compareStrings(String(left), String(right));
    case rank.object:
      return compareDocs(left as Doc, right as Doc, order);
    case rank.array:
      return compareArrays(left as unknown[], right as unknown[], order);
    case rank.objectId:
      return Buffer.compare((left as ObjectId).id, (right as ObjectId).id);
    case rank.boolean:
      return Number(left) - Number(right);
    case rank.date:
      return comparePlain((left as Date).getTime(), (right as Date).getTime());
    case rank.timestamp:
      return (left as Timestamp).compare(right as Timestamp);
    case rank.binary: {
      const a = bytesOf(left);
      const b = bytesOf(right);
      return a.bytes.length - b.bytes.length || a.subtype - b.subtype || Buffer.compare(a.bytes, b.bytes);
    }
    case rank.regex:
      return compareStrings(regexText(left), regexText(right));
    case rank.code:
    case rank.dbPointer:
      return compareStrings(JSON.stringify(left), JSON.stringify(right));
    default:
      return 0;
  }
}

export function regexText(value: unknown): string {
  return value instanceof RegExp ? `${value.source}\0${value.flags}` : `${(value as BSONRegExp).pattern}\0${(value as BSONRegExp).options}`;
}

function compareDocs(left: Doc, right: Doc, order: StringOrder): number {
  const leftNames = Object.keys(left);
  const rightNames = Object.keys(right);
  const length = Math.min(leftNames.length, rightNames.length);
  for (let index = 0; index < length; index++) {
    const a = leftNames[index] ?? '';
    const b = rightNames[index] ?? '';
    const difference = rankOf(left[a]) - rankOf(right[b]) || compareStrings(a, b) || compareValues(left[a], right[b], order);
    if (difference !== 0) return difference;
  }
  return leftNames.length - rightNames.length;
}

function compareArrays(left: unknown[], right: unknown[], order: StringOrder): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const difference = compareValues(left[index], right[index], order);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** A copy whose objects and arrays may be changed; leaves are shared because nothing ever changes them. */
export function cloneTree(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cloneTree);
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const name of Object.keys(value)) setField(copy, name, cloneTree(value[name]));
  return copy;
}

/** The plain number of a numeric value (a double may lose digits of an int64 or a decimal), or undefined. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Double) return value.value;
  if (value instanceof Decimal128) return Number(value.toString());
  if (value instanceof Long && !(value instanceof Timestamp)) return value.toNumber();
  if (typeof value === 'bigint') return Number(value);
  return undefined;
}

/** Truth as MongoDB's command options understand it. */
export function truthy(value: unknown): boolean {
  const number = numberOf(value);
  if (number !== undefined) return number !== 0;
  return value === true || (typeof value === 'object' && value !== null) || typeof value === 'string';
}

/** The name `$type` and error messages use for a value. */
export function typeName(value: unknown): string {
  switch (rankOf(value)) {
    case rank.number:
      if (value instanceof Decimal128) return 'decimal';
      if (value instanceof Long) return 'long';
      return typeof value === 'number' && isInt32(value) ? 'int' : 'double';
    case rank.string:
      return value instanceof BSONSymbol ? 'symbol' : 'string';
    case rank.object:
      return 'object';
    case rank.array:
      return 'array';
    case rank.binary:
      return 'binData';
    case rank.objectId:
      return 'objectId';
    case rank.boolean:
      return 'bool';
    case rank.date:
      return 'date';
    case rank.timestamp:
      return 'timestamp';
    case rank.regex:
      return 'regex';
    case rank.code:
      return 'javascript';
    case rank.minKey:
      return 'minKey';
    case rank.maxKey:
      return 'maxKey';
    case rank.dbPointer:
      return 'dbPointer';
    case rank.missing:
      return 'missing';
    default:
      return 'null';
  }
}

export function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0);
}

/** A double that stays a double when it is written. */
export function double(value: number): number | Double {
  return isInt32(value) ? new Double(value) : value;
}
