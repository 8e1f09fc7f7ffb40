import { BSONRegExp } from 'bson';
import { CommandError } from './errors.js';
import { type LeafTest, leafTest } from './match-operators.js';
import { isIndex, visitPath } from './paths.js';
import { cloneTree, compareValues, type Doc, fieldOf, isDoc, MISSING, type StringOrder, truthy } from './values.js';

/** What a filter may need besides the document: the collation, and how to evaluate `$expr`. */
export interface MatchContext {
  readonly order?: StringOrder;
  readonly expression?: (doc: Doc, expression: unknown) => unknown;
}

/** A compiled filter. `position` is the index that the positional operator `$` stands for. */
export interface Matcher {
  test(doc: Doc): boolean;
  position(doc: Doc): number | undefined;
}

const everything: Matcher = { test: () => true, position: () => undefined };

/** Compiles a filter once for many documents. Throws MongoDB's BadValue for one it would refuse. */
export function compileFilter(filter: Doc, context: MatchContext = {}): Matcher {
  const parts = Object.keys(filter).map((name) => compileEntry(name, filter[name], context));
  return allOf(parts.filter((part) => part !== everything));
}

function allOf(parts: Matcher[]): Matcher {
  const [only] = parts;
  if (only === undefined) return everything;
  if (parts.length === 1) return only;
  return { test: (doc) => parts.every((part) => part.test(doc)), position: (doc) => lastPosition(parts, doc) };
}

function lastPosition(parts: Matcher[], doc: Doc): number | undefined {
  let position: number | undefined;
  for (const part of parts) position = part.position(doc) ?? position;
  return position;
}

