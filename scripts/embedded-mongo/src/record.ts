import { decodeDocument } from './decode.js';
import type { Doc } from './values.js';

/** Larger documents (photographs in GridFS chunks) are decoded anew each time rather than kept twice in memory. */
const keptDecoded = 32 * 1024;

/** A stored document: its BSON bytes are the truth, the decoded form a cache that nobody changes. */
export class StoredDocument {
  #decoded: Doc | undefined;

  constructor(
    readonly position: number,
    public bytes: Buffer,
  ) {}

  get doc(): Doc {
    if (this.#decoded) return this.#decoded;
    const decoded = decodeDocument(this.bytes);
    if (this.bytes.length <= keptDecoded) this.#decoded = decoded;
    return decoded;
  }

  replace(bytes: Buffer): void {
    this.bytes = bytes;
    this.#decoded = undefined;
  }
}
