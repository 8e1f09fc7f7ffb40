import { randomUUID } from 'node:crypto';
import cors from 'cors';
import express, { type Express, type Request, type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import type { Log } from '../adapters/log.js';
import { stopwatch } from '../clock.js';
import type { Config } from '../config.js';
import type { AuditHook } from './audit-hook.js';
import { docsRouter } from './docs.js';
import { type Metrics, metricsHandler } from './metrics.js';
import { openApiDocument } from './openapi.js';
import { problemTable } from './problem-table.js';
import { notFound, ProblemError, problemHandler, sendProblem } from './problems.js';
import { Routes } from './route.js';

/** What the composition root hangs into the shell. */
export type Mount = {
  /** Handlers that need the body as it came (webhooks, whose signature covers the bytes) and pages for people. Paths from the root. */
  beforeJson?(app: Express): void;
  /** Everything under `/api`; `router` is for the few replies that are not JSON, such as the printed slip. */
  routes(routes: Routes, router: Router): void;
  /** Where officers' doings are written down before they happen. */
  audit?: AuditHook;
  /** Answers what was answered a moment ago in the same words, with the headers it had. */
  cached?: RequestHandler;
};

type Deps = {
  config: Pick<Config, 'TRUST_PROXY' | 'CORS_ORIGINS' | 'PUBLIC_URL' | 'METRICS_TOKEN'>;
  log: Log;
  metrics: Metrics;
  /** `healthRouter`; it answers before anything that could fail. */
  health: Router;
  mount: Mount;
};

const bodyLimit = '100kb';
const json = express.json({ limit: bodyLimit, strict: true });
/** The questions of a survey, up to two hundred of them, as officers write them; and what is answered to them. */
const formJson = express.json({ limit: '1mb', strict: true });
const takesForm = (request: Request): boolean => /^\/desk\/surveys|^\/surveys\/[^/]+\/(?:answers|draft)$/.test(request.path);
/** A file called JSON is still a file. */
const parsesJson: RequestHandler = (request, response, next) => {
  if (takesFile(request)) return next();
  return (takesForm(request) ? formJson : json)(request, response, next);
};

/** The API without its server: identifies, logs and measures each request, sets the security headers, serves routes, docs, health and metrics. */
export function createApp({ config, log, metrics, health, mount }: Deps): Express {
  const app = express();
  app.disable('x-powered-by');
  // Replies are `no-store` or carry an ETag of their own.
  app.disable('etag');
  app.set('trust proxy', config.TRUST_PROXY);

  app.use(watched(log, metrics));
  if (mount.cached) app.use(mount.cached);
  app.use(requestIdHeader, securityHeaders);
  app.use(health);
  app.get('/metrics', metricsHandler(metrics, config.METRICS_TOKEN));
  app.use(crossOrigin(config.CORS_ORIGINS));
  mount.beforeJson?.(app);

  const router = Router();
  const routes = new Routes(router, mount.audit);
  mount.routes(routes, router);
  const document = () =>
    openApiDocument({
      mounted: routes.mounted,
      title: 'API của xã',
      version: '1.0.0',
      serverUrl: config.PUBLIC_URL,
    });
  app.use('/api', noStore, readableAddress, jsonOnly, parsesJson);
  app.use('/api', docsRouter({ document, problemTable }), router, wrongMethod(routes));

  app.use(notFound);
  app.use(problemHandler(log));
  return app;
}

/** Names the request, and when it has ended logs and counts it by its route's pattern: no path, query, body or address. */
function watched(log: Log, metrics: Metrics): RequestHandler {
  // Nothing in these lines could be personal, and looking for it costs more than writing them.
  const lines = log.child({}, { redact: [] });
  return (request, response, next) => {
    const started = stopwatch();
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    response.locals.requestId = requestId;
    response.once('close', () => {
      const elapsed = stopwatch() - started;
      // 499: the caller left before the answer was out.
      const status = response.writableFinished ? response.statusCode : 499;
      const route = String(response.locals.route ?? request.route?.path ?? 'unmatched');
      metrics.request({ method: request.method, route, status, seconds: elapsed / 1000 });
      const entry = { requestId, method: request.method, route, status, milliseconds: Math.round(elapsed * 10) / 10 };
      if (status >= 500) lines.warn(entry, 'request');
      else if (quiet.has(route)) lines.debug(entry, 'request');
      else lines.info(entry, 'request');
    });
    next();
  };
}

/** Not before a kept reply, which writes it with the rest. */
const requestIdHeader: RequestHandler = (_request, response, next) => {
  response.setHeader('X-Request-Id', response.locals.requestId);
  next();
};

/** Asked every few seconds by machines. */
const quiet = new Set(['/healthz', '/readyz', '/metrics']);

/** For JSON: nothing may be loaded, framed or guessed; readable from the Mini App's origin. The docs page sets its own policy. */
const securityHeaders = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginResourcePolicy: { policy: 'cross-origin' },
});

const crossOrigin = (origins: readonly string[]): RequestHandler =>
  cors({
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
    exposedHeaders: ['X-Request-Id', 'Retry-After'],
    maxAge: 600,
  });

/** Refusals too: a shared cache may otherwise keep a 404. */
const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

/** Otherwise only the parts that become parameters are looked at, and the rest is guessed. */
const readableAddress: RequestHandler = (request, _response, next) => {
  if (request.url.includes('%')) decodeURIComponent(request.url);
  next();
};

/** Take a file instead of JSON. */
const filePaths: ReadonlySet<string> = new Set(['/files', '/report-media', '/desk/households/import', '/desk/households/import/preview']);
const takesFile = (request: Request): boolean => request.method === 'POST' && filePaths.has(request.path);

const jsonOnly: RequestHandler = (request, _response, next) => {
  if (takesFile(request)) return next();
  const length = request.headers['content-length'];
  const hasBody = request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
  if (hasBody && !request.is('application/json'))
    throw new ProblemError('unsupported_media_type', 'Nội dung gửi lên phải là JSON (Content-Type: application/json).');
  next();
};

/** After all routes: a path that some contract has, asked with a method that none has for it. */
function wrongMethod({ mounted }: Routes): Router {
  const router = Router();
  for (const path of new Set(mounted.map(({ endpoint }) => endpoint.path))) {
    const methods = mounted.filter(({ endpoint }) => endpoint.path === path).map(({ endpoint }) => endpoint.method);
    // Several patterns may fit one path (`/letters/open`, `/letters/:id`), so each adds its own.
    router.all(path, (_request, response, next) => {
      response.locals.route ??= path;
      response.locals.allowed = [...(response.locals.allowed ?? []), ...methods];
      next();
    });
  }
  router.use((_request, response, next) => {
    const allowed = new Set<string>(response.locals.allowed);
    if (allowed.size === 0) return next();
    if (allowed.has('GET')) allowed.add('HEAD');
    response.setHeader('Allow', [...allowed].sort().join(', '));
    sendProblem(response, 'method_not_allowed', 'Địa chỉ này không dùng được với phương thức vừa gọi.');
  });
  return router;
}
