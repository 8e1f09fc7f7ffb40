import { randomBytes } from 'node:crypto';
import { Long } from 'bson';
import { CommandError } from './errors.js';

/** BSON bytes of a result document, made when its batch goes out. */
export type Rows = Iterator<Buffer, void>;

interface OpenCursor {
  readonly id: Long;
  readonly namespace: string;
  readonly rows: Rows;
  readonly timesOut: boolean;
  lastUsed: number;
  ahead: Buffer | undefined;
}

/** One batch of results; `id` is zero when there are no more. */
export interface Batch {
  readonly documents: Buffer[];
  readonly id: Long;
  readonly namespace: string;
}

const idleLimit = 10 * 60 * 1000;
/** A batch stops before a reply would pass MongoDB's message limit. */
const batchBytes = 16 * 1024 * 1024;

/** Results that did not fit into the first batch; forgotten after ten idle minutes. */
export class Cursors {
  readonly #open = new Map<string, OpenCursor>();

  /** The first batch of `rows`; more of them wait under a cursor unless `single`. */
  start(namespace: string, rows: Rows, size: number, options: { single?: boolean; timesOut?: boolean } = {}): Batch {
    const cursor: OpenCursor = {
      id: Long.fromBits(randomBytes(4).readInt32LE(), randomBytes(4).readInt32LE() & 0x7fffffff),
      namespace,
      rows,
      timesOut: options.timesOut ?? true,
      lastUsed: Date.now(),
      ahead: undefined,
    };
    const documents = take(cursor, size);
    const more = options.single !== true && hasMore(cursor, size);
    if (more) this.#open.set(cursor.id.toString(), cursor);
    return { documents, id: more ? cursor.id : Long.ZERO, namespace };
  }

  next(id: Long, namespace: string, size: number): Batch {
    const cursor = this.#open.get(id.toString());
    if (!cursor) throw new CommandError(43, `cursor id ${id.toString()} not found`);
    if (cursor.namespace !== namespace) {
      throw new CommandError(
        13,
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    }
    cursor.lastUsed = Date.now();
    const documents = take(cursor, size === 0 ? Number.POSITIVE_INFINITY : size);
    const more = hasMore(cursor, 1);
    if (!more) this.#open.delete(id.toString());
    return { documents, id: more ? cursor.id : Long.ZERO, namespace };
  }

  /** True when there was such a cursor. */
  kill(id: Long): boolean {
    return this.#open.delete(id.toString());
  }

  forgetIdle(now: number): void {
    for (const [key, cursor] of this.#open) if (cursor.timesOut && now - cursor.lastUsed > idleLimit) this.#open.delete(key);
  }

  get size(): number {
    return this.#open.size;
  }
}

function take(cursor: OpenCursor, size: number): Buffer[] {
  const documents: Buffer[] = [];
  let bytes = 0;
  while (documents.length < size) {
    const next = cursor.ahead ?? pull(cursor);
    cursor.ahead = undefined;
    if (!next) break;
    if (documents.length > 0 && bytes + next.length > batchBytes) {
      cursor.ahead = next;
      break;
    }
    bytes += next.length;
    documents.push(next);
  }
  return documents;
}

function pull(cursor: OpenCursor): Buffer | undefined {
  const step = cursor.rows.next();
  return step.done ? undefined : step.value;
}

function hasMore(cursor: OpenCursor, size: number): boolean {
  if (size === 0) return true;
  cursor.ahead ??= pull(cursor);
  return cursor.ahead !== undefined;
}
