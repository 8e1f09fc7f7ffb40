import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { stopwatch } from '../clock.js';

type Kept = { body: Buffer; etag: string; until: number; stamp: number };

/**
 * Replies that are the same for everybody, kept as bytes for a moment in this process. `forget()` drops them all at once:
 * a write in this process is seen by its next read; another process sees it when the moment has passed.
 */
export class ReplyCache {
  private readonly kept = new Map<string, Kept>();
  private stamp = 0;
  constructor(private readonly most = 500) {}

  forget(): void {
    this.stamp += 1;
  }

  /** Answers from what is kept; false when there is nothing fresh. */
  send(request: Request, response: Response): boolean {
    const kept = this.kept.get(request.originalUrl);
    // A write that lands while the reply is being made must not be hidden by it.
    response.locals.cacheStamp = this.stamp;
    if (!kept || kept.stamp !== this.stamp || kept.until < stopwatch()) return false;
    this.write(request, response, kept);
    return true;
  }

  keep(request: Request, response: Response, text: string, seconds: number): void {
    const body = Buffer.from(text);
    const etag = `"${createHash('sha1').update(body).digest('base64url')}"`;
    const kept = { body, etag, until: stopwatch() + seconds * 1000, stamp: Number(response.locals.cacheStamp ?? -1) };
    if (this.kept.size >= this.most) {
      const oldest = this.kept.keys().next().value;
      if (oldest !== undefined) this.kept.delete(oldest);
    }
    this.kept.set(request.originalUrl, kept);
    this.write(request, response, kept);
  }

  private write(request: Request, response: Response, kept: Kept): void {
    const headers = { ETag: kept.etag, 'Cache-Control': 'no-cache', 'Content-Type': 'application/json; charset=utf-8', Vary: 'Origin' };
    if (request.headers['if-none-match'] === kept.etag) {
      response.writeHead(304, headers).end();
      return;
    }
    response.writeHead(200, { ...headers, 'Content-Length': kept.body.length }).end(kept.body);
  }
}
