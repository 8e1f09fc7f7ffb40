import { clockFor } from './adapters/follow-clock.js';
import { startApi } from './api.js';
import { runProcess } from './process.js';

await runProcess('api', process.env, async ({ config, log }) => {
  const { clock, stop } = await clockFor(config.CLOCK_URL);
  const api = await startApi({ config, log, clock });
  log.info({ port: api.port }, 'api listening');
  return async () => {
    stop();
    await api.close();
  };
});
