import { clockFor } from './adapters/follow-clock.js';
import { runProcess } from './process.js';
import { startWorker } from './worker.js';

await runProcess('worker', process.env, async ({ config, log }) => {
  const { clock, stop } = await clockFor(config.CLOCK_URL);
  const worker = await startWorker({ config, log, clock });
  return async () => {
    stop();
    await worker.close();
  };
});
