import { CommandError } from './errors.js';
import { compileFilter, type MatchContext } from './match.js';
import { valueAt } from './paths.js';
import { shellText } from './shell-text.js';
import { cloneTree, type Doc, fieldOf, isDoc, MISSING, numberOf, setField } from './values.js';

/** What a projection makes of a document; `filter` is the query's, for the positional operator. */
export type Projection = (doc: Doc) => Doc;

/** `{ a: { b: 1 } }` says the same as `{ 'a.b': 1 }`. */
export function flattenFields(spec: Doc, prefix = '', flat: Doc = {}): Doc {
  for (const name of Object.keys(spec)) {
    const value = spec[name];
    const inner = isDoc(value) ? Object.keys(value) : [];
    if (isDoc(value) && inner.length > 0 && !inner[0]?.startsWith('$')) flattenFields(value, `${prefix}${name}.`, flat);
    else setField(flat, `${prefix}${name}`, value);
  }
  return flat;
}

/** `$slice` with numbers is the find operator; with expressions it is computed. */
function isFindSlice(value: Doc): boolean {
  const { $slice: operand } = value;
  const numbers: unknown[] = Array.isArray(operand) ? operand : [operand];
  return '$slice' in value && numbers.every((number) => numberOf(number) !== undefined);
}

type Tree = Map<string, Tree | true>;

function isFlag(value: unknown): boolean {
  return typeof value === 'boolean' || numberOf(value) !== undefined;
}

function isOn(value: unknown): boolean {
  return value === true || (typeof value !== 'boolean' && numberOf(value) !== 0);
}

/**
 * Compiles a find projection: inclusion, exclusion, `$slice`, `$elemMatch`, positional `$`, and computed fields through
 * the context's expressions. Undefined for an empty one. Throws MongoDB's errors for mixed or malformed projections.
 */
