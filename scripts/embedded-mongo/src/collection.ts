import { BSONRegExp, serialize } from 'bson';
import { CommandError } from './errors.js';
import { expressionContext } from './expressions.js';
import { encodeKey } from './keys.js';
import { compileFilter, type MatchContext, type Matcher } from './match.js';
import { leavesOf } from './paths.js';
import { choosePlan, keysOf, type Plan, type Question, sortFields } from './plan.js';
import { StoredDocument } from './record.js';
import { SecondaryIndex } from './secondary-index.js';
import { validationDetails } from './validation-details.js';
import { compareValues, type Doc, fieldOf, isDoc, MISSING, numberOf, type StringOrder, typeName } from './values.js';

/** Where a collection writes down its changes, so that they outlive the process. */
export interface Journal {
  put(collection: number, position: number, bytes: Buffer): void;
  remove(collection: number, position: number): void;
}

/** How a search went, for `explain`. */
export interface SearchCount {
  keysExamined: number;
  docsExamined: number;
}

export interface Search {
  readonly filter: Doc;
  readonly sort?: Doc | undefined;
  readonly skip?: number;
  /** 0 = no limit. */
  readonly limit?: number;
  readonly hint?: unknown;
  readonly context: MatchContext;
  /** With `min`/`max` of the find command: index keys the hinted index is bounded by. */
  readonly count?: SearchCount;
}

export interface WriteOptions {
  /** The document's BSON bytes, when they are at hand. */
  readonly encoded?: Buffer | undefined;
  readonly bypassValidation?: boolean | undefined;
}

const largestDocument = 16 * 1024 * 1024;

/** The documents of one collection with their indexes, held in memory. Every method is one atomic step. */
export class Collection {
  readonly #documents = new Map<number, StoredDocument>();
  readonly indexes: SecondaryIndex[];
  #nextPosition = 1;
  #validator: Matcher | undefined;
  bytes = 0;

  constructor(
    readonly id: number,
    readonly database: string,
    readonly name: string,
    readonly uuid: Uint8Array,
    readonly options: Doc,
    indexSpecs: readonly Doc[],
    private readonly journal: Journal,
  ) {
    this.indexes = indexSpecs.map((spec) => new SecondaryIndex(spec, this.namespace));
    this.setOptions(options);
  }

  /** Takes over validator, validationLevel and validationAction; throws BadValue for a validator it cannot read. */
  setOptions(options: Doc): void {
    const { validator, validationLevel, validationAction } = options;
    const checks = isDoc(validator) && Object.keys(validator).length > 0 && validationLevel !== 'off' && validationAction !== 'warn';
    const compiled = isDoc(validator) ? compileFilter(validator, expressionContext(undefined, {})) : undefined;
    this.#validator = checks ? compiled : undefined;
    if (options !== this.options) Object.assign(this.options, options);
  }

