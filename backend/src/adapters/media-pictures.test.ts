import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type Area, blurred, mostAreas, reportPicture, thumbnailOf } from './media-pictures.js';
import { blankPng } from './media-samples.testing.js';

const noise = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 70 } } });

/** A board of squares, light ones of `light`; two boards with other squares but the same mean are what a face and its negative are. */
async function board(width: number, height: number, square: number, phase: number): Promise<Buffer> {
  const raw = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const light = (Math.floor(x / square) + Math.floor(y / square) + phase) % 2 === 0;
      raw.fill(light ? 230 : 20, (y * width + x) * 3, (y * width + x) * 3 + 3);
    }
  return sharp(raw, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();
}

type Part = { left: number; top: number; width: number; height: number };
const points = (picture: Buffer, part: Part) => sharp(picture).extract(part).greyscale().raw().toBuffer();

async function difference(one: Buffer, other: Buffer, part: Part): Promise<number> {
  const [a, b] = await Promise.all([points(one, part), points(other, part)]);
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? 0))), 0);
}

describe('photographs of reports', () => {
  it('come with a small one of at most 320 points and 20 KB, whatever they show', async () => {
    for (const given of [noise(700, 500), noise(120, 900), noise(40, 30)]) {
      const made = await reportPicture(await given.png().toBuffer());
      const { width = 0, height = 0, format } = await sharp(made?.thumbnail).metadata();
      expect(format).toBe('jpeg');
      expect(Math.max(width, height)).toBeLessThanOrEqual(320);
      expect(made?.thumbnail.length).toBeLessThanOrEqual(20_000);
    }
  });

  it('are the first frame of what moves', async () => {
    const frames = await Promise.all(
      ['#ff0000', '#0000ff'].map((background) =>
        sharp({ create: { width: 40, height: 40, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .webp({ loop: 0, lossless: true })
      .toBuffer();
    expect((await sharp(moving).metadata()).pages).toBe(2);
    const made = await reportPicture(moving);
    expect([made?.width, made?.height]).toEqual([40, 40]);
    const { dominant } = await sharp(made?.bytes).stats();
    expect(dominant.r).toBeGreaterThan(200);
    expect(dominant.b).toBeLessThan(60);
  });

  it('are refused when they would unfold to more than memory holds, or end too early', async () => {
    const bomb = blankPng(30_000, 30_000);
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await reportPicture(bomb)).toBeNull();
    const whole = await noise(900, 600).jpeg().toBuffer();
    expect(await reportPicture(whole.subarray(0, whole.length / 2))).toBeNull();
    expect(await reportPicture(whole)).not.toBeNull();
  });

  it('lose for good what is hidden in them, and nothing beside it', async () => {
    const area = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
    const inside = { left: 160, top: 120, width: 320, height: 240 };
    const originals = await Promise.all([board(640, 480, 16, 0), board(640, 480, 16, 1)]);
    expect(await difference(originals[0] as Buffer, originals[1] as Buffer, inside)).toBeGreaterThan(180);
    const [one, other] = await Promise.all(originals.map(async (original) => (await blurred(original, [area])).bytes));
    expect(await difference(one as Buffer, other as Buffer, inside)).toBeLessThan(16);
    for (const outside of [
      { left: 0, top: 0, width: 640, height: 112 },
      { left: 488, top: 0, width: 150, height: 480 },
    ])
      expect(await difference(one as Buffer, originals[0] as Buffer, outside)).toBeLessThan(60);
  });

  it('keep no more than six points across of a large area, and none of a single small face', async () => {
    const original = await noise(600, 400).jpeg({ quality: 95 }).toBuffer();
    for (const area of [
      { x: 0, y: 0, width: 1, height: 1 },
      { x: 0.4, y: 0.4, width: 0.1, height: 0.2 },
    ]) {
      const { bytes } = await blurred(original, [area]);
      // The outermost blocks of a JPEG ring with what stands beside them.
      const part = {
        left: Math.floor(area.x * 600) + 8,
        top: Math.floor(area.y * 400) + 8,
        width: Math.floor(area.width * 600) - 16,
        height: Math.floor(area.height * 400) - 16,
      };
      const values = await points(bytes, part);
      let steps = 0;
      for (let at = 1; at < values.length; at += 1)
        if (at % part.width !== 0) steps = Math.max(steps, Math.abs((values[at] ?? 0) - (values[at - 1] ?? 0)));
      // Neighbours differ by what JPEG rounds, not by what was there.
      expect(steps).toBeLessThan(12);
    }
  });

  it('take areas as far as the picture reaches, and refuse more than twenty rather than leave one out', async () => {
    const original = await noise(300, 200).jpeg().toBuffer();
    const odd: Area[] = [
      { x: -1, y: -1, width: 9, height: 9 },
      { x: 0.999, y: 0.999, width: 1, height: 1 },
      { x: 2, y: 2, width: 1, height: 1 },
      { x: 0.5, y: 0.5, width: 0, height: 0 },
      { x: 0.5, y: 0.5, width: 0.001, height: 0.9 },
    ];
    const made = await blurred(original, odd);
    expect([made.width, made.height]).toEqual([300, 200]);
    const face = { x: 0.1, y: 0.1, width: 0.1, height: 0.1 };
    await expect(blurred(original, Array(mostAreas + 1).fill(face))).rejects.toThrow(RangeError);
    expect((await blurred(original, Array(mostAreas).fill(face))).width).toBe(300);
    expect((await blurred(await sharp(original).greyscale().jpeg().toBuffer(), [face])).width).toBe(300);
    expect((await thumbnailOf(made.bytes)).length).toBeLessThanOrEqual(20_000);
  });
});
