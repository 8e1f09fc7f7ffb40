import { Decimal128, Double, Long, type ObjectId, type Timestamp } from 'bson';
import { bytesOf, codePointOrder, type Doc, exactOf, rank, rankOf, regexText } from './values.js';

/** Sorts behind every key that starts with the same prefix. */
export const afterPrefix = '\uffff';

const scratch = new DataView(new ArrayBuffer(8));

function encodeText(text: string): string {
  let plain = true;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 0 || unit >= 0xd800) {
      plain = false;
      break;
    }
  }
  if (plain) return `${text}\0\0`;
  let encoded = '';
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    encoded += unit === 0 ? '\0\x01' : String.fromCharCode(codePointOrder(unit));
  }
  return `${encoded}\0\0`;
}

/** Eight bytes as four UTF-16 units that sort like the double they came from. */
function encodeDouble(value: number): string {
  scratch.setFloat64(0, value === 0 ? 0 : value);
  let first = scratch.getUint16(0);
  let second = scratch.getUint16(2);
  let third = scratch.getUint16(4);
  let fourth = scratch.getUint16(6);
  if (first & 0x8000) {
    first = ~first & 0xffff;
    second = ~second & 0xffff;
    third = ~third & 0xffff;
    fourth = ~fourth & 0xffff;
  } else {
    first |= 0x8000;
  }
  return String.fromCharCode(first, second, third, fourth);
}

function nextBelow(value: number): number {
  scratch.setFloat64(0, value === 0 ? -0 : value);
  const bits = scratch.getBigInt64(0);
  if (value === 0) return -Number.MIN_VALUE;
  scratch.setBigInt64(0, value > 0 ? bits - 1n : bits + 1n);
  return scratch.getFloat64(0);
}

/** The nearest double not above the value, then what is left of it in decimal digits: equal numbers of any type give equal keys. */
function encodeNumber(value: unknown): string {
  if (typeof value === 'number') return Number.isNaN(value) ? '\0\0' : `${encodeDouble(value)}\0`;
  if (value instanceof Double) return encodeNumber(value.value);
  if (value instanceof Long && value.greaterThanOrEqual(-9007199254740991) && value.lessThanOrEqual(9007199254740991))
    return encodeNumber(value.toNumber());
  const exact = exactOf(value);
  if (typeof exact === 'number') return encodeNumber(exact);
  let floor = value instanceof Decimal128 ? Number(value.toString()) : Number(exact.digits);
  if (floor === Number.POSITIVE_INFINITY) floor = Number.MAX_VALUE;
  if (floor === Number.NEGATIVE_INFINITY) return `${encodeDouble(-Number.MAX_VALUE)}\0`;
  for (;;) {
    const base = exactOf(floor);
    if (typeof base === 'number') return encodeNumber(floor);
    const exponent = Math.min(exact.exponent, base.exponent);
    const rest = exact.digits * 10n ** BigInt(exact.exponent - exponent) - base.digits * 10n ** BigInt(base.exponent - exponent);
    if (rest < 0n) {
      floor = nextBelow(floor);
      continue;
    }
    if (rest === 0n) return `${encodeDouble(floor)}\0`;
    const whole = exponent < 0 ? rest / 10n ** BigInt(-exponent) : rest * 10n ** BigInt(exponent);
    const fraction = exponent < 0 ? (rest % 10n ** BigInt(-exponent)).toString().padStart(-exponent, '0').replace(/0+$/, '') : '';
    const wholeText = whole.toString();
    return `${encodeDouble(floor)}${String.fromCharCode(wholeText.length)}${wholeText}${fraction}\0`;
  }
}

function encodeBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function encodeInteger(high: number, low: number): string {
  return String.fromCharCode(high >>> 16, high & 0xffff, low >>> 16, low & 0xffff);
}

/** A string that sorts (by UTF-16 unit) as MongoDB sorts the value; equal values, and only they, give equal strings. No key is a prefix of another. */
export function encodeKey(value: unknown): string {
  const order = rankOf(value);
  const tag = String.fromCharCode(order === rank.missing ? rank.null : order);
  switch (order) {
    case rank.number:
      return tag + encodeNumber(value);
    case rank.string:
      return tag + encodeText(String(value));
    case rank.object: {
      let text = tag;
      const doc = value as Doc;
      for (const name of Object.keys(doc)) text += String.fromCharCode(rankOf(doc[name])) + encodeText(name) + encodeKey(doc[name]);
      return `${text}\0`;
    }
    case rank.array:
      return `${tag}${(value as unknown[]).map(encodeKey).join('')}\0`;
    case rank.objectId:
      return tag + encodeBytes((value as ObjectId).id);
    case rank.boolean:
      return tag + (value ? '\x01' : '\0');
    case rank.date:
      return tag + encodeNumber((value as Date).getTime());
    case rank.timestamp: {
      const stamp = value as Timestamp;
      return tag + encodeInteger(stamp.high, stamp.low);
    }
    case rank.binary: {
      const { bytes, subtype } = bytesOf(value);
      return `${tag}${encodeInteger(0, bytes.length)}${String.fromCharCode(subtype)}${encodeBytes(bytes)}`;
    }
    case rank.regex:
      return tag + encodeText(regexText(value));
    case rank.code:
    case rank.dbPointer:
      return tag + encodeText(JSON.stringify(value));
    default:
      return tag;
  }
}

/** The same key for a descending field of an index: every unit turned round. */
export function invertKey(key: string): string {
  let inverted = '';
  for (let index = 0; index < key.length; index++) inverted += String.fromCharCode(0xffff - key.charCodeAt(index));
  return inverted;
}