  #validate(doc: Doc, before?: Doc): void {
    if (!this.#validator || this.#validator.test(doc)) return;
    if (before && this.options.validationLevel === 'moderate' && !this.#validator.test(before)) return;
    throw new CommandError(121, 'Document failed validation', {
      errInfo: {
        failingDocumentId: doc._id,
        details: validationDetails(isDoc(this.options.validator) ? this.options.validator : {}, doc, expressionContext(undefined, {})),
      },
    });
  }

  get namespace(): string {
    return `${this.database}.${this.name}`;
  }

  get size(): number {
    return this.#documents.size;
  }

  all(): IterableIterator<StoredDocument> {
    return this.#documents.values();
  }

  /** Takes in a document read from disk. */
  load(position: number, bytes: Buffer): void {
    const stored = new StoredDocument(position, bytes);
    for (const index of this.indexes) index.add(index.keysOf(stored.doc), stored);
    this.#documents.set(position, stored);
    this.bytes += bytes.length;
    this.#nextPosition = Math.max(this.#nextPosition, position + 1);
  }

  /** Adds one document whose `_id` is in place; throws DuplicateKey and changes nothing when a unique index forbids it. */
  insert(doc: Doc, options: WriteOptions = {}): StoredDocument {
    checkId(doc);
    if (!options.bypassValidation) this.#validate(doc);
    const bytes = options.encoded ?? encodeDocument(doc);
    const stored = new StoredDocument(this.#nextPosition, bytes);
    const keys = this.indexes.map((index) => index.keysOf(doc));
    for (const [at, index] of this.indexes.entries()) index.check(keys[at] ?? [], doc);
    for (const [at, index] of this.indexes.entries()) index.add(keys[at] ?? [], stored);
    this.#nextPosition++;
    this.#documents.set(stored.position, stored);
    this.bytes += bytes.length;
    this.journal.put(this.id, stored.position, bytes);
    return stored;
  }

  /** Puts `next` in the place of a stored document; same refusals as `insert`. False when nothing changes. */
  replace(stored: StoredDocument, next: Doc, options: WriteOptions = {}): boolean {
    const bytes = encodeDocument(next);
    if (bytes.equals(stored.bytes)) return false;
    const before = stored.doc;
    if (!options.bypassValidation) this.#validate(next, before);
    const changes: { index: SecondaryIndex; old: string[]; keys: string[] }[] = [];
    for (const index of this.indexes) {
      const old = index.keysOf(before);
      const keys = index.keysOf(next);
      if (old.length === keys.length && old.every((key, at) => key === keys[at])) continue;
      index.check(keys, next, stored);
      changes.push({ index, old, keys });
    }
    for (const { index, old, keys } of changes) {
      index.remove(old, stored);
      index.add(keys, stored);
    }
    this.bytes += bytes.length - stored.bytes.length;
    stored.replace(bytes);
    this.journal.put(this.id, stored.position, bytes);
    return true;
  }

  remove(stored: StoredDocument): void {
    for (const index of this.indexes) index.remove(index.keysOf(stored.doc), stored);
    this.#documents.delete(stored.position);
    this.bytes -= stored.bytes.length;
    this.journal.remove(this.id, stored.position);
  }

  /** Builds an index over what is stored; throws DuplicateKey, leaving the collection as it was, when it cannot be unique. */
  addIndex(spec: Doc): void {
    const index = new SecondaryIndex(spec, this.namespace);
    for (const stored of this.#documents.values()) {
      const keys = index.keysOf(stored.doc);
      index.check(keys, stored.doc);
      index.add(keys, stored);
    }
    this.indexes.push(index);
  }

  /** Stored documents that match, in order; the work is done while the result is read, so nothing may change meanwhile. */
  *find(search: Search): Generator<StoredDocument, void> {
    const limit = search.limit ?? 0;
    const skip = search.skip ?? 0;
    if (search.sort && Object.keys(search.sort).length > 0) {
      const sorted = this.#sorted(search, limit === 0 ? 0 : limit + skip);
      yield* limited(sorted, skip, limit);
      return;
    }
    const found = this.#matching(search, this.plan(search));
    yield* limited(isBackward(search.hint) ? [...found].reverse() : found, skip, limit);
  }

  *#sorted(search: Search, wanted: number): Generator<StoredDocument, void> {
    const sort = search.sort ?? {};
    const plan = this.plan(search);
    if (plan.sorted) {
      yield* this.#matching(search, plan);
      return;
    }
    const natural = naturalDirection(sort);
    const found = [...this.#matching(search, plan)];
    if (natural !== undefined) yield* natural < 0 ? found.reverse() : found;
    else yield* sortDocuments(found, (stored) => stored.doc, sort, search.context.order, wanted);
  }

  *#matching(search: Search, plan: Plan): Generator<StoredDocument, void> {
    const matcher = compileFilter(search.filter, search.context);
    const count = search.count ?? { keysExamined: 0, docsExamined: 0 };
    const seen = needsSeen(plan) ? new Set<StoredDocument>() : undefined;
    for (const stored of this.#candidates(plan, count)) {
      if (seen?.has(stored)) continue;
      seen?.add(stored);
      count.docsExamined++;
      if (matcher.test(stored.doc)) yield stored;
    }
  }

  *#candidates(plan: Plan, count: SearchCount): Generator<StoredDocument, void> {
    if (plan.kind === 'collection') {
      yield* this.#documents.values();
      return;
    }
    for (const scan of plan.kind === 'index' ? [plan] : plan.scans) {
      for (const stored of keysOf(scan)) {
        count.keysExamined++;
        yield stored;
      }
    }
  }

