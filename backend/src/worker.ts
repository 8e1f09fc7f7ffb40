import express from 'express';
import type { Log } from './adapters/log.js';
import { bullWorkers, type Handlers } from './adapters/queue.js';
import { checksOf } from './api.js';
import type { Clock } from './clock.js';
import { type Composed, compose } from './compose.js';
import type { Config } from './config.js';
import { healthRouter } from './http/health.js';
import { createMetrics, type Metrics, metricsHandler } from './http/metrics.js';
import { serve } from './http/serve.js';
import { broadcastsHandlers } from './modules/broadcasts/broadcasts.handlers.js';
import { zaloHandlers } from './modules/zalo/zalo.handlers.js';

type Duty = { name: string; everyMilliseconds: number; run: () => Promise<unknown> };

const second = 1_000;
const minute = 60 * second;

/** What must happen again and again, whoever does it: each is safe to run in several workers at once, and needs no queue. */
export function dutiesOf({
  letters,
  messages,
  events,
  waiting,
  desk,
  forgetOldData,
  audience,
  followers,
  conversations,
  broadcasts,
  lifeLetters,
  disclosures,
  files,
  reportMedia,
  feedback,
  conduct,
  satisfaction,
  reception,
  surveys,
  consultations,
  householdDuty,
  initiatives,
  decisions,
}: Composed): Duty[] {
  return [
    { name: 'relay', everyMilliseconds: second, run: () => letters.relay() },
    { name: 'waiting', everyMilliseconds: 5 * second, run: () => waiting.sweep() },
    { name: 'events', everyMilliseconds: 15 * second, run: () => events.sweep() },
    { name: 'messages', everyMilliseconds: 15 * second, run: () => messages.sweep() },
    { name: 'replies', everyMilliseconds: 5 * second, run: () => conversations.relay() },
    { name: 'followers', everyMilliseconds: 2 * second, run: () => followers.step() },
    { name: 'audience_merges', everyMilliseconds: minute, run: () => audience.sweep() },
    { name: 'broadcasts', everyMilliseconds: second, run: () => broadcasts.running.tick() },
    { name: 'occasions', everyMilliseconds: 30 * minute, run: () => broadcasts.occasions.draftDue() },
    { name: 'life_letters', everyMilliseconds: second, run: () => lifeLetters.sweep() },
    { name: 'closures', everyMilliseconds: 20 * second, run: () => desk.sweepClosures() },
    { name: 'no_shows', everyMilliseconds: 5 * minute, run: () => desk.sweepNoShows() },
    { name: 'disclosures', everyMilliseconds: 15 * second, run: () => disclosures.sweep() },
    { name: 'reception', everyMilliseconds: 10 * second, run: () => reception.duty() },
    { name: 'decisions', everyMilliseconds: second, run: () => decisions.sweep() },
    { name: 'initiatives', everyMilliseconds: 5 * minute, run: () => initiatives.counting.sweep() },
    { name: 'initiative_notices', everyMilliseconds: 5 * second, run: () => initiatives.notices.relay() },
    { name: 'households', everyMilliseconds: 10 * second, run: () => householdDuty() },
    { name: 'consultations', everyMilliseconds: 15 * second, run: () => consultations.duty() },
    { name: 'surveys', everyMilliseconds: 10 * second, run: () => surveys.puttingAway.run() },
    { name: 'conduct', everyMilliseconds: 15 * second, run: () => conduct.putAway() },
    { name: 'satisfaction', everyMilliseconds: 10 * second, run: () => satisfaction.duty() },
    { name: 'unheld_files', everyMilliseconds: 60 * minute, run: () => files.sweep() },
    { name: 'report_notices', everyMilliseconds: 2 * second, run: () => feedback.notices.relay() },
    { name: 'reports_due', everyMilliseconds: 5 * minute, run: () => feedback.notices.sweep() },
    { name: 'reports_recount', everyMilliseconds: 60 * minute, run: () => feedback.notices.recount() },
    { name: 'petitions', everyMilliseconds: 15 * second, run: () => feedback.petitions.sweep() },
    { name: 'report_media', everyMilliseconds: 30 * minute, run: () => reportMedia.sweep() },
    { name: 'old_data', everyMilliseconds: 60 * minute, run: () => forgetOldData() },
  ];
}

/** What is done for each kind of job. */
export function handlersOf({ letters, events, broadcasts }: Composed): Handlers {
  return { deliver_message: (payload) => letters.deliver(payload), ...zaloHandlers(events), ...broadcastsHandlers(broadcasts) };
}

/**
 * Starts the worker process: jobs from the queue, its duties on a timer, and its health and metrics when it has a port. It waits for
 * MongoDB as long as it takes. Rejects when the port cannot be had.
 */
export async function startWorker(input: { config: Config; log: Log; clock: Clock }): Promise<{ close(): Promise<void> }> {
  const { config } = input;
  const metrics = createMetrics('worker');
  const settled = metrics.counter({ name: 'messages_total', help: 'Messages settled', labels: ['kind', 'state', 'channel', 'reason'] });
  const composed = compose({
    ...input,
    report: ({ messageKind, state, channel, reason }) =>
      settled.inc({ kind: messageKind, state, channel: channel ?? 'none', reason: reason ?? 'none' }),
  });
  metrics.reading({ name: 'queue_jobs', help: 'Jobs that wait in Redis', labels: ['queue'] }, async () =>
    Object.entries(await composed.jobs.depths()).map(([queue, value]) => ({ labels: { queue }, value })),
  );
  metrics.reading({ name: 'outbox_messages', help: 'Messages due in documents' }, async () => [
    { value: await composed.letters.waitingCount() },
  ]);
  const health =
    config.WORKER_PORT > 0 ? await serve(healthPages(composed, metrics), { host: config.HOST, port: config.WORKER_PORT }) : null;

  composed.database.open();
  const running = composed.database.whenReady().then(() => run(composed));
  return {
    async close() {
      // Without MongoDB it never began; then there is nothing to end.
      await Promise.race([running.then(({ stop }) => stop()), pause(10_000)]);
      await composed.close();
      await health?.close(1_000);
    },
  };
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds).unref());

function healthPages(composed: Composed, metrics: Metrics) {
  const app = express().disable('x-powered-by');
  app.use(healthRouter({ checks: checksOf(composed) }));
  app.get('/metrics', metricsHandler(metrics, composed.config.METRICS_TOKEN));
  return app;
}

function run(composed: Composed): { stop(): Promise<void> } {
  const { config, log, broadcasts } = composed;
  const workers = bullWorkers({
    redisUrl: config.REDIS_URL,
    prefix: config.QUEUE_PREFIX,
    log,
    handlers: handlersOf(composed),
  });
  const stops = dutiesOf(composed).map(({ name, everyMilliseconds, run: duty }) =>
    repeat(everyMilliseconds, duty, (error) => log.warn({ duty: name, reason: error.message }, 'duty failed, it will be tried again')),
  );
  log.info('worker running');
  return {
    async stop() {
      broadcasts.sender.close();
      await Promise.all(stops.map((stop) => stop()));
      await workers.close();
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
