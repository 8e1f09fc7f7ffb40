import { encodeDocument } from './collection.js';
import { bypassesValidation, checkFields, commandSurroundings, docOption, type Handler, surroundingsOf } from './command.js';
import type { Engine } from './engine.js';
import { CommandError } from './errors.js';
import { type Doc, isDoc, numberOf, truthy } from './values.js';
import { insertOne, writeError } from './write-commands.js';
import { runDelete, runUpdate, updateStatement } from './write-statements.js';

interface Request {
  readonly namespaces: { database: string; name: string }[];
  readonly variables: Doc;
  readonly bypassValidation: boolean;
}

interface Totals {
  nInserted: number;
  nMatched: number;
  nModified: number;
  nUpserted: number;
  nDeleted: number;
}

/** The bulkWrite command of MongoDB 8: writes to several collections in one command, each with a result of its own. */
export const bulkWrite: Handler = (engine, command) => {
  const { body } = command;
  checkFields(command, 'ops nsInfo ordered errorsOnly bypassDocumentValidation let cursor rawData');
  if (command.database !== 'admin') throw new CommandError(13, 'bulkWrite may only be run against the admin database.');
  const ops = Array.isArray(body.ops) ? body.ops : [];
  if (ops.length < 1 || ops.length > 100_000)
    throw new CommandError(72, `Write batch sizes must be between 1 and 100000. Got ${ops.length} operations.`);
  const namespaces = (Array.isArray(body.nsInfo) ? body.nsInfo : []).map((entry) => splitNamespace(isDoc(entry) ? entry.ns : undefined));
  const { variables } = commandSurroundings(body);
  const request: Request = { namespaces, variables, bypassValidation: bypassesValidation(body) };
  const ordered = truthy(body.ordered ?? true);
  const errorsOnly = truthy(body.errorsOnly ?? false);
  const totals: Totals = { nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 };
  const results: Doc[] = [];
  let nErrors = 0;
  for (const [idx, op] of ops.entries()) {
    if (!isDoc(op)) throw new CommandError(14, "BSON field 'bulkWrite.ops' must hold documents");
    try {
      const result = runOne(engine, op, request, totals);
      if (!errorsOnly) results.push({ ok: 1, idx, ...result });
    } catch (fault) {
      nErrors++;
      const { index: _, ...error } = writeError(idx, fault);
      results.push({ ok: 0, idx, ...error, n: 0 });
      if (ordered) break;
    }
  }
  const size = isDoc(body.cursor) ? (numberOf(body.cursor.batchSize) ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  const batch = engine.cursors.start('admin.$cmd.bulkWrite', results.map(encodeDocument)[Symbol.iterator](), size);
  return { fields: { nErrors, ...totals }, cursor: { batch, first: true }, changed: true };
};

function splitNamespace(namespace: unknown): { database: string; name: string } {
  const text = String(namespace);
  const dot = text.indexOf('.');
  if (typeof namespace !== 'string' || dot < 1 || dot === text.length - 1)
    throw new CommandError(73, `Invalid namespace specified '${text}'`);
  return { database: text.slice(0, dot), name: text.slice(dot + 1) };
}

function runOne(engine: Engine, op: Doc, request: Request, totals: Totals): Doc {
  const { namespaces, variables, bypassValidation } = request;
  const kind = Object.keys(op)[0] ?? '';
  const namespace = namespaces[numberOf(op[kind]) ?? -1];
  if (!namespace) throw new CommandError(2, `BulkWrite ops entry ${kind} has an invalid nsInfo index.`);
  const { database, name } = namespace;
  if (kind === 'insert') {
    insertOne(engine.catalogue.ensure(database, name), docOption(op, 'document'), undefined, bypassValidation);
    totals.nInserted++;
    return { n: 1 };
  }
  if (kind === 'update') {
    const constants = isDoc(op.constants) ? op.constants : {};
    const statement = updateStatement(op, 'filter', 'updateMods', { ...variables, ...constants }, bypassValidation);
    const outcome = runUpdate(engine, engine.catalogue.forUpdate(database, name, statement.upsert), statement);
    totals.nMatched += outcome.matched;
    totals.nModified += outcome.modified;
    if (!outcome.upserted) return { n: outcome.matched, nModified: outcome.modified };
    totals.nUpserted++;
    return { n: 1, nModified: 0, upserted: { _id: outcome.upserted.id } };
  }
  if (kind !== 'delete') throw new CommandError(9, `Unrecognized bulkWrite operation '${kind}'`);
  const removed = runDelete(engine.catalogue.find(database, name), {
    filter: docOption(op, 'filter'),
    multi: truthy(op.multi ?? false),
    sort: {},
    hint: op.hint,
    surroundings: surroundingsOf(op.collation, variables),
  });
  totals.nDeleted += removed.length;
  return { n: removed.length };
}
