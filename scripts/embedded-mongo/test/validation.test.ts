import { BSONRegExp, type Document, MongoServerError, Timestamp } from 'mongodb';
import { expect, it } from 'vitest';
import { refusal, until, useServer } from './fixture.js';

const house = useServer();

it.each<[string, Document, Document, Document]>([
  [
    'a type',
    { name: { $type: 'string' } },
    { _id: 1, name: 5 },
    {
      operatorName: '$type',
      specifiedAs: { name: { $type: 'string' } },
      reason: 'type did not match',
      consideredValue: 5,
      consideredType: 'int',
    },
  ],
  [
    'a field that is not there',
    { name: { $type: 'string' } },
    { _id: 1 },
    { operatorName: '$type', specifiedAs: { name: { $type: 'string' } }, reason: 'field was missing' },
  ],
  [
    'one of several conditions',
    { name: { $exists: true }, age: { $gte: 0, $lt: 150 } },
    { _id: 1, name: 'An', age: 151 },
    {
      operatorName: '$and',
      clausesNotSatisfied: [
        {
          index: 2,
          details: { operatorName: '$lt', specifiedAs: { age: { $lt: 150 } }, reason: 'comparison failed', consideredValue: 151 },
        },
      ],
    },
  ],
  [
    'an expression',
    { $expr: { $lt: ['$from', '$to'] } },
    { _id: 1, from: 2, to: 1 },
    {
      operatorName: '$expr',
      specifiedAs: { $expr: { $lt: ['$from', '$to'] } },
      reason: 'expression did not match',
      expressionResult: false,
    },
  ],
])('says which part of a validator is not met: %s', async (_title, validator, doc, details) => {
  await house.db.createCollection('things', { validator });
  const fault = await refusal(house.db.collection('things').insertOne(doc));
  expect(fault).toMatchObject({ code: 121, errInfo: { failingDocumentId: 1 } });
  expect(fault.errInfo?.details).toEqual(details);
});

it('takes no pattern and no list as an id', async () => {
  const things = house.db.collection<Document & { _id: unknown }>('things');
  for (const _id of [new BSONRegExp('a'), [1]]) expect(await refusal(things.insertOne({ _id }))).toMatchObject({ code: 53 });
});

it('fills in an empty timestamp at the top of a stored document', async () => {
  const things = house.db.collection<Document & { _id: number }>('things');
  const empty = new Timestamp({ t: 0, i: 0 });
  await things.insertOne({ _id: 1, at: empty, inner: { at: empty } });
  await things.replaceOne({ _id: 2 }, { at: empty }, { upsert: true });
  for (const doc of await things.find().toArray()) expect(doc.at.isZero()).toBe(false);
  expect((await things.findOne({ _id: 1 }))?.inner.at.isZero()).toBe(true);
});

it('deletes nothing when one limit is neither 0 nor 1', async () => {
  await house.db.collection('things').insertOne({});
  const deletes = [
    { q: {}, limit: 1 },
    { q: {}, limit: 3 },
  ];
  expect(await refusal(house.db.command({ delete: 'things', deletes }))).toMatchObject({ code: 9 });
  expect(await house.db.collection('things').countDocuments()).toBe(1);
});

it('finds backwards and with record ids', async () => {
  const things = house.db.collection<Document & { _id: number }>('things');
  await things.insertMany([{ _id: 2 }, { _id: 1 }]);
  expect((await things.find({}, { hint: { $natural: -1 } }).toArray()).map(({ _id }) => _id)).toEqual([1, 2]);
  const [first, second] = await things.find({}, { showRecordId: true }).toArray();
  expect(first?.$recordId).toBeLessThan(second?.$recordId);
});

it('hands out results of a client bulk write that pass one message by and by', async () => {
  const namespace = `${house.db.databaseName}.things`;
  const models = ['a', 'b', 'c'].map((letter) => ({
    name: 'updateOne' as const,
    namespace,
    filter: { _id: letter.repeat(8_000_000) },
    update: { $set: { x: 1 } },
    upsert: true,
  }));
  const result = await house.client.bulkWrite<Record<string, Document & { _id: string }>>(models, { verboseResults: true });
  expect(result.upsertedCount).toBe(3);
  expect([...(result.updateResults?.values() ?? [])].map(({ upsertedId }) => String(upsertedId)[0])).toEqual(['a', 'b', 'c']);
});

it('carries out unacknowledged client bulk writes', async () => {
  const models = [{ name: 'insertOne' as const, namespace: `${house.db.databaseName}.things`, document: { x: 1 } }];
  expect(await house.client.bulkWrite(models, { ordered: false, writeConcern: { w: 0 } })).toMatchObject({ acknowledged: false });
  await until(async () => (await house.db.collection('things').countDocuments()) === 1);
});

it('writes and then reports a write concern that a fail point breaks', async () => {
  const writeConcernError = { code: 100, errmsg: 'too few', errInfo: { writeConcern: { w: 2 } } };
  await house.client
    .db('admin')
    .command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data: { failCommands: ['insert'], writeConcernError } });
  const fault = await house.db
    .collection('things')
    .insertOne({})
    .catch((thrown: unknown) => thrown);
  expect(fault).toBeInstanceOf(MongoServerError);
  expect(fault).toMatchObject({ code: 100 });
  expect(await house.db.collection('things').countDocuments()).toBe(1);
});

it('answers what tools ask a server at the start', async () => {
  const admin = house.client.db('admin');
  expect(await admin.command({ getCmdLineOpts: 1 })).toMatchObject({ parsed: {} });
  expect(await admin.command({ getLog: 'startupWarnings' })).toMatchObject({ log: [] });
});
