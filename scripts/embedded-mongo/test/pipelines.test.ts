import { Decimal128, type Document, Double, Long, ObjectId } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { refusal, useServer } from './fixture.js';

const house = useServer();
const anyCase = { collation: { locale: 'vi', strength: 2 } };

async function outcome(docs: Document[], pipeline: Document[], options: Document = {}): Promise<Document[]> {
  const things = house.db.collection('things');
  await things.insertMany(docs);
  return things.aggregate(pipeline, options).toArray();
}

describe('stages', () => {
  it.each<[string, Document[], Document[], Document[]]>([
    ['project in the order of the document', [{ _id: 1, b: 2, a: 3, c: 4 }], [{ $project: { a: 1, b: 1 } }], [{ _id: 1, b: 2, a: 3 }]],
    [
      'project computed fields after the kept ones',
      [{ _id: 1, a: 2, b: 3 }],
      [{ $project: { sum: { $add: ['$a', '$b'] }, b: 1, gone: '$$REMOVE', none: '$nope' } }],
      [{ _id: 1, b: 3, sum: 5 }],
    ],
    [
      'project into every element of an array',
      [{ _id: 1, list: [{ a: 1 }, { a: 2 }], x: 5 }],
      [{ $project: { 'list.b': '$x' } }],
      [{ _id: 1, list: [{ b: 5 }, { b: 5 }] }],
    ],
    [
      'add fields to what is there, also inside arrays',
      [{ _id: 1, a: { x: 1 }, list: [{ c: 1 }, { c: 2 }], old: 1 }],
      [{ $addFields: { a: { y: '$a.x' }, 'list.d': 9, old: '$$REMOVE' } }],
      [
        {
          _id: 1,
          a: { x: 1, y: 1 },
          list: [
            { c: 1, d: 9 },
            { c: 2, d: 9 },
          ],
        },
      ],
    ],
    [
      'group without what is missing',
      [{ _id: 1, a: 1 }, { _id: 2, a: 1, b: 7 }, { _id: 3 }],
      [
        {
          $group: {
            _id: { a: '$a' },
            all: { $push: '$b' },
            most: { $max: '$b' },
            none: { $push: null },
            one: { $mergeObjects: { c: '$b' } },
          },
        },
        { $sort: { '_id.a': 1 } },
      ],
      [
        { _id: {}, all: [], most: null, none: [null], one: {} },
        { _id: { a: 1 }, all: [7], most: 7, none: [null, null], one: { c: 7 } },
      ],
    ],
    [
      'put into buckets, empty ones left out',
      [
        { _id: 1, a: 25 },
        { _id: 2, a: 3 },
        { _id: 3, a: 99 },
      ],
      [{ $bucket: { groupBy: '$a', boundaries: [0, 10, 20, 30], default: 'more' } }],
      [
        { _id: 0, count: 1 },
        { _id: 20, count: 1 },
        { _id: 'more', count: 1 },
      ],
    ],
    ['sample no document twice', [{ _id: 1 }], [{ $sample: { size: 5 } }], [{ _id: 1 }]],
    [
      'compute running totals',
      [
        { _id: 1, n: 2 },
        { _id: 2, n: 3 },
      ],
      [{ $setWindowFields: { sortBy: { _id: 1 }, output: { total: { $sum: '$n', window: { documents: ['unbounded', 'current'] } } } } }],
      [
        { _id: 1, n: 2, total: 2 },
        { _id: 2, n: 3, total: 5 },
      ],
    ],
  ])('%s', async (_title, docs, pipeline, expected) => {
    const found = await outcome(docs, pipeline);
    expect(found).toEqual(expected);
    expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
  });

  it('follow the collation in groups and expressions', async () => {
    const docs = [
      { _id: 1, name: 'An' },
      { _id: 2, name: 'AN' },
    ];
    expect(await outcome(docs, [{ $group: { _id: '$name', n: { $sum: 1 } } }], anyCase)).toEqual([{ _id: 'An', n: 2 }]);
    const things = house.db.collection('things');
    expect(await things.countDocuments({ $expr: { $eq: ['$name', 'an'] } }, anyCase)).toBe(2);
    expect(await things.aggregate([{ $project: { _id: 0, same: { $in: ['an', ['$name']] } } }], anyCase).toArray()).toEqual([
      { same: true },
      { same: true },
    ]);
  });

  it('add up int64 and decimals exactly', async () => {
    const large = Long.fromString('9007199254740993');
    const docs = [
      { large, price: Decimal128.fromString('0.1') },
      { large: 1, price: Decimal128.fromString('0.2') },
    ];
    const sums = { _id: null, large: { $sum: '$large' }, price: { $sum: '$price' }, mean: { $avg: '$price' } };
    const [total] = await outcome(docs, [{ $group: sums }]);
    expect(total).toEqual({
      _id: null,
      large: Long.fromString('9007199254740994'),
      price: Decimal128.fromString('0.3'),
      mean: Decimal128.fromString('0.15'),
    });
    const things = house.db.collection('things');
    const twice = [
      { $match: { large } },
      { $project: { _id: 0, twice: { $multiply: ['$price', 2] }, less: { $subtract: ['$large', 3] } } },
    ];
    expect(await things.aggregate(twice).toArray()).toEqual([{ twice: Decimal128.fromString('0.2'), less: 9007199254740990 }]);
  });

  it.each<[string, unknown, unknown]>([
    ['the sum of a list', { $sum: '$list' }, 6],
    ['the sum of one value', { $sum: '$n' }, 7],
    ['the greatest of several', { $max: ['$n', '$nope', 9] }, 9],
    ['the mean of a list', { $avg: '$list' }, 2],
    ['a quotient of a decimal', { $divide: ['$price', 2] }, Decimal128.fromString('0.75')],
    ['the type of a decimal', { $type: '$price' }, 'decimal'],
    ['the type of nothing', { $type: '$nope' }, 'missing'],
    ['whether a decimal is a number', { $isNumber: '$price' }, true],
    ['an id as text', { $toString: '$owner' }, '507f1f77bcf86cd799439011'],
    ['text as an id', { $toObjectId: '507f1f77bcf86cd799439011' }, new ObjectId('507f1f77bcf86cd799439011')],
    ['text as a decimal', { $toDecimal: '1.10' }, Decimal128.fromString('1.10')],
    ['what cannot be an id', { $convert: { input: 'x', to: 'objectId', onError: 'none' } }, 'none'],
    ['the place of a text', { $indexOfCP: ['Tân Linh', 'Linh'] }, 4],
    ['a year after a leap day', { $dateAdd: { startDate: '$leap', unit: 'year', amount: 1 } }, new Date('2025-02-28T10:00:00Z')],
    ['a month before the 31st', { $dateSubtract: { startDate: '$last', unit: 'month', amount: 1 } }, new Date('2024-04-30T10:00:00Z')],
    [
      'a month after the 31st, by the local calendar',
      { $dateAdd: { startDate: '$evening', unit: 'month', amount: 1, timezone: '+07:00' } },
      new Date('2024-02-28T18:00:00Z'),
    ],
  ])('compute %s', async (_title, expression, expected) => {
    const doc = {
      n: 7,
      list: [1, 2, 3],
      price: Decimal128.fromString('1.5'),
      owner: new ObjectId('507f1f77bcf86cd799439011'),
      leap: new Date('2024-02-29T10:00:00Z'),
      last: new Date('2024-05-31T10:00:00Z'),
      evening: new Date('2024-01-30T18:00:00Z'),
    };
    expect(await outcome([doc], [{ $replaceWith: { value: expression } }])).toEqual([{ value: expected }]);
  });

  it('refuse a new root that is no document', async () => {
    expect(await refusal(outcome([{}], [{ $replaceRoot: { newRoot: '$nope' } }]))).toMatchObject({ code: 40228 });
  });

  it('tell the current operation its own comment', async () => {
    const operations = house.client
      .db('admin')
      .aggregate([{ $currentOp: {} }, { $match: { 'command.comment': 'ours' } }], { comment: 'ours' });
    expect(await operations.toArray()).toHaveLength(1);
  });
});

