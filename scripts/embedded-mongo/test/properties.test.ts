import { Decimal128, type Document, Double, Long, ObjectId } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Collection, encodeDocument } from '../src/collection.js';
import { decodeDocument } from '../src/decode.js';
import { CommandError } from '../src/errors.js';
import { encodeKey, invertKey } from '../src/keys.js';
import { compareValues, type Doc } from '../src/values.js';

const scalar = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.integer(),
  fc.double(),
  fc.string({ maxLength: 4 }),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
  fc.constantFrom('', '\0', 'a\0b', '\uffff', '😀', null, true, false),
  fc.date({ noInvalidDate: true }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => Long.fromBigInt(value)),
  fc.integer({ min: -5, max: 5 }).map((value) => new Double(value)),
  fc.integer({ min: -30, max: 30 }).map((value) => Decimal128.fromString(`${value}E-1`)),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
);
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

/** Through BSON, as everything that reaches the server has been. */
function stored(given: unknown): unknown {
  return decodeDocument(encodeDocument({ v: given })).v;
}

describe('keys', () => {
  it('sort and equal one another exactly as the values do, descending ones the other way round', () => {
    fc.assert(
      fc.property(value, value, (left, right) => {
        const [a, b] = [stored(left), stored(right)];
        const [x, y] = [encodeKey(a), encodeKey(b)];
        const order = Math.sign(compareValues(a, b));
        expect(x < y ? -1 : x > y ? 1 : 0).toBe(order);
        expect(x === y || !y.startsWith(x)).toBe(true);
        const [p, q] = [invertKey(x), invertKey(y)];
        expect(p < q ? 1 : p > q ? -1 : 0).toBe(order);
      }),
      { numRuns: 3000 },
    );
  });

  it('tell neighbouring numbers of any type apart', () => {
    const numbers = [
      Long.fromString('9007199254740993'),
      9007199254740992,
      Decimal128.fromString('9007199254740992.5'),
      Decimal128.fromString('0.1'),
      0.1,
      Long.MAX_VALUE,
      2 ** 63,
      Decimal128.fromString('1E400'),
      Number.POSITIVE_INFINITY,
    ];
    for (const left of numbers)
      for (const right of numbers) expect(encodeKey(left) < encodeKey(right)).toBe(compareValues(left, right) < 0);
  });
});

const journal = { put: () => undefined, remove: () => undefined };
const indexSets: Doc[][] = [[{ a: 1 }], [{ a: 1, b: -1 }], [{ 'a.c': 1 }, { b: 1, a: 1 }]].map((keys) =>
  keys.map((key) => ({ v: 2, key, name: Object.keys(key).join('_') })),
);
const small = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom(null, 'x', 'y'));
const field = fc.oneof(
  small,
  fc.array(small, { maxLength: 3 }),
  fc.record({ c: small }),
  fc.array(fc.record({ c: small }), { maxLength: 2 }),
);
const condition = fc.oneof(
  small,
  fc.record({ $gt: small }),
  fc.record({ $gte: small, $lt: small }),
  fc.record({ $in: fc.array(small, { maxLength: 3 }) }),
  fc.record({ $ne: small }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $all: fc.array(small, { minLength: 1, maxLength: 2 }) }),
);
const filter = fc.dictionary(fc.constantFrom('a', 'b', 'a.c'), condition, { maxKeys: 3, noNullPrototype: true });
const anyFilter = fc.oneof(
  filter,
  fc.record({ $or: fc.array(filter, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $and: fc.array(filter, { minLength: 1, maxLength: 2 }) }),
);
const sort = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom(1, -1), { maxKeys: 2, noNullPrototype: true });

it('an index finds what the whole collection would give, in the same order of the sort', () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.constantFrom('a', 'b'), field, { maxKeys: 2, noNullPrototype: true }), { maxLength: 30 }),
      anyFilter,
      sort,
      fc.constantFrom(...indexSets),
      fc.boolean(),
      (docs, wanted, order, indexes, sparse) => {
        const collection = new Collection(
          1,
          'd',
          'c',
          new Uint8Array(16),
          {},
          [{ v: 2, key: { _id: 1 }, name: '_id_' }, ...indexes.map((spec) => ({ ...spec, sparse }))],
          journal,
        );
        for (const [_id, doc] of docs.entries()) {
          try {
            collection.insert(stored({ _id, ...doc }) as Doc);
          } catch (fault) {
            // Two arrays under one compound index are refused.
            if (!(fault instanceof CommandError && fault.code === 171)) throw fault;
          }
        }
        const search = { filter: stored(wanted) as Doc, sort: stored(order) as Doc, context: {} };
        const found = [...collection.find(search)].map(({ doc }) => doc);
        const natural = [...collection.find({ ...search, hint: { $natural: 1 } })].map(({ doc }) => doc);
        const byId = (list: Doc[]): unknown[] => list.map(({ _id }) => _id).sort((left, right) => Number(left) - Number(right));
        expect(byId(found)).toEqual(byId(natural));
        const again = [...collection.find({ filter: { _id: { $in: found.map(({ _id }) => _id) } }, context: {} })];
        expect(again).toHaveLength(found.length);
        if (Object.keys(order).length === 0) return;
        // An array sorts by one of its elements, so it may stand on either side of that element alone.
        const leading = (list: Doc[]): unknown[] =>
          list
            .filter((doc) => Object.keys(order).every((path) => !Array.isArray(doc[path])))
            .map((doc) => Object.keys(order).map((path) => doc[path] ?? null));
        expect(leading(found)).toEqual(leading(natural));
      },
    ),
    { numRuns: 2000 },
  );
});

