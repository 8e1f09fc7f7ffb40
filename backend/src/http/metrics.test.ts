import { Router } from 'express';
import { describe, expect, it } from 'vitest';
import { startRouter } from './app.testing.js';
import { createMetrics, type Metrics, metricsHandler } from './metrics.js';

async function scrape(metrics: Metrics): Promise<{ type: string | null; text: string }> {
  const served = await startRouter('/', Router().get('/metrics', metricsHandler(metrics)));
  const response = await fetch(`${served.url}/metrics`);
  const scraped = { type: response.headers.get('content-type'), text: await response.text() };
  await served.close(1_000);
  return scraped;
}

describe('metrics', () => {
  it('count requests and their time by pattern, each process for itself', async () => {
    const [api, worker] = [createMetrics('api'), createMetrics('worker')];
    api.request({ method: 'GET', route: '/appointments/:id', status: 200, seconds: 0.02 });
    api.request({ method: 'GET', route: '/appointments/:id', status: 200, seconds: 3 });
    const { type, text } = await scrape(api);
    expect(type).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toContain('http_requests_total{method="GET",route="/appointments/:id",status="200",process="api"} 2');
    expect(text).toContain('http_request_seconds_bucket{le="0.025",process="api",method="GET",route="/appointments/:id"} 1');
    expect(text).toContain('http_request_seconds_count{process="api",method="GET",route="/appointments/:id"} 2');
    expect(text).toContain('nodejs_eventloop_lag_seconds{process="api"}');
    expect((await scrape(worker)).text).not.toContain('/appointments/:id');
  });

  it('count messages by result and keep levels', async () => {
    const metrics = createMetrics('worker');
    const messages = metrics.counter({ name: 'messages_total', help: 'Zalo messages', labels: ['kind', 'result'] });
    messages.inc({ kind: 'slip', result: 'sent' });
    messages.inc({ kind: 'slip', result: 'sent' });
    metrics.gauge({ name: 'zalo_token_age_seconds', help: 'Age of the token' }).set(12);
    const { text } = await scrape(metrics);
    expect(text).toContain('messages_total{kind="slip",result="sent",process="worker"} 2');
    expect(text).toContain('zalo_token_age_seconds{process="worker"} 12');
  });

  it('read the queue at each scrape, and say nothing of it while it cannot be read', async () => {
    const metrics = createMetrics('worker');
    let waiting: number | null = 3;
    metrics.reading({ name: 'queue_jobs', help: 'Jobs', labels: ['state'] }, async () => {
      if (waiting === null) throw new Error('redis is away');
      return [{ labels: { state: 'waiting' }, value: waiting }];
    });
    expect((await scrape(metrics)).text).toContain('queue_jobs{state="waiting",process="worker"} 3');
    waiting = null;
    const away = (await scrape(metrics)).text;
    expect(away).toContain('process_cpu_seconds_total');
    expect(away).not.toContain('queue_jobs{');
    waiting = 5;
    expect((await scrape(metrics)).text).toContain('queue_jobs{state="waiting",process="worker"} 5');
  });
});
