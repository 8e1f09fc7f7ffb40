import { createServer, type Server, type Socket } from 'node:net';
import { Catalogue } from './catalogue.js';
import { serveConnection } from './connection.js';
import { Cursors } from './cursors.js';
import type { Engine } from './engine.js';
import { FailPoints } from './fail-points.js';
import { lockFolder } from './folder-lock.js';
import { DiskStorage, memoryOnly } from './storage.js';

export interface EmbeddedMongoOptions {
  /** Default 127.0.0.1; the server knows no users, so keep it where only you reach it. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Where documents are kept; absent = memory only. */
  readonly dataFolder?: string;
  /** Told once when the disk refuses a write; from then on every command is refused, since memory is ahead of what is kept. */
  readonly onDiskFailure?: (fault: Error) => void;
  /** Default true. False: rows whose time is over stay until `removeExpired`, for those who live by a clock of their own. */
  readonly removesExpired?: boolean;
  /** Adds the `failCommand` fail point of the drivers' tests. */
  readonly enableTestCommands?: boolean;
}

export interface EmbeddedMongo {
  readonly uri: string;
  readonly host: string;
  readonly port: number;
  /** Removes what TTL indexes say is over, as the server does by itself every minute unless told not to; answers how many documents went. */
  removeExpired(): number;
  /** Ends all connections; what was acknowledged is on disk. */
  close(): Promise<void>;
}

const ttlInterval = 60_000;

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/**
 * Starts a standalone MongoDB-compatible server. Rejects with the system's error (EADDRINUSE, EACCES …) when the port
 * is taken or the folder cannot be written.
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions = {}): Promise<EmbeddedMongo> {
  const unlock = options.dataFolder === undefined ? undefined : await lockFolder(options.dataFolder);
  try {
    return await start(options, async () => unlock?.());
  } catch (fault) {
    await unlock?.();
    throw fault;
  }
}

async function start(options: EmbeddedMongoOptions, unlock: () => Promise<void>): Promise<EmbeddedMongo> {
  const disk =
    options.dataFolder === undefined ? undefined : new DiskStorage(options.dataFolder, options.onDiskFailure ?? (() => undefined));
  const storage = disk ?? memoryOnly;
  const catalogue = new Catalogue(storage);
  if (disk) catalogue.load(disk);
  const sockets = new Set<Socket>();
  let connections = 0;
  let address = { host: options.host ?? '127.0.0.1', port: options.port ?? 0 };
  const engine: Engine = {
    catalogue,
    cursors: new Cursors(),
    storage,
    startedAt: Date.now(),
    failPoints: options.enableTestCommands === true ? new FailPoints() : undefined,
    address: () => address,
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveConnection(socket, engine, ++connections);
  });
  try {
    await listen(server, address.port, address.host);
  } catch (fault) {
    await storage.close();
    throw fault;
  }
  const bound = server.address();
  if (bound !== null && typeof bound === 'object') address = { host: address.host, port: bound.port };
  const monitor = setInterval(() => {
    if (options.removesExpired !== false) catalogue.removeExpired(Date.now());
    engine.cursors.forgetIdle(Date.now());
    storage.durable().catch(() => undefined);
  }, ttlInterval);
  monitor.unref();
  return {
    ...address,
    uri: `mongodb://${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}/`,
    removeExpired: () => catalogue.removeExpired(Date.now()),
    close: async () => {
      clearInterval(monitor);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      await storage.close();
      await unlock();
    },
  };
}
