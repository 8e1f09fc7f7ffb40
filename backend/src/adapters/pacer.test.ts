import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stopwatch } from '../clock.js';
import { createLog } from './log.js';
import { type Pacer, pacer } from './pacer.js';
import { failFastRedis } from './redis.js';

const redisUrl = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';
const log = createLog('silent', 'test');

/** Pacers that share one line, each with a connection of its own, as processes have. */
async function pacers(count: number, perSecond: number): Promise<Pacer[]> {
  const prefix = `test-${randomUUID()}`;
  return Promise.all(
    Array.from({ length: count }, async () => {
      const redis = failFastRedis(redisUrl, log);
      onTestFinished(() => redis.disconnect());
      if (redis.status !== 'ready') await new Promise((resolve) => redis.once('ready', resolve));
      return pacer({ redis, prefix, perSecond });
    }),
  );
}

/** Calls leave as fast as they may, from several hands each; answers when each left, in order. */
async function leaveFor(milliseconds: number, each: (() => Promise<void>)[]): Promise<number[]> {
  const end = stopwatch() + milliseconds;
  const left: number[] = [];
  await Promise.all(
    each.flatMap((take) =>
      Array.from({ length: 4 }, async () => {
        while (stopwatch() < end) {
          await take();
          left.push(stopwatch());
        }
      }),
    ),
  );
  return left.sort((one, other) => one - other);
}

const mostInASecond = (times: readonly number[]) =>
  Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 1_000).length));
const averagePerSecond = (times: readonly number[]) => ((times.length - 1) * 1_000) / ((times.at(-1) ?? 0) - (times[0] ?? 0));

/** Of three tries one must hold: a machine that stands still for a while makes any clock late. */
async function holdsOnce(look: () => Promise<void>): Promise<void> {
  await look().catch(look).catch(look);
}

describe('a limit shared by processes', { timeout: 30_000 }, () => {
  it('is never passed in any second, and not left unused', async () => {
    await holdsOnce(async () => {
      const both = await pacers(2, 50);
      const left = await leaveFor(
        3_000,
        both.map((one) => () => one.take()),
      );
      expect(mostInASecond(left)).toBeLessThanOrEqual(50);
      // How closely it is used, the bench measures.
      expect(averagePerSecond(left)).toBeGreaterThanOrEqual(40);
      expect(averagePerSecond(left)).toBeLessThanOrEqual(50);
    });
  });

  it('holds for slots that are taken beforehand, work being done meanwhile', async () => {
    await holdsOnce(async () => {
      const both = await pacers(2, 50);
      const left = await leaveFor(
        1_500,
        both.map((one) => async () => {
          const slot = await one.slot();
          await new Promise((resolve) => setTimeout(resolve, 3));
          await slot.leave();
        }),
      );
      expect(mostInASecond(left)).toBeLessThanOrEqual(50);
    });
  });

  it('lets a call that comes after a quiet time leave at once, and those after it one by one', async () => {
    const [one] = (await pacers(1, 10)) as [Pacer];
    const waits = [await one.reserve(), await one.reserve(), await one.reserve()];
    expect(waits[0]).toBeLessThan(20);
    expect(waits[2]).toBeGreaterThan(2 * 100 - 20);
    expect(waits[2]).toBeLessThan(2 * 104);
  });

  it('gives nobody a slot while it is held back', async () => {
    const [one, other] = (await pacers(2, 50)) as [Pacer, Pacer];
    await one.holdBack(60_000);
    expect(await other.reserve()).toBeGreaterThan(59_000);
    expect(await other.takeWithin(2_000)).toMatchObject({ kind: 'busy', retryAfterMs: expect.closeTo(60_000, -3) });
    await one.holdBack(10);
    expect(await one.reserve()).toBeGreaterThan(59_000);
  });

  it('does not take a slot that is too far away', async () => {
    const [one] = (await pacers(1, 2)) as [Pacer];
    expect(await one.takeWithin(0)).toEqual({ kind: 'taken' });
    expect(await one.takeWithin(100)).toMatchObject({ kind: 'busy' });
    expect(await one.takeWithin(100)).toMatchObject({ kind: 'busy' });
    expect(await one.reserve()).toBeLessThan(520);
  });
});

describe('while Redis is away', { timeout: 30_000 }, () => {
  it('each process keeps the spacing by itself', async () => {
    const redis = new Redis('redis://127.0.0.1:1', { lazyConnect: true, enableOfflineQueue: false, retryStrategy: () => null });
    redis.on('error', () => undefined);
    onTestFinished(() => redis.disconnect());
    await holdsOnce(async () => {
      const alone = pacer({ redis, prefix: 'away', perSecond: 50 });
      const left = await leaveFor(1_500, [() => alone.take()]);
      expect(mostInASecond(left)).toBeLessThanOrEqual(50);
      // How closely it is used, the bench measures.
      expect(averagePerSecond(left)).toBeGreaterThanOrEqual(40);
      await alone.holdBack(5_000);
      expect(await alone.takeWithin(1_000)).toMatchObject({ kind: 'busy' });
    });
  });

  it('what left meanwhile still counts when Redis is back without memory', async () => {
    const [one] = (await pacers(1, 1)) as [Pacer];
    await one.reserve();
    await one.reserve();
    const redis = failFastRedis(redisUrl, log);
    onTestFinished(() => redis.disconnect());
    await new Promise((resolve) => redis.once('ready', resolve));
    for (const key of await redis.keys('test-*:pace')) await redis.del(key);
    expect(await one.reserve()).toBeGreaterThan(1_900);
  });
});
