import { type MouseEvent, type PointerEvent, useRef } from 'react';
import type { Pixel } from './map-view.js';

type Fingers = { onDrag: (by: Pixel) => void; onPinch: (factor: number, at: Pixel) => void };

/** Less than this is a finger that trembles, not one that draws. */
const trembling = 6;

/**
 * One finger (or the mouse) draws the ground along, two zoom it between them. What lies under a finger that has drawn is not pressed by it.
 * The element needs `touch-action: none`.
 */
export function useMapFingers({ onDrag, onPinch }: Fingers) {
  const down = useRef(new Map<number, Pixel>());
  const start = useRef<Pixel>({ left: 0, top: 0 });
  const moved = useRef(false);

  const pixelOf = (event: PointerEvent<HTMLElement>): Pixel => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { left: event.clientX - left, top: event.clientY - top };
  };
  const lift = (event: PointerEvent<HTMLElement>) => {
    down.current.delete(event.pointerId);
  };

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return;
      if (down.current.size === 0) {
        moved.current = false;
        start.current = pixelOf(event);
      }
      down.current.set(event.pointerId, pixelOf(event));
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const before = down.current.get(event.pointerId);
      if (before === undefined) return;
      const now = pixelOf(event);
      const other = [...down.current].find(([id]) => id !== event.pointerId)?.[1];
      if (other === undefined && !moved.current && Math.hypot(now.left - start.current.left, now.top - start.current.top) < trembling)
        return;
      if (!moved.current) event.currentTarget.setPointerCapture(event.pointerId);
      moved.current = true;
      down.current.set(event.pointerId, now);
      if (other === undefined) {
        onDrag({ left: now.left - before.left, top: now.top - before.top });
        return;
      }
      const apart = (one: Pixel) => Math.max(Math.hypot(one.left - other.left, one.top - other.top), 1);
      onDrag({ left: (now.left - before.left) / 2, top: (now.top - before.top) / 2 });
      onPinch(apart(now) / apart(before), { left: (now.left + other.left) / 2, top: (now.top + other.top) / 2 });
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    onClickCapture(event: MouseEvent<HTMLElement>) {
      // A press of the Enter key has no clicks.
      if (!moved.current || event.detail === 0) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
