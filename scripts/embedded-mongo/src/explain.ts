import type { Collection, Search, SearchCount } from './collection.js';
import { type Command, commandSurroundings, docOption, type Handler, reply, surroundingsOf } from './command.js';
import { CommandError } from './errors.js';
import { version } from './handshake.js';
import { checkPipeline, splitHead } from './pipeline.js';
import type { IndexScan, Plan } from './plan.js';
import { findFields, searchOf } from './read-commands.js';
import { type Doc, isDoc } from './values.js';

/** Tells how a find, aggregate, count, distinct, update, delete or findAndModify would look for its documents. Changes nothing. */
export const explain: Handler = (engine, command) => {
  const { explain: inner, verbosity } = command.body;
  if (!isDoc(inner)) throw new CommandError(14, "BSON field 'explain.explain' is the wrong type, expected type 'object'");
  const name = Object.keys(inner)[0] ?? '';
  const collection = engine.catalogue.find(command.database, String(inner[name]));
  const search = searchIn({ ...command, name, body: inner });
  const plan = collection?.plan(search);
  const winningPlan = describe(plan, search, collection);
  const queryPlanner = {
    namespace: `${command.database}.${String(inner[name])}`,
    parsedQuery: search.filter,
    indexFilterSet: false,
    winningPlan,
    rejectedPlans: [],
  };
  const head = { explainVersion: '1', queryPlanner };
  const tail = { command: inner, serverInfo: { host: engine.address().host, port: engine.address().port, version } };
  if (verbosity === 'queryPlanner') return reply({ ...head, ...tail });
  const count: SearchCount = { keysExamined: 0, docsExamined: 0 };
  let nReturned = 0;
  const started = performance.now();
  for (const _ of collection?.find({ ...search, count }) ?? []) nReturned++;
  const executionStats = {
    executionSuccess: true,
    nReturned,
    executionTimeMillis: Math.round(performance.now() - started),
    totalKeysExamined: count.keysExamined,
    totalDocsExamined: count.docsExamined,
    executionStages: { ...winningPlan, nReturned, docsExamined: count.docsExamined },
  };
  return reply({ ...head, executionStats, ...tail });
};

function searchIn(command: Command): Search {
  const { body, name } = command;
  switch (name) {
    case 'find':
      for (const field of Object.keys(body))
        if (field !== 'find' && !`${findFields} comment readConcern maxTimeMS $db lsid`.split(' ').includes(field))
          throw new CommandError(40415, `BSON field 'find.${field}' is an unknown field.`);
      return searchOf(body, 'filter', commandSurroundings(body));
    case 'count':
    case 'distinct':
    case 'findAndModify':
      return { ...searchOf(body, 'query', commandSurroundings(body)), ...(name === 'findAndModify' ? { limit: 1 } : {}) };
    case 'aggregate': {
      const { head } = splitHead(checkPipeline(body.pipeline));
      return { ...head, hint: body.hint, context: commandSurroundings(body).context };
    }
    case 'update':
    case 'delete': {
      const list = body[name === 'update' ? 'updates' : 'deletes'];
      const statement: unknown = Array.isArray(list) ? list[0] : undefined;
      if (!isDoc(statement)) throw new CommandError(9, 'explained write batches must be of size 1');
      return { filter: docOption(statement, 'q'), hint: statement.hint, context: surroundingsOf(statement.collation, {}).context };
    }
    default:
      throw new CommandError(59, `Explain failed due to unknown command: ${name}`);
  }
}

function describe(plan: Plan | undefined, search: Search, collection: Collection | undefined): Doc {
  if (!collection || !plan) return { stage: 'EOF' };
  const found = describeSource(plan, search);
  if (plan.sorted || !search.sort || Object.keys(search.sort).length === 0 || '$natural' in search.sort) return found;
  return { stage: 'SORT', sortPattern: search.sort, inputStage: found };
}

function describeSource(plan: Plan, search: Search): Doc {
  if (plan.kind === 'collection') return { stage: 'COLLSCAN', filter: search.filter, direction: 'forward' };
  if (plan.kind === 'union')
    return { stage: 'FETCH', filter: search.filter, inputStage: { stage: 'OR', inputStages: plan.scans.map(describeScan) } };
  const { filter } = search;
  if (
    plan.index.name === '_id_' &&
    Object.keys(filter).length === 1 &&
    '_id' in filter &&
    plan.intervals.length === 1 &&
    plan.intervals[0]?.start !== ''
  ) {
    return { stage: 'IDHACK', keyPattern: plan.index.key, indexName: '_id_' };
  }
  return { stage: 'FETCH', filter, inputStage: describeScan(plan) };
}

function describeScan(scan: IndexScan): Doc {
  const { index } = scan;
  return {
    stage: 'IXSCAN',
    keyPattern: index.key,
    indexName: index.name,
    isMultiKey: index.multikey.size > 0,
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partialFilter !== undefined,
    direction: scan.backward ? 'backward' : 'forward',
  };
}
