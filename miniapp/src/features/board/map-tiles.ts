import type { Place, Size, View } from './map-view.js';

export type Tile = { z: number; x: number; y: number; left: number; top: number; side: number };

const earthRadius = 6_371_009;
const usualSide = 256;
const deepest = 19;
const northernmost = 85;

/**
 * The pictures of a tile server (`{z}/{x}/{y}`, Web Mercator) that cover a view around a middle, and where each is drawn. They come in the depth whose
 * pictures are nearest to their own size.
 */
export function tilesIn(view: View, { width, height }: Size, middle: Place): Tile[] {
  const latitude = (Math.min(Math.max(middle.latitude, -northernmost), northernmost) * Math.PI) / 180;
  /** How long the equator is in the metres of the middle. */
  const world = 2 * Math.PI * earthRadius * Math.cos(latitude);
  const z = Math.min(Math.max(Math.round(Math.log2((world * view.scale) / usualSide)), 0), deepest);
  const count = 2 ** z;
  const side = (world * view.scale) / count;
  // Of the upper left corner of the picture, counted in tiles.
  const west = ((middle.longitude + 180) / 360 + view.x / world) * count - width / 2 / side;
  const north = (0.5 - Math.asinh(Math.tan(latitude)) / (2 * Math.PI) - view.y / world) * count - height / 2 / side;

  const tiles: Tile[] = [];
  for (let y = Math.max(Math.floor(north), 0); y < Math.min(north + height / side, count); y += 1)
    for (let x = Math.floor(west); x < west + width / side; x += 1)
      tiles.push({ z, x: ((x % count) + count) % count, y, left: (x - west) * side, top: (y - north) * side, side });
  return tiles;
}

export function tileAddress(template: string, { z, x, y }: Pick<Tile, 'z' | 'x' | 'y'>): string {
  return template.replaceAll('{z}', String(z)).replaceAll('{x}', String(x)).replaceAll('{y}', String(y));
}

/** Who drew the pictures, as their licence or plain fairness asks. */
export function tilesOrigin(template: string): string {
  const host = /^https?:\/\/([^/:]+)/.exec(template)?.[1] ?? '';
  return /(^|\.)openstreetmap\.org$/.test(host) ? '© những người đóng góp OpenStreetMap' : `Nền bản đồ: ${host}`;
}
