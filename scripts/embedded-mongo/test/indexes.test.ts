import type { Document } from 'mongodb';
import { expect, it } from 'vitest';
import { Collection } from '../src/collection.js';
import { refusal, useServer } from './fixture.js';

const house = useServer();

async function stages(
  filter: Document,
  options: { sort?: Document; limit?: number } = {},
): Promise<{ names: string[]; keys: number; docs: number }> {
  const { queryPlanner, executionStats } = await house.db.collection('things').find(filter, options).explain('executionStats');
  const names: string[] = [];
  for (let stage = queryPlanner.winningPlan; stage; stage = stage.inputStage)
    names.push(stage.indexName && stage.stage !== 'IDHACK' ? `${stage.stage} ${stage.indexName}` : stage.stage);
  return { names, keys: executionStats.totalKeysExamined, docs: executionStats.totalDocsExamined };
}

it('serves equality, ranges, prefixes, sorts and alternatives from an index, and says so', async () => {
  const things = house.db.collection<Document & { _id: number }>('things');
  await things.createIndexes([
    { key: { a: 1, b: -1 } },
    { key: { s: 1 } },
    { key: { p: 1 }, partialFilterExpression: { live: true } },
    { key: { t: 1 }, sparse: true },
  ]);
  await things.insertMany(
    Array.from({ length: 1000 }, (_, _id) => ({ _id, a: _id % 10, b: _id, s: `tên${_id}`, p: _id, live: _id % 2 === 0, u: _id })),
  );
  expect(await stages({ _id: 5 })).toEqual({ names: ['IDHACK'], keys: 1, docs: 1 });
  expect(await stages({ a: 3 })).toEqual({ names: ['FETCH', 'IXSCAN a_1_b_-1'], keys: 100, docs: 100 });
  expect(await stages({ a: 3, b: { $gte: 900, $lt: 950 } })).toEqual({ names: ['FETCH', 'IXSCAN a_1_b_-1'], keys: 5, docs: 5 });
  expect(await stages({ a: { $in: [1, 2] }, b: 11 })).toEqual({ names: ['FETCH', 'IXSCAN a_1_b_-1'], keys: 1, docs: 1 });
  expect(await stages({ a: 3 }, { sort: { b: -1 }, limit: 2 })).toEqual({ names: ['FETCH', 'IXSCAN a_1_b_-1'], keys: 2, docs: 2 });
  expect(await stages({}, { sort: { a: -1, b: 1 }, limit: 3 })).toEqual({ names: ['FETCH', 'IXSCAN a_1_b_-1'], keys: 3, docs: 3 });
  expect(await stages({}, { sort: { a: 1, b: 1 } })).toMatchObject({ names: ['SORT', 'COLLSCAN'] });
  expect(await stages({ s: /^tên99/ })).toEqual({ names: ['FETCH', 'IXSCAN s_1'], keys: 11, docs: 11 });
  expect(await stages({ $or: [{ s: 'tên1' }, { _id: 2 }] })).toMatchObject({ names: ['FETCH', 'OR'], docs: 2 });
  expect(await stages({ p: 4, live: true })).toEqual({ names: ['FETCH', 'IXSCAN p_1'], keys: 1, docs: 1 });
  expect((await stages({ p: 4 })).names).toEqual(['COLLSCAN']);
  expect((await stages({ t: null })).names).toEqual(['COLLSCAN']);
  expect((await stages({ u: 4 })).names).toEqual(['COLLSCAN']);
});

it('enforces unique keys over compound, partial and sparse indexes', async () => {
  const things = house.db.collection('things');
  await things.createIndex({ place: 1, day: 1 }, { unique: true, partialFilterExpression: { state: 'booked' } });
  await things.createIndex({ code: 1 }, { unique: true, sparse: true });
  await things.insertMany([
    { place: 'q1', day: '2026-03-02', state: 'booked' },
    { place: 'q1', day: '2026-03-02', state: 'cancelled' },
    { place: 'q1', day: '2026-03-03', state: 'booked' },
  ]);
  expect(await refusal(things.insertOne({ place: 'q1', day: '2026-03-03', state: 'booked' }))).toMatchObject({
    code: 11000,
    keyPattern: { place: 1, day: 1 },
    keyValue: { place: 'q1', day: '2026-03-03' },
  });
  expect(await refusal(things.updateOne({ state: 'cancelled' }, { $set: { state: 'booked' } }))).toMatchObject({ code: 11000 });
  await things.updateOne({ state: 'booked', day: '2026-03-02' }, { $set: { state: 'cancelled' } });
  await things.updateOne({ state: 'cancelled' }, { $set: { state: 'booked' } });
  expect(await things.countDocuments({ state: 'booked' })).toBe(2);
});

