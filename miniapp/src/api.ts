import type { Endpoint, ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import type { Problem, ProblemCode } from 'backend/contracts/problem';

/** Why a call failed: a code both sides know, or `offline` when no answer came back (no network, or 15 s without one). */
export type FailureCode = ProblemCode | 'offline';

/** A failed call. `detail` is the server's Vietnamese sentence, empty when there was no answer. */
export class CallFailure extends Error {
  readonly code: FailureCode;
  readonly status: number;
  readonly detail: string;
  /** What is wrong with which field, keyed by its path (`body.person.name`). */
  readonly fields: Readonly<Record<string, string>>;
  readonly nearest: readonly { date: string; start: string }[];
  /** Seconds the server asks to wait; null when it does not say. */
  readonly retryAfter: number | null;
  /** Whether the same request may well succeed a moment later. Not after the long wait for an answer that never came: people decide that themselves. */
  readonly isPassing: boolean;

  constructor(code: FailureCode, status: number, problem?: Partial<Problem>, waited = false) {
    super(code);
    this.name = 'CallFailure';
    this.code = code;
    this.status = status;
    this.detail = problem?.detail ?? '';
    this.fields = Object.fromEntries((problem?.fields ?? []).map(({ field, message }) => [field, message]));
    this.nearest = problem?.nearest ?? [];
    this.retryAfter = problem?.retryAfter ?? null;
    this.isPassing = !waited && (code === 'offline' || status === 502 || status === 503 || status === 504);
  }
}

/** Where the caller gets its token from. `renew` is asked once after the server no longer knows the token. */
export type TokenSource = {
  /** The session token, signing in first when needed; null when the person could not be signed in. */
  token(): Promise<string | null>;
  renew(): Promise<string | null>;
  /** What kept the person from being signed in, if anything did. */
  failure(): CallFailure | null;
};

export type CallOptions = {
  /** Makes a repeat of the same write safe; only then is a write repeated after a lost connection. */
  idempotencyKey?: string;
  signal?: AbortSignal;
};

type Deps = {
  baseUrl: () => string;
  fetch: typeof fetch;
  tokens: TokenSource;
  wait: (milliseconds: number) => Promise<void>;
  timeoutMilliseconds?: number;
};

type Parts = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown };

const pauses = [500, 1500];

/** The typed call of the Mini App: one function for every endpoint of the contracts. Throws `CallFailure` and nothing else, except the abort of the caller's own signal. */
export function caller({ baseUrl, fetch, tokens, wait, timeoutMilliseconds = 15_000 }: Deps) {
  async function send(endpoint: Endpoint, parts: Parts, options: CallOptions, token: string | null): Promise<unknown> {
    const timer = new AbortController();
    let waited = false;
    const alarm = setTimeout(() => {
      waited = true;
      timer.abort();
    }, timeoutMilliseconds);
    const abort = () => timer.abort();
    options.signal?.addEventListener('abort', abort);
    try {
      const response = await fetch(`${baseUrl()}/api${addressOf(endpoint, parts)}`, {
        method: endpoint.method,
        headers: {
          Accept: 'application/json',
          ...(parts.body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
          ...(options.idempotencyKey === undefined ? {} : { 'Idempotency-Key': options.idempotencyKey }),
        },
        ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
        signal: timer.signal,
      });
      const answer = await readJson(response);
      if (response.ok) return answer;
      throw failureOf(response.status, answer);
    } catch (error) {
      if (error instanceof CallFailure) throw error;
      if (options.signal?.aborted) throw error;
      throw new CallFailure('offline', 0, undefined, waited);
    } finally {
      clearTimeout(alarm);
      options.signal?.removeEventListener('abort', abort);
    }
  }

  async function signedIn(endpoint: Endpoint, parts: Parts, options: CallOptions): Promise<unknown> {
    const token = await tokens.token();
    const why = tokens.failure();
    if (token === null && why?.code === 'offline') throw why;
    try {
      return await send(endpoint, parts, options, token);
    } catch (error) {
      if (!(error instanceof CallFailure) || error.status !== 401) throw error;
      if (token === null) throw tokens.failure() ?? error;
      const renewed = await tokens.renew();
      if (renewed === null) throw tokens.failure() ?? error;
      return await send(endpoint, parts, options, renewed);
    }
  }

  async function persistently(mayRepeat: boolean, attempt: () => Promise<unknown>): Promise<unknown> {
    for (const pause of mayRepeat ? pauses : []) {
      try {
        return await attempt();
      } catch (error) {
        // What kept the person from being signed in has been tried again already.
        if (!(error instanceof CallFailure) || !error.isPassing || error === tokens.failure()) throw error;
        await wait(Math.min((error.retryAfter ?? 0) * 1000, 5000) || pause);
      }
    }
    return attempt();
  }

  return {
    /** Calls an endpoint as the signed-in person; an expired session is renewed once. */
    call<E extends Endpoint>(endpoint: E, request: RequestOf<E>, options: CallOptions = {}): Promise<ReplyOf<E>> {
      const mayRepeat = endpoint.method === 'GET' || (endpoint.idempotent === true && options.idempotencyKey !== undefined);
      return persistently(mayRepeat, () => signedIn(endpoint, request as Parts, options)) as Promise<ReplyOf<E>>;
    },
    /** Calls an endpoint without a session: signing in itself, and what must not be tied to a person. */
    callAnonymously<E extends Endpoint>(endpoint: E, request: RequestOf<E>, options: CallOptions = {}): Promise<ReplyOf<E>> {
      return persistently(true, () => send(endpoint, request as Parts, options, null)) as Promise<ReplyOf<E>>;
    },
  };
}

function addressOf(endpoint: Endpoint, { params, query }: Parts): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') search.append(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new CallFailure('offline', response.status);
  }
}

function failureOf(status: number, answer: unknown): CallFailure {
  if (typeof answer === 'object' && answer !== null && 'code' in answer) {
    const problem = answer as Problem;
    return new CallFailure(problem.code, status, problem);
  }
  return new CallFailure(status === 503 ? 'database_unavailable' : 'internal', status);
}
