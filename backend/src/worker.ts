import { bullWorkers } from './adapters/queue.js';
import type { Composed } from './compose.js';

type Duty = { name: string; everyMilliseconds: number; run: () => Promise<unknown> };

const second = 1_000;
const minute = 60 * second;

/** What must happen again and again, whoever does it: each is safe to run in several workers at once, and needs no queue. */
export function dutiesOf({ letters, messages, events, waiting, desk, forgetOldData }: Composed): Duty[] {
  return [
    { name: 'relay', everyMilliseconds: second, run: () => letters.relay() },
    { name: 'waiting', everyMilliseconds: 5 * second, run: () => waiting.sweep() },
    { name: 'events', everyMilliseconds: 15 * second, run: () => events.sweep() },
    { name: 'messages', everyMilliseconds: 15 * second, run: () => messages.sweep() },
    { name: 'closures', everyMilliseconds: 20 * second, run: () => desk.sweepClosures() },
    { name: 'no_shows', everyMilliseconds: 5 * minute, run: () => desk.sweepNoShows() },
    { name: 'old_data', everyMilliseconds: 60 * minute, run: () => forgetOldData() },
  ];
}

/** The worker: jobs from the queue, and its duties on a timer. */
export async function startWorker(composed: Composed): Promise<{ close(): Promise<void> }> {
  const { config, log, database, letters, events } = composed;
  database.open();
  await database.whenReady();
  const workers = bullWorkers({
    redisUrl: config.REDIS_URL,
    prefix: config.QUEUE_PREFIX,
    perSecond: config.ZALO_MESSAGES_PER_SECOND,
    log,
    handlers: { deliver_message: (payload) => letters.deliver(payload), zalo_event: ({ id }) => events.handle(id) },
  });
  const stops = dutiesOf(composed).map(({ name, everyMilliseconds, run }) =>
    repeat(everyMilliseconds, run, (error) => log.warn({ duty: name, reason: error.message }, 'duty failed, it will be tried again')),
  );
  return {
    async close() {
      await Promise.all(stops.map((stop) => stop()));
      await workers.close();
      await composed.close();
    },
  };
}

/** Runs `work` at once and then each time so long after it ended. The returned stop waits for a run under way. */
function repeat(milliseconds: number, work: () => Promise<unknown>, onFailure: (error: Error) => void): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let failing = false;
  let current: Promise<void> = Promise.resolve();
  const turn = async () => {
    try {
      await work();
      failing = false;
    } catch (error) {
      // Said once, not every second while Redis or MongoDB is away.
      if (!failing) onFailure(error as Error);
      failing = true;
    }
    if (!stopped) timer = setTimeout(() => (current = turn()), milliseconds);
  };
  current = turn();
  return () => {
    stopped = true;
    clearTimeout(timer);
    return current;
  };
}
