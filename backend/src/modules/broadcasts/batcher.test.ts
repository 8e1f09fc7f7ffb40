import { expect, it } from 'vitest';
import { batcher } from './batcher.js';

it('lets everybody who waits share the next write, in order', async () => {
  const writes: number[][] = [];
  const releases: (() => void)[] = [];
  const write = batcher<number, number>(async (items) => {
    writes.push(items);
    await new Promise<void>((resolve) => releases.push(resolve));
    return items.map((item) => item * 10);
  });
  const answers = Promise.all([1, 2, 3].map(write));
  await Promise.resolve().then(() => undefined);
  const later = Promise.all([4, 5].map(write));
  while (releases.length < 1) await Promise.resolve();
  releases.shift()?.();
  expect(await answers).toEqual([10, 20, 30]);
  while (releases.length < 1) await Promise.resolve();
  releases.shift()?.();
  expect(await later).toEqual([40, 50]);
  expect(writes).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
});

it('tells everybody in a write that failed, and goes on with the next', async () => {
  let broken = true;
  const write = batcher<number, number>(async (items) => {
    if (broken) throw new Error('away');
    return items;
  });
  const failed = await Promise.allSettled([write(1), write(2)]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  broken = false;
  expect(await write(3)).toBe(3);
});
