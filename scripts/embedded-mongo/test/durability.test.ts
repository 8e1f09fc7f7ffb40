import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MongoClient } from 'mongodb';
import { expect, it, onTestFinished } from 'vitest';
import { startEmbeddedMongo } from '../src/server.js';
import { until, withFolder } from './fixture.js';

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const program = new URL('../src/main.ts', import.meta.url).pathname;

function run(...options: string[]): { process: ChildProcess; said: () => string; ended: Promise<unknown[]> } {
  const child = spawn(process.execPath, ['--import', loader, program, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { process: child, said: () => text, ended: once(child, 'exit') };
}

async function address(child: { said: () => string }): Promise<string> {
  await until(() => /mongodb:\S+/.test(child.said()), 20_000);
  return /mongodb:\S+/.exec(child.said())?.[0] ?? '';
}

it('has every acknowledged write after kill -9, round after round', { timeout: 60_000 }, async () => {
  await withFolder(async (folder) => {
    const acknowledged = new Set<string>();
    for (let round = 0; round < 4; round++) {
      const child = run('--port', '0', '--data', folder);
      const client = await new MongoClient(await address(child), { serverSelectionTimeoutMS: 2000 }).connect();
      const writes = client.db('commune').collection<{ _id: string; keys: string[] }>('writes');
      await writes.createIndex({ keys: 1 }, { unique: true });
      const found = await writes.find().toArray();
      expect(found.length).toBeGreaterThanOrEqual(acknowledged.size);
      const present = new Set(found.map(({ _id }) => _id));
      for (const id of acknowledged) expect(present.has(id)).toBe(true);
      const aim = acknowledged.size + 150 + round * 40;
      const writers = Array.from({ length: 10 }, async (_, writer) => {
        for (let number = 0; child.process.exitCode === null && child.process.signalCode === null; number++) {
          const _id = `${round}-${writer}-${number}`;
          await writes.insertOne({ _id, keys: [`${_id}a`, `${_id}b`] });
          acknowledged.add(_id);
        }
      });
      const ended = Promise.allSettled(writers);
      await until(() => acknowledged.size >= aim);
      child.process.kill('SIGKILL');
      await ended;
      await client.close(true);
    }
  });
});

it('keeps documents, indexes and options over a restart', { timeout: 30_000 }, async () => {
  await withFolder(async (folder) => {
    const first = await startEmbeddedMongo({ dataFolder: folder });
    const client = await new MongoClient(first.uri).connect();
    const things = client.db('commune').collection('things');
    await things.createIndex({ n: 1 }, { unique: true });
    for (let start = 0; start < 50_000; start += 10_000)
      await things.insertMany(
        Array.from({ length: 10_000 }, (_, number) => ({ n: start + number, name: `Thửa ${number}`, tags: ['a', 'b'] })),
      );
    await things.deleteMany({ n: { $lt: 10 } });
    await things.updateOne({ n: 20 }, { $set: { name: 'Đổi' } });
    await client.close();
    await first.close();
    const second = await startEmbeddedMongo({ dataFolder: folder });
    const again = await new MongoClient(second.uri).connect();
    const kept = again.db('commune').collection('things');
    expect(await kept.countDocuments()).toBe(49_990);
    expect(await kept.findOne({ n: 20 })).toMatchObject({ name: 'Đổi', tags: ['a', 'b'] });
    await expect(kept.insertOne({ n: 49_999 })).rejects.toMatchObject({ code: 11000 });
    await again.db('commune').dropDatabase();
    await again.close();
    await second.close();
    const third = await startEmbeddedMongo({ dataFolder: folder });
    const last = await new MongoClient(third.uri).connect();
    expect((await last.db().admin().listDatabases()).databases).toEqual([]);
    await last.close();
    await third.close();
  });
});

it('ends cleanly on SIGTERM, and says in one sentence why it cannot start', { timeout: 30_000 }, async () => {
  await withFolder(async (folder) => {
    const child = run('--port', '0', '--data', folder);
    const port = new URL(await address(child)).port;
    const clash = run('--port', port);
    const busy = run('--port', '0', '--data', folder);
    const unwritable = run('--port', '0', '--data', join(folder, 'commune.mdb', 'below'));
    for (const each of [clash, busy, unwritable]) expect(await each.ended).toEqual([1, null]);
    expect(clash.said().trim()).toBe(`Cổng ${port} đang có chương trình khác dùng; xin chọn cổng khác bằng --port.`);
    expect(busy.said().trim()).toBe(`Thư mục dữ liệu "${folder}" đang được một MongoDB nhúng khác dùng.`);
    expect(unwritable.said().trim()).toBe(
      `Không tạo được thư mục dữ liệu "${join(folder, 'commune.mdb', 'below')}": trên đường dẫn có một tệp.`,
    );
    child.process.kill('SIGTERM');
    expect(await child.ended).toEqual([0, null]);
  });
});
