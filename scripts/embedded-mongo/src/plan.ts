import { BSONRegExp } from 'bson';
import { afterPrefix, encodeKey, invertKey } from './keys.js';
import { compileFilter, isOperatorDoc } from './match.js';
import type { StoredDocument } from './record.js';
import type { IndexField, SecondaryIndex } from './secondary-index.js';
import { type Doc, isDoc, numberOf, rank, rankOf, truthy } from './values.js';

/** One condition on one path that an index can serve. */
type Constraint =
  | { kind: 'points'; values: unknown[] }
  | { kind: 'range'; low: string; lowInclusive: boolean; high: string; highInclusive: boolean }
  | { kind: 'exists' };
type Constraints = Map<string, Constraint[]>;
type Interval = { start: string; end: string };

export interface IndexScan {
  readonly kind: 'index';
  readonly index: SecondaryIndex;
  readonly intervals: Interval[];
  readonly backward: boolean;
  /** The documents come in the order asked for. */
  readonly sorted: boolean;
}
export type Plan =
  | IndexScan
  | { readonly kind: 'collection'; readonly sorted: false }
  | { readonly kind: 'union'; readonly scans: IndexScan[]; readonly sorted: false };

const wholeIndex: Interval = { start: '', end: afterPrefix };
/** More point combinations than this are left to the filter. */
const mostIntervals = 2_000;

function collect(filter: Doc, into: Constraints = new Map()): Constraints {
  for (const path of Object.keys(filter)) {
    const value = filter[path];
    if (path === '$and' && Array.isArray(value)) {
      for (const part of value) if (isDoc(part)) collect(part, into);
    } else if (!path.startsWith('$')) {
      const found = constraintsOf(value);
      if (found.length > 0) into.set(path, [...(into.get(path) ?? []), ...found]);
    }
  }
  return into;
}

function constraintsOf(value: unknown): Constraint[] {
  if (value instanceof BSONRegExp) return prefixRange(value.pattern, value.options);
  if (!isOperatorDoc(value)) return points([value]);
  const found: Constraint[] = [];
  for (const operator of Object.keys(value)) {
    const operand = value[operator];
    if (operator === '$eq') found.push(...points([operand]));
    else if (operator === '$in' && Array.isArray(operand)) found.push(...points(operand));
    else if (operator === '$all' && Array.isArray(operand) && !isOperatorDoc(operand[0])) found.push(...points(operand.slice(0, 1)));
    else if (operator === '$exists' && truthy(operand)) found.push({ kind: 'exists' });
    else if (operator === '$elemMatch' && isOperatorDoc(operand)) found.push(...constraintsOf(operand));
    else if (operator === '$regex' && typeof operand === 'string') found.push(...prefixRange(operand, String(value.$options ?? '')));
    else if (operator === '$regex' && operand instanceof BSONRegExp)
      found.push(...prefixRange(operand.pattern, String(value.$options ?? operand.options)));
    else if (/^\$[lg]te?$/.test(operator)) found.push(...range(operator, operand));
  }
  return found;
}

function points(values: unknown[]): Constraint[] {
  if (values.some((value) => Array.isArray(value) || value instanceof BSONRegExp || value instanceof RegExp)) return [];
  return [{ kind: 'points', values }];
}

function range(operator: string, operand: unknown): Constraint[] {
  const bracket = rankOf(operand);
  if (bracket === rank.null) return operator.endsWith('e') ? points([null]) : [];
  if (bracket === rank.array || bracket === rank.minKey || bracket === rank.maxKey) return [];
  const tag = String.fromCharCode(bracket);
  const key = encodeKey(operand);
  const inclusive = operator.endsWith('e');
  return operator.startsWith('$g')
    ? [{ kind: 'range', low: key, lowInclusive: inclusive, high: tag, highInclusive: true }]
    : [{ kind: 'range', low: tag, lowInclusive: true, high: key, highInclusive: inclusive }];
}

/** A pattern that starts with literal text is also a range of strings. */
function prefixRange(pattern: string, options: string): Constraint[] {
  const literal = /^\^((?:[^\\^$.|?*+()[\]{}\0\ud800-\uffff])*)/.exec(pattern);
  if (!literal || options !== '' || pattern.includes('|')) return [];
  const next = pattern[literal[0].length];
  const text = next !== undefined && '?*{'.includes(next) ? literal[1]?.slice(0, -1) : literal[1];
  if (!text) return [];
  const key = String.fromCharCode(rank.string) + text;
  return [{ kind: 'range', low: key, lowInclusive: true, high: key, highInclusive: true }];
}

/** The one constraint to scan a field by; bounds of a field without arrays are drawn together. */
function choose(constraints: Constraint[] | undefined, multikey: boolean): Constraint | undefined {
  if (!constraints) return undefined;
  let best: Constraint | undefined;
  for (const constraint of constraints) {
    if (constraint.kind === 'points' && (best?.kind !== 'points' || constraint.values.length < best.values.length)) best = constraint;
    else if (constraint.kind === 'range' && best === undefined) best = constraint;
    else if (constraint.kind === 'range' && best?.kind === 'range' && !multikey) best = intersect(best, constraint);
  }
  return best;
}

