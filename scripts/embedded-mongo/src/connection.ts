import type { Socket } from 'node:net';
import type { Command, Reply } from './command.js';
import { runCommand } from './commands.js';
import type { Engine } from './engine.js';
import { CommandError, toCommandError } from './errors.js';
import { type Doc, isDoc } from './values.js';
import { encodeCursorReply, encodeReply, largestMessage, type Request, readRequest } from './wire.js';

/** Serves one client until it goes. Malformed messages end the connection, nothing ends the server. */
export function serveConnection(socket: Socket, engine: Engine, connection: number): void {
  let pending: Buffer[] = [];
  let length = 0;
  let answered: Promise<void> = Promise.resolve();
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    pending.push(chunk);
    length += chunk.length;
    try {
      for (;;) {
        const wanted = announced(pending, length);
        if (wanted === undefined || length < wanted) return;
        const whole = pending.length === 1 && pending[0] ? pending[0] : Buffer.concat(pending, length);
        const request = readRequest(whole.subarray(0, wanted));
        pending = length > wanted ? [whole.subarray(wanted)] : [];
        length -= wanted;
        const before = answered;
        answered = answer(socket, engine, connection, request, before);
      }
    } catch {
      socket.destroy();
    }
  });
}

/** The length the first message announces, once its header is there. */
function announced(pending: Buffer[], length: number): number | undefined {
  if (length < 16) return undefined;
  let head = pending[0] ?? Buffer.alloc(0);
  if (head.length < 4) head = Buffer.concat(pending, length);
  const wanted = head.readInt32LE(0);
  if (wanted < 16 || wanted > largestMessage) throw new RangeError('bad message length');
  return wanted;
}

/** Runs a request at once, and answers when what it changed is on disk and the requests before it are answered. */
async function answer(socket: Socket, engine: Engine, connection: number, request: Request, before: Promise<void>): Promise<void> {
  let document: Buffer | undefined;
  try {
    const outcome = run(engine, connection, request);
    if (outcome === 'close') {
      await before;
      socket.destroy();
      return;
    }
    document = encode(outcome);
    if (outcome.changed) await engine.storage.durable();
  } catch (fault) {
    document = encodeFault(fault);
    // A command that failed may have changed something before it did.
    await engine.storage.durable().catch(() => undefined);
  }
  await before;
  if (!request.silent && !socket.destroyed) socket.write(request.answer(document));
}

function encode(reply: Reply): Buffer {
  if (reply.cursor) return encodeCursorReply(reply.cursor.batch, reply.cursor.first, reply.fields);
  return encodeReply({ ...reply.fields, ok: 1 });
}

function encodeFault(fault: unknown): Buffer {
  const error = toCommandError(fault);
  return encodeReply({ ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details });
}

function run(engine: Engine, connection: number, request: Request): Reply | 'close' {
  const command = commandOf(request, connection);
  const failure = engine.failPoints?.take(command.name);
  if (failure?.kind === 'close') return 'close';
  if (failure?.kind === 'error') throw failure.error;
  const reply = runCommand(engine, command);
  return failure ? { ...reply, fields: { ...reply.fields, writeConcernError: failure.error } } : reply;
}

function commandOf(request: Request, connection: number): Command {
  let body: Doc = request.body;
  if (isDoc(body.$query)) body = { ...body.$query, $db: body.$db };
  const name = Object.keys(body)[0] ?? '';
  const database = typeof body.$db === 'string' ? body.$db : 'admin';
  if (name === '' || name.startsWith('$')) throw new CommandError(59, `no such command: '${name}'`);
  return { name, body, database, connection, raw: request.raw };
}
