import { Decimal128, type Document, Double, Long } from 'mongodb';
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
      [{ $group: { _id: { a: '$a' }, all: { $push: '$b' }, most: { $max: '$b' } } }, { $sort: { '_id.a': 1 } }],
      [
        { _id: {}, all: [], most: null },
        { _id: { a: 1 }, all: [7], most: 7 },
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
