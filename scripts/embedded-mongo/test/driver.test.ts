import { Binary, BSONRegExp, Code, Decimal128, type Document, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { refusal, until, useServer } from './fixture.js';

const house = useServer();
const raw = { promoteValues: false, promoteBuffers: false, bsonRegExp: true } as const;

describe('documents', () => {
  const everyType: Document = {
    _id: new ObjectId(),
    int: new Int32(5),
    double: new Double(5),
    fraction: new Double(5.5),
    long: Long.fromString('9007199254740993'),
    small: Long.fromNumber(3),
    decimal: Decimal128.fromString('1.10'),
    text: 'Nguyễn Thị Ánh 😀',
    when: new Date(1_700_000_000_000),
    bytes: new Binary(Buffer.from([1, 2, 3]), 128),
    stamp: new Timestamp({ t: 5, i: 6 }),
    pattern: new BSONRegExp('^a', 'i'),
    code: new Code('x'),
    least: new MinKey(),
    most: new MaxKey(),
    nothing: null,
    yes: true,
    list: [new Int32(1), [new Double(2)], { deep: Long.fromNumber(4) }],
    zero: new Double(-0),
  };

  it('come back with every type as they went in, before and after an update', async () => {
    const things = house.db.collection('things', raw);
    await things.insertOne(everyType);
    expect(await things.findOne({})).toEqual(everyType);
    await things.updateOne({}, { $set: { added: new Int32(1) } });
    expect(await things.findOne({})).toEqual({ ...everyType, added: new Int32(1) });
    expect(Object.keys((await things.findOne({})) ?? {})).toEqual([...Object.keys(everyType), 'added']);
    expect(await things.findOne({}, { projection: { double: 1, small: 1, _id: 0 } })).toEqual({
      double: new Double(5),
      small: Long.fromNumber(3),
    });
  });

  it('get a number type from $inc and $mul as MongoDB gives it', async () => {
    const things = house.db.collection('things', raw);
    await things.insertOne({
      int: new Int32(2_147_483_647),
      double: new Double(1),
      long: Long.fromNumber(1),
      decimal: Decimal128.fromString('0.1'),
    });
    await things.updateOne(
      {},
      {
        $inc: { int: new Int32(1), double: new Int32(1), long: new Int32(1), decimal: Decimal128.fromString('0.2'), fresh: new Double(1) },
        $mul: { made: new Long(7) },
      },
    );
    const { _id, ...rest } = (await things.findOne({})) ?? {};
    expect(rest).toEqual({
      int: Long.fromNumber(2_147_483_648),
      double: new Double(2),
      long: Long.fromNumber(2),
      decimal: Decimal128.fromString('0.3'),
      fresh: new Double(1),
      made: Long.fromNumber(0),
    });
  });

  it('keep the number types a pipeline update does not touch', async () => {
    const things = house.db.collection('things', raw);
    await things.insertOne({ double: new Double(3), long: Long.fromNumber(4) });
    await things.updateOne({}, [{ $set: { sum: { $add: ['$double', '$long'] } } }]);
    expect(await things.findOne({}, { projection: { _id: 0 } })).toEqual({
      double: new Double(3),
      long: Long.fromNumber(4),
      sum: new Int32(7),
    });
  });
});

describe('filters', () => {
  it.each<[string, Document, number[]]>([
    ['equal to a value or an element', { a: 1 }, [1, 3]],
    ['null means null or missing', { b: null }, [1, 2, 3, 5]],
    ['through arrays of documents', { 'c.d': 2 }, [4]],
    ['by position', { 'a.0': 1 }, [3]],
    ['a range stays inside its type', { a: { $gte: 2 } }, [2, 3]],
    ['not', { a: { $not: { $gt: 1 } } }, [1, 4, 5]],
    ['in with a pattern', { e: { $in: [/^TÂN/i] } }, [5]],
    ['elemMatch on documents', { c: { $elemMatch: { d: 2, e: 3 } } }, [4]],
    ['elemMatch on values', { a: { $elemMatch: { $gt: 1, $lt: 3 } } }, [3]],
    ['all', { a: { $all: [1, 2] } }, [3]],
    ['size', { a: { $size: 2 } }, [3]],
    ['type', { a: { $type: 'array' } }, [3]],
    ['exists', { a: { $exists: false } }, [4, 5]],
    ['nor', { $nor: [{ a: 1 }, { a: 2 }] }, [4, 5]],
    ['expr', { $expr: { $gt: ['$_id', 4] } }, [5]],
    ['mod', { _id: { $mod: [2, 0] } }, [2, 4]],
    ['whole documents by order of fields', { f: { x: 1, y: 2 } }, [5]],
  ])('%s', async (_title, filter, expected) => {
    const things = house.db.collection<Document & { _id: number }>('things');
    await things.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
      { _id: 3, a: [1, 2] },
      { _id: 4, b: 7, c: [{ d: 1 }, { d: 2, e: 3 }] },
      { _id: 5, e: 'tân linh', f: { x: 1, y: 2 } },
    ]);
    expect((await things.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual(expected);
    expect(await things.countDocuments(filter)).toBe(expected.length);
  });
});

describe('updates', () => {
  it.each<[string, Document, Document, Document]>([
    ['set inside', { a: { b: 1 } }, { $set: { 'a.c': 2 } }, { a: { b: 1, c: 2 } }],
    ['unset', { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
    ['rename', { a: 1 }, { $rename: { a: 'b.c' } }, { b: { c: 1 } }],
    ['min and max', { a: 5, b: 5 }, { $min: { a: 3 }, $max: { b: 9 } }, { a: 3, b: 9 }],
    [
      'push with each, position, sort and slice',
      { a: [3, 1] },
      { $push: { a: { $each: [2, 5], $sort: -1, $slice: 3 } } },
      { a: [5, 3, 2] },
    ],
    ['addToSet', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
    ['pull by condition', { a: [{ k: 1 }, { k: 2 }] }, { $pull: { a: { k: { $gt: 1 } } } }, { a: [{ k: 1 }] }],
    ['pullAll and pop', { a: [1, 2, 3], b: [1, 2] }, { $pullAll: { a: [1, 3] }, $pop: { b: -1 } }, { a: [2], b: [2] }],
    ['bit', { a: 13 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
    ['every element', { a: [{ k: 1 }, { k: 2 }] }, { $inc: { 'a.$[].k': 1 } }, { a: [{ k: 2 }, { k: 3 }] }],
    ['beyond the end of an array', { a: [1] }, { $set: { 'a.2': 3 } }, { a: [1, null, 3] }],
    ['new fields in order of name', {}, { $set: { z: 1, b: 2 }, $inc: { a: 1 } }, { a: 1, b: 2, z: 1 }],
  ])('%s', async (_title, before, change, after) => {
    const things = house.db.collection('things');
    await things.insertOne({ ...before });
    await things.updateOne({}, change);
    const found = await things.findOne({}, { projection: { _id: 0 } });
    expect(found).toEqual(after);
    expect(JSON.stringify(found)).toBe(JSON.stringify(after));
  });

  it('change the matched element by the positional operator', async () => {
    const things = house.db.collection('things');
    await things.insertOne({ list: [{ k: 1 }, { k: 2 }], plain: [5, 6] });
    await things.updateOne({ 'list.k': 2 }, { $set: { 'list.$.v': true } });
    await things.updateOne({ plain: { $gt: 5 } }, { $set: { 'plain.$': 9 } });
    expect(await things.findOne({}, { projection: { _id: 0 } })).toEqual({ list: [{ k: 1 }, { k: 2, v: true }], plain: [5, 9] });
  });

  it('report what they did, a change to the same value being none', async () => {
    const things = house.db.collection('things');
    await things.insertOne({ a: 1 });
    expect(await things.updateOne({ a: 1 }, { $set: { a: 1 } })).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
    const upserted = await things.updateOne({ b: 2, 'c.d': { $eq: 3 } }, { $setOnInsert: { e: 4 }, $set: { f: 5 } }, { upsert: true });
    expect(upserted).toMatchObject({ matchedCount: 0, upsertedCount: 1 });
    expect(await things.findOne({ _id: upserted.upsertedId ?? new ObjectId() })).toEqual({
      _id: upserted.upsertedId,
      b: 2,
      c: { d: 3 },
      e: 4,
      f: 5,
    });
  });
});

describe('cursors', () => {
  it('give every document once, batch by batch, as it was when the search began', async () => {
    const things = house.db.collection<{ _id: number; v?: number }>('things');
    await things.insertMany(Array.from({ length: 500 }, (_, _id) => ({ _id })));
    const cursor = things.find().batchSize(50);
    const first = await cursor.next();
    await things.updateMany({}, { $set: { v: 1 } });
    const rest = await cursor.toArray();
    expect([first, ...rest].map((doc) => doc?._id)).toEqual(Array.from({ length: 500 }, (_, _id) => _id));
  });

  it('are gone once killed', async () => {
    const things = house.db.collection('things');
    await things.insertMany([{}, {}, {}]);
    const { cursor } = await house.db.command({ find: 'things', batchSize: 1 });
    const killed = await house.db.command({ killCursors: 'things', cursors: [cursor.id] });
    expect(killed.cursorsKilled).toHaveLength(1);
    expect(await refusal(house.db.command({ getMore: Long.fromValue(cursor.id), collection: 'things' }))).toMatchObject({
      code: 43,
      codeName: 'CursorNotFound',
    });
  });

  it('take a batch of more bytes than one message may have in several', async () => {
    const things = house.db.collection('things');
    const large = Buffer.alloc(9_000_000, 7);
    for (let number = 0; number < 6; number++) await things.insertOne({ number, large });
    expect((await things.find().toArray()).map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('pipelines', () => {
  it('match, unwind, group, join and sort', async () => {
    const people = house.db.collection<Document & { _id: number }>('people');
    const hamlets = house.db.collection<Document & { _id: number }>('hamlets');
    await hamlets.insertMany([
      { _id: 1, name: 'Một' },
      { _id: 2, name: 'Hai' },
    ]);
    await people.insertMany([
      { _id: 1, hamlet: 1, tags: ['a', 'b'], age: 20 },
      { _id: 2, hamlet: 1, tags: ['a'], age: 40 },
      { _id: 3, hamlet: 2, tags: [], age: 30 },
    ]);
    expect(
      await people
        .aggregate([
          { $match: { age: { $gte: 20 } } },
          { $group: { _id: '$hamlet', count: { $sum: 1 }, oldest: { $max: '$age' } } },
          { $lookup: { from: 'hamlets', localField: '_id', foreignField: '_id', as: 'hamlet' } },
          { $set: { hamlet: { $first: '$hamlet.name' } } },
          { $sort: { _id: -1 } },
        ])
        .toArray(),
    ).toEqual([
      { _id: 2, count: 1, oldest: 30, hamlet: 'Hai' },
      { _id: 1, count: 2, oldest: 40, hamlet: 'Một' },
    ]);
    expect(await people.aggregate([{ $unwind: '$tags' }, { $sortByCount: '$tags' }]).toArray()).toEqual([
      { _id: 'a', count: 2 },
      { _id: 'b', count: 1 },
    ]);
    const [facets] = await people
      .aggregate([{ $facet: { young: [{ $match: { age: { $lt: 30 } } }, { $count: 'n' }], all: [{ $count: 'n' }] } }])
      .toArray();
    expect(facets).toEqual({ young: [{ n: 1 }], all: [{ n: 3 }] });
    const joined = await hamlets
      .aggregate([
        {
          $lookup: {
            from: 'people',
            let: { hamlet: '$_id' },
            pipeline: [{ $match: { $expr: { $eq: ['$hamlet', '$$hamlet'] } } }, { $project: { age: 1 } }],
            as: 'people',
          },
        },
        { $match: { _id: 1 } },
      ])
      .toArray();
    expect(joined).toEqual([
      {
        _id: 1,
        name: 'Một',
        people: [
          { _id: 1, age: 20 },
          { _id: 2, age: 40 },
        ],
      },
    ]);
  });

  it('write with $out and $merge', async () => {
    const things = house.db.collection<Document & { _id: number }>('things');
    await things.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ]);
    await house.db.collection('target').createIndex({ a: 1 }, { unique: true });
    await things.aggregate([{ $match: { a: 1 } }, { $out: 'target' }]).toArray();
    expect(await house.db.collection('target').find().toArray()).toEqual([{ _id: 1, a: 1 }]);
    expect(await house.db.collection('target').indexes()).toHaveLength(2);
    await things.aggregate([{ $set: { b: 1 } }, { $merge: { into: 'target', whenMatched: 'merge' } }]).toArray();
    expect(await house.db.collection('target').find().toArray()).toEqual([
      { _id: 1, a: 1, b: 1 },
      { _id: 2, a: 2, b: 1 },
    ]);
    expect(await refusal(things.aggregate([{ $set: { a: 1 } }, { $out: 'target' }]).toArray())).toMatchObject({ code: 11000 });
    expect(await house.db.collection('target').countDocuments()).toBe(2);
  });
});

describe('writes', () => {
  it('without acknowledgement are carried out in silence', async () => {
    const things = house.db.collection<{ _id: number }>('things', { writeConcern: { w: 0 } });
    expect(await things.insertOne({ _id: 1 })).toMatchObject({ acknowledged: false });
    await until(async () => (await things.countDocuments()) === 1);
  });

  it('of a validated collection are refused when they do not fit', async () => {
    await house.db.createCollection('things', { validator: { name: { $type: 'string' } } });
    const things = house.db.collection('things');
    expect(await refusal(things.insertOne({ name: 5 }))).toMatchObject({ code: 121 });
    await things.insertOne({ name: 5 }, { bypassDocumentValidation: true });
    expect(await things.countDocuments()).toBe(1);
  });

  it('to several collections go in one client bulk write', async () => {
    const name = house.db.databaseName;
    const result = await house.client.bulkWrite<Record<string, Document>>([
      { name: 'insertOne', namespace: `${name}.a`, document: { x: 1 } },
      { name: 'updateOne', namespace: `${name}.b`, filter: { y: 1 }, update: { $set: { z: 1 } }, upsert: true },
      { name: 'deleteMany', namespace: `${name}.a`, filter: {} },
    ]);
    expect(result).toMatchObject({ insertedCount: 1, upsertedCount: 1, deletedCount: 1 });
  });
});
