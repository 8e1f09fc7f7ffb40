import { clockFor } from './adapters/follow-clock.js';
import { buildApi } from './api.js';
import { compose } from './compose.js';
import { createMetrics } from './http/metrics.js';
import { serve } from './http/serve.js';
import { closeOnSignal, configured, sayListenFault } from './process.js';

const { config, log } = configured(process.env, 'api');
const { clock, stop } = clockFor(config.CLOCK_URL);
const composed = compose({ config, log, clock });
composed.database.open();

try {
  const server = await serve(buildApi(composed, createMetrics('api')), { host: config.HOST, port: config.PORT });
  log.info({ port: server.port }, 'api listening');
  closeOnSignal(log, async () => {
    stop();
    await server.close(10_000);
    await composed.close();
  });
} catch (error) {
  process.stderr.write(`${sayListenFault(error, config.HOST, config.PORT)}\n`);
  process.exit(1);
}
