import { createRequire } from 'node:module';
import { CommandError } from './errors.js';
import { afterPrefix, encodeKey, invertKey } from './keys.js';
import { compileFilter, type Matcher } from './match.js';
import { isIndex } from './paths.js';
import type { StoredDocument } from './record.js';
import { shellText } from './shell-text.js';
import { type Doc, fieldOf, isDoc, MISSING, numberOf, truthy } from './values.js';

// Node, tsx and vitest each import this CommonJS module in another shape; requiring it has one.
const { default: SortedMap }: typeof import('sorted-btree') = createRequire(import.meta.url)('sorted-btree');

export interface IndexField {
  readonly path: string;
  readonly parts: readonly string[];
  readonly direction: 1 | -1;
}

type Cursor = { value: unknown; parts: readonly string[] };

/** Stands for an empty array, which MongoDB indexes below null. */
const EMPTY = '\x06';

/** One index of a collection: a sorted map from comparable keys to documents. `spec` is what `listIndexes` answers. */
export class SecondaryIndex {
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partialFilter: Doc | undefined;
  /** Positions of fields for which some document has an array. */
  readonly multikey = new Set<number>();
  readonly #partial: Matcher | undefined;
  readonly #tree = new SortedMap<string, StoredDocument>(undefined, (left, right) => (left < right ? -1 : left > right ? 1 : 0));

  constructor(
    readonly spec: Doc,
    readonly namespace: string,
  ) {
    const key = isDoc(spec.key) ? spec.key : {};
    this.fields = Object.keys(key).map((path) => ({ path, parts: path.split('.'), direction: Number(numberOf(key[path])) < 0 ? -1 : 1 }));
    this.sparse = truthy(spec.sparse ?? false);
    this.unique = this.name === '_id_' || truthy(spec.unique ?? false);
    this.partialFilter = isDoc(spec.partialFilterExpression) ? spec.partialFilterExpression : undefined;
    this.#partial = this.partialFilter && compileFilter(this.partialFilter);
  }

  get name(): string {
    return String(this.spec.name);
  }

  get key(): Doc {
    return isDoc(this.spec.key) ? this.spec.key : {};
  }

  get size(): number {
    return this.#tree.size;
  }

  /** Seconds after which documents expire, for a TTL index. */
  get expireAfterSeconds(): number | undefined {
    return numberOf(this.spec.expireAfterSeconds);
  }

  /** The keys a document has in this index, each once; none when the index leaves it out. Throws for parallel arrays. */
  keysOf(doc: Doc): string[] {
    if (this.#partial && !this.#partial.test(doc)) return [];
    const [only] = this.fields;
    if (this.fields.length === 1 && only?.parts.length === 1) {
      const value = fieldOf(doc, only.path);
      if (!Array.isArray(value)) return value === MISSING && this.sparse ? [] : [this.component(value, only)];
    }
    const keys = new Set<string>();
    for (const tuple of this.#tuples(doc)) keys.add(this.#join(tuple));
    return [...keys];
  }

  component(value: unknown, field: IndexField): string {
    const key = value === EMPTY ? EMPTY : encodeKey(value);
    return field.direction === 1 ? key : invertKey(key);
  }

  #join(tuple: unknown[]): string {
    return this.fields.map((field, at) => this.component(tuple[at], field)).join('');
  }

  #tuples(doc: Doc): unknown[][] {
    const found: unknown[][] = [];
    this.#expand(
      this.fields.map((field) => ({ value: doc, parts: field.parts })),
      found,
    );
    return this.sparse ? found.filter((tuple) => tuple.some((value) => value !== MISSING)) : found;
  }

  #expand(given: Cursor[], found: unknown[][], opened = new Set<number>()): void {
    const cursors = given.map((cursor, at) => (opened.has(at) ? cursor : advance(cursor)));
    let list: unknown[] | undefined;
    for (const [at, { value }] of cursors.entries()) {
      if (!Array.isArray(value) || opened.has(at)) continue;
      if (list !== undefined && list !== value) {
        throw new CommandError(171, `cannot index parallel arrays [${this.fields.map((field) => field.path).join('] [')}]`);
      }
      list = value;
    }
    if (list === undefined) {
      found.push(cursors.map(({ value, parts }) => (parts.length > 0 ? MISSING : value)));
      return;
    }
    const elements = list.length === 0 ? [EMPTY] : list;
    for (const element of elements) {
      const done = new Set(opened);
      const next = cursors.map((cursor, at) => {
        if (cursor.value !== list || opened.has(at)) return cursor;
        this.multikey.add(at);
        if (cursor.parts.length === 0) done.add(at);
        return { value: element === EMPTY && cursor.parts.length > 0 ? MISSING : element, parts: cursor.parts };
      });
      this.#expand(next, found, done);
    }
  }

  /** Throws DuplicateKey when another document than `own` has one of the keys of a unique index. */
  check(keys: readonly string[], doc: Doc, own?: StoredDocument): void {
    if (!this.unique) return;
    for (const key of keys) {
      for (const holder of this.scan(key, key + afterPrefix)) {
        if (holder !== own) throw this.#duplicate(key, doc);
      }
    }
  }

  #duplicate(key: string, doc: Doc): CommandError {
    const tuple = this.#tuples(doc).find((candidate) => this.#join(candidate) === key) ?? [];
    const keyValue: Doc = {};
    for (const [at, field] of this.fields.entries()) {
      const value = tuple[at];
      keyValue[field.path] = value === MISSING || value === EMPTY ? null : value;
    }
    return new CommandError(
      11000,
      `E11000 duplicate key error collection: ${this.namespace} index: ${this.name} dup key: ${shellText(keyValue)}`,
      {
        keyPattern: this.key,
        keyValue,
      },
    );
  }

  add(keys: readonly string[], stored: StoredDocument): void {
    const suffix = positionKey(stored.position);
    for (const key of keys) this.#tree.set(key + suffix, stored);
  }

  remove(keys: readonly string[], stored: StoredDocument): void {
    const suffix = positionKey(stored.position);
    for (const key of keys) this.#tree.delete(key + suffix);
  }

  clear(): void {
    this.#tree.clear();
    this.multikey.clear();
  }

  /** Documents with keys in [start, end), in key order or backwards. The index must not change meanwhile. */
  *scan(start: string, end: string, backward = false): Generator<StoredDocument, void> {
    if (backward) {
      for (const [key, stored] of this.#tree.entriesReversed(end)) {
        if (key < start) return;
        if (key < end) yield stored;
      }
      return;
    }
    for (const [key, stored] of this.#tree.entries(start)) {
      if (key >= end) return;
      yield stored;
    }
  }
}

function positionKey(position: number): string {
  return String.fromCharCode(Math.floor(position / 2 ** 32), (position >>> 16) & 0xffff, position & 0xffff);
}

function advance(cursor: Cursor): Cursor {
  let { value } = cursor;
  let at = 0;
  for (; at < cursor.parts.length; at++) {
    const part = cursor.parts[at] ?? '';
    if (isDoc(value)) value = fieldOf(value, part);
    else if (Array.isArray(value) && isIndex(part)) value = Number(part) < value.length ? value[Number(part)] : MISSING;
    else break;
  }
  const rest = cursor.parts.slice(at);
  return rest.length > 0 && !Array.isArray(value) ? { value: MISSING, parts: [] } : { value, parts: rest };
}
