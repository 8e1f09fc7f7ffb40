/** Degrees (WGS 84). */
export type Place = { latitude: number; longitude: number };
/** Metres east and north of the middle. */
export type Spot = { x: number; y: number };
/** What of the ground is seen: the spot in the middle of the picture, and pixels per metre. */
export type View = Spot & { scale: number };
/** Of the picture, in pixels. */
export type Size = { width: number; height: number };
/** In the picture, in pixels from its upper left corner. */
export type Pixel = { left: number; top: number };
/** How places become spots. */
export type Projection = (place: Place) => Spot;

const earthRadius = 6_371_009;
const radians = Math.PI / 180;
/** Web Mercator ends here; nobody lives beyond. */
const northernmost = 85;

/** Places on the board are rounded to about a hundred metres: at this scale two neighbouring ones stand apart, and nothing is gained beyond it. */
export const largestScale = 1;
/** A single report is shown with its surroundings. */
const fittedScale = 0.25;

const clamped = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
const latitudeOf = ({ latitude }: Place) => clamped(latitude, -northernmost, northernmost) * radians;
/** The short way round. */
const eastward = (from: number, to: number) => ((((to - from + 180) % 360) + 360) % 360) - 180;

/** Equirectangular around the middle: true to a metre within a commune. */
export function flat(middle: Place): Projection {
  const shrink = Math.cos(latitudeOf(middle));
  return (place) => ({
    x: earthRadius * shrink * eastward(middle.longitude, place.longitude) * radians,
    y: earthRadius * (latitudeOf(place) - latitudeOf(middle)),
  });
}

const mercatorNorth = (latitude: number) => Math.asinh(Math.tan(latitude));

/** Web Mercator as tile servers draw it, in metres as they are at the middle. */
export function mercator(middle: Place): Projection {
  const shrink = Math.cos(latitudeOf(middle));
  return (place) => ({
    x: earthRadius * shrink * eastward(middle.longitude, place.longitude) * radians,
    y: earthRadius * shrink * (mercatorNorth(latitudeOf(place)) - mercatorNorth(latitudeOf(middle))),
  });
}

/** The middle between the outermost places; null without any. */
export function middleOf(places: readonly Place[]): Place | null {
  if (places.length === 0) return null;
  const halfway = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  return { latitude: halfway(places.map(({ latitude }) => latitude)), longitude: halfway(places.map(({ longitude }) => longitude)) };
}

export function pixelOf(view: View, { width, height }: Size, spot: Spot): Pixel {
  return { left: (spot.x - view.x) * view.scale + width / 2, top: (view.y - spot.y) * view.scale + height / 2 };
}

export function spotAt(view: View, { width, height }: Size, { left, top }: Pixel): Spot {
  return { x: view.x + (left - width / 2) / view.scale, y: view.y - (top - height / 2) / view.scale };
}

/** The largest view in which all spots lie, `margin` pixels away from the edge. */
export function fitted(spots: readonly Spot[], { width, height }: Size, margin: number, most = fittedScale): View {
  const xs = spots.map(({ x }) => x);
  const ys = spots.map(({ y }) => y);
  if (xs.length === 0) return { x: 0, y: 0, scale: most };
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = (pixels: number) => Math.max(pixels - 2 * margin, 1);
  const scale = Math.min(most, room(width) / Math.max(east - west, 1), room(height) / Math.max(north - south, 1));
  return { x: (west + east) / 2, y: (south + north) / 2, scale };
}

/** What is seen after the ground was drawn along by so many pixels. */
export function dragged(view: View, { left, top }: Pixel): View {
  return { ...view, x: view.x - left / view.scale, y: view.y + top / view.scale };
}

/** Larger or smaller; what lies under `at` stays under it. */
export function zoomed(view: View, size: Size, factor: number, at: Pixel, least: number): View {
  const scale = clamped(view.scale * factor, Math.min(least, largestScale), largestScale);
  const held = spotAt(view, size, at);
  return { x: held.x - (at.left - size.width / 2) / scale, y: held.y + (at.top - size.height / 2) / scale, scale };
}

/** The same view, but never so far away that none of the spots could be found again. */
export function within(view: View, spots: readonly Spot[]): View {
  if (spots.length === 0) return view;
  const xs = spots.map(({ x }) => x);
  const ys = spots.map(({ y }) => y);
  return {
    ...view,
    x: clamped(view.x, Math.min(...xs), Math.max(...xs)),
    y: clamped(view.y, Math.min(...ys), Math.max(...ys)),
  };
}

/** A length that is easily said, at most so many pixels long: 1, 2 or 5 with noughts. */
export function scaleBar(scale: number, mostPixels: number): { metres: number; pixels: number; words: string } {
  const most = Math.max(mostPixels, 1) / scale;
  const unit = 10 ** Math.floor(Math.log10(most));
  const metres = unit * ([5, 2, 1].find((times) => times * unit <= most) ?? 1);
  const words = metres < 1_000 ? `${metres} m` : `${(metres / 1_000).toLocaleString('vi-VN')} km`;
  return { metres, pixels: metres * scale, words };
}

/** Where lines `step` metres apart cross the picture, in pixels. They lie fast on the ground. */
export function gridLines(view: View, { width, height }: Size, step: number): { lefts: number[]; tops: number[] } {
  const places = (from: number, to: number) =>
    Array.from(
      { length: Math.max(0, Math.floor(to / step) - Math.ceil(from / step) + 1) },
      (_, line) => (Math.ceil(from / step) + line) * step,
    );
  const [halfWidth, halfHeight] = [width / 2 / view.scale, height / 2 / view.scale];
  return {
    lefts: places(view.x - halfWidth, view.x + halfWidth).map((x) => (x - view.x) * view.scale + width / 2),
    tops: places(view.y - halfHeight, view.y + halfHeight).map((y) => (view.y - y) * view.scale + height / 2),
  };
}
