import { hostname } from 'node:os';
import { type Handler, reply } from './command.js';
import { CommandError } from './errors.js';
import { isDoc } from './values.js';

/** The release whose behaviour this server follows. */
export const version = '8.0.0';
const versionArray = [8, 0, 0, 0];

export const hello: Handler = (_engine, command) =>
  reply({
    helloOk: true,
    ...(command.name === 'hello' ? { isWritablePrimary: true } : { ismaster: true }),
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: command.connection,
    minWireVersion: 0,
    maxWireVersion: 25,
    readOnly: false,
  });

export const nothing: Handler = () => reply();

export const buildInfo: Handler = () =>
  reply({
    version,
    versionArray,
    gitVersion: 'unknown',
    modules: [],
    bits: 64,
    debug: false,
    maxBsonObjectSize: 16 * 1024 * 1024,
    storageEngines: ['lmdb'],
    allocator: 'system',
    javascriptEngine: 'none',
    sysInfo: 'deprecated',
  });

export const serverStatus: Handler = (engine) =>
  reply({
    host: hostname(),
    version,
    process: 'mongod',
    pid: process.pid,
    uptime: Math.floor((Date.now() - engine.startedAt) / 1000),
    localTime: new Date(),
    metrics: { cursor: { open: { total: engine.cursors.size } } },
    storageEngine: { name: 'lmdb', supportsCommittedReads: false, persistent: true },
  });

const parameters: Readonly<Record<string, unknown>> = {
  featureCompatibilityVersion: { version: '8.0' },
  authenticationMechanisms: [],
  requireApiVersion: false,
};

export const getParameter: Handler = (_engine, command) => {
  const { getParameter: wanted, comment: _, ...named } = command.body;
  const all = { ...parameters, enableTestCommands: _engine.failPoints !== undefined };
  const found = wanted === '*' || isDoc(wanted) ? all : Object.fromEntries(Object.entries(all).filter(([name]) => name in named));
  if (Object.keys(found).length === 0) throw new CommandError(72, 'no option found to get');
  return reply(found);
};

export const commandLine: Handler = () => reply({ argv: ['mongod'], parsed: {} });

export const log: Handler = () => reply({ totalLinesWritten: 0, log: [] });

export const connectionStatus: Handler = () => reply({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } });

export const whatsMyUri: Handler = (engine) => reply({ you: `${engine.address().host}:0` });

export const hostInfo: Handler = () =>
  reply({ system: { currentTime: new Date(), hostname: hostname(), numCores: 1 }, os: { type: process.platform }, extra: {} });

export const noAuthentication: Handler = () => {
  throw new CommandError(18, 'Authentication failed: this server has no users; connect without a user name.');
};

export const configureFailPoint: Handler = (engine, command) => {
  if (!engine.failPoints) throw new CommandError(59, "no such command: 'configureFailPoint'");
  engine.failPoints.configure(command.body);
  return reply();
};
