import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** A finished request, without anything that tells who asked or about whom: `route` is the pattern, never the path. */
export type RequestMeasured = { method: string; route: string; status: number; seconds: number };

type Described<Label extends string> = { name: string; help: string; labels?: readonly Label[] };
type Reading<Label extends string> = { labels?: Partial<Record<Label, string>>; value: number };

/** The measurements of one process, in a registry of its own. */
export type Metrics = {
  readonly registry: Registry;
  request(measured: RequestMeasured): void;
  /** Something that is counted, such as messages by result. Each name once. */
  counter<Label extends string = never>(described: Described<Label>): Counter<Label>;
  /** A level that is set by whoever knows it. */
  gauge<Label extends string = never>(described: Described<Label>): Gauge<Label>;
  /** A level that is read anew at every scrape, such as jobs by state; while it cannot be read it is left out rather than guessed. */
  reading<Label extends string = never>(described: Described<Label>, read: () => Promise<readonly Reading<Label>[]>): void;
};

/** Starts measuring this process; `name` becomes the label `process` of everything. */
export function createMetrics(name: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process: name });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'HTTP requests answered',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer an HTTP request',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  return {
    registry,
    request(measured) {
      const { method, route } = measured;
      requests.inc({ method, route, status: measured.status });
      seconds.observe({ method, route }, measured.seconds);
    },
    counter: ({ name, help, labels = [] }) => new Counter({ name, help, labelNames: labels, registers }),
    gauge: ({ name, help, labels = [] }) => new Gauge({ name, help, labelNames: labels, registers }),
    reading<Label extends string = never>({ name, help, labels = [] }: Described<Label>, read: () => Promise<readonly Reading<Label>[]>) {
      new Gauge<Label>({
        name,
        help,
        labelNames: labels,
        registers,
        async collect() {
          const readings = await read().catch(() => []);
          this.reset();
          for (const { labels: at = {}, value } of readings) this.set(at, value);
        },
      });
    },
  };
}

/**
 * Answers a scrape with everything measured, in Prometheus's text format. With a token only whoever sends it as a bearer token may read;
 * without one only a direct call from this machine, so that a forgotten rule at the proxy publishes nothing.
 */
export function metricsHandler(metrics: Metrics, token?: string): RequestHandler {
  return async (request, response, next) => {
    if (!mayRead(request, token)) return next();
    const text = await metrics.registry.metrics();
    response.setHeader('Cache-Control', 'no-store');
    // `send` would write the charset a second time.
    response.setHeader('Content-Type', metrics.registry.contentType);
    response.end(text);
  };
}

function mayRead(request: Request, token: string | undefined): boolean {
  if (token !== undefined) return sameText(request.headers.authorization ?? '', `Bearer ${token}`);
  const forwarded = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  return !forwarded && /^(?:::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '');
}

function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
