import type { z } from 'zod';

/** One object describes an endpoint; the API mounts it, the Mini App calls it, OpenAPI is made from it. */
export type Endpoint = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path below `/api`, with `:name` for each key of `params`. */
  readonly path: string;
  /** What it does, in Vietnamese, for the API docs. */
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly reply: z.ZodType;
  /** True when the request may carry `Idempotency-Key`: a repeat with the same key gets the first answer. */
  readonly idempotent?: true;
  /**
   * What the audit log says when an officer calls it. A GET leaves no trace unless it is a look at residents' data or a file taken out; anything
   * else is a change and always written, unless it stores nothing (`nothing`: a preview).
   */
  readonly audit?: 'saw' | 'exported' | 'nothing';
};

type Part<E extends Endpoint, K extends 'params' | 'query' | 'body', Side extends 'input' | 'output'> = E[K] extends z.ZodType
  ? { [P in K]: Side extends 'input' ? z.input<E[K]> : z.output<E[K]> }
  : unknown;

/** What a caller passes: the parts the endpoint declares, before parsing. */
export type RequestOf<E extends Endpoint> = Part<E, 'params', 'input'> & Part<E, 'query', 'input'> & Part<E, 'body', 'input'>;
/** What a handler receives: the same parts, parsed. */
export type ParsedRequestOf<E extends Endpoint> = Part<E, 'params', 'output'> & Part<E, 'query', 'output'> & Part<E, 'body', 'output'>;
/** What the endpoint answers. */
export type ReplyOf<E extends Endpoint> = z.output<E['reply']>;
