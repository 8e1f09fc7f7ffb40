import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import type { Endpoint, ParsedRequestOf, ReplyOf } from '../contracts/endpoint.js';
import { type AuditFact, type AuditHook, auditFactOf } from './audit-hook.js';
import { invalidRequest, ProblemError } from './problems.js';
import type { ReplyCache } from './reply-cache.js';
import { sayIssue } from './say-issue.js';
import type { Who } from './who.js';

/** A mounted endpoint, kept for the API docs. */
export type Mounted = { endpoint: Endpoint; who: Pick<Who<unknown>, 'kind' | 'roles'>; status: number };

type Input<E extends Endpoint, W> = ParsedRequestOf<E> & { who: W; idempotencyKey: string | null; request: Request; response: Response };

type Options = {
  status?: 200 | 201;
  /** Counts the request against a limit before it is handled; throws `too_many_requests`. */
  limit?: (request: Request, who: unknown) => Promise<void>;
  /** Serves the same bytes again for a moment; only for replies that are the same for everybody. */
  cache?: { store: ReplyCache; seconds: number };
};

function parsePart(endpoint: Endpoint, part: 'params' | 'query' | 'body', value: unknown): unknown {
  const schema: z.ZodType | undefined = endpoint[part];
  if (!schema) return undefined;
  const parsed = schema.safeParse(value, { error: sayIssue });
  if (!parsed.success) throw invalidRequest(part, parsed.error);
  return parsed.data;
}

/** `Idempotency-Key` of the request, or null; 8–100 printable characters. */
function idempotencyKeyOf(request: Request): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,100}$/.test(key))
    throw new ProblemError('invalid_request', 'Trường “Idempotency-Key” cần 8–100 ký tự in được.', {
      fields: [{ field: 'headers.idempotency-key', message: 'Cần 8–100 ký tự in được.' }],
    });
  return key;
}

/**
 * Mounts routes: the contract parses the request, `who` says who is asking, the reply is checked on its way out. What officers change, and
 * what their endpoints mark, is in the audit log before it happens.
 */
export class Routes {
  readonly mounted: Mounted[] = [];
  constructor(
    private readonly router: Router,
    private readonly audit: AuditHook | null = null,
  ) {}

  add<E extends Endpoint, W>(
    endpoint: E,
    who: Who<W>,
    handle: (input: Input<E, W>) => Promise<ReplyOf<E>> | ReplyOf<E>,
    options: Options = {},
  ): void {
    const status = options.status ?? 200;
    this.mounted.push({ endpoint, who, status });
    const method = endpoint.method.toLowerCase() as Lowercase<Endpoint['method']>;
    this.router[method](endpoint.path, async (request: Request, response: Response) => {
      response.locals.route = endpoint.path;
      options.cache?.store.begin(response);
      const identity = await who.identify(request);
      await options.limit?.(request, identity);
      const input = {
        ...(endpoint.params && { params: parsePart(endpoint, 'params', request.params) }),
        ...(endpoint.query && { query: parsePart(endpoint, 'query', request.query) }),
        ...(endpoint.body && { body: parsePart(endpoint, 'body', request.body ?? {}) }),
        who: identity,
        idempotencyKey: endpoint.idempotent ? idempotencyKeyOf(request) : null,
        request,
        response,
      } as unknown as Input<E, W>;
      const reply = await this.recorded(auditFactOf(endpoint, who, identity, request), () => handle(input));
      const body = JSON.stringify(endpoint.reply.parse(reply));
      if (options.cache) options.cache.store.keep(request, response, body, options.cache.seconds);
      else {
        response.setHeader('Cache-Control', 'no-store');
        response.status(status).type('application/json').send(body);
      }
    });
  }

  private async recorded<T>(fact: AuditFact | null, work: () => Promise<T> | T): Promise<T> {
    const { audit } = this;
    if (audit === null || fact === null) return work();
    await audit.record(fact);
    try {
      return await work();
    } catch (error) {
      if (fact.verb === 'changed' && error instanceof ProblemError) await audit.record({ ...fact, verb: 'refused', note: error.code });
      throw error;
    }
  }
}
