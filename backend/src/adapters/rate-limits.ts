import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from '../http/problems.js';

/** What is limited, and how much of it in how many seconds. Values are per person or, where nobody is signed in, per address. */
export const limits = {
  /** Failed sign-ins of one address; good ones do not count, since a mobile network puts a whole hamlet behind one address. */
  failed_sign_in: { points: 30, seconds: 300 },
  /** Far above what fingers can do; how many appointments one may hold is limited elsewhere. */
  booking: { points: 600, seconds: 60 },
  change: { points: 60, seconds: 60 },
  phone: { points: 10, seconds: 600 },
  invitation: { points: 8, seconds: 3_600 },
  upload: { points: 120, seconds: 600 },
  /** Sign-ins begun on computers of one address: a whole office sits behind it. */
  console_sign_in: { points: 120, seconds: 600 },
  /** Codes one officer opens or approves. */
  console_code: { points: 30, seconds: 600 },
  desk: { points: 600, seconds: 60 },
} as const;

export type LimitName = keyof typeof limits;

/** Counts in Redis; while Redis is away each process counts by itself, so that nobody is locked out. */
export type RateLimits = {
  /** Counts one; throws `too_many_requests` with the seconds to wait. */
  take(name: LimitName, who: string): Promise<void>;
  /** Throws when the limit is already used up, without counting. */
  check(name: LimitName, who: string): Promise<void>;
};

export function rateLimits(redis: Redis, prefix: string): RateLimits {
  const limiters = new Map(
    Object.entries(limits).map(([name, { points, seconds }]) => [
      name,
      new RateLimiterRedis({
        storeClient: redis,
        keyPrefix: `${prefix}:limit:${name}`,
        points,
        duration: seconds,
        rejectIfRedisNotReady: true,
        insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration: seconds }),
      }),
    ]),
  );
  const tooMany = (milliseconds: number) => {
    const retryAfter = Math.max(1, Math.ceil(milliseconds / 1000));
    return new ProblemError('too_many_requests', `Thao tác hơi nhanh. Xin thử lại sau ${retryAfter} giây.`, { retryAfter });
  };
  const limiterOf = (name: LimitName) => {
    const limiter = limiters.get(name);
    if (!limiter) throw new Error(`no limit named ${name}`);
    return limiter;
  };
  return {
    async take(name, who) {
      try {
        await limiterOf(name).consume(who);
      } catch (error) {
        if (error instanceof RateLimiterRes) throw tooMany(error.msBeforeNext);
        throw error;
      }
    },
    async check(name, who) {
      const state = await limiterOf(name).get(who);
      if (state && state.consumedPoints > limits[name].points) throw tooMany(state.msBeforeNext);
    },
  };
}