function intersect(left: Extract<Constraint, { kind: 'range' }>, right: Extract<Constraint, { kind: 'range' }>): Constraint {
  const low = left.low > right.low || (left.low === right.low && !left.lowInclusive) ? left : right;
  const leftHigh = left.high + (left.highInclusive ? afterPrefix : '');
  const high = leftHigh < right.high + (right.highInclusive ? afterPrefix : '') ? left : right;
  return { kind: 'range', low: low.low, lowInclusive: low.lowInclusive, high: high.high, highInclusive: high.highInclusive };
}

function componentIntervals(constraint: Constraint, field: IndexField, index: SecondaryIndex): Interval[] {
  if (constraint.kind === 'points') {
    const keys = [...new Set(constraint.values.map((value) => index.component(value, field)))].sort();
    return keys.map((key) => ({ start: key, end: key + afterPrefix }));
  }
  if (constraint.kind === 'exists') return [wholeIndex];
  const { low, lowInclusive, high, highInclusive } = constraint;
  if (field.direction === 1) return [{ start: lowInclusive ? low : low + afterPrefix, end: highInclusive ? high + afterPrefix : high }];
  const [first, last] = [invertKey(high), invertKey(low)];
  return [{ start: highInclusive ? first : first + afterPrefix, end: lowInclusive ? last + afterPrefix : last }];
}

/** Whether every document that fulfils the filter is in the index. */
function covers(index: SecondaryIndex, filter: Doc, constraints: Constraints): boolean {
  if (index.sparse && !index.fields.some((field) => (constraints.get(field.path) ?? []).some(excludesNull))) return false;
  const { partialFilter } = index;
  return partialFilter === undefined || implies(filter, constraints, partialFilter);
}

function excludesNull(constraint: Constraint): boolean {
  return constraint.kind !== 'points' || constraint.values.every((value) => value !== null && value !== undefined);
}

function implies(filter: Doc, constraints: Constraints, wanted: Doc): boolean {
  return Object.keys(wanted).every((path) => {
    const condition = wanted[path];
    if (path === '$and') return Array.isArray(condition) && condition.every((part) => isDoc(part) && implies(filter, constraints, part));
    if (path === '$or') return Array.isArray(condition) && condition.some((part) => isDoc(part) && implies(filter, constraints, part));
    if (JSON.stringify(filter[path]) === JSON.stringify(condition)) return true;
    const known = constraints.get(path) ?? [];
    const matcher = compileFilter({ v: condition });
    if (known.some((constraint) => constraint.kind === 'points' && constraint.values.every((value) => matcher.test({ v: value }))))
      return true;
    return (
      constraintsOf(condition).every((needed) => known.some((constraint) => isWithin(constraint, needed))) && onlyKnownOperators(condition)
    );
  });
}

function onlyKnownOperators(condition: unknown): boolean {
  return (
    isOperatorDoc(condition) && Object.keys(condition).every((name) => /^\$(exists|[lg]te?)$/.test(name)) && condition.$exists !== false
  );
}

function isWithin(constraint: Constraint, needed: Constraint): boolean {
  if (needed.kind === 'exists') return excludesNull(constraint);
  if (needed.kind !== 'range' || constraint.kind !== 'range') return false;
  const drawn = intersect(constraint, needed);
  return JSON.stringify(drawn) === JSON.stringify(constraint);
}

function scanOf(
  index: SecondaryIndex,
  constraints: Constraints,
  sort: readonly IndexField[],
): IndexScan & { constrained: number; exact: boolean } {
  let intervals: Interval[] = [{ start: '', end: '' }];
  let constrained = 0;
  let single = 0;
  let openEnd = false;
  let arrays = 0;
  for (const [at, field] of index.fields.entries()) {
    const multikey = index.multikey.has(at);
    const constraint = choose(constraints.get(field.path), multikey);
    if (!constraint || (multikey && arrays > 0)) break;
    const next = componentIntervals(constraint, field, index);
    if (next.length * intervals.length > mostIntervals && constrained > 0) break;
    intervals = intervals.flatMap((outer) => next.map((inner) => ({ start: outer.start + inner.start, end: outer.start + inner.end })));
    constrained++;
    if (multikey) arrays++;
    if (constraint.kind !== 'points') {
      openEnd = true;
      break;
    }
    if (single === at && constraint.values.length === 1) single++;
  }
  if (constrained === 0) intervals = [wholeIndex];
  else if (!openEnd) intervals = intervals.map(({ start }) => ({ start, end: start + afterPrefix }));
  const order = sortDirection(index, sort, single);
  const exact = index.unique && single === index.fields.length && !openEnd;
  return { kind: 'index', index, intervals, backward: order === -1, sorted: order !== undefined, constrained, exact };
}