export function compileProjection(given: Doc, filter: Doc, context: MatchContext): Projection | undefined {
  const spec = flattenFields(given);
  const names = Object.keys(spec);
  if (names.length === 0) return undefined;
  const included: Tree = new Map();
  const excluded: Tree = new Map();
  const steps: ((from: Doc, into: Doc) => void)[] = [];
  let including: boolean | undefined;
  for (const name of names) {
    const value = spec[name];
    if (name.startsWith('$') || name === '')
      throw new CommandError(
        name === '' ? 40352 : 16410,
        name === ''
          ? 'FieldPath cannot be constructed with empty string'
          : `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
    if (isFlag(value) && !name.endsWith('.$')) {
      if (name !== '_id') {
        if (including !== undefined && including !== isOn(value))
          throw new CommandError(
            including ? 31254 : 31253,
            `Cannot do ${including ? 'exclusion' : 'inclusion'} on field ${name} in ${including ? 'inclusion' : 'exclusion'} projection`,
          );
        including = isOn(value);
      }
      place(isOn(value) ? included : excluded, name);
    } else if (isDoc(value) && isFindSlice(value)) {
      steps.push(sliceStep(name, value.$slice));
      place(included, name);
    } else {
      if (including === false)
        throw new CommandError(31252, `Cannot do computed field or inclusion on field ${name} in exclusion projection`);
      including = true;
      placeAbove(included, name);
      steps.push(
        name.endsWith('.$')
          ? positionalStep(name.slice(0, -2), filter, context)
          : isDoc(value) && '$elemMatch' in value
            ? elementStep(name, value.$elemMatch, context)
            : computedStep(name, value, context),
      );
    }
  }
  const onlyId = including === undefined && names.every((name) => name === '_id');
  const inclusive = including ?? (onlyId && isOn(spec._id));
  if (inclusive && !('_id' in spec && !isOn(spec._id))) place(included, '_id');
  return (doc) => {
    const result = (inclusive ? include(doc, included) : excluded.size > 0 ? exclude(doc, excluded) : { ...doc }) as Doc;
    for (const step of steps) step(doc, result);
    return result;
  };
}

function place(tree: Tree, path: string): void {
  const parts = path.split('.');
  let level = tree;
  for (const [at, part] of parts.entries()) {
    const known = level.get(part);
    if (at === parts.length - 1) {
      if (known instanceof Map) throw new CommandError(31249, `Path collision at ${path}`);
      level.set(part, true);
      return;
    }
    if (known === true) throw new CommandError(31250, `Path collision at ${path} remaining portion ${parts.slice(at + 1).join('.')}`);
    const next: Tree = known ?? new Map();
    level.set(part, next);
    level = next;
  }
}

/** Keeps the documents and arrays above a computed field, so that it lands in each of them. */
function placeAbove(tree: Tree, path: string): void {
  let level = tree;
  for (const part of path.split('.').slice(0, -1)) {
    const known = level.get(part);
    if (known === true) return;
    const next: Tree = known ?? new Map();
    level.set(part, next);
    level = next;
  }
}

function include(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value))
    return value.filter((element) => Array.isArray(element) || isDoc(element)).map((element) => include(element, tree));
  if (!isDoc(value)) return MISSING;
  const result: Doc = {};
  for (const name of Object.keys(value)) {
    const below = tree.get(name);
    if (below === undefined) continue;
    const kept = below === true ? value[name] : include(value[name], below);
    if (kept !== MISSING) setField(result, name, kept);
  }
  return result;
}

function exclude(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((element) => exclude(element, tree));
  if (!isDoc(value)) return value;
  const result: Doc = {};
  for (const name of Object.keys(value)) {
    const below = tree.get(name);
    if (below === true) continue;
    setField(result, name, below === undefined ? value[name] : exclude(value[name], below));
  }
  return result;
}

/** Sets a path, in every element where it leads through an array. */
export function setPath(target: Doc, path: string, value: unknown): void {
  const [first = path, ...rest] = path.split('.');
  setField(target, first, rest.length === 0 ? value : withPath(fieldOf(target, first), rest.join('.'), value));
}

function withPath(holder: unknown, path: string, value: unknown): unknown {
  if (Array.isArray(holder)) return holder.map((element) => withPath(element, path, value));
  const next: Doc = isDoc(holder) ? { ...holder } : {};
  setPath(next, path, value);
  return next;
}

function sliceStep(path: string, operand: unknown): (from: Doc, into: Doc) => void {
  const numbers = (Array.isArray(operand) ? operand : [operand]).map(numberOf);
  const [first = Number.NaN, second] = numbers;
  if (Number.isNaN(first) || (numbers.length > 1 && (second === undefined || second <= 0)))
    throw new CommandError(
      28724,
      `Invalid $slice syntax. The given syntax ${shellText({ $slice: operand })} did not match the find() syntax`,
    );
  return (from, into) => {
    const value = valueAt(from, path);
    if (!Array.isArray(value)) return;
    const start = first < 0 ? Math.max(0, value.length + first) : first;
    setPath(
      into,
      path,
      second === undefined ? (first < 0 ? value.slice(first) : value.slice(0, first)) : value.slice(start, start + second),
    );
  };
}

function elementStep(path: string, operand: unknown, context: MatchContext): (from: Doc, into: Doc) => void {
  const matcher = compileFilter({ v: { $elemMatch: operand } }, context);
  return (from, into) => {
    const value = valueAt(from, path);
    if (!Array.isArray(value)) return;
    const position = matcher.position({ v: value });
    if (position !== undefined) setPath(into, path, [value[position]]);
  };
}

function positionalStep(path: string, filter: Doc, context: MatchContext): (from: Doc, into: Doc) => void {
  const matcher = compileFilter(filter, context);
  return (from, into) => {
    const value = valueAt(from, path);
    const position = matcher.position(from);
    if (!Array.isArray(value)) {
      if (value !== MISSING) setPath(into, path, value);
      return;
    }
    if (position === undefined || position >= value.length)
      throw new CommandError(
        51246,
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      );
    setPath(into, path, [value[position]]);
  };
}

function computedStep(path: string, operand: unknown, context: MatchContext): (from: Doc, into: Doc) => void {
  const { expression } = context;
  return (from, into) => {
    const value = expression ? expression(from, operand) : cloneTree(operand);
    if (value !== MISSING && value !== undefined) setPath(into, path, value);
  };
}
