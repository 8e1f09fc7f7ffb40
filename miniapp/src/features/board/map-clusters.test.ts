import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, clustered, comesApart, labelsOf, withRoom } from './map-clusters.js';

const points = fc
  .array(fc.record({ x: fc.integer({ min: -30, max: 30 }), y: fc.integer({ min: -30, max: 30 }) }), { maxLength: 500 })
  .map((spots) => spots.map(({ x, y }, place) => ({ x: x * 100, y: y * 100, id: String(place) })));

describe('points that lie together', () => {
  it('are each in one mark, and no two marks are nearer than a finger', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 2_000 }), (all, least) => {
        const clusters = clustered(all, least);
        expect(clusters.flatMap(({ members }) => members.map(({ id }) => id)).sort()).toEqual(all.map(({ id }) => id).sort());
        for (const [place, one] of clusters.entries())
          for (const other of clusters.slice(place + 1))
            expect(Math.hypot(one.spot.x - other.spot.x, one.spot.y - other.spot.y)).toBeGreaterThanOrEqual(least);
      }),
      { numRuns: 60 },
    );
  });

  it('stand in the middle of their points, and come apart when the ground is seen larger', () => {
    const [one, two, three] = [
      { x: 0, y: 0, id: 'a' },
      { x: 30, y: 0, id: 'b' },
      { x: 0, y: 30, id: 'c' },
    ];
    const [cluster, ...others] = clustered([one, two, three], 48);
    expect(others).toEqual([]);
    expect([cluster?.spot.x, cluster?.spot.y, cluster?.members.length]).toEqual([10, 10, 3].map((value) => expect.closeTo(value, 6)));
    expect(cluster && [comesApart(cluster, 1, 48), comesApart(cluster, 4, 48)]).toEqual([false, true]);
    const [same] = clustered([one, { ...one, id: 'd' }], 48);
    expect(same && comesApart(same, 1_000, 48)).toBe(false);
    expect(clustered([], 48)).toEqual([]);
  });

  it('are drawn quickly, five hundred of them', () => {
    const many = Array.from({ length: 500 }, (_, place) => ({
      x: (place * 7919) % 5_000,
      y: (place * 104_729) % 5_000,
      id: String(place),
    }));
    const began = performance.now();
    for (const least of [50, 200, 800]) clustered(many, least);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('names on the map', () => {
  it('stand once, in the middle of what bears them', () => {
    expect(
      labelsOf([
        { x: 0, y: 0, hamletName: 'Xóm 1' },
        { x: 9, y: 9, hamletName: 'Xóm 2' },
        { x: 10, y: 20, hamletName: 'Xóm 1' },
      ]),
    ).toEqual([
      { name: 'Xóm 1', spot: { x: 5, y: 10 } },
      { name: 'Xóm 2', spot: { x: 9, y: 9 } },
    ]);
  });

  it('never cover each other, and take the next place where the first is not free', () => {
    const side = fc.integer({ min: 1, max: 80 });
    const box: fc.Arbitrary<Box> = fc.record({
      left: fc.integer({ min: 0, max: 300 }),
      top: fc.integer({ min: 0, max: 300 }),
      width: side,
      height: side,
    });
    const names = fc.array(fc.array(box, { maxLength: 3 }), { maxLength: 15 });
    const covers = (one: Box, others: readonly Box[]) => withRoom([{ places: [one] }], others).length === 0;
    fc.assert(
      fc.property(names, fc.array(box, { maxLength: 3 }), (wanted, taken) => {
        const set = withRoom(
          wanted.map((places, name) => ({ name, places })),
          taken,
        );
        for (const { at, places, name } of set) {
          const others = [...taken, ...set.filter((other) => other.name !== name).map((other) => other.at)];
          expect([places.includes(at), covers(at, others)]).toEqual([true, false]);
        }
        for (const [name, places] of wanted.entries())
          if (set.every((other) => other.name !== name))
            for (const place of places) expect(covers(place, [...taken, ...set.map((other) => other.at)])).toBe(true);
      }),
    );
    const [one, two] = [
      { left: 0, top: 0, width: 10, height: 10 },
      { left: 0, top: 20, width: 10, height: 10 },
    ];
    expect(withRoom([{ places: [one, two] }, { places: [one, two] }, { places: [two] }], []).map(({ at }) => at)).toEqual([one, two]);
  });
});
