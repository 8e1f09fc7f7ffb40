import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that listens. */
export type Served = {
  /** An address it can be called at from this machine, without a slash at the end. */
  url: string;
  port: number;
  /** Takes no new connection, lets running requests finish for at most this long, then cuts the rest off. May be called again. */
  close(graceMilliseconds: number): Promise<void>;
};

/** Longer than the minute after which proxies drop an idle connection, so that it is never us who hang up on a request just sent. */
const keepAliveMilliseconds = 65_000;
/** A client that dribbles its headers or body holds a connection no longer than this: a film of 15 MB takes two minutes on weak 3G. */
const headersMilliseconds = 20_000;
const requestMilliseconds = 180_000;
/** A whole commune that wants the first place of the day at eight o'clock waits in line instead of being turned away. */
const waitingConnections = 4_096;

/** Listens; rejects with the system's error when it cannot, such as `EADDRINUSE`. Port 0 takes any free one. */
export async function serve(app: RequestListener, { host, port }: { host: string; port: number }): Promise<Served> {
  const server = createServer({
    keepAliveTimeout: keepAliveMilliseconds,
    headersTimeout: headersMilliseconds,
    requestTimeout: requestMilliseconds,
  });
  const running = new Set<ServerResponse>();
  let closing: Promise<void> | null = null;

  server.on('request', (_request, response) => {
    running.add(response);
    if (closing) response.setHeader('Connection', 'close');
    response.once('close', () => {
      running.delete(response);
      // The connection counts as idle only after this event.
      if (closing) setImmediate(() => server.closeIdleConnections());
    });
  });
  server.on('request', app);

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: waitingConnections }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = server.address() as AddressInfo;

  async function stop(graceMilliseconds: number): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const response of running) if (!response.headersSent) response.setHeader('Connection', 'close');
    server.closeIdleConnections();
    const grace = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
    await closed;
    clearTimeout(grace);
  }

  return {
    url: `http://${callable(bound)}:${bound.port}`,
    port: bound.port,
    close(graceMilliseconds) {
      closing ??= stop(graceMilliseconds);
      return closing;
    },
  };
}

function callable({ address, family }: AddressInfo): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return family === 'IPv6' ? `[${address}]` : address;
}
