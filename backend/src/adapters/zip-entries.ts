import { inflateRawSync } from 'node:zlib';

/** Not a zip we read, or one that unpacks to more than it may. */
export class UnreadableZip extends Error {
  constructor(readonly reason: 'malformed' | 'too_large') {
    super(`A zip cannot be read: ${reason}.`);
    this.name = 'UnreadableZip';
  }
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const longestComment = 65_535;
const mostEntries = 500;
const methods = { stored: 0, deflated: 8 } as const;

/**
 * The files of a zip (APPNOTE 6.3), unpacked when asked for. What a zip says of its sizes is not believed: unpacking itself stops at `mostBytes`
 * for all files together. Throws `UnreadableZip`; encrypted and zip64 files are refused.
 */
export function zipEntries(bytes: Buffer, mostBytes: number): { names: readonly string[]; read(name: string): Buffer | null } {
  const malformed = () => new UnreadableZip('malformed');
  let end = bytes.length - 22;
  while (end >= 0 && end >= bytes.length - 22 - longestComment && bytes.readUInt32LE(end) !== endSignature) end -= 1;
  if (end < 0 || bytes.length < 22 || bytes.readUInt32LE(end) !== endSignature) throw malformed();
  const count = bytes.readUInt16LE(end + 10);
  if (count > mostEntries) throw new UnreadableZip('too_large');

  const entries = new Map<string, { method: number; packed: number; at: number }>();
  let at = bytes.readUInt32LE(end + 16);
  for (let place = 0; place < count; place += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entrySignature) throw malformed();
    const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1;
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (!isEncrypted)
      entries.set(name, { method: bytes.readUInt16LE(at + 10), packed: bytes.readUInt32LE(at + 20), at: bytes.readUInt32LE(at + 42) });
    at += 46 + nameLength + extraLength + commentLength;
  }

  let left = mostBytes;
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name);
      if (!entry) return null;
      if (entry.at + 30 > bytes.length || bytes.readUInt32LE(entry.at) !== localSignature) throw malformed();
      const start = entry.at + 30 + bytes.readUInt16LE(entry.at + 26) + bytes.readUInt16LE(entry.at + 28);
      if (start + entry.packed > bytes.length) throw malformed();
      const packed = bytes.subarray(start, start + entry.packed);
      const unpacked = entry.method === methods.deflated ? inflated(packed, left) : packed;
      if (entry.method !== methods.deflated && entry.method !== methods.stored) throw malformed();
      left -= unpacked.length;
      if (left < 0) throw new UnreadableZip('too_large');
      return unpacked;
    },
  };
}

function inflated(packed: Buffer, most: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    throw new UnreadableZip((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : 'malformed');
  }
}
