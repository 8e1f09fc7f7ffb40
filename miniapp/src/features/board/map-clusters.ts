import type { Spot } from './map-view.js';

/** Points drawn as one mark, in the middle of them. */
export type Cluster<P extends Spot> = { spot: Spot; members: P[] };

const apart = (one: Spot, other: Spot) => Math.hypot(one.x - other.x, one.y - other.y);

function joined<P extends Spot>(one: Cluster<P>, other: Cluster<P>): Cluster<P> {
  const whole = one.members.length + other.members.length;
  const mean = (a: number, b: number) => (a * one.members.length + b * other.members.length) / whole;
  return { spot: { x: mean(one.spot.x, other.spot.x), y: mean(one.spot.y, other.spot.y) }, members: [...one.members, ...other.members] };
}

/** Every point in exactly one cluster, and no two clusters nearer to each other than `least` metres: each can be pressed with a finger. */
export function clustered<P extends Spot>(points: readonly P[], least: number): Cluster<P>[] {
  const clusters: Cluster<P>[] = [];
  for (const point of points) {
    let fresh: Cluster<P> = { spot: { x: point.x, y: point.y }, members: [point] };
    // A joined cluster lies elsewhere than its parts did, and may have come near another.
    for (;;) {
      const { spot } = fresh;
      const place = clusters.findIndex((other) => apart(other.spot, spot) < least);
      const [near] = place < 0 ? [] : clusters.splice(place, 1);
      if (near === undefined) break;
      fresh = joined(near, fresh);
    }
    clusters.push(fresh);
  }
  return clusters;
}

/** Whether its points can be told apart at a scale. */
export function comesApart<P extends Spot>({ members }: Cluster<P>, scale: number, leastPixels: number): boolean {
  return clustered(members, leastPixels / scale).length > 1;
}

export type Label = { name: string; spot: Spot };

/** Each name once, in the middle of the points that bear it. */
export function labelsOf(points: readonly (Spot & { hamletName: string })[]): Label[] {
  const names = [...new Set(points.map(({ hamletName }) => hamletName))];
  return names.map((name) => {
    const mine = points.filter(({ hamletName }) => hamletName === name);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    return { name, spot: { x: mean(mine.map(({ x }) => x)), y: mean(mine.map(({ y }) => y)) } };
  });
}

export type Box = { left: number; top: number; width: number; height: number };

const cover = (one: Box, other: Box) =>
  one.left < other.left + other.width &&
  other.left < one.left + one.width &&
  one.top < other.top + other.height &&
  other.top < one.top + one.height;

/** Each of the names at the first of its places where it covers neither what is drawn already nor an earlier name; one without such a place is left out. */
export function withRoom<N extends { places: readonly Box[] }>(names: readonly N[], taken: readonly Box[]): (N & { at: Box })[] {
  const set: (N & { at: Box })[] = [];
  for (const name of names) {
    const at = name.places.find((place) => ![...taken, ...set.map((other) => other.at)].some((other) => cover(place, other)));
    if (at !== undefined) set.push({ ...name, at });
  }
  return set;
}
