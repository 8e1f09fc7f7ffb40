import type { Problem } from 'backend/contracts/problem';
import { CallFailure, type TokenSource } from './api.js';

type Deps = { baseUrl: () => string; fetch: typeof fetch; tokens: TokenSource };

/** One message of a text/event-stream. */
export type StreamEvent = { name: string; data: string };

/** What of a text/event-stream is whole, and what must wait for more. Comments (`: …`) keep the line open and say nothing. */
export function eventsIn(text: string): { events: StreamEvent[]; rest: string } {
  const parts = text.replace(/\r\n?/g, '\n').split('\n\n');
  const rest = parts.pop() ?? '';
  const events = parts.flatMap((part) => {
    let name = 'message';
    const data: string[] = [];
    for (const line of part.split('\n')) {
      const [, field, value = ''] = /^(\w+)(?:: ?(.*))?$/.exec(line) ?? [];
      if (field === 'event') name = value;
      if (field === 'data') data.push(value);
    }
    return data.length === 0 ? [] : [{ name, data: data.join('\n') }];
  });
  return { events, rest };
}

const nobody: TokenSource = { token: async () => null, renew: async () => null, failure: () => null };

/** Calls that are not JSON in both directions, with the authorization of every other call. All throw `CallFailure`, except the abort of the caller's own signal. */
export function streamer({ baseUrl, fetch, tokens }: Deps) {
  async function open(path: string, init: RequestInit, session: TokenSource = tokens): Promise<Response> {
    const attempt = async (token: string | null) => {
      try {
        return await fetch(`${baseUrl()}/api${path}`, {
          ...init,
          headers: { ...init.headers, ...(token === null ? {} : { Authorization: `Bearer ${token}` }) },
        });
      } catch (error) {
        if (init.signal?.aborted) throw error;
        throw new CallFailure('offline', 0);
      }
    };
    const token = await session.token();
    let response = await attempt(token);
    if (response.status === 401 && token !== null) {
      const renewed = await session.renew();
      if (renewed !== null) response = await attempt(renewed);
    }
    if (response.ok) return response;
    let problem: Partial<Problem> | undefined;
    try {
      problem = (await response.json()) as Partial<Problem>;
    } catch {
      // A proxy's page: the status says enough.
    }
    throw new CallFailure(problem?.code ?? (response.status === 503 ? 'database_unavailable' : 'internal'), response.status, problem);
  }

  const sending = (file: Blob, signal?: AbortSignal): RequestInit => ({
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': file.type || 'application/octet-stream' },
    body: file,
    ...(signal === undefined ? {} : { signal }),
  });

  return {
    /** Reads a text/event-stream until the server ends it; `onEvent` hears every message. */
    async stream(path: string, onEvent: (event: StreamEvent) => void, signal: AbortSignal): Promise<void> {
      const response = await open(path, { headers: { Accept: 'text/event-stream' }, signal });
      const reader = response.body?.getReader();
      if (reader === undefined) throw new CallFailure('offline', response.status);
      const decoder = new TextDecoder();
      let text = '';
      for (;;) {
        let chunk: Awaited<ReturnType<typeof reader.read>>;
        try {
          chunk = await reader.read();
        } catch (error) {
          if (signal.aborted) throw error;
          throw new CallFailure('offline', 0);
        }
        const { events, rest } = eventsIn(text + (chunk.done ? decoder.decode() : decoder.decode(chunk.value, { stream: true })));
        text = rest;
        for (const event of events) onEvent(event);
        if (chunk.done) return;
      }
    },
    /** A file the server makes. */
    async download(path: string): Promise<Blob> {
      return (await open(path, { method: 'GET' })).blob();
    },
    /** Sends a file as it is; answers the server's JSON, which the caller narrows. */
    async upload(path: string, file: Blob): Promise<unknown> {
      return (await open(path, sending(file))).json();
    },
    /** Sends a file without a session: nothing of the account travels with it. */
    async uploadAnonymously(path: string, file: Blob, signal: AbortSignal): Promise<unknown> {
      return (await open(path, sending(file, signal), nobody)).json();
    },
  };
}
