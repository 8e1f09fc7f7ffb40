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
  /** Media of reports sent or taken back from one address: a whole hamlet sits behind one. */
  report_media: { points: 600, seconds: 600 },
  /** Kilobytes of them. */
  report_media_bytes: { points: 600_000, seconds: 3_600 },
  /** Of one draft, which holds six: each may fail a few times. */
  report_media_draft: { points: 60, seconds: 600 },
  /** Reports, supplements, ratings of one person; slowing down begins long before. */
  report: { points: 60, seconds: 3_600 },
  /** Without a name only the address is known, and a hamlet sits behind one. */
  anonymous_report: { points: 60, seconds: 3_600 },
  similar_reports: { points: 300, seconds: 600 },
  /** Wrong tracking codes of one address: 55 bits are out of reach at this pace. */
  tracking_code: { points: 20, seconds: 3_600 },
  /** Wrong invitation codes of households by one person. */
  household_code: { points: 5, seconds: 3_600 },
  /** Sign-ins begun on computers of one address: a whole office sits behind it. */
  console_sign_in: { points: 120, seconds: 600 },
  /** Codes one officer opens or approves. */
  console_code: { points: 30, seconds: 600 },
  desk: { points: 600, seconds: 60 },
} as const;

export type LimitName = keyof typeof limits;

/** Counts in Redis; while Redis is away each process counts by itself, so that nobody is locked out. */
export type RateLimits = {
  /** Counts one, or so many; throws `too_many_requests` with the seconds to wait. */
  take(name: LimitName, who: string, points?: number): Promise<void>;
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
    async take(name, who, points = 1) {
      try {
        await limiterOf(name).consume(who, points);
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
