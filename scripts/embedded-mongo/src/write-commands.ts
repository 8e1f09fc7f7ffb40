import { ObjectId } from 'bson';
import type { Collection } from './collection.js';
import {
  bypassesValidation,
  type Command,
  checkFields,
  collectionName,
  collectionOf,
  commandSurroundings,
  docOption,
  type Handler,
  reply,
  surroundingsOf,
} from './command.js';
import { CommandError, toCommandError } from './errors.js';
import { compileProjection } from './projection.js';
import { checkSort } from './read-commands.js';
import { withIdFirst, withTimestamps } from './update-operators.js';
import { type Doc, isDoc, numberOf, truthy, typeName } from './values.js';
import { runDelete, runUpdate, updateStatement } from './write-statements.js';

const largestBatch = 100_000;

function statements(command: Command, name: string): Doc[] {
  const list = command.body[name];
  if (!Array.isArray(list)) throw new CommandError(40414, `BSON field '${command.name}.${name}' is missing but a required field`);
  if (list.length < 1 || list.length > largestBatch)
    throw new CommandError(16, `Write batch sizes must be between 1 and ${largestBatch}. Got ${list.length} operations.`);
  return list.map((entry) => {
    if (!isDoc(entry))
      throw new CommandError(14, `BSON field '${command.name}.${name}.0' is the wrong type '${typeName(entry)}', expected type 'object'`);
    return entry;
  });
}

/** A failed statement as `writeErrors` tells it. */
export function writeError(index: number, fault: unknown): Doc {
  const error = toCommandError(fault);
  return { index, code: error.code, errmsg: error.message, ...error.details };
}

/** Carries out statement after statement; an ordered batch ends at the first failure. */
function runAll(command: Command, list: readonly Doc[], run: (statement: Doc, index: number) => void): Doc {
  const ordered = truthy(command.body.ordered ?? true);
  const writeErrors: Doc[] = [];
  for (const [index, statement] of list.entries()) {
    try {
      run(statement, index);
    } catch (fault) {
      writeErrors.push(writeError(index, fault));
      if (ordered) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}

/** Inserts one document, giving it an `_id` when it has none; `raw` are its bytes as they came. */
export function insertOne(collection: Collection, doc: Doc, raw: Buffer | undefined, bypassValidation: boolean): void {
  const stamped = withTimestamps(doc);
  const asSent = stamped === doc && Object.keys(doc)[0] === '_id' && raw !== undefined;
  if (asSent) collection.insert(doc, { encoded: Buffer.from(raw), bypassValidation });
  else collection.insert(withIdFirst(stamped, new ObjectId()), { bypassValidation });
}

export const insert: Handler = (engine, command) => {
  checkFields(command, 'documents ordered bypassDocumentValidation rawData');
  const documents = statements(command, 'documents');
  const collection = engine.catalogue.ensure(command.database, collectionName(command));
  const raw = command.raw('documents');
  const bypassValidation = bypassesValidation(command.body);
  let n = 0;
  const failures = runAll(command, documents, (doc, index) => {
    insertOne(collection, doc, raw?.[index], bypassValidation);
    n++;
  });
  return reply({ n, ...failures }, true);
};

export const update: Handler = (engine, command) => {
  checkFields(command, 'updates ordered bypassDocumentValidation let rawData');
  const { variables } = commandSurroundings(command.body);
  const list = statements(command, 'updates');
  const name = collectionName(command);
  let n = 0;
  let nModified = 0;
  const upserted: Doc[] = [];
  const failures = runAll(command, list, (statement, index) => {
    const read = updateStatement(statement, 'q', 'u', variables, bypassesValidation(command.body));
    const outcome = runUpdate(engine, engine.catalogue.forUpdate(command.database, name, read.upsert), read);
    n += outcome.matched;
    nModified += outcome.modified;
    if (outcome.upserted) {
      n++;
      upserted.push({ index, _id: outcome.upserted.id });
    }
  });
  return reply({ n, ...(upserted.length > 0 ? { upserted } : {}), nModified, ...failures }, true);
};

export const remove: Handler = (engine, command) => {
  checkFields(command, 'deletes ordered let bypassDocumentValidation rawData');
  const { variables } = commandSurroundings(command.body);
  const list = statements(command, 'deletes');
  const collection = collectionOf(engine, command);
  let n = 0;
  for (const { limit } of list)
    if (numberOf(limit) !== 0 && numberOf(limit) !== 1)
      throw new CommandError(9, `The limit field in delete objects must be 0 or 1. Got ${String(limit)}`);
  const failures = runAll(command, list, (statement) => {
    n += runDelete(collection, {
      filter: docOption(statement, 'q'),
      multi: numberOf(statement.limit) === 0,
      sort: {},
      hint: statement.hint,
      surroundings: surroundingsOf(statement.collation, variables),
    }).length;
  });
  return reply({ n, ...failures }, true);
};

export const findAndModify: Handler = (engine, command) => {
  const { body } = command;
  checkFields(command, 'query sort remove update new fields upsert bypassDocumentValidation collation arrayFilters hint let rawData');
  const { variables, ...surroundings } = commandSurroundings(body);
  const filter = docOption(body, 'query');
  const removing = truthy(body.remove ?? false);
  const returnsNew = truthy(body.new ?? false);
  if (removing && body.update !== undefined) throw new CommandError(9, 'Cannot specify both an update and remove=true');
  if (removing && truthy(body.upsert ?? false)) throw new CommandError(9, 'Cannot specify both upsert=true and remove=true ');
  if (removing && returnsNew)
    throw new CommandError(9, "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
  if (!removing && body.update === undefined) throw new CommandError(9, 'Either an update or remove=true must be specified');
  const projection = compileProjection(docOption(body, 'fields'), filter, surroundings.context);
  const project = (doc: Doc | undefined): Doc | null => (doc ? (projection ? projection(doc) : doc) : null);
  const sort = docOption(body, 'sort');
  checkSort(sort);
  if (removing) {
    const [removed] = runDelete(collectionOf(engine, command), {
      filter,
      multi: false,
      sort,
      hint: body.hint,
      surroundings: { ...surroundings, variables },
    });
    return reply({ lastErrorObject: { n: removed ? 1 : 0 }, value: project(removed?.doc) }, true);
  }
  const statement = updateStatement(body, 'query', 'update', variables, bypassesValidation(body));
  const collection = engine.catalogue.forUpdate(command.database, collectionName(command), statement.upsert);
  const outcome = runUpdate(engine, collection, statement);
  const lastErrorObject: Doc = {
    n: outcome.matched + (outcome.upserted ? 1 : 0),
    updatedExisting: outcome.matched > 0,
    ...(outcome.upserted ? { upserted: outcome.upserted.id } : {}),
  };
  return reply({ lastErrorObject, value: project(returnsNew ? outcome.after : outcome.before) }, true);
};
