import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { dragged, fitted, largestScale, type Pixel, type Size, type Spot, type View, within, zoomed } from './map-view.js';

/** How far from the edge points lie when all are seen: half a mark and a little. */
const margin = 44;

/** What of the map is seen, for as long as its spots stay the same; other spots are seen as a whole again. Null until the box is laid out. */
export function useMapView(box: RefObject<HTMLElement>, spots: readonly Spot[], size: Size | null, start: Spot | null) {
  const [moved, setMoved] = useState<{ spots: readonly Spot[]; view: View } | null>(null);
  const whole = size === null ? null : fitted(spots, size, margin);
  const view = moved?.spots === spots ? moved.view : whole;
  const leastScale = (whole?.scale ?? largestScale) / 2;
  const isLaidOut = size !== null;
  const refocus = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first sight begins at a chosen spot
  useLayoutEffect(() => {
    if (start !== null && whole !== null) setMoved({ spots, view: { ...start, scale: Math.max(whole.scale, largestScale / 4) } });
  }, [isLaidOut]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: after each move
  useLayoutEffect(() => {
    // The mark that had the focus may be gone: whoever works with the keyboard stays in the map.
    if (refocus.current && !box.current?.contains(document.activeElement)) box.current?.focus({ preventScroll: true });
    refocus.current = false;
  }, [view]);

  const change = (how: (view: View, size: Size) => View) => {
    if (size === null) return;
    refocus.current = box.current?.contains(document.activeElement) ?? false;
    setMoved((now) => {
      const before = now?.spots === spots ? now.view : fitted(spots, size, margin);
      return { spots, view: within(how(before, size), spots) };
    });
  };

  return {
    view,
    leastScale,
    drag: (by: Pixel) => change((now) => dragged(now, by)),
    /** `at` null: the middle of the picture stays where it is. */
    zoom: (factor: number, at: Pixel | null = null) =>
      change((now, of) => zoomed(now, of, factor, at ?? { left: of.width / 2, top: of.height / 2 }, leastScale)),
    showAll: () => change((_, of) => fitted(spots, of, margin)),
    /** So large that these come apart, or at least larger than now. */
    zoomTo: (some: readonly Spot[]) =>
      change((now, of) => {
        const near = fitted(some, of, margin * 1.5, largestScale);
        return { ...near, scale: Math.min(largestScale, Math.max(near.scale, now.scale * 1.5)) };
      }),
  };
}