describe('the server against a naive model', () => {
  const seat = fc.constantFrom('s1', 's2', 's3', 's4', 's5');
  const command = fc.oneof(
    fc.record({ kind: fc.constant('insert' as const), id: fc.nat(8), seats: fc.array(seat, { maxLength: 3 }), n: fc.nat(5) }),
    fc.record({ kind: fc.constant('free' as const), id: fc.nat(8) }),
    fc.record({ kind: fc.constant('claim' as const), id: fc.nat(8), seat }),
    fc.record({ kind: fc.constant('raise' as const), above: fc.nat(5), by: fc.integer({ min: -2, max: 2 }) }),
    fc.record({ kind: fc.constant('delete' as const), below: fc.nat(2) }),
    fc.record({ kind: fc.constant('look' as const), seat, n: fc.nat(5) }),
  );
  interface Row {
    id: number;
    n: number;
    seats: string[] | undefined;
  }

  it('holds the same rows and refuses the same claims', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        const specs = [
          { v: 2, key: { _id: 1 }, name: '_id_' },
          { v: 2, key: { seats: 1 }, name: 'seats', unique: true, sparse: true },
          { v: 2, key: { n: 1 }, name: 'n' },
        ];
        const collection = new Collection(1, 'd', 'c', new Uint8Array(16), {}, specs, journal);
        let rows: Row[] = [];
        const taken = (wanted: string[], own?: number): boolean =>
          rows.some((row) => row.id !== own && row.seats?.some((held) => wanted.includes(held)));
        const attempt = (act: () => void): boolean => {
          try {
            act();
            return true;
          } catch (fault) {
            expect(fault).toMatchObject({ code: 11000 });
            return false;
          }
        };
        const matching = (wanted: Doc) => [...collection.find({ filter: wanted, context: {} })];
        for (const step of commands) {
          if (step.kind === 'insert') {
            const seats = step.seats.length > 0 ? step.seats : undefined;
            const may = !rows.some((row) => row.id === step.id) && !(seats && taken(seats));
            expect(attempt(() => collection.insert({ _id: step.id, n: step.n, ...(seats ? { seats } : {}) }))).toBe(may);
            if (may) rows.push({ id: step.id, n: step.n, seats });
          } else if (step.kind === 'free') {
            for (const found of matching({ _id: step.id })) {
              const { seats: _, ...rest } = found.doc;
              collection.replace(found, rest);
            }
            rows = rows.map((row) => (row.id === step.id ? { ...row, seats: undefined } : row));
          } else if (step.kind === 'claim') {
            const may = !taken([step.seat], step.id);
            for (const found of matching({ _id: step.id }))
              expect(attempt(() => collection.replace(found, { ...found.doc, seats: [step.seat] }))).toBe(may);
            if (may) rows = rows.map((row) => (row.id === step.id ? { ...row, seats: [step.seat] } : row));
          } else if (step.kind === 'raise') {
            for (const found of matching({ n: { $gt: step.above } }))
              collection.replace(found, { ...found.doc, n: Number(found.doc.n) + step.by });
            rows = rows.map((row) => (row.n > step.above ? { ...row, n: row.n + step.by } : row));
          } else if (step.kind === 'delete') {
            for (const found of matching({ n: { $lt: step.below } })) collection.remove(found);
            rows = rows.filter((row) => row.n >= step.below);
          } else {
            const expected = rows.filter((row) => row.seats?.includes(step.seat) || row.n === step.n).map(({ id }) => id);
            expect(
              matching({ $or: [{ seats: step.seat }, { n: step.n }] })
                .map(({ doc }) => doc._id)
                .sort(),
            ).toEqual(expected.sort());
          }
        }
        const all: Document[] = matching({}).map(({ doc }) => doc);
        expect(all.map(({ _id, n, seats }) => ({ id: _id, n, seats }))).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });
});
