import { ObjectId } from 'bson';
import type { Collection, Search } from './collection.js';
import { docOption, type Surroundings, surroundingsOf } from './command.js';
import type { Engine } from './engine.js';
import { CommandError } from './errors.js';
import { compileFilter, equalities } from './match.js';
import { applyPipelineUpdate, checkPipelineUpdate } from './pipeline.js';
import { checkSort } from './read-commands.js';
import type { StoredDocument } from './record.js';
import { checkSameId, compileUpdate } from './update.js';
import { checkReplacementNames, withIdFirst, withTimestamps } from './update-operators.js';
import { type Doc, fieldOf, isDoc, MISSING, truthy, typeName } from './values.js';

/** What one update statement did. `after` is the document as it now is, `before` as it was. */
export interface UpdateOutcome {
  readonly matched: number;
  readonly modified: number;
  readonly upserted?: { readonly id: unknown };
  readonly before?: Doc;
  readonly after?: Doc;
}

/** An update statement with the names findAndModify, update and bulkWrite share. */
export interface UpdateStatement {
  readonly filter: Doc;
  readonly update: unknown;
  readonly multi: boolean;
  readonly upsert: boolean;
  readonly sort: Doc;
  readonly hint: unknown;
  readonly arrayFilters: readonly unknown[];
  readonly bypassValidation: boolean;
  readonly surroundings: Surroundings;
}

type Change = (doc: Doc, occasion: { insert: boolean; position: number | undefined }) => Doc;

/** Reads the parts of an update statement that all forms name alike. */
export function updateStatement(
  statement: Doc,
  filterName: string,
  updateName: string,
  variables: Doc,
  bypassValidation: boolean,
): UpdateStatement {
  const { arrayFilters } = statement;
  if (arrayFilters !== undefined && !Array.isArray(arrayFilters))
    throw new CommandError(14, `BSON field 'arrayFilters' is the wrong type '${typeName(arrayFilters)}', expected type 'array'`);
  const sort = docOption(statement, 'sort');
  checkSort(sort);
  const multi = truthy(statement.multi ?? false);
  if (multi && Object.keys(sort).length > 0) throw new CommandError(9, 'Cannot specify sort with multi=true');
  return {
    filter: docOption(statement, filterName),
    update: statement[updateName],
    multi,
    upsert: truthy(statement.upsert ?? false),
    sort,
    hint: statement.hint,
    arrayFilters: arrayFilters ?? [],
    bypassValidation,
    surroundings: surroundingsOf(statement.collation, isDoc(statement.c) ? { ...variables, ...statement.c } : variables),
  };
}

function compileChange(engine: Engine, collection: Collection, statement: UpdateStatement): Change {
  const { update, surroundings } = statement;
  if (Array.isArray(update)) {
    if (statement.arrayFilters.length > 0) throw new CommandError(9, 'arrayFilters may not be specified for pipeline-syle updates');
    const stages = checkPipelineUpdate(update);
    const resolve = (name: string): Collection | undefined => engine.catalogue.find(collection.database, name);
    return (doc) =>
      withKeptId(doc, applyPipelineUpdate(doc, stages, { resolve, order: surroundings.order, variables: surroundings.variables }));
  }
  if (!isDoc(update)) throw new CommandError(9, 'Update argument must be either an object or an array');
  if (Object.keys(update)[0]?.startsWith('$')) {
    const compiled = compileUpdate(update, statement.arrayFilters, surroundings.context);
    return (doc, occasion) => compiled.apply(doc, occasion);
  }
  if (statement.multi) throw new CommandError(9, 'multi update is not supported for replacement-style update');
  if (statement.arrayFilters.length > 0) throw new CommandError(9, 'arrayFilters may not be specified for replacement-style updates');
  checkReplacementNames(update);
  const stamped = withTimestamps(update);
  return (doc) => withIdFirst({ ...stamped, _id: fieldOf(update, '_id') === MISSING ? doc._id : update._id }, doc._id);
}

/** Carries out one update statement. */
export function runUpdate(engine: Engine, collection: Collection, statement: UpdateStatement): UpdateOutcome {
  const change = compileChange(engine, collection, statement);
  const { filter, surroundings } = statement;
  const matcher = compileFilter(filter, surroundings.context);
  const search: Search = {
    filter,
    sort: statement.sort,
    limit: statement.multi ? 0 : 1,
    hint: statement.hint,
    context: surroundings.context,
  };
  const found = [...collection.find(search)];
  if (found.length === 0) return statement.upsert ? upsert(collection, statement, change) : { matched: 0, modified: 0 };
  let modified = 0;
  let before: Doc | undefined;
  let after: Doc | undefined;
  for (const stored of found) {
    before = stored.doc;
    after = change(before, { insert: false, position: matcher.position(before) });
    checkSameId(before, after);
    if (collection.replace(stored, after, { bypassValidation: statement.bypassValidation })) modified++;
  }
  return { matched: found.length, modified, ...(before ? { before } : {}), ...(after ? { after } : {}) };
}

/** A pipeline that drops `_id` leaves it as it was, and one that moves it does not move it. */
function withKeptId(before: Doc, after: Doc): Doc {
  return fieldOf(after, '_id') === MISSING && fieldOf(before, '_id') === MISSING ? after : withIdFirst(after, before._id);
}

function upsert(collection: Collection, statement: UpdateStatement, change: Change): UpdateOutcome {
  const isReplacement = isDoc(statement.update) && !Object.keys(statement.update)[0]?.startsWith('$');
  const base: Doc = {};
  for (const [path, value] of equalities(statement.filter)) if (!isReplacement || path === '_id') place(base, path, value);
  const id = fieldOf(base, '_id');
  const changed = change(base, { insert: true, position: undefined });
  if (changed._id === undefined) delete changed._id;
  const made = withIdFirst(changed, new ObjectId());
  if (id !== MISSING) checkSameId(base, made);
  collection.insert(made, { bypassValidation: statement.bypassValidation });
  return { matched: 0, modified: 0, upserted: { id: made._id }, after: made };
}

function place(doc: Doc, path: string, value: unknown): void {
  const parts = path.split('.');
  let holder = doc;
  for (const part of parts.slice(0, -1)) {
    const below = fieldOf(holder, part);
    const next: Doc = isDoc(below) ? below : {};
    holder[part] = next;
    holder = next;
  }
  holder[parts.at(-1) ?? path] = value;
}

export interface DeleteStatement {
  readonly filter: Doc;
  readonly multi: boolean;
  readonly sort: Doc;
  readonly hint: unknown;
  readonly surroundings: Surroundings;
}

/** Removes what a delete statement matches; answers the removed documents. */
export function runDelete(collection: Collection | undefined, statement: DeleteStatement): StoredDocument[] {
  const { filter, hint, sort, surroundings } = statement;
  compileFilter(filter, surroundings.context);
  if (!collection) return [];
  const removed = [...collection.find({ filter, sort, hint, limit: statement.multi ? 0 : 1, context: surroundings.context })];
  for (const stored of removed) collection.remove(stored);
  return removed;
}
