import path from 'node:path';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from './ports.js';
import { assertRedis, redisAnswers, redisProgram, startRedis, withoutPassword } from './redis.js';
import { temporaryFolder } from './testing.js';

it('starts a Redis that keeps jobs, on this machine only', async () => {
  const folder = temporaryFolder();
  const options = {
    program: redisProgram(() => undefined),
    port: await freePort(),
    folder: path.join(folder, 'redis'),
    logFile: path.join(folder, 'log'),
  };
  const first = await startRedis(options);
  onTestFinished(() => first.child.kill('SIGKILL'));
  const redis = new Redis(first.url);
  const settings = await Promise.all(['bind', 'maxmemory-policy', 'appendonly', 'save'].map((name) => redis.config('GET', name)));
  expect(settings).toEqual([
    ['bind', '127.0.0.1'],
    ['maxmemory-policy', 'noeviction'],
    ['appendonly', 'yes'],
    ['save', ''],
  ]);
  await redis.set('kept', 'yes');
  redis.disconnect();
  await first.child.stop();
  expect(await redisAnswers(first.url)).toBe(false);

  const second = await startRedis(options);
  onTestFinished(() => second.child.kill('SIGKILL'));
  const again = new Redis(second.url);
  expect(await again.get('kept')).toBe('yes');
  again.disconnect();
  await second.child.stop();
});

it('names an address where no Redis answers, without its password', async () => {
  const port = await freePort();
  await expect(assertRedis(`redis://user:secret@127.0.0.1:${port}`)).rejects.toThrow(
    `Không kết nối được Redis ở redis://…@127.0.0.1:${port}; xin xem lại REDIS_URL và Redis ở đó.`,
  );
  expect(withoutPassword('redis://127.0.0.1:6379')).toBe('redis://127.0.0.1:6379');
});
