import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { JobName, JobQueue, Jobs } from '../jobs.js';
import type { Log } from './log.js';
import { waitingRedis } from './redis.js';

/** Each kind of job has a queue of its own, so that a flood of events does not hold up messages. */
const queueOf = {
  deliver_message: 'messages',
  zalo_event: 'events',
  broadcast_freeze: 'broadcasts',
  broadcast_post: 'broadcasts',
  broadcast_lane: 'broadcasts',
} as const satisfies Record<JobName, string>;

/** Whoever enqueues is never held up longer than this by a Redis that does not answer. */
const patienceMilliseconds = 1_500;

export type BullQueue = JobQueue & {
  /** Jobs that wait, by queue; for metrics. */
  depths(): Promise<Record<string, number>>;
  close(): Promise<void>;
};

/** A moment without MongoDB is waited out: 1, 2, 4 and 8 seconds. After that the job is gone, and whoever queued it finds the work again. */
const defaultJobOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: true,
} as const;

/** Puts jobs on BullMQ. Jobs vanish when done or failed: what must be done again is known to the database. */
export function bullQueue({ redis, prefix, log }: { redis: Redis; prefix: string; log: Log }): BullQueue {
  const queues = new Map(
    [...new Set(Object.values(queueOf))].map((name) => {
      const queue = new Queue(name, { connection: redis, prefix, defaultJobOptions });
      queue.on('error', (error) => log.debug({ reason: error.message }, 'queue error'));
      return [name, queue] as const;
    }),
  );
  const inTime = async <T>(work: Promise<T>): Promise<T> => {
    let alarm: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      alarm = setTimeout(() => reject(new Error('the queue does not answer')), patienceMilliseconds);
    });
    // When the queue answers after all, nobody is waiting any more.
    work.catch(() => undefined);
    return Promise.race([work, late]).finally(() => clearTimeout(alarm));
  };
  return {
    async add(name, payload, jobId) {
      if (redis.status !== 'ready') throw new Error('the queue is away');
      await inTime((queues.get(queueOf[name]) as Queue).add(name, payload, { jobId }));
    },
    async depths() {
      const counts = await inTime(
        Promise.all([...queues].map(async ([name, queue]) => [name, await queue.getJobCountByTypes('waiting', 'active', 'delayed')])),
      );
      return Object.fromEntries(counts);
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close().catch(() => undefined)));
    },
  };
}

export type Handlers = { [N in JobName]: (payload: Jobs[N]) => Promise<unknown> };

/**
 * Runs handlers for jobs until closed. A job whose worker died is run again by another within a quarter of a minute, however often that
 * happens; handlers can take that. How fast messages leave is the pacer's business.
 */
export function bullWorkers({ redisUrl, prefix, handlers, log }: { redisUrl: string; prefix: string; handlers: Handlers; log: Log }) {
  const connections: Redis[] = [];
  const workers = [...new Set(Object.values(queueOf))].map((name) => {
    const connection = waitingRedis(redisUrl, log);
    connections.push(connection);
    const worker = new Worker(name, (job) => (handlers[job.name as JobName] as (payload: unknown) => Promise<unknown>)(job.data), {
      connection,
      prefix,
      concurrency: 20,
      lockDuration: 10_000,
      stalledInterval: 5_000,
      maxStalledCount: 100,
    });
    worker.on('error', (error) => log.debug({ reason: error.message }, 'worker error'));
    worker.on('failed', (job, error) => log.error({ job: job?.id, name: job?.name, err: error }, 'job failed'));
    return worker;
  });
  return {
    whenReady: () => Promise.all(workers.map((worker) => worker.waitUntilReady())),
    /** Lets running jobs finish. */
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      for (const connection of connections) connection.disconnect();
    },
  };
}
