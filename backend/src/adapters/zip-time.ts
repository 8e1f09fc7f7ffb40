/** 1 January 1980, the first day a zip can name. */
const firstDay = 0x0021;
const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/** The same zip with every file dated 1980-01-01 00:00, so that equal contents are equal bytes. Files of a zip with an end record only. */
export function stillZip(bytes: Buffer): Buffer {
  const zip = Buffer.from(bytes);
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || zip.readUInt32LE(end) !== endOfDirectory) throw new RangeError('not a zip');
  let entry = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(entry) !== directoryEntry) throw new RangeError('not a zip');
    zip.writeUInt16LE(0, entry + 12);
    zip.writeUInt16LE(firstDay, entry + 14);
    const local = zip.readUInt32LE(entry + 42);
    zip.writeUInt16LE(0, local + 10);
    zip.writeUInt16LE(firstDay, local + 12);
    entry += 46 + zip.readUInt16LE(entry + 28) + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32);
  }
  return zip;
}
