import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Another server of this kind keeps the folder open. */
export class FolderInUse extends Error {
  readonly code = 'EBUSY';
}

function address(folder: string): string {
  const name = `embedded-mongo-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 24)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (alive: boolean) => () => {
      socket.destroy();
      resolve(alive);
    };
    socket.once('connect', end(true));
    socket.once('error', end(false));
  });
}

/**
 * Keeps a data folder for one process, since documents live in its memory. The lock is a listening socket, so the system
 * frees it however the process ends. Rejects with FolderInUse; call the result to free it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true });
  const path = address(folder);
  const server = await listen(path).catch(async (fault: unknown) => {
    const taken = fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE';
    if (!taken) throw fault;
    if (await answers(path)) throw new FolderInUse(`${folder} is in use`);
    rmSync(path, { force: true });
    return listen(path);
  });
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}