describe('pipelines that write', () => {
  it('leave the id at the front of what they update', async () => {
    const things = house.db.collection<Document & { _id: number }>('things');
    await things.insertOne({ _id: 1, x: 1, y: 2 });
    await things.updateOne({}, [{ $replaceWith: { z: '$y', _id: '$_id' } }]);
    expect(JSON.stringify(await things.findOne())).toBe('{"_id":1,"z":2}');
  });

  it('merge by a pipeline with variables of the incoming document', async () => {
    const target = house.db.collection<Document & { _id: number }>('target');
    await target.insertOne({ _id: 1, sum: 10 });
    const whenMatched = [{ $set: { sum: { $add: ['$sum', '$$more', '$$new.n'] } } }];
    await outcome([{ _id: 1, n: 5 }], [{ $merge: { into: 'target', let: { more: { $multiply: ['$n', 100] } }, whenMatched } }]);
    expect(await target.find().toArray()).toEqual([{ _id: 1, sum: 515 }]);
  });

  it('pass a validator only when asked to', async () => {
    await house.db.createCollection('target', { validator: { a: { $exists: true } } });
    await house.db.collection('things').insertOne({ b: 1 });
    for (const stage of [{ $out: 'target' }, { $merge: { into: 'target', whenMatched: 'replace' } }]) {
      const write = (bypassDocumentValidation: boolean): Promise<unknown> =>
        house.db
          .collection('things')
          .aggregate([{ $set: { b: 2 } }, stage], { bypassDocumentValidation })
          .toArray();
      await house.db.collection('target').deleteMany({});
      expect(await refusal(write(false))).toMatchObject({ code: 121 });
      await write(true);
      expect(await house.db.collection('target').countDocuments({ b: 2 })).toBe(1);
    }
  });
});

it('restores doubles a pipeline update moves along unchanged', async () => {
  const things = house.db.collection('things', { promoteValues: false });
  await things.insertOne({ inner: { half: new Double(2) } });
  await things.updateOne({}, [{ $set: { inner: { other: 1 } } }]);
  expect(await things.findOne({}, { projection: { _id: 0 } })).toMatchObject({ inner: { half: new Double(2) } });
});
