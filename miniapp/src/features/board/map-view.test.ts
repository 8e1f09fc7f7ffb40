import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tileAddress, tilesIn, tilesOrigin } from './map-tiles.js';
import {
  dragged,
  fitted,
  flat,
  gridLines,
  largestScale,
  mercator,
  middleOf,
  type Place,
  pixelOf,
  scaleBar,
  spotAt,
  type View,
  within,
  zoomed,
} from './map-view.js';

const middle: Place = { latitude: 21.66, longitude: 105.6 };
const size = { width: 328, height: 360 };
const nearby: fc.Arbitrary<Place> = fc.record({
  latitude: fc.double({ min: 21.6, max: 21.72, noNaN: true }),
  longitude: fc.double({ min: 105.54, max: 105.66, noNaN: true }),
});
const anywhere: fc.Arbitrary<Place> = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});
const view: fc.Arbitrary<View> = fc.record({
  x: fc.double({ min: -5_000, max: 5_000, noNaN: true }),
  y: fc.double({ min: -5_000, max: 5_000, noNaN: true }),
  scale: fc.double({ min: 0.005, max: 1, noNaN: true }),
});

/** By the haversine formula, which knows nothing of projections. */
function metresBetween(one: Place, other: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [latitudes, longitudes] = [radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)];
  const half =
    Math.sin(latitudes / 2) ** 2 + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(longitudes / 2) ** 2;
  return 2 * 6_371_009 * Math.asin(Math.sqrt(half));
}

describe('a projection', () => {
  it('keeps distances and directions within a commune', () => {
    fc.assert(
      fc.property(nearby, nearby, (one, other) => {
        for (const project of [flat(middle), mercator(middle)]) {
          const [a, b] = [project(one), project(other)];
          const real = metresBetween(one, other);
          expect(Math.abs(Math.hypot(a.x - b.x, a.y - b.y) - real)).toBeLessThan(1 + real * 0.002);
          // A millimetre is beyond both.
          if (Math.abs(one.latitude - other.latitude) > 1e-8) expect(Math.sign(a.y - b.y)).toBe(Math.sign(one.latitude - other.latitude));
        }
      }),
    );
    expect(flat(middle)(middle)).toEqual({ x: 0, y: 0 });
    // A thousandth of a degree, to which the board rounds.
    const step = flat(middle)({ latitude: 21.661, longitude: 105.601 });
    expect([Math.round(step.x), Math.round(step.y)]).toEqual([103, 111]);
  });

  it('gives a number for every place on earth, across the line of dates too', () => {
    fc.assert(
      fc.property(anywhere, anywhere, (around, place) => {
        for (const { x, y } of [flat(around)(place), mercator(around)(place)])
          expect([Number.isFinite(x), Number.isFinite(y)]).toEqual([true, true]);
      }),
    );
    expect(Math.round(flat({ latitude: 0, longitude: 179.999 })({ latitude: 0, longitude: -179.999 }).x)).toBe(222);
  });
});

