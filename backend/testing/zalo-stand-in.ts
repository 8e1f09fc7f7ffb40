import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One request as the stand-in received it. */
export interface Received {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

/** How the stand-in behaves for one request: JSON, or anything at all through the raw response. */
export type Behaviour = (request: Received, response: ServerResponse) => unknown;

export interface ZaloStandIn {
  url: string;
  received: Received[];
  /** Sets what happens from now on. A returned value is sent as JSON with HTTP 200; `undefined` leaves the response to the behaviour. */
  behave(behaviour: Behaviour): void;
  /** How many connections there have been. */
  connections(): number;
  /** Ends every connection; resolves when the other side has noticed. */
  hangUpAll(): Promise<void>;
  close(): Promise<void>;
}

/** A bare HTTP server in Zalo's place, for the answers a well-behaved server never gives: HTML, half a body, silence. */
export async function zaloStandIn(): Promise<ZaloStandIn> {
  const received: Received[] = [];
  let behaviour: Behaviour = () => ({ error: 0, message: 'Success' });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://stand-in');
      const seen: Received = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      received.push(seen);
      Promise.resolve(behaviour(seen, response)).then((reply) => {
        if (reply === undefined) return;
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(reply));
      });
    });
  });
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    behave: (next) => {
      behaviour = next;
    },
    connections: () => connections,
    async hangUpAll() {
      const ended = [...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of sockets) socket.end();
      await Promise.all(ended);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The odd answers, by name. */
export const odd = {
  html: (_: Received, response: ServerResponse) => {
    response.setHeader('content-type', 'text/html');
    response.end('<html><body><h1>502 Bad Gateway</h1></body></html>');
  },
  halfBody: (_: Received, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '400' });
    response.write('{"error":0,"data":{');
    response.destroy();
  },
  silence: () => undefined,
  hangUp: (_: Received, response: ServerResponse) => {
    response.destroy();
  },
  huge: (_: Received, response: ServerResponse) => {
    response.end(JSON.stringify({ error: 0, data: 'x'.repeat(600 * 1024) }));
  },
  /** Headers at once, then a byte now and then, for ever. */
  drip: (_: Received, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  },
  status: (status: number, headers: Record<string, string> = {}) =>
    ((_: Received, response: ServerResponse) => {
      response.writeHead(status, headers);
      response.end('nothing to see');
    }) satisfies Behaviour,
  json: (status: number, body: unknown) =>
    ((_: Received, response: ServerResponse) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    }) satisfies Behaviour,
};
