import { CommandError } from './errors.js';
import { compileFilter, type MatchContext, type Matcher } from './match.js';
import { isIndex } from './paths.js';
import { shellText } from './shell-text.js';
import { applyOperator, arrayOperators, checkOperand } from './update-operators.js';
import { cloneTree, compareValues, type Doc, fieldOf, isDoc, MISSING, setField, typeName } from './values.js';

/** A compiled update of operators. */
export interface UpdateOperators {
  apply(doc: Doc, occasion: { insert: boolean; position: number | undefined }): Doc;
}

interface Change {
  readonly operator: string;
  readonly path: string;
  readonly parts: readonly string[];
  readonly operand: unknown;
}

const knownOperators = new Set([
  '$set',
  '$unset',
  '$inc',
  '$mul',
  '$min',
  '$max',
  '$rename',
  '$currentDate',
  '$setOnInsert',
  ...arrayOperators,
  '$bit',
]);

/** Compiles an operator update; throws MongoDB's errors for unknown operators, bad operands and conflicting paths. */
export function compileUpdate(spec: Doc, arrayFilters: readonly unknown[], context: MatchContext): UpdateOperators {
  const changes: Change[] = [];
  for (const operator of Object.keys(spec)) {
    if (!knownOperators.has(operator)) {
      throw new CommandError(
        9,
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    const fields = spec[operator];
    if (!isDoc(fields)) {
      throw new CommandError(
        9,
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${shellText(fields)}}`,
      );
    }
    for (const path of Object.keys(fields)) changes.push(change(operator, path, fields[path]));
  }
  changes.sort((left, right) => comparePaths(left.parts, right.parts));
  checkConflicts(changes);
  const filters = compileArrayFilters(arrayFilters, context);
  checkFilterUse(changes, filters);
  return {
    apply: (doc, occasion) => {
      const next = cloneTree(doc) as Doc;
      for (const entry of changes) {
        if (entry.operator === '$setOnInsert' && !occasion.insert) continue;
        applyChange(next, entry, filters, occasion.position, context);
      }
      return next;
    },
  };
}

function change(operator: string, path: string, operand: unknown): Change {
  if (path === '') throw new CommandError(56, 'An empty update path is not valid.');
  const parts = path.split('.');
  if (parts.includes('')) throw new CommandError(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  if (parts[0] === '$') throw new CommandError(2, `Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  const dollar = parts.find((part) => part.startsWith('$') && part !== '$' && !/^\$\[\w*\]$/.test(part) && !/^\$(id|ref|db)$/.test(part));
  if (dollar !== undefined)
    throw new CommandError(
      52,
      `The dollar ($) prefixed field '${dollar}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  if (operator === '$rename') checkRename(path, operand);
  checkOperand(operator, path, operand);
  return { operator, path, parts, operand };
}

function checkRename(path: string, operand: unknown): void {
  if (typeof operand !== 'string') throw new CommandError(2, `The 'to' field for $rename must be a string: ${path}: ${shellText(operand)}`);
  if (operand === path) throw new CommandError(2, `The source and target field for $rename must differ: ${path}: "${operand}"`);
  for (const name of [path, operand])
    if (name.split('.').some((part) => part.startsWith('$')))
      throw new CommandError(2, `The source and target field for $rename may not be dynamic: ${name}`);
}

/** Fields that an update adds come in this order: by name, positions as numbers. */
function comparePaths(left: readonly string[], right: readonly string[]): number {
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const a = left[at] ?? '';
    const b = right[at] ?? '';
    if (a === b) continue;
    if (isIndex(a) && isIndex(b)) return Number(a) - Number(b);
    return a < b ? -1 : 1;
  }
  return left.length - right.length;
}

function checkConflicts(changes: readonly Change[]): void {
  const paths = changes.flatMap((entry) => (entry.operator === '$rename' ? [entry.path, String(entry.operand)] : [entry.path])).sort();
  const known = new Set<string>();
  for (const path of paths) {
    const parts = path.split('.');
    for (let length = 1; length <= parts.length; length++) {
      const prefix = parts.slice(0, length).join('.');
      if (known.has(prefix)) throw new CommandError(40, `Updating the path '${path}' would create a conflict at '${prefix}'`);
    }
    known.add(path);
  }
}

type ArrayFilters = Map<string, Matcher>;

function compileArrayFilters(filters: readonly unknown[], context: MatchContext): ArrayFilters {
  const compiled: ArrayFilters = new Map();
  for (const filter of filters) {
    if (!isDoc(filter)) throw new CommandError(14, 'arrayFilters must hold documents');
    const names = new Set(identifiers(filter));
    const [name] = names;
    if (name === undefined) throw new CommandError(9, 'Cannot use an expression without a top-level field name in arrayFilters');
    if (names.size > 1)
      throw new CommandError(
        9,
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${[...names].join("' and '")}'`,
      );
    if (compiled.has(name)) throw new CommandError(9, `Found multiple array filters with the same top-level field name ${name}`);
    compiled.set(name, compileFilter(filter, context));
  }
  return compiled;
}

function identifiers(filter: Doc): string[] {
  return Object.keys(filter).flatMap((name) => {
    const value = filter[name];
    if (!name.startsWith('$')) return [name.split('.')[0] ?? name];
    return Array.isArray(value) ? value.flatMap((part) => (isDoc(part) ? identifiers(part) : [])) : [];
  });
}

function checkFilterUse(changes: readonly Change[], filters: ArrayFilters): void {
  const used = new Set<string>();
  for (const { path } of changes) {
    for (const [, name = ''] of path.matchAll(/\$\[(\w+)\]/g)) {
      if (!filters.has(name)) throw new CommandError(2, `No array filter found for identifier '${name}' in path '${path}'`);
      used.add(name);
    }
  }
  for (const name of filters.keys()) {
    if (!used.has(name))
      throw new CommandError(
        9,
        `The array filter for identifier '${name}' was not used in the update ${shellText(Object.fromEntries(changes.map((entry) => [entry.operator, { [entry.path]: entry.operand }])))}`,
      );
  }
}

function applyChange(doc: Doc, entry: Change, filters: ArrayFilters, position: number | undefined, context: MatchContext): void {
  if (entry.operator === '$rename') {
    rename(doc, entry);
    return;
  }
  descend(doc, entry, 0, { filters, position, context }, '');
}

interface Descent {
  readonly filters: ArrayFilters;
  readonly position: number | undefined;
  readonly context: MatchContext;
}

/** Walks to the place a path names, making documents on the way for the operators that create fields, and applies the operator there. */
function descend(holder: Doc | unknown[], entry: Change, at: number, descent: Descent, holderName: string): void {
  const part = entry.parts[at] ?? '';
  if (part.startsWith('$[') || part === '$') {
    for (const position of positions(holder, part, descent, holderName)) step(holder, String(position), entry, at, descent);
    return;
  }
  if (Array.isArray(holder) && !isIndex(part)) {
    if (entry.operator === '$unset') return;
    throw new CommandError(28, `Cannot create field '${part}' in element {${holderName}: ${shellText(holder)}}`);
  }
  step(holder, part, entry, at, descent);
}

function positions(holder: Doc | unknown[], part: string, descent: Descent, holderName: string): number[] {
  if (part === '$') {
    if (descent.position === undefined) throw new CommandError(2, 'The positional operator did not find the match needed from the query.');
    if (!Array.isArray(holder))
      throw new CommandError(28, `Cannot create field '${descent.position}' in element {${holderName}: ${shellText(holder)}}`);
    return [descent.position];
  }
  if (!Array.isArray(holder))
    throw new CommandError(2, `Cannot apply array updates to non-array element ${holderName}: ${shellText(holder)}`);
  const name = part.slice(2, -1);
  const filter = descent.filters.get(name);
  return [...holder.keys()].filter((position) => name === '' || filter?.test({ [name]: holder[position] }) === true);
}

function read(holder: Doc | unknown[], part: string): unknown {
  if (Array.isArray(holder)) return Number(part) < holder.length ? holder[Number(part)] : MISSING;
  return fieldOf(holder, part);
}

const mostPadding = 1_500_000;

function write(holder: Doc | unknown[], part: string, value: unknown): void {
  if (!Array.isArray(holder)) {
    if (value === MISSING) delete holder[part];
    else setField(holder, part, value);
    return;
  }
  const position = Number(part);
  if (value === MISSING) {
    if (position < holder.length) holder[position] = null;
    return;
  }
  if (position > holder.length + mostPadding) throw new CommandError(2, `can't backfill more than ${mostPadding} elements`);
  while (holder.length < position) holder.push(null);
  holder[position] = value;
}

function creates(operator: string): boolean {
  return operator !== '$unset' && operator !== '$pop' && operator !== '$pull' && operator !== '$pullAll';
}

function step(holder: Doc | unknown[], part: string, entry: Change, at: number, descent: Descent): void {
  const value = read(holder, part);
  if (at === entry.parts.length - 1) {
    const next = applyOperator(entry.operator, entry.path, value, entry.operand, descent.context);
    if (next !== value) write(holder, part, next);
    return;
  }
  if (Array.isArray(value) || isDoc(value)) {
    descend(value, entry, at + 1, descent, part);
    return;
  }
  if (!creates(entry.operator)) return;
  const nextPart = entry.parts[at + 1] ?? '';
  if (value === MISSING) {
    if (nextPart.startsWith('$'))
      throw new CommandError(
        2,
        `The path '${entry.parts.slice(0, at + 1).join('.')}' must exist in the document in order to apply array updates.`,
      );
    const made: Doc = {};
    descend(made, entry, at + 1, descent, part);
    if (Object.keys(made).length > 0) write(holder, part, made);
    return;
  }
  throw new CommandError(28, `Cannot create field '${nextPart}' in element {${part}: ${shellText(value)}}`);
}

function rename(doc: Doc, entry: Change): void {
  let holder: unknown = doc;
  for (const part of entry.parts.slice(0, -1)) {
    if (Array.isArray(holder))
      throw new CommandError(
        2,
        `The source field cannot be an array element, '${entry.path}' in doc with _id: ${shellText(doc._id)} has an array field called '${part}'`,
      );
    holder = isDoc(holder) ? fieldOf(holder, part) : MISSING;
  }
  const last = entry.parts.at(-1) ?? '';
  if (!isDoc(holder)) return;
  const value = fieldOf(holder, last);
  if (value === MISSING) return;
  delete holder[last];
  const target = change('$set', String(entry.operand), value);
  applyChange(doc, target, new Map(), undefined, {});
}

/** Refuses an update that would change `_id`. */
export function checkSameId(before: Doc, after: Doc): void {
  const id = fieldOf(before, '_id');
  const next = fieldOf(after, '_id');
  if (next === MISSING || compareValues(id, next) !== 0) {
    throw new CommandError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  }
}
