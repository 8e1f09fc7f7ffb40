import { Redis } from 'ioredis';
import type { Log } from './log.js';

/** A connection for callers that must not wait: commands fail at once while Redis is away, and it reconnects by itself. */
export function failFastRedis(url: string, log: Log): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 1_500,
    commandTimeout: 1_000,
    lazyConnect: false,
    retryStrategy: (times) => Math.min(times * 200, 2_000),
  });
  let down = false;
  redis.on('error', (error: Error) => {
    if (!down) log.warn({ reason: error.message }, 'redis unavailable');
    down = true;
  });
  redis.on('ready', () => {
    if (down) log.info('redis is back');
    down = false;
  });
  return redis;
}

/** A connection for workers: waits for Redis as long as it takes. */
export function waitingRedis(url: string, log: Log): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: (times) => Math.min(times * 200, 2_000) });
  redis.on('error', (error: Error) => log.debug({ reason: error.message }, 'redis error'));
  return redis;
}
