import express, { type ErrorRequestHandler, type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import { type HostName, Refusal, wordsFor } from './errors.js';
import type { RequestFault } from './faults.js';
import type { World } from './world.js';

/** A host's router: body read as bytes, the request written into the ledger, faults struck, limits counted. */
export function hostRouter(world: World, host: HostName): Router {
  const router = Router();
  router.use(recorded(world, host));
  router.use(faulty(world, host));
  router.use(express.raw({ type: (request) => !String(request.headers['content-type']).startsWith('multipart/'), limit: '2mb' }));
  if (host === 'openapi' || host === 'business' || host === 'mini') router.use(limited(world, host));
  return router;
}

/** The last part of a host: unknown paths and refusals, in the host's own form. */
export function refusals(world: World, host: HostName): (RequestHandler | ErrorRequestHandler)[] {
  const last: RequestHandler = (_request, response) => {
    response.status(404).json({ error: 404, message: 'Empty api' });
  };
  const onError: ErrorRequestHandler = (fault: unknown, _request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(fault);
    if (fault instanceof Refusal) return void refuse(world, host, response, fault);
    if (isTooLarge(fault)) return void refuse(world, host, response, new Refusal(-210, 'Body is too large'));
    return next(fault);
  };
  return [last, onError];
}

function refuse(world: World, host: HostName, response: Response, refusal: Refusal): void {
  const message = refusal.message || wordsFor(host, refusal.code);
  const tokenError =
    (host === 'openapi' && (refusal.code === -216 || refusal.code === -220)) || (host === 'business' && refusal.code === -124);
  if (tokenError && world.store.state.settings.tokenErrorsAs401) response.status(401);
  if (host === 'oauth')
    response.json({
      error: refusal.code,
      error_name: message,
      error_description: message,
      error_reason: message,
      ref_doc: 'https://developers.zalo.me/docs/api/official-account-api/phu-luc/official-account-access-token-post-4307',
    });
  else if (host === 'h5') response.json({ err: refusal.code, msg: message });
  else response.json({ error: refusal.code, message });
}

const isTooLarge = (fault: unknown): boolean => fault instanceof Error && 'type' in fault && fault.type === 'entity.too.large';

/** The token as Zalo reads it: the bare header. */
export function tokenOf(request: Request): string {
  const header = request.headers.access_token;
  return typeof header === 'string' ? header : '';
}

/** The bytes of the body as JSON; undefined when they are none. */
export function jsonBody(request: Request): unknown {
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

export function formBody(request: Request): URLSearchParams {
  const bytes: unknown = request.body;
  return new URLSearchParams(Buffer.isBuffer(bytes) ? bytes.toString('utf8') : '');
}

/** The JSON a GET carries in `?data=`. */
export function dataQuery(request: Request): unknown {
  const { data } = request.query;
  if (typeof data !== 'string') return {};
  try {
    return JSON.parse(data);
  } catch {
    throw new Refusal(-201, 'data is invalid!');
  }
}

/** Parses what came, or refuses naming the first field that is wrong, in Zalo's phrase. */
export function parsed<T>(schema: z.ZodType<T>, value: unknown, code = -201): T {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.filter((part) => typeof part === 'string').join('.') || 'body';
  throw new Refusal(issue?.code === 'too_big' ? -210 : code, issue?.code === 'too_big' ? undefined : `${field} is invalid!`);
}

/** Lets a request through only with the Official Account's living token. */
export function oaTokenRequired(world: World, host: 'openapi' | 'business'): RequestHandler {
  return (request, _response, next) => {
    const state = world.oaTokens.check(tokenOf(request));
    if (state === 'alive') return next();
    throw new Refusal(host === 'business' ? -124 : state === 'expired' ? -220 : -216);
  };
}

function recorded(world: World, host: HostName): RequestHandler {
  return (request, response, next) => {
    const token = tokenOf(request);
    const path = request.path;
    const answerJson = response.json.bind(response);
    let error: number | null = null;
    response.json = (body: unknown) => {
      error = codeIn(body);
      return answerJson(body);
    };
    response.once('close', () =>
      world.ledger.request({
        host,
        method: request.method,
        path,
        query: { ...request.query },
        body: shortBody(request),
        token: token === '' ? null : token.slice(-6),
        status: response.writableFinished ? response.statusCode : null,
        error,
        fault: typeof response.locals.fault === 'string' ? response.locals.fault : null,
      }),
    );
    next();
  };
}

function codeIn(body: unknown): number | null {
  if (typeof body !== 'object' || body === null) return null;
  if ('error' in body && typeof body.error === 'number') return body.error;
  return 'err' in body && typeof body.err === 'number' ? body.err : null;
}

function shortBody(request: Request): unknown {
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return null;
  if (bytes.length > 8_192) return `${bytes.length} bytes`;
  const json = jsonBody(request);
  if (json !== undefined) return json;
  const form = Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
  return Object.fromEntries(
    Object.entries(form).map(([key, value]) => [key, /token|code|secret/.test(key) ? `…${value.slice(-6)}` : value]),
  );
}

const html =
  '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';
const limitCodes: Record<HostName, number> = { openapi: -32, business: -32, oauth: -32, graph: 12002, mini: -103, h5: -32 };

function faulty(world: World, host: HostName): RequestHandler {
  return async (request, response, next) => {
    const fault = world.faults.strikeRequest({ host, path: request.path, method: request.method });
    if (!fault) return next();
    response.locals.fault = fault.kind;
    const spoil = () => spoiled(fault, response);
    switch (fault.kind) {
      case 'slow':
        await new Promise<void>((done) => setTimeout(done, fault.ms).unref());
        return next();
      case 'expire_token':
        world.oaTokens.kill(tokenOf(request));
        delete world.store.state.userTokens[tokenOf(request)];
        return next();
      case 'non_vn_ip':
        response.locals.outsideVietnam = true;
        return next();
      case 'limit':
        throw new Refusal(limitCodes[host]);
      case 'error':
        throw new Refusal(fault.code, fault.message);
      case 'timeout_after_accepting':
        response.json = spoil;
        return next();
      default:
        if (!fault.after) return void spoil();
        response.json = spoil;
        return next();
    }
  };
}

/** Answers wrongly, or not at all. A silent connection is cut after two minutes, when every client has given up. */
function spoiled(fault: RequestFault, response: Response): Response {
  switch (fault.kind) {
    case 'drop':
      response.socket?.destroy();
      return response;
    case 'http_500':
      return response.status(fault.status).type('text/plain').send('Internal Server Error');
    case 'html_body':
      return response.status(fault.status).type('html').send(html);
    default:
      setTimeout(() => response.socket?.destroy(), 120_000).unref();
      return response;
  }
}

function limited(world: World, host: 'openapi' | 'business' | 'mini'): RequestHandler {
  const counts = { minute: -1, app: 0 };
  return (_request, response, next) => {
    const { ratePerMinute, oaRatePerMinute } = world.store.state.settings;
    const minute = Math.floor(world.clock.now().getTime() / 60_000);
    if (counts.minute !== minute) Object.assign(counts, { minute, app: 0 });
    counts.app += 1;
    response.setHeader('X-RateLimit-Limit', String(ratePerMinute));
    response.setHeader('X-RateLimit-Remain', String(Math.max(0, ratePerMinute - counts.app)));
    if (counts.app > ratePerMinute) throw new Refusal(limitCodes[host]);
    if (oaRatePerMinute !== null && counts.app > oaRatePerMinute) throw new Refusal(limitCodes[host], 'Your OA reached limit call api');
    next();
  };
}
