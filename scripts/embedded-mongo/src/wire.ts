import { serialize } from 'bson';
import type { Batch } from './cursors.js';
import { decodeDocument } from './decode.js';
import { CommandError } from './errors.js';
import type { Doc } from './values.js';

/** MongoDB's limit for one message. */
export const largestMessage = 48_000_000;
const opReply = 1;
const opQuery = 2004;
const opMsg = 2013;
const checksumPresent = 1;
const moreToCome = 2;

/** A request: its document, whether it wants no answer, and how to answer it. */
export interface Request {
  readonly body: Doc;
  readonly silent: boolean;
  /** The bytes of the documents of one of the command's arrays, as they came. */
  readonly raw: (field: string) => Buffer[] | undefined;
  readonly answer: (document: Buffer) => Buffer;
}

let lastRequest = 0;

function frame(opcode: number, responseTo: number, parts: Buffer[]): Buffer {
  const length = 16 + parts.reduce((sum, part) => sum + part.length, 0);
  const header = Buffer.allocUnsafe(16);
  header.writeInt32LE(length, 0);
  lastRequest = (lastRequest + 1) & 0x7fffffff;
  header.writeInt32LE(lastRequest, 4);
  header.writeInt32LE(responseTo, 8);
  header.writeInt32LE(opcode, 12);
  return Buffer.concat([header, ...parts], length);
}

/** Reads one whole message. Throws RangeError for one that is malformed or of a kind no driver of our time sends. */
export function readRequest(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  const opcode = message.readInt32LE(12);
  if (opcode === opMsg) return readOpMsg(message, requestId);
  if (opcode === opQuery) return readOpQuery(message, requestId);
  throw new RangeError(`unsupported opcode ${opcode}`);
}

function readOpQuery(message: Buffer, requestId: number): Request {
  const end = message.indexOf(0, 20);
  const namespace = message.toString('utf8', 20, end);
  if (end < 0 || !namespace.endsWith('.$cmd')) throw new RangeError('OP_QUERY is only for the first hello');
  const body = decodeDocument(message, end + 9);
  body.$db = namespace.slice(0, -5);
  return {
    body,
    silent: false,
    raw: () => undefined,
    answer: (document) => {
      const head = Buffer.alloc(20);
      head.writeInt32LE(8, 0);
      head.writeInt32LE(1, 16);
      return frame(opReply, requestId, [head, document]);
    },
  };
}

function readOpMsg(message: Buffer, requestId: number): Request {
  const flags = message.readUInt32LE(16);
  if (flags & 0xffff & ~(checksumPresent | moreToCome)) throw new RangeError('unknown required flag bits');
  const end = message.length - (flags & checksumPresent ? 4 : 0);
  let body: Doc | undefined;
  let bodyStart = 0;
  const sequences = new Map<string, Buffer[]>();
  let at = 20;
  while (at < end) {
    const kind = message.readUInt8(at);
    const size = message.readInt32LE(at + 1);
    if (size < 5 || at + 1 + size > end) throw new RangeError('bad section size');
    if (kind === 0) {
      if (body) throw new RangeError('two bodies');
      bodyStart = at + 1;
      body = decodeDocument(message, bodyStart);
    } else if (kind === 1) {
      readSequence(message.subarray(at + 5, at + 1 + size), sequences);
    } else {
      throw new RangeError(`unknown section kind ${kind}`);
    }
    at += 1 + size;
  }
  if (!body) throw new RangeError('no body');
  for (const [name, documents] of sequences) {
    if (name in body) throw new RangeError('a field and a sequence of one name');
    body[name] = documents.map((document) => decodeDocument(document));
  }
  return {
    body,
    silent: (flags & moreToCome) !== 0,
    raw: (field) => sequences.get(field) ?? rawArray(message, bodyStart, field),
    answer: (document) => {
      const head = Buffer.alloc(5);
      return frame(opMsg, requestId, [head, document]);
    },
  };
}

function readSequence(section: Buffer, sequences: Map<string, Buffer[]>): void {
  const end = section.indexOf(0);
  if (end < 0) throw new RangeError('unterminated sequence name');
  const documents: Buffer[] = [];
  for (let at = end + 1; at < section.length; ) {
    const size = section.readInt32LE(at);
    if (size < 5 || at + size > section.length) throw new RangeError('bad document in a sequence');
    documents.push(section.subarray(at, at + size));
    at += size;
  }
  sequences.set(section.toString('utf8', 0, end), documents);
}

/** How many bytes a BSON value of a type takes at a place; -1 = not one that may stand before the documents of an insert. */
function valueLength(bytes: Buffer, type: number, at: number): number {
  switch (type) {
    case 0x01:
    case 0x09:
    case 0x11:
    case 0x12:
      return 8;
    case 0x02:
      return 4 + bytes.readInt32LE(at);
    case 0x03:
    case 0x04:
      return bytes.readInt32LE(at);
    case 0x05:
      return 5 + bytes.readInt32LE(at);
    case 0x07:
      return 12;
    case 0x08:
      return 1;
    case 0x0a:
      return 0;
    case 0x10:
      return 4;
    default:
      return -1;
  }
}

function elements(bytes: Buffer, start: number): { type: number; name: string; at: number; length: number }[] {
  const found: { type: number; name: string; at: number; length: number }[] = [];
  const end = start + bytes.readInt32LE(start) - 1;
  for (let at = start + 4; at < end; ) {
    const type = bytes.readUInt8(at);
    const zero = bytes.indexOf(0, at + 1);
    const length = valueLength(bytes, type, zero + 1);
    if (length < 0) return found;
    found.push({ type, name: bytes.toString('latin1', at + 1, zero), at: zero + 1, length });
    at = zero + 1 + length;
  }
  return found;
}

function rawArray(message: Buffer, bodyStart: number, field: string): Buffer[] | undefined {
  const array = elements(message, bodyStart).find((element) => element.name === field && element.type === 4);
  return array && elements(message, array.at).map((element) => message.subarray(element.at, element.at + element.length));
}

/** The bytes of a reply document. */
export function encodeReply(fields: Doc): Buffer {
  const bytes = serialize(fields, { ignoreUndefined: true });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/** A reply whose `cursor` carries documents as they are stored, without decoding them. */
export function encodeCursorReply(batch: Batch, first: boolean, fields: Doc): Buffer {
  const parts: Buffer[] = [];
  for (const [position, document] of batch.documents.entries()) parts.push(Buffer.from(`\x03${position}\0`, 'latin1'), document);
  const listLength = parts.reduce((sum, part) => sum + part.length, 5);
  const name = Buffer.from(`\x04${first ? 'firstBatch' : 'nextBatch'}\0`, 'latin1');
  const about = encodeReply({ id: batch.id, ns: batch.namespace });
  const cursorLength = 4 + name.length + listLength + about.length - 5 + 1;
  const rest = encodeReply({ ...fields, ok: 1 });
  const cursorName = Buffer.from('\x03cursor\0', 'latin1');
  const total = 4 + cursorName.length + cursorLength + rest.length - 5 + 1;
  if (total > largestMessage) throw new CommandError(10334, 'reply too large');
  const zero = Buffer.from([0]);
  return Buffer.concat([
    int32(total),
    cursorName,
    int32(cursorLength),
    name,
    int32(listLength),
    ...parts,
    zero,
    about.subarray(4, -1),
    zero,
    rest.subarray(4),
  ]);
}
