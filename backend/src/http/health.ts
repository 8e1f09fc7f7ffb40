import { Router } from 'express';

/** True when the thing can be used; anything else – false, an error, no answer in time – counts as down. */
export type Check = () => Promise<boolean>;
export type Checks = Readonly<Record<'database' | 'redis' | 'zalo', Check>>;

type Found = Record<keyof Checks, 'up' | 'down'>;
/** `degraded`: bookings and reading work, messages wait. `unavailable`: nothing works without the database. */
type Readiness = { status: 'ok' | 'degraded' | 'unavailable'; checks: Found };

const retryAfterSeconds = 5;
const briefMilliseconds = 100;

/** `/healthz`: the process lives. `/readyz`: it can serve, with each part named; 503 only when the database is down. */
export function healthRouter({ checks, timeoutMilliseconds = 2_000 }: { checks: Checks; timeoutMilliseconds?: number }): Router {
  const router = Router();
  let running: Promise<Readiness> | null = null;
  router.get('/healthz', (_request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    // Many who ask at once share one look, so that asking cannot wear the database down.
    running ??= readiness(checks, timeoutMilliseconds).finally(() => {
      running = null;
    });
    const found = await running;
    response.setHeader('Cache-Control', 'no-store');
    if (found.status === 'unavailable') response.status(503).setHeader('Retry-After', String(retryAfterSeconds));
    response.json(found);
  });
  return router;
}

async function readiness(checks: Checks, milliseconds: number): Promise<Readiness> {
  // While the database is away nothing else matters, so nobody waits long for the others: whoever starts us asks again at once.
  const others = [checks.redis, checks.zalo].map((check) => {
    const asked = check();
    asked.catch(() => undefined);
    return { patient: look(() => asked, milliseconds), brief: look(() => asked, briefMilliseconds) };
  });
  const database = await look(checks.database, milliseconds);
  const [redis, zalo] = await Promise.all(others.map(({ patient, brief }) => (database === 'down' ? brief : patient)));
  const found: Found = { database: database ?? 'down', redis: redis ?? 'down', zalo: zalo ?? 'down' };
  if (found.database === 'down') return { status: 'unavailable', checks: found };
  return { status: found.redis === 'up' && found.zalo === 'up' ? 'ok' : 'degraded', checks: found };
}

async function look(check: Check, milliseconds: number): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  try {
    return (await Promise.race([check(), late])) ? 'up' : 'down';
  } catch {
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}
