import type { Redis } from 'ioredis';
import { stopwatch } from '../clock.js';

/** One moment at which one call may leave. */
export type Slot = {
  /** Until the slot, from the moment of the reply. */
  waitMilliseconds: number;
  /** Waits for the slot. Whoever comes too late for it waits for another one, since two calls at once could break the limit. */
  leave(): Promise<void>;
};

/**
 * Spaces calls evenly over all processes that share the Redis and the prefix. There is one line and no order of rank in it: take a slot
 * only when the call is ready to go, and few at a time, so that an answer to a person stands behind some calls and not behind a broadcast.
 */
export type Pacer = {
  /** Waits until one call may leave. */
  take(): Promise<void>;
  /** The same when that is at most so far away; otherwise nothing is taken, and it says for how long nothing is to be had. */
  takeWithin(milliseconds: number): Promise<{ kind: 'taken' } | { kind: 'busy'; retryAfterMs: number }>;
  /**
   * Takes the next slot without waiting for it, one at least so many milliseconds away, so that work (such as a claim) can be done meanwhile. A
   * slot not used is lost.
   */
  slot(notBefore?: number): Promise<Slot>;
  /** As `slot`, for callers that wait by themselves: milliseconds from now. */
  reserve(): Promise<number>;
  /** No process gets a slot earlier than this from now; slots that were given already stay. */
  holdBack(milliseconds: number): Promise<void>;
};

/** The share of the limit that is used. What is left, 30 ms in each second, is for timers and networks that are late. */
const share = 0.97;
/** Later than this a slot is gone; less than what `share` leaves. */
const latenessAllowed = 15;
/** A process that is always late goes at last all the same. */
const slotsForfeited = 5;
/** A process follows its own count only where Redis lost its; the clocks of the two may differ by this. */
const ownSlack = 5;

/**
 * GCRA without burst, on Redis' clock: KEYS[1] holds the microsecond from which the next call may leave. ARGV: microseconds from now
 * before which the caller wants no slot, spacing, longest wait (-1 = any), how many slots in a row. Replies whether they were taken, and the wait
 * for the first.
 */
const takeScript = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local at = math.max(now + tonumber(ARGV[1]), tonumber(redis.call('GET', KEYS[1]) or '0'))
local longest = tonumber(ARGV[3])
if longest >= 0 and at - now > longest then return {0, at - now} end
local following = at + tonumber(ARGV[2]) * tonumber(ARGV[4])
redis.call('SET', KEYS[1], string.format('%.0f', following), 'PX', math.ceil((following - now) / 1000) + 1000)
return {1, at - now}`;
const holdScript = `
local time = redis.call('TIME')
local from = time[1] * 1000000 + time[2] + tonumber(ARGV[1])
if from > tonumber(redis.call('GET', KEYS[1]) or '0') then
  redis.call('SET', KEYS[1], string.format('%.0f', from), 'PX', math.ceil(tonumber(ARGV[1]) / 1000) + 1000)
end
return 0`;

/**
 * A pacer of `perSecond` calls: in no sliding second more leave, and on average 97 % of them. While Redis is away each process keeps the
 * same spacing by itself.
 */
export function pacer({ redis, prefix, perSecond }: { redis: Redis; prefix: string; perSecond: number }): Pacer {
  const key = `${prefix}:pace`;
  const spacing = 1_000 / (perSecond * share);
  const micro = (milliseconds: number) => String(Math.round(milliseconds * 1_000));
  /** On this process' stopwatch: from when on it would let the next call leave if it were alone. */
  let next = 0;

  /** So many slots, one after the other; `at` is the first one's. */
  async function book(within: number | null, notBefore = 0, count = 1): Promise<{ taken: boolean; at: number }> {
    const asked = stopwatch();
    try {
      if (redis.status !== 'ready') throw new Error('redis is away');
      const own = micro(Math.max(notBefore, next - ownSlack - asked));
      const reply = await redis.eval(takeScript, 1, key, own, micro(spacing), within === null ? '-1' : micro(within), String(count));
      const [taken, wait] = reply as [number, number];
      // Redis looked at its clock on the way; an answer that lay in a busy process for a while is not counted as way.
      const at = asked + Math.min((stopwatch() - asked) / 2, 2) + wait / 1_000;
      if (taken === 1) next = Math.max(next, at + spacing * count);
      return { taken: taken === 1, at };
    } catch {
      const now = stopwatch();
      const at = Math.max(now + notBefore, next);
      if (within !== null && at - now > within) return { taken: false, at };
      next = at + spacing * count;
      return { taken: true, at };
    }
  }

  type Waiting = { notBefore: number; give: (at: number) => void };
  let waiting: Waiting[] = [];
  let booking = false;

  /** Whoever asks while Redis is being asked goes with the next question. */
  async function bookTogether(): Promise<void> {
    booking = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      const { at } = await book(null, Math.max(...group.map(({ notBefore }) => notBefore)), group.length);
      for (const [index, { give }] of group.entries()) give(at + index * spacing);
    }
    booking = false;
  }
  const bookOne = (notBefore = 0): Promise<number> =>
    new Promise((give) => {
      waiting.push({ notBefore, give });
      if (!booking) void bookTogether();
    });

  async function leaveAt(first: number): Promise<void> {
    let at = first;
    for (let forfeited = 0; ; forfeited += 1) {
      const wait = at - stopwatch();
      if (wait > 0) await new Promise<void>((resolve) => void setTimeout(resolve, wait));
      if (stopwatch() - at <= latenessAllowed || forfeited === slotsForfeited) return;
      at = await bookOne();
    }
  }

  const untilNow = (at: number) => Math.max(0, at - stopwatch());
  return {
    async take() {
      await leaveAt(await bookOne());
    },
    async takeWithin(milliseconds) {
      const { taken, at } = await book(milliseconds);
      if (!taken) return { kind: 'busy', retryAfterMs: Math.ceil(untilNow(at)) };
      await leaveAt(at);
      return { kind: 'taken' };
    },
    async slot(notBefore = 0) {
      const at = await bookOne(notBefore);
      return { waitMilliseconds: untilNow(at), leave: () => leaveAt(at) };
    },
    async reserve() {
      return untilNow(await bookOne());
    },
    async holdBack(milliseconds) {
      next = Math.max(next, stopwatch() + milliseconds);
      // While Redis is away the other processes find out by themselves.
      await redis.eval(holdScript, 1, key, micro(milliseconds)).catch(() => undefined);
    },
  };
}
