import { BSONRegExp, Timestamp } from 'bson';
import { bitwise, combine } from './arithmetic.js';
import { CommandError } from './errors.js';
import { compileFilter, isOperatorDoc, type MatchContext } from './match.js';
import { visitPath } from './paths.js';
import { shellText } from './shell-text.js';
import {
  cloneTree,
  compareValues,
  type Doc,
  fieldOf,
  isDoc,
  MISSING,
  numberOf,
  type StringOrder,
  setField,
  truthy,
  typeName,
} from './values.js';

export const arrayOperators = ['$push', '$addToSet', '$pop', '$pull', '$pullAll'];

/** Refuses operands an operator cannot take, before any document is looked at. */
export function checkOperand(operator: string, path: string, operand: unknown): void {
  if ((operator === '$inc' || operator === '$mul') && numberOf(operand) === undefined) {
    const verb = operator === '$inc' ? 'increment' : 'multiply';
    throw new CommandError(14, `Cannot ${verb} with non-numeric argument: {${path}: ${shellText(operand)}}`);
  }
  if (operator === '$pop' && ![1, -1].includes(numberOf(operand) ?? 0))
    throw new CommandError(9, `$pop expects 1 or -1, found: ${shellText(operand)}`);
  if (operator === '$pullAll' && !Array.isArray(operand))
    throw new CommandError(2, `$pullAll requires an array argument but was given a ${typeName(operand)}`);
  if (operator === '$push' && isDoc(operand) && '$each' in operand) checkPush(operand);
  if (operator === '$addToSet' && isDoc(operand) && '$each' in operand && !Array.isArray(operand.$each)) {
    throw new CommandError(14, `The argument to $each in $addToSet must be an array but it was of type ${typeName(operand.$each)}`);
  }
}

function checkPush(operand: Doc): void {
  if (!Array.isArray(operand.$each))
    throw new CommandError(2, `The argument to $each in $push must be an array but it was of type: ${typeName(operand.$each)}`);
  for (const name of Object.keys(operand)) {
    if (!['$each', '$slice', '$sort', '$position'].includes(name)) throw new CommandError(2, `Unrecognized clause in $push: ${name}`);
  }
  for (const name of ['$slice', '$position']) {
    if (name in operand && !Number.isInteger(numberOf(operand[name])))
      throw new CommandError(2, `The value for ${name} must be an integer value but was given type: ${typeName(operand[name])}`);
  }
}

/** What a field holds after an operator; the same value when it stays, MISSING when it goes. */
export function applyOperator(operator: string, path: string, value: unknown, operand: unknown, context: MatchContext): unknown {
  switch (operator) {
    case '$set':
    case '$setOnInsert':
      return cloneTree(operand);
    case '$unset':
      return MISSING;
    case '$inc':
    case '$mul':
      return arithmetic(operator, path, value, operand);
    case '$min':
      return value === MISSING || compareValues(operand, value, context.order) < 0 ? cloneTree(operand) : value;
    case '$max':
      return value === MISSING || compareValues(operand, value, context.order) > 0 ? cloneTree(operand) : value;
    case '$currentDate':
      return currentDate(path, operand);
    case '$bit':
      return applyBits(path, value, operand);
    case '$push':
      return push(path, value, operand, context.order);
    case '$addToSet':
      return addToSet(path, value, operand, context.order);
    case '$pop':
      return pop(path, value, operand);
    case '$pull':
      return pull(value, operand, context);
    case '$pullAll':
      return pullAll(value, operand, context.order);
    default:
      throw new CommandError(9, `Unknown modifier: ${operator}`);
  }
}

function arithmetic(operator: '$inc' | '$mul' | string, path: string, value: unknown, operand: unknown): unknown {
  if (value === MISSING) return operator === '$inc' ? operand : combine(operand, 0, 'multiply');
  if (numberOf(value) === undefined) {
    throw new CommandError(
      14,
      `Cannot apply ${operator} to a value of non-numeric type. {${path}: ${shellText(value)}} has the field '${path.split('.').at(-1)}' of non-numeric type ${typeName(value)}`,
    );
  }
  const result = combine(value, operand, operator === '$inc' ? 'add' : 'multiply');
  if (result === undefined)
    throw new CommandError(2, `Failed to apply ${operator} operations to current value ((NumberLong)${shellText(value)}) for document`);
  return result;
}