it('counts an array element once within a document and refuses it in another', async () => {
  const things = house.db.collection<{ _id: number; seatKeys?: string[] }>('things');
  await things.createIndex({ seatKeys: 1 }, { unique: true, sparse: true });
  await things.insertOne({ _id: 1, seatKeys: ['a', 'a', 'b'] });
  await things.insertOne({ _id: 2 });
  await things.insertOne({ _id: 3 });
  expect(await refusal(things.insertOne({ _id: 4, seatKeys: ['c', 'b'] }))).toMatchObject({ keyValue: { seatKeys: 'b' } });
  await things.insertOne({ _id: 4, seatKeys: ['c'] });
  expect(await refusal(things.updateOne({ _id: 4 }, { $push: { seatKeys: 'a' } }))).toMatchObject({ code: 11000 });
  await things.updateOne({ _id: 1 }, { $pull: { seatKeys: 'a' } });
  await things.updateOne({ _id: 4 }, { $push: { seatKeys: 'a' } });
  expect(await things.find({ seatKeys: { $in: ['a', 'b'] } }).toArray()).toEqual([
    { _id: 4, seatKeys: ['c', 'a'] },
    { _id: 1, seatKeys: ['b'] },
  ]);
});

it('refuses an index that existing documents break, and keeps those it had', async () => {
  const things = house.db.collection('things');
  await things.insertMany([{ a: 1 }, { a: 1 }]);
  expect(await refusal(things.createIndex({ a: 1 }, { unique: true }))).toMatchObject({ code: 11000 });
  expect(await things.indexes()).toHaveLength(1);
  expect(await refusal(things.insertOne({ x: [1], y: [2], z: 1 }).then(() => things.createIndex({ x: 1, y: 1 })))).toMatchObject({
    code: 171,
  });
});

it('finds by a unique multikey index among 100,000 documents about as fast as among 1,000', { timeout: 30_000 }, () => {
  const specs = [
    { v: 2, key: { _id: 1 }, name: '_id_' },
    { v: 2, key: { seatKeys: 1 }, name: 'seatKeys_1', unique: true, sparse: true },
  ];
  const median = (documents: number): number => {
    const collection = new Collection(1, 'd', 'c', new Uint8Array(16), {}, specs, { put: () => undefined, remove: () => undefined });
    for (let number = 0; number < documents; number++) collection.insert({ _id: number, seatKeys: [`q|${number}|1`, `q|${number}|2`] });
    const times = Array.from({ length: 1001 }, (_, number) => {
      const count = { keysExamined: 0, docsExamined: 0 };
      const sought = [`q|${(number * 99) % documents}|2`, 'q|5|1'];
      const started = performance.now();
      const found = [...collection.find({ filter: { seatKeys: { $in: sought } }, context: {}, count })];
      const time = performance.now() - started;
      expect(found.length).toBe(count.docsExamined);
      expect(count.keysExamined).toBeLessThanOrEqual(2);
      return time;
    });
    return times.sort((left, right) => left - right)[500] as number;
  };
  // Looked through one by one it would take a hundred times as long.
  expect(median(100_000)).toBeLessThan(20 * median(1_000));
});

it('removes what a TTL index says is over', async () => {
  const things = house.db.collection<Document & { _id: number }>('things');
  await things.createIndex({ expireAt: 1 }, { expireAfterSeconds: 0 });
  await things.insertMany([
    { _id: 1, expireAt: new Date(Date.now() - 1000) },
    { _id: 2, expireAt: new Date(Date.now() + 60_000) },
    { _id: 3, expireAt: 'never' },
  ]);
  expect(house.server.removeExpired()).toBe(1);
  expect((await things.find().toArray()).map(({ _id }) => _id)).toEqual([2, 3]);
});
