import { type DecodedPicture, decodedPicture, pictureLibrary } from './pictures.js';

/** A picture as it is kept, and a small one for lists. */
export type ReportPicture = DecodedPicture & { thumbnail: Buffer };

const thumbnailBytes = 20_000;
const thumbnails = [
  { side: 320, quality: 72 },
  { side: 320, quality: 50 },
  { side: 320, quality: 30 },
  { side: 240, quality: 25 },
  { side: 120, quality: 20 },
];

/** At most 320 px and 20 KB, whatever the picture shows. Takes what `decodedPicture` made. */
export async function thumbnailOf(picture: Buffer): Promise<Buffer> {
  const sharp = await pictureLibrary();
  let smallest = picture;
  for (const { side, quality } of thumbnails) {
    smallest = await sharp(picture)
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality, mozjpeg: true })
      .toBuffer();
    if (smallest.length <= thumbnailBytes) break;
  }
  return smallest;
}

/** Unfolded, one photograph takes up to half a gigabyte; so many are unfolded side by side. */
const atOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];

/** Waits for its turn; others go on meanwhile. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/**
 * A photograph made anew from its points: upright, at most 1600 px, its first frame only, nothing else that the file carried. Null when it cannot
 * be decoded or has too many points.
 */
export const reportPicture = (bytes: Buffer): Promise<ReportPicture | null> =>
  inTurn(async () => {
    const picture = await decodedPicture(bytes);
    return picture && { ...picture, thumbnail: await thumbnailOf(picture.bytes) };
  });

/** A part of a picture: where it begins and how large it is, as shares from 0 to 1 of the upright picture. */
export type Area = { x: number; y: number; width: number; height: number };

export const mostAreas = 20;
/** So few points across are left of what is hidden that no face or number can be made out, nor worked back. */
const pointsLeft = 6;

const within = (share: number) => Math.min(Math.max(share, 0), 1);

/** The area's points, a part of one counted whole; null when it lies outside. */
function pointsOf({ x, y, width, height }: Area, picture: { width: number; height: number }) {
  const left = Math.floor(within(x) * picture.width);
  const top = Math.floor(within(y) * picture.height);
  const right = Math.ceil(within(x + width) * picture.width);
  const bottom = Math.ceil(within(y + height) * picture.height);
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : null;
}

/**
 * The picture with these areas made unrecognisable for good: of each at most six points across are kept, which are then drawn out and blurred.
 * Areas reach as far as the picture does. Throws `RangeError` for more than twenty, rather than leave one out.
 */
export async function blurred(bytes: Buffer, areas: readonly Area[]): Promise<DecodedPicture> {
  const sharp = await pictureLibrary();
  if (areas.length > mostAreas) throw new RangeError(`at most ${mostAreas} areas`);
  const { data, info } = await sharp(bytes).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const covers: { input: Buffer; raw: typeof raw; left: number; top: number }[] = [];
  for (const area of areas) {
    const points = pointsOf(area, info);
    if (points === null) continue;
    const { width, height } = points;
    const share = Math.min(1, pointsLeft / Math.max(width, height));
    const few = { width: Math.max(1, Math.floor(width * share)), height: Math.max(1, Math.floor(height * share)) };
    const small = await sharp(data, { raw })
      .extract(points)
      .resize({ ...few, fit: 'fill', kernel: 'cubic' })
      .raw()
      .toBuffer();
    const cover = await sharp(small, { raw: { ...few, channels: info.channels } })
      .resize({ width, height, fit: 'fill', kernel: 'nearest' })
      .blur(Math.max(1, Math.max(width, height) / 12))
      .raw()
      .toBuffer();
    covers.push({ input: cover, raw: { width, height, channels: info.channels }, left: points.left, top: points.top });
  }
  const made = await sharp(data, { raw }).composite(covers).jpeg({ quality: 82, mozjpeg: true }).toBuffer({ resolveWithObject: true });
  return { bytes: made.data, width: made.info.width, height: made.info.height };
}
