import { connect, type Socket } from 'node:net';
import { deserialize, serialize } from 'bson';
import { expect, it } from 'vitest';
import { until, useServer } from './fixture.js';

const house = useServer();

function message(opcode: number, body: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + body.length, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(opcode, 12);
  return Buffer.concat([head, body]);
}

function opMsg(sections: Buffer[], flags = 0, tail = Buffer.alloc(0)): Buffer {
  const bits = Buffer.alloc(4);
  bits.writeUInt32LE(flags);
  return message(2013, Buffer.concat([bits, ...sections, tail]));
}

const body = (command: object): Buffer => Buffer.concat([Buffer.from([0]), serialize(command)]);

function sequence(name: string, documents: object[]): Buffer {
  const inner = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map((document) => serialize(document))]);
  const head = Buffer.alloc(5);
  head.writeUInt8(1);
  head.writeInt32LE(inner.length + 4, 1);
  return Buffer.concat([head, inner]);
}

async function opened(): Promise<{ socket: Socket; received: () => Buffer; closed: () => boolean }> {
  const socket = connect(house.server.port, house.server.host);
  let bytes = Buffer.alloc(0);
  let gone = false;
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
  });
  socket.on('close', () => {
    gone = true;
  });
  socket.on('error', () => undefined);
  await until(() => socket.readyState === 'open');
  return { socket, received: () => bytes, closed: () => gone };
}

function replies(bytes: Buffer): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += bytes.readInt32LE(at)) {
    if (at + bytes.readInt32LE(at) > bytes.length) break;
    found.push(deserialize(bytes.subarray(at + (bytes.readInt32LE(at + 12) === 1 ? 36 : 21), at + bytes.readInt32LE(at))));
  }
  return found;
}

it('answers the legacy hello, and commands that arrive together in their order', async () => {
  const { socket, received } = await opened();
  const query = Buffer.concat([
    Buffer.alloc(4),
    Buffer.from('admin.$cmd\0'),
    Buffer.alloc(4),
    Buffer.from([255, 255, 255, 255]),
    serialize({ ismaster: 1, helloOk: true }),
  ]);
  socket.write(Buffer.concat([message(2004, query), opMsg([body({ ping: 1, $db: 'admin' })]), opMsg([body({ nope: 1, $db: 'admin' })])]));
  await until(() => replies(received()).length === 3);
  expect(replies(received())).toMatchObject([
    { ismaster: true, helloOk: true, maxWireVersion: 25 },
    { ok: 1 },
    { ok: 0, code: 59, codeName: 'CommandNotFound', errmsg: "no such command: 'nope'" },
  ]);
  socket.destroy();
});

it('takes document sequences, checksums and messages cut anywhere, and is silent when asked to be', async () => {
  const { socket, received } = await opened();
  const insert = body({ insert: 'things', $db: house.db.databaseName });
  const silent = opMsg([insert, sequence('documents', [{ _id: 1 }])], 2);
  const summed = opMsg([sequence('documents', [{ _id: 2 }, { _id: 3 }]), insert], 1 | (1 << 16), Buffer.alloc(4));
  for (const byte of Buffer.concat([silent, summed])) socket.write(Buffer.from([byte]));
  await until(() => replies(received()).length === 1);
  expect(replies(received())).toMatchObject([{ n: 2, ok: 1 }]);
  expect(await house.db.collection('things').countDocuments()).toBe(3);
  socket.destroy();
});

it.each<[string, Buffer]>([
  ['a length no message has', Buffer.from([255, 255, 255, 127, ...new Array<number>(12).fill(0)])],
  ['a length below the header', Buffer.alloc(16)],
  ['an unknown opcode', message(2010, Buffer.alloc(8))],
  ['a broken document', opMsg([Buffer.from([0, 9, 0, 0, 0, 2, 97, 0, 0, 0])])],
  ['a section longer than the message', opMsg([Buffer.from([1, 255, 0, 0, 0])])],
  ['an unknown required flag', opMsg([body({ ping: 1, $db: 'admin' })], 4)],
  ['nesting without end', opMsg([nested(5000)])],
])('ends the connection, and only that, at %s', async (_title, bytes) => {
  const { socket, closed } = await opened();
  socket.write(bytes);
  await until(closed);
  expect(await house.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
});

function nested(depth: number): Buffer {
  let document = Buffer.from([5, 0, 0, 0, 0]);
  for (let level = 0; level < depth; level++) {
    const size = Buffer.alloc(4);
    size.writeInt32LE(document.length + 8);
    document = Buffer.concat([size, Buffer.from([3, 97, 0]), document, Buffer.from([0])]);
  }
  return Buffer.concat([Buffer.from([0]), document]);
}

it('survives clients that vanish in the middle of a reply', async () => {
  await house.db.collection('things').insertMany(Array.from({ length: 50 }, () => ({ text: 'x'.repeat(100_000) })));
  for (let number = 0; number < 20; number++) {
    const { socket } = await opened();
    socket.write(opMsg([body({ find: 'things', $db: house.db.databaseName })]));
    socket.resetAndDestroy();
  }
  expect(await house.db.collection('things').countDocuments()).toBe(50);
});
