/** An area to hide, in shares (0 to 1) of the upright picture. */
export type Area = { x: number; y: number; width: number; height: number };
export type Point = { x: number; y: number };

/** The areas as they are now, and as they were before each change, so that the last one can be taken back. */
export type Areas = { now: readonly Area[]; before: readonly (readonly Area[])[] };

export const noAreas: Areas = { now: [], before: [] };
/** As many as the API takes. */
export const mostAreas = 20;
/** Smaller than this is a slip of the finger. */
export const smallest = 0.01;

const within = (value: number, from: number, to: number) => Math.min(to, Math.max(from, value));

/** The area between two points of the picture, in whichever order they were touched; points outside count as on the edge. */
export function areaBetween(one: Point, other: Point): Area {
  const [left, right] = [within(Math.min(one.x, other.x), 0, 1), within(Math.max(one.x, other.x), 0, 1)];
  const [top, bottom] = [within(Math.min(one.y, other.y), 0, 1), within(Math.max(one.y, other.y), 0, 1)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export const isTooSmall = ({ width, height }: Area): boolean => width < smallest || height < smallest;

/** The area somewhere else, stopped by the edges of the picture. */
export function moved(area: Area, by: Point): Area {
  return { ...area, x: within(area.x + by.x, 0, 1 - area.width), y: within(area.y + by.y, 0, 1 - area.height) };
}

/** The area wider or higher at its lower right, stopped by the edges and by what can still be seen. */
export function resized(area: Area, by: Point): Area {
  return {
    ...area,
    width: within(area.width + by.x, Math.min(smallest * 2, 1 - area.x), 1 - area.x),
    height: within(area.height + by.y, Math.min(smallest * 2, 1 - area.y), 1 - area.y),
  };
}

/** Another state of the areas; what stood before can be had again. */
export function changed(areas: Areas, next: readonly Area[]): Areas {
  return { now: next, before: [...areas.before, areas.now] };
}

/** One area put in the place of another, as part of the same gesture: nothing new to take back. */
export function replaced(areas: Areas, place: number, area: Area): Areas {
  return { ...areas, now: areas.now.map((one, at) => (at === place ? area : one)) };
}

/** The last change taken back. */
export function undone({ now, before }: Areas): Areas {
  return { now: before.at(-1) ?? now, before: before.slice(0, -1) };
}

/** Where a new area stands when no finger drew it: in the middle, a little further for each that is there already. */
export function freshArea(already: number): Area {
  const step = (already % 8) * 0.04;
  return { x: 0.35 + step, y: 0.35 + step, width: 0.3, height: 0.2 };
}

/** What a key does to the chosen area: the arrows move it, with Shift they change its size. Null for every other key. */
export function byKey(area: Area, key: string, shift: boolean): Area | null {
  const step = 0.02;
  const ways: Readonly<Record<string, Point>> = {
    ArrowLeft: { x: -step, y: 0 },
    ArrowRight: { x: step, y: 0 },
    ArrowUp: { x: 0, y: -step },
    ArrowDown: { x: 0, y: step },
  };
  const by = ways[key];
  if (by === undefined) return null;
  return shift ? resized(area, by) : moved(area, by);
}

/** As it is sent: rounded to what a pixel can show, and never beyond the picture. */
export function sentArea({ x, y, width, height }: Area): Area {
  const round = (value: number) => Math.round(value * 10_000) / 10_000;
  const [left, top] = [round(x), round(y)];
  return { x: left, y: top, width: round(Math.min(width, 1 - left)), height: round(Math.min(height, 1 - top)) };
}
