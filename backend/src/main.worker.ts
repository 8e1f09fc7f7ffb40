import express from 'express';
import { clockFor } from './adapters/follow-clock.js';
import { checksOf } from './api.js';
import { compose } from './compose.js';
import { healthRouter } from './http/health.js';
import { createMetrics, metricsHandler } from './http/metrics.js';
import { type Served, serve } from './http/serve.js';
import { closeOnSignal, configured, sayListenFault } from './process.js';
import { startWorker } from './worker.js';

const { config, log } = configured(process.env, 'worker');
const { clock, stop } = clockFor(config.CLOCK_URL);
const metrics = createMetrics('worker');
const settled = metrics.counter({ name: 'messages_total', help: 'Messages settled', labels: ['kind', 'state', 'channel', 'reason'] });
const composed = compose({
  config,
  log,
  clock,
  report: ({ messageKind, state, channel, reason }) =>
    settled.inc({ kind: messageKind, state, channel: channel ?? 'none', reason: reason ?? 'none' }),
});
metrics.reading({ name: 'queue_jobs', help: 'Jobs that wait in Redis', labels: ['queue'] }, async () =>
  Object.entries(await composed.jobs.depths()).map(([queue, value]) => ({ labels: { queue }, value })),
);
metrics.reading({ name: 'outbox_messages', help: 'Messages due in documents' }, async () => [
  { value: await composed.letters.waitingCount() },
]);

let health: Served | null = null;
if (config.WORKER_PORT > 0) {
  const app = express().disable('x-powered-by');
  app.use(healthRouter({ checks: checksOf(composed) }));
  app.get('/metrics', metricsHandler(metrics));
  health = await serve(app, { host: config.HOST, port: config.WORKER_PORT }).catch((error: unknown) => {
    process.stderr.write(`${sayListenFault(error, config.HOST, config.WORKER_PORT)}\n`);
    process.exit(1);
  });
}
const worker = startWorker(composed);
closeOnSignal(log, async () => {
  stop();
  // Without MongoDB the worker never began.
  await Promise.race([worker.then((started) => started.close()), new Promise((resolve) => setTimeout(resolve, 10_000).unref())]);
  await health?.close(1_000);
});
await worker;
log.info('worker running');
