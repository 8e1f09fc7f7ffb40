import { Agent, get, type IncomingMessage, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { promised } from './app.testing.js';
import { serve } from './serve.js';

const here = { host: '127.0.0.1', port: 0 };
const hello: RequestListener = (_request, response) => void response.end('xin chào');

/** A listener that answers only when told to. */
function held() {
  const arrived = promised();
  const answer = promised();
  const listener: RequestListener = async (_request, response) => {
    arrived.keep();
    await answer.promise;
    response.end('xong');
  };
  return { listener, arrived: arrived.promise, answer: answer.keep };
}

/** Gets with an agent that would keep its connection. */
const getKeeping = (agent: Agent, url: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent }, (response) => response.resume().once('end', () => resolve(response))).once('error', reject);
  });

describe('serve', () => {
  it('listens on a free port and says where', async () => {
    const served = await serve(hello, here);
    expect(served.url).toBe(`http://127.0.0.1:${served.port}`);
    expect(await (await fetch(served.url)).text()).toBe('xin chào');
    await served.close(1_000);
  });

  it('rejects with the system’s error when the port is taken', async () => {
    const served = await serve(hello, here);
    await expect(serve(hello, { host: '127.0.0.1', port: served.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await served.close(1_000);
  });

  it('when closing lets a running request finish and takes no new one', async () => {
    const { listener, arrived, answer } = held();
    const served = await serve(listener, here);
    const running = fetch(served.url);
    await arrived;
    const closed = served.close(20_000);
    await expect(fetch(served.url)).rejects.toThrow();
    answer();
    const response = await running;
    expect(await response.text()).toBe('xong');
    expect(response.headers.get('connection')).toBe('close');
    await closed;
  });

  it('when closing does not wait for connections that only stay open', async () => {
    const served = await serve(hello, here);
    const agent = new Agent({ keepAlive: true });
    await getKeeping(agent, served.url);
    const started = performance.now();
    await served.close(20_000);
    expect(performance.now() - started).toBeLessThan(10_000);
    agent.destroy();
  });

  it('after the grace cuts off what still runs', async () => {
    const { listener, arrived, answer } = held();
    const served = await serve(listener, here);
    const running = fetch(served.url);
    const cut = expect(running).rejects.toThrow();
    await arrived;
    await served.close(20);
    await cut;
    answer();
  });

  it('after the grace cuts off a caller who connected and said nothing', async () => {
    const served = await serve(hello, here);
    const socket = connect(served.port, '127.0.0.1');
    const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
    await served.close(20);
    await gone;
  });

  it('may be closed twice', async () => {
    const served = await serve(hello, here);
    await Promise.all([served.close(1_000), served.close(1_000)]);
    await served.close(1_000);
  });
});
