import type { Document } from 'mongodb';
import { expect, it } from 'vitest';
import { refusal, useServer } from './fixture.js';

const house = useServer();

it.each<[string, Document, number, string]>([
  ['an unknown command', { nope: 1 }, 59, 'CommandNotFound'],
  ['an unknown stage', { aggregate: 'c', pipeline: [{ $nope: 1 }], cursor: {} }, 40324, 'Location40324'],
  ['an unknown operator of a filter', { find: 'c', filter: { a: { $nope: 1 } } }, 2, 'BadValue'],
  ['an unknown expression', { aggregate: 'c', pipeline: [{ $project: { a: { $nope: 1 } } }], cursor: {} }, 168, 'InvalidPipelineOperator'],
  ['an unknown field of a command', { find: 'c', nope: 1 }, 40415, 'Location40415'],
  ['an unknown hint', { find: 'c', hint: 'nope' }, 2, 'BadValue'],
  ['a change stream', { aggregate: 'c', pipeline: [{ $changeStream: {} }], cursor: {} }, 40573, 'Location40573'],
  ['a text search', { find: 'c', filter: { $text: { $search: 'a' } } }, 27, 'IndexNotFound'],
  ['a search by distance', { find: 'c', filter: { p: { $near: [1, 2] } } }, 291, 'NoQueryExecutionPlans'],
  ['JavaScript', { find: 'c', filter: { $where: 'true' } }, 2, 'BadValue'],
  ['a text index', { createIndexes: 'c', indexes: [{ key: { a: 'text' }, name: 'a' }] }, 67, 'CannotCreateIndex'],
  ['a geospatial index', { createIndexes: 'c', indexes: [{ key: { a: '2dsphere' }, name: 'a' }] }, 67, 'CannotCreateIndex'],
  [
    'an index with a collation',
    { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', collation: { locale: 'vi' } }] },
    67,
    'CannotCreateIndex',
  ],
  ['a capped collection', { create: 'd', capped: true, size: 10 }, 72, 'InvalidOptions'],
  [
    'a transaction',
    { insert: 'c', documents: [{}], lsid: {}, txnNumber: 1, startTransaction: true, autocommit: false },
    20,
    'IllegalOperation',
  ],
  ['more copies than there are', { insert: 'c', documents: [{}], writeConcern: { w: 2 } }, 2, 'BadValue'],
  ['dropping an index that is not there', { dropIndexes: 'c', index: 'nope' }, 27, 'IndexNotFound'],
  ['listing indexes of nothing', { listIndexes: 'nope' }, 26, 'NamespaceNotFound'],
  ['a name no collection may have', { create: 'a$b' }, 73, 'InvalidNamespace'],
  ['a linearizable read', { find: 'c', readConcern: { level: 'linearizable' } }, 123, 'NotAReplicaSet'],
  ['keys instead of documents', { find: 'c', returnKey: true }, 72, 'InvalidOptions'],
  ['negative limits', { find: 'c', limit: -1 }, 51024, 'Location51024'],
  ['signing in', { saslStart: 1, mechanism: 'PLAIN', payload: '' }, 18, 'AuthenticationFailed'],
])('refuses %s as MongoDB does', async (_title, command, code, codeName) => {
  await house.db.collection('c').insertOne({ a: 1 });
  expect(await refusal(house.db.command(command))).toMatchObject({ code, codeName });
});

it.each<[string, Document, number]>([
  ['changing the id', { $set: { _id: 2 } }, 66],
  ['removing the id', { $unset: { _id: '' } }, 66],
  ['adding to text', { $inc: { text: 1 } }, 14],
  ['adding text', { $inc: { n: 'x' } }, 14],
  ['pushing into text', { $push: { text: 1 } }, 2],
  ['two changes of one field', { $set: { n: 1 }, $inc: { n: 1 } }, 40],
  ['a field inside text', { $set: { 'text.a': 1 } }, 28],
  ['an unknown operator', { $nope: { a: 1 } }, 9],
  ['an empty name', { $set: { 'a..b': 1 } }, 56],
  ['an unknown array filter', { $set: { 'a.$[x]': 1 } }, 2],
  ['the positional operator without a match', { $set: { 'list.$': 1 } }, 2],
])('refuses %s', async (_title, update, code) => {
  const things = house.db.collection<Document & { _id: number }>('things');
  const thing = { _id: 1, n: 1, text: 'a', list: [1] };
  await things.insertOne({ ...thing });
  expect(await refusal(things.updateOne({ _id: 1 }, update))).toMatchObject({ code });
  expect(await things.findOne({})).toEqual(thing);
});

it('names clashing indexes', async () => {
  const things = house.db.collection('things');
  await things.createIndex({ a: 1 });
  expect(await refusal(things.createIndex({ a: 1 }, { unique: true }))).toMatchObject({ code: 86 });
  expect(await refusal(things.createIndex({ a: 1 }, { name: 'other' }))).toMatchObject({ code: 85 });
});