  /** How a search would be made. Throws BadValue for a hint that names no index. */
  plan(search: Search): Plan {
    // Keys of an index are in simple binary order: strings under a collation cannot be looked up by them.
    const withStrings = search.context.order !== undefined;
    const question: Question = {
      filter: withStrings ? {} : search.filter,
      sort: withStrings || !search.sort ? [] : sortFields(search.sort),
      limit: search.limit ?? 0,
      hint: this.#hinted(search.hint),
    };
    return choosePlan(this.indexes, question);
  }

  #hinted(hint: unknown): SecondaryIndex | 'natural' | undefined {
    if (hint === undefined || (isDoc(hint) && Object.keys(hint).length === 0)) return undefined;
    if (isDoc(hint) && '$natural' in hint) return 'natural';
    const wanted = isDoc(hint) ? encodeKey(hint) : undefined;
    const found = this.indexes.find((index) => (wanted === undefined ? index.name === hint : encodeKey(index.key) === wanted));
    if (!found) {
      throw new CommandError(
        2,
        'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
      );
    }
    return found;
  }

  indexNamed(name: string): SecondaryIndex | undefined {
    return this.indexes.find((index) => index.name === name);
  }
}

function needsSeen(plan: Plan): boolean {
  return plan.kind === 'union' || (plan.kind === 'index' && plan.index.multikey.size > 0);
}

function isBackward(hint: unknown): boolean {
  return isDoc(hint) && (numberOf(hint.$natural) ?? 1) < 0;
}

function naturalDirection(sort: Doc): number | undefined {
  return '$natural' in sort ? Number(sort.$natural) : undefined;
}

function* limited(found: Iterable<StoredDocument>, skip: number, limit: number): Generator<StoredDocument, void> {
  let position = 0;
  for (const stored of found) {
    if (position++ < skip) continue;
    yield stored;
    if (limit > 0 && position >= skip + limit) return;
  }
}

/** BSON bytes of a document; throws BSONObjectTooLarge above 16 MiB. */
export function encodeDocument(doc: Doc): Buffer {
  const bytes = serialize(doc, { ignoreUndefined: true });
  if (bytes.length > largestDocument) {
    throw new CommandError(
      10334,
      `BSONObj size: ${bytes.length} (0x${bytes.length.toString(16).toUpperCase()}) is invalid. Size must be between 0 and 16793600(16MB)`,
    );
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function checkId(doc: Doc): void {
  const id = fieldOf(doc, '_id');
  if (Array.isArray(id) || id instanceof BSONRegExp) throw new CommandError(53, `The '_id' value cannot be of type ${typeName(id)}`);
  if (isDoc(id))
    for (const name of Object.keys(id))
      if (name.startsWith('$'))
        throw new CommandError(52, `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`);
}

/** Sorts as MongoDB does: by the least (ascending) or greatest (descending) value an array holds, missing as null. */
export function sortDocuments<Item>(items: Item[], docOf: (item: Item) => Doc, sort: Doc, order: StringOrder, wanted = 0): Item[] {
  const fields = sortFields(sort);
  const keyed = items.map((item) => ({ item, keys: fields.map((field) => sortKey(docOf(item), field.parts, field.direction, order)) }));
  keyed.sort((left, right) => {
    for (const [at, field] of fields.entries()) {
      const difference = compareValues(left.keys[at], right.keys[at], order);
      if (difference !== 0) return difference * field.direction;
    }
    return 0;
  });
  const sorted = keyed.map(({ item }) => item);
  return wanted > 0 ? sorted.slice(0, wanted) : sorted;
}

function sortKey(doc: Doc, parts: readonly string[], direction: number, order: StringOrder): unknown {
  const [first] = parts;
  const direct = parts.length === 1 && first !== undefined ? fieldOf(doc, first) : undefined;
  if (direct !== undefined && !Array.isArray(direct)) return direct === MISSING ? null : direct;
  const hasEmptyArray = Array.isArray(direct) && direct.length === 0;
  if (hasEmptyArray) return MISSING;
  return leavesOf(doc, parts)
    .map((value) => (value === MISSING ? null : value))
    .reduce((best, value) => (compareValues(value, best, order) * direction < 0 ? value : best));
}