function compileEntry(name: string, value: unknown, context: MatchContext): Matcher {
  if (!name.startsWith('$')) return compileField(name, value, context);
  switch (name) {
    case '$and':
      return allOf(branches(name, value, context));
    case '$or': {
      const parts = branches(name, value, context);
      return {
        test: (doc) => parts.some((part) => part.test(doc)),
        position: (doc) => parts.find((part) => part.test(doc))?.position(doc),
      };
    }
    case '$nor': {
      const parts = branches(name, value, context);
      return { test: (doc) => !parts.some((part) => part.test(doc)), position: () => undefined };
    }
    case '$expr': {
      const { expression } = context;
      if (!expression) throw new CommandError(224, '$expr is not allowed in this context');
      return { test: (doc) => isTrue(expression(doc, value)), position: () => undefined };
    }
    case '$comment':
      return everything;
    case '$alwaysTrue':
      return everything;
    case '$alwaysFalse':
      return { test: () => false, position: () => undefined };
    case '$text':
      throw new CommandError(27, 'text index required for $text query');
    case '$where':
      throw new CommandError(2, '$where is not supported by this server: it runs no JavaScript');
    case '$jsonSchema':
      throw new CommandError(2, '$jsonSchema is not supported by this server');
    default:
      throw new CommandError(
        2,
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

function isTrue(value: unknown): boolean {
  return value !== null && value !== undefined && value !== MISSING && (typeof value === 'string' || truthy(value));
}

function branches(name: string, value: unknown, context: MatchContext): Matcher[] {
  if (!Array.isArray(value)) throw new CommandError(2, `${name} must be an array`);
  if (value.length === 0) throw new CommandError(2, '$and/$or/$nor must be a nonempty array');
  return value.map((entry) => {
    if (!isDoc(entry)) throw new CommandError(2, '$or/$and/$nor entries need to be full objects');
    return compileFilter(entry, context);
  });
}

/** Whether a filter's value is a set of operators rather than a value to equal. */
export function isOperatorDoc(value: unknown): value is Doc {
  if (!isDoc(value)) return false;
  const first = Object.keys(value)[0];
  return first?.startsWith('$') === true && first !== '$ref' && first !== '$id' && first !== '$db';
}

function compileField(path: string, value: unknown, context: MatchContext): Matcher {
  if (!isOperatorDoc(value)) {
    return fieldMatcher(
      path,
      value instanceof BSONRegExp || value instanceof RegExp
        ? leafTest('$regex', value, context, value)
        : leafTest('$eq', value, context, value),
    );
  }
  const parts: Matcher[] = [];
  for (const operator of Object.keys(value)) {
    if (operator === '$options') {
      if (!('$regex' in value)) throw new CommandError(2, '$options needs a $regex');
      continue;
    }
    parts.push(compileOperator(path, operator, value[operator], value, context));
  }
  return allOf(parts);
}

function negated(inner: Matcher): Matcher {
  return { test: (doc) => !inner.test(doc), position: () => undefined };
}

function compileOperator(path: string, operator: string, operand: unknown, whole: Doc, context: MatchContext): Matcher {
  switch (operator) {
    case '$ne':
      if (operand instanceof BSONRegExp) throw new CommandError(2, "Can't have regex as arg to $ne.");
      return negated(fieldMatcher(path, leafTest('$eq', operand, context, operand)));
    case '$nin':
      return negated(fieldMatcher(path, leafTest('$in', operand, context, whole)));
    case '$not':
      if (operand instanceof BSONRegExp) return negated(fieldMatcher(path, leafTest('$regex', operand, context, operand)));
      if (!isDoc(operand)) throw new CommandError(2, '$not needs a regex or a document');
      if (Object.keys(operand).length === 0) throw new CommandError(2, '$not cannot be empty');
      for (const name of Object.keys(operand)) if (!name.startsWith('$')) throw new CommandError(2, `unknown operator: ${name}`);
      return negated(compileField(path, operand, context));
    case '$exists': {
      const exists = fieldMatcher(path, { whole: (value) => value !== MISSING });
      return truthy(operand) ? exists : negated(exists);
    }
    case '$elemMatch':
      return fieldMatcher(path, elementTest(operand, context));
    case '$all':
      return compileAll(path, operand, context);
    case '$near':
    case '$nearSphere':
    case '$geoNear':
      throw new CommandError(291, 'error processing query: planner returned error :: caused by :: unable to find index for $geoNear query');
    case '$geoWithin':
    case '$within':
    case '$geoIntersects':
      throw new CommandError(2, `${operator} is not supported by this server: it has no geospatial queries`);
    default:
      return fieldMatcher(path, leafTest(operator, operand, context, whole));
  }
}

function compileAll(path: string, operand: unknown, context: MatchContext): Matcher {
  if (!Array.isArray(operand)) throw new CommandError(2, '$all needs an array');
  if (operand.length === 0) return { test: () => false, position: () => undefined };
  return allOf(
    operand.map((entry) => {
      if (isDoc(entry) && '$elemMatch' in entry) return compileField(path, entry, context);
      if (isOperatorDoc(entry)) throw new CommandError(2, 'no $ expressions in $all');
      return fieldMatcher(path, leafTest(entry instanceof BSONRegExp ? '$regex' : '$eq', entry, context, entry));
    }),
  );
}

function elementTest(operand: unknown, context: MatchContext): LeafTest {
  if (!isDoc(operand)) throw new CommandError(2, '$elemMatch needs an Object');
  const first = Object.keys(operand)[0];
  const onValues = isOperatorDoc(operand) && first !== '$and' && first !== '$or' && first !== '$nor' && first !== '$expr';
  const matcher = onValues ? compileField('v', operand, context) : compileFilter(operand, context);
  const testElement = onValues
    ? (element: unknown) => matcher.test({ v: element })
    : (element: unknown) => (isDoc(element) ? matcher.test(element) : Array.isArray(element) && matcher.test(asDoc(element)));
  return {
    whole: (value) => Array.isArray(value) && value.some(testElement),
    position: (value) => (Array.isArray(value) ? indexWhere(value, testElement) : undefined),
  };
}

function asDoc(list: unknown[]): Doc {
  return Object.fromEntries(list.map((value, index) => [String(index), value]));
}

function indexWhere(list: unknown[], test: (value: unknown) => boolean): number | undefined {
  const found = list.findIndex(test);
  return found < 0 ? undefined : found;
}

function fieldMatcher(path: string, leaf: LeafTest): Matcher {
  const parts = path.split('.');
  const { whole, element } = leaf;
  const holds = (found: unknown): boolean => whole(found) || (element !== undefined && Array.isArray(found) && found.some(element));
  const [only] = parts;
  const test =
    parts.length === 1 && only !== undefined ? (doc: Doc) => holds(fieldOf(doc, only)) : (doc: Doc) => visitPath(doc, parts, 0, holds);
  return { test, position: (doc) => positionIn(doc, parts, leaf, holds) };
}

/** The element of the first array on the path that makes the condition true. */
function positionIn(doc: Doc, parts: string[], leaf: LeafTest, holds: (found: unknown) => boolean): number | undefined {
  let value: unknown = doc;
  for (let at = 0; at <= parts.length; at++) {
    if (Array.isArray(value)) {
      const part = parts[at];
      if (part === undefined) return leaf.position ? leaf.position(value) : leaf.element && indexWhere(value, leaf.element);
      if (isIndex(part)) return Number(part);
      return indexWhere(value, (element) => isDoc(element) && visitPath(element, parts, at, holds));
    }
    const part = parts[at];
    if (part === undefined || !isDoc(value)) return undefined;
    value = fieldOf(value, part);
  }
  return undefined;
}

/** The fields a filter pins to one value, as an upsert copies them into the new document. */
export function equalities(filter: Doc, found: Map<string, unknown> = new Map()): Map<string, unknown> {
  for (const name of Object.keys(filter)) {
    const value = filter[name];
    if (name === '$and' && Array.isArray(value)) {
      for (const part of value) if (isDoc(part)) equalities(part, found);
    } else if (name === '$or' && Array.isArray(value) && value.length === 1 && isDoc(value[0])) {
      equalities(value[0], found);
    } else if (!name.startsWith('$')) {
      const pinned = pinnedValue(value);
      if (pinned === MISSING) continue;
      if (found.has(name) && compareValues(found.get(name), pinned) !== 0) {
        throw new CommandError(54, `cannot infer query fields to set, path '${name}' is matched twice`);
      }
      found.set(name, cloneTree(pinned));
    }
  }
  return found;
}

function pinnedValue(value: unknown): unknown {
  if (value instanceof BSONRegExp) return MISSING;
  if (!isOperatorDoc(value)) return value;
  if ('$eq' in value) return value.$eq;
  const { $in: among, $all: all } = value;
  if (Array.isArray(among) && among.length === 1 && !(among[0] instanceof BSONRegExp)) return among[0];
  if (Array.isArray(all) && all.length === 1 && !isOperatorDoc(all[0])) return all[0];
  return MISSING;
}