describe('a view', () => {
  it('shows all that it was fitted to, away from the edge', () => {
    fc.assert(
      fc.property(fc.array(nearby, { minLength: 1, maxLength: 20 }), (places) => {
        const spots = places.map(flat(middleOf(places) ?? middle));
        const seen = fitted(spots, size, 44);
        for (const spot of spots) {
          const { left, top } = pixelOf(seen, size, spot);
          expect(left).toBeGreaterThan(43.9);
          expect(left).toBeLessThan(size.width - 43.9);
          expect(top).toBeGreaterThan(43.9);
          expect(top).toBeLessThan(size.height - 43.9);
        }
      }),
    );
  });

  it('keeps what is under the fingers there while zooming, and under the finger while drawing along', () => {
    const at = fc.record({ left: fc.integer({ min: 0, max: 328 }), top: fc.integer({ min: 0, max: 360 }) });
    fc.assert(
      fc.property(view, at, at, fc.double({ min: 0.2, max: 5, noNaN: true }), (seen, from, to, factor) => {
        const held = spotAt(seen, size, from);
        const zoomedView = zoomed(seen, size, factor, from, 0.001);
        expect(pixelOf(zoomedView, size, held).left).toBeCloseTo(from.left, 5);
        expect(pixelOf(zoomedView, size, held).top).toBeCloseTo(from.top, 5);
        expect(zoomedView.scale).toBeLessThanOrEqual(largestScale);
        const moved = dragged(seen, { left: to.left - from.left, top: to.top - from.top });
        expect(pixelOf(moved, size, held).left).toBeCloseTo(to.left, 5);
        expect(pixelOf(moved, size, held).top).toBeCloseTo(to.top, 5);
      }),
    );
  });

  it('does not lose the points, and does not zoom out without end', () => {
    const spots = [
      { x: -100, y: 0 },
      { x: 300, y: 50 },
    ];
    expect(within({ x: 9_000, y: -9_000, scale: 1 }, spots)).toEqual({ x: 300, y: 0, scale: 1 });
    expect(within({ x: 7, y: 7, scale: 1 }, [])).toEqual({ x: 7, y: 7, scale: 1 });
    expect(zoomed({ x: 0, y: 0, scale: 0.1 }, size, 0.001, { left: 0, top: 0 }, 0.05).scale).toBe(0.05);
    expect(fitted([], size, 44)).toEqual({ x: 0, y: 0, scale: 0.25 });
    expect(fitted([{ x: 5, y: 5 }], { width: 10, height: 10 }, 44).scale).toBeGreaterThan(0);
  });

  it.each([
    [1, '100 m', 100],
    [0.25, '200 m', 50],
    [0.11, '1 km', 110],
    [0.02, '5 km', 100],
    [0.0001, '1.000 km', 100],
  ])('says how long a piece of the ground is at %f pixels a metre', (scale, words, pixels) => {
    const bar = scaleBar(scale, 120);
    expect([bar.words, Math.round(bar.pixels)]).toEqual([words, pixels]);
  });

  it('has a scale bar and lines however little room there is', () => {
    const room = fc.record({ width: fc.integer({ min: 0, max: 60 }), height: fc.integer({ min: 0, max: 60 }) });
    fc.assert(
      fc.property(room, fc.array(nearby, { maxLength: 5 }), (small, places) => {
        const seen = fitted(places.map(flat(middle)), small, 44);
        const { metres } = scaleBar(seen.scale, small.width / 2.5);
        expect(metres).toBeGreaterThan(0);
        const { lefts, tops } = gridLines(seen, small, metres);
        expect(lefts.length + tops.length).toBeLessThan(200);
      }),
    );
  });

  it('draws lines that lie fast on the ground', () => {
    fc.assert(
      fc.property(view, (seen) => {
        const { metres, pixels } = scaleBar(seen.scale, 120);
        const { lefts, tops } = gridLines(seen, size, metres);
        for (const left of lefts)
          expect(
            Math.abs(spotAt(seen, size, { left, top: 0 }).x / metres - Math.round(spotAt(seen, size, { left, top: 0 }).x / metres)),
          ).toBeLessThan(1e-6);
        expect(Math.abs(lefts.length - size.width / pixels)).toBeLessThanOrEqual(1);
        expect(Math.abs(tops.length - size.height / pixels)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the pictures of a tile server', () => {
  it('are the ones everybody knows for a place', () => {
    // By the formula of the OpenStreetMap wiki for 21.66° N 105.6° E, depth 14.
    const n = 2 ** 14;
    const latitude = (21.66 * Math.PI) / 180;
    const x = Math.floor(((105.6 + 180) / 360) * n);
    const y = Math.floor(((1 - Math.log(Math.tan(latitude) + 1 / Math.cos(latitude)) / Math.PI) / 2) * n);
    const scale = (256 * n) / (2 * Math.PI * 6_371_009 * Math.cos(latitude));
    const tiles = tilesIn({ x: 0, y: 0, scale }, size, middle);
    const under = tiles.find(({ left, top, side }) => left <= 164 && left + side > 164 && top <= 180 && top + side > 180);
    expect(under).toMatchObject({ z: 14, x, y });
    expect(under?.side).toBeCloseTo(256, 6);
    expect(tileAddress('https://a.vn/{z}/{x}/{y}.png', { z: 14, x, y })).toBe(`https://a.vn/14/${x}/${y}.png`);
  });

  it('cover the whole picture, and lie under the points as Web Mercator puts them', () => {
    fc.assert(
      fc.property(view, nearby, (seen, place) => {
        const tiles = tilesIn(seen, size, middle);
        expect(Math.min(...tiles.map(({ left }) => left))).toBeLessThanOrEqual(0);
        expect(Math.max(...tiles.map(({ left, side }) => left + side))).toBeGreaterThanOrEqual(size.width);
        expect(Math.min(...tiles.map(({ top }) => top))).toBeLessThanOrEqual(0);
        expect(Math.max(...tiles.map(({ top, side }) => top + side))).toBeGreaterThanOrEqual(size.height);
        expect(tiles.length).toBeLessThanOrEqual(12);
        const [first] = tiles;
        if (first === undefined) return;
        const n = 2 ** first.z;
        const { left, top } = pixelOf(seen, size, mercator(middle)(place));
        expect(left).toBeCloseTo(first.left + (((place.longitude + 180) / 360) * n - first.x) * first.side, 3);
        const north = 0.5 - Math.asinh(Math.tan((place.latitude * Math.PI) / 180)) / (2 * Math.PI);
        expect(top).toBeCloseTo(first.top + (north * n - first.y) * first.side, 3);
      }),
    );
  });

  it('name who drew them', () => {
    expect(tilesOrigin('https://tile.openstreetmap.org/{z}/{x}/{y}.png')).toBe('© những người đóng góp OpenStreetMap');
    expect(tilesOrigin('https://notopenstreetmap.org/{z}/{x}/{y}.png')).toBe('Nền bản đồ: notopenstreetmap.org');
    expect(tilesOrigin('https://bando.vn:8443/{z}/{x}/{y}.png')).toBe('Nền bản đồ: bando.vn');
  });
});