function currentDate(path: string, operand: unknown): unknown {
  const kind = isDoc(operand) ? operand.$type : 'date';
  if (typeof operand !== 'boolean' && !isDoc(operand))
    throw new CommandError(
      2,
      `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  if (kind === 'timestamp') return new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 });
  if (kind !== 'date')
    throw new CommandError(
      2,
      `The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {${path}: ${shellText(operand)}}}`,
    );
  return new Date();
}

function applyBits(path: string, value: unknown, operand: unknown): unknown {
  if (!isDoc(operand))
    throw new CommandError(
      2,
      `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  let result: unknown = value === MISSING ? 0 : value;
  for (const name of Object.keys(operand)) {
    if (name !== 'and' && name !== 'or' && name !== 'xor')
      throw new CommandError(
        2,
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${shellText(operand[name])}}`,
      );
    result = bitwise(result, operand[name], name);
    if (result === undefined) throw new CommandError(2, `Cannot apply $bit to a value of non-integral type.{${path}: ${shellText(value)}}`);
  }
  return result;
}

function arrayFor(operator: string, path: string, value: unknown): unknown[] {
  if (value === MISSING) return [];
  if (Array.isArray(value)) return value;
  throw new CommandError(
    2,
    `The field '${path}' must be an array but is of type ${typeName(value)} in document${operator === '$push' ? '' : ` for ${operator}`}`,
  );
}

function push(path: string, value: unknown, operand: unknown, order: StringOrder): unknown {
  const list = [...arrayFor('$push', path, value)];
  const clauses = isDoc(operand) && Array.isArray(operand.$each) ? operand : { $each: [operand] };
  const added = (clauses.$each as unknown[]).map(cloneTree);
  const position = numberOf(clauses.$position);
  if (position === undefined) list.push(...added);
  else list.splice(position < 0 ? Math.max(0, list.length + position) : position, 0, ...added);
  const sorted = clauses.$sort === undefined ? list : sortElements(list, clauses.$sort, order);
  const slice = numberOf(clauses.$slice);
  if (slice === undefined) return sorted;
  return slice < 0 ? sorted.slice(slice) : sorted.slice(0, slice);
}

function sortElements(list: unknown[], sort: unknown, order: StringOrder): unknown[] {
  const direction = numberOf(sort);
  if (direction !== undefined) return list.sort((left, right) => compareValues(left, right, order) * direction);
  if (!isDoc(sort))
    throw new CommandError(2, 'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields');
  const fields = Object.keys(sort).map((path) => ({ parts: path.split('.'), direction: numberOf(sort[path]) ?? 1 }));
  const leaf = (element: unknown, parts: string[]): unknown => {
    let found: unknown = null;
    if (isDoc(element)) {
      visitPath(element, parts, 0, (reached) => {
        found = reached === MISSING ? null : reached;
        return true;
      });
    }
    return found;
  };
  return list.sort((left, right) => {
    for (const { parts, direction: way } of fields) {
      const difference = compareValues(leaf(left, parts), leaf(right, parts), order);
      if (difference !== 0) return difference * way;
    }
    return 0;
  });
}

function addToSet(path: string, value: unknown, operand: unknown, order: StringOrder): unknown {
  if (value !== MISSING && !Array.isArray(value))
    throw new CommandError(
      2,
      `Cannot apply $addToSet to non-array field. Field named '${path.split('.').at(-1)}' has non-array type ${typeName(value)}`,
    );
  const list = value === MISSING ? [] : value;
  const wanted: unknown[] = isDoc(operand) && Array.isArray(operand.$each) ? operand.$each : [operand];
  const next = [...list];
  for (const entry of wanted) if (!next.some((element) => compareValues(element, entry, order) === 0)) next.push(cloneTree(entry));
  return next.length === list.length && value !== MISSING ? value : next;
}

function pop(path: string, value: unknown, operand: unknown): unknown {
  if (value === MISSING) return MISSING;
  if (!Array.isArray(value)) throw new CommandError(14, `Path '${path}' contains an element of non-array type '${typeName(value)}'`);
  return numberOf(operand) === 1 ? value.slice(0, -1) : value.slice(1);
}

function pull(value: unknown, operand: unknown, context: MatchContext): unknown {
  if (value === MISSING) return MISSING;
  if (!Array.isArray(value)) throw new CommandError(2, 'Cannot apply $pull to a non-array value');
  const removed = pullTest(operand, context);
  const rest = value.filter((element) => !removed(element));
  return rest.length === value.length ? value : rest;
}

function pullTest(operand: unknown, context: MatchContext): (element: unknown) => boolean {
  if (isOperatorDoc(operand) || operand instanceof BSONRegExp) {
    const matcher = compileFilter({ v: operand }, context);
    return (element) => matcher.test({ v: element });
  }
  if (isDoc(operand)) {
    const matcher = compileFilter(operand, context);
    return (element) => isDoc(element) && matcher.test(element);
  }
  return (element) => compareValues(element, operand, context.order) === 0;
}

function pullAll(value: unknown, operand: unknown, order: StringOrder): unknown {
  if (value === MISSING) return MISSING;
  if (!Array.isArray(value)) throw new CommandError(2, 'Cannot apply $pullAll to a non-array value');
  const unwanted = Array.isArray(operand) ? operand : [];
  const rest = value.filter((element) => !unwanted.some((entry) => compareValues(element, entry, order) === 0));
  return rest.length === value.length ? value : rest;
}

/** Refuses a document to insert or replace with whose top-level names start with `$`. */
export function checkReplacementNames(doc: Doc): void {
  for (const name of Object.keys(doc)) {
    if (name.startsWith('$'))
      throw new CommandError(
        52,
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
  }
}

/** An empty timestamp at the top of a document to store stands for the current time. */
export function withTimestamps(doc: Doc): Doc {
  const empty = Object.keys(doc).filter((name) => name !== '_id' && doc[name] instanceof Timestamp && doc[name].isZero());
  if (empty.length === 0) return doc;
  const now = new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 });
  return { ...doc, ...Object.fromEntries(empty.map((name) => [name, now])) };
}

/** Puts `_id` first, as every stored document has it. */
export function withIdFirst(doc: Doc, id: unknown): Doc {
  if (Object.keys(doc)[0] === '_id') return doc;
  const ordered: Doc = { _id: fieldOf(doc, '_id') === MISSING ? id : doc._id };
  for (const name of Object.keys(doc)) if (name !== '_id') setField(ordered, name, doc[name]);
  return ordered;
}

export function isUpsert(statement: Doc): boolean {
  return truthy(statement.upsert ?? false);
}
