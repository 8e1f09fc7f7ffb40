import { reviewPicture } from 'backend/contracts/feedback-desk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Area,
  areaBetween,
  byKey,
  changed,
  freshArea,
  isTooSmall,
  moved,
  noAreas,
  replaced,
  resized,
  sentArea,
  undone,
} from './blur-areas.js';

const share = fc.double({ min: -1, max: 2, noNaN: true });
const point = fc.record({ x: share, y: share });
const drawn = fc
  .tuple(point, point)
  .map(([one, other]) => areaBetween(one, other))
  .filter((area) => !isTooSmall(area));
const isInside = ({ x, y, width, height }: Area) =>
  x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= 1 + 1e-9 && y + height <= 1 + 1e-9;

describe('areas to hide in a picture', () => {
  it('are the same from whichever corner they are drawn, also beyond the edge', () => {
    expect(areaBetween({ x: 0.6, y: 0.5 }, { x: 0.25, y: 0.25 })).toEqual({ x: 0.25, y: 0.25, width: 0.35, height: 0.25 });
    expect(areaBetween({ x: 0.5, y: 0.5 }, { x: 3, y: -2 })).toEqual({ x: 0.5, y: 0, width: 0.5, height: 0.5 });
  });

  it('stay inside the picture, however they are drawn, moved and stretched', () => {
    const gesture = fc.record({ key: fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'), shift: fc.boolean() });
    fc.assert(
      fc.property(drawn, point, point, fc.array(gesture, { maxLength: 80 }), (area, by, more, keys) => {
        let now = resized(moved(area, by), more);
        for (const { key, shift } of keys) now = byKey(now, key, shift) ?? now;
        expect(isInside(now)).toBe(true);
        expect(reviewPicture.body.safeParse({ areas: [sentArea(now)] }).success).toBe(true);
      }),
    );
  });

  it('follow the arrows, and change size with Shift', () => {
    const area = { x: 0.5, y: 0.5, width: 0.2, height: 0.2 };
    expect(byKey(area, 'ArrowLeft', false)).toEqual({ ...area, x: 0.48 });
    expect(byKey(area, 'ArrowDown', true)?.height).toBeCloseTo(0.22);
    expect(byKey(area, 'Tab', false)).toBeNull();
  });

  it('take back one change after the other, a whole gesture at once', () => {
    const [one, two] = [freshArea(0), freshArea(1)];
    const first = changed(noAreas, [one]);
    const gesture = replaced(replaced(changed(first, [one, two]), 1, moved(two, { x: 0.1, y: 0 })), 1, moved(two, { x: 0.2, y: 0 }));
    expect(gesture.now).toHaveLength(2);
    expect(undone(gesture).now).toEqual([one]);
    expect(undone(undone(gesture)).now).toEqual([]);
    expect(undone(undone(undone(gesture))).now).toEqual([]);
  });

  it('begin in sight when no finger draws them, not one upon the other', () => {
    const fresh = Array.from({ length: 20 }, (_, already) => freshArea(already));
    expect(fresh.every(isInside)).toBe(true);
    expect(fresh[1]).not.toEqual(fresh[0]);
  });
});
