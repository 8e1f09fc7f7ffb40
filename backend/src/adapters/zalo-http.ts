import { randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import axios, { isAxiosError } from 'axios';
import { z } from 'zod';

/** Why we cannot know whether Zalo carried the request out. */
export type DoubtCause = 'timeout' | 'connection_lost' | 'server_error' | 'redirected' | 'not_json' | 'too_large';

/**
 * What came of one call. `answer`: Zalo spoke JSON (its `error` still decides). `not_sent`: no byte of the request left us, or
 * Zalo turned it away unread (429); it may go again. `doubt`: the request was written and what became of it is unknown.
 */
export type ZaloAnswer =
  | { kind: 'answer'; status: number; body: Readonly<Record<string, unknown>> }
  | { kind: 'not_sent'; cause: string; retryAfterMs: number | null }
  | { kind: 'doubt'; cause: DoubtCause };

export interface ZaloRequest {
  method: 'GET' | 'POST';
  /** Appended to the host's base URL. */
  path: string;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  json?: Record<string, unknown>;
  form?: Record<string, string>;
  /** The one file of a multipart body, in the field `file`. */
  file?: { bytes: Uint8Array; name: string; type: string };
}

/** One call to one host of Zalo. It never throws and never shows a header, so that no token can reach a log. */
export type ZaloCall = (request: ZaloRequest) => Promise<ZaloAnswer>;

export interface ZaloHttpOptions {
  baseUrl: string;
  /** From the first byte out to the last byte in, connecting included. */
  timeoutMs?: number;
}

export const defaultTimeoutMs = 5_000;
/** The longest documented answer, 50 followers or a user's detail, is below 20 KB. */
const maxAnswerBytes = 256 * 1024;
/** The largest file Zalo takes has 5 MB. */
const maxBodyBytes = 6 * 1024 * 1024;
/** A file of 5 MB takes longer than a message on the line of a commune. */
const uploadPatience = 4;
/**
 * Connections are kept for the next call: a handshake for each message would cost more than the message. They are closed before Zalo's
 * servers tire of them, since a call over a connection that is just being closed is in doubt, and no call in doubt is made again.
 */
const connections = { keepAlive: true, timeout: 3_000, maxSockets: 128, maxFreeSockets: 128 };

const JsonObject = z.record(z.string(), z.unknown());

/** Calls one host of Zalo through axios: no redirects, no proxy, a deadline for the whole exchange, a cap on the answer. */
export function zaloHttp({ baseUrl, timeoutMs = defaultTimeoutMs }: ZaloHttpOptions): ZaloCall {
  const secure = new URL(baseUrl).protocol === 'https:';
  const client = axios.create({
    baseURL: baseUrl,
    maxRedirects: 0,
    proxy: false,
    maxContentLength: maxAnswerBytes,
    maxBodyLength: maxBodyBytes,
    responseType: 'text',
    // Bodies are written here; axios would read the JSON once more to see whether it is any.
    transformRequest: (body: unknown) => body,
    transformResponse: (text: unknown) => text,
    validateStatus: () => true,
    httpAgent: new http.Agent(connections),
    httpsAgent: new https.Agent(connections),
  });

  return async ({ method, path, headers = {}, query, json, form, file }) => {
    let connected = false;
    const { type, body } = file
      ? multipart(file)
      : form
        ? { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(form).toString() }
        : { type: 'application/json', body: json && JSON.stringify(json) };
    try {
      const response = await client.request<unknown>({
        method,
        url: path,
        headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': type }), ...headers },
        ...(query ? { params: query } : {}),
        ...(body === undefined ? {} : { data: body }),
        signal: AbortSignal.timeout(file ? timeoutMs * uploadPatience : timeoutMs),
        transport: watchedTransport(secure, () => {
          connected = true;
        }),
      });
      return understood(response.status, response.data, response.headers['retry-after']);
    } catch (error) {
      const code = isAxiosError(error) ? (error.code ?? 'ERR_UNKNOWN') : codeOf(error);
      if (!connected) return { kind: 'not_sent', cause: code === 'ERR_CANCELED' ? 'connect_timeout' : code, retryAfterMs: null };
      if (code === 'ERR_CANCELED' || code === 'ECONNABORTED' || code === 'ETIMEDOUT') return { kind: 'doubt', cause: 'timeout' };
      if (isAxiosError(error) && /maxContentLength/.test(error.message)) return { kind: 'doubt', cause: 'too_large' };
      return { kind: 'doubt', cause: 'connection_lost' };
    }
  };
}

function multipart({ bytes, name, type }: NonNullable<ZaloRequest['file']>): { type: string; body: Buffer } {
  const boundary = `----${randomUUID()}`;
  const quoted = name.replace(/["\\\r\n]/g, '_');
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quoted}"\r\ncontent-type: ${type}\r\n\r\n`;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** Tells when the connection stood: before that moment nothing of the request can have reached Zalo. */
function watchedTransport(secure: boolean, connected: () => void) {
  return {
    request(options: https.RequestOptions, answered: (response: http.IncomingMessage) => void): http.ClientRequest {
      const request = (secure ? https : http).request(options, answered);
      request.once('socket', (socket) => {
        if (request.reusedSocket || (!secure && !socket.connecting)) connected();
        else socket.once(secure ? 'secureConnect' : 'connect', connected);
      });
      return request;
    },
  };
}

function understood(status: number, text: unknown, retryAfter: unknown): ZaloAnswer {
  if (status === 429) return { kind: 'not_sent', cause: 'rate_limited', retryAfterMs: secondsToMs(retryAfter) };
  if (status >= 500) return { kind: 'doubt', cause: 'server_error' };
  if (status >= 300 && status < 400) return { kind: 'doubt', cause: 'redirected' };
  try {
    const body = JsonObject.safeParse(JSON.parse(String(text)));
    return body.success ? { kind: 'answer', status, body: body.data } : { kind: 'doubt', cause: 'not_json' };
  } catch {
    return { kind: 'doubt', cause: 'not_json' };
  }
}

function secondsToMs(retryAfter: unknown): number | null {
  const seconds = typeof retryAfter === 'string' ? Number(retryAfter) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'ERR_UNKNOWN';
}

const Code = z.union([z.int(), z.stringFormat('integer', /^-?\d+$/).transform(Number)]);

/**
 * The code of an answer: `error`, or `err` on the Mini App host; 0 is success. Null when the body names none (OAuth's success
 * does not). An HTTP error without a code counts as its status, and 401 as such even beside `error: 0`.
 */
export function codeIn(answer: { status: number; body: Readonly<Record<string, unknown>> }): number | null {
  const code = Code.safeParse(answer.body.error ?? answer.body.err);
  if (code.success && (code.data !== 0 || answer.status < 400)) return code.data;
  return answer.status >= 400 ? answer.status : null;
}

/** A header value Node accepts and Zalo hands out: visible ASCII. Anything else cannot be a token. */
export function canBeToken(text: string): boolean {
  return /^[\x21-\x7e]{1,8192}$/.test(text);
}