/** The direction in which the index yields the sort, if it does. */
function sortDirection(index: SecondaryIndex, sort: readonly IndexField[], single: number): 1 | -1 | undefined {
  if (sort.length === 0) return undefined;
  const pinned = new Set(index.fields.slice(0, single).map((field) => field.path));
  for (const [at, field] of index.fields.slice(0, single).entries()) if (index.multikey.has(at)) pinned.delete(field.path);
  const wanted = sort.filter((field) => !pinned.has(field.path));
  if (wanted.length === 0) return 1;
  for (let start = 0; start <= single; start++) {
    const slice = index.fields.slice(start, start + wanted.length);
    if (slice.length < wanted.length) continue;
    const directions = new Set(slice.map((field, at) => (field.path === wanted[at]?.path ? field.direction * wanted[at].direction : 0)));
    const arrays = slice.some((_, at) => index.multikey.has(start + at));
    if (directions.size === 1 && !directions.has(0) && !arrays) return directions.has(1) ? 1 : -1;
  }
  return undefined;
}

export interface Question {
  readonly filter: Doc;
  readonly sort: readonly IndexField[];
  readonly limit: number;
  readonly hint?: SecondaryIndex | 'natural' | undefined;
}

/** Chooses how to find the documents: an index where one serves, else the whole collection. The filter is still to be applied. */
export function choosePlan(indexes: readonly SecondaryIndex[], question: Question): Plan {
  const { filter, sort, hint } = question;
  if (hint === 'natural') return { kind: 'collection', sorted: false };
  const constraints = collect(filter);
  if (hint) return scanOf(hint, constraints, sort);
  const candidates = indexes
    .filter((index) => index.spec.hidden !== true && covers(index, filter, constraints))
    .flatMap((index) => alternativesOf(index, constraints).map((chosen) => scanOf(index, chosen, sort)));
  const constrained = candidates.filter((scan) => scan.constrained > 0);
  const exact = constrained.find((scan) => scan.exact);
  if (exact) return exact;
  const tiny = question.limit > 0 ? smallest(constrained, fewKeys) : undefined;
  if (tiny) return tiny;
  const ordered = constrained.filter((scan) => scan.sorted);
  const cheapest = smallest(ordered.length > 0 && question.limit > 0 ? ordered : constrained);
  if (cheapest) return cheapest;
  const union = unionPlan(indexes, filter);
  if (union) return union;
  return candidates.find((scan) => scan.sorted && scan.index.multikey.size === 0) ?? { kind: 'collection', sorted: false };
}

/** An array may have to hold several values: an index of it can begin with any one of them, and the rarest is worth finding. */
function alternativesOf(index: SecondaryIndex, constraints: Constraints): Constraints[] {
  const path = index.fields[0]?.path ?? '';
  const conditions = constraints.get(path) ?? [];
  if (!index.multikey.has(0) || conditions.length < 2) return [constraints];
  return conditions.map((condition) => new Map(constraints).set(path, [condition]));
}

/** A scan that ends within so few keys is cheap in any order. */
const fewKeys = 500;

/** Walks the candidates side by side; the one that ends first is the smallest. None, when all are longer than `most`. */
function smallest<Scan extends IndexScan>(scans: Scan[], most = Number.POSITIVE_INFINITY): Scan | undefined {
  if (scans.length < 2 && most === Number.POSITIVE_INFINITY) return scans[0];
  const walks = scans.map((scan) => ({ scan, keys: keysOf(scan) }));
  if (walks.length === 0) return undefined;
  for (let walked = 0; walked <= most; walked += 32) {
    for (const { scan, keys } of walks) {
      for (let step = 0; step < 32; step++) if (keys.next().done) return scan;
    }
  }
  return undefined;
}

function unionPlan(indexes: readonly SecondaryIndex[], filter: Doc): Plan | undefined {
  const { $or: alternatives } = filter;
  if (!Array.isArray(alternatives)) return undefined;
  const scans: IndexScan[] = [];
  for (const alternative of alternatives) {
    const plan = isDoc(alternative) ? choosePlan(indexes, { filter: alternative, sort: [], limit: 0 }) : undefined;
    if (plan?.kind !== 'index') return undefined;
    scans.push(plan);
  }
  return { kind: 'union', scans, sorted: false };
}

/** The documents of an index scan, one for every key: a document with several keys may come more than once. */
export function* keysOf(scan: IndexScan): Generator<StoredDocument, void> {
  const intervals = scan.backward ? [...scan.intervals].reverse() : scan.intervals;
  for (const { start, end } of intervals) yield* scan.index.scan(start, end, scan.backward);
}

/** The fields of a sort document; `$natural` and nested expressions are not among them. */
export function sortFields(sort: Doc): IndexField[] {
  return Object.keys(sort).map((path) => ({ path, parts: path.split('.'), direction: Number(numberOf(sort[path])) < 0 ? -1 : 1 }));
}
