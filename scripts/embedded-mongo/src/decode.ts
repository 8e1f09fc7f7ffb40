import { Binary, BSONRegExp, BSONSymbol, Code, DBRef, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { type Doc, double, setField } from './values.js';

/** Deeper nesting than MongoDB accepts is a malformed message. */
const deepest = 200;

class Reader {
  constructor(
    readonly bytes: Buffer,
    public at: number,
  ) {}

  name(end: number): string {
    const zero = this.bytes.indexOf(0, this.at);
    if (zero < 0 || zero >= end) throw new RangeError('unterminated name');
    const text = this.bytes.toString('utf8', this.at, zero);
    this.at = zero + 1;
    return text;
  }

  string(): string {
    const length = this.bytes.readInt32LE(this.at);
    const start = this.at + 4;
    if (length < 1 || start + length > this.bytes.length) throw new RangeError('bad string length');
    this.at = start + length;
    return this.bytes.toString('utf8', start, this.at - 1);
  }

  take(length: number): Buffer {
    if (length < 0 || this.at + length > this.bytes.length) throw new RangeError('bad length');
    const part = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return part;
  }

  int32(): number {
    const value = this.bytes.readInt32LE(this.at);
    this.at += 4;
    return value;
  }
}

/**
 * Reads one BSON document starting at `start`. Unlike `bson`'s own decoding it keeps the type of every number (see
 * `Doc`) and never turns documents into DBRef. Throws RangeError for malformed bytes. Leaves may point into `bytes`.
 */
export function decodeDocument(bytes: Buffer, start = 0): Doc {
  return readTree(new Reader(bytes, start), false, 0) as Doc;
}

function readTree(reader: Reader, isArray: boolean, depth: number): Doc | unknown[] {
  const { bytes } = reader;
  const end = reader.at + bytes.readInt32LE(reader.at) - 1;
  if (depth > deepest || end < reader.at + 4 || end >= bytes.length || bytes[end] !== 0) throw new RangeError('bad document length');
  reader.at += 4;
  const doc: Doc = {};
  const list: unknown[] = [];
  while (reader.at < end) {
    const type = bytes.readUInt8(reader.at++);
    const name = reader.name(end);
    const value = readValue(reader, type, depth);
    if (isArray) list.push(value);
    else setField(doc, name, value);
  }
  if (reader.at !== end) throw new RangeError('bad document length');
  reader.at = end + 1;
  return isArray ? list : doc;
}

function readValue(reader: Reader, type: number, depth: number): unknown {
  switch (type) {
    case 0x01: {
      const value = reader.bytes.readDoubleLE(reader.at);
      reader.at += 8;
      return double(value);
    }
    case 0x02:
      return reader.string();
    case 0x03:
      return readTree(reader, false, depth + 1);
    case 0x04:
      return readTree(reader, true, depth + 1);
    case 0x05:
      return readBinary(reader);
    case 0x06:
    case 0x0a:
      return null;
    case 0x07:
      return new ObjectId(Uint8Array.from(reader.take(12)));
    case 0x08:
      return reader.bytes.readUInt8(reader.at++) === 1;
    case 0x09:
      return new Date(readLong(reader).toNumber());
    case 0x0b: {
      const pattern = reader.name(reader.bytes.length);
      return new BSONRegExp(pattern, reader.name(reader.bytes.length));
    }
    case 0x0c: {
      const namespace = reader.string();
      return new DBRef(namespace, new ObjectId(Uint8Array.from(reader.take(12))));
    }
    case 0x0d:
      return new Code(reader.string());
    case 0x0e:
      return new BSONSymbol(reader.string());
    case 0x0f: {
      reader.int32();
      const code = reader.string();
      return new Code(code, readTree(reader, false, depth + 1) as Doc);
    }
    case 0x10:
      return reader.int32();
    case 0x11: {
      const increment = reader.bytes.readUInt32LE(reader.at);
      const seconds = reader.bytes.readUInt32LE(reader.at + 4);
      reader.at += 8;
      return new Timestamp({ t: seconds, i: increment });
    }
    case 0x12:
      return readLong(reader);
    case 0x13:
      return new Decimal128(Uint8Array.from(reader.take(16)));
    case 0xff:
      return new MinKey();
    case 0x7f:
      return new MaxKey();
    default:
      throw new RangeError(`unknown BSON type ${type}`);
  }
}

function readLong(reader: Reader): Long {
  const low = reader.int32();
  return new Long(low, reader.int32());
}

function readBinary(reader: Reader): Binary {
  const length = reader.int32();
  const subtype = reader.bytes.readUInt8(reader.at++);
  const bytes = reader.take(length);
  // The obsolete subtype 2 repeats its length inside.
  return new Binary(subtype === 2 ? bytes.subarray(4) : bytes, subtype);
}
