import { request } from 'node:http';
import express, { type Router } from 'express';
import { pino } from 'pino';
import { z } from 'zod';
import type { Endpoint } from '../contracts/endpoint.js';
import { createApp, type Mount } from './app.js';
import { healthRouter } from './health.js';
import { createMetrics } from './metrics.js';
import { type Served, serve } from './serve.js';
import { anyone } from './who.js';

const parrot = {
  method: 'POST',
  path: '/parrots',
  summary: 'Nói lại',
  body: z.strictObject({ words: z.string() }),
  reply: z.object({ words: z.string() }),
} as const satisfies Endpoint;
const readParrot = {
  method: 'GET',
  path: '/parrots/:id',
  summary: 'Đọc một con vẹt',
  params: z.strictObject({ id: z.string() }),
  query: z.strictObject({ say: z.string().optional() }),
  reply: z.object({ id: z.string() }),
} as const satisfies Endpoint;
const removeParrot = {
  method: 'DELETE',
  path: '/parrots/:id',
  summary: 'Thả một con vẹt',
  params: z.strictObject({ id: z.string() }),
  reply: z.object({}),
} as const satisfies Endpoint;
const favourite = { method: 'PUT', path: '/parrots/favourite', summary: 'Chọn', reply: z.object({}) } as const satisfies Endpoint;

/** Three endpoints about parrots, enough to ask the shell everything. */
export const parrots: Mount['routes'] = (routes) => {
  routes.add(parrot, anyone, ({ body }) => body, { status: 201 });
  routes.add(favourite, anyone, () => ({}));
  routes.add(readParrot, anyone, ({ params }) => params);
  routes.add(removeParrot, anyone, () => {
    throw new Error('the cage is locked: 0912345678');
  });
};

export type Shell = Served & { lines: Record<string, unknown>[]; metricsText(): Promise<string> };

/** The shell on a free port of this machine, with its log kept in `lines`. */
export async function startShell(
  mount: Partial<Mount> = {},
  corsOrigins: string[] = [],
  trustProxy = 0,
  metricsToken?: string,
): Promise<Shell> {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const metrics = createMetrics('api');
  const up = async () => true;
  const app = createApp({
    config: { TRUST_PROXY: trustProxy, CORS_ORIGINS: corsOrigins, PUBLIC_URL: 'https://example.vn', METRICS_TOKEN: metricsToken },
    log,
    metrics,
    health: healthRouter({ checks: { database: up, redis: up, zalo: up } }),
    mount: { routes: parrots, ...mount },
  });
  const served = await serve(app, { host: '127.0.0.1', port: 0 });
  return { ...served, lines, metricsText: () => metrics.registry.metrics() };
}

/** One small router on a free port of this machine. */
export async function startRouter(path: string, router: Router): Promise<Served> {
  return serve(express().use(path, router), { host: '127.0.0.1', port: 0 });
}

/** A promise with its key outside. */
export function promised(): { promise: Promise<void>; keep: () => void } {
  let keep = () => {};
  const promise = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return { promise, keep };
}

/** A GET exactly as written: `fetch` would tidy the path and change what is asked about caches. */
export function get(port: number, path: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    call.on('error', reject).end();
  });
}
