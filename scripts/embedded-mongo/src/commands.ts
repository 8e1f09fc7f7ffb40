import * as administration from './administration.js';
import { bulkWrite } from './bulk-write.js';
import type { Command, Handler, Reply } from './command.js';
import type { Engine } from './engine.js';
import { CommandError } from './errors.js';
import { explain } from './explain.js';
import * as handshake from './handshake.js';
import * as indexes from './index-commands.js';
import * as reads from './read-commands.js';
import { isDoc, numberOf } from './values.js';
import * as writes from './write-commands.js';

const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['hello', handshake.hello],
  ['ismaster', handshake.hello],
  ['isMaster', handshake.hello],
  ['ping', handshake.nothing],
  ['buildInfo', handshake.buildInfo],
  ['buildinfo', handshake.buildInfo],
  ['serverStatus', handshake.serverStatus],
  ['getParameter', handshake.getParameter],
  ['getCmdLineOpts', handshake.commandLine],
  ['getLog', handshake.log],
  ['connectionStatus', handshake.connectionStatus],
  ['whatsmyuri', handshake.whatsMyUri],
  ['hostInfo', handshake.hostInfo],
  ['saslStart', handshake.noAuthentication],
  ['saslContinue', handshake.noAuthentication],
  ['authenticate', handshake.noAuthentication],
  ['logout', handshake.nothing],
  ['startSession', handshake.nothing],
  ['endSessions', handshake.nothing],
  ['refreshSessions', handshake.nothing],
  ['killSessions', handshake.nothing],
  ['killAllSessions', handshake.nothing],
  ['configureFailPoint', handshake.configureFailPoint],
  ['find', reads.find],
  ['getMore', reads.getMore],
  ['killCursors', reads.killCursors],
  ['count', reads.count],
  ['distinct', reads.distinct],
  ['aggregate', reads.aggregate],
  ['explain', explain],
  ['insert', writes.insert],
  ['update', writes.update],
  ['delete', writes.remove],
  ['findAndModify', writes.findAndModify],
  ['findandmodify', writes.findAndModify],
  ['bulkWrite', bulkWrite],
  ['create', administration.create],
  ['drop', administration.drop],
  ['dropDatabase', administration.dropDatabase],
  ['renameCollection', administration.renameCollection],
  ['listCollections', administration.listCollections],
  ['listDatabases', administration.listDatabases],
  ['collStats', administration.collStats],
  ['dbStats', administration.dbStats],
  ['validate', administration.validate],
  ['createIndexes', indexes.createIndexes],
  ['listIndexes', indexes.listIndexes],
  ['dropIndexes', indexes.dropIndexes],
  ['deleteIndexes', indexes.dropIndexes],
  ['collMod', indexes.collMod],
]);

/** Carries out one command as one atomic step. Throws CommandError for what MongoDB would refuse. */
export function runCommand(engine: Engine, command: Command): Reply {
  const handler = handlers.get(command.name);
  if (!handler) throw new CommandError(59, `no such command: '${command.name}'`);
  const { failure } = engine.storage;
  if (failure && command.name !== 'hello' && command.name !== 'ismaster') {
    throw new CommandError(91, `the data folder can no longer be written, nothing is answered until a restart: ${failure.message}`);
  }
  const { txnNumber, startTransaction, autocommit, writeConcern, readConcern } = command.body;
  if (txnNumber !== undefined || startTransaction !== undefined || autocommit !== undefined) {
    throw new CommandError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  }
  if (isDoc(writeConcern) && Number(numberOf(writeConcern.w) ?? 0) > 1)
    throw new CommandError(2, "cannot use 'w' > 1 when a host is not replicated");
  if (isDoc(readConcern) && readConcern.level === 'snapshot')
    throw new CommandError(123, 'Snapshot read concern is only supported on a replica set member or mongos');
  if (isDoc(readConcern) && readConcern.level === 'linearizable')
    throw new CommandError(123, 'node needs to be a replica set member to use read concern');
  return handler(engine, command);
}
