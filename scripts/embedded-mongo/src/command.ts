import { stringOrder } from './collation.js';
import type { Collection } from './collection.js';
import type { Batch } from './cursors.js';
import type { Engine } from './engine.js';
import { CommandError } from './errors.js';
import { expressionContext, letVariables } from './expressions.js';
import type { MatchContext } from './match.js';
import { type Doc, isDoc, type StringOrder, truthy, typeName } from './values.js';

/** One command as it came over the wire. `raw` gives the bytes of the documents of one of its arrays. */
export interface Command {
  readonly name: string;
  readonly body: Doc;
  readonly database: string;
  readonly connection: number;
  readonly raw: (field: string) => Buffer[] | undefined;
}

/** What goes back: fields of the reply, with a batch of documents as its `cursor` should there be one. */
export interface Reply {
  readonly fields: Doc;
  readonly cursor?: { readonly batch: Batch; readonly first: boolean };
  /** The command changed something that must be on disk before the reply goes out. */
  readonly changed?: boolean;
}

export type Handler = (engine: Engine, command: Command) => Reply;

export function reply(fields: Doc = {}, changed = false): Reply {
  return { fields, changed };
}

/** The command asks to let documents pass that a collection's validator would refuse. */
export function bypassesValidation(body: Doc): boolean {
  return truthy(body.bypassDocumentValidation ?? false);
}

/** The collection a command names in its first field; throws InvalidNamespace when that is not a name. */
export function collectionName(command: Command): string {
  const name = command.body[command.name];
  if (typeof name !== 'string') throw new CommandError(73, `collection name has invalid type ${typeName(name)}`);
  if (name === '') throw new CommandError(73, `Invalid namespace specified '${command.database}.'`);
  return name;
}

export function collectionOf(engine: Engine, command: Command): Collection | undefined {
  return engine.catalogue.find(command.database, collectionName(command));
}

/** A document option; throws TypeMismatch when it is something else. */
export function docOption(body: Doc, name: string, fallback: Doc = {}): Doc {
  const value = body[name];
  if (value === undefined || value === null) return fallback;
  if (!isDoc(value)) throw new CommandError(14, `BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'object'`);
  return value;
}

export interface Surroundings {
  readonly order: StringOrder;
  readonly variables: Doc;
  readonly context: MatchContext;
}

/** Collation and variables of a command or of one of its statements. */
export function surroundingsOf(collation: unknown, variables: Doc): Surroundings {
  const order = stringOrder(collation);
  return { order, variables, context: expressionContext(order, variables) };
}

export function commandSurroundings(body: Doc): Surroundings {
  return surroundingsOf(body.collation, letVariables(body.let));
}

const generic = new Set([
  'lsid',
  '$clusterTime',
  '$db',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'txnNumber',
  'autocommit',
  'startTransaction',
  '$audit',
  '$client',
  '$configServerState',
]);

/** Refuses fields the command does not have, as MongoDB does. */
export function checkFields(command: Command, known: string): void {
  const names = new Set(known.split(' '));
  for (const name of Object.keys(command.body)) {
    if (name !== command.name && !names.has(name) && !generic.has(name)) {
      throw new CommandError(40415, `BSON field '${command.name}.${name}' is an unknown field.`);
    }
  }
}
