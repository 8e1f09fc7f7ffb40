import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { stopwatch } from '../clock.js';

/** `headers`: names and values in turn, which Node writes without looking each up. */
type Kept = { body: Buffer; etag: string; headers: readonly string[]; until: number; stamp: number; route: string };

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

  /** Answers with what is kept, headers and all, before the request goes through the rest of the shell; passes on the rest. */
  readonly answer: RequestHandler = (request, response, next) => {
    const kept = this.fresh(request);
    if (!kept) return next();
    response.locals.route = kept.route;
    this.write(request, response, kept);
  };

  /** To be called before the reply is made: a write that lands meanwhile must not be hidden by it. */
  begin(response: Response): void {
    response.locals.cacheStamp = this.stamp;
  }

  /** Answers, and keeps the answer for the next who ask from the same origin. */
  keep(request: Request, response: Response, text: string, seconds: number): void {
    const body = Buffer.from(text);
    const etag = `"${createHash('sha1').update(body).digest('base64url')}"`;
    // What the shell has set for this origin goes with the reply, but for the name of the one request.
    const { 'x-request-id': _requestId, ...shell } = response.getHeaders();
    const kept = {
      body,
      etag,
      headers: Object.entries({
        ...shell,
        etag,
        'cache-control': 'no-cache',
        'content-type': 'application/json; charset=utf-8',
        vary: 'Origin',
      }).flatMap(([name, value]) => [name, String(value)]),
      until: stopwatch() + seconds * 1000,
      stamp: Number(response.locals.cacheStamp ?? -1),
      route: String(response.locals.route),
    };
    if (this.kept.size >= this.most) {
      const oldest = this.kept.keys().next().value;
      if (oldest !== undefined) this.kept.delete(oldest);
    }
    this.kept.set(keyOf(request), kept);
    this.write(request, response, kept);
  }

  private fresh(request: Request): Kept | null {
    const { method, headers } = request;
    // A body on a GET is for the parsers to refuse.
    if ((method !== 'GET' && method !== 'HEAD') || headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined)
      return null;
    const kept = this.kept.get(keyOf(request));
    return kept && kept.stamp === this.stamp && kept.until >= stopwatch() ? kept : null;
  }

  private write(request: Request, response: Response, { body, etag, headers }: Kept): void {
    const own = ['x-request-id', String(response.locals.requestId)];
    if (request.headers['if-none-match'] === etag) response.writeHead(304, [...headers, ...own]).end();
    else response.writeHead(200, [...headers, ...own, 'content-length', String(body.length)]).end(body);
  }
}

/** An address has no space in it, so no origin can be taken for part of one. */
const keyOf = ({ headers, originalUrl }: Request): string => `${originalUrl} ${headers.origin ?? ''}`;
