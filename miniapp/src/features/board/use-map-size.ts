import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Size } from './map-view.js';

/** How large the map's box is, and its letters, in pixels; null until it is laid out. */
export function useMapSize(box: RefObject<HTMLElement>): { size: Size | null; letters: number } {
  const [seen, setSeen] = useState<{ size: Size | null; letters: number }>({ size: null, letters: 15 });

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () => {
      const [width, height] = [element.clientWidth, element.clientHeight];
      // Without any room, as while the page is put together, there is nothing to draw on.
      if (width === 0 || height === 0) return;
      const letters = Number.parseFloat(getComputedStyle(element).fontSize) || 15;
      setSeen((before) =>
        before.size?.width === width && before.size.height === height && before.letters === letters
          ? before
          : { size: { width, height }, letters },
      );
    };
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [box]);

  return seen;
}
