import { expect, it } from 'vitest';
import { readAhead } from './read-ahead.js';

const items = (...ids: string[]) => ids.map((id) => ({ id }));

it('hands out page after page until one is empty', async () => {
  const pages = [items('a', 'b'), items('c'), []];
  const source = readAhead(0, async () => pages.shift() ?? []);
  const got: string[] = [];
  for (let item = await source.next(); item; item = await source.next()) {
    got.push(item.id);
    source.done(item);
  }
  expect(got).toEqual(['a', 'b', 'c']);
});

it('begins to read the next page before the last of this one is taken', async () => {
  let reads = 0;
  const source = readAhead(1, async () => {
    reads += 1;
    return reads === 1 ? items('a', 'b', 'c') : [];
  });
  await source.next();
  expect(reads).toBe(1);
  await source.next();
  expect(reads).toBe(2);
});

it('never hands out twice what is in hand, nor what was done while its page was on the way', async () => {
  let release: (page: { id: string }[]) => void = () => undefined;
  const pages = [Promise.resolve(items('a', 'b')), new Promise<{ id: string }[]>((resolve) => (release = resolve)), Promise.resolve([])];
  const source = readAhead(1, () => pages.shift() ?? Promise.resolve([]));
  const a = await source.next();
  if (a) source.done(a);
  release(items('a', 'b', 'c'));
  expect(await source.next()).toEqual({ id: 'b' });
  expect(await source.next()).toEqual({ id: 'c' });
  expect(await source.next()).toBeNull();
});

it('throws what made reading fail, after everything read before', async () => {
  const pages = [async () => items('a'), () => Promise.reject(new Error('away'))];
  const source = readAhead(1, () => pages.shift()?.() ?? Promise.resolve([]));
  expect(await source.next()).toEqual({ id: 'a' });
  await expect(source.next()).rejects.toThrow('away');
});
